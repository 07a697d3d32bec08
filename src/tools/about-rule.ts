import { countAlertsBy, listAlerts } from '../db/alerts.ts';
import { firstRuleVersion } from '../db/rule-versions.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { can } from '../domain/role.ts';
import type { Rule } from '../domain/rule.ts';
import { oneLine } from '../domain/text.ts';
import { formatTime } from '../domain/time-words.ts';
import type { Citation } from '../messages/card.ts';
import { alertCitation, alertData } from './tool-data.ts';

/** What is told of one rule beside what it looks for. */
export interface RuleNoise {
  alerts_7d: number;
  alerts_30d: number;
  /** Of the last, those that somebody settled, and those they called false. */
  judged: number;
  false_alarms: number;
  /** Accounts, or where there are none addresses, that its alerts of 30 days were about. */
  about: { quoted_name: string; count: number }[];
  latest?: { ref: string; quoted_title: string; time: string };
  made?: { when: string; by: string };
  was_changed: boolean;
}

const DAY_MS = 86_400_000;
const MOST_ABOUT = 5;

/** How often a rule fired, how that was judged, whom it was about, and since when there is such a rule. */
export async function ruleNoise(
  tx: OrgDb,
  rule: Rule,
  { principal, now, language }: { principal: Principal; now: Date; language: Language },
): Promise<{ noise: RuleNoise; citations: Citation[] }> {
  const since = (days: number) => ({ noticedBy: rule.id, from: new Date(now.getTime() - days * DAY_MS) });
  const week = await countAlertsBy(tx, since(7), 'status');
  const month = await countAlertsBy(tx, since(30), 'status');
  const sum = (rows: readonly { count: number }[]): number => rows.reduce((total, { count }) => total + count, 0);
  const of = (status: string): number => month.find(({ value }) => value === status)?.count ?? 0;
  const accounts = (await countAlertsBy(tx, since(30), 'account')).filter(({ value }) => value !== null);
  const about =
    accounts.length > 0
      ? accounts
      : (await countAlertsBy(tx, since(30), 'address')).filter(({ value }) => value !== null);
  const [latest] = can(principal.role, 'alerts.read') ? await listAlerts(tx, { noticedBy: rule.id, limit: 1 }) : [];
  const first = await firstRuleVersion(tx, rule.id);
  const reader = { timeZone: principal.timeZone, now, language };
  const time = (at: Date): string => formatTime(at, principal.timeZone, now);
  return {
    noise: {
      alerts_7d: sum(week),
      alerts_30d: sum(month),
      judged: of('resolved') + of('false_alarm'),
      false_alarms: of('false_alarm'),
      about: about.slice(0, MOST_ABOUT).map(({ value, count }) => ({ quoted_name: oneLine(value!, 100), count })),
      ...(latest && {
        latest: {
          ref: alertData(latest, reader).ref,
          quoted_title: alertData(latest, reader).title,
          time: time(latest.lastSeen),
        },
      }),
      ...(first && { made: { when: time(first.changedAt), by: oneLine(first.changedBy, 80) } }),
      was_changed: first !== null && rule.updatedAt.getTime() !== first.changedAt.getTime(),
    },
    citations: latest ? [alertCitation(latest)] : [],
  };
}
