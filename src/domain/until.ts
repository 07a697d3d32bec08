import { Temporal } from 'temporal-polyfill';

const UNIT_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  eight: 8,
  ten: 10,
  twelve: 12,
  half: 0.5,
};
/** When a day begins of which no hour is said: when people are back at work. */
const MORNING = 8;

/** How `until` is written: for people and models. */
export const UNTIL_WORDS =
  '"3 hours", "30 minutes", "2 days", "1 week", "tomorrow", "tomorrow 09:00", "monday", "monday 08:00", "17:00", "tonight", "next week", "the end of the month", "2026-12-01" or "2026-12-01 08:00"';

/** The same in our other languages, word for word; nothing of it means anything else in English. */
const ABROAD: readonly [RegExp, string][] = (
  [
    ['minuten?|minutos?', 'minutes'],
    ['stunden?|std|heures?|horas?', 'hours'],
    ['tage?n?|jours?|d[ií]as?', 'days'],
    ['wochen?|semaines?|semanas?', 'weeks'],
    ['eine[nr]?|une?|una?', 'a'],
    ['zwei|deux|dos', 'two'],
    ['drei|trois|tres', '3'],
    ['übermorgen|après-demain|pasado mañana', 'day after tomorrow'],
    ['morgen(?: früh)?|demain(?: matin)?|mañana(?: por la mañana)?', 'tomorrow'],
    ['heute abend|ce soir|esta noche', 'tonight'],
    ["heute|aujourd[’']hui|hoy", 'today'],
    ['montag|lundi|lunes', 'monday'],
    ['dienstag|mardi|martes', 'tuesday'],
    ['mittwoch|mercredi|mi[ée]rcoles', 'wednesday'],
    ['donnerstag|jeudi|jueves', 'thursday'],
    ['freitag|vendredi|viernes', 'friday'],
    ['samstag|samedi|s[áa]bado', 'saturday'],
    ['sonntag|dimanche|domingo', 'sunday'],
    ['n[äa]chste woche|la semaine prochaine|(?:la )?pr[óo]xima semana', 'next week'],
  ] as const
).map(([words, english]) => [new RegExp(`(?<![\\p{L}\\d])(?:${words})(?!\\p{L})`, 'gu'), english]);

const UNTIL_ABROAD =
  /^(?:bis|für|jusqu[’']à|jusqu[’']au|jusque|pendant|pour|hasta|durante|por) (?:zum |zur |le |la |les |el |los |las )?/u;

const inEnglish = (said: string): string =>
  // a week to come has a word in it that says more than “a week”
  [...ABROAD.slice(-1), ...ABROAD.slice(0, -1)]
    .reduce((text, [words, english]) => text.replace(words, english), said.replace(UNTIL_ABROAD, ''))
    .replace(/ (?:um|à|a las|a la) (?=\d)/u, ' at ')
    .replace(/ uhr$/u, '');

/** A moment to come, in the zone of whoever says it; null for what cannot be read, and for what is over. A day alone begins at 08:00. */
export function parseUntil(text: string, { now, timeZone }: { now: Date; timeZone: string }): Date | null {
  const said = inEnglish(text.slice(0, 100).normalize('NFC').trim().toLowerCase().replaceAll(/\s+/g, ' '))
    .replace(/^(?:until|till|til|for|by|up to)\s+/, '')
    .replace(/^(?:the )?(?:next|following) (?=\d|two|three|few|hours?\b|days?\b)/, '')
    .replace(/[.!]+$/, '');
  if (said === '' || said.length > 60) return null;
  const at = lasting(said, now) ?? onDay(said, now, timeZone);
  return at && at > now ? at : null;
}

function lasting(said: string, now: Date): Date | null {
  const match = /^(?:about )?(\d{1,4}|[a-z]+)(?: an?)? ?(minutes?|mins?|hours?|hrs?|days?|weeks?|m|h|d|w)$/.exec(said);
  if (match) {
    const count = NUMBERS[match[1]!] ?? Number(match[1]);
    const unit = UNIT_MS[match[2]![0]!];
    return Number.isFinite(count) && count > 0 && unit ? new Date(now.getTime() + count * unit) : null;
  }
  return null;
}

