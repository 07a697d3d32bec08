import type { ChatTurn } from '../../db/chat-sessions.ts';
import { plan } from '../offline/plan.ts';
import type { PlanContext, PlannedCall } from '../offline/plan-types.ts';
import { LIMITS } from './limits.ts';

const MANY =
  /\b((?:open|create|raise|log|file|report|start|make|add)\b[^.?!:]{0,20}?)\b(two|three|four|five|six|seven|eight|[2-8])\s+((?:[a-z]+\s+){0,2}?)(incident|ticket)s\b/i;
const EACH = /\b(?:incident|ticket) (?:each|for (?:each|every)|per)\b|\bseparate (?:incident|ticket)s\b/i;
const NUMBERS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
const TAKEN_BACK = /^\W*(?:no|nope|never ?mind|cancel|stop|forget|don'?t|nothing)\b/i;

/**
 * The writes that the asker's own words name, as the offline grammar reads them in the light of the conversation. An
 * answer to "what happened?" completes the order before it; of incidents there are as many as the words ask for.
 */
export function askedWrites(message: string, context: PlanContext & { history: readonly ChatTurn[] }): PlannedCall[] {
  const many = MANY.exec(message);
  const asked = plan(many ? message.replace(MANY, '$1 an $3$4') : message, context).calls;
  const last = context.history.at(-1);
  if (asked.length === 0 && last && last.steps.length === 0 && !TAKEN_BACK.test(message)) {
    const before = { ...context, history: context.history.slice(0, -1) };
    if (plan(last.question, before).say?.why === 'ask') {
      asked.push(...plan(`${last.question.replace(/[\s.!?:]+$/, '')}: ${message}`, before).calls);
    }
  }
  const times = many ? Math.max(NUMBERS.indexOf(many[2]!.toLowerCase()), Number(many[2]) || 0) : 1;
  const wanted = EACH.test(message) ? LIMITS.steps : times;
  const incident = asked.find((call) => call.tool === 'create_incident');
  const more = incident ? wanted - asked.filter((call) => call.tool === 'create_incident').length : 0;
  return [...asked, ...Array.from({ length: Math.max(0, more) }, () => incident!)];
}
