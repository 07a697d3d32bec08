import { args, calls, type Recogniser } from '../plan-types.ts';
import { whomAtHand } from './unusual.ts';

const DEVICE = String.raw`(?:laptop|note ?book|phone|mobile|cell|smartphone|iphone|android|ipad|tablet|computer|pc|mac(?:book)?|desktop|workstation|machine|device|browser)s?`;
const WHOSE = String.raw`(?:his|her|their|its|the|an?|that|my|our|[\p{L}.]+(?:'s|s'))`;
const SORT = String.raw`(?:usual|normal|own|regular|known|personal|private|work|office|company|new|other|same|ordinary|everyday)`;
const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hm+|wait),? )*`;
const WHICH = String.raw`(?:it|that|this|those|they|these|he|she|all of (?:it|them|those)|any of (?:them|those)|the (?:first|second|third|last|latest|newest) (?:one)?)`;
/** “was that from his laptop?”, “did she use her phone?”, “is that his usual computer?” */
const OF_DEVICE = new RegExp(
  String.raw`${LEAD}(?:(?:was|is|were|are|did|does|has|had|do) ${WHICH}(?: (?:really|all|also|sign(?:ed)?[- ]?in|log(?:ged)?[- ]?in|come|came|done|made|happen(?:ed)?|be|been|use|used|using))*(?: (?:from|with|on|using|via|by|through))? (?:${WHOSE} )(?:${SORT} )*${DEVICE})(?: (?:too|then|or (?:not|something else|another|(?:his|her|a|the) \w+)|at all|as (?:usual|always)|that time))*[?!. ]*$`,
  'u',
);

/** From which devices the logins at hand came, and which are usual of whose they are; null for every other question. */
export const ofDevice: Recogniser = (clause, context) => {
  const { text, entities, before } = clause;
  if (!OF_DEVICE.test(text) || before.length > 0 || entities.refs.length > 0) return null;
  const { history, tools } = context;
  const last = history.findLast(({ steps }) => steps.some(({ ok }) => ok))?.steps.findLast(({ ok }) => ok);
  const account = whomAtHand(context);
  const isAlert = last?.tool === 'open_alert' && typeof last.args.id === 'string';
  const asked: Record<string, unknown> | null = isAlert
    ? { user: last.args.id, ip: last.args.id }
    : last?.tool === 'search_logs' && (account !== null || last.args.user !== undefined)
      ? last.args
      : null;
  if (asked === null || !tools.has('search_logs')) return null;
  const { limit: _few, order: _order, min_severity: _least, severities: _some, ...rest } = asked;
  const usual = account !== null && tools.has('explain_login') ? [{ tool: 'explain_login', args: { account } }] : [];
  return calls({ tool: 'search_logs', args: args({ ...rest, kinds: ['login'], group_by: 'device' }) }, ...usual);
};
