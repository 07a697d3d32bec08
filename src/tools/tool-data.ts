import type { Alert, AlertStatus } from '../domain/alert.ts';
import { countryName } from '../domain/country.ts';
import type { LoginEvent, Outcome } from '../domain/event.ts';
import type { Incident, IncidentEntry, IncidentStatus } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { formatReference } from '../domain/reference.ts';
import type { Rule } from '../domain/rule.ts';
import type { Severity } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { formatTime } from '../domain/time-words.ts';
import type { Citation } from '../messages/card.ts';
import { entryText } from '../messages/catalogue/stored-words.ts';
import { titleIn } from '../messages/incident-title.ts';
import { pathOf } from '../messages/links.ts';
import { saidIn } from '../messages/tell-alert.ts';
import type { LogKind, LogRow } from '../pipeline/search-logs.ts';
import type { ComparedData } from './compared-data.ts';
import type { UnusualLoginData } from './explain-login.ts';

/** For whom times are written. */
export interface Reader {
  timeZone: string;
  now: Date;
  /** English where absent. */
  language?: Language;
}

/** A login as models read it. Absent is what is not known. */
export interface LoginData {
  kind: 'login';
  ref: string;
  /** On the reader's clock. */
  time: string;
  outcome: Outcome;
  account: string;
  address?: string;
  country?: string;
  reason?: string;
  device?: string;
  /** The line as its source wrote it: whoever can fail to log in can write here. */
  quoted_text: string;
  origin: string;
}

export interface AlertData {
  kind: 'alert';
  ref: string;
  /** When it was last seen. */
  time: string;
  first_seen: string;
  severity: Severity;
  status: AlertStatus;
  title: string;
  /** How many events belong to it. */
  events: number;
  /** Cameras asked for that saw it, too, where its title names another one. */
  also_at?: string[];
  /** Present where it belongs to an incident already. */
  in_incident?: true;
  /** Who acknowledged or settled it, and what they said. */
  status_by?: string;
  quoted_note?: string;
  account?: string;
  address?: string;
  country?: string;
}

export interface IncidentData {
  kind: 'incident';
  ref: string;
  /** When it was opened. */
  time: string;
  severity: Severity;
  status: IncidentStatus;
  title: string;
  assignee: string | null;
  created_by: string;
}

export type RowData = LoginData | AlertData | IncidentData;

/** What `search_logs` answers. */
export interface SearchData extends Record<string, unknown> {
  /** What was searched, in words. */
  searched: string;
  range: string | null;
  kinds: LogKind[];
  /** How many there are of each kind. */
  counts: Partial<Record<LogKind, number>>;
  /** The kinds of which there are more than was counted. */
  more_than: LogKind[];
  /** With when the first and the last of them happened, where that is known. */
  groups?: { key: string; given_name?: string; count: number; first?: string; last?: string }[];
  /** How many smaller groups are not listed. */
  more_groups?: number;
  /** How many groups there are in all: accounts, addresses, countries. */
  different?: number;
  /** Of alerts by camera: the first cameras that are on and had none, by name, and how many more. */
  none_at?: { cameras: string[]; further: number };
  /** The newest of them. */
  rows: RowData[];
  /** The alerts that fit and are not among the rows, at most 50: an incident can take them too. */
  more_alerts?: string[];
  /** Of failed logins counted by address or account: the worst alerts about the same. */
  related_alerts?: AlertData[];
  /** Who got in after a burst of failures: the first login of each account from each address; none is said as well. */
  successes_after?: {
    count: number;
    rows: LoginData[];
    /** Who mistyped once and got in. */
    others?: boolean;
    /** Not everything was looked into: there may be more. */
    or_more?: boolean;
  };
  /** The same counted in another period. */
  compared?: ComparedData;
  /** Logins of that time that are unlike what is usual, and the worst of them; absent while too little is known. */
  stood_out?: { count: number; or_more?: boolean; logins: UnusualLoginData[] };
  /** What other systems reported about the account in that time, and the last of it; absent where nothing. */
  signals?: { count: number; time: string; source: string; quoted_title: string };
  /** How the search was understood, where that is worth saying. */
  notes: string[];
  /** What arguments that were references, or home, were found to mean. */
  understood?: Record<string, string | null>;
}

