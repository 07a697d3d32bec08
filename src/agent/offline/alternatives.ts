import { ASKS, COURTESY, VERB } from './order-words.ts';
import { isChange, textBegins } from './orders.ts';
import { type Clause, type PlannedCall, typed } from './plan-types.ts';

const BETWEEN = String.raw`,? or (?:rather |maybe |perhaps |even )?(?:to |as |by |with )?`;
const SEVERITY = String.raw`(?:low|medium|high|critical)`;
const STATUS = String.raw`(?:open|investigating|contained|closed|resolved|acknowledged|dismissed|(?:a )?false (?:alarm|positive))`;
const REF = String.raw`(?:(?:alert |incident )?(?:inc|alr)[- ]?\d{1,9})`;
const NAME = String.raw`(?!(?:not|so|else|whoever|some\w*|any\w*)\b)@?\p{L}[\p{L}\d.@'_-]*`;
const either = (one: string, before = ''): RegExp =>
  new RegExp(`${before}(?<![\\p{L}\\d])(?<one>${one})${BETWEEN}(?<other>${one})(?![\\p{L}\\d])`, 'iu');
const ORDERS = new RegExp(`^${COURTESY}${ASKS}${COURTESY}${VERB}`);
const VALUES = [either(SEVERITY), either(STATUS), either(REF)];
const TO_WHOM = either(NAME, String.raw`(?<=\b(?:to|by|owner|assignee)(?: is| of)? )`);
const VERBS = new RegExp(`^(?:${COURTESY})(?<one>[a-z]+) or (?:to )?(?<other>[a-z]+)\\b`, 'i');

/**
 * The two values an order leaves open, each as the order it would be: “set it to low or medium” is neither, and is asked. Null
 * where nothing is left open, or nothing would be changed.
 */
export function alternatives(
  clause: Clause,
  calls: readonly PlannedCall[],
): { label: string; message: string }[] | null {
  if (!calls.some(isChange) || calls.some(({ tool }) => tool === 'create_incident' || tool === 'propose_rule'))
    return null;
  const { text } = clause;
  if (!ORDERS.test(text) && !/^(?:inc|alr)-?\d/.test(text)) return null;
  const head = text.slice(0, textBegins(text));
  const [only, ...more] = calls;
  // in another language the names stay as they were typed
  const names = String(only?.args.assignee ?? '').split(/ (?:oder|ou|o|u) /);
  if (more.length === 0 && names.length === 2 && Object.keys(only!.args).length === 2)
    return names.map((label) => ({ label, message: `assign ${String(only!.args.id)} to ${label}` }));
  // names as typed, where the text was not put into English
  const raw = typed(clause, 0, head.length);
  const order = raw.length === head.length ? raw : head;
  const isNamed = calls.some(({ args }) => typeof args.assignee === 'string');
  const verbs = VERBS.exec(order);
  const found =
    VALUES.map((one) => one.exec(order)).find((one) => one !== null) ??
    (isNamed ? TO_WHOM.exec(order) : null) ??
    (verbs && [verbs.groups!.one!, verbs.groups!.other!].every((word) => IS_VERB.test(word.toLowerCase()))
      ? verbs
      : null);
  const { one, other } = found?.groups ?? {};
  if (!found || one === undefined || other === undefined || one.toLowerCase() === other.toLowerCase()) return null;
  const at = found.index + found[0].indexOf(one);
  const [before, after] = [order.slice(0, at), order.slice(found.index + found[0].length)];
  return [one, other].map((label) => ({ label, message: `${before}${label}${after}`.trim() }));
}
const IS_VERB = new RegExp(`^${VERB}$`);
