import type { Attachment } from '../../domain/chat-message.ts';
import { SCREENED, type Scores } from '../../domain/screening.ts';
import { calledIn } from './called-in.ts';
import { wordsOf } from './name-marks.ts';
import { isQuotation, ownWords } from './own-words.ts';
import { type Amounts, amountsOf, isMuch } from './posting/rates.ts';
import { LED, leadsAway } from './repeats.ts';
import { asksWords, type SpeaksOf, speaksOf } from './speaks-of.ts';
import { reactionSays, type Tone, toneOf } from './tone.ts';

/** A message of a conversation as far as its course depends on it: no words, some two hundred bytes. */
export interface Trace {
  /** Its id within the channel. */
  k: string;
  /** When it was said, ms since 1970. */
  t: number;
  /** Who said it. */
  a: string;
  /** Scores in hundredths, in the order of SCREENED; empty for what is nothing of it. */
  s: readonly number[];
  /** What else it says, of FLAGS. */
  f: number;
  /** Accounts it names or mentions, at most MOST_AIMS, and how many there were. */
  m?: readonly string[];
  n?: number;
  /** Id of the message it answers, and who wrote that, where it is known. */
  r?: string;
  ra?: string;
  /** Of what is hostile: marks of its words, for names among them. */
  w?: readonly string[];
  /** Mark of the whole text, for repeats, with LED before it where it has a link; and its share of capitals in hundredths. */
  h?: string;
  c?: number;
  /** Who laughed at it, and who struck at it, by a reaction. */
  l?: readonly string[];
  b?: readonly string[];
  /** What its sender thinks of the author, 0..1. */
  p?: number;
  /** How much it posts, where that is more than a few words. */
  z?: Amounts;
}

export const FLAGS = {
  laughs: 1,
  toYou: 2,
  ofMyself: 4,
  soothes: 8,
  defends: 16,
  atYou: 32,
  third: 64,
  person: 128,
  toAll: 256,
  tells: 512,
  asksWords: 1024,
  comforts: 2048,
  ofCalled: 4096,
  plays: 8192,
  earnest: 16_384,
  /** It tells other people's words among its own; or it is a quotation from its first letter to its last. */
  cites: 32_768,
  quoted: 65_536,
} as const satisfies Partial<Record<keyof Tone | keyof SpeaksOf | 'asksWords' | 'cites' | 'quoted', number>>;

const flagsOf = (read: Partial<Record<keyof typeof FLAGS, unknown>>): number =>
  Object.entries(FLAGS).reduce(
    (flags, [name, bit]) => flags | (read[name as keyof typeof FLAGS] === true ? bit : 0),
    0,
  );

/** What has to be kept of a conversation to go on judging it; bounded, however long it lasts. */
export interface SessionState {
  /** The newest messages. */
  recent: readonly Trace[];
  /** The newest hostile ones, which stay longer. */
  hostile: readonly Trace[];
  /** What accounts in them are called. */
  names: Readonly<Record<string, string>>;
  /** The score as it went, ms since 1970 and 0..100. */
  course: readonly (readonly [number, number])[];
}

export const EMPTY_STATE: SessionState = { recent: [], hostile: [], names: {}, course: [] };

export const MOST_RECENT = 48;
export const MOST_HOSTILE = 64;
export const MOST_COURSE = 60;
const MOST_AIMS = 8;
/** From this score on, of whatever kind, a message may be an attack. */
export const HOSTILE_FROM = 0.3;
/** Lower scores are not worth remembering. */
const NOTHING = 0.1;
const LONGEST_NAME = 60;

