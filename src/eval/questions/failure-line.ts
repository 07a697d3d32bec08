import type { Question } from './question-line.ts';

/** `17 officer: failed logins today → open_alert{"id":"ALR-1"}`; what was said where nothing was called. */
export function failureLine(
  { id, role, after, q }: Question,
  calls: readonly { tool: string; args: Record<string, unknown> }[],
  said: string | undefined,
): string {
  const got = calls.map((call) => `${call.tool}${JSON.stringify(call.args)}`).join(' ') || `(${said ?? 'nothing'})`;
  return `${id} ${role}: ${[...(after ?? []), q].join(' ⏎ ')} → ${got}`;
}
