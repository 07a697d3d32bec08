import { claimsIn } from './citations.ts';
import { fitsStatus, isStatus, STATED_ANYHOW as STATED, STATUS_WORDS, saidBefore, saysSame } from './stated.ts';

/** What became of things in a turn, as far as a sentence may claim it. */
export interface Changes {
  /** References of what writes of this turn were about. */
  changed: ReadonlySet<string>;
  /** What was ordered or tried and was not done: references, and names of tools where there is none yet. */
  undone: ReadonlySet<string>;
  /** In what state tools showed a thing to be. */
  states: ReadonlyMap<string, string>;
  /** Who works on a thing, as tools showed; null: nobody. */
  holders: ReadonlyMap<string, string | null>;
  /** What its timeline tells that was done to a thing, as tools showed. */
  histories: ReadonlyMap<string, readonly string[]>;
  /** What reads of this turn returned. */
  found: ReadonlySet<string>;
  /** What writes of earlier turns were about. */
  changedBefore: ReadonlySet<string>;
  /** What earlier turns said and drew of a thing, or of all, newest first, without what they quoted. */
  toldBefore: (ref?: string) => readonly string[];
  /** A tool of this turn looked at what is kept. */
  looked: boolean;
  /** A tool of this turn looked into the guide. */
  guided: boolean;
}

/** What else can be done to a thing here. */
const CHANGED =
  'assigned|unassigned|reassigned|marked|flagged|set|changed|updated|created|raised|filed|commented|linked|attached|escalated|undone|reverted|renamed|proposed|retired|switched (?:on|off)|enabled|disabled|zugewiesen|markiert|gesetzt|geändert|aktualisiert|angelegt|erstellt|eröffnet|hinzugefügt|kommentiert|verknüpft|eskaliert|zurückgenommen|rückgängig gemacht|umbenannt|vorgeschlagen|(?:ein|aus|ab)geschaltet|attribuée?s?|assignée?s?|marquée?s?|classée?s?|modifiée?s?|changée?s?|créée?s?|ajoutée?s?|commentée?s?|rattachée?s?|annulée?s?|renommée?s?|proposée?s?|(?:dés)?activée?s?|asignad[oa]s?|marcad[oa]s?|cambiad[oa]s?|modificad[oa]s?|cread[oa]s?|añadid[oa]s?|agregad[oa]s?|comentad[oa]s?|vinculad[oa]s?|deshech[oa]s?|renombrad[oa]s?|propuest[oa]s?|(?:des)?activad[oa]s?';
/** What no tool does: nobody is called, no account is locked. */
const BEYOND =
  '(?:told|informed|notified|alerted|called|contacted|e-?mailed|messaged|texted|warned|sent|forwarded|paged)(?! (?:you|me|us)\\b)|blocked|banned|locked|unlocked|suspended|deleted|quarantined|isolated|patched|revoked|rotated|scheduled|reset(?! (?:the )?(?:alr|inc))|gesperrt|blockiert|gelöscht|zurückgesetzt|benachrichtigt|informiert|verständigt|angerufen|gesendet|geschickt|gemeldet|bloquée?s?|bannie?s?|supprimée?s?|réinitialisée?s?|prévenue?s?|informée?s?|avertie?s?|notifiée?s?|envoyée?s?|appelée?s?|contactée?s?|alertée?s?|bloquead[oa]s?|eliminad[oa]s?|borrad[oa]s?|restablecid[oa]s?|avisad[oa]s?|informad[oa]s?|notificad[oa]s?|enviad[oa]s?|llamad[oa]s?|contactad[oa]s?|alertad[oa]s?';

const ADVERBS =
  '(?:(?:already|now|just|also|then|successfully|therefore|immediately|again|both|all|accordingly|promptly|at once|bien|donc|aussi|déjà|immédiatement|maintenant|ya|también|ahora) )*';
const START = String.raw`(?<![\p{L}\p{N}])`;
const END = String.raw`(?![\p{L}\p{N}])`;
const AGENT = [
  String.raw`${START}(?:i|we)(?:['’]ve| have| had)? ${ADVERBS}`,
  String.raw`${START}(?:ich habe|habe ich|wir haben|haben wir)(?:(?!(?<!\p{L})(?:nicht|nichts|nie|kein\p{L}*|ist|sind|wurden?|davon)(?!\p{L}))[^.!?;]){0,160}?(?<!\p{L})`,
  String.raw`${START}(?:j['’]ai|nous avons) ${ADVERBS}`,
  String.raw`(?<![\p{L}\p{N}]|no )(?:he|hemos) ${ADVERBS}(?=\p{L}+[oa]s?(?!\p{L}))`,
  // “I have closed it and told the police”
  String.raw`${START}(?:i|we)(?:['’]ve)? [^.!?;]{0,120} and (?:have )?${ADVERBS}`,
];
const done = (verbs: string): RegExp[] => AGENT.map((agent) => new RegExp(`${agent}(${verbs})${END}`, 'giu'));
const BY_US = done(
  `${STATUS_WORDS}|${CHANGED}|opened(?= (?:an?|the|your|this|that|new) | \\[?inc)|ouvert(?= un)|abierto(?= un)`,
).slice(0, 4);
const BEYOND_US = done(BEYOND);

