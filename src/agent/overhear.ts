import { type Db, withOrg } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import type { Role } from '../domain/role.ts';
import { openMemory } from './conversation-memory.ts';
import { BEGINS_ASKING } from './offline/clauses.ts';
import { plan } from './offline/plan.ts';
import type { Plan } from './offline/plan-types.ts';
import { readUtterance } from './offline/utterance.ts';
import { guideAnswers, readsAsData } from './plain-reading.ts';
import { readLanguage } from './read-language.ts';
import { leavesOpen, standardAnswer } from './standard-answer.ts';

/**
 * Whether something that was not said to us by name is plainly meant for us, in the light of what was said there. With `toAnybody` it
 * was said in a channel whose every question is answered: a question it is then, to be looked up and nothing else, and no guess.
 */
export type Overhear = (principal: Principal, text: string, toAnybody: boolean) => Promise<boolean>;

/** Asks the grammar, whatever model answers: people also talk with each other, and a model would answer all of it. */
export function createOverhear(parts: {
  db: Db;
  tools: (role: Role) => readonly { name: string; access: 'read' | 'write' }[];
  now: () => Date;
}): Overhear {
  return async (principal, text, toAnybody) => {
    const now = parts.now();
    const { past } = await withOrg(parts.db, principal, (tx) => openMemory(tx, principal, undefined, now));
    const known = parts.tools(principal.role);
    const tools = new Set(known.map(({ name }) => name));
    const { role, timeZone } = principal;
    const language = readLanguage(text, past);
    const read = plan(text, { now, timeZone, role, language, tools, history: past });
    // a name may fall in any talk
    if (read.unsure) return false;
    // where it was answered before, people go on with that
    if (!toAnybody || past.length > 0) return isMeant(read, text);
    const { norm } = readUtterance(text, language);
    if (ASKS_PEOPLE.test(norm) || !(/[?？]\s*$/u.test(text) || BEGINS_ASKING.test(norm))) return false;
    const reads = new Set(known.filter(({ access }) => access === 'read').map(({ name }) => name));
    const looksUp = read.say === null && read.calls.every(({ tool }) => reads.has(tool));
    if (looksUp && (readsAsData(read) || guideAnswers(read, { language }))) return true;
    return leavesOpen(read) && (await standardAnswer(parts.db, principal, text, language)) !== null;
  };
}

/** “Can somebody close INC-5?” wants people to do it. */
const ASKS_PEOPLE =
  /\b(?:can|could|will|would|should|may|kann|könnte|peut|pourrait) (?:some|any|no)(?: ?one|body)\b|\b(?:some|any)(?: ?one|body) (?:can|could|please|kann|könnte|peut|pourrait)\b/;

/** Something to do or to look up; help only for a question, since a mishap may be told to anybody. */
const isMeant = ({ calls, say }: Plan, text: string): boolean =>
  calls.some(({ tool }) => tool !== 'search_help' || /[?¿]/u.test(text)) || say?.why === 'ask' || say?.why === 'role';
