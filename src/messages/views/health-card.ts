import type { HealthReport } from '../../domain/health.ts';
import type { Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card } from '../card.ts';
import { healthWords, partText } from '../catalogue/health.ts';

/** Whether each part works; what does not comes first, with how to mend it. */
export function healthCard(report: HealthReport, language: Language = 'en'): Card {
  const words = healthWords[language];
  const checks = report.checks.toSorted((a, b) => Number(a.ok) - Number(b.ok));
  const broken = checks.filter((check) => !check.ok).length;
  return {
    key: 'health',
    parts: [
      { kind: 'heading', text: broken === 0 ? words.headingOk : words.headingBroken(broken, checks.length) },
      {
        kind: 'facts',
        facts: checks.map((check) => ({
          label: partText(check.name, language),
          value: oneLine(
            [check.ok ? words.works : words.fails, check.detail, check.mend].filter(Boolean).join(': '),
            300,
          ),
        })),
      },
    ],
  };
}
