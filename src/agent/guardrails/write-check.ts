import { formatReference, parseReference } from '../../domain/reference.ts';
import type { PlannedCall } from '../offline/plan-types.ts';
import { FREE_TEXT } from './free-text.ts';

/** Writes that can be taken back, by the same person, with one click. */
const UNDOABLE = new Set(['update_alert', 'create_incident', 'update_incident', 'propose_rule']);
export interface WriteCheck {
  /** What the asker's own message asks for, as the offline grammar reads it. */
  asked: readonly PlannedCall[];
  /** Positions in `asked` of the writes that were made already in this turn. */
  used: ReadonlySet<number>;
  /** What this turn's calls were about: never what only stood in somebody's text. */
  seen: ReadonlySet<string>;
  /** The same of earlier turns of the conversation. */
  earlier: ReadonlySet<string>;
  /** The asker's own words: the only ones a write may say in their name. */
  own: string;
  /** The offline grammar wants it: its wording is ours, made from what was found. */
  isOwnPlan?: boolean;
}

/**
 * Rule 3: a write runs only if the asker's own message named it and it can be undone, whatever the model wants and
 * whether or not text from logs was read. Answers which of the writes asked for this is, to be put among the used once
 * it is made (the words "open an incident" open one), and the arguments it may run with: texts that are not the asker's
 * are left out, for a model may have them from a log. Else a sentence that says what was not done and how to ask for it,
 * and whether the asker is to be told.
 */
export function checkWrite(
  tool: string,
  args: Record<string, unknown>,
  check: WriteCheck,
): { position: number; args: Record<string, unknown> } | { refusal: string; tell: boolean } {
  if (!UNDOABLE.has(tool))
    return { refusal: 'Not done: this cannot be undone, so it needs a button pressed by a person.', tell: true };
  const fitting = check.asked.flatMap((call, position) => {
    if (call.tool !== tool) return [];
    const settled = settledArgs(call, args, check);
    return saysSomething(settled) && fits(call, settled, check) ? [{ position, args: settled }] : [];
  });
  const free = fitting.find(({ position }) => !check.used.has(position));
  if (free) return free;
  const { what, how } = wordsFor(tool, args);
  if (fitting.length === 0)
    return {
      refusal: `Not done: I did not ${what}, since you did not ask for it in your own words. If you want it, write for example “${how}”.`,
      tell: true,
    };
  if (tool !== 'create_incident') return { refusal: 'This was done already in this turn.', tell: false };
  return {
    refusal: `Not done: I opened no further incident, since your own words ask for no more. If you want another, write for example “${how}”.`,
    tell: true,
  };
}

/** The arguments as the asker's own message backs them: what it does not say is left out where the write stands without it. */
function settledArgs(
  call: PlannedCall,
  args: Record<string, unknown>,
  { own, isOwnPlan = false }: WriteCheck,
): Record<string, unknown> {
  const settled = { ...args };
  const put = (name: string, value: unknown): void => {
    if (value === undefined) delete settled[name];
    else settled[name] = value;
  };
  for (const name of FREE_TEXT[call.tool] ?? []) {
    const [value, asked] = [args[name], call.args[name]];
    if (typeof value !== 'string' || (isOwnPlan && name === 'title' && asked === undefined)) continue;
    const isTheirs =
      value.trim() !== '' && [own, asked].some((text) => typeof text === 'string' && within(value, text));
    if (!isTheirs) put(name, typeof asked === 'string' ? asked : undefined);
  }
  if (call.tool === 'create_incident') {
    put('severity', call.args.severity);
    if (call.needs !== 'found' && settled.alerts !== undefined) {
      const named = refsOf(call.args.alerts);
      const kept = refsOf(settled.alerts).filter((ref) => named.includes(ref));
      put('alerts', kept.length > 0 ? kept : undefined);
    }
  }
  // What a rule looks at and how soon it alerts: as the asker said it; what they did not say has its default.
  if (call.tool === 'propose_rule') for (const name of ['params', 'severity']) put(name, call.args[name]);
  return settled;
}

/** Whether more is left than what it is about. */
const saysSomething = ({ id: _, ...rest }: Record<string, unknown>): boolean =>
  _ === undefined || Object.values(rest).some((value) => value !== undefined);

function fits(call: PlannedCall, args: Record<string, unknown>, { seen, earlier }: WriteCheck): boolean {
  return Object.entries(args).every(([key, value]) => {
    const asked = call.args[key];
    // Nobody as an assignee takes the incident from whoever has it; any other null is only left out.
    if (value === null) return key !== 'assignee' || asked === null;
    if (value === undefined || FREE_TEXT[call.tool]?.includes(key)) return true;
    if (key === 'alerts' || key === 'link_alerts') {
      const named = refsOf(asked);
      const isFound = key === 'alerts' && call.needs === 'found';
      return refsOf(value).every((ref) => named.includes(ref) || (isFound && (seen.has(ref) || earlier.has(ref))));
    }
    if (key === 'id') {
      const id = canonical(value, call.tool === 'update_alert' ? 'alert' : 'incident');
      return call.needs ? seen.has(id) : id === canonical(asked, call.tool === 'update_alert' ? 'alert' : 'incident');
    }
    if (typeof value === 'string') return typeof asked === 'string' && folded(value) === folded(asked);
    return JSON.stringify(asked) === JSON.stringify(value);
  });
}

/** Whether a text says what another says, in the same words. */
const within = (text: string, whole: string): boolean => ` ${folded(whole)} `.includes(` ${folded(text)} `);

const refsOf = (value: unknown): string[] =>
  value === undefined || value === null
    ? []
    : (Array.isArray(value) ? value : [value]).map((ref) => canonical(ref, 'alert'));

/** `ALR-3` for `alr 3` and `3`. */
function canonical(value: unknown, kind: 'alert' | 'incident'): string {
  const reference = parseReference(String(value), kind);
  return reference ? formatReference(reference) : String(value).toUpperCase();
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
  const kind = tool === 'update_alert' ? 'alert' : 'incident';
  const reference = parseReference(String(args.id), kind);
  const ref = reference?.kind === kind ? formatReference(reference) : kind === 'alert' ? 'ALR-1' : 'INC-1';
  const thing = reference?.kind === kind ? ref : `an ${kind}`;
  const [verb, how] = STATUS_WORDS[String(args.status)] ?? [];
  if (verb && how) {
    const [first, ...rest] = verb.split(' ');
    return { what: [first, thing, ...rest].join(' '), how: how.replace('%', ref) };
  }
  if (args.undo) return { what: `undo the last change of ${thing}`, how: `undo the last change of ${ref}` };
  if (args.assignee) return { what: `assign ${thing}`, how: `assign ${ref} to me` };
  if (args.comment) return { what: `comment on ${thing}`, how: `comment on ${ref}: your words` };
  if (args.severity) return { what: `change how severe ${thing} is`, how: `set ${ref} to high` };
  return { what: `change ${thing}`, how: `close ${ref}` };
}
