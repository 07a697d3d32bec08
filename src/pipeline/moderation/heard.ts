import { SCREENED, type Scores, type Screened } from '../../domain/screening.ts';
import type { Aim } from './aims.ts';
import { scoreOf } from './hostility.ts';
import { FLAGS, type Trace } from './session-state.ts';

/** How much of a message's scores is meant for somebody who is here, 0..1: of its words, and of a threat in it. */
export interface Heard {
  words: number;
  threat: number;
}

/** A message whose words are told, quoted or explained. */
const TOLD = 0.3;
/** At nobody who is here: cursing, and talk of somebody else. */
const AT_NOBODY = 0.6;
const UNSURE = 0.7;
const LAUGHED = 0.85;
const THREAT_LAUGHED = 0.6;
const PLAYED = 0.6;
/** From here on it is against what somebody is, and counts whomever it is said to. */
const OF_A_KIND = 0.6;
/** From so sure an aim on it is meant for them. */
const SURE = 0.5;
/** Said to somebody, and not of whom: in a strict channel it counts all the same. */
const OPEN = { from: 0.9, share: 0.945 };
/** From here on a message's other scores come of what sounds like a threat in it. */
const LIKE_A_THREAT = 0.2;
/** So many messages back it is looked for a game. */
const LOOKED_BACK = 12;

/** Whether a message swears, and at nobody: the oven is on fire. */
export const onlySwears = (trace: Trace): boolean =>
  !(trace.f & (FLAGS.atYou | FLAGS.toYou)) &&
  scoreOf(trace, 'profanity') >= 0.8 &&
  (trace.f & FLAGS.ofMyself ? scoreOf(trace, 'insult') < 0.7 : scoreOf(trace, 'insult') < 0.4) &&
  scoreOf(trace, 'identity_attack') < 0.5 &&
  scoreOf(trace, 'threat') < 0.4;

/**
 * How each message is heard, by what it says of whom and what goes on around it: what is told or explained, said of somebody who is not
 * here, at nobody, laughed about, or in a game counts for less than the same words at somebody.
 */
export function heardIn(
  traces: readonly Trace[],
  aims: ReadonlyMap<string, readonly Aim[]>,
  told: ReadonlySet<string>,
): ReadonlyMap<string, Heard> {
  const heard = new Map<string, Heard>();
  for (const [i, trace] of traces.entries()) {
    if (trace.s.length === 0) continue;
    const { k, f } = trace;
    const at = aims.get(k) ?? [];
    const sure = Math.max(0, ...at.map(({ weight }) => weight));
    let words = 1;
    let threat = 1;
    if (told.has(k)) words = threat = TOLD;
    else if (scoreOf(trace, 'identity_attack') >= OF_A_KIND) words = 1;
    else if (onlySwears(trace) || (at.length === 0 && !(f & FLAGS.atYou)) || f & FLAGS.defends) words = AT_NOBODY;
    else if (sure < SURE && !(f & FLAGS.atYou)) words = UNSURE;
    else if (sure < OPEN.from && !(f & FLAGS.atYou)) words = OPEN.share;
    if (f & FLAGS.soothes && scoreOf(trace, 'insult') < 0.5) words = Math.min(words, AT_NOBODY);
    // who laughs about what is meant in earnest only laughs at them
    if (f & FLAGS.laughs && !(f & FLAGS.earnest)) {
      words *= LAUGHED;
      threat *= THREAT_LAUGHED;
    }
    if (!(f & FLAGS.earnest) && playing(i)) threat *= PLAYED;
    if (scoreOf(trace, 'threat') >= LIKE_A_THREAT) words *= threat;
    if (words < 1 || threat < 1) heard.set(k, { words, threat });
  }
  return heard;

  /** A game goes on: it is spoken of in this message, or in two before. */
  function playing(i: number): boolean {
    if (traces[i]!.f & FLAGS.plays) return true;
    let times = 0;
    for (let at = i - 1; at >= Math.max(0, i - LOOKED_BACK); at--) if (traces[at]!.f & FLAGS.plays) times++;
    return times >= 2;
  }
}

/** What of a score of a kind counts. What is said against what somebody is counts whomever it is said to. */
export const shareOf = (name: Screened, { words, threat }: Heard): number => {
  switch (name) {
    case 'threat':
      return threat;
    case 'toxicity':
    case 'insult':
    case 'severe_toxicity':
      return words;
    case 'identity_attack':
      return words <= TOLD ? words : 1;
    default:
      return 1;
  }
};

/** Scores as they count against their author. */
export const asHeard = (scores: Scores, heard: Heard | undefined): Scores =>
  heard ? (Object.fromEntries(SCREENED.map((name) => [name, scores[name] * shareOf(name, heard)])) as Scores) : scores;
