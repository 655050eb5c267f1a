const { join } = require('node:path');
const { default: TestSequencer } = require('@jest/test-sequencer');

/**
 * What takes long, in the order in which it begins: what computes together with what waits for the emulator. In a fresh
 * clone jest does not know it yet, and would begin with the largest files.
 */
const PROOF = ['every-failure', 'faults', 'express', 'running-hours', 'as-found', 'ticks'].map(name => `deploy-through-pause/proof/${name}`);
const LONG = [PROOF[0], 'e2e/cli-through-pause', 'e2e/cli', ...PROOF.slice(1), 'e2e/through-pause', 'bench/fleet', 'e2e/another-provider', 'src/rights/service-rights', 'e2e/missing-rights', 'bench/counts', 'e2e/gallery', 'apps/gallery', 'apps/changes', 'e2e/parameter', 'package'];

/** So that at the end no core waits for the last suite. */
module.exports = class LongestFirst extends TestSequencer {
  sort(tests) {
    const files = LONG.map(name => join(__dirname, `${name}.test.ts`));
    const rank = ({ path }) => (files.includes(path) ? files.indexOf(path) : files.length);
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
