import type { SessionFeatures } from './features.ts';

/** From here on a conversation ought to be looked at, where the policy says nothing else. */
export const ESCALATED = 60;

export interface Escalation {
  /** 0..100, how far it has escalated. */
  score: number;
  /** Why, in plain English, the weightiest first; empty where there is nothing to say. */
  reasons: string[];
}

/** Log-odds of a conversation in which nobody is hostile. */
const CALM = -3.2;

/**
 * How far a conversation has escalated. Three things add up, each 0..1, as chances that do not exclude each other: how its people bear
 * down on one of them (a process: who, how many, how often, whether it is answered, whether it grows), how grave its gravest message
 * is by itself, and whether it is flooded. Ours; tuned on conversations made up for it, not on anybody's.
 */
export function escalationOf(features: SessionFeatures): Escalation {
  const parts = [bearingDown(features), gravity(features), flood(features)];
  const score = 100 * (1 - parts.reduce((left, part) => left * (1 - part), 1));
  return { score: Math.round(Math.max(0, Math.min(100, score)) * 10) / 10, reasons: reasonsFor(features) };
}

function bearingDown(features: SessionFeatures): number {
  const { pressure, offenders, target, unanswered, rise, shrinkage, repeats, caps, banter, persistence, relentless } =
    features;
  // at nobody in particular it is a tone, not yet a target
  const force = target ? pressure : 0.6 * (1 - Math.exp(-offenders.reduce((sum, { weight }) => sum + weight, 0) / 3));
  // somebody who takes part a little is part of a person
  const people = target ? offenders.reduce((sum, { weight }) => sum + Math.min(1, weight / 0.75), 0) : 0;
  const more = Math.max(0, Math.min(people, 6) - 1) * (1 - banter);
  const together = 0.7 * more + 0.25 * Math.max(0, more - 1) * more;
  const grows =
    force *
    (0.9 * unanswered +
      0.8 * Math.max(0, rise) +
      0.5 * shrinkage +
      0.5 * caps +
      0.15 * Math.max(0, Math.min(6, persistence) - 2) +
      (repeats >= 3 ? 0.5 : 0));
  // who does not stop at one person needs nobody beside them; what is grave counts as that already
  const alone = 0.6 * Math.min(3, relentless) * (1 - features.severe);
  const odds = CALM + alone + 3.6 * force + Math.min(2.6, together) * Math.min(1, force * 1.6) + grows * (1 - banter);
  return (sigmoid(odds) - sigmoid(CALM)) / (1 - sigmoid(CALM));
}

const gravity = ({ severe }: SessionFeatures): number =>
  severe <= 0 ? 0 : (sigmoid(-1.7 + 3.8 * severe) - sigmoid(-1.7)) / (1 - sigmoid(-1.7));

/** The same text again and again, or a crowd called by name. */
const flood = ({ repeats, mentions, burst }: SessionFeatures): number =>
  Math.max(0.7 * share(repeats - 4, 6), 0.7 * share(mentions - 12, 40), 0.25 * share(burst - 30, 60));

const share = (value: number, whole: number): number => Math.max(0, Math.min(1, value / whole));
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Below this a reason is none. */
const WORTH_SAYING = 0.15;

function reasonsFor(features: SessionFeatures): string[] {
  const {
    attackers,
    target,
    offenders,
    pressure,
    unanswered,
    rise,
    shrinkage,
    repeats,
    persistence,
    caps,
    mentions,
    severe,
    worst,
    banter,
  } = features;
  const blows = offenders.reduce((sum, { messages }) => sum + messages, 0);
  const whom = target ? target.name || target.account : '';
  const reasons: (readonly [number, string])[] = [];
  if (severe > 0.3) {
    const [name, words] = (
      [
        ['threat', 'a threat'],
        ['identity_attack', 'an attack on what somebody is'],
        ['severe_toxicity', 'very severe words'],
        ['sexual', 'sexual words'],
      ] as const
    ).toSorted((a, b) => worst[b[0]] - worst[a[0]])[0]!;
    reasons.push([severe + 1, `${words} (${percent(worst[name])})`]);
  }
  if (target && attackers >= 2) reasons.push([pressure + 0.5, bearingWords(attackers, whom, blows)]);
  else if (target && blows > 0 && pressure > WORTH_SAYING) reasons.push([pressure, bearingWords(1, whom, blows)]);
  else if (!target && blows > 0 && offenders[0]!.weight > WORTH_SAYING)
    reasons.push([0.3, `${counted(blows, 'hostile message')} at nobody in particular`]);
  const felt = pressure > WORTH_SAYING;
  if (felt && target && unanswered >= 0.5) reasons.push([0.4 * unanswered, `${whom} has stopped answering`]);
  if (felt && rise > WORTH_SAYING) reasons.push([0.4 * rise, 'the tone gets worse']);
  if (felt && shrinkage > 0.4) reasons.push([0.25 * shrinkage, 'messages follow each other faster and faster']);
  if (felt && persistence >= 3) reasons.push([0.3, 'it has gone on for a long while']);
  if (repeats >= 3) reasons.push([share(repeats - 2, 8), `the same text ${repeats} times`]);
  if (mentions > 12) reasons.push([share(mentions - 8, 40), `${mentions} people called within a minute`]);
  if (felt && caps > 0.5) reasons.push([0.1, 'much of it in capitals']);
  if (banter > 0.4) reasons.push([0.05, 'it looks like teasing: it goes both ways, and they laugh']);
  return reasons.toSorted((a, b) => b[0] - a[0]).map(([, words]) => words);
}

/** How many bear down on somebody, as a reason says it. */
export const bearingWords = (people: number, whom: string, blows: number): string =>
  people > 1
    ? `${people} people bear down on ${whom} with ${counted(blows, 'hostile message')}`
    : `${counted(blows, 'hostile message')} aimed at ${whom}`;
/** Whether a reason says so, of whomever. */
export const saysBearing = (reason: string): boolean =>
  /^(?:\d+ people bear down on .* with \d+ hostile messages?|\d+ hostile messages? aimed at .*)$/s.test(reason);
/** That the person aimed at was hostile, too, as a reason says it: in answer alone, or of their own accord. */
export const backWords = (whom: string, { messages, inAnswer }: { messages: number; inAnswer: boolean }): string =>
  inAnswer
    ? `${whom} hit back with ${counted(messages, 'hostile message')}`
    : `it goes both ways: ${counted(messages, 'hostile message')} from ${whom}`;

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/**
 * How likely a conversation escalates within minutes, 0..1: from where it stands, which way it has gone and how fast. Advice for
 * attention only; nothing acts on it.
 */
export function forecastOf(
  { pressure, rise, shrinkage, attackers, banter }: SessionFeatures,
  score: number,
  course: readonly (readonly [number, number])[],
): number {
  const last = course.at(-1);
  const before = last && course.findLast(([at]) => at <= last[0] - 2 * 60_000);
  const slope = last && before ? (last[1] - before[1]) / Math.max(1, (last[0] - before[0]) / 60_000) : 0;
  const odds =
    -3 +
    score / 16 +
    Math.max(-1, Math.min(1.5, slope / 6)) +
    (1 - banter) * (pressure + Math.max(0, rise) + 0.5 * shrinkage + 0.4 * Math.max(0, attackers - 1));
  return Math.round(100 * sigmoid(odds)) / 100;
}
