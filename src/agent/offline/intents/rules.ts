import { can, rolesWith } from '../../../domain/role.ts';
import { roleRefusal } from '../abilities.ts';
import { args, calls, type Recogniser, say, typed } from '../plan-types.ts';

/** What a rule would look at, by the words that describe it; the first that fits. */
const TYPES: [RegExp, string][] = [
  [
    /\b(?:two[- ]?factor|2 ?fa|mfa|multi[- ]?factor|second factor|2-step|two[- ]step|authenticator|passkeys?)\b/,
    'require_mfa',
  ],
  [
    /\b(?:similarity|face match(?:ing)?|match(?:ing)? (?:threshold|score)|recognition (?:threshold|confidence)|confidence threshold|threshold (?:on|for|of|at) .{0,25}\b(?:camera|cam|recognition|faces?))\b/,
    'similarity_threshold',
  ],
  [
    /\b(?:impossible travel|two (?:places|countries|cities|continents)|(?:different|distant|far[- ]?apart) (?:countries|places|cities|continents)|too far apart|travel(?:s|ling|ed)? (?:too )?(?:fast|impossibl\w+)|faster than (?:a )?(?:plane|flight)|from \S+(?: \S+)? and (?:then )?(?:from )?\S+(?: \S+)? (?:within|inside|in less than|less than|in under) .{1,12}(?:hours?|minutes?|mins?|apart))\b/,
    'impossible_travel',
  ],
  [
    /\b(?:spray\w*|many (?:different )?(?:accounts|users)|several (?:accounts|users)|\d+ (?:different |distinct )?(?:accounts|users))\b/,
    'password_spray',
  ],
  [
    /\b(?:succe\w+|gets? in|logs? in|signs? in)\b.{0,30}\bafter\b.{0,30}\b(?:fail\w*|attempts|wrong)\b/,
    'success_after_failures',
  ],
  [
    /\b(?:(?:brand[- ])?new|unknown|unseen|unfamiliar|never[- ](?:before[- ])?seen|first[- ](?:seen|time)|unrecogni[sz]ed) (?:devices?|countr(?:y|ies)|address(?:es)?|ips?|locations?|browsers?|computers?|laptops?|phones?|machines?)\b|\b(?:devices?|countr(?:y|ies)|address(?:es)?|ips?|locations?|browsers?|computers?|laptops?|phones?|machines?|places?)\b.{0,30}\b(?:haven't|have not|hasn't|has not|never)\b.{0,20}\b(?:seen|had|used|met|known|(?:logged|signed) in|come)\b/,
    'first_seen',
  ],
  [
    /\b(?:fails?|failed|failures?|failing|wrong passwords?|unsuccessful|bad passwords?|lock ?out|brute[- ]?force)\b/,
    'failed_logins',
  ],
  [
    /\b(?:outside (?:of )?(?:\w+ )?(?:hours|times?)|(?:business|working|office|work) hours|at night|after hours|after midnight|out of hours|between \d|after \d|before \d|weekends?|night[- ]?time|overnight|time (?:window|of day)|on (?:saturdays?|sundays?|holidays))\b/,
    'time_window',
  ],
  [
    /\b(?:countr(?:y|ies)|abroad|foreign|geo\w*|region|continent|eu|europe\w*|asia|africa|overseas|locations?)\b/,
    'country',
  ],
];
const ASKS =
  /\b(?:propose|draft|suggest|create|write|add|make|set up|setup|put up|build|define|new|introduce|prepare|design|like|want|need|put in(?: place)?|implement|have)\b.{0,25}\b(?:rule|policy|detection|alert rule)\b|\b(?:propose|draft|suggest|build|write|design|want|need|like) (?:something|anything|one) (?:that|which|to|for) (?:\w+ )?(?:catch|detect|block|spot|flag|find|stop|alert|notice|warn|prevent|report)\w*\b|^(?:a |new )?(?:rule|policy)(?: that| to|:)|\b(?:alert|notify|warn|tell|ping|page|flag|inform|message|let us know|let me know)(?: me| us| the team| someone| security)? (?:when|if|whenever|every time|each time|as soon as|on (?:any|every|all)|(?:about|of|for|on) (?:all |any |every )?(?:failed |new |successful )?(?:log-?ins?|sign-?ins?|attempts|access|devices?|countries))\b|\b(?:be|get) (?:notified|alerted|warned|pinged|informed|told) (?:when|if|about|of|on|for|whenever)\b|^(?:please |can you |could you |we should |let's |i want to |we need to |from now on,? )*(?:block|deny|ban|forbid|disallow|(?:allow|accept|permit|let) only|only (?:allow|accept|permit|let)|restrict|require|enforce|mandate|demand|tighten|loosen|relax|raise|lower|increase|decrease|reduce|set|change|adjust|flag|reject|limit|stop|turn on|switch on|enable|activate|roll out|introduce|force|make)\b.{0,60}\b(?:log-?ins?|sign-?ins?|access|accounts?|two[- ]?(?:factor|step)|2fa|mfa|multi-factor|second factor|passkeys?|threshold|similarity|countr\w+|traffic|attempts|authenticat\w+|logging in|signing in|(?:everything|everyone|anyone|anything|all|users|people|connections) (?:coming )?from)\b|\b(?:two[- ]?(?:factor|step)|2fa|mfa|multi-factor)\b.{0,40}\b(?:mandatory|required|compulsory|enforced|obligatory|must|should)\b|\b(?:should|must|has to|have to|needs? to)\b.{0,20}\b(?:two[- ]?(?:factor|step)|2fa|mfa|multi-factor)\b|\b(?:log-?ins?|sign-?ins?|access|traffic|connections|attempts)\b.{0,60}\b(?:should|must|ought to|need to) (?:be (?:blocked|denied|rejected|flagged|forbidden|refused|reported)|raise|trigger|cause)\b|\b(?:nobody|no one|no-one|only \w+(?: \w+)?|people|users|staff|employees|everyone)\b.{0,12}\b(?:should|may|must|can)(?: not|n't)?(?: only)?(?: be (?:able|allowed) to)? (?:log|sign) ?(?:in|on)\b|^(?:please )?(?:turn|switch) .{0,15}\b(?:two[- ]?(?:factor|step)|2fa|mfa|multi-factor)\b|^(?:flag|alert on|block)\b.{0,60}\b(?:log-?ins?|sign-?ins?)\b/;
