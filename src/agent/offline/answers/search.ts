import { SEVERITIES, severityRank } from '../../../domain/severity.ts';
import { parseRange } from '../../../domain/time-range.ts';
import { postureWords } from '../../../messages/catalogue/posture.ts';
import { aboutText, searchWords as catalogue, countText } from '../../../messages/catalogue/search.ts';
import { signalWords } from '../../../messages/catalogue/signals.ts';
import { searchNote } from '../../../messages/catalogue/stored-words.ts';
import { listText, numberText, terms } from '../../../messages/catalogue/terms.ts';
import { unusualWords } from '../../../messages/catalogue/unusual.ts';
import type { ComparedData } from '../../../tools/compared-data.ts';
import type { RowData, SearchData } from '../../../tools/tool-data.ts';
import type { ToolReply } from '../../guardrails/tool-data.ts';
import type { Plan, PlanContext } from '../plan-types.ts';
import { leadOfAlerts } from './of-alerts.ts';
import { capital, isPlainKey, keyText, rangeText, span, theirs } from './phrases.ts';
import { rowWords } from './row.ts';
import { percentText, shareLead, wholeOf } from './shares.ts';
import { unusualLine } from './unusual.ts';

const GROUPS = 5;
const MOST_GROUPS = 7;
const ROWS = 3;
/** What was found out is told before what it was found in. */
const FIRST = ['incident', 'alert', 'login'] as const;

/** What a search found: how many, the groups or the newest rows, and how to go on. */
export function searchWords(
  given: Record<string, unknown>,
  data: SearchData,
  brief: boolean,
  context: PlanContext,
  { share, yesOrNo, asked: askedOfIt }: Pick<Plan, 'share' | 'yesOrNo' | 'asked'> = {},
): string[] {
  const { language } = context;
  // a reference in an argument stands for an address or an account
  const args = { ...given, ...data.understood };
  const words = catalogue[language];
  const total = data.kinds.reduce((sum, kind) => sum + (data.counts[kind] ?? 0), 0);
  const about = aboutText(args, language);
  const range = rangeText(data.range, args, context);
  const when = range ? ` (${range})` : '';
  const all = data.notes.slice(0, 2).map((note) => words.note(searchNote(note, language)));
  // What was said of an account once is known; beside “nothing found” it is said each time.
  const notes = all.filter((note) => total === 0 || !context.history.some(({ answer }) => answer.includes(note)));
  const reported = data.signals
    ? [
        signalWords[language].beside(
          data.signals.count,
          `${data.signals.source}: ${theirs(data.signals.quoted_title, language)}`,
        ),
      ]
    : [];
  const beside = data.compared ? comparedLines(data, data.compared, context) : null;
  if (total === 0) {
    // none of so many is not none at all
    const least = typeof args.min_count === 'number' ? args.min_count : undefined;
    const group = String(args.group_by ?? 'user');
    const none = data.kinds.map((kind) =>
      least === undefined
        ? countText(kind, 0, args, language)
        : words.atLeastEach(0, group, least) + countText(kind, 2, args, language).replace(/^2 /, ''),
    );
    return [
      ...(yesOrNo ? [words.no] : []),
      words.nothing(`${listText(none, language, 'or')}${about}${when}${beside ? `, ${beside.count}` : ''}`),
      ...(beside ? beside.lines : []),
      ...oddLines(data, range, context),
      ...reported,
      ...notes,
      about + when === '' ? '' : words.tryOther,
    ];
  }
  const head = FIRST.filter((kind) => data.kinds.includes(kind) && (data.counts[kind] ?? 0) > 0).map((kind) =>
    countText(kind, data.counts[kind]!, args, language, data.more_than.includes(kind)),
  );
  const groups = data.groups ?? [];
  const asked = typeof args.limit === 'number' ? args.limit : args.group_by === 'day' ? MOST_GROUPS : GROUPS;
  const whole = share ? wholeOf(data) : null;
  const groupLines = groups.slice(0, Math.min(asked, MOST_GROUPS)).map((group) => {
    const times = group.first && group.last ? ` (${span(group.first, group.last, data.range, language)})` : '';
    const part = whole === null ? '' : `, ${percentText(group.count, whole, context)}`;
    return `• ${keyText(group.key, args.group_by, data.range, language)}${terms[language].colon} ${numberText(group.count, language)}${part}${times}`;
  });
  const left = groups.length - groupLines.length + (data.more_groups ?? 0);
  const byTime = args.group_by === 'day' || args.group_by === 'hour' || args.group_by === 'weekday';
  const said = { range: data.range, account: args.user, address: args.ip };
  const ranked = worstFirst(data.rows, args);
  // Whoever failed last is no news beside who got in.
  const hides = groups.length > 0 && (byTime || data.successes_after !== undefined);
  const shown = hides ? [] : groups.length > 0 ? data.rows.slice(0, 1) : ranked.slice(0, ROWS);
  const rows = shown.map((row) => rowWords(row, language, said));
  const rowLines = rows.map((row) =>
    groups.length > 0
      ? `${words.latest} ${row}`
      : args.order === 'oldest' && rows.length === 1
        ? `${words.earliest} ${row}`
        : `• ${row}`,
  );
  const headed = capital(listText(head, language));
  // "who signed in?" is answered by how many did
  const people = args.group_by === 'user' && args.outcome === 'success' ? data.different : undefined;
  const lower = headed.charAt(0).toLowerCase() + headed.slice(1);
  const least = typeof args.min_count === 'number' ? args.min_count : undefined;
  const first =
    least !== undefined && data.different !== undefined
      ? words.atLeastEach(data.different, String(args.group_by ?? 'user'), least) + lower
      : people === undefined
        ? headed
        : words.signedInBy(people, lower);
  return [
    ...leadOfAlerts(data, askedOfIt, context),
    ...shareLead(share, args, data, context),
    `${yesOrNo ? words.yes(`${lowered(first)}${about}${when}`) : `${first}${about}${when}`}${beside ? `, ${beside.count}` : ''}.`,
    ...(beside ? beside.lines : []),
    ...groupLines,
    ...(left > 0 ? [words.more(left)] : []),
    ...noneAt(data, context),
    ...rowLines,
    ...attackLines(data, context),
    ...oddLines(data, range, context),
    ...reported,
    ...notes,
    ...(brief ? [] : [nextAfterSearch(args, { ...data, rows: shown }, total, rows.length, context)]),
  ];
}

