import { can } from '../../../domain/role.ts';
import { type Guess, guessWords, type Named } from '../../../messages/catalogue/guesses.ts';
import { FORBIDDEN } from '../clauses.ts';
import { readEntities } from '../entities.ts';
import { cameraName } from '../intents/people.ts';
import { nearestExamples } from '../nearest.ts';
import { isShown } from '../orders.ts';
import { deny } from '../permitted.ts';
import type { Clause, Plan, PlanContext, Say } from '../plan-types.ts';
import { readUtterance } from '../utterance.ts';
import { isUsualWord, likelyTools } from './likely-tool.ts';
import { personNamed } from './named.ts';

/** What may be offered: looks only, whatever was written. */
const TOOL_OF: Readonly<Record<Guess, string>> = {
  logins: 'search_logs',
  alerts: 'search_logs',
  incidents: 'search_logs',
  open_alert: 'open_alert',
  open_incident: 'open_incident',
  open_review: 'open_review',
  similar_incidents: 'similar_incidents',
  explain_case: 'explain_case',
  explain_login: 'explain_login',
  find_sightings: 'find_sightings',
  show_camera: 'show_camera',
  list_exceptions: 'list_exceptions',
  list_members: 'list_members',
  list_rules: 'list_rules',
  moderation_history: 'moderation_history',
  open_proposals: 'open_proposals',
  open_report: 'open_report',
  posture_summary: 'posture_summary',
  recommend_rules: 'recommend_rules',
  search_signals: 'search_signals',
  system_health: 'system_health',
  who_is: 'who_is',
  who_is_on_call: 'who_is_on_call',
  own_moderation: 'own_moderation',
};
export const GUESSED_TOOLS: ReadonlySet<string> = new Set(Object.values(TOOL_OF));

const MOST_READ = 300;
const MOST_CHOICES = 3;
/** From this chance on a guess is worth a line; with a better one before it, less is enough. */
const LIKELY = 0.12;
const NEXT_LIKELY = 0.07;
/** Above it the message most likely asks for nothing that there is. */
const ASKS_NOTHING = 0.6;
/** What most people want who open the desk: beside a guess that stands alone. */
const USUAL: readonly Guess[] = ['alerts', 'posture_summary'];
/** Turns whose thing an unclear message may be about. */
const LATELY = 2;

/**
 * A message of which nothing was understood, with what it most likely means as whole messages to choose from: only looks, only what the
 * asker may do, and only what the grammar itself reads so. As it was where no guess is likely.
 */
export function withGuesses(
  made: Plan,
  message: string,
  context: PlanContext,
  read: (message: string, context: PlanContext) => Plan,
): Plan {
  if (made.calls.length > 0 || made.undone || made.say?.why !== 'unclear' || made.say.options) return made;
  const choices = choicesFor(message, context, read);
  if (choices.length === 0) return made;
  const { which } = guessWords[context.language];
  const say: Say = {
    why: 'unclear',
    text: which(choices),
    options: choices.map((one) => ({ label: one, message: one })),
  };
  return { ...made, say };
}

