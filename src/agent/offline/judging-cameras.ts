import { readEntities } from './entities.ts';
import { cameraName } from './intents/people.ts';
import { focusOf } from './intents/seen-before.ts';
import { type Asked, LEAD, lastStep, planOf } from './judging-words.ts';
import { args, type Plan, type PlanContext } from './plan-types.ts';
import { meant } from './told.ts';
import { readUtterance } from './utterance.ts';

/*
 * Questions for a yes, a no or a judgement of what cameras see: “was he the one at the dock last night?”, “really nobody? not even cars?”, “is it
 * normal that somebody stands at the ramp at 11 at night?”.
 */

const HE = String.raw`(?:he|she|it|that|this|they|(?:the |that |this )(?:same )?(?:guy|man|woman|person|one|visitor|stranger|driver))`;
const SAME = new RegExp(
  String.raw`${LEAD}(?:was|is|were|wasn't|could|might)(?: not)? ${HE}(?: (?:also|again|already|be|have been|really|maybe))*(?: (?:the )?(?:one|same|guy|man|woman|person|stranger|visitor)(?: (?:person|guy|one|man|woman))?(?: (?:who|that|as|from))*(?: (?:was|were|came|stood|we saw|i saw|the one))*)?(?: (?:seen|standing|there|also|again))* (?:at|in|on|by|near|around|from) (?:the |our )?(?:.{2,40})$`,
);
const DENIES = String.raw`(?:nobody|no[- ]?one|no (?:people|person|alerts?|log-?ins?|cars?|visitors?)|nothing|none|zero|not (?:even|a single|one|any))`;
const DOUBTS = new RegExp(
  String.raw`${LEAD}(?:(?:really|seriously|honestly|surely|truly|absolutely|are you sure)[ ,?!.]+)+(?:that )?(?:there (?:was|were|is) )?${DENIES}\b.{0,60}$|${LEAD}${DENIES}\b.{0,20}\bat all\b.{0,40}$|${LEAD}(?:was|were|is|are) (?:there )?(?:really |actually )?(?:any(?:one|body)|any(?:thing)?) else (?:there )?(?:at all|whatsoever)\b.{0,60}$`,
);
const OBJECTS: readonly [RegExp, string][] = [
  [/\b(?:cars?|vehicles?|traffic|vans?|staff or cars)\b/, 'vehicle'],
  [/\b(?:trucks?|lorr(?:y|ies))\b/, 'truck'],
  [/\b(?:bikes?|bicycles?|cyclists?)\b/, 'bicycle'],
  [/\b(?:animals?|dogs?|cats?|birds?|fox(?:es)?)\b/, 'animal'],
];

const ODD = String.raw`(?:normal|usual|unusual|typical|common|rare|odd|strange|weird|ok(?:ay)?|expected|ordinary|suspicious|fishy|regular)`;
/** “is it normal that somebody is at the gate at night?”, “when are there usually people at the gate?” */
const IS_NORMAL = new RegExp(
  String.raw`${LEAD}(?:is|was|would|isn't)(?: (?:it|that|this))(?: (?:really|at all|even|be|considered|not))* ${ODD}\b.{0,40}\b(?:that|to|if|for|when|having|seeing|with)\b|${LEAD}when\b.{0,20}\b(?:people|somebody|someone|anybody|anyone|cars?|vehicles?|trucks?|vans?|deliver(?:y|ies))\b.{0,20}\b(?:usually|normally|typically)\b|${LEAD}when\b.{0,20}\b(?:usually|normally|typically)\b.{0,20}\b(?:people|somebody|someone|anybody|anyone|cars?|vehicles?|trucks?|vans?|deliver(?:y|ies))\b|${LEAD}(?:do|does|are|is)(?: there)? (?:people|somebody|someone|cars?|vehicles?|trucks?|vans?)\b.{0,20}\b(?:usually|normally|typically|often)\b`,
);
const OF_LOGS = /\b(?:log-?ins?|log(?:s|ged|ging)?|sign(?:s|ed|ing)?|alerts?|alarms?|incidents?|accounts?)\b/;
const THERE = /\b(?:there|here)\b/;

/** Such a question of cameras as a plan; null for every other message. */
export function ofCameras(asked: Asked, context: PlanContext): Plan | null {
  return sameOne(asked, context) ?? doubted(asked, context) ?? normalThere(asked, context);
}

