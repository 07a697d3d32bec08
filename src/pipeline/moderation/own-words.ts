/** A passage in quotation marks. An apostrophe is none: it stands within words. */
const QUOTED = /"([^"\n]{1,400})"|“([^”\n]{1,400})”|„([^“”\n]{1,400})[“”]|«([^»\n]{1,400})»|»([^«\n]{1,400})«/gu;

/** So far before and after a quotation it is looked for whose words it tells. */
const NEAR = 80;

/** Somebody says or writes something: what stands after it in quotation marks is theirs. */
const SAYS =
  /(?<!\p{L})(?:sa(?:id|ys?|ying)|goes|went|wr(?:ote|ites?|iting|itten)|dm'?e?d|dms|messaged|messages|texted|texts|told|tells|telling|call(?:ed|s|ing)|posted|posts|commented|yell(?:ed|s|ing)|shout(?:ed|s|ing)?|scream(?:ed|s|ing)?|growl(?:ed|s)?|snarl(?:ed|s)?|whisper(?:ed|s)?|answer(?:ed|s)|repl(?:ied|ies)|asked|quote[sd]?|quoting|like|be like|heard|threaten(?:ed|s)|named?|titled|lyrics?|verse|line|scene|chapter|page|song|exhibit|sagt(?:e|en)?|schrieb(?:en)?|schreibt|geschrieben|genannt|nannte|nennt|meinte|rief|dit|disait|écrit|écrivait|traitée?s?|appelée?s?|dijo|dice|escribió|escribe|llamó|llama|gritó|heißt|bedeutet|signifie|significa|veut dire|means?|meaning|word|slurs?|rule|phrase|wort|mot|palabra)(?!\p{L})/iu;
/** Words of one's own that are said once more stay one's own. */
const OF_MINE =
  /(?<!\p{L})(?:i|i'?ll|i'?m|we|my (?:message|words?|answer)|ich|je|yo)(?: (?:just|already|only|also|will|would|am|can|must|have|once|literally|do|now))*(?: to you)? ?(?:sa(?:id|y|ying)|wr(?:ote|ite)|told|tell(?:ing)?|repeat|mean(?:t)?|call(?:ed)?|sage?|sagte|dis|digo|dije)?[^\p{L}]*(?:you|it|again|dir|te)?[^\p{L}]*$/iu;
/** After a quotation: it is asked, judged or told of. */
const TOLD_AFTER =
  /^[,.!]?\s*(?:\?|means?(?!\p{L})|(?:he|she|they|someone|somebody|people|it|who|whoever|that|the|er|sie|il|elle|él|ella)(?: \p{L}+){0,2} (?:sa(?:id|ys)|wrote|write|yell|scream|shout|growl|goes|went|told|means|like)|(?:is|are|was|were|gets?|counts|means|isn'?t|on the|to (?:someone|somebody|a|me|him|her|us|them|people)|in (?:english|german|french|spanish)|at (?:someone|somebody|me|him|her|people|us)|heißt|bedeutet|ist|veut dire|est|significa|es)(?!\p{L})|(?:he|she|they) (?:said|wrote)|said|says|wrote|lol great line|omg|wow)/iu;

/**
 * A text without what it tells of somebody else: quotations after who said, wrote or called them so, that are asked about, or that are talked of. Of the same
 * length, so that places in it are places in the text. What somebody puts in quotation marks for themselves stays theirs: `you “idiot”`.
 */
export function ownWords(text: string): string {
  if (!/["“„«»]/u.test(text)) return text;
  let result = '';
  let from = 0;
  let told = false;
  for (const match of text.matchAll(QUOTED)) {
    const end = match.index + match[0].length;
    const before = text.slice(Math.max(from, match.index - NEAR), match.index);
    const after = text.slice(end, end + NEAR);
    // the same sentence goes on to the next quotation: “…,” he said, “and …”
    told = isTold(before, after) || (told && !/[.!?]\s*$|(?<!\p{L})you(?!\p{L})/iu.test(before.trimEnd()));
    if (!told) continue;
    result += text.slice(from, match.index) + ' '.repeat(match[0].length);
    from = end;
  }
  return from === 0 ? text : result + text.slice(from);
}

function isTold(before: string, after: string): boolean {
  const clause = before.replace(/^.*[.!?\n]\s+(?=\S)/su, '');
  if (SAYS.test(clause)) return !OF_MINE.test(clause);
  return TOLD_AFTER.test(after);
}

/** Whether a text is one quotation and nothing else. */
export const isQuotation = (text: string): boolean => /^["“„«»][^"”“»«]+["”“»«][.!]?$/u.test(text.trim());
