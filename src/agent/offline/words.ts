import type { Language } from '../../domain/language.ts';
import { askingWords } from '../../messages/catalogue/asking.ts';
import { incidentWords as incidentCatalogue } from '../../messages/catalogue/incident.ts';
import { countText, searchWords as listWords } from '../../messages/catalogue/search.ts';
import type { ComparedSides } from '../../tools/compare-two.ts';
import type { ToldCover } from '../../tools/cover-shift.ts';
import type { ExplainedLoginData } from '../../tools/explain-login.ts';
import type { ListedChannels } from '../../tools/list-channels.ts';
import type { ListedMembers } from '../../tools/list-members.ts';
import type { ListedRules } from '../../tools/list-rules.ts';
import type {
  AskedModeration,
  AskedReversal,
  ExplainedCase,
  ModerationHistoryData,
  OwnModerationData,
} from '../../tools/moderation-data.ts';
import type { MutedRule } from '../../tools/mute-rule.ts';
import type { MyLogins } from '../../tools/my-logins.ts';
import type { OpenedProposals } from '../../tools/open-proposals.ts';
import type { OpenedReport } from '../../tools/open-report.ts';
import type { OpenedReview } from '../../tools/open-review.ts';
import type { SightingsData, WhoIsData } from '../../tools/person-data.ts';
import type { PostureData } from '../../tools/posture-summary.ts';
import type { ProposedRule } from '../../tools/propose-rule.ts';
import type { RecommendedRules } from '../../tools/recommend-rules.ts';
import type { ReportedIncident } from '../../tools/report-incident.ts';
import type { HelpAnswer } from '../../tools/search-help.ts';
import type { HistoryData } from '../../tools/search-history.ts';
import type { FoundLists } from '../../tools/search-lists.ts';
import type { FoundSignals } from '../../tools/search-signals.ts';
import type { ShownCamera } from '../../tools/show-camera.ts';
import type { SimilarIncidentsData } from '../../tools/similar-incidents.ts';
import type { SwitchedCamera } from '../../tools/switch-camera.ts';
import type { SearchData } from '../../tools/tool-data.ts';
import type { WhoAsks } from '../../tools/who-am-i.ts';
import type { DeedsData } from '../../tools/who-did-what.ts';
import type { ToldOnCall } from '../../tools/who-is-on-call.ts';
import type { ToolReply } from '../guardrails/tool-data.ts';
import { mutedRuleAnswer } from './answers/about-rule.ts';
import { alertWords, changedAlert, type OpenAlert } from './answers/alert.ts';
import { camerasAnswer } from './answers/cameras.ts';
import { channelsAnswer } from './answers/channels.ts';
import { deedsAnswer } from './answers/deeds.ts';
import {
  type Exceptions,
  exceptionsWords,
  type Paused,
  pausedWords,
  type Silenced,
  silencedWords,
  switchedWords,
} from './answers/exceptions.ts';
import { type Health, healthWords } from './answers/health.ts';
import { guideAnswer, type Help, overviewAnswer } from './answers/help.ts';
import { historyAnswer } from './answers/history.ts';
import {
  changedIncident,
  incidentWords,
  type LeftAlone,
  nothingOpened,
  type OpenIncident,
  openedIncident,
} from './answers/incident.ts';
import { reportedIncident, reviewedIncident } from './answers/incident-writing.ts';
import { listsAnswer } from './answers/lists.ts';
import { membersAnswer } from './answers/members.ts';
import { explainedCaseAnswer, moderationHistoryAnswer, ownModerationAnswer } from './answers/moderation.ts';
import { askedModerationAnswer, askedReversalAnswer } from './answers/moderation-orders.ts';
import { myLoginsAnswer } from './answers/my-logins.ts';
import { coverAnswer, onCallAnswer } from './answers/on-call.ts';
import { sightingsAnswer, whoIsAnswer } from './answers/people.ts';
import { rangeText } from './answers/phrases.ts';
import { plainWords } from './answers/plain.ts';
import { postureAnswer } from './answers/posture.ts';
import { reportAnswer } from './answers/report.ts';
import { listedRulesAnswer, proposalsAnswer, proposedRuleAnswer, recommendedRulesAnswer } from './answers/rules.ts';
import { contrastWords, searchWords } from './answers/search.ts';
import { signalsAnswer } from './answers/signals.ts';
import { similarAnswer } from './answers/similar.ts';
import { twoSidesAnswer } from './answers/two-sides.ts';
import { unusualAnswer } from './answers/unusual.ts';
import { whoAsksAnswer } from './answers/who-asks.ts';
import { NAMES } from './nothing-dropped.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';

