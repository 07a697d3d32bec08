import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deleteOldMessages } from '../../../src/db/chat-messages.ts';
import { shownCase } from '../../../src/pipeline/moderation/see-case.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { minutes, moderationDesk, PILE_ON } from '../../support/moderation-desk.ts';

describe.each(databases)('what was said around the evidence of a case, on $name', ({ open }) => {
  let opened: TestDatabase;
  let desk: Awaited<ReturnType<typeof moderationDesk>>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    desk = await moderationDesk(opened);
  });

  const shown = async () => {
    const [one] = await desk.cases();
    return desk.as(({ tx }) => shownCase(tx, one!));
  };
  const words = async () => (await shown()).context!.map(({ author, quote }) => [author, quote]);

  test('a few messages before and after each quote, each once, none of another place, none that is evidence', async () => {
    await desk.say([
      ...[-9, -8, -7, -6, -5].map((at) => [at, 'dana', `on my way ${at}`] as const),
      ...PILE_ON,
      [8.2, 'frank', 'hey, all of you'],
      [8.4, 'dana', 'thanks'],
      [8.6, 'frank', 'what was that?'],
    ]);
    // a conversation of its own, elsewhere
    await desk.take([
      {
        kind: 'said',
        key: 'elsewhere',
        thread: 'a thread',
        at: minutes(1),
        author: { account: 'zoe', name: 'Zoe', bot: false },
        content: 'lunch?',
        replyTo: null,
        targets: [],
      },
    ]);
    const { evidence } = await shown();
    expect(evidence.length).toBeGreaterThan(3);
    expect(await words()).toEqual([
      ['dana', 'on my way -6'],
      ['dana', 'on my way -5'],
      ['dana', 'hello everyone'],
      ['dana', 'please stop'],
      ['frank', 'hey, all of you'],
      ['dana', 'thanks'],
    ]);
  });

  test('what its author deleted is said to be, without its words; what retention deleted is gone', async () => {
    const [, , , stop] = await desk.say(PILE_ON);
    await desk.take([{ kind: 'deleted', key: stop!, thread: null, at: minutes(9) }]);
    expect(await words()).toEqual([
      ['dana', 'hello everyone'],
      ['dana', null],
    ]);
    await desk.as(({ tx }) => deleteOldMessages(tx, minutes(100), 1000));
    expect(await words()).toEqual([]);
    expect((await shown()).evidence.length).toBeGreaterThan(3);
  });
});
