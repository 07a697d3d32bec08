import { countryName } from '../../domain/country.ts';
import { can } from '../../domain/role.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { formatTime } from '../../domain/time-words.ts';
import type { AlertData, IncidentData, LoginData, RowData, SearchData } from '../../tools/tool-data.ts';
import type { ToolReply } from '../guardrails/tool-data.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';

/** A tool call that was made, and what came of it. */
export interface Done {
  tool: string;
  args: Record<string, unknown>;
  reply: ToolReply;
}

const MOST_LINES = 9;
const GROUPS = 5;
const ROWS = 3;

/** The answer in a few lines: the number first, then the facts that matter with their references, then what one might do. */
export function answerFrom(plan: Plan, done: readonly Done[], context: PlanContext): string {
  const parts = done.map((one) => (one.reply.ok ? wordsOf(one, one.reply.data, done, context) : [one.reply.error]));
  if (plan.calls.some((call) => call.needs === 'found') && !done.some((one) => one.tool === 'create_incident')) {
    parts.push([nothingToOpen(plan, done)]);
  }
  if (plan.say && (done.length > 0 || plan.calls.length === 0)) parts.push([plan.say.text]);
  const lines = parts.flatMap((part, index) => {
    // Of several things told at once, each is told shorter.
    const share = Math.max(2, Math.floor(MOST_LINES / Math.max(1, parts.length)));
    return part.length <= share || parts.length === 1 ? part : [...part.slice(0, index === 0 ? share + 1 : share)];
  });
  return lines.filter((line) => line !== '').join('\n');
}

function nothingToOpen(plan: Plan, done: readonly Done[]): string {
  const searched = done.some((one) => one.tool === 'search_logs' && one.reply.ok);
  if (searched)
    return 'I opened no incident: there is no alert to put into it. Give it a title if you want one all the same.';
  return plan.calls.length > 1
    ? 'I opened no incident, since I could not see what it would be about.'
    : 'What shall the incident be about? Name the alerts, or give it a title.';
}

/** The incident asked for beside a search, with the alerts that search found; null where it found none. */
export function incidentFrom(call: PlannedCall, done: readonly Done[], context: PlanContext): PlannedCall | null {
  const found = done.filter((one) => one.tool === 'search_logs' || one.tool === 'open_alert');
  const alerts = found
    .flatMap((one) => (one.reply.ok ? one.reply.citations : []))
    .filter((citation) => citation.kind === 'alert');
  const earlier = context.history
    .toReversed()
    .flatMap((turn) => turn.citations)
    .filter((citation) => citation.ref.startsWith('ALR-'));
  const refs = [...new Set((found.length > 0 ? alerts : earlier).map((citation) => citation.ref))].slice(0, 50);
  if (refs.length === 0) return null;
  const search = found.find((one) => one.tool === 'search_logs' && one.reply.ok);
  const title =
    search?.reply.ok && refs.length > 1
      ? titleFor(search.args, refs.length, search.reply.data as unknown as SearchData)
      : undefined;
  return { tool: call.tool, args: { ...(title ? { title } : {}), ...call.args, alerts: refs } };
}

/** `4 high-risk alerts, yesterday, 20 November 2026` */
function titleFor(args: Record<string, unknown>, count: number, data: SearchData): string {
  const how =
    args.min_severity === 'high' ? 'high-risk ' : typeof args.min_severity === 'string' ? `${args.min_severity} ` : '';
  return `${count} ${how}${plural(count, 'alert')}${data.range ? `, ${data.range}` : ''}`;
}

function wordsOf(one: Done, data: Record<string, unknown>, all: readonly Done[], context: PlanContext): string[] {
  // What a tool of ours returned has its shape by construction; tests/agent/words.test.ts runs the real tools.
  switch (one.tool) {
    case 'search_logs':
      return searchWords(one.args, data as SearchData, all.length > 1, context);
    case 'open_alert':
      return alertWords(data as unknown as OpenAlert, context);
    case 'update_alert':
      return changedAlert(data as unknown as OpenAlert, context);
    case 'create_incident':
      return data.opened === false
        ? nothingOpened(data as unknown as LeftAlone)
        : openedIncident(data as unknown as OpenIncident, context);
    case 'open_incident':
      return incidentWords(data as unknown as OpenIncident, context);
    case 'update_incident':
      return changedIncident(data as unknown as OpenIncident & { changed: string[] });
    case 'system_health':
      return healthWords(data as unknown as Health);
    case 'help':
      return helpWords(data as unknown as Help);
    default:
      return plainWords(data);
  }
}

