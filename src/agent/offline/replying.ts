import { LANGUAGES } from '../../domain/language.ts';
import { askingWords } from '../../messages/catalogue/asking.ts';
import { guessWords } from '../../messages/catalogue/guesses.ts';
import { orderingWords } from '../../messages/catalogue/ordering.ts';
import { postureWords } from '../../messages/catalogue/posture.ts';
import { smallTalkWords } from '../../messages/catalogue/small-talk.ts';
import { readEntities } from './entities.ts';
import { happened, says } from './happenings.ts';
import { asksWhatToDo } from './intents/create-incident.ts';
import { tellsMishap } from './intents/mishap.ts';
import { tidy } from './intents/words.ts';
import { withNamesHeard } from './known-names.ts';
import { moreOfWish } from './more-of-wish.ts';
import { CHOICE, PLACES } from './one-of.ts';
import { leftOver, VERB } from './order-words.ts';
import { answersWith, isBareReference } from './orders.ts';
import type { PastTurn, Plan, PlanContext, PlannedCall, Say } from './plan-types.ts';
import { revisedProposal } from './revising.ts';
import { takenBackAfterAll } from './taking-back.ts';
import { readUtterance } from './utterance.ts';
import { yesAndMore } from './yes-and-more.ts';

type Read = (message: string, context: PlanContext) => Plan;

const YES =
  /^(?:yes|yep|yeah|yup|ya|sure|ok(?:ay)?|please|go ahead|do it|do that|please do|of course|absolutely|definitely|y|affirmative|sounds good|go on|ja|oui|s[ií])(?:[ ,.!]+(?:yes|please|do|do it|do that|go ahead|thanks?|thank you|sure|open it|open one|mate|(?:report|raise|file|create|open|propose) (?:it|that|this|one|an? incident)))*[ .!]*$/;
const NO =
  /^(?:no|not|nope|nah|no thanks?|no thank you|never ?mind|don't|do not|cancel|stop|forget (?:it|that)|leave it|not now|n|nein|non|better not|rather not)(?:[ ,.!]+(?:thanks?|thank you|please|leave it|don't|not now|never ?mind|mate))*[ .!]*$/;