const NOW =
  '(?:now|just|already|both|all|also|still|currently|finally|officially|successfully|therefore|thus|nun|jetzt|soeben|bereits|schon|noch|derzeit|damit|somit|inzwischen|erfolgreich|maintenant|désormais|déjà|toujours|actuellement|bien|donc|ahora|ya|todavía|actualmente|finalmente)';
const IS =
  'is|are|ist|sind|est|sont|está|están|es|son|queda|quedan|remains?|bleibt|bleiben|reste(?:nt)?|sigue|siguen|steht auf';
const WAS =
  'was|were|has been|have been|got|wurden?|war(?:en)?|a été|ont été|était|étaient|ha sido|han sido|fue|fueron|estaba|has (?:the )?status(?: of)?|hat den status|a le statut|tiene el estado';
/** Spanish says before the verb that it is not so. */
const SAID = String.raw`${START}(?<!(?<!\p{L})no )`;
const OPEN = 'open|offen|ouverte?s?|abiert[oa]s?';
/** “ALR-2 is now acknowledged”, “has been closed”, “ist von Ada geschlossen”: what a thing is or has become. */
const BECAME = [
  new RegExp(String.raw`${SAID}(?<past>${WAS})(?: ${NOW})* (?<word>${STATED})${END}`, 'giu'),
  new RegExp(String.raw`${SAID}(?:${IS})(?: ${NOW})* (?<word>${STATED}|${OPEN})${END}`, 'giu'),
  new RegExp(
    String.raw`${START}(?:ist|sind|(?<past>wurden?))(?: (?!nicht |kein|nie )[\p{L}\p{N}.'’-]+){1,6} (?<word>${STATED})${END}`,
    'giu',
  ),
  new RegExp(String.raw`${START}(?<word>${STATED}) (?:ist|sind|(?<past>wurden?|worden ist))${END}`, 'giu'),
];
/** “ALR-2: resolved”, “[INC-1] (closed)”: a thing and its state side by side. */
const BESIDE = new RegExp(
  String.raw`${START}(?:ALR|INC|PROP)-?\d{1,9}\]?\s*(?:[:–—=→(]|->| - |’s status:|'s status:)\s*(?:${NOW} )?(?<word>${STATUS_WORDS})${END}`,
  'giu',
);
/** “Ada closed INC-2”, “Ada hat INC-2 geschlossen”: what others did to a thing. */
const BY_OTHERS = [
  new RegExp(
    String.raw`(?<!\b(?:not|never|be|to|n['’]t|nobody|no one|none|i|we|['’]ve|the|of|all) (?:have |has |been )?)${START}(?<past>)(?<word>acknowledged|resolved|closed|contained|re-?opened|dismissed|approved|rejected|assigned) (?:the |an |on )?(?:alerts? |incidents? |cases? |proposals? |rules? )?\[?(?=(?:ALR|INC|RULE|PROP|CASE)-\d)`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<!\p{L}(?:ch|ir) )${START}(?<past>hat|haben)(?: (?!nicht |kein|nie )[\p{L}\p{N}.'’[\]-]+){1,6} (?<word>${STATED})${END}`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<!n['’])${SAID}(?<past>a|ont|ha|han) (?:bien |déjà |ya )?(?<word>${STATED}) (?:(?:l['’]|la |le |el |los |las )?(?:alertes?|incidents?|alertas?|incidentes?) )?\[?(?=(?:ALR|INC|RULE|PROP|CASE)-\d)`,
    'giu',
  ),
];
/** A thing that is named by a word alone, or people: with a state that only a look can tell. */
const UNNAMED = new RegExp(
  String.raw`${START}(?:it|they|both|(?:the|this|that|your|his|her|their) (?:alerts?|incidents?|cases?|rules?|proposals?|accounts?|ban)|er|es|sie|beide|(?:der|die|das|dieser|diese|dieses) (?:alarme?|vorf[aä]lle?|f[aä]lle?|regeln?|vorschl[aä]ge?|konto|konten)|il|elle|ils|elles|(?:l['’]|cet |cette |la |le |les |ces )(?:alertes?|incidents?|cas|règles?|propositions?|comptes?)|(?:el|la|los|las|este|esta) (?:alertas?|incidentes?|casos?|reglas?|propuestas?|cuentas?))$|^\W*(?:that|this|these|those|das|ça|cela|esto|eso)$`,
  'iu',
);
const PEOPLE =
  /^(?:banned|muted|timed out|kicked|gesperrt|gebannt|stummgeschaltet|bannie?s?|banead[oa]s?|silenciad[oa]s?)$/iu;
const ASSIGNED = /assign|zugewiesen|zugeteilt|attribué|asignad/iu;
/** What is only supposed, asked or told of any time. */
const SUPPOSED =
  /(?<![\p{L}\p{N}])(?:if|once|when(?:ever)?|until|unless|whether|as soon as|wenn|sobald|falls|bis|ob|si|quand|lorsque|dès que|une fois|tant que|jusqu|cuando|en cuanto|hasta que|una vez)(?![\p{L}\p{N}])[^.!?;]{0,120}$/iu;
/** Nothing but a report that it is done: “Done.”, “Marked ALR-1 as …”. */
const REPORTS =
  /^[^\p{L}\p{N}]*(?:(?:all |it(?:'|’| i)s |that(?:'|’| i)s )?(?:done|all set|taken care of)(?=\s*(?:[.!:,–—-]|$))|erledigt(?=\s*[.!:,–—-])|c['’]est (?:fait|bon)(?=\s*(?:[.!:,–—-]|$))|fait(?=\s*[.!:])|hecho(?=\s*[.!:,–—-])|listo(?=\s*[.!:,–—-]))/iu;
const OPENS_WITH = new RegExp(
  String.raw`^[^\p{L}\p{N}]*(?:successfully )?(${STATUS_WORDS}|${CHANGED})(?=\s*(?:\[|(?:ALR|INC|RULE|PROP|CAM|EVT|PER|CASE|ACT|APL)-\d|it(?!\p{L})|them(?!\p{L})|[.!]))`,
  'iu',
);
const QUOTES = /“[^”]*”|"[^"]*"|„[^“”]*[“”]|«[^»]*»/g;
/** A word in quotation marks is still said: “INC-2 is ‘closed’”. */
const ONE_WORD = /^.\s?\p{L}+\s?.$/u;
/** Where what is said of a thing ends and something else begins. */
const NEXT_CLAUSE =
  /;|(?<![\p{L}\p{N}])(?:is|are|was|were|remains?|still|belongs?|but|while|whereas|ist|sind|bleibt|aber|est|sont|reste|mais|es|está|sigue|pero|(?:and|und|et|y)(?! (?:(?:alerts?|incidents?|the|alarms?) )?\[?(?:ALR|INC|RULE|PROP)))(?![\p{L}\p{N}])/iu;

const refsIn = (part: string): string[] =>
  claimsIn(part)
    .map(({ ref }) => ref)
    .filter((ref) => !ref.startsWith('LOG-'));

/** A sentence without what it only quotes. */
export const unquoted = (sentence: string): string =>
  sentence
    .replaceAll(QUOTES, (quote) => (ONE_WORD.test(quote) ? ` ${quote.slice(1, -1).trim()} ` : ' '.repeat(quote.length)))
    .replaceAll(/[*_`](?!\p{L}*alarm)/gu, ' ')
    .replaceAll(/ {2,}/g, ' ');

/**
 * Whether a sentence says that something was changed and no write of this turn did, or that a thing is in a state which no
 * tool of this turn and nothing in the conversation showed. What others did, and what one could do, may be told.
 */
export function claimsUnmadeChange(sentence: string, changes: Changes): boolean {
  const { changed, undone, states, changedBefore, toldBefore } = changes;
  const text = unquoted(sentence);
  const wasDone = (ref: string, word: string): boolean =>
    changed.has(ref) ||
    (changedBefore.has(ref) && !undone.has(ref) && (!isStatus(word) || saidBefore(toldBefore(ref), word)));
  if (BEYOND_US.some((pattern) => has(pattern, text))) return true;
  for (const pattern of BY_US)
    for (const match of text.matchAll(pattern)) {
      const word = match[1] ?? '';
      const after = text.slice(match.index + match[0].length);
      const end = NEXT_CLAUSE.exec(after)?.index ?? after.length;
      // German puts the thing before the word.
      const about = [...refsIn(match[0]), ...refsIn(after.slice(0, end))];
      if (
        about.length === 0
          ? madeNothing(changes, word) && (changedBefore.size === 0 || undone.size > 0)
          : about.some((ref) => !wasDone(ref, word) || !fitsStatus(word, states.get(ref), true))
      )
        return true;
    }
  if (!/\?\s*$/.test(text) && claimsUnseenState(text, changes)) return true;
  const opening = OPENS_WITH.exec(text);
  if (opening) {
    const about = refsIn(text);
    if (about.length === 0 && madeNothing(changes, opening[1]!)) return true;
    if (about.some((ref) => !changed.has(ref) && !isBacked(ref, opening[1]!, text, true, changes))) return true;
  }
  return REPORTS.test(text) && madeNothing(changes) && undone.size > 0;
}

const PROPOSED = /^(?:proposed|vorgeschlagen|proposée?s?|propuest[oa]s?)$/iu;
/** Whether no write was made: where one was refused, a proposal in its place is none, unless it is called that. */
const madeNothing = ({ changed, undone }: Changes, word = ''): boolean =>
  changed.size === 0 ||
  (undone.size > 0 && !PROPOSED.test(word) && [...changed].every((ref) => ref.startsWith('PROP-')));

/** Whether it says of a thing that it is in a state, which nothing shows. */
function claimsUnseenState(text: string, changes: Changes): boolean {
  for (const pattern of [...BECAME, BESIDE, ...BY_OTHERS])
    for (const match of text.matchAll(pattern)) {
      const { word = '', past } = match.groups ?? {};
      const before = text.slice(0, match.index);
      const isPast = past !== undefined;
      if (!isPast && SUPPOSED.test(before)) continue;
      const after = text.slice(match.index + match[0].length);
      const end = NEXT_CLAUSE.exec(after)?.index ?? after.length;
      const beside = pattern === BESIDE || BY_OTHERS.includes(pattern);
      const about = beside
        ? [...refsIn(match[0]), ...refsIn(after.slice(0, end)).slice(0, 4)]
        : [...refsIn(before).slice(-4), ...refsIn(match[0])];
      if (about.some((ref) => !isBacked(ref, word, text, isPast, changes))) return true;
      if (about.length === 0 && claimsUnnamed(before, word, isPast, changes)) return true;
    }
  return false;
}

/** Whether tools of this turn, or what the conversation showed before, stand behind it that a thing is so. */
function isBacked(ref: string, word: string, text: string, isPast: boolean, changes: Changes): boolean {
  const { changed, undone, states, holders, histories, found, toldBefore } = changes;
  const status = states.get(ref);
  // “was closed on Friday”, of what is open again
  if (isPast && histories.get(ref)?.some((line) => saysSame(line, word) && (!ASSIGNED.test(word) || names(text, line))))
    return true;
  if (ASSIGNED.test(word)) {
    const holder = holders.get(ref);
    if (holder !== undefined) return isHeldBy(text, holder) || changed.has(ref);
  } else if (status !== undefined && isStatus(word)) return fitsStatus(word, status, isPast);
  if (changed.has(ref)) return true;
  // that it was tried and not done shows nothing
  if (!undone.has(ref) && found.has(ref)) return true;
  return saidBefore(toldBefore(ref), word);
}

const isHeldBy = (text: string, holder: string | null): boolean =>
  holder !== null &&
  (/(?<!\p{L})(?:you|me|ihnen|mir|vous|moi|usted|mí)(?!\p{L})/iu.test(text) ||
    holder.split(/\s+/).some((part) => part.length > 1 && text.toLowerCase().includes(part.toLowerCase())));

/** Whether a text names somebody of a line: “Assigned to Lena”. */
const names = (text: string, line: string): boolean =>
  [...line.matchAll(/(?<=\s)\p{Lu}[\p{L}'’-]+/gu)].some(([name]) => text.includes(name));

/** “It is closed”, “Dirk is banned”: after a refusal, or where nothing was looked at and nothing was told. */
function claimsUnnamed(before: string, word: string, isPast: boolean, changes: Changes): boolean {
  const { undone, looked, guided, toldBefore } = changes;
  if (!madeNothing(changes)) return false;
  const subject =
    before
      .trimEnd()
      .split(/[,;:]\s*/)
      .at(-1) ?? '';
  if (!PEOPLE.test(word) && !UNNAMED.test(subject)) return false;
  // “press Approve, and the rule is switched on”: so the guide says of any
  return undone.size > 0 || (!looked && !(guided && !isPast) && !saidBefore(toldBefore(), word));
}

function has(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  const found = pattern.test(text);
  pattern.lastIndex = 0;
  return found;
}
