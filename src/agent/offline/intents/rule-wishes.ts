import { ruleWishWords } from '../../../messages/catalogue/rule-wishes.ts';
import { smallTalkWords } from '../../../messages/catalogue/small-talk.ts';
import { placesNamed } from '../each-camera.ts';
import { namesIn } from '../people-named.ts';
import { unknownPlace } from '../place-lists.ts';
import { args, asRead, type Clause, calls, type PlanContext, type Recogniser, say, typed } from '../plan-types.ts';
import { onlyAccountsIn } from '../rule-accounts.ts';
import { saysZone, staySaid } from '../rule-camera.ts';
import { groupIn } from '../rule-group.ts';
import { isOnSomeDays, readHoursChange } from '../rule-hours.ts';
import { BY_ACCOUNT, isOfCameras, ruleLimits } from '../rule-limits.ts';
import { networksIn, type RuleText, readRuleParams, readRuleSeverity, signingIn } from '../rule-params.ts';
import { onlyWhom } from '../rule-people.ts';
import { leftOutIn } from '../somebody-left-out.ts';
import { STANDS_FOR_PLACE } from './people.ts';

const SEEN_THERE = String.raw`(?:enter\w*|go(?:es|ing)? in(?:to)?|walk\w*|step\w*|climb\w*|com(?:es?|ing) (?:in(?:to)?|near|through)|is (?:seen|in|at|near|on)|are (?:seen|in|at|near|on)|stands?|standing|loiter\w*|hang\w* around|park\w*|driv\w+|approach\w*|cross\w*|appears?|shows? up|spotted|seen|sees|detect\w*|shows)`;
const PLACE = String.raw`(?:${STANDS_FOR_PLACE}|zones?|areas?|doors?|entrance|exit|gates?|fence|lobby|warehouse|garage|yard|roof|premises|building|parking(?: lot)?|car park|loading (?:dock|bay)|server room|stairs|stairwell|corridor|hallway|reception|office|store ?room|cameras?)`;
/** What a rule would look at, by the words that describe it; the first that fits. */
export const TYPES: [RegExp, string][] = [
  [
    new RegExp(
      String.raw`\b(?:unknown|un-?recogni[sz]ed|un-?familiar) (?:persons?|people|faces?|visitors?|man|woman|somebody|someone)\b|\bstrangers?\b(?!.*\b(?:log|sign)\w*[ -]?in)|\b(?:somebody|someone|anybody|anyone|people|a person) (?:that |who |whom )?(?:we|nobody|no one) (?:do(?:es)? ?n[o']t |don't )?(?:knows?|recogni[sz]es?)\b.*\b${PLACE}\b`,
    ),
    'unknown_person',
  ],
  [
    new RegExp(
      String.raw`\b(?:somebody|someone|anybody|anyone|people|persons?|an? (?:person|man|woman|car|truck|vehicle|dog|bike|bicycle|bus|motorcycle|cat)|cars?|trucks?|vehicles?|dogs?|whoever|movement|visitors?|intruders?)\b.{0,40}\b${SEEN_THERE}\b.{0,40}\b${PLACE}\b|\b(?:restricted|forbidden|off[- ]limits|no[- ]go) (?:zone|area)s?\b|\b(?:camera|cam)s?\b.{0,40}\b(?:sees?|detects?|spots?|notices?|shows?|films?)\b`,
    ),
    'zone_entry',
  ],
  [
    /\b(?:two[- ]?factors?|2 ?fa|mfa|multi[- ]?factor|second factor|2-step|two[- ]step|authenticator|passkeys?)\b/,
    'require_mfa',
  ],
  [
    /\b(?:similarity|(?:stricter|looser|more lenient|less strict|more tolerant|less tolerant|pickier)\b.{0,30}\b(?:faces?|recogni\w+|match\w*)|\b(?:face|recogni\w+|match\w*)\b.{0,30}\b(?:stricter|looser|more lenient|less strict|more tolerant|less tolerant|pickier)\b|face match(?:ing)?|match(?:ing)? (?:threshold|score)|recognition (?:threshold|confidence)|confidence threshold|threshold (?:on|for|of|at) .{0,25}\b(?:camera|cam|recognition|faces?))\b/,
    'similarity_threshold',
  ],
  [
    /\b(?:impossible travel|two (?:places|countries|cities|continents)|(?:different|distant|far[- ]?apart) (?:countries|places|cities|continents)|too far apart|travel(?:s|ling|ed)? (?:too )?(?:fast|impossibl\w+)|faster than (?:a )?(?:plane|flight)|from \S+(?: \S+)? and (?:then )?(?:from )?\S+(?: \S+)? (?:within|inside|in less than|less than|in under) .{1,12}(?:hours?|minutes?|mins?|apart))\b/,
    'impossible_travel',
  ],
  [
    /\b(?:spray\w*|(?:one|same|single) passwords? (?:on|for|against|over|with|to|across)\b|(?:lots of|a lot of|dozens of|multiple|hundreds of|loads of|various|many|several|\d+) (?:different |distinct |other )?(?:accounts|users|user ?names|logins at once))\b/,
    'password_spray',
  ],
  [
    /\b(?:succe\w+|gets? in|logs? in|signs? in)\b.{0,30}\bafter\b.{0,30}\b(?:fail\w*|attempts|wrong)\b/,
    'success_after_failures',
  ],
  [
    /\b(?:(?:brand[- ])?new|unknown|unseen|unfamiliar|never[- ](?:before[- ])?seen|first[- ](?:seen|time)|unrecogni[sz]ed) (?:devices?|countr(?:y|ies)|address(?:es)?|ips?|locations?|browsers?|computers?|laptops?|phones?|machines?)\b|\b(?:devices?|countr(?:y|ies)|address(?:es)?|ips?|locations?|browsers?|computers?|laptops?|phones?|machines?|places?)\b.{0,30}\b(?:haven't|have not|hasn't|has not|never)\b.{0,20}\b(?:seen|saw|had|used|met|known|knew|(?:logged|signed) in|come)\b|\b(?:devices?|countr(?:y|ies)|address(?:es)?|ips?|locations?|browsers?|computers?|laptops?|phones?|machines?|places?)\b.{0,15}\b(?:nobody|no one|none of us|we don't|they don't)\b.{0,20}\b(?:seen|used|know|recogni[sz]e|before)\b/,
    'first_seen',
  ],
  [
    /\b(?:fails?|failed|failures?|failing|wrong passwords?|unsuccessful|bad passwords?|lock ?out|brute[- ]?force)\b/,
    'failed_logins',
  ],
  [
    /\b(?:outside (?:of )?(?:\w+ )?(?:hours|times?)|outside (?:of )?\d{1,2}(?::\d\d)?(?: ?[ap]m)?|(?:business|working|office|work) hours|(?:at|by|in the|middle of the|during the|late) (?:night|small hours|early hours)|before dawn|at \d{1,2}(?::\d\d)? ?(?:am|pm|o'clock|in the)|after hours|after midnight|out of hours|between \d|after \d|before \d|weekends?|night[- ]?time|overnight|time (?:window|of day)|on (?:saturdays?|sundays?|holidays))\b/,
    'time_window',
  ],
  [
    /\b(?:countr(?:y|ies)|abroad|foreign|geo\w*|region|continent|eu|europe\w*|asia|africa|overseas|locations?)\b/,
    'country',
  ],
];
const AGAIN =
  /\b(?:propose|suggest|draft|recommend)\w* (?:it |that |this )?(?:again|once more|anyway|nevertheless)\b|\b(?:again|once more|anyway)[.! ]*$/;
/** “if PER-6 shows up again” is said of them, not of the proposal. */
const PROPOSED_AGAIN =
  /\b(?:propose|suggest|draft|recommend)\w* (?:it |that |this )?(?:again|once more|anyway|nevertheless)\b/;
/** Two places and little between them: nobody travels so fast. */
const SOON =
  /\b(?:later|apart|within|same|then|after|afterwards|at once|simultaneous\w*|both|same time|minutes?|mins?|hours?|too fast|so fast|shortly|next)\b/;

/** The rule that a clause wishes for. */
export function wish(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const { text, entities } = clause;
  const country = entities.countries.length > 0 || entities.excludedCountries.length > 0;
  const travel = placesIn(entities) > 1 && SOON.test(text) && !/\b(?:fail\w*|block|deny|allow|only)\b/.test(text);
  const group = groupIn(ruleText(clause));
  const watched = watchedIn(clause, context);
  const told = travel ? 'impossible_travel' : TYPES.find(([words]) => words.test(text))?.[1];
  const isOfZone =
    (told === undefined || told === 'time_window') && saysZone(ruleText(clause)) && !OF_LOGINS.test(text);
  const isAtPlace = A_PLACE.test(text) && !OF_LOGINS.test(text) && !isOfCameras(told);
  const about = watched ? 'watched_person' : isAtPlace || (isOfZone && !country) ? 'zone_entry' : told;
  // of accounts that are named there can be a rule; requiring it of a team is not for SafeNest
  const isDetected =
    about === 'require_mfa' &&
    (Boolean(group) ||
      /\b(?:log|sign)(?:ged|ed|ging|ing|s)?[- ]?(?:ins?|ons?) (?:that (?:come |came )?)?without\b|\bdetect/.test(text));
  const described = isDetected ? 'without_second_factor' : about;
  // addresses, or an account by its name, and nothing else said of them
  const found =
    described ?? (networksIn(text).length > 0 || (!country && signingIn(ruleText(clause))) ? 'listed' : undefined);
  const wished =
    found === undefined || found === 'time_window' || found === 'failed_logins'
      ? country && found !== 'time_window' && !/\b\d+\b.{0,20}\b(?:times|minutes)\b/.test(text)
        ? 'country'
        : (found ?? (entities.time?.range ? 'time_window' : undefined))
      : found;
  // how long somebody stays is looked at in a place, where those with a name may be
  const staysUnknown = wished === 'unknown_person' && staySaid(ruleText(clause)) !== null;
  const type = staysUnknown ? 'zone_entry' : wished;
  const only = type && NARROWED.has(type) ? onlyAccountsIn(asRead(clause, 0), namesKnown(context)) : null;
  const narrowed = only !== null && only.accounts.length > 0;
  const limits = ruleLimits(type, clause, narrowed);
  const wishWords = ruleWishWords[context.language];
  if (context.tools.has('propose_rule')) {
    if (limits.beyond) return say('not_here', wishWords.beyond(limits.beyond));
    if (limits.apart) return eitherOf(clause, limits.apart, wishWords.apart(...limits.apart));
    if (type === 'time_window' && isOnSomeDays(text)) return say('not_here', wishWords.beyond(typed(clause, 0).trim()));
  }
  if (!type) {
    // who may not propose is told so before anything is asked
    if (!context.tools.has('propose_rule')) return calls({ tool: 'propose_rule', args: {} });
    // a rule that is there is limited to nobody
    const only = onlyWhom(text);
    if (only) return say('not_here', wishWords.beyond(typed(clause, ...only.said)));
    return say('ask', smallTalkWords[context.language].ruleAboutWhat);
  }
  const end = limits.text.trimEnd().length;
  const whole = typed(clause, 0, end);
  const spared = isOfCameras(type) ? leftOutIn(whole, context.language) : null;
  const raw = without(whole, spared);
  const read = limits.text.slice(0, end);
  const said = { ...ruleText(clause), text: read.length === whole.length ? without(read, spared) : read, raw };
  const places = isOfCameras(type) && !saysZone(said) ? placesOf(raw, context) : [];
  const sparesNamed = spared !== null && NAMED_PEOPLE.test(spared.text) && type !== 'watched_person';
  const sparesWeekends = spared !== null && /weekends?(?!\p{L})/iu.test(spared.text);
  const left = [
    ...(narrowed && only ? only.unknown : []),
    ...limits.left,
    ...(places.length === 0 && limits.place ? [limits.place] : []),
    ...(type === 'unknown_person' || type === 'zone_entry' ? othersNamed(raw, context) : []),
    ...(spared && !sparesNamed && !sparesWeekends ? [spared.text.trim()] : []),
  ];
  const changesHours = type === 'time_window' && HOURS_THERE_ARE.test(text);
  const params = {
    ...(watched && { people: watched }),
    ...(type === 'without_second_factor'
      ? { group: groupIn(said) ?? group }
      : changesHours
        ? readHoursChange(said.text)
        : readRuleParams(type, said)),
    ...(narrowed && only && { accounts: only.accounts }),
    ...(places.length > 0 && { cameras: places }),
    ...(staysUnknown && { objects: ['person'] }),
    ...((sparesNamed || staysUnknown) && type === 'zone_entry' && { known_allowed: true }),
    ...(sparesWeekends && { on_days: ['mon', 'tue', 'wed', 'thu', 'fri'] }),
  };
  const proposed = calls({
    tool: 'propose_rule',
    args: args({
      rule_type: type,
      existing: changesHours || undefined,
      statement: typed(clause, 0).trim(),
      params: Object.keys(params).length > 0 ? params : undefined,
      severity: readRuleSeverity(text),
      again: (watched ? PROPOSED_AGAIN : AGAIN).test(text) || undefined,
    }),
  });
  return left.length > 0 ? { ...proposed, limits: left } : proposed;
}

/** What accounts are called that stand in the message. */
export const namesKnown = ({ names = [] }: PlanContext): string[] =>
  names.filter(({ accounts }) => accounts.length > 0).flatMap(({ bears }) => [...bears]);

/** “make the working hours 7 to 19 instead”: those of the rule there is, and no second one. */
export const HOURS_THERE_ARE =
  /^(?:(?:please|can you|could you|ok(?:ay)?|and|so|no|now|then|actually|let's|we should|i want to)[ ,]+)*(?:make|set|change|move|adjust|extend|put|shift|widen|shorten|update|correct|fix) (?:the|our|these|those|my) (?:(?:allowed|normal|usual|regular) )?(?:working|work|office|business|opening|allowed)[- ]?(?:hours|times?)\b/;

/** Kinds that take the accounts they are for beside what they look at. */
const NARROWED: ReadonlySet<string> = new Set(
  [...BY_ACCOUNT].filter((kind) => kind !== 'listed' && kind !== 'without_second_factor'),
);

/** “a stranger or Tony Blair”: who is known by name, and whom such a rule does not watch for. */
const othersNamed = (raw: string, { names = [] }: PlanContext): string[] =>
  names
    .filter(({ person, name }) => person !== null && raw.toLowerCase().includes(name.toLowerCase()))
    .map(({ name }) => name);

/** The places where a rule is to look, as typed: only of what stands behind “when”. */
function placesOf(raw: string, context: PlanContext): string[] {
  const condition = WHENEVER.exec(raw);
  const said = condition ? raw.slice(condition.index + condition[0].length) : raw;
  const places = placesNamed(said, context).filter((name) => !NO_PLACE.test(name));
  // one that does not exist is asked for, so that it is refused
  const unknown = places.length === 0 && condition ? unknownPlace(said, () => false) : null;
  return unknown === null ? places : [unknown];
}
const NO_PLACE = /^(?:an?|any|the|our|all|every|each|some|one|ein(?:e[rm]?)?|une?|una?|cameras?)$/i;

/** With as many blanks for what is left out, so that positions stay. */
const without = (text: string, part: { text: string; at: number } | null): string =>
  part ? text.slice(0, part.at) + ' '.repeat(part.text.length) + text.slice(part.at + part.text.length) : text;
/** “but people we know”: those with a name. */
const NAMED_PEOPLE =
  /(?<!\p{L})(?:(?:known|named|enrolled|familiar|recogni[sz]ed) (?:people|persons?|ones?|faces?|visitors?)|people (?:we know|with (?:a )?names?)|bekannte[nr]?(?: personen| leuten?)?|personnes connues|personas conocidas|conocid[oa]s)(?!\p{L})/iu;

/** Whoever one wants to hear of when a camera sees them: “alert me when Tony Blair shows up”. */
function watchedIn(clause: Clause, { language }: PlanContext): string[] | null {
  const raw = typed(clause, 0);
  const condition = WHENEVER.exec(raw);
  if (!condition || OF_LOGINS.test(clause.text) || clause.entities.countries.length > 0) return null;
  const from = condition.index + condition[0].length;
  const said = raw.slice(from);
  if (!SEEN.test(said) && !A_PLACE.test(said)) return null;
  const names = namesIn(said, language);
  const [first] = names;
  // who is watched for stands first: “when somebody is at Gate North” names nobody
  if (!first || first.from > 0) return null;
  const people = [first.name];
  for (const [index, { name, from: at }] of names.slice(1).entries()) {
    if (!/^(?:,| and| or| und| oder| et| ou| y| o| e| u){1,2} $/i.test(said.slice(names[index]!.to, at))) break;
    people.push(name);
  }
  return people.slice(0, 20);
}
/** A camera, its place or a zone by its name: nothing signs in there. */
const A_PLACE = new RegExp(STANDS_FOR_PLACE, 'i');
const WHENEVER =
  /(?<!\p{L})(?:when(?:ever)?|if|as soon as|(?:every|each|any) ?time|once|wenn|falls|sobald|immer wenn|quand|lorsque|dès que|si|cuando|cada vez que)\s+(?=\S)/iu;
const SEEN =
  /(?<!\p{L})(?:is (?:back|here|seen|around|spotted|there|at|in|on|near)|(?:are|gets?) (?:seen|spotted|here|back)|seen|spotted|shows? up|turns? up|appears?|c[ao]mes?|arriv\w*|enters?|walks?|leaves?|visits?|returns?|is on|gesehen|auftaucht|erscheint|kommt|betritt|da ist|zurück|vue?s?|apparaît|arrive|entre|vient|revient|passe|aparezca\w*|llegue\w*|entre\w*|venga\w*|vuelva\w*|vist[oa]s?|vea\w*)(?!\p{L})/iu;
const OF_LOGINS =
  /\b(?:log|sign)(?:s|ged|ging|ed|ing)?[- ]?(?:in|on|into)\b|\b(?:log-?ins?|sign-?ins?|fail\w*|passwords?|accounts?|devices?|posts?|writes?|messages?|incidents?|alerts? (?:is|are))\b/;

/** Two conditions that no rule has both of: that is said, and either can be had by naming it. */
function eitherOf(clause: Clause, [one, other]: [string, string], text: string): ReturnType<Recogniser> {
  const wished = typed(clause, 0).trim();
  const without = (said: string): string =>
    wished
      .replace(said, / (?:when|if|whenever) $/.test(wished.slice(0, wished.indexOf(said))) ? 'someone' : ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  return {
    say: {
      why: 'ask',
      text,
      options: [
        { label: one, message: without(other) },
        { label: other, message: without(one) },
      ],
    },
  };
}

/** How many cities and countries are named. */
export const placesIn = ({ conditions, countries }: Clause['entities']): number =>
  (conditions.city?.split(',').length ?? 0) + countries.length;

export const ruleText = (clause: Clause): RuleText => ({
  text: clause.text,
  raw: typed(clause, 0),
  countries: clause.entities.countries,
  excludedCountries: clause.entities.excludedCountries,
});
