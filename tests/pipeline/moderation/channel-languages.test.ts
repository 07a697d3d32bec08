import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unknownLanguage } from '../../../src/http/console/spoken-words.ts';
import { languagesOfChannels } from '../../../src/pipeline/moderation/channel-languages.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { moderationDesk } from '../../support/moderation-desk.ts';

describe.each(databases)('in what guarded channels are written on $name', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test('is read from what was said last, and a language that screening hardly knows is told', async () => {
    const desk = await moderationDesk(opened);
    const languages = () => desk.as(({ tx }) => languagesOfChannels(tx));
    expect((await languages()).size).toBe(0);
    await desk.say([
      [0, 'ada', 'wo bist du denn heute'],
      [1, 'sam', 'ich bin leider nicht da'],
      [2, 'ada', 'das ist aber schade, bis morgen'],
      [3, 'sam', 'ok'],
    ]);
    expect(await languages()).toEqual(new Map([[desk.channel.id, 'de']]));
    expect(unknownLanguage('de')).toContain('German');
    await desk.say([
      [4, 'ada', 'let us go on in English, this is for all of you'],
      [5, 'sam', 'where are the notes of the meeting?'],
      [6, 'ada', 'they are in the folder that I shared with you'],
      [7, 'sam', 'thanks, I have it'],
    ]);
    expect(await languages()).toEqual(new Map([[desk.channel.id, 'en']]));
    expect(unknownLanguage('en')).toBeNull();
    const other = await moderationDesk(opened);
    expect((await other.as(({ tx }) => languagesOfChannels(tx))).size).toBe(0);
  });
});
