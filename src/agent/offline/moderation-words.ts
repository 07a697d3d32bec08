import type { CaseGroup, CaseState, ModerationStep } from '../../domain/moderation.ts';
import { isName, nameAt } from './intents/words.ts';
import { asRead, type Clause } from './plan-types.ts';

/*
 * The words of moderation, each once: what can be done to somebody, how a case can stand, what belongs to the policy, and who is named.
 * Questions and orders are read by which of these they are made of, not by how they are put.
 */

export const POLITE = String.raw`^(?:(?:please|pls|and|so|ok(?:ay)?|hey|hi|hello|no|oh|now|then|well|hm+|just|also|but|right|alright|can you|could you|would you|can we|let's|i want to|i'd like to|we should|do you know|tell me|remind me|i want to know|explain|say)[ ,]+)*`;

const STEPS: readonly [RegExp, ModerationStep][] = [
  [
    /\btime[- ]?outs?\b|\b(?:time|timed|timing|put|puts) (?:\S+ ){0,3}?out\b|\btimed?[- ]?out\b|\bsuspen(?:d|ds|ded|ding|sions?)\b/,
    'timeout',
  ],
  [/\b(?:un)?mut(?:e|ed|es|ing)\b|\bsilenc(?:e|ed|es|ing)\b/, 'mute'],
  [/\b(?:un)?ban(?:s|ned|ning|nings)?\b|\bkick(?:s|ed|ing)?\b|\bexpel(?:s|led|ling)?\b/, 'ban'],
  [/\bwarn(?:s|ed|ing|ings)?\b/, 'warning'],
  [
    /\b(?:delet(?:e|es|ed|ing|ions?)|remov(?:e|es|ed|ing|als?)|taken? down|took down|eras(?:e|ed|ing)|get(?:ting)? rid of|got rid of)\b/,
    'delete',
  ],
];
/** What was taken away: only of what people wrote is it moderation. */
const WRITTEN =
  /\b(?:messages?|posts?|comments?|insults?|wrote|written|said|posted|deletions?)\b|\b(?:what|anything|something|everything) (?:all )?(?:that )?(?:was|were|got|has been|have been|we|did we|have we|did you|did they)\b/;

/** The kinds of steps that are named, each once. */
export const stepsIn = (text: string): ModerationStep[] =>
  STEPS.flatMap(([words, step]) =>
    words.test(text) && (step !== 'delete' || WRITTEN.test(text) || /\bcase\b/.test(text)) ? [step] : [],
  );

