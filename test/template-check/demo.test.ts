import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { collect } from './collected';
import { danglingIn } from './findings';
import { CdkCli } from '../../demo/cdk-cli';
import { STEPS } from '../../demo/steps';
import { clientEnvironment } from '../../emulator/environment';

/** The demo's app runs in a process of its own, where watch.ts does not see what it writes. */

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'demo-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const CONTEXTS = new Map(STEPS.filter(({ command: [action] }) => action === 'deploy')
  .map(({ command }) => command.filter((argument, index) => argument === '-c' || command[index - 1] === '-c'))
  .map(context => [context.join(' '), context]));

test.each([...CONTEXTS])("the demo's app, as a step deploys it (%s), has what it names", async (name, context) => {
  const cli = new CdkCli(clientEnvironment('http://127.0.0.1:9'), folder);
  expect(await cli.run('synth', '--quiet', ...context)).toMatchObject({ exitCode: 0 });
  const template = JSON.parse(readFileSync(path.join(folder, 'cdk.out', 'Shop.template.json'), 'utf8')) as object;
  collect({ name: `demo/app.ts ${name}`, template });
  expect(danglingIn([{ name, template }])).toEqual([]);
}, 60_000);
