/** Short forms whose dot ends no sentence, in the languages of the product; those that often end one ("etc.", "usw.") are left out. */
const SHORT_FORMS = [
  'e\\.g|i\\.e|approx|vs|no|nos|dr|mr|mrs|ms|prof|fig|resp',
  'z\\.\\s?b|d\\.\\s?h|u\\.\\s?a|o\\.\\s?ä|bzw|ca|nr|ggf|inkl|exkl|evtl|vgl|abs|tel|str|sog|st',
  'p\\.\\s?ex|c\\.-à-d|env|n°|mme|mlle|art|av|apr',
  'p\\.\\s?ej|sr|sra|núm|aprox|pág|ee',
  'jan|janv|feb|febr|févr|mar|mär|abr|jun|jul|juil|aug|ago|sep|sept|okt|oct|nov|dez|dec|déc|dic',
  // “a. m.”, “M. Dupont”; other capitals are names of things: “building B.”
  '(?-i:[a-zà-ÿ]|M)',
].join('|');
/** Days of the week as they are shortened before a date, “jeu. 20 nov.”; “es ist so.” ends a sentence. */
const WEEKDAYS = 'lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom|mo|di|mi|do|fr|sa|so';
/**
 * A sentence ends at a line break, or at a mark that is followed by a space. A number with a dot may be a day, `20. November`,
 * `9.–15. November`; a short form with one is none either, `z. B.`.
 */
const END = new RegExp(
  String.raw`(?:[!?]|(?<!(?:^|[\s(]|\d\.?\s?[–-]\s?)\d{1,2})(?<!(?<![\p{L}\p{N}])(?:${SHORT_FORMS}))(?!(?<=(?<![\p{L}\p{N}])(?:${WEEKDAYS}))\.\s{1,2}\d)\.)(?=\s)\s?|\n`,
  'giu',
);
/** Characters after which a sentence without end is cut, and how many more are waited for first: an address may go on. */
const LONGEST = 1200;
const WAITED = 300;
const PREFIX = '(?:ALR|INC|RULE|PROP|LOG|CAM|EVT|(?<![A-Za-z])(?:PER|ACT|APL)|CASE)';
/** Letters of a reference whose number may stand on the next line. */
const OPEN_LINE = new RegExp(String.raw`(?<![\p{L}\p{N}])${PREFIX}[\s_*\x60~\\\p{Pd}]{0,12}\n$`, 'iu');
/** A key that may go on in the next line. */
const OPEN_KEY =
  /(?<![A-Za-z0-9])(?:A[KSBC][IC]A[0-9A-Z]{0,15}|(?:sk|xapp|xox[a-z]|glpat|gh[pousr]|hf|npm|whsec|[rs]k_(?:live|test))[-_][A-Za-z0-9_-]{0,19})\n$/;
/** A day of the week whose date is still to come. */
const OPEN_WEEKDAY = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${WEEKDAYS})\.\s{1,2}$`, 'iu');
const OPEN_CLAIM = new RegExp(String.raw`${PREFIX}[\W_]*$`, 'i');

/** Which marks end what another one began; the German end is what English begins with. */
const CLOSES: Readonly<Record<string, string>> = { '“': '”', '„': '“”', '«': '»' };
/** A quotation is no longer than this. */
const LONGEST_QUOTE = 400;

/**
 * Whether a place stands within quotation marks of its line: what somebody else wrote there ends no sentence of ours. `open` where
 * the text does not yet say whether they will be closed.
 */
function quoteAround(text: string, at: number): 'closed' | 'open' | null {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  let begun = -1;
  let ends = '';
  for (let index = line; index < at; index++) {
    const sign = text[index]!;
    if (begun >= 0 && ends.includes(sign)) begun = -1;
    else if (begun < 0 && CLOSES[sign]) [begun, ends] = [index, CLOSES[sign]];
    else if (begun >= 0 && index - begun > LONGEST_QUOTE) begun = -1;
  }
  if (begun < 0) return null;
  for (let index = at; index < text.length && index - begun <= LONGEST_QUOTE; index++) {
    if (text[index] === '\n') return null;
    if (ends.includes(text[index]!)) return 'closed';
  }
  return text.length - begun > LONGEST_QUOTE ? null : 'open';
}

/**
 * Where the first sentence of a text ends; 0 while that cannot be said. The same for a text however it arrives, since it
 * looks no further than a fixed distance; `final` says that nothing more will come.
 */
export function nextSentence(text: string, final: boolean, maxLength: number): number {
  END.lastIndex = 0;
  for (let match = END.exec(text); match; match = END.exec(text)) {
    const end = match.index + match[0].length;
    if (end > LONGEST + WAITED) break;
    const tail = text.slice(Math.max(0, end - 40), end);
    if (!final && end === text.length && OPEN_WEEKDAY.test(tail)) return 0;
    if (OPEN_LINE.test(tail) || OPEN_KEY.test(tail)) continue;
    const quote = match[0] === '\n' ? null : quoteAround(text, match.index);
    if (quote === 'open' && !final) return text.length > LONGEST + WAITED ? cutWithin(text, maxLength) : 0;
    if (quote === 'closed') continue;
    return end;
  }
  if (text.length > LONGEST + WAITED) return cutWithin(text, maxLength);
  return final ? text.length : 0;
}

/** Where a sentence without end may be cut: at a space, well before what is still being written; 0 where nowhere. */
function cutWithin(text: string, maxLength: number): number {
  for (let at = LONGEST; at > 0; at--) {
    if (/\s/.test(text[at - 1]!) && !OPEN_CLAIM.test(text.slice(Math.max(0, at - 20), at))) return at;
  }
  // Nothing so long is an answer any more: it is handed over as it is, to be cut off.
  return text.length > maxLength ? text.length : 0;
}

/** A text cut where its sentences end. */
export function sentences(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(END)) {
    if (match[0] !== '\n' && quoteAround(text, match.index) === 'closed') continue;
    parts.push(text.slice(from, match.index + match[0].length));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}
