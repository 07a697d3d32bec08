import type { ModerationCase, Offender } from '../domain/moderation.ts';
import { oneLine } from '../domain/text.ts';

export interface Person {
  account: string;
  name: string;
}

/** Everybody of a case that something may be done about, whom it is chiefly about first. */
export function peopleOf({ offender, offenders }: Pick<ModerationCase, 'offender' | 'offenders'>): Offender[] {
  const chief = offenders.find(({ account }) => account === offender.account);
  return [
    { messages: 0, worst: 0, ...chief, ...offender },
    ...offenders.filter(({ account, messages }) => account !== offender.account && messages > 0),
  ];
}

/**
 * Somebody's name, with their account behind it where the name alone misleads: where somebody else of `others` reads the same, or where
 * letters of several scripts imitate one another.
 */
export function personText({ account, name }: Person, others: readonly Person[], limit = 80): string {
  const called = oneLine(name, limit);
  if (called === '' || called === account) return oneLine(account, limit);
  const shared = others.some((other) => other.account !== account && readsAs(other.name) === readsAs(name));
  return shared || isMixed(name) ? `${called} (${oneLine(account, 40)})` : called;
}

/** The same for a question that is asked before what cannot be undone: the account always stands there. */
export function exactText({ account, name }: Person): string {
  const called = oneLine(name, 80);
  return called === '' || called === account ? oneLine(account, 80) : `${called} (${oneLine(account, 80)})`;
}

/** Everybody whose names stand on a case. */
export const namedOn = ({ offender, offenders, target }: ModerationCase, others: readonly string[] = []): Person[] => [
  offender,
  ...offenders,
  ...(target ? [target] : []),
  ...others.map((name) => ({ account: '', name })),
];

/** A name as the eye takes it: without case, accents, spaces and signs. */
const readsAs = (name: string): string =>
  name
    .slice(0, 400)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** `Dаna` with a Cyrillic a. */
const isMixed = (name: string): boolean =>
  /\p{Script=Latin}/u.test(name) &&
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(name);
