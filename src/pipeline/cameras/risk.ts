import type { Zone } from '../../domain/camera.ts';
import { isWorthAWord } from '../anomaly/baselines/usual-here.ts';
import { localTime } from '../anomaly/local-time.ts';
import type { Observed } from './observed.ts';

/** How risky an event is, 0..100, and why: codes that `reasonText` says in words, the heaviest first. */
export interface Assessed {
  risk: number;
  reasons: string[];
}

/** What each finding adds. Nothing takes any away. */
const WEIGHTS = {
  person: 15,
  vehicle: 10,
  unknown_person: 25,
  restricted_zone: 35,
  entry_zone: 5,
  at_night: 15,
  rare_here: 10,
  several_people: 5,
  stayed: 10,
} as const;
type Finding = keyof typeof WEIGHTS;

const VEHICLES = ['car', 'motorcycle', 'bus', 'truck'];
const NIGHT = { from: '22:00', to: '06:00' };
const LONG_MS = 5 * 60_000;

/** Judges an event by rules of thumb alone, the same whenever it is asked. */
export function assessByRules({ camera, event, people, sums, timeZone, usual }: Observed): Assessed {
  const found = new Map<Finding, string>();
  const add = (finding: Finding, detail = ''): void => void found.set(finding, detail);
  const persons = sums.filter(({ kind }) => kind === 'person');
  if (persons.length > 0) add('person');
  if (sums.some(({ kind }) => VEHICLES.includes(kind))) add('vehicle');
  const strangers = people.filter(({ name, by }) => name === null && by === 'face');
  if (strangers.length > 0) add('unknown_person', strangers.map(({ label }) => label).join(', '));
  const entered = (kind: Zone['kind']): string[] =>
    camera.zones.filter((zone) => zone.kind === kind && event.zones.includes(zone.name)).map(({ name }) => name);
  const [restricted, entries] = [entered('restricted'), entered('entry')];
  if (restricted.length > 0) add('restricted_zone', restricted.join(', '));
  if (persons.length > 0 && entries.length > 0) add('entry_zone', entries.join(', '));
  const { time } = localTime(event.startedAt, timeZone);
  if (time >= NIGHT.from || time < NIGHT.to) add('at_night', time);
  const rare = usual.find((one) => one.isRare && isWorthAWord(one));
  if (rare) add('rare_here', `${rare.of} ${rare.hour}`);
  const most = event.objects.person?.most ?? 0;
  if (most > 1) add('several_people', String(most));
  const lasted = event.endedAt.getTime() - event.startedAt.getTime();
  if (lasted >= LONG_MS) add('stayed', String(Math.round(lasted / 60_000)));

  const ordered = [...found].sort(([a], [b]) => WEIGHTS[b] - WEIGHTS[a]);
  return {
    risk: Math.min(
      100,
      ordered.reduce((sum, [finding]) => sum + WEIGHTS[finding], 0),
    ),
    reasons: ordered.map(([finding, detail]) => (detail === '' ? finding : `${finding}: ${detail}`)),
  };
}
