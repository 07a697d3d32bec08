import { noScores, SCREENED, type Scores } from '../../domain/screening.ts';
import { type Aims, aimsOf } from './aims.ts';
import { type Heard, heardIn, onlySwears, shareOf } from './heard.ts';
import { harmOf, LEAST_HARM, scoreOf, strengthOf } from './hostility.ts';
import { type Blow, quarrelsIn } from './quarrel.ts';
import { repeatsOf } from './repeats.ts';
import { calledWithin, mostWithin, shrinkageOf } from './rhythm.ts';
import { FLAGS, type SessionState, type Trace, tracesOf, withoutPeople } from './session-state.ts';
import { crowdOf, takesPart, type View, viewOf, type Weighed } from './view-of.ts';

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
  /** How many plain blows more than two one person dealt the target without being answered in kind, 0 and up. */
  relentless: number;
  /** How often the same text came lately: from one person, or with a link in it from anybody. */
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
  /** How messages are heard that count for less than their words say, by their ids. */
  heard: ReadonlyMap<string, Heard>;
}

/** How long a blow is felt: after so long it counts half. */
const FELT_MS = 45 * 60_000;
const LATELY_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
const MOST_TARGETS = 24;
const WHOLE: Heard = { words: 1, threat: 1 };
const NOBODY: ReadonlySet<string> = new Set();
const NOTHING_ELSE: ReadonlyMap<string, Heard> = new Map();

/**
 * What a conversation looks like now, at its last message. Pure; the order in which messages came makes no difference. Whom `without`
 * names is part of no quarrel in it: nothing they said counts, and nothing is aimed at them.
 */
export function featuresOf(
  state: Pick<SessionState, 'recent' | 'hostile' | 'names'>,
  all: { messages: number; startedAt: number },
  without: ReadonlySet<string> = NOBODY,
): SessionFeatures {
  const traces = tracesOf(withoutPeople(state, without));
  const now = traces.at(-1)?.t ?? all.startedAt;
  const felt = (harm: number, t: number): number =>
    harm < LEAST_HARM ? 0 : strengthOf(harm) * 2 ** ((t - now) / FELT_MS);
  const harms = traces.map(harmOf);
  const struck = struckIn(traces).filter((account) => !without.has(account));
  // most conversations are calm: whom nobody attacks in them need not be found out
  const aims: Aims | null =
    struck.length > 0 || harms.some((harm) => harm >= LEAST_HARM)
      ? aimsAtOthers(aimsOf(traces, state.names), without)
      : null;
  const heard = aims ? heardIn(traces, aims.of, aims.told) : NOTHING_ELSE;
  const weighed = traces.map((trace, i): Weighed => {
    const at = aims?.of.get(trace.k) ?? [];
    const harm = harmTo(trace, at, harms[i]!, heard.get(trace.k));
    return { trace, aims: at, harm, felt: felt(harm, trace.t) };
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
  const crowd = crowdOf(weighed, hostile);
  const candidates = [...new Set([...hostile.flatMap((one) => one.aims.map(({ at }) => at)), ...struck])];
  const views = candidates.slice(-MOST_TARGETS).map((target) => viewOf(target, crowd, hitsBack));
  const chief = views.toSorted((a, b) => b.burden - a.burden || (a.target < b.target ? -1 : 1))[0];
  const named = (account: string): Named => ({ account, name: nameOf(state.names, account) });
  const aimed = chief ? hostile.filter((one) => one.aims.some(({ at }) => at === chief.target)) : hostile;
  const recent = traces.filter(({ t }) => t > now - LATELY_MS);
  const attackers = chief?.attackers ?? loose(hostile);
  const bearing = attackers.filter(takesPart).length;
  return {
    messages: all.messages,
    minutes: Math.max(0, (now - all.startedAt) / MINUTE_MS),
    perMinute: recent.length / Math.max(1, Math.min(LATELY_MS, now - (traces[0]?.t ?? now)) / MINUTE_MS),
    shrinkage: shrinkageOf(aimed.length >= 4 ? aimed.map(({ trace }) => trace.t) : traces.map(({ t }) => t)),
    burst: mostWithin(traces.map(({ t }) => [t, 1])),
    aimedShare: hostile.length === 0 ? 0 : chief ? aimed.length / hostile.length : 0,
    // several who are rough at nobody in particular are no pile-on
    attackers: chief ? bearing : Math.min(bearing, 1),
    target: chief ? named(chief.target) : null,
    offenders: attackers.map(({ account, surest: _, ...rest }) => ({ ...named(account), ...rest })),
    rise: riseOf(weighed),
    unanswered: chief?.unanswered ?? 0,
    persistence: chief?.persistence ?? 0,
    relentless: chief?.relentless ?? 0,
    repeats: repeatsOf(recent),
    caps: mean(hostile.map(({ trace }) => (trace.c ?? 0) / 100)),
    mentions: calledWithin(traces),
    worst: worstOf(traces),
    meanToxicity: mean(traces.map(({ s }) => (s[0] ?? 0) / 100)),
    pressure: chief?.pressure ?? 0,
    banter: chief?.banter ?? 0,
    severe: Math.max(
      0,
      ...weighed.map(
        (one) => gravityOf(one, views, heard.get(one.trace.k)) * 2 ** ((one.trace.t - now) / (2 * FELT_MS)),
      ),
    ),
    blows,
    heard,
  };
}

/** Without what is aimed at some. */
const aimsAtOthers = ({ of, told }: Aims, people: ReadonlySet<string>): Aims =>
  people.size === 0
    ? { of, told }
    : { of: new Map([...of].map(([key, aims]) => [key, aims.filter(({ at }) => !people.has(at))])), told };

/** How hostile a message is to anybody here: cursing at nothing, and talk of who is not here, is to none of them. */
function harmTo(trace: Trace, at: Weighed['aims'], harm: number, heard: Heard = WHOLE): number {
  if (harm === 0 || heard === WHOLE) return harm;
  const atNobody = at.length === 0 && !(trace.f & FLAGS.atYou) && scoreOf(trace, 'identity_attack') < 0.5;
  if (onlySwears(trace) || atNobody) return Math.min(harm, LEAST_HARM / 2);
  return scoreOf(trace, 'threat') >= scoreOf(trace, 'insult') ? harm * heard.threat : harm;
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
      surest: 0,
    }))
    .toSorted((a, b) => b.weight - a.weight || (a.account < b.account ? -1 : 1));
}

/** How grave a message is by itself: a threat, or an attack on what somebody is; less so among friends who laugh about it. */
function gravityOf({ trace, aims }: Weighed, views: readonly View[], heard: Heard = WHOLE): number {
  if (trace.s.length === 0) return 0;
  const over = (name: (typeof SCREENED)[number], from: number, most: number): number =>
    most * Math.max(0, Math.min(1, (scoreOf(trace, name) * shareOf(name, heard) - from) / 0.25));
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
  return grave * (1 - 0.7 * among);
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

function worstOf(traces: readonly Trace[]): Scores {
  const worst = noScores();
  for (const trace of traces)
    if (trace.s.length > 0) for (const name of SCREENED) worst[name] = Math.max(worst[name], scoreOf(trace, name));
  return worst;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const nameOf = (names: Readonly<Record<string, string>>, account: string): string =>
  Object.hasOwn(names, account) ? names[account]! : '';
