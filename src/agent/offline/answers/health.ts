import type { Language } from '../../../domain/language.ts';
import { healthWords as catalogue, partText } from '../../../messages/catalogue/health.ts';
import { terms } from '../../../messages/catalogue/terms.ts';
import type { PlanContext } from '../plan-types.ts';
import type { Asks } from './alert.ts';
import { capital } from './phrases.ts';

/** What `system_health` answers. */
export type Health = {
  ok: boolean;
  broken: string[];
  checks: { name: string; ok: boolean; detail: string; mend?: string }[];
};

/** Whether every part works, and how to mend what does not. */
export function healthWords(health: Health, { language }: PlanContext, { asked }: Asks = {}): string[] {
  const words = catalogue[language];
  const lead = asked === 'backups' ? backupsLead(health, language) : '';
  if (health.ok)
    return [
      lead,
      words.allWorks(health.checks.length, health.checks.map((check) => partText(check.name, language)).join(', ')),
    ];
  const broken = health.checks.filter((check) => !check.ok);
  return [
    lead,
    words.broken(broken.length, health.checks.length),
    ...broken
      .slice(0, 4)
      .map(
        (check) =>
          `• ${partText(check.name, language)}${terms[language].colon} ${check.detail}${check.mend ? words.mend(check.mend) : ''}`,
      ),
  ];
}

/** How it stands with the backups, which may be made elsewhere; empty where what is broken says it. */
function backupsLead({ checks }: Health, language: Language): string {
  const check = checks.find(({ name }) => name === 'backups');
  if (!check) return catalogue[language].noBackups;
  return check.ok ? `${capital(partText('backups', language))}${terms[language].colon} ${check.detail}.` : '';
}
