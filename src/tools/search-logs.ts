import { z } from 'zod';
import { listCameras } from '../db/cameras.ts';
import type { OrgDb } from '../db/scope.ts';
import { countSignals, listSignals } from '../db/signals.ts';
import { comparePeriods } from '../domain/compare-periods.ts';
import { countryName } from '../domain/country.ts';
import { HOURS_WORDS, WEEKDAYS_WORDS } from '../domain/hours-of-day.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { formatReference } from '../domain/reference.ts';
import { can, type Permission } from '../domain/role.ts';
import { SEVERITIES } from '../domain/severity.ts';
import type { Signal } from '../domain/signal.ts';
import { oneLine } from '../domain/text.ts';
import { parseRange, RANGE_WORDS, type TimeRange } from '../domain/time-range.ts';
import { formatTime } from '../domain/time-words.ts';
import { SafeNestError } from '../errors.ts';
import { aboutText, countText, searchWords } from '../messages/catalogue/search.ts';
import { countryText, listText, terms } from '../messages/catalogue/terms.ts';
import { titleIn } from '../messages/incident-title.ts';
import { saidIn } from '../messages/tell-alert.ts';
import { logCard } from '../messages/views/log-card.ts';
import { unusualLogins } from '../pipeline/anomaly/unusual/see-unusual.ts';
import { countBefore } from '../pipeline/count-before.ts';
import { DEFAULT_RANGE } from '../pipeline/posture.ts';
import { RULE_KINDS } from '../pipeline/rule-kinds.ts';
import {
  LOG_GROUPS,
  LOG_KINDS,
  LOG_STATUSES,
  type LogKind,
  type LogPage,
  type LogRow,
  type LogSearch,
  searchLogs,
} from '../pipeline/search-logs.ts';
import { comparedData } from './compared-data.ts';
import { defineTool } from './define-tool.ts';
import { unusualCitation, unusualLoginData } from './explain-login.ts';
import { outcomeOfAttack } from './outcome-of-attack.ts';
import { alertData, loginData, type Reader, rowCitation, rowData, type SearchData } from './tool-data.ts';

const MOST_ROWS = 20;
/** With groups, the groups are the answer and rows only examples of them. */
const ROWS_BESIDE_GROUPS = 5;
const MOST_GROUPS = 25;
/** Of each kind: an incident can take all these alerts, though only some are shown. */
const MOST_FOUND = 50;
/** How many rows logins keep when there are alerts and incidents enough to fill them all. */
const LOGIN_SHARE = 0.25;
const CARD_ROWS = 8;
/** What an answer lists in words by itself; a card beside it must show more than that. */
const TOLD_ROWS = 3;

const READ_BY: Record<LogKind, Permission> = { login: 'logs.read', alert: 'alerts.read', incident: 'incidents.read' };

const status = z.enum(LOG_STATUSES as [string, ...string[]]);

