import { formatReference, parseReference } from '../../domain/reference.ts';
import { deny } from './permitted.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { toldOf } from './told.ts';

/*
 * A message that is one order or question as a whole, from its first word to its last: what its form is made of, and which incident it is about.
 */

/** An incident by its reference, or the one at hand. */
export const INC = String.raw`(?:(?:the |den |der |dem |l'|el )?(?:incident |vorfall |incidente )?(?<ref>inc[- ]?\d{1,9}|(?:incident|vorfall|incidente) (?:number |no\.? ?|nr\.? ?|#)?\d{1,9})|(?:the|this|that|our|diesem|dem|cet|l'|el|este) ?(?:incident|vorfall|incidente)|it|this|that)`;
export const OF = String.raw`(?: (?:of|for|on|in|to|from|von|für|in|bei|an|zu|de|pour|sur|à|dans|en|para) ${INC})?`;
const LEAD = String.raw`^(?<polite>(?:(?:please|pls|plz|hey|ok(?:ay)?|can you|could you|would you|then|and|now|bitte|kannst du|können sie|peux-tu|pouvez-vous|tu peux|puedes|por favor)[, ]+)*)(?:(?<first>inc[- ]?\d{1,9})[:,]? )?`;
const END = String.raw`(?:,? (?:please|pls|plz|asap|thx|cheers|now|thanks|thank you|bitte|danke|merci|s'il (?:vous|te) pla[iî]t|por favor|gracias))?[ .!]*(?<asks>\?)?[ .!]*$`;
/** A message that is this as a whole, from its first word to its last. */
export const form = (body: string): RegExp => new RegExp(LEAD + body + END, 'iu');

/** What a form found, by name. */
export type Groups = Record<string, string | undefined>;

/** Who asks so orders all the same. */
export const POLITE = /can you|could you|would you|kannst du|können sie|peux-tu|pouvez-vous|tu peux|puedes/i;

/** The incident that such a message names, or the one that was shown last. */
export function idOf({ ref, first }: Groups, said: string, { history }: PlanContext): string | null {
  const named = [ref, first].filter((one) => one !== undefined).map((one) => `INC-${/\d+/.exec(one)?.[0] ?? ''}`);
  const refs = [
    ...new Set(
      named
        .map((one) => parseReference(one))
        .filter((one) => one !== null)
        .map(formatReference),
    ),
  ];
  // two incidents in one sentence: which of them is meant is not for us to guess
  if (refs.length > 0)
    return refs.length === 1 &&
      [...said.matchAll(/\b(?:inc[- ]?|(?:incident|vorfall|incidente) (?:number |no\.? ?|nr\.? ?|#)?(?!inc))\d/gi)]
        .length <= named.length
      ? refs[0]!
      : null;
  for (const turn of history.toReversed().slice(0, 4)) {
    const { subject, things } = toldOf(turn);
    const shown = things.filter(({ kind, mentioned }) => kind === 'incident' && !mentioned);
    if (shown.length > 0) return shown.length === 1 ? shown[0]!.name : null;
    // an alert was looked at since
    if (subject?.startsWith('ALR-') && !/\b(?:incident|ticket|vorfall|incidente)\b/i.test(said)) return null;
  }
  return null;
}

export function planOf(call: PlannedCall, context: PlanContext): Plan {
  const no = deny(call, context);
  return no ? { calls: [], say: no } : { calls: [call], say: null };
}
