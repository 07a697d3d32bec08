import { FORBIDDEN, split } from '../clauses.ts';
import { readEntities } from '../entities.ts';
import { isFragment } from '../fragments.ts';
import { AUDIT_PAGE } from '../intents/audit-asks.ts';
import { asksOfAll } from '../intents/desk-asks.ts';
import { isShown } from '../orders.ts';
import { deny } from '../permitted.ts';
import type { Clause, Plan, PlanContext } from '../plan-types.ts';
import { readUtterance } from '../utterance.ts';
import { callFor } from './call-for.ts';
import { isUsualWord, likelyTools } from './likely-tool.ts';

/** How sure the guess must be, by what the grammar made of the message. */
const SURE = {
  wholly: 0.9,
  nothing: 0.5,
  question: 0.7,
  search: 0.6,
  look: 0.75,
  summary: 0.9,
  inConversation: 0.93,
};
const MOST_READ = 300;
/** In a conversation a few words belong to what was said before. */
const GOES_ON = /^(?:\S+ ){0,2}\S+$|^(?:and|vs|versus|compared|same|than|but|or|what about|how about)\b/;
/** Words that stand for what was said before; of what has none and was not understood, nothing before is meant. */
const POINTS_BACK =
  /\b(?:it|its|that|this|them|those|these|they|their|he|she|him|his|her|(?<!\b(?:is|are|was|were) )there|then|ones?|same|again|else|others?|too|also|more|still|first|second|third|last)\b/;

/**
 * What a message most likely wants, where the grammar made nothing of it, asked back, or took it for a search like anything that it knows no
 * better reading of. Null where the guess is not sure, is the same, or lacks what its tool needs: then the grammar's reading stands. Orders
 * that would be carried out at once are never guessed.
 */
export function secondReading(first: Plan, message: string, context: PlanContext, isPart = false): Plan | null {
  if (context.language !== 'en' || message.length > MOST_READ || isShown(message)) return null;
  // asked of all that was told a moment ago, which the guess knows nothing of
  if (first.calls.length > 0 && asksOfAll(message.toLowerCase())) return null;
  const needed = howSure(first);
  if (needed === null) return null;
  const utterance = readUtterance(message, context.language);
  const [span, another] = split(utterance);
  if (!span || another || FORBIDDEN.test(utterance.norm)) return null;
  const kinds = new Set(readEntities(utterance.norm, context.now, context.timeZone).refs.map(({ kind }) => kind));
  const [best] = likelyTools(message, context, (tool) => fits(tool, kinds));
  const [made] = first.calls;
  if (!best || best.tool === made?.tool) return null;
  // what the grammar took from the conversation the guess knows nothing of
  if (made && context.history.length > 0 && kinds.size === 0 && !OF_NOTHING_SAID.has(made.tool)) return null;
  if (first.say?.why === 'ask' && best.tool === 'search_logs') return null;
  // who may not do what they named is told so
  if (first.say?.why === 'role' && (kinds.size > 0 || !OF_MODERATION.has(best.tool))) return null;
  const text = utterance.norm.slice(...span);
  const mayGoOn = context.history.length > 0 && !isPart && (made !== undefined || POINTS_BACK.test(text));
  if (best.chance < (mayGoOn ? SURE.inConversation : needed)) return null;
  const clause: Clause = {
    utterance,
    start: span[0],
    text,
    entities: readEntities(text, context.now, context.timeZone),
    before: [],
    leftover: null,
  };
  if (
    clause.entities.time?.problem ||
    (context.history.length > 0 && !isPart && (GOES_ON.test(text) || isFragment(clause)))
  )
    return null;
  if (!mayReplace(first, best.tool, clause)) return null;
  const reading = callFor(best.tool, clause, context, isUsualWord);
  if (!reading) return null;
  if ('say' in reading) return made ? null : { calls: [], say: reading.say };
  const no = reading.calls.map((call) => deny(call, context)).find((one) => one !== null);
  // what may be done is not given up for what may not
  if (no) return made ? null : { calls: [], say: no };
  return {
    calls: reading.calls,
    say: reading.aside === undefined ? null : { why: 'not_here', text: reading.aside },
  };
}

function howSure({ calls, say, undone, left, asked, unused }: Plan): number | null {
  // what is wanted of one thing was understood
  if (undone || left || asked) return null;
  const [only, other] = calls;
  if (!only)
    return say?.why === 'unclear'
      ? SURE.nothing
      : say?.why === 'role'
        ? SURE.look
        : // what was understood but for one thing is not guessed anew
          say?.why === 'ask' && !say.offer && !say.options && say.open === undefined
          ? SURE.question
          : null;
  // a zone was read by its name, and a face by its place or whom it may be of
  if (other || only.needs || say !== null || only.args.zone !== undefined) return null;
  if (only.args.face !== undefined || only.args.like !== undefined) return null;
  // the guide that is offered where nothing was understood is no reading
  if (only.tool === 'search_help' && only.args.offer === true) return SURE.nothing;
  // who did what was understood to the end
  if (only.args.query === AUDIT_PAGE) return null;
  return only.tool === 'search_logs'
    ? // every word went into an argument
      Object.keys(only.args).length > 1 && !unused
      ? SURE.wholly
      : SURE.search
    : /^(?:posture_summary|search_help)$/.test(only.tool)
      ? SURE.summary
      : LOOKS_ONLY.has(only.tool) &&
          !(only.tool === 'moderation_history' && Object.keys(only.args).length > 0) &&
          only.args.next !== true
        ? SURE.look
        : null;
}

