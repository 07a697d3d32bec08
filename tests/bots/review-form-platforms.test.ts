import { describe, expect, test } from 'vitest';
import { addressUnder } from '../../src/bots/discord/markdown.ts';
import { renderModal } from '../../src/bots/discord/modal.ts';
import { renderForm as slackForm } from '../../src/bots/slack/render.ts';
import { addressesUnder } from '../../src/bots/teams/markup.ts';
import { renderForm as teamsForm } from '../../src/bots/teams/render-form.ts';
import type { IncidentReview, ReviewSection } from '../../src/domain/incident-review.ts';
import { PEOPLES_SECTIONS, reviewForm } from '../../src/messages/views/review-card.ts';

const PUBLIC_URL = 'https://desk.example.com';
const PAGE = `${PUBLIC_URL}/incidents/INC-17/review`;
const from = { workspace: 'T1', channel: 'C1', thread: null, direct: false, message: null };

const review = (texts: readonly string[]): IncidentReview => ({
  beganAt: null,
  beganBy: null,
  language: 'en',
  madeAt: new Date(),
  texts: Object.fromEntries(
    PEOPLES_SECTIONS.map((section, i) => [
      section,
      { id: String(i), section, text: texts[i] ?? '', author: 'Ada', at: new Date() },
    ]),
  ) as unknown as Record<ReviewSection, null>,
});

/** The values that a drawn form has anywhere under these keys, by the name of their field. */
const DRAW = {
  slack: (form: ReturnType<typeof reviewForm>) => slackForm(form, from, { publicUrl: PUBLIC_URL }),
  discord: (form: ReturnType<typeof reviewForm>) => renderModal(form.parts, 'g|x.y|', 'en', addressUnder(PUBLIC_URL)),
  teams: (form: ReturnType<typeof reviewForm>) =>
    teamsForm(form, { language: 'en', addressOf: addressesUnder(PUBLIC_URL) }),
} as const;

function valuesIn(drawn: unknown, found: string[] = []): string[] {
  if (Array.isArray(drawn)) for (const one of drawn) valuesIn(one, found);
  else if (typeof drawn === 'object' && drawn !== null)
    for (const [key, value] of Object.entries(drawn))
      if ((key === 'value' || key === 'initial_value') && typeof value === 'string') found.push(value);
      else valuesIn(value, found);
  return found;
}

describe.each(Object.entries(DRAW))('the form of a review on %s', (_, draw) => {
  test.each([
    ['short', ['Quick.', 'Slow.', 'More.']],
    ['as long as fields are', ['x', 'y', 'z'].map((letter) => letter.repeat(3000))],
    ['of three bytes a letter', ['早', '遅', '次'].map((letter) => letter.repeat(3000))],
    ['of emoji', ['\u{1f600}', '\u{1f621}', '\u{1f680}'].map((letter) => letter.repeat(1500))],
    ['that grow when written as JSON', ['"\n"', '\\"', '<&>'].map((letters) => letters.repeat(1000))],
    ['one of them too long', ['x'.repeat(3001), 'Slow.', '']],
    ['all of them too long', ['x', 'y', 'z'].map((letter) => letter.repeat(20_000))],
  ])('texts %s stand in it whole or not at all', (__, texts) => {
    const form = reviewForm('INC-17', 'INC-17#a.b.c', review(texts));
    const held = form.parts.flatMap((part) => (part.kind === 'field' && part.value ? [part.value] : []));
    const drawn = draw(form);
    expect(valuesIn(drawn).filter((value) => !value.startsWith('INC-17#'))).toEqual(held);
    expect(held.every((text) => texts.some((one) => one.trim() === text.trim()))).toBe(true);
    const elsewhere = form.parts.filter((part) => part.kind === 'list').length;
    expect(JSON.stringify(drawn).split(PAGE).length - 1).toBe(elsewhere);
  });
});
