import {
  ALERT_GROUPS,
  type AlertGroup,
  camerasOfAlerts,
  countFittingAlerts,
  groupAlerts,
  searchAlerts,
} from '../db/alert-search.ts';
import {
  countEvents,
  EVENT_GROUPS,
  type EventGroup,
  firstLogin,
  groupEvents,
  searchEvents,
  servicesInUse,
} from '../db/event-search.ts';
import {
  countFittingIncidents,
  groupIncidents,
  INCIDENT_GROUPS,
  type IncidentGroup,
  searchIncidents,
} from '../db/incident-search.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Count, Group, Grouped, GroupOptions, SearchCursor, SearchFilter } from '../db/search-filter.ts';
import { ALERT_STATUSES, type Alert } from '../domain/alert.ts';
import type { LoginEvent } from '../domain/event.ts';
import { INCIDENT_STATUSES, type Incident } from '../domain/incident.ts';
import type { Principal } from '../domain/principal.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import { can, type Permission } from '../domain/role.ts';
import { parseSearch } from '../domain/search-query.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { timeText } from '../messages/time-text.ts';
import { authorise } from './authorise.ts';
import { isMe, LOG_KINDS, type LogFilter, type LogKind, readFilter } from './log-filter.ts';
import { namedByReference } from './log-subjects.ts';

export { LOG_KINDS, type LogKind } from './log-filter.ts';

export const LOG_GROUPS = [
  'kind',
  'country',
  'user',
  'ip',
  'outcome',
  'device',
  'hour',
  'day',
  'severity',
  'status',
  'rule',
  'camera',
  'assignee',
  'handled_by',
] as const;
export type LogGroup = (typeof LOG_GROUPS)[number];

export const LOG_STATUSES = [...new Set([...ALERT_STATUSES, ...INCIDENT_STATUSES])];

/** A search as people put it; all that is given must hold. */
export interface LogSearch extends LogFilter {
  /** Words, "phrases", AND, OR, NOT, parentheses; or a reference such as `LOG-7QK3M9`. */
  query?: string | undefined;
  /** Without it: every kind that what is asked makes sense for. */
  kinds?: readonly LogKind[] | undefined;
  groupBy?: LogGroup | undefined;
  /** Only groups of so many or more. */
  atLeast?: number | undefined;
  /** Days and hours by how many there are, the hours of all days together. */
  busiest?: boolean | undefined;
  /** Rows, at most 50; 20 without it. */
  limit?: number | undefined;
  /** That many of each kind rather than in all, so that many logins do not hide the few alerts; there is no next page then. */
  limitPerKind?: boolean | undefined;
  /** Alerts and incidents by how severe they are, then newest first; there is no next page then. */
  worstFirst?: boolean | undefined;
  /** The oldest first; there is no next page then. */
  oldestFirst?: boolean | undefined;
  /** `next` of the page before. */
  cursor?: string | undefined;
}

export type LogRow = { ref: string; at: Date } & (
  | { kind: 'login'; event: LoginEvent }
  /** `alsoAt`: the cameras asked for that saw it and are not the one it is told of. */
  | { kind: 'alert'; alert: Alert; alsoAt?: string[] }
  | { kind: 'incident'; incident: Incident }
);

export interface LogPage {
  /** The kinds that were searched. */
  kinds: LogKind[];
  /** Newest first, all kinds together. */
  rows: LogRow[];
  /** How many fit of each kind, counted up to 10,000 unless grouped; empty on a page after the first. */
  totals: Partial<Record<LogKind, Count>>;
  groups: (Group & { kinds: Partial<Record<LogKind, number>> })[] | null;
  /** How many smaller groups are not listed. */
  moreGroups: number;
  next: string | null;
  /** What was understood in a way the asker should know of. */
  notes: string[];
  /** What was named by a reference, or as home, and what that is. */
  understood: Pick<LogFilter, 'user' | 'excludeUser' | 'ip' | 'excludeIp' | 'country' | 'excludeCountry'>;
}

const MOST_ROWS = 50;
const MOST_GROUPS = 50;
const COUNT_CAP = 10_000;
const DAY_MS = 86_400_000;

/** What each kind can be asked for. */
const KINDS: Record<
  LogKind,
  { permission: Permission; lacks: (keyof LogSearch)[]; statuses: readonly string[]; groups: readonly LogGroup[] }
