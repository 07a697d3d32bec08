import { askingWords } from '../../../messages/catalogue/asking.ts';
import { askedBeside } from '../asked-beside.ts';
import { args, asRead, type Clause, calls, type PastTurn, type Recogniser } from '../plan-types.ts';
import { personBeside } from '../told.ts';
import { cameraName, isPersonName, UNKNOWN } from './people.ts';
import { nameAt } from './words.ts';

/** Tools that tell of people and cameras. */
const PEOPLE = new Set(['who_is', 'find_sightings']);
const PLACES = new Set(['find_sightings', 'show_camera']);
const PRONOUN =
  /\b(?:he|she|him|her|his|hers|they|them|their|(?:this|that|the|the same|these|those) (?:person|people|man|woman|guy|visitor|stranger|employee|lady|fellow))\b/;
const SEEN =
  /\b(?:when|where(?:abouts)?|how (?:often|many times|long)|which (?:cameras?|doors?)|what time|(?:last|first) (?:seen|time|sighting|here)|sightings?|seen|saw|been|come|came|here|there|spotted|show(?:ed|n)? up|appear\w*|enter\w*|arriv\w*|visit\w*|left|leave|around|again|still|usually|ever)\b/;
/** Asks for more of what was told, and names nobody. */
const BARE =
  /^(?:and |so |but |ok(?:ay)? )*(?:(?:at|on|by|through) )?(?:where|when|how often|how many times|which (?:cameras?|doors?)|what time|at what time|last seen|since when|where else|when else)(?: (?:exactly|was that|was it|then|did that happen))?[?!. ]*$/;
const IDENTITY =
  /^(?:and |so |but |ok(?:ay)? )*(?:who (?:is|was|are|were|'s)|who's|tell me (?:more )?about|what do (?:we|you) know about|do (?:we|you) (?:know|recogni[sz]e)) (?:he|she|him|her|they|them|that|this|it|(?:this|that|the) (?:person|man|woman|guy|visitor|stranger))(?: (?:again|exactly|actually))?[?!. ]*$/;
const OTHER_MATTER =
  /\b(?:alerts?|incidents?|log-?ins?|log(?:ged)?[- ]in|sign(?:ed)?[- ]?ins?|logs?|rules?|passwords?|accounts?|address(?:es)?|tickets?|fail\w*|countr\w+|assign\w*|close[ds]?|open(?:ed)?|acknowledge\w*)\b/;

/** "when was she last seen?", "and where was he yesterday?", "how often?": of whoever was told of just now. */
export const samePerson: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  const turn = context.history.at(-1);
  const step = turn?.steps.findLast(({ tool, ok }) => ok && PEOPLE.has(tool));
  // "what does Grace Mbeki do here, who is she?"
  const named = clause.leftover === null ? null : (FULL_NAME.exec(clause.leftover)?.[0] ?? null);
  if (named !== null && IDENTITY.test(text)) return calls({ tool: 'who_is', args: { label: named } });
  // "do we know that person?", of one that an alert or an event told of
  const isTold = turn !== undefined && step !== undefined && told(turn).length > 0;
  const onPicture = isTold || !A_PERSON.test(text) || !IDENTITY.test(text) ? null : labelAtHand(context.history);
  if (onPicture) return calls({ tool: 'who_is', args: { label: onPicture } });
  const beside = personBeside(context.history);
  if (
    !turn ||
    !(step || beside) ||
    entities.refs.length > 0 ||
    entities.ip ||
    entities.email ||
    OTHER_MATTER.test(text)
  )
    return null;
  const identity = IDENTITY.test(text);
  const bare = BARE.test(text) && !beside;
  const points = PRONOUN.test(entities.rest) && (SEEN.test(text) || WHAT_THEY_DID.test(text));
  if (!identity && !bare && !points && !THE_SAME.test(text)) return null;
  // “when was that?” of two who were together, of each of several, of whoever was with somebody
  const asked = turn.steps.filter(({ tool, ok }) => ok && tool === 'find_sightings');
  if ((bare || TOGETHER.test(text)) && asked.some(({ args: { with: company } }) => company !== undefined))
    return calls(...asked.map((one) => ({ tool: one.tool, args: again(one.args, clause) })));
  if (bare && asked.length > 1 && asked.every(({ args: { person: one } }) => one !== undefined))
    return calls(...asked.map((one) => ({ tool: one.tool, args: again(one.args, clause) })));
  const people = beside ? [beside.person] : told(turn);
  if (people.length === 0) return null;
  const options = people.slice(0, 4).map((label) => ({ label, message: `when was ${label} last seen?` }));
  if (people.length > 1)
    return {
      say: { why: 'ask', text: askingWords[context.language].whichOne(options.map(({ label }) => label)), options },
    };
  const [person] = people;
  if (identity) return calls({ tool: 'who_is', args: { label: person } });
  const before = step?.tool === 'find_sightings' && bare ? { camera: step.args.camera, range: step.args.range } : {};
  return calls({
    tool: 'find_sightings',
    args: args({
      person,
      camera: cameraName(clause) ?? before.camera,
      range: entities.time?.range ?? before.range,
    }),
  });
};

