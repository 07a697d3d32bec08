import type { CaseSource } from '../../../db/history-sources.ts';
import type { HistoryDocument } from '../../../domain/history.ts';
import { formatReference } from '../../../domain/reference.ts';
import { oneLine } from '../../../domain/text.ts';
import { linesOf, momentWords, plainName } from './lines.ts';

/** A moderation case: who did what to whom, what was done about it. */
export function caseText(one: CaseSource): HistoryDocument {
  const ref = formatReference({ kind: 'case', number: one.number });
  const offender = one.offender_name || one.offender;
  const target = one.target_name || one.target;
  return {
    kind: 'case',
    key: one.id,
    ref,
    title: `${plainName(one.kind)} by ${oneLine(offender, 80)}${target ? ` towards ${oneLine(target, 80)}` : ''}`,
    at: one.updated_at,
    personId: null,
    text: linesOf([
      `${ref}: ${one.severity} moderation case, ${plainName(one.kind)}, ${one.state}${one.channel ? `, in ${one.channel}` : ''}.`,
      `Opened ${momentWords(one.opened_at)}.`,
      one.summary,
      ...one.reasons,
      ...one.actions.map(
        ({ number, step, account, state, reason, by, at }) =>
          `${formatReference({ kind: 'action', number })}: ${step} for ${account} by ${by}, ${momentWords(at)}, ${state}. ${reason}`,
      ),
      (one.decided_by || one.note) &&
        `Decided (decision)${one.decided_by ? ` by ${one.decided_by}` : ''}: ${one.state}. ${one.note ?? ''}`,
      one.said && `Said: ${one.said}`,
    ]),
  };
}
