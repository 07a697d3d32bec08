import { Temporal } from 'temporal-polyfill';
import type { Language } from '../../domain/language.ts';
import { readEntities } from './entities.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { readUtterance } from './utterance.ts';

/*
 * “Show me the loading dock at 11”, “who came between 8 and 9?”: a bare number is an hour where cameras or people are asked about, and between two of them logins and alerts, too. It is read as
 * if it had been written out, of the day that was spoken of, or else the last time it was so late: nobody asks what a camera will see.
 */

interface Words {
  /** Before one hour, and before two of them with what stands between. */
  at: string;
  between: readonly [before: string, and: string][];
  /** What may follow an hour; a noun may not: “at 11 cameras”. */
  behind: string;
  write: (hour: number) => string;
  yesterday: string;
  /** Says the day already. */
  day: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    at: 'at|around|about|after|before|since|until|till',
    between: [
      ['between', 'and'],
      ['from', 'to|until|till'],
    ],
    behind:
      'please|was|were|is|did|do|who|what|when|where|and|or|sharp|then|there|here|at|in|on|near|by|exactly|roughly',
    write: (hour) => `${hour}:00`,
    yesterday: 'yesterday',
    day: 'today|yesterday|tonight|this|last',
  },
  de: {
    at: 'um|gegen|ab|nach|vor|seit|bis',
    between: [
      ['zwischen', 'und'],
      ['von', 'bis'],
    ],
    behind:
      'bitte|aus|war|waren|ist|wer|was|und|oder|genau|an|am|in|im|bei|beim|vor|auf|hier|da|dort|noch|gesehen|gekommen',
    write: (hour) => `${hour} Uhr`,
    yesterday: 'gestern',
    day: 'heute|gestern|diese[nrs]?|letzte[nrs]?',
  },
  fr: {
    at: 'à|vers|après|avant|depuis',
    between: [
      ['entre', 'et'],
      ['de', 'à'],
    ],
    behind: String.raw`h|heures?|s'il|svp|était|qui|que|et|ou|pile|à|au|dans|devant|ici|là`,
    write: (hour) => `${hour}h`,
    yesterday: 'hier',
    day: String.raw`aujourd'hui|hier|ce|cette|dernière?`,
  },
  es: {
    at: 'a las?|sobre las?|hacia las?|desde las?|después de las?|antes de las?',
    between: [
      ['entre las?', 'y(?: las?)?'],
      ['de', 'a'],
    ],
    behind: 'por favor|estaba|quién|qué|y|o|en|aquí|allí|exactamente',
    write: (hour) => `${hour}:00`,
    yesterday: 'ayer',
    day: 'hoy|ayer|est[ea]|anoche|pasad[oa]',
  },
};
const SPOKEN = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const HOUR = String.raw`(\d{1,2}|${SPOKEN.join('|')})(?![\p{L}\d]|[:.,/-]\d| ?(?:am|pm|a\.m|p\.m|o'clock|uhr|h\d)(?!\p{L}))`;
const LONGEST = 200;

const patterns = Object.fromEntries(
  Object.entries(WORDS).map(([language, { at, between, behind }]) => {
    const ends = String.raw`(?=\s*(?:$|[?!.,;]|(?:${behind})(?!\p{L})))`;
    return [
      language,
      {
        stretches: between.map(
          ([before, and]) =>
            new RegExp(String.raw`(?<!\p{L})((?:${before}) )${HOUR}( (?:${and}) )${HOUR}${ends}`, 'iu'),
        ),
        point: new RegExp(String.raw`(?<!\p{L})((?:${at}) )${HOUR}${ends}`, 'iu'),
      },
    ];
  }),
) as Record<Language, { stretches: RegExp[]; point: RegExp }>;

