import type { RuleVersion } from '../../domain/rule.ts';
import { PARAM_WORDS } from '../../messages/param-words.ts';
import { RULE_STATE_WORD, SEVERITY_WORD, sentence } from './words.ts';

type Shown = Pick<RuleVersion, 'name' | 'params' | 'severity' | 'state' | 'cooldownSeconds'>;

/** What differs between two versions of a rule, one line each: `Threshold: 5 → 8`. */
export function changesOf(before: Shown, after: Shown): string[] {
  const lines: string[] = [];
  const say = (label: string, a: string, b: string): void => {
    if (a !== b) lines.push(`${label}: ${a} → ${b}`);
  };
  say('Name', before.name, after.name);
  say('State', RULE_STATE_WORD[before.state], RULE_STATE_WORD[after.state]);
  say('Severity', SEVERITY_WORD[before.severity], SEVERITY_WORD[after.severity]);
  for (const name of new Set([...Object.keys(before.params), ...Object.keys(after.params)]))
    say(
      PARAM_WORDS[name]?.label ?? sentence(name.replaceAll('_', ' ')),
      shown(before.params[name]),
      shown(after.params[name]),
    );
  say('Pause', minutes(before.cooldownSeconds), minutes(after.cooldownSeconds));
  return lines.length > 0 ? lines : ['Nothing that shows'];
}

const minutes = (seconds: number): string => `${Math.round((10 * seconds) / 60) / 10} min`;

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(String).join(', ');
  if (value === undefined || value === null) return 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value).replaceAll('_', ' ');
}