/** Of alerts by camera: where there were none. */
const noneAt = ({ none_at: none }: SearchData, { language }: PlanContext): string[] =>
  none ? [catalogue[language].noneAt(listText(none.cameras, language), none.further)] : [];

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The two sides of a contrast: how many each has, and whether it is as was asked; null where one of them was not counted. */
export function contrastWords(
  asked: NonNullable<Plan['contrast']>,
  done: readonly { args: Record<string, unknown>; reply: ToolReply }[],
  context: PlanContext,
): string[] | null {
  const { language } = context;
  const sides = done.flatMap(({ args, reply }) => {
    const data = reply.ok ? (reply.data as SearchData) : null;
    const [kind, other] = data?.kinds ?? [];
    if (!data || !kind || other) return [];
    const count = data.counts[kind] ?? 0;
    const range = rangeText(data.range, args, context);
    const head = countText(kind, count, args, language, data.more_than.includes(kind));
    return [
      {
        count,
        isCut: data.more_than.includes(kind),
        said: `${head}${aboutText(args, language)}${range ? ` (${range})` : ''}`,
      },
    ];
  });
  const [one, two] = sides;
  if (!one || !two || sides.length !== done.length) return null;
  const said = `${one.said}; ${two.said}`;
  const words = catalogue[language];
  if (asked === 'both' || (one.isCut && two.isCut)) return [`${capital(said)}.`];
  const isSo = asked === 'more' ? one.count > two.count : one.count < two.count;
  return [`${isSo ? words.yes(said) : words.not(said)}.`];
}

