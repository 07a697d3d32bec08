import { refusalWords } from '../../../messages/catalogue/refusals.ts';
import { smallTalkWords } from '../../../messages/catalogue/small-talk.ts';
import { args, calls, type PlanContext, type Recogniser, say } from '../plan-types.ts';

const FACTOR =
  /\b(?:with(?:out)?|no|lacking|missing|used|using|had|have|having|by) (?:an? |any |the |their )?(?:second factors?|2fa|mfa|two[- ]factor\w*|multi[- ]?factor\w*|otp)\b/;
const COUNTS = /\b(?:how many|which|who|whose|any|anyone|those|the ones|of them)\b/;
const SETTINGS =
  /\bwho(?:'s| has| have)? (?:changed?|been changing|touched|edited|altered|modified|switched|turned|set)\b.{0,40}\b(?:settings?|configuration|config|preferences|options|policy|policies|model|retention|api keys?|roles?|permissions?)\b/;
/** "what did Tomas post in #general?" */
const POSTED =
  /^(?:and |so |please )*(?:(?:what|when|where|who|did|has|have|show|list|find|any)\b.{0,60}\b(?:posts?|posted|write|wrote|written|says?|said|messages?|chat(?:ted)?|talk(?:ed)?)\b.{0,40}(?:(?<=\s)#[\p{L}][\p{L}\d_-]*|\b(?:in|on) (?:the )?(?:[\w-]+ channel|slack|discord|teams)\b))/u;
const WHO_WORKS =
  /^(?:and |so |but )*who(?:'s| is| are| has)? (?:working on|handling|dealing with|looking (?:at|into|after)|on|taking care of|responsible for|got) (?:them|those|these|it all|all of (?:them|those|these))[?!. ]*$/;

/** What a question asks by that no record holds, and what stands elsewhere: one sentence says so. */
export const notRecorded: Recogniser = ({ text, entities }, context) => {
  const words = smallTalkWords[context.language];
  if (SETTINGS.test(text) && entities.refs.length === 0) return say('not_here', words.settings);
  if (FACTOR.test(text) && COUNTS.test(text) && entities.kinds.length === 0)
    return say('not_here', words.noSecondFactor);
  if (POSTED.test(text) && entities.refs.length === 0 && entities.kinds.length === 0) {
    const refused = refusalWords[context.language];
    return say('not_here', refused.notHere(refused.matters.messages));
  }
  return WHO_WORKS.test(text) ? whoWorksOnThem(context) : null;
};

/** Of what was listed: the incidents by who has them; alerts, which nobody has, as far as they still wait. */
function whoWorksOnThem({ history, language }: PlanContext): ReturnType<Recogniser> {
  const last = history.at(-1)?.steps.at(-1);
  if (last?.tool !== 'search_logs') return null;
  const { kinds, group_by: _group, order: _order, limit: _limit, ...rest } = last.args;
  const of = Array.isArray(kinds) ? kinds : [];
  const incidents = { tool: 'search_logs', args: args({ ...rest, kinds: ['incident'], group_by: 'assignee' }) };
  if (of.join() === 'incident') return calls(incidents);
  if (of.join() === 'alert') return say('not_here', smallTalkWords[language].alertsHaveNobody);
  if (!of.includes('alert') || !of.includes('incident')) return null;
  return calls(incidents, { tool: 'search_logs', args: args({ ...rest, kinds: ['alert'], status: 'open' }) });
}
