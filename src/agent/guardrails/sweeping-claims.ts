import { unquoted } from './change-claims.ts';

const ALL = 'all|everything|things|everyone|everybody|alles|alle|tout|tout le monde|todo|todos';
const WELL =
  'safe|secure|quiet|calm|fine|well|okay|ok|clear|in order|under control|as (?:usual|it should be)|good|harmless|sicher|ruhig|still|in ordnung|gut|normal|unter kontrolle|unauffällig|sûr|calme|en ordre|en sécurité|sous contrôle|bien|tranquille|normale?|seguro|tranquilo|en orden|bajo control|en calma';
const HARM =
  'attacks?|threats?|intrusions?|intruders?|break-?ins?|breach(?:es)?|incidents?|alerts?|alarms?|failed (?:logins?|sign-?ins?)|failures?|logins?|sign-?ins?|suspicious \\p{L}+|unusual \\p{L}+|problems|issues|anomal(?:y|ies)|danger|risks|compromise|malware|phishing|signs? of|evidence of|activity|angriffe?|bedrohung(?:en)?|einbr[uü]che?|eindringlinge?|vorf[aä]lle?|alarme?|fehlgeschlagenen? anmeldung(?:en)?|anmeldung(?:en)?|fehlversuche?|verdächtigen? \\p{L}+|auffälligkeit(?:en)?|probleme|gefahr(?:en)?|attaques?|menaces?|intrus|alertes?|connexions? (?:échouées?|suspectes?)|connexions?|anomalies?|problèmes|ataques?|amenazas?|intrusion(?:es)?|intrusos?|incidentes?|alertas?|inicios? de sesión|anomalías?|problemas|peligros?';
const BETWEEN = String.raw`(?:[\p{L}-]+ ){0,2}`;
const END = String.raw`(?![\p{L}\p{N}])`;
/** That all is well, that nothing happened, that there was none of it. */
const SWEEPING = [
  String.raw`(?:${ALL}) (?:is|are|was|were|seems?|looks?|remains?|stays?|ist|sind|war|waren|scheint|bleibt|est|sont|était|semble|va|vont|está|están|es|estaba|parece|sigue) (?:(?:all|now|still|very|completely|perfectly|absolutely|therefore|jetzt|noch|völlig|ganz|très|tout à fait|muy|completamente) )*(?:${WELL})`,
  String.raw`(?:you|we|your (?:accounts?|systems?|network|organisation|organization)|sie|wir|vous|nous|usted(?:es)?) (?:are|is|sind|êtes|sommes|están?|estamos) (?:(?:all|completely|perfectly|absolutely|völlig|tout à fait|completamente) )*(?:safe|secure|sicher|in sicherheit|en sécurité|seguros?|a salvo|not (?:under|being) attack\p{L}*)`,
  String.raw`nothing (?:at all |else |bad |unusual |suspicious |new |of note )*(?:happened|has happened|occurred|is wrong|was wrong|went wrong|is going on|was going on|was found|has been found|stands out|stood out|to (?:worry|report|see)|suspicious|unusual)`,
  String.raw`(?:es ist |ist )?nichts (?:\p{L}+ )?(?:passiert|geschehen|vorgefallen|auffällig|gefunden|los|verdächtig\p{L}*|ungewöhnlich\p{L}*)`,
  String.raw`rien (?:ne s['’]est passé|n['’]est arrivé|à signaler|d['’]inhabituel|de suspect|n['’]a été trouvé)`,
  String.raw`(?:no (?:ha |se )?(?:pasado|pasó|ocurrió|ocurrido|sucedió|encontró|encontrado) nada|nada (?:pasó|ha pasado|ocurrió|sospechoso|inusual|raro|fuera de lo normal)|sin novedad(?:es)?)`,
  String.raw`(?:all clear|all quiet|all good|entwarnung|alles (?:gut|ruhig|klar|in ordnung)|todo (?:bien|tranquilo|en orden)|tout va bien|estamos (?:seguros|a salvo))`,
  String.raw`(?:there (?:is|are|was|were|have been|has been|'s)|i (?:see|saw|found|find|have found)|we (?:had|have|saw)|you (?:had|have)) (?:been )?(?:absolutely |really |currently )?no(?:t any)? ${BETWEEN}(?:${HARM})`,
  String.raw`(?:es (?:gab|gibt|waren|sind)|ich (?:sehe|habe)|wir (?:hatten|haben)) (?:[\p{L}-]+ ){0,2}keine?[nrs]? ${BETWEEN}(?:${HARM})`,
  String.raw`(?:il n['’]y (?:a|avait)|je ne (?:vois|trouve)|je n['’]ai|nous n['’]avons) (?:pas )?(?:eu |vu |trouvé )?(?:d['’]|de |aucune? )${BETWEEN}(?:${HARM})`,
  String.raw`no (?:hay|hubo|había|ha habido|han habido|veo|encontré|encuentro|tuvimos|tenemos) (?:ning(?:ún|una) )?${BETWEEN}(?:${HARM})`,
].map(
  // “all good, thanks for asking” is said of oneself
  (one) =>
    new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${one})${END}(?!,? (?:thanks?|danke|merci|gracias)(?!\p{L}))`, 'iu'),
);
/** “No failed logins this week”: the sentence, or a part of it, begins with it. */
const NONE = new RegExp(
  String.raw`(?:^|[.,;:–—]\s*|(?<!\p{L})(?:and|und|et|y|yes|so) )[^\p{L}\p{N}]*(?:no|zero|keine?|aucune?|ning(?:ún|una)) ${BETWEEN}(?:${HARM})${END}(?! (?:rules?|tools?|can|could|may|might|should|will|kann|können|sollte|peut|peuvent|puede|pueden))`,
  'iu',
);
const SUPPOSED =
  /(?<![\p{L}\p{N}])(?:if|whether|unless|once|when|to see|make sure|sure that|know|say|tell|wenn|falls|ob|sobald|weiß|sagen|wissen|si|quand|dire|sais|vérifier|cuando|decir|sé|comprobar|not|nicht|cannot|can['’]t|don['’]t)(?![\p{L}\p{N}])/iu;

/** Tools that look at nothing that happened: what they tell are our own words, or who is there. */
export const NO_LOOK: ReadonlySet<string> = new Set(['help', 'search_help', 'who_is_on_call', 'list_members']);

/** Whether a sentence says that all is well, or that there was none of something, as only a look could tell. */
export function isSweeping(sentence: string): boolean {
  return sweepingIn(sentence) !== null;
}

/** The sweeping part of a sentence, from its first word to its last. */
function sweepingIn(sentence: string): string | null {
  const text = unquoted(sentence).trim();
  if (/\?$/.test(text)) return null;
  const match = [...SWEEPING, NONE].map((pattern) => pattern.exec(text)).find((one) => one !== null);
  return match && !SUPPOSED.test(text.slice(0, match.index)) ? match[0].toLowerCase() : null;
}

/** Whether lines of earlier answers said that there was none of the same: it may be told again without another look. */
export function isToldAgain(sentence: string, lines: readonly string[]): boolean {
  const said = sweepingIn(sentence);
  if (said === null) return false;
  const harm = HARMS.exec(said)?.[0].replace(/s$/, '');
  return lines.some((line) => {
    const before = sweepingIn(line);
    return before !== null && (harm === undefined ? before === said : before.includes(harm));
  });
}
const HARMS = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${HARM})${END}`, 'iu');
