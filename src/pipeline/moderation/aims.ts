import { harmOf, LEAST_HARM, scoreOf } from './hostility.ts';
import { marksOfName } from './name-marks.ts';
import { FLAGS, type Trace } from './session-state.ts';

/** Whom a message is aimed at, and how surely, 0..1. */
export interface Aim {
  at: string;
  weight: number;
}

/** Whom each message is aimed at, by its id, and which only tell what others say or what a word means. */
export interface Aims {
  of: ReadonlyMap<string, readonly Aim[]>;
  told: ReadonlySet<string>;
}

/** How long ago somebody may have spoken who is meant by “you”. */
const YOU_WITHIN_MS = 3 * 60_000;
/** How long a conversation is about the same person although nobody names them. */
const SAME_WITHIN_MS = 5 * 60_000;
/** Two who are alone speak to each other. */
const ALONE_WITHIN_MS = 5 * 60_000;
/** How long ago somebody may have told of somebody else, or asked what a word means, for an answer to be about that. */
const TOLD_WITHIN_MS = 10 * 60_000;
/** So many messages back it is looked for who spoke. */
const LOOKED_BACK = 12;
/** From so hostile a message on it is clear how its author means it. */
const PLAINLY = 0.5;
/** `unsure`: words that may be at them as well as about somebody else. */
const WEIGHTS = { named: 1, reply: 1, byName: 0.9, you: 0.7, same: 0.5, alone: 0.6, unsure: 0.3, answer: 0.7 };

/**
 * Whom each message is aimed at, in order of time. A mention or an answer tells to whom one speaks, not of whom: whoever is named in the
 * words, or spoken of as somebody else (he, that guy, my boss), is meant and not the one spoken to. Where the words tell neither (“what
 * an idiot”), it is taken from how their author stands to the other: who attacked them in plain words means them, who comforts them does
 * not. Else, for “you”, who spoke last; of what is hostile, who it was about before. Nobody aims at themselves, and of themselves at
 * nobody; nor does who takes somebody's part, tells what others said, or says what a word means.
 */
