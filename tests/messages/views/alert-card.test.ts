import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { can, type Role } from '../../../src/domain/role.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { alertCard, alertListCard } from '../../../src/messages/views/alert-card.ts';
import { actionsOf, anAlert } from '../../support/cards.ts';

const as = (role: Role) => ({
  can: (permission: Parameters<typeof can>[1]) => can(role, permission),
  timeZone: 'Europe/Berlin',
});
const labels = (...args: Parameters<typeof alertCard>) => actionsOf(alertCard(...args)).map((action) => action.label);

describe('an alert as a card', () => {
  test('says what, how bad, who, where, when, why, and what to do', () => {
    const event = {
      sequence: 1,
      eventId: 'e1',
      occurredAt: new Date('2026-11-20T13:03:00Z'),
      outcome: 'failure' as const,
      account: 'root',
      address: '203.0.113.9',
      country: 'NL',
      city: null,
      latitude: null,
      longitude: null,
      device: null,
      method: 'password',
      reason: null,
      text: 'Failed password for root from 203.0.113.9 port 22 ssh2',
      source: 'sshd',
    };
    const text = cardText(alertCard(anAlert(), { ...as('officer'), events: [event] }));
    expect(text).toMatchInlineSnapshot(`
      "[HIGH] ALR-204 412 failed logins for root from 203.0.113.9 (open)
      Account: root
      From: 203.0.113.9, NL
      When: Fri 20 Nov 2026, 14:03 to 14:22 (19 min)
      Events: 1,412
      Threshold: 10 failures in 5 minutes
      Accounts tried: 3
      “Failed password for root from 203.0.113.9 port 22 ssh2” (LOG-JMBX4H, sshd)
      Open: /alerts/ALR-204 [Acknowledge] [Resolve] [False alarm] [Open an incident]"
    `);
  });

  test('who may not change alerts gets no button that does', () => {
    expect(labels(anAlert(), as('moderator'))).toEqual(['Open', 'Open an incident']);
    expect(labels(anAlert(), as('employee'))).toEqual(['Open', 'Open an incident']);
  });

  test('a settled alert offers nothing but to be opened, one in an incident leads there', () => {
    const settled = anAlert({ status: 'false_alarm', statusBy: 'Sam Okafor', statusNote: 'the scanner' });
    expect(labels(settled, as('admin'))).toEqual(['Open']);
    expect(cardText(alertCard(settled, as('admin')))).toContain('False alarm, Sam Okafor: the scanner');
    const linked = anAlert({ status: 'acknowledged', incidentId: 'x' });
    expect(labels(linked, { ...as('admin'), incidentRef: 'INC-17' })).toEqual([
      'Open',
      'Resolve',
      'False alarm',
      'Open INC-17',
      'Take it off INC-17',
    ]);
  });

  test('a list says how many more there are and where', () => {
    const card = alertListCard([anAlert()], { ...as('officer'), title: 'High-risk alerts yesterday', total: 1201 });
    expect(cardText(card, 'Europe/Berlin')).toMatchInlineSnapshot(`
      "High-risk alerts yesterday
      • [HIGH] ALR-204 412 failed logins for root from 203.0.113.9, Fri 20 Nov 2026, 14:22
      1,200 more: /alerts"
    `);
    expect(cardText(alertListCard([], { ...as('officer'), title: 'Alerts' }))).toBe('Alerts\nNo alerts.');
  });

  test('whatever a log held, a card stays one line a part, short, without unseen characters', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.constantFrom(
        '\u202eevil',
        'a\0b',
        '\ud800',
        'x'.repeat(100_000),
        '<script>alert(1)</script>',
        'a\r\n\r\nINC-1 closed',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, account, value) => {
        const card = alertCard(anAlert({ title, account, facts: [{ label: value, value }] }), as('admin'));
        const text = cardText(card);
        expect(text.split('\n').length).toBeLessThanOrEqual(7);
        expect(text.length).toBeLessThan(2500);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[\0\r\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});
