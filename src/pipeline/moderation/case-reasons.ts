import type { ModerationCase } from '../../domain/moderation.ts';
import { isPosting } from '../../domain/moderation-policy.ts';
import { oneLine } from '../../domain/text.ts';
import type { HitBack } from './culprits.ts';
import { backWords, bearingWords, saysBearing } from './escalation.ts';
import type { Fired } from './fired.ts';

const MOST_REASONS = 8;

/**
 * Why a conversation is a case, in plain English, the weightiest first. How many bear down on whom is said by the case's own people, so
 * that title, people, evidence and reasons count the same; what is said of somebody whom it is not about is left out.
 */
export function caseReasons(
  found: readonly string[],
  { kind, offenders, target }: Pick<ModerationCase, 'kind' | 'offenders' | 'target'>,
  hitBack: HitBack | null,
): string[] {
  const people = offenders.filter(({ messages }) => messages > 0);
  const blows = people.reduce((sum, { messages }) => sum + messages, 0);
  const whom = target && (target.name || target.account);
  const own = whom && blows > 0 && !isPosting(kind) ? bearingWords(people.length, whom, blows) : null;
  const at = found.findIndex(saysBearing);
  const rest = found.filter((reason) => !saysBearing(reason) && !isOfAnother(reason, whom));
  const reasons = own === null ? rest : rest.toSpliced(Math.max(0, at), 0, own);
  if (whom && own !== null && hitBack && hitBack.messages > 0)
    reasons.splice(Math.min(reasons.length, 2), 0, backWords(whom, hitBack));
  return reasons.slice(0, MOST_REASONS).map((reason) => oneLine(reason, 200));
}

/** Why it escalated, behind what was found in what people post. */
export const withPosting = (reasons: readonly string[], fired: readonly Pick<Fired, 'why'>[]): string[] => [
  ...new Set([...fired.flatMap(({ why = [] }) => why), ...reasons]),
];

const isOfAnother = (reason: string, whom: string | null): boolean => {
  const silent = /^(.*) has stopped answering$/s.exec(reason);
  return silent !== null && silent[1] !== whom;
};
