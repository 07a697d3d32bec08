import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/domain/language.ts';
import type { ContextMessage } from '../../../src/domain/moderation.ts';
import { DEFAULT_POLICY } from '../../../src/domain/moderation-policy.ts';
import { can, type Role } from '../../../src/domain/role.ts';
import { noScores } from '../../../src/domain/screening.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { isHidden, masked } from '../../../src/messages/hidden-quote.ts';
import { type CaseShown, caseCard } from '../../../src/messages/views/case-card.ts';
import { sampleCase, sampleEvidence } from '../../../src/messages/views/moderation-samples.ts';
import { actionsOf } from '../../support/cards.ts';

const as = (role: Role) => ({
  can: (permission: Parameters<typeof can>[1]) => can(role, permission),
  timeZone: 'Europe/Berlin',
});
const shown = (part: Partial<CaseShown> = {}): CaseShown => ({
  case: sampleCase(),
  evidence: [sampleEvidence()],
  actions: [],
  policy: DEFAULT_POLICY,
  incidentRef: null,
  ...part,
});
const worst = sampleEvidence({
  quote: 'i will kill you',
  scores: { ...noScores(), toxicity: 0.95, threat: 0.95 },
  weighed: [{ from: 7, to: 11, attribute: 'threat', weight: 1 }],
});

const around = (part: Partial<ContextMessage>): ContextMessage => ({
  messageId: '0199d7a0-0000-7000-8000-000000000040',
  author: 'dana',
  authorName: 'Dana',
  quote: 'can somebody look at this?',
  saidAt: new Date('2026-11-20T13:04:00Z'),
  scores: noScores(),
  url: null,
  editedAt: null,
  deletedAt: null,
  ...part,
});

