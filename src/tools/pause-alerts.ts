import { z } from 'zod';
import { livePauses } from '../db/alert-pauses.ts';
import { listCameras } from '../db/cameras.ts';
import { USUAL_PAUSE_MS } from '../domain/alert-pause.ts';
import type { Language } from '../domain/language.ts';
import { can } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { parseUntil, UNTIL_WORDS } from '../domain/until.ts';
import { SafeNestError } from '../errors.ts';
import type { Citation } from '../messages/card.ts';
import { exceptionWords } from '../messages/catalogue/alert-exceptions.ts';
import { pauseWords } from '../messages/catalogue/pauses.ts';
import { pathOf } from '../messages/links.ts';
import { timeText } from '../messages/time-text.ts';
import { endPause, pauseAlerts, type ShownPause } from '../pipeline/alert-pauses.ts';
import { noSuchCamera } from '../pipeline/cameras/no-such-place.ts';
import { camerasCalled } from '../pipeline/cameras/registry.ts';
import type { Work } from '../pipeline/work.ts';
import { defineTool } from './define-tool.ts';

/** A pause as models and answers read it. */
export interface PauseData {
  /** `all`, `cameras`, or the reference of one. */
  of: string;
  quoted_camera?: string;
  until: string;
  by: string;
  /** Findings that raised nothing because of it. */
  held: number;
}

export const pauseData = (one: ShownPause, timeZone: string, language: Language): PauseData => ({
  of: one.camera?.ref ?? one.scope,
  ...(one.camera ? { quoted_camera: oneLine(one.camera.name, 100) } : {}),
  until: timeText(one.until, timeZone, language),
  by: oneLine(one.createdBy, 80),
  held: one.held,
});

export const pauseCitations = ({ camera, createdAt }: ShownPause): Citation[] =>
  camera ? [{ ref: camera.ref, kind: 'camera', at: createdAt.toISOString(), url: pathOf(camera.ref) }] : [];

export const pauseAlertsTool = defineTool({
  name: 'pause_alerts',
  description:
    'Pause alerts for a while, of everything, of all cameras or of one camera, or end such a pause (end: true). What is critical is ' +
    'raised all the same, what happens is stored; at most 7 days. Only when the person asking said so.',
  input: z.object({
    of: z
      .string()
      .max(100)
      .optional()
      .describe('"everything", "cameras" for all cameras, or one camera; to end without it: every pause'),
    until: z.string().max(60).optional().describe(`Until when, e.g. ${UNTIL_WORDS}. 8 hours where absent`),
    end: z.boolean().optional().describe('true: raise alerts again'),
  }),
  access: 'write',
  permission: 'alerts.write',
  async run({ work, principal, now, language }, { of, until: said, end }) {
    const clock = { now, timeZone: principal.timeZone };
    const until = said === undefined ? new Date(now.getTime() + USUAL_PAUSE_MS) : parseUntil(said, clock);
    if (!end && !until) throw new SafeNestError('invalid_input', exceptionWords[language].answer.past);
    return work(async (change) => {
      const meant = of === undefined ? null : await readScope(change, of, language);
      const pauses = end
        ? await endOnes(change, meant)
        : [await pauseAlerts(change, { ...(meant ?? { scope: 'all' as const }), until: until! })];
      const did = end ? (pauses.length > 0 ? 'ended' : 'nothing') : 'paused';
      return {
        data: { did, pauses: pauses.map((one) => pauseData(one, principal.timeZone, language)) },
        citations: pauses.flatMap(pauseCitations),
      };
    });
  },
});

type Scope = { scope: 'all' | 'cameras' } | { scope: 'camera'; camera: number; id: string };

const EVERYTHING = /^(?:everything|all(?: alerts)?|every alert|alles|tout|todo)$/i;
const ALL_CAMERAS = /^(?:(?:all|every|each)(?: of)?(?: (?:the|our))? )?cameras?$/i;

async function readScope({ tx, principal }: Work, typed: string, language: Language): Promise<Scope> {
  const said = typed.trim();
  if (EVERYTHING.test(said)) return { scope: 'all' };
  if (ALL_CAMERAS.test(said)) return { scope: 'cameras' };
  const all = can(principal.role, 'cameras.read') ? await listCameras(tx) : [];
  const found = camerasCalled(said, all);
  if (found.length === 1) return { scope: 'camera', camera: found[0]!.number, id: found[0]!.id };
  const known = (found.length > 0 ? found : all).slice(0, 8).map(({ name }) => oneLine(name, 60));
  throw found.length > 0
    ? new SafeNestError('invalid_input', pauseWords[language].whichCamera(known.join(', ')))
    : noSuchCamera(said, known, { principal, language });
}

async function endOnes(work: Work, meant: Scope | null): Promise<ShownPause[]> {
  const ended: ShownPause[] = [];
  for (const { id, scope, cameraId } of await livePauses(work.tx, work.now)) {
    const fits = meant === null || (meant.scope === scope && (meant.scope !== 'camera' || meant.id === cameraId));
    if (fits) ended.push(await endPause(work, id));
  }
  return ended;
}
