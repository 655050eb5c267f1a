import { Component } from 'projen';
import type { awscdk } from 'projen';

/** The tests run on the Node of the machine; this task runs those of the handlers and of running hours on the versions that Lambda has. */
export class LambdaRuntimes extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.addTask('test:lambda-runtimes', {
      description: 'Run the tests of the handlers, their bundle and running hours on the versions of Node that Lambda runs',
      exec: 'ts-node --transpile-only --project test/tsconfig.json test/lambda-runtimes/run.ts',
    });
  }
}
