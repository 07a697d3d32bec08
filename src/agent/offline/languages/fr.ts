import { conditionRules } from './conditions.ts';
import { forbidden, orders, orderWords } from './fr/orders.ts';
import { questions } from './fr/questions.ts';
import { groups, things } from './fr/things.ts';
import { times } from './fr/times.ts';
import { ruleOrders } from './fr/told.ts';
import { words } from './fr/words.ts';
import type { GlossRule } from './gloss-rule.ts';

/** French phrases the grammar understands; the most telling first. */
export const FRENCH: readonly GlossRule[] = [
  ["(?:c'est|ce sera|ca sera|c'etait) tout(?: pour (?:aujourd'hui|le moment|l'instant|moi))?", "that's all"],
  [/ +(?=[?!;:])/, ''],
  ...forbidden,
  ...ruleOrders,
  ...orders,
  ...conditionRules.fr,
  ...questions,
  ...times,
  ...groups,
  ...things,
  ...orderWords,
  ...words,
];
