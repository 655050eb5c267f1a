import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '..');

interface Tarball {
  readonly size: number;
  readonly files: { readonly path: string }[];
}

/** The compiled library is what is shipped, so it has to be there and no older than its source. */
function compile(): void {
  const [sources, assembly] = [join(ROOT, 'src'), join(ROOT, '.jsii')];
  prune(join(ROOT, 'lib'), sources);
  const newest = Math.max(...filesBelow(sources).map(file => statSync(join(sources, file)).mtimeMs));
  if (existsSync(assembly) && existsSync(join(ROOT, 'lib', 'index.js')) && statSync(assembly).mtimeMs >= newest) return;
  execFileSync('npx', ['jsii', '--silence-warnings=reserved-word'], { cwd: ROOT, stdio: 'pipe' });
}

/** What was compiled once from a file that is gone would be shipped, too. */
function prune(compiled: string, sources: string): void {
  if (!existsSync(compiled)) return;
  for (const file of filesBelow(compiled)) {
    if (!existsSync(join(sources, file.replace(/(\.d\.ts|\.js)$/, '.ts')))) rmSync(join(compiled, file));
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)));
}

function bundle(): void {
  if (existsSync(join(ROOT, 'assets', 'handlers', 'index.js'))) return;
  execFileSync('npx', ['projen', 'bundle'], { cwd: ROOT, stdio: 'pipe' });
}

describe('The npm package', () => {
  let tarball: Tarball;
  beforeAll(() => {
    compile();
    bundle();
    const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    [tarball] = JSON.parse(output) as Tarball[];
  });

  test('holds these files and no other', () => {
    const modules = filesBelow(join(ROOT, 'src')).map(file => file.replace(/\.ts$/, ''));
    expect(tarball.files.map(({ path }) => path).sort()).toEqual([
      '.jsii', 'API.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'assets/handlers/index.js', 'package.json',
      ...modules.flatMap(name => [`lib/${name}.d.ts`, `lib/${name}.js`]),
    ].sort());
  });

  test('is smaller than 500 kB', () => {
    expect(tarball.size).toBeLessThan(500_000);
  });
});
