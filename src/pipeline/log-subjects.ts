import { alertEvents, findAlert } from '../db/alerts.ts';
import { findEvent } from '../db/events.ts';
import { alertNumbersOf } from '../db/incidents.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { formatReference, parseReference, type Reference } from '../domain/reference.ts';
import { SafeNestError } from '../errors.ts';
import { refusalWords } from '../messages/catalogue/refusals.ts';
import { authorise } from './authorise.ts';
import { seeIncident } from './incidents.ts';
import type { LogFilter } from './log-filter.ts';

/** What a search may name by the alert, incident or login it belongs to: `ip: 'ALR-20'` is the address of that alert. */
const NAMED = ['user', 'excludeUser', 'ip', 'excludeIp'] as const;
type Named = Pick<LogFilter, (typeof NAMED)[number]>;
/** An alert about more is about nobody in particular. */
const MOST = 10;
const MOST_EVENTS = 500;

interface Subjects {
  accounts: string[];
  addresses: string[];
}

/**
 * The accounts and addresses that references in a search stand for, as far as the reader may see what they refer to. What
 * is left out of a search may be nobody; what is searched for may not: that fails with `invalid_input`, in the words of the language.
 */
export async function namedByReference(
  tx: OrgDb,
  reader: Principal,
  search: LogFilter,
  language: Language = 'en',
): Promise<Named> {
  const found: Named = {};
  const known = new Map<string, Subjects>();
  for (const field of NAMED) {
    const parts = (search[field] ?? '').split(',').map((part) => part.trim());
    const named = parts.map(subjectOf);
    if (named.every((reference) => reference === null)) continue;
    const values: string[] = [];
    for (const [index, reference] of named.entries()) {
      if (!reference) {
        values.push(parts[index]!);
        continue;
      }
      const ref = formatReference(reference);
      const subjects = known.get(ref) ?? (await subjectsOf(tx, reader, reference));
      known.set(ref, subjects);
      const some = /user$/i.test(field) ? subjects.accounts : subjects.addresses;
      if (!field.startsWith('exclude'))
        values.push(...wanted(some, ref, /user$/i.test(field) ? 'account' : 'address', language));
      else values.push(...some);
    }
    found[field] = values.length > 0 ? [...new Set(values)].join(',') : undefined;
  }
  return found;
}

function wanted(
  some: readonly string[],
  ref: string,
  what: 'account' | 'address',
  language: Language,
): readonly string[] {
  const words = refusalWords[language];
  if (some.length === 0) throw new SafeNestError('invalid_input', words.namesNo(ref, what));
  if (some.length <= MOST) return some;
  throw new SafeNestError('invalid_input', words.namesMany(ref, MOST, what));
}

function subjectOf(text: string): Reference | null {
  const reference = parseReference(text);
  return reference && ['alert', 'incident', 'event'].includes(reference.kind) ? reference : null;
}

async function subjectsOf(tx: OrgDb, reader: Principal, { kind, number }: Reference): Promise<Subjects> {
  if (kind === 'event') {
    authorise(reader, 'logs.read');
    const event = await findEvent(tx, number);
    if (!event) throw unknown(formatReference({ kind, number }));
    return { accounts: [event.account].filter(isOne), addresses: event.address ? [event.address] : [] };
  }
  if (kind === 'alert') {
    authorise(reader, 'alerts.read');
    return ofAlerts(tx, [number]);
  }
  const incident = await seeIncident(tx, reader, number);
  authorise(reader, 'alerts.read');
  return ofAlerts(tx, (await alertNumbersOf(tx, incident.id)).slice(0, MOST));
}

/** Of an alert about one account or address that one; else those of the logins it stands on. */
async function ofAlerts(tx: OrgDb, numbers: readonly number[]): Promise<Subjects> {
  const accounts = new Set<string>();
  const addresses = new Set<string>();
  for (const number of numbers) {
    const alert = await findAlert(tx, number);
    if (!alert) throw unknown(formatReference({ kind: 'alert', number }));
    const events = alert.account && alert.address ? [] : await alertEvents(tx, alert.id, MOST_EVENTS);
    for (const account of alert.account ? [alert.account] : events.map((event) => event.account))
      if (isOne(account)) accounts.add(account);
    for (const address of alert.address ? [alert.address] : events.map((event) => event.address))
      if (address) addresses.add(address);
  }
  return { accounts: [...accounts], addresses: [...addresses] };
}

/** A search lists accounts with commas: one that holds a comma cannot be asked for so. */
const isOne = (account: string): boolean => account !== '' && !account.includes(',');

const unknown = (ref: string): SafeNestError => new SafeNestError('not_found', `There is no ${ref}.`);