/** Agrees with something that was said: no answer to "shall I?". */
const AGREES =
  /^(?:(?:that's |that is |all |quite )?(?:right|correct|true|exactly|indeed)|i (?:see|agree)|alright)(?:[ ,.!]+(?:thanks|thank you|please))*[ .!,]*$/;
/** "no, I meant yesterday", "sorry, INC-8", "make that high". */
const CORRECTS =
  /^(?:(?:no|nope|sorry|oops|wait|actually|hmm|not that|wrong)[,.! ]+(?:no[,.! ]+|sorry[,.! ]+|wait[,.! ]+)*(?:i (?:meant|mean|said|wanted|was asking (?:about|for))(?: to say)?|make (?:that|it)|rather|actually|not that[,. ]*(?:but)?|that was wrong[,. ]*|(?:the )?other way a?round|the opposite|vice versa)?|i (?:meant|mean)(?: to say)?|make that|i said|correction[:,]?|rather|(?:the )?other way a?round|the opposite|vice versa)[,: ]+(?=\S)/;

const OFFERS = Object.values(askingWords).map(({ reportIt }) => reportIt);
/** Says to report what was told before. */
const REPORT_IT =
  /^(?:(?:yes|ok(?:ay)?|sure|please|do|ja|oui|s[ií])[,.! ]+)*(?:please )?(?:report|raise|file|open|log)(?: (?:it|that|this|one|an? (?:incident|ticket|report)))?(?: please)?[.! ]*$/;

/** The question may have been in another language than what is said to it. */
const saysMishap = (question: string, { now, timeZone }: PlanContext): boolean =>
  LANGUAGES.some((language) => {
    const { norm } = readUtterance(question, language);
    const told = { text: norm, entities: readEntities(norm, now, timeZone) };
    return tellsMishap(told) || asksWhatToDo(told);
  });

/** What happened, without the question that was asked about it: “I clicked on a link, what should I do?” */
const withoutAsking = (question: string): string => {
  const told = question
    .trim()
    .replace(/[,;.:!–-]+\s*(?:and |so |but )?(?:what|who|whom|how|where|should)\b[^.!]{0,80}$/i, '');
  return (told.length >= 10 ? told : question.trim()).slice(0, 200);
};

const INTERJECTION = /^(?:(?:no|nope|sorry|oops|wait|actually|hmm|hold on)[,.! ]+)+/i;

/** How many turns back a question is looked for that was asked again since. */
const BACK = 4;

/** The question the assistant asked last, read again in the light it was asked in; null where it asked none. */
function asked(context: PlanContext, plan: Read): { say: Say; question: string; before: PlanContext } | null {
  const last = context.history.at(-1);
  if (!last || last.question === '' || !last.answer.includes('?')) return null;
  const before = { ...context, history: context.history.slice(0, -1) };
  const { say, calls } = withNamesHeard(last.question, { ...before, history: before.history.slice(-BACK) }, plan);
  // of what was offered where nothing was understood one may be chosen
  if (say?.why === 'unclear' && say.options && last.answer.includes(say.text))
    return { say, question: last.question, before };
  if (say?.why !== 'ask') return null;
  // beside what was shown, only an offer is a question that can be answered
  return last.steps.length === 0 && calls.length === 0 ? { say, question: last.question, before } : offerOf(say, last);

  function offerOf(ask: Say, { question, answer }: PastTurn): ReturnType<typeof asked> {
    return ask.offer && answer.includes(ask.text) ? { say: ask, question, before } : null;
  }
}

/** Our own question once more, where what came as its answer was not understood; null where none waits for one. */
export function askedAgain(context: PlanContext, plan: Read): Plan | null {
  const open = asked(context, plan);
  return open?.say.why === 'ask' && open.say.options && context.history.at(-1)!.answer.includes(open.say.text)
    ? { calls: [], say: { ...open.say, text: askingWords[context.language].again(open.say.text) } }
    : null;
}

/** The choice among what was offered that a reply is, as the orders it stands for; null where it is none. */
function chosen(norm: string, { say }: { say: Say }, { history }: PlanContext): string[] | null {
  const options = say.options ?? [];
  const word = CHOICE.exec(norm)?.[1];
  if (!word || options.length === 0) return null;
  if (word === 'all' || (/^(?:both|beide|les deux|ambos|ambas)$/.test(word) && options.length === 2))
    return options.map(({ message }) => message);
  const place = PLACES.find(([words]) => words.test(word))?.[1];
  if (place !== undefined) {
    const one = options.at(place);
    return one ? [one.message] : null;
  }
  // "the high one": as the last answer that lists them tells
  const lines = history.flatMap(({ answer }) => answer.split('\n'));
  const such = options.filter(({ label }) =>
    lines.some((line) => line.includes(`[${label}]`) && new RegExp(`\\b${word}\\b`, 'i').test(line)),
  );
  return such.length === 1 ? [such[0]!.message] : null;
}

/** What a message means as the answer to what the assistant asked, or as a correction of the question before it. */
export function reply(message: string, norm: string, context: PlanContext, read: Read, plan: Read): Plan | null {
  if (context.history.length === 0) return null;
  const isYes = YES.test(norm);
  if (isYes || NO.test(norm) || AGREES.test(norm) || CHOICE.test(norm)) {
    const open = asked(context, plan);
    if (open?.say.why === 'unclear' && NO.test(norm))
      return { calls: [], say: { why: 'small_talk', text: guessWords[context.language].otherwise } };
    if (open && NO.test(norm))
      return { calls: [], say: { why: 'small_talk', text: askingWords[context.language].nothingChanged } };
    const undone = isYes ? takenBackAfterAll(context.history.at(-1)!) : [];
    if (undone.length > 0) return { calls: undone, say: null };
    if (open?.say.offer && isYes) return { calls: open.say.offer, say: null };
    const one = isYes && open?.say.options?.length === 1 ? [open.say.options[0]!.message] : null;
    const orders = open ? (one ?? chosen(norm, open, context)) : null;
    if (open && orders) {
      const plans = orders.map((order) => read(order, open.before));
      return { calls: plans.flatMap(({ calls }) => calls), say: plans.find(({ say }) => say !== null)?.say ?? null };
    }
    // It agrees, and does not say to what: it is asked once more.
    if (open && (open.say.options || open.say.offer)) return { calls: [], say: open.say };
    const suggested = SAYS_YES.test(norm) && !open ? suggestedIn(context.history.at(-1)!) : [];
    const look = suggested.length > 0 ? read(suggested[0]!, context) : null;
    if (look && look.calls.length > 0 && look.say === null && look.calls.every(({ tool }) => LOOKS.test(tool)))
      return look;
    if (suggested.length > 0)
      return { calls: [], say: { why: 'small_talk', text: askingWords[context.language].sayIt(suggested) } };
  }
  const taken = takenUp(message, norm, context, read, plan);
  if (taken) return taken;
  const more = isYes ? null : yesAndMore(message, context, asked(context, plan)?.say.offer, plan);
  if (more) return more;
  // One of what was offered, in the words it was offered in.
  const plainly = norm.replace(/[\s.!]+$/, '');
  if (plainly.length <= 60 && context.history.at(-1)!.answer.includes('?')) {
    const open = asked(context, plan);
    const bare = plainly.replace(
      /^(?:(?:ok(?:ay)?|then|just|only|please|well|so|take|the one|rather|better|about|for)[ ,]+)+/,
      '',
    );
    const option = open?.say.options?.find(({ label }) => [plainly, bare].includes(label.toLowerCase()));
    if (open && option) return read(option.message, open.before);
  }
  const incident = saidWhatHappened(message, context, read, plan);
  if (incident) return incident;
  // "I think someone stole my badge" was answered from the guide; "yes, please report it" is about that.
  const before = context.history.at(-1);
  if (
    before?.steps.some((step) => step.tool === 'search_help' && step.args.offer === true) &&
    isYes &&
    /\b(?:report|raise|file|open an? incident)\b/.test(norm)
  )
    return { calls: [{ tool: 'create_incident', args: { title: before.question.trim().slice(0, 200) } }], say: null };
  // A bare “yes” answers our own question, and nobody else's.
  const isTold = (isYes && OFFERS.some((offer) => before?.answer.includes(offer))) || REPORT_IT.test(norm);
  if (before && isTold && saysMishap(before.question, context))
    return { calls: [{ tool: 'create_incident', args: { title: withoutAsking(before.question) } }], say: null };
  const revised = before ? revisedProposal(norm, proposedLately(context.history) ?? before, context) : null;
  if (revised) return revised;
  const wish = before ? moreOfWish(message, norm, before, context, read) : null;
  if (wish) return wish;
  const severity = before ? severityInstead(norm, before) : null;
  if (severity) return { calls: [severity], say: null };
  const assigned = before ? assigneeInstead(norm, before) : null;
  if (assigned !== null) return read(assigned, context);
  if (UNDO_IT.test(norm)) return read('undo', context);
  const correction = CORRECTS.exec(norm);
  if (correction) return corrected(message, norm, correction[0].length, context, read);
  return null;
}

const LOOKS =
  /^(?:open_(?:alert|incident|report|review)|search_\w+|list_\w+|explain_\w+|posture_summary|find_sightings|show_camera|who_is\w*|similar_incidents|moderation_history)$/;
const SAYS_YES =
  /^(?:(?:yes|yep|yeah|ja|oui|s[ií]|please|do|go|bitte|ok(?:ay)?)[ ,.!]+)*(?:yes|yep|yeah|do (?:it|that|so)|go ahead|please do|ja|mach das|oui|vas-y|fais-le|s[ií]|hazlo|adelante)(?: please| bitte)?[ .!]*$/;
/** What our last answer ended with as what one may do next, where it asked nothing: a “yes” to that is no order. */
function suggestedIn({ answer }: PastTurn): string[] {
  const line = answer.split('\n').at(-1) ?? '';
  const [lead, rest = ''] = line.split(/:(.*)/s);
  if (!NEXT.has(lead ?? '')) return [];
  return [...rest.matchAll(/[“„«]\s?([^”“»]{3,80}?)\s?[”“»]/g)].map(([, said]) => said!).slice(0, 3);
}
const NEXT = new Set(LANGUAGES.map((language) => postureWords[language].next));

/** "make it critical", "assign it to priya", to “shall I open an incident for …?”: whoever speaks of it as being there wants it. */
function takenUp(message: string, norm: string, context: PlanContext, read: Read, plan: Read): Plan | null {
  if (!SPEAKS_OF_IT.test(norm)) return null;
  const open = asked(context, plan);
  const [offer, another] = open?.say.offer ?? [];
  const alerts = offer?.args.alerts;
  if (!open || another || offer?.tool !== 'create_incident' || !Array.isArray(alerts)) return null;
  const whole = read(`open an incident for ${alerts.join(' and ')} and ${message.trim()}`, open.before);
  return whole.calls[0]?.tool === 'create_incident' && whole.say === null ? whole : null;
}
const SPEAKS_OF_IT =
  /^(?:(?:and|then|ok(?:ay)?|yes|please|now)[ ,]+)*(?:(?:make|set|mark) (?:it|that|this) (?:to |as )?(?:low|medium|high|critical)|(?:assign|give|hand) (?:it|that|this) (?:over )?to)\b/;

/** What completes the question the assistant asked: "close INC-3" to "which one?", "Lena" to "to whom?". */
export function completed(
  message: string,
  norm: string,
  context: PlanContext,
  { read, plan, plain }: { read: Read; plan: Read; plain: Plan },
): Plan | null {
  if (norm.length > 300) return null;
  // what asks back by itself is an order of its own
  if (plain.say?.why === 'ask' && MODERATES.test(norm)) return null;
  const open = asked(context, plan);
  if (!open) return null;
  const kind = /\bincident\b/.test(norm) ? 'INC-' : /\balert\b/.test(norm) ? 'ALR-' : null;
  const ofKind = kind ? (open.say.options ?? []).filter(({ label }) => label.startsWith(kind)) : [];
  const named =
    open.say.options?.find(({ label }) => norm.includes(label.toLowerCase())) ??
    (ofKind.length === 1 && /^(?:the |that |this )?(?:alert|incident)(?: please)?[.! ]*$/.test(norm)
      ? ofKind[0]
      : undefined);
  if (named) {
    const calls = read(named.message, open.before);
    return answersWith(message, calls.calls) ? calls : null;
  }
  // One of several is chosen by name or place, and by nothing else that is said.
  if (open.say.options || (open.say.offer && open.say.open === undefined)) return null;
  const stem = (open.say.open ?? open.question).replace(/[\s.!?:]+$/, '');
  for (const joined of [`${stem} ${message}`, `${stem}: ${message}`, `${stem} to ${message}`]) {
    const whole = read(joined, open.before);
    if (whole.calls.length === 0 || whole.say !== null || !answersWith(message, whole.calls)) continue;
    if (whole.calls.some(({ tool }) => tool === 'create_incident')) return told(message, whole.calls, context, plain);
    if (
      whole.calls.every(
        (call) =>
          !changesThing(call) || isBareReference(message) || givesName(message, norm, call) || givesSetting(norm, call),
      )
    )
      return whole;
  }
  return null;
}

const MODERATES =
  /^(?:(?:please|can you|could you|then|now|and|ok(?:ay)?)[ ,]+)*(?:give|warn|mute|ban|kick|time ?-?out|put|delete|silence)\b.{3,}/;
const WHAT_HAPPENED = Object.values(smallTalkWords).map(({ whatHappened }) => whatHappened);

/** The answer to our own "what happened?"; null where it asks or orders something else instead. */
function saidWhatHappened(message: string, context: PlanContext, read: Read, plan: Read): Plan | null {
  if (!WHAT_HAPPENED.some((question) => context.history.at(-1)?.answer.includes(question))) return null;
  const open = asked(context, plan);
  if (!open) return null;
  const plain = read(message, context);
  if (plain.calls.some(({ tool }) => tool !== 'search_help') || /\?\s*$/.test(message)) return null;
  const stem = open.question.replace(/[\s.!?:]+$/, '');
  return told(message, read(`${stem}: ${message}`, open.before).calls, context, plain);
}

/** An incident where an answer says what happened, a question where it may; anything else opens none. */
function told(message: string, calls: PlannedCall[], { language }: PlanContext, plain: Plan): Plan | null {
  const title = tidy(message).slice(0, 200);
  const opened = calls.find(({ tool }) => tool === 'create_incident') ?? { tool: 'create_incident', args: { title } };
  const tells = happened(message);
  if (tells === 'yes') return { calls: [opened], say: null };
  if (plain.calls.length > 0 || (plain.say && plain.say.why !== 'unclear')) return null;
  if (tells === 'perhaps')
    return {
      calls: [],
      say: { why: 'ask', text: orderingWords[language].openIt(title), offer: [opened], open: 'open an incident' },
    };
  return { calls: [], say: { why: 'small_talk', text: askingWords[language].nothingChanged } };
}

/** Whether a reply to “what should change in it?” is a setting: what comes of it is put up for approval and changes nothing yet. */
const givesSetting = (norm: string, { tool, args }: PlannedCall): boolean =>
  tool === 'propose_rule' &&
  args.params !== undefined &&
  args.state === undefined &&
  /^(?:(?:the|its|to|from|outside|between|make|set|it|time|hours|threshold|severity|is|should be|more than|at least|over)[ :.,]*)+\d/.test(
    norm,
  ) &&
  !/[?]|\b(?:not|never|no|don't)\b/.test(norm);

/** Whether a reply to "to whom?" is the name alone. */
function givesName(message: string, norm: string, { args }: PlannedCall): boolean {
  if (typeof args.assignee !== 'string' || args.status !== undefined || args.severity !== undefined) return false;
  const said = norm
    .replace(/^(?:(?:please|ok(?:ay)?|then|assign|give|it|that|this|to|for|let's say)[ ,]+)*@?/, '')
    .replace(/(?:[ ,.!]+(?:please|thanks|thank you|then))*[ .!]*$/, '');
  // A word of an order is nobody's name, but for a capital letter.
  const isOrders = leftOver(said) === '' || (new RegExp(`^${VERB}`).test(said) && !/\p{Lu}/u.test(message));
  // “Melde nichts”: a name is written in one way, with capitals or without.
  const isMixed = /\p{Lu}/u.test(args.assignee) && args.assignee.split(' ').some((word) => /^\p{Ll}/u.test(word));
  if (isMixed) return false;
  if (!says(said) || said === 'nobody' || (isOrders && args.assignee !== 'me')) return false;
  return said === args.assignee.toLowerCase() || (args.assignee === 'me' && /^(?:me|myself|mine)$/.test(said));
}

/** "no, low", "high is enough": how bad the incident is that was just opened or changed. */
function severityInstead(norm: string, { steps, citations }: PastTurn): PlannedCall | null {
  const said = INSTEAD.exec(norm);
  const severity = said?.[2];
  const refs = new Set(
    citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith('INC-')).map(({ ref }) => ref),
  );
  const isMarked = said !== null && (said[1] !== undefined || said[3] !== undefined);
  const isOfIncident = steps.some(({ tool, ok }) => ok && /^(?:create|update)_incident$/.test(tool));
  const [id] = refs;
  return severity && isMarked && isOfIncident && refs.size === 1 && id
    ? { tool: 'update_incident', args: { id, severity } }
    : null;
}
const INSTEAD =
  /^((?:(?:no|nope|sorry|oops|wait|actual+y|rather|hm+|better|only|just|but|i (?:meant|mean|said|wanted|say)(?: to say)?|make that|(?:it )?should be|(?:make|set) (?:it|that)(?: to)?|(?:the )?(?:severity|priority)(?: is| should be|:)?)[,.! ]+)+)?(low|medium|high|critical)((?:,? (?:is enough|will do|suffices|instead|rather|severity|priority|please|then|i (?:said|meant|mean|say)))+)?[.! ]*$/;
/** "actually no, to me": the order before, for somebody else. */
function assigneeInstead(norm: string, { steps }: PastTurn): string | null {
  const made = steps.findLast(({ tool, ok }) => ok && tool === 'update_incident');
  const who = ANOTHER.exec(norm)?.[1];
  return who !== undefined && typeof made?.args.assignee === 'string' && typeof made.args.id === 'string'
    ? `assign ${made.args.id} to ${who}`
    : null;
}
const ANOTHER =
  /^(?:(?:no|nope|sorry|oops|wait|actually|rather|hm+|better|i (?:meant|mean|said)|not (?:to )?\p{L}+)[,.! ]+)+(?:but )?(?:(?:give|assign|hand) (?:it|that|this) )?(?:to )(me|myself|\p{L}[\p{L}.'-]*(?: \p{L}[\p{L}'-]*)?)(?: (?:instead|please|then|rather))*[.! ]*$/u;
const UNDO_IT =
  /^(?:(?:oh|ah|no|oops|ups|sorry|wrong(?: one)?|that was wrong|mistake|wait)[,.! ]+)+(?:please )?(?:undo|revert|take (?:it|that|this) back)(?: (?:it|that|this))?(?: please)?[.! ]*$/;

/** The turn a proposal was made or looked at in, where only the guide was asked since. */
function proposedLately(history: readonly PastTurn[]): PastTurn | null {
  for (const turn of history.toReversed().slice(0, 3)) {
    if (turn.steps.some(({ tool, ok }) => ok && /^(?:propose_rule|open_proposals)$/.test(tool))) return turn;
    if (turn.steps.some(({ tool }) => tool !== 'search_help')) return null;
  }
  return null;
}

/** The question before, asked anew with what is corrected in it. */
function corrected(message: string, norm: string, from: number, context: PlanContext, read: Read): Plan | null {
  const rest = readUtterance(message, context.language).rawSlice(from, norm.length).trim();
  // "actually make that critical" is an order by itself, without its first word
  const order = read(message.trim().replace(INTERJECTION, ''), context);
  if (order.calls.length > 0 && order.calls.every((call) => /^update_/.test(call.tool))) return order;
  const last = context.history.at(-1);
  // A write is taken from the question itself: the call may have been a model's own idea.
  const made = last?.steps.at(-1);
  const step =
    made && last && isWrite(made.tool)
      ? read(last.question, { ...context, history: context.history.slice(0, -1) }).calls.findLast(
          (call) => call.tool === made.tool,
        )
      : made;
  const reference = /^(?:the )?(?:alert|incident|ticket)?\s*#?((?:alr|inc)-?\s?)?(\d{1,9})[.! ]*$/i.exec(rest);
  const previous = typeof step?.args.id === 'string' ? step.args.id : null;
  if (step && previous && reference) {
    const id = reference[1]
      ? `${reference[1].slice(0, 3).toUpperCase()}-${reference[2]}`
      : `${previous.slice(0, 4)}${reference[2]}`;
    if (id.slice(0, 3) === previous.slice(0, 3)) {
      const say: Say = { why: 'not_here', text: orderingWords[context.language].stays(previous) };
      return {
        calls: [{ tool: step.tool, args: { ...step.args, id } }],
        say: isWrite(step.tool) && made?.ok && id !== previous ? say : null,
      };
    }
  }
  const whole = read(rest, context);
  if (whole.calls.length > 0) return whole;
  const again = read(`and ${rest}`, context);
  return again.calls.length > 0 ? again : last ? retold(last, rest, context, read) : null;
}

/** "close INC-3" and then "no, ALR-3": the order before, of the other thing. */
function retold(last: PastTurn, rest: string, context: PlanContext, read: Read): Plan | null {
  const again = read(`${last.question.replace(/[\s.!?]+$/, '')} ${rest}`, {
    ...context,
    history: context.history.slice(0, -1),
  });
  // nothing is opened or changed a second time for a correction
  return again.calls.length > 0 && again.calls.every((call) => !isWrite(call.tool)) ? again : null;
}

const changesThing = ({ tool, args }: PlannedCall): boolean =>
  /^update_/.test(tool) || (tool === 'propose_rule' && args.rule !== undefined);
const isWrite = (tool: string): boolean => /^(?:create|update|moderate|reverse|propose)_/.test(tool);
