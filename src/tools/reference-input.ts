import { z } from 'zod';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import { refusalWords } from '../messages/catalogue/refusals.ts';

type Looked = 'alert' | 'incident' | 'rule' | 'proposal';
type Numbered = Looked | 'case' | 'action' | 'report';
const EXAMPLES: Record<Numbered, string> = {
  alert: 'ALR-204',
  incident: 'INC-17',
  rule: 'RULE-3',
  proposal: 'PROP-7',
  case: 'CASE-9',
  action: 'ACT-5',
  report: 'RPT-3',
};

/** A reference as an input: `ALR-204`, `alr204` or `204`. */
export const referenceInput = (kind: Numbered) =>
  z.string().min(1).max(40).describe(`The ${kind}'s reference, e.g. ${EXAMPLES[kind]}`);

export const referenceListInput = (kind: Numbered) =>
  z.array(z.string().min(1).max(40)).max(100).describe(`References of ${kind}s, e.g. ["${EXAMPLES[kind]}"]`);

/** The number a reference names; `invalid_input` where it is none, or one of another kind. */
export function readNumber(kind: Numbered, text: string): number {
  const reference = parseReference(text, kind);
  if (reference?.kind === kind) return reference.number;
  const what = reference
    ? `a reference to ${reference.kind === 'alert' ? 'an' : 'a'} ${named(reference.kind)}`
    : 'none';
  throw new SafeNestError(
    'invalid_input',
    `“${oneLine(text, 40)}” is ${what}, and this needs ${/^[ai]/.test(kind) ? 'an' : 'a'} ${kind}, e.g. ${EXAMPLES[kind]}.`,
  );
}

/** Runs `work` and says of what is not there that it was looked for in the asker's organisation. */
export async function orNotFound<T>(
  kind: Looked,
  number: number,
  principal: Principal,
  work: () => Promise<T>,
  language: Language = 'en',
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isSafeNestError(error) && error.code === 'not_found') throw unknown(kind, number, principal, language);
    throw error;
  }
}

export function unknown(kind: Looked, number: number, { role }: Principal, language: Language = 'en'): SafeNestError {
  const ref = formatReference({ kind, number });
  const words = refusalWords[language];
  const next = role === 'employee' ? words.ownIncidents : words.searchFor[kind];
  return new SafeNestError('not_found', `${words.noSuch(ref)} ${next}`);
}

const named = (kind: string): string => (kind === 'event' ? 'log entry' : kind);
