import { cameraEventsToClose, findCameraEventById, saveCameraEvent } from '../../db/camera-events.ts';
import { findCameraById, lockCamera } from '../../db/cameras.ts';
import { forgetAppearances } from '../../db/detections.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { keepPicturesAs } from '../../db/pictures.ts';
import { findReportSchedule } from '../../db/report-schedules.ts';
import { type OrgDb, withOrg } from '../../db/scope.ts';
import type { CameraEvent } from '../../domain/camera.ts';
import type { OrgId } from '../../domain/id.ts';
import type { Language } from '../../domain/language.ts';
import type { StoredPicture } from '../../domain/picture.ts';
import { BY_RULES, cameraEventSummary } from '../../messages/camera-event-text.ts';
import type { WaitingNews } from '../../messages/outbound.ts';
import { factsOf, modelSummary, withAssessment } from './assessment.ts';
import type { CameraContext } from './camera-context.ts';
import { framesForModel, framesToShow } from './model-frames.ts';
import { type Observed, observe } from './observed.ts';
import { assessByRules } from './risk.ts';
import { judgeEvent } from './tell-picture.ts';

const AT_A_TIME = 50;
/** Clothing is compared for a day either way; what is older is not kept. */
const FORGET_CLOTHING_MS = 2 * 86_400_000;

/**
 * Ends the events of an organisation to which nothing was added for longer than the gap: each gets its summary, from a
 * language model where there is one, and is judged once more. Answers how many were ended.
 */
export async function closeCameraEvents(context: CameraContext, orgId: OrgId, signal?: AbortSignal): Promise<number> {
  const { db, window } = context;
  const quietSince = new Date(context.now().getTime() - window.gapMs);
  const waiting = await withOrg(db, orgId, async (tx) => {
    await forgetAppearances(tx, new Date(context.now().getTime() - FORGET_CLOTHING_MS));
    return cameraEventsToClose(tx, quietSince, AT_A_TIME);
  });
  let closed = 0;
  for (const event of waiting) {
    signal?.throwIfAborted();
    const found = await withOrg(db, orgId, async (tx) => {
      const observed = await stateOf(tx, event);
      if (!observed) return null;
      const { language } = (await findReportSchedule(tx)).schedule;
      return { observed, language, shown: context.assess ? await framesToShow(tx, event) : [] };
    });
    if (!found) continue;
    // no transaction is open while the model thinks
    const said = context.assess ? await assess(context, orgId, found, signal) : null;
    const news = await withOrg(db, orgId, (tx) => close(tx, event, said, context.now()));
    if (news === null) continue;
    closed++;
    if (news.length > 0) context.wake?.(orgId, news);
  }
  return closed;
}

async function assess(
  context: CameraContext,
  orgId: OrgId,
  { observed, language, shown }: { observed: Observed; language: Language; shown: readonly StoredPicture[] },
  signal?: AbortSignal,
): ReturnType<NonNullable<CameraContext['assess']>> {
  try {
    const pictures = await framesForModel(context, observed.camera, shown);
    return (await context.assess?.(orgId, factsOf(observed, language), signal, pictures)) ?? null;
  } catch (err) {
    context.log.warn({ err }, 'a camera event is summarised without the language model');
    return null;
  }
}

async function stateOf(tx: OrgDb, event: CameraEvent): Promise<Observed | null> {
  const camera = await findCameraById(tx, event.cameraId);
  return camera && observe(tx, { camera, event, timeZone: await organisationTimeZone(tx), over: true });
}

/** Null where something was added meanwhile: then it is not over. */
async function close(
  tx: OrgDb,
  before: CameraEvent,
  said: Awaited<ReturnType<NonNullable<CameraContext['assess']>>>,
  now: Date,
): Promise<WaitingNews[] | null> {
  const camera = await lockCamera(tx, before.cameraId);
  const event = await findCameraEventById(tx, before.id);
  if (!camera || !event || event.closedAt || event.updatedAt.getTime() !== before.updatedAt.getTime()) return null;
  const known = { camera, event, timeZone: await organisationTimeZone(tx), over: true };
  // rules may ask for a risk that only the model's view brought
  const { observed, news } = await judgeEvent(tx, known, now, (seen) => {
    const byRules = assessByRules(seen);
    return said ? withAssessment(byRules, said.assessment, said.view) : byRules;
  });
  await saveCameraEvent(tx, {
    ...observed.event,
    summary: said ? modelSummary(said.assessment) : cameraEventSummary(observed, 'en'),
    summaryBy: said ? said.model : BY_RULES,
    view: said?.view ?? null,
    closedAt: now,
  });
  if (event.bestPictureId) await keepPicturesAs(tx, [event.bestPictureId], 'event');
  return news;
}
