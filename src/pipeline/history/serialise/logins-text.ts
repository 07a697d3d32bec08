import type { LoginDaySource } from '../../../db/history-sources.ts';
import type { HistoryDocument } from '../../../domain/history.ts';
import { formatReference } from '../../../domain/reference.ts';
import { oneLine } from '../../../domain/text.ts';
import { countryWords, dayWords, linesOf, momentWords, namesOf } from './lines.ts';

/** A day of an account's logins: how many, from where, with what. */
export function loginsText(day: LoginDaySource): HistoryDocument {
  return {
    kind: 'logins',
    key: `${day.day} ${day.account}`,
    ref: formatReference({ kind: 'event', number: day.newest }),
    title: `Logins of ${oneLine(day.account, 100)} on ${dayWords(`${day.day}T00:00:00Z`)}`,
    at: day.last,
    personId: null,
    text: linesOf([
      `Account ${day.account}: ${outcomeWords(day)}.`,
      `From ${momentWords(day.first)} until ${momentWords(day.last)}.`,
      day.countries.length > 0 && `Countries: ${namesOf(day.countries.map(countryWords))}`,
      day.cities.length > 0 && `Cities: ${namesOf(day.cities)}`,
      day.addresses.length > 0 && `Addresses: ${namesOf(day.addresses)}`,
      day.devices.length > 0 && `Devices: ${namesOf(day.devices)}`,
      day.sources.length > 0 && `Services: ${namesOf(day.sources)}`,
      day.reasons.length > 0 && `Reasons: ${namesOf(day.reasons)}`,
    ]),
  };
}

/** What did not happen is not named: whoever looks for failed logins wants days on which some failed. */
function outcomeWords({ logins, failed }: Pick<LoginDaySource, 'logins' | 'failed'>): string {
  if (failed === logins) return logins === 1 ? '1 failed login' : `${logins} logins, all failed`;
  if (failed === 0) return logins === 1 ? '1 login, signed in (success)' : `${logins} logins, all signed in (success)`;
  return `${logins} logins, ${logins - failed} signed in (success), ${failed} failed`;
}
