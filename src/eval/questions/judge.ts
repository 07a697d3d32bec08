import { countryCode } from '../../domain/country.ts';
import { parseMoment } from '../../domain/moment.ts';
import { parseReference } from '../../domain/reference.ts';
import { parseRange } from '../../domain/time-range.ts';

/** Fixed, so that a date means the same in every run: a Saturday morning. */
export const CLOCK = { now: new Date('2026-11-21T10:30:00Z'), timeZone: 'Europe/London' };

/** What a question must lead to. */
export interface Expected {
  expect: readonly { tool: string; args: Record<string, unknown> }[];
  refuse?: string | undefined;
}

/** What it led to: calls in order, and what was said instead of or beside them. */
export interface Got {
  calls: readonly { tool: string; args: Record<string, unknown> }[];
  say: { why: string; text: string } | null;
}

export interface Verdict {
  /** The right tools and no others, in order; or the refusal that was due. */
  tool: boolean;
  /** And every expected argument is there and means the same. */
  toolAndArgs: boolean;
}

/** Whether the right tools were chosen, in order, and whether every expected argument is there and means the same. */
export function judge({ expect, refuse }: Expected, got: Got): Verdict {
  const sameTools =
    got.calls.length === expect.length && expect.every((one, index) => one.tool === got.calls[index]!.tool);
  const refused =
    !refuse ||
    (got.say !== null && got.say.text !== '' && (got.say.why === refuse || !['role', 'scope'].includes(refuse)));
  const tool = sameTools && refused;
  return { tool, toolAndArgs: tool && expect.every((one, index) => sameArgs(one.args, got.calls[index]!.args)) };
}

const sameArgs = (expected: Record<string, unknown>, got: Record<string, unknown>): boolean =>
  Object.entries(expected).every(([key, value]) => same(key, value, got[key]));

/** A title is the asker's words, more or less of them. */
const FREE_TEXT = ['title', 'note', 'comment', 'resolution', 'query', 'summary'];

function same(key: string, expected: unknown, got: unknown): boolean {
  if (got === undefined) return false;
  // an incident that is nobody's has no assignee
  if (key === 'assignee' && expected === 'nobody' && got === null) return true;
  if (Array.isArray(expected)) {
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((one) => got.some((other) => same(key, one, other)))
    );
  }
  if (typeof expected !== 'string' || typeof got !== 'string') return JSON.stringify(expected) === JSON.stringify(got);
  const [a, b] = [plain(expected), plain(got)];
  if (a === b) return true;
  const [one, other] = [parseReference(expected), parseReference(got)];
  if (one && other) return one.kind === other.kind && one.number === other.number;
  if (key === 'range') return sameRange(expected, got);
  if (key === 'at') return sameMoment(expected, got);
  if (/country$/.test(key)) return sameCountries(expected, got);
  return FREE_TEXT.includes(key) && b.length > 0 && (a.includes(b) || b.includes(a));
}

/** `yesterday` and `2026-11-20` are the same span of time. */
function sameRange(expected: string, got: string): boolean {
  const [a, b] = [parseRange(expected, CLOCK), parseRange(got, CLOCK)];
  return a !== null && b !== null && a.from.getTime() === b.from.getTime() && a.to.getTime() === b.to.getTime();
}

/** `20 mins ago` and `20 minutes ago` are the same moment. */
function sameMoment(expected: string, got: string): boolean {
  const [a, b] = [parseMoment(expected, CLOCK), parseMoment(got, CLOCK)];
  if (!a || !b) return false;
  return 'at' in a && 'at' in b ? a.at.getTime() === b.at.getTime() : sameRange(expected, got);
}

/** `RU` and `Russia` are the same country; several are separated by commas. */
function sameCountries(expected: string, got: string): boolean {
  const codes = (text: string): string =>
    text
      .split(',')
      .map((name) => countryCode(name) ?? plain(name))
      .sort()
      .join();
  return codes(expected) === codes(got);
}

/** Without capitals, quotes, surplus blanks and the @ before a handle. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/["'\s]+/g, ' ')
    .trim()
    .replace(/^@/, '');
