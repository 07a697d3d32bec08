import { findWorkspace, listWorkspaces } from '../../db/chat-workspaces.ts';
import { listLexiconTerms } from '../../db/lexicon-terms.ts';
import type { LexiconTerm } from '../../domain/lexicon.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';

/** Of one keyword, by Discord. */
const LONGEST_KEYWORD = 60;

/** The organisation's words as AutoMod takes them, and how many it does not: patterns, long ones, and those with its own wild card. */
export function keywordsOf(terms: readonly LexiconTerm[]): { words: string[]; leftOut: number } {
  const minded = terms.filter(({ kind }) => kind === 'block');
  const words = minded
    .filter(({ term, isPattern }) => !isPattern && term.length <= LONGEST_KEYWORD && !term.includes('*'))
    .map(({ term }) => term.toLowerCase());
  return { words: [...new Set(words)], leftOut: minded.length - words.length };
}

/** What is to be put to a server's AutoMod, for whoever may set the rules. Fails with `not_found` for a server of somebody else. */
export async function automodOrder(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  workspace: string,
): Promise<{ name: string; words: string[]; leftOut: number }> {
  authorise(principal, 'moderation.rules');
  const found = await findWorkspace(tx, 'discord', workspace);
  if (!found) throw new SafeNestError('not_found', 'No such server of Discord is connected.');
  return { name: found.name || workspace, ...keywordsOf(await listLexiconTerms(tx)) };
}

/** Servers whose AutoMod may be given the words. */
export const automodServers = async ({ tx }: Pick<Work, 'tx'>): Promise<{ workspace: string; name: string }[]> =>
  (await listWorkspaces(tx))
    .filter(({ platform }) => platform === 'discord')
    .map(({ workspace, name }) => ({ workspace, name: name || workspace }));

/** Writes down what was put there. */
export async function automodDone(
  work: Work,
  server: string,
  detail: { rules: number; words: number; leftOut: number },
): Promise<void> {
  await audit(work, { action: 'lexicon.automod', subject: server, detail });
}
