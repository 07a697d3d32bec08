import { args, asRead, type Clause } from '../plan-types.ts';
import { isName } from './words.ts';

/*
 * What an order wants changed of an incident, by what it names: people, parts they play, tasks by their numbers, its room, its ticket. Each is
 * found by itself, wherever it stands: “Yasmin does the talking for INC-41, make her liaison”, “task 3 of INC-22 is finished, tick it off”.
 * Whether it is an order at all, and understood to the end, is seen elsewhere (orders.ts).
 */

const NAME = String.raw`@?(?:[\p{L}][\p{L}\p{N}.'_-]*@[\p{L}\p{N}.-]+|[\p{L}][\p{L}\p{N}._'-]*(?: (?!and\b|as\b|to\b|in\b|on\b|into\b|onto\b|from\b|off\b|out\b|its\b|the\b|be\b|is\b|shall\b|will\b|should\b|please\b|now\b|for\b|again\b)[\p{L}][\p{L}\p{N}'-]*)?)`;
const NAMES = String.raw`${NAME}(?:(?:, ?| and | & |, and )${NAME}){0,5}`;
const THING = String.raw`(?:(?:the |this |that )?(?:incident |case )?#+|it|this|that|(?:the|this|that) (?:incident|case|one))`;
const TEAM = '(?:(?:the )?(?:people|team|participants?|members|group|list|crew)(?: (?:of|on|in|for))? )?';

const ROLES: readonly [RegExp, 'scribe' | 'liaison' | 'assignee'][] = [
  [/scribe|note[- ]?taker|(?:minutes|notes)/, 'scribe'],
  [/liaison(?: officer)?|comms(?: lead)?|communications lead|spokes(?:person|man|woman)/, 'liaison'],
  [/(?:incident )?commander|(?:incident )?lead(?:er)?|(?:the )?lead|owner|in charge|assignee/, 'assignee'],
];
const ROLE = String.raw`(?<role>scribe|note[- ]?taker|liaison(?: officer)?|comms(?: lead)?|communications lead|spokes(?:person|man|woman)|(?:incident )?commander|incident lead(?:er)?|lead(?:er)?|owner|assignee)`;
const ITS = String.raw`(?:(?:as|to be|be|become|becomes|act as|serve as|in as|the|its|our|an?|new) )*`;
const GIVES: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:make|appoint|name|nominate|put|set|have|get|want|let|use) (?<who>${NAME}) (?:(?:in|on|for|of|down) )?(?:${THING} )?${ITS}${ROLE}\b`,
    'giu',
  ),
  new RegExp(
    String.raw`(?:^|[,;] (?:and )?|\band )(?<who>${NAME}) (?:(?:shall|should|will|must|can|is to|is going to|ought to|may|is|takes on|takes over|takes|gets|has|plays|does|handles) )?(?:now )?(?:be |become |act |serve |play )?(?:the part of |the role of |over )?(?:(?:as|the|its|our) )*${ROLE}\b`,
    'giu',
  ),
  new RegExp(
    String.raw`\b${ROLE}(?: (?:of|for|on|in) ${THING})?(?: role)?(?::| =| is| to| goes to| should be| shall be| will be| becomes| will now be| is now) (?<who>${NAME})`,
    'giu',
  ),
  new RegExp(
    String.raw`\b(?:assign|give|hand|pass) (?:the )?${ROLE}(?: role)?(?: (?:of|for|on) ${THING})? to (?<who>${NAME})`,
    'giu',
  ),
];
/** “put me in charge”, “lena takes the lead”, “INC-44 goes to Priya”: whose it is from now on. */
const TAKES_IT: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:put|place|leave) (?<who>${NAME}) in charge\b`, 'iu'),
  new RegExp(
    String.raw`(?:^|[,;:>] ?(?:and )?|\band )(?<who>${NAME}) (?:takes?|has|gets|to take|will take|should take|is taking) (?:over )?(?:the )?(?:lead|over|charge|it over|ownership)\b`,
    'iu',
  ),
  new RegExp(
    String.raw`(?:^|[,;:>] ?(?:and )?|\band )(?<who>${NAME}) (?:leads|runs|owns|will lead|should lead|is leading) ${THING}`,
    'iu',
  ),
  new RegExp(
    String.raw`\b(?:entrust|commit|refer|pass on|pass|hand over|hand|give|move|switch|route|transfer|re-?assign|assign) ${THING} (?:over )?to (?<who>${NAME})`,
    'iu',
  ),
  new RegExp(
    String.raw`^${THING} (?:now )?(?:goes|is going|should go|moves|passes|is passed|is handed|belongs) (?:over )?to (?<who>${NAME})(?= |[.!,]|$)`,
    'iu',
  ),
  new RegExp(String.raw`\b(?:entrust|charge) (?<who>${NAME}) with ${THING}`, 'iu'),
];
const ADDS: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:add|bring|get|loop|pull|invite|rope|include|involve|draft|call|have|let) (?:in )?(?<who>${NAMES})(?: too| as well| also)? (?:in on|in to|into|onto|on|in|to|for) (?:board (?:of |for |with )?)?${TEAM}(?:of )?${THING}`,
    'iu',
  ),
  new RegExp(String.raw`\b(?:page|summon|wake(?: up)?|ping) (?<who>${NAMES}) (?:for|about|into|to|on) ${THING}`, 'iu'),
  new RegExp(
    String.raw`${THING} (?:gets|needs|has|should have|should get|could use|wants) (?<who>${NAMES}) as (?:an? |new |additional |further |more )*participants?\b`,
    'iu',
  ),
  new RegExp(
    String.raw`\b(?:add|include|put|have|get|with) (?<who>${NAMES}) as (?:an? |new |additional |further |more )*participants?\b`,
    'iu',
  ),
  new RegExp(
    String.raw`(?:^|[,;] (?:and )?)(?<who>${NAMES}) (?:should|shall|will|must|is to|are to|to) (?:now )?(?:join|take part in|participate in|help (?:out )?(?:on|with|in)) ${THING}`,
    'iu',
  ),
];
const REMOVES: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:remove|take|drop|pull|get|cut|strike|release|kick|free) (?<who>${NAMES}) (?:back )?(?:off|from|out of|of) ${TEAM}(?:of )?(?:the )?${THING}`,
    'iu',
  ),
  new RegExp(
    String.raw`\b(?:remove|take|drop|pull|get|cut|strike|release|kick|free) (?<who>${NAMES}) (?:off|from|out of) (?:the )?(?:people|team|participants|list|crew|group)\b`,
    'iu',
  ),
  /\b(?:remove|take|drop|pull|cut|strike) (?<who>him|her|them) (?:off|out|away)(?: (?:of )?(?:it|there))?\b/iu,
  new RegExp(String.raw`\b(?:remove|take|drop|pull|cut|strike) (?:off|out) (?<who>${NAMES})(?= |[.!,]|$)`, 'iu'),
];

