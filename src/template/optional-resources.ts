import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Leaves the resources of a construct out of the template where they are not needed, and with them what the CDK makes
 * depend on them. An aspect, for example, may have removed what needed them.
 *
 * @param isNeeded called late
 */
export function keepOnlyIf(isNeeded: () => boolean, construct: IConstruct): void {
  const decide = (): void => {
    for (const resource of construct.node.findAll()) {
      // The CDK asks this member, which only a subclass could override.
      if (CfnResource.isCfnResource(resource)) Object.defineProperty(resource, 'shouldSynthesize', { value: isKept, configurable: true });
    }
  };
  const isKept = (): boolean => {
    if (isNeeded()) return true;
    decide(); // an aspect may have put others into their place
    return false;
  };
  decide();
}
