import type { CfnResource } from 'aws-cdk-lib';
import { textOf } from '../template/entries';
import { secretsIn } from '../template/secrets';
import { holdsSecret } from '../through-pause/inputs';
import { prop } from '../validation/names-by-language';

/**
 * Triggers stand in the template, and their values in every request and in the history of the state machine. So a secret
 * is refused, once the app is finished. An attribute that is merely not known to be harmless is the app's own choice.
 */
export function refuseSecretTriggers(state: CfnResource): void {
  state.node.addValidation({
    validate: () => {
      const [{ Properties = {} }] = Object.values(textOf(state).Resources ?? {}) as { Properties?: { Triggers?: Record<string, unknown> } }[];
      const isSecret = secretsIn(state);
      return Object.entries(Properties.Triggers ?? {})
        .filter(([, value]) => holdsSecret(value, reference => !('Fn::GetAtt' in reference) && isSecret(reference)))
        .map(([name, value]) => `ServiceState '${state.node.scope!.node.path}': ${prop('triggers')} must not hold a secret, but '${name}' is ${JSON.stringify(value)}. `
          + 'Its value would stand in requests and histories. Use a text that you change together with the secret, such as a date.');
    },
  });
}
