import { can } from '../../domain/role.ts';
import { changeAskedAbout, undoingWords } from '../../messages/catalogue/undoing.ts';
import { unrecordedWords } from '../../messages/catalogue/unrecorded.ts';
import { moderationAtHand } from './case-at-hand.ts';
import {
  type Clause,
  calls,
  type PastTurn,
  type PlanContext,
  type PlannedCall,
  type Recogniser,
  say,
} from './plan-types.ts';

const LEAD = String.raw`^(?:(?:please|can you|could you|actually|no|ok(?:ay)?|oh|sorry|now|then|and|but|never ?mind|wait),? )*`;
const VERB = String.raw`(?:undo|revert|take back|cancel|withdraw|reverse|roll ?back)`;
const END = String.raw`(?:,? (?:please|again|now|then|thanks|thank you))*(?:,? (?:because |since |as )?(?:it|that|this)(?:'s| was| is) [^?,;:.]{2,60})?[?.! ]*$`;
const BARE = new RegExp(
  `${LEAD}(?:(?:take|give|put) (?:it|that|this|them|these|those|both)(?: all)? back|${VERB}(?: (?:(?:it|that|this|them|both|all of (?:it|them)|everything)|(?:the|my|that|this|our) (?:last |latest |previous |most recent )?(?:(?:one|change|order|edit|action|step|acknowledge?ment|acknowledging|resolution|dismissal|assignment|closing|opening|(?:severity|status) change)s?|what i (?:just )?did)|what i (?:just )?(?:did|changed)))?)${END}`,
);
const OF_ALERT = /\b(?:acknowledge?ment|acknowledging|dismissal)\b/;
const OF_INCIDENT = /\b(?:assignment|closing|opening)\b/;

/** What an alert's or an incident's last change is taken back with. The tool knows whose it was, and asks about others'. */
const backOf = (id: string): PlannedCall =>
  id.startsWith('ALR')
    ? { tool: 'update_alert', args: { id, status: 'open', undo: true } }
    : { tool: 'update_incident', args: { id, undo: true } };

/** What a turn changed, by reference; what it opened counts as changed. */
function changedIn({ steps, citations }: PastTurn): { id: string; isUndo: boolean }[] {
  const opened = citations.find(({ ref, mentioned }) => !mentioned && ref.startsWith('INC-'))?.ref;
  return steps.flatMap(({ tool, args, ok }) => {
    if (!ok || !/^(?:update_(?:alert|incident)|create_incident)$/.test(tool)) return [];
    const id = tool === 'create_incident' ? opened : args.id;
    return typeof id === 'string' ? [{ id: id.toUpperCase(), isUndo: args.undo === true }] : [];
  });
}

/** Of the changes of this conversation that stand: those of the newest turn that made any, each once. */
function lastChanged(history: readonly PastTurn[], isMeant: (id: string) => boolean): string[] {
  const takenBack = new Map<string, number>();
  for (const turn of history.toReversed()) {
    const standing: string[] = [];
    for (const { id, isUndo } of changedIn(turn).toReversed()) {
      const undone = takenBack.get(id) ?? 0;
      if (isUndo) takenBack.set(id, undone + 1);
      else if (undone > 0) takenBack.set(id, undone - 1);
      else if (isMeant(id) && !standing.includes(id)) standing.unshift(id);
    }
    if (standing.length > 0) return standing;
  }
  return [];
}

/**
 * “Undo” alone: what was changed last in this conversation, or what of it is being looked at. Where nothing was, the one thing
 * at hand is named by the tool with whose change it would take back, and nothing is done before a “yes”.
 */
export function takingBack(clause: Clause, context: PlanContext, atHand: readonly string[]): ReturnType<Recogniser> {
  const { text } = clause;
  if (!BARE.test(text) || clause.before.length > 0) return null;
  const { history } = context;
  // what was said of people or rules is taken back by those who know of it
  const lastWrite = history.findLast(({ steps }) => steps.some(({ tool, ok }) => ok && WRITES.test(tool)));
  if (lastWrite && !changedIn(lastWrite).length) return null;
  const isKind = (id: string): boolean =>
    OF_ALERT.test(text) ? id.startsWith('ALR') : OF_INCIDENT.test(text) ? id.startsWith('INC') : true;
  const looked = history
    .at(-1)
    ?.steps.flatMap(({ tool, args: { id }, ok }) =>
      ok && /^open_(?:alert|incident)$/.test(tool) && typeof id === 'string' ? [id.toUpperCase()] : [],
    );
  const [one, ...more] = new Set(looked);
  const here = one !== undefined && more.length === 0 ? lastChanged(history, (id) => id === one && isKind(id)) : [];
  const mine = here.length > 0 ? here : lastChanged(history, isKind);
  if (mine.length > 0) return calls(...mine.slice(0, MOST).map(backOf));
  const things = atHand.filter(isKind);
  return things.length === 1 ? calls(backOf(things[0]!)) : null;
}

