import { Component } from 'projen';
import type { awscdk } from 'projen';

/** The tests run with the lowest version of the CDK that is supported; this task runs them with the newest. */
export class SupportedCdk extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.addTask('test:newest-cdk', {
      description: 'Compile, and run the unit tests, with the newest aws-cdk-lib',
      exec: 'ts-node --transpile-only --project test/tsconfig.json test/newest-cdk/run.ts',
    });
  }
}
