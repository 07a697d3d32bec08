import { askingWords } from '../../../messages/catalogue/asking.ts';
import { args, type Clause, calls, type PlanContext, type PlannedCall, type Recogniser, say } from '../plan-types.ts';
import { cameraName } from './people.ts';

/** A word for somebody who is pointed at, or for what shows them. */
const PICTURE = String.raw`pictures?|photos?|photographs?|images?|pics?|selfies?|screenshots?|snapshots?|attachments?|portraits?|faces?`;
const SOMEBODY = String.raw`persons?|people|man|men|woman|women|guys?|girls?|boys?|lady|ladies|gentlem[ae]n|fellow|visitors?|strangers?|intruders?|employees?|couriers?|thie(?:f|ves)|suspects?|individuals?|someone|somebody|anyone|anybody|humans?`;
const POINTED = String.raw`this|that|these|those|it|he|she|him|her|his|they|them`;
const SHOWN = new RegExp(String.raw`\b(?:${PICTURE})\b`);
/** Somebody is asked for by what shows them; faces are spoken of in rules and settings as well. */
const IN_PICTURE = new RegExp(
  String.raw`\b(?:this|that|the|my|attached|sent|uploaded|enclosed) (?:${PICTURE.replace('|faces?', '')})\b`,
);
const WHO = new RegExp(
  String.raw`\b(?:who(?:'s|s|m|se)?|identify|identity|recogni[sz]e[ds]?|names?|familiar|match(?:es)?|strangers?|known?|same)\b` +
    String.raw`|\b(?:have|did|do|does|had) (?:we|you|i|anyone|they) (?:\w+ )?(?:know|met|meet|seen?|recogni[sz]e|remember)\b` +
    String.raw`|\b(?:is|was|are|were|could|might|can) (?:this|that|he|she|it|these|those|they)\b` +
    String.raw`|\b(?:any|an) idea\b|\blook (?:up|at)\b|\b(?:check|find|search(?: for)?|scan|compare)\b`,
);
const ABOUT_SOMEBODY = new RegExp(String.raw`\b(?:${POINTED}|${SOMEBODY}|${PICTURE})\b`);
/** When, where or how often somebody was there. */
const SEEN =
  /\b(?:when|where(?:abouts)?|how (?:often|many times|long)|which cameras?|what time|last time|first time)\b|\b(?:seen|saw|been|come|came|was|were|here|spotted|show(?:ed|n)? up|appear\w*|enter\w*|arriv\w*|visit\w*|left|leave)\b.*\b(?:today|yesterday|before|week|month|night|morning|at|in|near|by|through|here|around|lately|recently)\b/;
/** What is to be done about something is not asked of its picture. */
const ORDER =
  /^(?:please |can you |could you |and |then |also )*(?:open|create|raise|report|log|file|close|assign|acknowledge|resolve|add|attach|upload|comment|note|show (?:me )?(?:all |the )?(?:alerts?|incidents?|log|events?|rules?)|list|propose|alert|notify)\b/;
const OTHER_MATTER =
  /\b(?:alerts?|incidents?|log-?ins?|sign-?ins?|logs?|rules?|passwords?|accounts?|addresses|ips?|tickets?|proposals?|backups?)\b/;

const ORDINALS: Record<string, number> = {
  first: 1,
  '1st': 1,
  left: 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
  fifth: 5,
  '5th': 5,
};
const NTH = new RegExp(
  String.raw`\b(?:(first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th) (?:one|${PICTURE})\b|(?:${PICTURE}) (?:number |no\.? |nr\.? |#)?([1-5])\b)`,
  'g',
);

/** A question about the pictures that came with it: who is on them, and when or where that person was seen. */
export const inPicture: Recogniser = (clause, { pictures = 0 }) => about(clause, pictures, false);

/** The same of those that came with the question before. */
export const inEarlierPicture: Recogniser = (clause, { pictures = 0, earlierPictures = 0 }) =>
  pictures > 0 ? null : about(clause, earlierPictures, true);