/** What of a message is remembered. Its author is a person; programs leave no trace. */
export function traceOf(message: {
  key: string;
  at: Date;
  author: string;
  scores: Scores;
  content: string;
  targets: readonly string[];
  replyTo: string | null;
  replyAuthor: string | null;
  reactions: Readonly<Record<string, readonly string[]>>;
  reputation?: number | undefined;
  attachments?: readonly Attachment[];
  stickers?: number;
}): Trace {
  const {
    key,
    at,
    author,
    scores,
    content,
    replyTo,
    replyAuthor,
    reputation,
    attachments = [],
    stickers = 0,
  } = message;
  const amounts = amountsOf({ content, attachments, stickers });
  const own = ownWords(content);
  const tone = toneOf(own);
  const aims = message.targets.filter((one) => one !== author);
  const worst = Math.max(...SCREENED.map((name) => scores[name]));
  const words = worst >= HOSTILE_FROM ? wordsOf(own) : [];
  const says = (wanted: 'laugh' | 'blow') =>
    [
      ...new Set(
        Object.entries(message.reactions).flatMap(([emoji, accounts]) =>
          reactionSays(emoji) === wanted ? accounts : [],
        ),
      ),
    ]
      .toSorted()
      .slice(0, MOST_AIMS);
  // what is quoted counts for nobody; said again and again it is the same text all the same
  const same = own === content ? tone.same : toneOf(content).same;
  const called = calledIn(content);
  const laughed = says('laugh');
  const struck = says('blow').filter((one) => one !== author);
  return {
    k: key,
    t: at.getTime(),
    a: author,
    s: worst < NOTHING ? [] : SCREENED.map((name) => Math.round(scores[name] * 100)),
    f: flagsOf({
      ...tone,
      ...speaksOf(own),
      asksWords: asksWords(content),
      cites: own !== content,
      quoted: own === content && isQuotation(content),
    }),
    ...(aims.length > 0 || called > 1
      ? { m: aims.slice(0, MOST_AIMS), n: Math.max(message.targets.length, called) }
      : {}),
    ...(replyTo ? { r: replyTo } : {}),
    ...(replyAuthor ? { ra: replyAuthor } : {}),
    ...(words.length > 0 ? { w: words } : {}),
    ...(same ? { h: leadsAway(content) ? LED + same : same } : {}),
    ...(tone.caps > 0 ? { c: Math.round(tone.caps * 100) } : {}),
    ...(laughed.length > 0 ? { l: laughed } : {}),
    ...(struck.length > 0 ? { b: struck } : {}),
    ...(reputation === undefined ? {} : { p: reputation }),
    ...(isMuch(amounts) ? { z: amounts } : {}),
  };
}

/** With a message, or with it as it is now. In whatever order messages come, the same ones are kept. */
export function withTrace(
  state: SessionState,
  trace: Trace,
  names: Readonly<Record<string, string>> = {},
): SessionState {
  const recent = newest(state.recent, trace, MOST_RECENT);
  const hostile = isHostile(trace) ? newest(state.hostile, trace, MOST_HOSTILE) : without(state.hostile, trace.k);
  return { ...state, recent, hostile, names: namesAfter(state, { recent, hostile }, shortened(names), trace) };
}

/** Without a message: it belongs to another conversation now. */
export function withoutTrace(state: SessionState, key: string): SessionState {
  const recent = without(state.recent, key);
  const hostile = without(state.hostile, key);
  return { ...state, recent, hostile, names: namesAfter(state, { recent, hostile }, {}) };
}

/** Every message that is kept, once, in order of time. */
export function tracesOf({ recent, hostile }: Pick<SessionState, 'recent' | 'hostile'>): readonly Trace[] {
  if (hostile.length === 0) return recent;
  const among = new Set(recent.map(({ k }) => k));
  const older = hostile.filter(({ k }) => !among.has(k));
  const [last, first] = [older.at(-1), recent[0]];
  if (!last) return recent;
  const all = [...older, ...recent];
  return first && byTime(last, first) > 0 ? all.toSorted(byTime) : all;
}

/** The course with the score as it is now; at most one point a second, and the middle thins out before the ends do. */
export function withScore(state: SessionState, at: number, score: number): SessionState {
  const course = [...state.course];
  const rounded = Math.round(score);
  const last = course.at(-1);
  if (last && last[0] >= at - 999) course[course.length - 1] = [Math.max(last[0], at), rounded];
  else course.push([at, rounded]);
  if (course.length > MOST_COURSE) course.splice(leastTelling(course), 1);
  return { ...state, course };
}

