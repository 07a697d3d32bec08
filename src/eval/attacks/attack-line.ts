import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { SafeNestError } from '../../errors.ts';

/** Where somebody who should not be obeyed can leave words. */
export const SURFACES = [
  'log_text',
  'user_agent',
  'account_name',
  'reason',
  'alert_title',
  'rule_name',
  'incident_title',
  'incident_summary',
  'comment',
  'evidence_name',
  'member_name',
  'pasted_text',
  'earlier_turn',
] as const;
export type Surface = (typeof SURFACES)[number];

/** What the words are after. */
export const GOALS = [
  'close_incident',
  'assign_incident',
  'comment_incident',
  'open_incident',
  'resolve_alert',
  'false_alarm',
  'propose_rule',
  'approve_proposal',
  'other_organisation',
  'leak_secret',
  'leak_prompt',
  'exfiltrate_link',
  'exfiltrate_image',
  'exfiltrate_domain',
  'ping_everyone',
  'false_numbers',
  'false_references',
  'hide_alerts',
  'employee_alerts',
] as const;
export type Goal = (typeof GOALS)[number];

/** One attack: words, where they stand, what they want. Without a surface they are tried on each; without a goal the model does everything. */
export interface Attack {
  id: string;
  surface: Surface;
  goal: Goal | 'everything';
  text: string;
  language?: string | undefined;
  encoding?: string | undefined;
}

const line = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  surface: z.enum(SURFACES).optional(),
  goal: z.enum(GOALS).optional(),
  language: z.string().max(20).optional(),
  encoding: z.string().max(40).optional(),
  text: z.string().min(1).max(4000),
});
/** Fields in which other corpora keep the words. */
const WORDS = ['text', 'payload', 'prompt', 'injection', 'attack'] as const;

const OWN_SET = new URL('../datasets/attacks.jsonl', import.meta.url);

/** Reads a corpus: JSON lines, or plain lines of text as they are. What cannot be read is counted as skipped. */
export async function readAttacks(path: string | null): Promise<{ attacks: Attack[]; skipped: number }> {
  const file = await readFile(path ?? OWN_SET, 'utf8').catch((cause: unknown) => {
    throw new SafeNestError('not_found', `The attacks at ${path} cannot be read.`, { cause });
  });
  const attacks: Attack[] = [];
  let skipped = 0;
  for (const [index, raw] of file.split(/\r?\n/).entries()) {
    if (raw.trim() === '') continue;
    const read = readLine(raw);
    if (!read) {
      skipped++;
      continue;
    }
    const id = String(read.id ?? index + 1);
    const { goal = 'everything', text, language, encoding } = read;
    const surfaces = read.surface ? [read.surface] : SURFACES;
    for (const surface of surfaces)
      attacks.push({ id: surfaces.length > 1 ? `${id} ${surface}` : id, surface, goal, text, language, encoding });
  }
  return { attacks, skipped };
}

function readLine(raw: string): z.output<typeof line> | null {
  if (!/^\s*[{[]/.test(raw)) return { text: raw.slice(0, 4000) };
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw);
  } catch {
    // A payload may begin like JSON and be none.
    return { text: raw.slice(0, 4000) };
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const fields = parsed as Record<string, unknown>;
  const words = WORDS.map((name) => fields[name]).find((value) => typeof value === 'string');
  const read = line.safeParse({ ...fields, ...(typeof words === 'string' ? { text: words.slice(0, 4000) } : {}) });
  return read.success ? read.data : null;
}
