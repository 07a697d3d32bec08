import { z } from 'zod';
import { findRule } from '../db/rules.ts';
import { newId } from '../domain/id.ts';
import type { Language } from '../domain/language.ts';
import type { FieldError } from '../domain/plain-issue.ts';
import { readsIn } from '../domain/principal.ts';
import { mayDecideProposal, PROPOSAL_RIGHTS, type Proposal } from '../domain/proposal.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import type { Rule } from '../domain/rule.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { decisionWords } from '../messages/catalogue/decisions.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { outcomeWords } from '../messages/catalogue/outcomes.ts';
import {
  commentForm,
  filledAgain,
  type IncidentDraft,
  incidentForm,
  nameForm,
  ruleForm,
  severities,
} from '../messages/views/form-card.ts';
import { parseProposalValue } from '../messages/views/proposal-card.ts';
import { attachFormOf, checkAttach, submitAttach } from './attach-alert.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import { checkException, exceptionFormOf, submitException } from './exception-forms.ts';
import { checkWork, submitWork, workFormOf } from './incident-forms.ts';
import { commentOnIncident, openIncident, requireWriterOrOpener, seeIncident, updateIncident } from './incidents.ts';
import { caseFormOf, checkCaseForm, submitCaseForm } from './moderation/case-forms.ts';
import { optionWord, type ParamField, paramFields, readParams } from './param-fields.ts';
import { editProposal } from './proposals/propose.ts';
import { isNonceOf, seeProposal } from './proposals/see.ts';
import { backtestRule } from './propose-rule.ts';
import { seePerson } from './recognition/people.ts';
import { savePersonName } from './recognition/person-actions.ts';
import {
  checkReviewForm,
  isReviewForm,
  opensReviewForm,
  REVIEW_FORM_BUTTONS,
  REVIEW_FORM_IDS,
  REVIEW_OPENED_BY,
  reviewFormOf,
  submitReviewForm,
} from './review/review-forms.ts';
import { findRuleKind } from './rule-kinds.ts';
import { previewRule, type RulePatch, updateRule } from './rules.ts';
import type { Work } from './work.ts';

/** Buttons that open a form; what they would do is only done when it is sent. */
export const FORM_BUTTONS = [
  'incident.new',
  'incident.comment',
  'incident.task',
  'incident.people',
  'proposal.edit',
  'person.name',
  'case.dismiss',
  'case.choose',
  'case.not_them',
  'alert.snooze',
  'alert.expect',
  ...REVIEW_FORM_BUTTONS,
  'alert.attach',
] as const;
export type FormButton = (typeof FORM_BUTTONS)[number];
export const opensForm = (id: string): id is FormButton => FORM_BUTTONS.includes(id as FormButton);

/** The forms themselves: what is sent off comes back under these. */
export const FORM_IDS = [
  'incident.create',
  'incident.add_comment',
  'incident.add_task',
  'incident.save_people',
  'proposal.save',
  'person.save_name',
  'case.dismiss_as',
  'case.act_on',
  'case.correct',
  'alert.snooze_for',
  'alert.expect_until',
  ...REVIEW_FORM_IDS,
  'alert.attach_to',
] as const;
export type FormId = (typeof FORM_IDS)[number];
export const isForm = (id: string): id is FormId => FORM_IDS.includes(id as FormId);

/** The smallest forms there are, Discord's, hold five fields. */
const MOST_FIELDS = 5;
/** A click is one transaction: so a rule is tried on fewer logins than elsewhere. */
const TRIED = { mostLogins: 20_000, budgetMs: 800 };

type Looking = Pick<Work, 'tx' | 'principal' | 'now'>;

/** An empty form for a new incident, filled with what was said so far. Refuses whoever may not open one. */
export function newIncidentForm(
  { principal, now }: Pick<Work, 'principal' | 'now'>,
  draft: IncidentDraft,
  language: Language,
): Card {
  authorise(principal, 'incidents.create');
  return incidentForm(newId(now.getTime()), draft, language);
}

