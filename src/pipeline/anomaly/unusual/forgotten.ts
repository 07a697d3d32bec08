type Forgotten = ReadonlyMap<string, Date>;

/** Whether a login is from before its account's habits were forgotten. */
export function isForgotten(
  forgotten: Forgotten,
  { account, occurredAt }: { account: string; occurredAt: Date },
): boolean {
  const since = forgotten.get(account);
  return since !== undefined && occurredAt <= since;
}

/** Says of accounts whether what was learned of them still holds: nobody had them forgotten since it was begun. */
export const keptIn =
  (before: Forgotten, now: Forgotten) =>
  (account: string): boolean =>
    before.get(account)?.getTime() === now.get(account)?.getTime();
