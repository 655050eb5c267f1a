import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** Every app that a test synthesizes leaves its assembly in the temporary folder, so the whole run gets one of its own. */
export default function setUp(): void {
  process.env.TMPDIR = mkdtempSync(path.join(tmpdir(), 'cdk-apprunner-state-'));
}
