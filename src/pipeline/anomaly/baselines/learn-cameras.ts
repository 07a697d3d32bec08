import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { baselinesOf, deleteBaselines, saveBaselines } from '../../../db/baselines.ts';
import {
  type Activity,
  type ActivityCursor,
  activityClosedBetween,
  activityInOrder,
  hasActivity,
} from '../../../db/camera-activity.ts';
import { listLearning, lockLearning, moveLearning, saveLearned } from '../../../db/learning.ts';
import { organisationTimeZone } from '../../../db/organisations.ts';
import type { InOrg, OrgDb } from '../../../db/scope.ts';
import { createCameraKnowledge, keysOf } from './camera-knowledge.ts';

const DAYS = 90;
const MOST_EVENTS = 200_000;
const PAGE = 1000;
const SAVED_AT_ONCE = 200;
/** An event that was closed by then is stored, whoever closed it. */
const SETTLED_MS = 60_000;
const DAY_MS = 86_400_000;

export interface CameraLearningParts {
  org: InOrg;
  now: Date;
  signal?: AbortSignal;
}

/**
 * Learns when an organisation's cameras usually see what, from the events that were over since the last time; the first time, from
 * the last 90 days. Answers how many events that were. An event that a late picture opened again counts twice until the night.
 */
export async function learnCameras(parts: CameraLearningParts): Promise<number> {
  const { org, now, signal } = parts;
  const known = await org(async (tx) => {
    const [learning] = (await listLearning(tx)).filter(({ what }) => what === 'cameras');
    return { until: learning?.until ?? null, any: await hasActivity(tx) };
  });
  if (!known.any) return 0;
  if (known.until === null) return trainCameras(parts);
  let learned = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { taken, isLast } = await org((tx) => learnPage(tx, now));
    learned += taken;
    if (isLast) return learned;
  }
}

async function learnPage(tx: OrgDb, now: Date): Promise<{ taken: number; isLast: boolean }> {
  const until = await lockLearning(tx, 'cameras');
  if (until === null) return { taken: 0, isLast: true };
  const page = await activityClosedBetween(tx, until, settled(now), PAGE);
  const events = whole(page);
  const last = events.at(-1);
  if (!last) return { taken: 0, isLast: true };
  const keys = events.map(keysOf);
  const stored = [
    ...(await baselinesOf(tx, 'camera', [...new Set(keys.map(({ camera }) => camera))])),
    ...(await baselinesOf(tx, 'object', [...new Set(keys.flatMap(({ classes }) => classes))])),
  ];
  const knowledge = createCameraKnowledge(await organisationTimeZone(tx), stored);
  for (const event of events.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())) knowledge.take(event);
  await saveBaselines(tx, knowledge.baselines(), now);
  await moveLearning(tx, 'cameras', last.closedAt!);
  return { taken: events.length, isLast: page.length < PAGE };
}

/** Without the last moment of a full page: there may be more of it on the next one. */
function whole(page: readonly Activity[]): readonly Activity[] {
  if (page.length < PAGE) return page;
  const end = page.at(-1)!.closedAt!.getTime();
  const before = page.filter(({ closedAt }) => closedAt!.getTime() < end);
  return before.length > 0 ? before : page;
}

/** Learns all anew from the last 90 days, page by page in transactions of their own; answers from how many events. */
export async function trainCameras({ org, now, signal }: CameraLearningParts): Promise<number> {
  const closedBy = settled(now);
  const from = new Date(now.getTime() - DAYS * DAY_MS);
  const knowledge = createCameraKnowledge(await org(organisationTimeZone), []);
  let items = 0;
  let after: ActivityCursor | null = null;
  while (items < MOST_EVENTS) {
    signal?.throwIfAborted();
    const page: Activity[] = await org((tx) => activityInOrder(tx, { from, to: now, closedBy, after, limit: PAGE }));
    for (const event of page) knowledge.take(event);
    items += page.length;
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = { startedAt: last.startedAt, id: last.id };
    await yieldToOthers();
  }
  const baselines = knowledge.baselines();
  await org(async (tx) => {
    // whoever learned something newer meanwhile did so on the old ones: that is learned once more
    await lockLearning(tx, 'cameras');
    await deleteBaselines(tx, ['camera', 'object']);
    for (let at = 0; at < baselines.length; at += SAVED_AT_ONCE)
      await saveBaselines(tx, baselines.slice(at, at + SAVED_AT_ONCE), now);
    await saveLearned(tx, 'cameras', { until: closedBy, at: now, items });
  });
  return items;
}

const settled = (now: Date): Date => new Date(now.getTime() - SETTLED_MS);
