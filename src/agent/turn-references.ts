import type { ChatTurn } from '../db/chat-sessions.ts';
import type { Citation } from '../messages/card.ts';
import type { Tool } from '../tools/define-tool.ts';
import {
  referencesIn,
  referencesNamedBy,
  referencesWithin,
  textsNaming,
  type Vouched,
} from './guardrails/citations.ts';
import { FOREIGN } from './guardrails/known-numbers.ts';
import { plainText } from './guardrails/plain-text.ts';
import { inShownOrder } from './guardrails/shown-order.ts';

/*
 * What a turn knows of a reference, and what each kind of knowing is good for:
 *
 * | set       | what is in it                                              | said | leaned on | changed by “it”, “the first” |
 * | --------- | ---------------------------------------------------------- | ---- | --------- | ---------------------------- |
 * | cited     | what tools of this turn returned as their result           | yes  | yes       |                              |
 * | seen      | of these, what was looked at for the asker                 | yes  | yes       | yes                          |
 * | before    | what earlier turns cited                                   | yes  | yes       |                              |
 * | earlier   | of these, what was looked at for the asker                 | yes  | yes       | yes                          |
 * | found     | of the cited, what reads returned                          | yes  | yes       |                              |
 * | opened    | incidents that this turn opened                            | yes  | yes       | yes                          |
 * | changed   | what writes of this turn were about                        | yes  | yes       |                              |
 * | named     | in the asker's words, in tools' own fields and reasons     | yes  |           |                              |
 * | quoted    | inside texts that tools returned or the asker pasted       | in quotation marks, or beside one that is cited |  |
 *
 * What is cited and not seen carries `mentioned`: it stands in somebody's text, or the model looked at it by itself.
 */
export interface TurnReferences {
  readonly cited: ReadonlyMap<string, Citation>;
  readonly seen: ReadonlySet<string>;
  readonly earlier: ReadonlySet<string>;
  readonly found: ReadonlySet<string>;
  readonly opened: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  /** In what state tools showed a thing to be. */
  readonly states: ReadonlyMap<string, string>;
  /** Who works on a thing, as tools showed; null: nobody. */
  readonly holders: ReadonlyMap<string, string | null>;
  /** What the timeline of a thing tells that was done to it, in our own words. */
  readonly histories: ReadonlyMap<string, readonly string[]>;
  vouched(): Omit<Vouched, 'said'>;
  /** What a tool returned; `isMeant` says of each citation whether it was looked at for the asker. Answers it as it is kept. */
  take(tool: Tool, args: Record<string, unknown>, result: Result, isMeant: (ref: string) => boolean): Citation[];
  /** Why a tool refused: what its reason names beyond the arguments is its own; the arguments are the model's. */
  takeReason(reason: string, args: Record<string, unknown>): void;
  /** What a proposal of this turn is cited as. */
  takeProposal(citation: Citation): void;
  /** References inside texts of this result that nothing vouches for. */
  unverified(data: Record<string, unknown>): string[];
  /** The citations of an answer in the order in which it shows them; without any, the first that were seen. */
  shownIn(answer: string): Citation[];
}

interface Result {
  data: Record<string, unknown>;
  citations: readonly Citation[];
}

/** Tools that tell what we wrote ourselves, examples and all. */
const OUR_WORDS = new Set(['help', 'search_help']);
/** What a tool makes, by the kind of its citations. */
export const MADE: Readonly<Record<string, readonly Citation['kind'][]>> = {
  create_incident: ['incident'],
  propose_rule: ['rule', 'proposal'],
  moderate_member: ['proposal'],
  cover_shift: ['proposal'],
  reverse_action: ['proposal'],
};
/** Of what was seen, where an answer names nothing. */
const MOST_CITED = 10;

