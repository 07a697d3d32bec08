import type { AlertStatus } from '../../domain/alert.ts';
import type { IncidentStatus } from '../../domain/incident.ts';
import { claimsIn } from './citations.ts';

/** What became of things in a turn, as far as a sentence may claim it. */
export interface Changes {
  /** References of what writes of this turn were about. */
  changed: ReadonlySet<string>;
  /** What the asker ordered and was not done: references, and names of tools where there is none yet. */
  undone: ReadonlySet<string>;
  /** In what state tools showed a thing to be. */
  states: ReadonlyMap<string, string>;
}

type Status = AlertStatus | IncidentStatus;

/** What one says was done to a thing, and the state it is in then. */
const STATES: readonly [RegExp, readonly Status[]][] = [
  [
    /^(?:acknowledged|bestätigt|quittiert|acquittée?s?|confirmée?s?|confirmad[oa]s?|reconocid[oa]s?)$/iu,
    ['acknowledged'],
  ],
  [/^(?:resolved|erledigt|gelöst|behoben|résolue?s?|resuelt[oa]s?)$/iu, ['resolved']],
  [/^(?:closed|geschlossen|fermée?s?|clôturée?s?|clos(?:es)?|cerrad[oa]s?)$/iu, ['closed']],
  [/^(?:contained|eingedämmt|contenue?s?|contenid[oa]s?)$/iu, ['contained']],
  [/^(?:re-?opened|wiedereröffnet|rouverte?s?|reabiert[oa]s?)$/iu, ['open', 'investigating']],
  [/^(?:dismissed|verworfen|écartée?s?|descartad[oa]s?)$/iu, ['false_alarm', 'resolved']],
];
const STATED =
  'acknowledged|resolved|closed|contained|re-?opened|dismissed|bestätigt|quittiert|erledigt|gelöst|behoben|geschlossen|eingedämmt|wiedereröffnet|verworfen|acquittée?s?|confirmée?s?|résolue?s?|fermée?s?|clôturée?s?|clos(?:es)?|contenue?s?|rouverte?s?|écartée?s?|confirmad[oa]s?|reconocid[oa]s?|resuelt[oa]s?|cerrad[oa]s?|contenid[oa]s?|reabiert[oa]s?|descartad[oa]s?';
/** What else can be done to a thing here. */
const CHANGED =
  'assigned|unassigned|reassigned|marked|flagged|set|changed|updated|created|raised|filed|commented|linked|attached|escalated|undone|reverted|renamed|proposed|retired|switched (?:on|off)|enabled|disabled|zugewiesen|markiert|gesetzt|geändert|aktualisiert|angelegt|erstellt|eröffnet|hinzugefügt|kommentiert|verknüpft|eskaliert|zurückgenommen|rückgängig gemacht|umbenannt|vorgeschlagen|(?:ein|aus|ab)geschaltet|attribuée?s?|assignée?s?|marquée?s?|classée?s?|modifiée?s?|changée?s?|créée?s?|ajoutée?s?|commentée?s?|rattachée?s?|annulée?s?|renommée?s?|proposée?s?|(?:dés)?activée?s?|asignad[oa]s?|marcad[oa]s?|cambiad[oa]s?|modificad[oa]s?|cread[oa]s?|añadid[oa]s?|agregad[oa]s?|comentad[oa]s?|vinculad[oa]s?|deshech[oa]s?|renombrad[oa]s?|propuest[oa]s?|(?:des)?activad[oa]s?';
/** What no tool does: nobody is called, no account is locked. */
const BEYOND =
  '(?:told|informed|notified|alerted|called|contacted|e-?mailed|messaged|texted|warned|sent|forwarded|paged)(?! (?:you|me|us)\\b)|blocked|banned|locked|unlocked|suspended|deleted|quarantined|isolated|patched|revoked|rotated|scheduled|reset(?! (?:the )?(?:alr|inc))|gesperrt|blockiert|gelöscht|zurückgesetzt|benachrichtigt|informiert|verständigt|angerufen|gesendet|geschickt|gemeldet|bloquée?s?|bannie?s?|supprimée?s?|réinitialisée?s?|prévenue?s?|informée?s?|avertie?s?|notifiée?s?|envoyée?s?|appelée?s?|contactée?s?|alertée?s?|bloquead[oa]s?|eliminad[oa]s?|borrad[oa]s?|restablecid[oa]s?|avisad[oa]s?|informad[oa]s?|notificad[oa]s?|enviad[oa]s?|llamad[oa]s?|contactad[oa]s?|alertad[oa]s?';

const ADVERBS =
  '(?:(?:already|now|just|also|then|successfully|therefore|immediately|again|both|all|accordingly|promptly|at once|bien|donc|aussi|déjà|immédiatement|maintenant|ya|también|ahora) )*';
