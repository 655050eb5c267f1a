import { Annotations } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { IConstruct } from 'constructs';
import { fingerprintOf } from './service-fingerprint';
import { prop } from './spelling';

/** What to pass to `Annotations.of(state).acknowledgeWarning`. */
const WARNING_ID = 'cdk-apprunner-state:hiddenChange';

/**
 * Warns once for each property of the service whose changes may not be seen, when the app is finished. Not where a
 * revision is given: that is the answer to the warning.
 *
 * @param state the resource below the ServiceState. Older versions of the CDK do not find an acknowledgement at the very
 * construct that a late warning is for, but they find it above.
 */
export function warnOfHiddenChanges(state: IConstruct, service: CfnService): void {
  state.node.addValidation({
    validate: () => {
      const { unseen } = fingerprintOf(service, undefined).inputs;
      for (const path of new Set(unseen.map(hidden => hidden.path))) {
        const values = unseen.filter(hidden => hidden.path === path).map(({ reference }) => (typeof reference === 'string' ? reference : JSON.stringify(reference)));
        Annotations.of(state).addWarningV2(WARNING_ID, `'${path || 'Properties'}' of service '${service.node.path}' has a value that may be a secret or is not known: ${values.join(', ')}. `
          + `A paused service is not resumed for a change of that value alone. Set ${prop('revision')} and change it together with the value, or acknowledge this warning.`);
      }
      return [];
    },
  });
}
