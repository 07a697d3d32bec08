import { args, type Clause, calls, type PastTurn, type Recogniser } from '../plan-types.ts';
import { personBeside } from '../told.ts';
import { cameraName } from './people.ts';

const WITH =
  /^(?:(?:and|so|but),? )*(?:who(?: else)?|any(?:one|body)(?: else)?)?(?: ?(?:was|were|is|came|went|walked|been|seen|there|in))* ?(?:any(?:one|body)(?: else)? )?((?:together )?(?:with|beside|next to|alongside) (?:him|her|them))\b(?: then| there| at the time)*[?!. ]*$/;
export const PRONOUN = /\b(?:he|she|him|her)\b/;
const MOVES =
  /\b(?:leav(?:e|es|ing)|left|c[ao]me|comes?|coming|arriv(?:e|ed|es)|g(?:o|oes|one)|went|here|seen?|saw|in (?:today|yesterday|again)|walk(?:ed)?|enter(?:ed)?|there|back|around|where|show(?:ed)? up|turn(?:ed)? up|spotted|on camera)\b/;
const LOGINS =
  /\b(?:log(?:ged|ging)?|sign(?:ed|ing)?|log-?ins?|sign-?ins?|accounts?|alerts?|incidents?|address(?:es)?|ips?|countr\w+|fail\w*|passwords?|get in|got in|devices?)\b/;
const THERE =
  /\b(?:over |in |at |around )?there\b|\b(?:that|the same|this) (?:camera|place|door|gate|spot|entrance|room)\b/;
/** “was there anybody”, “were there any strangers” say of no place that somebody was; “there at the mill” says which place it is. */
const IS_SAID =
  /\b(?:is|are|was|were|been|be) there(?= (?:any|some|an?|no|nobody|noone|people|persons?|strangers?|visitors?|intruders?|others?|more)(?:one|body|thing)?\b)|\bthere (?=(?:at|in|inside|near|by|outside|behind) (?:the |our )?\p{L})/gu;
const THAT = /^(?:that|this|(?:the )?same)\b/;
const LOOKS =
  /^(?:(?:please|can you|could you|and|now),? )*(?:show|see|view|open|let me see|look at|pull up|bring up|watch|what does)\b/;
const PEOPLE = /\b(?:who|anyone|anybody|someone|somebody|people|persons?|strangers?|visitors?|faces?|intruders?)\b/;
const UNKNOWN = /\b(?:strangers?|unknown|unfamiliar|intruders?|unrecogni[sz]ed|nobody knows)\b/;
const EVER = /\b(?:last|ever|before|usually|normally|often)\b/;
const TURNS = 4;

/** Whom and which camera the last answers about people were about, and of when. */
export function focusOf(history: readonly PastTurn[]): { person?: unknown; camera?: unknown; range?: unknown } | null {
  const beside = personBeside(history);
  const steps = history.slice(-TURNS).flatMap((turn) => turn.steps.filter(({ ok }) => ok));
  const latest = steps.at(-1);
  // “any alerts at the annexe today?”: that camera is spoken of
  if (latest?.tool === 'search_logs' && typeof latest.args.camera === 'string')
    return { ...beside, camera: latest.args.camera };
  if (beside) return beside;
  const seen = steps.filter(({ tool }) => /^(?:find_sightings|show_camera|who_is)$/.test(tool));
  const last = seen.at(-1);
  // logins were asked for since
  if (!last || latest?.tool === 'search_logs') return null;
  const personOf = ({ args: given }: (typeof seen)[number]): unknown => given.person ?? given.label;
  return {
    person: seen.map(personOf).findLast((one) => one !== undefined),
    camera: seen.map(({ args: given }) => given.camera).findLast((one) => one !== undefined),
    range: seen.map(({ args: given }) => given.range).findLast((one) => one !== undefined),
  };
}

/** "when did she leave?", "who was with her?", "any strangers there last night?": of whom and where the last answers told. */
export const seenBefore: Recogniser = (clause: Clause, { history }) => {
  const { text, entities } = clause;
  const focus = focusOf(history);
  if (!focus || entities.refs.length > 0 || LOGINS.test(text)) return null;
  const range = entities.time?.range;
  // a place that is named wins over the one of before
  const typed = cameraName(clause);
  const named = typed !== null && !THAT.test(typed) ? typed : null;
  const isThere = named === null && THERE.test(entities.rest.replaceAll(IS_SAID, ' '));
  const accompanied = WITH.exec(text);
  if (accompanied)
    return {
      ...calls({
        tool: 'find_sightings',
        args: args({
          camera: focus.camera,
          range: range ?? focus.range,
          person: focus.camera === undefined && (range ?? focus.range) === undefined ? focus.person : undefined,
        }),
      }),
      limits: [accompanied[1]!],
    };
  if (focus.camera !== undefined && isThere && !PRONOUN.test(text)) {
    if (PEOPLE.test(text))
      return calls({
        tool: 'find_sightings',
        args: args({
          camera: focus.camera,
          known: UNKNOWN.test(text) ? false : undefined,
          range: range ?? focus.range,
        }),
      });
    if (LOOKS.test(text))
      return calls({ tool: 'show_camera', args: args({ camera: focus.camera, at: entities.time?.at ?? range }) });
  }
  if (focus.person !== undefined && PRONOUN.test(text) && MOVES.test(text) && text.length < 80)
    return calls({
      tool: 'find_sightings',
      args: args({
        person: focus.person,
        camera: isThere ? focus.camera : named,
        range: range ?? (EVER.test(text) ? undefined : focus.range),
      }),
    });
  return null;
};
