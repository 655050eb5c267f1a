import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Archives } from './archives';
import type { CheckList } from './check-list';
import type { PACKAGES } from './packages';

interface TranslatedReadme {
  readonly packageName: keyof typeof PACKAGES;
  readonly file: RegExp;
  /** What a block in this language starts with. */
  readonly fence: RegExp;
  /** What a declaration looks like in this language. */
  readonly declaration: RegExp;
}

const README = path.join(__dirname, '..', '..', 'README.md');

/** Every package shows the README in its own language. */
const TRANSLATED: TranslatedReadme[] = [
  { packageName: 'wheel', file: /\.dist-info\/METADATA$/, fence: /^```python$/gm, declaration: /^ServiceState\(self, "/m },
  { packageName: 'go', file: /^README\.md$/, fence: /^```go$/gm, declaration: /^cdkapprunnerstate\.NewServiceState\(this, jsii\.String\(/m },
  { packageName: 'sources', file: /\/package-info\.java$/, fence: /<pre>/g, declaration: /ServiceState\.Builder\.create\(this, / },
];

/** No other of our languages writes any of this. */
const TYPESCRIPT = /^\s*(?:\* )?(?:import \{.*\} from |import \* as |declare const |const \w+ = |.*\bnew \w+\(this, '|\w+: DesiredState\.)/m;

/** The `@example` of ServiceState is where editors show it. */
const EXAMPLES: Omit<TranslatedReadme, 'fence'>[] = [
  { packageName: 'wheel', file: /^cdk_apprunner_state\/__init__\.py$/, declaration: /^ +ServiceState\(self, "/m },
  { packageName: 'go', file: /^ServiceState\.go$/, declaration: /^\/\/ +cdkapprunnerstate\.NewServiceState\(this, jsii\.String\(/m },
  { packageName: 'sources', file: /\/ServiceState\.java$/, declaration: /^ \* ServiceState\.Builder\.create\(this, /m },
];

/** The documentation of each package is in the language of its users. */
export async function checkTranslations(checks: CheckList, archives: Archives): Promise<void> {
  const written = [...readFileSync(README, 'utf8').matchAll(/^```(?:ts|typescript)\b/gm)].length;
  for (const { packageName, file, declaration } of EXAMPLES) {
    await checks.check(`${packageName}: the example in the code speaks the language of the package`, async () => {
      refuseTypeScript(await textIn(archives, packageName, file), declaration);
    });
  }
  for (const { packageName, file, fence, declaration } of TRANSLATED) {
    await checks.check(`${packageName}: the README speaks the language of the package`, async () => {
      const text = await textIn(archives, packageName, file);
      const translated = [...text.matchAll(fence)].length;
      if (written === 0) throw new Error('README.md has no TypeScript block at all');
      if (translated < written) throw new Error(`README.md has ${written} TypeScript blocks, the translation ${translated} blocks`);
      refuseTypeScript(text, declaration);
    });
  }
}

function refuseTypeScript(text: string, declaration: RegExp): void {
  if (!declaration.test(text)) throw new Error(`it shows no ${String(declaration)}`);
  if (/^```(?:ts|typescript)\b/m.test(text)) throw new Error('a block of TypeScript was left as it was');
  const [line] = TYPESCRIPT.exec(text) ?? [];
  if (line !== undefined) throw new Error(`it holds TypeScript: ${line.trim()}`);
}

async function textIn(archives: Archives, packageName: keyof typeof PACKAGES, wanted: RegExp): Promise<string> {
  const found = (await archives.filesOf(packageName)).filter(file => wanted.test(file));
  if (found.length !== 1) throw new Error(`${found.length} files are named ${String(wanted)}`);
  return readFileSync(await archives.pathOf(packageName, found[0]), 'utf8');
}
