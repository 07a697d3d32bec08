import type { Camera } from '../../domain/camera.ts';
import { oneLine } from '../../domain/text.ts';
import { formatTime } from '../../domain/time-words.ts';
import type { HealthCheck } from '../health.ts';

/** `offline`: it sent no picture for longer than cameras here usually are silent. */
export type CameraState = 'online' | 'offline' | 'never' | 'off';

/** How a camera is, by when its latest picture was taken. */
export function cameraState(
  { enabled, lastSeenAt }: Pick<Camera, 'enabled' | 'lastSeenAt'>,
  now: Date,
  silentMs: number,
): CameraState {
  if (!enabled) return 'off';
  if (!lastSeenAt) return 'never';
  return now.getTime() - lastSeenAt.getTime() > silentMs ? 'offline' : 'online';
}

/** How long a camera may be silent before it counts as offline, unless the settings say otherwise. */
export const SILENT_MS = 60 * 60_000;

/** A line about the cameras on the health page. A silent camera is told and makes nothing unhealthy: many only send what moves. */
export const camerasCheck = (
  read: () => Promise<{ cameras: readonly Camera[]; timeZone: string; waiting: number }>,
  {
    now,
    silentMs = SILENT_MS,
    folder = () => null,
  }: { now: () => Date; silentMs?: number; folder?: () => string | null },
): HealthCheck => ({
  name: 'cameras',
  mend: 'Look at the cameras page; see that the models are there: npm run safenest -- models check.',
  async check() {
    const { cameras, timeZone, waiting } = await read();
    const on = cameras.filter(({ enabled }) => enabled);
    const silent = on.filter((camera) => cameraState(camera, now(), silentMs) === 'offline');
    const said = silent
      .slice(0, 3)
      .map(({ name, lastSeenAt }) => `${oneLine(name, 40)} (last picture ${formatTime(lastSeenAt!, timeZone, now())})`);
    return [
      cameras.length === 0 ? 'none yet' : `${on.length} of ${cameras.length} on`,
      ...(silent.length > 0
        ? [`${silent.length} silent: ${said.join(', ')}${silent.length > said.length ? ' …' : ''}`]
        : []),
      ...(waiting > 0 ? [`${waiting} pictures wait to be looked at`] : []),
      ...[folder()].filter((words) => words !== null),
    ].join('; ');
  },
});
