import { expect, test } from 'vitest';
import { createKnownNumbers } from '../../../src/agent/guardrails/known-numbers.ts';
import { createNumberCheck } from '../../../src/agent/guardrails/numbers.ts';

const known = createKnownNumbers({ now: new Date('2026-11-21T10:30:00Z'), timeZone: 'UTC', language: 'en' });
known.addData({ total: 7 });
const check = createNumberCheck(() => known, 'en');

test.each(['1e3', '٣٤', '५', '２５', '九', '③'])('%s accounts is a figure that must stand on something', (figure) => {
  expect(check.unbacked(`There were ${figure} accounts.`)).not.toEqual([]);
});

test.each(['7', '７', '٧', '七', '⑦'])('%s accounts stands', (figure) => {
  expect(check.unbacked(`There were ${figure} accounts.`)).toEqual([]);
});