/** The same, of the place and time that are named now. */
const again = (before: Record<string, unknown>, clause: Clause): Record<string, unknown> => ({
  ...before,
  ...args({ camera: cameraName(clause), range: clause.entities.time?.range }),
});
const TOGETHER = /\b(?:they|them|their|both|these|those|the two)\b/;

/** “what did he do on the ramp?”: where they were, and when. */
const WHAT_THEY_DID = /\bwhat (?:did|was|were|is|are|has|have)\b.{0,30}\b(?:do|doing|done|up to|want|wanted)\b/;
/** “is it the same one as last night?” */
const THE_SAME =
  /^(?:and |so |but |ok(?:ay)? )*(?:is|was|are|were|could)(?: (?:it|he|she|that|this|they))(?: be)? the same (?:one|person|people|man|woman|guy|visitor|stranger|face|fellow|lady)?\b/;

const A_PERSON = /\b(?:person|man|woman|guy|visitor|stranger|face|lady|fellow)\b/;

/** The one unnamed person that a turn lately told of. */
function labelAtHand(history: readonly PastTurn[]): string | null {
  for (const { answer } of history.toReversed().slice(0, LATELY)) {
    const labels = new Set(answer.match(/\bPerson_[0-9A-F]{8}\b/g) ?? []);
    if (labels.size > 0) return labels.size === 1 ? [...labels][0]! : null;
  }
  return null;
}
const LATELY = 12;

const FULL_NAME = /(?<=\s|^)\p{Lu}[\p{L}-]+ \p{Lu}[\p{L}-]+/u;

/** Whom the turn told of: the name that was asked for, else the people on a picture, by reference. */
function told(turn: PastTurn): string[] {
  const asked = turn.steps.flatMap(({ tool, args: { label, person }, ok }) => {
    const name = tool === 'who_is' ? label : tool === 'find_sightings' ? person : undefined;
    return ok && typeof name === 'string' ? [name] : [];
  });
  if (asked.length > 0) return [...new Set(asked)];
  const refs = turn.citations
    .filter(({ ref, mentioned }) => !mentioned && ref.startsWith('PER-'))
    .map(({ ref }) => ref);
  return [...new Set(refs)];
}

/** "at the back door?": the question before, of another place; "who was there?" after a picture of one. */
export const samePlace: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  const step = context.history.at(-1)?.steps.findLast(({ tool, ok }) => ok && PLACES.has(tool));
  if (!step || entities.refs.length > 0 || entities.kinds.length > 0 || OTHER_MATTER.test(text)) return null;
  const range = entities.time?.range;
  if (WHO_THERE.test(text.replace(/[?!. ]+$/, '')) && typeof step.args.camera === 'string')
    return calls({
      tool: 'find_sightings',
      args: args({ camera: step.args.camera, range: range ?? step.args.range ?? rangeOf(step.args.at) }),
    });
  // “was Hugo there, too?”, where somebody else or everybody was told of
  const there = UNKNOWN.test(text) ? null : NAMED_THERE.exec(text);
  const who = there && nameAt(asRead(clause, there[0].length - there[1]!.length));
  if (who && isPersonName(who) && typeof step.args.camera === 'string')
    return calls({
      tool: 'find_sightings',
      args: args({ person: who, camera: step.args.camera, range: range ?? step.args.range ?? rangeOf(step.args.at) }),
    });
  const known = ONLY_KNOWN.exec(text)?.[1];
  if (known !== undefined && step.tool === 'find_sightings') {
    const { person: _person, known: _known, ...rest } = step.args;
    return calls({ tool: step.tool, args: { ...rest, ...args({ known: !UNKNOWN.test(known), range }) } });
  }
  // “without strangers”: those who are known
  if (NO_STRANGERS.test(text) && step.tool === 'find_sightings')
    return calls({ tool: step.tool, args: { ...step.args, ...args({ known: true, range }) } });
  if (step.tool === 'show_camera' && IT_SAW.test(text) && entities.time)
    return calls({ tool: step.tool, args: { ...step.args, ...args({ at: entities.time.at ?? range }) } });
  if (THEM.test(text)) return calls({ tool: step.tool, args: { ...step.args, ...args({ range }) } });
  const camera = ELSEWHERE.test(text) ? cameraName(clause) : null;
  if (camera === null || !saysNoMore(entities.rest, camera)) return null;
  const time = step.tool === 'show_camera' ? { at: entities.time?.at ?? range } : { range };
  const changed = { camera, ...args(time) };
  return calls(...askedBeside(step, step.args, changed, context).map((asked) => ({ tool: step.tool, args: asked })), {
    tool: step.tool,
    args: { ...step.args, ...changed },
  });
};

