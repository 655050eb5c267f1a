import { Deployment, LOGICAL_ID } from '../one-resource-stack';

/** App Runner's clock may be behind ours and CloudFormation's, or ahead. */
const AHEAD_SECONDS = [-60, -5, -2, -1, 1, 2, 5];

describe('With a clock of App Runner that differs from ours by', () => {
  let stack: Deployment;
  let ServiceArn: string;
  afterEach(async () => stack.close());

  async function start(appRunnerAheadSeconds: number): Promise<void> {
    stack = await Deployment.open({ appRunnerAheadSeconds });
    ServiceArn = stack.simulator.addService({ name: 'shop' });
  }
  const operations = () => stack.simulator.service(ServiceArn)?.operations ?? [];
  const ends = (outcome: 'FAILED' | 'SUCCEEDED') =>
    stack.simulator.faults.add({ operation: 'PauseService', fault: { kind: 'operation-ends', outcome } });

  it.each(AHEAD_SECONDS)('%i s, a pause that failed is reported as soon as it has ended, with its reason', async (seconds) => {
    await start(seconds);
    ends('FAILED');
    const began = stack.clock.now();
    const response = await stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    expect(response.Reason).toContain(`operation ${operations()[0].id} (PAUSE_SERVICE) ended FAILED and the service is RUNNING`);
    expect(operations()).toHaveLength(1);
    expect(stack.clock.now() - began).toBeLessThan(70_000);
  });

  it.each(AHEAD_SECONDS)('%i s, a failed pause is reported although twenty other operations came after it', async (seconds) => {
    await start(seconds);
    ends('FAILED');
    stack.provider.beforePoll = () => {
      if (stack.simulator.service(ServiceArn)?.status !== 'RUNNING' || operations().length > 20) return;
      for (let count = 0; count < 20; count += 1) stack.simulator.startForeign(ServiceArn, 'START_DEPLOYMENT', { seconds: 0 });
    };
    const response = await stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    expect(response.Reason).toContain('(PAUSE_SERVICE) ended FAILED and the service is RUNNING');
    expect(operations()).toHaveLength(21);
  });

  it.each(AHEAD_SECONDS)('%i s, a failed pause that a poll has started is reported after one more try at most', async (seconds) => {
    await start(seconds);
    stack.simulator.maintenance(ServiceArn, 10);
    stack.simulator.faults.add({ operation: 'PauseService', times: Infinity, fault: { kind: 'operation-ends', outcome: 'FAILED' } });
    const response = await stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    expect(response.Reason).toContain('(PAUSE_SERVICE) ended FAILED and the service is RUNNING');
    expect(operations().length).toBeLessThanOrEqual(2);
  });

  it.each(AHEAD_SECONDS)('%i s, who pauses a service again and again is found out after three times', async (seconds) => {
    await start(seconds);
    stack.simulator.faults.add({ operation: 'DescribeService', times: 4, fault: { kind: 'foreign-operation', type: 'RESUME_SERVICE', seconds: 10 } });
    const response = await stack.create({ ServiceArn, DesiredState: 'PAUSED' });
    expect(response.Reason).toContain('is RUNNING although 3 operations made it PAUSED');
    expect(operations().filter(({ type }) => type === 'PAUSE_SERVICE')).toHaveLength(3);
  });

  describe('(CloudFormation updates the service right after ResumeForUpdate)', () => {
    const declaration = { Fingerprint: 'f1', Inputs: [], ServiceLogicalId: 'Service', StateLogicalId: LOGICAL_ID, ResumeForUpdateLogicalId: 'Resume' };
    const resumeForUpdateIsComplete = () =>
      stack.cloudFormation.records.set('Resume', { status: 'UPDATE_COMPLETE', physicalId: 'Resume', changedAt: stack.clock.now() });
    const update = async () => {
      stack.adopt(ServiceArn, { ServiceArn, DesiredState: 'RUNNING', ...declaration, Fingerprint: 'f0' });
      return stack.update({ ServiceArn, DesiredState: 'RUNNING', ...declaration });
    };

    it.each(AHEAD_SECONDS.filter(seconds => Math.abs(seconds) <= 5))('%i s, an update that App Runner rolled back fails the stack', async (seconds) => {
      await start(seconds);
      resumeForUpdateIsComplete();
      stack.simulator.startForeign(ServiceArn, 'UPDATE_SERVICE', { outcome: 'ROLLBACK_SUCCEEDED' });
      expect((await update()).Reason).toContain('(UPDATE_SERVICE) ended ROLLBACK_SUCCEEDED');
    });

    it.each(AHEAD_SECONDS)('%i s, one that was rolled back before ResumeForUpdate does not', async (seconds) => {
      await start(seconds);
      stack.simulator.startForeign(ServiceArn, 'UPDATE_SERVICE', { seconds: 90, outcome: 'ROLLBACK_SUCCEEDED' });
      stack.clock.advance(90);
      resumeForUpdateIsComplete();
      expect((await update()).Status).toBe('SUCCESS');
    });
  });
});
