import { askingWords } from '../../messages/catalogue/asking.ts';
import { aboutIt, noteNotLost, noteOnIt, whatNow } from './about-it.ts';
import { aboutLists } from './about-lists.ts';
import { aboutRule } from './about-rule.ts';
import { aboutSignals } from './about-signals.ts';
import { anybodySeen } from './anybody-seen.ts';
import { askedOfDesk } from './asked-of-desk.ts';
import {
  askedOfAlerts,
  askedOfCase,
  askedOfIt,
  asksBackups,
  asksReaction,
  asksTrend,
  wantsOneLine,
  wantsYesOrNo,
} from './asked-of-it.ts';
import { hoursMeant } from './bare-hours.ts';
import { cameAfter } from './came-after.ts';
import { cameraAsked } from './camera-asked.ts';
import { contrastAsked, isContrast } from './contrasts.ts';
import { covering } from './covering.ts';
import { deeds } from './deeds.ts';
import { doneByHand } from './done-by-hand.ts';
import { coloursIn, dressed } from './dressed.ts';
import { eachCamera, withPlaceLeft, withUnknownPlace } from './each-camera.ts';
import { eachTime } from './each-time.ts';
import { figures } from './figures.ts';
import { asGraveAsTold } from './grave-reports.ts';
import { withHoursLeft } from './hours-left.ts';
import { withUnusual } from './intents/unusual.ts';
import { handingOver } from './intents/wishes-elsewhere.ts';
import { judging } from './judging.ts';
import { withNamesHeard } from './known-names.ts';
import { knownOfNamed } from './known-of-named.ts';
import { withPlacesHeard } from './known-places.ts';
import { ofLastSuchHours } from './last-such-hours.ts';
import { withGuesses } from './likely/guesses.ts';
import { secondReading } from './likely/second-reading.ts';
import { merge } from './merge-calls.ts';
import { nothingDropped } from './nothing-dropped.ts';
import { ofWhatWasTold, withChoices } from './of-what-was-told.ts';
import { aboutOnCall } from './on-call.ts';
import { pausing } from './pausing.ts';
import { limitsOfPeople } from './people-limits.ts';
import { peopleNamed } from './people-named.ts';
import { unclear } from './permitted.ts';
import { pictureAsked, picturesLookedAt } from './picture-asked.ts';
import type { Plan, PlanContext, PlannedCall, Say } from './plan-types.ts';
import { beginningOf, listed, withoutFuture, withRest } from './portions.ts';
import { isProgramText } from './program-text.ts';
import { MAX_CALLS, readMessage, remembering } from './read-message.ts';
import { asRemark, whoWithIt, withoutRemarks } from './remarks.ts';
import { askedAgain, completed, reply } from './replying.ts';
import { saidAgain } from './said-again.ts';
import { notSwallowed, saidElsewhere } from './said-elsewhere.ts';
import { saidInRoom } from './said-in-room.ts';
import { secondWish } from './second-wish.ts';
import { asShare } from './shares.ts';
import { shownAtHand } from './shown-at-hand.ts';
import { sightingsAsked } from './sightings-asked.ts';
import { silencing } from './silencing.ts';
import { somebodyLeftOut } from './somebody-left-out.ts';
import { switchingCamera } from './switching-camera.ts';
import { thereMeant, whereThatIs } from './there.ts';
import { ticketing } from './ticketing.ts';
import { twoSides } from './two-sides.ts';
import { twoWishes } from './two-wishes.ts';
import { readUtterance } from './utterance.ts';
import { whoIsShown } from './who-is-shown.ts';
import { wishesApart } from './wishes-apart.ts';
import { withdrawing } from './withdrawing.ts';
import { workingOn } from './working-on.ts';
import { zoneAsked } from './zone-asked.ts';

/** Reads a message as tool calls and words. Any string is answered; none throws. Takes about a millisecond. */
export function plan(message: string, context: PlanContext): Plan {
  const asked = withoutRemarks(message, context);
  const made = thereMeant(heard(asked, context), asked, context);
  return asRemark(knownOfNamed(made, asked, context, heard), asked, context);
}

/** With whom and which places it names. */
const heard = (message: string, context: PlanContext): Plan =>
  withNamesHeard(message, context, (named, light) => withPlacesHeard(named, light, (text) => understood(text, light)));

