import { healthWords as catalogue, partText } from '../../../messages/catalogue/health.ts';
import { terms } from '../../../messages/catalogue/terms.ts';
import type { PlanContext } from '../plan-types.ts';

/** What `system_health` answers. */
export type Health = {
  ok: boolean;
  broken: string[];
  checks: { name: string; ok: boolean; detail: string; mend?: string }[];
};

/** Whether every part works, and how to mend what does not. */
export function healthWords(health: Health, { language }: PlanContext): string[] {
  const words = catalogue[language];
  if (health.ok)
    return [
      words.allWorks(health.checks.length, health.checks.map((check) => partText(check.name, language)).join(', ')),
    ];
  const broken = health.checks.filter((check) => !check.ok);
  return [
    words.broken(broken.length, health.checks.length),
    ...broken
      .slice(0, 4)
      .map(
        (check) =>
          `• ${partText(check.name, language)}${terms[language].colon} ${check.detail}${check.mend ? words.mend(check.mend) : ''}`,
      ),
  ];
}
