import { STANDS_FOR_PLACE } from './intents/people.ts';
import { isKnownName } from './known-names.ts';
import { deny } from './permitted.ts';
import { args, type Plan, type PlanContext, type PlannedCall } from './plan-types.ts';
import { findTime } from './times.ts';
import { meant } from './told.ts';
import { readUtterance } from './utterance.ts';

/*
 * Two accounts or two cameras set side by side: “which of the two is worse, jonas or tomas”, “compare priya and grace”, “is the gate busier than the
 * dock?”; and “which of the two is worse?” of those that were told last. Two periods are compared elsewhere.
 */

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hm+|hey|please|also|then|now|tell me|show me|can you|could you|do you know|i wonder|just|overall|in your (?:opinion|view))[\s,.!:]+)*`;
const END = String.raw`(?:[\s,]+(?:please|then|now|really|lately|recently|so far|overall|in general|usually|right now|these days|for me|in terms of (?:security|alerts|risk)|by alerts))*[\s?!.]*$`;
const THING = (name: string): string =>
  String.raw`(?:the |our |at the |on the |user |account |camera )*(?<${name}>@?[\p{L}\d][\p{L}\d._@+'-]*(?: [\p{L}\d][\p{L}\d'-]*){0,2}?)(?:'s? (?:account|logins|alerts|camera))?`;
const MORE = String.raw`(?:(?:a )?(?:much |far |even |the )?(?:worse|bigger|greater|riskier|scarier|busier|noisier|safer|calmer|quieter|better|worst|busiest|riskiest|more (?:risky|dangerous|suspicious|worrying|serious|urgent|critical|important|active|interesting|problematic|concerning|at risk|affected|attacked|alarming|trouble)|most (?:risky|dangerous|suspicious|worrying|serious|urgent|important|active|problematic)|in (?:more|bigger|worse) trouble|(?:problem|risk|threat|danger)(?: of the two)?)(?: (?:problem|risk|threat|danger|one|case|off))?)`;
const HAS_MORE = String.raw`(?:ha(?:s|d|ve)|sees?|saw|gets?|got|raises?|raised|causes?|caused|fails?|failed) (?:the )?(?:more|most|fewer|less)(?: (?:open |failed |critical |high )*(?:alerts?|alarms?|log-?ins?|sign-?ins?|failures?|events?|traffic|people|visitors|activity|trouble|problems?|incidents?|often))?`;
const FORMS = [
  String.raw`(?:which|who|whose)(?: (?:one|account|camera|place|person|user|is it))*(?: of (?:the two|them|these two|those two|both))? (?:(?:is|was|looks?|seems?) ${MORE}|${HAS_MORE})[\s,:;?-]+${THING('one')} or ${THING('other')}`,
  String.raw`(?:compare|contrast|set|put|place) (?:me )?(?:the (?:accounts|cameras|users|logins|alerts)(?: of)? )?${THING('one')} (?:and|with|to|against|vs\.?|versus|beside|next to) ${THING('other')}(?: (?:side by side|with each other))?`,
  String.raw`(?:a |the )?(?:comparison|difference) (?:of|between) ${THING('one')} (?:and|with|to|vs\.?) ${THING('other')}`,
  String.raw`what(?:'s| is) the difference between ${THING('one')} and ${THING('other')}`,
  String.raw`${THING('one')} or ${THING('other')}[\s,:;?-]+(?:which|who)(?: (?:one|of (?:them|the two)))? (?:(?:is|was|looks?|seems?) ${MORE}|${HAS_MORE})`,
  String.raw`(?:is|was|are|were) ${THING('one')} ${MORE} than ${THING('other')}`,
  String.raw`(?:does|did|has|do|have) ${THING('one')} (?:have |had |see |saw |get |got )?(?:more|fewer|less|worse)(?: (?:open |failed |critical )*(?:alerts?|alarms?|log-?ins?|failures?|events?|traffic|people|visitors|activity|trouble|problems?|going on))? than ${THING('other')}(?: (?:does|has|did|do))?`,
  String.raw`is (?:there|it) (?:more (?:going on|traffic|activity|happening|to see)|busier|quieter) (?:at|on|in|by) ${THING('one')} than (?:at|on|in|by )?${THING('other')}`,
  String.raw`(?:how (?:does|do|did) )?${THING('one')} (?:compare[sd]? (?:to|with)|vs\.?|versus) ${THING('other')}`,
].map((body) => new RegExp(LEAD + body + END, 'u'));
const OF_THOSE = new RegExp(
  String.raw`${LEAD}(?:(?:which|who)(?: (?:one|account|camera))?(?: of (?:the|these|those) two| of (?:them|these|those)| of both)? (?:is|was|looks?|seems?) ${MORE}|compare (?:them|these|those|the two|both|these two|those two)(?: with each other)?)${END}`,
  'u',
);
const LONGEST = 200;

/** Such a comparison as a plan; null for every other message. */
export function twoSides(message: string, context: PlanContext): Plan | null {
  if (message.length > LONGEST) return null;
  const { norm } = readUtterance(message, context.language);
  const { said, range } = withoutTime(norm, context);
  for (const one of FORMS) {
    const { one: first, other: second } = one.exec(said)?.groups ?? {};
    if (first === undefined || second === undefined || first === second) continue;
    if (isThing(first, context) && isThing(second, context)) return look({ one: first, other: second, range }, context);
  }
  if (!OF_THOSE.test(said)) return null;
  const named = (kinds: Parameters<typeof meant>[1]): string[] => [
    ...new Set(meant(context.history, kinds, { lately: 2 }).map(({ name }) => name)),
  ];
  const accounts = named(['account']);
  const cameras = named(['camera']);
  const two = accounts.length === 2 ? accounts : cameras.length === 2 ? cameras : lastTwo(context);
  return two ? look({ one: two[0], other: two[1], range }, context) : null;
}

/** The accounts that the last questions were about, each alone. */
function lastTwo({ history }: PlanContext): string[] | null {
  const each = history
    .slice(-8)
    .toReversed()
    .flatMap((turn) => {
      const accounts = [...new Set(meant([turn], ['account']).map(({ name }) => name))];
      return accounts.length === 1 ? accounts : [];
    });
  const two = [...new Set(each)].slice(0, 2);
  return two.length === 2 ? two : null;
}

/** An account that is known or looks like one, or a place that has a camera. */
function isThing(said: string, context: PlanContext): boolean {
  if (isKnownName(said, context) || /^@?[\w.+-]+@[\w.-]+$|^cam-\d+$/.test(said)) return true;
  if (AS_PLACE.test(said)) return true;
  const words = said.split(' ');
  return (context.places ?? []).some((place) => {
    const has = place.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    return words.every((word) => has.includes(word));
  });
}

/** A place as the grammar hears one (known-places.ts). */
const AS_PLACE = new RegExp(`^${STANDS_FOR_PLACE}$`);

function withoutTime(norm: string, { now, timeZone }: PlanContext): { said: string; range: string | undefined } {
  const time = findTime(norm, now, timeZone);
  if (!time || time.problem) return { said: norm, range: undefined };
  const bare = time.spans.reduce(
    (text, [from, to]) => text.slice(0, from) + ' '.repeat(to - from) + text.slice(to),
    norm,
  );
  return { said: bare.replaceAll(/\s+/g, ' ').trim(), range: time.range };
}

function look(asked: Record<string, unknown>, context: PlanContext): Plan {
  const call: PlannedCall = { tool: 'compare_two', args: args(asked) };
  const no = deny(call, context);
  return no ? { calls: [], say: no } : { calls: [call], say: null };
}