function onDay(said: string, now: Date, timeZone: string): Date | null {
  const iso = /^(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(z|[+-]\d{2}:?\d{2})?$/.exec(said);
  try {
    if (iso?.[3]) return new Date(Temporal.Instant.from(said.toUpperCase()).epochMilliseconds);
    const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
    const end = endOf(said, here);
    if (end) return new Date(end.epochMilliseconds);
    const match = /^(.*?)(?:(?:^|[ ,]+)(?:at )?([01]?\d|2[0-3])(?::([0-5]\d))? ?(am|pm)?(?: o'?clock)?)?$/.exec(said);
    // a date ends in a number that is no hour
    const date = /^(\d{4}-\d{2}-\d{2})(?: (?:at )?([01]?\d|2[0-3])(?::([0-5]\d))?(?: ?(am|pm))?)?$/.exec(
      said.replace(/^(\d{4}-\d{2}-\d{2})t/, '$1 '),
    );
    const parts = date ?? match;
    if (!parts) return null;
    const [, dayWords = '', hourText, minuteText, half] = parts;
    const day = dayOf(dayWords.trim(), here);
    if (!day) return null;
    const hour = hourText === undefined ? (dayWords === 'tonight' ? 20 : MORNING) : hourOf(Number(hourText), half);
    // "17" alone may be anything
    if (dayWords.trim() === '' && minuteText === undefined && half === undefined) return null;
    const plainTime = Temporal.PlainTime.from({ hour, minute: Number(minuteText ?? 0) });
    let at = day.toZonedDateTime({ timeZone, plainTime });
    if (at.epochMilliseconds <= now.getTime() && dayWords.trim() === '')
      at = day.add({ days: 1 }).toZonedDateTime({ timeZone, plainTime });
    return new Date(at.epochMilliseconds);
  } catch {
    return null;
  }
}

const hourOf = (hour: number, half: string | undefined): number =>
  half === 'pm' && hour < 12 ? hour + 12 : half === 'am' && hour === 12 ? 0 : hour;

/** "the end of the month", "this week": when the next one begins. */
function endOf(said: string, here: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const match =
    /^(?:the )?(?:end|rest|remainder) of (?:the |this )?(next )?(day|week|month|year)$/.exec(said) ??
    /^()(?:this |all )(day|week|month|year)$/.exec(said) ??
    (said === 'today' ? (['', '', 'day'] as const) : null);
  if (!match) return null;
  const ahead = match[1] ? 2 : 1;
  const day = here.toPlainDate();
  const next = {
    day: () => day.add({ days: ahead }),
    week: () => day.add({ days: 1 - day.dayOfWeek + 7 * ahead }),
    month: () => day.with({ day: 1 }).add({ months: ahead }),
    year: () => day.with({ month: 1, day: 1 }).add({ years: ahead }),
  }[match[2] as 'day' | 'week' | 'month' | 'year']();
  return next.toZonedDateTime({ timeZone: here.timeZoneId });
}

function dayOf(words: string, here: Temporal.ZonedDateTime): Temporal.PlainDate | null {
  const today = here.toPlainDate();
  if (words === '' || words === 'today' || words === 'tonight') return today;
  if (/^tomorrow(?: morning)?$/.test(words)) return today.add({ days: 1 });
  if (words === 'the day after tomorrow' || words === 'day after tomorrow') return today.add({ days: 2 });
  if (/^(?:next week|(?:the )?(?:beginning|start) of next week)$/.test(words))
    return today.add({ days: 8 - today.dayOfWeek });
  if (words === 'next month') return today.with({ day: 1 }).add({ months: 1 });
  const date = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})$/.exec(words);
  const month = date ? MONTHS.findIndex((name) => name.startsWith(date[2]!)) + 1 : 0;
  if (date && month > 0) {
    const named = Temporal.PlainDate.from({ year: today.year, month, day: Number(date[1]) }, { overflow: 'reject' });
    return Temporal.PlainDate.compare(named, today) < 0 ? named.add({ years: 1 }) : named;
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(words)) return Temporal.PlainDate.from(words);
  const name = words.replace(/^(?:on |next |this )/, '').replace(/ morning$/, '');
  const index =
    name.length < 3 ? -1 : WEEKDAYS.findIndex((day) => day === name || (name.length === 3 && day.startsWith(name)));
  if (index < 0) return null;
  const ahead = (index + 1 - today.dayOfWeek + 7) % 7;
  return today.add({ days: ahead === 0 ? 7 : ahead });
}
