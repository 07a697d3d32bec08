import type { z } from 'zod';
import { oneLine } from './text.ts';

/** What was wrong with one field; `field` is a path such as `events[3].account`, empty for the whole. */
export interface FieldError {
  field: string;
  /** What follows the field's name in a sentence: `must not be empty`. A schema's own messages are written the same way. */
  message: string;
}

const LONGEST_VALUE = 60;
const MOST_CHOICES = 12;
/** What zod takes for the limit of whole numbers where a schema names none; nobody needs to read that. */
const SAFE = Number.MAX_SAFE_INTEGER;

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a time',
  null: 'null',
};

const FORMS: Record<string, string> = {
  datetime: 'must be a time with its zone, like 2026-03-01T09:30:00Z',
  date: 'must be a date like 2026-03-01',
  time: 'must be a time like 09:30:00',
  email: 'must be an e-mail address',
  uuid: 'must be an id of 32 hexadecimal digits with hyphens',
  url: 'must be an address like https://example.com',
  ipv4: 'must be an IPv4 address',
  ipv6: 'must be an IPv6 address',
};

/** Says what a validator found in words for people; given to `safeParse` as `error`, so that a schema's own words win. */
export function plainMessage(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : mustBe(issue.expected);
    case 'too_small':
      return atLeast(issue.origin, Number(issue.minimum), issue.inclusive !== false);
    case 'too_big':
      return atMost(issue.origin, Number(issue.maximum), issue.inclusive !== false);
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'invalid_format':
      return FORMS[issue.format] ?? 'is not written the way it should be';
    case 'not_multiple_of':
      return issue.divisor === 1 ? 'must be a whole number' : `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return 'is not known here';
    case 'invalid_union':
      return union(issue);
    default:
      return 'is not valid';
  }
}

/** The issues of one input, field by field; every unknown field by its own name. `prefix` leads every path. */
export const fieldErrors = (error: z.ZodError, prefix: readonly PropertyKey[] = []): FieldError[] =>
  error.issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    return paths.map((each) => ({ field: pathText(each), message: issue.message }));
  });

/** The field as its form calls it: `params.time_zone` is `Time zone`, `days[1]` is `Days (item 2)`, `PORT` stays. */
export function fieldLabel(field: string): string {
  const name = /([^.[\]]+)(?:\[\d+\])*$/.exec(field)?.[1];
  if (name === undefined) return 'The input';
  const items = [...field.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]) + 1);
  const words = /^[A-Z\d_]+$/.test(name)
    ? name
    : name.replaceAll('_', ' ').replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const label = oneLine(words, LONGEST_VALUE) || 'A field without a name';
  return label.charAt(0).toUpperCase() + label.slice(1) + (items.length > 0 ? ` (item ${items.join(', ')})` : '');
}

const mustBe = (expected: string): string =>
  `must be ${(Object.hasOwn(KINDS, expected) && KINDS[expected]) || 'something else'}`;

function atLeast(origin: string, least: number, inclusive: boolean): string {
  if (Math.abs(least) >= SAFE) return 'is too small a number';
  if (origin === 'string') return least <= 1 ? 'must not be empty' : `must have at least ${least} characters`;
  if (origin === 'array' || origin === 'set') return `must have at least ${count(least)}`;
  return inclusive ? `must be at least ${least}` : `must be more than ${least}`;
}

function atMost(origin: string, most: number, inclusive: boolean): string {
  if (Math.abs(most) >= SAFE) return 'is too large a number';
  if (origin === 'string') return `must have at most ${most} characters`;
  if (origin === 'array' || origin === 'set') return `must have at most ${count(most)}`;
  return inclusive ? `must be at most ${most}` : `must be less than ${most}`;
}

const count = (items: number): string => (items === 1 ? 'one entry' : `${items} entries`);

function oneOf(values: readonly string[]): string {
  if (values.length > MOST_CHOICES) return `must be one of ${values.slice(0, MOST_CHOICES).join(', ')} …`;
  return `must be ${listed(values)}`;
}

/** Where every choice asks for another kind of value, those kinds; else the first complaint of the choice that takes such a value. */
function union(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
  if (issue.input === undefined) return 'is missing';
  const first = issue.errors.flatMap((issues) => issues.slice(0, 1));
  const kinds = first.map((one) => (one.code === 'invalid_type' && one.path.length === 0 ? KINDS[one.expected] : null));
  if (kinds.length > 0 && kinds.every((kind) => typeof kind === 'string'))
    return `must be ${listed([...new Set(kinds)])}`;
  const fitting = first.find((one) => one.path.length === 0 && !isOfAnotherKind(one));
  const closest = fitting ?? first.find((one) => one.code !== 'invalid_type' && one.path.length === 0);
  return closest?.message ?? 'is none of the forms that are understood';
}

/** It only says that the value is no text, no list and so on. */
const isOfAnotherKind = (issue: z.core.$ZodIssue): boolean =>
  issue.path.length === 0 &&
  (issue.code === 'invalid_type' ||
    (issue.code === 'invalid_union' &&
      issue.errors.every((issues) => issues[0] !== undefined && isOfAnotherKind(issues[0]))));

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