const WHAT_CHANGED =
  /^(?:(?:and|so|wait|sorry|hm+|ok(?:ay)?|please|can you tell me|tell me|remind me),? )*what (?:(?:did|have) (?:i|we) (?:just |now |last |only |actually |already |all )*(?:chang(?:e|ed)|do|did|done|decide|decided|handle|handled|work(?:ed)? on|moderated?)|was (?:my|our) last change|(?:was|has been) (?:just )?(?:changed|done)(?: by me| last)?|(?:are|were) (?:my|the) (?:last )?changes)(?: (?:just now|last|now|so far|here|there|today|in this (?:conversation|chat)))*[?!. ]*$/;

const WHO_DID_WHAT = 'where do I see who changed what, and what I did myself?';

/** “What did I just change?”: it is looked at, as it is now and with what became of it; its last change stands there. */
export const whatChanged: Recogniser = ({ text, before, entities }, { history, tools, language, role }) => {
  if (!WHAT_CHANGED.test(text) && !WHAT_CHANGED.test(entities.rest.replaceAll(/\s+/g, ' ').trim())) return null;
  if (before.length > 0) return null;
  // "what was done?" about the case that was looked at
  if (!/\b(?:i|me|my)\b/.test(text) && moderationAtHand(history)) return null;
  const day = entities.time?.range;
  if (day !== undefined && lastChanged(history, () => true).length === 0) {
    // a day is longer than what is remembered of a conversation: what moderators did is kept with the cases, all else in the audit log
    if (role === 'moderator')
      return calls({
        tool: 'moderation_history',
        args: { ...(/\b(?:i|me|my)\b/.test(text) ? { by_me: true } : {}), range: day },
      });
    if (
      /\b(?:do|did|done|on|decided?|handled?)[ ,?!.]*(?:today|yesterday|\s*$|this|last|so far|on|since)/.test(
        text.replace(/\bdid i\b/, ''),
      ) &&
      !can(role, 'audit.read') &&
      can(role, 'incidents.write') &&
      tools.has('search_logs')
    )
      return {
        ...calls({ tool: 'search_logs', args: { kinds: ['incident'], assignee: 'me' } }),
        aside: unrecordedWords[language].ownDay,
      };
    return tools.has('search_help') ? calls({ tool: 'search_help', args: { query: WHO_DID_WHAT } }) : null;
  }
  if (history.length === 0) return null;
  // what was answered to it just now says it
  const last = history.at(-1)!;
  if (changedIn(last).length > 0) return say('small_talk', last.answer);
  const changed = lastChanged(history, () => true);
  if (changed.length === 0)
    return tools.has('update_incident') ? say('small_talk', undoingWords[language].nothingOfYours) : null;
  return calls(
    ...changed
      .slice(0, MOST)
      .map((id) => ({ tool: id.startsWith('ALR') ? 'open_alert' : 'open_incident', args: { id } })),
  );
};

/** “Undo” where nothing was changed, by anybody who could have changed something. */
export const nothingToTakeBack: Recogniser = ({ text, before }, { history, tools, language }) =>
  BARE.test(text) && before.length === 0 && history.length > 0 && tools.has('update_incident')
    ? say('ask', undoingWords[language].nothingOfYours)
    : null;
const MOST = 7;
const WRITES = /^(?:update|create|moderate|reverse|propose)_/;

/** The answer “yes” to whether a change of somebody else, or of long ago, is to be taken back: just that change. */
export function takenBackAfterAll({ steps }: PastTurn): PlannedCall[] {
  return steps.flatMap(({ tool, args, ok, error }) => {
    const meant = !ok && args.undo === true && error !== undefined ? changeAskedAbout(error) : null;
    return meant === null ? [] : [{ tool, args: { ...args, undo_of: meant } }];
  });
}
