import { ALERT_STATUSES } from '../../../domain/alert.ts';
import { INCIDENT_STATUSES } from '../../../domain/incident.ts';
import { can } from '../../../domain/role.ts';
import type { Kind } from '../entities.ts';
import { knownAmong } from '../focus.ts';
import { args, type Clause, calls, type PlanContext, type Recogniser } from '../plan-types.ts';
import { isLeftOut } from '../severity-words.ts';
import { countedBy } from '../threshold-words.ts';
import { unusedLimits, unusedWords } from '../unused-words.ts';
import { cameraName, isWholeSite } from './people.ts';
import { ownersOf, usersOf } from './search-people.ts';
import { queryOf } from './search-words.ts';
import { focusOf } from './seen-before.ts';

const TOPIC =
  /\b(?:logs?|events?|activity|activities|entries|records|happen(?:ed|s|ing)?|going on|went on|came in|come in|coming in|traffic|what's new|anything new|news|attention|worry|worried|concern\w*|should i know|look at today|(?:c[ao]me|turn(?:ed)?|pop(?:ped)?|show(?:ed)?) up|occurr\w+|issues?|problems?|risky?|security)\b/;
const ASKS =
  /\b(?:show|list|summari[sz]e|sum up|find|search|look for|look up|get|give|any|anything|how many|how often|count|number of|which|what|who|when|where|was|were|did|has|have|is|are|display|see|pull|fetch|check|tell|display|top|latest|last|recent|grep|filter|query|total)\b/;

/** Everything that is answered from stored logins, alerts and incidents. */
const NOTICE =
  /\b(?:any|some|every)thing (?:bad|wrong|nasty|ugly|alarming|dodgy|serious|worrying|scary|off)\b|\b(?:worst|most (?:serious|urgent|pressing|dangerous|important|critical)) (?:thing|matter|issue|problem)\b|\b(?:one|single|first|only) thing (?:that )?(?:i|we|one|you|he|she|they)(?:'d)? (?:should|must|need to|have to|ought to|would)\b|\b(?:should i know|worry|worried|attention|concern\w*|what's new|anything new|issues?|problems?|security|keep an eye on|should (?:i|we) (?:know|look at|worry|do something)|i (?:need|have|ought) to (?:look at|know|see|do|check|deal with|act on|handle)|(?:for me|worth) (?:to look at|looking at|to do|a look)|i miss(?:ed)?)\b/;

export const search: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  const { rest, conditions } = entities;
  const owners = ownersOf(clause, can(context.role, 'incidents.read') ? 'member' : 'own_only');
  const asksOwner = [owners.assignee, owners.exclude_assignee, owners.opened_by].some((one) => one !== undefined);
  const aboutWork =
    asksOwner &&
    (/\bwork\w*\b|\b(?:plate|workload|to-?do|queue|desk)\b/.test(text) ||
      // "what have I reported so far?"
      (owners.opened_by === 'me' && entities.kinds.length === 0 && /\breport/.test(text)));
  const named = entities.kinds.includes('incident') || (entities.kinds.length === 0 && aboutWork);
  const owned = named && asksOwner ? owners : { spans: [] };
  const people = usersOf(clause);
  // a name that the conversation knows is one wherever it stands
  const known =
    people.user === null && people.excluded === null && !asksOwner
      ? knownAmong(unusedWords(clause, people.spans, context), context.history)
      : null;
  const owner = named && asksOwner ? (owners.assignee ?? owners.exclude_assignee ?? owners.opened_by) : undefined;
  // Whose incidents they are is not whom they are about.
  const called = people.user === owner ? null : (people.user ?? known);
  const user = called !== null && (STRANGERS.test(called) || asStrangers(text).includes(called)) ? null : called;
  const words = queryOf(clause);
  const previous = clause.before.at(-1);
  const inherits = previous?.tool === 'search_logs' && INHERITS.test(text) && entities.kinds.length === 0;
  if (inherits && WORST.test(rest)) return calls({ tool: 'search_logs', args: { ...previous.args, order: 'worst' } });
  const given = kindsOf(clause, user, named && aboutWork);
  // who got in after many failures is told beside the failed logins, by account
  const brokeIn = conditions.rule === 'success_after_failures' && !/\b(?:alerts?|alarms?)\b/.test(text);
  // the worst day or hour is the one with the most failures, where nothing else is named
  const hardest = given.length === 0 && entities.groupBy !== null && busiest(text, entities.groupBy);
  const kinds: Kind[] = brokeIn || hardest ? ['login'] : given;
  const isNamed =
    kinds.length > 0 ||
    entities.ip !== null ||
    entities.excludedIp !== null ||
    user !== null ||
    people.excluded !== null ||
    words !== null;
  const about =
    isNamed ||
    entities.outcome !== null ||
    entities.groupBy !== null ||
    entities.via !== null ||
    entities.abroad !== null ||
    ((entities.severity !== null || conditions.hours !== null || conditions.weekdays !== null) &&
      /\b(?:events?|things?|stuff|activity|ones?|findings?|anything|something|everything|whatever|all|any|what|happen\w*|occur\w*)\b/.test(
        rest,
      ));
  const worth =
    about ||
    ((TOPIC.test(rest) || NOTICE.test(rest)) &&
      (entities.time !== null ||
        entities.severity !== null ||
        /\blogs?\b|\bevents?\b|\bactivity\b|\bworr|\battention\b|\bwhat's new\b|\bhappen|\bc[ao]m(?:e|ing) in\b|\bshould (?:i|we) (?:know|look|worry)|\bi (?:need|have|ought|should)\b|\b(?:i|we) miss(?:ed)?\b|\beye on\b|\bfor me\b|\b(?:worst|most \w+|one|single) (?:thing|matter|issue|problem)\b/.test(
          rest,
        )));
  if (!worth) return null;
  if (!ASKS.test(text) && !isNamed && entities.time === null) return null;

  const notice = kinds.length === 0 && !entities.ip && !user && !words && !entities.outcome && NOTICE.test(rest);
  // "who signed in?" asks for those who did, not for those who tried
  const signedIn = kinds.includes('login') && entities.outcome === null && whoSignedIn(text);
  const counted =
    entities.threshold && !conditions.rule ? (entities.groupBy ?? countedBy(text, entities.threshold.span)) : null;
  // "when does he normally sign in?": at which hours of the day
  const usualTime = kinds.includes('login') && USUAL_TIME.test(text);
  const groupBy =
    counted ??
    (usualTime ? 'hour' : null) ??
    entities.groupBy ??
    (brokeIn ? 'user' : signedIn && !user ? 'user' : impliedGroup(clause, kinds));
  const attacked =
    kinds.includes('login') && /\battack|\btarget(?:ed|ing|s)\b|\bvictims?\b|\boffenders?\b|\bculprits?\b/.test(text);
  const outcome =
    kinds.length === 0 || kinds.includes('login')
      ? brokeIn
        ? 'failure'
        : (entities.outcome ?? (attacked || hardest ? 'failure' : signedIn || usualTime ? 'success' : null))
      : null;
  const camera = placeOf(clause, kinds, context);
  const strangers = kinds.join() === 'alert' && people.excluded === null ? STRANGERS.exec(text) : null;
  const ruleNamed = ruleRef(clause) ?? conditions.rule;
  // nobody is called so: these are the alerts of people whom nobody knows
  const rule = kinds.includes('login')
    ? null
    : strangers && (ruleNamed === null || ruleNamed === 'cameras')
      ? 'unknown_person'
      : ruleNamed;
  const used: (readonly [number, number])[] = [
    ...people.spans,
    ...owned.spans,
    ...(strangers ? [[strangers.index, strangers.index + strangers[0].length] as const] : []),
    ...[entities.abroad, entities.via?.span, counted ? entities.threshold?.span : null].filter((span) => !!span),
  ];
  const oldest = !groupBy && OLDEST.test(rest);
  // "Is 203.0.113.9 known? Any logins from it?"
  const ofThat =
    previous?.tool === 'search_logs' &&
    !entities.ip &&
    !user &&
    /\b(?:from|of|by|for|with|did) (?:it|that|there|them|him|her|he|she|they)\b/.test(rest);
  return {
    calls: [
      {
        tool: 'search_logs',
        args: args({
          query: words,
          kinds: notice ? ['alert'] : kinds,
          min_severity: entities.severities.length > 0 ? undefined : entities.severity,
          severities: entities.severities,
          outcome,
          // what should worry someone is what nobody has dealt with
          status:
            statusOf(clause, kinds) ??
            (STILL_OPEN.test(text) && entities.kinds.length === 0 ? 'open' : undefined) ??
            ((notice && (WORRIES.test(rest) || ONE_THING.test(rest))) ||
            (AT_PRESENT.test(rest) && kinds.join() === 'alert')
              ? 'open'
              : undefined),
          user: user ?? (ofThat ? previous?.args.user : undefined),
          exclude_user: people.excluded ?? undefined,
          ip: entities.ip ?? (ofThat ? previous?.args.ip : undefined),
          exclude_ip: entities.excludedIp,
          country: entities.countries.join(','),
          exclude_country: entities.abroad ? 'home' : entities.excludedCountries.join(','),
          city: conditions.city,
          device: conditions.device,
          via: kinds.length === 0 || kinds.includes('login') ? entities.via?.via : undefined,
          rule,
          camera,
          assignee: owned.assignee,
          exclude_assignee: owned.exclude_assignee,
          opened_by: owned.opened_by,
          hours: conditions.hours,
          weekdays: conditions.weekdays,
          range: entities.time?.range,
          group_by: groupBy,
          min_count: counted ? entities.threshold?.atLeast : undefined,
          limit: entities.limit ?? (THE_WORST_ONE.test(text) || (oldest && FIRST_ONE.test(text)) ? 1 : undefined),
          order:
            usualTime ||
            busiest(text, groupBy) ||
            ((WORST.test(rest) ||
              (entities.limit !== null && /\bworst\b/.test(text)) ||
              (notice && (WORRIES.test(rest) || ONE_THING.test(rest)))) &&
              !kinds.includes('login'))
              ? 'worst'
              : oldest
                ? 'oldest'
                : undefined,
        }),
      },
    ],
    unused: words === null ? withoutPlace(withoutName(unusedWords(clause, used, context), known), camera) : [],
    limits: words === null ? withoutPlace(unusedLimits(clause, used), camera) : [],
  };
};

