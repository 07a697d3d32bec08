import { createHash, randomInt } from 'node:crypto';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { type ChatCodeKind, deleteUnusedCodes, insertChatCode } from '../db/chat-codes.ts';
import { findMember } from '../db/members.ts';
import { newId } from '../domain/id.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import type { Work } from './work.ts';

export const CODE_LASTS_MS = 15 * 60_000;
/** How many that were made before stay good: whoever connects three platforms has a code for each. */
const STILL_GOOD: Record<ChatCodeKind, number> = { account: 0, workspace: 2 };
/** Nobody mistakes one for another when reading it out. */
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const LENGTH = 8;

/** Makes a one-time code that links whoever says it on a chat platform to this member. People make their own, admins anybody's. */
export async function makeAccountCode(work: Work, memberId: string): Promise<{ code: string; expiresAt: Date }> {
  const { actor } = work.principal;
  if (!(actor.kind === 'member' && actor.id === memberId)) authorise(work.principal, 'members.write');
  const member = await findMember(work.tx, memberId);
  if (!member) throw new SafeNestError('not_found', 'There is no such member.');
  if (!member.active) throw new SafeNestError('conflict', `${member.name} is disabled; enable them first.`);
  return make(work, 'account', memberId);
}

/** Makes a one-time code that connects the workspace it is said in; it acts in the name of `memberId`, an admin. */
export async function makeWorkspaceCode(work: Work, memberId: string): Promise<{ code: string; expiresAt: Date }> {
  authorise(work.principal, 'chat.write');
  if (!(await findMember(work.tx, memberId))?.active)
    throw new SafeNestError('not_found', 'There is no such member, or they are disabled.');
  return make(work, 'workspace', memberId);
}

async function make(work: Work, kind: ChatCodeKind, memberId: string): Promise<{ code: string; expiresAt: Date }> {
  const { tx, now } = work;
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]!).join('');
  const expiresAt = new Date(now.getTime() + CODE_LASTS_MS);
  await deleteUnusedCodes(tx, kind, memberId, STILL_GOOD[kind]);
  await insertChatCode(tx, {
    id: newId(now.getTime()),
    kind,
    memberId,
    codeHash: codeHash(letters),
    createdAt: now,
    expiresAt,
  });
  await audit(work, { action: 'chat_code.make', subject: memberId, detail: { kind, expires_at: expiresAt } });
  return { code: `${letters.slice(0, 4)}-${letters.slice(4)}`, expiresAt };
}

/** What people make of a code when they type it: lower case, spaces, a dash of another kind. */
const plain = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

/** What is kept of a code: SHA-256. */
export const codeHash = (code: string): Buffer => createHash('sha256').update(plain(code)).digest();

/** Counts codes that were not right, so that nobody tries them all. */
export interface CodeLimiter {
  /** Counts one try of this account; throws `rate_limited` where there were too many. */
  attempt(who: { platform: string; workspace: string; account: string }): Promise<void>;
  /** Forgets the tries of the account: the code was right. */
  succeeded(who: { platform: string; workspace: string; account: string }): Promise<void>;
}

const WINDOW_SECONDS = 15 * 60;
const TRIES = { account: 6, workspace: 60 };

/** `redis` is an ioredis client that several processes share; without one this process counts alone. */
export function createCodeLimiter(options: { redis?: object } = {}): CodeLimiter {
  const limiter = (name: keyof typeof TRIES): RateLimiterAbstract => {
    const shape = { keyPrefix: `chat-code-${name}`, points: TRIES[name], duration: WINDOW_SECONDS };
    const memory = new RateLimiterMemory(shape);
    return options.redis
      ? new RateLimiterRedis({ ...shape, storeClient: options.redis, insuranceLimiter: memory })
      : memory;
  };
  const [accounts, workspaces] = [limiter('account'), limiter('workspace')];
  const keyOf = (who: { platform: string; workspace: string; account?: string }): string =>
    createHash('sha256')
      .update(JSON.stringify([who.platform, who.workspace, who.account]))
      .digest('hex');
  return {
    async attempt(who) {
      try {
        await accounts.consume(keyOf(who));
        await workspaces.consume(keyOf({ platform: who.platform, workspace: who.workspace }));
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        throw new SafeNestError('rate_limited', 'Too many codes that were not right. Try again later.', {
          details: { retry_after: seconds },
        });
      }
    },
    async succeeded(who) {
      await accounts.delete(keyOf(who));
      // many who link at once are no attack on the workspace
      await workspaces.reward(keyOf({ platform: who.platform, workspace: who.workspace }), 1);
    },
  };
}
