import { terms } from '../../../messages/catalogue/terms.ts';
import { twoSidesWords } from '../../../messages/catalogue/two-sides.ts';
import type { ComparedSides, SideData } from '../../../tools/compare-two.ts';
import type { PlanContext } from '../plan-types.ts';
import { isPlainKey, rangeText, short, theirs } from './phrases.ts';

/** Two accounts or cameras side by side: which is ahead, then each in numbers. */
export function twoSidesAnswer(args: Record<string, unknown>, data: ComparedSides, context: PlanContext): string[] {
  const { language } = context;
  const words = twoSidesWords[language];
  const when = rangeText(data.range, { range: 'last_30d', ...args }, context) ?? data.range;
  const name = ({ quoted_name: said }: SideData): string =>
    data.kind === 'accounts' && !isPlainKey(said.replace('@', '.')) ? theirs(said, language) : said;
  const [one, other] = data.sides;
  const nothing = data.sides.every(({ alerts, logins = 0, events = 0 }) => alerts + logins + events === 0);
  const [ahead, behind] = data.ahead === 1 ? [other, one] : [one, other];
  const head = nothing
    ? words.nothing(name(one), name(other), when)
    : data.ahead === null
      ? words.alike(name(one), name(other), when)
      : data.kind === 'cameras'
        ? words.busier(name(ahead), ahead.events ?? 0, name(behind), behind.events ?? 0, when)
        : words.worse(name(ahead), name(behind), when);
  return nothing
    ? [head]
    : [head, ...[ahead, behind].map((side) => `• ${name(side)}${terms[language].colon} ${line(side, context)}`)];
}

function line(side: SideData, { language }: PlanContext): string {
  const words = twoSidesWords[language];
  const rated = [words.severities(side.by_severity), words.state(side.open, side.false_alarms)].filter(
    (part) => part !== '',
  );
  const alerts = `${terms[language].alerts(side.alerts)}${rated.length > 0 ? ` (${rated.join('; ')})` : ''}`;
  const rest =
    side.events === undefined
      ? words.account(side.failed ?? 0, side.logins ?? 0, side.countries ?? 0)
      : words.camera(side.events, side.risky ?? 0);
  const parts = side.events === undefined ? [alerts, rest] : [rest, alerts];
  return [...parts, ...(side.worst ? [words.worst(side.worst.ref, short(side.worst.quoted_title))] : [])].join('; ');
}