const input = z.object({
  query: z
    .string()
    .max(500)
    .optional()
    .describe('Words in the log text: words (all must occur), "a phrase", AND, OR, NOT or -word, parentheses, web*'),
  kinds: z
    .array(z.enum(LOG_KINDS))
    .optional()
    .describe('Only these kinds. Leave out for every kind that fits what is asked'),
  min_severity: z
    .enum(SEVERITIES)
    .optional()
    .describe(
      'Alerts and incidents this severe or worse, and the logins that such alerts stand on; "high-risk" is high',
    ),
  severities: z
    .array(z.enum(SEVERITIES))
    .optional()
    .describe('Exactly these severities, for "critical or low"; otherwise use min_severity'),
  outcome: z.enum(['success', 'failure']).optional().describe('Of logins: whether they succeeded'),
  status: z
    .union([status, z.array(status)])
    .optional()
    .describe('Of alerts or incidents; one or several'),
  user: z
    .string()
    .max(1000)
    .optional()
    .describe(
      'An account or e-mail address, the beginning of one, or a member’s name; several with commas. A reference is its account: ALR-20. Of alerts whoever cameras know, too: a name, PER-7',
    ),
  exclude_user: z.string().max(1000).optional().describe('None of these accounts, for "except root"'),
  ip: z
    .string()
    .max(1000)
    .optional()
    .describe(
      'An address, a network or a range: 203.0.113.9, 10.0.0.0/8, 203.0.113.40-203.0.113.60; several with commas. A reference is its address: ALR-20',
    ),
  exclude_ip: z.string().max(1000).optional().describe('Not from this address or network'),
  country: z
    .string()
    .max(500)
    .optional()
    .describe(
      'Only from there: English name or two-letter code; several with commas. home: where most logins come from',
    ),
  exclude_country: z
    .string()
    .max(500)
    .optional()
    .describe('Only from elsewhere, e.g. "outside the UK" is GB, "from abroad" is home'),
  city: z.string().max(200).optional().describe('Of logins: the city they came from; several with commas'),
  device: z.string().max(100).optional().describe('Of logins: words in the name of the device or browser, e.g. iPhone'),
  via: z
    .string()
    .max(60)
    .optional()
    .describe('Of logins: a word in the name of the service or way they came by, e.g. vpn, mail, ssh, password'),
  second_factor: z
    .enum(['used', 'not_used'])
    .optional()
    .describe(
      'Of logins: only those with a second factor (2FA, MFA), or without one; what says nothing of it is neither',
    ),
  rule: z
    .string()
    .max(100)
    .optional()
    .describe(
      `Of alerts: what raised them: RULE-3, a rule’s name, cameras for all that cameras raised, or one of ${RULE_KINDS.map(({ kind }) => kind).join(', ')}`,
    ),
  camera: z
    .string()
    .max(300)
    .optional()
    .describe('Of alerts: what this camera saw, by its name, its place, a zone or CAM-3; several with commas'),
  handled_by: z
    .string()
    .max(320)
    .optional()
    .describe(
      'Of alerts: who acknowledged or settled them: a name, or me; with group_by handled_by for "who handles most"',
    ),
  assignee: z.string().max(320).optional().describe('Of incidents: who works on it: a name, me, or nobody'),
  exclude_assignee: z
    .string()
    .max(320)
    .optional()
    .describe('Of incidents: who does not work on it, for "not with Maria"'),
  opened_by: z.string().max(320).optional().describe('Of incidents: who opened it: a name, or me'),
  hours: z
    .string()
    .max(40)
    .optional()
    .describe(`Hours of the day on the asker’s clock, on every day of the range: ${HOURS_WORDS}`),
  weekdays: z.string().max(80).optional().describe(`Only on these days of the week: ${WEEKDAYS_WORDS}`),
  range: z.string().max(100).optional().describe(`When, by name; leave out for all time. One of: ${RANGE_WORDS}`),
  compare_to: z
    .string()
    .max(100)
    .optional()
    .describe(
      'Count the same in another period too, for "more than last week?", "going up?": previous for the equally long one before, or a period by name; without range the last 7 days are compared',
    ),
  group_by: z
    .enum(LOG_GROUPS)
    .optional()
    .describe('Count by this: for "how many … by country", "which addresses", "who most"'),
  min_count: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('With group_by: only groups of so many or more, for "accounts with at least 10 failed logins"'),
  order: z
    .enum(['newest', 'oldest', 'worst'])
    .optional()
    .describe(
      'oldest: for "the first login of …"; worst: alerts and incidents by severity first, for "what should I worry about", "the worst ones"; with group_by hour or day the busiest first, for "at what hour do most …"',
    ),
  limit: z.number().int().min(1).max(50).optional().describe('Rows at most; counts are always of all'),
  stood_out: z
    .boolean()
    .optional()
    .describe('With alerts: the logins of that time that are unlike what is usual, too, for "anything unusual?"'),
});

