import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const CONTRACT = join('src', 'contract');

/** The imports of each file of a folder, type imports included: paths below ROOT for files, names for packages. */
function importsOf(folder: string): Map<string, string[]> {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => join(folder, file));
  return new Map(files.map(file => {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, file), 'utf8'));
    return [file, importedFiles.map(({ fileName }) => fileName.startsWith('.') ? resolved(file, fileName) : fileName)];
  }));
}

function resolved(importer: string, specifier: string): string {
  const target = join(ROOT, dirname(importer), specifier);
  return relative(ROOT, [`${target}.ts`, join(target, 'index.ts')].find(existsSync)!);
}

/** A path of imports that ends where it begins, if there is one. */
function cycleIn(imports: Map<string, string[]>): string[] {
  const finished = new Set<string>();
  const search = (file: string, path: string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (finished.has(file)) return [];
    for (const target of imports.get(file) ?? []) {
      const cycle = search(target, [...path, file]);
      if (cycle.length > 0) return cycle;
    }
    finished.add(file);
    return [];
  };
  return [...imports.keys()].map(file => search(file, [])).find(cycle => cycle.length > 0) ?? [];
}

const constructs = importsOf('src');
const functions = importsOf('lambda');

test('a cycle of imports is found', () => {
  expect(cycleIn(new Map([['a', ['b']], ['b', ['c']], ['c', ['b']]]))).toEqual(['b', 'c', 'b']);
  expect(cycleIn(new Map([['a', ['b', 'c']], ['b', ['c']]]))).toEqual([]);
});

describe.each([['src', constructs, 40], ['lambda', functions, 30]] as const)('in %s/', (root, imports, most) => {
  test('no files import each other in a cycle, not even for types', () => {
    expect(imports.size).toBeGreaterThan(most);
    expect(cycleIn(imports)).toEqual([]);
  });

  test('no folders import each other in a cycle', () => {
    const folders = new Map<string, string[]>();
    for (const [file, targets] of imports) {
      const others = targets.map(dirname).filter(target => target.startsWith(root) && target !== dirname(file));
      folders.set(dirname(file), [...folders.get(dirname(file)) ?? [], ...others]);
    }
    expect(cycleIn(folders)).toEqual([]);
  });
});

test('src/contract/ imports nothing from outside, so the functions can use it', () => {
  for (const [file, targets] of constructs) {
    if (file.startsWith(CONTRACT)) expect(targets.filter(target => !target.startsWith(CONTRACT))).toEqual([]);
  }
});

test('the functions import nothing of src/ but src/contract/', () => {
  const ofConstructs = [...functions.values()].flat().filter(target => target.startsWith('src'));
  expect(ofConstructs.length).toBeGreaterThan(0);
  expect(ofConstructs.filter(target => !target.startsWith(CONTRACT))).toEqual([]);
});

test('the constructs import nothing of lambda/, and no AWS SDK', () => {
  expect([...constructs.values()].flat().filter(target => /^(lambda|@aws-sdk|@smithy)\//.test(target))).toEqual([]);
});

/** All that some of the functions' files import, directly or not. */
function reachedFrom(folder: string): string[] {
  const reached = new Set([...functions.keys()].filter(file => file.startsWith(join('lambda', folder))));
  expect(reached.size).toBeGreaterThan(5);
  for (const file of reached) functions.get(file)?.forEach(target => reached.add(target));
  return [...reached];
}

test('the core imports nothing that knows CloudFormation or an AWS SDK, not even for types', () => {
  expect(reachedFrom('core').filter(target => /^lambda.(deployment|reconciler)|cloud-formation|^@/.test(target))).toEqual([]);
});

test('the reconciler knows nothing of custom resources, and the AWS SDK only by the kinds of its errors', () => {
  const ofReconciler = reachedFrom('reconciler');
  expect(ofReconciler.filter(target => /^lambda.(deployment|index)|^@aws-sdk/.test(target))).toEqual([]);
  expect(ofReconciler.filter(target => target.startsWith('@'))).toEqual(['@smithy/core/retry']);
});
