import { z } from 'zod';
import { type ChannelKey, findChannel, listChatChannels } from '../db/chat-channels.ts';
import type { OrgDb } from '../db/scope.ts';
import { deleteStandardAnswer, listStandardAnswers, saveStandardAnswer } from '../db/standard-answers.ts';
import { isUuid, newId } from '../domain/id.ts';
import { matching, type StandardAnswer } from '../domain/standard-answer.ts';
import { cleanText, oneLine } from '../domain/text.ts';
import { termsOf } from '../domain/text-terms.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import { storable } from './login-event-schema.ts';
import type { Work } from './work.ts';

export { listStandardAnswers } from '../db/standard-answers.ts';

/** All of them are read for a question. */
const MOST = 300;

const phrase = z
  .string()
  .max(200)
  .transform((text) => oneLine(storable(text)))
  .refine((text) => termsOf(text).length > 0, 'needs at least one word that says what it is about');
export const standardAnswerSchema = z.strictObject({
  phrases: z.array(phrase).min(1).max(20),
  answer: z
    .string()
    .max(3000)
    .transform((text) => cleanText(storable(text)).trim())
    .pipe(z.string().min(1, 'must not be empty')),
  /** Our own id of a channel; null: wherever the desk is asked. */
  channel: z.uuid().nullable().default(null),
});

/** Keeps an admin's own answer, a new one or, with `id`, another wording of one. */
export async function keepStandardAnswer(
  work: Work,
  input: z.input<typeof standardAnswerSchema>,
  id?: string,
): Promise<StandardAnswer> {
  authorise(work.principal, 'chat.write');
  const { phrases, answer, channel } = checked(standardAnswerSchema, input);
  const known = await listStandardAnswers(work.tx);
  if (id !== undefined && !known.some((one) => one.id === id)) throw noSuchAnswer();
  if (id === undefined && known.length >= MOST)
    throw new SafeNestError('conflict', `At most ${MOST} standard answers are kept; remove one first.`);
  if (channel !== null && !(await listChatChannels(work.tx)).some((one) => one.id === channel))
    throw new SafeNestError('not_found', 'There is no such channel here.');
  const kept: StandardAnswer = {
    id: id ?? newId(work.now.getTime()),
    channelId: channel,
    phrases: [...new Set(phrases)],
    answer,
    updatedAt: work.now,
    updatedBy: work.principal.name,
  };
  await saveStandardAnswer(work.tx, kept);
  const detail = { phrases: kept.phrases, answer, channel };
  await audit(work, { action: 'standard_answer.save', subject: kept.id, detail });
  return kept;
}

/** Throws `not_found` where there is none. */
export async function removeStandardAnswer(work: Work, id: string): Promise<void> {
  authorise(work.principal, 'chat.write');
  if (!isUuid(id) || !(await deleteStandardAnswer(work.tx, id))) throw noSuchAnswer();
  await audit(work, { action: 'standard_answer.remove', subject: id, detail: {} });
}

const noSuchAnswer = () => new SafeNestError('not_found', 'There is no such standard answer.');

/** The standard answer to a question, asked in this channel or in none; null where there is none. */
export async function standardAnswerTo(
  tx: OrgDb,
  question: string,
  channel: ChannelKey | null,
): Promise<StandardAnswer | null> {
  const all = await listStandardAnswers(tx);
  if (all.length === 0) return null;
  const here = channel && all.some(({ channelId }) => channelId !== null) ? await findChannel(tx, channel) : undefined;
  return matching(
    all.filter(({ channelId }) => channelId === null || channelId === here?.id),
    question,
  );
}
