import { plural } from './phrases.ts';

/** What `system_health` answers. */
export type Health = {
  ok: boolean;
  broken: string[];
  checks: { name: string; ok: boolean; detail: string; mend?: string }[];
};

/** Whether every part works, and how to mend what does not. */
export function healthWords(health: Health): string[] {
  if (health.ok) {
    const names = health.checks.map((check) => check.name).join(', ');
    return [`Everything works (${health.checks.length} ${plural(health.checks.length, 'check')}): ${names}.`];
  }
  const broken = health.checks.filter((check) => !check.ok);
  return [
    `${broken.length} of ${health.checks.length} checks ${broken.length === 1 ? 'needs' : 'need'} attention:`,
    ...broken
      .slice(0, 4)
      .map((check) => `• ${check.name}: ${check.detail}${check.mend ? ` To mend it: ${check.mend}` : ''}`),
  ];
}
