import { z } from 'zod';
import type { Language } from '../domain/language.ts';
import type { FieldError } from '../domain/plain-issue.ts';
import { readsIn } from '../domain/principal.ts';
import { formatReference } from '../domain/reference.ts';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { filledAgain, nameForm } from '../messages/views/form-card.ts';
import { PROOF_BUTTON, PROOF_FORM, proofForm } from '../messages/views/proof-form.ts';
import { attachFormOf, checkAttach, submitAttach } from './attach-alert.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import { checkException, exceptionFormOf, submitException } from './exception-forms.ts';
import { type Fields, type FormKind, type FormOutcome, type Looking, numberIn } from './form-kind.ts';
import { commentingForm, openingForm, staffingForm, taskingForm } from './incident-forms.ts';
import { caseFormOf, checkCaseForm, submitCaseForm } from './moderation/case-forms.ts';
import { pinningForm } from './pin-form.ts';
import { proposedRuleForm } from './proposals/rule-form.ts';
import { seePerson } from './recognition/people.ts';
import { savePersonName } from './recognition/person-actions.ts';
import {
  checkReviewForm,
  REVIEW_OPENED_BY,
  type ReviewFormId,
  reviewFormOf,
  submitReviewForm,
} from './review/review-forms.ts';
import { keepingForm } from './rule-example-form.ts';
import type { Work } from './work.ts';

const personName = z.object({ name: z.string().trim().min(1, 'must not be empty') });

const namingForm = {
  button: 'person.name',
  async open(work, value, language) {
    authorise(work.principal, 'people.write');
    const person = await seePerson(work, numberIn(work, value, 'person'));
    return nameForm(formatReference({ kind: 'person', number: person.number }), person.name ?? '', language);
  },
  check: (_work, fields) => checked(personName, fields),
  async submit(work, fields, value) {
    const { text, done, number } = await savePersonName(work, value, fields.name ?? '');
    return { text, ref: { kind: 'person', number }, done };
  },
} satisfies FormKind;

const attachingForm = {
  button: 'alert.attach',
  open: (work, value, language) => attachFormOf(work, numberIn(work, value, 'alert'), language),
  check: (_work, fields) => checkAttach(fields),
  submit: (work, fields, value) => submitAttach(work, numberIn(work, value, 'alert'), fields),
} satisfies FormKind;

const exceptionForm = <Button extends 'alert.snooze' | 'alert.expect'>(
  button: Button,
  id: 'alert.snooze_for' | 'alert.expect_until',
): FormKind<Button> => ({
  button,
  open: (work, value, language) =>
    exceptionFormOf(work, { id: button, number: numberIn(work, value, 'alert') }, language),
  check: (_work, fields) => checkException(id, fields),
  submit: (work, fields, value) => submitException(work, { id, number: numberIn(work, value, 'alert'), fields }),
});

const caseForm = <Button extends 'case.dismiss' | 'case.choose' | 'case.all' | 'case.not_them'>(
  button: Button,
  id: 'case.dismiss_as' | 'case.act_on' | 'case.act_on_all' | 'case.correct',
): FormKind<Button> => ({
  button,
  open: (work, value, language) => caseFormOf(work, { id: button, value }, language),
  check: (_work, fields) => checkCaseForm(id, fields),
  submit: (work, fields, value) => submitCaseForm(work, { id, value, fields }),
});

const reviewForm = <Id extends ReviewFormId>(id: Id): FormKind<(typeof REVIEW_OPENED_BY)[Id]> => ({
  button: REVIEW_OPENED_BY[id],
  open: (work, value, language) => reviewFormOf(work, { id: REVIEW_OPENED_BY[id], value }, language),
  check: (work, fields) => checkReviewForm(work, id, fields),
  async submit(work, fields, value) {
    const { text, done, number, shows } = await submitReviewForm(work, { id, value, fields });
    return { text, done, ref: { kind: shows, number } };
  },
});

