import type { ResourceRecord } from '../../../lambda/aws/cloud-formation';
import type { CustomResourceEvent } from '../../../lambda/deployment/request';
import { standingOf } from '../../../lambda/deployment/superseded';
import type { Standing } from '../../../lambda/deployment/superseded';

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
  readonly look: number;
  readonly standing: Standing;
}

describe('The standing of a request', () => {
  it.each<Case>([
    { what: 'that just came', found: record(AT - 300), look: AT_ONCE, standing: 'current' },
    { what: 'that just came, by a clock that is behind', found: record(AT + 5000), look: AT_ONCE, standing: 'current' },
    { what: 'that just came, of a resource at rest', found: record(AT - 300, AT_REST), look: AT_ONCE, standing: 'unclear' },
    { what: 'that just came, of no resource', found: undefined, look: AT_ONCE, standing: 'unclear' },
    { what: 'whose first look took long', found: record(AT - 300), look: MUCH_LATER, standing: 'current' },
    { what: 'whose first look took long, and a newer one came', found: record(AT + 5000), look: MUCH_LATER, standing: 'superseded' },
    { what: 'in a poll, with the record of the first look', noted: AT + 5000, found: record(AT + 5000), look: POLL, standing: 'current' },
    { what: 'in a poll, with a newer record', noted: AT - 300, found: record(AT), look: POLL, standing: 'superseded' },
    { what: 'in a poll, with a newer record at rest', noted: AT - 300, found: record(AT, AT_REST), look: POLL, standing: 'superseded' },
    { what: 'in a poll, with an older record', noted: AT - 300, found: record(AT - 900), look: POLL, standing: 'unclear' },
    { what: 'in a poll, with no record', noted: AT - 300, found: undefined, look: POLL, standing: 'unclear' },
    { what: 'in a poll, whose first look saw no record', found: record(AT - 300), look: POLL, standing: 'current' },
    { what: 'in a poll, whose first look saw no record, and a newer one came', found: record(AT + 5000), look: POLL, standing: 'superseded' },
    { what: 'to delete what was replaced', type: 'Delete', found: record(AT - 9000, AT_REST), look: AT_ONCE, standing: 'current' },
    { what: 'to delete what is not recorded', type: 'Delete', found: undefined, look: AT_ONCE, standing: 'current' },
    { what: 'to delete, in a poll', type: 'Delete', noted: AT - 9000, found: record(AT - 9000, AT_REST), look: POLL, standing: 'current' },
    { what: 'to delete, in a poll, with a newer record', type: 'Delete', noted: AT - 9000, found: record(AT, AT_REST), look: POLL, standing: 'superseded' },
    { what: 'to delete, in a poll, with no record', type: 'Delete', found: undefined, look: POLL, standing: 'unclear' },
  ])('$what is $standing', ({ type = 'Update', noted, found, look, standing }) => {
    const event = { RequestType: type } as CustomResourceEvent;
    expect(standingOf(event, { at: AT, recordChangedAt: noted }, found, look)).toBe(standing);
  });
});
