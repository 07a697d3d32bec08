import { describe, expect, test } from 'vitest';
import { signalsAnswer } from '../../../src/agent/offline/answers/signals.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const context = (language: Language): PlanContext => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'UTC',
  role: 'officer',
  language,
  tools: new Set(toolsFor('officer').map(({ name }) => name)),
  history: [],
});
const read = (text: string, language: Language = 'en') =>
  plan(text, context(language)).calls.map(({ tool, args }) => ({ tool, args }));

describe('what other systems reported', () => {
  test.each([
    ['en', 'what did Okta send yesterday?', { source: 'okta', range: 'yesterday' }],
    ['en', 'What has CrowdStrike reported this week?', { source: 'crowdstrike', range: 'this_week' }],
    ['en', 'anything from grafana today', { source: 'grafana', range: 'today' }],
    ['en', 'show me signals from acme-ids', { source: 'acme-ids' }],
    ['en', 'okta signals since monday', { source: 'okta', range: 'since_monday' }],
    ['en', 'are there any signals about alice@example.com?', { user: 'alice@example.com' }],
    ['en', 'signals yesterday', { range: 'yesterday' }],
    ['en', 'show the latest signals', {}],
    ['en', 'which systems send us signals?', {}],
    ['en', 'what did okta report about dana@example.com?', { source: 'okta', user: 'dana@example.com' }],
    ['en', 'show signals from yesterday of severity critical', { range: 'yesterday', min_severity: 'critical' }],
    ['en', 'show critical signals this week', { range: 'this_week', min_severity: 'critical' }],
    ['en', 'how many signals did okta send this week?', { source: 'okta', range: 'this_week' }],
    ['de', 'Was hat Okta gestern gemeldet?', { source: 'okta', range: 'yesterday' }],
    ['de', 'zeig mir Signale von Grafana', { source: 'grafana' }],
    ['fr', "qu'est-ce que Okta a signalé hier ?", { source: 'okta', range: 'yesterday' }],
    ['fr', 'montre-moi les signaux de grafana', { source: 'grafana' }],
    ['es', '¿Qué informó Okta ayer?', { source: 'okta', range: 'yesterday' }],
    ['es', 'señales sobre alice', { user: 'alice' }],
  ] as const)('%s: %s', (language, text, args) => {
    expect(read(text, language)).toEqual([{ tool: 'search_signals', args }]);
  });

  test.each([
    'what did Maria send yesterday?',
    'what did the front door camera report?',
    'failed logins via okta yesterday',
    'send the report to okta',
    '"signals from okta"',
  ])('not: %s', (text) => {
    expect(read(text).map(({ tool }) => tool)).not.toContain('search_signals');
  });

  test('the answer has the number first, quotes their words, and says who sends any', () => {
    const found = {
      source: 'okta',
      about: null,
      range: 'yesterday',
      count: 1,
      groups: [],
      more_groups: 0,
      rows: [
        {
          time: 'Thu 19 Nov 2026, 09:30',
          source: 'okta',
          kind: 'mfa_disabled',
          severity: 'high' as const,
          status: 'firing' as const,
          account: 'dana',
          quoted_title: 'Second factor switched off',
          alerts: ['ALR-3'],
        },
      ],
      sources: [{ source: 'okta', last: 'today' }],
    };
    expect(signalsAnswer({ source: 'okta', range: 'yesterday' }, found, context('en'))).toEqual([
      '1 signal from okta, yesterday:',
      '• Thu 19 Nov 2026, 09:30, okta: “Second factor switched off”, account “dana” (high): [ALR-3]',
    ]);
    expect(signalsAnswer({}, { ...found, count: 0, rows: [], sources: [] }, context('en')).at(-1)).toContain(
      '/signals',
    );
  });
});