/** People whom nobody knows, in the words of each language: nobody's name. */
const STRANGERS =
  /(?<![\p{L}\p{N}])(?:(?:unknown|unrecogni[sz]ed|unidentified|unfamiliar) (?:people|persons?|visitors?|faces?|individuals?|m[ea]n|wom[ea]n)|strangers?|intruders?|(?:people|persons?|visitors?) (?:(?:that|who|whom) )?(?:nobody|no one|we do not|we don't) knows?|(?:unbekannte[nrms]?|fremde[nrms]?)(?: (?:personen?|leute[n]?|menschen|gesichter[n]?|besucher[n]?))?|(?:(?:personnes?|gens|visiteurs?|visages?) )?inconnu(?:e?s?)|(?:(?:personas?|gente|visitantes?|caras?|rostros?) )?desconocid[oa]s?|extra[nñ][oa]s|intrus[oa]s)(?![\p{L}\p{N}])/iu;

const asStrangers = (text: string): string => STRANGERS.exec(text)?.[0] ?? '';

const THERE = /(?<!\b(?:is|are|was|were|been|be) )\bthere\b(?! (?:is|are|was|were|any|been)\b)/;

/** Where cameras raised what is asked for; at the whole site is everywhere. */
function placeOf(clause: Clause, kinds: readonly Kind[], { history }: PlanContext): string | null {
  if (kinds.length === 0 || kinds.includes('login')) return null;
  const place = cameraName(clause);
  if (place !== null) return isWholeSite(place) ? null : place;
  // “any alerts there today?” after what a camera saw
  const there = THERE.test(clause.text) ? focusOf(history)?.camera : undefined;
  return typeof there === 'string' ? there : null;
}

/** What was left over, less the words of the place. */
const withoutPlace = (left: readonly string[], place: string | null): string[] =>
  left
    .map((phrase) => {
      const rest = phrase
        .split(/\s+/)
        .filter((word) => !`camera ${place ?? ''}`.toLowerCase().split(' ').includes(word.toLowerCase()));
      return place === null ? phrase : rest.join(' ');
    })
    .filter((phrase) => phrase !== '');

/** What was left over, less the name that was found in it. */
const withoutName = (left: readonly string[], name: string | null): string[] =>
  name === null
    ? [...left]
    : left
        .map((phrase) =>
          phrase
            .split(/\s+/)
            .filter((word) => !word.startsWith(name))
            .join(' '),
        )
        .filter((phrase) => phrase !== '');

/** "at what hour do most failures happen", "which day was the worst": the fullest first. */
export const busiest = (text: string, by: string | null | undefined): boolean =>
  (by === 'hour' || by === 'day') && MOST_OF_ALL.test(text);
const USUAL_TIME =
  /\b(?:when|(?:at )?(?:what|which) (?:times?|hours?)(?: of (?:the )?day)?)\b.*\b(?:usual|usually|normal|normally|typical|typically|generally|mostly|regularly)\b/;
const MOST_OF_ALL =
  /\b(?:most|worst|busiest|peak|peaks?|highest|hardest|heaviest)\b(?! (?:recent|severe|serious|critical|important))/;
const PEOPLE = String.raw`(?:who(?:ever|'s)?|(?:which|what|how many) (?:of (?:our|the|my) )?(?:different |distinct |of our )?(?:people|persons|person|employees?|users?|accounts?|members?|colleagues?|staff)|(?:everyone|everybody|anyone|all (?:the )?(?:people|users|accounts|employees)) (?:who|that))`;
const WHO_SIGNED_IN = new RegExp(
  String.raw`\b${PEOPLE}\b[^,;.?!]{0,30}?\b(?:sign(?:s|ed|ing)?|logg?(?:s|ed|ing)?)[ -]?(?:in|on)(?:to)?\b`,
);

/** Whether a text asks for the people who signed in, rather than for all who came to the door. */
const whoSignedIn = (
  said: string,
  text = said.replace(/\bnot (?:counting|including|considering|by|for)\b.*$/, ''),
): boolean =>
  WHO_SIGNED_IN.test(text) &&
  !/\b(?:tr(?:y|ied|ies|ying)|attempt\w*|fail\w*|want(?:ed|s)?|not|never|\w+n't|unable|problems?|trouble|attack\w*|break|hack\w*)\b/.test(
    text,
  );

/** Goes on about what an earlier part of the message asked for. */
const INHERITS =
  /^(?:and )?(?:what|which|who|show|list|tell me)\b.{0,25}\b(?:worst|most|oldest|newest|latest|ones?|them|those)\b/;
/** "is anyone attacking us right now?" is about what still stands. */
const AT_PRESENT = /\b(?:right now|at the moment|at present|currently|as we speak)\b/;
export const WORST =
  /\b(?:(?:sort|order|rank)(?:ed|ing)?\b[^,;]{0,40}?\bby (?:severity|risk|priority|importance|urgency)|(?:the )?(?:worst|most (?:severe|serious|important|urgent|critical|dangerous)|by severity first|by how (?:bad|severe|serious|critical|urgent|dangerous|important) (?:they|these|those|it) (?:are|is|look)|(?:by )?(?:worst|most severe|most serious) first|severe ones first|highest[- ](?:severity|risk|priority)))\b/;
/** "open the worst alert" */
const THE_WORST_ONE =
  /^(?:(?:and|so|ok(?:ay)?|please|can you|could you|now),? )*(?:open|show(?: me)?|what(?: is|'s)|which is) (?:the )?(?:single )?(?:worst|most (?:severe|serious|urgent|critical|important)) (?:open )?(?:alert|alarm|incident)(?: (?:open|now|right now|please|today|this week|last week))*[?!. ]*$/;
/** "first login of tomas", "when did he first sign in?", "oldest first": from the beginning on. */
const OLDEST =
  /\b(?:oldest|earliest)\b|\b(?:very )?first (?:ever )?(?:(?:failed|successful|open|unresolved|critical|high|medium|low|recorded|known) )*(?:(?:log-?in|sign-?in|attempt|failure|event|entry|record)\b|(?:alert|alarm|incident)(?= (?:of|about|from|for|ever|with|on|that|we)\b|\s{3,}))|^(?:and |so )?when\b.*\bfirst time\b|\b(?:did|has|have|was|were)\b.*\bfirst (?:ever )?(?:log|sign|connect|appear|show|fail|try|tried|seen|active|get|got)/;
const FIRST_ONE =
  /\b(?:oldest|earliest|first) (?:\w+ ){0,2}(?:log-?in|sign-?in|alert|alarm|incident|attempt|failure|event|entry|record|time)\b|\bfirst (?:ever )?(?:log|sign|connect|appear|show|fail|try|tried|seen|active|get|got)/;
/** One thing is wanted, and it is the worst. */
const ONE_THING = /\b(?:one|single|only|most \w+) thing\b|\b(?:two|three|four|five|\d) things\b/;
const WORRIES = /\b(?:worry|worried|worrying|concern\w*|attention|keep an eye on|deal with|act on|handle)\b/;

/** The rule an alert was raised by, where one is named by its number. */
const ruleRef = ({ entities }: Clause): string | undefined => entities.refs.find((ref) => ref.kind === 'rule')?.ref;

function kindsOf(clause: Clause, user: string | null, work: boolean): Kind[] {
  const { entities, text } = clause;
  if (work) return ['incident'];
  if (entities.ip !== null && AFFECTED.test(text) && !/\b(?:alerts?|incidents?)\b/.test(text)) return ['login'];
  const attackers =
    /\b(?:who|which|what|top)\b.{0,40}\battack(?:ed|ing|s|ers?)?\b|\battackers?\b|\btarget(?:ed|ing)\b|\boffenders?\b|\bculprits?\b/.test(
      text,
    );
  if (attackers && entities.groupBy && !/\balerts?\b/.test(text)) return ['login'];
  const kinds = [...entities.kinds];
  // "did any rule fire today?"
  if (kinds.length === 0 && FIRED.test(text)) return ['alert'];
  // "what else is open?"
  if (kinds.length === 0 && STILL_OPEN.test(text) && !NOTICE.test(text)) return ['alert', 'incident'];
  if (kinds.length === 0 && /\bfalse (?:alarms?|positives?)\b/.test(text)) return ['alert'];
  const { rule, device, city } = entities.conditions;
  // "any impossible travel?" asks for the alerts of that name.
  if (
    kinds.length === 0 &&
    (rule !== null || (ruleRef(clause) && /\b(?:rais|trigger|fir|caus|produc|find|found|catch|caught)\w*/.test(text)))
  )
    return ['alert'];
  if (kinds.length === 0 && (device !== null || city !== null) && !/\b(?:events?|logs?)\b/.test(text)) return ['login'];
  if (kinds.length === 0 && (entities.groupBy === 'outcome' || attackers)) return ['login'];
  if (kinds.length === 0 && entities.outcome && !/\b(?:events?|logs?)\b/.test(text)) return ['login'];
  if (kinds.length === 0 && entities.outcome && /\b(?:failed|unsuccessful|successful)\b/.test(text)) return ['login'];
  // Accounts, addresses and countries that are counted are those of logins.
  if (
    kinds.length === 0 &&
    (entities.ip !== null || (user !== null && TRIED.test(text))) &&
    (entities.groupBy === 'user' || entities.groupBy === 'ip' || entities.groupBy === 'country') &&
    !/\b(?:events?|logs?)\b/.test(text)
  )
    return ['login'];
  if (kinds.length === 0 && user && /\b(?:connect\w*|access\w*|used|using|active)\b/.test(text)) return ['login'];
  if (
    kinds.length === 0 &&
    (entities.countries.length + entities.excludedCountries.length > 0 || entities.abroad || entities.via) &&
    !/\b(?:events?|logs?)\b/.test(text)
  )
    return ['login'];
  return kinds;
}

const FIRED =
  /\b(?:rules?|detectors?|detections?)\b.{0,30}\b(?:fire[ds]?|firing|trigger(?:s|ed|ing)?|went off|hit)\b|\bwhich (?:one|of (?:them|those|these))(?: rules?)? (?:fire[ds]?|trigger(?:s|ed)?)\b/;
const STILL_OPEN =
  /\bwhat(?:'?s| is| are|ever is)?(?: else| still| left| is| are)* (?:open|unresolved|outstanding|unhandled|pending)\b|^(?:(?:and|so|but|ok(?:ay)?|hey|hi|hello),? )*(?:(?:is|are) there )?(?:any(?:thing)?|something)(?: else| still| left| more)* (?:open|unresolved|outstanding|unhandled|pending|waiting|(?:left )?(?:that )?(?:i|we) (?:should|need to|have to|must|ought to|can) (?:do|look at|take care of|deal with|handle|finish)|(?:left )?(?:for me|for us|to do|to handle))(?: (?:right now|now|at the moment|today|still|before i go|here|for me|for us|else|then))*[?!. ]*$|^(?:(?:and|so|but|ok(?:ay)?),? )*what(?:'?s| is) (?:still )?(?:left|to do)(?: (?:open|now|to do|for me|for us|to handle|then|still))*[?!. ]*$|^(?:(?:and|so|but|ok(?:ay)?|please|can you|could you|now|just),? )*(?:(?:show|list|give|tell|get|see)(?: me| us)? )?(?:all(?: of)?(?: the| our)?|every(?:thing|one)?|the|any|whatever)(?: (?:thing|item|matter|stuff|case)s?)?(?: (?:that|which)(?:'s|s)?)?(?: (?:is|are))?(?: (?:still|not|yet|else))* (?:open|unresolved|outstanding|unhandled|pending|un-?finished|closed|done|resolved|solved|handled|dealt with)(?: (?:thing|item|matter|stuff)s?)?(?: (?:yet|now|right now|at the moment|please|still|here|for us))*[?!. ]*$/;
/** "who else was hit by 203.0.113.9?": the accounts that it tried. */
const AFFECTED =
  /\b(?:who(?:m)?|whose|which (?:accounts?|users?|people)|anyone|anybody)(?: else)?\b.{0,40}\b(?:affected|hit|targeted|attacked|touched|harmed|victims?)\b/;
const TRIED = /\b(?:tr(?:y|ied|ying|ies)|attempt\w*|use[ds]?|using|guess\w*|want\w*|went|came|coming)\b/;

/** "who tried to break in?" is answered by addresses, "which accounts were attacked?" by accounts. */
function impliedGroup(clause: Clause, kinds: Kind[]): string | undefined {
  const { text, entities } = clause;
  if (!kinds.includes('login') || kinds.length > 1) return undefined;
  if (entities.ip && AFFECTED.test(text)) return 'user';
  if (entities.ip) return undefined;
  if (
    /\b(?:trends?|trending|over time|day by day|development of|develop(?:ed|s|ing)?|evolv(?:e|ed|es|ing)|per day|each day)\b/.test(
      text,
    )
  )
    return 'day';
  // "who failed more than once?", "who keeps failing?": people, each with how often
  const often =
    /\bwho(?:'s| is| was| has| have)?\b.{0,60}\b(?:more than|at least|several|multiple|many times|repeatedly|over and over|again and again|keeps?|kept|\d+ times|twice|often)\b/.test(
      text,
    );
  if (often && entities.outcome === 'failure' && !/\bbreak|hack|attack/.test(text)) return 'user';
  // "who failed most?", "who in my team had trouble signing in?"
  if (
    entities.outcome === 'failure' &&
    /\b(?:who|whose|(?:which|how many) (?:of (?:my|our|the) )?(?:different |distinct )?(?:people|persons?|users?|accounts?|employees?|colleagues?|members?))\b.{0,40}\b(?:fail\w*|trouble|problems?|difficult\w*|struggl\w*)\b/.test(
      text,
    ) &&
    !/\b(?:break|hack|attack)/.test(text)
  )
    return 'user';
  // whoever tried in vain to sign in is asked for by name
  if (
    /\bwho(?:'s| is| was| has| have)?\b.{0,60}\b(?:unsuccessful(?:ly)?|without (?:any )?success|in vain)\b/.test(text)
  )
    return 'user';
  const attacker =
    /\bwho(?:'s| is| was| has been)?\b.{0,20}\b(?:tried|trying|attempt\w*|attack\w*|brute|hack\w*|break|guess\w*|hammer\w*)\b/.test(
      text,
    );
  return attacker && entities.outcome !== 'success' ? 'ip' : undefined;
}

const STATUS = String.raw`(open|withdrawn|acked|acknowledged|resolved|false alarms?|false positives?|investigating|contained|closed)`;
const STATUSES = new RegExp(
  String.raw`\b${STATUS}(?:,? (?:or|and)|,|/) ?(?:${STATUS}(?:,? (?:or|and)|,|/) ?)?${STATUS}\b`,
);

const ONE_STATUS = new RegExp(String.raw`\b${STATUS}\b`, 'g');

/** What remains where a status is left out: "alerts without the false alarms". "not closed" is open, as ever. */
function statusesBut(text: string, kinds: Kind[]): string[] | undefined {
  const out = [...text.matchAll(ONE_STATUS)]
    .filter(
      ({ 0: said, index }) =>
        isLeftOut(text.slice(0, index), text.slice(index + said.length)) &&
        !(/^(?:closed|resolved|acknowledged)$/.test(said) && /\b(?:not|\w+n't) (?:\w+ )?$/.test(text.slice(0, index))),
    )
    .map(([said]) => said.replace(/^false.*/, 'false_alarm'));
  if (out.length === 0) return undefined;
  const has = (kind: Kind): boolean => kinds.includes(kind);
  const all = [...(has('alert') ? ALERT_STATUSES : []), ...(has('incident') ? INCIDENT_STATUSES : [])];
  // a closed alert is a resolved one, a resolved incident a closed one
  if (out.includes('closed') || out.includes('resolved')) out.push('closed', 'resolved');
  if (out.includes('closed') || out.includes('open')) out.push('withdrawn');
  const left = [...new Set<string>(all)].filter((status) => !out.includes(status));
  // what is "open" of incidents is everything under way
  return out.includes('open') ? left.filter((status) => !/^(?:investigating|contained)$/.test(status)) : left;
}

/** "which alerts are left?", "any new alerts?", of which nobody has said anything yet. */
const LEFT =
  /\b(?:is|are|what's|anything|any|alerts|incidents|ones) (?:still )?(?:left|remaining)\b(?! (?:out|the|our|his|her|by)\b)|\bremain(?:s|ing)? (?:open)?|^(?:(?:so|and|ok(?:ay)?|are there|is there|do we have|have we got|show me|show|list|got|what are the),? )*(?:any |the )?new (?:alerts?|alarms?|incidents?)[?!. ]*$/;

/** "acknowledged but still not resolved": the first says how they stand, the second how not yet. */
const ACKNOWLEDGED_ONLY =
  /(?<!\b(?:not|never|\w+n't|nobody|no[ -]one)\b.{0,25})\back(?:nowledged|ed)\b.{0,25}(?:\b(?:but|and|yet|though|while|without)\b|,).{0,25}\b(?:not|never|\w+n't|nobody|no[ -]one|un-?(?:resolved|solved|finished)|without|being|still open)\b/;

const STANDS_BUT =
  /\b(contained|investigating|acknowledged)\b.{0,12}\b(?:but|and|yet|though)\b.{0,12}\b(?:not|n't|un)[ -]?(?:yet )?(?:been )?(?:closed|resolved|finished|done)\b/;

/** The status asked for; several where several are named. */
export function statusOf(clause: Clause, kinds: Kind[]): string | string[] | undefined {
  const text = clause.text;
  if (kinds.length === 0 || kinds.every((kind) => kind === 'login')) return undefined;
  const but = statusesBut(text, kinds);
  if (but) return but;
  const several = STATUSES.exec(text);
  if (several)
    return [...new Set(several.slice(1).filter((one) => one !== undefined))].map((one) =>
      one.startsWith('false') ? 'false_alarm' : one === 'acked' ? 'acknowledged' : one,
    );
  // "contained but not closed": how they stand is said, and how not yet
  const stands = STANDS_BUT.exec(text)?.[1];
  if (stands && (stands !== 'acknowledged' || kinds.includes('alert'))) return stands;
  if (ACKNOWLEDGED_ONLY.test(text) && kinds.includes('alert')) return 'acknowledged';
  // "alerts that are not resolved": acknowledged ones are not, either
  if (
    kinds.join() === 'alert' &&
    /\b(?:that|which)(?: (?:are|were|is|have|has))* not(?: (?:yet|been|all))* (?:resolved|settled|solved|finished)\b/.test(
      text,
    )
  )
    return ['open', 'acknowledged'];
  if (
    /\b(?:nobody|no[ -]one|none|not|never|\w+n't)\b.{0,25}\b(?:acknowledged|handled|closed|resolved|looked at|touched|picked up|dealt with|taken)\b/.test(
      text,
    ) ||
    /\b(?:nobody|no[- ]one)'s\b/.test(text) ||
    LEFT.test(text) ||
    /\b(?:un-?resolved|un-?acknowledged|outstanding|pending|not (?:yet )?(?:been )?(?:closed|resolved|acknowledged|handled|dealt with)|aren't (?:closed|resolved)|still (?:open|active|unresolved|pending|waiting)|un-?handled|waiting|open|active|unclosed|needs? (?:attention|handling)|to do|ongoing|live)\b/.test(
      text,
    )
  )
    return 'open';
  if (/\bfalse (?:alarms?|positives?)\b|\b(?:nonsense|rubbish|bogus|unfounded|for nothing|not real)\b/.test(text))
    return 'false_alarm';
  if (/\back(?:nowledg)?ed\b/.test(text)) return 'acknowledged';
  if (/\bwithdrawn\b/.test(text) && kinds.includes('incident')) return 'withdrawn';
  // "is my report being worked on?" asks how it stands
  if (
    /\b(?:being investigated|under investigation|investigating|in progress|worked on)\b/.test(text) &&
    !/^(?:and |so )*(?:is|was|has) my\b/.test(text)
  )
    return 'investigating';
  if (/\bcontained\b/.test(text)) return 'contained';
  if (
    /\b(?:closed|resolved|done|finished|solved)\b/.test(text) ||
    /\bdid (?!n't\b)\S+(?: \S+)? (?:close|resolve|finish|solve)\b/.test(text)
  )
    return kinds.includes('incident') ? 'closed' : 'resolved';
  return undefined;
}
