import type { Language } from '../../domain/language.ts';
import { readEntities } from './entities.ts';
import { cameraName, isPersonName } from './intents/people.ts';
import { focusOf, PRONOUN } from './intents/seen-before.ts';
import { isName } from './intents/words.ts';
import { isUsualWord } from './likely/likely-tool.ts';
import { deny } from './permitted.ts';
import { args, type Plan, type PlanContext, type PlannedCall } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { readUtterance } from './utterance.ts';

/*
 * Several people by name: “was Tony Blair or Hugo Chavez here today?”, “did he come with Dana?”, “is she here without Tom?”. Each is looked
 * for, whom somebody was with goes into the search, and whom they were without is said not to be used: no name is dropped.
 */

interface Words {
  /** Between names of one list. */
  list: string;
  with: string;
  without: string;
  /** At the same place and time. */
  together: string;
  /** Begins a question for whoever was with somebody, and what may end that. */
  withWhom: string;
  metThem: string;
  /** Somebody was at a place, or seen. */
  present: string;
  /** Who somebody is. */
  who: string;
  /** What a sentence may begin with, in capitals. */
  begins: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    list: String.raw`,? and(?: also)?|,? or|,| &|,? as well as| vs\.?| versus| than`,
    with: String.raw`(?:along |together )?with|in the company of|beside|alongside|meets?|met|(?:ran|run|bumped?) into`,
    without: String.raw`without|not with|but not|and not|except|other than`,
    together: 'together|at the same time|side by side|meet|met|(?:ran|run|bumped?) into each other',
    withWhom: 'who(?:m)?',
    metThem: 'meet|met|with',
    present: String.raw`here|there|seen?|saw|spotted|sighted|sightings?|been|c[ao]me|coming|arriv\w*|enter\w*|left|leave|walk\w*|visit\w*|show(?:ed)? up|turn(?:ed)? up|around|in (?:today|yesterday)|on (?:camera|site)|together|more often|at the|meet|met|into|with`,
    who: String.raw`who(?:'s| is| are| was| were)|tell me about|do (?:we|you) know`,
    begins: String.raw`was|were|is|are|did|does|do|has|have|had|when|where|who|which|how|tell|show|find|any|and|so|but|ok|please|can|could|i|we|you|he|she|they`,
  },
  de: {
    list: ',? und(?: auch)?|,? oder|,| &|,? sowie| als',
    with: String.raw`(?:zusammen |gemeinsam )?(?:mit|neben)`,
    without: 'ohne|nicht mit|aber nicht|außer|ausser',
    together: 'zusammen|gemeinsam|gleichzeitig|zur gleichen zeit|getroffen|treffen|trafen|begegnet|begegneten',
    withWhom: 'mit wem|wem|wen',
    metThem: 'getroffen|traf|zusammen|gemeinsam|gesehen|hier|da|dort|begegnet',
    present: String.raw`hier|da|dort|gesehen|getroffen|trafen|begegnet|begegneten|sah(?:en)?|gekommen|k[ao]m\w*|zusammen|gemeinsam|betr[ae]t\w*|gegangen|ging\w*|besucht\w*|aufgetaucht|vor ort|öfter|mit`,
    who: 'wer (?:ist|sind|war|waren)|kennen (?:wir|sie)',
    begins: String.raw`trafen|traf|mit|wen|wem|was|welche\p{L}*|warum|wessen|war|waren|ist|sind|wurde|wurden|hat|haben|kam|kamen|wann|wo|wer|wie|und|oder|ist|haben|er|sie|wir|ich|zeige?|finde`,
  },
  fr: {
    list: ',? et(?: aussi)?|,? ou|,| &|,? ainsi que| que',
    with: String.raw`(?:en compagnie de |avec)|(?:rencontr|crois)(?:é|ée|és|ées|ait)`,
    without: 'sans|pas avec|mais pas|sauf|excepté',
    together: String.raw`ensemble|en même temps|(?:rencontr|crois)(?:é|ée|és|ées|aient)`,
    withWhom: 'avec qui|qui',
    metThem: String.raw`rencontrée?s?|croisée?s?|ici|là|vue?s?|était|est`,
    present: String.raw`ici|là|(?:rencontr|crois)(?:é|ée|és|ées|aient)|vue?s?|aperçue?s?|passée?s?|venue?s?|entrée?s?|arrivée?s?|partie?s?|présente?s?|ensemble|avec|souvent|était|étaient`,
    who: 'qui (?:est|sont|était)|connaissons-nous|connaissez-vous',
    begins: String.raw`est|est-ce|qu'est-ce|que|quel\p{L}*|quoi|comment|pourquoi|a-t-\p{L}+|avez-vous|avons-nous|ai-je|était|étaient|sont|a|ont|où|quand|qui|combien|et|il|elle|nous|avons|montre`,
  },
  es: {
    list: ',? y(?: también)?|,? e|,? o|,? u|,| &|,? así como| que',
    with: String.raw`(?:junto )?con|en compañía de|junto a`,
    without: 'sin|no con|pero no|salvo|excepto',
    together: String.raw`junt[oa]s|al mismo tiempo|a la vez|(?:se )?(?:encontraron|reunieron|vieron entre sí)|coincidieron|coincidido`,
    withWhom: 'con quién(?:es)?|a quién(?:es)?',
    metThem: String.raw`encontr\p{L}+|estuvo|vino|aquí|allí|reuni\p{L}+|está|estaba`,
    present: String.raw`aquí|allí|encontr\p{L}+|reuni\p{L}+|coincidi\p{L}+|vi[oe]\w*|vist[oa]s?|vimos|estuv\w+|estaba\w*|vino|vinieron|entr\w+|pas(?:ó|aron|ado)|lleg\w+|sali\w+|junt[oa]s|con|más`,
    who: 'quién(?:es)? (?:es|son|era)|conocemos a',
    begins: String.raw`a|con|qué|que|cuál\p{L}*|cuánt\p{L}*|cómo|por|estuvo|estuvieron|está|están|ha|han|vino|vinieron|fue|cuándo|dónde|quién|quiénes|vio|vimos|se|y|él|ella|muestra`,
  },
};

