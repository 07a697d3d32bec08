/** A login that somebody judged, in the columns of the forest, each scaled by its spread. */
export interface Labelled {
  account: string;
  point: readonly number[];
  isReal: boolean;
}

/** How much what people said can move a rank, in log odds, where all they judged was just like it. */
const STRENGTH = 6;
/** What somebody said of one account counts half for others. */
const OTHER_ACCOUNT = 0.5;
const [LEAST, MOST] = [0.0005, 0.9995];

/**
 * A share (0 to 1: how many logins are less unusual) after what people said of logins like this one: its log odds move up by
 * confirmed neighbours and down by false alarms, each by a Gaussian of its distance, held back where there are few
 * (Nadaraya and Watson's estimate with one observation of nothing added). Without labels it stays what it was; it never leaves 0 to 1.
 */
export function rerank(share: number, point: readonly number[], account: string, labels: readonly Labelled[]): number {
  let [pull, weights] = [0, 0];
  for (const label of labels) {
    let distance = 0;
    for (let i = 0; i < point.length; i++) distance += (point[i]! - label.point[i]!) ** 2;
    // one spread away in every column counts about a third
    const near = Math.exp(-distance / point.length) * (label.account === account ? 1 : OTHER_ACCOUNT);
    pull += label.isReal ? near : -near;
    weights += near;
  }
  if (weights === 0) return share;
  const odds = Math.min(MOST, Math.max(LEAST, share));
  const moved = Math.log(odds / (1 - odds)) + (STRENGTH * pull) / (1 + weights);
  return 1 / (1 + Math.exp(-moved));
}

/** A point of the forest's columns by their centre and spread; what is not known stands in the centre. */
export const scaled = (
  features: readonly (number | null)[],
  centre: readonly number[],
  spread: readonly number[],
): number[] =>
  features.map((value, i) =>
    value === null || Number.isNaN(value)
      ? 0
      : Math.max(-4, Math.min(4, (value - centre[i]!) / Math.max(spread[i]!, 0.05))),
  );
