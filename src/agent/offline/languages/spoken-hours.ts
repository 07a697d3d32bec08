import type { GlossRule } from './gloss-rule.ts';

/** Words by the hour they stand for, from nought to twelve. */
const HOURS = {
  de: ['null', 'eins?', 'zwei', 'drei', 'vier', 'funf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwolf'],
  fr: ['zero', 'une', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix', 'onze', 'douze'],
  es: ['cero', 'una', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez', 'once', 'doce'],
} as const;
/** Between two hours: what tells that hours are meant, not things that are counted. */
const BETWEEN = {
  de: (hour: string) => [`(?:zwischen|von) (?:${hour})(?: uhr)? (?:und|bis) (?:${hour}) uhr`],
  fr: (hour: string) => [`(?:entre|de) (?:${hour})(?: heures?)? (?:et|a) (?:${hour}) heures?`],
  es: (hour: string) => [`(?:entre|desde|de) las? (?:${hour}) (?:y|a|hasta) las? (?:${hour})`],
} as const;
const AFTERNOON =
  /(?: (?:nachmittags|abends|am (?:nachmittag|abend))| (?:de l'apres-midi|du soir)| (?:de|por) la (?:tarde|noche))$/;
const OF_DAY = String.raw`(?: (?:nachts|morgens|fruh|nachmittags|abends|am (?:morgen|nachmittag|abend)|du matin|de l'apres-midi|du soir|de la (?:manana|madrugada|tarde|noche)))?`;

/** Two hours said in words: `entre la una y las tres` is read as `between 1:00 and 3:00`. */
export function spokenHours(language: keyof typeof HOURS): GlossRule[] {
  const names = HOURS[language].map((name) => new RegExp(`^(?:${name})$`));
  const one = HOURS[language].join('|');
  return BETWEEN[language](one).map(
    (pattern): GlossRule => [
      `${pattern}${OF_DAY}`,
      (said) => {
        const [from = 0, to = 0] = [...said.matchAll(new RegExp(`(?<![a-z])(?:${one})(?![a-z])`, 'g'))].map(([word]) =>
          names.findIndex((name) => name.test(word)),
        );
        const later = AFTERNOON.test(said) ? 12 : 0;
        const clock = (hour: number): string => `${later > 0 && hour < 12 ? hour + later : hour}:00`;
        return `between ${clock(from)} and ${clock(to)}`;
      },
    ],
  );
}