/** “was he the one at the dock last night, too?”: whether they were seen there then, and who was. */
function sameOne({ said, text }: Asked, context: PlanContext): Plan | null {
  if (!SAME.test(said)) return null;
  const utterance = readUtterance(text, context.language);
  const entities = readEntities(utterance.norm, context.now, context.timeZone);
  if (entities.refs.length > 0 || entities.ip || entities.time?.problem) return null;
  const camera = cameraName({ utterance, start: 0, text: utterance.norm, entities, before: [], leftover: null });
  const range = entities.time?.range;
  const [one, other] = meant(context.history, ['person'], { lately: 3 });
  const focus = focusOf(context.history)?.person;
  const person = one && !other ? one.name : typeof focus === 'string' ? focus : undefined;
  if (person === undefined || (camera === null && range === undefined)) return null;
  const there = args({ camera, range });
  return planOf(
    [
      { tool: 'find_sightings', args: { person, ...there } },
      { tool: 'find_sightings', args: there },
    ],
    context,
  );
}

const BEYOND_PEOPLE =
  /\bnot even\b|\bwhatever\b|\bthings?\b|\b(?:cars?|vehicles?|vans?|trucks?|lorr(?:y|ies)|bikes?|bicycles?|animals?|dogs?|cats?|birds?|traffic|deliver(?:y|ies))\b/;

/** “really nobody? not even cars?”: looked up once more, with nobody left out, and with what else cameras find. */
function doubted({ said }: Asked, context: PlanContext): Plan | null {
  const last = lastStep(context);
  if (!last || !DOUBTS.test(said)) return null;
  if (last.tool === 'find_sightings' || last.tool === 'show_camera') {
    const range = last.args.range ?? last.args.at;
    const { camera } = last.args;
    if (camera === undefined && range === undefined) return null;
    // without more said it is asked of people alone
    if (!BEYOND_PEOPLE.test(said)) return null;
    const named = OBJECTS.filter(([words]) => words.test(said)).map(([, object]) => object);
    const objects = named.length > 0 ? named : ['vehicle'];
    return planOf(
      [
        { tool: 'find_sightings', args: args({ camera, range }) },
        ...objects.slice(0, 2).map((object) => ({ tool: 'show_camera', args: args({ camera, at: range, object }) })),
      ],
      context,
    );
  }
  if (last.tool !== 'search_logs') return null;
  const { range: _range, hours: _hours, ...wider } = last.args;
  return planOf([{ tool: 'search_logs', args: wider }], context);
}

/** “is it normal that somebody stands at the ramp at 11 at night?”: what is usual there at that hour. */
function normalThere({ said, text }: Asked, context: PlanContext): Plan | null {
  if (said.includes('@') || !IS_NORMAL.test(said)) return null;
  const utterance = readUtterance(text, context.language);
  const entities = readEntities(utterance.norm, context.now, context.timeZone);
  if (entities.refs.length > 0 || entities.ip || entities.email || OF_LOGS.test(said)) return null;
  const named = cameraName({ utterance, start: 0, text: utterance.norm, entities, before: [], leftover: null });
  const focus = focusOf(context.history)?.camera;
  const camera = named ?? (THERE.test(said) && typeof focus === 'string' ? focus : null);
  if (camera === null) return null;
  const object = OBJECTS.find(([words]) => words.test(said))?.[1];
  return planOf(
    [{ tool: 'show_camera', args: args({ camera, asked: 'usual', object, hour: hourIn(said, entities.time?.range) }) }],
    context,
  );
}

/** The hour of the day that is named: “at 11 at night” is 23. */
function hourIn(said: string, range: string | undefined): number | undefined {
  const { hour, part = '' } = AT_HOUR.exec(said)?.groups ?? {};
  if (hour !== undefined && Number(hour) < 24) {
    const at = Number(hour);
    if (/pm|evening|afternoon/.test(part)) return at < 12 ? at + 12 : at;
    if (/night/.test(part)) return at === 12 ? 0 : at > 5 && at < 12 ? at + 12 : at;
    return /am/.test(part) && at === 12 ? 0 : at;
  }
  if (/\bmid ?night\b/.test(said)) return 0;
  if (/\bnoon\b|\bmidday\b/.test(said)) return 12;
  const read = /_(\d{2})(?:\d{2})?_\d{2}/.exec(range ?? '')?.[1];
  return read === undefined ? undefined : Number(read) % 24;
}
const AT_HOUR =
  /\b(?:at|around|about|past|after) (?<hour>\d{1,2})(?:[:.]\d{2})?(?: ?(?<part>a\.?m|p\.?m|o'?clock at night|in the (?:morning|evening|afternoon|night)|at night|tonight))?/;
