import type { Language } from '../../domain/language.ts';
import { OBJECT_CLASSES, type ObjectClass } from '../../domain/object-class.ts';
import { inEveryLanguage } from './catalogue.ts';

const LOCALE: Record<Language, string> = { en: 'en-GB', de: 'de-DE', fr: 'fr-FR', es: 'es-ES' };

/** Parts of a day, by the hour in which each begins. */
const PARTS = [0, 5, 8, 11, 14, 18, 22] as const;
type Part = (typeof PARTS)[number];

interface UsualWords {
  classes: Record<ObjectClass, string>;
  parts: Record<Part, string>;
  rare: (things: string, when: string) => string;
  many: (things: string, when: string, count: string, usually: string) => string;
}

const words = inEveryLanguage<UsualWords>({
  en: {
    classes: { person: 'people', vehicle: 'vehicles', bicycle: 'bicycles', animal: 'animals', boat: 'boats' },
    parts: {
      0: 'after midnight',
      5: 'early in the morning',
      8: 'in the morning',
      11: 'around midday',
      14: 'in the afternoon',
      18: 'in the evening',
      22: 'late in the evening',
    },
    rare: (things, when) => `${things} ${when} are rare here`,
    many: (things, when, count, usually) =>
      `more ${things} than usual here ${when}: ${count} times in this hour, usually ${usually}`,
  },
  de: {
    classes: { person: 'Personen', vehicle: 'Fahrzeuge', bicycle: 'Fahrräder', animal: 'Tiere', boat: 'Boote' },
    parts: {
      0: 'nach Mitternacht',
      5: 'am frühen Morgen',
      8: 'am Vormittag',
      11: 'um die Mittagszeit',
      14: 'am Nachmittag',
      18: 'am Abend',
      22: 'am späten Abend',
    },
    rare: (things, when) => `${things} sind hier ${when} selten`,
    many: (things, when, count, usually) =>
      `hier ${when} mehr ${things} als sonst: ${count}-mal in dieser Stunde, sonst ${usually}`,
  },
  fr: {
    classes: { person: 'personnes', vehicle: 'véhicules', bicycle: 'vélos', animal: 'animaux', boat: 'bateaux' },
    parts: {
      0: 'après minuit',
      5: 'tôt le matin',
      8: 'le matin',
      11: 'vers midi',
      14: 'l’après-midi',
      18: 'le soir',
      22: 'tard le soir',
    },
    rare: (things, when) => `des ${things} ${when}, c’est rare ici`,
    many: (things, when, count, usually) =>
      `plus de ${things} que d’habitude ici ${when} : ${count} fois dans cette heure, d’habitude ${usually}`,
  },
  es: {
    classes: { person: 'personas', vehicle: 'vehículos', bicycle: 'bicicletas', animal: 'animales', boat: 'barcos' },
    parts: {
      0: 'después de medianoche',
      5: 'a primera hora de la mañana',
      8: 'por la mañana',
      11: 'hacia el mediodía',
      14: 'por la tarde',
      18: 'al anochecer',
      22: 'por la noche',
    },
    rare: (things, when) => `aquí rara vez se ven ${things} ${when}`,
    many: (things, when, count, usually) =>
      `aquí más ${things} que de costumbre ${when}: ${count} veces en esta hora, normalmente ${usually}`,
  },
});

/** `vehicles` */
export const classText = (of: ObjectClass, language: Language = 'en'): string => words[language].classes[of];

/** `after midnight`: when an hour of the day is. */
export const partText = (hour: number, language: Language = 'en'): string =>
  words[language].parts[PARTS.findLast((from) => from <= hour) ?? 0];

/** `vehicles after midnight are rare here` */
export const rareText = (of: ObjectClass, hour: number, language: Language = 'en'): string =>
  words[language].rare(classText(of, language), partText(hour, language));

/** `more people than usual here in the morning: 9 times in this hour, usually 2.5` */
export const manyText = (
  { of, hour, count, mean }: { of: ObjectClass; hour: number; count: number; mean: number },
  language: Language = 'en',
): string =>
  words[language].many(
    classText(of, language),
    partText(hour, language),
    count.toLocaleString(LOCALE[language]),
    usuallyText(mean, language),
  );

/** How many there usually are in an hour, to one decimal. */
export const usuallyText = (mean: number, language: Language = 'en'): string =>
  mean.toLocaleString(LOCALE[language], { maximumFractionDigits: 1 });

/** The same from what is stored with an event, `vehicle 2`: what was rare, and the hour; null for anything else. */
export function storedRareText(detail: string, language: Language): string | null {
  const [, name, hour] = /^([a-z]+) (\d{1,2})$/.exec(detail) ?? [];
  const of = OBJECT_CLASSES.find((one) => one === name);
  return of && Number(hour) < 24 ? rareText(of, Number(hour), language) : null;
}
