import type { SignalSource } from '../../db/signals.ts';
import type { HealthCheck } from '../health.ts';

/** So far back is looked at who sends signals. */
export const SOURCES_DAYS = 14;
const DAY_MS = 86_400_000;
/** Who sent something on so many of those days sends nearly daily; two days without are then a silence. */
const NEARLY_DAILY = 5;
const SILENT_MS = 2 * DAY_MS;

/** Whether a system that sends nearly daily has sent nothing for two days; of one that seldom does, silence says nothing. */
export const isSilent = ({ last, days }: SignalSource, now: Date): boolean =>
  days >= NEARLY_DAILY && now.getTime() - last.getTime() > SILENT_MS;

/** For the health page: which systems went silent that used to send signals. */
export const signalsCheck = (see: () => Promise<SignalSource[]>, now: () => Date): HealthCheck => ({
  name: 'signals',
  mend: 'Look at the system itself, whether its webhook reaches SafeNest, and whether its API key still holds (Logs, Signals).',
  async check() {
    const sources = await see();
    const silent = sources.filter((one) => isSilent(one, now()));
    if (silent.length > 0)
      throw new Error(
        silent
          .map(({ source, last }) => `${source} has sent nothing since ${last.toISOString().slice(0, 10)}`)
          .join('; '),
      );
    if (sources.length === 0) return 'no system sends signals';
    return `${sources.length} ${sources.length === 1 ? 'system sends' : 'systems send'} signals`;
  },
});