describe('a case as a card', () => {
  test('what was said right before and after stands around the quotes, the worst of it covered, what was deleted left out', () => {
    const context = [
      around({ quote: 'too long ago', saidAt: new Date('2026-11-20T13:01:00Z') }),
      around({ quote: 'hello all', saidAt: new Date('2026-11-20T13:03:00Z') }),
      around({ url: 'https://chat.example/1' }),
      around({
        quote: 'i will kill you',
        saidAt: new Date('2026-11-20T13:06:00Z'),
        scores: { ...noScores(), threat: 0.9 },
      }),
      around({ quote: null, saidAt: new Date('2026-11-20T13:07:00Z'), deletedAt: new Date('2026-11-20T13:09:00Z') }),
      around({ quote: 'much later', saidAt: new Date('2026-11-20T13:08:00Z') }),
    ];
    const card = caseCard(shown({ context }), as('moderator'));
    const lists = card.parts.filter((part) => part.kind === 'list').map(({ items }) => items);
    expect(lists[0]!.map(({ text }) => text)).toEqual(['Dana: hello all', 'Dana: can somebody look at this?']);
    expect(lists[0]![1]).toMatchObject({ url: 'https://chat.example/1', at: '2026-11-20T13:04:00.000Z' });
    expect(lists[1]!.map(({ text }) => text)).toEqual(['Dana: ▒▒ ▒▒▒▒ ▒▒▒▒ ▒▒▒', 'Dana: (deleted since)']);
    expect(actionsOf(card).map(({ id }) => id)).toContain('case.reveal');
    const revealed = caseCard(shown({ context }), { ...as('moderator'), revealed: true });
    expect(cardText(revealed)).toContain('Dana: i will kill you');
    expect(cardText(revealed)).not.toContain('much later');
  });

  test('only who may moderate decides; whoever reads along is shown why', () => {
    const ids = (role: Role) => actionsOf(caseCard(shown(), as(role))).map(({ id }) => id);
    expect(ids('moderator')).toEqual([
      'case.dismiss',
      'case.warn',
      'case.timeout',
      'case.mute',
      'case.ban',
      'case.open',
      'case.choose',
      'case.all',
      'case.not_them',
      'case.take',
      'case.open_incident',
      'case.delete',
    ]);
    expect(ids('manager')).toEqual(['case.open', 'case.open_incident']);
  });

  test('a case in somebody’s hands says with whom and since when; each reader has what they may do about that', () => {
    const at = new Date('2026-11-20T14:02:00Z');
    const claim = { by: 'Dana <@1>', byId: 'd1', since: at, until: new Date('2026-11-20T14:17:00Z') };
    const card = (actorId: string | null) =>
      caseCard(shown({ case: sampleCase({ claim }) }), { ...as('moderator'), actorId });
    const claims = (actorId: string | null) =>
      actionsOf(card(actorId)).flatMap(({ id }) => (/take|give_back|next/.test(id) ? [id] : []));
    expect(claims(null)).toEqual(['case.take_over', 'case.give_back', 'case.next']);
    expect(claims('d1')).toEqual(['case.give_back', 'case.next']);
    expect(claims('e2')).toEqual(['case.take_over', 'case.next']);
    const ban = (actorId: string | null) => actionsOf(card(actorId)).find(({ id }) => id === 'case.ban')!;
    expect(ban('d1').confirm).not.toContain('Decide anyway?');
    expect(ban('e2').confirm).toMatch(/^Dana <@1> has CASE-9 since \d\d:02\. Decide anyway\? Ban /);
    expect(ban('e2').value).toMatch(/^CASE-9!\w+:5/);
    expect(ban(null).value).toMatch(/^CASE-9:5/);
    for (const language of LANGUAGES) {
      const text = cardText(caseCard(shown({ case: sampleCase({ claim }) }), { ...as('moderator'), language }));
      expect(text).toMatch(/Dana <@1>.* \d\d:02/);
    }
    // what was decided is in nobody's hands
    expect(cardText(caseCard(shown({ case: sampleCase({ claim, state: 'acted' }) }), as('moderator')))).not.toContain(
      'Dana <@1>',
    );
  });

  test('a step that the policy has switched off has no button; a note has one where it is advised', () => {
    const policy = structuredClone(DEFAULT_POLICY);
    policy.steps.mute.mode = 'off';
    const noted = sampleCase({ recommendation: { step: 'note', why: '', strikes: { before: 0, cases: 0, now: 1 } } });
    const ids = actionsOf(caseCard(shown({ policy, case: noted }), as('admin'))).map(({ id }) => id);
    expect(ids).toContain('case.note');
    expect(ids).not.toContain('case.mute');
  });

  test('the worst is hidden until somebody asks to see it, word by word where the words are known', () => {
    expect(isHidden(worst)).toBe(true);
    const hidden = caseCard(shown({ evidence: [worst] }), as('moderator'));
    expect(cardText(hidden)).toContain('“i will ▒▒▒▒ you”');
    expect(cardText(hidden)).not.toContain('kill');
    expect(actionsOf(hidden)).toContainEqual(expect.objectContaining({ id: 'case.reveal', value: 'CASE-9' }));
    const revealed = caseCard(shown({ evidence: [worst] }), { ...as('moderator'), revealed: true });
    expect(cardText(revealed)).toContain('“i will kill you”');
    expect(actionsOf(revealed).map(({ id }) => id)).not.toContain('case.reveal');
    expect(masked({ ...worst, weighed: [] })).not.toMatch(/[a-z]/);
    // marks that overlap, or lie outside of what was kept
    expect(
      masked({
        ...worst,
        weighed: [
          { from: 2, to: 11, attribute: 'threat', weight: 1 },
          { from: 7, to: 15, attribute: 'threat', weight: 1 },
          { from: 90, to: 99, attribute: 'threat', weight: 1 },
        ],
      }),
    ).toMatch(/^i ▒+$/);
  });

  test('what an attacker links to is no link, and what was deleted is said to be', () => {
    const card = caseCard(
      shown({ evidence: [sampleEvidence({ url: 'javascript:alert(1)', deletedAt: new Date() })] }),
      as('moderator'),
    );
    expect(JSON.stringify(card)).not.toContain('javascript:');
    expect(cardText(card)).toContain('deleted since');
  });

  test('a long course is thinned, its ends stay; every language says all of it', () => {
    const course = Array.from({ length: 60 }, (_, i) => ({
      at: new Date(1.77e12 + i * 60_000).toISOString(),
      score: i,
    }));
    const card = caseCard(shown({ case: sampleCase({ course }) }), as('moderator'));
    const chart = card.parts.find((part) => part.kind === 'chart')!;
    expect(chart.points).toHaveLength(12);
    expect([chart.points[0]!.value, chart.points.at(-1)!.value]).toEqual([0, 59]);
    const texts = LANGUAGES.map((language) => cardText(caseCard(shown(), { ...as('moderator'), language })));
    expect(new Set(texts).size).toBe(LANGUAGES.length);
    for (const text of texts) expect(text).not.toMatch(/undefined|NaN|\bpile_on\b/);
  });
});
