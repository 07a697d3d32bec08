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
    ['at what time does dana.w usually come online', { account: 'dana.w' }],
    ["what are tomas's usual hours?", { account: 'tomas' }],
    ['is it normal for hana to sign in at 3 am?', { account: 'hana' }],
    ['does maria normally work at night?', { account: 'maria' }],
    ['what is normal for p.iyer@corp.example?', { account: 'p.iyer@corp.example' }],
    ['the weirdest logins of the last 3 days', { range: 'last_3d' }],
    ['which logins stood out yesterday?', { range: 'yesterday' }],
    ['any strange sign-ins by tomas lately', { account: 'tomas' }],
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

  test('of whoever an answer named; of nobody it is asked whom', () => {
    const turn = {
      question: 'open ALR-3',
      answer: '[ALR-3] high, open: dana.w@corp.example signed in from Peru.',
      steps: [{ tool: 'open_alert', args: { id: 'ALR-3' }, ok: true }],
      citations: [{ ref: 'ALR-3' }],
    };
    expect(plan('when does she normally sign in?', { ...context(), history: [turn] }).calls).toEqual([
      { tool: 'explain_login', args: { account: 'dana.w@corp.example' } },
    ]);
    const { calls, say } = plan('when does she normally sign in?', context());
    expect([calls, say?.why]).toEqual([[], 'ask']);
  });

  test('whoever the alert is about that was opened last comes before whom was spoken of earlier', () => {
    const turn = (tool: string, args: Record<string, unknown>) => ({
      question: '',
      answer: '',
      steps: [{ tool, args, ok: true }],
      citations: [],
    });
    const history = [turn('explain_login', { account: 'tomas' }), turn('open_alert', { id: 'ALR-18' })];
    expect(plan('is this normal for him?', { ...context(), history }).calls).toEqual([
      { tool: 'explain_login', args: { account: 'ALR-18' } },
    ]);
  });

  test('anything unusual: alerts, the worst first, and the logins that stood out, for whoever reads logins', () => {
    const [call, ...others] = planned('anything unusual this week?');
    expect([call, others]).toEqual([
      { tool: 'search_logs', args: { kinds: ['alert'], range: 'this_week', order: 'worst', stood_out: true } },
      [],
    ]);
    const tools = new Set(TOOLS.filter(({ name }) => name !== 'explain_login').map(({ name }) => name));
    expect(plan('anything unusual this week?', { ...context(), tools }).calls[0]!.args).toEqual({
      kinds: ['alert'],
      range: 'this_week',
    });
    expect(planned('open alerts this week')[0]!.args.stood_out).toBeUndefined();
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
