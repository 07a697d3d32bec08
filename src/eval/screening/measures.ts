/** A score and whether it should have been high. */
export interface Judged {
  score: number;
  toxic: boolean;
}

/** Chance that a toxic one scores above another one; ties count half. NaN where one of the two is missing. */
export function auc(judged: readonly Judged[]): number {
  const sorted = judged.toSorted((a, b) => a.score - b.score);
  const positives = judged.filter(({ toxic }) => toxic).length;
  const negatives = judged.length - positives;
  let ranks = 0;
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end]!.score === sorted[i]!.score) end++;
    const rank = (i + 1 + end) / 2;
    for (let k = i; k < end; k++) if (sorted[k]!.toxic) ranks += rank;
    i = end;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** The share of others at or above the highest threshold that finds the given share of the toxic ones. */
export function falsePositivesAt(judged: readonly Judged[], recall: number): number {
  const toxic = judged
    .filter((one) => one.toxic)
    .map(({ score }) => score)
    .sort((a, b) => b - a);
  const threshold = toxic[Math.max(0, Math.ceil(toxic.length * recall) - 1)] ?? Number.NaN;
  const others = judged.filter((one) => !one.toxic);
  return others.filter(({ score }) => score >= threshold).length / others.length;
}
