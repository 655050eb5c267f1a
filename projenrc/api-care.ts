import { Component } from 'projen';
import type { awscdk } from 'projen';

/** Days of the calendar, not a length of time. */
const DAYS = ['RunningHoursOptions.specialDays'];

/** Where the API departs from the CDK's guidelines, and why. */
const AWSLINT_EXCLUSIONS = {
  'duration-prop-name': DAYS,
  'duration-prop-type': DAYS,
  // lambda.Function and the Provider framework, which these are handed on to, take nothing less.
  'prefer-ref-interface': ['ServiceStateProviderProps.vpc', 'ServiceStateProviderProps.securityGroups', 'ServiceStateProviderProps.handlerRole'],
};

/** The public API follows the CDK's guidelines, and does not break those who use it. */
export class ApiCare extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const lint = [
      `awslint --include "*:${project.name}.*"`, // otherwise it would judge aws-cdk-lib as well
      ...Object.entries(AWSLINT_EXCLUSIONS).flatMap(([rule, names]) => names.map(name => `--exclude "${rule}:${project.name}.${name}"`)),
    ].join(' ');
    const awslint = project.addTask('awslint', {
      description: 'Hold the API against the design guidelines of the CDK',
      // It lists everything that it was not asked about, too.
      execArgs: ['sh', '-c', `findings=$(${lint} 2>&1) || { echo "$findings" | grep -v ^skipped; exit 1; }`],
    });
    project.postCompileTask.spawn(awslint);

    const compat = project.tasks.tryFind('compat');
    if (!compat) throw new Error("projen defines no task 'compat' any more");
    compat.description = 'Refuse a change of the API that breaks its users, compared with api-baseline/';
    compat.reset('node projenrc/api-compatibility.mjs');
    project.postCompileTask.spawn(compat);

    project.addTask('api-baseline', {
      description: 'Make the compiled API the one that changes are compared with; after a release',
      exec: 'node projenrc/api-baseline.mjs',
    });
    project.gitattributes.addAttributes('/api-baseline/assembly.json', 'linguist-generated');
  }
}
