import { lockIngestion } from '../../../db/events.ts';
import { successesOf } from '../../../db/login-scores.ts';
import { listRules } from '../../../db/rules.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { Pattern } from '../../../domain/unusual.ts';
import type { WaitingNews } from '../../../messages/outbound.ts';
import type { AlertFinding } from '../../alert-finding.ts';
import { raiseAlerts } from '../../raise-alert.ts';
import { slotOf, stateOf, usual } from '../baselines/baseline.ts';
import { hasLasted, judgeHours, LOOK_BACK_MS, unusualSince } from '../baselines/judge-hours.ts';
import type { Login } from '../detector.ts';
import { volumeFinding, volumeVoice } from './login-volume.ts';

/** So many logins at most are looked at of one account, and so many named in an alert. */
const MOST_LOGINS = 5000;
const MOST_NAMED = 200;

/**
 * Raises what the organisation's active `login_volume` rules are about, of the accounts that just signed in: the latest login of each, with
 * its pattern that knows of them. What an account did is only read where the count of its hour stands out.
 */
export async function tellVolume(
  tx: OrgDb,
  { now, timeZone, latest }: { now: Date; timeZone: string; latest: readonly { login: Login; pattern: Pattern }[] },
): Promise<WaitingNews[]> {
  if (latest.length === 0) return [];
  const rules = (await listRules(tx, ['active'])).flatMap((rule) => volumeVoice(rule) ?? []);
  const findings: AlertFinding[] = [];
  for (const { login, pattern } of rules.length === 0 ? [] : latest) {
    const wanted = rules.filter(({ params }) => standsOut(pattern, login, timeZone, params));
    if (wanted.length === 0) continue;
    const from = new Date(login.occurredAt.getTime() - LOOK_BACK_MS);
    const logins = await successesOf(tx, login.account, from, login.occurredAt, MOST_LOGINS);
    const judged = judgeHours(
      pattern,
      logins.map(({ occurredAt }) => ({ startedAt: occurredAt, endedAt: occurredAt })),
      timeZone,
    );
    const last = judged.at(-1);
    if (!last) continue;
    for (const { voice, params } of wanted) {
      if (last.count < params.min_in_hour || !hasLasted(judged, params)) continue;
      const since = unusualSince(judged, params.deviations)!;
      const named = logins.filter(({ occurredAt }) => occurredAt.getTime() >= since).slice(-MOST_NAMED);
      findings.push(volumeFinding(voice, named, last));
    }
  }
  if (findings.length === 0) return [];
  await lockIngestion(tx);
  const { news } = await raiseAlerts(
    tx,
    now,
    findings,
    rules.map(({ voice }) => voice),
  );
  return news;
}

/** Whether the hour of an account's latest login has more than usual, by its pattern alone. */
function standsOut(
  pattern: Pattern,
  { occurredAt }: Pick<Login, 'occurredAt'>,
  timeZone: string,
  { deviations, min_in_hour }: { deviations: number; min_in_hour: number },
): boolean {
  const { day, weekday, hour } = slotOf(occurredAt, timeZone);
  if (pattern.day !== day || stateOf(pattern, occurredAt) !== 'ready') return false;
  const count = pattern.today[hour]!;
  if (count < min_in_hour) return false;
  const { mean, deviation } = usual(pattern, weekday, hour);
  return count - mean >= deviations * deviation;
}
