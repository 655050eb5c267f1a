import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';

const folder = mkdtempSync(path.join(tmpdir(), 'apprunner-state-e2e-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** An app that leaves nothing behind when the tests of the file are over. One is synthesized at a time. */
export function newApp(): App {
  return new App({ outdir: folder });
}