/** The message with its bare hours written out; as it is where it has none, or is about something else. `read` reads a message. */
export function hoursMeant(text: string, context: PlanContext, read: (text: string) => Plan): string {
  const { language } = context;
  const said = tidied(text);
  if (said.length > LONGEST || context.pictures) return text;
  const { norm } = readUtterance(said, language);
  if (!AN_HOUR.test(said) || saysDay(said, language)) return text;
  const { time, kinds, ip } = readEntities(norm, context.now, context.timeZone);
  // of logins and alerts “between 8 and 10” is two hours, and “from 8 to 10” may be how many; INC-8 is an incident
  const isOfLogs = kinds.length > 0;
  if (kinds.includes('incident') || ip || (isOfLogs && time !== null)) return text;
  const found = time === null ? written(said, context, isOfLogs) : lateYesterday(said, time.at, context);
  if (found === null || found === said) return text;
  const tools = isOfLogs ? /^search_logs$/ : /^(?:show_camera|find_sightings)$/;
  const { calls, say } = read(found);
  const isOfThen = calls.every(({ tool, args }) => tools.test(tool) && (args.at ?? args.range) !== undefined);
  return say === null && calls.length > 0 && isOfThen ? found : text;
}
/** Whether a message says which day it means: “today”, “last night”, “gestern”. */
export const saysDay = (text: string, language: Language): boolean =>
  new RegExp(String.raw`(?<!\p{L})(?:${WORDS[language].day})(?!\p{L})`, 'iu').test(text);
const AN_HOUR = new RegExp(String.raw`(?<![\p{L}\d])(?:\d{1,2}|${SPOKEN.join('|')})(?![\p{L}\d]{3})`, 'iu');

/** “at 23:00” in the afternoon: of the evening before. */
function lateYesterday(said: string, at: string | null, context: PlanContext): string | null {
  const clock = /^today (\d{2}):(\d{2})$/.exec(at ?? '');
  if (!clock || Number(clock[1]) + Number(clock[2]) / 60 <= hourNow(context)) return null;
  return said.replace(
    new RegExp(String.raw`(?<!\p{L})(?=(?:${WORDS[context.language].at}) \d{1,2}(?!\d))`, 'iu'),
    `${WORDS[context.language].yesterday} `,
  );
}

/** With every bare hour written out, and its day where that is not today; `onlyBetween` takes two hours by “between” alone. */
function written(said: string, context: PlanContext, onlyBetween: boolean): string | null {
  const { write, yesterday } = WORDS[context.language];
  const { stretches, point } = patterns[context.language];
  const stretch = (onlyBetween ? stretches.slice(0, 1) : stretches)
    .map((one) => one.exec(said))
    .find((one) => one !== null);
  const found = stretch ?? (onlyBetween ? null : point.exec(said));
  if (!found) return null;
  const hours = (stretch ? [found[2]!, found[4]!] : [found[2]!]).map(hourOf);
  if (hours.some((hour) => hour > 24)) return null;
  const [first = 0] = hours;
  const day = dayBefore(context);
  const late = day === null && first > hourNow(context) ? yesterday : null;
  // at nine in the morning, “at 11” was the evening before
  const shift = late !== null && !stretch && first < 12 && /\d/.test(found[2]!) ? 12 : 0;
  const clock = hours.map((hour) => write(hour + shift));
  const asked = `${found[1]}${clock[0]}${stretch ? `${found[3]}${clock[1]}` : ''}`;
  const before = day ?? late;
  return `${said.slice(0, found.index)}${before ? `${before} ` : ''}${asked}${said
    .slice(found.index + found[0].length)
    .replace(/^ ?(?:h|heures?)(?!\p{L})/iu, '')}`;
}

const hourOf = (said: string): number => (/^\d/.test(said) ? Number(said) : SPOKEN.indexOf(said.toLowerCase()) + 1);

/** The hour of the asker's clock, with its minutes as a fraction. */
export const hourNow = ({ now, timeZone }: PlanContext): number => {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  return hour + minute / 60;
};

/** The day the last answer about cameras was of, where that is another than today. */
function dayBefore({ history, language }: PlanContext): string | null {
  const step = history.at(-1)?.steps.findLast(({ tool, ok }) => ok && /^(?:show_camera|find_sightings)$/.test(tool));
  const when = step?.args.at ?? step?.args.range;
  if (typeof when !== 'string') return null;
  return when.startsWith('yesterday')
    ? WORDS[language].yesterday
    : (/^\d{4}-\d{2}-\d{2}(?!T?\d*\/)/.exec(when)?.[0] ?? null);
}
