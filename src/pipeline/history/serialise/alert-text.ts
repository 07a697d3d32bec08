import type { AlertSource } from '../../../db/history-sources.ts';
import type { HistoryDocument } from '../../../domain/history.ts';
import { formatReference } from '../../../domain/reference.ts';
import { countryWords, linesOf, momentWords, namesOf, plainName } from './lines.ts';

/** What a status says of an alert, as people ask for it. */
const STATUS = {
  open: 'nobody has decided about it yet',
  acknowledged: 'acknowledged',
  resolved: 'resolved',
  false_alarm: 'dismissed as a false alarm (false positive)',
} as const;

/** An alert: what was noticed, about whom, and what was decided. */
export function alertText(alert: AlertSource): HistoryDocument {
  const ref = formatReference({ kind: 'alert', number: alert.number });
  const { tally } = alert;
  const accounts = (tally.accounts ?? []).map(([name]) => name);
  const addresses = (tally.addresses ?? []).map(([name]) => name);
  const countries = (tally.countries ?? []).map(([name]) => countryWords(name));
  return {
    kind: 'alert',
    key: alert.id,
    ref,
    title: alert.title,
    at: alert.last_seen,
    personId: alert.person_id,
    text: linesOf([
      `${ref}: ${alert.severity} alert, ${plainName(alert.kind)}, ${alert.status === 'false_alarm' ? 'false alarm' : alert.status}.`,
      `First seen ${momentWords(alert.first_seen)}, last seen ${momentWords(alert.last_seen)}; ${alert.count} events.`,
      alert.rule_number !== null &&
        `Raised by ${formatReference({ kind: 'rule', number: alert.rule_number })} ${alert.rule_name ?? ''}.`,
      ...alert.facts.map(({ label, value }) => `${label}: ${value}`),
      accounts.length > 0 ? `Accounts: ${namesOf(accounts)}` : alert.account && `Account: ${alert.account}`,
      addresses.length > 0 ? `Addresses: ${namesOf(addresses)}` : alert.address && `Address: ${alert.address}`,
      countries.length > 0
        ? `Countries: ${namesOf(countries)}`
        : alert.country && `Country: ${countryWords(alert.country)}`,
      alert.incident_number !== null &&
        `Belongs to ${formatReference({ kind: 'incident', number: alert.incident_number })}.`,
      alert.status !== 'open' || alert.status_note
        ? `Decided (decision): ${STATUS[alert.status]}${alert.status_by ? ` by ${alert.status_by}` : ''}${alert.status_note ? `: ${alert.status_note}` : ''}`
        : null,
    ]),
  };
}
