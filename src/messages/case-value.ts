const LONGEST_ACCOUNT = 200;
const LONGEST_REF = 100;

/** What a button about a case says: the case, whom by the platform's account, and whose claim whoever presses it was told of. */
export const caseValue = (ref: string, account: string | null, over: string | null = null): string =>
  `${ref}${over === null ? '' : `!${over}`}${account === null ? '' : `:${account}`}`;

/** Back again; `account` and `over` are null where none is named. */
export function parseCaseValue(value: string): { ref: string; account: string | null; over: string | null } {
  const at = value.indexOf(':');
  const head = (at < 0 ? value : value.slice(0, at)).slice(0, LONGEST_REF);
  const mark = head.indexOf('!');
  return {
    ref: mark < 0 ? head : head.slice(0, mark),
    account: at < 0 ? null : value.slice(at + 1, at + 1 + LONGEST_ACCOUNT),
    over: mark < 0 ? null : head.slice(mark + 1),
  };
}
