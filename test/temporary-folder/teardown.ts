import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

export default function tearDown(): void {
  rmSync(tmpdir(), { recursive: true, force: true });
}
