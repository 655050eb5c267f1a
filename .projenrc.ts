import { awscdk, javascript, JsonFile, release } from 'projen';
import { ApiCare } from './projenrc/api-care';
import { Explorations, LEFT_TO_EXPLORATIONS } from './projenrc/explorations';
import { GitHubWorkflows } from './projenrc/github-workflows';
import { LambdaRuntimes } from './projenrc/lambda-runtimes';
import { Packages } from './projenrc/packages';
import { SupportedCdk } from './projenrc/supported-cdk';
import { TranslatedDocumentation } from './projenrc/translated-documentation';

/**
 * The lowest versions that exist on npm, PyPI, Maven Central and the Go proxy at the same time:
 * jsii-pacmak writes this floor into go.mod, and Go must be able to read it.
 */
const CDK_VERSION = '2.260.0';
const CONSTRUCTS_VERSION = '10.5.1';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-apprunner-state',
  description: 'Declare in your CDK app whether an AWS App Runner service runs or is paused',
  author: 'cdk-apprunner-state maintainers',
  authorAddress: 'maintainers@cdk-apprunner-state.dev',
  repositoryUrl: 'https://github.com/cdk-apprunner-state/cdk-apprunner-state.git',
  keywords: ['aws', 'cdk', 'apprunner', 'app-runner', 'pause', 'resume', 'custom-resource'],
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk-apprunner-state maintainers',
  stability: 'experimental',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  projenVersion: '0.103.25',

  cdkVersion: CDK_VERSION,
  constructsVersion: CONSTRUCTS_VERSION,
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3', // "*" would be 7.x, which jsii refuses
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '24',

  npmTrustedPublishing: true, // with provenance, and without a token that could be stolen
  publishToPypi: { distName: 'cdk-apprunner-state', module: 'cdk_apprunner_state', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.cdkapprunnerstate',
    mavenGroupId: 'io.github.cdkapprunnerstate',
    mavenArtifactId: 'cdk-apprunner-state',
    mavenServerId: 'central-ossrh',
  },
  publishToGo: {
    moduleName: 'github.com/cdk-apprunner-state/cdk-apprunner-state-go',
    packageName: 'cdkapprunnerstate',
  },

  devDeps: [
    'esbuild@0.28.2', // exact: the bundle's bytes are in the asset hashes
    '@aws-sdk/client-apprunner@3.1142.0', // exact, for the same reason
    '@aws-sdk/client-cloudformation@3.1142.0',
    '@types/aws-lambda@^8.10.0',
    'aws-cdk@2.1148.1', // the CLI of the demo and the end-to-end tests; "latest" is an odd 3.0.0
    'cdk-nag@^3.0.2',
    'cdk-nag-2@npm:cdk-nag@2.38.2', // the other major version that users have; exact, because nothing but its checks matters
    '@cdklabs/cdk-enterprise-iac@0.1.0', // its aspects change every role and policy of an app; exact, because the tests rest on how
    '@smithy/core@3.41.0', // the SDK's own classification of errors
    'fast-check@^4',
    '@jest/test-sequencer@^30', // of the same version as jest, which brings it
    '@sinonjs/fake-timers@^15.4.0', // the virtual clock of the benchmarks; jest has it too
    'jsii-pacmak@^1.140.0',
    'jsii-rosetta@~6.0.17',
    'jsii-docgen@^10.12.6',
    'jsii-diff@^1.134.0',
    // jsii-pacmak copies the INSTALLED versions of transitive jsii packages into go.mod:
    // pin them to what the Go module of aws-cdk-lib requires, so that the Go modules exist.
    '@aws-cdk/cloud-assembly-schema@54.1.0',
    '@aws-cdk/asset-node-proxy-agent-v6@2.1.2',
    '@aws-cdk/asset-awscli-v1@2.2.282',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
    '@aws-cdk/aws-apprunner-alpha@2.207.0-alpha.0', // of test/apps; the newest that takes the lowest CDK
    'awslint@2.262.2-alpha.0', // "latest" is older
  ],

  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER, // 'test:update' updates them, on request
    extraCliOptions: [LEFT_TO_EXPLORATIONS],
    jestConfig: {
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/api-baseline/', '<rootDir>/.cache/'],
      coverageReporters: ['text-summary', 'lcov'],
      collectCoverage: false, // costs half of the run; the one file that is held to a figure has a run of its own below
      globalSetup: '<rootDir>/test/temporary-folder/setup.ts',
      globalTeardown: '<rootDir>/test/temporary-folder/teardown.ts',
      setupFilesAfterEnv: ['<rootDir>/test/template-check/watch.ts', '<rootDir>/test/stack-traces.ts'],
      testSequencer: '<rootDir>/test/longest-first.js',
      testTimeout: 600_000, // ends what hangs; no test is judged by its duration, and machines differ by a factor of two from minute to minute
      maxWorkers: 3, // CI has two cores, and a third of the suites mostly waits for the emulator
      // Each test file has a global object of its own, in which a look-up takes long. Nothing replaces these; fake timers do replace Date.
      sandboxInjectedGlobals: ['Array', 'Error', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'Set', 'String', 'Symbol'],
    },
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['lambda', 'test', 'emulator', 'demo', 'bench', 'projenrc'],
    fileExtensions: ['.ts'],
  },

  releaseTrigger: release.ReleaseTrigger.workflowDispatch(), // by button: somebody decides that it is a release
  releaseEnvironment: 'release', // what the registries trust, and where GitHub asks for an approval
  majorVersion: 0,
  jsiiReleaseVersion: '0.2.1061', // publib, which uploads: exact, because it runs with the right to publish
  githubOptions: { mergify: false },
  pullRequestTemplateContents: [
    '<!-- The title is a Conventional Commit: feat: … / fix: … / docs: … / test: … / refactor: … / chore: … -->',
    '',
    '**What changes for users, or for those who work on this?**',
    '',
    '**How can a reviewer see it?** <!-- The test that failed before, or the command and its output -->',
    '',
    'Fixes #',
    '',
    '- [ ] A test failed before and passes now.',
    '- [ ] Documents and `docs/troubleshooting.md` say what is true now; what users notice is in CHANGELOG.md under Unreleased.',
    '- [ ] Names in templates, properties and log keys are the same, or the commit says what users have to do.',
    '- [ ] `.ci/run` passes, or the checks of it that this touches.',
  ],
  buildWorkflow: false, // projenrc/github-workflows.ts makes one that runs .ci/run
  depsUpgradeOptions: {
    cooldown: 7, // days for somebody to notice that a dependency was hijacked
    workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY },
  },
  sampleCode: false,
  npmignoreEnabled: false, // the tarball is an allow-list: 'files' below
});
project.jest!.config.transform = { '^.+\\.ts$': '<rootDir>/test/esbuild-transform.js' };
project.deps.removeDependency('ts-jest'); // it took longer than the tests of a file
project.package.addField('files', ['.jsii', 'lib/**/*.js', 'lib/**/*.d.ts', 'assets/**/*.js', 'API.md', 'CHANGELOG.md']);

