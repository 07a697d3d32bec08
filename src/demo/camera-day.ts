import { Temporal } from 'temporal-polyfill';
import type { NewCamera } from '../pipeline/cameras/registry.ts';
import type { Drawn, DrawnPlace } from './draw-scene.ts';

/** A camera of the clinic, and what it looks at. */
export const SAMPLE_CAMERAS: readonly { place: DrawnPlace; camera: NewCamera & { folder: string } }[] = [
  {
    place: 'gate',
    camera: {
      name: 'Main gate',
      folder: 'main-gate',
      location: 'Driveway',
      zones: [
        {
          name: 'Gate',
          kind: 'entry',
          polygon: [
            [0.36, 0.5],
            [0.64, 0.5],
            [0.74, 0.8],
            [0.26, 0.8],
          ],
        },
        {
          name: 'Visitors’ parking',
          kind: 'parking',
          polygon: [
            [0.66, 0.58],
            [1, 0.58],
            [1, 0.9],
            [0.72, 0.9],
          ],
        },
      ],
    },
  },
  {
    place: 'dock',
    camera: {
      name: 'Pharmacy loading dock',
      folder: 'pharmacy-dock',
      location: 'Back yard',
      zones: [
        {
          name: 'Ramp',
          kind: 'restricted',
          polygon: [
            [0.22, 0.6],
            [0.76, 0.6],
            [0.82, 0.86],
            [0.16, 0.86],
          ],
        },
      ],
    },
  },
];

/** A picture that a camera takes. */
export interface SampleFrame {
  place: DrawnPlace;
  at: Date;
  things: Drawn[];
}

/** Clothes; the visitor of the night is drawn in the same at both cameras. */
const NURSE = { coat: '#4f7cac', legs: '#e6eaee' };
const COURIER = { coat: '#e0a526', legs: '#3d4652' };
const VISITOR = { coat: '#a8433f', legs: '#51463e' };
const STRANGER = { coat: '#353b42', legs: '#20242a' };
/** In the order in which they are numbered by the demo's clothing. */
export const OUTFITS: readonly string[] = [NURSE, COURIER, VISITOR, STRANGER].map(({ coat }) => coat);

const person = (clothes: typeof NURSE, x: number, y: number, height: number): Drawn => ({
  kind: 'person',
  x,
  y,
  height,
  ...clothes,
});
const car: Drawn = { kind: 'car', x: 700, y: 340, width: 230, paint: '#7b2d35' };
const truck: Drawn = { kind: 'truck', x: 60, y: 262, width: 330, paint: '#2f6f62' };

/** What happens in front of the cameras on an ordinary day, at these times, and who comes at night. */
const STORY: readonly [place: DrawnPlace, time: string, things: Drawn[]][] = [
  ['gate', '07:38:00', [{ ...car, x: 350, y: 330 }]],
  ['gate', '07:38:10', [{ ...car, x: 520, y: 336 }]],
  ['gate', '07:38:25', [car]],
  ['gate', '07:52:04', [car, person(NURSE, 430, 210, 180)]],
  ['gate', '07:52:12', [car, person(NURSE, 450, 200, 190)]],
  ['dock', '10:21:30', [truck]],
  ['dock', '10:22:06', [truck, person(COURIER, 520, 220, 190)]],
  ['dock', '10:22:20', [truck, person(COURIER, 560, 214, 196)]],
  ['dock', '10:22:58', [truck, person(COURIER, 470, 222, 190)]],
  ['gate', '14:07:15', [car, person(VISITOR, 440, 230, 190)]],
  ['gate', '14:07:27', [car, person(VISITOR, 490, 260, 210)]],
  ['gate', '16:44:40', [{ ...car, x: 420, y: 336 }]],
  ['gate', '22:47:09', [person(STRANGER, 470, 220, 190)]],
  ['gate', '22:47:21', [person(STRANGER, 450, 250, 205)]],
  ['gate', '22:47:33', [person(STRANGER, 560, 270, 215)]],
  ['dock', '22:54:02', [person(STRANGER, 250, 240, 200)]],
  ['dock', '22:54:11', [person(STRANGER, 360, 226, 200)]],
  ['dock', '22:54:25', [person(STRANGER, 430, 220, 200)]],
];
/** With nobody there: that the camera is alive. */
const STILL_EVERY_MINUTES = 20;

/** Whether lamps are on. */
export const isNight = (at: Date, timeZone: string): boolean => {
  const { hour } = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  return hour >= 21 || hour < 6;
};

/** The pictures that the cameras take after `since`, up to and with `now`, earliest first; the same whenever it is asked. */
export function sampleFrames(since: Date, now: Date, { timeZone }: { timeZone: string }): SampleFrame[] {
  const dayOf = (at: Date): Temporal.PlainDate =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const frames: SampleFrame[] = [];
  for (let day = dayOf(since); Temporal.PlainDate.compare(day, dayOf(now)) <= 0; day = day.add({ days: 1 })) {
    const at = (plainTime: string): Date => new Date(day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds);
    for (const [place, time, things] of STORY) frames.push({ place, at: at(time), things });
  }
  const told = frames.filter((frame) => frame.at > since && frame.at <= now);
  const stills = SAMPLE_CAMERAS.flatMap(({ place }): SampleFrame[] => {
    const step = STILL_EVERY_MINUTES * 60_000;
    const last = new Date(Math.floor(now.getTime() / step) * step);
    return last > since ? [{ place, at: last, things: [] }] : [];
  });
  return [...told, ...stills].sort((a, b) => a.at.getTime() - b.at.getTime());
}