const END = String.raw`(?![\p{L}\p{N}])`;
const AGENT = [
  String.raw`(?<![\p{L}\p{N}])(?:i|we)(?:['’]ve| have| had)? ${ADVERBS}`,
  String.raw`(?<![\p{L}\p{N}])(?:ich habe|habe ich|wir haben|haben wir)(?:(?!(?<!\p{L})(?:nicht|nichts|nie|kein\p{L}*|ist|sind|wurden?|davon)(?!\p{L}))[^.!?;]){0,160}?(?<!\p{L})`,
  String.raw`(?<![\p{L}\p{N}])(?:j['’]ai|nous avons) ${ADVERBS}`,
  String.raw`(?<![\p{L}\p{N}]|no )(?:he|hemos) ${ADVERBS}(?=\p{L}+[oa]s?(?!\p{L}))`,
  // “I have closed it and told the police”
  String.raw`(?<![\p{L}\p{N}])(?:i|we)(?:['’]ve)? [^.!?;]{0,120} and (?:have )?${ADVERBS}`,
];
const done = (verbs: string): RegExp[] => AGENT.map((agent) => new RegExp(`${agent}(${verbs})${END}`, 'giu'));
const BY_US = done(
  `${STATED}|${CHANGED}|opened(?= (?:an?|the|your|this|that|new) | \\[?inc)|ouvert(?= un)|abierto(?= un)`,
).slice(0, 4);
const BEYOND_US = done(BEYOND);
/** “ALR-2 is now acknowledged”, “has been closed”: what a thing has become. */
const BECAME = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:is|are|was|were|has been|have been|ist|sind|wurden?|est|sont|a été|ont été|está|están|ha sido|han sido|fue|queda|quedan)(?: (?:now|just|already|both|all|also|nun|jetzt|soeben|bereits|maintenant|désormais|ahora|ya))* (${STATED}|marked as (?:a )?false alarms?|als fehlalarm markiert|marquée?s? comme fausses? alertes?|marcad[oa]s? como falsas? alarmas?)${END}`,
  'giu',
);
const FALSE_ALARM = /false alarm|fehlalarm|fausse|falsa/iu;
/** Nothing but a report that it is done: “Done.”, “Marked ALR-1 as …”. */
const REPORTS =
  /^[^\p{L}\p{N}]*(?:(?:all |it(?:'|’| i)s |that(?:'|’| i)s )?(?:done|all set|taken care of)(?=\s*(?:[.!:,–—-]|$))|erledigt(?=\s*[.!:,–—-])|c['’]est (?:fait|bon)(?=\s*(?:[.!:,–—-]|$))|fait(?=\s*[.!:])|hecho(?=\s*[.!:,–—-])|listo(?=\s*[.!:,–—-]))/iu;
const OPENS_WITH = new RegExp(
  String.raw`^[^\p{L}\p{N}]*(?:successfully )?(${STATED}|${CHANGED})(?=\s*(?:\[|(?:ALR|INC|RULE|PROP|CAM|EVT|PER|CASE|ACT|APL)-\d|it(?!\p{L})|them(?!\p{L})|[.!]))`,
  'iu',
);
const QUOTES = /“[^”]*”|"[^"]*"|„[^“”]*[“”]|«[^»]*»/g;
/** Where what is said of a thing ends and something else begins. */
const NEXT_CLAUSE =
  /;|(?<![\p{L}\p{N}])(?:is|are|was|were|remains?|still|belongs?|but|while|whereas|ist|sind|bleibt|aber|est|sont|reste|mais|es|está|sigue|pero|(?:and|und|et|y)(?! (?:(?:alerts?|incidents?|the|alarms?) )?\[?(?:ALR|INC|RULE|PROP)))(?![\p{L}\p{N}])/iu;

/**
 * Whether a sentence says that something was changed and no write of this turn did, or that a thing is in a state in which
 * tools did not find it. What others did, and what one could do, may be told.
 */
export function claimsUnmadeChange(sentence: string, { changed, undone, states }: Changes): boolean {
  const text = sentence.replaceAll(QUOTES, (quote) => ' '.repeat(quote.length)).replaceAll(/[*_`]/g, ' ');
  const refsIn = (part: string): string[] =>
    claimsIn(part)
      .map(({ ref }) => ref)
      .filter((ref) => !ref.startsWith('LOG-'));
  const fits = (ref: string, word: string): boolean => {
    const state = states.get(ref);
    const meant = FALSE_ALARM.test(word) ? ['false_alarm'] : STATES.find(([stated]) => stated.test(word))?.[1];
    return meant === undefined || state === undefined || (meant as readonly string[]).includes(state);
  };
  if (BEYOND_US.some((pattern) => has(pattern, text))) return true;
  for (const pattern of BY_US)
    for (const match of text.matchAll(pattern)) {
      const [word] = match.slice(1);
      const after = text.slice(match.index + match[0].length);
      const end = NEXT_CLAUSE.exec(after)?.index ?? after.length;
      // German puts the thing before the word.
      const about = [...refsIn(match[0]), ...refsIn(after.slice(0, end))];
      if (about.length === 0 ? changed.size === 0 : about.some((ref) => !changed.has(ref) || !fits(ref, word ?? '')))
        return true;
    }
  for (const match of text.matchAll(BECAME)) {
    const about = refsIn(text.slice(0, match.index)).slice(-4);
    for (const ref of about) {
      if (!fits(ref, match[1]!) && !changed.has(ref)) return true;
      if (
        !changed.has(ref) &&
        !states.has(ref) &&
        (undone.has(ref) || / (?:now|just|jetzt|nun|soeben|maintenant|désormais|ahora) /iu.test(match[0]))
      )
        return true;
    }
  }
  const opening = OPENS_WITH.exec(text);
  if (opening) {
    const about = refsIn(text);
    const isState = STATES.some(([stated]) => stated.test(opening[1]!));
    if (about.length === 0 && changed.size === 0) return true;
    if (about.some((ref) => !changed.has(ref) && !(isState && states.has(ref) && fits(ref, opening[1]!)))) return true;
  }
  return REPORTS.test(text) && changed.size === 0 && undone.size > 0;
}

function has(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  const found = pattern.test(text);
  pattern.lastIndex = 0;
  return found;
}