// 1.13.0 names platform packages that npm cannot resolve, and 'npm ci' then refuses the lockfile.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// --- type check: jsii sees only src/; esbuild checks nothing ---------
// typescript-eslint's project service finds the nearest tsconfig.json, so each folder has its own.
const FOLDERS = ['lambda', 'emulator', 'demo', 'bench'];
const forTypeCheck = (file: string, rootDir: string, include: string[]): JsonFile => new JsonFile(project, file, {
  allowComments: true,
  obj: {
    extends: `${rootDir}/tsconfig.json`,
    compilerOptions: { noEmit: true, rootDir, types: ['node', 'aws-lambda'] },
    include,
    exclude: ['node_modules'],
  },
});
for (const folder of FOLDERS) forTypeCheck(`${folder}/tsconfig.json`, '..', ['**/*.ts']);
// All of them at once take half the time: each would read the declarations of aws-cdk-lib.
forTypeCheck('tsconfig.typecheck.json', '.', FOLDERS.map(folder => `${folder}/**/*.ts`));
const typecheck = project.addTask('typecheck', { description: 'Type check handlers, demo and tests' });
for (const config of ['tsconfig.typecheck.json', 'test/tsconfig.json']) typecheck.exec(`tsc -p ${config}`);
project.preCompileTask.spawn(typecheck);

// --- lambda/index.ts -> assets/handlers/index.js: one bundle for all functions ----------------
const bundle = project.addTask('bundle', { description: 'Bundle the Lambda handlers with their SDK clients' });
bundle.exec([
  'esbuild', 'lambda/index.ts', '--bundle', '--platform=node', '--target=node22', '--main-fields=module,main',
  '--format=cjs', '--minify', '--legal-comments=none', '--log-level=warning',
  '--outfile=assets/handlers/index.js',
].join(' '));
project.preCompileTask.spawn(bundle);
project.preCompileTask.exec('rm -rf lib'); // jsii leaves what a removed file was compiled to, and the tarball would carry it
project.testTask.prependSpawn(bundle);
// Thousands of small scenarios leave garbage that is young: with room for it, they take a tenth less time.
const ROOM_FOR_THE_YOUNG = '$(echo "--max-semi-space-size=64 $NODE_OPTIONS")';
project.testTask.env('NODE_OPTIONS', ROOM_FOR_THE_YOUNG);
project.testTask.exec('jest --ci --reporters=default --coverage --collectCoverageFrom=lambda/core/decide.ts --coverageThreshold=\'{"global":{"branches":100}}\' test/lambda/core/decide', {
  name: 'every branch of the decision table',
});

// --- figures beside the alternatives ---------------------------------------------------------------
const bench = project.addTask('bench', { description: 'Measure this library beside what people would use instead', receiveArgs: true });
bench.spawn(bundle);
bench.exec('ts-node --transpile-only --project bench/tsconfig.json bench/main.ts', { receiveArgs: true });

// --- the demo: plain Node, because in a fresh clone nothing is installed yet ----------------------
project.package.setScript('demo', 'node demo/run.mjs');

project.addGitIgnore('/assets/');
project.addGitIgnore('/.cache/');
project.addGitIgnore('/cdk.out/');

new TranslatedDocumentation(project);
new ApiCare(project);
new Packages(project);
new SupportedCdk(project);
new LambdaRuntimes(project);
new Explorations(project, bundle.name, ROOM_FOR_THE_YOUNG);
new GitHubWorkflows(project);

project.synth();
