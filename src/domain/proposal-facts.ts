/** What speaks for a proposal, in figures by name: how many alerts, false alarms, accounts. */
export type ProposalFacts = Readonly<Record<string, number>>;

/** A figure has changed when it has at least doubled, and by at least this much. */
const LEAST_MORE = 5;

/**
 * Whether what speaks for a matter has changed since it was rejected: one of its figures is at least twice what it was then, and at least
 * five more. What was rejected without figures never has.
 */
export const factsChanged = (then: ProposalFacts | null, now: ProposalFacts): boolean =>
  then !== null &&
  Object.entries(now).some(([name, value]) => {
    const was = then[name];
    return was !== undefined && value >= 2 * was && value - was >= LEAST_MORE;
  });
