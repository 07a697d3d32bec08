import type { PastTurn, Plan } from '../../agent/offline/plan-types.ts';
import { formatReference, parseReference, type ReferenceKind } from '../../domain/reference.ts';
import type { Citation } from '../../messages/card.ts';
import { pathOf } from '../../messages/links.ts';
import { CLOCK } from './judge.ts';

/** Three of each are enough for "the second one", "the last one" and "both of them". */
const ROWS = 3;
const FIRST: Record<'alert' | 'incident' | 'event' | 'rule', number> = {
  alert: 101,
  incident: 61,
  event: 5001,
  rule: 4,
};
/** What an incident that is opened in an evaluation is called: always the same, and none of those that are listed. */
const OPENED = 'INC-90';

/** What a tool might have answered: small, the same in every run, and citing what the call was about. */
export interface RepresentativeReply {
  data: Record<string, unknown>;
  refs: string[];
}

/** A small answer to any tool call: enough for a model to go on with, and for what is asked next to point at. */
export function representativeReply(tool: string, args: Record<string, unknown>): RepresentativeReply {
  switch (tool) {
    case 'search_logs':
      return searchReply(args);
    case 'create_incident': {
      const alerts = listed(args.alerts);
      return {
        data: { kind: 'incident', ref: OPENED, status: 'open', title: args.title ?? 'Opened', opened: true, alerts },
        refs: [OPENED, ...alerts],
      };
    }
    case 'open_incident':
    case 'update_incident':
      return one('incident', args, {
        status: 'open',
        severity: 'medium',
        title: 'Badge reader forced',
        assignee: null,
      });
    case 'open_alert':
    case 'update_alert':
      return one('alert', args, {
        status: 'open',
        severity: 'high',
        title: 'Failed logins from 203.0.113.9',
        events: 14,
      });
    case 'similar_incidents':
      return {
        data: { similar: references('incident').map((ref) => ({ ref, status: 'closed' })) },
        refs: references('incident'),
      };
    case 'explain_case': {
      const ref = parseReference(String(args.id ?? ''), 'case');
      const name = ref ? formatReference(ref) : 'CASE-3';
      return { data: { case: { ref: name, state: 'open' } }, refs: [name] };
    }
    case 'propose_rule':
      return { data: { proposal: 'PROP-3', state: 'waiting', backtest: { would_have_raised: 2 } }, refs: ['PROP-3'] };
    case 'recommend_rules':
      return { data: { recommended: ['password_spray', 'first_seen'] }, refs: [] };
    default:
      return { data: { ok: true, found: 1 }, refs: [] };
  }
}

function searchReply(args: Record<string, unknown>): RepresentativeReply {
  const kinds = Array.isArray(args.kinds) && args.kinds.length > 0 ? args.kinds.map(String) : ['login'];
  const refs = kinds.flatMap((kind) =>
    references(kind === 'alert' ? 'alert' : kind === 'incident' ? 'incident' : 'event'),
  );
  const groups =
    typeof args.group_by === 'string'
      ? {
          groups: [
            { key: 'first', count: 2 },
            { key: 'second', count: 1 },
          ],
        }
      : {};
  return { data: { counts: { [kinds[0]!]: refs.length }, ...groups, rows: refs.map((ref) => ({ ref })) }, refs };
}

function one(
  kind: 'alert' | 'incident',
  args: Record<string, unknown>,
  data: Record<string, unknown>,
): RepresentativeReply {
  const ref = parseReference(String(args.id ?? ''), kind);
  const name = ref ? formatReference(ref) : `${kind === 'alert' ? 'ALR' : 'INC'}-1`;
  return {
    data: { kind, ref: name, ...data, ...args },
    refs: [name, ...listed(args.link_alerts), ...listed(args.unlink_alerts)],
  };
}

const references = (kind: keyof typeof FIRST): string[] =>
  Array.from({ length: ROWS }, (_, i) => formatReference({ kind, number: FIRST[kind] + i }));

const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** An earlier turn as a conversation remembers it: what was called, what was answered and what that cited. */
export function pastTurn(question: string, { calls, say }: Plan, answered?: string): PastTurn {
  const refs =
    answered === undefined ? calls.flatMap((call) => representativeReply(call.tool, call.args).refs) : named(answered);
  const unique = [...new Set(refs)];
  return {
    question,
    answer:
      answered ??
      (calls.length > 0 ? `${unique.length} found: ${unique.map((ref) => `[${ref}]`).join(', ')}.` : (say?.text ?? '')),
    steps: calls.map((call) => ({ tool: call.tool, args: call.args, ok: true })),
    citations: unique.map((ref) => ({ ref })),
  };
}

/** The references an answer cites, in its order. */
const named = (answer: string): string[] =>
  [...answer.matchAll(/\[([A-Z]+-[0-9A-Z]+)\]/g)].flatMap(([, ref]) => (parseReference(ref!) ? [ref!] : []));

/** A reference as an answer cites it. */
export function citationOf(ref: string): Citation {
  const kind: ReferenceKind = parseReference(ref)?.kind ?? 'alert';
  return { ref, kind, at: CLOCK.now.toISOString(), url: pathOf(ref) };
}

/** The conversation before a question, read by the planner itself; `answers` stand in for what it would have been told. */
export function conversationBefore(
  asked: readonly string[],
  answers: readonly string[],
  read: (question: string, history: readonly PastTurn[]) => Plan,
): PastTurn[] {
  const history: PastTurn[] = [];
  for (const [index, question] of asked.entries())
    history.push(pastTurn(question, read(question, history), answers[index]));
  return history;
}
