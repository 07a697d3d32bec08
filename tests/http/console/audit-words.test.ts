import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../../src/domain/audit.ts';
import { actionWords, detailWords, subjectName } from '../../../src/http/console/audit-words.ts';

const ID = '01a1fd76-e5e7-7000-8000-000000000000';
const entry = (over: Partial<AuditEntry>): AuditEntry => ({
  sequence: 7,
  at: new Date('2026-11-20T15:00:00Z'),
  actor: { kind: 'member', id: ID },
  actorName: 'Ada',
  place: 'console',
  action: 'rule.update',
  subject: 'RULE-9',
  detail: {},
  ...over,
});

describe('the audit log in words', () => {
  test('a change of a rule says which setting became what, and nothing of what stayed', () => {
    const params = {
      before: { to: '20:00', from: '06:00', days: ['mon'], accounts: [], time_zone: null },
      after: { to: '22:00', from: '06:00', days: ['mon'], accounts: ['root'], time_zone: 'Europe/Berlin' },
    };
    const words = detailWords(
      entry({ detail: { kind: 'time_window', state: { before: 'draft', after: 'active' }, params } }),
    );
    expect(words).toEqual([
      'State: draft → active',
      'Hours end at: 20:00 → 22:00',
      'Only these accounts: none → root',
      'Time zone: none → Europe/Berlin',
    ]);
  });

  test('a change of state, its note, and who it went through', () => {
    const detail = { before: 'open', after: 'false_alarm', note: 'A new computer.', via: 'agent' };
    expect(detailWords(entry({ action: 'alert.false_alarm', subject: 'ALR-1', detail }))).toEqual([
      'open → false alarm',
      '“A new computer.”',
      'through the assistant',
    ]);
  });

  test('no value, however deep, is shown as JSON', () => {
    const detail = { input: { kinds: ['login'], nested: { a: null } }, list: [] };
    expect(detailWords(entry({ detail })).join()).not.toMatch(/[{}[\]"]|null|undefined/);
  });

  test('ids are told by the name of that time, then by today’s, then shortened', () => {
    const names = new Map([[ID, 'Grace']]);
    expect(subjectName(entry({ subject: ID, detail: { name: 'Grace M.' } }), names)).toBe('Grace M.');
    expect(subjectName(entry({ subject: ID }), names)).toBe('Grace');
    expect(subjectName(entry({ subject: ID }), new Map())).toBe('01a1fd76…');
    expect(subjectName(entry({ subject: 'auth.log' }), names)).toBe('auth.log');
  });

  test('an action of a later version is still a phrase', () => {
    expect(actionWords('alert.resolve')).toBe('Resolved an alert');
    expect(actionWords('moon.land_on')).toBe('Moon land on');
  });
});
