import * as path from 'node:path';
import type { PinnedPackages } from './virtual-environment';

/** The engine and what it needs. */
export const ENGINE_PACKAGES: PinnedPackages = {
  neededBy: 'The local emulator',
  requirements: path.join(__dirname, 'requirements.txt'),
  folder: path.join(__dirname, '..', '.cache', 'emulator'),
  cost: '10 s and 90 MB',
};
