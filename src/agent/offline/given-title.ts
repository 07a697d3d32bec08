import { tidy } from './intents/words.ts';
import { VERB } from './order-words.ts';
import { type Clause, typed } from './plan-types.ts';

const NAMED =
  /\b(?:(?:en)?titled|called|named|(?:call|name|title|label) (?:it|this|that)|(?:with (?:the )?|and (?:the )?|the )?(?:title|name)(?: is| of| should be)?)\b\s*:?\s+(?=\S)/;
const COLON = /:\s+(?=\S)/;
/** What stands behind a title that is in no quotation marks: what it is for, how bad it is, what else is to be done. */
const ENDS =
  /\s+(?:for|from|about|with|on|of|to|covering|and)(?: the)?(?: alerts?)?(?=\s{3,}|\s*$)|[\s,(-]+(?:(?:with |at |of |as )?(?:a |the )?(?:severity|sev|prio(?:rity)?|risk)(?: of| is| level|:)? (?:low|medium|high|critical)|(?:low|medium|high|critical)(?:[ -](?:severity|sev|prio(?:rity)?|risk))?)(?=[\s,.!)]*(?:$|and\b|,))|,? (?:and |then )+(?=(?:assign|give|hand|close|link|set|acknowledge|resolve)\b)|,? (?:please|thanks)[.! ]*$|\s{4,}/;

/** “Printer broken. Next: “close INC-2”.”: a sentence behind a title that only quotes an order; where it begins, null where there is none. */
export function quotedOrder(text: string): number | null {
  for (const { index, 1: said } of text.matchAll(/[.!?;]\s+[^."!?]{0,40}"([^"]+)"[.!?\s]*(?=$|[.!?;]\s)/g))
    if (new RegExp(`^(?:please )?${VERB}`).test(said!.trim())) return index + 1;
  return null;
}

/** The title that an order names beside the alerts it is for, from a position on; null where it names none. */
export function givenTitle(
  clause: Clause,
  from = 0,
): { title: string /** It reads as an order of its own. */; isOrder: boolean } | null {
  const { text, entities } = clause;
  if (entities.quoted) {
    const at = text.indexOf(entities.quoted, from);
    if (at >= 0) return { title: tidy(typed(clause, at, at + entities.quoted.length)), isOrder: false };
  }
  const named = NAMED.exec(entities.rest.slice(from));
  const colon = named ? null : COLON.exec(text.slice(from));
  const found = named ?? colon;
  if (!found) return null;
  const begin = from + found.index + found[0].length;
  // Behind a colon everything is the title, whatever it names.
  const end = named
    ? Math.min(...[text, entities.rest].map((one) => ENDS.exec(one.slice(begin))?.index ?? text.length))
    : (SEVERITY_LAST.exec(text.slice(begin))?.index ?? text.length);
  const title = tidy(typed(clause, begin, Math.min(begin + end, text.length)));
  const says = entities.rest.slice(begin).replaceAll(/\b(?:and|or|for|the|alerts?)\b/g, ' ');
  if (title === '' || !/\p{L}/u.test(says)) return null;
  return { title, isOrder: named === null && new RegExp(`^(?:please )?${VERB}`).test(text.slice(begin)) };
}
const SEVERITY_LAST =
  /[\s,(]+(?:with |at |of |as )?(?:severity|sev|prio(?:rity)?|risk)(?: of| is| level|:)? (?:low|medium|high|critical)\)?[.! ]*$|, (?:low|medium|high|critical)(?:[ -](?:severity|prio(?:rity)?))?[.! ]*$/;