/** What is asked of logins, work or messages, and every order. */
export const OF_OTHER_MATTERS =
  /(?<!\p{L})(?:log(?:ged|ging|s)?|sign(?:ed|ing)?|log-?ins?|sign-?ins?|accounts?|alerts?|incidents?|address\w*|ips?|countr\w+|fail\w*|passwords?|get in|got in|devices?|rules?|notify|warn\w*|mut(?:e|ed)|bann?(?:ed)?|post(?:ed|s)?|wrote|messages?|assign\w*|on call|duty|shift|calls?|called|meeting|said|says?|tell (?:him|her|them)|told|discuss\w*|notes?|whenever|if|incidents?|prévien\w*|préven\w*|alert\w*|av[ií]s\p{L}*|notif\p{L}*|benachrichtig\w*|melde?|verständig\w*|anmeld\w*|angemeldet|passw\w*|fehl\w*|alarm\w*|vorf[aä]ll\w*|konto|konten|dienst|connex\w*|connect\w*|compte\w*|échou\w*|alertes?|astreinte|cover\w*|vertr[ei]t\p{L}*|übern[ei]mmt|remplac\p{L}*|sustitu\p{L}*|reemplaz\p{L}*|cubr\p{L}*|sesi[oó]n\w*|cuentas?|alertas?|guardia|contraseñ\w*)(?!\p{L})/iu;
