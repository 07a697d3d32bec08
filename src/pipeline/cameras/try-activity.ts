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
import { stateOf } from '../anomaly/baselines/baseline.ts';
import {
  type CameraKnowledge,
  cameraKey,
  classKey,
  createCameraKnowledge,
} from '../anomaly/baselines/camera-knowledge.ts';
import { LOOK_BACK_MS } from '../anomaly/baselines/judge-hours.ts';
import { besideUsual, type UsualHere } from '../anomaly/baselines/usual-here.ts';
import { type BacktestOptions, perDay, rounded } from '../backtest.ts';
import type { Observed } from './observed.ts';
import type { CameraFinding } from './rules/camera-rule.ts';
import { unusualActivity } from './rules/unusual-activity.ts';

const DAY_MS = 86_400_000;
/** What is usual is learned from so many days before the stretch. */
const LEARNED_DAYS = 90;
const PAGE = 1000;
const EXAMPLES = 5;

/** What would have been one alert. */
interface Matter {
  first: number;
  last: number;
  events: Activity[];
  finding: CameraFinding;
}

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
  const matters = new Map<string, Matter[]>();
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
          add(matters, finding, event, rule.cooldownSeconds * 1000);
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
  const found = [...matters.values()].flat();
  const to = outOfTime ? last : now;
  const begin = first ?? wanted;
  const covered = Math.min(days, Math.max(1, Math.round((to.getTime() - begin.getTime()) / DAY_MS)));
  return {
    of: 'camera_events',
    from: begin.toISOString(),
    to: to.toISOString(),
    days: covered,
    logins: looked,
    matched: found.reduce((sum, { events }) => sum + events.length, 0),
    alerts: found.length,
    perWeek: rounded((found.length * 7) / covered),
    perDay: perDay(found, begin, to, timeZone),
    examples: found
      .toSorted((a, b) => b.first - a.first)
      .slice(0, EXAMPLES)
      .map(exampleOf),
    known: await knownAmong(org, found),
    cut: outOfTime ? 'time' : null,
  };
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
    first: startedAt,
    last: endedAt,
    bestPictureId: '',
  }));
  return { camera, event, sums, people: [], usual, timeZone, over: true };
}

/** Findings of one fingerprint that are no further apart than the cooldown are one alert, as when they are raised. */
function add(matters: Map<string, Matter[]>, finding: CameraFinding, event: Activity, reachMs: number): void {
  const known = matters.get(finding.fingerprint) ?? [];
  const [begins, ends] = [finding.first.getTime(), finding.last.getTime()];
  const latest = known.at(-1);
  if (latest && begins <= latest.last + reachMs) {
    latest.last = Math.max(latest.last, ends);
    latest.events.push(event);
    latest.finding = finding;
  } else known.push({ first: begins, last: ends, events: [event], finding });
  matters.set(finding.fingerprint, known);
}

const exampleOf = ({ finding, events, last }: Matter): Backtest['examples'][number] => ({
  title: finding.title(events.length),
  at: new Date(last).toISOString(),
  events: events.length,
  logs: events.slice(-3).map(({ number }) => formatReference({ kind: 'camera_event', number })),
});

async function knownAmong(
  org: <T>(work: (tx: OrgDb) => Promise<T>) => Promise<T>,
  matters: readonly Matter[],
): Promise<Backtest['known']> {
  const known = { alerts: 0, falseAlarms: 0 };
  for (let at = 0; at < matters.length; at += 200) {
    const some = matters.slice(at, at + 200);
    const rows = await org((tx) =>
      alertsOnActivity(
        tx,
        some.flatMap(({ events }) => events.map(({ id }) => id)),
      ),
    );
    const statuses = Map.groupBy(rows, ({ id }) => id);
    for (const { events } of some) {
      const found = events.flatMap(({ id }) => (statuses.get(id) ?? []).map(({ status }) => status));
      if (found.length > 0) known.alerts++;
      if (found.includes('false_alarm')) known.falseAlarms++;
    }
  }
  return known;
}
