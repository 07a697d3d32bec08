import type { Fact } from '../../domain/alert.ts';
import { oneLine } from '../../domain/text.ts';
import type { Growth, Words } from '../alert-finding.ts';

/** `1 failed sign-in`, `183 failed sign-ins`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;

/** A length of time as one says it: `40 seconds`, `14 minutes`, `3 hours`, `2 days`. */
export function lasting(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return counted(Math.max(1, seconds), 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return counted(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? counted(hours, 'hour') : counted(Math.round(hours / 24), 'day');
}

/** A name out of someone else's log, fit for a title. */
export const shown = (name: string): string => oneLine(name, 60);

/** `root (120), admin (12), 29 more`. */
export function topOf(tally: readonly (readonly [string, number])[], top = 5): string {
  const names = tally.slice(0, top).map(([name, count]) => `${shown(name)} (${count.toLocaleString('en-GB')})`);
  return tally.length > top ? `${names.join(', ')}, ${tally.length - top} more` : names.join(', ');
}

/** How failed sign-ins from one address, or against one account, are told: the same whichever rule noticed them. */
export function tellFailures(by: 'account' | 'address', key: string, growth: Growth): Words {
  const { count, firstSeen, lastSeen, tally } = growth;
  const span = lastSeen.getTime() - firstSeen.getTime();
  const within = span > 0 ? ` within ${lasting(span)}` : ' in the same second';
  const failures = counted(count, 'failed sign-in');
  const accounts = counted(tally.accounts.length, 'account');
  const addresses = counted(tally.addresses.length, 'address').replace(/ss(s)$/, 'sses');
  const title =
    by === 'address'
      ? `${failures}${tally.accounts.length > 1 ? ` to ${accounts}` : ''} from ${key}${within}`
      : `${failures} to ${shown(key)}${tally.addresses.length > 1 ? ` from ${addresses}` : ''}${within}`;
  const facts: Fact[] = [{ label: 'Failed sign-ins', value: count.toLocaleString('en-GB') }];
  if (tally.accounts.length > 0) {
    facts.push({ label: tally.accounts.length > 1 ? 'Accounts tried' : 'Account tried', value: topOf(tally.accounts) });
  }
  if (tally.addresses.length > 0) {
    facts.push({ label: tally.addresses.length > 1 ? 'Addresses' : 'Address', value: topOf(tally.addresses) });
  }
  if (tally.countries.length > 0) {
    facts.push({ label: tally.countries.length > 1 ? 'Countries' : 'Country', value: topOf(tally.countries) });
  }
  return { title, facts };
}
