import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { KnownName } from '../../../src/domain/known-name.ts';
import type { Role } from '../../../src/domain/role.ts';
import { planning } from '../../support/planning.ts';

const member = (name: string): KnownName => {
  const [first = '', last = ''] = name.toLowerCase().split(' ');
  return { name, bears: [first, last, `${first} ${last}`], member: name, accounts: [], person: null, author: null };
};
const account = (name: string): KnownName => ({ ...member(name), member: null, accounts: [`${name}@example.org`] });
const names = [member('Ada Novak'), member('Sam Okafor'), account('Tomas Keller')];
const ask = (text: string, role: Role = 'admin', history: PastTurn[] = []) =>
  plan(text, planning({ role, names, history }));

describe('what members did in SafeNest is looked up in the audit log', () => {
  test.each<[string, Record<string, unknown>]>([
    ['what did ada do this week', { who: 'Ada Novak', range: 'this_week' }],
    ['so what has sam been up to in safenest?', { who: 'Sam Okafor' }],
    ['did sam change anything?', { who: 'Sam Okafor' }],
    ['has ada approved any proposals this month?', { who: 'Ada Novak', of: 'proposals', range: 'this_month' }],
    ['which rules did ada change', { who: 'Ada Novak', of: 'rules' }],
    ['who changed RULE-8?', { about: 'RULE-8' }],
    ['who switched RULE-8 on yesterday', { about: 'RULE-8', range: 'yesterday' }],
    ['who approved prop-3?', { about: 'PROP-3' }],
    ['what was done since yesterday?', { range: 'since_yesterday' }],
    ['which rules were changed this week?', { of: 'rules', range: 'this_week' }],
    ['did anyone change the settings today?', { range: 'today' }],
    ['what did I change today?', { who: 'me', range: 'today' }],
  ])('%s', (text, args) => {
    expect(ask(text).calls).toEqual([{ tool: 'who_did_what', args }]);
  });

  test.each([
    ['what did tomas do on saturday', 'search_logs'],
    ['what did tomas do after he got in?', 'search_logs'],
    ['show the logins of ada', 'search_logs'],
    ['who acknowledged ALR-3?', 'open_alert'],
    ['raise the threshold of RULE-3 to 8', 'propose_rule'],
  ])('“%s” is none of it', (text, tool) => {
    expect(ask(text).calls[0]?.tool).toBe(tool);
  });

  test('“and Sam?” goes on, and so does another time', () => {
    const last: PastTurn = {
      question: 'what did ada do this week',
      answer: '2 things done by Ada Novak in SafeNest.',
      steps: [{ tool: 'who_did_what', args: { who: 'Ada Novak', range: 'this_week' }, ok: true }],
      citations: [],
    };
    expect(ask('and sam?', 'admin', [last]).calls[0]?.args).toEqual({ who: 'Sam Okafor', range: 'this_week' });
    expect(ask('and yesterday?', 'admin', [last]).calls[0]?.args).toEqual({ who: 'Ada Novak', range: 'yesterday' });
  });

  test('who may not read the audit log is told who may', () => {
    for (const role of ['officer', 'moderator', 'employee'] as const) {
      const made = ask('did sam change anything?', role);
      expect(made.calls).toEqual([]);
      expect(made.say).toMatchObject({ why: 'role', text: expect.stringContaining('the audit log is for') });
    }
  });
});
