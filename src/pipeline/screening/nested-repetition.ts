/** What is open while a pattern is read: a group, or the pattern itself. */
interface Open {
  begin: number;
  /** Something in it may repeat without end. */
  endless: boolean;
}

/** `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`; lazy or not. */
const QUANTIFIER = /^(?:[*+?]|\{\d+(?:,\d*)?\})/;
const isEndless = (quantifier: string): boolean => /^[*+]|,\}$/.test(quantifier);

/**
 * The first group of a pattern that repeats without end what itself repeats without end, like `(a+)+`, as it is written; null where
 * there is none. For patterns that compile.
 */
export function repetitionWithin(pattern: string): string | null {
  const open: Open[] = [{ begin: 0, endless: false }];
  for (let at = 0; at < pattern.length; ) {
    const begin = at;
    const sign = pattern[at]!;
    let group: Open | null = null;
    if (pattern.startsWith('\\Q', at)) {
      const end = pattern.indexOf('\\E', at + 2);
      at = end < 0 ? pattern.length : end + 2;
    } else if (sign === '\\') at = afterEscape(pattern, at);
    else if (sign === '[') at = afterClass(pattern, at);
    else if (sign === '(') {
      open.push({ begin, endless: false });
      at++;
      continue;
    } else if (sign === ')') {
      group = open.length > 1 ? open.pop()! : null;
      at++;
    } else at++;
    const quantifier = sign === '|' ? '' : (QUANTIFIER.exec(pattern.slice(at, at + 12))?.[0] ?? '');
    at += quantifier.length;
    if (quantifier !== '' && pattern[at] === '?') at++;
    const endless = isEndless(quantifier);
    if (endless && group?.endless) return shortened(pattern.slice(group.begin, at));
    if (endless || group?.endless) open.at(-1)!.endless = true;
  }
  return null;
}

function afterEscape(pattern: string, at: number): number {
  // \p{Greek}, \x{10FFFF}
  const named = /^\\[pPx]\{[^}]*\}/.exec(pattern.slice(at, at + 60));
  return at + (named ? named[0].length : 2);
}

/** A bracket right after the opening one, or after `[^`, is a letter like any other; `[:alpha:]` stands inside. */
function afterClass(pattern: string, begin: number): number {
  let at = begin + 1;
  if (pattern[at] === '^') at++;
  if (pattern[at] === ']') at++;
  while (at < pattern.length && pattern[at] !== ']') {
    const posix = /^\[:\^?\w+:\]/.exec(pattern.slice(at, at + 20));
    if (posix) at += posix[0].length;
    else at = pattern[at] === '\\' ? afterEscape(pattern, at) : at + 1;
  }
  return at + 1;
}

const shortened = (text: string): string => (text.length <= 40 ? text : `${text.slice(0, 39)}…`);
