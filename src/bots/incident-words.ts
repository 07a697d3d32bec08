const ROLES = 'commander|scribe|liaison';

/** What `/safenest incident INC-17 …` says, as the sentence that asks the desk for it; null where it names no incident, but what happened. */
export function aboutIncident(said: string): string | null {
  const [, number, rest = ''] = /^\s*inc[- ]?(\d{1,9})(?:[\s:,]+(.*?))?\s*$/isu.exec(said.slice(0, 2000)) ?? [];
  if (number === undefined) return null;
  const ref = `INC-${number}`;
  const find = (shape: RegExp): string | undefined => shape.exec(rest)?.[1]?.trim();
  if (rest === '') return `open ${ref}`;
  if (/^tasks?$/iu.test(rest)) return `tasks of ${ref}`;
  if (/^(?:people|participants)$/iu.test(rest)) return `people of ${ref}`;
  const task = find(/^tasks?[\s:]+(.+)$/isu);
  if (task) return `add a task to ${ref}: ${task}`;
  const done = find(/^(?:done|tick)\s+([\d\s,]+)$/iu);
  if (done) return `tasks ${done.replaceAll(/[\s,]+/g, ', ')} of ${ref} are done`;
  const open = find(/^reopen\s+([\d\s,]+)$/iu);
  if (open) return `reopen tasks ${open.replaceAll(/[\s,]+/g, ', ')} of ${ref}`;
  const asked = find(new RegExp(`^(${ROLES})$`, 'iu'));
  if (asked) return `who is the ${asked.toLowerCase()} of ${ref}?`;
  const [, role, who] = new RegExp(`^(${ROLES})[\\s:]+(.+)$`, 'isu').exec(rest) ?? [];
  if (role && who) return `make ${who.trim()} ${role.toLowerCase()} of ${ref}`;
  const [, verb, whom] = /^(add|remove)\s+(.+)$/isu.exec(rest) ?? [];
  if (verb && whom)
    return `${verb.toLowerCase()} ${whom.trim()} ${verb.toLowerCase() === 'add' ? 'to' : 'from'} ${ref}`;
  return `${ref}: ${rest}`;
}
