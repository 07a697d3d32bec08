import { conditionRules } from './conditions.ts';
import { forbidden, orders, orderWords } from './de/orders.ts';
import { questions } from './de/questions.ts';
import { groups, things } from './de/things.ts';
import { times } from './de/times.ts';
import { ruleOrders } from './de/told.ts';
import { words } from './de/words.ts';
import type { GlossRule } from './gloss-rule.ts';

/** German phrases the grammar understands; the most telling first. */
export const GERMAN: readonly GlossRule[] = [
  [
    "(?:das|dies) (?:wars|war's|war es|waere es|ware es|waers|wars dann|war alles|ist alles|ware alles)(?: dann| schon| fur heute| erstmal| alles| soweit)*",
    "that's all",
  ],
  ...forbidden,
  ...ruleOrders,
  ...orders,
  ...conditionRules.de,
  ...questions,
  ...times,
  ...groups,
  ...things,
  ...orderWords,
  ...words,
];