/** The form that a button opens, filled with how things are. */
export async function formOf(
  work: Looking,
  button: { id: FormButton; value: string },
  language: Language,
): Promise<Card> {
  const { id, value } = button;
  if (opensReviewForm(id)) return reviewFormOf(work, { id, value }, language);
  switch (id) {
    case 'incident.new':
      return newIncidentForm(work, { title: button.value }, language);
    case 'incident.comment': {
      const incident = await seeIncident(work.tx, work.principal, numberIn(work, button.value, 'incident'));
      requireWriterOrOpener(work.principal, incident);
      const over = incident.status === 'closed' || incident.status === 'withdrawn';
      const mayClose = !over && can(work.principal.role, 'incidents.write');
      return commentForm(formatReference({ kind: 'incident', number: incident.number }), language, mayClose);
    }
    case 'incident.task':
    case 'incident.people':
      return workFormOf(work, { id, number: numberIn(work, button.value, 'incident') }, language);
    case 'person.name': {
      authorise(work.principal, 'people.write');
      const person = await seePerson(work, numberIn(work, button.value, 'person'));
      return nameForm(formatReference({ kind: 'person', number: person.number }), person.name ?? '', language);
    }
    case 'case.dismiss':
    case 'case.choose':
    case 'case.not_them':
      return caseFormOf(work, { id, value }, language);
    case 'alert.snooze':
    case 'alert.expect':
      return exceptionFormOf(work, { id, number: numberIn(work, button.value, 'alert') }, language);
    case 'alert.attach':
      return attachFormOf(work, numberIn(work, button.value, 'alert'), language);
    case 'proposal.edit': {
      const { proposal, after } = await proposedRule(work, button.value);
      const all = fieldsOf(after);
      const fields = all.slice(0, MOST_FIELDS - 1);
      const severity = { name: 'severity', label: 'Severity', options: severities(language), value: after.severity };
      const ref = formatReference({ kind: 'proposal', number: proposal.number });
      const parts = [...fields.map(asPart), severity];
      return ruleForm(ref, button.value, parts, { language, more: all.length > fields.length });
    }
  }
}

/** What became of a form: the card to show is that of `ref`. */
export interface FormOutcome {
  text: string;
  ref: { kind: 'incident' | 'proposal' | 'person' | 'case' | 'alert' | 'review' | 'handling'; number: number };
  done: boolean;
}

const newIncident = z.object({
  title: z.string().trim().min(1, 'must not be empty').max(2000),
  severity: z.enum(SEVERITIES),
  details: z.string().max(20_000).default(''),
});
const personName = z.object({ name: z.string().trim().min(1, 'must not be empty') });
const comment = z.object({
  comment: z.string().trim().min(1, 'must not be empty').max(20_000),
  afterwards: z.enum(['leave', 'close']).default('leave'),
});

/** What is wrong with what was typed into a form; null where it can be sent. What else stands against it is said when it is. */
async function wrongIn(work: Looking, { id, value, fields }: FormSent): Promise<SafeNestError | null> {
  try {
    if (isReviewForm(id)) {
      checkReviewForm(work, id, fields);
      return null;
    }
    switch (id) {
      case 'incident.create':
        checked(newIncident, fields);
        return null;
      case 'incident.add_comment':
        checked(comment, fields);
        return null;
      case 'incident.add_task':
      case 'incident.save_people':
        checkWork(id, fields);
        return null;
      case 'person.save_name':
        checked(personName, fields);
        return null;
      case 'case.dismiss_as':
      case 'case.act_on':
      case 'case.correct':
        checkCaseForm(id, fields);
        return null;
      case 'alert.snooze_for':
      case 'alert.expect_until':
        checkException(id, fields);
        return null;
      case 'alert.attach_to':
        checkAttach(fields);
        return null;
      case 'proposal.save': {
        const { before, after } = await proposedRule(work, value);
        previewRule(before, patchIn(after, fields));
        return null;
      }
    }
  } catch (error) {
    if (isSafeNestError(error) && error.code === 'invalid_input') return error;
    throw error;
  }
}

/** What is wrong with what was typed, in the words of the form: a validator knows fields by their names alone, and speaks English. */
function wrongWords(work: Looking, form: Card, error: SafeNestError): string {
  const [first] = Array.isArray(error.details) ? (error.details as Partial<FieldError>[]) : [];
  if (readsIn(work.principal) === 'en' || first?.field === undefined || first.message === undefined)
    return error.message;
  const field = form.parts.find((part) => part.kind === 'field' && part.name === first.field);
  const words = wordsFor(work, objectionWords);
  return field?.kind === 'field' ? words.field(field.label, first.message) : words.form;
}

/** A form that was sent off. */
export interface FormSent {
  id: FormId;
  value: string;
  fields: Record<string, string>;
}

/** The form once more, with what was typed and what is wrong with it; null where nothing is, or it cannot be opened any more. */
export async function formAgain(work: Looking, sent: FormSent, language: Language): Promise<Card | null> {
  try {
    const wrong = await wrongIn(work, sent);
    if (wrong === null) return null;
    const form = await formFor(work, sent, language);
    return filledAgain(form, sent.fields, wrongWords(work, form, wrong));
  } catch (error) {
    // it is said to them when the form is worked on
    if (isSafeNestError(error) && error.code !== 'internal') return null;
    throw error;
  }
}

