import { insertFeedback } from '../../db/incident-feedback.ts';
import { activeMembers, timeline } from '../../db/incidents.ts';
import { findReviewSettings } from '../../db/review-settings.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Work } from '../work.ts';
import { participantsOf } from './participants.ts';

/** Asks everybody who took part how handling it went, each once, where the organisation wants that. */
export async function askFeedback({ tx, now }: Work, incident: Incident): Promise<void> {
  if (!(await findReviewSettings(tx)).asksFeedback) return;
  const active = new Set((await activeMembers(tx)).map(({ id }) => id));
  const took = participantsOf(await timeline(tx, incident.id, 2000)).map(({ memberId }) => memberId);
  await insertFeedback(
    tx,
    incident.id,
    took.filter((id) => active.has(id)),
    now,
  );
}
