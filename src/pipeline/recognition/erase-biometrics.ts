import { type Biometrics, countBiometrics, deleteBiometrics } from '../../db/biometrics.ts';
import { newestConsent } from '../../db/consents.ts';
import { findOwnRetention } from '../../db/retention-settings.ts';
import type { OrgDb } from '../../db/scope.ts';
import { type RetentionLimits, withOwn } from '../../domain/retention.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';

const DAY_MS = 86_400_000;
/** Of each, in one transaction. */
const BATCH = 5000;

export interface BiometricsKept extends Biometrics {
  /** For how many days they are kept once the organisation's consent is taken back; 0: not at all. */
  days: number;
  /** From when they are erased, in the night that follows; null while the consent holds, and where nothing is left to erase. */
  erasedFrom: Date | null;
}

/** What people are recognised by here, and when it goes. */
export async function seeBiometrics(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  installation: RetentionLimits,
): Promise<BiometricsKept> {
  authorise(principal, 'people.read');
  const kept = await countBiometrics(tx);
  const { biometricDays: days } = withOwn(installation, await findOwnRetention(tx));
  const since = kept.faces + kept.bodies > 0 ? await withdrawnAt(tx) : null;
  return { ...kept, days, erasedFrom: since && new Date(since.getTime() + days * DAY_MS) };
}

/**
 * Erases what people are recognised by where the organisation's consent was taken back before then: faces, bodies, the colours of clothes,
 * with a line of the audit log. Names and pictures stay as long as they would. A part at a time: `complete` says whether all of it is gone.
 */
export async function eraseBiometrics(work: Work, before: Date): Promise<{ erased: Biometrics; complete: boolean }> {
  const since = await withdrawnAt(work.tx);
  if (!since || since > before) return { erased: { faces: 0, bodies: 0 }, complete: true };
  const erased = await deleteBiometrics(work.tx, BATCH);
  if (erased.faces + erased.bodies > 0)
    await audit(work, { action: 'biometrics.erase', subject: 'organisation', detail: { ...erased, withdrawn: since } });
  return { erased, complete: erased.faces < BATCH && erased.bodies < BATCH };
}

/** How much of it there is although it should have been erased before then. */
export async function countOverdueBiometrics(tx: OrgDb, before: Date): Promise<number> {
  const since = await withdrawnAt(tx);
  if (!since || since > before) return 0;
  const { faces, bodies } = await countBiometrics(tx);
  return faces + bodies;
}

/** When the organisation took its consent back; null where it holds, or never was. */
async function withdrawnAt(tx: OrgDb): Promise<Date | null> {
  const consent = await newestConsent(tx, null);
  return consent?.state === 'withdrawn' ? consent.at : null;
}
