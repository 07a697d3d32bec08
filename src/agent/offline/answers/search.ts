import type { SearchData } from '../../../tools/tool-data.ts';
import type { PlanContext } from '../plan-types.ts';
import { capital, countryList, isText, keyWords, plural, span } from './phrases.ts';
import { rowWords } from './row.ts';

const GROUPS = 5;
const ROWS = 3;

/** What a search found: how many, the groups or the newest rows, and how to go on. */
export function searchWords(
  args: Record<string, unknown>,
  data: SearchData,
  brief: boolean,
  context: PlanContext,
): string[] {
  const total = data.kinds.reduce((sum, kind) => sum + (data.counts[kind] ?? 0), 0);
  const about = [
    isText(args.query) && ` with ${args.query}`,
    isText(args.user) && ` of ${args.user}`,
    isText(args.ip) && ` from ${args.ip}`,
    isText(args.country) && ` from ${countryList(args.country)}`,
    isText(args.exclude_country) && ` from outside ${countryList(args.exclude_country)}`,
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
  if (kind !== 'login' && isText(args.status)) how.push(String(args.status).replaceAll('_', ' '));
  if (kind !== 'login' && isText(args.min_severity))
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
