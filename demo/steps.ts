import type { OperationType } from '@aws-sdk/client-apprunner';
import { closedHours } from './closed-hours';
import type { AppRunnerSimulator } from '../test/simulator';

/** One step of the demo: what happens, and what must be true after it. */
export interface Step {
  readonly title: string;
  readonly explanation?: string;
  /** Arguments of the stock CDK CLI. @default - somebody resumes the service by hand, and the next tick of the stack's schedule comes */
  readonly command?: readonly string[];
  /** Makes something fail in this step. @default - nothing */
  readonly fault?: (simulator: AppRunnerSimulator) => void;
  readonly outcome: Outcome;
}

export interface Outcome {
  /** Status of the stack; `gone` when there is none. */
  readonly stack: string;
  /** The parts of the stack's error that must be there; the command must fail then. @default - the command works */
  readonly error?: readonly string[];
  /** @default - there is no service any more */
  readonly service?: { readonly status: 'RUNNING' | 'PAUSED'; readonly image: string };
  /** What App Runner was asked to do in this step, in this order. */
  readonly operations: readonly OperationType[];
}

const FIRST_IMAGE = 'public.ecr.aws/shop/shop:1';
const BROKEN_IMAGE = 'public.ecr.aws/shop/shop:2';
const SECOND_IMAGE = 'public.ecr.aws/shop/shop:3';

export const STEPS: readonly Step[] = [
  {
    title: 'Deploy a new service, of which a CloudFormation parameter says that it is PAUSED',
    explanation: "new ServiceState(this, 'State', { service, desiredState: DesiredState.of(parameter.valueAsString) })",
    command: ['deploy', '--parameters', 'DesiredState=PAUSED'],
    outcome: {
      stack: 'CREATE_COMPLETE',
      service: { status: 'PAUSED', image: FIRST_IMAGE },
      operations: ['CREATE_SERVICE', 'PAUSE_SERVICE'],
    },
  },
  {
    title: 'Deploy an image that does not start, while the service is paused',
    explanation: 'The deployment has to fail, say why, go back to the old image, and leave the service paused.',
    command: ['deploy', '-c', `image=${BROKEN_IMAGE}`],
    fault: ({ faults }) => faults.add({ operation: 'UpdateService', fault: { kind: 'operation-ends', outcome: 'ROLLBACK_SUCCEEDED' } }),
    outcome: {
      stack: 'UPDATE_ROLLBACK_COMPLETE',
      error: ['App Runner rolled the update of the service', '(UPDATE_SERVICE) ended ROLLBACK_SUCCEEDED', 'The functions log to '],
      service: { status: 'PAUSED', image: FIRST_IMAGE },
      operations: ['RESUME_SERVICE', 'UPDATE_SERVICE', 'UPDATE_SERVICE', 'PAUSE_SERVICE'],
    },
  },
  {
    title: 'Declare running hours, which are over now, and deploy an image that starts',
    explanation: 'App Runner refuses to update a paused service: it is resumed for the update and paused again.',
    command: ['deploy', '-c', `hours=${closedHours()}`, '-c', `image=${SECOND_IMAGE}`],
    outcome: {
      stack: 'UPDATE_COMPLETE',
      service: { status: 'PAUSED', image: SECOND_IMAGE },
      operations: ['RESUME_SERVICE', 'UPDATE_SERVICE', 'PAUSE_SERVICE'],
    },
  },
  {
    title: 'Resume it by hand, outside its hours',
    explanation: "onDrift: OnDrift.CORRECT puts it right at the next tick of the stack's schedule. There is one every five minutes, and here at once.",
    outcome: {
      stack: 'UPDATE_COMPLETE',
      service: { status: 'PAUSED', image: SECOND_IMAGE },
      operations: ['RESUME_SERVICE', 'PAUSE_SERVICE'],
    },
  },
  {
    title: 'Let the parameter say RUNNING, instead of hours',
    explanation: 'With a parameter, a pipeline toggles it without new code. The deployment is over when the service runs.',
    command: ['deploy', '-c', `image=${SECOND_IMAGE}`, '--parameters', 'DesiredState=RUNNING'],
    outcome: {
      stack: 'UPDATE_COMPLETE',
      service: { status: 'RUNNING', image: SECOND_IMAGE },
      operations: ['RESUME_SERVICE'],
    },
  },
  {
    title: 'Destroy the stack',
    command: ['destroy', '--force'],
    outcome: { stack: 'gone', operations: ['DELETE_SERVICE'] },
  },
];
