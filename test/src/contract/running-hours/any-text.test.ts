import * as fc from 'fast-check';
import { cured } from './cured';
import { explainProblem, parseRunningHours, problemOfHours, problemOfSpecialDays, problemOfTimeZone } from '../../../../src/contract/running-hours';
import type { HoursProblem } from '../../../../src/contract/running-hours';

const WORDS = ['Mon', 'Tue', 'fri', 'SUN', 'Mo', 'Friday', '08:00', '18:00', '00:00', '24:00', '30:00', '8', '8am', '23:59', '99:99', '-', '-', '-', ',', ',', ';', '; ', ' ', ' ',
  ' ', '–', '\t', 'always', 'never', 'off', 'PH', 'UTC', 'Europe/Berlin', 'EST', '+02:00', '24/7', 'PAUSED', 'on', ' to ', 'from ', ' and ', 'every day', '\n', '08:00-18:00', 'Mon-Fri 08:00-18:00', 'Sat 20:00-30:00', 'Mon 08:00-Fri 18:00', '*', '0 8 * * 1-5'];
const NEARLY = fc.array(fc.constantFrom(...WORDS), { maxLength: 9 }).map(words => words.join(''));
const VALID = ['Mon-Fri 08:00-18:00', 'Mon,Wed-Thu 08:00-12:00,13:00-18:00; Sat 20:00-30:00', 'Fri 20:00-Mon 06:00', 'always', 'Mon 08:00-Fri 18:00;Sat 00:00-24:00'];

/** A text that is right, but for one character. */
const DAMAGED = fc.tuple(fc.constantFrom(...VALID), fc.nat(60), fc.nat(2), fc.oneof(fc.constantFrom(...'-,; :019MonTuefri'), fc.string({ minLength: 1, maxLength: 1, unit: 'binary' })))
  .map(([text, place, taken, put]) => text.slice(0, place) + put + text.slice(place + taken));
const TEXTS = fc.oneof({ weight: 3, arbitrary: NEARLY }, { weight: 3, arbitrary: DAMAGED }, fc.string(), fc.string({ unit: 'binary', maxLength: 200 }));

/** It names a place within the text and what to do, and can be shown in three lines. */
function expectCure(problem: HoursProblem): void {
  const { text, position, length, fault, cure } = problem;
  const explanation = explainProblem(problem);
  const [sentence, excerpt, marks, ...more] = explanation.split('\n');
  const isGood = position >= 0 && length >= 0 && position + length <= text.length
    && /\w+ \w+/.test(fault) && /^(?:write|take|name|the days are|let)\b/.test(cure) && sentence.length < 400
    && more.length === 0 && /^ +\^+$/.test(marks) && marks.length <= excerpt.length + 1;
  if (!isGood) throw new Error(`Not good enough for a user: ${JSON.stringify(problem)}\n${explanation}`);
}

test('any text is hours, or has a problem with a cure', () => {
  let meanings = 0;
  fc.assert(fc.property(TEXTS, (text) => {
    const { problem: left } = cured(text, problemOfHours, expectCure);
    if (left === undefined) meanings++;
    else expectCure(left);
  }), { numRuns: 10_000 });
  expect(meanings).toBeGreaterThan(200);
});

test('any text is a time zone, or has a problem with a cure', () => {
  const parts = fc.array(fc.constantFrom('Europe', 'europe', '/', '/', 'Berlin', 'berlin', 'Etc', 'GMT', '+2', '-', '_', 'New York', 'UTC', 'CET', ' '), { maxLength: 5 });
  fc.assert(fc.property(fc.oneof(parts.map(words => words.join('')), fc.string(), fc.string({ unit: 'binary', maxLength: 80 })), (name) => {
    const { problem: left } = cured(name, problemOfTimeZone, expectCure);
    if (left !== undefined) expectCure(left);
  }), { numRuns: 1000 });
});

test('any texts are special days, or have a problem with a cure', () => {
  const date = fc.oneof(
    fc.constantFrom('2026-12-24', '2027-01-01', '2026-02-30', '12-24', '2026/1/5', '2026-12-24T10:00:00Z', '1999-12-31'),
    fc.tuple(fc.nat(9999), fc.nat(14), fc.nat(33)).map(parts => parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-')),
    fc.string(),
  );
  const entry = fc.record({ First: date, Last: date, Hours: fc.oneof(fc.constantFrom('always', 'never', '08:00-12:00'), TEXTS) }, { requiredKeys: ['First', 'Hours'] });
  fc.assert(fc.property(fc.array(entry, { maxLength: 3 }), (entries) => {
    const problem = problemOfSpecialDays(entries);
    if (problem !== undefined) expectCure(problem);
  }), { numRuns: 3000 });
});

test('what CloudFormation may hand over instead of a text has a problem too', () => {
  for (const value of [undefined, null, 8, true, ['Mon', 'Tue'], {}]) {
    const { problem } = parseRunningHours({ Hours: value as unknown as string, TimeZone: 'UTC' });
    expectCure(problem!);
  }
});
