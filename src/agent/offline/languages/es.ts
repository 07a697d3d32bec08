import { conditionRules } from './conditions.ts';
import { forbidden, orders, orderWords } from './es/orders.ts';
import { questions } from './es/questions.ts';
import { groups, things } from './es/things.ts';
import { times } from './es/times.ts';
import { ruleOrders } from './es/told.ts';
import { words } from './es/words.ts';
import type { GlossRule } from './gloss-rule.ts';

/** Spanish phrases the grammar understands; the most telling first. */
export const SPANISH: readonly GlossRule[] = [
  ['(?:eso|esto) (?:es|era|seria|fue) todo(?: por (?:hoy|ahora|el momento))?|nada mas', "that's all"],
  ...forbidden,
  ...ruleOrders,
  ...orders,
  ...conditionRules.es,
  ...questions,
  ...times,
  ...groups,
  ...things,
  ...orderWords,
  ...words,
];
