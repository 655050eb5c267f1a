import type { ResourceRecord } from '../../../lambda/aws/cloud-formation';
import type { CustomResourceEvent } from '../../../lambda/deployment/request';
import { requestStateOf } from '../../../lambda/deployment/superseded';
import type { RequestState } from '../../../lambda/deployment/superseded';

const AT = Date.UTC(2026, 0, 15, 12);
const AT_ONCE = 400;
const MUCH_LATER = 60_000;
const POLL = Infinity;

const record = (changedAt: number, status = 'UPDATE_IN_PROGRESS'): ResourceRecord => ({ status, physicalId: 'arn', changedAt, metadata: '{}' });
const AT_REST = 'UPDATE_COMPLETE';

interface Case {
  readonly what: string;
  readonly type?: 'Update' | 'Delete';
  /** The time of the record that was taken for ours before. */
  readonly noted?: number;
  readonly found: ResourceRecord | undefined;
  readonly invocation: number;
  readonly state: RequestState;
}

describe('A request', () => {
  it.each<Case>([
    { what: 'that just came', found: record(AT - 300), invocation: AT_ONCE, state: 'current' },
    { what: 'that just came, by a clock that is behind', found: record(AT + 5000), invocation: AT_ONCE, state: 'current' },
    { what: 'that just came, of a resource at rest', found: record(AT - 300, AT_REST), invocation: AT_ONCE, state: 'unclear' },
    { what: 'that just came, of no resource', found: undefined, invocation: AT_ONCE, state: 'unclear' },
    { what: 'whose first invocation took long', found: record(AT - 300), invocation: MUCH_LATER, state: 'current' },
    { what: 'whose first invocation took long, and a newer one came', found: record(AT + 5000), invocation: MUCH_LATER, state: 'superseded' },
    { what: 'in a poll, with the record that onEvent saw', noted: AT + 5000, found: record(AT + 5000), invocation: POLL, state: 'current' },
    { what: 'in a poll, with a newer record', noted: AT - 300, found: record(AT), invocation: POLL, state: 'superseded' },
    { what: 'in a poll, with a newer record at rest', noted: AT - 300, found: record(AT, AT_REST), invocation: POLL, state: 'superseded' },
    { what: 'in a poll, with an older record', noted: AT - 300, found: record(AT - 900), invocation: POLL, state: 'unclear' },
    { what: 'in a poll, with no record', noted: AT - 300, found: undefined, invocation: POLL, state: 'unclear' },
    { what: 'in a poll, whose onEvent saw no record', found: record(AT - 300), invocation: POLL, state: 'current' },
    { what: 'in a poll, whose onEvent saw no record, and a newer one came', found: record(AT + 5000), invocation: POLL, state: 'superseded' },
    { what: 'to delete what was replaced', type: 'Delete', found: record(AT - 9000, AT_REST), invocation: AT_ONCE, state: 'current' },
    { what: 'to delete what is not recorded', type: 'Delete', found: undefined, invocation: AT_ONCE, state: 'current' },
    { what: 'to delete, in a poll', type: 'Delete', noted: AT - 9000, found: record(AT - 9000, AT_REST), invocation: POLL, state: 'current' },
    { what: 'to delete, in a poll, with a newer record', type: 'Delete', noted: AT - 9000, found: record(AT, AT_REST), invocation: POLL, state: 'superseded' },
    { what: 'to delete, in a poll, with no record', type: 'Delete', found: undefined, invocation: POLL, state: 'unclear' },
  ])('$what is $state', ({ type = 'Update', noted, found, invocation, state }) => {
    const event = { RequestType: type } as CustomResourceEvent;
    expect(requestStateOf(event, { at: AT, recordChangedAt: noted }, found, invocation)).toBe(state);
  });
});