> = {
  login: {
    permission: 'logs.read',
    lacks: ['status', 'rule', 'camera', 'handledBy', 'assignee', 'excludeAssignee', 'openedBy'],
    statuses: [],
    groups: EVENT_GROUPS,
  },
  alert: {
    permission: 'alerts.read',
    lacks: ['outcome', 'assignee', 'excludeAssignee', 'openedBy', 'city', 'device', 'via', 'secondFactor'],
    statuses: ALERT_STATUSES,
    groups: ALERT_GROUPS,
  },
  incident: {
    permission: 'incidents.read',
    lacks: [
      'outcome',
      'handledBy',
      'excludeCountry',
      'excludeUser',
      'excludeIp',
      'city',
      'device',
      'via',
      'secondFactor',
    ],
    statuses: INCIDENT_STATUSES,
    groups: INCIDENT_GROUPS,
  },
};

/**
 * One search over logins, alerts and incidents, as far as the reader may see them. Fails with `invalid_input` when
 * something given cannot be read or no kind has it, with `forbidden` when a kind that was named is not the reader's.
 */
export async function searchLogs(tx: OrgDb, reader: Principal, search: LogSearch): Promise<LogPage> {
  const notes: string[] = [];
  const one = search.query === undefined ? null : readReference(search.query);
  const kinds = one ? [one.kind] : kindsFor(reader, search, notes);
  for (const kind of kinds) if (!isOwn(reader, kind, search)) authorise(reader, KINDS[kind].permission);

  const named = await namedByReference(tx, reader, search, search.language);
  const filter = await readFilter(tx, reader, { ...search, ...named }, { notes, kinds });
  const isHome = (text: string | undefined): boolean => text?.trim().toLowerCase() === 'home';
  const understood = {
    ...named,
    ...(isHome(search.country) && { country: filter.countries?.join(',') }),
    ...(isHome(search.excludeCountry) && { excludeCountry: filter.otherCountries?.join(',') }),
  };
  if (one) filter.number = one.number;
  else if (search.query?.trim()) {
    const words = parseSearch(search.query);
    if (!words) throw new SafeNestError('invalid_input', `“${oneLine(search.query, 80)}” holds no word to search for.`);
    filter.words = words;
  }

  const limit = Math.min(Math.max(Math.trunc(search.limit ?? 20), 1), MOST_ROWS);
  const cursor = search.cursor === undefined ? null : readCursor(search.cursor);
  const page: LogPage = { kinds, rows: [], totals: {}, groups: null, moreGroups: 0, next: null, notes, understood };
  for (const kind of kinds) {
    const before = cursor ? cursorFor(kind, cursor) : undefined;
    page.rows.push(
      ...(await ROWS[kind](tx, forKind(kind, filter), {
        limit: limit + 1,
        before,
        worst: search.worstFirst,
        oldest: search.oldestFirst,
      })),
    );
  }
  const compare = search.worstFirst ? compareWorst : search.oldestFirst ? compareOldest : compareRows;
  page.rows.sort(compare);
  if (search.limitPerKind) {
    page.rows = page.kinds.flatMap((kind) => page.rows.filter((row) => row.kind === kind).slice(0, limit));
    page.rows.sort(compare);
  } else if (page.rows.length > limit) {
    page.rows.length = limit;
    if (!search.worstFirst && !search.oldestFirst) page.next = writeCursor(page.rows.at(-1)!);
  }
  if (filter.places) await tellPlaces(tx, page.rows, filter.places);
  if (!cursor) await count(tx, reader, filter, search, page);
  // "none in October" is no all-clear where nothing was recorded then
  if (!cursor && filter.from && kinds.includes('login')) {
    const first = await firstLogin(tx);
    if (first && first.getTime() - filter.from.getTime() >= DAY_MS)
      notes.push(`logins are recorded since ${timeText(first, reader.timeZone)}`);
  }
  // "no logins by mail" is no all-clear where nothing ever says that it came by mail
  if (filter.via && page.rows.length === 0) {
    const [way, services] = [filter.via.toLowerCase(), await servicesInUse(tx, 6)];
    if (!services.some((service) => service.toLowerCase().includes(way)))
      notes.push(`no login here goes by “${filter.via}”: the latest went to ${services.join(', ') || 'nothing'}`);
  }
  // "nobody without a second factor" is no all-clear where logins do not say it
  if (!cursor && filter.mfa !== undefined && kinds.includes('login')) {
    const { count: silent, capped } = await countEvents(tx, { ...filter, mfa: null }, MOST_SILENT);
    const said = page.totals.login?.count ?? page.rows.length;
    if (silent > 0)
      notes.push(
        said === 0
          ? 'none of these logins says whether a second factor was used'
          : `${capped ? `more than ${silent}` : silent} more logins do not say whether a second factor was used`,
      );
  }
  return page;
}

