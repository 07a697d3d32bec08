import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import type { SaidFigures } from '../../messages/turn.ts';
import { referencesIn } from './citations.ts';
import type { KnownNumbers } from './known-numbers.ts';
import type { NumberClaim } from './number-claims.ts';
import { carriedClaims } from './numbers.ts';
import { sentences } from './sentences.ts';

/**
 * What the figures of an answer stand on, for the turns after it. A figure that somebody else's text holds is that text's,
 * unless it was also returned or said as one; a figure that nothing carries is noted nowhere, and so vouches for nothing.
 * `isGrammar`: our grammar wrote the answer, whose own figures need nothing to carry them.
 */
export function figuresOf(
  answer: string,
  { known, language, isGrammar }: { known: KnownNumbers; language: Language; isGrammar: boolean },
): SaidFigures {
  const numbers = new Set<number>();
  const times = new Set<number>();
  const days = new Set<string>();
  const years = new Set<number>();
  const quoted = new Map<string, Set<number>>();

  for (const sentence of sentences(answer))
    for (const { claim, isCarried } of carriedClaims(sentence, known, language)) {
      const value = numberIn(claim);
      if (value === null) continue;
      const holders = [...known.foreign].filter(([, held]) => held.has(value)).map(([ref]) => ref);
      if (holders.length > 0 && !isKnown(claim, known)) {
        for (const ref of holders) quoted.set(ref, (quoted.get(ref) ?? new Set()).add(value));
        continue;
      }
      if (!isCarried && !isGrammar) continue;
      if (claim.kind === 'time') times.add(claim.minutes);
      else if (claim.kind === 'day') days.add(`${claim.day}-${claim.month}`);
      else if (claim.kind === 'year') years.add(claim.year);
      else for (const part of [value, ...(claim.kind === 'count' ? claim.parts : [])]) numbers.add(part);
    }
  return {
    ours: { numbers: [...numbers], times: [...times], days: [...days], years: [...years] },
    quoted: Object.fromEntries([...quoted].map(([ref, values]) => [ref, [...values]])),
    names: known.names.in(answer),
  };
}

/** The number by which a text that others wrote is looked through; null for what is not looked for there. */
function numberIn(claim: NumberClaim): number | null {
  switch (claim.kind) {
    case 'count':
    case 'percent':
      return claim.values[0] ?? null;
    case 'time':
      return Math.floor(claim.minutes / 60);
    case 'day':
      return claim.day;
    case 'year':
      return claim.year;
    default:
      return null;
  }
}

/** Whether it stands there as it is: what merely follows from other figures is no reason to take a text's figure for ours. */
function isKnown(claim: NumberClaim, known: KnownNumbers): boolean {
  if (claim.kind === 'time') return known.times.has(claim.minutes);
  if (claim.kind === 'day') return known.days.has(`${claim.day}-${claim.month}`);
  if (claim.kind === 'year') return known.years.has(claim.year) || known.exact.has(claim.year);
  return known.exact.has(numberIn(claim) ?? Number.NaN);
}

const figures = z.object({
  ours: z.object({
    numbers: z.array(z.number()),
    times: z.array(z.number()),
    days: z.array(z.string().max(10)),
    years: z.array(z.number()),
  }),
  quoted: z.record(z.string().max(40), z.array(z.number())),
  names: z.array(z.string().max(120)).max(300).default([]),
});

/** What an earlier answer said, as it was noted then. Of one that noted nothing, a line may be repeated beside the references it names. */
export function rememberFigures(known: KnownNumbers, answer: string, noted: unknown): void {
  const read = figures.safeParse(noted);
  known.addAnswer(answer, read.data ?? { ours: { numbers: [], times: [], days: [], years: [] }, quoted: {} });
  if (read.success) return;
  for (const line of answer.split('\n'))
    for (const ref of referencesIn(line)) known.addData({ ref, quoted_text: line });
}