/** A tool call that was made, and what came of it. */
export interface Done {
  tool: string;
  args: Record<string, unknown>;
  reply: ToolReply;
}

const MOST_LINES = 9;
/** Of one person or camera, beside others. */
const MOST_OF_ONE = 5;

/** The answer in a few lines: the number first, then the facts that matter with their references, then what one might do. */
export function answerFrom(plan: Plan, done: readonly Done[], context: PlanContext): string {
  const sides = plan.contrast ? contrastWords(plan.contrast, done, context) : null;
  const parts = sides
    ? [sides]
    : toTell(plan, done).map((one) =>
        (one.reply.ok
          ? wordsOf(one, one.reply.data, { all: done, plan, context })
          : [one.reply.told ?? one.reply.error]
        ).filter((line) => line !== ''),
      );
  const [first] = parts;
  if (plan.brief && parts.length === 1 && first?.[0] !== undefined) return first[0];
  if (plan.calls.some((call) => call.needs === 'found') && !done.some((one) => one.tool === 'create_incident')) {
    parts.push([nothingToOpen(plan, done, context)]);
  }
  if (plan.say && (done.length > 0 || plan.calls.length === 0)) parts.push([withRule(plan.say.text, done)]);
  if (plan.lead && done.length > 0) parts.unshift([plan.lead]);
  const aside = askingWords[context.language];
  const lines = parts.flatMap((part, index) => {
    // Of several things told at once, each is told shorter.
    const share = Math.max(2, Math.floor(MOST_LINES / Math.max(1, parts.length)));
    if (parts.length === 1) return part;
    // of somebody who was looked for every line counts, what could not be told the most
    const most = done[index]?.tool === 'find_sightings' ? Math.max(share, MOST_OF_ONE) : share;
    return shortened(part, index === 0 ? most + 1 : most, context.language);
  });
  if (done.length > 0 && plan.unused && plan.unused.length > 0) lines.unshift(aside.unused(plan.unused));
  if (done.length > 0 && plan.places) {
    const { unknown, unlooked } = plan.places;
    if (unlooked.length > 0) lines.unshift(aside.unlooked(unlooked));
    if (unknown.length > 0) lines.unshift(aside.noSuchPlace(unknown));
  }
  if (plan.undone && plan.undone.length > 0)
    lines.push(
      plan.whole
        ? aside.notUnderstood(plan.undone[0]!, NAMES.test(plan.undone[0]!))
        : aside.undone(plan.undone.slice(0, 3)),
    );
  if (plan.left) lines.push(aside.left(plan.left));
  if (plan.unread) lines.push(aside.unread);
  return lines.filter((line) => line !== '').join('\n');
}

/** Without the search in which the alert was found that was opened instead. */
function toTell(plan: Plan, done: readonly Done[]): readonly Done[] {
  const isOpened = done.some(({ tool, reply }) => tool === 'open_alert' && reply.ok);
  return isOpened && plan.calls.some(({ needs }) => needs === 'shown')
    ? done.filter(({ tool }) => tool !== 'search_logs')
    : done;
}

/**
 * A part in so many lines: of its list the first, and how many more there are; what is said of all of it, how many and what could not be
 * told, stays. What has no list, or several, ends early.
 */
