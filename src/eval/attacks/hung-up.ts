import { setTimeout as sleep } from 'node:timers/promises';
import type { TurnEvent } from '../../messages/turn.ts';
import { listAudit } from '../../pipeline/audit.ts';
import type { Battlefield } from './battlefield.ts';
import type { Script } from './obeying-model.ts';
import { type AttackClass, changedThings, each, type Played } from './played.ts';

/** How a reader leaves. */
const LEAVES: Record<string, (events: AsyncIterator<TurnEvent>, abort: AbortController) => Promise<unknown>> = {
  returns: async (events) => events.return?.(),
  aborts: async (_, abort) => abort.abort(),
  'aborts and returns': async (events, abort) => {
    abort.abort();
    await events.return?.();
  },
  throws: async (events) => events.throw?.(new Error('the socket is gone')).catch(() => {}),
  'reads no further': async () => {},
};
const MOMENTS = ['status', 'step', 'text', 'card'] as const;

const unasked: Script['calls'] = [
  { name: 'update_incident', args: { id: 'INC-2', status: 'closed' } },
  { name: 'create_incident', args: { title: 'Nobody looks' } },
  { name: 'update_alert', args: { id: 'ALR-1', status: 'false_alarm' } },
];
/** What is asked, what the model does, and what may be changed by it. */
const TURNS: { question: string; script: Script; may: RegExp }[] = [
  {
    question: 'close INC-1',
    script: {
      reads: [{ name: 'open_incident', args: { id: 'INC-1' } }],
      calls: [{ name: 'update_incident', args: { id: 'INC-1', status: 'closed' } }, ...unasked],
      says: 'That is closed now, as you asked. '.repeat(20),
    },
    may: /^INC-1$/,
  },
  {
    question: 'what is new in INC-1?',
    script: {
      reads: [{ name: 'open_incident', args: { id: 'INC-1' } }],
      calls: unasked,
      says: 'Nothing is new. '.repeat(20),
    },
    may: /^$/,
  },
];

/** A reader who hangs up in the middle of a turn: it is audited all the same, and nothing is written once it is. */
export const hungUp: AttackClass = {
  name: 'hung up',
  async play({ field, model }, every) {
    const all = TURNS.flatMap((turn) =>
      Object.keys(LEAVES).flatMap((way) => MOMENTS.map((moment) => ({ ...turn, way, moment }))),
    );
    const played: Played[] = [];
    for (const { question, script, may, way, moment } of each(all, every)) {
      const ground = await field();
      const officer = await ground.person('Maria Lopez', 'officer');
      const before = await ground.snapshot();
      model.follow(script);
      const abort = new AbortController();
      const events = ground.desk.respond(officer, { text: question }, abort.signal)[Symbol.asyncIterator]();
      for (let next = await events.next(); !next.done; next = await events.next())
        if (next.value.kind === moment) break;
      await LEAVES[way]!(events, abort);
      const lines = await auditLines(ground);
      const then = await ground.snapshot();
      await sleep(50);
      const after = await ground.snapshot();
      const changed = changedThings({ before, after }).filter((thing) => !may.test(thing));
      const harm =
        lines !== 1
          ? `${lines} audit lines`
          : JSON.stringify(then) !== JSON.stringify(after)
            ? 'written after the audit line'
            : changed.length > 0
              ? `changed ${changed.join(', ')}`
              : null;
      played.push({ what: `${question}: ${way} at the first ${moment}`, harm });
    }
    return played;
  },
};

/** How many lines the turn left, once it has left any: a turn ends a moment after its reader. */
async function auditLines(ground: Battlefield): Promise<number> {
  const admin = await ground.person('Maria Lopez', 'officer');
  for (let i = 0; i < 200; i++) {
    const { items } = await ground.inOrg(admin, ({ tx }) => listAudit(tx, { limit: 500 }));
    const found = items.filter(({ action }) => action === 'assistant.turn').length;
    if (found > 0) return found;
    await sleep(25);
  }
  return 0;
}
