import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { Language } from '../../../src/domain/language.ts';
import { TOOLS } from '../../../src/tools/index.ts';

const context = (language: Language = 'en') => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/Berlin',
  role: 'officer' as const,
  language,
  tools: new Set(TOOLS.map(({ name }) => name)),
  history: [],
});
const planned = (message: string, language?: Language) => plan(message, context(language)).calls;

describe('what is unusual of logins', () => {
  test.each([
    ['any unusual logins this week?', { range: 'this_week' }],
    ['show me strange sign-ins yesterday', { range: 'yesterday' }],
    ['were there any anomalies today?', { range: 'today' }],
    ['why is LOG-2EKBZQ unusual?', { id: 'LOG-2EKBZQ' }],
    ['when does tomas normally sign in?', { account: 'tomas' }],
    ['is that normal for Tomas?', { account: 'Tomas' }],
    ['what are the usual hours of ada.lin?', { account: 'ada.lin' }],
  ])('%s', (message, args) => {
    expect(planned(message)).toEqual([{ tool: 'explain_login', args }]);
  });

  test('of the login an answer was about, and of whoever it was about', () => {
    const steps = [{ tool: 'explain_login', args: { account: 'ada' }, ok: true }];
    const history = [{ question: 'q', answer: 'a', steps, citations: [{ ref: 'LOG-2EKBZQ' }] }];
    const asked = (message: string) => plan(message, { ...context(), history }).calls[0];
    expect(asked('why is this login unusual?')).toEqual({ tool: 'explain_login', args: { id: 'LOG-2EKBZQ' } });
    expect(asked('is that normal for her?')).toEqual({ tool: 'explain_login', args: { account: 'ada' } });
  });

  test.each([
    ['de', 'Gab es diese Woche ungewöhnliche Anmeldungen?', { range: 'this_week' }],
    ['de', 'Wann meldet sich tomas normalerweise an?', { account: 'tomas' }],
    ['fr', 'Y a-t-il des connexions inhabituelles cette semaine ?', { range: 'this_week' }],
    ['es', '¿Hubo inicios de sesión inusuales esta semana?', { range: 'this_week' }],
  ] as const)('%s: %s', (language, message, args) => {
    expect(planned(message, language)).toEqual([{ tool: 'explain_login', args }]);
  });

  test.each(['is there anything unusual today?', 'any unusual activity by hana.sato?'])('%s is a search', (message) => {
    expect(planned(message)[0]?.tool).toBe('search_logs');
  });
});
