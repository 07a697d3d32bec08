import { z } from 'zod';
import { fieldErrors, fieldLabel, plainMessage } from '../domain/plain-issue.ts';
import { parseReference } from '../domain/reference.ts';
import { SafeNestError } from '../errors.ts';

const MOST_ERRORS = 50;

/** An incident that a form names, as its number. */
export const incidentField = z
  .string()
  .max(40)
  .transform((text) => parseReference(text, 'incident'))
  .refine((ref) => ref?.kind === 'incident', 'must be an incident, such as INC-17')
  .transform((ref) => ref!.number);

/**
 * The input as the schema makes it; `invalid_input` with one line per field otherwise. `prefix` leads every path; `names` are what its
 * form calls the fields, where that is more than their own name in words.
 */
export function checked<S extends z.ZodType>(
  schema: S,
  input: unknown,
  prefix = '',
  names: Readonly<Record<string, string>> = {},
): z.output<S> {
  const parsed = schema.safeParse(input, { error: plainMessage });
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error, prefix === '' ? [] : [prefix]).slice(0, MOST_ERRORS);
  const [first] = errors;
  const called = (field: string): string => (Object.hasOwn(names, field) ? `“${names[field]}”` : fieldLabel(field));
  const words = first ? `${called(first.field)} ${first.message}` : 'The input is not valid';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new SafeNestError('invalid_input', `${words}${more}.`, { details: errors });
}
