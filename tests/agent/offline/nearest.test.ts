import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import { ROLES, type Role } from '../../../src/domain/role.ts';
import { chatWords, helpOn } from '../../../src/messages/catalogue/chat.ts';
import { nearestWords } from '../../../src/messages/catalogue/nearest.ts';

const context = (language: Language = 'en', role: Role = 'officer', history: PastTurn[] = []): PlanContext => ({
  now: new Date('2026-11-21T10:30:00Z'),
  timeZone: 'UTC',
  role,
  language,
  tools: toolsPlannedFor(role),
  history,
});

describe('what is said where nothing was understood', () => {
  test.each(LANGUAGES)('every example in %s is itself understood', (language) => {
    const words = nearestWords[language];
    const examples = [
      ...Object.values(words.examples).flat(),
      ...[true, false].flatMap((changes) => [
        ...words.ofAlert('ALR-3', changes),
        ...words.ofIncident('INC-3', changes),
      ]),
    ];
    const lost = examples.filter((example) => plan(example, context(language)).calls.length === 0);
    expect(lost).toEqual([]);
  });

  test.each(LANGUAGES)('no role is offered, in %s, what it is then refused', (language) => {
    const quoted = (text: string): string[] => [...text.matchAll(/[“„«] ?([^”“»]+?) ?[”“»]/g)].map(([, said]) => said!);
    for (const role of ROLES) {
      const offered = [
        ...chatWords[language].home.examples[role],
        ...quoted(chatWords[language].hello).slice(0, 1),
        ...quoted(plan('purple banana', context(language, role)).say?.text ?? ''),
        ...['slack', 'teams'].flatMap((platform) =>
          helpOn(platform as 'slack' | 'teams', language, role)
            .split('\n')
            .map((line) =>
              line.replace(/ – .*/, '').replace(/^@SafeNest |^\/safenest (?:ask|who|camera) |^\/safenest /, ''),
            )
            .filter((said) => /[? ]/.test(said) && !/…|CODE|CÓDIGO|^(?:incident|camera|channel|who) /i.test(said)),
        ),
      ];
      expect(offered.length).toBeGreaterThan(2);
      for (const said of offered)
        expect([role, said, plan(said, context(language, role)).say?.why]).not.toContain('role');
    }
    expect(helpOn('teams', language, 'moderator')).not.toMatch(/kamera|camera|cámara|caméra|connect|status/i);
    expect(helpOn('slack', language, 'employee').split('\n')).toHaveLength(5);
    expect(helpOn('slack', language, 'admin').split('\n')).toHaveLength(12);
    expect(helpOn('teams', language, 'admin').split('\n')).toHaveLength(12);
  });

  test('it speaks of what the words were about, as far as the role may ask of it', () => {
    const about = (message: string, role?: Role): string => plan(message, context('en', role)).say?.text ?? '';
    expect(about('rules purple banana')).toContain('which rules are active?');
    expect(about('cameras purple banana')).toContain('which cameras do we have?');
    expect(about('cameras purple banana', 'employee')).not.toContain('cameras');
  });

  test('what was offered a moment ago is not offered again', () => {
    const first = plan('rules purple banana', context()).say!.text;
    const past = { question: 'rules purple banana', answer: first, steps: [], citations: [] };
    expect(plan('rules green banana', context('en', 'officer', [past])).say?.text).not.toBe(first);
  });
});
