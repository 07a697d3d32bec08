import { FOREIGN } from './known-numbers.ts';

/** Words with dots between them, in lower case. */
export const namesIn = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/gu) ?? [];

/** Names with dots that stand in fields of our own, as accounts do; what others wrote names nobody. */
export function addNames(names: Set<string>, data: unknown): void {
  if (typeof data === 'string') {
    if (data.length <= 200) for (const name of namesIn(data)) names.add(name);
  } else if (Array.isArray(data)) for (const one of data) addNames(names, one);
  else if (typeof data === 'object' && data !== null)
    for (const [field, value] of Object.entries(data)) if (!FOREIGN.test(field)) addNames(names, value);
}
