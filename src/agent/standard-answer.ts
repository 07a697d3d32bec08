import { type Db, withOrg } from '../db/scope.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { oneLine } from '../domain/text.ts';
import { standardAnswerWords } from '../messages/catalogue/standard-answers.ts';
import { timeText } from '../messages/time-text.ts';
import { standardAnswerTo } from '../pipeline/standard-answers.ts';
import { neutraliseMentions } from './guardrails/mentions.ts';
import type { Plan } from './offline/plan-types.ts';
import { readsAsData } from './plain-reading.ts';

/** An admin's own answer as it is said, and whether the asker alone may read it. */
export interface StandardSaid {
  id: string;
  text: string;
  alone: boolean;
}

/** Whether an admin's own answer may be given at all: never in the place of data, of a refusal or of a question back. */
export const leavesOpen = (plan: Plan): boolean => !readsAsData(plan) && (!plan.say || plan.say.why === 'unclear');

/** The standard answer to a question that the desk has no data for; null where there is none. */
export async function standardAnswer(
  db: Db,
  principal: Principal,
  question: string,
  language: Language,
): Promise<StandardSaid | null> {
  const { place, timeZone } = principal;
  const found = await withOrg(db, principal, (tx) => standardAnswerTo(tx, question, place.channel ?? null));
  if (!found) return null;
  const by = standardAnswerWords[language].by(
    // a name is no link, whatever somebody calls themselves
    oneLine(found.updatedBy, 80).replaceAll(/[[\]]|:\/\//g, ' '),
    timeText(found.updatedAt, timeZone, language),
  );
  // what is for a channel is for whoever reads it; what is for everywhere is for members
  const alone = found.channelId === null && (place.readers ?? [null]).includes(null);
  return {
    id: found.id,
    text: neutraliseMentions(`${found.answer}\n\n${by}`),
    alone: alone && place.audience === 'shared',
  };
}
