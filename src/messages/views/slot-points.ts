import type { Language } from '../../domain/language.ts';

/** More bars than this cannot be told apart on a phone. */
const BARS = 14;
const WEEK = 7;

/**
 * Counts over time as the points of a chart. Every slot is in one of them, also those in which nothing was; where there are many, so many
 * go together that they can be told apart, days by the week where there are weeks of them.
 */
export function slotPoints(
  slots: readonly { key: string; value: number }[],
  unit: string,
  language: Language,
): { label: string; value: number }[] {
  const least = Math.ceil(slots.length / BARS);
  const step = unit === 'day' && least > WEEK / 2 ? WEEK * Math.ceil(least / WEEK) : least;
  return slots.flatMap((slot, index) => {
    if (index % step > 0) return [];
    const gathered = slots.slice(index, index + step);
    const value = gathered.reduce((sum, one) => sum + one.value, 0);
    return [{ label: spanLabel(slot.key, gathered.at(-1)!.key, unit, language), value }];
  });
}

/** `14:00`, `20 Nov`, `Nov 2026`, as the language writes it. */
export function slotLabel(key: string, unit: string, language: Language): string {
  if (unit === 'hour') return `${key.slice(11, 13)}:00`;
  return formatter(unit === 'day' ? 'day' : 'month', language).format(dayOf(key));
}

/** `14:00–15:59`, `20–22 Nov`. */
function spanLabel(first: string, last: string, unit: string, language: Language): string {
  if (first === last) return slotLabel(first, unit, language);
  if (unit === 'hour') return `${slotLabel(first, unit, language)}–${last.slice(11, 13)}:59`;
  return formatter(unit === 'day' ? 'day' : 'month', language)
    .formatRange(dayOf(first), dayOf(last))
    .replaceAll(/\s*–\s*/g, '–');
}

const dayOf = (key: string): Date => new Date(`${key.padEnd(10, '-01')}T12:00:00Z`);

const SHAPES = { day: { day: 'numeric', month: 'short' }, month: { month: 'short', year: 'numeric' } } as const;
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(shape: keyof typeof SHAPES, language: Language): Intl.DateTimeFormat {
  const locale = language === 'en' ? 'en-GB' : language;
  const key = `${shape} ${locale}`;
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...SHAPES[shape], timeZone: 'UTC' });
  formatters.set(key, made);
  return made;
}
