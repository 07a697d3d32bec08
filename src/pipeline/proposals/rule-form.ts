import { z } from 'zod';
import { findRule } from '../../db/rules.ts';
import type { Language } from '../../domain/language.ts';
import { mayDecideProposal, PROPOSAL_RIGHTS, type Proposal } from '../../domain/proposal.ts';
import { formatReference, parseReference } from '../../domain/reference.ts';
import type { Rule } from '../../domain/rule.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { SafeNestError } from '../../errors.ts';
import type { Card } from '../../messages/card.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { ruleForm, severities } from '../../messages/views/form-card.ts';
import { parseProposalValue } from '../../messages/views/proposal-card.ts';
import { authorise } from '../authorise.ts';
import { type Fields, type FormKind, type FormOutcome, type Looking, numberIn } from '../form-kind.ts';
import { optionWord, type ParamField, paramFields, readParams } from '../param-fields.ts';
import { backtestRule } from '../propose-rule.ts';
import { findRuleKind } from '../rule-kinds.ts';
import { previewRule, type RulePatch, updateRule } from '../rules.ts';
import type { Work } from '../work.ts';
import { editProposal } from './propose.ts';
import { isNonceOf, seeProposal } from './see.ts';

/** The smallest forms there are, Discord's, hold five fields. */
const MOST_FIELDS = 5;
/** A click is one transaction: so a rule is tried on fewer logins than elsewhere. */
const TRIED = { mostLogins: 20_000, budgetMs: 800 };

/** A proposed rule with other figures: it is tried on history anew, and waits as it did. */
export const proposedRuleForm = {
  button: 'proposal.edit',
  open: openProposedRule,
  async check(work, fields, value) {
    const { before, after } = await proposedRule(work, value);
    return previewRule(before, patchIn(after, fields));
  },
  submit: saveProposedRule,
} satisfies FormKind;

async function openProposedRule(work: Looking, value: string, language: Language): Promise<Card> {
  const { proposal, after } = await proposedRule(work, value);
  const all = fieldsOf(after);
  const fields = all.slice(0, MOST_FIELDS - 1);
  const severity = { name: 'severity', label: 'Severity', options: severities(language), value: after.severity };
  const ref = formatReference({ kind: 'proposal', number: proposal.number });
  const parts = [...fields.map(asPart), severity];
  return ruleForm(ref, value, parts, { language, more: all.length > fields.length });
}

async function saveProposedRule(work: Work, fields: Fields, value: string): Promise<FormOutcome> {
  const { proposal, before, after: now } = await proposedRule(work, value);
  const ref = { kind: 'proposal' as const, number: proposal.number };
  const words = wordsFor(work, decisionWords);
  const name = formatReference(ref);
  if (!isNonceOf(proposal, parseProposalValue(value).nonce))
    return { text: words.changedSinceForm(name), ref, done: false };
  const patch = patchIn(now, fields);
  const after = previewRule(before, patch);
  const tried = await backtestRule((read) => read(work.tx), after, { now: work.now, ...TRIED });
  if (proposal.kind === 'create_rule') await updateRule(work, before.number, patch);
  const args = { rule: proposal.args.rule, ...(proposal.kind === 'create_rule' ? {} : { patch }) };
  await editProposal(work, proposal.number, { args, backtest: tried });
  return {
    text: words.saved(name),
    ref,
    done: true,
  };
}

function patchIn(now: Rule, fields: Fields): RulePatch {
  const typed = Object.fromEntries(Object.entries(fields).map(([field, text]) => [`param.${field}`, text]));
  const shown = fieldsOf(now).filter((field) => fields[field.name] !== undefined);
  const severity = z.enum(SEVERITIES).safeParse(fields.severity);
  return {
    name: now.name,
    params: { ...now.params, ...readParams(shown.map(inWords), typed) },
    ...(severity.success ? { severity: severity.data } : {}),
  };
}

async function proposedRule(work: Looking, value: string): Promise<{ proposal: Proposal; before: Rule; after: Rule }> {
  const { tx, principal, now } = work;
  const words = wordsFor(work, objectionWords);
  const { ref } = parseProposalValue(value.slice(0, 200));
  const proposal = await seeProposal(tx, principal, numberIn(work, ref, 'proposal'), now);
  if (!mayDecideProposal(principal, proposal)) authorise(principal, PROPOSAL_RIGHTS[proposal.kind].decide);
  if (proposal.state !== 'pending') throw new SafeNestError('conflict', words.decidedAlready(ref));
  const named = parseReference(String(proposal.args.rule ?? ''));
  const before = named?.kind === 'rule' ? await findRule(tx, named.number) : null;
  if (!before) throw new SafeNestError('conflict', words.onlyRules);
  const patch = proposal.kind === 'change_rule' ? (proposal.args.patch as RulePatch) : {};
  return { proposal, before, after: previewRule(before, patch) };
}

const fieldsOf = (rule: Rule): ParamField[] => {
  const kind = findRuleKind(rule.kind);
  return kind ? paramFields(kind.params, rule.params) : [];
};

/** Lists of choices are typed here, one a line, as every platform's form can hold them. */
const inWords = (field: ParamField): ParamField =>
  field.input.kind === 'choices' ? { ...field, input: { kind: 'lines', numbers: false } } : field;

const asPart = (field: ParamField) => {
  const { name, label, input, value } = field;
  if (input.kind === 'choice')
    return {
      name,
      label,
      value,
      options: input.options.map((option) => ({ label: optionWord(option), value: option })),
    };
  if (input.kind === 'switch')
    return {
      name,
      label,
      value: value === 'true' ? 'true' : 'false',
      options: [
        { label: 'Yes', value: 'true' },
        { label: 'No', value: 'false' },
      ],
    };
  const lines = input.kind === 'lines' || input.kind === 'choices' || input.kind === 'json';
  return { name, label, value, ...(lines ? { lines } : {}) };
};
