const LONGEST_ACCOUNT = 200;

/** What a button about somebody of a case says: the case, and whom, by the platform's account. */
export const caseValue = (ref: string, account: string): string => `${ref}:${account}`;

/** Back again; `account` is null where none is named. */
export function parseCaseValue(value: string): { ref: string; account: string | null } {
  const at = value.indexOf(':');
  if (at < 0) return { ref: value, account: null };
  return { ref: value.slice(0, at), account: value.slice(at + 1, at + 1 + LONGEST_ACCOUNT) };
}
