import { LANGUAGES } from '../../domain/language.ts';
import { askingWords } from '../../messages/catalogue/asking.ts';
import { readEntities } from './entities.ts';
import { tellsMishap } from './intents/mishap.ts';
import { answersWith } from './orders.ts';
import type { PastTurn, Plan, PlanContext, Say } from './plan-types.ts';
import { readUtterance } from './utterance.ts';

type Read = (message: string, context: PlanContext) => Plan;

const YES =
  /^(?:yes|yep|yeah|yup|ya|sure|ok(?:ay)?|please|go ahead|do it|do that|please do|of course|absolutely|definitely|correct|right|exactly|y|affirmative|sounds good|go on|ja|oui|s[ií])(?:[ ,.!]+(?:yes|please|do|do it|do that|go ahead|thanks?|thank you|sure|open it|open one|mate|(?:report|raise|file|create|open|propose) (?:it|that|this|one|an? incident)))*[ .!]*$/;
const NO =
  /^(?:no|nope|nah|no thanks?|no thank you|never ?mind|don't|do not|cancel|stop|forget (?:it|that)|leave it|not now|n|nein|non|better not|rather not)(?:[ ,.!]+(?:thanks?|thank you|please|leave it|don't|not now|never ?mind|mate))*[ .!]*$/;
const CHOICE: [RegExp, number][] = [
  [/\b(?:first|1st|former|number one|top|newest|latest)\b/, 0],
  [/\b(?:second|2nd|latter|number two)\b/, 1],
  [/\b(?:third|3rd|number three)\b/, 2],
  [/\b(?:last|bottom|oldest)\b/, -1],
];
/** "no, I meant yesterday", "sorry, INC-8", "make that high". */
const CORRECTS =
  /^(?:(?:no|nope|sorry|oops|wait|actually|hmm|not that|wrong)[,.! ]+(?:no[,.! ]+|sorry[,.! ]+|wait[,.! ]+)*(?:i (?:meant|mean|said|wanted|was asking (?:about|for))(?: to say)?|make (?:that|it)|rather|actually|not that[,. ]*(?:but)?|that was wrong[,. ]*)?|i (?:meant|mean)(?: to say)?|make that|i said|correction[:,]?|rather)[,: ]+(?=\S)/;

const OFFERS = Object.values(askingWords).map(({ reportIt }) => reportIt);
/** Says to report what was told before. */
const REPORT_IT =
  /^(?:(?:yes|ok(?:ay)?|sure|please|do|ja|oui|s[ií])[,.! ]+)*(?:please )?(?:report|raise|file|open|log)(?: (?:it|that|this|one|an? (?:incident|ticket|report)))?(?: please)?[.! ]*$/;

/** The question may have been in another language than what is said to it. */
const saysMishap = (question: string, { now, timeZone }: PlanContext): boolean =>
  LANGUAGES.some((language) => {
    const { norm } = readUtterance(question, language);
    return tellsMishap({ text: norm, entities: readEntities(norm, now, timeZone) });
  });

const INTERJECTION = /^(?:(?:no|nope|sorry|oops|wait|actually|hmm|hold on)[,.! ]+)+/i;

/** The question the assistant asked last, read again in the light it was asked in; null where it asked none. */
function asked(context: PlanContext, read: Read): { say: Say; question: string; before: PlanContext } | null {
  const last = context.history.at(-1);
  if (!last || last.steps.length > 0 || last.question === '' || !last.answer.includes('?')) return null;
  const before = { ...context, history: context.history.slice(0, -1) };
  const { say, calls } = read(last.question, before);
  return say?.why === 'ask' && calls.length === 0 ? { say, question: last.question, before } : null;
}

/** What a message means as the answer to what the assistant asked, or as a correction of the question before it. */
export function reply(message: string, norm: string, context: PlanContext, read: Read): Plan | null {
  if (context.history.length === 0) return null;
  const isYes = YES.test(norm);
  const isNo = NO.test(norm);
  const choice = norm.length < 40 ? CHOICE.find(([words]) => words.test(norm))?.[1] : undefined;
  if (isYes || isNo || choice !== undefined) {
    const open = asked(context, read);
    if (open && isNo)
      return { calls: [], say: { why: 'small_talk', text: askingWords[context.language].nothingChanged } };
    if (open?.say.offer && isYes) return { calls: open.say.offer, say: null };
    const option = open?.say.options?.at(choice ?? (open.say.options.length === 1 ? 0 : Number.NaN));
    if (option) return read(option.message, open!.before);
  }
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
    return { calls: [{ tool: 'create_incident', args: { title: before.question.trim().slice(0, 200) } }], say: null };
  const correction = CORRECTS.exec(norm);
  if (correction) return corrected(message, norm, correction[0].length, context, read);
  return null;
}

/** What completes the question the assistant asked: "close INC-3" to "which one?", "Lena" to "to whom?". */
export function completed(message: string, norm: string, context: PlanContext, read: Read): Plan | null {
  if (norm.length > 300) return null;
  const open = asked(context, read);
  if (!open) return null;
  const kind = /\bincident\b/.test(norm) ? 'INC-' : /\balert\b/.test(norm) ? 'ALR-' : null;
  const ofKind = kind ? (open.say.options ?? []).filter(({ label }) => label.startsWith(kind)) : [];
  const named =
    open.say.options?.find(({ label }) => norm.includes(label.toLowerCase())) ??
    (ofKind.length === 1 ? ofKind[0] : undefined);
  if (named) {
    const chosen = read(named.message, open.before);
    return answersWith(message, chosen.calls) ? chosen : null;
  }
  const stem = (open.say.open ?? open.question).replace(/[\s.!?:]+$/, '');
  for (const joined of [`${stem} ${message}`, `${stem}: ${message}`]) {
    const whole = read(joined, open.before);
    if (whole.calls.length > 0 && whole.say === null && answersWith(message, whole.calls)) return whole;
  }
  return null;
}

/** The question before, asked anew with what is corrected in it. */
function corrected(message: string, norm: string, from: number, context: PlanContext, read: Read): Plan | null {
  const rest = message
    .trim()
    .slice(-(norm.length - from))
    .trim();
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
    if (id.slice(0, 3) === previous.slice(0, 3))
      return { calls: [{ tool: step.tool, args: { ...step.args, id } }], say: null };
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

const isWrite = (tool: string): boolean => /^(?:create|update|moderate|reverse|propose)_/.test(tool);
