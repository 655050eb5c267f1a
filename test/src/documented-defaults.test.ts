import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Props with a default in code, and the constant with these defaults. */
const FILES = ['declaration/service-state-props.ts', 'provider/provider-options.ts'];

describe.each(FILES)('The documentation in src/%s', file => {
  const text = readFileSync(join(__dirname, '..', '..', 'src', file), 'utf8');
  const [, constant] = /^export const DEFAULT_\w+ = \{\n(.*?)^\}/ms.exec(text)!;

  test('has the defaults of the code', () => {
    const inCode = [...constant.matchAll(/^ {2}(\w+): (?:lambda\.|logs\.)?(.+),$/gm)].map(([, name, value]) => [name, value]);
    const documented = [...text.matchAll(/@default (?!- )(.+)\n\s+\*\/\n\s+readonly (\w+)/g)].map(([, value, name]) => [name, value]);
    expect(inCode.length).toBeGreaterThan(2);
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(inCode));
  });
});