type OpenAlert = AlertData & {
  facts: { label: string; quoted_value: string }[];
  incident: string | null;
  log: LoginData[];
  quoted_note?: string;
};
type OpenIncident = IncidentData & {
  alert_count: number;
  alerts: AlertData[];
  timeline: { time: string; who: string; quoted_text: string; undone?: boolean }[];
  quoted_summary?: string;
  quoted_resolution?: string;
  closed?: string;
  left_where_they_are?: { alert: string; incident: string }[];
};
type LeftAlone = { left_where_they_are: { alert: string; incident: string }[] };
type Health = { ok: boolean; broken: string[]; checks: { name: string; ok: boolean; detail: string; mend?: string }[] };

function searchWords(args: Record<string, unknown>, data: SearchData, brief: boolean, context: PlanContext): string[] {
  const total = data.kinds.reduce((sum, kind) => sum + (data.counts[kind] ?? 0), 0);
  const about = [
    text(args.query) && ` with ${args.query}`,
    text(args.user) && ` of ${args.user}`,
    text(args.ip) && ` from ${args.ip}`,
    text(args.country) && ` from ${countryList(args.country)}`,
    text(args.exclude_country) && ` from outside ${countryList(args.exclude_country)}`,
  ]
    .filter(Boolean)
    .join('');
  const when = data.range ? ` (${data.range})` : '';
  const notes = data.notes.slice(0, 1).map((note) => `Note: ${note}.`);
  if (total === 0) {
    const what = data.kinds.map((kind) => counted(kind, 0, args)).join(' or ');
    const narrowed = when !== '' || about !== '';
    return [
      `Nothing found: no ${what.replaceAll(/^0 |\b0 /g, '')}${about}${when}.`,
      ...notes,
      narrowed ? 'Another time or spelling may find more.' : '',
    ];
  }
  const head = data.kinds
    .filter((kind) => (data.counts[kind] ?? 0) > 0)
    .map((kind) => `${data.more_than.includes(kind) ? 'more than ' : ''}${counted(kind, data.counts[kind]!, args)}`)
    .join(' and ');
  const groups = data.groups ?? [];
  const groupLines = groups
    .slice(0, typeof args.limit === 'number' ? Math.min(args.limit, 7) : args.group_by === 'day' ? 7 : GROUPS)
    .map(
      (group) =>
        `• ${keyWords(group.key, data.range)}: ${group.count.toLocaleString('en-GB')}${spanOf(group, data.range)}`,
    );
  const left = groups.length - groupLines.length + (data.more_groups ?? 0);
  const shown = data.rows.slice(0, groups.length > 0 ? 1 : ROWS);
  const rowLines = shown.map((row) => `• ${rowWords(row, data.range)}`);
  return [
    `${capital(head)}${about}${when}.`,
    ...groupLines,
    ...(left > 0 ? [`… and ${left.toLocaleString('en-GB')} more.`] : []),
    ...(args.group_by === 'day' || args.group_by === 'hour'
      ? []
      : groups.length > 0 && rowLines.length > 0
        ? [
            `Latest: ${rowLines
              .map((line) => line.slice(2))
              .slice(0, 1)
              .join('')}`,
          ]
        : rowLines),
    ...notes,
    ...(brief ? [] : [nextAfterSearch(args, data, total, rowLines.length, context)]),
  ];
}

function counted(kind: string, count: number, args: Record<string, unknown>): string {
  const how: string[] = [];
  if (kind !== 'login' && text(args.status)) how.push(String(args.status).replaceAll('_', ' '));
  if (kind !== 'login' && text(args.min_severity))
    how.push(args.min_severity === 'high' ? 'high-risk' : String(args.min_severity));
  if (kind === 'login' && args.outcome === 'failure') how.push('failed');
  if (kind === 'login' && args.outcome === 'success') how.push('successful');
  const tail = kind !== 'login' && args.min_severity === 'medium' ? ' or worse' : '';
  return `${count.toLocaleString('en-GB')} ${[...how, plural(count, kind)].join(' ')}${tail}`;
}

