import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INCIDENT_STATUSES } from '../../../src/domain/incident.ts';
import { can, type Role } from '../../../src/domain/role.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { linksUnder } from '../../../src/messages/links.ts';
import { sharedView } from '../../../src/messages/views/card-view.ts';
import {
  incidentCard,
  incidentListCard,
  incidentMoreCard,
  parseUndoValue,
  undoValue,
} from '../../../src/messages/views/incident-card.ts';
import type { RoomShown } from '../../../src/messages/views/incident-room.ts';
import { actionsOf, anAlert, anEntry, anIncident } from '../../support/cards.ts';

const ADA = anIncident().createdById!;
const as = (role: Role, memberId: string | null = 'someone') => ({
  can: (permission: Parameters<typeof can>[1]) => can(role, permission),
  timeZone: 'America/New_York',
  memberId,
  actorId: memberId,
});
const labels = (...args: Parameters<typeof incidentCard>) =>
  actionsOf(incidentCard(...args)).map((action) => action.label);

describe('an incident as a card', () => {
  test('says what, how bad, whose, who, where, when, what happened last, and what to do', () => {
    const timeline = [
      anEntry(),
      anEntry({
        id: '0199d7a0-0000-7000-8000-000000000004',
        kind: 'comment',
        text: 'Asked the network team.',
        change: null,
      }),
    ];
    const second = anAlert({
      number: 205,
      account: 'admin',
      severity: 'medium',
      title: 'First login from NL for admin',
    });
    const text = cardText(
      incidentCard(anIncident(), { ...as('officer'), alerts: [anAlert(), second], timeline }),
      'America/New_York',
    );
    expect(text).toMatchInlineSnapshot(`
      "[HIGH] INC-17 Break-in attempts on the bastion host (open)
      Many failed logins from one address.
      Commander: nobody yet
      Accounts: root, admin
      From: 203.0.113.9
      Happened: Fri 20 Nov 2026, 08:03 to 08:22 (19 min)
      Opened: Fri 20 Nov 2026, 09:00 by Ada Novak
      • [HIGH] ALR-204 412 failed logins for root from 203.0.113.9, Fri 20 Nov 2026, 08:22
      • [MEDIUM] ALR-205 First login from NL for admin, Fri 20 Nov 2026, 08:22
      Ada Novak: Asked the network team., Fri 20 Nov 2026, 09:00
      Open: /incidents/INC-17 [Assign to me] [Close] [Undo]"
    `);
  });

  test('buttons follow the reader: role, whose it is, whether it is over', () => {
    const timeline = [anEntry()];
    expect(labels(anIncident(), { ...as('officer'), timeline })).toEqual(['Open', 'Assign to me', 'Close', 'Undo']);
    expect(labels(anIncident({ assigneeId: 'someone' }), { ...as('officer'), timeline })).toEqual([
      'Open',
      'Close',
      'Undo',
    ]);
    expect(labels(anIncident(), { ...as('admin', null), timeline })).toEqual(['Open', 'Close', 'Undo']);
    expect(labels(anIncident({ status: 'closed' }), { ...as('officer'), timeline })).toEqual([
      'Open',
      'Review',
      'Reopen',
      'Undo',
    ]);
    expect(labels(anIncident(), { ...as('manager'), timeline })).toEqual(['Open']);
    // whoever opened it may take that back, and nothing else
    expect(labels(anIncident(), { ...as('manager', ADA), timeline })).toEqual(['Open', 'Undo']);
    const key = { ...as('employee', null), actorId: ADA };
    expect(labels(anIncident(), { ...key, timeline })).toEqual(['Open', 'Undo']);
    const assigned = anEntry({ kind: 'assigned', change: { field: 'assignee', before: null, after: 'x' } });
    expect(labels(anIncident(), { ...as('manager', ADA), timeline: [...timeline, assigned] })).toEqual(['Open']);
    expect(labels(anIncident(), { ...as('officer'), timeline: [anEntry({ undone: true })] })).not.toContain('Undo');
    expect(
      labels(
        anIncident(),
        sharedView('UTC', (ref) => ref),
      ),
    ).toEqual(['Open', 'Assign to me', 'Close', 'Comment', 'More…']);
  });

  test.each(INCIDENT_STATUSES)(
    'in chat it has five buttons at most, and every other one behind the last: %s',
    (status) => {
      const room = {
        mayOpen: true,
        room: { id: 'r', platform: 'slack', state: 'open', url: 'https://chat.example.com/C2', name: 'inc-17' },
      } as unknown as RoomShown;
      for (const shownRoom of [undefined, room, { mayOpen: true, room: null } as unknown as RoomShown])
        for (const assigneeId of [null, 'someone'])
          for (const role of ['admin', 'officer', 'manager'] as const) {
            const incident = anIncident({ status, assigneeId });
            const view = { ...as(role), forms: true, timeline: [anEntry()], room: shownRoom };
            const all = actionsOf(incidentCard(incident, { ...view, forms: true }));
            const more = actionsOf(incidentMoreCard(incident, view));
            expect(all.length).toBeLessThanOrEqual(5);
            const ids = [...new Set([...all, ...more].map(({ id }) => id))].filter((id) => id !== 'incident.more');
            // the console shows all that has no form
            for (const { id } of actionsOf(incidentCard(incident, { ...view, forms: false })))
              expect(ids).toContain(id);
            if (role !== 'manager' && status === 'open')
              for (const id of ['task', 'people', 'tactical', 'executive', 'comment', 'close', 'undo'])
                expect(ids).toContain(`incident.${id}`);
            expect(all.some(({ id }) => id === 'incident.more') ? more.length : 1).toBeGreaterThan(0);
          }
    },
  );

  test('undo names its change, and withdrawing asks again', () => {
    const undo = actionsOf(incidentCard(anIncident(), { ...as('admin'), timeline: [anEntry()] })).at(-1)!;
    expect(undo).toMatchObject({
      id: 'incident.undo',
      value: `INC-17#${anEntry().id}`,
      confirm: 'Withdraw INC-17?',
    });
    expect(parseUndoValue(undo.value)).toEqual({ ref: 'INC-17', entryId: anEntry().id });
    expect(parseUndoValue(undoValue('INC-17'))).toEqual({ ref: 'INC-17' });
  });

  test('links outside the console are whole addresses', () => {
    const urls = linksUnder('https://desk.example.org/');
    expect(actionsOf(incidentCard(anIncident(), { ...as('admin'), urls }))[0]?.url).toBe(
      'https://desk.example.org/incidents/INC-17',
    );
  });

  test('a list says whose each is', () => {
    const card = incidentListCard([anIncident({ assigneeName: 'Maria Lindqvist' })], {
      ...as('officer'),
      title: 'Open incidents',
      total: 3,
    });
    expect(cardText(card)).toMatchInlineSnapshot(`
      "Open incidents
      • [HIGH] INC-17 Break-in attempts on the bastion host (open, with Maria Lindqvist), Fri 20 Nov 2026, 14:00
      2 more: /incidents"
    `);
  });

  test('no text of a person or a log breaks out of its part', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('\u202e', '\0', '\udfff', 'x'.repeat(50_000), '\u2028[HIGH] INC-1'),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, name, words) => {
        const incident = anIncident({
          title,
          summary: words,
          assigneeName: name || 'x',
          createdBy: name,
          resolution: words || null,
        });
        const text = cardText(
          incidentCard(incident, {
            ...as('admin'),
            timeline: [anEntry({ kind: 'comment', text: words, actorName: name })],
          }),
        );
        expect(text.isWellFormed()).toBe(true);
        expect(text.length).toBeLessThan(4000);
        expect(text).not.toMatch(/[\0\u2028\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});
