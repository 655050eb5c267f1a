import type { Steering } from './point';
import { reach } from './reach';
import type { Ending, Mode } from './stack-operations';
import type { Version } from './template';
import type { TestBed } from './test-bed';

/** How long the root works on other resources before the nested stack and after it. */
const OTHER_RESOURCES_SECONDS = 10;

interface NestedMode extends Mode {
  /** Whether something else fails in the root, after the nested stack has been updated. */
  readonly rootFails: boolean;
}

/**
 * A deployment of the root stack. As long as the root works on other resources, the nested stack is at rest itself: before its
 * own update, and again after it. What its status is then is not documented; this is the worse case.
 */
export async function deployNested(
  { deployments, records, timeline }: TestBed,
  version: Version,
  steering: Steering,
  { rootFails, ...mode }: NestedMode,
): Promise<Ending> {
  const otherResources = async (): Promise<void> => {
    for (const at of [0, 1]) {
      await reach({ phase: 'update', logicalId: 'Root', at }, steering, timeline);
      await timeline.sleep(OTHER_RESOURCES_SECONDS / 2);
    }
  };
  records.rootStatus = 'UPDATE_IN_PROGRESS';
  await otherResources();
  const ending = await deployments.deploy(version, steering, {
    ...mode,
    root: {
      goesOn: async () => {
        await otherResources();
        records.rootStatus = rootFails ? 'UPDATE_ROLLBACK_IN_PROGRESS' : 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
        return rootFails;
      },
    },
  });
  records.rootStatus = ending.status;
  return ending;
}
