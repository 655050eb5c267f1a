import { LOGS, reasonOf } from './texts/shop';
import { isComplete } from '../../../lambda/deployment/is-complete';
import { onEvent } from '../../../lambda/deployment/on-event';
import { Deployment, LOGICAL_ID } from '../one-resource-stack';
import type { Properties } from '../one-resource-stack';

/** The tests begin on a Thursday at 12:00. */
const OFFICE = { Hours: 'Mon-Fri 08:00-18:00', TimeZone: 'UTC' };
const TWO_MINUTES_BEFORE_SIX = 5 * 3600 + 58 * 60;

let stack: Deployment;
let ServiceArn: string;
afterEach(async () => stack.close());

async function start(status: 'RUNNING' | 'PAUSED', resourceType?: string): Promise<void> {
  stack = await Deployment.open({ resourceType });
  ServiceArn = stack.simulator.addService({ name: 'shop', status });
}
const status = () => stack.simulator.service(ServiceArn)?.status;

describe('A desired state that is running hours', () => {
  it.each<[string, unknown, 'RUNNING' | 'PAUSED', string]>([
    ['within them', OFFICE, 'RUNNING', '2026-01-15T18:00:00.000Z'],
    ['in another zone, where they are over', { ...OFFICE, TimeZone: 'Asia/Tokyo' }, 'PAUSED', '2026-01-15T23:00:00.000Z'],
    ['on a special day', { ...OFFICE, SpecialDays: [{ First: '2026-01-14', Last: '2026-01-15', Hours: 'never' }] }, 'PAUSED', '2026-01-16T08:00:00.000Z'],
    ['that have no end', { ...OFFICE, Hours: 'always' }, 'RUNNING', ''],
    ['that are none', { ...OFFICE, Hours: 'never' }, 'PAUSED', ''],
    ['or rather a fixed state', 'paused', 'PAUSED', ''],
  ])('is one state now, and the stack gets to know which and until when: %s', async (_, DesiredState, desired, NextBoundary) => {
    await start(desired === 'RUNNING' ? 'PAUSED' : 'RUNNING');
    expect(await stack.create({ ServiceArn, DesiredState })).toMatchObject({ Status: 'SUCCESS', Data: { Status: desired, DesiredState: desired, NextBoundary } });
    expect(await stack.update({ ServiceArn, DesiredState })).toMatchObject({ Status: 'SUCCESS', Data: { Status: desired, DesiredState: desired, NextBoundary } });
    expect(status()).toBe(desired);
  });

  test.each(['a checkpoint of today', 'a checkpoint of before'])('stays what it was when the request began, if there is a boundary while it waits: %s', async (kind) => {
    await start('PAUSED');
    stack.clock.advance(TWO_MINUTES_BEFORE_SIX);
    stack.simulator.maintenance(ServiceArn, 300);
    const event = stack.event('Create', { ServiceArn, DesiredState: OFFICE });
    stack.record('CREATE_IN_PROGRESS');
    const { Checkpoint, ...answer } = await onEvent(event, stack.dependencies);
    // The functions can be updated while a request is under way.
    const poll = { ...event, ...answer, Checkpoint: kind === 'a checkpoint of today' ? Checkpoint : { at: Checkpoint.at } };
    stack.clock.advance(301);
    await isComplete(poll, stack.dependencies);
    stack.clock.advance(120);
    expect(await isComplete(poll, stack.dependencies)).toMatchObject({
      IsComplete: true, Data: { Status: 'RUNNING', DesiredState: 'RUNNING', NextBoundary: '2026-01-15T18:00:00.000Z' },
    });
    expect(status()).toBe('RUNNING');
  });

  test('is another one for a Restore that begins its clean-up after the boundary', async () => {
    await start('RUNNING', 'Custom::AppRunnerRestore');
    stack.cloudFormation.records.set('ShopState', {
      status: 'UPDATE_COMPLETE', physicalId: ServiceArn, changedAt: stack.clock.now(), metadata: { AppRunnerState: { DesiredState: OFFICE } },
    });
    stack.adopt('restore-1', { StateLogicalId: 'ShopState' });
    expect((await stack.delete()).Status).toBe('SUCCESS');
    expect(status()).toBe('RUNNING');
    stack.clock.advance(6 * 3600);
    expect((await stack.delete()).Status).toBe('SUCCESS');
    expect(status()).toBe('PAUSED');
  });

  test.each([
    ['let a change through with the first declaration while they run', OFFICE, 'SUCCESS'],
    ['refuse one while they pause', { ...OFFICE, TimeZone: 'Asia/Tokyo' }, 'FAILED'],
  ])('%s', async (_, DesiredState, answer) => {
    await start('RUNNING');
    stack.cloudFormation.records.set('Resume', { status: 'CREATE_COMPLETE', physicalId: 'Resume', changedAt: stack.clock.now() });
    stack.simulator.startForeign(ServiceArn, 'UPDATE_SERVICE', { seconds: 60 });
    const properties = { ServiceArn, Fingerprint: 'f1', ServiceLogicalId: 'Service', StateLogicalId: LOGICAL_ID, ResumeForUpdateLogicalId: 'Resume' };
    expect((await stack.create({ ...properties, DesiredState })).Status).toBe(answer);
  });

  test.each([
    ['ends well where both templates have the same hours, although the state is another one by now', { ...OFFICE }, 'SUCCESS'],
    ['ends well whatever the order of their keys', { TimeZone: 'UTC', Hours: 'Mon-Fri 08:00-18:00' }, 'SUCCESS'],
    ['fails where the hours are others', { ...OFFICE, Hours: 'Mon-Fri 08:00-19:00' }, 'FAILED'],
    ['fails where one template has the state that the other has hours for', 'RUNNING', 'FAILED'],
  ])('in a rollback that cannot assert it %s', async (_, before, answer) => {
    await start('RUNNING');
    stack.cloudFormation.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    stack.adopt(ServiceArn, { ServiceArn, DesiredState: OFFICE, Triggers: { build: '2' } });
    stack.clock.advance(6 * 3600);
    stack.simulator.faults.add({ operation: 'DescribeService', times: Infinity, fault: { kind: 'access-denied' } });
    expect((await stack.update({ ServiceArn, DesiredState: before, Triggers: { build: '1' } })).Status).toBe(answer);
  });
});