const NUMBERS = String.raw`(?<numbers>\d{1,4}(?:(?:,| and|, and| &|\/) ?\d{1,4}){0,9})`;
const TASKS = new RegExp(
  String.raw`\b(?:tasks?|to-?dos?|action items?) (?:numbers? |nos?\.? ?|#)?${NUMBERS}(?!\d)`,
  'iu',
);
const AGAIN =
  /\b(?:isn't|isnt|is not|aren't|arent|are not|wasn't|not|never)(?: really| yet| quite| actually| all)? (?:done|finished|completed?|ready|over|ticked)|\bre-?open|\bopen\b.{0,12}\bagain\b|\bun-?(?:tick|check|do)|\bback (?:to|on) (?:open|the list|to-?do)|\bto do again\b|\bstill (?:open|to do)\b/i;
const DONE =
  /\b(?:done|finished|complete[d]?|tick(?:ed)?|check(?:ed)? off|cross(?:ed)? off|closed?|wrapped up|sorted|handled|dealt with|taken care of|mark)\b/i;

const ROOM = String.raw`(?:(?:(?:its |an? |the |our )?(?:own |private |separate |dedicated |new |chat |incident |slack |discord |teams )*(?:war ?room|room|channel|thread)(?: channel)?)(?: of (?:its|their) own)?)`;
const OPENS_ROOM = new RegExp(
  String.raw`\b(?:open|create|make|set up|spin up|start|launch|give|get|need|want|have|put|like|require)\b.{0,40}\b${ROOM}\b`,
  'iu',
);
const JOINS_ROOM = new RegExp(
  String.raw`\b(?:(?:let|get|put|bring|add|invite) me (?:in|into|to)|(?:i )?(?:want|need|would like|wanna|like) (?:to (?:join|get into|be in|enter)|in|into)|join|enter)\b.{0,30}\b${ROOM}\b`,
  'iu',
);
const TICKET = /\b(?:jira(?: ticket| issue)?|ticket in jira|jira)\b|\bticket\b(?= (?:of|for|on|from|off)\b)/i;
const LETS_GO =
  /\b(?:unlink|detach|disconnect|cut|let go|drop|remove|sever|take (?:off|away)|no longer needs|separate)\b/i;
const MAKES =
  /\b(?:create|make|made|open|file|raise|log|start|add|get|need|needs|want|require|put|going|push|send|set up|produce|generate|like|have)\b/i;

/** What of people, tasks, room and ticket a clause about an incident wants changed; null where nothing is. */
export function incidentParts(clause: Clause): Record<string, unknown> | null {
  const text = hidden(clause);
  const typed = asRead(clause, 0);
  // positions are those of the clause: names are read as they were typed
  const said = typed.length === text.length ? (from: number, to: number): string => typed.slice(from, to) : null;
  const nameOf = (match: RegExpExecArray | RegExpMatchArray | null): string[] | null => {
    const who = match?.groups?.who;
    if (!match || who === undefined) return null;
    const from = match.index! + match[0].indexOf(who);
    return namesIn(said ? said(from, from + who.length) : who, text.slice(0, from), typed);
  };
  const found: Record<string, unknown> = {};
  const tasks = TASKS.exec(text);
  if (tasks) {
    const numbers = [...new Set([...tasks.groups!.numbers!.matchAll(/\d+/g)].map(([number]) => Number(number)))];
    if (AGAIN.test(text)) return { tasks_open: numbers };
    return DONE.test(text) ? { tasks_done: numbers } : null;
  }
  if (JOINS_ROOM.test(text)) return { room: 'join' };
  if (OPENS_ROOM.test(text) && !/\b(?:join|into|in) (?:the|its|that)\b.*\b(?:room|channel)\b/.test(text))
    return { room: 'open' };
  if (TICKET.test(text)) {
    if (LETS_GO.test(text)) return { ticket: 'unlink' };
    if (MAKES.test(text)) return { ticket: 'create' };
  }
  for (const pattern of GIVES)
    for (const match of text.matchAll(pattern)) {
      const role = ROLES.find(([words]) => words.test(match.groups!.role!.toLowerCase()))?.[1];
      const [who, other] = nameOf(match) ?? [];
      if (role && who && !other && found[role] === undefined) found[role] = who;
    }
  if (Object.keys(found).length > 0) return found;
  for (const pattern of REMOVES) {
    const names = nameOf(pattern.exec(text));
    if (names) return names.join() === 'me' ? { assignee: null } : { remove_people: names };
  }
  for (const pattern of TAKES_IT) {
    const [who, other] = nameOf(pattern.exec(text)) ?? [];
    if (who && !other) return { assignee: who };
  }
  for (const pattern of ADDS) {
    const match = pattern.exec(text);
    const names = nameOf(match);
    // "put me on it": whose it is
    if (names)
      return names.join() === 'me' && /^(?:put|have|let)\b/i.test(match![0])
        ? { assignee: 'me' }
        : args({ add_people: names });
  }
  return null;
}

/** The clause with its references as `#`. */
function hidden({ text, entities }: Clause): string {
  let out = text;
  // what stands blank in the rest and is no blank in the text was read as something
  for (const { at } of entities.refs) {
    let end = at;
    while (end < text.length && entities.rest[end] === ' ' && /[\w#-]/.test(text[end]!)) end++;
    if (end > at) out = out.slice(0, at) + '#'.repeat(end - at) + out.slice(end);
  }
  return out;
}

const PRONOUN = /^(?:him|her|them|he|she|they)$/i;
const NOBODY =
  /^(?:it|that|this|these|those|us|we|you|someone|somebody|anyone|everyone|everybody|nobody|no|one|comments?|notes?|alerts?|evidence|files?|screenshots?|summary|details?|logs?|updates?|links?|pictures?|attention|severity|status|title|part|time|responsibility|tasks?|report|back|up|word|work|start|closed?|resolved?|done|open|investigating|investigation|contained|containment|low|medium|high|critical|progress|action|care|look|room|channel|jira|ticket|incident|who|what|which|why|how|when|i'll|i'd|i'm|let's|task|its|and|also|then|so|please|now)$/i;

/** The names of a list; null where one is none. Of “her” it is whoever was named before. */
function namesIn(said: string, before: string, typed: string): string[] | null {
  const names = said
    .split(/, ?and |, ?| and | & /i)
    .map((one) => one.replace(/^@/, '').trim())
    .filter((one) => one !== '');
  const read = names.map((name): string | null => {
    if (/^(?:me|myself|i)$/i.test(name)) return 'me';
    if (/^on[- ]call$/i.test(name)) return 'on call';
    if (PRONOUN.test(name)) return lastNamed(typed.slice(0, before.length));
    return name.split(' ').every((word) => (isName(word) || word.includes('@')) && !NOBODY.test(word)) ? name : null;
  });
  return read.length > 0 && read.every((one) => one !== null) ? read : null;
}

/** Who was named last: a name with a capital, or the first word of what is told. */
function lastNamed(typed: string): string | null {
  const proper = [...typed.matchAll(/(?<![\p{L}\p{N}-])\p{Lu}\p{Ll}[\p{L}'-]*(?: \p{Lu}\p{Ll}[\p{L}'-]*)?/gu)]
    .map(([name]) => name)
    .filter((name) => name.split(' ').every((word) => isName(word) && !NOBODY.test(word)));
  const first =
    /^\s*([\p{L}][\p{L}'-]*) (?:is|was|will|does|has|speaks|knows|can|should|shall|isn't|wants|left|handles|deals)\b/iu.exec(
      typed,
    )?.[1];
  const name = proper.at(-1) ?? first;
  return name !== undefined && isName(name) && !NOBODY.test(name) ? name : null;
}
