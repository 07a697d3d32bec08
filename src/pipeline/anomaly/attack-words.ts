import type { Tally } from '../../domain/alert.ts';
import type { TopNames } from '../../domain/alert-telling.ts';
import { oneLine } from '../../domain/text.ts';
import { type Growth, type Words, worded } from '../alert-finding.ts';

/** Of the names in an attack so many are told, the most frequent. */
const NAMED = 5;

/** `1 failed sign-in`, `183 failed sign-ins`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;

/** A name out of someone else's log, fit for a title. */
export const shown = (name: string): string => oneLine(name, 60);

/** How failed sign-ins from one address, or against one account, are told: the same whichever rule noticed them. */
export function tellFailures(by: 'account' | 'address', key: string, growth: Growth): Words {
  const { count: failures, firstSeen, lastSeen, tally } = growth;
  return worded({
    kind: 'failures',
    by,
    key,
    failures,
    ms: lastSeen.getTime() - firstSeen.getTime(),
    accounts: topOf(tally.accounts),
    addresses: topOf(tally.addresses),
    countries: topOf(tally.countries),
  });
}

const topOf = (names: Tally['accounts']): TopNames => ({ top: names.slice(0, NAMED), all: names.length });
