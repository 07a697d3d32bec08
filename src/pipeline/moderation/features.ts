import { noScores, SCREENED, type Scores } from '../../domain/screening.ts';
import { type Aim, aimsOf } from './aims.ts';
import { type Blow, type Quarrels, quarrelsIn } from './quarrel.ts';
import { calledWithin, mostWithin, shrinkageOf } from './rhythm.ts';
import { FLAGS, type SessionState, type Trace, tracesOf } from './session-state.ts';

/** Somebody in a conversation. */
export interface Named {
  account: string;
  name: string;
}

/** Somebody who was hostile to the chief target; with none, to whomever. */
export interface Attacker extends Named {
  /** Hostile messages of theirs. */
  messages: number;
  /** Of their worst message, 0..1. */
  worst: number;
  /** How much they bore down on the target lately, 0 and up; one plain insult just now is about 0.8. */
  weight: number;
}

/** What a conversation looks like from a distance: over what is kept of it, the newest some hundred messages. */
export interface SessionFeatures {
  messages: number;
  minutes: number;
  /** Of the last ten minutes. */
  perMinute: number;
  /** How much shorter the pauses get, 0..1. */
  shrinkage: number;
  /** The most messages within one minute. */
  burst: number;
  /** Share of the hostile messages that is aimed at the chief target. */
  aimedShare: number;
  /** How many bear down on the chief target; who only hits back at it is none of them. */
  attackers: number;
  target: Named | null;
  /** The attackers, the heaviest first. */
  offenders: Attacker[];
  /** How much more hostile it became from its first to its last third, -1..1. */
  rise: number;
  /** Share of the messages aimed at the target that it did not answer. */
  unanswered: number;
  /** In how many quarters of an hour the same person was hostile to the target: who does not let go of somebody. */
  persistence: number;
  /** How often the same text came lately. */
  repeats: number;
  /** Share of capitals in hostile messages, 0..1. */
  caps: number;
  /** The most people whom one person called within one minute. */
  mentions: number;
  worst: Scores;
  meanToxicity: number;
  /** How heavily the attackers together bear down on the target, 0..1. */
  pressure: number;
  /** How much it looks like teasing among friends: hits both ways, and laughter, 0..1. */
  banter: number;
  /** How grave the gravest single message is by itself, 0..1: threats, attacks on what somebody is. */
  severe: number;
  /** Every hostile message of a person that is still kept, with whom it was aimed at; oldest first. */
  blows: readonly Blow[];
}

/** How long a blow is felt: after so long it counts half. */
const FELT_MS = 45 * 60_000;
const LATELY_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
/** Messages less hostile than this are none. */
const LEAST_HARM = 0.35;
/** Above this nobody asks for peace, whatever they say. */
const MEANT_FOR_PEACE = 0.75;
/** How many blows of one person come near the most they can do alone. */
const ONE_ALONE = 1.6;
const MOST_ALONE = 0.9;
/** From so much on somebody takes part, in the sense of a pile-on. */
export const TAKES_PART = 0.3;
const MOST_TARGETS = 24;
/** A reaction that strikes, against a plain insult. */
const BLOW = 0.12;

interface Weighed {
  trace: Trace;
  aims: readonly Aim[];
  /** 0..1 */
  harm: number;
  /** Harm as it is felt now. */
  felt: number;
}

