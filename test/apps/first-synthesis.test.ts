import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { newApp, NOTHING_LOOKED_UP } from './assembly';
import { lookedUp } from './shapes/looked-up';

test('an app that looks things up asks for them in its first synthesis, and needs nothing more in the second', () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'gallery-'));
  const missing = (context: Record<string, unknown>): string[] => {
    const app = newApp({ outdir, context });
    lookedUp(app);
    return (app.synth().manifest.missing ?? []).map(({ provider }) => provider).sort();
  };
  expect(missing(NOTHING_LOOKED_UP)).toEqual(['ssm', 'ssm', 'ssm']);
  expect(missing({})).toEqual([]);
  rmSync(outdir, { recursive: true });
});
