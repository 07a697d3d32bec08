import type { Clause } from './plan-types.ts';
import { typed } from './plan-types.ts';
import { saysZone, soManySaid, staySaid } from './rule-camera.ts';
import { accountsIn, signingIn } from './rule-params.ts';
import { onlyWhom, whoseSignIn } from './rule-people.ts';

/** What of a wish no rule of its kind can hold. Spans are positions in the clause. */
export interface RuleLimits {
  /** Nothing of the kind can be a rule: what was wished, as typed. */
  beyond: string | null;
  /** Two conditions that no rule has both of, as typed. */
  apart: [string, string] | null;
  /** What the rule will leave aside, as typed. */
  left: string[];
  /** A place as typed, that is left aside unless a camera or a place is called so. */
  place: string | null;
  /** The wish without whom it leaves out. */
  text: string;
}

const MANY_COUNTRIES =
  /\b(?:more than (?:two|\d+)|(?:at least |over )?(?:[3-9]|\d\d+|three|four|five|six|seven|eight|nine|ten|several|many|multiple))(?: or more)? (?:(?:different|distinct|separate|various) )*countries\b(?: (?:with)?in .{1,20}$)?/;
const NOBODY =
  /\b(?:nobody|no one|no-one) (?:has )?(?:logs?|logged|signs?|signed) (?:in|on) (?:for|in|within|during) (?:more than |at least )?(?:an?|one|two|\d+) .+$/;
const AS_DEVICE = /\b[\w.+-]+ as (?:the |a |its |their )?(?:device|browser|user agent|client)\b/;
const CONDITION = /\b(?:when|if|whenever|every time|each time|any ?time|as soon as)\s+(\S.{5,}?)[.!? ]*$/;
const VAGUE = /\b(?:something|anything|things?|stuff|it|this|that)\b/;

