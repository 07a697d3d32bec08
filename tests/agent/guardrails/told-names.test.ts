import { describe, expect, test } from 'vitest';
import { createKnownNumbers } from '../../../src/agent/guardrails/known-numbers.ts';
import { createNumberCheck } from '../../../src/agent/guardrails/numbers.ts';
import { figuresOf, rememberFigures } from '../../../src/agent/guardrails/said-figures.ts';
import type { Language } from '../../../src/domain/language.ts';

const NOW = new Date('2026-11-23T18:00:00Z');
/** What the tools of cameras and people return, as far as names go. */
const DATA = {
  asked: { zones: ['Bay 64'], cameras: [{ ref: 'CAM-3', name: 'Kiosk 7' }] },
  count: 6,
  rows: [
    {
      person: { ref: 'PER-9', who: 'Agent 47', named: true, label: 'Person_E2CC6DA2' },
      camera: { ref: 'CAM-4', name: 'Pier 83' },
      event: 'EVT-10',
      from: 'Mon 23 Nov, 16:00',
    },
    { camera: { ref: 'CAM-5', name: 'Camera 12 (yard)', location: 'level -52' }, event: 'EVT-11' },
  ],
};
const knowing = (language: Language, data: unknown = DATA) => {
  const known = createKnownNumbers({ now: NOW, timeZone: 'UTC', language });
  known.addData(data);
  return known;
};
const unbacked = (sentence: string, language: Language = 'en', data?: unknown): string[] => {
  const known = knowing(language, data);
  return createNumberCheck(() => known, language).unbacked(sentence);
};

test('groups named by those who run the desk back their lines, and nothing else', () => {
  const groups = (given: boolean) => ({
    kinds: ['alert'],
    groups: [
      { key: 'Gate 31', count: 1, ...(given && { given_name: 'Gate 31' }) },
      { key: 'Dock 4b', count: 2, ...(given && { given_name: 'Dock 4b' }) },
    ],
  });
  for (const line of ['• Gate 31: 1', '• Dock 4b: 2']) expect(unbacked(line, 'en', groups(true))).toEqual([]);
  expect(unbacked('• Gate 31: 7', 'en', groups(true))).not.toEqual([]);
  expect(unbacked('There were 31 alerts.', 'en', groups(true))).not.toEqual([]);
  expect(unbacked('• Gate 31: 1', 'en', groups(false))).not.toEqual([]);
});

describe('the number in a name claims nothing where the name is told', () => {
  test.each<[Language, string]>([
    ['en', 'Last: Mon 23 Nov, 16:00 at Pier 83 [EVT-10].'],
    ['en', 'Agent 47 was seen at Camera 12 (yard), level -52, and in Bay 64 of PIER 83.'],
    ['en', 'Pier 83: 6 times.'],
    ['de', 'Zuletzt: Mo 23. Nov., 16:00 bei Pier 83 [EVT-10], in „Bay 64“.'],
    ['fr', 'Dernière fois : lun. 23 nov., 16:00 à Pier 83 [EVT-10], dans « Bay 64 ».'],
    ['es', 'Última vez: lun 23 nov, 16:00 en Pier 83 [EVT-10], en «Bay 64».'],
  ])('%s: %s', (language, sentence) => expect(unbacked(sentence, language)).toEqual([]));

  test.each<[Language, string, string]>([
    ['en', '83 people came.', '83'],
    ['en', 'Pier 83 people came.', '83'],
    ['en', 'At Pier 83, 83 people came.', '83'],
    ['en', 'Pier 83 had 64 visitors.', '64'],
    ['en', 'Pier 83,000 is where they came.', '83,000'],
    ['en', 'Pier 83 % of them were strangers.', '83'],
    ['de', 'Bei Pier 83 Personen, 64 davon fremd.', '83'],
    ['fr', 'À Pier 83 personnes sont venues.', '83'],
    ['es', 'En Pier 83 personas vinieron.', '83'],
  ])('a number that is made up is still taken out, %s: %s', (language, sentence, said) =>
    expect(unbacked(sentence, language).join(' ')).toContain(said),
  );

  test('what anybody may be called is a name only where its number counts nothing', () => {
    const data = { ref: 'EVT-1', account: 'badge 4411', title: 'There were 9701 logins', user: 'failed logins 9702' };
    expect(unbacked('The sign-ins of badge 4411 failed.', 'en', data)).toEqual([]);
    expect(unbacked('4411 sign-ins failed.', 'en', data)).toEqual(['4411']);
    expect(unbacked('There were 9701 logins.', 'en', data)).toEqual(['9701']);
    expect(unbacked('We saw failed logins 9702.', 'en', data)).toEqual(['9702']);
  });

  test('also in the turns after it, where its number still vouches for nothing', () => {
    const known = knowing('en');
    const answer = 'Agent 47 was last seen at Pier 83 [EVT-10].';
    const noted = JSON.parse(JSON.stringify(figuresOf(answer, { known, language: 'en', isGrammar: true })));
    expect(noted.ours.numbers).not.toContain(83);
    const later = createKnownNumbers({ now: NOW, timeZone: 'UTC', language: 'en' });
    rememberFigures(later, answer, noted);
    const check = createNumberCheck(() => later, 'en');
    expect(check.unbacked('It was at Pier 83.')).toEqual([]);
    expect(check.unbacked('There were 83 of them.')).toEqual(['83']);
  });

  test('names with signs, and very many or very long ones, cost nothing', () => {
    const names = Array.from({ length: 2000 }, (_, n) => ({ ref: `CAM-${n}`, name: `(((((a+)+$ ${n} .*[` }));
    const data = { cameras: [...names, { ref: 'CAM-9000', name: `Pier ${'9'.repeat(50_000)}` }] };
    const began = performance.now();
    expect(unbacked(`${'a'.repeat(5000)} (((((a+)+$ 7 .*[ had 31234 faces.`, 'en', data)).toEqual(['31234']);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
