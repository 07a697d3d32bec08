import { bareGroup } from './group-words.ts';
import type { Clause } from './plan-types.ts';
import { AS_SHARE } from './shares.ts';

/** Words that mean what was shown before: "the ones from Romania", "did he fail?". An order about them is no fragment. */
const LEANING =
  /^(?!.*\b(?:second|first|third|last) one\b)(?:show|list|give|see|which|who|where|any|are|is|were|was|did|do|does|has|have|how many|from where).*\b(?:ones|of (?:them|those|these)|he|she|they|his|her|their)\b/;

/** The same of whoever or whatever was shown, whatever noun stands beside it: "how many of those logins failed?". */
const ABOUT_THEM =
  /^(?:show|list|give|which|who|where|any|are|is|were|was|did|do|does|has|have|how many)\b.*\b(?:of (?:them|those|these)|he|she|his|her)\b/;

/** A piece that only makes sense after what was said before: "and yesterday?", "only the failed ones", "by country". */
export function isFragment({ text, entities }: Clause): boolean {
  if (AS_SHARE.test(text) || BOTH.test(text) || FULL_LIST.test(text) || DID_IT_WORK.test(text) || FIRST.test(text))
    return true;
  if (HANDLED.test(text) || THOSE_OF.test(text) || HAS_MOST.test(text) || MINE_ONLY.test(text)) return true;
  if (bareGroup(text) !== null && entities.time === null && text.length < 30) return true;
  if (IN_THERE.test(text) && entities.time === null && entities.refs.length === 0) return true;
  if (BACK.test(text) || (WHO_ARE.test(text) && text.length < 40) || OF_SOMEONE.test(text)) return true;
  // "how was last week?" asks for a summary, whatever was asked before
  if (entities.time !== null && HOW_WAS.test(entities.rest)) return false;
  // "any new devices this week?" names what it looks for and when: it begins anew
  if (entities.conditions.rule !== null && entities.time !== null && ANY.test(text)) return false;
  // "and the one with Maria on Friday": another one than before
  if (ANOTHER_ONE.test(text)) return false;
  // "the first is resolved" says what has become of one of them
  if (STATED.test(text) || RULES.test(text) || WISHES.test(text)) return false;
  if (/\b(?:it|them|that|those|these) (?:to|as)\b|\b(?:acknowledge|assign|close|open an|create|resolve)\b/.test(text))
    return false;
  if (
    /^(?:and|what about|how about|only|just|(?:the )?same|but|leave out|leaving out|hide|skip|filter out|exclude|without|except|not|no|now (?:only|by|just)|by|per|group|narrow|filter|limit)\b/.test(
      text,
    )
  ) {
    return (
      !/\b(?:cameras?|rules?|who is|help|members?|proposals?)\b/.test(text) &&
      !(
        entities.kinds.length > 0 &&
        /\b(?:show|list|how many)\b/.test(text) &&
        !/\bof (?:them|those|these)\b/.test(text)
      )
    );
  }
  return (
    /^(?:the )?(?:week|month|day|year) before\b/.test(text) ||
    (COMPARES_IT.test(text) && entities.time === null && entities.kinds.length === 0) ||
    (entities.time !== null &&
      entities.kinds.length === 0 &&
      entities.refs.length === 0 &&
      saysNoMore(entities.rest)) ||
    // "which incidents are the oldest ones?" names what it asks for: it begins anew
    (LEANING.test(text) && entities.kinds.length === 0) ||
    (AMONG.test(text) && BRUTE.test(text) && /^(?:and |is there |are there |were there )*any\b/.test(text)) ||
    (ABOUT_THEM.test(text) && entities.kinds.length < 2 && entities.time === null) ||
    // "from which countries?", "top 3 accounts?": a way to count and nothing to be counted.
    ((entities.groupBy !== null ||
      entities.countries.length + entities.excludedCountries.length > 0 ||
      entities.ip !== null ||
      entities.severity !== null ||
      entities.severities.length > 0 ||
      entities.outcome !== null ||
      entities.abroad !== null ||
      entities.via !== null ||
      entities.threshold !== null ||
      entities.conditions.spans.length > 0) &&
      entities.kinds.length === 0 &&
      entities.refs.length === 0 &&
      saysNoMore(entities.rest))
  );
}

