import { Component } from 'projen';
import type { awscdk } from 'projen';

/** The longest explorations, and what proves the proof: too long for every `npm cit`. */
const LONG_TESTS = ['mutations', 'proof/documented-exceptions', 'proof/one-after-the-other', 'proof/as-found-everywhere'].map(name => `test/deploy-through-pause/${name}`);

/** For jest's command line: what `npm test` leaves to `npm run test:explorations`. */
export const LEFT_TO_EXPLORATIONS = `--testPathIgnorePatterns=/node_modules/|${LONG_TESTS.join('|')}`;

/** The longest explorations: `.ci/run` makes them, `npm test` does not. */
export class Explorations extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary, bundle: string, nodeOptions: string) {
    super(project);
    const task = project.addTask('test:explorations', {
      description: 'Take rules out of the proof one at a time, look for exceptions that it needs no more, and make every change in every app of the gallery',
      env: { GALLERY_CHANGES_EVERY: '1', JEST_JUNIT_OUTPUT_NAME: 'explorations.xml', NODE_OPTIONS: nodeOptions },
    });
    task.exec(`projen ${bundle}`);
    task.exec(['jest', '--ci', ...LONG_TESTS, 'test/apps/changes'].join(' '));
  }
}
