import { Component } from 'projen';
import type { awscdk } from 'projen';

/** `npm run package`: the npm, Python, Java and Go packages; and `npm run test:languages`, which proves them. */
export class Packages extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    // The only value that jsii's tools accept is the major number; Node 20 is supported although its own support ended.
    project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

    this.reset('js');
    this.reset('python');
    this.reset('go');
    this.reset('java',
      // By default each run fills a repository of its own in the temporary folder.
      '--maven-local-repository', '"$PWD/.cache/m2"',
      // Without this the pom would name the newest aws-cdk-lib of the day instead of the range of package.json.
      '--mvn-define', '"excludes=software.amazon.awscdk:*,software.constructs:*"');

    project.addTask('test:languages', {
      description: 'Build the packages, and prove each with an example app of its language',
      exec: 'ts-node --transpile-only --project test/tsconfig.json test/languages/run.ts',
    });
  }

  private reset(language: string, ...options: string[]): void {
    const task = this.project.tasks.tryFind(`package:${language}`);
    if (!task) throw new Error(`projen defines no task 'package:${language}' any more`);
    task.reset();
    // A release makes each package in a fresh checkout, of what the npm package brings, which is without the translations.
    if (language !== 'js') task.exec('projen rosetta', { condition: 'node -e "process.exit(fs.existsSync(\'.jsii.tabl.json\') ? 1 : 0)"' });
    task.exec(['jsii-pacmak', '-v', '--target', language, '--no-npmignore', '--rosetta-unknown-snippets', 'fail', ...options].join(' '));
  }
}
