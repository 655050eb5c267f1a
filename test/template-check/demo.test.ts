import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { TimeZone } from 'aws-cdk-lib';
import { collect } from './collected';
import { danglingIn } from './findings';
import { CdkCli } from '../../demo/cdk-cli';
import { closedHours } from '../../demo/closed-hours';
import { STEPS } from '../../demo/steps';
import { clientEnvironment } from '../../emulator/environment';
import { RunningHours } from '../../src';

/** The demo's app runs in a process of its own, where watch.ts does not see what it writes. */

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'demo-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const CONTEXTS = new Map(STEPS.flatMap(({ command = [] }) => (command[0] === 'deploy' ? [command] : []))
  .map((command) => command.filter((argument, index) => argument === '-c' || command[index - 1] === '-c'))
  .map(context => [context.join(' '), context]));

test.each([...CONTEXTS])("the demo's app, as a step deploys it (%s), has what it names", async (name, context) => {
  const cli = new CdkCli(clientEnvironment('http://127.0.0.1:9'), folder);
  expect(await cli.run('synth', '--quiet', ...context)).toMatchObject({ exitCode: 0 });
  const template = JSON.parse(readFileSync(path.join(folder, 'cdk.out', 'Shop.template.json'), 'utf8')) as object;
  collect({ name: `demo/app.ts ${name}`, template });
  expect(danglingIn([{ name, template }])).toEqual([]);
});

test('the hours that the demo declares are over whenever it runs, and have begun and ended before', () => {
  for (let now = Date.parse('2026-11-26T00:10:00Z'); now < Date.parse('2026-12-03T00:10:00Z'); now += 3_600_000) {
    const hours = RunningHours.weekly(closedHours(new Date(now)), { timeZone: TimeZone.ETC_UTC });
    expect([0, -1.5, -2.5].map((later) => hours.stateAt(new Date(now + later * 3_600_000)))).toEqual(['PAUSED', 'RUNNING', 'PAUSED']);
  }
});
