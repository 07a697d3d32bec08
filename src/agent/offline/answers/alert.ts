import type { AlertData, LoginData } from '../../../tools/tool-data.ts';
import type { PlanContext } from '../plan-types.ts';
import { plural, short, span, spoken, who } from './phrases.ts';
import { rowWords } from './row.ts';

/** What `open_alert` and `update_alert` answer. */
export type OpenAlert = AlertData & {
  facts: { label: string; quoted_value: string }[];
  incident: string | null;
  log: LoginData[];
  quoted_note?: string;
};

/** One alert: what it is, why, and what one might do with it. */
export function alertWords(alert: OpenAlert, { tools }: PlanContext): string[] {
  const log = alert.log[0];
  return [
    `[${alert.ref}] is ${spoken(alert.status)}, ${alert.severity}: ${alert.title}.`,
    `${alert.events.toLocaleString('en-GB')} ${plural(alert.events, 'event')}, ${span(alert.first_seen, alert.time)}${who(alert)}.`,
    ...alert.facts
      .filter((fact) => !(alert.country && fact.label === 'Country'))
      .filter((fact) => ![alert.account, alert.address, alert.country].includes(fact.quoted_value))
      .slice(0, 3)
      .map((fact) => `• ${fact.label}: ${fact.quoted_value}`),
    ...(log ? [`${alert.events > 1 ? 'First' : 'The event'}: ${rowWords(log)}.`] : []),
    alert.incident
      ? `It belongs to [${alert.incident}].`
      : alert.status === 'open' && tools.has('update_alert')
        ? `Next: “acknowledge ${alert.ref}” or “open an incident for ${alert.ref}”.`
        : '',
  ];
}

/** What became of an alert. */
export function changedAlert(alert: OpenAlert, _context: PlanContext): string[] {
  return [
    `[${alert.ref}] is now ${alert.status === 'false_alarm' ? 'a ' : ''}${spoken(alert.status)}${alert.quoted_note ? ` (“${alert.quoted_note}”)` : ''}: ${short(alert.title).replace(/…$/, '')}${alert.title.length > 70 ? '…' : '.'}`,
    alert.status === 'open' ? `Next: “acknowledge ${alert.ref}”.` : `To take it back: “reopen ${alert.ref}”.`,
  ];
}