/** How many there were in the other period, and what that says. */
function comparedLines(
  { kinds, counts }: SearchData,
  compared: ComparedData,
  { language }: PlanContext,
): { count: string; lines: string[] } {
  const words = catalogue[language];
  const posture = postureWords[language];
  const { unit, running, chosen, said, days, days_before } = compared;
  const before = posture.before({ unit, running, chosen: chosen ? said : null });
  if (compared.unrecorded) return { count: posture.nothingBefore(before), lines: [] };
  const isLonger = Math.abs(days - days_before) > 0.5;
  const of = (kind: (typeof kinds)[number]): string => {
    const then = compared.counts[kind] ?? 0;
    const isCapped = compared.more_than.includes(kind);
    const number =
      kinds.length > 1 ? countText(kind, then, {}, language, isCapped) : countThen(then, isCapped, language);
    return words.compared(number, before, isLonger ? null : (compared.change[kind] ?? null));
  };
  const [only] = kinds;
  const one = kinds.length === 1 && only ? only : null;
  const perDay = (count: number, length: number): number => Math.round((10 * count) / Math.max(length, 0.1)) / 10;
  const direction = one && compared.direction[one];
  return {
    count: kinds.map(of).join('; '),
    lines: [
      ...(one && isLonger
        ? [
            words.perDay(
              [days, days_before],
              [perDay(counts[one] ?? 0, days), perDay(compared.counts[one] ?? 0, days_before)],
            ),
          ]
        : []),
      ...(direction && direction !== 'same' ? [posture.direction(direction)] : []),
    ],
  };
}

const countThen = (count: number, isCapped: boolean, language: PlanContext['language']): string =>
  isCapped ? catalogue[language].moreThan(numberText(count, language)) : numberText(count, language);

/** The logins that are unlike what is usual, where they were asked for beside the alerts. */
function oddLines({ stood_out: odd }: SearchData, range: string | null, context: PlanContext): string[] {
  if (!odd) return [];
  const { language } = context;
  const words = unusualWords[language];
  const period = range ?? parseRange('last_7d', context)?.label ?? '';
  return odd.count === 0
    ? [words.none(period)]
    : [words.found(odd.count, period), ...odd.logins.map((login) => unusualLine(login, language))];
}

/** What came of an attack: whether anyone got in, and the alerts about it. */
function attackLines(data: SearchData, { language }: PlanContext): string[] {
  const { related_alerts: alerts, successes_after: successes } = data;
  const words = catalogue[language];
  return [
    ...(successes
      ? [
          successes.count === 0
            ? successes.or_more
              ? words.noneSeen
              : successes.others
                ? words.noBreakIn
                : words.noneGotIn
            : words.gotIn(
                successes.count,
                successes.rows.map((row) => rowWords(row, language, { range: data.range })).join('; '),
                !successes.or_more,
              ),
        ]
      : []),
    ...(alerts && alerts.length > 0 ? [words.alerts(alerts.map(({ ref }) => `[${ref}]`).join(', '))] : []),
  ];
}

/** The rows as they are told: findings before logins, the worst alerts first, unless the newest were asked for. */
function worstFirst(rows: SearchData['rows'], args: Record<string, unknown>): SearchData['rows'] {
  if (args.limit !== undefined || args.order === 'oldest') return rows;
  const rank = (row: RowData): number =>
    row.kind === 'login' ? 0 : 1 + (row.kind === 'alert' ? severityRank(row.severity) : SEVERITIES.length);
  return rows.toSorted((a, b) => rank(b) - rank(a));
}

function nextAfterSearch(
  args: Record<string, unknown>,
  data: SearchData,
  total: number,
  shown: number,
  { tools, language }: PlanContext,
): string {
  const words = catalogue[language];
  const first = data.rows.find((row) => row.kind !== 'login');
  const open = data.rows.find((row) => row.kind === 'alert' && row.status === 'open' && !row.in_incident);
  if (open && tools.has('create_incident'))
    return words.next([words.open(open.ref), words.openIncident((data.counts.alert ?? total) > 1)]);
  if (first) return words.next([words.open(first.ref)]);
  const top = data.groups?.[0]?.key;
  const by = args.group_by;
  if (
    top &&
    total > 1 &&
    data.groups!.length > 1 &&
    (by === 'country' || by === 'user' || by === 'ip') &&
    top !== 'unknown' &&
    // what somebody calls themselves is put into nobody's mouth as an order
    (by === 'country' || isPlainKey(top.replace('@', '.')))
  )
    return words.next([words.only(by, by === 'country' ? keyText(top, by, null, language) : top)]);
  if (data.groups || total <= shown) return '';
  const suggestions = [
    args.country === undefined && args.city === undefined ? words.byCountry : null,
    args.ip === undefined ? words.byAddress : null,
    args.outcome === undefined ? words.onlyFailed : null,
  ].filter((one) => one !== null);
  return suggestions.length > 0 ? words.next(suggestions) : '';
}
