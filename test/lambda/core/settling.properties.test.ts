import * as fc from 'fast-check';
import type { Fault, FaultRule } from '../../simulator';
import { THROTTLED } from '../cloud-formation-endpoint';
import { Deployment } from '../one-resource-stack';

/** Faults that pass, at any call. */
const passing: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  { kind: 'throttle' }, { kind: 'server-error' }, { kind: 'drop-before' }, { kind: 'drop-after' },
  { kind: 'no-operation-id' }, { kind: 'operation-lasts', seconds: 200 },
);
const transientFaults: fc.Arbitrary<FaultRule> = fc.record({
  operation: fc.constantFrom('DescribeService', 'PauseService', 'ResumeService', 'ListOperations'),
  after: fc.nat(6),
  times: fc.integer({ min: 1, max: 5 }),
  fault: passing,
});

/** Foreign operations that come first. At most two: a third in one deployment fails it. */
const foreign: fc.Arbitrary<FaultRule> = fc.record({
  operation: fc.constantFrom('DescribeService', 'PauseService', 'ResumeService'),
  after: fc.nat(20),
  fault: fc.record({
    kind: fc.constant('foreign-operation' as const),
    type: fc.constantFrom('PAUSE_SERVICE' as const, 'RESUME_SERVICE' as const, 'START_DEPLOYMENT' as const, 'UPDATE_SERVICE' as const),
    seconds: fc.integer({ min: 1, max: 150 }),
  }),
});

const worlds = fc.record({
  desired: fc.constantFrom('RUNNING', 'PAUSED'),
  status: fc.constantFrom('RUNNING' as const, 'PAUSED' as const),
  idempotentAnswer: fc.constantFrom('ok-without-operation-id' as const, 'invalid-state' as const),
  failureRate: fc.record({ share: fc.constantFrom(0, 0.1, 0.4), seed: fc.nat(1000) }),
  maintenanceSeconds: fc.constantFrom(0, 45, 240),
  rules: fc.tuple(fc.array(transientFaults, { maxLength: 6 }), fc.array(foreign, { maxLength: 2 })).map(([some, others]) => [...some, ...others]),
  throttledRecords: fc.nat(4),
});

test('Under fair conditions a request settles: the service ends in the desired state, and CloudFormation gets SUCCESS', async () => {
  await fc.assert(fc.asyncProperty(worlds, async ({ desired, status, rules, maintenanceSeconds, throttledRecords, ...options }) => {
    const stack = await Deployment.open(options);
    try {
      const ServiceArn = stack.simulator.addService({ name: 'shop', status });
      if (maintenanceSeconds > 0) stack.simulator.maintenance(ServiceArn, maintenanceSeconds);
      rules.forEach((rule) => stack.simulator.faults.add(rule));
      if (throttledRecords > 0) stack.cloudFormation.refuse('DescribeStackResource', THROTTLED, throttledRecords);
      const response = await stack.create({ ServiceArn, DesiredState: desired });
      expect(response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: ServiceArn, Data: { Status: desired } });
      expect(stack.simulator.service(ServiceArn)?.status).toBe(desired);
    } finally {
      await stack.close();
    }
  }), { numRuns: 40 });
});
