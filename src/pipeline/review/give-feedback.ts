import { z } from 'zod';
import { type AskedFeedback, answerFeedback, lockFeedback } from '../../db/incident-feedback.ts';
import { findIncident } from '../../db/incidents.ts';
import { formatReference } from '../../domain/reference.ts';
import { cleanText } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { incidentWriting } from '../../messages/catalogue/incident-writing.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { audit } from '../audit.ts';
import { checked } from '../checked.ts';
import { languageOfMember } from '../member-language.ts';
import type { Work } from '../work.ts';

export const feedbackAnswer = z.object({
  score: z.coerce.number().int().min(1).max(5),
  words: z.string().max(2000).default(''),
});

/** What this principal was asked of an incident; whoever was not asked learns nothing, not even whether there is one. */
export async function askedOf(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  number: number,
): Promise<AskedFeedback> {
  const incident = principal.actor.kind === 'member' ? await findIncident(tx, number) : null;
  const asked = incident && (await lockFeedback(tx, { incidentId: incident.id, memberId: principal.actor.id! }));
  if (!asked)
    throw new SafeNestError(
      'not_found',
      wordsFor({ principal }, objectionWords).notAsked(formatReference({ kind: 'incident', number })),
    );
  return asked;
}

/** Keeps what somebody who took part says of how it went; a newer answer of theirs takes its place. */
export async function giveFeedback(
  work: Work,
  number: number,
  given: Record<string, unknown>,
): Promise<{ text: string; done: boolean }> {
  const { tx, now } = work;
  const { score, words } = checked(feedbackAnswer, given);
  const asked = await askedOf(work, number);
  await answerFeedback(tx, asked.id, { score, words: cleanText(words), at: now });
  const ref = formatReference({ kind: 'incident', number });
  await audit(work, { action: 'incident.feedback', subject: ref, detail: { score } });
  const { feedback: say } = incidentWriting[await languageOfMember(tx, asked.memberId)];
  return { text: asked.state === 'answered' ? say.over : say.thanks(ref), done: true };
}
