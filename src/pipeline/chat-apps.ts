import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  allChatApps,
  announceChatApps,
  CHAT_APPS_CHANGED,
  type ChatAppRow,
  chatAppRows,
  deleteChatApp,
  insertChatApp,
  refuseTaken,
  verifyChatApp,
} from '../db/chat-apps.ts';
import { type Db, type OrgDb, withOrg, withSystem } from '../db/scope.ts';
import { newId, type OrgId } from '../domain/id.ts';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { ChatPlatform } from '../messages/inbound.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import { openTokens, sealTokens, type TokenKey } from './sealed-tokens.ts';
import type { Work } from './work.ts';

const token = z.string().trim().min(1, 'must not be empty').max(4000);

/** Of a bot that an organisation set for itself: each is a connection of the service that serves the others, too. */
const MOST_SHARDS = 16;

/** What each platform's bot needs, as an admin gives it. */
export const chatCredentials = {
  slack: z
    .strictObject({
      botToken: token.startsWith('xoxb-', 'must begin with xoxb-'),
      signingSecret: token.nullable().default(null),
      appToken: token.startsWith('xapp-', 'must begin with xapp-').nullable().default(null),
      adminToken: token.startsWith('xoxp-', 'must begin with xoxp-').nullable().default(null),
    })
    .refine((given) => given.signingSecret !== null || given.appToken !== null, {
      path: ['signingSecret'],
      message: 'is needed for events over HTTP; or give an app token, for Socket Mode',
    }),
  discord: z.strictObject({
    token,
    shards: z.union([z.literal('auto'), z.int().min(1).max(MOST_SHARDS)]).default('auto'),
  }),
  teams: z.strictObject({
    appId: z.string().trim().toLowerCase().min(1, 'must not be empty').max(100),
    appPassword: token,
    tenantId: z.string().trim().max(100).nullable().default(null),
    graph: z.boolean().default(false),
  }),
} as const;

export type ChatCredentials = { [P in ChatPlatform]: z.output<(typeof chatCredentials)[P]> };

/** An own bot as an admin sees it: never with its tokens. */
export interface OwnChatApp {
  id: string;
  platform: ChatPlatform;
  /** The platform's own id of the app: until it is verified, as far as its tokens tell it. */
  externalId: string;
  /** When its tokens were first seen to work; null until then. */
  verifiedAt: Date | null;
  updatedAt: Date;
  updatedBy: string;
}

/** Sets or replaces the organisation's own bot on a platform; running processes take it up by themselves. */
export async function setChatApp<P extends ChatPlatform>(
  work: Work,
  key: TokenKey,
  platform: P,
  input: z.input<(typeof chatCredentials)[P]>,
): Promise<OwnChatApp> {
  authorise(work.principal, 'chat.write');
  const credentials = checked<z.ZodType>(chatCredentials[platform], input) as ChatCredentials[P];
  const before = (await chatAppRows(work.tx)).find((one) => one.platform === platform);
  if (before) await deleteChatApp(work.tx, before.id);
  const id = before?.id ?? newId(work.now.getTime());
  const app: OwnChatApp = {
    id,
    platform,
    externalId: externalIdOf(platform, credentials),
    verifiedAt: null,
    updatedAt: work.now,
    updatedBy: work.principal.name,
  };
  if (!(await insertChatApp(work.tx, { ...app, credentials: sealTokens(key, id, JSON.stringify(credentials)) })))
    throw new SafeNestError('conflict', 'Somebody else has just set this bot. Look at it, then set it again.');
  await refuseTaken(work.tx, id, app.externalId, work.now);
  await audit(work, {
    action: before ? 'chat_app.replace' : 'chat_app.set',
    subject: platform,
    detail: { app: app.externalId },
  });
  await announceChatApps(work.tx);
  return app;
}

/** Forgets the organisation's own bot on a platform; `not_found` where there is none. */
export async function removeChatApp(work: Work, platform: ChatPlatform): Promise<void> {
  authorise(work.principal, 'chat.write');
  const app = (await chatAppRows(work.tx)).find((one) => one.platform === platform);
  if (!app) throw new SafeNestError('not_found', 'There is no bot of your own on this platform.');
  await deleteChatApp(work.tx, app.id);
  await audit(work, { action: 'chat_app.remove', subject: platform, detail: { app: app.externalId } });
  await announceChatApps(work.tx);
}

/** The organisation's own bots, without their tokens. */
export async function listOwnChatApps(tx: OrgDb): Promise<OwnChatApp[]> {
  return (await chatAppRows(tx)).map(({ credentials: _, ...app }) => app);
}

/** The platform's own id of the app where its tokens tell it; else what tells this app from others without telling the token. */
function externalIdOf(platform: ChatPlatform, credentials: ChatCredentials[ChatPlatform]): string {
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);
  if (platform === 'teams') return (credentials as ChatCredentials['teams']).appId;
  if (platform === 'discord') {
    const { token } = credentials as ChatCredentials['discord'];
    const id = Buffer.from(token.split('.')[0]!, 'base64').toString();
    return /^\d{5,25}$/.test(id) ? id : digest(token);
  }
  const { appToken, botToken } = credentials as ChatCredentials['slack'];
  return (
    /^xapp-\d+-([A-Z0-9]{5,20})-/.exec(appToken ?? '')?.[1] ??
    /^xoxb-(\d+-\d+)-/.exec(botToken)?.[1] ??
    digest(botToken)
  );
}

interface App<C> {
  id: string;
  orgId: OrgId | null;
  credentials: C;
}

