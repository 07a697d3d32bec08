import type { Language } from '../../domain/language.ts';
import { numberClaims } from './number-claims.ts';

/** Names with a number in them that tools returned, e.g. `Pier 83`: where one is told, its number claims nothing. */
export interface ToldNames {
  /** A text in this field of what has that reference, as tools returned it; kept where it is a name. Whether people who run the desk gave it. */
  add(text: string, key: string, ref: unknown): boolean;
  /** One that an earlier answer told. */
  again(name: string): void;
  /** The names of these that a sentence tells. */
  in(sentence: string): string[];
  /** A sentence with a word in the place of every name, as long as the name. */
  without(sentence: string): string;
}

const MOST_NAMES = 300;
const LONGEST = 120;
/** Whose names are given by those who run the desk, and fields in which these stand by themselves. */
const GIVEN = /^(?:CAM|PER|RULE)-\d+$/i;
const OF_GIVEN = /^(?:name|who|label|title|location)$/;
const GIVEN_FIELD = /^(?:cameras?|zones?|given_name|also_at)$/;
/** Fields with a name or a title that somebody else may have chosen. */
const CHOSEN = /^(?:account|user|name|who|title|assignee|device)$/;
/** What is counted right behind a number claims how many there are, also behind a name: “Pier 83 people came”. */
const COUNTED =
  '(?:more |other |different |unknown |failed |open |new )?(?:people|persons?|strangers?|visitors?|faces?|men|women|times?|sightings?|events?|alerts?|incidents?|log-?ins?|pictures?|attempts?|failures?|accounts?|seconds?|minutes?|hours?|days?|weeks?|personen|leute|fremde[rn]?|unbekannte[rn]?|besucher|gesichter|mal|sichtungen|ereignisse|alarme|vorfälle|anmeldungen|bilder|versuche|konten|sekunden|minuten|stunden|tage|wochen|personnes?|gens|inconnus?|étrangers?|visiteurs?|visages?|fois|observations?|événements?|alertes?|connexions?|images?|tentatives?|comptes?|secondes|heures?|jours?|semaines?|personas?|gente|desconocid[oa]s?|extrañ[oa]s?|visitantes?|caras?|veces|avistamientos?|eventos?|alertas?|incidentes?|sesiones|imágenes|intentos?|cuentas?|segundos?|minutos?|horas?|días?|semanas?)';
const AFTER = String.raw`(?![\p{L}\p{N}])(?![.,'’:/]\d)(?!\s?(?:%|percent|per cent|prozent|pour ?cent|por ciento|times|fold|thousand|million|tausend|mille|mil(?!\p{L})))(?!\s${COUNTED}(?!\p{L}))`;
/** Of what anybody may be called, only a number that is said behind a word, with nothing behind it that it could count: `badge 4411`. */
const NUMBER_LAST = /^(?=.*\p{L})[^\d]*\p{L}[\p{L}.]*[\s#–-]+\d{1,6}$/u;
const COUNTS =
  /(?:^|[^\p{L}])(?:is|are|was|were|be|total|count|number|sum|logins?|alerts?|incidents?|events?|people|failures?|attempts?|es|sind|waren|gesamt|anzahl|zahl|anmeldungen|alarme|personen|versuche|sont|étaient|nombre|connexions?|alertes?|personnes?|tentatives?|son|eran|número|sesiones|alertas?|personas?|intentos?)(?!\p{L})/iu;

export function createToldNames(language: Language): ToldNames {
  const names = new Map<string, RegExp>();
  const keep = (text: string): void => {
    const name = text.trim().replace(/\s+/g, ' ');
    const id = name.toLowerCase();
    if (name.length > LONGEST || names.size >= MOST_NAMES || names.has(id) || !/\p{L}/u.test(name)) return;
    if (numberClaims(name, language).length === 0) return;
    const literal = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', '\\s+');
    names.set(id, new RegExp(String.raw`(?<![\p{L}\p{N}])${literal}${AFTER}`, 'giu'));
  };
  const longestFirst = (): [string, RegExp][] => [...names].toSorted(([a], [b]) => b.length - a.length);

  return {
    add(text, key, ref) {
      const isGiven = GIVEN_FIELD.test(key) || (typeof ref === 'string' && GIVEN.test(ref) && OF_GIVEN.test(key));
      if (isGiven) keep(text);
      else if (CHOSEN.test(key) && NUMBER_LAST.test(text) && !COUNTS.test(text)) keep(text);
      return isGiven;
    },
    again: keep,
    in: (sentence) => longestFirst().flatMap(([name, pattern]) => (sentence.search(pattern) >= 0 ? [name] : [])),
    without(sentence) {
      let left = sentence;
      for (const [, pattern] of longestFirst())
        if (left.search(pattern) >= 0) left = left.replaceAll(pattern, (told) => 'x'.repeat(told.length));
      return left;
    },
  };
}
