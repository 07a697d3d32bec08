import { z } from 'zod';

/** A tool call that a model wrote as text instead of making it. */
export interface TextCall {
  name: string;
  args: Record<string, unknown>;
  /** Its arguments did not arrive whole. */
  cutOff?: true;
}

const object = z.record(z.string(), z.unknown());
/** Arguments as an object, or as JSON in a string. */
const args = z.union([object, z.string().transform(readObject).pipe(object)]);
const name = z.string().min(1).max(100);
/** The ways in which models write a call. */
const shapes = z.union([
  z.object({ function: z.object({ name, arguments: args }) }).transform((call) => call.function),
  z.object({ name, arguments: args }),
  z.object({ name, parameters: args }).transform((call) => ({ name: call.name, arguments: call.parameters })),
  z.object({ name, args }).transform((call) => ({ name: call.name, arguments: call.args })),
  z.object({ name, input: args }).transform((call) => ({ name: call.name, arguments: call.input })),
  z.object({ tool: name, args }).transform((call) => ({ name: call.tool, arguments: call.args })),
  z.object({ tool: name, arguments: args }).transform((call) => ({ name: call.tool, arguments: call.arguments })),
  z.object({ tool: name, parameters: args }).transform((call) => ({ name: call.tool, arguments: call.parameters })),
  z.object({ tool: name, input: args }).transform((call) => ({ name: call.tool, arguments: call.input })),
  z
    .object({ action: name, action_input: args })
    .transform((call) => ({ name: call.action, arguments: call.action_input })),
  z
    .object({ function: name, arguments: args })
    .transform((call) => ({ name: call.function, arguments: call.arguments })),
  z.object({ tool_calls: z.array(z.unknown()).min(1) }),
]);

/** Where a written call may begin: marks of several families of models, or JSON that opens a line. */
export const CALL_BEGINS =
  /<tool_call>|<function[=_ ]|<\|?tool_calls?[_a-z]*\|?>|\[TOOL_CALLS\]|<\|python_tag\|>|(?:^|\n)[ \t]{0,40}(?:```[a-z_]{0,12}\s{0,8})?\[?\s{0,8}\{\s{0,8}"/i;
/** The end of a text that may yet become such a beginning. */
export const CALL_MAY_BEGIN =
  /<[|/a-z_]{0,20}$|\[[A-Z_]{0,10}$|(?:^|\n)[ \t]{0,40}(?:`{1,3}[a-z_]{0,12}\s{0,8})?\[?\s{0,8}\{?\s{0,8}$/i;

const NAMED = /<function=([\w.-]{1,100})>\s{0,40}(\{[\s\S]{0,20000}?\})\s{0,40}(?:<\/function>|$)/g;

/** The calls in such a text; null where it is none, and was meant to be read. */
export function readTextCalls(text: string, tools: readonly string[]): TextCall[] | null {
  const named = [...text.matchAll(NAMED)].flatMap(([, tool, json]) => {
    const given = readObject(json!);
    return given ? [{ name: tool!, args: given }] : [];
  });
  if (named.length > 0) return named;
  const calls = jsonValues(text).flatMap(callsOf);
  if (calls.length > 0) return calls;
  const said = /"(?:name|tool|function|action)"\s*:\s*"([\w.-]{1,100})"/.exec(text)?.[1];
  // A call that broke off in the middle is nothing to read either.
  return said !== undefined && tools.includes(said) ? [{ name: said, args: {}, cutOff: true }] : null;
}

function callsOf(value: unknown): TextCall[] {
  if (Array.isArray(value)) return value.flatMap(callsOf);
  const call = shapes.safeParse(value).data;
  if (!call) return [];
  if ('tool_calls' in call) return call.tool_calls.flatMap(callsOf);
  return [{ name: call.name, args: call.arguments }];
}

/** Characters looked at in search of the ends of brackets, over again for each that turns out to begin nothing. */
const MOST_LOOKED_AT = 500_000;

/** Every JSON object or list that stands in a text, outermost ones only. */
function jsonValues(text: string): unknown[] {
  const values: unknown[] = [];
  let looked = 0;
  for (let at = 0; at < text.length && looked < MOST_LOOKED_AT; at++) {
    const open = text[at];
    if (open !== '{' && open !== '[') continue;
    const end = closing(text, at);
    looked += (end < 0 ? text.length : end) - at;
    if (end < 0) continue;
    try {
      values.push(JSON.parse(text.slice(at, end + 1)));
      at = end;
    } catch {
      // Not JSON from here; perhaps from the next bracket on.
    }
  }
  return values;
}

/** Where the bracket at `start` is closed; -1 where it never is. */
function closing(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (quoted) {
      if (sign === '\\') at++;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === '{' || sign === '[') depth++;
    else if ((sign === '}' || sign === ']') && --depth === 0) return at;
  }
  return -1;
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    return object.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
