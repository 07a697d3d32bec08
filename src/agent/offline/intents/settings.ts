import { onDuty } from '../on-call.ts';
import { calls, type Recogniser } from '../plan-types.ts';

/*
 * What is set on a page or by a command and not by asking: the guide says how. It is asked in words of its own, so that what somebody
 * wants to set (a day, a word, a while) does not lead it elsewhere.
 */

const POLITE = String.raw`^(?:(?:please|pls|and|so|ok(?:ay)?|hey|hi|now|then|well|just|also|but|can you|could you|can we|can i|could we|may we|let's|i want to|i'd like to|we should|how (?:do|can) (?:i|we)|is there a way to|i'm (?:off|away|out)[^,.;]{0,30}|im (?:off|away|out)[^,.;]{0,30})[ ,.;:]+)*`;
const PAUSING = 'How do I stop everything that happens by itself?';
/** “and turn it back on”, after that */
const BACK_ON =
  /^(?:(?:and|ok(?:ay)?|now|then|please|so|how (?:do|can) (?:i|we)),? )*(?:(?:turn|switch|put|get) (?:it|that|this|everything|them|all) (?:all )?(?:back )?on\b|resume\b|restart\b|un-?pause\b|start (?:it|that|everything) again)/;
const BY_ITSELF = String.raw`(?:automatic\w*|automations?|automated \w+|auto(?:-| )?(?:actions?|mod\w*|stuff)|(?:happen\w*|runs?|done|acts?|does) by (?:itself|themselves|yourself))`;
const SETTINGS: readonly [RegExp, string][] = [
  [
    new RegExp(
      String.raw`${POLITE}(?:pause|stop|halt|suspend|freeze|switch off|turn off|disable|resume|restart|unpause|continue|switch (?:back )?on|turn (?:back )?on)\b.{0,30}\b(?:${BY_ITSELF}|the bot|safenest)\b|${POLITE}(?:pause|stop|freeze) (?:everything|it all|all of it)\b(?! (?:from|for|about|with|in) )|\bkill ?switch\b`,
    ),
    PAUSING,
  ],
  [
    /\b(?:which|what|where are the) (?:bad |forbidden |banned |blocked )?words\b.{0,30}\b(?:watch\w*|block\w*|bann?\w*|filter\w*|look(?:ing)? (?:for|out)|forbid\w*|forbidden|flag\w*|listed|on the list|not allowed)|\b(?:add|put|take|remove|allow|block|watch)\b.{1,60}\b(?:to|on|from|off) (?:the |that |our |this )?(?:word ?list|list of words|words|word filter|lexicon|block ?list|allow ?list|banned words)\b|^(?:(?:please|pls|ok(?:ay)?|and|then|now|so|can you|could you|can we|let's)[ ,]+)*(?:add|put|block|ban|forbid|filter|blacklist|allow|remove|take|whitelist) (?:(?:the |this |that )?(?:word|term|phrase) \S.{0,40}|["'“][^"”']{1,40}["'”](?: (?:to|on|in|from|off|of) (?:it|that|this|there|them|(?:the|our|that|this|a) (?:\w+ )?lists?))?)[.!? ]*$|^(?:can|could|may) (?:we|i) (?:add|put) "[^"]{1,40}" (?:to|on|in) (?:it|that|this|there|them|the list)\b/,
    'How do I allow or block a word?',
  ],
  [
    /\b(?:which|what|what kind of|are there|do) (?:certain |single |some |bad )?(?:words?|phrases?|terms?|things?|messages?)\b.{0,20}\b(?:triggers?|opens?|raises?|causes?|starts?|makes?|leads? to|sets? off|gets? (?:flagged|caught)|counts?)\b|\bwhat (?:triggers?|opens?|raises?|causes?|starts|makes|counts as|sets off) (?:an? |the |such (?:an? )?)?(?:moderation )?cases?\b|\b(?:when|why) (?:does|do|is|are|will) (?:an? |the |such (?:an? )?)?(?:moderation )?cases? (?:open|get|start|come|raised|created|made|opened)\b|\bhow (?:does|do|is|are|do you know|does it|will) (?:an? |the )?(?:moderation )?cases? (?:get |come |be )?(?:opened|made|raised|created|about|up|start)\b/,
    'Which words open a case?',
  ],
  [
    /\bhow long (?:is|are|does|do|will|would) (?:an? |the )?(?:usual |normal )?(?:ban|mute|time-?out|warning)s?\b(?! (?:on|of|for) (?!us\b))|\bhow (?:do|can|could) (?:i|we) (?:hide|delete|remove|take down) (?:the |his |her |their |those |these |such )?(?:messages?|posts?|comments?|insults)\b/,
    'What do the buttons of a case do?',
  ],
  [
    /\bwhat (?:happens|will happen|would happen|do (?:i|we) do|comes|follows)\b.{0,15}\b(?:if|when|once|in case)\b.{0,30}\bappeals?\b|\b(?:can|could|may|is|are) (?:he|she|they|people|members?|users?|somebody|someone)(?: able| allowed)?(?: to)? (?:appeal|complain|object)\b/,
    'How does somebody appeal, and who decides it?',
  ],
  [
    /\b(?:get|have|send|move|change|switch|want|make|receive|schedule)\b.{0,25}\b(?:weekly|daily|monthly)? ?reports? (?:come |sent |made |be made |to (?:come|be)|out )*(?:on|at|every|each|to) (?:mon|tues|wednes|thurs|fri|satur|sun|\d|noon|another|a different|weekdays?)\w*/,
    'How do I change when reports are made?',
  ],
  [
    new RegExp(
      String.raw`${POLITE}(?:(?:don't|dont|do not|stop|no more|quit) (?:ping\w*|notif\w*|alerting|warning (?:me|us)|telling (?:me|us)|bother\w*|disturb\w*|buzz\w*|messag\w*|wak\w*|spam\w*)|(?:mute|silence) (?:all |the |my )*(?:notifications|pings|news|messages)|do not disturb\b)(?! (?:when|if|whenever)\b)`,
    ),
    'How do I get fewer messages, or none for a while?',
  ],
  [
    /^(?:(?:please|and|can you|could you|ok(?:ay)?)[ ,]+)*(?:only |just )?(?:send|notify|ping|alert|write|message) (?:to )?me (?:only|just) (?:about |for |of )?(?:the )?(?:critical|high|urgent|worst|important|serious)\b.{0,20}$/,
    'How do I get fewer messages, or none for a while?',
  ],
  [
    /^(?:(?:and|so|but|ok(?:ay)?)[ ,]+)*(?:who(?:m)? (?:should|do|must|can|shall) (?:i|we) (?:tell|inform|report (?:it|this|that) to|call|contact|talk to|turn to|write to|ask)|who (?:needs to|has to|should) (?:know|be told))\b.{0,20}$/,
    'How do I report something suspicious?',
  ],
  [
    /^(?:(?:please|hey|hi|and|can you|could you|would you|ok(?:ay)?)[ ,]+)*(?:check|test|score|screen|try|rate|judge|classify|analy[sz]e) (?:this|that|the following|a) (?:message|text|sentence|comment|post|line|phrase)\b/,
    'What would a message score?',
  ],
  [
    /\b(?:what(?:'?s| is| are|s)?|which|do we have) (?:our |the |your |any |an? )?(?:rules?|polic(?:y|ies)|lines?|limits?)(?: here)? (?:for|on|about|against|with) (?:slurs?|insults?|swear\w*|curs\w+|bad (?:words|language)|spam\w*|harass\w*|bully\w*|hate\w*|abuse|abusive \w+|threats?|trolls?|trolling|nudes?|pile-?ons?)\b|^(?:(?:and|so|but|ok(?:ay)?)[ ,]+)*what (?:happens|is next|follows|comes|will happen|would happen)(?: then)? (?:if|when|the next time|next time) (?:(?:he|she|they|it|someone|somebody) )?(?:do(?:es)?|happens?|is|it|that|this|again|repeats?|continues?|keeps?)\b/,
    'What crosses the line, and what follows how many strikes?',
  ],
  [
    // what a firewall or a directory does, ordered of us; a person is banned elsewhere
    new RegExp(
      String.raw`${POLITE}(?:block|ban|blacklist|blackhole|firewall|drop|deny|lock(?: out| down)?|disable|suspend|deactivate|freeze|kill|reset|revoke|force|log out|sign out|kick out) (?:(?:all|every|any|the|that|this|his|her|their|its|these|those|both|new|further|more) )*(?:[\p{L}.]+'?s?'? )?(?:user )?(?:ips?|address(?:es)?|subnets?|networks?|ranges?|hosts?|(?:user )?accounts?|passwords?|sessions?|tokens?|log-?ins?|credentials?)\b(?!.*\b(?:rules?|when|if|whenever|from|outside|after|more than|over)\b)`,
      'u',
    ),
    'Does SafeNest block attackers?',
  ],
  [
    new RegExp(
      String.raw`${POLITE}(?:lock|disable|suspend|firewall|blacklist|blackhole|block|deactivate) (?:it|that|this|him|her|them|(?:the|that|this) (?:attacker|intruder|hacker|one|account|address|ip|user))(?: (?:out|down|now|please|then|for now|off))*[?!. ]*$`,
    ),
    'Does SafeNest block attackers?',
  ],
];

/** What is set elsewhere, and who is on call. */
export const settings: Recogniser = ({ text, entities, before }, context) => {
  if (entities.refs.length > 0 || entities.ip !== null || entities.email !== null || before.length > 0) return null;
  if (TAKES_OVER.test(text) && context.tools.has('who_is_on_call')) return calls({ tool: 'who_is_on_call', args: {} });
  if (ON_DUTY.test(text) && context.tools.has('who_is_on_call')) {
    const { calls, say, unused } = onDuty(text, context);
    return say ? { say } : { calls, ...(unused && { unused }) };
  }
  if (!context.tools.has('search_help')) return null;
  const last = context.history.at(-1)?.steps.at(-1);
  const goesOn =
    last?.tool === 'search_help' && last.args.query === PAUSING && BACK_ON.test(text) ? PAUSING : undefined;
  const asked = goesOn ?? SETTINGS.find(([words]) => words.test(text))?.[1];
  return asked === undefined ? null : calls({ tool: 'search_help', args: { query: asked } });
};

/** "that's it for now, who takes over?", at the end of a turn */
const TAKES_OVER =
  /^(?:(?:and|so|ok(?:ay)?|hey|tell me|thanks|that'?s (?:it|all)(?: (?:for (?:now|today|me)|from me))?|i'?m (?:off|done|going|leaving)(?: now| home)?)[\s,.!]+)*who(?:'s| is| will| would)? (?:takes? over|taking over|relieves? me|relieving me|comes? (?:after|next)|has the next (?:shift|turn)|(?:is )?next(?: on (?:call|duty|shift))?|(?:will )?be on (?:after me|next))(?: (?:from me|after me|now|then|here|tonight|for me))*[?!. ]*$/;
const ON_DUTY =
  /^(?:(?:and|so|but|ok(?:ay)?|hey|tell me),? )*(?:who(?:'s| is| are| will be| was)?|is (?:any|some)(?:one|body)|do we have (?:any|some)(?:one|body))(?: (?:currently|actually|now|next))* (?:on[- ]?call|on duty|on shift|the on[- ]?call(?: person| officer)?|duty officer)\b/;