function shortened(part: readonly string[], most: number, language: Language): readonly string[] {
  const from = part.findIndex(isListed);
  const to = part.findLastIndex(isListed) + 1;
  const list = part.slice(from, to);
  if (part.length <= most || from < 0 || !list.every(isListed)) return part.slice(0, most);
  // the line behind the list may say how many more there are
  const known = Number((MORE.exec(part[to] ?? '')?.[1] ?? '').replaceAll(/\D/g, ''));
  const rest = part.slice(known > 0 ? to + 1 : to);
  const shown = Math.max(2, most - from - 1 - rest.length);
  return shown >= list.length
    ? part
    : [...part.slice(0, from + shown), listWords[language].more(list.length - shown + known), ...rest];
}
const isListed = (line: string): boolean => line.startsWith('• ');
const MORE = /^… \p{L}+ (\d[\d.,\s]*)/u;

/** “turn off RULE-…” names the rule where only one is meant. */
function withRule(text: string, done: readonly Done[]): string {
  const listed = done.find(({ tool, args, reply }) => tool === 'list_rules' && args.kind !== undefined && reply.ok);
  const rules = listed?.reply.ok ? (listed.reply.data as unknown as ListedRules).rules : [];
  const [only, another] = rules;
  return only && !another ? text.replace('RULE-…', only.ref) : text;
}

function nothingToOpen(plan: Plan, done: readonly Done[], { language }: PlanContext): string {
  const words = incidentCatalogue[language];
  if (done.some((one) => one.tool === 'search_logs' && one.reply.ok)) return words.nothingFound;
  return plan.calls.length > 1 ? words.aboutWhatUnclear : words.aboutWhat;
}

/** The incident asked for beside a search, with the alerts that search found; null where it found none. */
export function incidentFrom(call: PlannedCall, done: readonly Done[], context: PlanContext): PlannedCall | null {
  const found = done.filter((one) => one.tool === 'search_logs' || one.tool === 'open_alert');
  const alerts = found
    .flatMap((one) => (one.reply.ok ? one.reply.citations : []))
    .filter((citation) => citation.kind === 'alert' && !citation.mentioned);
  const earlier = context.history
    .toReversed()
    .flatMap((turn) => turn.citations)
    .filter((citation) => citation.ref.startsWith('ALR-') && !citation.mentioned);
  const refs = [...new Set((found.length > 0 ? alerts : earlier).map((citation) => citation.ref))].slice(0, 50);
  if (refs.length === 0) return null;
  const search = found.find((one) => one.tool === 'search_logs' && one.reply.ok);
  const title =
    search?.reply.ok && refs.length > 1
      ? titleFor(search.args, refs.length, search.reply.data as unknown as SearchData, context)
      : undefined;
  return { tool: call.tool, args: { ...(title ? { title } : {}), ...call.args, alerts: refs } };
}

/** `4 high-risk alerts, yesterday, 20 November 2026` */
function titleFor(args: Record<string, unknown>, count: number, data: SearchData, context: PlanContext): string {
  const range = rangeText(data.range, args, context);
  const { min_severity } = args;
  return `${countText('alert', count, { min_severity }, context.language)}${range ? `, ${range}` : ''}`;
}

interface Asked {
  /** All calls of the turn. */
  all: readonly Done[];
  plan: Plan;
  context: PlanContext;
}

