import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { findingsIn } from './findings';
import type { NamedTemplate } from './template';

/** In the temporary folder of this run, which all of its processes share. */
function folder(): string {
  return path.join(tmpdir(), 'synthesized-templates');
}

/** Keeps a template for cfn-lint until the run is over; the same one only once. */
export function collect(named: NamedTemplate): void {
  const file = path.join(folder(), `${createHash('sha256').update(JSON.stringify(named.template)).digest('hex')}.json`);
  if (existsSync(file)) return;
  mkdirSync(folder(), { recursive: true });
  writeFileSync(file, JSON.stringify(named));
}

const SHOWN = 20;

/**
 * Throws with everything that is wrong in what was collected.
 *
 * @param isWholeRun whether all tests ran, so that there must be something
 */
export async function checkCollected(isWholeRun: boolean): Promise<void> {
  if (!existsSync(folder())) {
    if (isWholeRun) throw new Error('No test left a template for cfn-lint: does test/template-check/watch.ts still see what the CDK writes?');
    return;
  }
  const templates = readdirSync(folder()).map(file => JSON.parse(readFileSync(path.join(folder(), file), 'utf8')) as NamedTemplate);
  const began = Date.now();
  const findings = await findingsIn(templates);
  const outcome = `${templates.length} synthesized templates read by cfn-lint in ${((Date.now() - began) / 1000).toFixed(1)} s`;
  if (findings.length > SHOWN) findings.splice(SHOWN, findings.length, `and ${findings.length - SHOWN} more`);
  if (findings.length > 0) throw new Error(`CloudFormation would refuse some of ${outcome}:\n${findings.join('\n')}`);
  process.stderr.write(`${outcome}: no findings\n`);
}
