import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { checkCollected } from '../template-check/collected';

export default async function tearDown(): Promise<void> {
  try {
    await checkCollected();
  } finally {
    rmSync(tmpdir(), { recursive: true, force: true });
  }
}
