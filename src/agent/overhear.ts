import { type Db, withOrg } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import type { Role } from '../domain/role.ts';
import { openMemory } from './conversation-memory.ts';
import { plan } from './offline/plan.ts';
import type { Plan } from './offline/plan-types.ts';
import { readLanguage } from './read-language.ts';

/** Whether something said in a thread, and not to us by name, is plainly meant for us, in the light of what was said there. */
export type Overhear = (principal: Principal, text: string) => Promise<boolean>;

/** Asks the grammar, whatever model answers: people also talk with each other in a thread, and a model would answer all of it. */
export function createOverhear(parts: {
  db: Db;
  tools: (role: Role) => readonly { name: string }[];
  now: () => Date;
}): Overhear {
  return async (principal, text) => {
    const now = parts.now();
    const { past } = await withOrg(parts.db, principal.orgId, (tx) => openMemory(tx, principal, undefined, now));
    const tools = new Set(parts.tools(principal.role).map(({ name }) => name));
    const { role, timeZone } = principal;
    return isMeant(plan(text, { now, timeZone, role, language: readLanguage(text, past), tools, history: past }), text);
  };
}

/** Something to do or to look up; help only for a question, since a mishap may be told to anybody. */
const isMeant = ({ calls, say }: Plan, text: string): boolean =>
  calls.some(({ tool }) => tool !== 'search_help' || /[?¿]/u.test(text)) || say?.why === 'ask' || say?.why === 'role';
