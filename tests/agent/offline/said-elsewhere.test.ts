import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { elsewhereWords } from '../../../src/messages/catalogue/done-elsewhere.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const context = (language: Language = 'en'): PlanContext => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'UTC',
  role: 'officer',
  language,
  tools: new Set(toolsFor('officer').map(({ name }) => name)),
  history: [],
});
const PIN = 'How do I pin a chat message to an incident’s timeline?';
const ON_CALL = 'How do I set who is on call?';
const CHANNEL = 'How do I have a channel told of alerts?';

describe('orders that are said in another place', () => {
  test.each([
    ['en', 'pin this to INC-2', PIN],
    ['en', 'please pin this', PIN],
    ['en', 'unpin this', PIN],
    ['en', 'bookmark this as VPN logs', 'How do I bookmark a link or message of an incident?'],
    ['de', 'heft das an INC-2', PIN],
    ['fr', 'épingle ça à INC-2', PIN],
    ['es', 'fija esto en INC-2', PIN],
    ['en', 'change our on-call', ON_CALL],
    ['en', 'this channel gets alerts of the loading dock from high upward', CHANNEL],
    ['en', 'send all alerts to this channel', CHANNEL],
    ['en', 'alerts from high upward to #security in Slack', CHANNEL],
    ['en', 'please send critical alerts to #sec-ops', CHANNEL],
    ['de', 'Alarme ab hoch an #sicherheit', CHANNEL],
    ['fr', 'envoie les alertes critiques dans #securite', CHANNEL],
    ['es', 'alertas críticas a #seguridad', CHANNEL],
    ['de', 'dieser Kanal bekommt Alarme ab hoch', CHANNEL],
    ['fr', 'ce canal reçoit les alertes critiques', CHANNEL],
  ] as const)('%s: %s: the guide says how, and that nothing was done is said', (language, text, query) => {
    expect(plan(text, context(language))).toMatchObject({
      calls: [{ tool: 'search_help', args: { query } }],
      say: { why: 'not_here', text: elsewhereWords[language].notFromHere },
    });
  });

  test.each(['email INC-2 to Sam', 'print INC-2', 'page them for INC-2'])(
    'an order about what is only shown is not swallowed: %s',
    (text) => {
      expect(plan(text, context())).toMatchObject({
        calls: [{ tool: 'open_incident', args: { id: 'INC-2' } }],
        undone: [text],
      });
    },
  );

  test.each(['show INC-2', 'tell me about INC-2', 'send me INC-2', 'INC-2', 'alert ALR-2'])(
    'whoever looks is told of nothing undone: %s',
    (text) => {
      const { calls, undone } = plan(text, context());
      expect(calls).toHaveLength(1);
      expect(undone).toBeUndefined();
    },
  );

  test.each([
    'what alerts did this channel get?',
    'Sam wrote: "pin this to INC-2"',
    'incident: somebody sends phishing links to #general',
    'alerts about phishing in #general',
    'which alerts went to #security?',
  ])('is none of it: %s', (text) => {
    expect(plan(text, context()).calls).not.toContainEqual({ tool: 'search_help', args: { query: PIN } });
    expect(plan(text, context()).calls).not.toContainEqual({ tool: 'search_help', args: { query: CHANNEL } });
  });
});
