import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pictureAsked } from '../../../src/agent/offline/picture-asked.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const context = (language: Language, more: Partial<PlanContext> = {}) => planning({ language, ...more });
const asked = {
  question: 'who is this?',
  answer: 'Not sure: it may be Person_451681BA [PER-7] or Tony Blair [PER-2].',
  steps: [{ tool: 'who_is', args: { picture: 1 }, ok: true }],
  citations: [{ ref: 'PER-7' }, { ref: 'PER-2' }],
};
const following = (language: Language) => context(language, { history: [asked], earlierPictures: 1 });

describe('whether a picture shows somebody who is named', () => {
  test.each([
    ['is it Tony Blair?', 'en', 'Tony Blair'],
    ['is it tony blair?', 'en', 'tony blair'],
    ['so could that be Tony Blair?', 'en', 'Tony Blair'],
    ['how alike is he to Tony Blair?', 'en', 'Tony Blair'],
    ['does he look like Tony?', 'en', 'Tony'],
    ['am I right that this is Tony Blair?', 'en', 'Tony Blair'],
    ['or maybe PER-2?', 'en', 'PER-2'],
    ['is the man in the picture Tony Blair?', 'en', 'Tony Blair'],
    ['Ist das Tony Blair?', 'de', 'Tony Blair'],
    ['Könnte es Tony Blair sein?', 'de', 'Tony Blair'],
    ['Est-ce Tony Blair ?', 'fr', 'Tony Blair'],
    ['Il ressemble à Tony Blair ?', 'fr', 'Tony Blair'],
    ['¿Es Tony Blair?', 'es', 'Tony Blair'],
    ['¿Se parece a Tony Blair?', 'es', 'Tony Blair'],
  ] as const)('%s', (text, language, like) => {
    const calls = [{ tool: 'who_is', args: { picture: 1, like } }];
    expect(plan(text, following(language)).calls).toEqual(calls);
    expect(plan(text, context(language, { pictures: 1 })).calls).toEqual(calls);
  });

  test.each(['is it safe?', 'is it an incident?', 'was he here today?', 'is it working?', 'is that normal?'])(
    'nobody is named: %s',
    (text) => expect(pictureAsked(text, following('en'))).toBeNull(),
  );

  test('where no picture was looked at, nothing of one is asked', () => {
    expect(pictureAsked('is it Tony Blair?', context('en'))).toBeNull();
    const later = { ...asked, steps: [{ tool: 'find_sightings', args: {}, ok: true }] };
    expect(
      pictureAsked('is it Tony Blair?', context('en', { history: [asked, later], earlierPictures: 1 })),
    ).toBeNull();
  });
});

describe('a face by its place in the picture', () => {
  test.each([
    ['who is the person on the left?', 'en', 'left'],
    ['the one on the right?', 'en', 'right'],
    ['and the guy in the middle?', 'en', 'middle'],
    ['do you know the leftmost person?', 'en', 'left'],
    ['who is the second person from the right?', 'en', '-2'],
    ['who’s the left one', 'en', 'left'],
    ['Wer ist die Person links?', 'de', 'left'],
    ['Und der ganz rechts?', 'de', 'right'],
    ['Wer ist der zweite von links?', 'de', '2'],
    ['Qui est la personne à gauche ?', 'fr', 'left'],
    ['Et celui du milieu ?', 'fr', 'middle'],
    ['¿Quién es la persona de la derecha?', 'es', 'right'],
    ['¿Y la de la izquierda?', 'es', 'left'],
  ] as const)('%s', (text, language, face) => {
    const calls = [{ tool: 'who_is', args: { picture: 1, face } }];
    expect(plan(text, context(language, { pictures: 1 })).calls).toEqual(calls);
    expect(plan(text, following(language)).calls).toEqual(calls);
  });

  test('with a name, or when they were seen', () => {
    expect(plan('is the one on the left Tony Blair?', following('en')).calls).toEqual([
      { tool: 'who_is', args: { picture: 1, face: 'left', like: 'Tony Blair' } },
    ]);
    expect(plan('is the left one Tony Blair?', following('en')).calls).toMatchObject([
      { args: { like: 'Tony Blair' } },
    ]);
    expect(plan('when was the man on the right last seen?', following('en')).calls).toEqual([
      { tool: 'who_is', args: { picture: 1, face: 'right' } },
      { tool: 'find_sightings', args: {}, needs: 'identified' },
    ]);
  });

  test.each(['who is on call?', 'is that right?', 'who left?', 'who was at the left door today?', 'all right'])(
    'no place in a picture: %s',
    (text) => expect(pictureAsked(text, following('en'))).toBeNull(),
  );
});

test.each([
  'and this one?',
  'and him?',
  'next',
  'another one',
  'what about this man?',
  'how about this person',
  'thanks',
])('a picture that came with words that ask nothing else is looked at: %s', (text) =>
  expect(plan(text, { ...following('en'), pictures: 1 }).calls).toEqual([{ tool: 'who_is', args: { picture: 1 } }]),
);
test('what is asked of something else stays, whatever came with it', () => {
  const calls = plan('how many failed logins today?', { ...following('en'), pictures: 1 }).calls;
  expect(calls.map(({ tool }) => tool)).toEqual(['search_logs']);
});

test('whatever is typed, it never throws, and takes little time', () => {
  const word = fc.oneof(
    fc.constantFrom('is', 'it', 'the', 'one', 'Tony', 'left', 'on', 'ist', 'das', '?'),
    fc.string(),
  );
  fc.assert(
    fc.property(
      fc.constantFrom<Language>('en', 'de', 'fr', 'es'),
      fc.array(word, { maxLength: 40 }),
      (language, words) => void pictureAsked(words.join(' '), following(language)),
    ),
  );
});
