import { tellingWords } from '../../../domain/telling-words.ts';
import { smallTalkWords } from '../../../messages/catalogue/small-talk.ts';
import { calls, type Recogniser, say, typed } from '../plan-types.ts';
import { tidy } from './words.ts';

/** A thing that incidents are made of; "have we seen this address before" is a question to the logs. */
const HAPPENING = String.raw`(?:\w+ ){0,5}?(?:brute[- ]?force\w*|(?:password )?spray\w*|phish\w*|malware|ransomware|virus|trojan|worm|thefts?|stolen|lost|missing|intru\w+|break[- ]?ins?|breach\w*|leaks?|outages?|take[- ]?overs?|attacks?|impossible travel|forced|tailgat\w+|vandal\w*|fraud|scams?|stuffing|exfiltrat\w*|insider|flood\w*|fire|tamper\w*|harass\w*|threat\w*|incidents?|case)\b.*`;
const LIKE =
  /\b(?:something|anything|things?|incidents?|cases?|tickets?|ones?|events|situations?|an? (?:incident|case|attack)) (?:that (?:is|was|looks?|looked) )?(?:like|similar to|alike to|resembling|comparable (?:to|with)|akin to|of the (?:kind|sort) of|along the lines of) (.+)$/;
const SIMILAR_TO =
  /\b(?:similar|comparable|like|related) (?:past |earlier |previous |old )?(?:incidents?|cases?|tickets?|attacks?|things?) (?:to|as|like|with|for) (.+)$/;
const SEEN = new RegExp(
  String.raw`\b(?:have|has|had|did|was|were|is) (?:we|there|anyone|somebody|anybody|this)(?: (?:ever|already|been))*(?: (?:seen|had|have|see|dealt with|handled|experienced|encountered))?(?: (?:a|an|any))? (${HAPPENING}\b(?:before|previously|in the past|already|earlier|ever))\s*[?.!]*$`,
);
/** "did we ever have a case of someone guessing passwords?" */
const EVER_A_CASE =
  /^(?=.*\b(?:ever|before|already|previously|in the past|earlier)\b).*\b(?:have|had|has|did|was|were|see|seen)\b.{0,25}\b(?:an?|any|such an?) (?:case|incident|situation|attack)s? (?:of|with|where|in which|when|involving|about|like) (.+)$/;
const POINTS = /^(?:this|that|it|these|those|him|her|them|one|ones|(?:the |that |this )?(?:first|second|last) one)$/i;
/** "before?" and its like at the end say when, not what. */
const WHEN =
  /(?:[\s,]+(?:before|previously|in the past|in past|earlier|already|ever|again|so far|until now|yet|(?:last|this|past) (?:week|month|year|quarter)|(?:ever )?(?:happen(?:ed)?|occur(?:red)?|come up|came up|been (?:seen|here))))+\s*[?.!]*\s*$/;

/** "have we seen something like a VPN brute force before?": incidents by a description, where none is named. */
export const similar: Recogniser = (clause, { language }) => {
  const { text, entities } = clause;
  if (
    entities.refs.length > 0 ||
    /\b(?:rule|how (?:do|can|to)|looks? like|alerts? like|like (?:i'?m|i am|you'?re|you are|we'?re|we are|for) \S+)\b/.test(
      text,
    )
  )
    return null;
  const seen = SEEN.exec(text);
  const match = LIKE.exec(text) ?? EVER_A_CASE.exec(text) ?? SIMILAR_TO.exec(text) ?? seen;
  if (!match) return null;
  const from = match.index + match[0].lastIndexOf(match[1]!);
  const described = tidy(
    typed(clause, from)
      .replace(WHEN, '')
      .replace(/[?\s]+$/, ''),
  );
  if (match === seen && tellingWords(described).size === 0) return null;
  return described.length < 3 || POINTS.test(described)
    ? say('ask', smallTalkWords[language].similarToWhat)
    : calls({ tool: 'similar_incidents', args: { text: described.slice(0, 500) } });
};