const STATES: readonly [RegExp, CaseState][] = [
  [/\bdismiss(?:ed|als?|ing|es)?\b|\bthr(?:ew|own) out\b|\bno violations?\b/, 'dismissed'],
  [/\boverturn(?:ed|s|ing)?\b|\b(?:taken|took) back\b|\brevers(?:ed|als?)\b|\brevok(?:ed|ing)\b/, 'overturned'],
  [
    /\b(?:open|pending|undecided|unresolved|unhandled|unreviewed|undealt|waiting|waits?|outstanding|queue[ds]?|left (?:to|over)|to (?:review|decide|look at)|(?:not|n't|nobody|no one)(?: has| have)?(?: yet| been)* (?:decided|handled|settled|dealt with|looked at))\b/,
    'open',
  ],
  [/\b(?:acted on|decided|settled|handled|dealt with|closed|resolved|punished|acted)\b/, 'acted'],
];
/** How a case is said to stand; undefined where nothing of it is said. */
export const stateIn = (text: string): CaseState | undefined => STATES.find(([words]) => words.test(text))?.[1];

/** What is said of moderation and of nothing else here. */
export const MATTER =
  /\b(?:cases?|moderat(?:e|es|ed|ing|ion|ors?)|appeals?|appealed|appealing|strikes?|pile-?ons?|harass\w*|bull(?:y|ies|ied|ying)|toxic\w*|insult\w*|swear\w*|slurs?|hate speech|trolls?|trolling|verdicts?|mods?)\b/;
/** Where people write to each other. */
export const TALK = /\b(?:forum|chat|channels?|discussions?|threads?|conversations?|community|discord|slack|teams)\b/;
/** What belongs to another part of the desk: said beside moderation's words it is what is meant. */
export const ELSEWHERE =
  /\b(?:rules?|log-?ins?|sign-?ins?|sign(?:ed|ing)? in|logg?(?:ed|ing)? in|ips?|address(?:es)?|incidents?|alerts?|alarms?|tickets?|cameras?|vpn|countr(?:y|ies)|proposals?|(?:un)?assigned|assignees?|accounts? (?:failed|locked)|passwords?|backups?|reports?)\b/;
/** What cameras see and where: no case of what was written tells of it. */
export const AT_PLACES =
  /\b(?:cams?|cameras?|footage|cctv|video feed|gates?|docks?|doors?|ramps?|entrance|exit|lobby|reception|garage|parking|car park|yard|fence|warehouse|building|hallway|corridor|stairwell|loading bay|deliver(?:y|ies)|vehicles?|cars?|vans?|trucks?|visitors?|strangers?|faces?|person[_ ][0-9a-f]{6,8}|(?:picture|photo|image|snapshot)s? (?:from|of|at|on) (?:the|our) (?!case|message|post|conversation)\w+)\b|\b(?:c[ao]me|walk(?:ed)?|went|go|drove|passed?) (?:in|out|by|thr(?:ough|u))\b/;
/** What is set once for all cases: it stands in the guide and on the policy's page. */
export const POLICY =
  /\b(?:polic(?:y|ies)|thresholds?|strict(?:ness|er|ly)?|relaxed|ladder|lexicon|block ?list\w*|allow ?list\w*|(?:banned|bad|blocked|forbidden|allowed) words?|word ?(?:list|filter)s?|exempt\w*|crosses? the line|by (?:itself|themselves|yourself)|automatic\w*)\b/;

const PLACE_OF_NAME = new RegExp(
  [
    '@',
    String.raw`\b(?:user|member|offender) @?`,
    String.raw`\b(?:of|for|on|against|about|to|by|with|from|did|has|have|had|was|were|is|does|do|that|why|when) (?:user |member )?@?`,
    String.raw`\b(?:ban(?:ned|s|ning)?|kick(?:ed|s|ing)?|mut(?:e|ed|es|ing)|silenc(?:e|ed|es|ing)|warn(?:ed|s|ing)?|suspend(?:ed|s|ing)?|tim(?:e|ed|es|ing) ?-?out|tim(?:e|ed|es|ing)) (?:user |member )?@?`,
  ].join('|'),
  'g',
);
const NO_PERSON =
  /^(?:wait|waits|help(?:ed|s)?|work(?:ed|s)?|matter(?:ed|s)?|change[ds]?|warn(?:ed|s|ing|ings)?|ban(?:ned|s|ning)?|mut(?:e|ed|es|ing)|time-?outs?|timed|kick(?:ed|s|ing)?|silenced?|suspended|dismiss\w*|overturn\w*|appeal\w*|strikes?|spam\w*|harass\w*|insult\w*|moderat\w*|mods?|decisions?|decided|messages?|posts?|comments?|deleted|removed|written|said|wrote|guys?|dude|bloke|man|woman|girl|boy|kid|person|troll|regular|newbie|newcomer|new|channels?|forum|chat|polic\w+|words?|getting|got|get|gets|moment|part|far|many|people|late|lately|recent|recently|often|currently|out|back|off|down|up|by|punish\w*|trouble|fights?|queue|review|somebody|someone|start\w*|happen\w*|take|taken|took|going|doing|worse|better|bad|mistake|error|violations?|others|permanently|forever|repeat\w*|all|automatic\w*|reversed|revoked|lifted|handled|settled|acted|pending|team|offend\w*|both|again|hate|threats?|case|we've|you've|they've|i've)$/i;

/** Who is named: behind a handle's sign, a word that leads to a name, or with an apostrophe; what says when or where is none. */
/** Said of whom something is aimed at. */
export const AIMED = /\b(?:target(?:ed|s)?|victim|attacked|insulted|bullied|harassed|mobbed|picked on)\b/;
/** Cases counted by where they are, by whom they are about or whom they are aimed at: “which channel is the worst”, “top 3 offenders”. */
export function groupIn(text: string): CaseGroup | null {
  // “is kevin a repeat offender” is asked of one
  if (!MOST_OF_ALL.test(text) || /\ban? (?:\w+ )?(?:offender|troll|spammer|bully)\b/.test(text)) return null;
  return GROUPS.find(([words]) => words.test(text))?.[1] ?? null;
}
const MOST_OF_ALL =
  /\b(?:worst|most|top|biggest|main|frequent(?:ly)?|often(?:est)?|busiest|repeat(?= \w+s\b)|usual(?= \w+s\b)|loudest|nastiest|hottest|highest|problem)\b/;
const GROUPS: readonly [RegExp, CaseGroup][] = [
  [/\b(?:channels?|rooms?|forums?|servers?|where)\b/, 'channel'],
  [
    /\b(?:targets?|victims?)\b|\b(?:target|attack|bull|harass|insult|abus|mobb?)\w*(?:ed|ied)\b|\bunder (?:attack|fire)\b|\bsuffers?\b/,
    'target',
  ],
  [
    /\b(?:offenders?|trolls?|trouble ?makers?|spammers?|suspects|attackers?|bullies|harassers?|culprits?)\b|\bwho(?:m|se)?\b.{0,30}\b(?:cases|strikes|warnings|bans|trouble|problems)\b|\b(?:worst|problem|repeat) (?:users?|people|members?|accounts?)\b/,
    'offender',
  ],
];

export function personIn(clause: Clause): string | null {
  const { text, entities } = clause;
  for (const match of text.matchAll(PLACE_OF_NAME)) {
    const at = match.index + match[0].length;
    // what was read as a time, a place or a thing is no name
    if (match[0] !== '@' && !/^\S/.test(entities.rest.slice(at))) continue;
    const name = nameAt(asRead(clause, at));
    if (name !== null && isName(name.split(' ')[0]!) && !NO_PERSON.test(name.split(' ')[0]!)) return name;
  }
  for (const [, name] of text.matchAll(
    /(?<!\S)@?([\w.-]{2,})'s (?=(?:ban|mute|warning|time-?out|kick|case|history|record|strikes?|appeal|messages?|posts?|last|latest|previous|first|past)\b)/g,
  ))
    if (isName(name!) && !NO_PERSON.test(name!)) return name!;
  return null;
}

const LENGTH = String.raw`(?:(?:an?|one|two|three|half an|\d+) ?-?(?:min(?:ute)?s?|h|hrs?|hours?|d|days?|w|weeks?|months?) )?`;
const TO_DO = new RegExp(
  String.raw`${POLITE}(?:i (?:think )?(?:would|should) |you should |we need to |need to )?(?:give (?:\S+ ){0,4}?(?:an? )?${LENGTH})?(?:an? )?${LENGTH}(?:permanent(?:ly)? |short |final |last |official )?(?:warn(?:ing)?|mute|ban|silence|suspend|kick|expel|time ?-?out|time (?:\S+ ){1,3}?out|put (?:\S+ ){1,7}?(?:in|on|into) (?:an? )?time ?-?out|give (?:\S+ ){1,4}?(?:an?|one|two|three|half an?|\d+) ?(?:min(?:ute)?s?|hours?|h|days?|weeks?) (?:off|out|break|rest|away|to cool (?:off|down))|throw (?:\S+ ){1,4}?out|boot|issue an? \S+|(?:delete|remove|take down|erase|wipe|get rid of|hide)(?=.*(?:\b(?:messages?|posts?|comments?|insults?|wrote|written|said|posted)\b|\bcase[- ]?\d)))\b(?!.*\b(?:why|how often|how many|who)\b)`,
);
const CORRECTS = new RegExp(
  [
    // "take trent out of case-9", "remove trent from case-9": not what trent wrote
    String.raw`\b(?:take|leave|get|keep|pull) (?:\S+ ){1,4}?out of\b.{0,20}\bcase\b`,
    String.raw`\b(?:remove|drop|strike|clear|unlink) (?!.*\b(?:messages?|posts?|comments?|insults?|wrote|written|said|posted)\b)(?:\S+ ){1,4}?(?:from|in|of)\b.{0,20}\bcase\b`,
    String.raw`\b(?:put|bring|add|take) (?:\S+ ){1,4}?back (?:in|into|to)\b.{0,20}\bcase\b`,
    String.raw`\b(?:wrong (?:person|guy|man|woman|one|user|member|target|victim)|wrongly (?:named|accused|in)|(?:does not|doesn't|did not|didn't|do not|don't) belong (?:in|to)|has nothing to do with|had nothing to do with)\b`,
    String.raw`\b(?:it|that|this) (?:was not|wasn't|is not|isn't|was never) (?:him|her|them|@?\w+)\b`,
  ].join('|'),
);
/** "everyone in CASE-9 should get a mute" */
const SHOULD_GET = new RegExp(
  String.raw`${POLITE}(?:everyone|everybody|each (?:one|of them)|all (?:of )?(?:the |those )?\w+) (?:in|of|from|involved in) (?:the )?case[- ]?\d+ (?:(?:all|each) )?(?:should|must|shall|needs? to|has to|have to|deserves?|gets?)(?: (?:be given|get|receive|have))? (?:an? )?${LENGTH}(?:warning|mute|ban|time ?-?out)\b`,
);
/** Whether somebody is said to be named wrongly in a case, or rightly after all. */
export const isCorrection = (text: string): boolean => CORRECTS.test(text);

/** Whether something is to be done to somebody. Nothing is: it is put up as a card, and a person's button decides. */
export const isStepOrder = (text: string): boolean =>
  (TO_DO.test(text) || SHOULD_GET.test(text)) && !isCorrection(text);

/** "undo ACT-5", "take ACT-5 back": what was done is named. */
export const TAKES_BACK_NAMED =
  /\b(?:undo|reverse|revert|lift|take back|cancel|withdraw|revoke|overturn|rescind|pardon)\b.{0,20}\bact-?\d|\b(?:take|put|call|roll) (?:the )?act-?\d+ back\b|\bact-?\d+\b.{0,60}\b(?:take|put|call|roll) (?:it|that|this) back\b/;
