import { Component, github } from 'projen';
import type { awscdk } from 'projen';

const RELEASE_WORKFLOW = '.github/workflows/release.yml';

/** The jobs that publish; projen lets them wait for the build only. */
const PUBLISHING = ['release_github', 'release_npm', 'release_maven', 'release_pypi', 'release_golang'];

/** What `.ci/run` needs beside Node. */
const TOOLS = { python: { version: '3.12' }, java: { version: '21' }, go: { version: '1.26' } };

/**
 * GitHub runs `.ci/run`, as everybody does: for each pull request, for `main`, and before a release publishes to any
 * registry. There is no second list of checks.
 */
export class GitHubWorkflows extends Component {
  constructor(private readonly library: awscdk.AwsCdkConstructLibrary) {
    super(library);
    if (!library.github) throw new Error('projen makes no workflows any more');
    const build = new github.GithubWorkflow(library.github, 'build');
    build.on({ pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} });
    build.addJob('ci', this.job());

    library.release?.addJobs({ ci: this.job() });
    const release = library.tryFindObjectFile(RELEASE_WORKFLOW);
    if (!release) throw new Error(`projen makes no ${RELEASE_WORKFLOW} any more`);
    for (const job of PUBLISHING) release.addOverride(`jobs.${job}.needs`, ['release', 'ci']);
  }

  private job(): github.workflows.Job {
    const setupNode = this.library.renderWorkflowSetup({ mutable: false }).filter(({ uses }) => uses?.startsWith('actions/setup-node@'));
    if (setupNode.length !== 1) throw new Error('projen sets up Node.js in another way now');
    return {
      runsOn: ['ubuntu-latest'], // has Maven
      permissions: { contents: github.workflows.JobPermission.READ },
      tools: TOOLS,
      steps: [
        { name: 'Checkout', uses: github.ActionRefs.ACTIONS_CHECKOUT, with: { 'persist-credentials': false } },
        ...setupNode,
        { name: '.ci/run', run: '.ci/run' },
      ],
    };
  }
}
