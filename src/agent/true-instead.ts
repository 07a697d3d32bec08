import type { AlertStatus } from '../domain/alert.ts';
import type { IncidentStatus } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { guardrailWords } from '../messages/catalogue/guardrails.ts';
import { terms } from '../messages/catalogue/terms.ts';
import type { ToolCalls } from './tool-calls.ts';
import type { TurnReferences } from './turn-references.ts';

/** What is true, in the place of sentences that went: `claims` are the references they were about, or `absence`. */
export function insteadOf(
  claims: ReadonlySet<string>,
  {
    calls,
    references,
    isOwnPlan,
  }: {
    calls: Pick<ToolCalls, 'unmade' | 'undone'>;
    references: Pick<TurnReferences, 'changed' | 'states'>;
    /** The offline grammar answers by now: it looked. */
    isOwnPlan: boolean;
  },
  language: Language,
): string[] {
  const words = guardrailWords[language];
  const { changed, states } = references;
  // an order that was left undone is named as such
  const ordered = new Set(calls.undone().map(({ call }) => String(call.args.id ?? '').toUpperCase()));
  const untouched = [...claims].filter(
    (ref) => calls.unmade.has(ref) && /^[A-Z]+-\d+$/.test(ref) && !changed.has(ref) && !ordered.has(ref),
  );
  const [only, ...more] = untouched;
  const state = only !== undefined && more.length === 0 ? stateWord(only, states.get(only), language) : null;
  return [
    ...(untouched.length > 0 ? [words.notChanged(untouched, state)] : []),
    ...(claims.has('absence') && !isOwnPlan ? [words.notLooked] : []),
  ];
}

function stateWord(ref: string, status: string | undefined, language: Language): string | null {
  if (status === undefined) return null;
  const { alertStatus, incidentStatus } = terms[language];
  return ref.startsWith('INC-')
    ? (incidentStatus[status as IncidentStatus] ?? null)
    : ref.startsWith('ALR-')
      ? (alertStatus[status as AlertStatus] ?? null)
      : null;
}
