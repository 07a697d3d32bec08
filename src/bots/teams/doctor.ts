import { behindToken } from '../behind-token.ts';
import type { TeamsCredentials } from '../chat-apps.ts';
import type { ConnectionCheck } from '../platform.ts';
import { authorityOf } from './door.ts';
import { WHY_GRAPH } from './graph-permissions.ts';
import { reach } from './reach.ts';
import { askForToken } from './service-token.ts';

/** Teams' tokens are refused by clocks that are further off than this. */
const CLOCK_MS = 4 * 60_000;

export interface DoctorOptions {
  credentials: TeamsCredentials;
  /** When its token is tried again by itself, where it is refused. */
  again?: () => string;
  addresses: { login: string; openId: string };
  publicUrl: string | null;
  now: () => Date;
  /** When Teams delivered something last, as far as this process knows. */
  lastHeard: () => Date | null;
  /** When it delivered something last that was said without a mention in a channel or group chat. */
  lastOverheard?: () => Date | null;
  /** Whether any channel is guarded. */
  guards?: () => Promise<boolean>;
  /** Asks Microsoft Graph what is granted, tenant by tenant; absent where it is switched off. */
  granted?: () => Promise<(readonly string[])[]>;
}

/** Whether the connection to Teams works: credentials, Microsoft's keys, our own address, delivery and clock. */
export function teamsChecks({
  credentials,
  again = () => '',
  addresses,
  publicUrl,
  now,
  lastHeard,
  lastOverheard = () => null,
  guards = async () => false,
  granted,
}: DoctorOptions): ConnectionCheck[] {
  const minutesAgo = (then: Date): string => minutesText(Math.round((now().getTime() - then.getTime()) / 60_000));
  const token: ConnectionCheck = {
    name: 'Teams app',
    mend: 'Check the app id, the client secret and the tenant id (on the Connections page, or TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID) against the app registration in the Azure portal.',
    check: async () => {
      await askForToken(credentials, { loginUrl: addresses.login, audience: authorityOf(addresses.openId) });
      return `Microsoft accepts the app ${credentials.appId}`;
    },
  };
  const others: ConnectionCheck[] = [
    {
      name: 'Teams keys',
      mend: `Let SafeNest reach ${new URL(addresses.openId).host}: without Microsoft’s keys no message can be checked.`,
      check: async () => {
        const response = await reach(addresses.openId);
        if (!response.ok) throw new Error(`they answered ${response.status}`);
        const { jwks_uri: keys } = (await response.json()) as { jwks_uri?: unknown };
        if (typeof keys !== 'string') throw new Error('they did not say where their keys are');
        return 'Microsoft’s keys can be read';
      },
    },
    {
      name: 'Teams messaging endpoint',
      mend: 'Set PUBLIC_URL to the https address under which Teams reaches SafeNest, and that address with /api/messages as the messaging endpoint of the Azure Bot.',
      check: async () => {
        if (publicUrl === null) throw new Error('PUBLIC_URL is not set, so Teams has no address to deliver to');
        const endpoint = `${publicUrl}/api/messages`;
        if (!endpoint.startsWith('https:'))
          throw new Error(`${endpoint} is not https, and Teams delivers to nothing else`);
        const response = await reach(endpoint, { method: 'POST' });
        // without a token it must not be let in; any other answer comes from somebody else
        if (response.status !== 401) throw new Error(`${endpoint} answered ${response.status} where 401 was due`);
        return `${endpoint} is reached, and lets nobody in without a token`;
      },
    },
    {
      name: 'Teams delivery',
      mend: 'Write “help” to SafeNest in Teams. If nothing comes, look at the Azure Bot: its messaging endpoint and the Teams channel.',
      check: async () => {
        const last = lastHeard();
        if (!last) return 'nothing has come since SafeNest was started; write to it in Teams to see whether it arrives';
        return `something came ${minutesAgo(last)}`;
      },
    },
    {
      name: 'Teams guarded channels',
      mend: 'Add the package that “safenest connect teams --moderation” writes to the team or chat: its owner agrees there to what SafeNest reads.',
      check: async () => {
        if (!(await guards())) return 'no channel is guarded';
        const last = lastOverheard();
        // Teams itself tells no app what a team's owner agreed to: that something comes is the only sign of it
        const reading = last
          ? `what is said there without a mention arrives, the last of it ${minutesAgo(last)}`
          : 'nothing that was said there without a mention has come since SafeNest was started; if people do write there, the package of “safenest connect teams --moderation” is not added to that team or chat';
        return granted
          ? reading
          : `${reading}. Deleting, timeouts, mutes and bans are for an owner of the team to do, by hand`;
      },
    },
    ...(granted
      ? [
          {
            name: 'Teams moderation by Microsoft Graph',
            mend: `In the Azure portal: App registrations, the app, API permissions, Add a permission, Microsoft Graph, Application permissions: ${Object.keys(WHY_GRAPH).join(', ')}; then Grant admin consent. Or switch it off (TEAMS_GRAPH=no, or under Connections): then a person does it.`,
            check: async () => graphSays(await granted()),
          },
        ]
      : []),
    {
      name: 'Teams clock',
      mend: 'Set this machine’s clock by a time server (NTP).',
      check: async () => {
        const response = await reach(addresses.openId);
        const theirs = new Date(response.headers.get('date') ?? '').getTime();
        if (Number.isNaN(theirs)) return 'Microsoft did not tell the time';
        const off = Math.abs(now().getTime() - theirs);
        if (off > CLOCK_MS) throw new Error(`this machine’s clock is ${Math.round(off / 60_000)} minutes off`);
        return 'the clock is right';
      },
    },
  ];
  return behindToken(token, others, again);
}

/**
 * What is granted, and what a person does where something is not; fails where nothing is granted anywhere. No tenant is named: those of other
 * organisations may be among them.
 */
function graphSays(tenants: readonly (readonly string[])[]): string {
  if (tenants.length === 0) return 'no tenant is connected yet';
  const missing = Object.entries(WHY_GRAPH).flatMap(([permission, why]) => {
    const lack = tenants.filter((granted) => !granted.includes(permission)).length;
    if (lack === 0) return [];
    return [`${permission} (${why})${tenants.length > 1 ? ` in ${lack} of ${tenants.length} tenants` : ''}`];
  });
  if (missing.length === 0) return 'all is granted that it uses';
  const words = `the app lacks ${missing.join(' and ')}: a person does that`;
  if (tenants.every((granted) => granted.length === 0)) throw new Error(words);
  return words;
}

const minutesText = (minutes: number): string =>
  minutes < 1 ? 'less than a minute ago' : minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`;
