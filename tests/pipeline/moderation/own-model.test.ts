import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ModerationCase } from '../../../src/domain/moderation.ts';
import { OWN_MODEL } from '../../../src/pipeline/screening/open-screener.ts';
import { openOwnScreener } from '../../../src/pipeline/screening/own-screener.ts';
import type { Screener } from '../../../src/pipeline/screening/screener.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { moderationDesk, type Said } from '../../support/moderation-desk.ts';

describe('with the model that comes with it and the usual policy', () => {
  let opened: TestDatabase;
  let screener: Screener;
  beforeAll(async () => {
    [opened, screener] = await Promise.all([databases[0]!.open(), openOwnScreener(OWN_MODEL)]);
  });
  afterAll(async () => {
    await screener.close?.();
    await opened.close();
  });

  async function casesAfter(lines: readonly Said[]): Promise<ModerationCase[]> {
    const desk = await moderationDesk(opened, { screener });
    await desk.say(lines);
    return desk.cases();
  }
  const accounts = (one: ModerationCase): string[] => one.offenders.map(({ account }) => account).toSorted();

  test.each([
    'I will find you and kill you',
    'I am going to come to your house and shoot you',
    'you will die tonight',
    "we're going to burn your house down",
  ])('a plain threat opens a grave case of its own in a normal channel: %s', async (threat) => {
    const [one] = await casesAfter([
      [0, 'dana', 'hello everyone'],
      [1, 'mal', threat, 'dana'],
    ]);
    expect(one).toMatchObject({ kind: 'threat', offender: { account: 'mal' }, target: { account: 'dana' } });
    expect(['high', 'critical']).toContain(one!.severity);
  });

  test('what only sounds like a threat opens none', async () => {
    expect(
      await casesAfter([
        [0, 'dana', "I'm going to kill this build"],
        [1, 'mal', 'you killed it today', 'dana'],
        [2, 'mal', 'my boss will kill me if this is late'],
        [3, 'dana', "i'm gonna kill you in mario kart tonight haha", 'mal'],
        [4, 'mal', 'shoot me an email when it is done', 'dana'],
      ]),
    ).toEqual([]);
  });

  test('three turn on one, and who makes peace beside them is not accused', async () => {
    const [one] = await casesAfter([
      [0, 'dana', 'I finished the drawing'],
      [0.5, 'kev', 'nice work dana'],
      [1, 'mal', 'nobody asked you, you pathetic idiot', 'dana'],
      [2, 'rex', 'what an ugly piece of trash', 'dana'],
      [3, 'vic', 'you are worthless', 'dana'],
      [4, 'kev', 'guys calm down'],
      [5, 'mal', 'cry more loser', 'dana'],
      [6, 'rex', 'shut up you moron', 'dana'],
      [7, 'kev', 'stop it, leave dana alone'],
      [8, 'vic', 'everybody hates you', 'dana'],
    ]);
    expect(one).toMatchObject({ kind: 'pile_on', target: { account: 'dana' } });
    expect(accounts(one!)).toEqual(['mal', 'rex', 'vic']);
    expect(one!.summary).toContain('3 people turn on Dana');
    expect(one!.reasons[0]).toMatch(/^3 people bear down on Dana/);
  });

  test('several who coldly tell one person that they are not wanted are a pile-on; one who does is none', async () => {
    const cold: Said[] = [
      [0, 'lea', 'hi, what are we playing tonight?'],
      [0.5, 'ann', 'nobody wants lea here', 'lea'],
      [1, 'bob', 'you do not belong here', 'lea'],
      [2, 'cat', 'why are you still here', 'lea'],
      [3, 'ann', 'just leave already', 'lea'],
      [4, 'bob', 'we are better off without you', 'lea'],
      [5, 'cat', 'nobody likes you', 'lea'],
    ];
    const [one] = await casesAfter(cold);
    expect(one).toMatchObject({ kind: 'pile_on', target: { account: 'lea' } });
    expect(accounts(one!)).toEqual(['ann', 'bob', 'cat']);
    expect(
      await casesAfter([
        [0, 'lea', 'hi'],
        [1, 'ann', 'nobody wants lea here', 'lea'],
        [2, 'bob', 'be nice, ann'],
      ]),
    ).toEqual([]);
  });

  test('three who insult and threaten one in German are seen', async () => {
    const [one] = await casesAfter([
      [0, 'dana', 'ich habe das Bild fertig'],
      [1, 'mal', 'du wertloses Stück Dreck', 'dana'],
      [2, 'rex', 'halt die Fresse, du Opfer', 'dana'],
      [3, 'vic', 'ich bring dich um', 'dana'],
    ]);
    expect(one).toMatchObject({ target: { account: 'dana' } });
    expect(accounts(one!)).toEqual(['mal', 'rex', 'vic']);
  });

  test('who is insulted and answers in kind is whom it is about', async () => {
    const [one] = await casesAfter([
      [0, 'tim', 'here is my plan for the raid'],
      [1, 'bully', 'what a stupid plan, you useless idiot', 'tim'],
      [2, 'bully', 'are you brain dead?', 'tim'],
      [3, 'tim', 'fuck off you asshole', 'bully'],
      [4, 'bully', 'cry more you pathetic loser', 'tim'],
      [5, 'tim', 'shut the fuck up, bitch', 'bully'],
      [6, 'tim', 'go fuck yourself', 'bully'],
    ]);
    expect(one).toMatchObject({ offender: { account: 'bully' }, target: { account: 'tim' } });
    expect(accounts(one!)).toEqual(['bully']);
  });
});
