import type { RuleSource } from '../../../db/history-sources.ts';
import type { HistoryDocument } from '../../../domain/history.ts';
import { formatReference } from '../../../domain/reference.ts';
import { describeRule } from '../../rules.ts';
import { linesOf, momentWords, plainName } from './lines.ts';
import { valueWords } from './value-words.ts';

/** What a rule in this state does. */
const STATES = {
  active: 'active (switched on)',
  draft: 'a draft, not switched on',
  rejected: 'rejected',
  retired: 'retired (switched off)',
};

/** What may name somebody: the audit log it is told from keeps it after they are forgotten, and the history must not. */
const namesPeople = (rule: RuleSource): ReadonlySet<string> =>
  new Set(rule.kind === 'watched_person' ? ['name', 'params'] : ['name']);

/** A rule: what it looks for, and who changed it when and how. */
export function ruleText(rule: RuleSource): HistoryDocument {
  const ref = formatReference({ kind: 'rule', number: rule.number });
  const hidden = namesPeople(rule);
  return {
    kind: 'rule',
    key: rule.id,
    ref,
    title: rule.name,
    at: rule.updated_at,
    personId: null,
    text: linesOf([
      `${ref}: ${rule.severity} rule, ${plainName(rule.kind)}, ${STATES[rule.state]}.`,
      describeRule(rule),
      `Settings: ${valueWords(rule.params)}`,
      `Last changed ${momentWords(rule.updated_at)} by ${rule.updated_by}.`,
      ...rule.changes.map(({ action, at, who, detail }) => {
        const what =
          action === 'rule.create'
            ? `made the rule (${String(detail.state ?? 'draft')})`
            : Object.entries(detail)
                .flatMap(([field, change]) => (hidden.has(field) ? [] : [changeWords(field, change)]))
                .join('; ');
        return `${momentWords(at)}, ${who}: ${what || 'renamed it'}`;
      }),
    ]),
  };
}

function changeWords(field: string, change: unknown): string {
  const { before, after } = (typeof change === 'object' && change !== null ? change : {}) as Record<string, unknown>;
  if (before === undefined && after === undefined) return `${plainName(field)}: ${valueWords(change)}`;
  if (field === 'state' && typeof after === 'string' && after in STATES)
    return `switched from ${String(before)} to ${STATES[after as keyof typeof STATES]}`;
  return `${plainName(field)} changed from ${valueWords(before)} to ${valueWords(after)}`;
}
