import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import { DISMISSALS, MODERATION_STEPS, type ModerationCase } from '../../domain/moderation.ts';
import { readsIn } from '../../domain/principal.ts';
import { formatReference, parseReference } from '../../domain/reference.ts';
import { SafeNestError } from '../../errors.ts';
import type { Card } from '../../messages/card.ts';
import { claimMark, heldText } from '../../messages/case-claim-text.ts';
import { parseCaseValue } from '../../messages/case-value.ts';
import { claimWords } from '../../messages/catalogue/case-claims.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { actOnAllForm } from '../../messages/views/act-on-all-form.ts';
import { chooseForm } from '../../messages/views/choose-form.ts';
import { dismissForm } from '../../messages/views/dismiss-form.ts';
import type { HeldByOther } from '../../messages/views/held-by-other.ts';
import { notThemForm } from '../../messages/views/not-them-form.ts';
import { authorise } from '../authorise.ts';
import { checked } from '../checked.ts';
import type { Work } from '../work.ts';
import { actOnCase } from './act.ts';
import { actOnAll, leftOutOf } from './act-on-all.ts';
import { decidedText } from './case-actions.ts';
import { othersClaim } from './case-claim.ts';
import { dismissCase } from './decide-case.ts';
import { correctCase } from './not-them.ts';
import { seeCase, shownCase } from './see-case.ts';

type Looking = Pick<Work, 'tx' | 'principal' | 'now'>;
type CaseFormButton = 'case.dismiss' | 'case.choose' | 'case.all' | 'case.not_them';
type CaseFormId = 'case.dismiss_as' | 'case.act_on' | 'case.act_on_all' | 'case.correct';

const FIELDS = {
  'case.dismiss_as': z.object({
    as: z.enum(DISMISSALS).default('no_violation'),
    note: z.string().max(2000).default(''),
  }),
  'case.act_on': z.object({
    whom: z.string().min(1, 'must not be empty').max(200),
    step: z.enum(MODERATION_STEPS),
    reason: z.string().max(2000).default(''),
  }),
  'case.act_on_all': z.object({
    whom: z.string().min(1, 'must not be empty').max(10_000),
    step: z.enum(MODERATION_STEPS),
    reason: z.string().max(2000).default(''),
  }),
  'case.correct': z.object({ whom: z.string().min(1, 'must not be empty').max(200) }),
};

/** The form that a button of a case opens, for whoever may decide it. */
export async function caseFormOf(
  work: Looking,
  { id, value }: { id: CaseFormButton; value: string },
  language: Language,
): Promise<Card> {
  authorise(work.principal, 'moderation.write');
  const found = await seeCase(work, numberIn(work, parseCaseValue(value).ref));
  const ref = formatReference({ kind: 'case', number: found.number });
  switch (id) {
    case 'case.dismiss':
      return dismissForm(ref, language, heldIn(work, found, language));
    case 'case.choose':
      return chooseForm(await shownCase(work.tx, found), language, heldIn(work, found, language));
    case 'case.all':
      return actOnAllForm(
        await shownCase(work.tx, found),
        await leftOutOf(work, found),
        language,
        heldIn(work, found, language),
      );
    case 'case.not_them':
      return notThemForm({ case: found }, language);
  }
}

/** Fails with `invalid_input` where what was typed cannot be sent. */
export function checkCaseForm(id: CaseFormId, fields: Record<string, string>): void {
  checked(FIELDS[id] as z.ZodType, fields);
}

/** Does what a form about a case says; who else took the case in hand after it was opened is told first. */
export async function submitCaseForm(
  work: Work,
  { id, value, fields }: { id: CaseFormId; value: string; fields: Record<string, string> },
): Promise<{ text: string; ref: { kind: 'case'; number: number }; done: boolean }> {
  const { ref: name, over } = parseCaseValue(value);
  const number = numberIn(work, name);
  const ref = { kind: 'case' as const, number };
  if (id === 'case.correct') {
    const { text, done } = await correctCase(work, number, checked(FIELDS[id], fields).whom);
    return { text, done, ref };
  }
  checkCaseForm(id, fields);
  const held = await heldSince(work, number, over);
  if (held) return { text: held, ref, done: false };
  if (id === 'case.dismiss_as') {
    const { case: found, done } = await dismissCase(work, number, { ...checked(FIELDS[id], fields), anyway: true });
    return { text: decidedText(work, found, done, 'dismissed'), ref, done };
  }
  const { whom, step, reason } = checked(FIELDS[id], fields);
  const said = reason.trim() === '' ? {} : { reason };
  if (id === 'case.act_on_all') {
    const accounts = whom.split(',').filter((one) => one !== '');
    const { text, done } = await actOnAll(work, number, { step, accounts, anyway: true, ...said });
    return { text: text(readsIn(work.principal)), ref, done };
  }
  const { text, done } = await actOnCase(work, number, { step, account: whom, anyway: true, ...said });
  return { text, ref, done };
}

/** Who else has a case in hand whose form is opened. */
function heldIn({ principal, now }: Looking, found: ModerationCase, language: Language): HeldByOther | null {
  const claim = othersClaim(found, principal, now);
  const ref = formatReference({ kind: 'case', number: found.number });
  const { anyway } = claimWords[language];
  return claim && { claim, words: `${heldText(ref, claim, principal.timeZone, language)} ${anyway}` };
}

/** That somebody else took a case in hand after its form was opened; null where whoever sent it knew. */
async function heldSince(work: Looking, number: number, over: string | null): Promise<string | null> {
  authorise(work.principal, 'moderation.write');
  const claim = othersClaim(await seeCase(work, number), work.principal, work.now);
  if (!claim || claimMark(claim) === over) return null;
  const ref = formatReference({ kind: 'case', number });
  const held = heldText(ref, claim, work.principal.timeZone, readsIn(work.principal));
  return `${held} ${wordsFor(work, claimWords).pressAgain}`;
}

function numberIn(work: Looking, value: string): number {
  const reference = value.length <= 100 ? parseReference(value) : null;
  if (reference?.kind !== 'case')
    throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat('which case'));
  return reference.number;
}