export const searchLogsTool = defineTool({
  name: 'search_logs',
  description:
    'Search and count logins, alerts and incidents, newest first. Use it for every question about what happened, who signed in, ' +
    'failed logins, attacks, which alerts or incidents there are, and how many. Everything given must hold.',
  input,
  access: 'read',
  // what someone opened themselves they may list whatever their role; each kind asks for its own permission
  permission: null,
  shows: ['logs.read', 'alerts.read', 'incidents.read'],
  about({ kinds }) {
    const [kind, ...others] = z.array(z.enum(LOG_KINDS)).safeParse(kinds).data ?? [];
    return kind && others.length === 0 ? READ_BY[kind] : null;
  },
  async run({ org, principal, now, language }, given) {
    // a least number is one of something
    const wanted = given.min_count === undefined ? given : { ...given, group_by: given.group_by ?? ('user' as const) };
    const reader: Reader = { timeZone: principal.timeZone, now, language };
    const compares = wanted.compare_to !== undefined;
    const named = wanted.range ?? (compares ? DEFAULT_RANGE : undefined);
    const range = named === undefined ? null : readRange(named, reader);
    // a period beside itself says nothing: the one before is meant
    const other = ['previous', named].includes(wanted.compare_to) ? undefined : wanted.compare_to;
    const periods =
      range && compares
        ? comparePeriods(range, { ...reader, ...(other !== undefined && { other: readRange(other, reader) }) })
        : null;
    const { found, asked, attack, before, odd, reported, quiet } = await org(async (tx) => {
      const search: LogSearch = {
        query: wanted.query,
        kinds: wanted.kinds,
        minSeverity: wanted.min_severity,
        severities: wanted.severities,
        outcome: wanted.outcome,
        status: wanted.status && [wanted.status].flat().join(','),
        user: wanted.user,
        excludeUser: wanted.exclude_user,
        ip: wanted.ip,
        excludeIp: wanted.exclude_ip,
        country: wanted.country,
        excludeCountry: wanted.exclude_country,
        city: wanted.city,
        device: wanted.device,
        via: wanted.via,
        secondFactor: wanted.second_factor,
        rule: wanted.rule,
        camera: wanted.camera,
        assignee: wanted.assignee,
        excludeAssignee: wanted.exclude_assignee,
        openedBy: wanted.opened_by,
        handledBy: wanted.handled_by,
        hours: wanted.hours,
        weekdays: wanted.weekdays,
        groupBy: wanted.group_by,
        atLeast: wanted.min_count,
        busiest: wanted.order === 'worst',
        limit: MOST_FOUND,
        limitPerKind: true,
        worstFirst: wanted.order === 'worst',
        oldestFirst: wanted.order === 'oldest',
        language,
        from: (periods?.current ?? range)?.from,
        to: (periods?.current ?? range)?.to,
      };
      const found = await searchLogs(tx, principal, search);
      const before = periods && (await countBefore(tx, principal, { ...search, kinds: found.kinds }, periods));
      const asked = { ...wanted, ...understoodArgs(found, undefined) };
      return {
        found,
        asked,
        before,
        attack: await outcomeOfAttack(tx, principal, asked, found.groups, range, found.moreGroups > 0),
        reported: await reportedAbout(tx, principal, asked, found.kinds, range),
        quiet:
          wanted.group_by === 'camera' && found.moreGroups === 0 && can(principal.role, 'cameras.read')
            ? await quietCameras(tx, found.groups)
            : [],
        odd: wanted.stood_out && can(principal.role, 'logs.read') ? await oddLogins(tx, principal, range, now) : null,
      };
    });
    const most = Math.min(asked.limit ?? MOST_ROWS, asked.group_by ? ROWS_BESIDE_GROUPS : MOST_ROWS);
    const rows = choose(found.rows, most);
    const moreAlerts = found.rows.filter((row) => row.kind === 'alert' && !rows.includes(row));
    const searched = describeSearch(asked, found.kinds, range?.label, 'en');
    const groups = (found.groups ?? []).slice(0, MOST_GROUPS).map(({ key, count, first, last }) => ({
      key: groupWords(asked.group_by, key),
      // what those who run the desk named with a number in it claims no figure where it is told
      ...(key !== null &&
        GIVEN_GROUPS.has(asked.group_by ?? '') &&
        /\d/.test(key) && { given_name: oneLine(key, 100) }),
      count,
      ...(first &&
        last && { first: formatTime(first, reader.timeZone, now), last: formatTime(last, reader.timeZone, now) }),
    }));
    const gotIn = (attack?.successes ?? []).slice(0, TOLD_ROWS).map(
      (event): LogRow => ({
        kind: 'login',
        event,
        ref: formatReference({ kind: 'event', number: event.sequence }),
        at: event.occurredAt,
      }),
    );
    const data: SearchData = {
      searched,
      range: (periods?.current ?? range)?.label ?? null,
      kinds: found.kinds,
      counts: Object.fromEntries(found.kinds.map((kind) => [kind, found.totals[kind]?.count ?? 0])),
      more_than: found.kinds.filter((kind) => found.totals[kind]?.capped),
      ...(found.groups && {
        groups,
        more_groups: found.moreGroups + found.groups.length - groups.length,
        different: found.moreGroups + found.groups.length,
      }),
      ...(quiet.length > 0 && {
        none_at: { cameras: quiet.slice(0, QUIET_NAMED), further: Math.max(0, quiet.length - QUIET_NAMED) },
      }),
      rows: rows.map((row) => rowData(row, { ...reader, language })),
      ...(attack && {
        related_alerts: attack.alerts.map(({ alert }) => alertData(alert, { ...reader, language })),
        successes_after: {
          count: attack.successes.length,
          ...(attack.isCut && { or_more: true }),
          ...(attack.othersGotIn && attack.successes.length === 0 && { others: true }),
          rows: attack.successes.slice(0, TOLD_ROWS).map((event) => loginData(event, reader)),
        },
      }),
      ...(moreAlerts.length > 0 && { more_alerts: moreAlerts.map((row) => row.ref) }),
      ...(odd && { stood_out: oddData(odd, { principal, language }) }),
      ...(periods && before && { compared: comparedData(found, periods, before, { reader, language }) }),
      ...(reported && {
        signals: {
          count: reported.count,
          time: formatTime(reported.last.occurredAt, reader.timeZone, now),
          source: oneLine(reported.last.source, 60),
          quoted_title: oneLine(reported.last.title, 200),
        },
      }),
      notes: found.notes,
      ...(Object.keys(found.understood).length > 0 && { understood: understoodArgs(found, null) }),
    };
    const total = found.kinds.reduce((sum, kind) => sum + (found.totals[kind]?.count ?? 0), 0);
    const adds = found.groups ? groups.length > 1 : total > TOLD_ROWS;
    const card = logCard({
      title: describeSearch(asked, found.kinds, named && parseRange(named, { ...reader, language })?.label, language),
      counts: countWords(found, language),
      items: choose(rows, asked.group_by ? 3 : CARD_ROWS).map((row) => cardItem(row, language)),
      language,
      ...(found.groups && {
        chart: {
          by: asked.group_by ?? '',
          points: found.groups.slice(0, 12).map(({ key, count }) => ({
            label: oneLine(
              key === null ? terms[language].unknown : asked.group_by === 'country' ? countryText(key, language) : key,
              40,
            ),
            value: count,
          })),
        },
      }),
      moreUrl: addressOf({ ...asked, range: named }),
    });
    return {
      data,
      ...(adds && { card }),
      citations: [
        ...[...rows, ...moreAlerts, ...(attack?.alerts ?? []), ...gotIn].map(rowCitation),
        ...(odd ?? []).slice(0, TOLD_ROWS).map(unusualCitation),
      ],
    };
  },
});

