import { existsSync, readFileSync, writeFileSync } from 'fs';
import { cpus } from 'os';
import * as path from 'path';
import { CONTENDERS } from './contenders';
import { COST } from './model/cost-model';
import { cost } from './questions/cost';
import { delay } from './questions/delay';
import { fleet } from './questions/fleet';
import { FRESH_CLONE_TITLE, freshClone } from './questions/fresh-clone';
import { handlerStart } from './questions/handler-start';
import { packageSize } from './questions/package-size';
import { synthTime } from './questions/synth-time';
import { templateSize } from './questions/template-size';
import { ROOT } from './sizes';
import { markdown } from './table';
import type { Table } from './table';

const PAGE = path.join(ROOT, 'docs', 'benchmarks.md');

const withClones = process.argv.includes('--with-clones');

async function main(): Promise<void> {
  const startedAt = performance.now();
  const sections: string[] = [];
  const add = (...tables: Table[]): void => tables.map(markdown).forEach(text => {
    process.stdout.write(`${text}\n`);
    sections.push(text);
  });
  add(...await delay());
  add(...await cost());
  add(...await fleet());
  add(templateSize());
  add(synthTime(), handlerStart(), packageSize());
  const intro = introduction(Math.round((performance.now() - startedAt) / 1000));
  const remarks = readFileSync(path.join(__dirname, 'remarks.md'), 'utf8');
  const write = (lastSections: readonly string[]): void => writeFileSync(PAGE, [...intro, ...sections, ...lastSections, remarks].join('\n'));
  write(lastMeasured(FRESH_CLONE_TITLE));
  if (!withClones) return;

  const clones = markdown(freshClone());
  process.stdout.write(`${clones}\n`);
  write([clones]);
}

/** What stands in the page already: a table that says itself when it was measured. */
function lastMeasured(title: string): string[] {
  return (existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '').split(/^(?=##)/m).filter(section => section.startsWith(`### ${title}\n`)).map(section => `${section.trimEnd()}\n`);
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
