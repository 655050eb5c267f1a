import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { consumerEnvironment, run } from './command';
import type { Surroundings } from './example-app';

const CODE = `from datetime import datetime, timezone

from aws_cdk import TimeZone
from cdk_apprunner_state import RunningHours, SpecialDays

office = RunningHours.weekly(
    "Mon-Fri 08:00-18:00",
    time_zone=TimeZone.EUROPE_BERLIN,
    special_days=[SpecialDays.paused("2026-12-24", "2027-01-01")],
)
print(office.state_at(datetime(2026, 12, 23, 12, tzinfo=timezone.utc)))
for boundary in office.next_boundaries(datetime(2026, 12, 23, 12, tzinfo=timezone.utc), 2):
    print(boundary.at.astimezone(timezone.utc).isoformat(), boundary.state)
`;

const PRINTED = `RUNNING
2026-12-23T17:00:00+00:00 PAUSED
2027-01-04T07:00:00+00:00 RUNNING
`;

/** Asks running hours in Python, where the example app is installed already: jsii translates the dates on their way in and out. */
export async function askHours({ workspace, commands }: Surroundings): Promise<void> {
  const folder = path.join(workspace, 'examples', 'python');
  writeFileSync(path.join(folder, 'hours.py'), CODE);
  const printed = await run('.venv/bin/python', ['hours.py'], { cwd: folder, env: consumerEnvironment(commands) });
  if (printed !== PRINTED) throw new Error(`it printed:\n${printed}`);
}