/** What a conversation looks like now, at its last message. Pure; the order in which messages came makes no difference. */
export function featuresOf(
  state: Pick<SessionState, 'recent' | 'hostile' | 'names'>,
  all: { messages: number; startedAt: number },
): SessionFeatures {
  const traces = tracesOf(state);
  const now = traces.at(-1)?.t ?? all.startedAt;
  const aims = aimsOf(traces, state.names);
  const weighed = traces.map((trace): Weighed => {
    const harm = harmOf(trace);
    return { trace, aims: aims.get(trace.k)!, harm, felt: strengthOf(harm) * 2 ** ((trace.t - now) / FELT_MS) };
  });
  const hostile = weighed.filter(({ harm }) => harm >= LEAST_HARM);
  const blows = hostile.map(
    ({ trace, aims: at, harm }): Blow => ({
      key: trace.k,
      author: trace.a,
      at,
      strength: strengthOf(harm),
      time: trace.t,
    }),
  );
  const { hitsBack } = quarrelsIn(blows);
  const candidates = [...new Set([...hostile.flatMap((one) => one.aims.map(({ at }) => at)), ...struckIn(traces)])];
  const views = candidates.slice(-MOST_TARGETS).map((target) => viewOf(target, weighed, hostile, hitsBack));
  const chief = views.toSorted((a, b) => b.burden - a.burden || (a.target < b.target ? -1 : 1))[0];
  const named = (account: string): Named => ({ account, name: nameOf(state.names, account) });
  const aimed = chief ? hostile.filter((one) => one.aims.some(({ at }) => at === chief.target)) : hostile;
  const recent = traces.filter(({ t }) => t > now - LATELY_MS);
  const attackers = chief?.attackers ?? loose(hostile);
  return {
    messages: all.messages,
    minutes: Math.max(0, (now - all.startedAt) / MINUTE_MS),
    perMinute: recent.length / Math.max(1, Math.min(LATELY_MS, now - (traces[0]?.t ?? now)) / MINUTE_MS),
    shrinkage: shrinkageOf(aimed.length >= 4 ? aimed.map(({ trace }) => trace.t) : traces.map(({ t }) => t)),
    burst: mostWithin(traces.map(({ t }) => [t, 1])),
    aimedShare: hostile.length === 0 ? 0 : chief ? aimed.length / hostile.length : 0,
    attackers: attackers.filter(({ weight }) => weight >= TAKES_PART).length,
    target: chief ? named(chief.target) : null,
    offenders: attackers.map(({ account, ...rest }) => ({ ...named(account), ...rest })),
    rise: riseOf(weighed),
    unanswered: chief?.unanswered ?? 0,
    persistence: chief?.persistence ?? 0,
    repeats: repeatsOf(recent),
    caps: mean(hostile.map(({ trace }) => (trace.c ?? 0) / 100)),
    mentions: calledWithin(traces),
    worst: worstOf(traces),
    meanToxicity: mean(traces.map(({ s }) => (s[0] ?? 0) / 100)),
    pressure: chief?.pressure ?? 0,
    banter: chief?.banter ?? 0,
    severe: Math.max(0, ...weighed.map((one) => gravityOf(one, views) * 2 ** ((one.trace.t - now) / (2 * FELT_MS)))),
    blows,
  };
}

const scoreOf = ({ s }: Trace, name: (typeof SCREENED)[number]): number => (s[SCREENED.indexOf(name)] ?? 0) / 100;

/** How hostile a message is, 0..1: swearing alone is not. */
function harmOf(trace: Trace): number {
  const of = (name: (typeof SCREENED)[number]) => scoreOf(trace, name);
  const toPeople = Math.max(
    of('insult'),
    of('identity_attack'),
    of('threat'),
    of('severe_toxicity'),
    of('sexual') * 0.9,
  );
  const swearing = of('profanity') * (1 - toPeople);
  const said = Math.max(toPeople, of('toxicity') * 0.9 - swearing * 0.6);
  // who asks for peace is heard as hostile only where the words are
  const harm = trace.f & (FLAGS.soothes | FLAGS.defends) && said < MEANT_FOR_PEACE ? said / 2 : said;
  // whom their platform thinks ill of is believed less, and the other way round
  return Math.max(0, Math.min(1, harm * (trace.p === undefined ? 1 : 1.15 - 0.3 * trace.p)));
}

const strengthOf = (harm: number): number => (harm < LEAST_HARM ? 0 : Math.min(1, (harm - LEAST_HARM + 0.1) / 0.6));

interface View {
  target: string;
  attackers: { account: string; messages: number; worst: number; weight: number }[];
  pressure: number;
  banter: number;
  /** The same with each of them. */
  banterWith: ReadonlyMap<string, number>;
  unanswered: number;
  persistence: number;
  /** What decides whose case it is. */
  burden: number;
}

