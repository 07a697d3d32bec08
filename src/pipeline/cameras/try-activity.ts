import { type Activity, activityInOrder, alertsOnActivity } from '../../db/camera-activity.ts';
import { listCameras } from '../../db/cameras.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import type { InOrg } from '../../db/scope.ts';
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
import { knownAmong, lookInOrder, TriedMatters, triedAs } from '../backtest-matters.ts';
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
export async function tryActivity(org: InOrg, rule: Rule, options: BacktestOptions): Promise<Backtest | null> {
  if (!unusualActivity.params.safeParse(rule.params).success) return null;
  const bound = unusualActivity.bind(rule.params);
  const { now, days = 30 } = options;
  const wanted = new Date(now.getTime() - days * DAY_MS);
  const from = new Date(wanted.getTime() - LEARNED_DAYS * DAY_MS);
  const { timeZone, cameras } = await org(async (tx) => ({
    timeZone: await organisationTimeZone(tx),
    cameras: new Map((await listCameras(tx)).map((camera) => [camera.number, camera])),
  }));
  const knowledge = createCameraKnowledge(timeZone, []);
  const lately = new Map<number, Activity[]>();
  const matters = new TriedMatters<Activity>(rule.cooldownSeconds);
  const looked = await lookInOrder<Activity>(org, options, {
    wanted,
    limit: PAGE,
    pageAfter: (tx, after) => activityInOrder(tx, { from, to: now, closedBy: now, after, limit: PAGE }),
    timeOf: ({ startedAt }) => startedAt,
    look(event) {
      const camera = cameras.get(event.camera);
      if (!camera) return;
      const before = (lately.get(event.camera) ?? []).filter(
        ({ startedAt }) => event.startedAt.getTime() - startedAt.getTime() <= LOOK_BACK_MS,
      );
      if (event.startedAt >= wanted) {
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
    },
  });
  const found = matters.all();
  return triedAs(found, {
    ...looked,
    of: 'camera_events',
    days,
    timeZone,
    refOf: ({ number }) => formatReference({ kind: 'camera_event', number }),
    known: await knownAmong(org, found, ({ id }) => id, alertsOnActivity),
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
  return { camera, event, sums, people: [], earlier: new Map(), usual, timeZone, over: true };
}
