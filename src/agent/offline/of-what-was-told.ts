import { askingWords } from '../../messages/catalogue/asking.ts';
import { followUpWords } from '../../messages/catalogue/follow-ups.ts';
import { doing, orderingWords } from '../../messages/catalogue/ordering.ts';
import { smallTalkWords } from '../../messages/catalogue/small-talk.ts';
import { takesLong } from './asked-of-it.ts';
import { findRefs } from './entities.ts';
import { isKnownName } from './known-names.ts';
import { PLACES } from './one-of.ts';
import { deny } from './permitted.ts';
import type { PastTurn, Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { meant, type Thing, type ThingKind, theOne, toldOf } from './told.ts';
import { readUtterance } from './utterance.ts';

/*
 * Short messages that say what is wanted and leave it to what was told of what it is about: “approve”, “was it really him?”, “how sure are
 * you?”, “where do I find that card?”, “tell Maria to look at it”. Each takes kinds of things; the newest of them that the conversation
 * told of is meant (told.ts).
 */

const LONGEST = 120;
const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hm+|oh|wait|then|now|please|thanks|good|great|yes|sorry|(?:that's|this is|that is|how) (?:odd|strange|weird|interesting))[\s,.!:]+)*`;
const TAIL = String.raw`(?: (?:please|now|then|too|already|again|exactly|actually|at all|myself|anyway))*[?!. ]*$`;
const NOUN = String.raw`(?:accounts?|users?|logins?|persons?|people|guys?|men|man|wom[ae]n|visitors?|strangers?|ones?|alerts?|incidents?|tickets?|cases?|proposals?|suggestions?|requests?|rules?|events?|pictures?|cards?|buttons?|pages?|tasks?|order|warning|ban|mute|time-?out)`;
const NTH = String.raw`the (?<nth>first|second|third|fourth|last|top|newest|latest|oldest)(?: (?:one|of (?:them|these|those)))?`;
const POINT = String.raw`(?:it|him|her|them|he|she|they|(?:that|this|those|these|both|the)(?: ${NOUN})?|all(?: of (?:it|them|those))?)`;
const PERSON = String.raw`(?:him|her|them|he|she|they|(?:the|that|this) (?:person|guy|user|man|woman|account owner|owner|colleague|employee)|(?<name>[\p{L}][\p{L}.'-]+(?: [\p{L}][\p{L}'-]+)?))`;
const form = (body: string): RegExp => new RegExp(LEAD + body + TAIL, 'iu');

const DECIDES = form(
  String.raw`(?:can you |could you |i(?:'d like to| want to| will|'ll)? )?(approve|accept|sign off|reject|decline|deny)(?: (?:${POINT}|${NTH}))?(?: (?:for me|as well))?`,
);
const DECIDED = form(
  String.raw`(?:(?:was|is|has|did|have|does)(?: ${POINT})(?: been| get| got| go| gone)?(?: (?:already|finally|yet))? (?:approved?|decided|accepted|rejected|declined|signed off|through|confirmed)|(?:who|when) (?:approved|decided|accepted|rejected|has approved|can approve|may approve|must approve|has to approve|needs to approve|could approve|decides?)(?: (?:on|about))?(?: ${POINT})?)(?: yet)?`,
);
const WOULD_CATCH = form(
  String.raw`(?:what (?:would|will|does|did)(?: ${POINT})(?: one)? (?:catch|have caught|find|have found|change|do|mean)|how often would(?: ${POINT})(?: one)? (?:fire|have fired|trigger))`,
);
const WHO = form(
  String.raw`(?:who(?:'s| is| was| are| were)|do (?:we|you) know|tell me about)(?: exactly| really)? (?:it|he|she|him|her|they|them|${NTH}|(?:that|this|the)(?: (?:account|user|person|guy|man|woman|one|visitor|stranger))?)(?: (?:on|at|in|by|near) (?:the |our |that )?(?<place>.{2,40}?))?`,
);
const WAS_IT = form(
  String.raw`(?:was|is|were|could)(?: (?:it|that|this))(?: (?:really|actually|truly|be|have been))* ${PERSON}(?: (?:himself|herself|themselves|for real))?(?: or .{3,40})?`,
);
const ASKED = form(
  String.raw`(?:(?:did|has|have|was)(?: (?:any(?:body|one)|some(?:body|one)|you|we|they))?(?: (?:already|ever|yet))? ?(?:ask(?:ed)?|check(?:ed)? with|call(?:ed)?|talk(?:ed)? (?:to|with)|contact(?:ed)?|confirm(?:ed)? (?:it )?with) ${PERSON}|(?:was|is|has|were) ${PERSON} (?:been )?asked|(?:can you |could you )?ask ${PERSON}(?: (?:if|whether|about) .{2,60})?|what did ${PERSON} (?:say|answer|reply)(?: to (?:that|it))?|(?:did|has) ${PERSON} (?:confirm|answer|repl[iy]|respond|react)\w*(?: (?:it|that|to (?:that|it)))?)`,
);
const SURE = form(
  String.raw`(?:how (?:sure|certain|confident|reliable|accurate)(?: (?:are you|is (?:that|this|it)|can (?:we|i) be))?(?: (?:(?:about|of) ${POINT}|that .{3,60}))?|are you (?:really |quite |absolutely )?(?:sure|certain)(?: (?:about|of) ${POINT})?|is (?:that|this|it) (?:really )?(?:certain|reliable|accurate|for sure))`,
);
const WHERE = form(
  String.raw`(?:where (?:do|can|could|would|should) (?:i|we) (?:find|see|get(?: to)?|open|press|click|do)|where(?:'s| is| are)|how do i (?:get to|find|open)|(?:show|open|see|give)(?: me| us)?) (?:its|${POINT})(?: (?:card|button|page)s?)?`,
);
const POLICY = form(
  String.raw`(?:what (?:does|do|would|is|are)|does|is there) (?:our|the|your|my) (?:moderation |chat |community )?(?:policy|policies|rules|guidelines|code)(?: (?:say|says|suggest|prescribe|tell|require|mean|here|want|anything|something))*(?: (?:about|for|on|in|to|of) (?:${POINT}|.{3,30}))?|(?:is|are) there (?:anything|something|any rules?|a rule) (?:about|on|for|against) .{2,30} in (?:our|the) (?:moderation |chat )?(?:policy|policies|rules|guidelines)`,
);
const BY_HAND = form(
  String.raw`(?:(?:and |what is |what's |why |how )*(?:done )?(?:by hand|manually)[?,. ]*(?:(?:what|how|and|so) .{3,60})?|(?:what|how) .{2,40} (?:by hand|manually)(?: .{2,20})?)`,
);
const ON_IT = String.raw`(?:to |please )*(?:(?:look|check|handle|take|deal|investigate|review|work|see|have a look|care)\b(?: (?:care of|over|on|at|into|with|after|up|a look at))*|about|know about|of)`;
const TELLS = new RegExp(
  String.raw`${LEAD}(?:can you |could you |i want you to )?(?:tell|ask|have|get|let|notify|inform|ping|remind|give)(?: (?:this|it|that) to)? (?<who>[\p{L}][\p{L}.'-]*(?: (?!to |please |about |of |know )[\p{L}][\p{L}'-]+)?) (?<on>${ON_IT}) ?(?<what>${POINT}|(?:alert |incident )?(?:INC|ALR|CASE)-?\d{1,9})?${TAIL}`,
  'iu',
);
const UPDATE = form(
  String.raw`(?:can you |could you )?ask (?:${PERSON}|whoever has it|the assignee) (?:for|about) (?:an? |the |any )?(?:update|status|news|progress|report)`,
);

/** Such a message as a plan; null for every other, and where nothing of its kind was told of. */
export function ofWhatWasTold(message: string, context: PlanContext): Plan | null {
  const { history, language } = context;
  if (message.length > LONGEST || (history.length === 0 && !takesLong(readUtterance(message, language).norm)))
    return null;
  const { norm } = readUtterance(message, language);
  const said = norm.trim();
  return (
    telling(message, context) ??
    (findRefs(said).refs.length > 0
      ? null
      : (deciding(said, context) ??
        guided(said, context) ??
        whoThatIs(said, context) ??
        whetherItWasThem(said, context) ??
        howSure(said, context) ??
        howFast(said, context) ??
        whereItIs(said, context)))
  );
}

/** Approving is a button's; its card is shown, of several it is asked which. */
function deciding(said: string, context: PlanContext): Plan | null {
  const decides = DECIDES.exec(said)?.[1];
  if (decides === undefined && !DECIDED.test(said) && !WOULD_CATCH.test(said)) return null;
  const told = meant(context.history, ['proposal']);
  const waiting = nthOf(DECIDES.exec(said)?.groups?.nth, told);
  const [one, other] = waiting;
  if (!one) return null;
  if (decides === undefined && other && WOULD_CATCH.test(said))
    return look(
      waiting.slice(0, MOST_CHOICES).map(({ name }) => ({ tool: 'open_proposals', args: { id: name } })),
      context,
    );
  // who may decide on any of several the guide says
  if (decides === undefined && other && /\bwho\b/.test(said)) return null;
  if (decides === undefined) return look([{ tool: 'open_proposals', args: other ? {} : { id: one.name } }], context);
  const decide = /^(?:approve|accept|sign)/.test(decides) ? 'approve' : 'reject';
  if (other && !/\b(?:both|all|them|those|these)\b/.test(said))
    return whichOf(
      waiting.map(({ name }) => ({ label: name, message: `${decide} ${name}` })),
      context,
    );
  return look([{ tool: 'open_proposals', args: other ? { decide } : { id: one.name, decide } }], context);
}

/** Of several the one at a place; all of them where none is said. */
function nthOf(nth: string | undefined, things: readonly Thing[]): readonly Thing[] {
  if (nth === undefined) return things;
  const at = PLACES.find(([words]) => words.test(nth))?.[1] ?? 0;
  const one = things.at(at);
  return one ? [one] : [];
}

function whichOf(options: { label: string; message: string }[], { language }: PlanContext): Plan {
  const few = options.slice(0, MOST_CHOICES);
  return {
    calls: [],
    say: { why: 'ask', text: askingWords[language].whichOne(few.map(({ label }) => label)), options: few },
  };
}
const MOST_CHOICES = 4;

/** What the policy says of the case at hand, and how something is done that no platform does by itself. */
function guided(said: string, context: PlanContext): Plan | null {
  const { history } = context;
  if (POLICY.test(said)) {
    const id = theOne(history, ['case'])?.name;
    if (id !== undefined) return look([{ tool: 'explain_case', args: { id } }], context, 'case_advice');
    const isModerator = context.role === 'moderator' && meant(history, ['case', 'action']).length > 0;
    return isModerator
      ? look(
          [{ tool: 'search_help', args: { query: 'What crosses the line, and what follows how many strikes?' } }],
          context,
        )
      : null;
  }
  if (BY_HAND.test(said) && meant(history, ['proposal', 'action', 'case'], { lately: 3 }).length > 0)
    return look([{ tool: 'search_help', args: { query: 'Something has to be done by hand. How?' } }], context);
  return null;
}

const PEOPLE: readonly ThingKind[] = ['person', 'author', 'account'];

/** “who was that on the ramp?”, “who is that account?”: whoever stands in what was told last. */
function whoThatIs(said: string, context: PlanContext): Plan | null {
  const found = WHO.exec(said);
  if (!found) return null;
  const { history } = context;
  const place = found.groups?.place;
  // who stands where in a picture has readings of its own
  if (place !== undefined && IN_PICTURE.test(place)) return null;
  const turn = place === undefined ? history.at(-1) : history.findLast((one) => speaksOf(one, place));
  // what a camera showed has readings of its own, which know the picture
  if (!turn || (place === undefined && OF_CAMERAS.test(turn.steps.at(-1)?.tool ?? ''))) return null;
  const people = nthOf(found.groups?.nth, meant([turn], PEOPLE));
  const nouns = /\baccount|\buser/.test(said) ? 'account' : 'person';
  const such = people.filter(({ kind }) => kind === nouns);
  return whoseLook(such.length > 0 ? such : people, context);
}
const IN_PICTURE =
  /^(?:far |very )?(?:left|right|middle|centre|center|front|back|top|bottom|it|there|picture|photo|image|frame|snapshot|pic)\b/i;
const OF_CAMERAS = /^(?:find_sightings|who_is|show_camera)$/;
const speaksOf = ({ answer }: PastTurn, place: string): boolean =>
  answer.toLowerCase().includes(place.replace(/[?!. ]+$/, '').toLowerCase());

function whoseLook(people: readonly Thing[], context: PlanContext): Plan | null {
  const [one, other] = people;
  if (!one) return null;
  if (other)
    return whichOf(
      people.map(({ name }) => ({ label: name, message: `who is ${name}?` })),
      context,
    );
  return look([whoIs(one)], context);
}

const whoIs = ({ kind, name }: Thing): PlannedCall =>
  kind === 'author' ? { tool: 'moderation_history', args: { user: name } } : { tool: 'who_is', args: { label: name } };

/** “was it really him?”, “did anybody ask her?”: what the alert's account was asked and answered; of a face how sure that is. */
function whetherItWasThem(said: string, context: PlanContext): Plan | null {
  const { history, pictures = 0, earlierPictures = 0 } = context;
  const found = WAS_IT.exec(said) ?? ASKED.exec(said);
  const named = found?.groups?.name;
  if (!found || pictures + earlierPictures > 0 || (named !== undefined && !isKnownName(named, context))) return null;
  const [thing] = meant(history, ['alert', 'incident', 'event', 'account', 'person', 'case']);
  if (!thing || thing.kind === 'case') return null;
  const turn = history.findLast((one) => toldOf(one).things.some(({ name }) => name === thing.name));
  const { things } = toldOf(turn!);
  const alert = thing.kind === 'alert' ? thing : things.find(({ kind, mentioned }) => kind === 'alert' && !mentioned);
  const person = things.find(({ kind, of }) => kind === 'person' && (of === undefined || of === thing.name));
  if (person && WAS_IT.test(said)) return look([whoIs(person)], context);
  if (alert) return look([{ tool: 'open_alert', args: { id: alert.name } }], context, 'them');
  const account = things.find(({ kind }) => kind === 'account');
  if (person && !account)
    return { calls: [], say: { why: 'not_here', text: followUpWords[context.language].nobodyAsked(null) } };
  if (account && WAS_IT.test(said)) return look([{ tool: 'explain_login', args: { account: account.name } }], context);
  return look([{ tool: 'search_help', args: { query: 'How do I ask somebody whether it was them?' } }], context);
}

/** How sure what was told is: what stands behind it; of what was counted, that it was. */
function howSure(said: string, context: PlanContext): Plan | null {
  if (!SURE.test(said)) return null;
  const turn = context.history.findLast(({ steps }) => steps.some(({ ok }) => ok));
  if (!turn) return null;
  const { subject, things } = toldOf(turn);
  const person = meant([turn], ['person']);
  if (person.length === 1) return look([whoIs(person[0]!)], context);
  const about = things.find(({ name }) => name === subject);
  if (about?.kind === 'alert') return look([{ tool: 'open_alert', args: { id: about.name } }], context, 'why');
  if (about?.kind === 'event') return look([{ tool: 'explain_login', args: { id: about.name } }], context);
  if (about?.kind === 'case') return look([{ tool: 'explain_case', args: { id: about.name } }], context);
  return { calls: [], say: { why: 'not_here', text: followUpWords[context.language].counted } };
}

/** “and to close them?” after how fast somebody answered: the same summary, which says both. */
function howFast(said: string, context: PlanContext): Plan | null {
  const last = context.history.at(-1)?.steps.findLast(({ ok }) => ok);
  const goesOn = last?.tool === 'posture_summary' && TO_CLOSE.test(said) && !CLOSES_IT.test(said);
  if (!goesOn && !takesLong(said)) return null;
  return look([{ tool: 'posture_summary', args: goesOn ? last.args : {} }], context, 'reaction');
}
/** “close it” is an order. */
const CLOSES_IT = /(?<!\bto )\b(?:close|resolve|settle|answer) (?:it|them|those|the|an?|incidents?|alerts?)\b/;
const TO_CLOSE = form(
  String.raw`(?:(?:what about |how about |how long |how fast )?(?:to|for|until|before|with|about)?(?: (?:we))? ?(?:clos|resolv|settl|answer|react)\w*(?: (?:it|them|those|an?|the|incidents?|alerts?))*|(?:what about |how about )?incidents?)`,
);

/** The look that opens a thing, whose card has its buttons. */
const OPENS: Partial<Record<ThingKind, (name: string) => PlannedCall>> = {
  proposal: (id) => ({ tool: 'open_proposals', args: { id } }),
  case: (id) => ({ tool: 'explain_case', args: { id } }),
  alert: (id) => ({ tool: 'open_alert', args: { id } }),
  incident: (id) => ({ tool: 'open_incident', args: { id } }),
  camera_event: (event) => ({ tool: 'show_camera', args: { event } }),
};
const NAMED_KINDS: readonly [RegExp, ThingKind][] = [
  [/\b(?:proposal|suggestion|request|card|button)s?\b/, 'proposal'],
  [/\bcases?\b/, 'case'],
  [/\balerts?\b/, 'alert'],
  [/\b(?:incident|ticket)s?\b/, 'incident'],
];

/** “where do I find that card?”: it stands beside the answer that opens it. */
function whereItIs(said: string, context: PlanContext): Plan | null {
  if (!WHERE.test(said) || /\b(?:he|she|him|her|they|person|man|woman|guy|rule|event|picture)\b/.test(said))
    return null;
  const isCard = /\b(?:card|button|proposal)s?\b/.test(said);
  // what is shown by its name has readings of its own
  if (!isCard && !/^\W*(?:.{0,20}\b)?(?:where|how)\b/.test(said)) return null;
  const { history } = context;
  const named = NAMED_KINDS.find(([words]) => words.test(said))?.[1];
  const all = Object.keys(OPENS) as ThingKind[];
  const one = (named && theOne(history, [named], { lately: 3 })) ?? theOne(history, all);
  const call = one && OPENS[one.kind]?.(one.name);
  return call ? look([call], context) : null;
}

/** “tell Maria to look at INC-3”, “ask her for an update”: whoever is told works on it, takes part in it, or reads a note; asked first. */
function telling(message: string, context: PlanContext): Plan | null {
  const asks = UPDATE.test(readUtterance(message, context.language).norm);
  const { who, on, what } = TELLS.exec(message.trim())?.groups ?? {};
  if (!asks && (who === undefined || on === undefined || !isKnownName(who, context))) return null;
  const named = findRefs((what ?? '').toLowerCase()).refs[0]?.ref;
  const thing: Pick<Thing, 'kind' | 'name'> | null =
    named !== undefined
      ? { kind: named.startsWith('INC') ? 'incident' : named.startsWith('ALR') ? 'alert' : 'case', name: named }
      : (atHand(context.history) ?? null);
  if (!thing || (thing.kind !== 'incident' && thing.kind !== 'alert'))
    return { calls: [], say: { why: 'not_here', text: followUpWords[context.language].tellNobody(who ?? null) } };
  const isTold = on === undefined ? false : /^(?:to |please )*(?:about|know about|of)/i.test(on);
  const given = asks ? { comment: message.trim() } : isTold ? { add_people: [who!] } : { assignee: who! };
  const calls: PlannedCall[] =
    thing.kind === 'incident'
      ? [{ tool: 'update_incident', args: { id: thing.name, ...given } }]
      : [
          { tool: 'create_incident', args: { alerts: [thing.name] } },
          { tool: 'update_incident', args: given, needs: 'created' },
        ];
  const no = calls.map((call) => deny(call, context)).find((one) => one !== null);
  if (no) return { calls: [], say: no };
  const { language } = context;
  const [first, then] = calls;
  const words = followUpWords[language];
  const last = isTold
    ? words.addTo(who!, thing.kind === 'incident' ? thing.name : null)
    : then
      ? words.giveTo(who!)
      : doing(first!, language);
  return {
    calls: [],
    say: {
      why: 'ask',
      text: orderingWords[language].shallI(then ? [doing(first!, language), last] : [last]),
      offer: calls,
    },
  };
}

/** The incident or alert that was told of last; of an alert that belongs to an incident that one, which is asked before it is changed. */
function atHand(history: readonly PastTurn[]): Thing | null {
  const [one, other] = meant(history, ['incident', 'alert', 'case'], { changes: true });
  if (!one || one.kind === 'case') return null;
  const turn = history.findLast((past) => toldOf(past).things.some(({ name }) => name === one.name))!;
  const incidents = toldOf(turn).things.filter(({ kind }) => kind === 'incident');
  if (incidents.length === 1) return incidents[0]!;
  return other ? null : one;
}

/** These looks, with what is asked of it; null where the asker may not look: other readings say so better. */
function look(calls: PlannedCall[], context: PlanContext, asked?: Plan['asked']): Plan | null {
  return calls.some((call) => deny(call, context) !== null) ? null : { calls, say: null, ...(asked && { asked }) };
}

/** Our own “which one?”, which names none, with those that were told of last to choose from. */
export function withChoices(made: Plan, message: string, context: PlanContext): Plan {
  const { say } = made;
  const { whichOne } = smallTalkWords[context.language];
  if (say?.why !== 'ask' || say.text !== whichOne || made.calls.length > 0) return made;
  const told = [...meant(context.history, ['incident']), ...meant(context.history, ['alert'])];
  const named = told.filter(({ mentioned }) => !mentioned).slice(0, MOST_CHOICES);
  return named.length === 0
    ? made
    : whichOf(
        named.map(({ name }) => ({ label: name, message: withRef(message, name) })),
        context,
      );
}

const PLACE =
  /\b(?:the (?:(?:first|second|third|fourth|fifth|last|other|newest|oldest|latest) ?(?:one|alert|incident)?)|(?:the|that|this) (?:one|alert|incident|ticket)|them|those|these|it|this|that)\b/i;
const withRef = (message: string, ref: string): string =>
  PLACE.test(message) ? message.replace(PLACE, ref) : `${message} ${ref}`;
