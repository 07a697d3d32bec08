import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LANGUAGES } from '../../domain/language.ts';
import { ROLES } from '../../domain/role.ts';
import { SafeNestError } from '../../errors.ts';

/** What a question is about; of one that leans on earlier ones, that it does. */
export const KINDS = [
  'search',
  'incident',
  'alert',
  'rule',
  'posture',
  'help',
  'moderation',
  'people',
  'refusal',
  'small_talk',
  'multi_turn',
] as const;
export type Kind = (typeof KINDS)[number];

export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;

/** One line of the data: a question by someone of a role, and the calls it must lead to, in order. */
const line = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  role: z.enum(ROLES),
  kind: z.enum(KINDS).optional(),
  difficulty: z.enum(DIFFICULTIES).optional(),
  /** What it is asked in, where the set holds several languages. */
  lang: z.enum(LANGUAGES).optional(),
  q: z.string(),
  /** How many pictures came with it. */
  pictures: z.int().min(0).max(5).optional(),
  /** Questions asked before in the same conversation. */
  after: z.array(z.string()).optional(),
  /** What was answered to them; what these cite, in order, is what "the second one" points at. */
  after_answers: z.array(z.string()).optional(),
  expect: z.array(z.object({ tool: z.string(), args: z.record(z.string(), z.unknown()).default({}) })),
  /** The refusal it must lead to instead. */
  refuse: z.string().optional(),
});

export interface Question extends Omit<z.output<typeof line>, 'kind' | 'id'> {
  /** Its own id, or the number of its line. */
  id: string;
  kind: Kind;
}

const OWN_SET = new URL('../datasets/questions.jsonl', import.meta.url);
export const HELD_OUT_SET = new URL('../datasets/questions-heldout.jsonl', import.meta.url);
export const LANGUAGE_SETS = ['de', 'fr', 'es'].map(
  (language) => new URL(`../datasets/questions-${language}.jsonl`, import.meta.url),
);

/** The questions of a file of JSON lines, the set that comes with SafeNest without one; lines that are none are counted. */
export async function readQuestions(path: string | URL | null): Promise<{ questions: Question[]; skipped: number }> {
  const file = await readFile(path ?? OWN_SET, 'utf8').catch((cause: unknown) => {
    throw new SafeNestError('not_found', `The questions at ${path} cannot be read.`, { cause });
  });
  const questions: Question[] = [];
  let skipped = 0;
  for (const [index, text] of file.split(/\r?\n/).entries()) {
    if (text.trim() === '') continue;
    const read = readLine(text);
    if (!read) skipped++;
    else questions.push({ ...read, id: String(read.id ?? index + 1), kind: read.kind ?? kindOf(read) });
  }
  return { questions, skipped };
}

function readLine(text: string): z.output<typeof line> | null {
  try {
    const parsed = line.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const KIND_OF_TOOL: Record<string, Kind> = {
  open_alert: 'alert',
  update_alert: 'alert',
  create_incident: 'incident',
  open_incident: 'incident',
  update_incident: 'incident',
  similar_incidents: 'incident',
  explain_login: 'search',
  search_history: 'search',
  propose_rule: 'rule',
  recommend_rules: 'rule',
  posture_summary: 'posture',
  system_health: 'help',
  help: 'help',
  search_help: 'help',
  explain_case: 'moderation',
  own_moderation: 'moderation',
  my_logins: 'search',
  who_am_i: 'help',
  list_channels: 'help',
  moderation_history: 'moderation',
  moderate_member: 'moderation',
  reverse_action: 'moderation',
  who_is: 'people',
  find_sightings: 'people',
  show_camera: 'people',
  recall_notes: 'people',
};

/** What a line is about where it does not say so itself. */
export function kindOf({ after, refuse, expect }: Pick<z.output<typeof line>, 'after' | 'refuse' | 'expect'>): Kind {
  if (after && after.length > 0) return 'multi_turn';
  if (refuse) return 'refusal';
  const [first, second] = expect;
  if (!first) return 'small_talk';
  // "Show yesterday's alerts and open an incident" is about the incident.
  if (first.tool === 'search_logs' && second) return KIND_OF_TOOL[second.tool] ?? 'search';
  const kinds = first.args.kinds;
  if (first.tool === 'search_logs' && Array.isArray(kinds) && kinds.length === 1)
    return kinds[0] === 'alert' ? 'alert' : kinds[0] === 'incident' ? 'incident' : 'search';
  return KIND_OF_TOOL[first.tool] ?? 'search';
}