/** Says of alerts found by a camera that is not the one they are told of that this one saw it, too. */
async function tellPlaces(
  tx: OrgDb,
  rows: readonly LogRow[],
  places: NonNullable<SearchFilter['places']>,
): Promise<void> {
  const alerts = rows.filter((row) => row.kind === 'alert');
  const cameras = await camerasOfAlerts(
    tx,
    alerts.map(({ alert }) => alert.id),
  );
  for (const row of alerts) {
    const also = (cameras.get(row.alert.id) ?? []).filter(
      ({ id }) => id !== row.alert.cameraId && places.some(({ cameraId }) => cameraId === id),
    );
    if (also.length > 0) row.alsoAt = also.slice(0, MOST_ALSO).map(({ name }) => name);
  }
}
const MOST_ALSO = 5;

/** Logins that do not say whether a second factor was used are counted so far. */
const MOST_SILENT = 10_000;

/** The kinds to search: those named as far as they have what is asked for, else all that do and that the reader may see. */
function kindsFor(reader: Principal, search: LogSearch, notes: string[]): LogKind[] {
  const has = (kind: LogKind): boolean => {
    const { lacks, statuses, groups } = KINDS[kind];
    return (
      lacks.every((field) => search[field] === undefined) &&
      (search.status === undefined || search.status.split(',').some((one) => statuses.includes(one.trim()))) &&
      (search.groupBy === undefined || search.groupBy === 'kind' || groups.includes(search.groupBy))
    );
  };
  if (search.kinds && search.kinds.length > 0) {
    const wanted = LOG_KINDS.filter((kind) => search.kinds!.includes(kind));
    const kinds = wanted.filter(has);
    const left = wanted.filter((kind) => !has(kind)).map((kind) => `${kind}s`);
    const asked = [...new Set(Object.values(KINDS).flatMap(({ lacks }) => lacks)), 'groupBy' as const].filter(
      (field) => search[field] !== undefined,
    );
    const why = `what was asked (${asked.map(inputName).join(', ')}) does not apply to ${left.join(' and ')}`;
    if (kinds.length === 0) throw new SafeNestError('invalid_input', `There is nothing to search: ${why}.`);
    if (left.length > 0) notes.push(`${why}, which are left out`);
    return kinds;
  }
  const fitting = LOG_KINDS.filter(has);
  if (fitting.length === 0) {
    throw new SafeNestError('invalid_input', 'No kind has all that was asked for: ask for less, or name the kinds.');
  }
  const readable = fitting.filter((kind) => can(reader.role, KINDS[kind].permission) || isOwn(reader, kind, search));
  // refused in the name of the kind that would have answered
  if (readable.length === 0) return fitting;
  // "by country" counts logins: the alerts about them would count the same matter twice
  const oneMatter = search.groupBy && ['country', 'user', 'ip', 'outcome', 'device'].includes(search.groupBy);
  return oneMatter ? readable.slice(0, 1) : readable;
}

/** What someone opened themselves they may see, whatever their role. */
const isOwn = (reader: Principal, kind: LogKind, { openedBy }: LogSearch): boolean =>
  kind === 'incident' && openedBy !== undefined && isMe(openedBy) && reader.actor.id !== null;

function readReference(text: string): { kind: LogKind; number: number } | null {
  const reference = parseReference(text);
  switch (reference?.kind) {
    case 'event':
      return { kind: 'login', number: reference.number };
    case 'alert':
    case 'incident':
      return { kind: reference.kind, number: reference.number };
    default:
      return null;
  }
}

/** An incident is `open` to people until it is closed, whatever its workflow calls it meanwhile. */
const forKind = (kind: LogKind, filter: SearchFilter): SearchFilter =>
  kind === 'incident' && filter.statuses?.includes('open')
    ? { ...filter, statuses: [...new Set([...filter.statuses, 'investigating', 'contained'])] }
    : filter;

interface Page {
  limit: number;
  before: SearchCursor | undefined;
  worst: boolean | undefined;
  oldest: boolean | undefined;
}
const pageOf = ({ limit, before, worst, oldest }: Page) => ({
  limit,
  ...(before && { before }),
  ...(worst && { worst }),
  ...(oldest && { oldest }),
});

const ROWS: Record<LogKind, (tx: OrgDb, filter: SearchFilter, page: Page) => Promise<LogRow[]>> = {
  login: async (tx, filter, page) =>
    (await searchEvents(tx, filter, pageOf(page))).map((event) => ({
      kind: 'login',
      ref: formatReference({ kind: 'event', number: event.sequence }),
      at: event.occurredAt,
      event,
    })),
  alert: async (tx, filter, page) =>
    (await searchAlerts(tx, filter, pageOf(page))).map((alert) => ({
      kind: 'alert',
      ref: formatReference({ kind: 'alert', number: alert.number }),
      at: alert.lastSeen,
      alert,
    })),
  incident: async (tx, filter, page) =>
    (await searchIncidents(tx, filter, pageOf(page))).map((incident) => ({
      kind: 'incident',
      ref: formatReference({ kind: 'incident', number: incident.number }),
      at: incident.openedAt,
      incident,
    })),
};

