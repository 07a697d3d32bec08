import { z } from 'zod';
import { deleteLexiconTerm, insertLexiconTerm, listLexiconTerms } from '../../db/lexicon-terms.ts';
import type { OrgDb } from '../../db/scope.ts';
import { isUuid, newId } from '../../domain/id.ts';
import type { LexiconTerm } from '../../domain/lexicon.ts';
import { SCREENED } from '../../domain/screening.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { patternProblem } from '../screening/list-patterns.ts';
import type { WordLists } from '../screening/word-lists.ts';
import type { Work } from '../work.ts';

/** More than anybody looks after by hand; each is looked for in every message. */
export const MOST_TERMS = 2000;

const text = z.string().trim().min(1).max(200);
const note = z.string().trim().max(500).default('');

/** A term as it is added: a word or phrase (disguises are seen through), or a pattern in the syntax of RE2. */
export const newTermSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('block'),
    term: text,
    is_pattern: z.boolean().default(false),
    attribute: z.enum(SCREENED),
    weight: z.number().min(0.01).max(1).default(0.9),
    note,
  }),
  z.strictObject({ kind: z.literal('allow'), term: text, note }),
]);
export type NewTerm = z.output<typeof newTermSchema>;

/** The organisation's words, for whoever may see cases. */
export async function seeTerms({ tx, principal }: Pick<Work, 'tx' | 'principal'>): Promise<LexiconTerm[]> {
  authorise(principal, 'moderation.read');
  return listLexiconTerms(tx);
}

/** Adds a word; a pattern that fits everything or takes too long, a word that is there and one too many are refused. */
export async function addTerm(work: Work, given: NewTerm): Promise<LexiconTerm> {
  const { tx, principal, now } = work;
  authorise(principal, 'moderation.rules');
  const isPattern = given.kind === 'block' && given.is_pattern;
  const known = await refuseUnusable(tx, given);
  if (known.length >= MOST_TERMS)
    throw new SafeNestError('conflict', `There are ${MOST_TERMS} words already; take some out first.`);
  const term: LexiconTerm = {
    id: newId(now.getTime()),
    term: given.term,
    kind: given.kind,
    isPattern,
    attribute: given.kind === 'block' ? given.attribute : null,
    weight: given.kind === 'block' ? given.weight : 1,
    note: given.note,
    createdAt: now,
    createdBy: principal.name,
  };
  if (!(await insertLexiconTerm(tx, term)))
    throw new SafeNestError('conflict', `“${given.term}” is on the list already; take it out to change it.`);
  const { kind, attribute, weight } = term;
  await audit(work, {
    action: 'lexicon.add',
    subject: null,
    detail: { term: term.term, kind, isPattern, attribute, weight },
  });
  return term;
}

/** Refuses a pattern that cannot be used, with the reason; answers what is on the list. */
export async function refuseUnusable(tx: OrgDb, given: NewTerm): Promise<LexiconTerm[]> {
  const known = await listLexiconTerms(tx);
  if (given.kind !== 'block' || !given.is_pattern) return known;
  const patterns = known.flatMap((one) => (one.isPattern ? [one.term] : []));
  const problem = patternProblem(given.term, patterns);
  if (problem)
    throw new SafeNestError('invalid_input', `This pattern is refused: ${problem}.`, {
      details: [{ field: 'term', message: problem }],
    });
  return known;
}

/** Takes a word out again. */
export async function removeTerm(work: Work, id: string): Promise<void> {
  authorise(work.principal, 'moderation.rules');
  const gone = isUuid(id) ? await deleteLexiconTerm(work.tx, id) : undefined;
  if (!gone) throw new SafeNestError('not_found', 'There is no such word; somebody may have taken it out.');
  await audit(work, { action: 'lexicon.remove', subject: null, detail: gone });
}

/** The same as the screeners take them. */
export async function wordListsOf(tx: OrgDb): Promise<WordLists> {
  const terms = await listLexiconTerms(tx);
  return {
    allow: terms.filter(({ kind }) => kind === 'allow').map(({ term }) => term),
    lexicon: terms
      .filter(({ kind }) => kind === 'block')
      .map(({ term, isPattern, attribute, weight }) => ({
        ...(isPattern ? { pattern: term } : { term }),
        attribute: attribute ?? 'toxicity',
        score: weight,
      })) as WordLists['lexicon'],
  };
}
