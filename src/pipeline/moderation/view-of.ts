import type { Aim } from './aims.ts';
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

/** A hostile message as whom it is aimed at meets it. */
interface Aimed {
  one: Weighed;
  weight: number;
}

/** What views of a conversation are drawn from. */
export interface Crowd {
  /** What each said, in order of time. */
  said: ReadonlyMap<string, readonly Trace[]>;
  hostileBy: ReadonlyMap<string, readonly Weighed[]>;
  /** What others aimed at each. */
  hostileAt: ReadonlyMap<string, readonly Aimed[]>;
}

/** Sorts a conversation by its people, once for all views of it; `hostile` are those of `weighed` that are. */
export function crowdOf(weighed: readonly Weighed[], hostile: readonly Weighed[]): Crowd {
  const said = new Map<string, Trace[]>();
  for (const { trace } of weighed) addTo(said, trace.a, trace);
  const hostileBy = new Map<string, Weighed[]>();
  const hostileAt = new Map<string, Aimed[]>();
  for (const one of hostile) {
    addTo(hostileBy, one.trace.a, one);
    for (const { at, weight } of one.aims) if (at !== one.trace.a) addTo(hostileAt, at, { one, weight });
  }
  return { said, hostileBy, hostileAt };
}

function addTo<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** A conversation as one person in it meets it. Who only hits back at them is felt, and no attacker. */
export function viewOf(target: string, { said, hostileBy, hostileAt }: Crowd, hitsBack: Quarrels['hitsBack']): View {
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
  const aimed = hostileAt.get(target) ?? [];
  for (const { one, weight } of aimed) strike(one.trace.a, one.felt * weight, one.harm, 1, weight);
  const back = new Map<string, number>();
  for (const { aims, felt } of hostileBy.get(target) ?? [])
    for (const { at, weight } of aims) back.set(at, (back.get(at) ?? 0) + felt * weight);
  const own = said.get(target) ?? [];
  for (const { b = [] } of own) for (const account of b) strike(account, BLOW, 0, 0, 0);
  const attackers = [...blows]
    .map(([account, one]) => ({ account, ...one }))
    .toSorted((a, b) => b.weight - a.weight || (a.account < b.account ? -1 : 1));
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
    const theirs = said.get(account) ?? [];
    const laughed = theirs.filter(({ l }) => l?.includes(target)).length / Math.max(1, theirs.length);
    const mutual = mutuality(weight, back.get(account) ?? 0);
    const both = Math.min(1, Math.min(Math.max(cheer, laughed), Math.max(cheerOf(theirs), 0.5 * cheer)) * 2);
    // friends hit back and laugh; who only laughs may be laughing it off; who only hits back is in a fight
    const banter = Math.min(1, mutual * both + 0.45 * (1 - mutual) * Math.min(1, Math.max(cheer, laughed) * 1.5));
    const felt = (1 - Math.exp(-weight / ONE_ALONE)) * MOST_ALONE * (1 - 0.85 * banter) * (1 - 0.2 * mutual);
    banterWith.set(account, banter);
    const plain = (hostileBy.get(account) ?? []).filter(({ trace, aims, harm }) => isPlain(trace, aims, harm)).length;
    if (!hitsBack(account, target))
      relentless = Math.max(relentless, Math.max(0, plain - 2) * (1 - banter) * (1 - mutual));
    left *= 1 - felt;
    sum += weight;
    friendly += weight * banter;
  }
  const pressure = 1 - left;
  const began = attackers.filter(({ account }) => !hitsBack(account, target));
  const share = sum === 0 ? 1 : began.reduce((given, { weight }) => given + weight, 0) / sum;
  return {
    target,
    attackers: began,
    pressure,
    banter: sum === 0 ? 0 : friendly / sum,
    banterWith,
    relentless,
    unanswered: unanswered(aimed, own.at(-1)?.t),
    persistence: persistence(aimed),
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
function unanswered(aimed: readonly Aimed[], lastSaid = Number.NEGATIVE_INFINITY): number {
  if (aimed.length < 2) return 0;
  return aimed.filter(({ one }) => one.trace.t > lastSaid).length / aimed.length;
}

/** In how many quarters of an hour the same person was hostile. */
function persistence(aimed: readonly Aimed[]): number {
  const by = Map.groupBy(aimed, ({ one }) => one.trace.a);
  return Math.max(
    0,
    ...[...by.values()].map((theirs) => new Set(theirs.map(({ one }) => Math.floor(one.trace.t / QUARTER_MS))).size),
  );
}
