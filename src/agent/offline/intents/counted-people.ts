import { unrecordedWords } from '../../../messages/catalogue/unrecorded.ts';
import { args, calls, type Recogniser } from '../plan-types.ts';

const PEOPLE = String.raw`(?:accounts?|users?|people|persons?|members?|employees?|colleagues|staff|logins|mailboxes|who(?:se)?|whom|any(?:one|body)|every(?:one|body)|someone|somebody)`;
const TAKEN = String.raw`(?:compromised|hacked|breached|hijacked|taken over|broken into|cracked)`;
/** "whose accounts were compromised?": those that somebody got into after guessing. */
const COMPROMISED = new RegExp(
  String.raw`\b${PEOPLE}\b(?:(?! (?:that|who) (?:tried|attack)).){0,40}\b(?:was|were|is|are|got|get|been|be|being) (?:\w+ )?${TAKEN}\b|\b${TAKEN} (?:accounts|users|people|members|mailboxes)\b|\b(?:was|were|is|are|has|have|had|did|got) (?:any|some|one|a single|which|whose)(?:body|one)?(?:'s)?(?: of (?:our|the|my|us|them))?\b.{0,30}\b${TAKEN}\b`,
);
/** "did somebody actually get into our systems or not?" */
const GOT_IN =
  /\b(?:did|has|have|had) (?:any(?:body|one)|some(?:body|one)|an? (?:attackers?|hackers?|intruders?|stranger)|they|the attackers?|hackers|attackers|people)(?: \w+ly)?(?: (?:get|got|gotten|break|broke|broken|hack|hacked|crack|cracked|been|made it|make it|manage\w* to (?:get|break)))(?: their way)? (?:(?:in ?to|in|through to) )?(?:any of )?(?:our|the|any|my|one of our|an?|some(?:one|body)'s|some of our) (?:\w+ )?(?:systems?|networks?|accounts?|company|servers?|environment|mailboxes|infrastructure|organi[sz]ation|clinic|office network)\b/;
const MINE =
  /\b(?:my|i|our own|me)\b|\b(?:rules?|propose|draft|suggest|alert (?:me|us)|notify|tell (?:me|us) (?:when|if))\b|\b(?:if|when) (?:an?|my|the)\b/;
const RULE_WISH = /\b(?:rules?|propose|alert me|notify)\b/;
const COUNTED = /\b(?:which|what|whose|who|list|show|all|name|accounts|users|people|members)\b/;
const AT_RISK = new RegExp(
  String.raw`\b${PEOPLE}\b.{0,30}\b(?:(?:most|greatest|highest|biggest) (?:at )?risks?|(?:most )?at (?:the )?(?:most |greatest |highest )?risk|most (?:endangered|exposed|threatened|vulnerable)|riskiest)\b|\briskiest ${PEOPLE}\b`,
);
/** "which of my people gets attacked the most?" */
const MOST_ATTACKED =
  /\b(?:who|whose|which (?:of (?:my|our|the) )?(?:people|persons?|users?|accounts?|employees?|colleagues?|members?))\b.{0,15}\b(?:gets?|got|is|are|was|were|been) (?:being )?(?:attacked|targeted|hit)(?: the)? (?:most|worst|hardest)\b/;
/** “which 3 accounts are my biggest headache?” */
const TROUBLE =
  /\b(?:which|what|whose|who)\b.{0,20}\b(?:accounts?|users?|people|persons?|employees?|colleagues?|members?)\b.{0,30}\b(?:biggest|worst|main|most|top|greatest|bother|worry|annoy)\b.{0,20}\b(?:headaches?|troubles?|problems?|pains?|nuisances?|concerns?|worr(?:y|ies|isome)|noise|grief|attention|me|us|you)\b/;
const INCIDENTS = String.raw`(?:(?:open|closed|assigned|unresolved|contained) )*(?:incidents|tickets|cases)`;
const BY_PERSON = new RegExp(
  String.raw`\b(?:who(?:'s| is| has| have| had)?|which(?: of (?:us|them|you))?(?: (?:team )?(?:officer|colleague|person|member|analyst)s?)?)(?: (?:has|have|had|got|is|are|handle[sd]?|work(?:s|ed)? on|clos(?:es?|ed)|resolv(?:es?|ed)|solv(?:es?|ed)|settle[sd]?|on|with|currently|now))* (?:the )?(?:most|fewest|least|so many|too many) ${INCIDENTS}\b|\bhow many ${INCIDENTS} (?:does|do|has|have|did) (?:each|every|everyone|everybody)\b|\b${INCIDENTS} (?:by|per|for each|for every) (?:person|assignee|officer|owner|colleague|analyst|member)\b`,
);

/** Questions that count people: whose accounts were got into, who is most in danger, who has the most incidents. */
export const countedPeople: Recogniser = ({ text, entities }, { language }) => {
  if (entities.refs.length > 0 || entities.ip !== null) return null;
  const range = entities.time?.range;
  if (BY_PERSON.test(text)) {
    const status = /\b(?:open|unresolved)\b/.test(text)
      ? 'open'
      : /\b(?:clos|resolv|solv|settl)(?:es?|ed|d|s)?\b/.test(text)
        ? 'closed'
        : undefined;
    return calls({ tool: 'search_logs', args: args({ kinds: ['incident'], status, range, group_by: 'assignee' }) });
  }
  if (MOST_ATTACKED.test(text))
    return calls({ tool: 'search_logs', args: args({ kinds: ['alert'], range, group_by: 'user' }) });
  if (TROUBLE.test(text) && !RULE_WISH.test(text))
    return calls({
      tool: 'search_logs',
      args: args({ kinds: ['alert'], range, group_by: 'user', limit: entities.limit }),
    });
  if (MINE.test(text)) return null;
  if (COMPROMISED.test(text) || (GOT_IN.test(text) && entities.countries.length === 0 && !entities.email))
    return calls({
      tool: 'search_logs',
      args: args({
        kinds: ['alert'],
        rule: 'success_after_failures',
        range,
        group_by: COUNTED.test(text) ? 'user' : undefined,
      }),
    });
  if (AT_RISK.test(text))
    return {
      ...calls({ tool: 'search_logs', args: args({ kinds: ['alert'], range, group_by: 'user' }) }),
      aside: unrecordedWords[language].atRisk,
    };
  return null;
};
