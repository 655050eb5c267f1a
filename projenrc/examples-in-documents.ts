/**
 * Compiles every `ts` block of the pages in docs/. jsii-rosetta reads README.md and the `@example`s from the compiled
 * assembly; here it gets an assembly that has these pages for its readmes, beside the same library and fixture.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = join('.cache', 'documents');

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
for (const name of ['lib', 'package.json', 'rosetta']) symlinkSync(resolve(name), join(FOLDER, name));

const assembly = JSON.parse(readFileSync('.jsii', 'utf8')) as object;
const pages = readdirSync('docs').filter(name => name.endsWith('.md'));
const texts = pages.map((name): [string, string] => [`docs/${name}`, readFileSync(join('docs', name), 'utf8')]);
if (!texts.some(([, text]) => /^```ts\b/m.test(text))) throw new Error('no page in docs/ has an example');

// An error names the submodule that it is in.
const submodules = Object.fromEntries(texts.map(([name, markdown]) => [name, { readme: { markdown } }]));
writeFileSync(join(FOLDER, '.jsii'), JSON.stringify({ ...assembly, readme: undefined, types: undefined, submodules }));

const { status } = spawnSync('jsii-rosetta', ['extract', '--strict', FOLDER], { stdio: 'inherit' });
process.exitCode = status ?? 1;
