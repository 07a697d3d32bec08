import type { ContentPolicy } from '../../domain/content-policy.ts';
import type { Offender } from '../../domain/moderation.ts';
import { isPosting, KIND_OF, unitOf } from '../../domain/moderation-policy.ts';
import type { Scores } from '../../domain/screening.ts';
import { oneLine } from '../../domain/text.ts';
import type { Aim } from './aims.ts';
import { type Exceptions, type Fired, messageValue, OFFENSIVE, offenceOf } from './fired.ts';
import { asHeard } from './heard.ts';
import type { JudgedSession } from './judged-session.ts';
import type { Listed } from './lists/listed.ts';
import { quarrelsIn } from './quarrel.ts';
import type { SaidMessage } from './said-message.ts';
import { spammersOf } from './spammers.ts';
import { NAMES_NOBODY, TAKES_PART } from './view-of.ts';

export interface Person {
  account: string;
  name: string;
}

export interface HitBack {
  messages: number;
  inAnswer: boolean;
}

/** Who a conversation's case is about: chiefly, against whom, and everybody who takes part, the chief first. */
export interface Culprits {
  chief: Person;
  target: Person | null;
  offenders: Offender[];
  /** The messages that count against them: as many as the offenders' together. */
  counted: ReadonlySet<string>;
  /** Hostile messages of the target at those who attack it; `inAnswer`: it only answers their chief. */
  hitBack: HitBack;
}

const MOST_OFFENDERS = 50;
/** So grave that nobody who says it only hits back. */
const GRAVE: ReadonlySet<string> = new Set(['threat', 'identity_attack', 'sexual']);

type Leading = Pick<Fired, 'trigger' | 'message'>;

/** What judging goes by. `overLine`: whether a message's scores alone cross a line of the channel. */
export interface Judging {
  exceptions: Exceptions;
  overLine: (scores: Scores) => boolean;
  /** What people may post. */
  content: ContentPolicy;
  /** What stands on block lists. */
  listed: Listed;
  /** Who joined lately. */
  newcomers: ReadonlySet<string>;
  focus?: Focus;
}

/** A message with what it is worth against its author. */
interface Charge {
  message: SaidMessage;
  /** Whom it is aimed at; empty for nobody in particular. */
  at: readonly Aim[];
  offence: number;
  /** How heavily it is felt by whom it is aimed at, 0..1; 0 for what is only rough. */
  strength: number;
  /** It crosses a line of the channel by itself. */
  over: boolean;
}

/** Whom a case is about already. */
export interface Focus {
  chief: Person;
  target: Person | null;
}

/**
 * Who is to be held to account for what fired, from what people said lately: who aimed at the one it is about, and who crossed a line of
 * the channel (`overLine`) against somebody of the case. Who hits back at an aggressor is the target, not the culprit; who takes
 * somebody's part, asks for peace, or swears at nobody is none. With a focus, by whom and against whom a case is about already. Null
 * where everybody is exempt, or nobody can be named.
 */
