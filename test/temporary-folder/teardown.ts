import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { checkCollected } from '../template-check/collected';

/** What jest was started with, as far as it says which tests run. */
interface Run {
  readonly nonFlagArgs: readonly string[];
  readonly testNamePattern?: string;
  readonly onlyChanged: boolean;
}

export default async function tearDown({ nonFlagArgs, testNamePattern, onlyChanged }: Run): Promise<void> {
  try {
    await checkCollected(nonFlagArgs.length === 0 && !testNamePattern && !onlyChanged);
  } finally {
    rmSync(tmpdir(), { recursive: true, force: true });
  }
}