/** Who is left out: "but not for svc-backup", "except the svc- accounts". */
const EXCLUDED =
  /,?\s*\b(?:except(?:ing)?(?: for| from)?|excluding|exclude|not counting|ignoring|ignore|apart from|other than|(?:but |and )?not (?:for|of|by|counting)|leaving out|unless it(?:'s| is))\s+(.+)$/;
const NETWORK_ONLY =
  /^(?:(?:the |from |address(?:es)? |networks? |range |ips? |and |or |,)\s*)*[\d.:/a-f, and]+[.! ]*$/;
const WHEN_OR_WHERE =
  /\b(?:week|day|night|hour|time|mon|tues?|wednes|thurs|fri|satur|sun)\w*\b|\b\d{1,2}(?::\d\d)? ?(?:am|pm|to|and|-)|:\d\d\b/;

const FAILURES =
  /\b(?:after )?(?:\d+|two|three|five|ten|several|many) (?:failed|failures?|failing|wrong|bad|unsuccessful)(?: (?:attempts?|tries|log-?ins?|sign-?ins?|passwords?))?|\bfail\w*(?: to (?:log|sign) in)? (?:more than |at least )?(?:\d+|two|three|five|ten|several|many) times\b/;
const NEW =
  /\b(?:from |on |with )?(?:an? |the )?(?:(?:brand[- ])?new|unknown|unseen|unfamiliar|never[- ]seen|unrecogni[sz]ed) (?:devices?|countr(?:y|ies)|address(?:es)?|ips?|locations?|browsers?)\b/;
const HOURS =
  /\b(?:at night|overnight|after hours|out of hours|after midnight|(?:outside |during )?(?:of )?(?:business|working|office|work) hours|(?:on |at )?(?:the )?weekends?|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|between \d{1,2}(?::\d\d)?(?: ?[ap]m)? and \d{1,2}(?::\d\d| ?[ap]m)|(?:after|before) \d{1,2}(?::\d\d| ?(?:am|pm|o'clock)))\b/;

const ELSEWHERE =
  /\b(?:from |in )?(?:abroad|overseas|foreign countries|a foreign country|another country|(?:from )?outside (?:of )?(?:the )?(?!(?:of )?(?:business|working|office|work|normal|regular|our|these|those|week\w*|day\w*|night\w*|hours?|mon\w*|tue\w*|sat\w*|sun\w*)\b)[\p{L}-]+)\b/u;

const AT_A_PLACE =
  /\b(?:at|in|into|on|near|through|by|inside|outside|around) (?:the |our |an? |any )?(?!(?:the |our |an? |any )?(?:restricted|forbidden|off[- ]limits|no[- ]go)\b)(?:[\w-]+ ){0,2}(?:zones?|areas?|doors?|entrance|exit|gates?|fence|lobby|warehouse|garage|yard|roof|premises|building|parking(?: lot)?|car park|dock|bay|room|stairs|stairwell|corridor|hallway|reception|office|store ?room)\b/;

const PLACE_OF_LOGIN = /\b(?:from|outside) (?:the )?\S+/;
/** Kinds that look at everybody, and take no accounts. */
const NAMES_NOBODY: ReadonlySet<string> = new Set(['country', 'failed_logins', 'password_spray', 'first_seen']);

/** Which of these conditions each kind of rule has. */
const OWN: Record<string, readonly string[]> = {
  failed_logins: ['failures'],
  password_spray: ['failures'],
  success_after_failures: ['failures'],
  time_window: ['hours'],
  country: ['countries'],
  first_seen: ['new'],
  without_second_factor: [],
};

/** Kinds of rules that can be for some accounts alone. */
export const BY_ACCOUNT: ReadonlySet<string> = new Set(
  'country first_seen impossible_travel success_after_failures time_window without_second_factor listed'.split(' '),
);

/** Whether a rule of this kind looks at what cameras see. */
export const isOfCameras = (type: string | undefined): boolean =>
  type === 'zone_entry' || type === 'unknown_person' || type === 'watched_person';

/** Reads what a wish for a rule of this kind holds beyond it; of no kind, what it wishes instead. `narrowed`: whom it is to concern went into it. */
export function ruleLimits(type: string | undefined, clause: Clause, narrowed = false): RuleLimits {
  const { text, entities } = clause;
  const at = (match: RegExpExecArray): string =>
    typed(clause, match.index, match.index + match[0].length)
      .replace(/[.!?]+$/, '')
      .trim();
  const limits: RuleLimits = { beyond: null, apart: null, left: [], place: null, text };
  const cannot = MANY_COUNTRIES.exec(text) ?? NOBODY.exec(text) ?? AS_DEVICE.exec(text);
  if (cannot) return { ...limits, beyond: at(cannot) };
  if (!type) {
    const wished = CONDITION.exec(text);
    if (wished && !VAGUE.test(wished[1]!))
      limits.beyond = typed(clause, wished.index + wished[0].indexOf(wished[1]!)).replace(/[.!? ]+$/, '');
    return limits;
  }
  if (isOfCameras(type)) {
    const raw = typed(clause, 0);
    const beyond = [soManySaid({ raw }), type === 'watched_person' ? staySaid({ raw })?.said : null];
    limits.left.push(...beyond.filter((said) => typeof said === 'string'));
    if (saysZone({ text, raw })) return limits;
    // a camera is named as one; any other place no rule can look for by its name
    const place = /\bcam(?:era)?s?\b/.test(text) ? null : AT_A_PLACE.exec(text);
    return place ? { ...limits, place: at(place) } : limits;
  }
  const own = OWN[type];
  // an account on a list is noticed wherever it signs in from
  if (type === 'listed') {
    const whose = signingIn({ raw: typed(clause, 0) });
    const where = entities.countries.length > 0 ? PLACE_OF_LOGIN.exec(text) : null;
    return whose?.[0] !== undefined && where ? { ...limits, apart: [whose[0], at(where)] } : limits;
  }
  if (!own) return limits;
  const only = onlyWhom(text);
  if (only && !(type === 'country' && onlyCountries(entities.rest.slice(...only.said)))) {
    if (!narrowed) limits.left.push(typed(clause, only.from, only.to).replace(/^[,\s]+|[.!?\s]+$/g, ''));
    limits.text = text.slice(0, only.from) + ' '.repeat(text.length - only.from);
  }
  const whose = NAMES_NOBODY.has(type) && !narrowed ? whoseSignIn(limits.text) : null;
  if (whose) limits.left.push(typed(clause, whose.from, whose.to));
  const excluded = EXCLUDED.exec(limits.text);
  const isOfKind =
    excluded &&
    (NETWORK_ONLY.test(excluded[1]!) ||
      (type === 'time_window' && WHEN_OR_WHERE.test(excluded[1]!)) ||
      (type === 'country' && onlyCountries(entities.rest.slice(text.length - excluded[1]!.length))));
  if (excluded && !isOfKind) {
    limits.left.push(at(excluded).replace(/^[,\s]+/, ''));
    limits.text = limits.text.slice(0, excluded.index) + ' '.repeat(text.length - excluded.index);
  }
  const named: [string, string][] = [];
  for (const [name, words] of Object.entries({ failures: FAILURES, new: NEW, hours: HOURS, countries: ELSEWHERE })) {
    const match = words.exec(limits.text);
    if (match) named.push([name, at(match)]);
  }
  const where = named.every(([name]) => name !== 'countries') ? PLACE_OF_LOGIN.exec(limits.text) : null;
  if (where && entities.countries.length > 0 && !own.includes('countries') && type !== 'first_seen')
    named.push(['countries', at(where)]);
  const foreign = named.find(([name]) => !own.includes(name));
  if (foreign) {
    const mine = named.find(([name]) => own.includes(name))?.[1];
    const country = type === 'country' ? /\b(?:from|in|outside) \S+/.exec(limits.text) : null;
    if (mine ?? country) limits.apart = [mine ?? at(country!), foreign[1]];
    else limits.left.push(foreign[1]);
  }
  const accounts = BY_ACCOUNT.has(type)
    ? undefined
    : accountsIn({ raw: typed(clause, 0, limits.text.trimEnd().length) });
  limits.left.push(...(accounts ?? []));
  return limits;
}

/** Nothing is left of it once the countries are taken out. */
const onlyCountries = (rest: string): boolean =>
  !/\p{L}/u.test(
    rest.replaceAll(/\b(?:from|in|the|and|or|of|eu|europe\w*|union|countr(?:y|ies)|there|please)\b/g, ' '),
  );
