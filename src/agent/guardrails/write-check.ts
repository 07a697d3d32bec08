import { formatReference, parseReference } from '../../domain/reference.ts';
import type { PlannedCall } from '../offline/plan-types.ts';

/** Writes that can be taken back, by the same person, with one click. */
const UNDOABLE = new Set(['update_alert', 'create_incident', 'update_incident', 'propose_rule']);
/** Arguments that only say things. All others change something and must be what the asker named. */
export const WORDS: Record<string, readonly string[]> = {
  update_alert: ['note'],
  create_incident: ['title', 'summary'],
  update_incident: ['resolution'],
  propose_rule: ['statement', 'name'],
};
/** Settings of a rule that make it overlook something: no log line may choose them. */
const OVERLOOKING = ['except', 'trusted', 'accounts'];

export interface WriteCheck {
  /** What the asker's own message asks for, as the offline grammar reads it. */
  asked: readonly PlannedCall[];
  /** Positions in `asked` of the writes that were made already in this turn. */
  used: ReadonlySet<number>;
  /** References that tools returned in this turn. */
  seen: ReadonlySet<string>;
  /** References that tools returned in earlier turns of the conversation. */
  earlier: ReadonlySet<string>;
}

/**
 * Rule 3: a write runs only if the asker's own message named it and it can be undone, whatever the model wants and
 * whether or not text from logs was read. Answers which of the writes asked for this is, to be put among the used once
 * it is made: the words "open an incident" open one. Else a sentence that says what was not done and how to
 * ask for it, and whether the asker is to be told.
 */
export function checkWrite(
  tool: string,
  args: Record<string, unknown>,
  check: WriteCheck,
): { position: number } | { refusal: string; tell: boolean } {
  if (!UNDOABLE.has(tool))
    return { refusal: 'Not done: this cannot be undone, so it needs a button pressed by a person.', tell: true };
  const fitting = check.asked.flatMap((call, index) => (call.tool === tool && fits(call, args, check) ? [index] : []));
  const position = fitting.find((index) => !check.used.has(index));
  if (position !== undefined) return { position };
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

function fits(call: PlannedCall, args: Record<string, unknown>, { seen, earlier }: WriteCheck): boolean {
  return Object.entries(args).every(([key, value]) => {
    const asked = call.args[key];
    // Nobody as an assignee takes the incident from whoever has it; any other null is only left out.
    if (value === null) return key !== 'assignee' || asked === null;
    if (value === undefined || WORDS[call.tool]?.includes(key)) return true;
    if (key === 'alerts' || key === 'link_alerts') {
      const named = Array.isArray(asked) ? asked.map((ref) => canonical(ref, 'alert')) : [];
      const refs = (Array.isArray(value) ? value : [value]).map((ref) => canonical(ref, 'alert'));
      if (key === 'link_alerts') return refs.every((ref) => named.includes(ref));
      return refs.every((ref) => seen.has(ref) || named.includes(ref) || (call.needs === 'found' && earlier.has(ref)));
    }
    if (key === 'id') {
      const id = canonical(value, call.tool === 'update_alert' ? 'alert' : 'incident');
      return call.needs ? seen.has(id) : id === canonical(asked, call.tool === 'update_alert' ? 'alert' : 'incident');
    }
    // A draft changes nothing, and an admin reads it whole: its numbers are the model's, what it would overlook is not.
    if (call.tool === 'propose_rule' && key === 'params') {
      const [wanted, named] = [value, asked ?? {}] as [Record<string, unknown>, Record<string, unknown>];
      return OVERLOOKING.every((name) => !wanted[name] || JSON.stringify(wanted[name]) === JSON.stringify(named[name]));
    }
    if (call.tool === 'propose_rule' && key === 'severity' && asked === undefined) return true;
    // How bad an incident is may be judged from what was found; only changing one that exists must be asked for.
    if (key === 'severity' && call.tool === 'create_incident' && asked === undefined) return true;
    if (typeof value === 'string') return typeof asked === 'string' && folded(value) === folded(asked);
    return JSON.stringify(asked) === JSON.stringify(value);
  });
}

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
