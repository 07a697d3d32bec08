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

/** “has he used that device before?”, “is that device new for her?”, “did anyone else use it?” */
const KNOWN_DEVICE = new RegExp(
  String.raw`${LEAD}(?:(?:has|have|had|did|does) (?:he|she|they|it|(?:any|some)(?:one|body)(?: else)?|[\p{L}.]+)(?: (?:ever|already|really|also))* (?:use[ds]?|using|had|sign(?:ed|s)? ?in (?:from|with|on)|log(?:ged|s)? ?in (?:from|with|on)|come from|been on) (?:(?:that|this|the|the same|such an?|its) )(?:${SORT} )*${DEVICE}|(?:is|was|has|had|did) (?:that|this|the|his|her) (?:${SORT} )*${DEVICE} (?:been |really |ever |already )*(?:new|known|his|hers|theirs|usual|normal|seen|used|familiar|sign(?:ed)? ?in|log(?:ged)? ?in|appear(?:ed)?))(?: (?:before|already|ever|earlier|yet|too|for (?:him|her|them)|by (?:him|her|them|anyone|anybody)(?: else)?|to us|at all|in the past))*[?!. ]*$`,
  'u',
);

/** From which devices the logins at hand came, and which are usual of whose they are; null for every other question. */
export const ofDevice: Recogniser = (clause, context) => {
  const { text, entities, before } = clause;
  if (!(OF_DEVICE.test(text) || KNOWN_DEVICE.test(text)) || before.length > 0 || entities.refs.length > 0) return null;
  const { history, tools } = context;
  const last = history.findLast(({ steps }) => steps.some(({ ok }) => ok))?.steps.findLast(({ ok }) => ok);
  const account = whomAtHand(context);
  const isOfAll = /\b(?:any|some)(?:one|body)\b/.test(text);
  const isAlert = last?.tool === 'open_alert' && typeof last.args.id === 'string';
  const asked: Record<string, unknown> | null = isAlert
    ? { user: last.args.id, ...(OF_DEVICE.test(text) && { ip: last.args.id }) }
    : last?.tool === 'search_logs' && (account !== null || last.args.user !== undefined)
      ? last.args
      : null;
  // who else has such a device no search finds by an alert
  if (asked === null || isOfAll || !tools.has('search_logs')) return null;
  const { limit: _few, order: _order, min_severity: _least, severities: _some, ...rest } = asked;
  const usual = account !== null && tools.has('explain_login') ? [{ tool: 'explain_login', args: { account } }] : [];
  return calls({ tool: 'search_logs', args: args({ ...rest, kinds: ['login'], group_by: 'device' }) }, ...usual);
};
