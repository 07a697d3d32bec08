import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { elsewhereWords } from '../../../src/messages/catalogue/done-elsewhere.ts';

const shown = (tool: string, ref: string): PastTurn => ({
  question: '…',
  answer: '…',
  steps: [{ tool, args: { id: ref }, ok: true }],
  citations: [{ ref }],
});
const context = (part: Partial<PlanContext> = {}): PlanContext => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'UTC',
  role: 'officer',
  language: 'en',
  tools: new Set(['open_incident', 'update_incident', 'create_incident', 'open_alert', 'search_logs']),
  history: [],
  ...part,
});
const AT_HAND = [shown('open_incident', 'INC-17')];
const read = (text: string, part: Partial<PlanContext> = {}) => {
  const { calls, asked } = plan(text, context(part));
  return { calls, ...(asked ? { asked } : {}) };
};
const create = { calls: [{ tool: 'update_incident', args: { id: 'INC-17', ticket: 'create' } }] };
const unlink = { calls: [{ tool: 'update_incident', args: { id: 'INC-17', ticket: 'unlink' } }] };
const look = (asked: string) => ({ calls: [{ tool: 'open_incident', args: { id: 'INC-17' } }], asked });

describe('tickets of incidents', () => {
  test.each(['is the ticket done?', 'has the ticket been closed?', 'does it have a ticket?'])(
    'of none that is named or was shown, it is asked which: %s',
    (text) => expect(plan(text, context())).toMatchObject({ calls: [], say: { why: 'ask' } }),
  );

  test.each(['which incidents have a ticket?', 'list incidents without a ticket'])('%s: said that it cannot', (text) =>
    expect(plan(text, context())).toMatchObject({ calls: [], say: { text: elsewhereWords.en.byTicket } }),
  );

  test('“create a ticket” alone, after an incident was shown: for that, or a new one', () => {
    expect(plan('create a ticket', context({ history: AT_HAND })).say?.text).toBe(
      elsewhereWords.en.ticketOrNew('INC-17'),
    );
    expect(read('create a ticket for INC-17', { history: AT_HAND })).toEqual(create);
  });

  test.each([
    'create a ticket for INC-17',
    'Please open a Jira ticket for INC-17.',
    'can you create a ticket for inc 17?',
    'make a new jira issue for incident INC-17 please',
    'put INC-17 into Jira',
    'give INC-17 a ticket',
    'INC-17: create a ticket for it',
    'INC-17 needs a ticket',
  ])('%s', (text) => expect(read(text)).toEqual(create));

  test.each(['create a ticket for it', 'open a ticket for this incident', 'put it in jira'])(
    '%s, of what was shown',
    (text) => expect(read(text, { history: AT_HAND })).toEqual(create),
  );

  test.each([
    ['which ticket is INC-17?', 'ticket'],
    ["what's the ticket of INC-17", 'ticket'],
    ['does INC-17 have a ticket?', 'ticket'],
    ['is there a jira ticket for INC-17 already?', 'ticket'],
    ['show me the ticket for INC-17', 'ticket'],
    ['is the ticket of INC-17 done?', 'ticket_done'],
    ['what is the status of the ticket for INC-17', 'ticket_done'],
    ['has the ticket of INC-17 been closed yet?', 'ticket_done'],
  ])('%s', (text, asked) => expect(read(text)).toEqual(look(asked)));

  test('is the ticket done, of what was shown', () => {
    expect(read('is the ticket done?', { history: AT_HAND })).toEqual(look('ticket_done'));
    expect(read('unlink the ticket', { history: AT_HAND })).toEqual(unlink);
    expect(read('unlink INC-17 from jira')).toEqual(unlink);
  });

  test.each<[Language, string, object]>([
    ['de', 'Lege ein Ticket für INC-17 an', create],
    ['de', 'Erstelle bitte ein Jira-Ticket für INC-17', create],
    ['de', 'Welches Ticket ist INC-17?', look('ticket')],
    ['de', 'Hat INC-17 schon ein Ticket?', look('ticket')],
    ['de', 'Ist das Ticket von INC-17 erledigt?', look('ticket_done')],
    ['de', 'Löse das Ticket von INC-17', unlink],
    ['fr', 'Crée un ticket pour INC-17', create],
    ['fr', 'Quel ticket est INC-17 ?', look('ticket')],
    ['fr', 'Le ticket de INC-17 est-il terminé ?', look('ticket_done')],
    ['fr', 'Détache le ticket de INC-17', unlink],
    ['es', 'Crea un tique para INC-17', create],
    ['es', 'Crea un ticket en Jira para INC-17', create],
    ['es', '¿Qué ticket tiene INC-17?', look('ticket')],
    ['es', '¿Está terminado el ticket de INC-17?', look('ticket_done')],
    ['es', 'Desvincula el tique de INC-17', unlink],
  ])('%s: %s', (language, text, expected) => expect(read(text, { language })).toEqual(expected));

  test('a ticket for anything else is an incident, as before', () => {
    for (const text of [
      'create a ticket: door is broken',
      'open a ticket for ALR-3',
      'file a ticket about the badge reader',
    ])
      expect(read(text).calls[0]?.tool, text).toBe('create_incident');
    // of an alert that was shown last
    const { calls } = read('create a ticket for it', { history: [...AT_HAND, shown('open_alert', 'ALR-3')] });
    expect(calls[0]?.args).not.toHaveProperty('ticket');
  });

  test('whoever forbids, reports or asks about it orders nothing', () => {
    for (const text of [
      "don't create a ticket for INC-17",
      'Maria said: create a ticket for INC-17',
      'should we create a ticket for INC-17?',
      'create a ticket for INC-17?',
      'how do I create a ticket for INC-17?',
      'create a ticket for INC-17 and INC-18',
      'who wrote "create a ticket for INC-17"',
      `${'please '.repeat(100)}create a ticket for INC-17`,
      'create a ticket for INC-17 unless Dana did',
    ])
      expect(JSON.stringify(read(text)), text).not.toContain('"ticket":"create"');
    expect(read('create a ticket for INC-17', { role: 'employee' }).calls).toEqual([]);
  });
});
