import { Annotations } from 'aws-cdk-lib';
import type { CfnService } from 'aws-cdk-lib/aws-apprunner';
import type { IConstruct } from 'constructs';
import { fingerprintOf, REVISION } from './fingerprint';
import { prop } from '../validation/names-by-language';

/** For `Annotations.of(state).acknowledgeWarning`. */
const WARNING_ID = 'cdk-apprunner-state:hiddenChange';

/**
 * Warns once for each property of the service with a value whose changes are not seen, when the app is complete. There
 * is no warning if a revision is given, unless the revision itself is such a value.
 *
 * @param state the resource below the ServiceState. For a late warning, older versions of the CDK do not find an
 * acknowledgement at the construct itself, but they find one at its scopes.
 */
export function warnOfHiddenChanges(state: IConstruct, service: CfnService, revision: string | undefined): void {
  state.node.addValidation({
    validate: () => {
      const { unseen } = fingerprintOf(service, revision).inputs;
      for (const path of new Set(unseen.map(hidden => hidden.path))) {
        if (revision !== undefined && path !== REVISION) continue;
        const what = path === REVISION ? prop('revision') : `'${path || 'Properties'}'`;
        const advice = path === REVISION ? `Give ${prop('revision')} a text that may be seen` : `Set ${prop('revision')} and change it together with the value`;
        const values = unseen.filter(hidden => hidden.path === path).map(({ reference }) => (typeof reference === 'string' ? reference : JSON.stringify(reference)));
        Annotations.of(state).addWarningV2(WARNING_ID, `${what} of service '${service.node.path}' has a value that may be a secret or is not known: ${values.join(', ')}. `
          + `A paused service is not resumed for a change of that value alone. ${advice}, or acknowledge this warning.`);
      }
      return [];
    },
  });
}
