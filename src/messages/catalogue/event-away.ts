import { inEveryLanguage } from './catalogue.ts';

/** How an event is told beside a camera's picture that may not be one of its own. */
export interface EventAwayWords {
  /** The event of the picture, or of the moment asked for. */
  same: (ref: string, summary: string) => string;
  /** Another one: so far before it or after. */
  other: (away: string, ref: string, summary: string) => string;
  /** The camera's last one, so far before its picture. */
  last: (away: string, ref: string, summary: string) => string;
  away: (count: number, unit: 'minute' | 'hour' | 'day', after: boolean) => string;
}

const some = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;

export const eventAwayWords = inEveryLanguage<EventAwayWords>({
  en: {
    same: (ref, summary) => `Event at that time [${ref}]: ${summary}`,
    other: (away, ref, summary) => `${away} [${ref}]: ${summary}`,
    last: (away, ref, summary) => `Last event, ${away} [${ref}]: ${summary}`,
    away: (count, unit, after) => `${some(count, unit, `${unit}s`)} ${after ? 'later' : 'earlier'}`,
  },
  de: {
    same: (ref, summary) => `Ereignis zu dieser Zeit [${ref}]: ${summary}`,
    other: (away, ref, summary) => `${away} [${ref}]: ${summary}`,
    last: (away, ref, summary) => `Letztes Ereignis, ${away} [${ref}]: ${summary}`,
    away: (count, unit, after) => {
      const [one, several] = { minute: ['Minute', 'Minuten'], hour: ['Stunde', 'Stunden'], day: ['Tag', 'Tage'] }[
        unit
      ] as [string, string];
      return `${some(count, one, several)} ${after ? 'später' : 'früher'}`;
    },
  },
  fr: {
    same: (ref, summary) => `Événement à ce moment-là [${ref}] : ${summary}`,
    other: (away, ref, summary) => `${away} [${ref}] : ${summary}`,
    last: (away, ref, summary) => `Dernier événement, ${away} [${ref}] : ${summary}`,
    away: (count, unit, after) => {
      const noun = { minute: 'minute', hour: 'heure', day: 'jour' }[unit];
      return `${some(count, noun, `${noun}s`)} plus ${after ? 'tard' : 'tôt'}`;
    },
  },
  es: {
    same: (ref, summary) => `Suceso de ese momento [${ref}]: ${summary}`,
    other: (away, ref, summary) => `${away} [${ref}]: ${summary}`,
    last: (away, ref, summary) => `Último suceso, ${away} [${ref}]: ${summary}`,
    away: (count, unit, after) => {
      const noun = { minute: 'minuto', hour: 'hora', day: 'día' }[unit];
      return `${some(count, noun, `${noun}s`)} ${after ? 'después' : 'antes'}`;
    },
  },
});

/** `20 minutes later`, `3 hours earlier`: how far an event lies from a picture, by its whole minutes. */
export function awayText(minutes: number, { away }: Pick<EventAwayWords, 'away'>): string {
  const far = Math.abs(minutes);
  const after = minutes > 0;
  if (far < 120) return away(far, 'minute', after);
  return far < 2880 ? away(Math.round(far / 60), 'hour', after) : away(Math.round(far / 1440), 'day', after);
}