const ARGUMENTS = {
  user: 'user',
  excludeUser: 'exclude_user',
  ip: 'ip',
  excludeIp: 'exclude_ip',
  country: 'country',
  excludeCountry: 'exclude_country',
} satisfies Record<keyof LogPage['understood'], string>;

/** What references and "home" were found to mean, by the names of the arguments; `none` where nobody was left out. */
const understoodArgs = <None>({ understood }: LogPage, none: None): Record<string, string | None> =>
  Object.fromEntries(
    Object.entries(understood).map(([field, value]) => [ARGUMENTS[field as keyof typeof ARGUMENTS], value ?? none]),
  );

/** The newest rows, of which alerts and incidents go before the logins they were made from. */
function choose(rows: readonly LogRow[], most: number): LogRow[] {
  const logins = rows.filter((row) => row.kind === 'login');
  const findings = rows
    .filter((row) => row.kind !== 'login')
    .slice(0, most - Math.min(logins.length, Math.floor(most * LOGIN_SHARE)));
  const chosen = new Set([...findings, ...logins.slice(0, most - findings.length)]);
  return rows.filter((row) => chosen.has(row));
}

const QUIET_NAMED = 6;
/** The cameras that are on of which no group is, by name. */
async function quietCameras(tx: OrgDb, groups: LogPage['groups']): Promise<string[]> {
  const heard = new Set((groups ?? []).map(({ key }) => key));
  return (await listCameras(tx))
    .filter(({ enabled, name }) => enabled && !heard.has(name))
    .map(({ name }) => oneLine(name, 60));
}

/** Logins of a time, the last seven days where none is named, that are unlike what is usual; null while too little is known. */
async function oddLogins(tx: OrgDb, principal: Principal, range: TimeRange | null, now: Date) {
  const { from, to } = range ?? { from: new Date(now.getTime() - 7 * 86_400_000), to: now };
  const { learned, logins } = await unusualLogins(tx, principal, { from, to, limit: MOST_FOUND });
  return learned.ready ? logins : null;
}

