import { can, rolesWith } from '../../domain/role.ts';
import { doing, orderingWords } from '../../messages/catalogue/ordering.ts';
import { OPENING } from '../../messages/catalogue/undoing.ts';
import { roleRefusal } from './abilities.ts';
import { incidentOf } from './about-it.ts';
import { findRefs } from './entities.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { readUtterance } from './utterance.ts';

/*
 * What somebody reported they may withdraw, whatever was written under it since. Whoever changes no incidents says “close it” or
 * “cancel it” as well and can mean nothing else.
 */

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|please|also|then|now|oh|sorry|no|actually|you (?:can|may)|(?:can|could|would) you|i (?:want|would like|'d like|need) to|feel free to|just)[\s,.!]+)*`;
const THING = String.raw`(?:(?:the|my|that|this|whole|last|latest|incident|report|ticket)\s+)*(?:(?<ref>inc-?\s?\d+)|it|that|this|report|incident|ticket)(?: (?:again|now|then|please|too|for me))*`;
const END = String.raw`(?:[,;.:–-]+ .{2,120}|,? (?:because|since|as) .{2,120})?[.!? ]*$`;
const WITHDRAWS = new RegExp(String.raw`${LEAD}(?:withdraw|retract)\s+${THING}${END}`);
const OF_REPORTER = new RegExp(
  String.raw`${LEAD}(?:withdraw|retract|cancel|undo|revert|take back|close|resolve|delete|remove|drop|scrap|discard)\s+${THING}(?: back)?${END}`,
);

/** The same in the other languages. */
const ABROAD =
  /^(?:(?:bitte|und|oh|nein|por favor|no|non|s'il (?:te|vous) pla[iî]t)[\s,]+)*(?:(?:zieh\p{L}*|nimm|nehm\p{L}*)(?: bitte)?(?: (?:den )?vorfall| meine meldung)? (?<de>inc-?\s?\d+)(?: bitte)?(?: wieder)? zurück|(?:retire[rz]?|annule[rz]?)(?: l['’]incident)? (?<fr>inc-?\s?\d+)|(?:retir[ae]|anul[ae]|cancel[ae])(?: el incidente)? (?<es>inc-?\s?\d+))(?:[,;.:–-]+ .{2,120}|,? (?:weil|da|denn|parce que|car|porque) .{2,120})?[.! ]*$/iu;

/** What withdraws an incident. */
export const withdrawal = (id: string): PlannedCall => ({
  tool: 'update_incident',
  args: { id, undo: true, undo_of: OPENING },
});

/** “withdraw INC-7”, and of whoever reported it “undo INC-7” or “you can close it”, as a question; null for every other message. */
export function withdrawing(text: string, context: PlanContext): Plan | null {
  if (!context.tools.has('update_incident') || text.length > 200) return null;
  const { norm } = readUtterance(text, context.language);
  const { role, language, history } = context;
  const changes = can(role, 'incidents.write');
  const found = (changes ? WITHDRAWS : OF_REPORTER).exec(norm)?.groups ?? ABROAD.exec(text.trim())?.groups;
  if (!found || findRefs(norm).refs.length > 1) return null;
  const ref = found.ref ?? found.de ?? found.fr ?? found.es;
  const named = ref === undefined ? null : `INC-${Number(/\d+/.exec(ref)![0])}`;
  // right after something was changed “withdraw it” takes back that change
  if (named === null && (changes || !history.some(({ steps }) => steps.some(isOfIncident)))) return null;
  const id = named ?? incidentOf(context);
  if (id === null || (named === null && isJustOpened(context))) return null;
  const closes = !changes && /\b(?:close|resolve)\b/.test(norm);
  // “close INC-7” is refused as anybody's is, but of what they are known to have reported
  if (closes && !(role === 'employee' && history.some(({ citations }) => citations.some(({ ref }) => ref === id))))
    return null;
  const call = withdrawal(id);
  const question = orderingWords[language].shallI([doing(call, language)]);
  const first = closes ? `${roleRefusal('changing_incidents', context, rolesWith('incidents.write'))} ` : '';
  return { calls: [], say: { why: 'ask', text: `${first}${question}`, offer: [call] } };
}

const isOfIncident = ({ tool, ok }: { tool: string; ok: boolean }): boolean =>
  ok && /^(?:open|update|create)_incident$/.test(tool);

/** What was opened a moment ago is taken back at once, as anybody's is. */
const isJustOpened = ({ history }: PlanContext): boolean =>
  history.at(-1)?.steps.some(({ tool, ok }) => ok && tool === 'create_incident') ?? false;
