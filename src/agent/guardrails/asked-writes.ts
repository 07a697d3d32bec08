import type { ChatTurn } from '../../db/chat-sessions.ts';
import { isShown } from '../offline/orders.ts';
import { planOnce } from '../offline/plan-once.ts';
import type { PlanContext, PlannedCall } from '../offline/plan-types.ts';
import { FREE_TEXT } from './free-text.ts';
import { LIMITS } from './limits.ts';
import { ownWords } from './own-words.ts';

const MANY =
  /\b((?:open|create|raise|log|file|report|start|make|add)\b[^.?!:]{0,20}?)\b(two|three|four|five|six|seven|eight|[2-8])\s+((?:[a-z]+\s+){0,2}?)(incident|ticket)s\b/i;
const EACH = /\b(?:incident|ticket) (?:each|for (?:each|every)|per)\b|\bseparate (?:incident|ticket)s\b/i;
const NUMBERS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** A call that the asker's words ask for. */
export interface AskedWrite extends PlannedCall {
  /** One of several of which the words tell together: `each` where as many may be opened as there are things, else so many. */
  oneOf?: 'each' | 'several';
}

/**
 * The writes that the asker's own words name, as the offline grammar reads them in the light of the conversation: what they
 * quote, paste or report orders nothing, nor does a question about an order. An answer to "what happened?" completes the order before it; of incidents there are as many as the words ask for.
 */
export function askedWrites(message: string, context: PlanContext & { history: readonly ChatTurn[] }): AskedWrite[] {
  const orders = isShown(message) ? '' : ownWords(message).own;
  const many = MANY.exec(orders);
  const asked: PlannedCall[] = ordered(message, orders, context);
  const times = many ? Math.max(NUMBERS.indexOf(many[2]!.toLowerCase()), Number(many[2]) || 0) : 1;
  const wanted = EACH.test(orders) ? LIMITS.steps : times;
  const incident = asked.find((call) => call.tool === 'create_incident');
  const more = incident ? wanted - asked.filter((call) => call.tool === 'create_incident').length : 0;
  if (!incident || more <= 0) return asked;
  const oneOf = EACH.test(orders) ? 'each' : 'several';
  return [
    ...asked.map((call) => (call === incident ? { ...call, oneOf } : call)),
    ...Array.from({ length: more }, (): AskedWrite => ({ ...incident, oneOf })),
  ];
}

/** The calls of the orders, with their texts as they stand in the whole message: a title may well be in quotation marks. */
function ordered(message: string, orders: string, context: PlanContext): PlannedCall[] {
  const read = (text: string): PlannedCall[] => [...planOnce(text.replace(MANY, '$1 an $3$4'), context).calls];
  if (orders === message) return read(message);
  if (orders === '') return [];
  const whole = read(message);
  return read(orders).map((call) => {
    const same = whole.find((one) => one.tool === call.tool && one.args.id === call.args.id);
    const texts = (FREE_TEXT[call.tool] ?? []).filter((name) => name in call.args);
    const said = texts.flatMap((name) => (same && name in same.args ? [[name, same.args[name]]] : []));
    return { ...call, args: { ...call.args, ...Object.fromEntries(said) } };
  });
}
