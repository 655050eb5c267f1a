import { Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { prop } from '../validation/names-by-language';

/** The error message if a stack cannot use the provider of another stack. */
export function problemOfProvider(declaration: IConstruct, provider: IConstruct): string | undefined {
  const [own, its] = [Stack.of(declaration), Stack.of(provider)];
  const stage = Stage.of(its);
  const difference = Stage.of(own) !== stage
    ? stage?.node.path ? `in another stage, '${stage.node.path}'` : 'in the app itself, and the stack in a stage of it'
    : differenceBetween('Region', own.region, its.region) ?? differenceBetween('account', own.account, its.account);
  return difference && `${prop('provider')} is ${difference}. CloudFormation calls functions of its own account and Region, and stages share nothing. `
    + `Leave ${prop('provider')} out, or make one for this stack with ServiceStateProvider.`;
}

/** Two unknown values may be the same, as they are in a nested stack and its parent. */
function differenceBetween(what: string, own: string, its: string): string | undefined {
  if (own === its || (Token.isUnresolved(own) && Token.isUnresolved(its))) return undefined;
  const [ownName, itsName] = [own, its].map(value => Token.isUnresolved(value) ? 'one that is not known at synthesis' : value);
  return `in another ${what} (${itsName}) than the stack (${ownName})`;
}
