import { formatReference, parseReference } from '../../domain/reference.ts';
import type { AskedWrite } from './asked-writes.ts';
import { FREE_TEXT } from './free-text.ts';

/** Writes that can be taken back, by the same person, with one click; those of the second line only put up a proposal, whose button is pressed by a person. */
const UNDOABLE = new Set([
  ...[
    'update_alert',
    'silence_alert',
    'mute_rule',
    'pause_alerts',
    'switch_camera',
    'create_incident',
    'update_incident',
    'report_incident',
  ],
  ...['propose_rule', 'moderate_member', 'reverse_action', 'cover_shift'],
]);

export interface WriteCheck {
  /** What the asker's own message asks for, as the offline grammar reads it. */
  asked: readonly AskedWrite[];
  /** Positions in `asked` of the writes that were made already in this turn. */
  used: ReadonlySet<number>;
  /** Alerts that “them” can mean where an incident is opened for what was found. */
  found: ReadonlySet<string>;
  /** Incidents that this turn opened: what “assign it” beside an opening means. */
  opened: ReadonlySet<string>;
  /** The offline grammar wants it: its wording is ours, made from what was found. */
  isOwnPlan?: boolean;
}

export type WriteVerdict =
  /** The writes asked for that this is, to be put among the used once it is made, and what it is made with. */
  | { positions: number[]; args: Record<string, unknown> }
  /** What was not done and how to ask for it; whether the asker is to be told, because they did not ask for it. */
  | { refusal: string; tell: boolean };

/**
 * Rule 3: a write runs only if the asker's own message named it and it can be undone, whatever the model wants and
 * whether or not text from logs was read. It runs as the asker said it: what a model adds is left out, texts are the asker's
 * from their first word to their last, and of several changes to one thing it may take up some at once.
 */
export function checkWrite(tool: string, wanted: Record<string, unknown>, check: WriteCheck): WriteVerdict {
  if (!UNDOABLE.has(tool))
    return { refusal: 'Not done: this cannot be undone, so it needs a button pressed by a person.', tell: true };
  const args = meant(wanted);
  const fitting = check.asked.flatMap((call, position) => {
    const settled = call.tool === tool ? settledArgs(call, args, check) : null;
    return settled ? [{ position, args: settled }] : [];
  });
  const [first, ...others] = fitting.filter(({ position }) => !check.used.has(position));
  if (first) return together(tool, first, others);
  if (fitting.length > 0 && tool !== 'create_incident')
    return { refusal: 'This was done already in this turn.', tell: false };
  const { what, how } = wordsFor(tool, args);
  if (fitting.length > 0)
    return {
      refusal: `Not done: I opened no further incident, since your own words ask for no more. If you want another, write for example “${how}”.`,
      tell: true,
    };
  const asked = check.asked.find((call, position) => !check.used.has(position) && isAbout(call, tool, args));
  if (asked)
    return {
      refusal: `Not done: the person asking wants only this of it, so make the call again with exactly these arguments: ${JSON.stringify(asked.args)}`,
      tell: false,
    };
  return {
    refusal: `Not done: I did not ${what}, since you did not ask for it in your own words. If you want it, write for example “${how}”.`,
    tell: true,
  };
}

interface Fitting {
  position: number;
  args: Record<string, unknown>;
}

/** “Assign INC-9 to me and close it” is two orders; a model may well make one call of them. */
function together(tool: string, first: Fitting, others: readonly Fitting[]): WriteVerdict {
  const all = [first];
  if (tool === 'update_incident')
    for (const other of others) {
      const isSame = other.args.id === first.args.id;
      const names = new Set(all.flatMap(({ args }) => Object.keys(args)));
      if (isSame && Object.keys(other.args).every((name) => name === 'id' || !names.has(name))) all.push(other);
    }
  return {
    positions: all.map(({ position }) => position),
    args: Object.assign({}, ...all.map(({ args }) => args)) as Record<string, unknown>,
  };
}

/** Roles that nobody may hold: null takes them from whoever does. */
const HELD: ReadonlySet<string> = new Set(['assignee', 'scribe', 'liaison']);

