import type { HealthReport } from '../../domain/health.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card } from '../card.ts';

/** Whether each part works; what does not comes first, with how to mend it. */
export function healthCard(report: HealthReport): Card {
  const checks = report.checks.toSorted((a, b) => Number(a.ok) - Number(b.ok));
  const broken = checks.filter((check) => !check.ok).length;
  return {
    key: 'health',
    parts: [
      { kind: 'heading', text: broken === 0 ? 'Everything works' : `${broken} of ${checks.length} checks fail` },
      {
        kind: 'facts',
        facts: checks.map((check) => ({
          label: check.name,
          value: oneLine([check.ok ? 'works' : 'fails', check.detail, check.mend].filter(Boolean).join(': '), 300),
        })),
      },
    ],
  };
}
