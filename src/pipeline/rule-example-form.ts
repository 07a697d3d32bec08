import { z } from 'zod';
import { listAlerts } from '../db/alerts.ts';
import { findRule } from '../db/rules.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import type { Rule } from '../domain/rule.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { ruleExampleWords } from '../messages/catalogue/rule-examples.ts';
import { ruleExampleForm } from '../messages/views/rule-example-form.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import { type FormKind, type Looking, numberIn } from './form-kind.ts';
import { keepExample, seeExamples, takesExamples } from './rule-examples.ts';

/** The most choices that any platform's form shows. */
const MOST_CHOICES = 25;

const fieldsSchema = z.object({
  from: z.string().trim().min(1, 'must not be empty').max(40),
  expects: z.enum(['fires', 'silent']),
});

/** Keeps an alert as an example of a rule: what it must keep firing on, or must leave alone. */
export const keepingForm = {
  button: 'rule.example',
  async open(work, value, language) {
    authorise(work.principal, 'rules.propose');
    const rule = await seeRule(work, numberIn(work, value, 'rule'));
    return ruleExampleForm(refOf(rule), await choices(work, rule), language);
  },
  check: (_work, fields) => checked(fieldsSchema, fields),
  async submit(work, fields, value) {
    const { from, expects } = checked(fieldsSchema, fields);
    const number = numberIn(work, value, 'rule');
    const { source, fires, holds } = await keepExample(work, number, { from, fires: expects === 'fires' });
    const text = wordsFor(work, ruleExampleWords).kept(source, refOf({ number }), fires, holds);
    return { text, ref: { kind: 'rule', number }, done: true };
  },
} satisfies FormKind;

/** The rule's latest alerts that are not among its examples, for whoever may read alerts. */
async function choices({ tx, principal }: Looking, rule: Rule) {
  if (!can(principal.role, 'alerts.read')) return [];
  const kept = new Set((await seeExamples(tx, rule)).filter((one) => !one.dropped).map(({ source }) => source));
  const alerts = await listAlerts(tx, { ruleId: rule.id, limit: MOST_CHOICES + kept.size });
  return alerts.filter(({ number }) => !kept.has(formatReference({ kind: 'alert', number }))).slice(0, MOST_CHOICES);
}

async function seeRule(work: Looking, number: number): Promise<Rule> {
  const rule = await findRule(work.tx, number);
  if (!rule) throw new SafeNestError('not_found', wordsFor(work, objectionWords).noSuch(refOf({ number }), 'rule'));
  if (!takesExamples(rule.kind))
    throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).noExamples(refOf(rule)));
  return rule;
}

/** What a rule's card says of its examples; null for a rule that takes none. */
export async function shownExamples(tx: Looking['tx'], rule: Rule): Promise<{ kept: number; failing: number } | null> {
  if (!takesExamples(rule.kind)) return null;
  const kept = (await seeExamples(tx, rule)).filter(({ dropped }) => dropped === null);
  return { kept: kept.length, failing: kept.filter(({ holds }) => holds === false).length };
}

const refOf = ({ number }: Pick<Rule, 'number'>): string => formatReference({ kind: 'rule', number });
