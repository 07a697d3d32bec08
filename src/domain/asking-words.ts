import { termOf } from './text-terms.ts';

/**
 * Words that people put a question with, and texts of any matter have: what is asked for is “called”, “located”, “caused” or “considered” something.
 * In a short history they are rarer than they are in English, and would count as much as the names that matter.
 */
const ASKING = new Set(
  `name call known know type kind sort form example refer term year date number percent percentage person people group happen occur cause become main part
  different describe consider believe think use give get make take do go come say tell one two first many much other also find involve include thought
  regard allow help need want provide show accord happened due reason purpose result effect way method thing something someone mean define definition state
  besides along addition important common large small great new amount size level title word famous play role locate place location country city area region
  event time period day century during begin began start end long far often usual typical general primary mainly mostly likely`
    .split(/\s+/)
    .map(termOf),
);

/** What a word of a question weighs by the way it asks, beside its rarity. */
export const askedWeight = (term: string): number => (ASKING.has(term) ? 0.5 : 1);
