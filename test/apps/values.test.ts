import { stacksOf, WITHOUT_STAGING } from './assembly';
import type { SynthesizedStack } from './assembly';
import { declaredServices, deployed } from './declared-service';
import type { DeclaredService } from './declared-service';
import type { Source } from './deployed-values';
import { GALLERY } from './gallery';

/** Secrets: that they change is for the app to say, with `revision`. */
const UNSEEN: Record<string, Source[]> = {
  conditionsAndNoEcho: ['Shop Password'],
  includedTemplate: ['Shop Token'],
};

/** Cross-stack references as new apps have them, and as the others do. */
const FLAGS: [string, Record<string, unknown>][] = [
  ['with the flags of a new app', {}],
  ['with references that keep the other stack from being deleted', { '@aws-cdk/core:defaultCrossStackReferences': 'strong' }],
];

const CASES = FLAGS.flatMap(([name, context]) => Object.keys(GALLERY).map((app): [string, string, object] => [app, name, context]));

describe.each(CASES)('In %s, %s,', (app, _, context) => {
  let stacks: SynthesizedStack[];
  let services: DeclaredService[];
  beforeAll(() => {
    stacks = stacksOf(GALLERY[app], { context: { ...WITHOUT_STAGING, ...context } });
    services = [...declaredServices(stacks).values()];
    expect(services).not.toEqual([]);
  });

  test('every value that a service takes from a parameter, a resource, an export or another stack resumes it when it changes, except secrets', () => {
    const unseen = services.flatMap(service => {
      const before = deployed(service, stacks)!;
      return [...before.sourcesOfService].filter(source => {
        const after = possibleValues(source, stacks).map(value => deployed(service, stacks, { [source]: value }));
        const changes = after.filter(deployment => deployment && deployment.service !== before.service);
        expect(changes).not.toEqual([]);
        return changes.some(deployment => deployment!.ours === before.ours);
      });
    });
    expect(unseen).toEqual(UNSEEN[app] ?? []);
  });

  test('nothing else resumes it', () => {
    for (const service of services) {
      const { sourcesOfService, sourcesOfOurs } = deployed(service, stacks)!;
      expect([...sourcesOfOurs].filter(source => !sourcesOfService.has(source))).toEqual([]);
    }
  });
});

/** What a parameter allows and conditions ask for, so that every branch is taken; else just another value. */
function possibleValues(source: Source, stacks: SynthesizedStack[]): string[] {
  const { template } = stacks.find(({ path }) => source.startsWith(`${path} `)) ?? {};
  const allowed = template?.Parameters?.[source.slice(source.indexOf(' ') + 1)]?.AllowedValues;
  return allowed ?? [`another ${source}`];
}
