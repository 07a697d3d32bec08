import { toolsPlannedFor } from '../../agent/offline/abilities.ts';
import { plan } from '../../agent/offline/plan.ts';
import type { PastTurn, Plan } from '../../agent/offline/plan-types.ts';
import { readLanguage } from '../../agent/read-language.ts';
import type { Role } from '../../domain/role.ts';
import { CLOCK } from './judge.ts';
import type { Question } from './question-line.ts';
import { conversationBefore } from './representative.ts';

/** How the offline model reads a question; every tool a role may use counts as set up. */
export function askOffline(question: Question): Plan {
  return read(question.role, question.q, before(question), question.pictures);
}

/** The conversation a question stands in, as the offline model would have held it. */
export const before = ({ role, after = [], after_answers: answers = [] }: Question): PastTurn[] =>
  conversationBefore(after, answers, (asked, history) => read(role, asked, history));

const read = (role: Role, text: string, history: readonly PastTurn[], pictures = 0): Plan =>
  plan(text, {
    ...CLOCK,
    role,
    language: readLanguage(text, history),
    tools: toolsPlannedFor(role),
    history,
    pictures,
  });
