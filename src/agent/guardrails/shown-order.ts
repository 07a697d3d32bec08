import { claimsIn } from './citations.ts';

/** Texts of others that an answer may repeat, and the references that stand in them. */
export interface OthersTexts {
  texts: readonly string[];
  refs: ReadonlySet<string>;
}

/**
 * The references of an answer in the order in which it shows them. One that also stands in somebody's text counts where it
 * begins a line or stands outside that text: a title that names others must not change which is "the second one".
 */
export function inShownOrder(answer: string, { texts, refs }: OthersTexts): string[] {
  const blanked = texts
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, theirs) => text.replaceAll(theirs, ' '.repeat(theirs.length)), answer);
  const outside = claimsIn(blanked);
  const places = new Map<string, number>();
  for (const { ref, start } of claimsIn(answer)) {
    const place = !refs.has(ref)
      ? start
      : beginsLine(answer, start)
        ? start
        : (outside.find((claim) => claim.ref === ref)?.start ?? answer.length);
    places.set(ref, Math.min(place, places.get(ref) ?? answer.length));
  }
  return [...places].sort(([, a], [, b]) => a - b).map(([ref]) => ref);
}

const beginsLine = (text: string, start: number): boolean =>
  !/\p{L}/u.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));
