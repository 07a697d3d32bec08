import type { InOrg } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import { automodDone, automodOrder } from '../pipeline/moderation/automod-words.ts';
import type { Work } from '../pipeline/work.ts';
import { chatOf, type HttpServices } from './services.ts';

interface Asking {
  org: InOrg;
  work: <T>(change: (work: Work) => Promise<T>) => Promise<T>;
  services: HttpServices;
  principal: Principal;
}

/** Puts the organisation's words to a server's AutoMod, or takes them away; Discord is asked outside of any transaction. */
export async function putToAutoMod(
  { org, work, services, principal }: Asking,
  workspace: string,
  remove: boolean,
): Promise<{ server: string; rules: number; words: number; leftOut: number }> {
  const { name, words, leftOut } = await org((tx) => automodOrder({ tx, principal }, workspace));
  const kept = await chatOf(services).keywords(principal.orgId, workspace, remove ? [] : words);
  const done = { ...kept, leftOut: remove ? 0 : leftOut };
  await work((w) => automodDone(w, name, done));
  return { server: name, ...done };
}
