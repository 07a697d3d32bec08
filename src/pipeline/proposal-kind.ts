import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { OrgDb } from '../db/scope.ts';
import type { Language } from '../domain/language.ts';
import type { Proposal } from '../domain/proposal.ts';
import { formatReference, parseReference, type ReferenceKind } from '../domain/reference.ts';
import type { Permission } from '../domain/role.ts';
import type { Severity } from '../domain/severity.ts';
import { cleanText, oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { canonicalJson } from './audit.ts';
import type { Work } from './work.ts';

/** How what a proposal acts on stands: a mark to compare, and the same in words. */
export interface Standing {
  mark: string;
  words: string;
}

/** What carrying it out came to, in words; in English it is kept. */
export interface Ran {
  text: (language: Language) => string;
  undo: Proposal['undo'];
}

export interface Definition<A> {
  /** What the arguments may be; references come out as `INC-17`. */
  schema: z.ZodType<A>;
  /** Who may ask for it. */
  asks: Permission;
  /** Fills in what is meant by the arguments, so that the approver reads all that will be done: who "me" is, what a rule is now. */
  settle?(work: Work, args: A): Promise<A>;
  /** What will be done, in one plain line of a language; in English it is kept. */
  describe(args: A, language: Language): string;
  severity(args: A): Severity | null;
  /** What makes two proposals the same matter. */
  matter(args: A): unknown;
  /** Locks what it acts on. */
  standing(tx: OrgDb, args: A): Promise<Standing>;
  run(work: Work, args: A): Promise<Ran>;
  /** What else is put away when it is rejected. */
  reject?(work: Work, args: A): Promise<void>;
  /** When it is too late for it, where that may be before other proposals run out. */
  ends?(args: A): Date | null;
  /** Members who are asked alone, in a direct message; who asked is told what came of it. */
  asksMembers?(work: Work, args: A): Promise<string[]>;
}

/** A kind without the type of its arguments: each function reads them with the kind's own schema first. */
export type Kind = {
  asks: Permission;
  parse(args: unknown): z.ZodSafeParseResult<unknown>;
  settle(work: Work, args: Record<string, unknown>): Promise<Record<string, unknown>>;
  describe(args: Record<string, unknown>, language?: Language): string;
  severity(args: Record<string, unknown>): Severity | null;
  matter(args: Record<string, unknown>): unknown;
  standing(tx: OrgDb, args: Record<string, unknown>): Promise<Standing>;
  run(work: Work, args: Record<string, unknown>): Promise<Ran>;
  reject(work: Work, args: Record<string, unknown>): Promise<void>;
  ends(args: Record<string, unknown>): Date | null;
  asksMembers(work: Work, args: Record<string, unknown>): Promise<string[]>;
};

/** A reference as an argument: comes out as `INC-17`. */
export const reference = (kind: Exclude<ReferenceKind, 'event'>) =>
  z
    .string()
    .min(1)
    .max(40)
    .transform((text, context) => {
      const read = parseReference(text, kind);
      if (read?.kind === kind && read.number > 0) return formatReference(read);
      context.addIssue({
        code: 'custom',
        message: `must be a reference like ${formatReference({ kind, number: 17 })}`,
      });
      return z.NEVER;
    });
/** One line of text. */
export const line = (limit: number) =>
  z
    .string()
    .max(limit * 8)
    .transform((text) => oneLine(text, limit))
    .pipe(z.string().min(1, 'must not be empty'));
/** A text of several lines. */
export const words = (limit: number) => z.string().max(limit).transform(cleanText);
/** A kind of proposal, whose functions read its arguments first. */
export function kind<A extends Record<string, unknown>>(definition: Definition<A>): Kind {
  const { schema } = definition;
  return {
    asks: definition.asks,
    parse: (args) => schema.safeParse(args),
    settle: async (work, args) =>
      definition.settle ? await definition.settle(work, schema.parse(args)) : schema.parse(args),
    describe: (args, language = 'en') => oneLine(definition.describe(schema.parse(args), language), 300),
    severity: (args) => definition.severity(schema.parse(args)),
    matter: (args) => definition.matter(schema.parse(args)),
    standing: (tx, args) => definition.standing(tx, schema.parse(args)),
    run: (work, args) => definition.run(work, schema.parse(args)),
    reject: async (work, args) => definition.reject?.(work, schema.parse(args)),
    ends: (args) => definition.ends?.(schema.parse(args)) ?? null,
    asksMembers: async (work, args) => (await definition.asksMembers?.(work, schema.parse(args))) ?? [],
  };
}

/** SHA-256, hexadecimal, of a value in canonical JSON. */
export const digest = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

export const missing = (ref: string) => new SafeNestError('not_found', `There is no ${ref} in your organisation.`);
export const numberIn = (ref: string): number => parseReference(ref)!.number;
