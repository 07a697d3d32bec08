export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** The given severity and all above it. */
export const atLeast = (severity: Severity): Severity[] => SEVERITIES.slice(severityRank(severity));

export const worst = (a: Severity, b: Severity): Severity => (severityRank(a) >= severityRank(b) ? a : b);
