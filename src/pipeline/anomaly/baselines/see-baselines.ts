import { type Baseline, baselinesOf, listBaselines } from '../../../db/baselines.ts';
import { listCameras } from '../../../db/cameras.ts';
import { organisationTimeZone } from '../../../db/organisations.ts';
import type { OrgDb } from '../../../db/scope.ts';
import { OBJECT_CLASSES } from '../../../domain/object-class.ts';
import type { Principal } from '../../../domain/principal.ts';
import { can, type Permission } from '../../../domain/role.ts';
import { BASELINE_KINDS, type BaselineKind, type BaselineState } from '../../../domain/unusual.ts';
import { classText } from '../../../messages/catalogue/usual.ts';
import { authorise } from '../../authorise.ts';
import { slotOf, stateOf, upTo, usual } from './baseline.ts';
import { cameraKey } from './camera-knowledge.ts';
import { RARE_BELOW } from './usual-here.ts';

const PERMISSION: Record<BaselineKind, Permission> = {
  organisation: 'logs.read',
  account: 'logs.read',
  camera: 'cameras.read',
  object: 'cameras.read',
};

/** A baseline in a list. */
export interface BaselineLine {
  kind: BaselineKind;
  name: string;
  /** What people call it: `vehicles at Front door`. */
  title: string;
  events: number;
  state: BaselineState;
  updatedAt: Date;
}

/** Which baselines there are of a kind, or of all that the asker may see, the busiest first. */
export async function seeBaselines(
  tx: OrgDb,
  principal: Principal,
  { kind, now, limit = 200 }: { kind?: BaselineKind; now: Date; limit?: number },
): Promise<BaselineLine[]> {
  if (kind) authorise(principal, PERMISSION[kind]);
  const kinds = (kind ? [kind] : BASELINE_KINDS).filter(
    (one) => one !== 'organisation' && can(principal.role, PERMISSION[one]),
  );
  const seesCameras = kinds.some((one) => one === 'camera' || one === 'object');
  const names = seesCameras ? await cameraNames(tx) : new Map<string, string>();
  const cameras = seesCameras ? await listBaselines(tx, { kinds: ['camera'], limit: 1000 }) : [];
  const spans = new Map(cameras.map(({ name, span }) => [name, span]));
  const lines = await listBaselines(tx, { kinds, limit });
  return lines.map(({ span, ...line }) => ({
    ...line,
    title: titleOf(line.kind, line.name, names),
    state: stateOf(line.kind === 'object' ? (spans.get(partsOf(line.name).camera) ?? span) : span, now),
  }));
}

/** One baseline as it stands today. */
export interface BaselineSeen extends Baseline {
  title: string;
  state: BaselineState;
  timeZone: string;
  /** By hour, then weekday, 168 from Monday 00:00: how many events an hour usually has, and by how many that varies. */
  usual: { mean: number; deviation: number }[];
  /** Stretches of the day in which it hardly ever happens, on any day; `to` is the hour in which it begins again. */
  quiet: { from: number; to: number }[];
}

/** One baseline, with how far it has come; null where there is none. What a camera sees is known as long as its camera is. */
export async function seeBaseline(
  tx: OrgDb,
  principal: Principal,
  kind: BaselineKind,
  name: string,
  now: Date,
): Promise<BaselineSeen | null> {
  authorise(principal, PERMISSION[kind]);
  const [found] = await baselinesOf(tx, kind, [name]);
  if (!found) return null;
  const timeZone = await organisationTimeZone(tx);
  const pattern = upTo(found.pattern, slotOf(now, timeZone).day);
  const [camera] = kind === 'object' ? await baselinesOf(tx, 'camera', [partsOf(name).camera]) : [];
  const hours = Array.from({ length: 168 }, (_, slot) => usual(pattern, Math.floor(slot / 24), slot % 24));
  return {
    ...found,
    pattern,
    title: titleOf(kind, name, kind === 'camera' || kind === 'object' ? await cameraNames(tx) : new Map()),
    state: stateOf((camera ?? found).pattern, now),
    timeZone,
    usual: hours,
    quiet: quietHours(hours.map(({ mean }) => mean)),
  };
}

/** The stretches of hours whose mean is hardly anything on every weekday; none where that is the whole day. */
export function quietHours(means: readonly number[]): { from: number; to: number }[] {
  const quiet = Array.from({ length: 24 }, (_, hour) =>
    Array.from({ length: 7 }, (_, day) => means[day * 24 + hour] ?? 0).every((mean) => mean < RARE_BELOW),
  );
  const stretches: { from: number; to: number }[] = [];
  for (let from = 0; from < 24; from++) {
    if (!quiet[from] || quiet[(from + 23) % 24]) continue;
    let to = from;
    while (quiet[to % 24]) to++;
    stretches.push({ from, to: to % 24 });
  }
  return stretches;
}

async function cameraNames(tx: OrgDb): Promise<Map<string, string>> {
  return new Map((await listCameras(tx)).map(({ number, name }) => [cameraKey(number), name]));
}

/** `CAM-3 vehicle` → its camera and what is seen there. */
function partsOf(name: string): { camera: string; of: string } {
  const [camera = '', of = ''] = name.split(' ');
  return { camera, of };
}

function titleOf(kind: BaselineKind, name: string, cameras: ReadonlyMap<string, string>): string {
  if (kind === 'organisation') return 'All accounts';
  if (kind === 'account') return name;
  const { camera, of } = partsOf(name);
  const called = cameras.get(camera) ?? camera;
  const wanted = OBJECT_CLASSES.find((one) => one === of);
  return wanted ? `${classText(wanted)} at ${called}` : called;
}
