import { z } from 'zod';
import type { CameraMatter, CameraTelling, UsualThere } from '../../../domain/alert-telling.ts';
import type { Camera } from '../../../domain/camera.ts';
import type { Language } from '../../../domain/language.ts';
import type { Severity } from '../../../domain/severity.ts';
import { oneLine } from '../../../domain/text.ts';
import { ruleSentences } from '../../../messages/catalogue/rule-sentences.ts';
import { numberText } from '../../../messages/catalogue/terms.ts';
import { clock, DAYS, dayBefore, everyDay, listDays, localTime } from '../../anomaly/local-time.ts';
import type { Observed } from '../observed.ts';

/** One thing a rule noticed in a camera event. */
export interface CameraFinding {
  fingerprint: string;
  /** The fingerprint under which the same event may have been told before it was known who it is about. */
  formerly?: string;
  personId: string | null;
  /** The picture that shows it. */
  pictureId: string | null;
  first: Date;
  last: Date;
  /** What happened. */
  matter: CameraMatter;
}

interface About {
  kind: string;
  title: string;
  severity: Severity;
  cooldownSeconds: number;
}

/** A camera rule with its parameters. */
export interface BoundCameraRule {
  evaluate(observed: Observed): CameraFinding[];
  /** What it looks for, as one would say it in a language. */
  words(language: Language): string;
}

/** One way of noticing something in what cameras see. */
export interface CameraRule extends About {
  params: z.ZodType;
  /** What a rule with these parameters is called where nobody names it; null for the title of its kind. */
  called?(params: unknown): string | null;
  /** Reads stored parameters; throws a ZodError for what the schema refuses. */
  bind(params: unknown): BoundCameraRule;
}

const names = (what: string) => z.array(z.string().trim().min(1).max(200)).max(100).default([]).describe(what);

/** Where and when every camera rule looks. */
export const CIRCUMSTANCES = {
  cameras: names('Only these cameras, by name or like CAM-3; none means all'),
  zones: names('Only in these zones, by name; none means anywhere'),
  on_days: z
    .array(z.enum(DAYS))
    .min(1)
    .max(7)
    .default([...DAYS])
    .describe('Only on these weekdays'),
  from: clock.default('00:00').describe('Only from this time of day'),
  to: clock
    .default('00:00')
    .describe('… until before this one; earlier than `from` means over midnight, the same means all day'),
  min_confidence: z.number().min(0).max(1).default(0.5).describe('How sure it must be what was seen, 0 to 1'),
  min_risk: z.int().min(0).max(100).default(0).describe('Only events of at least this risk, 0 to 100'),
};

const circumstances = z.strictObject(CIRCUMSTANCES);
type Circumstances = z.output<typeof circumstances>;

/** Makes a camera rule of its parts: whether the circumstances hold is asked first, and said last. */
export function defineCameraRule<P extends Circumstances>(
  definition: About & {
    params: z.ZodType<P>;
    evaluate(params: P, observed: Observed): CameraFinding[];
    words(params: P, language: Language): string;
    /** What it is called where the title of its kind would say something else; null for the title. */
    called?(params: P): string | null;
    /** Why it cannot find anything any more, which is all there is to say of it then; null while it can. */
    over?(params: P, language: Language): string | null;
  },
): CameraRule {
  const { kind, title, severity, cooldownSeconds, params } = definition;
  return {
    kind,
    title,
    severity,
    cooldownSeconds,
    params,
    called: (input) => definition.called?.(params.parse(input)) ?? null,
    bind(input) {
      const parsed = params.parse(input);
      return {
        words: (language) =>
          definition.over?.(parsed, language) ??
          `${definition.words(parsed, language)}${circumstanceWords(parsed, language)}`,
        evaluate: (observed) => (holds(parsed, observed) ? definition.evaluate(parsed, observed) : []),
      };
    },
  };
}

function holds(
  { cameras, on_days, from, to, min_risk }: Circumstances,
  { camera, event, timeZone }: Observed,
): boolean {
  if (event.risk < min_risk) return false;
  if (
    cameras.length > 0 &&
    !cameras.some((name) => isCalled(name, [camera.name, camera.folder, `CAM-${camera.number}`]))
  )
    return false;
  return inHours(event.endedAt, { on_days, from, to }, timeZone);
}

/** Whether a time lies in the hours; the hours after midnight belong to the day on which the stretch began. */
export function inHours(
  at: Date,
  { on_days, from, to }: Pick<Circumstances, 'on_days' | 'from' | 'to'>,
  timeZone: string,
): boolean {
  const { day, time } = localTime(at, timeZone);
  if (from === to) return on_days.includes(day);
  const late = to < from && time < to;
  const within = to < from ? time >= from || late : time >= from && time < to;
  return within && on_days.includes(late ? dayBefore(day) : day);
}

/** Whether a name that a person typed is one of these, in any case. */
export const isCalled = (typed: string, known: readonly (string | null)[]): boolean =>
  known.some((one) => one !== null && one.toLowerCase() === typed.toLowerCase());

/** Whether it was in one of the zones a rule is about; a rule about none is about all. */
export const inZones = (wanted: readonly string[], zones: readonly string[]): boolean =>
  wanted.length === 0 || zones.some((zone) => isCalled(zone, wanted));

/** What is told of a finding: the matter with its camera. */
export const toldOf = (
  matter: CameraMatter,
  { number, name, location }: Pick<Camera, 'number' | 'name' | 'location'>,
  events: number,
  usual: UsualThere[],
): CameraTelling => ({ ...matter, camera: { number, name, location: location || null }, events, usual });

/** Names are what people chose: one short line of them. */
export const named = (name: string): string => oneLine(name, 60);

function circumstanceWords(
  { cameras, zones, on_days, from, to, min_confidence, min_risk }: Circumstances,
  language: Language,
): string {
  const words = ruleSentences[language];
  return [
    cameras.length > 0 ? words.at(cameras.map(named).join(', ')) : '',
    zones.length > 0 ? words.inZones(zones.map((zone) => `“${named(zone)}”`).join(', ')) : '',
    everyDay(on_days) ? '' : words.onDays(listDays(on_days, language)),
    from === to ? '' : words.between(from, to),
    min_confidence === 0.5 ? '' : words.certainty(numberText(min_confidence, language)),
    min_risk === 0 ? '' : words.risk(numberText(min_risk, language)),
  ].join('');
}
