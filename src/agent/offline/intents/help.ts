import type { Language } from '../../../domain/language.ts';
import { searchGuide } from '../../../pipeline/guide/search-guide.ts';
import { fold } from '../languages/gloss-rule.ts';
import { type Clause, calls, type PlanContext, type PlannedCall, type Recogniser } from '../plan-types.ts';

/** What SafeNest is and can do: answered by an overview of what the asker's role may ask for. */
const OVERVIEW =
  /^(?:so |and |hi,? |hello,? |excuse me,? )*what(?:'s| is)? (?:is )?(?:this(?: thing| place| tool| bot| app| page| program| system)?|safenest)(?: for| about| here| all about)?[?!. ]*$|^(?:please )?(?:help|commands?|usage|menu|options|\?+|man|instructions)(?: me| please)?[?!. ]*$|\bwhat (?:can|could|do|are) (?:you|u) (?:able to )?(?:do|ask|help|know|capable|say|understand|offer)\b|\bwhat (?:exactly )?is it (?:that )?you (?:do|can do)\b|\bwhat(?:'re| are| is)? (?:you|u) (?:good|useful|there|here|made|meant|built) (?:for|at)\b|\bwhat (?:can|could|may) i (?:do|ask|say)\b|\bwhat am i (?:allowed|permitted|able) to\b|\bwhat (?:else )?(?:can|could) (?:you|we|this|safenest) (?:do|offer|help)\b|\bwho are you\b|\bwhat are you\b|\bwhat(?:'s| is) your (?:name|job|purpose|function)\b|\b(?:your|the) (?:capabilities|features|abilities|skills|functions)\b|\b(?:can|could) you (?:help|assist)(?: me)?[?!. ]*$|^(?:i need|need some|get|show me|give me) (?:some )?(?:help|examples?|instructions)[?!. ]*$|\bwhat (?:kinds?|sorts?|types?) of (?:questions|things|stuff|requests|commands)\b|\bwhat (?:questions|commands|things|tools)\b.{0,30}\b(?:ask|use|have|there|say|know)\b|^(?:and |so )?(?:what|anything) else(?: is there| can i ask)?[?!. ]*$|\bexplain yourself\b|\bwhat (?:all )?(?:you|u) (?:can|could) (?:all )?(?:do|help|offer|answer)\b/;

/** "How many", "how did … go": questions about data, whatever they begin with. */
const DATA_HOW =
  /\bhow (?:many|much|often|long (?:did|was|were|has|have|had)|did|bad|come|are we|was|were|has|have|had|recent\w*|severe|serious|fast|secure|safe|risky|good)\b|\bhow (?:is|are|'s) (?:it|things|the|our|we)\b/;

const DOING = String.raw`(?:do|can|could|should|would|must|may|shall|does|might)`;
const ASKER = String.raw`(?:i|we|you|one|u|someone|somebody|anyone|anybody|people|they|my|our|this|that|it|the|an?|safenest|employees|officers|admins|managers|moderators|members|users)`;

/** How something is done, where something is, whether one may, what to do when: about SafeNest, never about its data. */
const HOW_TO = new RegExp(
  [
    String.raw`\bhow ${DOING} ${ASKER}\b`,
    String.raw`\bhow (?:would|do|can|should) (?:i|we|you|one) go about\b`,
    String.raw`\bhow to \w+`,
    String.raw`\bhow ${DOING} \w+ (?:be|get) (?:\w+ed|done|set|undone|put|kept|reset|sent|read|shown|made|given)\b`,
    String.raw`\bhow (?:is|are) (?:an? |the |my |our )?[\w -]{3,40} (?:different from|calculated|computed|decided|determined|stored|protected|kept|worked out|measured|encrypted|handled|assigned|deduplicated)\b`,
    String.raw`\bhow long (?:do|does|will) (?:we|you|it|they|safenest) (?:keep|store|hold|retain|save)\b|\b(?:is|are|does|do|will|can) (?:our|my|the|any|company) (?:\w+ )?data\b.{0,20}\b(?:sent|leave|leaves|shared|stored|kept|go|goes|encrypted|safe|anywhere|sold|used)\b|\bhow much (?:does|do|is|will) (?:the |an? |our |this )?(?:ai|language model|model|llm|chatgpt|claude|assistant)\b.{0,20}\b(?:cost|costs|price)\b`,
    String.raw`\bhow long (?:do|does|is|are|can|must|should|may) (?:an? |the |my |our )?(?:\w+ )?(?:passwords?|links?|sessions?|keys?|proposals?|data|logs?|events?|files?|messages?|cards?)\b`,
    String.raw`\bwhat (?:should|must|do|can|could) (?:i|we|one|you) do (?:if|when|after|about|with|against|in case)\b|\bwhat (?:to do|happens) (?:if|when|after)\b`,
    String.raw`\bwhere (?:do|can|could|should|would|must) (?:i|we|one|you)\b(?! stand)|\bwhere(?:'s| is| are) (?:the |my |your |our )?(?:[\w-]+ ){0,3}?(?:pages?|buttons?|api keys?|settings?|menus?|manual|guide|documentation|docs|help|tab|screen|switch|form|options?|api docs?|data (?:kept|stored)|files? (?:kept|stored))\b`,
    String.raw`\bwho (?:can|may|could|should|must|is able to|is allowed to|has the right to|is permitted to|has permission to|do (?:i|we)|gets to|needs to|decides|is in charge of)\b`,
    String.raw`\b(?:am i|are we|is one|is (?:an? |the )?(?:\w+ )?(?:officers?|admins?|managers?|moderators?|employees?)) (?:allowed|permitted|able)\b|\bdo (?:i|we) have (?:access|permission|rights?|the right)\b|\bwhat(?:'s| is) my role\b|\bmay (?:i|we) (?!have|see|get|please)`,
    String.raw`\bwhat(?:'s| is| does| do| can| may)? (?:an? )?(?:admins?|officers?|managers?|moderators?|employees?)(?: role)? (?:able|allowed|can|may|do|see|permitted)\b|\bwhat (?:can|may|does|do) (?:an? |the )?(?:admins?|officers?|managers?|moderators?|employees?)\b`,
    String.raw`\bis it (?:possible|allowed|ok|okay|safe) (?:to|that|if)\b|\bis there (?:an? |any )?(?:way|option|setting|button|shortcut|manual|guide|documentation|docs|api|dark|limit|export|backup|mobile|app)\b|\bare there (?:any )?(?:keyboard|shortcuts?|limits?|settings?|docs)\b|\b(?:is|are) [\w -]{2,40} (?:supported|possible|compatible|included|free of charge)\b`,
    String.raw`\b(?:do|does|can|could|will|would|did) (?:you|safenest|this|it|the (?:assistant|bot|ai|desk|system)) (?:also )?(?:support|remember|store|keep|learn|forget|speak|understand (?:german|french|spanish|english|other|my)|work (?:with|without|on|in|offline)|run (?:on|without)|hallucinate|make (?:things |stuff )?up|lie|need|cost|integrate|encrypt|send (?:my|our|any|data)|share|train)\b`,
    String.raw`\bdo (?:i|we) (?:need|have to)\b`,
    // "can I get it by e-mail?"
    String.raw`\b(?:can|could|may) (?:i|we) (?:also )?(?:get|have|receive|see) .{1,30}\b(?:by|via|per|through|as an?) (?:e-?mail|mail|slack|discord|teams|webhook|sms|text message|pdf|csv|mqtt)\b`,
    String.raw`\bwhy (?:can't|cannot|can not|don't|do not|am|are|do) (?:i|we)\b(?! (?:seeing|getting) (?:so many|failed|logins|alerts))|\b(?:i|we) (?:don't|do not|can't|cannot) see any (?:logins|alerts|data|logs|events|incidents)\b|\b(?:does|do|will|would|can) (?:the |an? )?(?:alerts?|incidents?|rules?|proposals?|importing|safenest|attackers?)\b(?! (?:from|of|in|for|with|that|did|was)\b)|\bwhy (?:is|are) there no\b|\bwhy (?:does|do|did) (?:you|it|safenest|this|the (?:answer|button|link|card|page)) (?:say|take|ask|refuse|not|no longer|do nothing)\b`,
    String.raw`\b(?:teach|show|tell) me how\b|\bget(?:ting)? started\b|\btutorial\b|\b(?:user )?(?:manual|guide|documentation)\b(?=[?!. ]*$)|\bhelp (?:me )?(?:with|understand\w*|using|on)\b`,
    String.raw`^(?:list|show|see|display)(?: me)?(?: all| the| our| all the| a list of(?: the)?)? (?:members|safenest users|members and roles|roles|api keys|settings|shortcuts)[?!. ]*$`,
    // Told rather than asked.
    String.raw`\b(?:i|we)(?:'ve| have)? (?:forgot|forgotten|don't remember|dont remember|do not remember|can't remember|lost) (?:my|our|the) (?:\w+ )?(?:password|passphrase|(?:sign[- ]?in |login )?link)\b|\b(?:i|we) (?:can't|cannot|can not|am unable to|are unable to) (?:log|sign)[ -]?(?:in|out|on)\b|\bmy (?:(?:sign[- ]?in|login|one[- ]time) )?link (?:has |is )?(?:\w+ )?(?:expired|not work\w*|doesn't work|broken|invalid|(?:says? (?:it's|it is) )?too old)\b|\bi(?:'m| am) locked out\b`,
  ].join('|'),
);

/** "Can I undo …?" asks; "can you undo that?" orders. */
const MAY_I =
  /\b(?:can|could) (?:i|we|one|anyone|somebody|someone|people|an? (?:admin|officer|manager|moderator|employee|attacker|hacker)|my (?:boss|manager|colleagues?)|others|employees|officers|admins|managers|moderators)\b/;
/** What makes "can I …" a request for data after all. */
const WANTS_DATA =
  /\b(?:can|could) (?:i|we) (?:please )?(?:have|see|get|view|know|look at|ask (?:you )?(?:to|for)|check|hear)\b/;
const POINTS = /\b(?:that|it|this|them|those|these)\b[?!. ]*$/;

const WHAT_IS =
  /\b(?:what(?:'s| is| are|s| was)|explain|define|describe|tell me about|what do you mean by|what is meant by|meaning of|definition of)\s+(?:the (?:meaning|definition|purpose|point|difference)s? (?:of|between|in)\s+)?(.+?)(?:\s+(?:exactly|please|to me|for me|in safenest|here|in plain (?:words|english)))*[?!. ]*$/;
const MEANS =
  /\bwhat (?:does|do|did) (?:the (?:word|status|severity|term|button) )?(.+?) (?:mean|stand for|do(?! (?:after|since|then|next|there|from|on|at|before|earlier|previously|wrong|so far|in the past|last|yesterday|today)))\b|\bmeaning of\b|\bwhat is meant by\b|\bwhat do you mean by\b|\bdifference between\b|\bwhat (?:counts|is counted|is considered|is regarded|qualifies|classes) (?:as )?|\bwhat makes (?:an?|something an?)\b|\bdefin(?:e|ition of)\b|\bhow (?:(?:is|are) (?:it|this|that|they|these) (?:any )?different|(?:does|do) (?:it|this|that|they|these) differ|it differs|(?:it|that)(?:'s| is) different)\b|^(?:(?:please|can you|could you) )*explain(?: to me)? what .{3,40} (?:is|are|means?)\b/;
/** Words that make "what is …" a question about what happened. */
const OF_DATA =
  /\b(?:happening|happened|going|went|new|newest|latest|last|first|next|recent|wrong|up|open|unusual|status|state|count|number|total|sum|average|top|most|biggest|worst|highest|our|today|yesterday|tonight|now|currently|there|left|pending|assigned|his|her|their|that|this|it|these|those|them|time|date|weather|news|situation|level|summary|trend|active|unassigned|unresolved|failed|password of|address of|country of|behind|about)\b|'s\b/;

/** How-to, where-is, what-is and may-I questions: answered from the guide. */
export const guide: Recogniser = (clause, context) =>
  moreOfPage(clause, context) ??
  (isGuideQuestion(clause, context.role === 'employee') || isForeignGuideQuestion(clause, context.language)
    ? calls(guideCall(clause))
    : null);

/** "then who can?", after an answer from the guide: asked of the same page. */
function moreOfPage({ text }: Clause, { history, tools }: PlanContext): ReturnType<Recogniser> {
  const last = history.at(-1)?.steps.findLast(({ ok }) => ok);
  if (last?.tool !== 'search_help' || !tools.has('search_help') || typeof last.args.query !== 'string') return null;
  return SAYS_NO_MATTER.test(text) ? calls({ tool: 'search_help', args: { query: last.args.query } }) : null;
}
const SAYS_NO_MATTER =
  /^(?:(?:and|so|but|ok(?:ay)?|then|well)[\s,]+)*(?:who|how|where|when)(?: (?:can|do|does|could|may|should|would|will|must|i|we|one|you|they|it|that|this|else|exactly|then|do))+[?!. ]*$/;

/** Something went wrong, and whoever tells of it asks what to do: "I clicked on a link in a weird email, what now?" */
const MISHAP =
  /\b(?:i|we|someone|somebody|a colleague|my \w+)(?: (?:have|has|had|just|accidentally|think|may|might|did|stupidly|ve))* ?(?:'ve )?(?:click\w*|open(?:ed)?|enter(?:ed)?|gave|given|typed?|told|sent|lost|left|stole|broke|hacked|called|download\w*|install\w*|repl(?:y|ied)|shared?|forward(?:ed)?|fell for|plugged|scanned|answered|call(?:ed)?|received|got)\b/;
const WHAT_NOW =
  /\bwhat (?:now|next|to do|do (?:i|we) do|(?:should|shall|must|can) (?:i|we) do|(?:should|shall) happen)\b|\b(?:help|now what|is (?:that|this|it) (?:bad|dangerous|a problem|ok|okay))\b[^.]*\?*\s*$/;

/** Whether a whole message tells of a mishap and asks what to do: the guide knows, and nothing is done by itself. */
export function isMishap({ text, entities }: Pick<Clause, 'text' | 'entities'>): boolean {
  return (
    MISHAP.test(text) &&
    WHAT_NOW.test(text) &&
    entities.refs.length === 0 &&
    !/\b(?:open|create|raise|report|log|file) (?:an?|the|it|this|that)\b/.test(text)
  );
}

/** What SafeNest can do for this person. */
export const help: Recogniser = ({ text, entities }) =>
  OVERVIEW.test(text) && entities.refs.length === 0 ? calls({ tool: 'help', args: {} }) : null;

/** An order, whose title or comment may say anything: "open an incident: nobody knows how to reset the alarm". */
const ORDER =
  /^(?:please |kindly |now |then |and |also |just |i (?:want|need|would like|'d like) (?:you )?to )*(?:open|create|raise|log|file|start|report|declare|comment|note|add|close|resolve|mark|re-?assign|assign|set|acknowledge|ack|undo|link|propose|draft|make|change|escalate|dismiss|put|take|warn|ban|mute|kick|re-?open|notify|alert) (?!to safenest)/;

/** "how can we be safer?" asks for advice on what there is, not for a page of the guide. */
const BETTER =
  /\b(?:how|what|where) (?:can|could|should|must|do) (?:i|we) (?:do to )?(?:(?:be|get|become|stay|make (?:us|things|ourselves)) (?:even |much |more )*(?:safer?|secure|better protected)|improve|do better)\b/;

/** Whether a message asks how something is done rather than for it. */
export function isGuideQuestion({ text, entities }: Pick<Clause, 'text' | 'entities'>, mayRead = false): boolean {
  if (OVERVIEW.test(text) || ORDER.test(text) || BETTER.test(text)) return false;
  // What names one thing or one time wants to know of that.
  const isNamed =
    entities.refs.length > 0 || entities.ip !== null || entities.email !== null || /(?<![\w.])@\w/.test(text);
  const isHow =
    HOW_TO.test(text) &&
    // "at which hours do alerts come in?" counts them
    entities.groupBy !== 'hour' &&
    !/\bhow (?:do|does) .{1,40}\bcompare\b/.test(text) &&
    !(DATA_HOW.test(text) && !/\bhow (?:do|can|could|should|to|does)\b/.test(text));
  if (isHow && !isNamed && !/\blooks?(?: like)?\b(?! (?:at|up|for|into)\b)/.test(text))
    return !(entities.time !== null && asksOfPast(text));
  if (isNamed) return false;
  if (MAY_I.test(text) && !(WANTS_DATA.test(text) && !mayRead) && !POINTS.test(text)) return entities.time === null;
  return entities.time === null && entities.groupBy === null && asksWhatIs(text, entities.kinds);
}

/** The same, asked in another language: read as it was typed, but for its accents, since not every verb has an English gloss. */
const FOREIGN: Record<Exclude<Language, 'en'>, { asks: RegExp; data: RegExp }> = {
  de: {
    asks: /^(?:bitte )?(?:wie lange (?:werden|wird|bleib\p{L}*|behaltst?|behaltet|speicher\p{L}*|bewahr\p{L}*|heb\p{L}*)\b|wie (?:kann|muss|soll|darf|geht|macht|funktioniert|\p{L}+e? (?:ich|man|wir))\b|wo (?:kann|finde|ist|sind|steht|sehe|stelle|andere)\b|wer (?:darf|kann|muss)\b|darf (?:ich|man)\b|(?:darf|kann|sieht) (?:mein|meine|der|die|ein|eine) (?:chef\p{L}*|vorgesetzte\p{L}*|kolleg\p{L}*|admin\p{L}*|leitung|firma)\b|(?:mein|meine|der|die) (?:chef\p{L}*|vorgesetzte\p{L}*|kolleg\p{L}*|admin\p{L}*|leitung|firma) (?:darf|kann|sieht)\b|(?:kann|muss) (?:ich|man|wir)\b|was (?:ist|sind|bedeutet|heißt|versteht man unter|passiert,? wenn|mache ich|tun)\b|erklar\p{L}* (?:mir )?|was (?:kann|darf) (?:ein|eine)\b|wer (?:sieht|liest|hat zugriff)\b|wo (?:sind|ist|finde)\b|ich (?:hab|habe) (?:mein|das) (?:passwort|kennwort) vergessen)/u,
    data: /\bwie (?:stehen|liegen|schneiden) wir\b|\bwie (?:viele?|oft|lange(?! (?:werden|wird|bleib|behalt|behalt|speicher|bewahr|heb))|war|waren|ist|sind|sieht|steht|lauft|geht es)\b|\bwas (?:ist|sind|steht|bleibt) (?:los|passiert|neu|offen|noch|hier|davon|daran|zu|der status|die|das|der|mit|in|heute|gestern|unser\p{L}*)\b|\bwas kannst du\b|\bwer (?:hat|ist|war)\b/u,
  },
  fr: {
    asks: /^(?:s'il (?:te|vous) plait,? )?(?:combien de temps (?:gard|conserv|rest|dur|sont|est)\p{L}*|comment (?:puis|peut|faire|fait|on|je|un|une|le|la|les|mon|ma|nos|notre|\p{L}+er|\p{L}+ir|\p{L}+re|fonctionne|se)\b|ou (?:puis|peut|se trouve|est|sont|trouver|je)\b|qui (?:peut|a le droit|doit)\b|puis-je\b|(?:est-ce que )?(?:mon|ma|mes|le|la|l'|les) ?(?:chef|responsable|patron\p{L}*|collegues?|admin\p{L}*|direction) (?:peu(?:t|vent)|voi(?:t|ent))\b|(?:est-ce que )?je peux\b|qu'est-ce qu(?:e|')|que signifie\b|que veut dire\b|c'est quoi\b|expliqu\p{L}* (?:-moi )?|j'ai (?:oublie|perdu) mon mot de passe)/u,
    data: /\bcombien\b(?! de temps (?:gard|conserv|rest))|\bcomment (?:va|vont|s'est|etait|se passe|se porte)\b|\bqu'est-ce qu(?:e|') ?(?:il|qui|tu|vous|on|s'est|est arrive)\b|\bqu'est-ce (?:qui|que j'ai)\b/u,
  },
  es: {
    asks: /^(?:por favor,? )?[¿ ]*(?:como (?:puedo|puede|se|\p{L}+o|hago|un|una|el|la|funciona|\p{L}+(?:ar|er|ir))\b|cuanto tiempo (?:se )?(?:guard|conserv|dur|qued)\p{L}*|quien (?:ve|lee|tiene acceso)\b|donde (?:puedo|esta|estan|se|encuentro|veo|cambio)\b|quien (?:puede|tiene permiso|debe)\b|¿?puedo\b|(?:puede|puede ver|ve) (?:mi|el|la) (?:jef[ea]|responsable|coleg\p{L}*|admin\p{L}*|direccion)\b|(?:mi|el|la) (?:jef[ea]|responsable|coleg\p{L}*|admin\p{L}*|direccion) (?:puede|ve)\b|que (?:es|son|significa|quiere decir|pasa si|hago si|puede hacer un)\b|explica\p{L}* |(?:he olvidado|olvide) mi contrasena)/u,
    data: /\bcuant[oa]s?\b(?! tiempo (?:se )?(?:guard|conserv|qued))|\bcomo (?:va|van|esta|estuvo|fue|estamos)\b|\bque (?:es|son) (?:lo|la|los|las|el)\b|\bque paso\b|\bque puedes\b/u,
  },
};

/** What comes again and again is at no time: "wie bekomme ich jeden Montag einen Bericht?" */
const EVERY = /\b(?:jede[nsr]?|chaque|tous les|toutes les|cada|todos los|todas las)\b/;
/** Where one's own things are is no matter of the guide. */
const OWN = /\b(?:wo (?:ist|sind) meine?|ou (?:est|sont) m(?:on|a|es)|donde (?:esta|estan) mis?)\b/;

function isForeignGuideQuestion({ utterance, start, text, entities }: Clause, language: Language): boolean {
  if (language === 'en' || entities.refs.length > 0 || entities.ip || entities.email) return false;
  const typed = fold(utterance.rawSlice(start, start + text.length)).replaceAll('’', "'");
  const { asks, data } = FOREIGN[language];
  return asks.test(typed) && !data.test(typed) && !OWN.test(typed) && (entities.time === null || EVERY.test(typed));
}

/** "How can our accounts have failed yesterday": about what was, for all its form. */
const asksOfPast = (text: string): boolean =>
  /\b(?:who|where|why)\b.*\b(?:did|was|were|had|logged|signed|tried)\b/.test(text);

function asksWhatIs(text: string, kinds: readonly string[]): boolean {
  const explained = MEANS.exec(text);
  if (explained && !/\b(?:we|they|he|she|our)\b/.test(text)) return true;
  const what = WHAT_IS.exec(text)?.[1];
  if (!what || what.length > 60 || /\d/.test(what)) return false;
  // "what's on my plate?" is about one's own
  if (/^(?:on|in|at|with|for|up with) (?:my|our)\b|^my\b|^on \S+ (?:plate|desk|list|agenda)\b/.test(what)) return false;
  if (isAttack(what)) return true;
  const isIndefinite = /^(?:an?|the term|the word)\s/.test(what);
  if (OF_DATA.test(what.replace(/^(?:an?|the)\s/, '')) && !isIndefinite) return false;
  if (isIndefinite) return true;
  if (/^the\b/.test(what) && !/^explain|^define/.test(text)) return false;
  // "What are open alerts?" counts alerts, "what are alerts?" does not; a name is nobody's concept.
  const words = what.split(' ');
  if (kinds.length > 0) return words.length === 1;
  return words.length <= 4 && covers(what);
}

/** Whether the guide has words for it at all. */
const covers = (what: string): boolean => (searchGuide(what, { most: 1 })[0]?.covers ?? 0) >= 0.6;

/** "Brute force" and its like are words of the guide before they are something to be looked for. */
function isAttack(what: string): boolean {
  const [hit] = searchGuide(what, { most: 1 });
  return hit?.section.page === 'attacks' && hit.covers >= 0.75 && !OF_DATA.test(what);
}

const LONGEST_QUERY = 300;

/** The call that looks it up: the asker's own words, as far as they matter. */
export function guideCall(clause: Clause, offer = false): PlannedCall {
  const { utterance, start, text } = clause;
  // what is in another language is looked up as it was typed: the guide knows its words
  const said = utterance.language === 'en' ? utterance.readSlice : utterance.rawSlice;
  const query = said(start, start + text.length)
    .trim()
    .slice(0, LONGEST_QUERY);
  return { tool: 'search_help', args: { query, ...(offer ? { offer: true } : {}) } };
}

/** What the guide may have for a message that nothing else understood; null where no section fits well. */
export function offered(clause: Clause, language: Language): PlannedCall | null {
  const { time, refs, ip, email } = clause.entities;
  if (time !== null || refs.length > 0 || ip !== null || email !== null) return null;
  const call = guideCall(clause, true);
  const [hit] = searchGuide(String(call.args.query), { most: 1, language });
  return hit && hit.covers >= 0.75 && hit.terms >= 2 ? call : null;
}
