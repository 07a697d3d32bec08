import { describe, expect, test } from 'vitest';
import { createKnownNumbers } from '../../../src/agent/guardrails/known-numbers.ts';
import { createNumberCheck } from '../../../src/agent/guardrails/numbers.ts';
import { unusualAnswer } from '../../../src/agent/offline/answers/unusual.ts';
import { deviceName } from '../../../src/domain/device-name.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import type { ExplainedLoginData } from '../../../src/tools/explain-login.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const usual = (weekdays: number[]): ExplainedLoginData => ({
  about: 'account',
  quoted_account: 'tomas.keller@northwind.example',
  state: 'learning',
  from: '07:00',
  to: '16:00',
  weekdays,
  quoted_places: ['Hamburg'],
  quoted_devices: [deviceName(CHROME, { plain: true })],
  lately: [],
});
const said = (data: ExplainedLoginData, language: Language): string[] =>
  unusualAnswer(data, { language, now: NOW, timeZone: 'UTC', role: 'officer', tools: new Set(), history: [] });

describe('what is usual of an account', () => {
  test.each(LANGUAGES)('no sentence of it is cut by the check of figures (%s)', (language) => {
    const data = usual([0, 1, 2, 3, 4]);
    const known = createKnownNumbers({ now: NOW, timeZone: 'UTC', language });
    known.addData(data);
    const check = createNumberCheck(() => known, language);
    const lines = said(data, language);
    expect(lines.join('\n')).toContain('Chrome (Windows)');
    expect(lines.flatMap((line) => line.split(/(?<=\.) /)).flatMap((line) => check.unbacked(line, true))).toEqual([]);
  });

  test.each([
    ['en', 'tomas.keller@northwind.example usually signs in from 07:00 to 16:00.'],
    ['de', 'tomas.keller@northwind.example meldet sich meist von 07:00 bis 16:00 Uhr an.'],
    ['fr', 'tomas.keller@northwind.example se connecte d’habitude de 07:00 à 16:00.'],
    ['es', 'tomas.keller@northwind.example suele iniciar sesión de 07:00 a 16:00.'],
  ] as const)('%s: no days are named while they are not known', (language, words) => {
    expect(said(usual([]), language)[0]).toBe(words);
  });

  test('neighbours are a stretch, others are named', () => {
    expect(said(usual([0, 1, 2, 3, 4]), 'en')[0]).toContain('Monday to Friday, 07:00');
    expect(said(usual([0, 2, 6]), 'en')[0]).toContain('Monday, Wednesday, Sunday, 07:00');
  });
});
