import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exclusionIn } from '../../../src/pipeline/screening/exclusion-grammar.ts';
import { readMessage } from '../../../src/pipeline/screening/read-message.ts';
import { threatIn } from '../../../src/pipeline/screening/threat-grammar.ts';
import { createVocabulary } from '../../../src/pipeline/screening/vocabulary.ts';

const about = JSON.parse(readFileSync(new URL('../../../models/screening.json', import.meta.url), 'utf8'));
const vocabulary = createVocabulary(String(about.words).split(' '));
const threat = (text: string): number => threatIn(text, readMessage(text, vocabulary))?.score ?? 0;
const cold = (text: string): boolean => exclusionIn(readMessage(text, vocabulary)) !== null;
/** Where the usual policy draws the line for normal channels. */
const LINE = 0.8;

describe('threats', () => {
  test.each([
    'I will find you and kill you',
    "I'm going to kill you",
    'i am going to come to your house and shoot you',
    'you will die tonight',
    'gonna stab you after school',
    'someone should put a bullet in your head',
    'we will burn down your house',
    'I am going to shoot up the school',
    "I'll break every bone in your body",
    "you won't leave this place alive",
    'you deserve to be shot',
    'i w1ll k1ll y0u',
    "I'm not joking, I will hurt you",
    'if you do not stop i will kill you',
    'nice family you have, it would be a shame if something happened to them',
    'a real pity if something were to happen to your kids',
    'sleep well, it is the last time',
    'I know which bus your daughter takes',
    'snitches get stitches',
    'people like you go missing',
    'enjoy your last night alive',
  ])('%s', (text) => {
    expect(threat(text)).toBeGreaterThanOrEqual(LINE);
  });

  test.each([
    ['a machine', "I'm going to kill this build"],
    ['praise', 'you killed it'],
    ['oneself', 'i am going to kill myself laughing'],
    ['a game', "i'm gonna kill you in mario kart"],
    ['a jest', "haha i'm going to kill you"],
    ['processes', 'there are zombie processes, i will kill them'],
    ['denied', 'i will never hurt you'],
    ['denied', "it's not like i'm going to stab you"],
    ['told of somebody', 'he said i will kill you'],
    ['quoted', 'somebody wrote "I will find you and kill you" in the chat'],
    ['of somebody else', 'he is going to kill you'],
    ['a message', "i'll shoot you an email"],
    ['chess', 'i will beat you at chess'],
    ['a way of speaking', "i'll kill you with kindness"],
    ['another sentence', 'i will. kill you'],
    ['care', 'it would be a shame if something happened to the data'],
    ['a good night', 'sleep well, it was the last night of the tour'],
    ['an errand', 'do you know which bus your daughter takes'],
    ['a road', 'accidents happen on that road'],
    ['leave', 'enjoy your last weekend before the wedding'],
    ['nothing', ''],
  ])('%s: %s', (_, text) => {
    expect(threat(text)).toBeLessThan(0.6);
  });

  test('whatever comes is read in linear time, and the score is a chance', () => {
    const word = fc.constantFrom(
      'i',
      'will',
      'kill',
      'you',
      'and',
      'your',
      'fucking',
      'head',
      'not',
      '"',
      '.',
      'are',
      'dead',
      'going',
      'to',
      'should',
      'be',
      'shot',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word, { maxLength: 40 }).map((some) => some.join(' ')),
          fc.string(),
        ),
        (text) => {
          const found = threatIn(text, readMessage(text, vocabulary));
          if (!found) return;
          expect(found.score > 0 && found.score < 1).toBe(true);
          expect(found.from).toBeLessThan(found.to);
          expect(found.to).toBeLessThanOrEqual(readMessage(text, vocabulary).length);
        },
      ),
    );
    expect(threat('i will your fucking and '.repeat(4000))).toBe(0);
  });
});

describe('cold words', () => {
  test.each([
    'nobody wants lea here',
    'you do not belong here',
    'just leave already',
    'why are you still here',
    'we are better off without you',
    'nobody likes you',
  ])('%s', (text) => expect(cold(text)).toBe(true));
  test.each([
    'nobody wants meetings',
    'we do not want to wait',
    'why is the build still here',
    'you should leave at eight',
    'he said nobody wants you here',
    'nobody asked for the report yet',
    'go to the second page',
  ])('nothing: %s', (text) => expect(cold(text)).toBe(false));
});