const RECOMMEND =
  /\b(?:recommend\w*|suggest\w*|advise|advice|propos\w+ (?:any|some)|ideas? for|missing|should (?:we|i) (?:have|add|use|enable|set up|be|create|turn on|put)|would (?:you|help|make sense|be useful)|best)\b.{0,40}\brules?\b|\brules?\b.{0,45}\b(?:recommend\w*|suggest\w*|advise|should (?:we|i)|missing|make sense|would (?:you|help)|be useful|worth (?:adding|having))\b|\bwhat (?:else |other things |more )?should (?:we|i) (?:also )?(?:be )?(?:alert\w*|monitor\w*|detect\w*|watch\w*)\b|\bany (?:rule )?(?:recommendations|suggestions)\b|\bwhat (?:are|rules are) we missing\b|\b(?:gaps?|holes?|blind spots?|weak(?:ness(?:es)?| points?| spots?))\b.{0,30}\b(?:rules?|detections?|defen[cs]es?|security|coverage|monitoring)\b|\b(?:rules?|detections?|coverage)\b.{0,20}\b(?:gaps?|holes?|blind spots?)\b|\b(?:improve|tune|extend|complete) (?:our |the )?rules\b|\bhow (?:can|could|should) we (?:improve|tighten|strengthen) (?:our )?(?:rules|detection|security|protection|defen[cs]es)\b/;
const DECIDE =
  /\b(?:approve|reject|activate|enable|disable|turn (?:on|off)|delete|remove|retire|edit|pause|deactivate|accept|publish)\b.{0,30}\b(?:rules?|proposals?|drafts?|policy)\b/;

/** Proposing, recommending and deciding on rules. */
export const rules: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  if (DECIDE.test(text) && !/\bhow (?:do|can|to)\b/.test(text)) {
    if (!can(context.role, 'rules.write'))
      return say('role', roleRefusal('deciding on rules', context.role, rolesWith('rules.write')));
    return say('not_here', 'Rules are changed with their own buttons, not by me: open the page /rules.');
  }
  if (
    RECOMMEND.test(text) &&
    !/\brule (?:that|which|to|for|against|about|on)\b/.test(text) &&
    entities.countries.length === 0
  ) {
    return calls({ tool: 'recommend_rules', args: {} });
  }
  if (!ASKS.test(text)) return null;
  const country = entities.countries.length > 0 || entities.excludedCountries.length > 0;
  const found = TYPES.find(([words]) => words.test(text))?.[1];
  const type =
    found === undefined || found === 'time_window' || found === 'failed_logins'
      ? country && found !== 'time_window' && !/\b\d+\b.{0,20}\b(?:times|minutes)\b/.test(text)
        ? 'country'
        : (found ?? (entities.time?.range ? 'time_window' : undefined))
      : found;
  if (!type) return say('ask', 'What should the rule look at: failed logins, countries, new devices, hours or travel?');
  const statement = typed(clause, 0).trim();
  const number = /\b(?:to|at|of|than) (0?\.\d+|\d+ ?%)/.exec(text)?.[1];
  return calls({
    tool: 'propose_rule',
    args: args({
      rule_type: type,
      countries: type === 'country' ? [...entities.countries, ...entities.excludedCountries] : undefined,
      threshold: number,
      statement,
    }),
  });
};

/** Listing the rules is a page, not a tool of the conversation. */
export const listRules: Recogniser = ({ text }) =>
  /\b(?:which|what|list|show|our|active|current|existing)\b.{0,20}\brules\b/.test(text) &&
  !/\bfired|triggered\b/.test(text)
    ? say(
        'not_here',
        'I can’t list the rules in a conversation yet; the page /rules shows each in words, with its thresholds.',
      )
    : null;
