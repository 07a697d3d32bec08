import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KnownMessage, type MessageFact, spokenAt, withFact } from '../../src/domain/chat-message.ts';

const at = (seconds: number): Date => new Date(Date.parse('2026-03-02T12:00:00Z') + seconds * 1000);
const ann = { account: 'ann', name: 'Ann', bot: false };
const said = (content: string, seconds = 0): MessageFact => ({
  kind: 'said',
  key: 'm',
  thread: null,
  at: at(seconds),
  author: ann,
  content,
  replyTo: null,
  targets: ['ben'],
});
const edited = (content: string, seconds: number): MessageFact => ({
  kind: 'edited',
  key: 'm',
  thread: null,
  at: at(seconds),
  content,
});
const deleted = (seconds: number): MessageFact => ({ kind: 'deleted', key: 'm', thread: null, at: at(seconds) });
const all = (facts: readonly MessageFact[]): KnownMessage => facts.reduce<KnownMessage | null>(withFact, null)!;

describe('facts about a message', () => {
  test('an edit that comes before its original holds, and the original is its first wording', () => {
    const known = all([edited('hi there', 5), said('hi')]);
    expect(known).toMatchObject({ content: 'hi there', author: ann, targets: ['ben'], saidAt: at(0), editedAt: at(5) });
    expect(known.versions).toEqual([{ content: 'hi', at: at(0).toISOString() }]);
  });

  test('an edit is newer than its original whatever the clocks say', () => {
    expect(all([said('hi', 10), edited('hi there', 9)]).content).toBe('hi there');
    expect(all([edited('hi there', 9), said('hi', 10)]).content).toBe('hi there');
  });

  test('an edit by somebody else is not held against the author, whichever of the two comes first', () => {
    const foreign: MessageFact = {
      ...edited('you idiot', 5),
      author: { account: 'mal', name: 'Mal', bot: false },
    } as MessageFact;
    const own: MessageFact = { ...edited('hi there', 6), author: ann } as MessageFact;
    const original = all([said('hi')]);
    expect(withFact(original, foreign)).toBe(original);
    expect(all([foreign, said('hi')])).toMatchObject({ content: 'hi', author: ann, editedAt: null, versions: [] });
    expect(all([said('hi'), own]).content).toBe('hi there');
  });

  test('a deletion of what nobody knows is kept until the message comes; its words stay', () => {
    const known = all([deleted(7), said('hi')]);
    expect(known).toMatchObject({ content: 'hi', deletedAt: at(7), saidAt: at(0) });
  });

  test('what says nothing new changes nothing', () => {
    const once = all([said('hi'), edited('ho', 3), deleted(9)]);
    for (const fact of [said('hi'), said('something else', 1), edited('ho', 3), deleted(9), deleted(12)])
      expect(withFact(once, fact)).toBe(once);
  });

  test('an edit long after is said anew, one right after is a correction', () => {
    expect(spokenAt(all([said('hi'), edited('ho', 60)]))).toEqual(at(0));
    expect(spokenAt(all([said('hi'), edited('ho', 3600)]))).toEqual(at(3600));
  });

  test('reactions come and go, and there is an end to them', () => {
    const react = (emoji: string, account: string, on = true): MessageFact => ({
      kind: 'reacted',
      key: 'm',
      thread: null,
      at: at(1),
      emoji,
      account,
      on,
    });
    expect(all([react('😂', 'ben'), react('😂', 'cat'), react('😂', 'ben', false)]).reactions).toEqual({
      '😂': ['cat'],
    });
    expect(all([react('__proto__', 'ben')]).reactions).toEqual(Object.fromEntries([['__proto__', ['ben']]]));
    const many = all(Array.from({ length: 3000 }, (_, i) => react(`e${i % 60}`, `p${i}`)));
    expect(JSON.stringify(many.reactions).length).toBeLessThan(20_000);
  });

  test('the order in which facts come makes no difference', () => {
    const fact = fc.oneof(
      fc
        .record({ s: fc.integer({ min: 1, max: 50 }), content: fc.string({ maxLength: 5 }) })
        .map(({ s, content }) => edited(content, s)),
      fc.integer({ min: 0, max: 50 }).map(deleted),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(fact, { maxLength: 4, selector: ({ at, kind }) => `${kind} ${at.getTime()}` }),
        fc.nat(),
        fc.boolean(),
        (facts, turn, twice) => {
          const whole = [said('the first'), ...facts];
          const from = turn % whole.length;
          const turned = [...whole.slice(from), ...whole.slice(0, from)].toReversed();
          expect(all([...turned, ...(twice ? turned : [])])).toEqual(all(whole));
        },
      ),
    );
  });
});
