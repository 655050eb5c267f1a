import { existsSync, readFileSync, writeFileSync } from 'fs';
import { cpus } from 'os';
import * as path from 'path';
import { CONTENDERS } from './contenders';
import { COST } from './model/cost-model';
import { sectionsOf, withSections } from './page';
import { cost } from './questions/cost';
import { delay } from './questions/delay';
import { executions } from './questions/executions';
import { fleet } from './questions/fleet';
import { fleetLimits } from './questions/fleet-limits';
import { FRESH_CLONE_TITLE, freshClone } from './questions/fresh-clone';
import { handlerStart } from './questions/handler-start';
import { hoursCost } from './questions/hours-cost';
import { hoursDelay } from './questions/hours-delay';
import { hoursFleet } from './questions/hours-fleet';
import { memory } from './questions/memory';
import { packageSize } from './questions/package-size';
import { stackSize } from './questions/stack-size';
import { hoursSynthTime, synthTime } from './questions/synth-time';
import { templateSize } from './questions/template-size';
import { ROOT } from './sizes';
import { markdown } from './table';
import type { Table } from './table';

const PAGE = path.join(ROOT, 'docs', 'benchmarks.md');

/** In the order of the page. */
const QUESTIONS: Readonly<Record<string, () => Promise<Table[]> | Table[]>> = {
  'delay': delay,
  'cost': cost,
  'fleet': fleet,
  'fleet-limits': fleetLimits,
  'executions': async () => [await executions()],
  'stack-size': async () => [await stackSize()],
  'template-size': () => [templateSize()],
  'hours-delay': hoursDelay,
  'hours-cost': hoursCost,
  'hours-fleet': hoursFleet,
  'synth-time': () => [synthTime()],
  'hours-synth-time': () => [hoursSynthTime()],
  'handler-start': () => [handlerStart()],
  'memory': async () => [await memory()],
  'package-size': () => [packageSize()],
};

async function main(): Promise<void> {
  const named = process.argv.slice(2).filter(argument => !argument.startsWith('-'));
  const unknown = named.filter(name => !(name in QUESTIONS));
  if (unknown.length > 0) throw new Error(`There is no question ${unknown.join(', ')}. There are ${Object.keys(QUESTIONS).join(', ')}.`);
  const startedAt = performance.now();
  const sections: string[] = [];
  for (const name of named.length > 0 ? named : Object.keys(QUESTIONS)) sections.push(...(await QUESTIONS[name]()).map(markdown).map(printed));
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  if (named.length > 0) return writeFileSync(PAGE, withSections(page, sections));

  const clones = process.argv.includes('--with-clones') ? [printed(markdown(freshClone()))] : sectionsOf(page, [FRESH_CLONE_TITLE]);
  const intro = introduction(Math.round((performance.now() - startedAt) / 1000));
  writeFileSync(PAGE, [...intro, ...sections, ...clones, readFileSync(path.join(__dirname, 'remarks.md'), 'utf8')].join('\n'));
}

function printed(section: string): string {
  process.stdout.write(`${section}\n`);
  return section;
}

function introduction(seconds: number): string[] {
  return [
    '# Benchmarks',
    '',
    `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)} in ${seconds} s, with Node.js ${process.versions.node}, `
      + `${['aws-cdk-lib', '@aws-sdk/client-apprunner', 'esbuild'].map(name => `${name} ${versionOf(name)}`).join(', ')}, on ${cpus().length} cores. Only the remarks at the end were written by hand.`,
    '',
    ...CONTENDERS.map(({ name, description }) => `- **${name}**: ${description}`),
    '',
    'The ratio is ours to the column next to it. Delays, calls and costs come from the synthesized templates: the real handlers, below the real code of the Provider '
      + 'framework and an interpreter of the state machine in the template, against a simulated App Runner, on a clock that jumps from event to event. '
      + `An AWS call takes ${COST.awsCallSeconds * 1000} ms, an invocation ${COST.invocationSeconds * 1000} ms beside what it waits for, a transition ${COST.transitionSeconds * 1000} ms (bench/model/cost-model.ts). `
      + 'Times of synthesis and start are real and differ from machine to machine.',
    '',
  ];
}

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string };
  return version;
}

void main();
