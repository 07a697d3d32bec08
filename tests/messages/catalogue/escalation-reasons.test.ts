import { expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/domain/language.ts';
import { noScores } from '../../../src/domain/screening.ts';
import { reasonText } from '../../../src/messages/catalogue/escalation-reasons.ts';
import { escalationOf } from '../../../src/pipeline/moderation/escalation.ts';
import type { SessionFeatures } from '../../../src/pipeline/moderation/features.ts';

const none: SessionFeatures = {
  messages: 0,
  minutes: 0,
  perMinute: 0,
  shrinkage: 0,
  burst: 0,
  aimedShare: 0,
  attackers: 0,
  target: null,
  rise: 0,
  unanswered: 0,
  repeats: 0,
  caps: 0,
  mentions: 0,
  worst: noScores(),
  meanToxicity: 0,
} as unknown as SessionFeatures;
const blow = (messages: number) => ({ account: 'm', name: 'Mallory', messages, weight: 1, worst: 0.9 });
const dana = { account: 'd', name: 'Dana, who has stopped answering' };
const everything: Partial<SessionFeatures>[] = [
  ...(['threat', 'identity_attack', 'severe_toxicity', 'sexual'] as const).map((name) => ({
    severe: 0.9,
    worst: { ...noScores(), [name]: 0.92 },
  })),
  { attackers: 3, target: dana, pressure: 0.9, offenders: [blow(1)] } as Partial<SessionFeatures>,
  { attackers: 3, target: dana, pressure: 0.9, offenders: [blow(7)] } as Partial<SessionFeatures>,
  { attackers: 1, target: dana, pressure: 0.9, offenders: [blow(2)], unanswered: 0.9 } as Partial<SessionFeatures>,
  { offenders: [blow(4)] } as Partial<SessionFeatures>,
  { pressure: 0.9, rise: 0.9, shrinkage: 0.9, persistence: 9, caps: 0.9 },
  { repeats: 9, mentions: 99, banter: 0.9 },
];

test('every reason there is has words in every language, with the same figures and names', () => {
  const base = { ...none, offenders: [], pressure: 0, persistence: 0, severe: 0, banter: 0 } as SessionFeatures;
  const all = new Set(everything.flatMap((part) => escalationOf({ ...base, ...part }).reasons));
  expect(all.size).toBeGreaterThanOrEqual(15);
  for (const stored of all)
    for (const language of LANGUAGES) {
      const said = reasonText(stored, language);
      expect(said, `${language}: ${stored}`).not.toBeNull();
      if (language === 'en') expect(said).toBe(stored);
      else expect(said).not.toBe(stored);
      for (const figure of stored.match(/\d+/g) ?? []) expect(said).toContain(figure);
      if (stored.includes('Dana')) expect(said).toContain('Dana');
    }
});

test('what a language model wrote stays English', () => {
  expect(reasonText('They mock her accent', 'en')).toBe('They mock her accent');
  expect(reasonText('They mock her accent', 'de')).toBeNull();
});
