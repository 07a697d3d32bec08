import { postureWords } from '../../../messages/catalogue/posture.ts';
import type { NextData, PeriodData, PostureData } from '../../../tools/posture-summary.ts';
import type { AskedOfIt } from '../asked-of-it.ts';
import type { PlanContext } from '../plan-types.ts';

const REFS = 3;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How a period stood beside another: alerts first, then what stands behind them, then what to do. */
export function postureAnswer(data: PostureData, { language, tools }: PlanContext, asked?: AskedOfIt): string[] {
  const words = postureWords[language];
  const { current, before } = data;
  const named = (period: PeriodData): string => period.said;
  const than = words.before({ unit: data.unit, running: data.running, chosen: data.chosen ? named(before) : null });
  // What stands beside nothing is said alone.
  const then = data.first ? null : before;
  const percent = (value: number | null): string | null => (value === null ? null : `${words.number(value)} %`);

  const alerts = current.alerts === 0 ? words.noAlerts : words.alerts(current.alerts);
  if (current.alerts + current.logins + current.incidents_opened === 0)
    return [`${alerts} (${named(current)}).`, words.nothingRecorded, ...nextLine(data, words, tools)];
  const compared = data.first
    ? `, ${words.nothingBefore(than)}`
    : current.alerts + before.alerts === 0
      ? ''
      : `, ${words.trend(current.alerts, before.alerts, than)}`;
  const lines = [`${alerts} (${named(current)})${compared}${severe(data, words)}.`];
  if (data.chosen && Math.abs(current.days - before.days) > 0.5) {
    const [days, perDay] = [
      [current.days, before.days].map(words.number),
      [current.alerts_per_day, before.alerts_per_day].map(words.number),
    ] as [[string, string], [string, string]];
    lines.push(words.lengths(...days, ...perDay));
  } else if (data.direction !== 'same') lines.push(words.direction(data.direction));

  // which way it goes is asked: that, and the figures it rests on
  if (asked === 'trend') return [words.trendIs[data.first ? 'first' : data.direction], ...lines];

  if (asked === 'reaction') {
    const answered = current.time_to_acknowledge;
    return [
      answered ? `${capital(words.acknowledged(answered, then?.time_to_acknowledge ?? null))}.` : words.reactionUnknown,
      ...lines.slice(0, 1),
    ];
  }
  if (current.alerts > 0) {
    const answered = current.time_to_acknowledge;
    const older = data.open_before > 0 ? `; ${words.openBefore(data.open_before)}` : '';
    const state = words.state(current.open, current.false_alarms) + older;
    lines.push(`${state}${answered ? `; ${words.acknowledged(answered, then?.time_to_acknowledge ?? null)}` : ''}.`);
  }
  const failed = percent(current.failed_percent);
  lines.push(
    current.logins === 0
      ? `${words.noLogins}.`
      : `${words.logins(current.logins, data.accounts, data.addresses)}, ${words.failed(failed!, percent(then?.failed_percent ?? null))}.`,
  );
  if (current.incidents_opened + current.incidents_closed > 0) {
    const closing = current.time_to_close;
    const { incidents_opened, incidents_closed, opened_and_still_open } = current;
    lines.push(
      `${words.incidents(incidents_opened, incidents_closed, opened_and_still_open)}${closing ? `; ${words.closing(closing, then?.time_to_close ?? null)}` : ''}.`,
    );
  }
  const spots = (['account', 'address', 'country', 'rule'] as const).flatMap((kind) => {
    const top = data.hotspots[kind][0];
    if (!top) return [];
    const name = kind === 'rule' ? `“${top.quoted_name}”` : plainOrQuoted(top.quoted_name);
    return [
      `${words.spot(kind, name)} (${data.first ? words.number(top.alerts) : words.spotCount(top.alerts, top.before, top.new)})`,
    ];
  });
  if (spots.length > 0) lines.push(words.most(spots.join(', ')));
  return [...lines, ...nextLine(data, words, tools)];
}

type Words = (typeof postureWords)['en'];

/** `; 2 high, 1 of them untouched [ALR-31]` */
function severe({ current, next }: PostureData, words: Words): string {
  const severities = words.severities(current.by_severity);
  if (severities === '') return '';
  const waiting = next.find((step) => step.do === 'handle_alerts');
  if (!waiting) return `; ${severities}`;
  const severe = current.by_severity.critical + current.by_severity.high;
  // some of what waits is older than the period
  if (waiting.total > severe) return `; ${severities}`;
  const all = waiting.total === severe;
  return `; ${severities}, ${words.untouched(waiting.total, references(waiting.alerts, waiting.total, words), all)}`;
}

function nextLine({ current, next }: PostureData, words: Words, tools: ReadonlySet<string>): string[] {
  const said = next.slice(0, 3).map((step) => stepWords(step, words, tools));
  const steps = said.filter((step) => step !== '');
  if (steps.length > 0) return [`${words.next}: ${steps.join('; ')}.`];
  if (next.length > 0) return [];
  return current.logins === 0 ? [] : [current.alerts === 0 ? words.quiet : words.nothingWaits];
}

function stepWords(step: NextData, words: Words, tools: ReadonlySet<string>): string {
  switch (step.do) {
    case 'handle_alerts':
      return tools.has('update_alert') ? words.handle(step.alerts[0]!.ref) : '';
    case 'assign_incidents':
      return words.assign(step.total, references(step.incidents, step.total, words));
    case 'tune_rule':
      return words.tune(step.rule, step.quoted_name, step.false_alarms, step.alerts);
  }
}

/** `[ALR-31], [ALR-30], [ALR-12] and 2 more` */
const references = (rows: readonly { ref: string }[], total: number, words: Words): string => {
  const named = rows.slice(0, REFS).map(({ ref }) => `[${ref}]`);
  return named.join(', ') + (total > named.length ? ` ${words.andMore(total - named.length)}` : '');
};

/** A name as it stands where it can be nothing but a name. */
const plainOrQuoted = (name: string): string => (/^[\p{L}\w .:@/’-]+$/u.test(name) ? name : `“${name}”`);