/** A conversation as one person in it meets it. Who only hits back at them is felt, and no attacker. */
function viewOf(
  target: string,
  weighed: readonly Weighed[],
  hostile: readonly Weighed[],
  hitsBack: Quarrels['hitsBack'],
): View {
  const blows = new Map<string, { messages: number; worst: number; weight: number }>();
  const strike = (account: string, weight: number, worst: number, messages: number): void => {
    const one = blows.get(account) ?? { messages: 0, worst: 0, weight: 0 };
    blows.set(account, {
      messages: one.messages + messages,
      worst: Math.max(one.worst, worst),
      weight: one.weight + weight,
    });
  };
  const back = new Map<string, number>();
  for (const { trace, aims, harm, felt } of hostile)
    for (const { at, weight } of aims) {
      if (at === target && trace.a !== target) strike(trace.a, felt * weight, harm, 1);
      if (trace.a === target) back.set(at, (back.get(at) ?? 0) + felt * weight);
    }
  for (const { trace } of weighed)
    if (trace.a === target) for (const account of trace.b ?? []) strike(account, BLOW, 0, 0);
  const attackers = [...blows]
    .map(([account, one]) => ({ account, ...one }))
    .toSorted((a, b) => b.weight - a.weight || (a.account < b.account ? -1 : 1));
  const own = weighed.filter(({ trace }) => trace.a === target).map(({ trace }) => trace);
  const cheer = cheerOf(own);
  let left = 1;
  let sum = 0;
  let friendly = 0;
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
    unanswered: unansweredBy(target, weighed),
    persistence: persistenceAt(target, hostile),
    burden: pressure * (0.4 + 0.6 * share) * (1 + 0.1 * began.filter(({ weight }) => weight >= TAKES_PART).length),
  };
}

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

/** Everybody who is hostile to nobody in particular. */
function loose(hostile: readonly Weighed[]): View['attackers'] {
  const by = Map.groupBy(hostile, ({ trace }) => trace.a);
  return [...by]
    .map(([account, own]) => ({
      account,
      messages: own.length,
      worst: Math.max(...own.map(({ harm }) => harm)),
      weight: own.reduce((sum, { felt }) => sum + felt, 0),
    }))
    .toSorted((a, b) => b.weight - a.weight || (a.account < b.account ? -1 : 1));
}

/** How grave a message is by itself: a threat, or an attack on what somebody is; less so among friends who laugh about it. */
function gravityOf({ trace, aims }: Weighed, views: readonly View[]): number {
  const over = (name: (typeof SCREENED)[number], from: number, most: number): number =>
    most * Math.max(0, Math.min(1, (scoreOf(trace, name) - from) / 0.25));
  const grave = Math.max(
    over('threat', 0.5, 1),
    over('severe_toxicity', 0.6, 0.95),
    over('identity_attack', 0.65, 0.9),
    over('sexual', 0.8, 0.5),
  );
  const among = Math.min(
    1,
    ...aims.map(({ at }) => views.find(({ target }) => target === at)?.banterWith.get(trace.a) ?? 0),
    aims.length === 0 ? 0 : 1,
  );
  const joking = trace.f & FLAGS.laughs ? 0.25 : 0;
  return grave * (1 - 0.7 * among) * (1 - joking);
}

/** Who was struck by reactions from several. */
const struckIn = (traces: readonly Trace[]): string[] => traces.flatMap(({ a, b = [] }) => (b.length >= 2 ? [a] : []));

/** How much more hostile the last third is than the first. */
function riseOf(weighed: readonly Weighed[]): number {
  if (weighed.length < 6) return 0;
  const third = Math.floor(weighed.length / 3);
  const of = (some: readonly Weighed[]): number => mean(some.map(({ harm }) => harm));
  return of(weighed.slice(-third)) - of(weighed.slice(0, third));
}

function repeatsOf(traces: readonly Trace[]): number {
  const times = new Map<string, number>();
  for (const { h } of traces) if (h) times.set(h, (times.get(h) ?? 0) + 1);
  return Math.max(0, ...times.values()) > 1 ? Math.max(...times.values()) : 0;
}

function worstOf(traces: readonly Trace[]): Scores {
  const worst = noScores();
  for (const trace of traces) for (const name of SCREENED) worst[name] = Math.max(worst[name], scoreOf(trace, name));
  return worst;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const nameOf = (names: Readonly<Record<string, string>>, account: string): string =>
  Object.hasOwn(names, account) ? names[account]! : '';
