import { SafeNestError } from '../../errors.ts';
import { behindToken } from '../behind-token.ts';
import type { ConnectionCheck } from '../platform.ts';
import type { SlackConnection } from './connection.ts';
import { asking } from './errors.ts';
import { MODERATION_SCOPES, NEEDED_SCOPES, ROOM_SCOPES } from './manifest.ts';

/** As far as signatures allow, in seconds; well before that it is said. */
const SKEW = { most: 300, wary: 60 };

/** What can be wrong with one app of Slack, and how to mend it. */
export function slackChecks(
  connection: SlackConnection,
  {
    apiUrl,
    now,
    several,
    listening,
    wantsRooms,
    guards,
  }: {
    apiUrl: string;
    now: () => Date;
    several: boolean;
    listening: boolean;
    wantsRooms: () => Promise<boolean>;
    /** Whether any channel is guarded. */
    guards: () => Promise<boolean>;
  },
): ConnectionCheck[] {
  const of = several ? ` (${connection.known?.teamName || connection.app.id})` : '';
  const failed = (message: string): SafeNestError => new SafeNestError('unavailable', message);
  const { id: app } = connection.app;
  const token: ConnectionCheck = {
    app,
    name: `slack token${of}`,
    mend: 'Install the app in Slack again and set the new bot token.',
    async check() {
      const { team, user } = await asking(() => connection.client.auth.test());
      return `works in ${team ?? 'its workspace'} as ${user ?? 'a bot'}`;
    },
  };
  const others: ConnectionCheck[] = [
    {
      app,
      name: `slack scopes${of}`,
      mend: 'Paste the manifest that `safenest connect slack` writes into the app’s settings, then install the app again.',
      async check() {
        const { response_metadata: metadata } = await asking(() => connection.client.auth.test());
        const has = (metadata as { scopes?: string[] } | undefined)?.scopes;
        if (!has) throw failed('Slack does not say which scopes the token has.');
        const [rooms, moderation] = await Promise.all([wantsRooms(), guards()]);
        const options = `${rooms ? ' --rooms' : ''}${moderation ? ' --moderation' : ''}`;
        const wanted = [
          { what: '', scopes: NEEDED_SCOPES },
          { what: 'For rooms of incidents ', scopes: rooms ? Object.keys(ROOM_SCOPES) : [] },
          { what: 'For guarded channels ', scopes: moderation ? Object.keys(MODERATION_SCOPES) : [] },
        ];
        const short = wanted.flatMap(({ what, scopes }) => {
          const missing = scopes.filter((scope) => !has.includes(scope));
          return missing.length > 0 ? [`${what || 'To work at all '}the token lacks ${missing.join(', ')}`] : [];
        });
        if (short.length > 0)
          throw failed(`${short.join('. ')}: “safenest connect slack${options}” writes a manifest that has them.`);
        return `all ${new Set(wanted.flatMap(({ scopes }) => scopes)).size} it needs`;
      },
    },
    ...(connection.admin
      ? [
          {
            app,
            name: `slack admin token${of}`,
            mend: 'Give the app the user scope chat:write, have an admin of the workspace install it, and set their user token (xoxp-…); or leave it empty: then a person deletes messages.',
            async check() {
              const { user, team_id: team } = await asking(() => connection.admin!.auth.test());
              if (team !== (await connection.identity()).teamId) throw failed('It belongs to another workspace.');
              return `works as ${user ?? 'somebody'}`;
            },
          },
        ]
      : []),
    {
      app,
      name: `slack events${of}`,
      mend:
        connection.socket === null
          ? 'Check that Slack reaches /slack/events under PUBLIC_URL, that the signing secret is the app’s, and that the request URL is verified in the app’s settings.'
          : 'Check the app-level token (connections:write), that Socket Mode is on in the app’s settings, and that this machine may open web sockets.',
      async check() {
        const { lastEventAt, socket } = connection;
        if (!listening)
          return 'this process does not listen; the service’s own health page says when the last one came';
        if (socket === false) throw failed('Socket Mode is not connected.');
        // a service that was just started has heard nobody yet: that is no fault
        if (socket === null && lastEventAt === null)
          return 'nothing has come since SafeNest was started; write to it in Slack to see whether it arrives';
        const last = lastEventAt
          ? `the last event came at ${lastEventAt.toISOString()}`
          : 'no event has come since the start';
        return socket ? `Socket Mode is connected, ${last}` : last;
      },
    },
    {
      app,
      name: `slack clock${of}`,
      mend: 'Set this machine’s clock by a time server (NTP): Slack’s requests are refused when clocks differ by five minutes.',
      async check() {
        const response = await fetch(`${apiUrl}/api.test`, {
          method: 'POST',
          signal: AbortSignal.timeout(10_000),
        }).catch(() => {
          throw failed('Slack does not answer.');
        });
        await response.text();
        const theirs = Date.parse(response.headers.get('date') ?? '');
        if (Number.isNaN(theirs)) throw failed('Slack does not say what time it is.');
        const apart = Math.abs(now().getTime() - theirs) / 1000;
        if (apart > SKEW.wary)
          throw failed(`This machine’s clock and Slack’s are ${Math.round(apart)} s apart; ${SKEW.most} s is too far.`);
        return `${Math.round(apart)} s from Slack’s`;
      },
    },
  ];
  return behindToken(token, others, () => connection.token.words);
}