function understood(message: string, context: PlanContext): Plan {
  if (isProgramText(message)) return { calls: [], say: unclear(context) };
  const { text: said, rest } = beginningOf(
    whereThatIs(
      saidAgain(
        unquoted(message)
          .replace(IF_FORGOTTEN, '')
          .replace(JUST_YES_OR_NO, '')
          .replace(SPACED_LABEL, 'Person_')
          .replace(BARE_PERIOD, '$1 this $2?'),
        context,
      ),
      context,
    ),
  );
  const text = hoursMeant(said, context, (one) => plan(one, context));
  const whole = withPlaceLeft(planned(text, context), text, context);
  const colours = coloursIn(whole);
  // “a blue shirt and grey trousers” is one wish
  const isOne = whole.asked === 'trend' && whole.say !== null;
  const first = (colours < 2 && !isOne ? wishesApart(text, context, whole, oneWish) : null) ?? whole;
  // what came as an answer to our own question and was none: it is asked once more
  const again =
    (first.calls.length === 0 && first.say?.why === 'unclear') || isOfUnknown(first, text)
      ? askedAgain(context, openly)
      : null;
  const second = again || coloursIn(first) > 0 ? null : secondReading(first, text, context);
  const guessed = again ?? (second && { ...second, likely: true as const }) ?? first;
  const why = guessed.calls.length === 0 ? guessed.say?.why : undefined;
  const read =
    picturesLookedAt(guessed, context) ??
    (why === 'unclear' || why === 'role' || isOffered(guessed) ? aboutIt(text, context, why === 'role') : null) ??
    (why === 'unclear' ? moreOfGuide(text, context) : null) ??
    guessed;
  const answered = nothingDropped(
    askingOfIt(notSwallowed(noteNotLost(read, text, context), text), text, context),
    text,
    context,
    planned,
  );
  const graded = asGraveAsTold(withGuesses(answered, text, context, planned), context);
  const placed = withUnknownPlace(withHoursLeft(graded, text, context), text, context);
  const made = withChoices(ofLastSuchHours(placed, text, context), text, context);
  return rest.trim() === '' ? made : withRest(made, text, rest);
}

/** A page of the guide that is offered where nothing was understood. */
const isOffered = ({ calls: [only, other] }: Plan): boolean =>
  only?.tool === 'search_help' && other === undefined && only.args.offer === true;

/** “did any of them get in?”, where who they are was just asked back: nothing of it went into the search. */
const isOfUnknown = ({ calls: [only, other] }: Plan, text: string): boolean =>
  only?.tool === 'search_logs' &&
  other === undefined &&
  /\b(?:them|they|those|these|their)\b/i.test(text) &&
  Object.keys(only.args).every((name) => /^(?:kinds|outcome|group_by|order|limit)$/.test(name));

/** “to which channel?” after an answer from the guide: asked of the same page, with what was asked before. */
function moreOfGuide(text: string, { history, language, tools }: PlanContext): Plan | null {
  const before = history.at(-1)?.steps.findLast(({ ok }) => ok);
  const query = before?.tool === 'search_help' ? before.args.query : undefined;
  const { norm } = readUtterance(text, language);
  if (typeof query !== 'string' || !tools.has('search_help') || norm.split(' ').length > 4 || !ASKS_ON.test(norm))
    return null;
  const [first] = query.split(' / ');
  return { calls: [{ tool: 'search_help', args: { query: `${first} / ${text.trim()}`.slice(0, 300) } }], say: null };
}
const ASKS_ON =
  /\?\s*$|^(?:(?:and|so|but|ok(?:ay)?|then)[ ,]+)*(?:what|which|where|when|who|why|how|can|could|is|are|does|do|to|in|from|for|with)\b/;

/** “person 6A88824E”: as its label is written. */
const SPACED_LABEL = /(?<!\p{L})person[ -](?=(?=[a-f]*\d)[0-9a-f]{8}(?![\p{L}\p{N}]))/giu;

/** “short version please” */
const SHORT = /\b(?:short(?:er)?|nutshell|tl;?dr|gist|one line|brief(?:ly)?|sum (?:it|this|that) up)\b/;

