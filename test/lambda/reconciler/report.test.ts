import * as fc from 'fast-check';
import { emfFaults } from './emf-rules';
import { decided, histories, situations, stackEnds } from './situations';
import type { Decision } from '../../../lambda/reconciler/decision';
import { reportService, reportSkipped } from '../../../lambda/reconciler/report';
import type { Line } from '../../../lambda/reconciler/report';
import type { MetricName } from '../../../src/contract/metrics';

const NOW = Date.UTC(2026, 10, 26, 18, 0, 7);
const STACK = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Shop/6d1f6b30-c9c1-11f0-8e1f-0a2b3c4d5e6f';
const SERVICE = 'arn:aws:apprunner:eu-west-1:111122223333:service/orders/8fe1e10304f84fd2b0df550fe98a71fa';
const METRICS: readonly MetricName[] = ['Resumed', 'Paused', 'Corrected', 'Drifted', 'Held', 'Deployed', 'Failed', 'Skipped'];

const reported = (decision: Decision, more: { serviceArn?: string; operationId?: string } = {}): Line | undefined =>
  reportService({ stackId: STACK, serviceArn: SERVICE, desired: 'PAUSED', observed: 'RUNNING', decision, now: NOW, ...more });

const countsIn = (line: Line | undefined): Partial<Record<MetricName, unknown>> =>
  Object.fromEntries(METRICS.filter(name => line && name in line).map(name => [name, line?.[name]]));

const act = { reason: 'so it is', corrects: false, overdue: false };

describe('In the metrics', () => {
  test.each<[string, Partial<Record<MetricName, number>>, Decision]>([
    ['what is as declared', {}, { kind: 'nothing', reason: '' }],
    ['what is waited for', {}, { kind: 'wait', reason: '' }],
    ['a pause', { Paused: 1 }, { kind: 'pause', ...act }],
    ['a resume', { Resumed: 1 }, { kind: 'resume', ...act }],
    ['a pause that corrects', { Paused: 1, Corrected: 1 }, { kind: 'pause', ...act, corrects: true }],
    ['a resume after tries in vain', { Resumed: 1, Failed: 1 }, { kind: 'resume', ...act, overdue: true }],
    ['a deployment', { Deployed: 1 }, { kind: 'deploy', reason: '' }],
    ['drift', { Drifted: 1 }, { kind: 'drift', reason: '' }],
    ['the wish of a person', { Held: 1 }, { kind: 'held', reason: '' }],
    ['what had to be left', { Skipped: 1 }, { kind: 'skip', reason: '' }],
    ['what failed', { Failed: 1 }, { kind: 'failed', reason: '' }],
    ['what is given up for now', { Failed: 1 }, { kind: 'give-up', until: NOW, reason: '' }],
  ])('%s counts as %j', (_, counts, decision) => {
    const line = reported(decision);
    expect(countsIn(line)).toEqual(counts);
    expect(line !== undefined && '_aws' in line).toBe(Object.keys(counts).length > 0);
  });

  test('services that were left to the next tick without a look count for the stack', () => {
    const line = reportSkipped({ stackId: STACK, services: 12, reason: 'the stack is UPDATE_IN_PROGRESS', now: NOW });
    expect(line).toMatchObject({ Skipped: 12, StackName: 'Shop', reason: 'the stack is UPDATE_IN_PROGRESS' });
    expect(emfFaults(line)).toEqual([]);
  });
});

test('Every document is one that CloudWatch accepts', () => {
  const known = fc.record({ history: histories, stackEndedAt: stackEnds });
  const arns = fc.constantFrom(SERVICE, 'arn:aws:apprunner:eu-west-1:111122223333:service/x', '');
  fc.assert(fc.property(situations, known, arns, fc.constantFrom(STACK, 'Shop'), (situation, answers, serviceArn, stackId) => {
    const { decision } = decided(situation, answers);
    const line = reportService({ stackId, serviceArn, desired: 'RUNNING', observed: situation.status, decision, now: NOW });
    fc.pre(line !== undefined && '_aws' in line);
    expect(emfFaults(JSON.parse(JSON.stringify(line)))).toEqual([]);
  }), { numRuns: 2000 });
});

describe('A line of the log', () => {
  test('says what was decided about which service, and is the metric too', () => {
    expect(reported({ kind: 'pause', ...act }, { operationId: 'op-1' })).toEqual({
      stack: STACK,
      service: SERVICE,
      desired: 'PAUSED',
      observed: 'RUNNING',
      decision: 'pause',
      reason: 'so it is',
      operationId: 'op-1',
      _aws: {
        Timestamp: NOW,
        CloudWatchMetrics: [{
          Namespace: 'AppRunnerServiceState',
          Dimensions: [['StackName'], ['ServiceName', 'ServiceID']],
          Metrics: [{ Name: 'Paused', Unit: 'Count' }],
        }],
      },
      StackName: 'Shop',
      ServiceName: 'orders',
      ServiceID: '8fe1e10304f84fd2b0df550fe98a71fa',
      Paused: 1,
    });
  });

  test('is not written for what is as declared', () => {
    expect(reported({ kind: 'nothing', reason: 'the service is PAUSED, as declared' })).toBeUndefined();
  });
});
