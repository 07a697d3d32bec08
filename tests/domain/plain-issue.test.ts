import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fieldErrors, fieldLabel, plainMessage } from '../../src/domain/plain-issue.ts';

const complaint = (schema: z.ZodType, input: unknown): string => {
  const parsed = schema.safeParse(input, { error: plainMessage });
  return parsed.success ? 'nothing' : parsed.error.issues[0]!.message;
};

describe('what a validator found, in words', () => {
  test.each<[z.ZodType, unknown, string]>([
    [z.string().min(1), '', 'must not be empty'],
    [z.string().min(8), 'x', 'must have at least 8 characters'],
    [z.string().max(2), 'xyz', 'must have at most 2 characters'],
    [z.string(), 1, 'must be text'],
    [z.string(), undefined, 'is missing'],
    [z.coerce.number(), 'abc', 'must be a number'],
    [z.number(), Number.NaN, 'must be a number'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.int(), 1e300, 'is too large a number'],
    [z.int(), -1e300, 'is too small a number'],
    [z.number().min(3), 2, 'must be at least 3'],
    [z.number().max(3), 4, 'must be at most 3'],
    [z.number().positive(), 0, 'must be more than 0'],
    [z.number().negative(), 0, 'must be less than 0'],
    [z.number().multipleOf(5), 3, 'must be a multiple of 5'],
    [z.boolean(), 'yes', 'must be true or false'],
    [z.array(z.string()), 'x', 'must be a list'],
    [z.array(z.string()).min(1), [], 'must have at least one entry'],
    [z.array(z.string()).max(2), ['a', 'b', 'c'], 'must have at most 2 entries'],
    [z.strictObject({}), [], 'must be an object'],
    [z.strictObject({}), { colour: 1 }, 'is not known here'],
    [z.enum(['mon', 'tue', 'wed']), 'someday', 'must be mon, tue or wed'],
    [z.literal('x'), 'y', 'must be x'],
    [z.union([z.string(), z.number()]), true, 'must be text or a number'],
    [z.union([z.email(), z.number()]), 'x', 'must be an e-mail address'],
    [z.union([z.string(), z.number()]), undefined, 'is missing'],
    [
      z.union([z.union([z.string(), z.number()]), z.strictObject({ id: z.string() }), z.array(z.string()).max(2)]),
      ['a', 'b', 'c'],
      'must have at most 2 entries',
    ],
    [z.iso.datetime(), 'x', 'must be a time with its zone, like 2026-03-01T09:30:00Z'],
    [z.iso.date(), '2026-02-31', 'must be a date like 2026-03-01'],
    [z.uuid(), 'x', 'must be an id of 32 hexadecimal digits with hyphens'],
    [z.string().regex(/a/), 'b', 'is not written the way it should be'],
    [z.string().refine(() => false), 'b', 'is not valid'],
    [z.string().min(3, 'must be longer'), 'b', 'must be longer'],
  ])('%#: %j', (schema, input, words) => {
    expect(complaint(schema, input)).toBe(words);
  });

  test('every field that is wrong is named by its path, unknown ones too', () => {
    const schema = z.strictObject({ events: z.array(z.strictObject({ account: z.string().min(1) })) });
    const parsed = schema.safeParse(
      { events: [{ account: 'x' }, { account: '' }], a: 1, b: 2 },
      { error: plainMessage },
    );
    expect(fieldErrors(parsed.error!, ['body'])).toEqual([
      { field: 'body.events[1].account', message: 'must not be empty' },
      { field: 'body.a', message: 'is not known here' },
      { field: 'body.b', message: 'is not known here' },
    ]);
  });

  test.each([
    ['', 'The input'],
    ['PORT', 'PORT'],
    ['params.time_zone', 'Time zone'],
    ['cooldownSeconds', 'Cooldown seconds'],
    ['params.days[0]', 'Days (item 1)'],
    ['events[3].account', 'Account (item 4)'],
  ])('the field %j is called %j', (field, label) => {
    expect(fieldLabel(field)).toBe(label);
  });

  test('a field called nothing but blanks is spoken of, too', () => {
    expect(fieldLabel(' ')).toBe('A field without a name');
  });

  test('whatever the input, nothing of the validator shows', () => {
    const schema = z.strictObject({
      name: z.string().min(1).max(5),
      days: z.array(z.enum(['mon', 'tue'])).max(2),
      n: z.union([z.int(), z.null()]),
    });
    const value = fc.oneof(
      fc.anything(),
      fc.record({ name: fc.string(), days: fc.array(fc.string()), n: fc.double() }),
    );
    fc.assert(
      fc.property(value, (input) => {
        const parsed = schema.safeParse(input, { error: plainMessage });
        for (const { field, message } of parsed.success ? [] : fieldErrors(parsed.error)) {
          expect(message).toMatch(/^(must|is) /);
          expect(message).not.toMatch(/expected|received|Invalid|Too (big|small)|NaN/);
          expect(fieldLabel(field)).not.toBe('');
        }
      }),
    );
  });
});
