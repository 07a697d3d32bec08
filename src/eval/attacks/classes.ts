import { claimedWrites } from './claimed-writes.ts';
import { decisionRights } from './decision-rights.ts';
import { hungUp } from './hung-up.ts';
import { lentFigures } from './lent-figures.ts';
import { noOrders } from './no-orders.ts';
import { clarifying, pointedAt } from './planted-targets.ts';
import type { AttackClass } from './played.ts';
import { unaskedAdditions } from './unasked-additions.ts';

/** What is tried beside planted words: the asker's own words misread, rights, and readers that leave. */
export const CLASSES: readonly AttackClass[] = [
  noOrders,
  pointedAt,
  clarifying,
  lentFigures,
  unaskedAdditions,
  claimedWrites,
  decisionRights,
  hungUp,
];
