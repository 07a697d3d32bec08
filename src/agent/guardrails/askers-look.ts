import type { Citation } from '../../messages/card.ts';
import type { Tool } from '../../tools/define-tool.ts';
import type { TurnReferences } from '../turn-references.ts';
import type { AskedWrite } from './asked-writes.ts';

interface Look {
  tool: Tool;
  args: Record<string, unknown>;
  citations: readonly Citation[];
}

interface Asker {
  /** What the message asks for, looks included. */
  asked: readonly AskedWrite[];
  named: ReadonlySet<string>;
  references: Pick<TurnReferences, 'cited' | 'earlier'>;
  question: string;
  /** Somebody else's text had been read before. */
  hasRead: boolean;
}

/** The kind of log that a citation is one of. */
const KIND: Partial<Record<Citation['kind'], string>> = { event: 'login', alert: 'alert', incident: 'incident' };

/**
 * Tells what a model looked at for the asker from what it looked at by itself, perhaps because a text told it to: “close
 * it” must not mean that. One thing is meant where the asker named it, or it was shown before; what a search finds, where no
 * text of others had been read yet, or the message asks for that kind of thing and has its words.
 */
export function isAskersLook({ tool, args, citations }: Look, asker: Asker): (ref: string) => boolean {
  const { references, named, asked, hasRead } = asker;
  const isKnown = (ref: string): boolean => {
    const known = references.cited.get(ref);
    return named.has(ref) || references.earlier.has(ref) || (known !== undefined && known.mentioned !== true);
  };
  if (tool.access === 'write') return () => true;
  if (args.id !== undefined) {
    const subject = citations[0]?.ref.toUpperCase();
    const isMeant = subject === undefined || isKnown(subject) || wanted(asked, tool.name, args);
    return () => isMeant;
  }
  if (!hasRead) return () => true;
  const looks = asked.filter((call) => call.tool === tool.name);
  const words = asker.question.toLowerCase();
  const isTheirs = looks.length > 0 && textsOf(args, looks).every((text) => words.includes(text.toLowerCase()));
  const kinds = new Set(
    looks.flatMap((call) => (Array.isArray(call.args.kinds) ? (call.args.kinds as unknown[]) : [])),
  );
  return (ref) => {
    if (isKnown(ref)) return true;
    const kind = KIND[citations.find((citation) => citation.ref.toUpperCase() === ref)?.kind ?? 'rule'];
    return isTheirs && (kinds.size === 0 || kind === undefined || kinds.has(kind));
  };
}

const wanted = (asked: readonly AskedWrite[], tool: string, args: Record<string, unknown>): boolean =>
  asked.some((call) => call.tool === tool && call.args.id === args.id);

/** Of a search, the words it looks for beyond those that the grammar would. */
function textsOf(args: Record<string, unknown>, looks: readonly AskedWrite[]): string[] {
  return Object.entries(args).flatMap(([name, value]) =>
    SEARCHED.has(name) && typeof value === 'string' && !looks.some((call) => call.args[name] === value) ? [value] : [],
  );
}
/** Arguments that hold somebody's words: what else narrows a search are words of its own. */
const SEARCHED = new Set(['text', 'user', 'ip', 'city', 'device', 'query', 'name']);
