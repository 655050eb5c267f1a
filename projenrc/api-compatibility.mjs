// Compares the compiled API with api-baseline/. The baseline becomes an assembly only for that long: jsii-docgen takes
// every file named .jsii below the project for the API, and would write API.md from the old one.
import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';

const assembly = 'api-baseline/.jsii';
copyFileSync('api-baseline/assembly.json', assembly);
try {
  // An experimental API is compared as strictly as a stable one; '--keys' prints what an exception in .compatignore would be.
  const { status } = spawnSync('jsii-diff', ['api-baseline', '.', '--error-on', 'all', '--keys', '--ignore-file', '.compatignore'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(assembly);
}
