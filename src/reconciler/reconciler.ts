import { Lazy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { IDependable } from 'constructs';
import { Schedule } from './schedule';
import { referencesOfInput, scheduleInput } from './schedule-input';
import type { KeptDeclaration } from './schedule-input';
import { SchedulerRole } from './scheduler-role';
import { RECONCILER_LOGICAL_ID } from '../contract/custom-resources';
import { PROVIDER_ID } from '../provider/provider-id';
import type { ServiceStateProvider } from '../provider/service-state-provider';
import { isInTree } from '../template/construct-tree';
import { neverRetainPolicies } from '../template/never-retained-policies';
import { keepOnlyIf } from '../template/optional-resources';
import { addressOf, existingConstruct } from '../validation/construct-ids';

const MARK = Symbol.for('cdk-apprunner-state.Reconciler');

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
    const id = isOfStack ? 'AppRunnerReconciler' : `Reconciler${addressOf(provider)}`;
    return existingConstruct<Reconciler>(stack, id, MARK) ?? new Reconciler(stack, id, provider);
  }

  /** For the Metadata, which leaves the usual one out because the functions know it. */
  public readonly logicalId: string = Lazy.uncachedString({
    produce: () => {
      const logicalId = Stack.of(this).resolve(this.schedule.logicalId) as string;
      return logicalId === RECONCILER_LOGICAL_ID ? undefined : logicalId;
    },
  });

  private readonly schedule: Schedule;

  private readonly declarations: KeptDeclaration[] = [];

  private role: SchedulerRole | undefined;

  private functionArn: string | undefined;

  private constructor(scope: Construct, id: string, private readonly provider: ServiceStateProvider) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    this.schedule = new Schedule(this, 'Resource', { // RECONCILER_LOGICAL_ID
      intervalMinutes: provider._reconcileInterval.toMinutes(),
      // It may be read before there is a role, and without ever being needed.
      functionArn: Lazy.uncachedString({ produce: () => this.functionArn ?? '' }),
      roleArn: Lazy.uncachedString({ produce: () => this.role?.role.roleArn ?? '' }),
      input: looksForReferences => {
        const declarations = this.declarations.filter(isInApp);
        return looksForReferences ? referencesOfInput(provider, declarations) : scheduleInput(Stack.of(this), provider, declarations);
      },
      prepare: () => {
        this.role!.allowWhatTheScheduleUses();
        neverRetainPolicies(this, this.role!.role);
      },
    });
    keepOnlyIf(() => this.isNeeded(), this);
  }

  /** @param prerequisites what the ticks need, beside what the state needs */
  public keep(declaration: KeptDeclaration, prerequisites: IDependable[]): void {
    this.declarations.push(declaration);
    this.schedule.node.addDependency(...prerequisites);
    if (this.role) return;
    const isNeeded = (): boolean => this.isNeeded();
    this.functionArn = this.provider._reconcileFunction(isNeeded).functionArn;
    this.role = new SchedulerRole(this, 'Role', this.schedule, { functionArn: this.functionArn, permissionsBoundary: this.provider._permissionsBoundary });
    this.schedule.node.addDependency(this.role.role);
    keepOnlyIf(isNeeded, this);
  }

  private isNeeded(): boolean {
    return this.declarations.some(isInApp);
  }
}

/** An aspect, for example, may remove a ServiceState. */
function isInApp({ state }: KeptDeclaration): boolean {
  return isInTree(state);
}
