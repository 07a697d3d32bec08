import { expect, test } from 'vitest';
import { CONSOLE_CHANNEL, createConsolePlatform } from '../../../src/bots/console/platform.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import { createLive } from '../../../src/http/live.ts';
import { silentLog } from '../../../src/log.ts';
import { platformContract } from '../../contracts/platform.ts';
import { databases } from '../../support/database.ts';
import { readFeed } from '../../support/feed.ts';

for (const kind of databases)
  platformContract(`the console on the ${kind.name} database`, async () => {
    const { database, close } = await kind.open();
    const live = createLive(database, silentLog());
    await live.start();
    return {
      platform: createConsolePlatform(live),
      channel: CONSOLE_CHANNEL.channel,
      read: (orgId) => readFeed(live, orgId),
      async close() {
        await live.stop();
        await close();
      },
    };
  });

test('the feed refuses what is no matter of its own', async () => {
  const published: unknown[] = [];
  const platform = createConsolePlatform({ publish: async (_, message) => void published.push(message) });
  const orgId = newOrgId();
  for (const card of [undefined, { key: 'RULE-3', parts: [] }, { key: 'help', parts: [] }])
    await expect(
      platform.post({ workspace: '', channel: 'feed' }, { orgId, text: 'Hello', card }, 'key'),
    ).rejects.toMatchObject({
      code: 'invalid_input',
    });
  expect(published).toEqual([]);
});
