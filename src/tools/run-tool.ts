import type { z } from 'zod';
import { can } from '../domain/role.ts';
import { cleanText } from '../domain/text.ts';
import { type ErrorCode, isSafeNestError } from '../errors.ts';
import { audit } from '../pipeline/audit.ts';
import { authorise } from '../pipeline/authorise.ts';
import { checked } from '../pipeline/checked.ts';
import type { AuditKey } from '../pipeline/work.ts';
import type { Tool, ToolContext, ToolResult } from './define-tool.ts';

/** What became of a call; `ms` is how long it took. A failure is a sentence for the asker, never a trace. */
export type ToolOutcome =
  | { ok: true; result: ToolResult; ms: number }
  | { ok: false; error: { code: ErrorCode; message: string }; ms: number };

/**
 * Runs a tool as the asker: checks the role, reads the input, runs, and tells the outbox when something was written. What a
 * tool changes is audited by the change itself, in its own transaction; what is refused to a role is audited here.
 */
export async function runTool(
  tools: readonly Tool[],
  context: ToolContext,
  auditKey: AuditKey,
  name: string,
  input: unknown,
): Promise<ToolOutcome> {
  const began = performance.now();
  const ms = (): number => Math.round(performance.now() - began);
  const tool = tools.find((known) => known.name === name);
  if (!tool) {
    const known = tools.map((one) => one.name).join(', ');
    return {
      ok: false,
      error: { code: 'not_found', message: `There is no such tool here. There are: ${known}.` },
      ms: ms(),
    };
  }
  try {
    if (tool.permission) authorise(context.principal, tool.permission);
    const result = await tool.run(asAgent(context), checked(tool.input, forgiving(tool.input, input)));
    if (tool.access === 'write') context.services.wake();
    return { ok: true, result: inLanguageOf(context, result), ms: ms() };
  } catch (error) {
    const known = isSafeNestError(error) ? { code: error.code, message: error.message } : null;
    if (known?.code === 'forbidden') await auditRefusal(context, auditKey, tool, input);
    if (!known || known.code === 'internal') context.services.log?.error({ err: error, tool: name }, 'a tool failed');
    return { ok: false, error: known ?? { code: 'internal', message: FAULT }, ms: ms() };
  }
}

/** A card says in which language it is written, so that whoever draws it adds words of the same. */
const inLanguageOf = ({ language }: ToolContext, result: ToolResult): ToolResult =>
  result.card && language !== 'en' ? { ...result, card: { ...result.card, language } } : result;

const FAULT =
  'This did not work because of a fault in SafeNest; nothing was changed. Try again, or look at system health.';

/** Everything the assistant changes says in the audit log that it was the assistant who did it for them. */
const asAgent = (context: ToolContext): ToolContext => ({
  ...context,
  work: (change) => context.work((work) => change({ ...work, via: work.via ?? 'agent' })),
});

async function auditRefusal(context: ToolContext, auditKey: AuditKey, tool: Tool, input: unknown): Promise<void> {
  const { principal, now } = context;
  const { role } = principal;
  const missing = tool.permission && !can(role, tool.permission) ? { permission: tool.permission } : {};
  await context.org((tx) =>
    audit(
      { tx, principal, now, auditKey, via: 'agent' },
      { action: 'tool.refuse', subject: tool.name, detail: { role, ...missing, input } },
    ),
  );
}

/**
 * The input as models mean it: without what cannot be stored, without nulls and blanks for what was left out, a number
 * where a reference is wanted, one value where a list is. What is still wrong is for the schema to refuse.
 */
function forgiving(schema: z.ZodObject, input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const fields: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(input)) {
    const field = Object.hasOwn(schema.shape, name) ? (schema.shape[name] as z.ZodType) : null;
    if (!field) continue;
    const value = cleaned(raw);
    const fits = (candidate: unknown): boolean => field.safeParse(candidate).success;
    if (fits(value)) fields[name] = value;
    else if (value === null || value === '') continue;
    else if (typeof value === 'number' && fits(String(value))) fields[name] = String(value);
    else if (Array.isArray(value) && fits(value.map(String))) fields[name] = value.map(String);
    else if (typeof value === 'string' && fits(listed(value))) fields[name] = listed(value);
    else fields[name] = value;
  }
  return fields;
}

const listed = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  return Array.isArray(value) ? value.map(cleaned) : value;
}