/** With what the message wants to know of the one thing it looks at, and as shares where it asks for them. */
function askingOfIt(made: Plan, text: string, context: PlanContext): Plan {
  if (made.asked) return made;
  const { language } = context;
  const [call, other] = made.calls;
  // one of several wishes
  if (other && made.calls.some(({ tool }) => tool === 'system_health'))
    return asksBackups(readUtterance(text, language).norm) ? { ...made, asked: 'backups' } : made;
  if (!call || !/^(?:open_(?:alert|incident)|search_logs|posture_summary|explain_case|system_health)$/.test(call.tool))
    return made;
  const { norm } = readUtterance(text, language);
  if (call.tool === 'explain_case') {
    const asked = other || language !== 'en' ? undefined : askedOfCase(norm);
    if (other || made.say || !SHORT.test(norm)) return asked ? { ...made, asked } : made;
    return { ...made, brief: true };
  }
  if (call.tool === 'system_health') return asksBackups(norm) ? { ...made, asked: 'backups' } : made;
  if (other) return isContrast(made.calls) ? { ...made, contrast: contrastAsked(norm) } : made;
  if (call.tool === 'search_logs') {
    const looked = { ...made, calls: [withUnusual(call, norm, context)] };
    const ofAlerts = isOfAlerts(call) ? askedOfAlerts(norm) : undefined;
    if (ofAlerts) return { ...looked, asked: ofAlerts };
    return wantsYesOrNo(looked, norm) ? { ...looked, yesOrNo: true } : asShare(looked, norm);
  }
  const [asked, askedToo] =
    call.tool === 'posture_summary'
      ? asksReaction(norm)
        ? (['reaction'] as const)
        : asksTrend(norm)
          ? (['trend'] as const)
          : []
      : askedOfIt(norm);
  return {
    ...made,
    ...(asked && { asked }),
    ...(askedToo && { askedToo }),
    ...(wantsOneLine(norm) && { brief: true as const }),
  };
}

/** A search for alerts or incidents that counts nothing. */
const isOfAlerts = ({ args: { kinds, group_by } }: PlannedCall): boolean =>
  group_by === undefined &&
  Array.isArray(kinds) &&
  kinds.length > 0 &&
  kinds.every((kind) => kind === 'alert' || kind === 'incident');

/** Each item of a numbered list by itself, in the light of those before it. */
function eachOf(items: readonly string[], context: PlanContext): Plan {
  let sofar = context;
  const wanted: PlannedCall[] = [];
  const undone: string[] = [];
  let said: Say | null = null;
  for (const item of items) {
    const { calls, say } = readMessage(item, sofar);
    wanted.push(...calls);
    if (calls.length === 0 && say?.why === 'unclear') undone.push(item.slice(0, 80));
    else said ??= say;
    const refs = calls.flatMap(({ args }) => (typeof args.id === 'string' ? [args.id] : []));
    if (refs.length > 0) sofar = remembering(context, refs);
  }
  const merged = merge(wanted);
  if (merged.length === 0) return { calls: [], say: said ?? unclear(context) };
  const left = merged.length - Math.min(merged.length, MAX_CALLS);
  return {
    calls: merged.slice(0, MAX_CALLS),
    say: said,
    ...(undone.length > 0 && { undone }),
    ...(left > 0 && { left }),
  };
}

/** What is understood as a whole message, or not at all. */
const asWhole = (text: string, context: PlanContext): Plan | null =>
  doneByHand(text, context) ??
  aboutRule(text, context) ??
  twoSides(text, context) ??
  figures(text, context) ??
  deeds(text, context) ??
  withdrawing(text, context) ??
  noteOnIt(text, context) ??
  whatNow(text, context) ??
  silencing(text, context) ??
  pausing(text, context) ??
  switchingCamera(text, context) ??
  whoIsShown(text, context) ??
  pictureAsked(text, context) ??
  shownAtHand(text, context) ??
  askedOfDesk(text, context) ??
  dressed(text, context) ??
  zoneAsked(text, context) ??
  peopleNamed(text, context) ??
  covering(text, context) ??
  handingOver(text, context) ??
  aboutOnCall(text, context) ??
  aboutSignals(text, context) ??
  aboutLists(text, context) ??
  workingOn(text, context) ??
  ticketing(text, context) ??
  saidElsewhere(text, context) ??
  saidInRoom(text, context);

/** A part of a message that is one wish by itself: where the grammar is unsure of it, what people who write like that mean. */
function oneWish(text: string, context: PlanContext, read = planned): Plan {
  const made = read(text, context);
  const likely = secondReading(made, text, context, true);
  return likely ? { ...likely, likely: true } : made;
}

/** As it was answered: where nothing was understood, with what was offered. */
const openly = (text: string, context: PlanContext): Plan =>
  withGuesses(planned(text, context), text, context, planned);

function planned(text: string, context: PlanContext): Plan {
  const plain = (said: string): Plan => oneWish(said, context, plainly);
  const each = (said: string): Plan | null => eachCamera(said, context, plain);
  const limits = limitsOfPeople(text, context);
  if (limits) return limits;
  // “14 % false alarms, is that a lot?” is one question, of what was told before
  const figure = figures(text, context);
  if (figure?.asked === 'trend') return figure;
  // “who wasn’t in red?” leaves out what was worn, and nobody
  const worn = dressed(text, context);
  if (worn?.unused && worn.unused.length > 0) return worn;
  const apart = somebodyLeftOut(text, context, (said) => each(said) ?? plain(said)) ?? each(text);
  if (apart) return apart;
  const whole = plainly(text, context);
  return eachTime(text, context, whole, plain) ?? whole;
}

