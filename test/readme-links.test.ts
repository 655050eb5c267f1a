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

test.each(['CONTRIBUTING.md', ...readdirSync(join(ROOT, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`)])(
  'each link of %s leads to a file and a heading that are there', document => {
    const lost = linksOf(document).filter(target => !target.startsWith('https://')).filter(target => {
      const [file, anchor] = target.split('#');
      return !leadsSomewhere(file === '' ? document : join(document, '..', file), anchor);
    });
    expect(lost).toEqual([]);
  });
