/** What people type into a search, as a tree. `prefix`: the last word may go on (`web*` finds `webmaster`). */
export type SearchQuery =
  | { kind: 'words'; text: string; prefix: boolean }
  | { kind: 'not'; of: SearchQuery }
  | { kind: 'and' | 'or'; of: SearchQuery[] };

type Token = { kind: 'words'; text: string; prefix: boolean } | { kind: 'open' | 'close' | 'and' | 'or' | 'not' };

/** What a query may hold; the rest is left out. */
const LIMITS = { characters: 500, tokens: 100, depth: 12 };

/**
 * Reads words, "phrases", AND, OR, NOT (in capitals; or -word) and parentheses; words side by side must all occur. What is
 * broken is mended: a quote or parenthesis left open ends with the query, an operator without its operand is dropped.
 * Null when there is nothing to look for.
 */
export function parseSearch(text: string): SearchQuery | null {
  const tokens = tokenise(text.slice(0, LIMITS.characters)).slice(0, LIMITS.tokens);
  let at = 0;
  const next = (kind: Token['kind']): boolean => tokens[at]?.kind === kind && ++at > 0;

  const anyOf = (depth: number): SearchQuery | null => {
    const parts = [allOf(depth)];
    while (next('or')) parts.push(allOf(depth));
    return join('or', parts);
  };
  const allOf = (depth: number): SearchQuery | null => {
    const parts: (SearchQuery | null)[] = [];
    for (let token = tokens[at]; token && token.kind !== 'or' && token.kind !== 'close'; token = tokens[at]) {
      parts.push(one(depth));
    }
    return join('and', parts);
  };
  const one = (depth: number): SearchQuery | null => {
    const token = tokens[at++];
    switch (token?.kind) {
      case 'words':
        return token;
      case 'not': {
        const following = tokens[at]?.kind;
        if (following === 'or' || following === 'close') return null;
        const of = one(depth);
        return of && { kind: 'not', of };
      }
      case 'open': {
        // deeper parentheses are read as if they were not there
        if (depth >= LIMITS.depth) return null;
        const inner = anyOf(depth + 1);
        next('close');
        return inner;
      }
      default:
        return null;
    }
  };

  const parts: (SearchQuery | null)[] = [];
  while (at < tokens.length) {
    parts.push(anyOf(0));
    // a parenthesis that closes nothing
    next('close');
  }
  return join('and', parts);
}

function join(kind: 'and' | 'or', parts: (SearchQuery | null)[]): SearchQuery | null {
  const of = parts.filter((part) => part !== null);
  return of.length > 1 ? { kind, of } : (of[0] ?? null);
}

const TOKEN = /["“”„]([^"“”„]*)(?:["“”„]|$)|([()])|(-(?=[^\s()-]))|([^\s()"“”„]+)/gu;
const OPERATORS: Record<string, 'and' | 'or' | 'not' | 'open' | 'close'> = {
  AND: 'and',
  '&&': 'and',
  OR: 'or',
  '||': 'or',
  NOT: 'not',
  '(': 'open',
  ')': 'close',
};

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let end = -1;
  for (const match of text.replaceAll('\0', ' ').toWellFormed().matchAll(TOKEN)) {
    const [whole, phrase, parenthesis, minus, word] = match;
    const glued = match.index === end;
    end = match.index + whole.length;
    if (phrase !== undefined) {
      if (/[\p{L}\p{N}]/u.test(phrase)) tokens.push({ kind: 'words', text: phrase, prefix: false });
    } else if (minus !== undefined) {
      // a hyphen inside what was glued together, as in `"reverse mapping"-x`, denies nothing
      if (!glued || tokens.at(-1)?.kind === 'open') tokens.push({ kind: 'not' });
    } else {
      const operator = OPERATORS[(parenthesis ?? word)!];
      if (operator) tokens.push({ kind: operator });
      else if (/[\p{L}\p{N}]/u.test(word!)) {
        const prefix = /[\p{L}\p{N}]{2,}\*$/u.test(word!);
        tokens.push({ kind: 'words', text: prefix ? word!.slice(0, -1) : word!, prefix });
      }
    }
  }
  return tokens;
}
