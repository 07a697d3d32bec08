import type { Aim } from './aims.ts';
import { LEAST_HARM } from './hostility.ts';
import type { Quarrels } from './quarrel.ts';
import { FLAGS, type Trace } from './session-state.ts';

/** How many blows of one person come near the most they can do alone. */
const ONE_ALONE = 1.6;
const MOST_ALONE = 0.9;
/** From so much on somebody takes part, in the sense of a pile-on. */
export const TAKES_PART = 0.3;
/** How surely a message is at somebody that says nothing of whom it is at. */
export const NAMES_NOBODY = 0.5;
/** A reaction that strikes, against a plain insult. */
const BLOW = 0.12;
const QUARTER_MS = 15 * 60_000;

/** A message with what it does. */
export interface Weighed {
  trace: Trace;
  aims: readonly Aim[];
  /** 0..1 */
  harm: number;
  /** Harm as it is felt now. */
  felt: number;
}

/** A conversation as one person in it meets it. */
export interface View {
  target: string;
  attackers: { account: string; messages: number; worst: number; weight: number; surest: number }[];
  pressure: number;
  banter: number;
  /** The same with each of them. */
  banterWith: ReadonlyMap<string, number>;
  unanswered: number;
  persistence: number;
  /** How many plain blows more than two of them the most persistent one dealt who is not answered in kind, 0 and up. */
  relentless: number;
  /** What decides whose case it is. */
  burden: number;
}

/** A conversation as one person in it meets it. Who only hits back at them is felt, and no attacker. */
export function viewOf(
  target: string,
  weighed: readonly Weighed[],
  hostile: readonly Weighed[],
  hitsBack: Quarrels['hitsBack'],
): View {
  const blows = new Map<string, { messages: number; worst: number; weight: number; surest: number }>();
  const strike = (account: string, weight: number, worst: number, messages: number, sure: number): void => {
    const one = blows.get(account) ?? { messages: 0, worst: 0, weight: 0, surest: 0 };
    blows.set(account, {
      messages: one.messages + messages,
      worst: Math.max(one.worst, worst),
      weight: one.weight + weight,
      surest: Math.max(one.surest, sure),
    });
  };
  const back = new Map<string, number>();
  for (const { trace, aims, harm, felt } of hostile)
    for (const { at, weight } of aims) {
      if (at === target && trace.a !== target) strike(trace.a, felt * weight, harm, 1, weight);
      if (trace.a === target) back.set(at, (back.get(at) ?? 0) + felt * weight);
    }
  for (const { trace } of weighed)
    if (trace.a === target) for (const account of trace.b ?? []) strike(account, BLOW, 0, 0, 0);
  const attackers = [...blows]
    .map(([account, one]) => ({ account, ...one }))
    .toSorted((a, b) => b.weight - a.weight || (a.account < b.account ? -1 : 1));
  const own = weighed.filter(({ trace }) => trace.a === target).map(({ trace }) => trace);
  const cheer = cheerOf(own);
  const isPlain = (trace: Trace, aims: readonly Aim[], harm: number): boolean =>
    harm >= PLAIN &&
    aims.some(({ at, weight }) => at === target && (weight >= SURELY || (trace.f & FLAGS.atYou) !== 0));
  let left = 1;
  let sum = 0;
  let friendly = 0;
  let relentless = 0;
  const banterWith = new Map<string, number>();
  for (const { account, weight } of attackers) {
    const theirs = weighed.filter(({ trace }) => trace.a === account).map(({ trace }) => trace);
    const laughed = theirs.filter(({ l }) => l?.includes(target)).length / Math.max(1, theirs.length);
    const mutual = mutuality(weight, back.get(account) ?? 0);
    const both = Math.min(1, Math.min(Math.max(cheer, laughed), Math.max(cheerOf(theirs), 0.5 * cheer)) * 2);
    // friends hit back and laugh; who only laughs may be laughing it off; who only hits back is in a fight
    const banter = Math.min(1, mutual * both + 0.45 * (1 - mutual) * Math.min(1, Math.max(cheer, laughed) * 1.5));
    const felt = (1 - Math.exp(-weight / ONE_ALONE)) * MOST_ALONE * (1 - 0.85 * banter) * (1 - 0.2 * mutual);
    banterWith.set(account, banter);
    const plain = hostile.filter(({ trace, aims, harm }) => trace.a === account && isPlain(trace, aims, harm)).length;
    if (!hitsBack(account, target))
      relentless = Math.max(relentless, Math.max(0, plain - 2) * (1 - banter) * (1 - mutual));
    left *= 1 - felt;
    sum += weight;
    friendly += weight * banter;
  }
  const pressure = 1 - left;

  const began = attackers.filter(({ account }) => !hitsBack(account, target));
  const share = sum === 0 ? 1 : began.reduce((own, { weight }) => own + weight, 0) / sum;
  return {
    target,
    attackers: began,
    pressure,
    banter: sum === 0 ? 0 : friendly / sum,
    banterWith,
    relentless,
    unanswered: unansweredBy(target, weighed),
    persistence: persistenceAt(target, hostile),
    burden: pressure * (0.4 + 0.6 * share) * (1 + 0.1 * began.filter(takesPart).length),
  };
}

/** A blow that leaves no doubt whom it is for. */
const PLAIN = 0.5;
const SURELY = 0.7;

/** Whether somebody takes part in a pile-on: more than in passing, and by words that name nobody only where another follows. */
export const takesPart = ({ weight, messages, surest }: View['attackers'][number]): boolean =>
  weight >= TAKES_PART && (messages > 1 || surest > NAMES_NOBODY);

/** 1 where as much comes back as is given. */
const mutuality = (given: number, returned: number): number =>
  given <= 0 || returned <= 0 ? 0 : Math.min(1, (1.4 * Math.min(given, returned)) / Math.max(given, returned));

/** Share of somebody's messages that laugh. */
const cheerOf = (traces: readonly Trace[]): number =>
  traces.length === 0 ? 0 : traces.filter(({ f }) => f & FLAGS.laughs).length / traces.length;

/** Of what was aimed at somebody, the share after which they said nothing more. */
function unansweredBy(target: string, weighed: readonly Weighed[]): number {
  const aimed = weighed.filter(
    ({ trace, aims, harm }) => trace.a !== target && harm >= LEAST_HARM && aims.some(({ at }) => at === target),
  );
  if (aimed.length < 2) return 0;
  const last = weighed.findLast(({ trace }) => trace.a === target)?.trace.t ?? Number.NEGATIVE_INFINITY;
  return aimed.filter(({ trace }) => trace.t > last).length / aimed.length;
}

function persistenceAt(target: string, hostile: readonly Weighed[]): number {
  const aimed = hostile.filter(({ trace, aims }) => trace.a !== target && aims.some(({ at }) => at === target));
  const by = Map.groupBy(aimed, ({ trace }) => trace.a);
  return Math.max(
    0,
    ...[...by.values()].map((own) => new Set(own.map(({ trace }) => Math.floor(trace.t / QUARTER_MS))).size),
  );
}
