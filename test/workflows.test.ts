import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The jobs of a workflow of GitHub, as text. */
function jobsOf(workflow: string): Record<string, string> {
  const [, jobs] = readFileSync(join(__dirname, '..', '.github', 'workflows', workflow), 'utf8').split(/^jobs:$/m);
  return Object.fromEntries(jobs.split(/^ {2}(?=\w+:$)/m).slice(1).map(job => [job.slice(0, job.indexOf(':')), job]));
}

const commandsOf = (job: string): string[] => [...job.matchAll(/^ +run: (.*)$/gm)].map(([, command]) => command);

const RELEASE = jobsOf('release.yml');

test('a pull request and main are checked by .ci/run, and by no list of their own', () => {
  const jobs = jobsOf('build.yml');
  expect(Object.keys(jobs)).toEqual(['ci']);
  expect(commandsOf(jobs.ci)).toEqual(['.ci/run']);
});

test('so is a release', () => {
  expect(commandsOf(RELEASE.ci)).toEqual(['.ci/run']);
});

test.each(Object.keys(RELEASE).filter(name => name.startsWith('release_')))('%s publishes nothing before .ci/run has passed', name => {
  expect(RELEASE[name]).toMatch(/^ {4}needs:\n(?: {6}- \w+\n)*? {6}- ci$/m);
});

test('there are five places to publish to', () => {
  expect(Object.keys(RELEASE).filter(name => name.startsWith('release_'))).toHaveLength(5);
});