/** The same, of one place and with nobody left out. */
function plainly(text: string, context: PlanContext): Plan {
  const items = listed(text);
  if (items) return eachOf(items, context);
  const judged =
    judging(text, context, (said) => plainly(said, context)) ??
    secondWish(text, context, planned) ??
    whoWithIt(text, context);
  if (judged) return judged;
  const told = ofWhatWasTold(text, context);
  if (told) return told;
  const { norm } = readUtterance(text, context.language);
  const colours = dressed(text, context);
  if (colours && coloursIn(colours) > 1) return colours;
  const quiet =
    twoWishes(text, context, asWhole, planned) ??
    cameraAsked(text, context) ??
    cameAfter(text, context) ??
    sightingsAsked(text, context) ??
    colours ??
    anybodySeen(text, context, (said) => oneWish(said, context, plainly)) ??
    asWhole(text, context) ??
    withOnCall(text, context);
  if (quiet) return quiet;
  const answer = reply(text, norm, context, readMessage, openly);
  if (answer) return answer;
  const whole = readMessage(text, context);
  const past = whole.calls.length === 0 ? withoutFuture(text) : null;
  const possible = past ? readMessage(past.text, context) : null;
  const plain =
    past && possible && possible.calls.length > 0
      ? { ...possible, say: { why: 'not_here' as const, text: askingWords[context.language].futureToo(past.said) } }
      : whole;
  // What says nothing by itself, or only names something, may complete what was asked back.
  return (
    (mayComplete(plain, norm) ? completed(text, norm, context, { read: readMessage, plan: openly, plain }) : null) ??
    plain
  );
}

/** "ack ALR-4 and tell me who is on call": who is on call is asked at the end of another order or question. */
function withOnCall(text: string, context: PlanContext): Plan | null {
  const cut =
    /^(.{4,200}?)(?:[,;.]| -)? (?:and|also|then|plus)(?: also| then)? (?=(?:please |tell me |show me |say )*(?:who|whose|is)\b.{4,60}$)/i.exec(
      text,
    );
  if (!cut) return null;
  const asked = aboutOnCall(text.slice(cut[0].length).replace(/^(?:please |say )+/i, ''), context);
  if (asked?.calls[0]?.tool !== 'who_is_on_call') return null;
  const first = planned(cut[1]!, context);
  return first.calls.length > 0 && first.calls.length < MAX_CALLS && first.say === null
    ? { ...first, calls: [...first.calls, ...asked.calls] }
    : null;
}

/** Whether a message may be the answer to what was asked back: it says nothing else, or only names one thing. */
function mayComplete({ calls }: Plan, norm: string): boolean {
  const [only] = calls;
  if (!only) return true;
  if (norm.length >= 30 || calls.length > 1 || /^(?:and|what|show|list|how|any|who|which|open)\b/.test(norm))
    return false;
  return /^open_/.test(only.tool) || Object.keys(only.args).every((key) => key === 'kinds');
}

/** "anything still open that I forgot?" asks for no more than what is open. */
const IF_FORGOTTEN =
  /(?<=\b(?:open|left|else|anything|something|waiting|unresolved)) (?:that |which )?(?:i|we)(?:'ve| have| might have| may have)? (?:forgot(?:ten)?|missed|overlooked)(?=[?!. ]*$)/i;

/** "so 0 successful ones? just tell me yes or no" asks no more than what stands before it. */
const JUST_YES_OR_NO =
  /(?<=\S{2}[?!.;:-])\s{1,3}(?:(?:and|please|just|simply|only) ){0,3}(?:(?:tell|give) me |say |answer (?:me |with |by )?)?(?:just |only |an? |simple |clear |plain ){0,3}yes or no(?: please| is enough| will do)?[?!. ]{0,5}$/i;

/** "and the month?": the one that runs. */
const BARE_PERIOD =
  /^((?:ok(?:ay)?,? )?(?:and|what about|how about)(?: for)?) the (?:whole |entire |current )?(week|month|year)\s*[?.!]*$/i;

/** Without what was quoted from someone else's message, unless there is nothing but that. */
function unquoted(message: string): string {
  const own = message.replaceAll(/^[ \t]*>.*$/gm, '').trim();
  return own === '' ? message : own;
}
