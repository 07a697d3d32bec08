import { z } from 'zod';
import {
  findPolicy,
  insertPolicy,
  latestPolicy,
  listPolicies as listStored,
  type StoredPolicy,
} from '../../db/moderation-policies.ts';
import type { OrgDb } from '../../db/scope.ts';
import { DEFAULT_POLICY, type ModerationPolicy, moderationPolicySchema } from '../../domain/moderation-policy.ts';
import { plainMessage } from '../../domain/plain-issue.ts';
import { cleanText } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { audit, canonicalJson } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { policyFieldWords } from './policy-words.ts';

/** A version of the policy; version 0 is the usual one, which holds until somebody sets another. */
export interface PolicyVersion {
  version: number;
  policy: ModerationPolicy;
  note: string;
  createdAt: Date | null;
  createdBy: string | null;
}

const USUAL: PolicyVersion = { version: 0, policy: DEFAULT_POLICY, note: '', createdAt: null, createdBy: null };
const LONGEST_NOTE = 500;
/** What is wrong with a policy, for a program and for a reader. */
const MOST_PROBLEMS = 20;
const PROBLEMS_SAID = 5;

/** The policy that holds now; for the service's own use, which asks nobody's leave. */
export async function currentPolicy(tx: OrgDb): Promise<PolicyVersion> {
  const stored = await latestPolicy(tx);
  return stored ? versionOf(stored) : USUAL;
}

/** The same for whoever may see what moderation does; an older version by its number. Fails with `not_found`. */
export async function seePolicy(work: Pick<Work, 'tx' | 'principal'>, version?: number): Promise<PolicyVersion> {
  authorise(work.principal, 'moderation.read');
  if (version === undefined) return currentPolicy(work.tx);
  if (version === 0) return USUAL;
  const stored = await findPolicy(work.tx, version);
  if (!stored) throw new SafeNestError('not_found', `There is no version ${version} of the moderation policy.`);
  return versionOf(stored);
}

/** Every version that was set, newest first. */
export async function listPolicies(work: Pick<Work, 'tx' | 'principal'>): Promise<PolicyVersion[]> {
  authorise(work.principal, 'moderation.read');
  return (await listStored(work.tx)).map(versionOf);
}

/**
 * Reads a policy that somebody wrote. Fails with `invalid_input`, in the words of the policy's page; its details name each field by its
 * path and what is wrong with it.
 */
export function readPolicy(given: unknown): ModerationPolicy {
  const read = moderationPolicySchema.safeParse(given, { error: plainMessage });
  if (read.success) return read.data;
  const problems = read.error.issues.slice(0, MOST_PROBLEMS).map(({ path, message }) => ({
    field: path.join('.'),
    problem: message,
    words: `${policyFieldWords(path)} ${message}`,
  }));
  const said = problems.slice(0, PROBLEMS_SAID).map(({ words }) => words);
  const more = read.error.issues.length - said.length;
  throw new SafeNestError(
    'invalid_input',
    `The policy cannot hold like this. ${said.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`,
    { details: problems },
  );
}

/**
 * Makes a new version the one that holds. `basedOn` is the version its author saw: where another was set since, it fails with
 * `conflict` and nothing is lost. What is the same as what holds already changes nothing. Cases that are open keep the
 * version that opened them.
 */
export async function setPolicy(
  work: Work,
  { policy: given, note = '', basedOn }: { policy: unknown; note?: string; basedOn?: number },
): Promise<PolicyVersion> {
  authorise(work.principal, 'moderation.rules');
  const policy = readPolicy(given);
  const words = cleanText(note);
  if (words.length > LONGEST_NOTE)
    throw new SafeNestError('too_large', `The note is longer than ${LONGEST_NOTE} characters.`);
  const before = await currentPolicy(work.tx);
  const changedSince = () =>
    new SafeNestError(
      'conflict',
      'The policy was changed by somebody else meanwhile. Look at theirs, then set yours again.',
    );
  if (basedOn !== undefined && basedOn !== before.version) throw changedSince();
  const changed = changedFields(before.policy, policy);
  if (changed.length === 0) return before;
  const next = {
    version: before.version + 1,
    policy,
    note: words,
    createdAt: work.now,
    createdBy: work.principal.name,
  };
  if (!(await insertPolicy(work.tx, next))) throw changedSince();
  await audit(work, {
    action: 'moderation.policy',
    subject: `version ${next.version}`,
    detail: { before: before.version, note: words, changed: changed.slice(0, 50) },
  });
  return next;
}

/** What of the policy differs, by its path, in the words of the data: `triggers.threat.normal: 0.8 -> 0.7`. */
export function changedFields(before: ModerationPolicy, after: ModerationPolicy): string[] {
  const changes: string[] = [];
  const walk = (a: unknown, b: unknown, path: string): void => {
    if (isPlain(a) && isPlain(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
        walk(a[key], b[key], path ? `${path}.${key}` : key);
    } else if (canonicalJson(a ?? null) !== canonicalJson(b ?? null))
      changes.push(`${path}: ${short(a)} -> ${short(b)}`);
  };
  walk(before, after, '');
  return changes;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const short = (value: unknown): string => (canonicalJson(value ?? null) ?? 'null').slice(0, 200);

/** NOTE what an older release stored lacks what came later: of that the usual holds. */
const versionOf = ({ policy, ...rest }: StoredPolicy): PolicyVersion => ({
  ...rest,
  policy: moderationPolicySchema.parse(completed(policy, DEFAULT_POLICY)),
});

const storedSchema = z.record(z.string(), z.unknown());

function completed(stored: unknown, usual: object): Record<string, unknown> {
  const known = storedSchema.parse(stored);
  return Object.fromEntries(
    Object.entries(usual).map(([name, value]) => [
      name,
      known[name] === undefined
        ? value
        : isPlain(value) && isPlain(known[name]) && !isLeaf(value)
          ? completed(known[name], value)
          : known[name],
    ]),
  );
}

/** Records whose fields stand or fall together. */
const isLeaf = (value: Record<string, unknown>): boolean => 'normal' in value || 'mode' in value;
