import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const REPOSITORY = /^https:\/\/github\.com\/cdk-apprunner-state\/cdk-apprunner-state\/(?:blob|tree)\/main\/([^#]*)(?:#(.+))?$/;

/** Where the links of a document go. */
function linksOf(file: string): string[] {
  return [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
}

/** The anchors that GitHub gives to the headings of a document. */
function anchorsOf(file: string): string[] {
  return [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^#+ (.+)$/gm)]
    .map(([, heading]) => heading.toLowerCase().replace(/[^\p{Letter}\p{Number}_ -]/gu, '').replaceAll(' ', '-'));
}

function leadsSomewhere(file: string, anchor: string | undefined): boolean {
  return existsSync(join(ROOT, file)) && (anchor === undefined || anchorsOf(file).includes(anchor));
}

test('README.md has no link that works on GitHub only, because the package registries show it, too, with other anchors or none', () => {
  expect(linksOf('README.md').filter(target => !target.startsWith('https://'))).toEqual([]);
});

test('each link of README.md into this repository leads to a file and a heading that are there', () => {
  const inside = linksOf('README.md').flatMap(target => {
    const [match, file, anchor] = REPOSITORY.exec(target) ?? [];
    return match ? [{ target, file, anchor }] : [];
  });
  expect(inside.length).toBeGreaterThan(8);
  expect(inside.filter(({ file, anchor }) => !leadsSomewhere(file, anchor))).toEqual([]);
});

/** Every page that people read beside README.md. */
const PAGES = [
  'CONTRIBUTING.md', 'SECURITY.md',
  ...['docs', 'bench', 'demo', 'emulator', 'lambda', 'test'].flatMap(folder => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md') && file !== 'remarks.md') // that one becomes part of docs/benchmarks.md
    .map(file => `${folder}/${file}`)),
];

test.each(PAGES)('each link of %s leads to a file and a heading that are there', document => {
  const lost = linksOf(document).filter(target => !target.startsWith('https://')).filter(target => {
    const [file, anchor] = target.split('#');
    return !leadsSomewhere(file === '' ? document : join(document, '..', file), anchor);
  });
  expect(lost).toEqual([]);
});

describe('The pictures', () => {
  const withoutColours = (file: string) => readFileSync(join(ROOT, file), 'utf8').replace(/<style>.*<\/style>/s, '');

  test.each(['README.md', 'docs/deploying-through-a-pause.md'])('of %s are there', document => {
    const pictures = [...readFileSync(join(ROOT, document), 'utf8').matchAll(/ src(?:set)?="([^"]+)"/g)].map(([, file]) => join(document, '..', file));
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.filter(file => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  test('for light and dark differ in their colours only', () => {
    const [dark, light] = ['dark', 'light'].map(theme => withoutColours(`docs/images/deploying-through-a-pause-${theme}.svg`));
    expect(dark).toBe(light);
  });
});
