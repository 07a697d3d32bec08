import type { ChatPlace } from '../messages/inbound.ts';
import type { OrgDb } from './scope.ts';

/** A thread of a channel, in which the first answer asks whether it solved what was asked. */
export type ThreadKey = Pick<ChatPlace, 'platform' | 'workspace' | 'channel'> & { thread: string };

/** Who said that a thread is solved, and when; null where nobody has. */
export type Solved = { at: Date; by: string } | null;

/** Whether the answer of this turn is the one that asks in its thread: the first that wants to. */
export async function askInThread(tx: OrgDb, key: ThreadKey, turnId: string, now: Date): Promise<boolean> {
  const { platform, workspace, channel, thread } = key;
  await tx
    .insertInto('asked_thread')
    .values({ org_id: tx.orgId, platform, workspace, channel, thread, turn_id: turnId, asked_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await solvedOf(tx, turnId)) !== undefined;
}

/** How it stands with what the answer of a turn asks; undefined where it asks nothing. */
export async function solvedOf(tx: OrgDb, turnId: string): Promise<Solved | undefined> {
  const row = await tx
    .selectFrom('asked_thread')
    .select(['solved_at', 'solved_by'])
    .where('org_id', '=', tx.orgId)
    .where('turn_id', '=', turnId)
    .executeTakeFirst();
  return row && solvedIn(row);
}

/** Marks the thread of an answer as solved; what was said first stays. Undefined where the answer asks nothing. */
export async function solveThread(
  tx: OrgDb,
  turnId: string,
  solved: { at: Date; by: string },
): Promise<Solved | undefined> {
  await tx
    .updateTable('asked_thread')
    .set({ solved_at: solved.at, solved_by: solved.by })
    .where('org_id', '=', tx.orgId)
    .where('turn_id', '=', turnId)
    .where('solved_at', 'is', null)
    .execute();
  return solvedOf(tx, turnId);
}

/** Whether somebody said that a thread is solved. */
export async function isSolved(tx: OrgDb, { platform, workspace, channel, thread }: ThreadKey): Promise<boolean> {
  const row = await tx
    .selectFrom('asked_thread')
    .select('solved_at')
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .where('thread', '=', thread)
    .where('solved_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

const solvedIn = ({ solved_at: at, solved_by: by }: { solved_at: Date | null; solved_by: string | null }): Solved =>
  at && by !== null ? { at, by } : null;