/** Keeps the references of one turn. `named` and `pasted`: those in the asker's words, and in what they only pasted. */
export function createTurnReferences(asker: {
  past: readonly ChatTurn[];
  named: readonly string[];
  pasted: readonly string[];
}): TurnReferences {
  const cited = new Map<string, Citation>();
  const named = new Set(asker.named);
  const quoted = new Set(asker.pasted);
  /** Inside what tools of this turn returned. */
  const returned = new Set<string>();
  const [found, opened, changed] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const states = new Map<string, string>();
  const holders = new Map<string, string | null>();
  const histories = new Map<string, string[]>();
  const others = { texts: [] as string[], refs: new Set<string>() };
  const before = new Map(
    asker.past.flatMap((turn) => turn.citations.map((citation) => [citation.ref.toUpperCase(), citation] as const)),
  );
  const earlier = new Set(
    asker.past.flatMap((turn) =>
      turn.citations.filter(({ mentioned }) => !mentioned).map(({ ref }) => ref.toUpperCase()),
    ),
  );

  function citationOf(ref: string): Citation | undefined {
    const known = cited.get(ref);
    if (known) return known;
    const citation = before.get(ref);
    // What stands in a text of this turn as well was only mentioned in this one.
    return citation && returned.has(ref) ? { ...citation, mentioned: true } : citation;
  }

  return {
    cited,
    get seen() {
      return new Set([...cited].flatMap(([ref, { mentioned }]) => (mentioned ? [] : [ref])));
    },
    earlier,
    found,
    opened,
    changed,
    states,
    holders,
    histories,
    vouched: () => ({ cited: new Set([...cited.keys(), ...before.keys()]), named, quoted }),
    take(tool, args, { data, citations }, isMeant) {
      const kept = citations.map((citation) =>
        isMeant(citation.ref.toUpperCase()) ? citation : { ...citation, mentioned: true as const },
      );
      for (const citation of kept) {
        const ref = citation.ref.toUpperCase();
        if (!citation.mentioned || !cited.has(ref)) cited.set(ref, citation);
        if (tool.access === 'read') found.add(ref);
      }
      if (tool.access === 'write') {
        if (data.opened !== false)
          for (const { ref, kind } of citations.filter(({ kind }) => MADE[tool.name]?.includes(kind))) {
            changed.add(ref.toUpperCase());
            if (kind === 'incident') opened.add(ref.toUpperCase());
          }
        for (const ref of referencesWithin([args.id, args.alerts, args.link_alerts, args.unlink_alerts, args.rule]))
          changed.add(ref);
      }
      const inside = referencesWithin(data);
      for (const ref of inside) {
        quoted.add(ref);
        returned.add(ref);
        if (OUR_WORDS.has(tool.name)) named.add(ref);
      }
      for (const text of textsNaming(data, isForeign)) {
        others.texts.push(text);
        for (const ref of referencesIn(plainText(text))) others.refs.add(ref);
      }
      for (const ref of referencesNamedBy(data, isForeign)) named.add(ref);
      addStates({ states, holders, histories }, data);
      return kept;
    },
    takeReason(reason, args) {
      const given = referencesWithin(args);
      for (const ref of referencesIn(reason)) if (!given.includes(ref)) named.add(ref);
    },
    takeProposal(citation) {
      cited.set(citation.ref, citation);
      changed.add(citation.ref);
    },
    unverified: (data) => referencesWithin(data).filter((ref) => !cited.has(ref)),
    shownIn(answer) {
      const shown = inShownOrder(answer, others);
      const subjects = [...cited.values()].filter(({ mentioned }) => !mentioned).map(({ ref }) => ref.toUpperCase());
      return (shown.length > 0 ? shown : subjects.slice(0, MOST_CITED))
        .map(citationOf)
        .filter((citation) => citation !== undefined);
    },
  };
}

const isForeign = (field: string): boolean => FOREIGN.test(field);

interface Known {
  states: Map<string, string>;
  holders: Map<string, string | null>;
  histories: Map<string, string[]>;
}

/** The newest state of everything in a result that has a reference and one, who works on it, and what was done to it before. */
function addStates(known: Known, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const { ref, status, state, assignee, timeline } = value as Record<string, unknown>;
  if (typeof ref === 'string') {
    const key = ref.toUpperCase();
    const stands = key.startsWith('PROP-') ? state : status;
    if (typeof stands === 'string') known.states.set(key, stands);
    if (typeof assignee === 'string' || assignee === null) known.holders.set(key, assignee);
    if (Array.isArray(timeline)) known.histories.set(key, timeline.flatMap(lineOf));
  }
  for (const inner of Object.values(value)) addStates(known, inner);
}

/** A line of a timeline that is no comment: those are somebody's words. */
function lineOf(entry: unknown): string[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const { quoted_text: text, comment } = entry as Record<string, unknown>;
  return typeof text === 'string' && comment !== true ? [text] : [];
}