/** The form that was sent, as it is now. */
const formFor = async (work: Looking, { id, value }: FormSent, language: Language): Promise<Card> =>
  id === 'incident.create'
    ? incidentForm(checked(z.uuid(), value, 'form'), {}, language)
    : formOf(work, { id: OPENED_BY[id], value }, language);
const OPENED_BY = {
  'incident.add_comment': 'incident.comment',
  'incident.add_task': 'incident.task',
  'incident.save_people': 'incident.people',
  'person.save_name': 'person.name',
  'case.dismiss_as': 'case.dismiss',
  'case.act_on': 'case.choose',
  'case.correct': 'case.not_them',
  'alert.snooze_for': 'alert.snooze',
  'alert.expect_until': 'alert.expect',
  'alert.attach_to': 'alert.attach',
  'proposal.save': 'proposal.edit',
  ...REVIEW_OPENED_BY,
} as const satisfies Partial<Record<FormId, FormButton>>;

/** Does what a form says, in the name of whoever sent it. */
export async function submitForm(work: Work, sent: FormSent): Promise<FormOutcome> {
  try {
    return await submit(work, sent);
  } catch (error) {
    const language = readsIn(work.principal);
    if (language === 'en' || !isSafeNestError(error) || !Array.isArray(error.details)) throw error;
    // told in the words of the form
    const form = await formFor(work, sent, language);
    throw new SafeNestError(error.code, wrongWords(work, form, error), { cause: error, details: error.details });
  }
}

async function submit(work: Work, { id, value, fields }: FormSent): Promise<FormOutcome> {
  const outcomes = wordsFor(work, outcomeWords);
  if (isReviewForm(id)) {
    const { text, done, number, shows } = await submitReviewForm(work, { id, value, fields });
    return { text, done, ref: { kind: shows, number } };
  }
  switch (id) {
    case 'incident.create': {
      const { title, severity, details } = checked(newIncident, fields);
      const incident = await openIncident(work, {
        id: checked(z.uuid(), value, 'form'),
        title: title.length > 200 ? `${title.slice(0, 199).toWellFormed()}…` : title,
        severity,
        summary: details.slice(0, 10_000).toWellFormed(),
      });
      const ref = { kind: 'incident' as const, number: incident.number };
      return { text: outcomes.opened(formatReference(ref), null), ref, done: true };
    }
    case 'incident.add_comment': {
      const number = numberIn(work, value, 'incident');
      const { comment: words, afterwards } = checked(comment, fields);
      const ref = { kind: 'incident' as const, number };
      const name = formatReference(ref);
      if (afterwards === 'close') {
        const { status } = await seeIncident(work.tx, work.principal, number);
        if (status === 'closed' || status === 'withdrawn')
          return { text: outcomes.isAlready(name, status), ref, done: false };
        await updateIncident(work, number, { status: 'closed', resolution: words.slice(0, 2000).toWellFormed() });
        return { text: outcomes.closed(name), ref, done: true };
      }
      await commentOnIncident(work, number, words.slice(0, 10_000).toWellFormed());
      return { text: outcomes.commented(name), ref, done: true };
    }
    case 'incident.add_task':
    case 'incident.save_people':
      return submitWork(work, { id, number: numberIn(work, value, 'incident'), fields });
    case 'person.save_name': {
      const { text, done, number } = await savePersonName(work, value, fields.name ?? '');
      return { text, ref: { kind: 'person', number }, done };
    }
    case 'case.dismiss_as':
    case 'case.act_on':
    case 'case.correct':
      return submitCaseForm(work, { id, value, fields });
    case 'alert.snooze_for':
    case 'alert.expect_until':
      return submitException(work, { id, number: numberIn(work, value, 'alert'), fields });
    case 'alert.attach_to':
      return submitAttach(work, numberIn(work, value, 'alert'), fields);
    case 'proposal.save':
      return saveProposedRule(work, value, fields);
  }
}

async function saveProposedRule(work: Work, value: string, fields: Record<string, string>): Promise<FormOutcome> {
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

function patchIn(now: Rule, fields: Record<string, string>): RulePatch {
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

function numberIn(
  work: Pick<Work, 'principal'>,
  value: string,
  kind: 'incident' | 'proposal' | 'person' | 'alert',
): number {
  const reference = value.length <= 100 ? parseReference(value) : null;
  if (reference?.kind !== kind)
    throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat(`which ${kind}`));
  return reference.number;
}
