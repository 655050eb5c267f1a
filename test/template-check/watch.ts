/**
 * Sees every template that the CDK writes in any test (jest's setupFilesAfterEnv), so that no test can forget to have
 * its own checked. The test that wrote it fails when it names something it does not have; cfn-lint, which needs most
 * of a second to start, reads all of them together when the run is over (collected.ts).
 */
import fs from 'node:fs'; // the module object itself, which the CDK has too; '* as fs' would be a copy
import * as path from 'node:path';
import { collect } from './collected';
import { danglingIn } from './findings';

const TESTS = path.join(__dirname, '..');

/** Where apps are fragments or broken on purpose, such as a service without an image; cfn-lint does not read them. */
const FRAGMENTS = ['src/', 'apps/changes.test.ts', 'template-check/watch.test.ts'];

/** Of those, where the apps are whole. */
const WHOLE = [
  'rights/enterprise-aspects', 'two-copies', 'rights/customized-role-report', 'template/deletion-policies', 'template/depends-on', 'template/custom-resource',
  'provider/timeouts', 'template/never-retained-policies',
].map(name => `src/${name}.test.ts`);

interface Written {
  readonly writer: string;
  readonly file: string;
  readonly text: string;
}

const write = fs.writeFileSync;
let written: Written[] = [];

fs.writeFileSync = (file, data, options) => {
  write(file, data, options);
  if (typeof file === 'string' && typeof data === 'string' && file.endsWith('.template.json')) {
    written.push({ writer: expect.getState().currentTestName ?? 'before the first test', file: path.basename(file), text: data });
  }
};

afterEach(judge); // runs before an afterEach of the test file
afterAll(() => {
  fs.writeFileSync = write;
  judge();
});

/** Throws if what was synthesized since the last time names something that it does not have. */
export function judge(): void {
  const test = path.relative(TESTS, expect.getState().testPath ?? '');
  const templates = written.map(({ writer, file, text }) => ({
    name: `${test}, '${writer}', ${file}`,
    template: JSON.parse(text) as object,
  }));
  written = [];
  if (WHOLE.includes(test) || !FRAGMENTS.some(fragments => test.startsWith(fragments))) templates.forEach(collect);
  const findings = danglingIn(templates);
  if (findings.length > 0) throw new Error(`CloudFormation would refuse what this test synthesized:\n${findings.join('\n')}`);
}
