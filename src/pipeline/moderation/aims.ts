import { FLAGS, marksOfName, type Trace } from './session-state.ts';

/** Whom a message is aimed at, and how surely, 0..1. */
export interface Aim {
  at: string;
  weight: number;
}

/** How long ago somebody may have spoken who is meant by “you”. */
const YOU_WITHIN_MS = 3 * 60_000;
/** How long a conversation is about the same person although nobody names them. */
const SAME_WITHIN_MS = 5 * 60_000;
/** Two who are alone speak to each other. */
const ALONE_WITHIN_MS = 5 * 60_000;
/** So many messages back it is looked for who spoke. */
const LOOKED_BACK = 12;
/** Names of fewer letters are words like any other. */
const WEIGHTS = { named: 1, reply: 1, byName: 0.9, you: 0.7, same: 0.5, alone: 0.6 };

/**
 * Whom each message speaks to, in order of time: who is mentioned or answered; else whom it calls by name; else, for “you”, who spoke
 * last; else, of what is hostile, who it was about before. Nobody speaks to themselves, and of themselves to nobody; who takes somebody's
 * part names them, and does not attack them.
 */
export function aimsOf(
  traces: readonly Trace[],
  names: Readonly<Record<string, string>>,
): ReadonlyMap<string, readonly Aim[]> {
  const authors = new Map(traces.map(({ k, a }) => [k, a]));
  const called = new Map<string, string>();
  for (const [account, name] of Object.entries(names))
    for (const mark of marksOfName(name)) {
      // a name that two have says nothing
      called.set(mark, called.has(mark) && called.get(mark) !== account ? '' : account);
    }
  const aims = new Map<string, readonly Aim[]>();
  let about: { at: string; t: number } | null = null;
  for (const [i, trace] of traces.entries()) {
    const found = aimOf(trace, i);
    aims.set(trace.k, found);
    if (found.length === 1 && found[0]!.weight >= 0.6) about = { at: found[0]!.at, t: trace.t };
    else if (found.length === 1 && about?.at === found[0]!.at) about = { at: about.at, t: trace.t };
  }
  return aims;

  function aimOf(trace: Trace, i: number): Aim[] {
    const { a, m = [], n = 0, r, ra, w = [], f } = trace;
    if (f & FLAGS.defends) return [];
    const others = m.filter((one) => one !== a);
    // who calls a whole crowd speaks to nobody in it
    if (others.length > 0) return others.map((at) => ({ at, weight: WEIGHTS.named * Math.min(1, 3 / Math.max(n, 1)) }));
    const answered = ra ?? (r === undefined ? undefined : authors.get(r));
    if (answered !== undefined) return answered === a ? [] : [{ at: answered, weight: WEIGHTS.reply }];
    const byName = [...new Set(w.flatMap((mark) => called.get(mark) || []))].filter((one) => one !== a);
    if (byName.length > 0)
      return byName.slice(0, 3).map((at) => ({ at, weight: WEIGHTS.byName / Math.min(byName.length, 3) }));
    if (f & FLAGS.ofMyself) return [];
    const before = lastOther(i, a);
    const goesOn = about && about.at !== a && trace.t - about.t <= SAME_WITHIN_MS ? about.at : null;
    if (f & FLAGS.toYou) {
      // in the middle of a quarrel “you” is whom it is about, unless somebody else has just spoken up
      const spoke = before && trace.t - before.t <= YOU_WITHIN_MS ? before.a : null;
      const beside = goesOn !== null && spoke !== null && spoke !== goesOn && aims.get(before!.k)?.[0]?.at === goesOn;
      const at = beside ? goesOn : (spoke ?? goesOn);
      return at === null ? [] : [{ at, weight: WEIGHTS.you }];
    }
    if (goesOn !== null && trace.w) return [{ at: goesOn, weight: WEIGHTS.same }];
    return before && alone(i, a, before.a) ? [{ at: before.a, weight: WEIGHTS.alone }] : [];
  }

  /** Who else spoke last, a few messages back at most. */
  function lastOther(i: number, author: string): Trace | null {
    for (let at = i - 1; at >= Math.max(0, i - LOOKED_BACK); at--) if (traces[at]!.a !== author) return traces[at]!;
    return null;
  }

  /** Whether nobody but these two spoke lately, and the other did. */
  function alone(i: number, author: string, other: string): boolean {
    let spoke = false;
    for (let at = i - 1; at >= Math.max(0, i - LOOKED_BACK); at--) {
      const one = traces[at]!;
      if (one.a === author || traces[i]!.t - one.t > ALONE_WITHIN_MS) continue;
      if (one.a !== other) return false;
      spoke = true;
    }
    return spoke;
  }
}
