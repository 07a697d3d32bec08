import { bringBack } from '../../db/archived-people.ts';
import { insertConsent, listConsents, newestConsent } from '../../db/consents.ts';
import { forgetAppearancesOf } from '../../db/detections.ts';
import { deleteVectorsOf } from '../../db/face-vectors.ts';
import { countFaces } from '../../db/faces.ts';
import { setPersonThreshold } from '../../db/persons.ts';
import { findOwnRetention } from '../../db/retention-settings.ts';
import type { OrgDb } from '../../db/scope.ts';
import { newId } from '../../domain/id.ts';
import type { Consent, Person } from '../../domain/person.ts';
import { type RetentionLimits, USUAL_RETENTION, withOwn } from '../../domain/retention.ts';
import { cleanText } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { uncalibrateAround } from './calibrate-threshold.ts';
import { eraseBiometrics } from './erase-biometrics.ts';
import { refOf } from './people.ts';

const LONGEST = 20_000;

export interface NewConsent {
  state: Consent['state'];
  /** The policy, or the words that were agreed to. */
  text: string;
  /** When it was given, where that was before now. */
  at?: Date;
}

/** Whether faces may be looked for and recognised at all; they may not until the organisation's consent is recorded. */
export const recognitionAllowed = async (tx: OrgDb): Promise<boolean> =>
  (await newestConsent(tx, null))?.state === 'given';

/** Fails with `forbidden`, and says what an admin has to do, while they may not. */
export async function requireRecognition(tx: OrgDb): Promise<void> {
  if (await recognitionAllowed(tx)) return;
  throw new SafeNestError(
    'forbidden',
    'Faces are not recognised here: the organisation’s consent is not recorded. An admin can record it on the people page.',
  );
}

/**
 * Records that the organisation allows the recognition of faces, or no longer does. Admins only. Once it does not, nobody is recognised, and
 * what people are recognised by is erased after the days that are set, at once where these are none; names and pictures stay.
 */
export async function recordOrganisationConsent(
  work: Work,
  given: NewConsent,
  installation: RetentionLimits = USUAL_RETENTION,
): Promise<Consent> {
  authorise(work.principal, 'members.write');
  const consent = await record(work, null, given);
  const action = given.state === 'given' ? 'consent.give' : 'consent.withdraw';
  await audit(work, { action, subject: 'organisation', detail: { at: consent.at, text: consent.text } });
  const { biometricDays } = withOwn(installation, await findOwnRetention(work.tx));
  for (let complete = given.state === 'given' || biometricDays > 0; !complete; )
    ({ complete } = await eraseBiometrics(work, consent.at));
  return consent;
}

/** By so many of somebody's pictures they are left out. */
const LEFT_OUT_BY = 5;

export interface NewPersonConsent extends NewConsent {
  /**
   * Whoever takes their consent back agrees that the numbers of a few of their faces are kept for one thing alone: that nothing is told or
   * kept of their face. Without it all are erased, and their face is that of a stranger.
   */
  leaveOut?: boolean;
}

/**
 * Records somebody's own consent, or that they took it back. Then their face is not recognised any more: the numbers they were
 * recognised by are erased, but for a few where they agreed to `leaveOut`. Fails with `conflict` where there is nothing to leave them out by.
 */
export async function recordPersonConsent(
  work: Work,
  person: Person,
  { leaveOut = false, ...given }: NewPersonConsent,
): Promise<Consent> {
  authorise(work.principal, 'people.write');
  if (leaveOut && given.state === 'given')
    throw new SafeNestError('invalid_input', 'Only whoever takes their consent back can be left out.');
  if (leaveOut && !((await countFaces(work.tx, [person.id])).get(person.id)?.compared ?? 0))
    throw new SafeNestError(
      'conflict',
      `There is no face of ${refOf(person)} by which they could be left out. Nothing was recorded; take the consent back without it.`,
    );
  const consent = await record(work, person.id, given);
  await bringBack(work.tx, [person.id]);
  let vectors = 0;
  if (given.state === 'withdrawn') {
    await uncalibrateAround(work.tx, person.id);
    vectors = await deleteVectorsOf(work.tx, person.id, { keepBest: leaveOut ? LEFT_OUT_BY : 0 });
    await forgetAppearancesOf(work.tx, person.id);
    await setPersonThreshold(work.tx, person.id, null);
  }
  const action = given.state === 'given' ? 'person.consent' : 'person.withdraw_consent';
  await audit(work, {
    action,
    subject: refOf(person),
    detail: { at: consent.at, ...(vectors > 0 ? { vectors } : {}), ...(leaveOut ? { leaveOut } : {}) },
  });
  return consent;
}

/** When somebody took their consent back; null where they gave it anew since, or never did. */
export async function withdrawnSince(tx: OrgDb, personId: string): Promise<Date | null> {
  const newest = await newestConsent(tx, personId);
  return newest?.state === 'withdrawn' ? newest.at : null;
}

/** What is shorter says nothing: it would be told as no time at all. */
const SHORTEST_SPAN_MS = 60_000;

/** When within a time nobody was looked for, as the organisation's consent was taken back and not given anew yet; latest first. */
export async function unlookedSpans(tx: OrgDb, within: { from: Date; to: Date }): Promise<{ from: Date; to: Date }[]> {
  const consents = await listConsents(tx, null);
  return consents.flatMap(({ state, at }, index) => {
    const anew = consents[index - 1];
    if (state !== 'withdrawn' || !anew) return [];
    const [from, to] = [at > within.from ? at : within.from, anew.at < within.to ? anew.at : within.to];
    return anew.state === 'given' && to.getTime() - from.getTime() >= SHORTEST_SPAN_MS ? [{ from, to }] : [];
  });
}

/** Whether somebody took their consent back and did not give it anew. */
export const hasWithdrawn = async (tx: OrgDb, personId: string): Promise<boolean> =>
  (await withdrawnSince(tx, personId)) !== null;

/** Fails with `conflict` for whoever took their consent back. */
export async function requireNotWithdrawn(tx: OrgDb, person: Person): Promise<void> {
  if (await hasWithdrawn(tx, person.id))
    throw new SafeNestError(
      'conflict',
      `${refOf(person)} took back their consent. Record it anew before their face is used again.`,
    );
}

/** What was recorded for the organisation, or for a person, newest first. */
export async function seeConsents(work: Pick<Work, 'tx' | 'principal'>, personId: string | null): Promise<Consent[]> {
  authorise(work.principal, 'people.read');
  return listConsents(work.tx, personId);
}

async function record({ tx, principal, now }: Work, personId: string | null, given: NewConsent): Promise<Consent> {
  const text = cleanText(given.text);
  if (text === '' || text.length > LONGEST)
    throw new SafeNestError('invalid_input', `Say what was agreed to, in at most ${LONGEST} characters.`);
  const newest = await newestConsent(tx, personId);
  const after = newest ? newest.at.getTime() + 1 : 0;
  const at = given.at ?? new Date(Math.max(now.getTime(), after));
  if (Number.isNaN(at.getTime()) || (given.at && at > now))
    throw new SafeNestError('invalid_input', 'A consent cannot be given in the future.');
  if (at.getTime() < after)
    throw new SafeNestError(
      'conflict',
      'Something newer is recorded already; what is recorded now must come after it.',
    );
  const consent: Consent = {
    id: newId(now.getTime()),
    personId,
    state: given.state,
    text,
    at,
    recordedBy: principal.name,
  };
  await insertConsent(tx, consent);
  return consent;
}
