import type { CfnResource } from 'aws-cdk-lib';
import { templateOf } from '../template/entries';
import { holdsSecret, secretsIn } from '../template/secrets';
import { prop } from '../validation/names-by-language';

/**
 * Refuses a secret in the triggers: the template, every request and the history of the state machine contain them. The
 * check runs when the app is complete. It allows any attribute, also one that is not known to be no secret.
 */
export function refuseSecretTriggers(state: CfnResource): void {
  state.node.addValidation({
    validate: () => {
      const [{ Properties = {} }] = Object.values(templateOf(state).Resources ?? {}) as { Properties?: { Triggers?: Record<string, unknown> } }[];
      const isSecret = secretsIn(state);
      return Object.entries(Properties.Triggers ?? {})
        .filter(([, value]) => holdsSecret(value, reference => !('Fn::GetAtt' in reference) && isSecret(reference)))
        .map(([name, value]) => `ServiceState '${state.node.scope!.node.path}': ${prop('triggers')} must not hold a secret, but '${name}' is ${JSON.stringify(value)}. `
          + 'Its value would stand in requests and histories. Use a text that you change together with the secret, such as a date.');
    },
  });
}