const COUNT: Record<LogKind, (tx: OrgDb, filter: SearchFilter, cap: number) => Promise<Count>> = {
  login: countEvents,
  alert: countFittingAlerts,
  incident: countFittingIncidents,
};

async function count(
  tx: OrgDb,
  reader: Principal,
  filter: SearchFilter,
  { groupBy, atLeast, busiest }: LogSearch,
  page: LogPage,
): Promise<void> {
  const groups = new Map<string | null, Group & { kinds: Partial<Record<LogKind, number>> }>();
  const add = (kind: LogKind, { key, count: some, ...times }: Group): void => {
    const group = groups.get(key) ?? { key, count: 0, kinds: {}, ...times };
    group.count += some;
    group.kinds[kind] = (group.kinds[kind] ?? 0) + some;
    groups.set(key, group);
  };
  for (const kind of page.kinds) {
    if (groupBy === undefined || groupBy === 'kind') {
      const total = await COUNT[kind](tx, forKind(kind, filter), COUNT_CAP);
      page.totals[kind] = total;
      add(kind, { key: kind, count: total.count });
      continue;
    }
    const by = { timeZone: reader.timeZone, limit: MOST_GROUPS, atLeast, busiest };
    const counted = await groupKind(tx, kind, forKind(kind, filter), groupBy, by);
    page.totals[kind] = { count: counted.total, capped: false };
    page.moreGroups += counted.more;
    for (const group of counted.groups) add(kind, group);
  }
  if (groupBy === undefined) return;
  const byTime = !busiest && (groupBy === 'hour' || groupBy === 'day');
  page.groups = [...groups.values()].sort((a, b) =>
    byTime ? (a.key! < b.key! ? -1 : 1) : b.count - a.count || (String(a.key) < String(b.key) ? -1 : 1),
  );
}

function groupKind(
  tx: OrgDb,
  kind: LogKind,
  filter: SearchFilter,
  by: LogGroup,
  options: GroupOptions,
): Promise<Grouped> {
  switch (kind) {
    case 'login':
      return groupEvents(tx, filter, by as EventGroup, options);
    case 'alert':
      return groupAlerts(tx, filter, by as AlertGroup, options);
    case 'incident':
      return groupIncidents(tx, filter, by as IncidentGroup, options);
  }
}

/** Newest first; at the same moment logins before alerts before incidents, then the higher number. */
function compareRows(a: LogRow, b: LogRow): number {
  return (
    b.at.getTime() - a.at.getTime() ||
    LOG_KINDS.indexOf(a.kind) - LOG_KINDS.indexOf(b.kind) ||
    numberOf(b) - numberOf(a)
  );
}

const compareOldest = (a: LogRow, b: LogRow): number => compareRows(b, a);
const severityOf = (row: LogRow): number =>
  row.kind === 'login' ? -1 : SEVERITIES.indexOf(row.kind === 'alert' ? row.alert.severity : row.incident.severity);
const compareWorst = (a: LogRow, b: LogRow): number => severityOf(b) - severityOf(a) || compareRows(a, b);

interface Cursor {
  at: number;
  rank: number;
  number: number;
}

const writeCursor = (row: LogRow): string => `${row.at.getTime()}.${LOG_KINDS.indexOf(row.kind)}.${numberOf(row)}`;

function readCursor(text: string): Cursor {
  const match = /^(-?\d{1,15})\.([0-2])\.(\d{1,15})$/.exec(text);
  if (!match) throw new SafeNestError('invalid_input', 'This page of results does not exist; begin again.');
  return { at: Number(match[1]), rank: Number(match[2]), number: Number(match[3]) };
}

/** Where a kind goes on: at the cursor's own moment, kinds before it are done and kinds after it are still to come. */
function cursorFor(kind: LogKind, { at, rank, number }: Cursor): SearchCursor {
  const mine = LOG_KINDS.indexOf(kind) - rank;
  return { at: new Date(at), number: mine < 0 ? 0 : mine > 0 ? Number.MAX_SAFE_INTEGER : number };
}

function numberOf(row: LogRow): number {
  switch (row.kind) {
    case 'login':
      return row.event.sequence;
    case 'alert':
      return row.alert.number;
    case 'incident':
      return row.incident.number;
  }
}

const inputName = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
