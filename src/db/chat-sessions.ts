import type { Selectable } from 'kysely';
import { newId } from '../domain/id.ts';
import type { Principal } from '../domain/principal.ts';
import type { Card, Citation } from '../messages/card.ts';
import type { Step } from '../messages/turn.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** Whose conversation it is, and where it is held. */
export interface SessionOwner {
  /** `member:…` or `key:…`; `shared` where everybody in a channel holds it. */
  owner: string;
  /** `console:member:…`, `slack:member:…:` and the conversation, or `slack:` and the conversation that a channel shares. */
  place: string;
}

/** In whose name a principal's conversations are kept, and where they are held. */
export function ownerOf(principal: Principal): SessionOwner {
  const { platform, audience, conversation } = principal.place;
  if (audience === 'shared' && conversation !== undefined)
    return { owner: 'shared', place: `${platform}:${conversation}` };
  return privateOwnerOf(principal);
}

/** Where what a principal is told alone is kept, wherever they speak. */
export function privateOwnerOf({ actor, place }: Principal): SessionOwner {
  const owner = actor.kind === 'system' ? 'system' : `${actor.kind}:${actor.id}`;
  const conversation = place.conversation === undefined ? '' : `:${place.conversation}`;
  return { owner, place: `${place.platform}:${owner}${conversation}` };
}

/** One question with its answer, as it is remembered. */
export interface ChatTurn {
  at: Date;
  question: string;
  answer: string;
  citations: Citation[];
  steps: Step[];
  cards: Card[];
  trace: Record<string, unknown>;
}

/** A turn as it lies in the database. */
export interface KeptTurn extends ChatTurn {
  id: string;
  /** What was said of the answer; null where nobody has. */
  helpful: boolean | null;
}

/** A conversation pauses this long, in ms, before a new one begins. */
const SESSION_GAP = 30 * 60 * 1000;

/** Whether the session is this owner's; another's, or one that never was, is simply not there. */
export async function ownsSession(tx: OrgDb, id: string, { owner }: SessionOwner): Promise<boolean> {
  const row = await tx
    .selectFrom('chat_session')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('owner', '=', owner)
    .executeTakeFirst();
  return row !== undefined;
}

/** The conversation this person holds here, if they said something within the last half hour. */
export async function runningSession(tx: OrgDb, { owner, place }: SessionOwner, now: Date): Promise<string | null> {
  const row = await tx
    .selectFrom('chat_session')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('owner', '=', owner)
    .where('place', '=', place)
    .where('last_at', '>=', new Date(now.getTime() - SESSION_GAP))
    .orderBy('last_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Begins a conversation and returns its id. */
export async function startSession(tx: OrgDb, { owner, place }: SessionOwner, now: Date): Promise<string> {
  const id = newId(now.getTime());
  await tx
    .insertInto('chat_session')
    .values({ id, org_id: tx.orgId, owner, place, started_at: now, last_at: now })
    .execute();
  return id;
}

/** The last turns of a conversation, oldest first. */
export async function lastTurns(tx: OrgDb, sessionId: string, limit: number): Promise<KeptTurn[]> {
  const rows = await tx
    .selectFrom('chat_turn')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('session_id', '=', sessionId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().map(fromRow);
}

/** One turn as it is kept. */
export async function findKeptTurn(tx: OrgDb, id: string): Promise<KeptTurn | undefined> {
  const row = await tx
    .selectFrom('chat_turn')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && fromRow(row);
}

const fromRow = (row: Selectable<Schema['chat_turn']>): KeptTurn => ({
  id: row.id,
  at: row.at,
  question: row.question,
  answer: row.answer,
  citations: row.citations as Citation[],
  steps: row.steps as Step[],
  cards: row.cards as Card[],
  trace: row.trace,
  helpful: row.helpful,
});

/** Remembers a finished turn, and that its session goes on. */
export async function addTurn(
  tx: OrgDb,
  sessionId: string,
  turn: ChatTurn,
  id: string = newId(turn.at.getTime()),
): Promise<void> {
  await tx
    .with('session', (query) =>
      query
        .updateTable('chat_session')
        .set({ last_at: turn.at })
        .where('org_id', '=', tx.orgId)
        .where('id', '=', sessionId),
    )
    .insertInto('chat_turn')
    .values({
      id,
      org_id: tx.orgId,
      session_id: sessionId,
      at: turn.at,
      question: turn.question,
      answer: turn.answer,
      citations: JSON.stringify(turn.citations),
      steps: JSON.stringify(turn.steps),
      cards: JSON.stringify(turn.cards),
      trace: JSON.stringify(turn.trace),
    })
    .execute();
}
