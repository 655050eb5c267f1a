import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Aspects, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AwsSolutionsChecks as AwsSolutionsChecks2 } from 'cdk-nag-2';
import type { INagLogger } from 'cdk-nag-2';

export type Build = (stack: Stack) => void;

/** How the tests check an app: each finding is the rule, what it found, and the path of the resource. */
export type Check = (build: Build, decorate?: (app: App) => void) => string[];

/** Both major versions that apps use. */
export const CHECKS: [string, Check][] = [['cdk-nag 3', withVersion3], ['cdk-nag 2', withVersion2]];

interface Violation {
  readonly ruleName: string;
  readonly violatingConstructs: { readonly constructPath?: string }[];
}

interface Report {
  readonly pluginReports: { readonly violations: Violation[] }[];
}

/**
 * It also sets the exit code of the process and writes to stderr, which is not for the tests. Newer versions of the CDK
 * throw, and have findings of their own.
 */
function withVersion3(build: Build, decorate: (app: App) => void = () => {}): string[] {
  const app = new App();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  build(new Stack(app, 'Stack'));
  decorate(app);
  const { exitCode } = process;
  const silenced = jest.spyOn(console, 'error').mockReturnValue();
  try {
    try {
      app.synth();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ValidationFailed') throw error;
    }
    const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as Report;
    return report.pluginReports.flatMap(({ violations }) => violations.filter(({ ruleName }) => ruleName.startsWith('AwsSolutions-'))
      .flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`)));
  } finally {
    silenced.mockRestore();
    process.exitCode = exitCode;
  }
}

/** An aspect, which apps put before and after others. It passes its findings, and what it cannot check, to a listener. */
function withVersion2(build: Build, decorate: (app: App) => void = () => {}): string[] {
  const found = new Set<string>();
  const nothing = (): void => {};
  const logger: INagLogger = {
    onNonCompliance: ({ ruleId, findingId, resource }) => { found.add(`${ruleId}${findingId && `[${findingId}]`} ${resource.node.path}`); },
    onError: ({ ruleId, resource }) => { found.add(`${ruleId} ${resource.node.path}`); },
    onCompliance: nothing,
    onNotApplicable: nothing,
    onSuppressed: nothing,
    onSuppressedError: nothing,
  };
  const app = new App();
  for (const priority of [1, undefined, 1000]) {
    Aspects.of(app).add(new AwsSolutionsChecks2({ reports: false, additionalLoggers: [logger] }), { priority });
  }
  build(new Stack(app, 'Stack'));
  decorate(app);
  app.synth();
  return [...found];
}
