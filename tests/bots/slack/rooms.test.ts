import { incidentRooms } from '../../contracts/rooms.ts';
import { openSlackFixture } from '../../support/slack-fixture.ts';
import { BOT } from '../../support/slack-workspace.ts';

incidentRooms(async () => {
  const chat = await openSlackFixture();
  const { channels } = chat.server.workspace;
  return {
    chat,
    archives: true,
    revives: false,
    rooms: () => [...channels].filter(([, one]) => one.creator === BOT.user).map(([id]) => id),
    see(id) {
      const { name, topic = '', members, archived = false, pins = new Set(), bookmarks = [] } = channels.get(id)!;
      return {
        name,
        topic,
        people: [...members].filter((one) => one !== BOT.user),
        archived,
        pinned: [...pins],
        links: bookmarks.map(({ link }) => link),
      };
    },
    where: ({ channel }) => ({ channel: channel! }),
    said: ({ channel }) => chat.visible(channel!),
    shut: (id) => {
      channels.get(id)!.archived = true;
    },
    lose: (id) => void channels.get(id)!.members.delete(BOT.user),
  };
});