const ANOTHER_ONE =
  /^(?:(?:and|what about|but),? )*the (?:one|alert|incident|case|thing|attack) (?:with|about|of|on|concerning) \S+.*\S/;
const ANY =
  /^(?:so |also |please )*(?:any|is there|are there|was there|were there|have (?:we|you)|did (?:we|you|anyone|anybody|someone)|has (?:anyone|anybody|someone)|who|show(?: me)?|list|how many)\b(?!.*\b(?:them|those|these|ones)\b)/;
const HOW_WAS =
  /^\s*(?:and |so |well,? )*how(?:'s| is| was| were| did| has)(?: (?:it|things|everything|security|the))*\s+(?:go|gone|going|look|been)?[?!. ]*$/;
/** "how does that compare to the day before?" */
const COMPARES_IT =
  /^(?:and |so |but )*how (?:does|do|did) (?:that|this|it|they|those|these) compare (?:to|with) (?:the )?(?:hour|day|night|week|month|year|period)s? before\b/;

/** "which rules do I have" asks for the rules, "which rules fired" counts by them. */
const RULES = /\b(?:which|what|how many|show|list) (?:\w+ ){0,3}?rules\b(?!.*\b(?:fir|trigger|rais|caus|rule)\w*)/;
/** "only warn me about …" wishes for a rule. */
const WISHES =
  /^(?:(?:and|also|only|just|but|then|now|please|can you|could you),? )*(?:alert|warn|notify|ping|page|tell|inform) (?:me|us)\b(?! (?:about|of|more about) (?:it|that|this|them|the)\b)(?=.*\b(?:when|if|whenever|about|of|on|for)\b)/;
const STATED =
  /^(?:and |ok(?:ay)?,? |so )*(?:it|this|that|both|they|these|those|the (?:first|second|third|fourth|last|top|other)(?: one| two| alert| incident)?)(?:'s|'re| is| are| was| were| has been| have been| can be| turned out to be)(?: now| all| both| just| been| already)* (?:an? )?(?:resolved|closed|false|fixed|done|dealt|handled|sorted|contained|acknowledged|harmless|benign|nothing)\b/;

/** Nothing is left but words that lead from one question to the next. */
const saysNoMore = (rest: string): boolean => (rest.match(/[a-z]{2,}/g) ?? []).every((word) => LINKS.has(word));
const LINKS = new Set(
  `from in on of and the with most did they it those these them come came were are is was involved affected targeted hit please pls thanks
  now again instead too well as or ones one failed failures fails successful successes success worse above higher up many how ok show me
  among amongst only just but has have had do does any all some succeed succeeded successfully make made through got get actually really log logged sign
  signed where see give us list let look at for rather hardest worst hard exactly precisely
  not that which everything didn weren wasn fail`.split(/\s+/),
);

/** "both together", of two searches that differed in whom or what they were about. */
export const BOTH =
  /^(?:and |now |ok(?:ay)?,? |then )*(?:both|the two|them both|all)(?: of (?:them|these|those))? (?:together|combined|at once|in one)[?!. ]*$/;
/** "give me the full list": as many rows as an answer has; the rest stands behind its link. */
export const FULL_LIST =
  /^(?:and |now |ok(?:ay)?,? |please |can you |could you )*(?:(?:give|show|list|send|export)(?: me| us)? )?(?:the )?(?:full|whole|complete|entire|rest of the) (?:list|results?|table)(?: please)?[?!. ]*$|^(?:please |can you |could you |can i |ok(?:ay)?,? )*(?:send|give|export|show|have|get|see)(?: me| us)? (?:the|that|this) (?:list|table|results?)(?: please)?[?!. ]*$/;
export const DID_IT_WORK =
  /^(?:and |so |but )*(?:did|has|have) (?:it|that|this|they|any of (?:it|them|those)|one of them)(?: ever| actually)? (?:work(?:ed)?|succeed(?:ed)?|get (?:in|through)|got(?:ten)? (?:in|through)|ma[dk]e it(?: in)?)[?!. ]*$/;

/** "worst first", "newest first": the same in another order. */
export const FIRST =
  /^(?:(?:and|now|ok(?:ay)?|please|then|but|with|sort(?:ed)?(?: (?:them|it|those))?|order(?:ed)?(?: (?:them|it|those))?|show|list|give|me|them|the|by)[ ,]+)*(?:worst|most (?:severe|serious|urgent|important)|highest|gravest)(?: ones?)?(?: risk| severity)? (?:first|on top|at the top)[ ,]*(?:please)?[.!? ]*$/;
/** "anything critical in there?": of what was just shown. */
const IN_THERE =
  /^(?:(?:and|so|but|ok(?:ay)?),? )*(?:any(?:thing|one|body)?|is there|are there|was there|were there|how many|what|which|who)\b.*\b(?:in (?:there|that|it)|among (?:them|those|these)|(?:out )?of (?:them|those|these)|in (?:that|this|the) list)[?!. ]*$/;
/** "mine only", "which are mine?" */
const MINE_ONLY =
  /^(?:(?:and|so|but|now|ok(?:ay)?|please|show(?: me)?),? )*(?:(?:only|just) )?(?:mine|my own(?: ones)?|the ones (?:i have|of mine|on my (?:plate|desk)))(?: (?:only|please|too|then))*[?!. ]*$|^(?:and |so )?(?:which|what|any|how many)(?: ones?)?(?: of (?:them|those|these))? (?:are|is) mine[?!. ]*$/;
/** "show those of maria" */
const THOSE_OF =
  /^(?:(?:and|now|please|then|only|just|show|list|give|me|us|see)[ ,]+)*(?:those|the ones|these) (?:of|from|by|for|about|with) \S+(?: \S+)?[?!. ]*$/;
/** "which one had the most?" */
const HAS_MOST =
  /^(?:(?:and|so|but),? )*(?:which|what|who)(?: (?:person|people|accounts?|users?|address(?:es)?|ips?|countr(?:y|ies)|one|ones|day))?(?: of (?:them|those|these))? (?:has|had|have|got|is|was|were|made|caused) (?:the )?(?:most|highest|worst|busiest)(?: of (?:them|all|those|these))?[?!. ]*$/;
export const HANDLED =
  /^(?:and |so |but )*(?:did|has|have|is|was) (?:someone|somebody|anyone|anybody|we|the team) (?:already |yet |ever )?(?:deal(?:t|ing)? with|handled?|handling|looked? (?:at|into)|looking (?:at|into)|taken? care of|taking care of|worked on|working on|on|reacted? to|resolved?|pick(?:ed|ing)? up|tak(?:en|ing) (?:on|over|up)|claim(?:ed|ing)?|grabb(?:ed|ing)) (?:any of |all of )?(?:it|that|this|them|those|these)(?: yet| already)?[?!. ]*$|^(?:and |so |but )*(?:did|has|have|is|was) (?:someone|somebody|anyone|anybody|we|the team) (?:already |yet |ever )?(?:pick(?:ed|ing)?|tak(?:en|ing)|took|tak(?:e)) (?:it|that|this|them|those|these) (?:up|on|over)(?: yet| already)?[?!. ]*$|^(?:and |so |but )*(?:(?:have|has|had|were|was|are|is) )?(?:any of |all of |some of )?(?:they|them|these|those)(?: all| any)?(?: have)?(?: been| being)?(?: already)? (?:handled|dealt with|taken care of|looked (?:at|into)|resolved|closed|fixed|sorted(?: out)?|processed|worked on|done|acknowledged)(?: yet| already| by (?:anyone|someone|anybody|somebody|now))?[?!. ]*$/;
export const AMONG = /\b(?:among|amongst|of|in|between) (?:them|those|these)\b/;
export const BRUTE = /\bbrute[- ]?forc\w*|\bfailed (?:log|sign)[- ]?ins?\b/;
export const BACK =
  /\b(?:go|going|went|switch|jump|get) back\b|^back (?:to|please)\b|^back[.! ]*$|\bthe (?:one|search|question|list) before\b|^(?:previous|again)[.! ]*$/;
/** "also show Bob's" */
const OF_SOMEONE = /^(?:(?:and|also|now|then|please) )*(?:(?:show|give|list|see)(?: me)? )?[\p{L}][\w.-]*'s[?!. ]*$/u;
export const WHO_ARE = /\bwho (?:are|were|was|is) (?:they|those|these|that|it)\b/;
