import { isName } from './intents/words.ts';
import type { PastTurn } from './plan-types.ts';

/** The tools that tell of moderation. */
export const isModeration = (tool: string | undefined): boolean =>
  tool === 'moderation_history' || tool === 'explain_case' || tool === 'moderate_member' || tool === 'reverse_action';

/** What a turn of moderation was about: the case or what was done that it looked at, whom it asked about, what it listed. */
export interface ModerationTurn {
  turn: PastTurn;
  tool: string;
  args: Record<string, unknown>;
  /** `CASE-9`, where it was about one. */
  oneCase: string | null;
  /** All cases that it told of, in its order. */
  cases: string[];
  /** A name, or the case whose author is meant. */
  user: string | null;
}
const LATELY = 6;
/** What is looked up beside, while a case is talked about. */
export const LOOKED_BESIDE: ReadonlySet<string> = new Set([
  'search_help',
  'open_proposals',
  'who_is_on_call',
  'search_lists',
  'list_members',
]);

/**
 * The latest turn about moderation, where nothing else was looked at since but the guide and what only asked back; null where the
 * conversation is about something else.
 */
export function moderationAtHand(history: readonly PastTurn[]): ModerationTurn | null {
  let listed: string[] = [];
  let found: ModerationTurn | null = null;
  for (const turn of history.toReversed().slice(0, LATELY)) {
    const step = turn.steps.findLast(({ tool }) => !LOOKED_BESIDE.has(tool));
    if (!step) continue;
    if (!isModeration(step.tool)) break;
    const cases = turn.citations
      .filter(({ ref, mentioned }) => !mentioned && ref.startsWith('CASE-'))
      .map(({ ref }) => ref);
    const { args, tool } = step;
    const named = [args.id, args.case].find((one): one is string => typeof one === 'string' && one.startsWith('CASE-'));
    // of several that were listed the one that still waits for somebody is spoken of
    const waiting = cases.length > 1 && tool === 'moderation_history' ? openIn(turn.answer) : cases;
    const [first] = tool === 'explain_case' || waiting.length === 1 ? (tool === 'explain_case' ? cases : waiting) : [];
    const oneCase = named ?? first ?? null;
    // another case begins anew
    if (found?.oneCase && named && named !== found.oneCase) break;
    const name = nameIn(turn, args);
    if (!found) found = { turn, tool, args, oneCase, cases, user: name };
    else {
      // a step that was put up for somebody is about the case that was looked at before
      found.oneCase ??= oneCase;
      found.user ??= name;
    }
    listed = listed.length > 0 ? listed : cases;
    if (found.oneCase !== null && found.user !== null) break;
  }
  if (found) {
    // whom the asker named before whomever the case is chiefly about
    found.user ??= found.oneCase;
    if (found.cases.length === 0) found.cases = listed;
  }
  return found;
}

/** The latest turn that was about one case, whatever was looked at since: for who names “the case”. Null where there was none. */
export function caseSpokenOf(history: readonly PastTurn[]): ModerationTurn | null {
  const at = history.findLastIndex(({ steps }) => steps.some(({ tool }) => isModeration(tool)));
  const found = at < 0 ? null : moderationAtHand(history.slice(0, at + 1));
  if (found === null || found.oneCase !== null) return found;
  // only a list was seen since, or somebody looked up
  const before = caseSpokenOf(history.slice(0, at));
  return before?.oneCase ? before : found;
}

/** The cases that an answer says are open, in the product's own words. */
export const openIn = (answer: string): string[] =>
  answer.split('\n').flatMap((line) => {
    const ref = /\[(CASE-\d+)\]/.exec(line)?.[1];
    return ref !== undefined && /\((?:open|offen|ouvert|abierto)\)\s*$/.test(line) ? [ref] : [];
  });

/**
 * A name as the answers about moderation told it, by its beginning: "bogdan" for “bogdan77”. Null where none of them begins so, or
 * several do.
 */
export function nameTold(history: readonly PastTurn[], said: string): string | null {
  const beginning = said.toLowerCase();
  const told = history
    .slice(-LATELY)
    .filter(({ steps }) => steps.some(({ tool }) => isModeration(tool)))
    .flatMap(({ answer }) => namesIn(answer));
  const named = new Set(told.filter((name) => isCalled(name.toLowerCase(), beginning)));
  return named.size === 1 ? [...named][0]! : null;
}

/** What stands in quotes is a name unless it begins a line of its own: there it is what somebody wrote. */
const namesIn = (answer: string): string[] =>
  [...answer.matchAll(/(?:“([^“”\n]{2,60})”)(:?)/g)].flatMap(({ 1: name, 2: colon, index }) =>
    answer.slice(Math.max(0, index - 2), index) === '• ' && colon === '' ? [] : [name!],
  );

/** By the whole name, by its first word, or by the letters in front of a number. */
const isCalled = (name: string, said: string): boolean =>
  name === said || name.split(/\s+/)[0] === said || (said.length >= 3 && name.replace(/[\d_.-]+$/, '') === said);

/** Whom the asker named in a turn, by what was called or in their own words: "what did Dirk write?" */
function nameIn({ question }: PastTurn, { user }: Record<string, unknown>): string | null {
  if (typeof user === 'string' && !/^(?:CASE|ACT)-\d/.test(user)) return user;
  const said =
    /\b(?:did|has|had|does|was|is) @?([\p{L}][\w.-]+) (?:\w+ )?(?:write|written|said|say|post|posted|do|done|start|started)\b/iu.exec(
      question,
    )?.[1];
  return said !== undefined && isName(said) ? said : null;
}
