import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../../src/agent/offline/abilities.ts';
import { mayBeSurname } from '../../../../src/agent/offline/likely/rare-word.ts';
import { plan } from '../../../../src/agent/offline/plan.ts';
import type { Language } from '../../../../src/domain/language.ts';
import type { Role } from '../../../../src/domain/role.ts';
import { CLOCK } from '../../../../src/eval/questions/judge.ts';

const read = (message: string, role: Role = 'officer', language: Language = 'en') =>
  plan(message, { ...CLOCK, role, language, tools: toolsPlannedFor(role), history: [] });

describe('a full name in lower case', () => {
  test('a surname is what people use for nothing else', () => {
    expect(
      ['keller', 'lindqvist', 'okafor', 'smith', 'garcía', "o'neill"].filter((word) => !mayBeSurname(word)),
    ).toEqual([]);
    expect(
      ['today', 'vpn', 'plz', 'login', 'spamming', 'hammered', 'normally', '', '12', 'x', '<script>'].filter(
        mayBeSurname,
      ),
    ).toEqual([]);
  });

  test.each<[string, string, Language?]>([
    ['logins of tomas keller yesterday', 'tomas keller'],
    ['failed logins by tomas keller since monday', 'tomas keller'],
    ['tomas keller logins this week', 'tomas keller'],
    ['is tomas keller ok?', 'tomas keller'],
    ['was maria lindqvist hacked', 'maria lindqvist'],
    ['what about hana sato', 'hana sato'],
    ['did maria lopez do anything today', 'maria lopez'],
    ['Tomas Keller logins this week', 'Tomas Keller'],
    ['Anmeldungen von tomas keller heute', 'tomas keller', 'de'],
    ['connexions de tomas keller hier', 'tomas keller', 'fr'],
    ['inicios de sesión de tomas keller ayer', 'tomas keller', 'es'],
  ])('%s', (message, user, language) => {
    const { calls, unused } = read(message, 'officer', language);
    expect(calls).toMatchObject([{ tool: 'search_logs', args: { user } }]);
    expect(unused).toBeUndefined();
  });

  test('it is one name for other tools, too', () => {
    expect(read('when was dana whitfield last seen').calls).toMatchObject([{ args: { person: 'dana whitfield' } }]);
    expect(read('assign INC-2 to maria lindqvist').calls).toMatchObject([{ args: { assignee: 'maria lindqvist' } }]);
    expect(read('warn kev stone for spam', 'moderator').calls).toMatchObject([{ args: { user: 'kev stone' } }]);
  });

  test.each([
    ['logins of tomas plz', 'tomas'],
    ['logins of tomas yestreday', 'tomas'],
    ['alerts for tomas unresolved', 'tomas'],
    ['how did the account guest behave last week', 'guest'],
  ])('what stands behind a name and is none stays out of it: %s', (message, user) => {
    expect(read(message).calls).toMatchObject([{ args: { user } }]);
  });

  test('two words that are nobody’s are no name', () => {
    for (const message of ['show open alerts', 'what about last week', 'show front door', 'failed logins today'])
      expect([message, read(message).calls[0]?.args.user]).toEqual([message, undefined]);
  });
});
