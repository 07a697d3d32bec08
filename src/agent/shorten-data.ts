import { quoteToolData, type ToolReply } from './guardrails/tool-data.ts';

/** Characters of one tool's result that a language model is given. */
const LONGEST = 24_000;
const LONGEST_TEXT = 1500;

/**
 * A tool's result for a language model, of a size it can be given: long texts are cut, long lists lose their end, and
 * `shortened` says so. A list's beginning is what tools put first.
 */
export function shortenForModel(reply: ToolReply): ToolReply {
  if (!reply.ok) return { ok: false, error: reply.error };
  if (quoteToolData(reply).length <= LONGEST) return reply;
  const shortened: string[] = [];
  for (let most = 40; ; most = Math.floor(most / 2)) {
    shortened.length = 0;
    const data = shorten(reply.data, most, '', shortened) as Record<string, unknown>;
    const citations = reply.citations.slice(0, Math.max(20, most));
    const small: ToolReply = { ...reply, data: { ...data, shortened: [...shortened] }, citations };
    if (most === 0 || quoteToolData(small).length <= LONGEST) return small;
  }
}

function shorten(value: unknown, most: number, path: string, told: string[]): unknown {
  if (typeof value === 'string') {
    if (value.length <= LONGEST_TEXT) return value;
    told.push(`${path}: the first ${LONGEST_TEXT} of ${value.length} characters`);
    return `${value.slice(0, LONGEST_TEXT).toWellFormed()}…`;
  }
  if (Array.isArray(value)) {
    if (value.length > most) told.push(`${path}: the first ${most} of ${value.length}`);
    return value.slice(0, most).map((item) => shorten(item, most, path, told));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      shorten(inner, most, path === '' ? key : `${path}.${key}`, told),
    ]),
  );
}