describe('Running hours that cannot be read', () => {
  const BAD = { Hours: 'Mon-Fri 8-18', TimeZone: 'Europe/Berlin' };

  test.each<[string, object, string]>([
    ['the hours', BAD, 'DesiredState.Hours cannot be read: "8-18" is not how times are written here; write 08:00-18:00 (character 9 of "Mon-Fri 8-18").'],
    ['a window over midnight', { ...OFFICE, Hours: 'Mon-Fri 20:00-06:00' }, 'DesiredState.Hours cannot be read: 20:00-06:00 ends before it starts; '
      + 'write 20:00-30:00, which ends at 06:00 on the next day (character 9 of "Mon-Fri 20:00-06:00").'],
    ['a day in two rules', { ...OFFICE, Hours: 'Mon-Fri 08:00-18:00; Fri 20:00-22:00' }, 'DesiredState.Hours cannot be read: Fri is in two rules; '
      + 'write all its windows in one, as in Fri 08:00-12:00,13:00-18:00 (character 22 of "Mon-Fri 08:00-18:00; Fri 20:00-22:00").'],
    ['windows that overlap', { ...OFFICE, Hours: 'Mon 08:00-12:00,11:00-14:00' }, 'DesiredState.Hours cannot be read: "11:00-14:00" overlaps "08:00-12:00" on Mon 11:00; '
      + 'let one end where the other starts, or write both as one (character 17 of "Mon 08:00-12:00,11:00-14:00").'],
    ['days of another language', { ...OFFICE, Hours: 'Mo-Fr 08:00-18:00' },
      'DesiredState.Hours cannot be read: "Mo-Fr" is not how days are written here; write Mon-Fri (character 1 of "Mo-Fr 08:00-18:00").'],
    ['a state', { ...OFFICE, Hours: 'PAUSED' },
      'DesiredState.Hours cannot be read: "PAUSED" is not how hours are written here; write never, which is at no time (character 1 of "PAUSED").'],
    ['a zone in the hours', { ...OFFICE, Hours: 'Mon-Fri 08:00-18:00 Europe/Berlin' }, 'DesiredState.Hours cannot be read: "Europe/Berlin" looks like a time zone; '
      + 'take it out here: the time zone is a property of its own, and holds for all rules (character 20 of "Mon-Fri 08:00-18:00 Europe/Berlin").'],
    ['an offset', { ...OFFICE, TimeZone: '+02:00' }, 'DesiredState.TimeZone cannot be read: "+02:00" is an offset, and does not follow summer time; '
      + 'name a place, as in Europe/Berlin, or UTC (character 1 of "+02:00").'],
    ['special days in the wrong order', { ...OFFICE, SpecialDays: [{ First: '2027-01-01', Last: '2026-12-24', Hours: 'never' }] },
      'DesiredState.SpecialDays cannot be read: 2026-12-24 is before 2027-01-01, the first of the special days; write the earlier date first (character 1 of "2026-12-24").'],
    ['a date in two special days', { ...OFFICE, SpecialDays: [{ First: '2026-12-24', Last: '2027-01-01', Hours: 'never' }, { First: '2026-12-31', Hours: 'always' }] },
      'DesiredState.SpecialDays cannot be read: 2026-12-31 is in two special days; name each date once (character 1 of "2026-12-31").'],
    ['the zone', { ...OFFICE, TimeZone: 'CET' },
      'DesiredState.TimeZone cannot be read: "CET" is not a time zone of the form Area/Place; write Europe/Berlin, if you mean that (character 1 of "CET").'],
    ['a special day', { ...OFFICE, SpecialDays: [{ First: '2026-01-15', Hours: 'never' }, { First: '12-24', Hours: 'never' }] },
      'DesiredState.SpecialDays cannot be read: "12-24" has no year; write the date with its year, as in 2026-12-24: '
      + 'what differs from year to year is named for each (character 1 of "12-24").'],
    ['special days that are no list', { ...OFFICE, SpecialDays: '' },
      'DesiredState.SpecialDays cannot be read: a date is missing here; write the year, the month and the day, as in 2026-12-24 (character 1 of "").'],
    ['a zone that is missing', { Hours: 'always' }, 'DesiredState.TimeZone cannot be read: the time zone is empty; name a place, as in Europe/Berlin, or UTC (character 1 of "").'],
  ])('fail the request at once, and the user reads, word for word, which property, the place and the cure: %s', async (_, DesiredState, text) => {
    await start('RUNNING');
    const created = await stack.create({ ServiceArn, DesiredState });
    expect(created.Status).toBe('FAILED');
    expect(reasonOf(created)).toBe(`${text} Correct the parameter or the value that it is made from, then deploy again.${LOGS}`);
    expect([...stack.simulator.calls, ...stack.cloudFormation.calls]).toEqual([]);
    stack.cloudFormation.stackStatus = 'UPDATE_IN_PROGRESS';
    stack.adopt(ServiceArn, { ServiceArn, DesiredState: 'RUNNING' });
    expect(await stack.update({ ServiceArn, DesiredState })).toMatchObject({ Status: 'FAILED', Reason: created.Reason });
    expect(stack.simulator.calls).toEqual([]);
  });

  const answered = (properties: Properties) => ({ Status: 'SUCCESS', Data: { DesiredState: '', NextBoundary: '', ...properties } });

  test('fail no rollback to them, which leaves the service as it is', async () => {
    await start('RUNNING');
    stack.adopt(ServiceArn, { ServiceArn, DesiredState: 'PAUSED' });
    stack.cloudFormation.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect(await stack.update({ ServiceArn, DesiredState: BAD })).toMatchObject(answered({}));
    expect(stack.logLines.at(-1)).toMatchObject({ decision: 'done', reason: 'what was declared before cannot be read, and the rollback must not fail because of that' });
    expect(status()).toBe('RUNNING');
  });

  test('fail no rollback from them either', async () => {
    await start('RUNNING');
    stack.adopt(ServiceArn, { ServiceArn, DesiredState: BAD });
    stack.cloudFormation.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect(await stack.update({ ServiceArn, DesiredState: 'PAUSED' })).toMatchObject({ Status: 'SUCCESS', Data: { DesiredState: 'PAUSED' } });
    expect(status()).toBe('PAUSED');
  });

  test('fail no Delete', async () => {
    await start('RUNNING');
    stack.adopt(ServiceArn, { ServiceArn, DesiredState: BAD, OnDelete: 'PAUSE' });
    expect(await stack.delete()).toMatchObject(answered({ Status: 'PAUSED' }));
    expect(status()).toBe('PAUSED');
  });

  test.each([['hours', BAD], ['a state', 'STOPPED']])('fail a Restore, which comes before the service, as they fail a State: %s', async (_, DesiredState) => {
    const reasons: string[] = [];
    for (const type of ['Custom::AppRunnerServiceState', 'Custom::AppRunnerRestore']) {
      await start('RUNNING', type);
      const response = await stack.create({ ServiceArn, DesiredState });
      expect(response.Status).toBe('FAILED');
      reasons.push(reasonOf(response));
      if (type === 'Custom::AppRunnerServiceState') await stack.close();
    }
    expect(reasons[1]).toBe(reasons[0]);
    stack.adopt('restore-1', { DesiredState: 'RUNNING' });
    expect((await stack.update({ DesiredState })).Status).toBe('FAILED');
    stack.cloudFormation.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect((await stack.update({ DesiredState })).Status).toBe('SUCCESS');
  });

  test('fail no Restore in the clean-up', async () => {
    await start('RUNNING', 'Custom::AppRunnerRestore');
    stack.cloudFormation.records.set('ShopState', {
      status: 'UPDATE_FAILED', physicalId: ServiceArn, changedAt: stack.clock.now(), metadata: { AppRunnerState: { DesiredState: BAD } },
    });
    stack.adopt('restore-1', { StateLogicalId: 'ShopState' });
    expect((await stack.delete()).Status).toBe('SUCCESS');
    expect(stack.logLines.at(-1)).toMatchObject({ decision: 'done', reason: 'what the State declares cannot be read' });
    expect(status()).toBe('RUNNING');
  });
});
