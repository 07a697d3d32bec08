import { country } from './country.ts';
import type { Detector } from './detector.ts';
import { failedLogins } from './failed-logins.ts';
import { firstSeen } from './first-seen.ts';
import { impossibleTravel } from './impossible-travel.ts';
import { listed } from './listed.ts';
import { passwordSpray } from './password-spray.ts';
import { successAfterFailures } from './success-after-failures.ts';
import { timeWindow } from './time-window.ts';
import { withoutSecondFactor } from './without-second-factor.ts';

/** Every way of noticing something; a rule is one of these with parameters. */
export const DETECTORS: readonly Detector[] = [
  failedLogins,
  passwordSpray,
  successAfterFailures,
  timeWindow,
  country,
  listed,
  firstSeen,
  impossibleTravel,
  withoutSecondFactor,
];

export const findDetector = (kind: string): Detector | null =>
  DETECTORS.find((detector) => detector.kind === kind) ?? null;
