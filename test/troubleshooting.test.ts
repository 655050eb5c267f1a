import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const SRC = join(ROOT, 'src');

/** Where an error of synthesis begins: a template literal behind one of these, or one that names the declaration. */
const ERROR = /(?:(?:new Error|error|fail|failOnceKnown|refuseOnceKnown)\(|removed = |=> (?=`ServiceState ))`((?:[^`\\]|\\.)*)`/g;

const WORDS = 5;

/** As TypeScript's users read it, with `…` for what differs from case to case. */
function shown(text: string): string {
  return text.replace(/\$\{prop\('(\w+)'\)\}/g, "'$1'").replace(/\$\{(?:method|constant)\('(\w+)', '(\w+)'\)\}/g, '$1.$2').replace(/\$\{[^}]*\}/g, '…').replaceAll("'…'", '…');
}

const beginnings = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).flatMap(file => [...readFileSync(join(SRC, file), 'utf8').matchAll(ERROR)].map(([, text]) => shown(text)))
  .filter(text => !/^(ServiceState|ServiceStateProvider) …: …$/.test(text)) // what all messages of these begin with
  .map(text => text.replace(/^ServiceState …: (?=')/, ''))
  .map(text => text.replace(/^…, /, 'ServiceState … puts … beside its service …, ')) // construct-ids.ts, after what deploy-through-pause.ts needs
  .map(text => text.split(' ').slice(0, WORDS).join(' ').replace(/[,.:]$/, ''));

test('the errors of synthesis are found', () => {
  expect(beginnings.length).toBeGreaterThan(20);
});

test.each(beginnings)('docs/troubleshooting.md says what to do about: %s …', beginning => {
  const pattern = beginning.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.{1,30}?');
  expect(readFileSync(join(ROOT, 'docs', 'troubleshooting.md'), 'utf8')).toMatch(new RegExp(`\`${pattern}`));
});