function nextAfterSearch(
  args: Record<string, unknown>,
  data: SearchData,
  total: number,
  shown: number,
  { tools }: PlanContext,
): string {
  const first = data.rows.find((row) => row.kind !== 'login');
  const open = data.rows.find((row) => row.kind === 'alert' && row.status === 'open' && !row.in_incident);
  if (open && tools.has('create_incident'))
    return `Next: “open ${open.ref}”, or “open an incident for ${total > 1 ? 'them' : 'it'}”.`;
  if (first) return `Next: “open ${first.ref}”.`;
  const top = data.groups?.[0]?.key;
  if (
    top &&
    total > 1 &&
    data.groups!.length > 1 &&
    ['country', 'user', 'ip'].includes(String(args.group_by)) &&
    top !== 'unknown'
  )
    return `Next: “only ${args.group_by === 'user' ? '' : 'from '}${/^(?:United|Netherlands|Philippines)/.test(top) ? 'the ' : ''}${top}”.`;
  if (data.groups) return '';
  if (total <= shown) return '';
  const groups = [args.country === undefined && '“by country”', args.ip === undefined && '“by address”'].filter(
    Boolean,
  );
  if (args.outcome === undefined) groups.push('“only the failed ones”');
  return groups.length > 0 ? `Next: ${groups.join(' or ')}.` : '';
}

const spanOf = (group: { first?: string; last?: string }, range: string | null): string =>
  group.first && group.last ? ` (${span(group.first, group.last, range)})` : '';

/** One row in words; its day is left out where `range`, which the answer begins with, has said it. */
function rowWords(row: RowData, range: string | null = null): string {
  switch (row.kind) {
    case 'login': {
      const where = [row.address, row.country].filter(Boolean).join(', ');
      const reason = row.outcome === 'failure' && row.reason ? `: ${row.reason}` : '';
      return `${span(row.time, row.time, range)} [${row.ref}] “${row.account}” ${row.outcome === 'failure' ? 'failed to sign in' : 'signed in'}${where ? ` from ${where}` : ''}${reason}`;
    }
    case 'alert':
      return `[${row.ref}] ${row.severity}, ${spoken(row.status)}: ${row.title} (${span(row.first_seen, row.time, range)}${row.events > 1 ? `, ${row.events.toLocaleString('en-GB')} events` : ''})`;
    case 'incident':
      return `[${row.ref}] ${row.severity}, ${spoken(row.status)}: ${row.title} (opened ${span(row.time, row.time, range)}, ${row.assignee ?? 'nobody assigned'})`;
  }
}

