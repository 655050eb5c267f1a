import { Aws, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { IDependable } from 'constructs';
import { Schedule } from './schedule';
import { schedulerRole } from './scheduler-role';
import type { DeclarationInput, ReconcileInput } from '../contract/reconcile-input';
import { PROVIDER_ID } from '../provider/provider-id';
import type { ServiceStateProvider } from '../provider/service-state-provider';
import { isInTree } from '../template/construct-tree';
import { neverRetainPolicies } from '../template/never-retained-policies';
import { existingConstruct } from '../validation/construct-ids';

const MARK = Symbol.for('cdk-apprunner-state.Reconciler');

/** A declaration that has to be kept between deployments. */
export interface KeptDeclaration {
  /** The resource of the ServiceState. Its physical id is the ARN of the service, so the Schedule depends on it. */
  readonly state: CfnResource;
  readonly input: Omit<DeclarationInput, 'ServiceArn'>;
  /** The name of the condition under which it exists. Called late. */
  readonly condition: () => string | undefined;
  /** What the ticks need, beside what the state needs. */
  readonly prerequisites: IDependable[];
}

/**
 * What keeps the declarations of a stack between deployments: a Schedule that invokes the function of the provider with
 * the declarations as its input, so that they are deployed and rolled back with the stack.
 *
 * It stands at the stack itself, outside the provider and the ServiceStates. It depends on every state that it names, and a
 * construct-wide dependency of a service on the provider, on what contains the provider, or on another ServiceState would
 * close a cycle otherwise.
 *
 * It is in the tree of every stack with declarations, so that the logical id of the Schedule is known in any case.
 */
export class Reconciler extends Construct {
  public static of(scope: Construct, provider: ServiceStateProvider): Reconciler {
    const stack = Stack.of(scope);
    const isOfStack = provider === stack.node.tryFindChild(PROVIDER_ID);
    const id = isOfStack ? 'AppRunnerReconciler' : `Reconciler${provider.node.addr}`;
    return existingConstruct<Reconciler>(stack, id, MARK) ?? new Reconciler(stack, id, provider);
  }

  public readonly schedule: CfnResource;

  private readonly declarations: KeptDeclaration[] = [];

  private role: Role | undefined;

  private constructor(scope: Construct, id: string, private readonly provider: ServiceStateProvider) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    this.schedule = new Schedule(this, 'Resource', { // every ResumeForUpdate names it, so its logical id is short
      intervalMinutes: provider._reconcileInterval.toMinutes(),
      // An aspect may read a Schedule that is not needed.
      functionArn: Lazy.string({ produce: () => this.role && this.provider._reconcileFunction().functionArn }),
      roleArn: Lazy.string({ produce: () => this.role?.roleArn }),
      input: Lazy.uncachedString({ produce: () => this.input() }),
      isNeeded: () => this.kept().length > 0,
      prepare: () => neverRetainPolicies(this, this.role!),
    });
  }

  public keep(declaration: KeptDeclaration): void {
    this.declarations.push(declaration);
    this.schedule.node.addDependency(...declaration.prerequisites);
    if (this.role) return;
    this.role = schedulerRole(this, 'Role', this.provider);
    this.schedule.node.addDependency(this.role);
  }

  /** An aspect, for example, may remove a ServiceState. */
  private kept(): KeptDeclaration[] {
    return this.declarations.filter(({ state }) => isInTree(state));
  }

  private input(): string {
    const text: Record<keyof ReconcileInput, string> = {
      StackId: `"${Aws.STACK_ID}"`,
      ScheduledTime: '"<aws.scheduler.scheduled-time>"', // EventBridge Scheduler puts the time there
      IntervalMinutes: String(this.provider._reconcileInterval.toMinutes()),
      Declarations: `[${this.kept().map(declaration => this.inputOf(declaration)).join(',')}]`,
    };
    return jsonOf(text);
  }

  /** A declaration as JSON, or `null` if its condition is false. Two texts, because Fn::If chooses between values. */
  private inputOf({ state, input, condition }: KeptDeclaration): string {
    const { DesiredState: desired, OnDrift, DeployAfterResume } = input;
    const text = jsonOf({
      ServiceArn: `"${state.ref}"`,
      DesiredState: typeof desired === 'string' ? `"${inOneLine(desired)}"` : Stack.of(this).toJsonString(desired),
      OnDrift: `"${OnDrift}"`,
      DeployAfterResume: String(DeployAfterResume),
    } satisfies Record<keyof DeclarationInput, string>);
    const name = condition();
    return name === undefined ? text : Fn.conditionIf(name, text, 'null').toString();
  }
}

function jsonOf(members: Record<string, string>): string {
  return `{${Object.entries(members).map(([name, value]) => `"${name}":${value}`).join(',')}}`;
}

/**
 * A parameter that was filled from a file ends with a line break, and a deployment takes it for its state all the same.
 * CloudFormation would put the line break into the JSON as it is. In running hours it is an error of the deployment.
 */
function inOneLine(text: string): string {
  return Token.isUnresolved(text) ? ['\r', '\n'].reduce((rest, end) => Fn.join('', Fn.split(end, rest)), text) : text;
}