/** The bots of every platform as they are now; each shape is what an adapter is given. */
export type AllChatApps = {
  [P in ChatPlatform]: { list(): Promise<App<ChatCredentials[P]>[]>; onChange(tell: () => void): () => void };
} & {
  /** Looks now, and tells of what has changed: for whoever has just set one. */
  look(): Promise<void>;
  /**
   * The platform took an app's tokens and said which app they are of. False where they are not the ones that are set, or that app is
   * another organisation's: then nothing else may follow from it.
   */
  proven(platform: ChatPlatform, app: App<unknown>, externalId: string): Promise<boolean>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** Between two looks of a process that heard nothing: notifications are hints, never the only record. */
const LOOK_EVERY_MS = 30_000;

/** The settings' bots and those of the organisations; a change is seen without a restart, in every process. */
export function createChatApps(options: {
  db: Db;
  key: TokenKey;
  /** From the environment; null where not set. */
  settings: { [P in ChatPlatform]: ChatCredentials[P] | null };
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>;
  log: Log;
  lookEveryMs?: number;
  now?: () => Date;
}): AllChatApps {
  const { db, key, settings, log } = options;
  const tellers = new Set<{ platform: ChatPlatform; tell: () => void }>();
  let known: Promise<Loaded> | undefined;
  let leave: (() => Promise<void>) | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function load(): Promise<Loaded> {
    const rows = await withSystem(db, allChatApps);
    const apps: Loaded['apps'] = { slack: [], discord: [], teams: [] };
    const kept: (ChatAppRow & { orgId: OrgId })[] = [];
    for (const orgId of new Set(rows.map((row) => row.orgId)))
      for (const row of await withOrg(db, orgId, chatAppRows)) kept.push({ ...row, orgId });
    const idOf = ({ platform, externalId }: ChatAppRow): string => `${platform} ${externalId}`;
    const proven = new Set(kept.filter(({ verifiedAt }) => verifiedAt !== null).map(idOf));
    for (const row of kept) {
      const { orgId } = row;
      // somebody only names it: it is proven to be another organisation's
      if (row.verifiedAt === null && proven.has(idOf(row))) {
        log.warn(
          { orgId, platform: row.platform },
          'an organisation names another one’s bot as its own; it is left out',
        );
        continue;
      }
      try {
        const credentials = chatCredentials[row.platform].parse(JSON.parse(openTokens(key, row.id, row.credentials)));
        apps[row.platform].push({ id: row.id, orgId, credentials });
      } catch (err) {
        log.error({ err, orgId, platform: row.platform }, 'the tokens of a bot cannot be opened; set them again');
      }
    }
    const marks = { slack: '', discord: '', teams: '' };
    const used = new Set(Object.values(apps).flatMap((all) => all.map(({ id }) => id)));
    for (const row of rows) if (used.has(row.id)) marks[row.platform] += `${row.id} ${row.updatedAt.toISOString()} `;
    return { apps, marks };
  }

  async function look(): Promise<void> {
    const before = await known?.catch(() => null);
    const loading = load();
    known = loading;
    const after = await loading;
    if (!before) return;
    for (const { platform, tell } of [...tellers])
      if (before.marks[platform] !== after.marks[platform]) {
        try {
          tell();
        } catch (err) {
          log.error({ err, platform }, 'a platform could not take up its changed bots');
        }
      }
  }
  let looking = Promise.resolve();
  /** One after the other, so that an older look never overwrites a newer one. */
  const lookNext = (): Promise<void> => {
    looking = looking.then(look).catch((err) => {
      known = undefined;
      log.warn({ err }, 'the bots of the chat platforms could not be looked up');
    });
    return looking;
  };

  const of = <P extends ChatPlatform>(platform: P) => ({
    async list() {
      known ??= load();
      const { apps } = await known.catch((error) => {
        known = undefined;
        throw error;
      });
      const own = apps[platform] as App<ChatCredentials[P]>[];
      const ours = settings[platform] as ChatCredentials[P] | null;
      return [...(ours ? [{ id: 'settings', orgId: null, credentials: ours }] : []), ...own];
    },
    onChange(tell: () => void) {
      const teller = { platform, tell };
      tellers.add(teller);
      return () => void tellers.delete(teller);
    },
  });

  return {
    slack: of('slack'),
    discord: of('discord'),
    teams: of('teams'),
    look: lookNext,
    async proven(platform, { id, orgId, credentials }, externalId) {
      if (orgId === null) return true;
      const same = (one: unknown): boolean => isDeepStrictEqual(one, credentials);
      try {
        let news = false;
        const ours = await withOrg(db, orgId, async (tx) => {
          const row = (await chatAppRows(tx)).find((one) => one.id === id && one.platform === platform);
          if (!row || !same(chatCredentials[platform].parse(JSON.parse(openTokens(key, id, row.credentials)))))
            return false;
          if (row.verifiedAt === null || row.externalId !== externalId) {
            await verifyChatApp(tx, id, externalId, options.now?.() ?? new Date());
            await announceChatApps(tx);
            news = true;
          }
          return true;
        });
        // whoever only named it loses it now
        if (news) await lookNext();
        return ours;
      } catch (error) {
        if (!isSafeNestError(error) || error.code !== 'conflict') throw error;
        log.warn({ orgId, platform }, 'the bot of an organisation is another organisation’s');
        return false;
      }
    },
    async start() {
      leave ??= await options.listen(CHAT_APPS_CHANGED, () => void lookNext());
      timer ??= setInterval(() => void lookNext(), options.lookEveryMs ?? LOOK_EVERY_MS).unref();
      await lookNext();
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      const left = leave?.();
      leave = undefined;
      tellers.clear();
      await left;
      await looking;
    },
  };
}

interface Loaded {
  apps: { [P in ChatPlatform]: App<ChatCredentials[ChatPlatform]>[] };
  /** Differs whenever something was set, replaced or removed. */
  marks: Record<ChatPlatform, string>;
}
