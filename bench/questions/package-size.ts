import { GOAL_BUNDLE_KILOBYTES, GOAL_TARBALL_KILOBYTES, bundleKilobytes, tarballKilobytes } from '../sizes';
import type { Table } from '../table';
import { us } from '../us';

/** How much does one download? */
export function packageSize(): Table {
  return {
    title: 'Sizes, in kB',
    note: 'The bundle is what both functions load, the tarball what npm downloads.',
    columns: [us.name],
    rows: [
      { question: 'bundle', values: [bundleKilobytes()], goal: GOAL_BUNDLE_KILOBYTES },
      { question: 'tarball', values: [tarballKilobytes()], goal: GOAL_TARBALL_KILOBYTES },
    ],
  };
}
