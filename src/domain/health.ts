import { SafeNestError } from '../errors.ts';

/** Whether each part works; a failed check says how to mend it. */
export interface HealthReport {
  ok: boolean;
  checks: { name: string; ok: boolean; detail: string; mend?: string }[];
}

/** Thrown by a check that could not be made because of something else: `mend` is of that, in place of its own. */
export class NotChecked extends SafeNestError {
  readonly mend: string;
  constructor(because: string, mend: string, options: { cause?: unknown } = {}) {
    super('unavailable', `could not be checked: ${because}`, options);
    this.mend = mend;
  }
}
