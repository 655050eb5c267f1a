import { BOUNDARY, HOUR, MINUTE, NOW, decided, hoursThatAre, operation, situationOf } from './situations';
import type { Operation } from '../../../lambda/aws/app-runner';
import type { Decision } from '../../../lambda/reconciler/decision';
import type { Declaration } from '../../../lambda/reconciler/declaration';

const resume = (at: number, status = 'SUCCEEDED'): Operation => operation('RESUME_SERVICE', status, at);
const deployment = (at: number, status: string): Operation => operation('START_DEPLOYMENT', status, at);

const decideWith = (history: readonly Operation[], declaration: Partial<Declaration> = {}, status = 'RUNNING'): Decision =>
  decided(situationOf({ status, declaration: { deployAfterResume: true, ...declaration } }), { history, stackEndedAt: -Infinity }).decision;

describe('A service that is deployed after a resume', () => {
  test.each<[string, Decision['kind'], Operation[]]>([
    ['a resume', 'deploy', [resume(NOW - MINUTE)]],
    ['a resume and a pause before it', 'deploy', [resume(NOW - MINUTE), operation('PAUSE_SERVICE', 'SUCCEEDED', NOW - HOUR)]],
    ['a resume and a deployment after it', 'nothing', [deployment(NOW - MINUTE, 'SUCCEEDED'), resume(NOW - HOUR)]],
    ['a resume and an update after it', 'nothing', [operation('UPDATE_SERVICE', 'SUCCEEDED', NOW - MINUTE), resume(NOW - HOUR)]],
    ['a resume and an update that was rolled back', 'deploy', [operation('UPDATE_SERVICE', 'ROLLBACK_SUCCEEDED', NOW - MINUTE), resume(NOW - HOUR)]],
    ['its creation', 'nothing', [operation('CREATE_SERVICE', 'SUCCEEDED', NOW - HOUR)]],
    ['a resume that failed, after a deployment', 'nothing', [resume(NOW - MINUTE, 'FAILED'), deployment(NOW - HOUR, 'SUCCEEDED')]],
    ['a deployment that is under way', 'wait', [deployment(NOW - MINUTE, 'IN_PROGRESS'), resume(NOW - HOUR)]],
    ['a deployment that failed', 'failed', [deployment(NOW - MINUTE, 'FAILED'), resume(NOW - HOUR)]],
    ['a deployment that was rolled back', 'failed', [deployment(NOW - MINUTE, 'ROLLBACK_SUCCEEDED'), resume(NOW - HOUR)]],
    ['a deployment that failed before the resume', 'deploy', [resume(NOW - MINUTE), deployment(NOW - HOUR, 'FAILED')]],
    ['nothing at all', 'nothing', []],
  ])('leads, after %s, to: %s', (_, kind, history) => {
    expect(decideWith(history).kind).toBe(kind);
  });

  test('is deployed again after a boundary if the deployment before it failed', () => {
    const history = [deployment(BOUNDARY - MINUTE, 'FAILED'), resume(BOUNDARY - HOUR)];
    expect(decideWith(history, { desired: hoursThatAre('RUNNING') }).kind).toBe('deploy');
    expect(decideWith([deployment(BOUNDARY + MINUTE, 'FAILED'), ...history], { desired: hoursThatAre('RUNNING') }).kind).toBe('failed');
  });

  test.each<[string, Partial<Declaration>]>([
    ['a person resumed it outside its hours', { desired: hoursThatAre('PAUSED') }],
    ['its drift is only reported', { desired: 'PAUSED', onDrift: 'REPORT' }],
    ['its state is only asserted in deployments', { desired: 'PAUSED' }],
  ])('is so too when %s', (_, declaration) => {
    expect(decideWith([resume(NOW - MINUTE)], declaration).kind).toBe('deploy');
  });

  test.each<[string, Partial<Declaration>, string, Decision['kind']]>([
    ['that is to be paused', { desired: hoursThatAre('PAUSED'), onDrift: 'CORRECT' }, 'RUNNING', 'pause'],
    ['that is paused', { desired: 'PAUSED' }, 'PAUSED', 'nothing'],
    ['for which it was not asked', { deployAfterResume: false }, 'RUNNING', 'nothing'],
  ])('is none %s', (_, declaration, status, kind) => {
    expect(decideWith([resume(NOW - MINUTE)], declaration, status).kind).toBe(kind);
  });

  test('is logged after a failed deployment with the version that runs and the time of the next', () => {
    expect(decideWith([deployment(NOW - MINUTE, 'FAILED'), resume(NOW - HOUR)]).reason).toBe(
      `operation START_DEPLOYMENT-${NOW - MINUTE} (START_DEPLOYMENT) ended FAILED after the service was resumed; the version from before the pause runs,`
      + ' and the next deployment is started after the next resume or boundary, or by you');
  });
});