export function aimsOf(traces: readonly Trace[], names: Readonly<Record<string, string>>): Aims {
  const authors = new Map(traces.map(({ k, a }) => [k, a]));
  const called = new Map<string, string>();
  for (const [account, name] of Object.entries(names))
    for (const mark of marksOfName(name)) {
      // a name that two have says nothing
      called.set(mark, called.has(mark) && called.get(mark) !== account ? '' : account);
    }
  // aims are found twice, without and with how people stand to each other: what does not depend on that is found once
  const spokenAt = new Map(traces.map((trace) => [trace.k, spokenIn(trace)]));
  const namedAt = new Map(traces.map((trace) => [trace.k, namesIn(trace)]));
  const toldAt = new Map<string, boolean>();
  const told = new Set(
    traces.filter(({ f }, i) => f & FLAGS.tells || isMeaning(i) || isRecital(i) || asksOn(i)).map(({ k }) => k),
  );
  let asksSides = false;
  const unknown = (): boolean => {
    asksSides = true;
    return false;
  };
  const first = passed({ attacks: unknown, comforts: unknown, strikes: unknown }, null);
  const stand = sidesOf();
  return { of: stand === null ? first.aims : passed(stand, first).aims, told };

  /** How authors stand to others, by what they said in words that leave no doubt; null where nobody takes any side. */
  function sidesOf(): Sides | null {
    const attacked = new Set<string>();
    const comforted = new Set<string>();
    const struck = new Set<string>();
    for (const trace of traces) {
      const { a, f } = trace;
      const harm = harmOf(trace);
      const hostile = harm >= LEAST_HARM;
      const to = spokenTo(trace);
      if (
        f & FLAGS.comforts ||
        (trace.w !== undefined &&
          scoreOf(trace, 'threat') < PLAINLY &&
          f & FLAGS.person &&
          !(f & FLAGS.atYou) &&
          to.length > 0)
      )
        for (const other of to) comforted.add(pair(a, other));
      if (!hostile || (f & (FLAGS.third | FLAGS.comforts) && !(f & FLAGS.atYou) && namedIn(trace).length === 0))
        continue;
      for (const { at, weight } of first.aims.get(trace.k)!) {
        if (weight >= WEIGHTS.same) struck.add(pair(a, at));
        if (harm >= PLAINLY && weight > WEIGHTS.alone && (f & FLAGS.atYou || namedIn(trace).includes(at)))
          attacked.add(pair(a, at));
      }
    }
    if (attacked.size === 0 && struck.size === 0 && comforted.size === 0) return null;
    return {
      attacks: (one, other) => attacked.has(pair(one, other)),
      strikes: (one, other) => struck.has(pair(one, other)),
      comforts: (one, other) => comforted.has(pair(one, other)) && !attacked.has(pair(one, other)),
    };
  }

  /** Goes through the conversation once; what another time round did not ask for sides, and comes upon the same again, is as it was then. */
  function passed(stand: Sides, before: Passed | null): Passed {
    const aims = new Map<string, readonly Aim[]>();
    const settled: Passed['settled'][number][] = [];
    let about: About | null = null;
    for (const [i, trace] of traces.entries()) {
      asksSides = false;
      const then = before?.settled[i];
      const isSame: boolean = !!then && then.about?.at === about?.at && then.about?.t === about?.t;
      const found: readonly Aim[] = isSame ? before!.aims.get(trace.k)! : aimOf(trace, i);
      settled.push(asksSides ? null : { about });
      aims.set(trace.k, found);
      if (found.length === 1 && found[0]!.weight >= 0.6) about = { at: found[0]!.at, t: trace.t };
      else if (found.length === 1 && about?.at === found[0]!.at) about = { at: about.at, t: trace.t };
    }
    return { aims, settled };

    function aimOf(trace: Trace, i: number): Aim[] {
      const { a, n = 0, t, w, f } = trace;
      if (f & FLAGS.defends || told.has(trace.k)) return [];
      const to = spokenTo(trace);
      const all = namedIn(trace);
      const named = all.filter((one) => !to.includes(one));
      // of somebody else, or to all of them
      const ofOther = !(f & FLAGS.atYou) && (f & FLAGS.third) !== 0;
      if (named.length > 0 && (to.length === 0 || ofOther))
        return named.slice(0, 3).map((at) => ({ at, weight: WEIGHTS.byName / Math.min(named.length, 3) }));
      if (to.length > 0) {
        const isCalled = trace.m?.some((one) => one !== a) ?? false;
        // who calls a whole crowd speaks to nobody in it
        const sure = isCalled ? WEIGHTS.named * Math.min(1, 3 / Math.max(n, 1)) : WEIGHTS.reply;
        if (f & FLAGS.atYou || w === undefined) return to.map((at) => ({ at, weight: sure }));
        return to.flatMap((at) => {
          if ((isCalled && f & FLAGS.ofCalled) || all.includes(at)) return [{ at, weight: sure }];
          if (ofOther || f & FLAGS.comforts) return [];
          // who is struck and strikes back means them
          if (stand.attacks(a, at) || stand.strikes(at, a)) return [{ at, weight: sure }];
          return stand.comforts(a, at) || hasTold(at, i) ? [] : [{ at, weight: sure * WEIGHTS.answer }];
        });
      }
      if (f & FLAGS.ofMyself && !(f & FLAGS.atYou)) return [];
      const before = lastOther(i, a);
      const goesOn = about && about.at !== a && t - about.t <= SAME_WITHIN_MS ? about.at : null;
      if (f & FLAGS.toAll) return [];
      if (f & FLAGS.toYou && (f & FLAGS.atYou || !(f & (FLAGS.third | FLAGS.comforts)))) {
        // in the middle of a quarrel “you” is whom it is about, unless somebody else has just spoken up
        const spoke = before && t - before.t <= YOU_WITHIN_MS ? before.a : null;
        const aside = goesOn !== null && spoke !== null && spoke !== goesOn;
        // whom others meant may turn out to be somebody else
        asksSides ||= aside;
        const beside = aside && aims.get(before!.k)?.[0]?.at === goesOn;
        // who only laughs or passes by is not whom the one who goes on means
        const passes = goesOn !== null && before !== null && stand.attacks(a, goesOn) && !turnsTo(before, a);
        const at = beside || passes ? goesOn : (spoke ?? goesOn);
        return at === null ? [] : [{ at, weight: WEIGHTS.you }];
      }
      if (w === undefined || f & FLAGS.comforts) return goesOn !== null && w ? [] : near();
      if (goesOn !== null) {
        if (stand.attacks(a, goesOn)) return [{ at: goesOn, weight: f & FLAGS.atYou ? WEIGHTS.alone : WEIGHTS.same }];
        if (ofOther || stand.comforts(a, goesOn) || hasTold(goesOn, i)) return [];
        return [{ at: goesOn, weight: f & FLAGS.atYou ? WEIGHTS.same : WEIGHTS.unsure }];
      }
      return near();

      /** Whether a message turns to somebody, or against them. */
      function turnsTo(one: Trace, other: string): boolean {
        const turned = FLAGS.toYou | FLAGS.soothes | FLAGS.defends;
        return (one.f & turned) !== 0 || spokenTo(one).includes(other) || one.w !== undefined;
      }

      function near(): Aim[] {
        if (!before || !alone(i, a, before.a)) return [];
        if (w === undefined) return [{ at: before.a, weight: WEIGHTS.alone }];
        if (f & FLAGS.atYou || stand.attacks(a, before.a)) return [{ at: before.a, weight: WEIGHTS.alone }];
        return ofOther || stand.comforts(a, before.a) || hasTold(before.a, i)
          ? []
          : [{ at: before.a, weight: WEIGHTS.unsure }];
      }
    }
  }

  function spokenTo({ k }: Trace): readonly string[] {
    return spokenAt.get(k)!;
  }

  function namedIn({ k }: Trace): readonly string[] {
    return namedAt.get(k)!;
  }

  /** Whom somebody calls or answers. */
  function spokenIn({ a, m = [], r, ra }: Trace): string[] {
    const others = m.filter((one) => one !== a);
    if (others.length > 0) return others;
    const answered = ra ?? (r === undefined ? undefined : authors.get(r));
    return answered === undefined || answered === a ? [] : [answered];
  }

  /** Whom the words name. */
  function namesIn({ a, w = [] }: Trace): string[] {
    if (w.length === 0) return [];
    return [...new Set(w.flatMap((mark) => called.get(mark) || []))].filter((one) => one !== a);
  }

  /** Whether somebody told of somebody else lately, without turning on them who are here. */
  function hasTold(one: string, i: number): boolean {
    const key = `${i} ${one}`;
    const known = toldAt.get(key) ?? toldBefore(one, i);
    toldAt.set(key, known);
    return known;
  }

  function toldBefore(one: string, i: number): boolean {
    for (let at = i - 1; at >= Math.max(0, i - LOOKED_BACK); at--) {
      const { a, f, t } = traces[at]!;
      if (a === one && traces[i]!.t - t <= TOLD_WITHIN_MS && f & (FLAGS.person | FLAGS.tells) && !(f & FLAGS.atYou))
        return true;
    }
    return false;
  }

  /** Whether somebody else just asked what a word means. */
  function isMeaning(i: number): boolean {
    const { a, t } = traces[i]!;
    for (let at = i - 1; at >= Math.max(0, i - 3); at--) {
      const one = traces[at]!;
      if (one.a === a || t - one.t > YOU_WITHIN_MS) continue;
      return (one.f & FLAGS.asksWords) !== 0;
    }
    return false;
  }

  /** Whether it asks what yet another word means. */
  function asksOn(i: number): boolean {
    const { a, f } = traces[i]!;
    return (
      (f & FLAGS.asksWords) !== 0 &&
      traces.slice(Math.max(0, i - 6), i).some((one) => one.a === a && one.f & FLAGS.asksWords)
    );
  }

  /** Whether it goes on with what its author, or who spoke before, quoted already: line by line. */
  function isRecital(i: number): boolean {
    if (!(traces[i]!.f & FLAGS.quoted)) return false;
    for (let at = i - 1; at >= Math.max(0, i - 6); at--)
      if (traces[at]!.f & (FLAGS.cites | FLAGS.asksWords) && traces[i]!.t - traces[at]!.t <= TOLD_WITHIN_MS)
        return true;
    return false;
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

/** What came of going through a conversation; `settled`: what somebody's aim was found with where it hangs on no sides. */
interface Passed {
  aims: ReadonlyMap<string, readonly Aim[]>;
  settled: readonly ({ about: About | null } | null)[];
}

/** Whom a conversation is about, and since when. */
interface About {
  at: string;
  t: number;
}

/** How one stands to another. */
interface Sides {
  attacks: (one: string, other: string) => boolean;
  comforts: (one: string, other: string) => boolean;
  /** Whether one was hostile to the other, as far as that can be told. */
  strikes: (one: string, other: string) => boolean;
}

const pair = (one: string, other: string): string => JSON.stringify([one, other]);