export function culpritsOf(
  leading: Leading,
  { features }: Pick<JudgedSession, 'features'>,
  said: readonly SaidMessage[],
  { exceptions, overLine, content, listed, newcomers, focus }: Judging,
): Culprits | null {
  const theirs = said.filter(({ author }) => !exceptions.accounts.has(author));
  if (isPosting(KIND_OF[leading.trigger])) return spammersOf(leading, theirs, content, { listed, newcomers });
  const { hitsBack, given } = quarrelsIn(features.blows);
  const charges = chargesOf(leading, features, theirs, overLine);
  const names = new Map(said.map(({ author, authorName }) => [author, authorName]));
  const person = (account: string): Person => {
    const same = [features.target, focus?.chief, focus?.target].find((one) => one?.account === account);
    return { account, name: oneLine(names.get(account) || same?.name || '', 100) || account };
  };
  const chief = focus?.chief.account ?? chiefOf();
  if (chief === null) return null;
  const about = focus?.target?.account ?? targetOf(chief);
  const target = about === chief ? null : about;

  const counts = charges.filter((charge) => isCounted(charge));
  const byAuthor = Map.groupBy(counts, ({ message }) => message.author);
  const offenders = [...byAuthor]
    .filter(([account, own]) => account === chief || takesPart(own))
    .map(([account, own]) => ({ account, own, weight: own.reduce((sum, { offence }) => sum + offence ** 2, 0) }))
    .sort(
      (a, b) =>
        Number(b.account === chief) - Number(a.account === chief) ||
        b.weight - a.weight ||
        (a.account < b.account ? -1 : 1),
    )
    .slice(0, MOST_OFFENDERS);
  return {
    chief: person(chief),
    target: target === null ? null : person(target),
    offenders:
      offenders.length === 0
        ? [{ ...person(chief), messages: 1, worst: 0 }]
        : offenders.map(({ account, own }) => ({
            ...person(account),
            messages: own.length,
            worst: round(Math.max(...own.map(({ offence }) => offence))),
          })),
    counted: new Set(offenders.flatMap(({ own }) => own.map(({ message }) => message.id))),
    hitBack: {
      messages: charges.filter(
        ({ message, at, strength }) =>
          message.author === target &&
          strength > 0 &&
          at.some((one) => offenders.some(({ account }) => account === one.at)),
      ).length,
      inAnswer: target !== null && hitsBack(target, chief),
    },
  };

  /** Whom it is chiefly about: who bears down the most on one person, or whose message it is, unless that only hits back. */
  function chiefOf(): string | null {
    const { message, trigger } = leading;
    if (message) {
      if (GRAVE.has(trigger)) return message.author;
      const aims = charges.find((charge) => charge.message.id === message.id)?.at ?? [];
      // whose words crossed the line answers for them, unless the other gave at least as much
      const began = aims.find(
        ({ at }) =>
          !exceptions.accounts.has(at) &&
          hitsBack(message.author, at) &&
          given(at, message.author) >= given(message.author, at),
      );
      return began?.at ?? message.author;
    }
    const bearing = features.offenders.find(
      ({ account, messages }) =>
        messages > 0 && !exceptions.accounts.has(account) && account !== features.target?.account,
    );
    if (bearing) return bearing.account;
    const weights = new Map<string, number>();
    for (const { message: one, offence } of charges)
      if (one.author !== features.target?.account)
        weights.set(one.author, (weights.get(one.author) ?? 0) + offence ** 2);
    return [...weights].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? null;
  }

  /** Against whom: of a crowd whom it bears down on, else at whom the chief aims the most. */
  function targetOf(of: string): string | null {
    const general = features.target && features.target.account !== of ? features.target.account : null;
    if (unitOf(leading.trigger) !== 'score' && general !== null) return general;
    const aimed = new Map<string, number>();
    for (const { message, at, strength, offence } of charges)
      if (message.author === of)
        for (const one of at)
          if (one.at !== of) aimed.set(one.at, (aimed.get(one.at) ?? 0) + Math.max(strength, offence / 4) * one.weight);
    return [...aimed].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? general;
  }

  function isCounted({ message: { author, id }, at, offence, strength, over }: Charge): boolean {
    if (author === target) return false;
    const atTarget = target !== null && at.some((one) => one.at === target);
    if (author === chief)
      return (
        id === leading.message?.id || atTarget || over || (at.length === 0 && offence >= OFFENSIVE && strength > 0)
      );
    if (target !== null && hitsBack(author, target)) return false;
    // at somebody of the case; who turns on an attacker for the target's sake is let be
    if (target !== null) return atTarget && (strength > 0 || over);
    return over && (at.length === 0 || at.some((one) => one.at === chief));
  }

  /** A rough word in passing is not taking part; one that names nobody is held to be about the target only where another follows. */
  function takesPart(own: readonly Charge[]): boolean {
    if (own.some(({ over }) => over)) return true;
    const blows = own.map(({ at, strength }) => ({
      strength,
      weight: Math.max(0, ...at.map((one) => (one.at === target ? one.weight : 0))),
    }));
    const felt = blows.reduce((sum, { strength, weight }) => sum + strength * weight, 0);
    return felt >= TAKES_PART && (own.length > 1 || blows.some(({ weight }) => weight > NAMES_NOBODY));
  }
}

/** What everybody said that is worth something against them. */
function chargesOf(
  leading: Leading,
  { blows, heard }: JudgedSession['features'],
  said: readonly SaidMessage[],
  overLine: (scores: Scores) => boolean,
): Charge[] {
  const known = new Map(blows.map((blow) => [blow.key, blow]));
  return said.flatMap((message): Charge[] => {
    const { key, author, targets } = message;
    const scores = asHeard(message.scores, heard.get(key));
    const offence = Math.max(offenceOf(scores), messageValue(leading.trigger, scores) ?? 0);
    const blow = known.get(key);
    const over = overLine(scores) || leading.message?.id === message.id;
    if (!blow && offence < OFFENSIVE && !over) return [];
    // of what was said long ago only the mentions are known
    const old = !blow && blows.length > 0 && message.saidAt.getTime() < blows[0]!.time;
    const at =
      blow?.at ?? targets.filter((one) => one !== author).map((one) => ({ at: one, weight: 1 / targets.length }));
    return [{ message, at, offence, strength: blow?.strength ?? (old ? offence : 0), over }];
  });
}

const round = (value: number): number => Math.round(value * 100) / 100;
