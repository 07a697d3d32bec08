import type { ChatPlace } from '../../messages/inbound.ts';
import { isTeamChannel } from '../../messages/teams-permissions.ts';
import type { ChatApp, TeamsCredentials } from '../chat-apps.ts';
import type { TeamsActivity } from './activity.ts';
import type { Connector } from './connector.ts';
import type { GraphPlaces } from './moderating.ts';

const MOST_KNOWN = 10_000;

export interface TeamOfChannelOptions {
  connector: Pick<Connector, 'team'>;
  places: GraphPlaces;
  /** Whether a channel is guarded: of others nothing is kept. */
  guards(source: { app: string; place: ChatPlace }): Promise<boolean>;
}

/** Learns from what is said in guarded channels to which team each belongs: Microsoft Graph takes no channel without its team. */
export function createTeamOfChannel({ connector, places, guards }: TeamOfChannelOptions) {
  const known = new Set<string>();
  return {
    async heard(
      app: ChatApp<TeamsCredentials>,
      workspace: string,
      { channelData, conversation, serviceUrl }: TeamsActivity,
    ): Promise<void> {
      const channel = conversation.id.split(';messageid=')[0]!;
      const key = `${app.id} ${workspace} ${channel}`;
      const team = channelData?.team;
      if (!app.credentials.graph || !team || !isTeamChannel(channel) || known.has(key)) return;
      const place = { platform: 'teams', workspace, channel, thread: null, direct: false } as const;
      if (!(await guards({ app: app.id, place }))) return;
      // messages mostly say only the bot's own name of the team
      const named = team.aadGroupId ?? (team.id ? await connector.team({ app, serviceUrl }, team.id) : null);
      if (!named || !(await places.setTeam(app.id, workspace, channel, named))) return;
      if (known.size >= MOST_KNOWN) known.clear();
      known.add(key);
    },
  };
}
