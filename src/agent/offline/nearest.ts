import { can, type Permission } from '../../domain/role.ts';
import { nearestWords, type Topic } from '../../messages/catalogue/nearest.ts';
import type { PlanContext, Say } from './plan-types.ts';

/** By which words a text is about what, and what one needs to ask of it; the more exact stand first. */
const TOPICS: readonly [Topic, RegExp, Permission, string][] = [
  [
    'moderation',
    /\b(?:ban(?:s|ned|ning)?|mut(?:e|ed|es|ing)|time-?outs?|timed out|warn(?:ed|ings?)|cases?|moderat\w*|insult\w*|harass\w*|spam\w*|strikes?|appeal\w*)\b/,
    'moderation.read',
    'moderation_history',
  ],
  [
    'people',
    /\b(?:strangers?|visitors?|faces?|sightings?|persons? (?:seen|on)|intruders?)\b/,
    'people.read',
    'find_sightings',
  ],
  [
    'cameras',
    /\b(?:cameras?|cctv|pictures?|footage|video|doors?|gate|entrance|lobby|zones?|building|parking|warehouse)\b/,
    'cameras.read',
    'show_camera',
  ],
  [
    'rules',
    /\b(?:rules?|detect\w*|proposals?|thresholds?|noisy|noise|approve\w*|approval)\b/,
    'rules.read',
    'list_rules',
  ],
  [
    'members',
    /\b(?:members?|colleagues?|team|officers?|managers?|moderators?|admins?|employees?|roles?|staff)\b/,
    'members.read',
    'list_members',
  ],
  ['incidents', /\b(?:incidents?|tickets?|inc-?\d+|workload|assign\w*)\b/, 'incidents.read', 'search_logs'],
  [
    'alerts',
    /\b(?:alerts?|alarms?|alr-?\d+|attacks?|attacked|threats?|dangerous|suspicious|risks?|risky|hack\w*)\b/,
    'alerts.read',
    'search_logs',
  ],
  [
    'logins',
    /\b(?:log-?ins?|log(?:ged|ging)?|sign\w*|accounts?|address\w*|ips?|passwords?|countr\w+|devices?|vpn|fail\w*|users?)\b/,
    'logs.read',
    'search_logs',
  ],
  [
    'summary',
    /\b(?:week|month|today|yesterday|numbers?|figures?|report|board|boss|trends?|better|worse|overview|summary|safe|secure|security|situation|important)\b/,
    'logs.read',
    'posture_summary',
  ],
];
const MOST = 3;
/** Turns whose thing an unclear message may be about. */
const LATELY = 2;

/**
 * What is said to a message that was not understood: what can be asked that is nearest to the words of it that were, else to the thing
 * the conversation is at; never what was offered a moment ago. Null where neither says anything.
 */
export function nearest(norm: string, context: PlanContext): Say | null {
  const found = nearestTo(norm, context, true);
  return found ? { why: 'unclear', text: nearestWords[context.language].about(found.about, found.examples) } : null;
}

/** The same questions by themselves; with `changes` false only such as change nothing. */
export const nearestExamples = (norm: string, context: PlanContext, changes: boolean): readonly string[] =>
  nearestTo(norm, context, changes)?.examples ?? [];

function nearestTo(
  norm: string,
  { role, language, history, tools }: PlanContext,
  changes: boolean,
): { about: string; examples: readonly string[] } | null {
  const words = nearestWords[language];
  const fresh = (examples: readonly string[]): string[] =>
    examples.filter((one) => !history.slice(-4).some(({ answer }) => answer.includes(one))).slice(0, MOST);
  const topic = TOPICS.find(([, said, needs, tool]) => said.test(norm) && can(role, needs) && tools.has(tool))?.[0];
  if (topic) {
    const examples = fresh(words.examples[topic]);
    if (examples.length > 0) return { about: words.names[topic], examples };
  }
  const ref = history
    .slice(-LATELY)
    .toReversed()
    .flatMap(({ citations }) => citations)
    .find(({ ref, mentioned }) => !mentioned && /^(?:ALR|INC)-/.test(ref))?.ref;
  if (!ref) return null;
  const isAlert = ref.startsWith('ALR');
  if (!can(role, isAlert ? 'alerts.read' : 'incidents.read')) return null;
  const examples = fresh(
    isAlert
      ? words.ofAlert(ref, changes && can(role, 'incidents.create'))
      : words.ofIncident(ref, changes && can(role, 'incidents.write')),
  );
  return examples.length > 0 ? { about: ref, examples } : null;
}
