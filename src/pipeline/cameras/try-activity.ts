import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { type Activity, type ActivityCursor, activityInOrder, alertsOnActivity } from '../../db/camera-activity.ts';
import { listCameras } from '../../db/cameras.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { Camera, CameraEvent } from '../../domain/camera.ts';
import { classesAmong } from '../../domain/object-class.ts';
import type { Backtest } from '../../domain/proposal.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Rule } from '../../domain/rule.ts';
import { tellCameraAlert } from '../../messages/tell-camera-alert.ts';
import { stateOf } from '../anomaly/baselines/baseline.ts';
import {
  type CameraKnowledge,
  cameraKey,
  classKey,
  createCameraKnowledge,
} from '../anomaly/baselines/camera-knowledge.ts';
import { LOOK_BACK_MS } from '../anomaly/baselines/judge-hours.ts';
import { besideUsual, type UsualHere } from '../anomaly/baselines/usual-here.ts';
import type { BacktestOptions } from '../backtest.ts';
import { knownOf, type TriedMatter, TriedMatters, triedAs } from '../backtest-matters.ts';
import type { Observed } from './observed.ts';
import { toldOf } from './rules/camera-rule.ts';
import { unusualActivity } from './rules/unusual-activity.ts';

const DAY_MS = 86_400_000;
/** What is usual is learned from so many days before the stretch. */
const LEARNED_DAYS = 90;
const PAGE = 1000;

/**
 * What a rule about unusual activity would have raised in the last `days` (30): every camera event beside what was usual up to then,
 * learned on the way as it is in the night, by the rule itself. Who was in them is not looked up. Null where it cannot be run.
 */
export async function tryActivity(
  org: <T>(work: (tx: OrgDb) => Promise<T>) => Promise<T>,
  rule: Rule,
  { now, days = 30, budgetMs = 4000, clock = () => performance.now(), signal, onProgress }: BacktestOptions,
): Promise<Backtest | null> {
  if (!unusualActivity.params.safeParse(rule.params).success) return null;
  const bound = unusualActivity.bind(rule.params);
  const began = clock();
  const wanted = new Date(now.getTime() - days * DAY_MS);
  const { timeZone, cameras } = await org(async (tx) => ({
    timeZone: await organisationTimeZone(tx),
    cameras: new Map((await listCameras(tx)).map((camera) => [camera.number, camera])),
  }));
  const knowledge = createCameraKnowledge(timeZone, []);
  const lately = new Map<number, Activity[]>();
  const matters = new TriedMatters<Activity>(rule.cooldownSeconds);
  let looked = 0;
  let first: Date | null = null;
  let last = wanted;
  let outOfTime = false;
  let after: ActivityCursor | null = null;
  const from = new Date(wanted.getTime() - LEARNED_DAYS * DAY_MS);
  while (!outOfTime) {
    const page: Activity[] = await org((tx) =>
      activityInOrder(tx, { from, to: now, closedBy: now, after, limit: PAGE }),
    );
    for (const event of page) {
      const camera = cameras.get(event.camera);
      if (!camera) continue;
      const before = (lately.get(event.camera) ?? []).filter(
        ({ startedAt }) => event.startedAt.getTime() - startedAt.getTime() <= LOOK_BACK_MS,
      );
      if (event.startedAt >= wanted) {
        looked++;
        first ??= event.startedAt;
        last = event.startedAt;
        const usual = usualOf(knowledge, event, before, timeZone);
        for (const finding of bound.evaluate(observedOf(camera, event, usual, timeZone)))
          matters.add(finding.fingerprint, {
            first: finding.first.getTime(),
            last: finding.last.getTime(),
            items: [event],
            title: (events) => tellCameraAlert(toldOf(finding.matter, camera, events, []), 'en').title,
          });
      }
      lately.set(event.camera, [...before, event]);
      knowledge.take(event);
    }
    const end = page.at(-1);
    if (!end || page.length < PAGE) break;
    after = { startedAt: end.startedAt, id: end.id };
    await yieldToOthers();
    signal?.throwIfAborted();
    onProgress?.(looked, looked);
    outOfTime = clock() - began > budgetMs;
  }
  const found = matters.all();
  return triedAs(found, {
    of: 'camera_events',
    from: first ?? wanted,
    to: outOfTime ? last : now,
    days,
    timeZone,
    logins: looked,
    refOf: ({ number }) => formatReference({ kind: 'camera_event', number }),
    known: await knownAmong(org, found),
    cut: outOfTime ? 'time' : null,
  });
}

function usualOf(
  knowledge: Pick<CameraKnowledge, 'of'>,
  event: Activity,
  before: readonly Activity[],
  timeZone: string,
): UsualHere[] {
  const camera = knowledge.of(cameraKey(event.camera));
  if (!camera || stateOf(camera, event.startedAt) !== 'ready') return [];
  return classesAmong(Object.keys(event.objects)).map((one) =>
    besideUsual(one, knowledge.of(classKey(event.camera, one)), before, event, timeZone),
  );
}

/** The event as the rule would have seen it when it was over; without people and pictures, which such a rule does not ask for. */
function observedOf(camera: Camera, activity: Activity, usual: readonly UsualHere[], timeZone: string): Observed {
  const { id, number, startedAt, endedAt, objects, zones, risk } = activity;
  const event: CameraEvent = {
    id,
    number,
    cameraId: camera.id,
    startedAt,
    endedAt,
    pictures: 1,
    bestPictureId: null,
    objects,
    zones,
    risk,
    reasons: [],
    summary: '',
    summaryBy: null,
    closedAt: activity.closedAt,
    updatedAt: endedAt,
  };
  const sums = Object.entries(objects).map(([kind, { most, score }]) => ({
    kind,
    zones,
    personId: null,
    count: most,
    score,
    pictures: event.pictures,
    first: startedAt,
    last: endedAt,
    bestPictureId: '',
  }));
  return { camera, event, sums, people: [], usual, timeZone, over: true };
}

async function knownAmong(
  org: <T>(work: (tx: OrgDb) => Promise<T>) => Promise<T>,
  matters: readonly TriedMatter<Activity>[],
): Promise<Backtest['known']> {
  const ids = matters.flatMap(({ items }) => items.map(({ id }) => id));
  const rows: { id: string; status: string }[] = [];
  for (let at = 0; at < ids.length; at += 1000)
    rows.push(...(await org((tx) => alertsOnActivity(tx, ids.slice(at, at + 1000)))));
  const statuses = Map.groupBy(rows, ({ id }) => id);
  return knownOf(matters, ({ id }) => (statuses.get(id) ?? []).map(({ status }) => status));
}
