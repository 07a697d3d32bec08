import { parseUntil } from './until.ts';

/** Days and hours as people say them in other languages, in the words that are read. */
const SAID: readonly [RegExp, string][] = [
  [/(?<!\p{L})(?:at )?(?:noon|midday|mittags?|midi|(?:al )?mediod[ií]a)(?!\p{L})/gu, '12:00'],
  [/(?<!\p{L})(?:at )?(?:midnight|mitternacht|minuit|medianoche)(?!\p{L})/gu, '23:59'],
  [/(?<!\p{L})(?:übermorgen|apr[eè]s-demain|pasado mañana)(?!\p{L})/gu, 'day after tomorrow'],
  [/(?<!\p{L})(?:morgen|demain|mañana)(?: (?:früh|matin|por la mañana))?(?!\p{L})/gu, 'tomorrow'],
  [/(?<!\p{L})(?:heute|aujourd[’']hui|hoy)(?!\p{L})/gu, 'today'],
  [/(?<!\p{L})(?:montag|lundi|lunes)(?!\p{L})/gu, 'monday'],
  [/(?<!\p{L})(?:dienstag|mardi|martes)(?!\p{L})/gu, 'tuesday'],
  [/(?<!\p{L})(?:mittwoch|mercredi|miércoles)(?!\p{L})/gu, 'wednesday'],
  [/(?<!\p{L})(?:donnerstag|jeudi|jueves)(?!\p{L})/gu, 'thursday'],
  [/(?<!\p{L})(?:freitag|vendredi|viernes)(?!\p{L})/gu, 'friday'],
  [/(?<!\p{L})(?:samstag|sonnabend|samedi|sábado)(?!\p{L})/gu, 'saturday'],
  [/(?<!\p{L})(?:sonntag|dimanche|domingo)(?!\p{L})/gu, 'sunday'],
  [/(?<!\p{L})(?:stunden?|heures?|horas?)(?!\p{L})/gu, 'hours'],
  [/(?<!\p{L})(?:minuten?|minutos?)(?!\p{L})/gu, 'minutes'],
  [/(?<!\p{L})(?:tagen?|tage|jours?|d[ií]as?)(?!\p{L})/gu, 'days'],
  [/(?<!\p{L})(?:wochen?|semaines?|semanas?)(?!\p{L})/gu, 'weeks'],
  [/(?<!\p{L})(?:um|à|a las?|las)(?= \d)/gu, 'at'],
  [/(?<=\d) ?uhr(?!\p{L})/gu, ':00'],
  [/(?<=\d) ?h(?=$)/gu, ':00'],
];
/** What stands before a time and says nothing of it. */
const BEFORE =
  /^(?:(?:due|by|until|before|in|within|on|at|bis|vor|fällig|am|avant|pour|d[’']ici|dans|le|antes de|para|el|en|dentro de)\s+)+/u;

/** When something is to be done, as people say it, in their zone; null for what cannot be read and for what is over. "tomorrow" is 08:00. */
export function parseDue(text: string, reader: { now: Date; timeZone: string }): Date | null {
  if (text.length > 80) return null;
  const plain = text
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/[.!]+$/, '');
  const isToday = /^(?:due )?(?:by )?(?:today|eod|(?:the )?end of (?:the )?day)$/.test(plain);
  if (isToday) return parseUntil('the end of the day', reader);
  const given =
    parseUntil(plain.replace(BEFORE, ''), reader) ?? parseUntil(dayFirst(plain.replace(BEFORE, '')), reader);
  if (given) return given;
  const english = SAID.reduce((words, [said, word]) => words.replace(said, word), plain.replace(BEFORE, ''));
  return parseUntil(english.replace(BEFORE, '').replaceAll(/:00:00|(?<=:\d\d) ?:00/g, ':00'), reader);
}

/** “2pm today” as “today 2pm”: the hour may stand before the day. */
const dayFirst = (said: string): string =>
  said.replace(
    /^(?:at )?(\d{1,2}(?::\d{2})?(?: ?[ap]m)?|noon|midnight) (?:on )?(today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/,
    '$2 $1',
  );
