import type { Offender } from '../../domain/moderation.ts';
import { unitOf } from '../../domain/moderation-policy.ts';
import { oneLine } from '../../domain/text.ts';
import { type Exceptions, type Fired, messageValue, OFFENSIVE, offenceOf } from './fired.ts';
import type { JudgedSession } from './judged-session.ts';
import type { SaidMessage } from './said-message.ts';

export interface Person {
  account: string;
  name: string;
}

/** Who a conversation's case is about: chiefly, against whom, and everybody who takes part, the chief first. */
export interface Culprits {
  chief: Person;
  target: Person | null;
  offenders: Offender[];
}

const MOST_OFFENDERS = 50;

/**
 * Who is to be held to account for what fired, from what people said lately. The target of an attack is nobody's culprit for hitting
 * back once. Null where everybody is exempt, or nobody can be named.
 */
export function culpritsOf(
  leading: Fired,
  judged: Pick<JudgedSession, 'features' | 'newMessages'>,
  said: readonly SaidMessage[],
  exceptions: Exceptions,
): Culprits | null {
  const { features } = judged;
  const tallies = tally(
    said.filter(({ author }) => !exceptions.accounts.has(author)),
    leading,
  );
  const { target } = features;
  const bearing = features.offenders.find(
    ({ account }) => !exceptions.accounts.has(account) && account !== target?.account,
  );
  const byWeight = [...tallies.values()].sort((a, b) => b.weight - a.weight || (a.account < b.account ? -1 : 1));
  const heaviest = byWeight.find(({ account, weight }) => weight > 0 && account !== target?.account) ?? byWeight[0];
  const crowd = leading.trigger === 'escalation' || leading.trigger === 'pile_on';
  const chief = leading.message
    ? { account: leading.message.author, name: leading.message.authorName }
    : crowd
      ? (bearing ?? heaviest)
      : heaviest;
  if (!chief) return null;
  const person = { account: chief.account, name: nameOf(chief.name, chief.account) };
  const against = crowd
    ? target
    : (chiefTarget(said, leading, person.account) ?? (target?.account === person.account ? null : target));
  const aimed = against && against.account !== person.account ? against : null;
  const named = (account: string): string =>
    said.findLast(({ author }) => author === account)?.authorName || (target?.account === account ? target.name : '');
  const offenders = byWeight
    .filter(({ account, messages }) => account === person.account || (messages > 0 && account !== aimed?.account))
    .sort((a, b) => Number(b.account === person.account) - Number(a.account === person.account))
    .slice(0, MOST_OFFENDERS)
    .map(({ account, name, messages, worst }) => ({ account, name: nameOf(name, account), messages, worst }));
  return {
    chief: person,
    target: aimed && { account: aimed.account, name: nameOf(aimed.name || named(aimed.account), aimed.account) },
    offenders:
      offenders.length > 0 ? offenders : [{ ...person, messages: 1, worst: leading.message ? leading.value : 0 }],
  };
}

interface Tally extends Offender {
  weight: number;
}

/** What each did: offensive messages, the worst, and how much that weighs for what fired. */
function tally(said: readonly SaidMessage[], leading: Fired): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  const texts = new Map<string, number>();
  for (const message of said) {
    const { author, authorName, scores, content, targets } = message;
    const own = tallies.get(author) ?? { account: author, name: authorName, messages: 0, worst: 0, weight: 0 };
    tallies.set(author, own);
    own.name = authorName || own.name;
    const offence = Math.max(offenceOf(scores), messageValue(leading.trigger, scores) ?? 0);
    own.worst = Math.max(own.worst, round(offence));
    if (leading.trigger === 'flood' || leading.trigger === 'mentions') {
      const text = content.trim().toLowerCase();
      const times = (texts.get(text) ?? 0) + 1;
      texts.set(text, times);
      const counts = leading.trigger === 'flood' ? times > 1 : targets.length > 0;
      if (counts) own.messages += 1;
      own.weight += leading.trigger === 'flood' ? times - 1 : targets.length;
    } else if (offence >= OFFENSIVE) {
      own.messages += 1;
      own.weight += offence ** 2;
    }
  }
  return tallies;
}

/** At whom somebody's offensive messages were aimed most. */
function chiefTarget(said: readonly SaidMessage[], leading: Fired, chief: string): Person | null {
  if (unitOf(leading.trigger) !== 'score') return null;
  const aimed = new Map<string, number>();
  for (const { author, targets, scores } of said)
    if (author === chief && Math.max(offenceOf(scores), messageValue(leading.trigger, scores) ?? 0) >= OFFENSIVE)
      for (const target of targets) if (target !== chief) aimed.set(target, (aimed.get(target) ?? 0) + 1);
  const [account] = [...aimed].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0] ?? [];
  if (account === undefined) return null;
  return { account, name: said.findLast(({ author }) => author === account)?.authorName ?? '' };
}

/** Names are what people chose. */
const nameOf = (name: string, account: string): string => oneLine(name, 100) || account;
const round = (value: number): number => Math.round(value * 100) / 100;
