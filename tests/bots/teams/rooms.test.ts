import { incidentRooms } from '../../contracts/rooms.ts';
import { openTeams } from '../../support/teams-fixture.ts';

incidentRooms(async () => {
  const chat = await openTeams({ holdMs: 200 });
  const inside = (channel: string) => {
    const [parent, root] = channel.split(';messageid=') as [string, string];
    return chat.visible(parent).filter(({ id, thread }) => id === root || thread === root);
  };
  const tenant = () => [...chat.server.tenant.conversations.values()];
  return {
    chat,
    archives: false,
    revives: true,
    rooms: () =>
      tenant().flatMap(({ id, messages }) =>
        messages
          .filter(
            ({ from, thread, card, text }) => from === 'bot' && thread === null && !card && /^INC-\d+: /.test(text),
          )
          .map((one) => `${id};messageid=${one.id}`),
      ),
    see: (channel) => ({
      name: inside(channel)[0]!.text,
      topic: inside(channel)[0]!.text,
      people: null,
      archived: false,
      pinned: [],
      links: [],
    }),
    where: ({ parent, channel }) => ({ channel: parent, thread: channel!.split(';messageid=')[1]! }),
    said: ({ channel }) => inside(channel!),
    lose: () => {},
  };
});
