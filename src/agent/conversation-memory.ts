import {
  type ChatTurn,
  lastTurns,
  ownerOf,
  ownsSession,
  privateOwnerOf,
  runningSession,
  startSession,
} from '../db/chat-sessions.ts';
import type { OrgDb } from '../db/scope.ts';
import { isUuid } from '../domain/id.ts';
import type { Principal } from '../domain/principal.ts';
import { SafeNestError } from '../errors.ts';
import { announcedMatters, matterOfRoom } from '../pipeline/announced-matters.ts';
import { LIMITS } from './guardrails/limits.ts';

/** What a turn goes on from, and where it is kept. */
export interface Memory {
  /** Oldest first. */
  past: ChatTurn[];
  /** The session a turn is kept in: what was told to its asker alone never goes into one that a channel shares. */
  sessionFor(tx: OrgDb, privately: boolean): Promise<string>;
}

/**
 * The conversation a question goes on with. In a channel all of its people share one, and each has another beside it for what
 * they were told alone: a question is read after both. In the thread of a message that told of a matter the conversation begins with
 * that matter, for whoever may see it. Throws `not_found` for a session that is not the asker's.
 */
export async function openMemory(
  tx: OrgDb,
  principal: Principal,
  wanted: string | undefined,
  now: Date,
): Promise<Memory> {
  const owner = ownerOf(principal);
  const alone = privateOwnerOf(principal);
  if (wanted !== undefined) {
    if (!isUuid(wanted) || !(await ownsSession(tx, wanted, owner)))
      throw new SafeNestError(
        'not_found',
        'There is no such conversation of yours; leave out the session to begin a new one.',
      );
    return { past: await lastTurns(tx, wanted, LIMITS.memory), sessionFor: async () => wanted };
  }
  // A program names the conversation it goes on with; a person just goes on talking.
  const isProgram = principal.place.platform === 'api' || principal.place.platform === 'cli';
  const running = isProgram ? null : await runningSession(tx, owner, now);
  const said = running === null ? [] : await lastTurns(tx, running, LIMITS.memory);
  const about = await announced(tx, principal, said, now);
  // what it is all about is remembered however long it is talked
  const past = [...about, ...said.slice(about.length - LIMITS.memory)];
  if (alone.place === owner.place) {
    const session = running ?? (await startSession(tx, owner, now));
    return { past, sessionFor: async () => session };
  }
  const own = await runningSession(tx, alone, now);
  const toldAlone: readonly ChatTurn[] = own === null ? [] : await lastTurns(tx, own, LIMITS.memoryAlone);
  const all = [...past, ...toldAlone].sort((a, b) => a.at.getTime() - b.at.getTime());
  const late = all.slice(-LIMITS.memoryAlone);
  return {
    past: all.filter((turn) => late.includes(turn) || !toldAlone.includes(turn)).slice(-LIMITS.memory),
    sessionFor: async (tx, privately) =>
      privately ? (own ?? (await startSession(tx, alone, now))) : (running ?? (await startSession(tx, owner, now))),
  };
}

/** What a thread hangs on, or a room is about, as if somebody had asked for it there before anything was said. */
async function announced(tx: OrgDb, principal: Principal, said: readonly ChatTurn[], now: Date): Promise<ChatTurn[]> {
  const { under, room } = principal.place;
  const matters =
    (under && (await announcedMatters({ tx, principal, now }, under))) ??
    (room === undefined ? null : await matterOfRoom({ tx, principal, now }, room));
  if (!matters) return [];
  const { citations, lines } = matters;
  return [
    {
      at: new Date((said[0]?.at ?? now).getTime() - 1),
      question: citations.map(({ ref }) => ref).join(', '),
      answer: lines.join('\n'),
      citations,
      steps: [],
      cards: [],
      trace: {},
    },
  ];
}
