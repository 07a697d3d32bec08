import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';
import { listText } from '../../messages/catalogue/terms.ts';
import { shown } from './attack-words.ts';
import { isInGroup } from './without-second-factor.ts';

/** Whose sign-ins a rule looks at alone. */
export const onlyAccounts = z
  .array(z.string().trim().min(1).max(320))
  .max(500)
  .optional()
  .describe('Only these accounts, like dana or admin*; * stands for anything; none means all');

/** Whether a rule that looks at these accounts alone looks at this one. */
export const isOneOf = (account: string, accounts: readonly string[] | undefined): boolean =>
  accounts === undefined || accounts.length === 0 || isInGroup(account, accounts);

/** Behind what a rule looks for: whose sign-ins alone. */
export function onlyFor(accounts: readonly string[] | undefined, language: Language): string {
  if (accounts === undefined || accounts.length === 0) return '';
  const words = ruleSentences[language];
  const names = accounts.map(shown);
  return words.onlyFor(
    names.length > 6 ? words.orMore(names.slice(0, 5).join(', '), names.length - 5) : listText(names, language, 'or'),
  );
}

/** Whether a rule for the accounts `broad` looks at everybody that one for `narrow` does; none means all. */
export function includesAccounts(broad: readonly string[], narrow: readonly string[]): boolean {
  // a * of the narrow one can stand only where the broad one has a * as well
  return broad.length === 0 || (narrow.length > 0 && narrow.every((one) => isInGroup(one, broad)));
}
