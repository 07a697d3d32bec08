import { SafeNestError } from '../../errors.ts';

/** Where news is to go cannot be reached, or cannot take anything now: everything for it waits, and is tried again. */
export class TargetAway extends SafeNestError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super('unavailable', message, options);
  }
}

/** It is there no more, and will not be again: whoever is told of this forgets it. */
export class TargetGone extends SafeNestError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super('conflict', message, options);
  }
}

/** It was reached and refuses what it is told: a person may have to mend that. What else waits is still tried. */
export class TargetRefused extends SafeNestError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    // not “forbidden”: the caller lacks nothing
    super('conflict', message, options);
  }
}
