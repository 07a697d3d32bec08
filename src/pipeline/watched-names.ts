import { peopleCalled } from '../db/earlier-names.ts';
import { versionsOf } from '../db/rule-versions.ts';
import { listRules } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import { rewrite } from '../db/written-texts.ts';
import type { Rule } from '../domain/rule.ts';
import { asMeant, meantBy, watchedPerson } from './cameras/rules/watched-person.ts';

const MOST = 100;
const FIXED = /^(?:PER-\d{1,12}|Person_[0-9A-F]{8})$/i;

/**
 * The parameters of a rule with the reference of whoever is meant beside each name it watches for, `Dana Ellis (PER-7)`: whoever gets the
 * name later is not meant. A name that nobody has stays as it is.
 */
export async function withMeant<P extends Record<string, unknown>>(tx: OrgDb, kind: string, params: P): Promise<P> {
  const people = kind === watchedPerson.kind ? namesIn(params) : [];
  const open = people.filter(isOpen);
  if (open.length === 0) return params;
  const called = await peopleCalled(
    tx,
    open.map((one) => one.trim()),
  );
  const meant = people.flatMap((typed) => {
    const found = isOpen(typed) ? called.get(typed.trim().toLowerCase()) : undefined;
    return found ? found.map(({ number }) => asMeant(typed, number)) : [typed];
  });
  return { ...params, people: [...new Set(meant)].slice(0, Math.max(MOST, people.length)) };
}

/**
 * Before a name goes to somebody, or from them: rules that were written before whoever they mean was known go on meaning whom they mean
 * now, and so do their versions.
 */
export async function keepWatched(tx: OrgDb): Promise<void> {
  for (const rule of await listRules(tx)) {
    if (rule.kind !== watchedPerson.kind) continue;
    await keep(tx, 'rule', rule);
    for (const version of await versionsOf(tx, rule.id))
      await keep(tx, 'rule_version', { ...version, kind: rule.kind });
  }
}

async function keep(
  tx: OrgDb,
  table: 'rule' | 'rule_version',
  of: Pick<Rule, 'id' | 'kind' | 'params'>,
): Promise<void> {
  const params = await withMeant(tx, of.kind, of.params);
  if (params !== of.params && JSON.stringify(params) !== JSON.stringify(of.params))
    await rewrite(tx, table, of.id, { params });
}

const isOpen = (typed: string): boolean => meantBy(typed).ref === null && !FIXED.test(typed.trim());

const namesIn = ({ people }: Record<string, unknown>): string[] =>
  Array.isArray(people) && people.every((one) => typeof one === 'string') ? people : [];