/** What the grammar makes of words that it knows no better reading of. */
const OF_NOTHING_SAID = new Set(['search_logs', 'search_help', 'posture_summary']);

/** Looks that the grammar takes many words for. */
const LOOKS_ONLY = new Set(
  'posture_summary search_help moderation_history who_is explain_case open_alert open_incident open_proposals find_sightings show_camera'.split(
    ' ',
  ),
);

/** Which tools a thing that is named can be meant for. A tool of none of them is for what names nothing. */
const BY_KIND: Readonly<Record<string, string>> = {
  alert: 'open_alert update_alert silence_alert create_incident similar_incidents search_logs update_incident',
  incident:
    'open_incident update_incident report_incident open_review similar_incidents create_incident who_is_on_call',
  rule: 'list_rules propose_rule search_logs',
  proposal: 'open_proposals',
  case: 'explain_case moderate_member reverse_action moderation_history',
  action: 'explain_case reverse_action moderation_history',
  appeal: 'explain_case moderation_history',
  report: 'open_report',
  event: 'explain_login search_logs',
};
/** What a moderator most likely means by words that others use of logs. */
const OF_MODERATION = new Set('explain_case moderation_history moderate_member reverse_action'.split(' '));
const OF_A_THING = new Set(
  'open_alert update_alert silence_alert open_incident update_incident report_incident open_review'.split(' '),
);
const fits = (tool: string, kinds: ReadonlySet<string>): boolean =>
  kinds.size === 0
    ? !OF_A_THING.has(tool)
    : [...kinds].every((kind) => (BY_KIND[kind] ?? tool).split(' ').includes(tool));

/** What was asked back about a search is no matter of another guess, and what speaks of signing in or of accounts is about no camera. */
function mayReplace({ calls: [made] }: Plan, tool: string, { text, entities }: Clause): boolean {
  // a reference with more digits than any has
  if (entities.refs.length === 0 && /\b(?!per-|cam-|evt-)[a-z]{3,4}-\d/.test(text)) return false;
  // “should we block Brazil?” asks what others think
  if (WRITES.has(tool) && ASKS.test(text)) return false;
  if (!made) return tool !== 'search_logs' || !/\d{4}/.test(text);
  // periods side by side, and what comes first, are the summary's
  if (made.tool === 'posture_summary' && tool === 'search_logs' && BESIDE.test(text)) return false;
  // a summary is of everything: what was left out or picked would be lost
  if (OF_ALL.has(tool) && Object.keys(made.args).some((name) => PICKS.test(name))) return false;
  // "logins from a new laptop" are looked for; a rule is wished for
  if (tool === 'propose_rule' && !WISHES.test(text)) return false;
  return !(
    OF_PEOPLE.has(tool) &&
    (entities.kinds.length > 0 || made.args.ip !== undefined || made.args.outcome !== undefined)
  );
}
/** Tools that tell of everything, and of nobody by name. */
const OF_ALL = new Set(['posture_summary', 'system_health', 'recommend_rules', 'help']);
const BESIDE =
  /\b(?:than|compared?|comparison|versus|vs|against|beside|first|changed?|better|worse than|doing|trend)\b/;
const PICKS = /^(?:exclude_\w+|user|ip|device)$/;
const WRITES = new Set(['propose_rule', 'moderate_member', 'reverse_action', 'cover_shift']);
const ASKS =
  /^(?:should|shall|must|ought|do|does|did|is|are|was|were|has|have|had|would|will|wouldn't|isn't|aren't|shouldn't|why|what|when|where|who|whom|whose|which|how|(?:can|could|may|might|can't|couldn't) (?:we|i|one|it|they|he|she|there|anyone|anybody|someone|somebody|the|an?|our|my))\b/;
const OF_PEOPLE = new Set(['find_sightings', 'show_camera', 'who_is']);
const WISHES =
  /\b(?:rules?|policy|policies|should|shall|must|ought|enforce|require|demand|flag|block|deny|ban|detect|catch|spot|notify|warn|tell|ping|inform|alert (?:me|us|when|if|on|for)|raise|stop|prevent|forbid|disallow|reject|refuse|mandatory|obligatory|compulsory|no more|want|need|let's|lets|watch|trigger)\b/;
