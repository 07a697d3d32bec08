import { can } from '../../../domain/role.ts';
import { refusalWords } from '../../../messages/catalogue/refusals.ts';
import { smallTalkWords } from '../../../messages/catalogue/small-talk.ts';
import { unrecordedWords } from '../../../messages/catalogue/unrecorded.ts';
import { args, asRead, type Clause, calls, type PlanContext, type Recogniser, say } from '../plan-types.ts';
import { nameAt } from './words.ts';

const SETTINGS =
  /\bwho(?:'s| has| have)? (?:changed?|been changing|touched|edited|altered|modified|switched|turned|set)\b.{0,40}\b(?:settings?|configuration|config|preferences|options|policy|policies|model|retention|api keys?|roles?|permissions?)\b/;
/** "what did Tomas post in #general?" */
const POSTED =
  /^(?:and |so |please )*(?:(?:what|when|where|who|did|has|have|show|list|find|any)\b.{0,60}\b(?:posts?|posted|write|wrote|written|says?|said|messages?|chat(?:ted)?|talk(?:ed)?)\b.{0,40}(?:(?<=\s)#[\p{L}][\p{L}\d_-]*|\b(?:in|on) (?:the )?(?:[\w-]+ channel|slack|discord|teams)\b))/u;
/** "show me all messages of Kev", "what did lena write": of whom, wherever it was written. */
const MESSAGES_OF =
  /^(?:(?:and|so|ok(?:ay)?|please|can you|could you|i (?:want|need) to see)[ ,]+)*(?:(?:show|list|give|find|get|pull up|see|read)(?: me| us)? )?(?:all |every |the |any |his |her |recent |last )*(?:messages?|posts?|chats?|chat history|texts?|conversations?) (?:of|by|from|sent by|written by|that) (?:user |member |account )?@?(?=\S)|^(?:(?:and|so|but)[ ,]+)*what (?:all )?(?:did|has|have|was|is|were) (?:user |member )?@?(?=\S+(?: \S+)? (?:writ(?:e|es|ten|ing)|wrote|post(?:ed|ing|s)?|typ(?:e|ed|ing)|chat(?:ted|ting)?)\b(?! (?:there|here|on it|in it|(?:in|on|about|under|for) (?:the |that |this )?(?:inc|alr|prop|rule|case|note|comment|timeline|alert|incident|proposal)))(?!.*\b(?:call|meeting)\b))/;
/** "what did people complain about?" */
const COMPLAINTS =
  /\bcomplain(?:ts?|ed|ing|s)?\b(?!.*\b(?:log|sign)-?ins?\b)|\bwhat (?:do|did|have|are) (?:people|members|users|they|everyone|everybody) (?:been )?(?:report(?:ed|ing)?|flag(?:ged|ging)?|moan(?:ed|ing)?)\b/;
const WHO_WORKS =
  /^(?:and |so |but )*who(?:'s| is| are| has)? (?:working on|handling|dealing with|looking (?:at|into|after)|on|taking care of|responsible for|got) (?:them|those|these|it all|all of (?:them|those|these))[?!. ]*$/;

/** "block 203.0.113.9": what a firewall does. */
const BLOCKS =
  /^(?:(?:please|can you|could you|now|then|and|so|ok(?:ay)?|fine|good|right|well|great),? )*(?:block|blacklist|blackhole|shut out|lock out|firewall)\b(?!.*\b(?:log|sign)-?ins?\b)/;

/** "block that address somehow", of what was spoken of: who does that is said, and what is known of it. */
export const sayingWhoBlocks = (
  reading: ReturnType<Recogniser>,
  { text }: Clause,
  { language }: PlanContext,
): ReturnType<Recogniser> =>
  reading && 'calls' in reading && BLOCKS.test(text) && reading.calls.some(({ args: { ip } }) => ip !== undefined)
    ? { calls: reading.calls, aside: unrecordedWords[language].blocking }
    : reading;

/** "delete INC-8": what is on record stays. */
const DELETES =
  /^(?:(?:please|can you|could you|now|then|and|ok(?:ay)?|just)[\s,]+)*(?:delete|erase|wipe|get rid of|throw away|trash)\b(?: (?:the|that|this|my|it|all))*(?: (?:last|first|second|new|old))?(?:(?: (?:incident|alert|ticket))?s?(?: #?(?:inc|alr)?-?\s?\d+)?)(?: (?:please|again|completely|now))*[?!. ]*$/;
/** "was any data stolen?", "what did they download?" */
const DATA_TAKEN =
  /\b(?:was|were|is|has|have|did|what|which|how much|any)\b.{0,30}\b(?:data|files?|documents?|records|e-?mails?|information|anything)\b.{0,25}\b(?:stolen|taken|leak(?:ed)?|copied|downloaded|exfiltrated|lost|accessed|opened|compromised|removed|deleted|encrypted)\b|\b(?:what|which (?:data|files?|documents?))\b.{0,15}\b(?:did|have|has)\b.{0,15}\b(?:they|he|she|it|the attackers?|somebody|anyone)\b.{0,12}\b(?:steal|stole|stolen|take|taken|copy|copied|download(?:ed)?|exfiltrate|leak|read|access(?:ed)?)\b|\bdata (?:theft|breach|leak|loss)\b.*\?/;
/** That is a report or an order of its own. */
const MADE =
  /^(?:(?:please|can you|could you|hi|hello)[\s,]+)*(?:open|create|raise|report|file|log|find|search|show|list|have we|did we|similar|i |we |somebody|someone)\b|\b(?:incident|ticket|rule|alert me|laptop|phone|badge|backup)\b/;

/** What a question asks by that no record holds, and what stands elsewhere: one sentence says so. */
export const notRecorded: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  const words = smallTalkWords[context.language];
  if (BLOCKS.test(text) && entities.ip !== null && entities.refs.length === 0)
    return {
      ...calls({ tool: 'search_logs', args: { ip: entities.ip } }),
      aside: unrecordedWords[context.language].blocking,
    };
  const kept = entities.refs.filter(({ kind }) => kind === 'incident' || kind === 'alert');
  if (DELETES.test(text) && kept.length === entities.refs.length)
    return say('not_here', unrecordedWords[context.language].deleting(kept[0]?.ref ?? ''));
  if (DATA_TAKEN.test(text) && !MADE.test(text)) return say('not_here', unrecordedWords[context.language].dataTaken);
  if (SETTINGS.test(text) && entities.refs.length === 0) return say('not_here', words.settings);
  const ofTalk = (): ReturnType<Recogniser> => ({
    ...calls({ tool: 'moderation_history', args: args({ range: rangeOf(clause) }) }),
    aside: unrecordedWords[context.language].messages,
  });
  // of what people write only the cases are kept, and who reads those is shown them
  const readsCases =
    context.role === 'moderator' &&
    context.tools.has('moderation_history') &&
    entities.refs.length === 0 &&
    entities.kinds.length === 0;
  if (readsCases && POSTED.test(text)) return ofTalk();
  if (POSTED.test(text) && entities.refs.length === 0 && entities.kinds.length === 0) {
    const refused = refusalWords[context.language];
    return say('not_here', refused.notHere(refused.matters.messages));
  }
  const mayBeWhose = entities.refs.length === 0 && entities.kinds.length === 0 ? MESSAGES_OF.exec(text) : null;
  const whose = mayBeWhose && nameAt(asRead(clause, mayBeWhose[0].length));
  if (whose) return messagesOf(whose, context);
  if (readsCases && TALK_OF_CHANNEL.test(text)) return ofTalk();
  if (
    COMPLAINTS.test(text) &&
    entities.refs.length === 0 &&
    !/^(?:please )?(?:open|create|report|raise|file)\b/.test(text)
  )
    return complaints(clause, context);
  if (WHO_HAS_IT.test(text)) return incidentsAbout(context);
  return WHO_WORKS.test(text) ? whoWorksOnThem(context) : null;
};

/** “show the messages in After surgery”, “what are people talking about in #general?” */
const TALK_OF_CHANNEL =
  /^(?:(?:and|so|ok(?:ay)?|please|can (?:you|i)|let me)[ ,]+)*(?:show|list|see|read|get|give|open|what(?:'s| is| was| are| were| do| did| has| have)?)\b.{0,20}\b(?:messages?|posts?|chat(?: log)?|conversations?|said|written|posted|talk(?:ing|ed)?(?: about)?|chatting|discuss(?:ing|ed)?)\b(?: (?:about|all|everything|yesterday|today))?(?: (?:in|of|from|on|at) (?!(?:it|that|this|him|her|them|the case|case)\b)\S.{0,40})?[?!. ]*$/;
const rangeOf = ({ entities }: Clause): string | undefined =>
  entities.time && !entities.time.problem ? entities.time.range : undefined;

/** What somebody wrote is not kept: where they stand in a case, that is shown. */
function messagesOf(name: string, { tools, language }: PlanContext): ReturnType<Recogniser> {
  const text = unrecordedWords[language].messages;
  if (!tools.has('moderation_history')) return say('not_here', text);
  return { ...calls({ tool: 'moderation_history', args: { user: name } }), aside: text };
}

/** What members complained about: the cases of moderation for who reads them, else the incidents that people reported. */
function complaints(clause: Clause, { tools, role }: PlanContext): ReturnType<Recogniser> {
  const range = rangeOf(clause);
  if (tools.has('moderation_history'))
    return calls({ tool: 'moderation_history', args: { range: range ?? 'last_7d' } });
  if (!can(role, 'incidents.read')) return null;
  return calls({ tool: 'search_logs', args: args({ kinds: ['incident'], range: range ?? 'last_7d' }) });
}

/** "who is looking after that?", of the logins of somebody or from somewhere: the incidents about the same. */
const WHO_HAS_IT =
  /^(?:and |so |but )*(?:who(?:'s| is| has)?|is (?:any|some)(?:one|body)|has (?:any|some)(?:one|body)) (?:already )?(?:work(?:s|ing)? on|handl(?:es|ing|ed)|deal(?:s|ing|t)? with|look(?:s|ing|ed)? (?:at|into|after)|tak(?:es|ing|en) care of|responsible for) (?:it|that|this)(?: already| now| yet)?[?!. ]*$/;

function incidentsAbout({ history }: PlanContext): ReturnType<Recogniser> {
  const last = history.at(-1)?.steps.at(-1);
  if (last?.tool !== 'search_logs' || !Array.isArray(last.args.kinds) || last.args.kinds.join() !== 'login')
    return null;
  const { user, ip } = last.args;
  return user === undefined && ip === undefined
    ? null
    : calls({
        tool: 'search_logs',
        args: args({ kinds: ['incident'], user, ip: user === undefined ? ip : undefined }),
      });
}

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
