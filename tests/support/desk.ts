import { type ChatModel, offlineModel } from '../../src/agent/chat-model.ts';
import { createDesk, type Desk, type DeskOptions } from '../../src/agent/respond.ts';
import type { Db } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { silentLog } from '../../src/log.ts';
import type { Answer, TurnEvent } from '../../src/messages/turn.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { toolsFor } from '../../src/tools/index.ts';

export const deskKey = auditKey('a secret of at least thirty-two characters');

/** The desk with its real tools on a test's database; only the clock and the model are chosen. */
export const testDesk = (
  db: Db,
  now: () => Date,
  model: ChatModel = offlineModel,
  options: Partial<DeskOptions> = {},
): Desk =>
  createDesk({
    db,
    model,
    now,
    tools: toolsFor,
    services: {
      health: async () => ({ ok: true, checks: [{ name: 'database', ok: true, detail: 'answers' }] }),
      wake: () => {},
    },
    auditKey: deskKey,
    log: silentLog(),
    publicUrl: 'https://desk.example',
    ...options,
  });

export interface Asked {
  events: TurnEvent[];
  answer: Answer;
  /** The deltas put together: all that a reader saw, what was taken back as well. */
  seen: string;
}

/** Asks and waits for the whole answer; fails when the turn failed. */
export async function ask(desk: Desk, who: Principal, text: string, sessionId?: string): Promise<Asked> {
  const events: TurnEvent[] = [];
  for await (const event of desk.respond(who, { text, ...(sessionId === undefined ? {} : { sessionId }) }))
    events.push(event);
  const last = events.at(-1);
  if (last?.kind !== 'done') throw new Error(`the turn ended with ${JSON.stringify(last)}`);
  const seen = events.flatMap((event) => (event.kind === 'text' ? [event.delta] : [])).join('');
  const left = textAfter(events).trimEnd();
  if (left !== last.answer.text) throw new Error(`a reader was left with “${left}”, not “${last.answer.text}”`);
  return { events, answer: last.answer, seen };
}

/** What a reader has before them after these events. */
export function textAfter(events: readonly TurnEvent[]): string {
  let text = '';
  for (const event of events) {
    if (event.kind === 'text') text += event.delta;
    if (event.kind === 'retract') text = text.slice(0, text.length - event.length);
  }
  return text;
}