function choicesFor(
  message: string,
  context: PlanContext,
  read: (message: string, context: PlanContext) => Plan,
): string[] {
  const { language, history } = context;
  if (message.length > MOST_READ || isShown(message)) return [];
  const utterance = readUtterance(message, language);
  const { norm } = utterance;
  if (FORBIDDEN.test(norm)) return [];
  const clause: Clause = {
    utterance,
    start: 0,
    text: norm,
    entities: readEntities(norm, context.now, context.timeZone),
    before: [],
    leftover: null,
  };
  const offeredLately = history.slice(-4).map(({ answer }) => answer);
  const isNew = (choice: string): boolean => !offeredLately.some((answer) => answer.includes(choice));
  const reads = (choice: string, tools: (tool: string) => boolean): boolean => {
    const { calls, say, unused } = read(choice, { ...context, history: [] });
    const [only, another] = calls;
    return only !== undefined && !another && !say && !unused && tools(only.tool) && deny(only, context) === null;
  };
  const named = namedIn(clause, context);
  const found: string[] = [];
  // in English as far as it was put so; names stay as they were typed
  const asked = language === 'en' ? message : utterance.readSlice(0, norm.length);
  for (const { tool, chance } of likelyTools(asked, context, undefined, 6)) {
    if (tool === 'none' && chance > ASKS_NOTHING) break;
    if (chance < (found.length === 0 ? LIKELY : NEXT_LIKELY) || found.length === MOST_CHOICES) break;
    for (const guess of guessesOf(tool, clause, context)) {
      const choice = sentenceFor(guess, named, language);
      if (!choice || found.includes(choice) || !isNew(choice) || !reads(choice, (one) => one === TOOL_OF[guess]))
        continue;
      found.push(choice);
      break;
    }
  }
  if (found.length === 0) return [];
  const usual = USUAL.map((guess) => sentenceFor(guess, named, language));
  for (const choice of [...nearestExamples(norm, context, false), ...usual]) {
    if (found.length === MOST_CHOICES) break;
    if (!choice || found.includes(choice) || !isNew(choice)) continue;
    if (reads(choice, (one) => GUESSED_TOOLS.has(one) || one === 'search_help')) found.push(choice);
  }
  return found;
}

/** What a tool's guess asks for: of the logs, the kind that is spoken of. */
function guessesOf(tool: string, { text }: Clause, { role }: PlanContext): Guess[] {
  if (tool !== 'search_logs') return tool in TOOL_OF ? [tool as Guess] : [];
  const kinds: Guess[] = can(role, 'logs.read') ? ['logins', 'alerts', 'incidents'] : ['alerts', 'incidents'];
  const said = /\bincidents?\b|\btickets?\b/.test(text) ? 'incidents' : ALERTS.test(text) ? 'alerts' : 'logins';
  return kinds.toSorted((one, other) => Number(other === said) - Number(one === said));
}
const ALERTS =
  /\b(?:alerts?|alarms?|attack\w*|threat\w*|suspicious|odd|strange|weird|fishy|wrong|bad|worst|risk\w*|noise|noisy|happen\w*|going on|break-?in|intru\w*)\b/;

/** The sentence with as much of what is named as it takes. */
const sentenceFor = (guess: Guess, named: Named, language: PlanContext['language']): string | null =>
  guessWords[language].sentences[guess]({ ...named, ref: refFor(guess, named.ref) });

const OF_REF: Partial<Record<Guess, RegExp>> = {
  open_alert: /^ALR-/,
  open_incident: /^INC-/,
  open_review: /^INC-/,
  similar_incidents: /^(?:INC|ALR)-/,
  explain_case: /^(?:CASE|ACT)-/,
};
const refFor = (guess: Guess, ref: string | undefined): string | undefined =>
  ref !== undefined && OF_REF[guess]?.test(ref) ? ref : undefined;

/** Whom and what a message names; what it does not, the last answers may. */
function namedIn(clause: Clause, { history }: PlanContext): Named {
  const { entities, utterance } = clause;
  const spans = entities.time?.problem ? [] : (entities.time?.spans ?? []);
  const [span, another] = spans;
  const shown = history
    .slice(-LATELY)
    .toReversed()
    .flatMap(({ citations }) => citations)
    .find(({ mentioned }) => !mentioned)?.ref;
  return {
    who: surelyNamed(clause),
    ref: entities.refs[0]?.ref ?? shown,
    place: cameraName(clause) ?? undefined,
    when: span && !another ? utterance.rawSlice(...span).trim() : undefined,
  };
}

/** A name that is written like one: any other word that nobody knows is none. */
function surelyNamed(clause: Clause): string | undefined {
  const name = personNamed(clause, isUsualWord);
  if (name === null) return undefined;
  // German writes every noun with a capital
  const isProper = clause.utterance.language !== 'de' && /^\p{Lu}\p{Ll}/u.test(name);
  return isProper || /[@\d_]|\p{L}[.-]\p{L}/u.test(name) ? name : undefined;
}
