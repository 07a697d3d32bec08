import type { OrgId } from '../../domain/id.ts';
import type { Posted } from '../../messages/outbound.ts';
import { type ChatApp, type ChatApps, speaksFor, type TeamsCredentials } from '../chat-apps.ts';
import type { Target } from '../platform.ts';
import { TokenRefused } from '../platform-errors.ts';
import type { Connector, Line } from './connector.ts';

/** A conversation that something can be sent to. */
export interface Destination {
  line: Line;
  /** The id in the connector's addresses: of a thread, with its first message. */
  conversation: string;
  kind: 'personal' | 'group' | 'channel';
  posted(messageId: string): Posted;
}

/** Who speaks: an organisation, through whichever app speaks for it, or the very app that was spoken to. */
export type Voice = { orgId: OrgId } | { app: string };

/** Where Teams' service for a tenant is; kept beyond the process where the app gives somewhere to keep it. */
export interface ServiceUrls {
  get(workspace: string): Promise<string | null>;
  /** Nothing is kept where what this app vouches for is not the tenant's owner's. */
  set(app: string, workspace: string, url: string): Promise<void>;
}

export interface DestinationsOptions {
  apps: ChatApps<TeamsCredentials>;
  connector: Connector;
  /** The service that is asked for conversations of a tenant nobody has written from yet. */
  serviceUrl: string;
  serviceUrls?: ServiceUrls;
  /** Whether messages go out without a token, to the playground on this machine. */
  playground(): Promise<boolean>;
  /** The apps have begun to be others. */
  changed?(): void;
  /** Whether an app's token is refused: another goes before it. */
  isRefused?(app: ChatApp<TeamsCredentials>): boolean;
}

export interface Destinations {
  apps(): Promise<ChatApp<TeamsCredentials>[]>;
  /** Remembers which of Teams' services a tenant's conversations are on. */
  heardFrom(app: string, workspace: string, serviceUrl: string): void;
  of(to: Target, voice: Voice): Promise<Destination>;
  ofPosted(posted: Posted, voice: Voice, handle?: Record<string, string>): Promise<Destination>;
  stop(): void;
}

export function createDestinations(options: DestinationsOptions): Destinations {
  const { connector } = options;
  let listed: Promise<ChatApp<TeamsCredentials>[]> | null = null;
  const stop = options.apps.onChange(() => {
    listed = null;
    options.changed?.();
  });
  const apps = (): Promise<ChatApp<TeamsCredentials>[]> => {
    listed ??= options.apps.list().catch((error: unknown) => {
      listed = null;
      throw error;
    });
    return listed;
  };
  const heard = new Map<string, string>();
  const alone = new Map<string, Promise<string>>();

  async function appFor(voice: Voice, id: string | undefined): Promise<ChatApp<TeamsCredentials> | null> {
    const all = await apps();
    const likeliest = (orgId: OrgId): ChatApp<TeamsCredentials> | undefined => {
      const rank = (app: ChatApp<TeamsCredentials>): number =>
        (app.id === id ? 0 : app.orgId === orgId ? 1 : 2) + (options.isRefused?.(app) ? 3 : 0);
      return all
        .filter((app) => (app.id === id && speaksFor(app, orgId)) || app.orgId === orgId || app.orgId === null)
        .toSorted((a, b) => rank(a) - rank(b))[0];
    };
    const found = 'app' in voice ? all.find((app) => app.id === voice.app) : likeliest(voice.orgId);
    if (found || (await options.playground())) return found ?? null;
    throw new TokenRefused(
      'Microsoft Teams is not connected.',
      'Run “safenest connect teams”, or set the app under Connections.',
    );
  }

  async function lineOf(voice: Voice, workspace: string, handle: Record<string, string> | undefined): Promise<Line> {
    const app = await appFor(voice, handle?.app);
    const spokenTo = handle?.app === undefined || handle.app === (app?.id ?? 'settings');
    const serviceUrl =
      (spokenTo ? handle?.service : undefined) ??
      heard.get(heardKey(app?.id ?? 'settings', workspace)) ??
      (await options.serviceUrls?.get(workspace).catch(() => null)) ??
      options.serviceUrl;
    return { app, serviceUrl };
  }

  function personOf(line: Line, workspace: string, user: string): Promise<string> {
    const key = `${line.app?.id ?? ''} ${workspace} ${user}`;
    let conversation = alone.get(key);
    if (!conversation) {
      if (alone.size > 10_000) alone.clear();
      conversation = connector.withPerson(line, workspace, user);
      conversation.catch(() => alone.delete(key));
      alone.set(key, conversation);
    }
    return conversation;
  }

  return {
    apps,
    stop,
    heardFrom(app, workspace, serviceUrl) {
      const key = heardKey(app, workspace);
      if (heard.get(key) === serviceUrl) return;
      if (heard.size > 10_000) heard.clear();
      heard.set(key, serviceUrl);
      void options.serviceUrls?.set(app, workspace, serviceUrl).catch(() => heard.delete(key));
    },
    async of({ workspace, channel, thread, only, handle }, voice) {
      const line = await lineOf(voice, workspace, handle);
      const posted = { platform: 'teams', workspace };
      const speaker = only !== undefined && isSpeaker(only, handle);
      const here = speaker && isPersonal(channel, handle);
      if (only !== undefined && !here) {
        // a conversation is opened with Teams' own id of the person, where they have written to us
        const conversation = await personOf(line, workspace, (speaker && handle?.user) || only);
        return {
          line,
          conversation,
          kind: 'personal',
          posted: (messageId) => ({ ...posted, channel: conversation, messageId }),
        };
      }
      return {
        line,
        conversation: inThread(channel, thread),
        kind: kindOf(channel, handle),
        posted: (messageId) => ({ ...posted, channel, messageId, ...(thread ? { thread } : {}) }),
      };
    },
    async ofPosted({ workspace = '', channel, thread, ...rest }, voice, handle) {
      return {
        line: await lineOf(voice, workspace, handle),
        conversation: inThread(channel, thread),
        kind: kindOf(channel, handle),
        posted: (messageId) => ({ ...rest, workspace, channel, ...(thread ? { thread } : {}), messageId }),
      };
    },
  };
}

/** Whether it is the one person who did what the handle is of. */
export const isSpeaker = (account: string, handle: Record<string, string> | undefined): boolean =>
  handle !== undefined && (account === handle.account || account === handle.user);

/** Whether an event came from a conversation with its speaker alone. */
export const isPersonal = (channel: string, handle: Record<string, string> | undefined): boolean =>
  handle?.kind === 'personal' && !channel.startsWith('19:');

const heardKey = (app: string, workspace: string): string => `${app} ${workspace}`;

/** The connector's id of a thread. What is a thread already has none of its own. */
export const inThread = (channel: string, thread: string | null | undefined): string =>
  thread && !channel.includes(';messageid=') ? `${channel};messageid=${thread}` : channel;

function kindOf(channel: string, handle: Record<string, string> | undefined): Destination['kind'] {
  if (/@thread\.(tacv2|skype)(;|$)/.test(channel) || handle?.kind === 'channel') return 'channel';
  return channel.startsWith('19:') || handle?.kind === 'groupChat' ? 'group' : 'personal';
}