export function rowData(row: LogRow, reader: Reader): RowData {
  switch (row.kind) {
    case 'login':
      return loginData(row.event, reader);
    case 'alert':
      return {
        ...alertData(row.alert, reader),
        ...(row.alsoAt && { also_at: row.alsoAt.map((name) => oneLine(name, 60)) }),
      };
    case 'incident':
      return incidentData(row.incident, reader);
  }
}

export const loginData = (event: LoginEvent, { timeZone, now }: Reader): LoginData => ({
  kind: 'login',
  ref: formatReference({ kind: 'event', number: event.sequence }),
  time: formatTime(event.occurredAt, timeZone, now),
  outcome: event.outcome,
  account: oneLine(event.account, 100),
  ...known({
    address: event.address,
    country: countryOf(event),
    reason: short(event.reason),
    device: short(event.device),
  }),
  quoted_text: oneLine(event.text, 240),
  origin: oneLine(event.source, 60),
});

export const alertData = (alert: Alert, { timeZone, now, language = 'en' }: Reader): AlertData => ({
  kind: 'alert',
  ref: formatReference({ kind: 'alert', number: alert.number }),
  time: formatTime(alert.lastSeen, timeZone, now),
  first_seen: formatTime(alert.firstSeen, timeZone, now),
  severity: alert.severity,
  status: alert.status,
  title: oneLine(saidIn(alert, language).title),
  events: alert.count,
  ...(alert.incidentId !== null && { in_incident: true as const }),
  ...(alert.status !== 'open' && known({ status_by: short(alert.statusBy), quoted_note: short(alert.statusNote) })),
  ...known({ account: short(alert.account), address: alert.address, country: countryOf(alert) }),
});

export const incidentData = (incident: Incident, { timeZone, now, language = 'en' }: Reader): IncidentData => ({
  kind: 'incident',
  ref: formatReference({ kind: 'incident', number: incident.number }),
  time: formatTime(incident.openedAt, timeZone, now),
  severity: incident.severity,
  status: incident.status,
  title: oneLine(titleIn(incident, language)),
  assignee: incident.assigneeName,
  created_by: oneLine(incident.createdBy, 100),
});

export const entryData = (entry: IncidentEntry, { timeZone, now }: Reader, language: Language) => ({
  time: formatTime(entry.at, timeZone, now),
  who: oneLine(entry.actorName, 100),
  quoted_text: oneLine(entryText(entry, language), 300),
  ...(entry.undone ? { undone: true } : {}),
});

export const eventCitation = (event: LoginEvent): Citation => citation('event', event.sequence, event.occurredAt);
export const alertCitation = (alert: Alert): Citation => citation('alert', alert.number, alert.lastSeen);
export const incidentCitation = (incident: Incident): Citation =>
  citation('incident', incident.number, incident.openedAt);

export const ruleCitation = (rule: Rule): Citation => citation('rule', rule.number, rule.updatedAt);

export function rowCitation(row: LogRow): Citation {
  return {
    ref: row.ref,
    kind: row.kind === 'login' ? 'event' : row.kind,
    at: row.at.toISOString(),
    url: pathOf(row.ref),
  };
}

function citation(kind: Citation['kind'], number: number, at: Date): Citation {
  const ref = formatReference({ kind, number });
  return { ref, kind, at: at.toISOString(), url: pathOf(ref) };
}

const short = (text: string | null): string | null => (text === null ? null : oneLine(text, 100));
const countryOf = ({ country }: { country: string | null }): string | null =>
  country === null ? null : countryName(country);

/** Without what is not known: a model reads an empty field as something to talk about. */
const known = <T extends Record<string, string | null>>(fields: T): { [K in keyof T]?: string } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as { [K in keyof T]?: string };
