import { healthWords as catalogue } from '../../../messages/catalogue/health.ts';
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
  if (health.ok) return [words.allWorks(health.checks.length, health.checks.map((check) => check.name).join(', '))];
  const broken = health.checks.filter((check) => !check.ok);
  return [
    words.broken(broken.length, health.checks.length),
    ...broken.slice(0, 4).map((check) => `• ${check.name}: ${check.detail}${check.mend ? words.mend(check.mend) : ''}`),
  ];
}