/** Without what models fill in for “nothing”: false, blanks, empty lists. */
const meant = (args: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(args).filter(
      ([name, value]) =>
        (value !== null || HELD.has(name)) &&
        value !== undefined &&
        value !== false &&
        !(typeof value === 'string' && value.trim() === '') &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );

/** The arguments as the asker's own message has them; null where a call wants something else. */
function settledArgs(
  call: AskedWrite,
  args: Record<string, unknown>,
  check: WriteCheck,
): Record<string, unknown> | null {
  const { tool, args: asked } = call;
  const texts = FREE_TEXT[tool] ?? [];
  const settled: Record<string, unknown> = { ...asked };
  if (tool === 'update_alert' || tool === 'update_incident' || tool === 'report_incident') {
    const id = canonical(args.id, kindOf(tool));
    if (call.needs ? !check.opened.has(id) : id !== canonical(asked.id, kindOf(tool))) return null;
    settled.id = id;
    // What it is about alone says nothing.
    if (!Object.keys(args).some((name) => name !== 'id' && name in asked)) return null;
  }
  // whom it is about is never left open: one of two orders is not the other
  if (tool === 'moderate_member' || tool === 'reverse_action') {
    if (personIn(args) !== personIn(asked)) return null;
    for (const name of WHOM) if (name in settled) args = { ...args, [name]: settled[name] };
  }
  for (const [name, value] of Object.entries(args)) {
    const isSettled = name === 'id' || LISTS.has(name) || texts.includes(name) || !(name in asked);
    if (!isSettled && !(DEFAULTED[tool]?.includes(name) || same(value, asked[name]))) return null;
  }
  for (const name of LISTS) {
    if (args[name] === undefined && asked[name] === undefined) continue;
    const isFound = name === 'alerts' && call.needs === 'found';
    const allowed = isFound ? [...check.found, ...refsOf(asked[name])] : refsOf(asked[name]);
    const kept = refsOf(args[name]).filter((ref) => allowed.includes(ref));
    if (args[name] !== undefined && kept.length === 0 && !isFound && asked[name] !== undefined) return null;
    const all = kept.length > 0 ? kept : allowed.slice(0, MOST_ALERTS);
    if (all.length > 0) settled[name] = all;
  }
  if (tool === 'create_incident' && call.needs === 'found' && settled.alerts === undefined && check.found.size > 0)
    settled.alerts = [...check.found].slice(0, MOST_ALERTS);
  Object.assign(settled, ownTexts(call, args, check));
  return settled;
}

/** Arguments that say about whom something is. */
const WHOM = ['user', 'case', 'id', 'everyone'] as const;
/** Whom or what a call is about, however it is written; where a name says so, the case beside it does not. */
function personIn({ user, id, case: ref }: Record<string, unknown>): string {
  const name = wordOf(user).replace(/^@/, '');
  if (name !== '') return folded(name);
  return wordOf(id) !== '' ? canonical(id, 'action') : canonical(ref, 'case');
}

/** Arguments that list references of alerts. */
const LISTS: ReadonlySet<string> = new Set(['alerts', 'link_alerts', 'unlink_alerts']);
const MOST_ALERTS = 50;
/** Where a model says something else, it is as the asker said it, or as it is where nothing is said. */
const DEFAULTED: Readonly<Record<string, readonly string[]>> = {
  create_incident: ['severity'],
  propose_rule: ['params', 'severity'],
  moderate_member: ['duration'],
  reverse_action: ['action'],
  cover_shift: ['when', 'from', 'until'],
  pause_alerts: ['of', 'until'],
  switch_camera: ['camera', 'on'],
};

/** The texts of a call in the asker's words: their whole span, in whatever way a model divides it, and never a part that may say the opposite. */
function ownTexts(
  { tool, args: asked, oneOf }: AskedWrite,
  args: Record<string, unknown>,
  { isOwnPlan = false }: WriteCheck,
): Record<string, unknown> {
  const names = (FREE_TEXT[tool] ?? []).filter((name) => typeof args[name] === 'string');
  const spans = (FREE_TEXT[tool] ?? []).flatMap((name) => (typeof asked[name] === 'string' ? [asked[name]] : []));
  const said = folded(names.map((name) => args[name]).join(' '));
  const isWhole = said !== '' && said === folded(spans.join(' '));
  const kept: Record<string, unknown> = {};
  for (const name of names) {
    const value = args[name] as string;
    // The grammar's own reading; the same words, as a model writes them; one of several things to report.
    const isTheirs =
      isOwnPlan ||
      isWhole ||
      (typeof asked[name] === 'string' && folded(value) === folded(asked[name])) ||
      (oneOf !== undefined && typeof asked[name] === 'string' && itemsOf(asked[name]).includes(folded(value)));
    if (isTheirs) kept[name] = value;
  }
  return kept;
}

/** “A broken door and a lost badge” as the two things it names. */
const itemsOf = (span: string): string[] => span.split(/,|;|\band\b|\bund\b|\bet\b|\by\b/i).map(folded);

/** Whether a write is about the thing that an order is about. */
const isAbout = (call: AskedWrite, tool: string, args: Record<string, unknown>): boolean =>
  call.tool === tool &&
  (tool === 'moderate_member' || tool === 'reverse_action'
    ? personIn(args) === personIn(call.args)
    : (tool === 'update_alert' || tool === 'update_incident' || tool === 'report_incident') &&
      call.needs === undefined &&
      canonical(args.id, kindOf(tool)) === canonical(call.args.id, kindOf(tool)));

const kindOf = (tool: string): 'alert' | 'incident' => (tool === 'update_alert' ? 'alert' : 'incident');

const same = (value: unknown, asked: unknown): boolean =>
  typeof value === 'string'
    ? (typeof asked === 'string' && folded(value) === folded(asked)) || (asked === null && NOBODY.test(value))
    : JSON.stringify(asked) === JSON.stringify(value);
const NOBODY = /^\s*(?:nobody|no one|none|unassigned)\s*$/i;

const refsOf = (value: unknown): string[] =>
  value === undefined || value === null
    ? []
    : (Array.isArray(value) ? value : [value]).map((ref) => canonical(ref, 'alert'));

/** What a model gives for a word: anything that is no text or number is none. */
const wordOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** `ALR-3` for `alr 3` and `3`. */
function canonical(value: unknown, kind: 'alert' | 'incident' | 'action' | 'case'): string {
  const word = wordOf(value);
  const reference = parseReference(word, kind);
  return reference ? formatReference(reference) : word.toUpperCase();
}

/** Without case and punctuation, which models mend when they repeat what someone wrote. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}@_]+/gu, ' ')
    .trim();

const STATUS_WORDS: Record<string, [string, string]> = {
  acknowledged: ['acknowledge', 'acknowledge %'],
  resolved: ['resolve', 'resolve %'],
  false_alarm: ['mark as a false alarm', 'mark % as a false alarm'],
  open: ['reopen', 'reopen %'],
  investigating: ['set to investigating', 'set % to investigating'],
  contained: ['set to contained', 'set % to contained'],
  closed: ['close', 'close %'],
};

/** What a write would have done, and how one asks for it. Only fixed words and well-formed references: the model may have its arguments from a log. */
function wordsFor(tool: string, args: Record<string, unknown>): { what: string; how: string } {
  if (tool === 'propose_rule') return { what: 'propose a rule', how: 'propose a rule that alerts on …' };
  if (tool === 'create_incident') return { what: 'open an incident', how: 'open an incident: what happened' };
  if (tool === 'moderate_member')
    return { what: 'propose anything about anybody', how: 'timeout @name for 24 hours, because of …' };
  if (tool === 'reverse_action') return { what: 'propose to take anything back', how: 'undo ACT-1' };
  if (tool === 'cover_shift') return { what: 'ask anybody to cover', how: 'Sam covers for me until Friday' };
  if (tool === 'report_incident') return { what: 'write a report', how: 'write an executive report for INC-1' };
  if (tool === 'mute_rule') return { what: 'mute a rule for an account', how: 'mute RULE-8 for dana until Friday' };
  if (tool === 'silence_alert') return { what: 'leave an alert alone', how: 'snooze ALR-1 until tomorrow' };
  if (tool === 'switch_camera') return { what: 'switch a camera', how: 'switch the loading dock camera off' };
  if (tool === 'pause_alerts') return { what: 'pause alerts', how: 'pause alerts of all cameras for 2 hours' };
  const kind = tool === 'update_alert' ? 'alert' : 'incident';
  const reference = parseReference(wordOf(args.id), kind);
  const ref = reference?.kind === kind ? formatReference(reference) : kind === 'alert' ? 'ALR-1' : 'INC-1';
  const thing = reference?.kind === kind ? ref : `an ${kind}`;
  const [verb, how] = STATUS_WORDS[wordOf(args.status)] ?? [];
  if (verb && how) {
    const [first, ...rest] = verb.split(' ');
    return { what: [first, thing, ...rest].join(' '), how: how.replace('%', ref) };
  }
  if (args.undo) return { what: `undo the last change of ${thing}`, how: `undo the last change of ${ref}` };
  if (args.assignee) return { what: `assign ${thing}`, how: `assign ${ref} to me` };
  if (args.task) return { what: `add a task to ${thing}`, how: `add a task to ${ref}: what is to be done` };
  if (args.bookmark) return { what: `add a bookmark to ${thing}`, how: `bookmark https://… as Runbook for ${ref}` };
  if (args.scribe || args.liaison) return { what: `give a role in ${thing}`, how: `make Dana scribe of ${ref}` };
  if (args.comment) return { what: `comment on ${thing}`, how: `comment on ${ref}: your words` };
  if (args.room) return { what: `open a room for ${thing}`, how: `open a room for ${ref}` };
  if (args.ticket)
    return args.ticket === 'unlink'
      ? { what: `unlink the ticket of ${thing}`, how: `unlink the ticket of ${ref}` }
      : { what: `create a ticket for ${thing}`, how: `create a ticket for ${ref}` };
  if (args.severity) return { what: `change how severe ${thing} is`, how: `set ${ref} to high` };
  return { what: `change ${thing}`, how: `close ${ref}` };
}
