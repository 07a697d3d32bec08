import { notSureWords } from '../../messages/catalogue/not-sure.ts';
import { following } from './following.ts';
import { isShown } from './orders.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { meant } from './told.ts';

/*
 * The second wish of a sentence that only means something with the first: “… and which is the oldest?”, “… and can I get that as a PDF?”,
 * “… and should I say yes to them?”. The first is read as a message of its own, the second of what that finds.
 */

type Read = (text: string, context: PlanContext) => Plan;

const LONGEST = 240;
const JOIN = String.raw`(?:,? (?:and|plus|also)(?: also| then| please)?|[,;.?] ?(?:and )?)`;
const ONE_OF = new RegExp(
  String.raw`^(?<first>.{6,}?)${JOIN} (?:(?:what|which|who)(?: (?:one|of (?:them|those|these)|alert|incident|login|of the alerts))?(?:'s|s| is| was| came| happened| began)?|(?:show|tell|give) me|(?:a )?(?:word|few words|line|something|more) (?:on|about)|what about)(?: the)? (?:(?<oldest>oldest|first|earliest|longest)|(?<newest>newest|latest|last|most recent|youngest)|(?<worst>worst|gravest|most (?:severe|serious|critical|urgent|important|dangerous)|highest|biggest))(?: (?:one|alert|incident|login|of (?:them|those|these|all)|open|waiting|there|first))*[?!. ]*$`,
  'iu',
);
const AS_FILE = new RegExp(
  String.raw`^(?<first>.{6,}?)${JOIN} (?<second>(?:can|could|may|how (?:do|can)|is there)(?: (?:i|we|you|a way to))? .{0,30}\b(?:pdf|csv|excel|xlsx?|spreadsheet|file|print(?:ed|out)?|on paper)\b.{0,20})$`,
  'iu',
);
const SAYS_YES = String.raw`(?:should|shall|must|can|could|ought|do) (?:i|we)(?: to)? (?:say yes|say no|approve|accept|reject|agree|sign|allow|take|go (?:with|for)|do)(?: (?:to|it|them|that|those|these|all|both|or not|or reject|of|on|off))*[?!. ]*$`;
const DECIDE = new RegExp(String.raw`^(?<first>.{6,}?)${JOIN} ${SAYS_YES}`, 'iu');
const DECIDE_ALONE = new RegExp(String.raw`^(?:(?:and|so|ok(?:ay)?|well|hm+)[ ,]+)*${SAYS_YES}`, 'iu');
const MOST_SHOWN = 4;

/** Both wishes as a plan; null where a message is none of these. */
export function secondWish(text: string, context: PlanContext, read: Read): Plan | null {
  if (text.length > LONGEST || text.includes('"') || isShown(text)) return null;
  return oneOfThem(text, context, read) ?? asFile(text, context, read) ?? deciding(text, context, read);
}

function oneOfThem(text: string, context: PlanContext, read: Read): Plan | null {
  const { first, oldest, newest, worst } = ONE_OF.exec(text)?.groups ?? {};
  const made = first === undefined ? null : read(first, context);
  const [call, other] = made?.calls ?? [];
  if (!made || !call || other || call.tool !== 'search_logs' || call.args.group_by !== undefined || made.say)
    return null;
  const order = oldest ? 'oldest' : worst ? 'worst' : newest ? 'newest' : undefined;
  return { ...made, calls: [call, { tool: 'search_logs', args: { ...call.args, order, limit: 1 } }] };
}

function asFile(text: string, context: PlanContext, read: Read): Plan | null {
  const { first, second } = AS_FILE.exec(text)?.groups ?? {};
  if (first === undefined || second === undefined || !context.tools.has('search_help')) return null;
  const made = read(first, context);
  if (made.calls.length === 0 || made.calls.some(({ tool }) => /^(?:search_help|open_report)$/.test(tool))) return null;
  const asked = read(second, following(context, made));
  const how: PlannedCall =
    asked.calls.length === 1 && asked.calls[0]!.tool === 'search_help'
      ? asked.calls[0]!
      : { tool: 'search_help', args: { query: 'How do I print a report or save it as PDF?' } };
  return { ...made, calls: [...made.calls, how], ...(asked.calls.length === 0 && asked.say && { say: asked.say }) };
}

function deciding(text: string, context: PlanContext, read: Read): Plan | null {
  const say = { why: 'not_here' as const, text: notSureWords[context.language].yourDecision };
  const { first } = DECIDE.exec(text)?.groups ?? {};
  if (first !== undefined) {
    const made = read(first, context);
    return made.calls.length > 0 && made.calls.every(({ tool }) => tool === 'open_proposals') ? { ...made, say } : null;
  }
  const waiting = DECIDE_ALONE.test(text) ? meant(context.history, ['proposal'], { lately: 2 }) : [];
  if (waiting.length === 0) return null;
  // each says what it would have caught
  return {
    calls: waiting.slice(0, MOST_SHOWN).map(({ name }) => ({ tool: 'open_proposals', args: { id: name } })),
    say,
  };
}
