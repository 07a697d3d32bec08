import { findOwnRetention, saveOwnRetention } from '../db/retention-settings.ts';
import { leastDays, type OwnRetention, RETENTION_NAMES, type RetentionLimits } from '../domain/retention.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import type { Work } from './work.ts';

/**
 * Sets for how many days the organisation keeps what: at least one (`biometricDays` none), at most what the installation's settings say; null leaves it to these, and
 * what is not named stays. Fails with `invalid_input`.
 */
export async function setRetention(
  work: Work,
  installation: RetentionLimits,
  change: Partial<Record<keyof RetentionLimits, number | null>>,
): Promise<OwnRetention> {
  const { tx, principal, now } = work;
  authorise(principal, 'members.write');
  const before = await findOwnRetention(tx);
  const after: OwnRetention = { ...before };
  for (const name of RETENTION_NAMES) {
    const days = change[name];
    if (days === undefined) continue;
    if (days === null) delete after[name];
    else if (Number.isInteger(days) && days >= leastDays(name) && days <= installation[name]) after[name] = days;
    else
      throw new SafeNestError(
        'invalid_input',
        `Days are whole numbers from ${leastDays(name)} to what this installation keeps, ${installation[name].toLocaleString('en-GB')} here; longer is set by whoever runs it.`,
        { details: { field: name, most: installation[name] } },
      );
  }
  const changed = RETENTION_NAMES.filter((name) => after[name] !== before[name]);
  if (changed.length === 0) return before;
  await saveOwnRetention(tx, after, { at: now, by: principal.name });
  await audit(work, {
    action: 'retention.settings',
    detail: Object.fromEntries(
      changed.map((name) => [name, { before: before[name] ?? null, after: after[name] ?? null }]),
    ),
  });
  return after;
}