function alertWords(alert: OpenAlert, { tools }: PlanContext): string[] {
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

function changedAlert(alert: OpenAlert, _context: PlanContext): string[] {
  return [
    `[${alert.ref}] is now ${alert.status === 'false_alarm' ? 'a ' : ''}${spoken(alert.status)}${alert.quoted_note ? ` (“${alert.quoted_note}”)` : ''}: ${short(alert.title).replace(/…$/, '')}${alert.title.length > 70 ? '…' : '.'}`,
    alert.status === 'open' ? `Next: “acknowledge ${alert.ref}”.` : `To take it back: “reopen ${alert.ref}”.`,
  ];
}

/** Every alert asked for belongs to an incident already. */
function nothingOpened({ left_where_they_are: left }: LeftAlone): string[] {
  const homes = [...new Set(left.map((one) => one.incident))];
  const first = homes[0] ?? '';
  const which =
    homes.length === 1
      ? left.length === 1
        ? `[${left[0]!.alert}] belongs to [${first}] already`
        : `${left.length === 2 ? 'Both' : `All ${left.length}`} alerts belong to [${first}] already`
      : `These alerts belong to ${listed(homes.slice(0, 5).map((ref) => `[${ref}]`))}${homes.length > 5 ? ' and others' : ''} already`;
  return [`${which}, so I opened no new incident.`, `Next: “open ${first}”.`];
}

function openedIncident(incident: OpenIncident, { isProgram, tools, role }: PlanContext): string[] {
  const mayUndo = tools.has('update_incident') && can(role, 'incidents.write');
  const alerts =
    incident.alert_count > 0
      ? ` with ${incident.alert_count.toLocaleString('en-GB')} ${plural(incident.alert_count, 'alert')}`
      : '';
  const left = incident.left_where_they_are ?? [];
  return [
    `I opened [${incident.ref}] “${short(incident.title)}” (${incident.severity})${alerts}.`,
    ...(left.length > 0
      ? [
          `${left
            .map((one) => `[${one.alert}]`)
            .slice(0, 5)
            .join(', ')} stayed with ${left.length === 1 ? `[${left[0]!.incident}]` : 'the incidents they belong to'}.`,
        ]
      : []),
    ...(mayUndo
      ? [
          isProgram
            ? 'Next: “undo” if that was not meant.'
            : 'Next: “assign it to me”, or “undo” if that was not meant.',
        ]
      : ['If that was not meant, press Undo on its card.']),
  ];
}

function incidentWords(incident: OpenIncident, { tools, isProgram }: PlanContext): string[] {
  const last = incident.timeline.findLast((entry) => !entry.undone);
  return [
    `[${incident.ref}] is ${spoken(incident.status)}, ${incident.severity}: ${incident.title}.`,
    `Opened ${incident.time} by ${incident.created_by}; ${incident.assignee ? `${incident.assignee} works on it` : 'nobody works on it yet'}${incident.closed ? `; closed ${incident.closed}` : ''}.`,
    ...(incident.quoted_resolution ? [`How it ended: “${incident.quoted_resolution}”`] : []),
    ...(incident.alert_count > 0
      ? [
          `${incident.alert_count} ${plural(incident.alert_count, 'alert')}: ${incident.alerts
            .slice(0, 4)
            .map((alert) => `[${alert.ref}]`)
            .join(', ')}${incident.alert_count > 4 ? ' …' : ''}.`,
        ]
      : []),
    ...(last ? [`Last: ${last.time}, ${last.who}: ${last.quoted_text}`] : []),
    incident.status !== 'closed' && tools.has('update_incident')
      ? `Next: ${incident.assignee || isProgram ? `“close ${incident.ref}, resolved by …”` : `“assign ${incident.ref} to me”`}.`
      : '',
  ];
}

function changedIncident(incident: OpenIncident & { changed: string[] }): string[] {
  if (incident.changed.length === 0)
    return [
      `[${incident.ref}] is so already: ${spoken(incident.status)}, ${incident.severity}, ${incident.assignee ?? 'nobody assigned'}.`,
    ];
  if (incident.status === 'withdrawn' && incident.changed.some((change) => change.startsWith('undone: ')))
    return [
      `[${incident.ref}] “${short(incident.title)}” is withdrawn, and its alerts are free again.`,
      `To have it back: “reopen ${incident.ref}”.`,
    ];
  const said = incident.changed.map((change) => {
    switch (change) {
      case 'status':
        return `it is ${spoken(incident.status)}`;
      case 'assignee':
        return incident.assignee ? `${incident.assignee} works on it` : 'nobody is assigned';
      case 'severity':
        return `its severity is ${incident.severity}`;
      case 'resolution':
        return 'how it ended is noted';
      case 'comment':
        return 'the comment is on its timeline';
      case 'alerts':
        return 'the alerts are linked';
      case 'title':
        return 'it has the new title';
      default:
        return change.replace(/^undone: /, 'I took back “').concat(change.startsWith('undone: ') ? '”' : '');
    }
  });
  return [
    `Done, [${incident.ref}] “${short(incident.title)}”: ${said.join(', ')}.`,
    said.some((one) => one.startsWith('I took back')) || incident.changed.every((change) => change === 'comment')
      ? ''
      : `To take it back: “undo the last change on ${incident.ref}”.`,
  ];
}

function healthWords(health: Health): string[] {
  if (health.ok) {
    const names = health.checks.map((check) => check.name).join(', ');
    return [`Everything works (${health.checks.length} ${plural(health.checks.length, 'check')}): ${names}.`];
  }
  const broken = health.checks.filter((check) => !check.ok);
  return [
    `${broken.length} of ${health.checks.length} checks ${broken.length === 1 ? 'needs' : 'need'} attention:`,
    ...broken
      .slice(0, 4)
      .map((check) => `• ${check.name}: ${check.detail}${check.mend ? ` To mend it: ${check.mend}` : ''}`),
  ];
}

type Help = {
  answers: { name: string; text: string; examples: string[] }[];
  not_for_your_role: { name: string; ask: string[] }[];
  topics: string[];
  examples: string[];
};

function helpWords(help: Help): string[] {
  if (help.answers.length > 0) {
    return help.answers
      .slice(0, 2)
      .flatMap(({ text: how, examples }) => [how, ...(examples[0] ? [`For example: “${examples[0]}”.`] : [])]);
  }
  const others = help.not_for_your_role.map(
    ({ name, ask }) => `“${capital(name)}” is not for your role; ask ${ask.join(' or ')}.`,
  );
  return [
    ...others,
    `I can help with: ${help.topics.join(', ')}.`,
    'Try for example:',
    ...help.examples.slice(0, 4).map((example) => `• ${example}`),
  ];
}

/** A tool this file does not know: its texts, and short lists of them. */
function plainWords(data: Record<string, unknown>): string[] {
  return Object.values(data).flatMap((value) => {
    if (typeof value === 'string') return [value];
    if (!Array.isArray(value)) return [];
    return value.slice(0, 6).flatMap((item: unknown) => {
      if (typeof item === 'string') return [`• ${item}`];
      const texts =
        typeof item === 'object' && item !== null ? Object.values(item).filter((one) => typeof one === 'string') : [];
      return texts.length > 0 ? [`• ${texts.join(': ')}`] : [];
    });
  });
}

const text = (value: unknown): value is string => typeof value === 'string' && value !== '';
const plural = (count: number, noun: string): string => (count === 1 ? noun : `${noun}s`);
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
/** A title where it is only to be recognised. */
const short = (title: string): string => (title.length > 70 ? `${title.slice(0, 69).trimEnd()}…` : title);
const spoken = (status: string): string => status.replaceAll('_', ' ');
const listed = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
/** `Fri 20 Nov, 03:00–03:02`; of a day that `range` names only the hours. */
function span(first: string, last: string, range: string | null = null): string {
  const day = dayOf(first);
  if (day !== dayOf(last)) return `${first} – ${last}`;
  const hours = first === last ? first.slice(-5) : `${first.slice(-5)}–${last.slice(-5)}`;
  return isDayOf(range, day) ? hours : `${day}, ${hours}`;
}
const dayOf = (time: string): string => time.slice(0, -7);
/** Whether a range is that one day: `yesterday, 20 November 2026` is `Fri 20 Nov`. */
function isDayOf(range: string | null, day: string): boolean {
  const dates = [...(range ?? '').matchAll(/(\d{1,2} [A-Z][a-z]{2})[a-z]* \d{4}/g)].map((match) => match[1]!);
  return dates.length === 1 && !/^since\b|\bto\b/.test(range ?? '') && day.slice(4).startsWith(dates[0]!);
}
const countryList = (codes: unknown): string =>
  String(codes)
    .split(',')
    .map((code) => countryName(code.trim()))
    .join(', ');
/** `2026-11-16` as `Mon 16 Nov`; what an asker cannot have typed in quotation marks. */
function keyWords(key: string, range: string | null): string {
  const date = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?/.exec(key);
  if (!date) return quoteKey(key);
  const day = formatTime(new Date(`${date[1]}T12:00:00Z`), 'UTC', new Date(`${date[1]}T12:00:00Z`)).slice(0, -7);
  if (!date[2]) return day;
  return isDayOf(range, day) ? date[2] : `${day}, ${date[2]}`;
}
const quoteKey = (key: string): string =>
  SEVERITIES.some((one) => one === key) || /^[\w .:/-]+$/.test(key) ? key : `“${key}”`;
const who = ({ account, address, country }: AlertData): string => {
  const where = [address, country].filter(Boolean).join(', ');
  return `${account ? `, account “${account}”` : ''}${where ? `, from ${where}` : ''}`;
};