/** What other systems reported about the one account that is asked about, with whatever happened; null where nothing, or something else is asked. */
async function reportedAbout(
  tx: OrgDb,
  principal: Principal,
  asked: z.output<typeof input>,
  kinds: readonly LogKind[],
  range: TimeRange | null,
): Promise<{ count: number; last: Signal } | null> {
  const { user, outcome, group_by, min_count } = asked;
  const isStory = kinds.includes('login') && !outcome && !group_by && !min_count && (asked.kinds?.length ?? 0) !== 1;
  if (!user || user.includes(',') || !isStory || !can(principal.role, 'logs.read')) return null;
  const filter = { account: user, from: range?.from, to: range?.to };
  const [last] = await listSignals(tx, filter, { limit: 1 });
  if (!last) return null;
  return { last, count: (await countSignals(tx, filter)).reduce((sum, one) => sum + one.count, 0) };
}

const oddData = (
  odd: Parameters<typeof unusualLoginData>[0][],
  reader: Parameters<typeof unusualLoginData>[1],
): SearchData['stood_out'] => ({
  count: odd.length,
  ...(odd.length === MOST_FOUND && { or_more: true }),
  logins: odd.slice(0, TOLD_ROWS).map((one) => unusualLoginData(one, reader)),
});

function readRange(text: string, reader: Reader): TimeRange {
  const range = parseRange(text, reader);
  if (range) return range;
  throw new SafeNestError(
    'invalid_input',
    `I cannot read the time “${oneLine(text, 60)}”. Use one of: ${RANGE_WORDS}.`,
  );
}

/** `Failed logins of root: yesterday, 20 November 2026` */
function describeSearch(
  asked: z.output<typeof input>,
  kinds: readonly LogKind[],
  range: string | undefined,
  language: Language,
): string {
  const what = kinds.map((kind) => countText(kind, 2, asked, language).replace(/^2 /, ''));
  const words = what.join(', ') + aboutText(asked, language);
  return oneLine(
    `${words.charAt(0).toUpperCase()}${words.slice(1)}${range ? `${terms[language].colon} ${range}` : ''}`,
  );
}

const countWords = ({ kinds, totals }: LogPage, language: Language): string =>
  kinds.map((kind) => countText(kind, totals[kind]?.count ?? 0, {}, language, totals[kind]?.capped)).join(', ');

/** Groups whose names are given by those who run the desk. */
const GIVEN_GROUPS = new Set<string>(['camera', 'rule', 'handled_by', 'assignee']);

function groupWords(by: string | undefined, key: string | null): string {
  if (key === null) return 'unknown';
  return by === 'country' ? countryName(key) : oneLine(key, 100);
}

function cardItem(row: LogRow, language: Language) {
  const base = { ref: row.ref, url: rowCitation(row).url, at: row.at.toISOString() };
  const words = searchWords[language];
  const { colon, incidentStatus } = terms[language];
  switch (row.kind) {
    case 'login': {
      const { outcome, account, address, country } = row.event;
      const where = [address, country && countryText(country, language)].filter(Boolean).join(', ');
      return {
        ...base,
        text: `${account}${colon} ${outcome === 'failure' ? words.failed : words.signedIn}${where && words.from(where)}`,
      };
    }
    case 'alert':
      return {
        ...base,
        text: `${saidIn(row.alert, language).title}${
          row.alsoAt
            ? ` (${words.alsoAt(
                listText(
                  row.alsoAt.map((name) => oneLine(name, 60)),
                  language,
                ),
              )})`
            : ''
        }`,
        severity: row.alert.severity,
      };
    case 'incident':
      return {
        ...base,
        text: `${titleIn(row.incident, language)} (${incidentStatus[row.incident.status]})`,
        severity: row.incident.severity,
      };
  }
}

/** The same search on the logs page. */
function addressOf({ limit: _limit, order: _order, compare_to: _other, ...asked }: z.output<typeof input>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    if (name === 'kinds') for (const one of asked.kinds ?? []) query.append(name, one);
    else if (value !== undefined) query.append(name, [value].flat().join(','));
  }
  return query.size > 0 ? `/logs?${query}` : '/logs';
}
