import { z } from 'zod';
import { OPTION_WORDS, PARAM_WORDS } from '../messages/param-words.ts';

/** One parameter of a rule as a form can show it. Lists of choices are ticked, others typed one per line; anything deeper as JSON. */
export interface ParamField {
  name: string;
  label: string;
  help: string | null;
  required: boolean;
  input:
    | { kind: 'number'; min: number | null; max: number | null; whole: boolean }
    | { kind: 'choice'; options: string[] }
    | { kind: 'choices'; options: string[] }
    | { kind: 'switch' }
    | { kind: 'time' }
    | { kind: 'zone'; zones: string[] }
    | { kind: 'lines'; numbers: boolean }
    | { kind: 'json' }
    | { kind: 'text'; max: number | null };
  /** What stands in the input. */
  value: string;
  /** The same for reading. */
  shown: string;
}

const jsonSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  title: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  /** Nobody sets it: it follows from something else. */
  byItself: z.boolean().optional(),
  get items() {
    return z
      .union([z.looseObject({ type: z.string().optional(), enum: z.array(z.unknown()).optional() }), z.boolean()])
      .optional();
  },
});
const objectSchema = z.looseObject({
  properties: z.record(z.string(), jsonSchema).default({}),
  required: z.array(z.string()).default([]),
});

/** The fields of a detector's parameters, from the schema that also checks them, filled with what is set. */
export function paramFields(schema: z.ZodType, params: Record<string, unknown>): ParamField[] {
  const described = objectSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  const asked = Object.entries(described.properties).filter(([, property]) => !property.byItself);
  return asked.map(([name, property]) => {
    const words = PARAM_WORDS[name];
    const input = inputOf(property, words?.holds);
    const value = params[name];
    return {
      name,
      label: words?.label ?? property.title ?? nameAsWords(name),
      help: words ? (words.help ?? null) : (property.description ?? null),
      required: described.required.includes(name),
      input,
      value: asTyped(input, value),
      shown: asRead(value),
    };
  });
}

function inputOf(property: z.output<typeof jsonSchema>, holds?: 'time' | 'zone'): ParamField['input'] {
  if (holds === 'time') return { kind: 'time' };
  if (holds === 'zone') return { kind: 'zone', zones: Intl.supportedValuesOf('timeZone') };
  if (property.enum?.every((option) => typeof option === 'string')) return { kind: 'choice', options: property.enum };
  switch (property.type) {
    case 'integer':
    case 'number': {
      // JSON Schema says the safe range of JavaScript where a schema says none; nobody needs to read that.
      const bound = (value: number | undefined) =>
        value === undefined || Math.abs(value) >= 2 ** 53 - 1 ? null : value;
      const whole = property.type === 'integer';
      return { kind: 'number', min: bound(property.minimum), max: bound(property.maximum), whole };
    }
    case 'boolean':
      return { kind: 'switch' };
    case 'string':
      return { kind: 'text', max: property.maxLength ?? null };
    case 'array': {
      const items = typeof property.items === 'object' ? property.items : undefined;
      if (items?.enum?.every((option) => typeof option === 'string')) return { kind: 'choices', options: items.enum };
      const item = items?.type;
      if (item === 'string') return { kind: 'lines', numbers: false };
      if (item === 'number' || item === 'integer') return { kind: 'lines', numbers: true };
      return { kind: 'json' };
    }
    default:
      return { kind: 'json' };
  }
}

function asTyped(input: ParamField['input'], value: unknown): string {
  if (value === undefined || value === null) return '';
  if ((input.kind === 'lines' || input.kind === 'choices') && Array.isArray(value)) return value.map(String).join('\n');
  if (input.kind === 'json') return JSON.stringify(value, null, 2);
  return String(value);
}

function asRead(value: unknown): string {
  if (value === undefined || value === null || value === '') return '–';
  if (Array.isArray(value))
    return value.length === 0
      ? 'none'
      : value.map((item) => (typeof item === 'object' ? JSON.stringify(item) : optionWord(String(item)))).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value) : optionWord(String(value));
}

export const optionWord = (option: string): string => OPTION_WORDS[option] ?? option;

/** What was typed, as the detector's schema expects it; that schema, not this, decides whether it may be. */
export function readParams(fields: ParamField[], form: Record<string, string>): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const field of fields) {
    const typed = form[`param.${field.name}`]?.trim();
    if (typed === undefined) continue;
    if (field.input.kind === 'choices') {
      params[field.name] = field.input.options.filter((option) => form[`param.${field.name}.${option}`] !== undefined);
      continue;
    }
    if (typed === '' && field.input.kind === 'zone') {
      params[field.name] = null;
      continue;
    }
    // a list that is not set, and may be left out, stays unset: saved untouched, nothing is changed
    if (typed === '' && field.input.kind === 'lines' && !field.required && field.shown === '–') continue;
    if (typed === '' && field.input.kind !== 'lines') {
      if (field.required) params[field.name] = '';
      continue;
    }
    params[field.name] = readParam(field, typed);
  }
  return params;
}

function readParam({ input }: ParamField, typed: string): unknown {
  switch (input.kind) {
    case 'number':
      return numberOrText(typed);
    case 'switch':
      return typed === 'true';
    case 'lines': {
      const lines = typed
        .split(/[\n,]/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
      return input.numbers ? lines.map(numberOrText) : lines;
    }
    case 'json':
      try {
        return JSON.parse(typed) as unknown;
      } catch {
        return typed;
      }
    default:
      return typed;
  }
}

/** What is no number stays as it was typed, for the schema to refuse in words. */
const numberOrText = (typed: string): number | string => {
  const number = Number(typed);
  return Number.isNaN(number) ? typed : number;
};

/** A name of the code as words: `fail_count` is “Fail count”. */
function nameAsWords(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
