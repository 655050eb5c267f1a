import { Component, github } from 'projen';
import type { awscdk } from 'projen';

const RELEASE_WORKFLOW = '.github/workflows/release.yml';

/**
 * What a pull request and a release have to pass besides the build. A release publishes to no registry before an
 * app of each language has used its package, and before the newest CDK and the Node versions of Lambda have passed.
 */
export class ReleaseGates extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    const gates = {
      'languages': this.gate('npm run test:languages', {
        python: { version: '3.12' },
        java: { version: '21' },
        go: { version: '1.26' },
      }),
      'newest-cdk': this.gate('npm run test:newest-cdk'),
      'lambda-runtimes': this.gate('npm run test:lambda-runtimes'),
      'explorations': this.gate('npm run test:explorations', { python: { version: '3.12' } }),
    };
    for (const [name, job] of Object.entries(gates)) project.buildWorkflow?.addPostBuildJob(name, job);

    project.release?.addJobs(gates);
    const workflow = project.tryFindObjectFile(RELEASE_WORKFLOW);
    if (!workflow) throw new Error(`projen makes no ${RELEASE_WORKFLOW} any more`);
    // Every registry waits for the release on GitHub already.
    workflow.addOverride('jobs.release_github.needs', ['release', ...Object.keys(gates)]);
  }

  private gate(command: string, tools?: github.workflows.Tools): github.workflows.Job {
    const { project } = this;
    return {
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.READ },
      tools,
      steps: [
        { name: 'Checkout', uses: github.ActionRefs.ACTIONS_CHECKOUT, with: { 'persist-credentials': false } },
        ...(project as awscdk.AwsCdkConstructLibrary).renderWorkflowSetup({ mutable: false }),
        { name: command, run: command },
      ],
    };
  }
}
