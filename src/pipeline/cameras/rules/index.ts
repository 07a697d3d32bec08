import { listRules } from '../../../db/rules.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { Rule } from '../../../domain/rule.ts';
import { type AlertFinding, type RuleVoice, worded } from '../../alert-finding.ts';
import type { Observed } from '../observed.ts';
import { type BoundCameraRule, type CameraRule, toldOf } from './camera-rule.ts';
import { unknownPerson } from './unknown-person.ts';
import { unusualActivity, usualWords } from './unusual-activity.ts';
import { watchedPerson } from './watched-person.ts';
import { zoneEntry } from './zone-entry.ts';

/** Every way of noticing something in what cameras see. */
export const CAMERA_RULES: readonly CameraRule[] = [unknownPerson, zoneEntry, watchedPerson, unusualActivity];

/** An active camera rule, ready to look at events. */
export interface ActiveCameraRule {
  rule: Rule;
  bound: BoundCameraRule;
}

/** The active camera rules, ready to run. One whose settings this version does not know is left out; its page says so. */
export async function activeCameraRules(tx: OrgDb): Promise<ActiveCameraRule[]> {
  const rules = await listRules(tx, ['active']);
  return rules.flatMap((rule) => {
    const kind = CAMERA_RULES.find((one) => one.kind === rule.kind);
    return kind?.params.safeParse(rule.params).success ? [{ rule, bound: kind.bind(rule.params) }] : [];
  });
}

export const cameraVoice = ({ rule, bound }: ActiveCameraRule): RuleVoice => ({ rule, words: bound.words('en') });

/** What the rules make of a camera event, as alerts are raised from it; each says what is usual there, where that is worth a word. */
export function judge(rules: readonly ActiveCameraRule[], observed: Observed): AlertFinding[] {
  const usual = usualWords(observed.usual);
  return rules.flatMap((active) =>
    active.bound.evaluate(observed).map(
      ({ fingerprint, formerly, first, last, matter, personId, pictureId }): AlertFinding => ({
        voice: cameraVoice(active),
        fingerprint,
        ...(formerly === undefined ? {} : { formerly }),
        happenings: [
          { kind: 'camera_event', id: observed.event.id, first, last, account: null, address: null, country: null },
        ],
        tell: ({ count: events }) => worded(toldOf(matter, observed.camera, events, usual)),
        shown: { cameraId: observed.camera.id, personId, pictureId },
      }),
    ),
  );
}
