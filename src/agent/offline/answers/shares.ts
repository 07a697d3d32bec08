import { countryCode } from '../../../domain/country.ts';
import { SEVERITIES, type Severity, severityRank } from '../../../domain/severity.ts';
import { searchWords as catalogue } from '../../../messages/catalogue/search.ts';
import { listText, numberText } from '../../../messages/catalogue/terms.ts';
import type { SearchData } from '../../../tools/tool-data.ts';
import type { Plan, PlanContext } from '../plan-types.ts';
import { capital, keyText } from './phrases.ts';

/** The whole that groups are a share of; null where it is not known, or of several kinds. */
export function wholeOf({ kinds, counts, more_than }: SearchData): number | null {
  const [kind, other] = kinds;
  if (!kind || other || more_than.includes(kind)) return null;
  return counts[kind] || null;
}

/** `14 %` of a whole, rounded to one place below ten. */
export function percentText(part: number, whole: number, { language }: Pick<PlanContext, 'language'>): string {
  const percent = (100 * part) / whole;
  return `${numberText(percent < 10 ? Math.round(percent * 10) / 10 : Math.round(percent), language)} %`;
}

/** "False alarm: 3 of 21, 14 %": the share that was asked for; nothing where it cannot be told from the groups. */
export function shareLead(
  share: Plan['share'],
  args: Record<string, unknown>,
  data: SearchData,
  context: PlanContext,
): string[] {
  const whole = wholeOf(data);
  if (!share?.of || whole === null) return [];
  const groups = data.groups ?? [];
  const wanted = groups.filter(({ key }) => isMeant(key, share.of!, args.group_by, data));
  // an account that is not among the first may be among the others, or be called otherwise
  const isSure =
    wanted.length > 0 || (!data.more_groups && /^(?:status|severity|outcome|country)$/.test(String(args.group_by)));
  if (!isSure) return [];
  const part = wanted.reduce((sum, { count }) => sum + count, 0);
  const names = wanted.map(({ key }) => keyText(key, args.group_by, data.range, context.language));
  const said =
    names.length > 0
      ? listText(names, context.language)
      : 'any' in share.of
        ? share.of.any.map((one) => keyText(one, args.group_by, data.range, context.language)).join(', ')
        : share.of.least;
  return [
    catalogue[context.language].share(
      capital(said),
      numberText(part, context.language),
      numberText(whole, context.language),
      percentText(part, whole, context),
    ),
  ];
}

const IN_WORK = ['open', 'investigating', 'contained'];

function isMeant(
  key: string,
  of: NonNullable<NonNullable<Plan['share']>['of']>,
  by: unknown,
  { kinds }: SearchData,
): boolean {
  const name = key.toLowerCase();
  if ('least' in of) {
    const isLevel = (level: string): level is Severity => (SEVERITIES as readonly string[]).includes(level);
    return isLevel(name) && isLevel(of.least) && severityRank(name) >= severityRank(of.least);
  }
  return of.any.some((one) => {
    const said = one.trim().toLowerCase();
    if (by === 'country') return (countryCode(key) ?? key) === (countryCode(one.trim()) ?? one.trim());
    // an incident that somebody works on is open, too
    if (by === 'status' && said === 'open' && kinds.includes('incident')) return IN_WORK.includes(name);
    return by === 'user' || by === 'ip' ? name.startsWith(said) : name === said;
  });
}
