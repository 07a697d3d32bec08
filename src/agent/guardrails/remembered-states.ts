import type { ChatTurn } from '../../db/chat-sessions.ts';
import { type Changes, unquoted } from './change-claims.ts';
import { referencesIn, referencesWithin } from './citations.ts';
import { sentences } from './sentences.ts';

/** What the conversation so far said, drew and changed of things; only read where a sentence claims something of one. */
export function rememberedStates(past: readonly ChatTurn[]): Pick<Changes, 'changedBefore' | 'toldBefore'> {
  let told: { refs: readonly string[]; line: string }[] | null = null;
  const lines = (): { refs: readonly string[]; line: string }[] =>
    past.toReversed().flatMap((turn) => [
      ...turn.cards.flatMap(({ parts }) =>
        parts.flatMap((part) =>
          part.kind === 'heading' && part.status
            ? [{ refs: referencesIn(part.text).slice(0, 1), line: part.status }]
            : [],
        ),
      ),
      ...sentences(turn.answer)
        .map(unquoted)
        .map((line) => ({ refs: referencesIn(line), line })),
    ]);
  return {
    changedBefore: new Set(
      past.flatMap((turn) =>
        callsOf(turn).flatMap(({ decision, ok, args }) =>
          decision === 'asked' && ok === true ? referencesWithin((args as { id?: unknown } | undefined)?.id) : [],
        ),
      ),
    ),
    toldBefore(ref) {
      told ??= lines();
      return told.flatMap(({ refs, line }) => (ref === undefined || refs.includes(ref) ? [line] : []));
    },
  };
}

const callsOf = ({ trace }: ChatTurn): Record<string, unknown>[] =>
  Array.isArray(trace.calls)
    ? trace.calls.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
    : [];
