import { expect, test } from 'vitest';
import { referencesIn } from '../../../src/agent/guardrails/citations.ts';
import { formatReference, REFERENCE_KINDS, type ReferenceKind } from '../../../src/domain/reference.ts';

test.each(Object.keys(REFERENCE_KINDS) as ReferenceKind[])(
  'a reference to %s is seen however it is written',
  (kind) => {
    const ref = formatReference({ kind, number: 99_917 });
    for (const text of [
      ref,
      `[${ref}]`,
      `look at ${ref}, then`,
      `**${ref}**`,
      ref.replace('-', '\u2011'),
      `[${ref.toLowerCase()}]`,
    ])
      expect([text, referencesIn(text.replace('\u2011', '-'))]).toEqual([text, [ref]]);
  },
);

test('words that look like the letters of a reference are none', () => {
  for (const text of [
    'per 7 days',
    'twice per 10 minutes',
    '5 per-minute tries',
    'a log-in',
    'rule-based',
    'camera 3',
    'an event 40',
  ])
    expect([text, referencesIn(text)]).toEqual([text, []]);
});
