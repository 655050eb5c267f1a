import type { Contender, Connections } from '../contender';
import type { Usage } from './cost-model';
import { FrameworkClient } from './framework-client';
import { LambdaPlatform } from './lambda-platform';
import type { Handler, LambdaFunction } from './lambda-platform';
import { StateMachine } from './state-machine';
import type { Definition } from './state-machine';
import { resolve } from './template';
import type { Lookup, Template } from './template';
import { loadFramework } from '../../test/provider-framework/runtime';
import type { Outbound } from '../../test/provider-framework/runtime';

/** Lambda's own value, and the one that the framework leaves its functions with. */
const DEFAULT_MEMORY_MEGABYTES = 128;

export interface StackFunctionsOptions {
  readonly template: Template;
  readonly lookup: Lookup;
  readonly contender: Contender;
  readonly connections: Connections;
  readonly usage: Usage;
  readonly random: () => number;
  /** The account's limit of executions at one moment. */
  readonly mostExecutions: number;
  /** Takes what a function PUTs to a ResponseURL. */
  readonly respond: (response: string) => void;
}

/** The functions and state machines of a template, ready to be called by their ARNs. */
export class StackFunctions {
  readonly lambda: LambdaPlatform;
  private readonly stateMachines = new Map<string, StateMachine>();

  constructor(private readonly options: StackFunctionsOptions) {
    const { template, lookup, usage, random, mostExecutions } = options;
    const functions = new Map<string, LambdaFunction>();
    this.lambda = new LambdaPlatform(functions, usage, mostExecutions);
    for (const [logicalId, { Type, Properties = {} }] of Object.entries(template.Resources)) {
      if (Type === 'AWS::Lambda::Function') {
        functions.set(String(lookup(logicalId, 'Arn')), this.functionOf(Properties));
      } else if (Type === 'AWS::StepFunctions::StateMachine') {
        const definition = JSON.parse(resolve(Properties.DefinitionString, lookup) as string) as Definition;
        this.stateMachines.set(String(lookup(logicalId)), new StateMachine(definition, this.lambda, usage, random));
      }
    }
  }

  private functionOf(properties: Readonly<Record<string, unknown>>): LambdaFunction {
    const { contender, connections, lookup } = this.options;
    const handler = String(properties.Handler);
    const environment = (resolve(properties.Environment, lookup) as { Variables?: Record<string, string> } | undefined)?.Variables ?? {};
    const load = (): Record<string, Handler> => handler.startsWith('framework.')
      ? prefixed('framework.', loadFramework(environment, this.outbound(environment.AWS_MAX_ATTEMPTS)))
      : contender.load(connections);
    return {
      memoryMegabytes: Number(properties.MemorySize ?? DEFAULT_MEMORY_MEGABYTES),
      timeoutSeconds: Number(properties.Timeout ?? 3),
      newContainer: () => load()[handler],
    };
  }

  private outbound(mostAttempts?: string): Outbound {
    const client = new FrameworkClient(this.lambda, mostAttempts);
    return {
      invokeFunction: async ({ FunctionName, Payload }) => {
        const { payload, failed } = await client.invoke(FunctionName, Payload);
        return { Payload: Buffer.from(payload), FunctionError: failed ? 'Unhandled' : undefined };
      },
      startExecution: async ({ stateMachineArn, input }) => {
        void this.stateMachines.get(stateMachineArn)?.run(input);
        return {};
      },
      httpRequest: async (_, body) => this.options.respond(body),
    };
  }
}

function prefixed(prefix: string, handlers: Record<string, Handler>): Record<string, Handler> {
  return Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [`${prefix}${name}`, handler]));
}
