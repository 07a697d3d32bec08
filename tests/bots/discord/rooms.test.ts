import { ChannelType } from 'discord.js';
import { incidentRooms } from '../../contracts/rooms.ts';
import { openDiscordFixture } from '../../support/discord-fixture.ts';
import { BOT } from '../../support/discord-world.ts';

incidentRooms(async () => {
  const chat = await openDiscordFixture({ wantsReactions: async () => true });
  const { world } = chat.server;
  const { channels } = world;
  return {
    chat,
    archives: true,
    revives: true,
    rooms: () => [...channels.values()].filter(({ type }) => type === ChannelType.PrivateThread).map(({ id }) => id),
    see(id) {
      const { name, people = new Set(), archived, locked, pins = new Set() } = channels.get(id)!;
      return {
        name,
        topic: name,
        people: [...people].filter((one) => one !== BOT),
        archived: archived && locked === true,
        pinned: [...pins],
        links: [],
      };
    },
    where: ({ parent, channel }) => ({ channel: parent, thread: channel! }),
    thread: (parent, id) =>
      void world.addChannel({ id, name: 'thread', type: ChannelType.PublicThread, parent, guild: chat.workspace }),
    said: ({ channel }) => chat.visible(channel!),
    lose: (id) => void channels.delete(id),
  };
});
