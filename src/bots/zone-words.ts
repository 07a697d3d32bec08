const VOWELS: Record<string, string> = { a: '[aáàâä]', e: '[eéèê]', i: '[iíï]', o: '[oóôö]', u: '[uúü]' };
/** In lower case, to how they are written. */
const ZONES = new Map(Intl.supportedValuesOf('timeZone').map((zone) => [zone.toLowerCase(), zone]));
const CITIES = new Map(
  [...ZONES.values()]
    .filter((zone) => zone.includes('/') && !zone.startsWith('Etc/'))
    .map((zone) => [zone.split('/').at(-1)!.replaceAll('_', ' ').toLowerCase(), zone]),
);
const CITY = [...CITIES.keys()]
  .toSorted((a, b) => b.length - a.length)
  .map((city) => city.replaceAll(/[aeiou]/g, (vowel) => VOWELS[vowel]!))
  .join('|');
const NAME = '[a-z]+(?:_[a-z]+)*(?:/[a-z_+\\-0-9]+)+|utc';
const TO = "(?:(?:in|im|at|by|en|à|dans|a|nach)\\s+)?(?:(?:the|der|le|la|el|l[’'])\\s*)?";
const SAID =
  '(?:time\\s?zone|zeitzone|fuseau(?:\\s+horaire)?|zona\\s+horaria|huso\\s+horario)\\s*:?\\s*(?:(?:of|von|de)\\s+)?';
const AFTER = '(?:\\s+(?:local\\s+)?time(?:\\s?zone)?)';

/**
 * A time zone as people say it: “Europe/Berlin”, “in Europe/Berlin”, “time zone Berlin”, “Berlin time”, “Berliner Zeit”, “heure de Paris”,
 * “hora de Madrid”. A city alone is a place.
 */
export const ZONE_SAID = new RegExp(
  `(?:\\(\\s*)?${TO}(?:(?:${SAID})?(${NAME})${AFTER}?|${SAID}(${CITY})|(${CITY})(?:${AFTER}|er\\s+zeit)|(?:heure|hora)\\s+(?:de|d[’'])\\s*(${CITY}))(?![\\p{L}\\d/])(?:\\s*\\))?`,
  'iuy',
);

/** The zone that was matched; null for a word with a stroke that is none. One written like a zone stands, and is refused by name later. */
export function zoneOf([, name, ...cities]: RegExpExecArray): string | null {
  if (name) return ZONES.get(name.toLowerCase()) ?? (/^[A-Z]/.test(name) ? name : name === 'utc' ? 'UTC' : null);
  const city = cities.find((one) => one !== undefined);
  return CITIES.get((city ?? '').normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()) ?? null;
}
