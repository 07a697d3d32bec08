import { triggerLabels } from '../../db/moderation-labels.ts';
import type { OrgDb } from '../../db/scope.ts';

/** How often a rule was right, by what people decided about its cases. */
export interface RulePrecision {
  trigger: string;
  right: number;
  /** Dismissed as no violation, a joke or a quotation; or overturned by an appeal. */
  wrong: number;
  /** Times somebody was taken out of its cases: the rule was right about the matter, and wrong about them. */
  wrongPeople: number;
  /** Nobody has said anything yet. */
  open: number;
  /** right / (right + wrong); null where nothing was decided. */
  precision: number | null;
  /** The 95 % interval after Wilson (1927): a few decisions say little. */
  between: readonly [number, number] | null;
}

/** Precision of each rule that had cases since then, by people's decisions alone. */
export async function precisionPerRule(tx: OrgDb, since: Date): Promise<RulePrecision[]> {
  return (await triggerLabels(tx, since)).map(({ trigger, right, dismissed, overturned, wrongPeople, open }) => {
    const wrong = dismissed + overturned;
    const all = right + wrong;
    return {
      trigger,
      right,
      wrong,
      wrongPeople,
      open,
      precision: all === 0 ? null : right / all,
      between: all === 0 ? null : wilson(right, all),
    };
  });
}

/** Where a share lies with 95 % certainty. */
export function wilson(hits: number, all: number): readonly [number, number] {
  const z = 1.96;
  const share = hits / all;
  const middle = (share + (z * z) / (2 * all)) / (1 + (z * z) / all);
  const reach = (z / (1 + (z * z) / all)) * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)];
}