function wordsOf(one: Done, data: Record<string, unknown>, { all, plan, context }: Asked): string[] {
  // What a tool of ours returned has its shape by construction; tests/agent/offline/answers.test.ts runs the real tools.
  switch (one.tool) {
    case 'search_logs':
      return searchWords(one.args, data as SearchData, all.length > 1, context, plan);
    case 'open_alert':
      return alertWords(data as unknown as OpenAlert, context, plan);
    case 'update_alert':
      return changedAlert(data as unknown as OpenAlert, context);
    case 'silence_alert':
      return silencedWords(data as unknown as Silenced, context);
    case 'mute_rule':
      return mutedRuleAnswer(data as MutedRule, context);
    case 'pause_alerts':
      return pausedWords(data as unknown as Paused, context);
    case 'switch_camera':
      return switchedWords(data as unknown as SwitchedCamera, context);
    case 'list_exceptions':
      return exceptionsWords(data as unknown as Exceptions, context);
    case 'create_incident':
      return data.opened === false
        ? nothingOpened(data as unknown as LeftAlone, context)
        : openedIncident(data as unknown as OpenIncident, context, all.some(assigns));
    case 'open_incident':
      return incidentWords(data as unknown as OpenIncident, context, plan);
    case 'update_incident':
      return changedIncident(data as unknown as OpenIncident & { changed: string[] }, context);
    case 'report_incident':
      return reportedIncident(data as unknown as ReportedIncident, context);
    case 'open_review':
      return reviewedIncident(data as unknown as OpenedReview, context);
    case 'search_history':
      return historyAnswer(one.args, data as HistoryData, context);
    case 'explain_login':
      return unusualAnswer(data as ExplainedLoginData, context);
    case 'similar_incidents':
      return similarAnswer(data as SimilarIncidentsData, context);
    case 'propose_rule':
      return proposedRuleAnswer(data as unknown as ProposedRule, context);
    case 'recommend_rules':
      return recommendedRulesAnswer(data as unknown as RecommendedRules, context);
    case 'list_rules':
      return listedRulesAnswer(data as unknown as ListedRules, context, plan.asked);
    case 'open_proposals':
      return proposalsAnswer(data as unknown as OpenedProposals, context);
    case 'list_members':
      return membersAnswer(data as unknown as ListedMembers, context, plan.mayDo);
    case 'who_did_what':
      return deedsAnswer(one.args, data as unknown as DeedsData, context);
    case 'who_is_on_call':
      return onCallAnswer(data as unknown as ToldOnCall, context);
    case 'cover_shift':
      return coverAnswer(data as unknown as ToldCover, context);
    case 'search_lists':
      return listsAnswer(data as unknown as FoundLists, context);
    case 'search_signals':
      return signalsAnswer(one.args, data as unknown as FoundSignals, context);
    case 'compare_two':
      return twoSidesAnswer(one.args, data as ComparedSides, context);
    case 'posture_summary':
      return postureAnswer(data as PostureData, context, plan.asked);
    case 'open_report':
      return reportAnswer(data as OpenedReport, context);
    case 'who_is':
      return whoIsAnswer(data as WhoIsData, all.filter(({ tool }) => tool === 'who_is').length > 1, context);
    case 'find_sightings':
      return sightingsAnswer(one.args, data as SightingsData, context, plan.asked);
    case 'show_camera':
      return camerasAnswer(data as unknown as ShownCamera, context);
    case 'explain_case':
      return explainedCaseAnswer(data as unknown as ExplainedCase, context, plan.asked);
    case 'moderation_history':
      return moderationHistoryAnswer(one.args, data as unknown as ModerationHistoryData, context);
    case 'own_moderation':
      return ownModerationAnswer(data as unknown as OwnModerationData, context);
    case 'my_logins':
      return myLoginsAnswer(data as unknown as MyLogins, context);
    case 'list_channels':
      return channelsAnswer(data as unknown as ListedChannels, context);
    case 'who_am_i':
      return whoAsksAnswer(data as unknown as WhoAsks, context);
    case 'moderate_member':
      return askedModerationAnswer(data as unknown as AskedModeration, context);
    case 'reverse_action':
      return askedReversalAnswer(data as unknown as AskedReversal, context);
    case 'system_health':
      return healthWords(data as unknown as Health, context, plan);
    case 'help':
      return overviewAnswer(data as unknown as Help, context);
    case 'search_help':
      return guideAnswer(one.args, data as unknown as HelpAnswer, all.length, context);
    default:
      return plainWords(data);
  }
}

const assigns = ({ tool, args, reply }: Done): boolean =>
  tool === 'update_incident' && reply.ok && typeof args.assignee === 'string';
