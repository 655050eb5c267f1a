import type { CheckList } from './check-list';
import { run } from './command';
import type { Assembly, Language } from './example-app';

/** Every language must say the same to CloudFormation; TypeScript, which nothing translates, is the measure. */
export async function compare(checks: CheckList, assemblies: Map<Language, Assembly>, languages: readonly Language[]): Promise<void> {
  const [measure, ...others] = languages;
  for (const other of others) {
    await checks.check(`${other}: the same template as ${measure}`, async () => {
      const [expected, found] = pair(assemblies, measure, other);
      if (expected.template === found.template) return;
      throw new Error(await difference(expected.templatePath, found.templatePath));
    });
    await checks.check(`${other}: the same assets as ${measure}`, () => {
      const [expected, found] = pair(assemblies, measure, other);
      const lines = [
        ...expected.assets.filter(asset => !found.assets.includes(asset)).map(asset => `only ${measure}: ${asset}`),
        ...found.assets.filter(asset => !expected.assets.includes(asset)).map(asset => `only ${other}: ${asset}`),
      ];
      if (lines.length > 0) throw new Error(lines.join('\n'));
    });
  }
}

function pair(assemblies: Map<Language, Assembly>, ...languages: Language[]): Assembly[] {
  return languages.map((language) => {
    const assembly = assemblies.get(language);
    if (!assembly) throw new Error(`${language} synthesized nothing to compare`);
    return assembly;
  });
}

/** git tells by its exit code that there is a difference. */
async function difference(expected: string, found: string): Promise<string> {
  return run('git', ['diff', '--no-index', '--no-color', '--unified=4', expected, found])
    .catch(({ cause }: Error) => (cause as { stdout: string }).stdout.split('\n').slice(2, 80).join('\n'));
}
