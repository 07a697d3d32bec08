import { alertsOnEvent } from '../../../db/alerts.ts';
import { findEvent } from '../../../db/events.ts';
import { listRules } from '../../../db/rules.ts';
import { countSignals } from '../../../db/signals.ts';
import { formatReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { SEVERITIES, type Severity } from '../../../domain/severity.ts';
import { parseRange } from '../../../domain/time-range.ts';
import { isSafeNestError, SafeNestError } from '../../../errors.ts';
import { pathOf } from '../../../messages/links.ts';
import { takesExamples } from '../../../pipeline/rule-examples.ts';
import {
  LOG_GROUPS,
  LOG_KINDS,
  LOG_STATUSES,
  type LogPage,
  type LogRow,
  type LogSearch,
  searchLogs,
} from '../../../pipeline/search-logs.ts';
import { lastDays } from '../days.ts';
import { logPage } from '../pages/log.ts';
import { type LogFilter, type LogItem, type LogsView, logsPage } from '../pages/logs.ts';
import { askedRange, rangeProblem } from '../range.ts';
import { addressWith, numberOf, oneOf, type Pages, queryText, type Visit } from '../visit.ts';

const PAGE = 25;
const NO_PAGE: LogPage = {
  kinds: [],
  rows: [],
  totals: {},
  groups: null,
  moreGroups: 0,
  next: null,
  notes: [],
  understood: {},
};

export function logRoutes(pages: Pages): void {
  pages.show('/logs', 'logs.read', async (visit, tx) => {
    const { principal, clock, request } = visit;
    const filter = readFilter(visit);
    const cursor = queryText(request, 'cursor', 100);
    const range = filter.range === '' ? null : parseRange(filter.range, clock);
    let problem: LogsView['problem'] = filter.range !== '' && !range ? rangeProblem(filter.range) : null;
    let found = NO_PAGE;
    if (!problem) {
      try {
        found = await searchLogs(tx, principal, {
          ...searchOf(filter),
          ...(range ? { from: range.from, to: range.to } : {}),
          ...(cursor ? { cursor } : {}),
          limit: PAGE,
        });
      } catch (error) {
        if (!isSafeNestError(error)) throw error;
        problem = error.message;
      }
    }
    const days = cursor
      ? []
      : await lastDays(
          tx,
          principal,
          clock,
          { kinds: ['login'] },
          { kinds: ['login'], outcome: 'failure' },
          (day) => `/logs?kinds=login&range=${day}`,
        );
    return {
      title: 'What happened?',
      current: 'logs',
      body: logsPage({
        clock,
        filter,
        problem,
        items: found.rows.map(itemOf),
        totals: Object.entries(found.totals).map(([kind, total]) => ({ kind, ...total })),
        rangeLabel: range?.label ?? null,
        notes: found.notes,
        groups: (found.groups ?? []).map(({ key, count }) => ({
          label: key ?? 'not named',
          count,
          url: key === null ? null : narrowed(visit, filter.group_by, key),
        })),
        moreGroups: found.moreGroups,
        days,
        older: found.next ? addressWith(request, { cursor: found.next }) : null,
        signals: filter.user === '' ? 0 : sumOf(await countSignals(tx, { account: filter.user })),
        anyFilter: Object.values(filter).some((value) => value !== ''),
      }),
    };
  });

  pages.show('/logs/:ref', 'logs.read', async ({ principal, clock, request }, tx) => {
    const sequence = numberOf(request, 'event');
    const reference = formatReference({ kind: 'event', number: sequence });
    const event = await findEvent(tx, sequence);
    if (!event) throw new SafeNestError('not_found', `There is no log entry ${reference}.`);
    const alerts = can(principal.role, 'alerts.read') ? await alertsOnEvent(tx, sequence) : [];
    const rules = can(principal.role, 'rules.propose')
      ? (await listRules(tx, ['active', 'draft', 'retired']))
          .filter(({ kind }) => takesExamples(kind))
          .map(({ number, name }) => ({ ref: formatReference({ kind: 'rule', number }), name }))
      : [];
    return {
      title: `${reference} ${event.account}`,
      current: 'logs',
      body: logPage({ clock, event, alerts, rules }),
    };
  });
}

const sumOf = (counts: readonly { count: number }[]): number => counts.reduce((sum, { count }) => sum + count, 0);

function readFilter({ request }: Visit): LogFilter {
  return {
    query: queryText(request, 'query', 1000),
    kinds: oneOf(LOG_KINDS, queryText(request, 'kinds')) ?? '',
    outcome: oneOf(['success', 'failure'], queryText(request, 'outcome')) ?? '',
    min_severity: oneOf(SEVERITIES, queryText(request, 'min_severity')) ?? '',
    severities: listOf(SEVERITIES, queryText(request, 'severities')),
    status: listOf(LOG_STATUSES, queryText(request, 'status')),
    user: queryText(request, 'user', 1000),
    exclude_user: queryText(request, 'exclude_user', 1000),
    ip: queryText(request, 'ip', 100),
    exclude_ip: queryText(request, 'exclude_ip', 100),
    country: queryText(request, 'country', 200),
    exclude_country: queryText(request, 'exclude_country', 200),
    city: queryText(request, 'city', 200),
    device: queryText(request, 'device', 100),
    via: queryText(request, 'via', 60),
    second_factor: oneOf(SECOND_FACTOR, queryText(request, 'second_factor')) ?? '',
    rule: queryText(request, 'rule', 100),
    camera: queryText(request, 'camera', 300),
    handled_by: queryText(request, 'handled_by', 320),
    assignee: queryText(request, 'assignee', 320),
    exclude_assignee: queryText(request, 'exclude_assignee', 320),
    opened_by: queryText(request, 'opened_by', 320),
    hours: queryText(request, 'hours', 40),
    weekdays: queryText(request, 'weekdays', 80),
    range: askedRange(request),
    group_by: oneOf(LOG_GROUPS, queryText(request, 'group_by')) ?? '',
  };
}

const SECOND_FACTOR = ['used', 'not_used'] as const;

/** Those of the words that are asked for, with commas: an answer's link may ask for several. */
const listOf = (words: readonly string[], text: string): string =>
  text
    .split(',')
    .filter((one) => words.includes(one))
    .join(',');

const searchOf = (filter: LogFilter): LogSearch => ({
  query: filter.query || undefined,
  kinds: filter.kinds ? [filter.kinds] : undefined,
  minSeverity: filter.min_severity || undefined,
  outcome: filter.outcome || undefined,
  severities: filter.severities === '' ? undefined : (filter.severities.split(',') as Severity[]),
  status: filter.status || undefined,
  user: filter.user || undefined,
  excludeUser: filter.exclude_user || undefined,
  ip: filter.ip || undefined,
  excludeIp: filter.exclude_ip || undefined,
  country: filter.country || undefined,
  excludeCountry: filter.exclude_country || undefined,
  city: filter.city || undefined,
  device: filter.device || undefined,
  via: filter.via || undefined,
  secondFactor: filter.second_factor || undefined,
  rule: filter.rule || undefined,
  camera: filter.camera || undefined,
  handledBy: filter.handled_by || undefined,
  assignee: filter.assignee || undefined,
  excludeAssignee: filter.exclude_assignee || undefined,
  openedBy: filter.opened_by || undefined,
  hours: filter.hours || undefined,
  weekdays: filter.weekdays || undefined,
  groupBy: filter.group_by || undefined,
});

/** What a group's chip leads to: the same search, narrowed to that group. */
function narrowed({ request }: Visit, groupBy: LogFilter['group_by'], key: string): string | null {
  const page = { group_by: null, cursor: null };
  switch (groupBy) {
    case 'country':
    case 'user':
    case 'ip':
    case 'outcome':
    case 'status':
    case 'rule':
    case 'camera':
    case 'assignee':
    case 'handled_by':
      return addressWith(request, { ...page, [groupBy]: key });
    case 'kind':
      return addressWith(request, { ...page, kinds: key });
    case 'day':
      return addressWith(request, { ...page, range: key });
    default:
      return null;
  }
}

function itemOf(row: LogRow): LogItem {
  const base = { ref: row.ref, url: pathOf(row.ref), kind: row.kind, at: row.at };
  const words = (...parts: (string | null)[]): string => parts.filter(Boolean).join(' · ');
  switch (row.kind) {
    case 'login': {
      const { event } = row;
      // What the stored line names already is not said twice.
      const unsaid = [event.account, event.address].map((part) =>
        part !== null && event.text.includes(part) ? null : part,
      );
      return {
        ...base,
        severity: null,
        outcome: event.outcome,
        text: event.text,
        about: words(...unsaid, event.text.split(/\W+/).includes(event.country ?? '') ? null : event.country),
      };
    }
    case 'alert': {
      const { alert } = row;
      return {
        ...base,
        severity: alert.severity,
        outcome: null,
        text: alert.title,
        about: words(
          alert.account,
          alert.address,
          alert.country,
          row.alsoAt ? `also at ${row.alsoAt.join(', ')}` : null,
        ),
      };
    }
    case 'incident': {
      const { incident } = row;
      return {
        ...base,
        severity: incident.severity,
        outcome: null,
        text: incident.title,
        about: `Assigned to ${incident.assigneeName ?? 'nobody yet'}`,
      };
    }
  }
}