/** Whoever sends it is told of nothing but whether it was right: it is never shown again with what was typed. */
const pinForm = {
  button: PROOF_BUTTON,
  open: (_work, value, language) => proofForm(value, language),
  check: () => null,
  submit() {
    throw new SafeNestError('internal', 'a PIN is given in give-proof.ts');
  },
} satisfies FormKind;

/** Every form there is, by the id it comes back under when it is sent. */
const FORMS = {
  [PROOF_FORM]: pinForm,
  'incident.create': openingForm,
  'incident.add_comment': commentingForm,
  'incident.add_task': taskingForm,
  'incident.save_people': staffingForm,
  'incident.pin_to': pinningForm,
  'proposal.save': proposedRuleForm,
  'person.save_name': namingForm,
  'case.dismiss_as': caseForm('case.dismiss', 'case.dismiss_as'),
  'case.act_on': caseForm('case.choose', 'case.act_on'),
  'case.act_on_all': caseForm('case.all', 'case.act_on_all'),
  'case.correct': caseForm('case.not_them', 'case.correct'),
  'alert.snooze_for': exceptionForm('alert.snooze', 'alert.snooze_for'),
  'alert.expect_until': exceptionForm('alert.expect', 'alert.expect_until'),
  'alert.attach_to': attachingForm,
  'rule.keep_example': keepingForm,
  'incident.write_tactical': reviewForm('incident.write_tactical'),
  'incident.write_executive': reviewForm('incident.write_executive'),
  'incident.save_review': reviewForm('incident.save_review'),
  'incident.save_review_settings': reviewForm('incident.save_review_settings'),
  'incident.send_feedback': reviewForm('incident.send_feedback'),
} satisfies Record<string, FormKind>;

export type FormId = keyof typeof FORMS;
export const FORM_IDS = Object.keys(FORMS) as FormId[];
export const isForm = (id: string): id is FormId => Object.hasOwn(FORMS, id);

/** A button that opens a form; what it would do is only done when the form is sent. */
export type FormButton = (typeof FORMS)[FormId]['button'];
const BY_BUTTON = new Map<string, FormKind>(Object.values(FORMS).map((form) => [form.button, form]));
export const opensForm = (id: string): id is FormButton => BY_BUTTON.has(id);

const kindOf = (id: FormId): FormKind => FORMS[id];

/** The form that a button opens, filled with how things are. */
export async function formOf(
  work: Looking,
  { id, value }: { id: FormButton; value: string },
  language: Language,
): Promise<Card> {
  return BY_BUTTON.get(id)!.open(work, value, language);
}

/** A form that was sent off. */
export interface FormSent {
  id: FormId;
  value: string;
  fields: Fields;
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

/** Does what a form says, in the name of whoever sent it. */
export async function submitForm(work: Work, sent: FormSent): Promise<FormOutcome> {
  try {
    return await kindOf(sent.id).submit(work, sent.fields, sent.value);
  } catch (error) {
    const language = readsIn(work.principal);
    if (language === 'en' || !isSafeNestError(error) || !Array.isArray(error.details)) throw error;
    // told in the words of the form
    const form = await formFor(work, sent, language);
    throw new SafeNestError(error.code, wrongWords(work, form, error), { cause: error, details: error.details });
  }
}

/** What is wrong with what was typed into a form; null where it can be sent. */
async function wrongIn(work: Looking, { id, value, fields }: FormSent): Promise<SafeNestError | null> {
  try {
    await kindOf(id).check(work, fields, value);
    return null;
  } catch (error) {
    if (isSafeNestError(error) && error.code === 'invalid_input') return error;
    throw error;
  }
}

/** The form that was sent, as it is now. */
async function formFor(work: Looking, { id, value }: FormSent, language: Language): Promise<Card> {
  const kind = kindOf(id);
  return (kind.reopen ?? kind.open)(work, value, language);
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