function about(clause: Clause, count: number, earlier: boolean): ReturnType<Recogniser> {
  const { text, entities } = clause;
  if (count === 0 || entities.refs.length > 0 || entities.email || entities.ip || ORDER.test(text)) return null;
  const shown = SHOWN.test(text);
  if (OTHER_MATTER.test(text) && !shown) return null;
  const bare = text.replaceAll(/[^\p{L}]+/gu, ' ').trim();
  const asks = WHO.test(text) || SEEN.test(text);
  const plain =
    !earlier && /^(?:name|who|whom|person|identity|known|and now|well|so|hm+|this one|please|look)?$/.test(bare);
  // of what was sent before, only what points at it is asked
  if (earlier && !shown && !POINTS_AT_SOMEBODY.test(text)) return null;
  // a few words beside a picture are about it
  const brief = !earlier && asks && bare.split(' ').length <= 3 && entities.time === null;
  if (!plain && !brief && !(asks && ABOUT_SOMEBODY.test(text)) && !(shown && ABOUT_SOMEBODY.test(text))) return null;
  // a name is asked for itself, whatever came with the question
  if (/\bperson_[0-9a-f]{2,}/.test(text) && !shown) return null;
  // "the second photo, who is she?"
  const before = clause.before.flatMap(({ tool, args: { picture } }) =>
    tool === 'who_is' && typeof picture === 'number' ? [picture] : [],
  );
  const looks = (places(text, count) ?? (before.length > 0 ? before : all(count))).map(
    (picture): PlannedCall => ({ tool: 'who_is', args: { picture } }),
  );
  const camera = cameraName(clause);
  const range = entities.time?.range;
  if (looks.length > 1 || !SEEN.test(text) || /^(?:who|identify)\b(?!.*\band\b)/.test(text)) return calls(...looks);
  return calls(...looks, { tool: 'find_sightings', args: args({ camera, range }), needs: 'identified' });
}

/** Which pictures are meant by their place; null where none is named. */
function places(text: string, count: number): number[] | null {
  const named = [...text.matchAll(NTH)].map(([, word, digit]) =>
    digit ? Number(digit) : word === 'last' ? count : (ORDINALS[word!] ?? 1),
  );
  return named.length > 0 ? [...new Set(named)] : null;
}
const all = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

/** "who is on this picture?", and none came with it. */
export const missingPicture: Recogniser = (clause, context) => {
  const { text } = clause;
  if (!asksOfPicture(clause, context)) return null;
  // who may see pictures is told by the guide
  if (/\bwho (?:(?:is|are|was) (?:allowed|able|permitted)|may|can|could|has (?:access|the right))\b/.test(text))
    return null;
  return IN_PICTURE.test(text) && WHO.test(text) ? noPicture(context) : null;
};

/** "who is this?", where nothing before says who is meant. */
export const nobodyShown: Recogniser = (clause, context) =>
  asksOfPicture(clause, context) && POINTS_AT_SOMEBODY.test(clause.text) ? noPicture(context) : null;

const POINTS_AT_SOMEBODY = new RegExp(
  String.raw`^(?:so |and |please |hey |ok |do you know |(?:can|could) you (?:tell me|see) |any idea )*(?:who(?:'s|s| is| was| are| were| might)? (?:is |be )?(?:this|that|these|those|he|she|they)|identify (?:this|that|him|her|them)|who (?:this|that) (?:is|might be)|do (?:we|you) (?:know|recogni[sz]e) (?:this|that|him|her|them))(?: (?:${SOMEBODY}))?[?!. ]*$`,
);

const asksOfPicture = ({ entities }: Clause, { pictures = 0, earlierPictures = 0 }: PlanContext): boolean =>
  pictures + earlierPictures === 0 && entities.refs.length === 0 && !entities.email && !entities.ip;

const noPicture = (context: PlanContext): ReturnType<Recogniser> =>
  // whoever may not ask it is told that, not to send one
  context.tools.has('who_is')
    ? say('ask', askingWords[context.language].sendPicture)
    : calls({ tool: 'who_is', args: { picture: 1 } });