/** Whose company is asked about where nobody else is named. */
const SOMEBODY =
  /(?<!\p{L})(?:who|any(?:one|body)|some(?:one|body)|people|strangers?|we[rmn]|jemand|qui|quelqu'un|quién(?:es)?|alguien)(?!\p{L})/iu;
export const DATES =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$|^(?:january|february|march|april|may|june|july|august|september|october|november|december)$|^(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|januar|februar|märz|mai|juni|juli|oktober|dezember|gestern|heute|woche|nacht|morgen|abend|monat)s?$/i;
const BEGINS_WITH_VERB = /^(?:und )?(?:(?:wann|wo|wie oft|wer) )?(?:war|waren|ist|sind|wurden?|hat|haben|kam|kamen) $/i;
/** What nobody is called in small letters. */
const NO_SMALL_NAME =
  /^(?:stay\w*|spen[dt]|remain\w*|(?:un)?accompanied|company|them?selves|himself|herself|visit\w*|alone)$/;
export const REFERENCE = String.raw`(?:per|PER|Per)-\d{1,9}|[Pp]erson_[0-9A-Fa-f]{8}`;
const CAPITALS = String.raw`\p{Lu}[\p{L}'-]+(?: (?:(?:de|da|van|von|der|la|al|bin|el) ){0,2}\p{Lu}[\p{L}'-]+){0,3}`;
/** What stands between names of one list. */
export const LISTED: Record<Language, string> = {
  en: WORDS.en.list,
  de: WORDS.de.list,
  fr: WORDS.fr.list,
  es: WORDS.es.list,
};
const LONGEST = 300;
const MOST_NAMES = 6;

export interface Name {
  from: number;
  to: number;
  name: string;
}

/** Such a question as a plan; null for every other message. `asks`: it is known to be about who was where, also of one name alone. */
export function peopleNamed(text: string, context: PlanContext, asks = false): Plan | null {
  const said = tidied(text);
  if (
    said.length > LONGEST ||
    OF_OTHER_MATTERS.test(said) ||
    context.pictures ||
    /\b(?!per|cam)[a-z]{3,6}-\d/i.test(said)
  )
    return null;
  const { language } = context;
  const words = WORDS[language];
  const names = namesIn(said, language);
  const before = (name: Name): string => said.slice(0, name.from);
  const led = (name: Name, by: string): string | null =>
    new RegExp(String.raw`(?<!\p{L})(?:${by}) (?:auch |also )?$`, 'iu').exec(before(name))?.[0] ?? null;
  const listed: Name[] = [];
  const company: Name[] = [];
  const unused: string[] = [];
  const spans: [number, number][] = [];
  let last: { name: Name; into: Name[] | null } | null = null;
  for (const name of names) {
    const gap = last && said.slice(last.name.to, name.from);
    const without = led(name, words.without);
    const beside = without === null ? led(name, words.with) : null;
    const into: Name[] | null = beside !== null ? company : null;
    if (without !== null) {
      unused.push(said.slice(name.from - without.length, name.to).trim());
      spans.push([name.from - without.length, name.to]);
      last = { name, into: null };
    } else if (into) {
      into.push(name);
      spans.push([name.from - beside!.length, name.to]);
      last = { name, into };
    } else if (listed.length + company.length === 0) {
      listed.push(name);
      spans.push([name.from, name.to]);
      last = { name, into: listed };
    } else if (last && gap !== null && new RegExp(String.raw`^(?:${words.list})\s+(?:an? |à )?$`, 'iu').test(gap)) {
      if (last.into) last.into.push(name);
      else unused.push(name.name);
      spans.push([last.name.to, name.to]);
      last = { name, into: last.into };
    }
  }
  // “who did he meet?”: whoever was with somebody, not that somebody
  if (
    listed.length === 1 &&
    company.length === 0 &&
    new RegExp(String.raw`^¿?(?:${words.withWhom})(?!\p{L})(?:.*(?<!\p{L})(?:${words.metThem})(?!\p{L}))`, 'iu').test(
      said,
    ) &&
    (language !== 'en' ||
      new RegExp(String.raw`^(?: ever| last)? (?:${words.metThem})(?!\p{L})`, 'iu').test(said.slice(listed[0]!.to)))
  )
    company.push(...listed.splice(0));
  const [first, ...others] = listed;
  // every noun has a capital in German: a name has two, or stands behind the verb that begins the question
  if (language === 'de' && first && !/[ _]|^PER-/.test(first.name) && !BEGINS_WITH_VERB.test(before(first)))
    return null;
  // one name alone is read by the grammar, which knows English best
  if (others.length + company.length + unused.length === 0 && ((language === 'en' && !asks) || !first)) return null;
  let rest = said;
  for (const [from, to] of spans) rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
  if (
    company.length === 0 &&
    new RegExp(String.raw`^(?:${words.begins}|[\s,])*(?:${words.who})(?!\p{L})`, 'iu').test(said) &&
    !has(rest, words.present)
  )
    return others.length === 0 ? null : whoEach(listed, context);
  const utterance = readUtterance(rest, language);
  const entities = readEntities(utterance.norm, context.now, context.timeZone);
  if (entities.ip || entities.email || entities.refs.length > 0 || entities.countries.length > 0) return null;
  const camera = cameraName({ utterance, start: 0, text: utterance.norm, entities, before: [], leftover: null });
  if (!camera && !asks && !has(said, words.present)) return null;
  if (entities.time?.problem) return null;
  const focus = PRONOUN.test(rest.toLowerCase()) && !first ? focusOf(context.history) : null;
  if (!first && (company.length === 0 || (focus?.person === undefined && !SOMEBODY.test(rest)))) return null;
  const where = args({ camera, range: entities.time?.range });
  const isTogether = has(rest, words.together);
  if (isTogether && company.length === 0) company.push(...others.splice(0));
  const asked = [first?.name ?? focus?.person, ...others.map(({ name }) => name)];
  const wanted = asked.flatMap((person): PlannedCall[] =>
    (company.length > 0 ? company : [null]).map((other) => ({
      tool: 'find_sightings',
      args: args({ person, with: other?.name, ...where }),
    })),
  );
  const calls = wanted.slice(0, MOST_NAMES);
  const no = deny(calls[0]!, context);
  return no ? { calls: [], say: no } : { calls, say: null, ...(unused.length > 0 && { unused }) };
}

function whoEach(listed: readonly Name[], context: PlanContext): Plan {
  const calls = listed.slice(0, MOST_NAMES).map(({ name }): PlannedCall => ({ tool: 'who_is', args: { label: name } }));
  const no = deny(calls[0]!, context);
  return no ? { calls: [], say: no } : { calls, say: null };
}

const has = (text: string, words: string): boolean =>
  new RegExp(String.raw`(?<!\p{L})(?:${words})(?!\p{L})`, 'iu').test(text);

/** The names of a message as typed; those without a capital only where the message has none at all. */
export function namesIn(said: string, language: Language): Name[] {
  const begins = new RegExp(String.raw`^(?:${WORDS[language].begins})$`, 'iu');
  const isSmall = language === 'en' && !/\p{Lu}/u.test(said.slice(1));
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:${REFERENCE}|${isSmall ? `[\\p{L}'-]{2,30}` : CAPITALS})`,
    'gu',
  );
  const found: Name[] = [];
  for (const match of said.matchAll(pattern)) {
    const words = match[0].replace(/'s$/, '').split(' ');
    let from = match.index;
    while (words.length > 0 && begins.test(words[0]!)) from += words.shift()!.length + 1;
    const name = words.join(' ');
    const isReference = new RegExp(`^(?:${REFERENCE})$`).test(name);
    if (name === '' || (!isReference && !words.every((word) => isName(word) && !DATES.test(word)))) continue;
    if (
      !isReference &&
      (!isPersonName(name) || (isSmall && (isUsualWord(name.toLowerCase()) || NO_SMALL_NAME.test(name))))
    )
      continue;
    // an order begins with its verb in French and Spanish: “Préviens-nous”, “Muéstrame”
    if (
      !/[\p{L}\p{N}]/u.test(said.slice(0, from)) &&
      !isReference &&
      words.length === 1 &&
      !new RegExp(String.raw`^(?:${WORDS[language].list}) `, 'iu').test(said.slice(name.length)) &&
      language !== 'en'
    )
      continue;
    const before = found.at(-1);
    if (isSmall && !isReference && before && said.slice(before.to, from) === ' ') {
      before.to = from + name.length;
      before.name = said.slice(before.from, before.to);
    } else
      found.push({
        from,
        to: from + name.length,
        name: isReference && /^per-/i.test(name) ? name.toUpperCase() : name,
      });
  }
  return found;
}