/** "only strangers", "just the ones we know" */
const ONLY_KNOWN =
  /^(?:and |but |ok(?:ay)? |show (?:me )?)*(?:only|just)(?: show(?: me)?)? ((?:the )?(?:strangers|unknowns?|unknown (?:people|persons?|faces|ones|visitors)|known (?:people|persons?|faces|ones)|(?:people|ones|those) (?:that |who )?we (?:do not |don't )?know))(?: (?:please|then|there|today))*[?.! ]*$/;
/** "what did it see an hour ago?" */
const IT_SAW =
  /^(?:and |so |but |then )*(?:what (?:did|does|was|has|could) (?:it|that|this|that one|that camera|the camera)\b.*\b(?:see|saw|seen|show|record\w*|film\w*|catch|capture\w*|on it)\b|how did it look)/;
const WHO_THERE =
  /^(?:and |so |but )*(?:who|any(?:one|body)|some(?:one|body)|was any(?:one|body)|is any(?:one|body))(?: (?:was|is|were|else))* (?:there|that|it|on it|in it)(?: then| at that time)?$/;
const NAMED_THERE =
  /^(?:(?:and|but|so|ok(?:ay)?)[ ,]+)*(?:was|were|is|has|had|did) (?!(?:he|she|they|it|that|this|there|any(?:one|body)|some(?:one|body)|no(?:body| one)|who|the|an?)\b)(\S+(?: \S+)?(?: (?:also|ever|not))? (?:been |come |go )?there\b.*)$/;
const NO_STRANGERS =
  /^(?:(?:and|but|ok(?:ay)?|please|now|show(?: me)?|(?:the same|that|them)(?= without))[ ,]+)*(?:without|no|not|except(?: for)?|excluding|exclude|minus|but not|leave out|leaving out|hide|skip)(?: (?:the|any|all))* (?:strangers?|unknowns?|unknown (?:people|persons?|faces|ones|visitors)|people (?:that |who )?we (?:do not|don't) know)(?: (?:please|then|this time|thanks))*[?.! ]*$/;
const THEM =
  /^(?:and |so |but |please |can you |ok(?:ay)? )*(?:show|list|see|give|name)(?: me| us)? (?:all of )?(?:them|those|these)(?: all| please)?[?!. ]*$/;
const ELSEWHERE =
  /^(?:and |or |but |also |now |then |ok(?:ay)? |what about |how about )*(?:at|in|by|near|on|around|outside|inside|through|from|for|behind) /;

const saysNoMore = (rest: string, camera: string): boolean =>
  rest
    .replace(camera.toLowerCase(), ' ')
    .split(/[^a-z]+/)
    .every((word) => LINKS.has(word));
const LINKS = new Set(
  ' and or but also now then ok okay what how about at in by near on around outside inside through from for behind the our camera cam please too again instead'.split(
    ' ',
  ),
);

/** `today 03:00` as the hour that begins then. */
function rangeOf(at: unknown): string | undefined {
  if (typeof at !== 'string') return undefined;
  const clock = /^(\S+) (\d{2}):\d{2}$/.exec(at);
  if (!clock) return /\bago$/.test(at) ? undefined : at;
  return `${clock[1]}_${clock[2]}_${String((Number(clock[2]) + 1) % 25).padStart(2, '0')}`;
}