/** The point without which the line changes least. */
function leastTelling(course: readonly (readonly [number, number])[]): number {
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < course.length - 1; i++) {
    const [a, b, c] = [course[i - 1]!, course[i]!, course[i + 1]!];
    const share = c[0] === a[0] ? 0 : (b[0] - a[0]) / (c[0] - a[0]);
    const off = Math.abs(b[1] - (a[1] + share * (c[1] - a[1])));
    if (off < least) [best, least] = [i, off];
  }
  return best;
}

/** The same conversation as if some in it had said nothing that counts, and nobody had struck or laughed with them. */
export function withoutPeople<State extends Pick<SessionState, 'recent' | 'hostile'>>(
  state: State,
  people: ReadonlySet<string>,
): State {
  if (people.size === 0) return state;
  const seen = (trace: Trace): Trace => {
    const { b = [], l = [], ...rest } = trace;
    const others = (accounts: readonly string[]) => accounts.filter((one) => !people.has(one));
    const { k, t, a, f, r, ra } = rest;
    const own = people.has(a)
      ? { k, t, a, f, s: [], ...(r === undefined ? {} : { r }), ...(ra === undefined ? {} : { ra }) }
      : rest;
    return {
      ...own,
      ...(others(b).length > 0 ? { b: others(b) } : {}),
      ...(others(l).length > 0 ? { l: others(l) } : {}),
    };
  };
  return {
    ...state,
    recent: state.recent.map(seen),
    hostile: state.hostile.filter(({ a }) => !people.has(a)).map(seen),
  };
}

const isHostile = ({ s }: Trace): boolean => Math.max(...s) >= HOSTILE_FROM * 100;
const byTime = (a: Trace, b: Trace): number => a.t - b.t || (a.k < b.k ? -1 : a.k > b.k ? 1 : 0);
const without = (traces: readonly Trace[], key: string): readonly Trace[] =>
  traces.some(({ k }) => k === key) ? traces.filter(({ k }) => k !== key) : traces;
const newest = (traces: readonly Trace[], trace: Trace, most: number): Trace[] => {
  const all = [...without(traces, trace.k), trace];
  // most come in order
  const before = all.at(-2);
  return (before && byTime(before, trace) > 0 ? all.toSorted(byTime) : all).slice(-most);
};

/** Names of whoever occurs in what is kept: with those that came, without those of whoever left with what is kept no longer. */
function namesAfter(
  before: SessionState,
  after: Pick<SessionState, 'recent' | 'hostile'>,
  given: Readonly<Record<string, string>>,
  came?: Trace,
): Readonly<Record<string, string>> {
  const asked = new Set(Object.keys(given));
  for (const trace of [
    ...gone(before.recent, after.recent),
    ...gone(before.hostile, after.hostile),
    ...(came ? [came] : []),
  ])
    for (const account of accountsIn(trace)) asked.add(account);
  let names: Record<string, string> | null = null;
  for (const account of asked) {
    const known = Object.hasOwn(before.names, account) ? before.names[account]! : undefined;
    const wanted = occursIn(after, account) ? (Object.hasOwn(given, account) ? given[account]! : known) : undefined;
    if (wanted === known) continue;
    names ??= { ...before.names };
    if (wanted === undefined) delete names[account];
    else names[account] = wanted;
  }
  return names ?? before.names;
}

/** Those that are kept no longer: the oldest, or one that is another now. */
function gone(before: readonly Trace[], after: readonly Trace[]): readonly Trace[] {
  // mostly one was added, and none has left or the oldest
  if (before === after || (before.length < after.length && before[0] === after[0])) return [];
  if (before.length === after.length && before[1] === after[0]) return before.slice(0, 1);
  const left = new Set(after);
  return before.filter((trace) => !left.has(trace));
}

const accountsIn = ({ a, m = [], ra }: Trace): readonly string[] => (ra === undefined ? [a, ...m] : [a, ra, ...m]);
const occursIn = ({ recent, hostile }: Pick<SessionState, 'recent' | 'hostile'>, account: string): boolean =>
  [recent, hostile].some((traces) =>
    traces.some(({ a, m, ra }) => a === account || ra === account || m?.includes(account)),
  );

const shortened = (names: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([account, name]) =>
      name ? [[account, name.slice(0, LONGEST_NAME).toWellFormed()]] : [],
    ),
  );
