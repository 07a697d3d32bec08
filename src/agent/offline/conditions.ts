import { isCity } from './cities.ts';

/** What a search can ask for beyond whom, where and when; each as search_logs takes it. */
export interface Conditions {
  hours: string | null;
  weekdays: string | null;
  rule: string | null;
  device: string | null;
  city: string | null;
  /** Half-open spans of the text that said so. */
  spans: [number, number][];
}

const WORK = String.raw`(?:the |our |normal |regular |usual |standard )*(?:business|office|working|work|opening) (?:hours|times?)`;
const HOURS: [RegExp, string][] = [
  [
    new RegExp(
      String.raw`\b(?:(?:which |that )?(?:were |are |happened )?(?:not (?:in|during|within)|outside(?: of)?|out of|beyond)) ${WORK}\b|\b(?:after|off|out[- ]of)[- ]hours\b|\b(?:before and after|when (?:nobody|no one) (?:is|was) (?:at work|in the office|working))\b`,
    ),
    'outside_business',
  ],
  [new RegExp(String.raw`\b(?:during|in|within|inside|at) ${WORK}\b|\bduring the working day\b`), 'business'],
  [
    /\b(?:at|by|in the|during|every|each) nights?(?:[- ]?time)?\b|\bnight[- ]?time\b|\bnightly\b|\bat odd hours\b/,
    '22:00-06:00',
  ],
  [
    /\bduring the day(?:[- ]?time)?\b(?! of\b)(?=\s*(?:[?!.,]|please|$|instead|rather|too|then))|\b(?:in|during) (?:the )?day[- ]?time\b/,
    '06:00-22:00',
  ],
  [/\bafter midnight\b|\bin the (?:small|early) hours\b/, '00:00-06:00'],
];
const DAY = 'mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays';
const WEEKDAYS: [RegExp, string | null][] = [
  [
    /\b(?:on |at |over |during )?(?:the )?(?:weekends|saturdays? (?:and|or) (?:on )?sundays?)\b|\bon non-?working days\b/,
    'weekend',
  ],
  [/\b(?:on )?(?:weekdays|working days|work ?days|business days)\b/, 'workdays'],
  [new RegExp(String.raw`\b(?:on )?((?:${DAY})(?:(?:,| and| or|, and) (?:${DAY}))*)\b`), null],
];

/** Rules by the name of their kind, before what they raised. */
const RULES_BY_NAME: [RegExp, string][] = [
  ['zone[- ]entr(?:y|ies)', 'zone_entry'],
  ['(?:unknown|unrecogni[sz]ed)[- ]person', 'unknown_person'],
  ['watched[- ]person', 'watched_person'],
  ['unusual[- ]activity', 'unusual_activity'],
  ['unusual[- ]log-?in', 'unusual_login'],
  ['log-?in[- ]volume', 'login_volume'],
  ['(?:without|no|missing)[- ](?:a )?second[- ]factor', 'without_second_factor'],
  ['country[- ]rule', 'country'],
  ['(?:listed|block-?list|deny-?list)(?: rule)?', 'listed'],
].map(([name, rule]) => [
  new RegExp(String.raw`\b${name}\b(?= (?:rule )?(?:alerts?|alarms?|hits?|findings?)\b)`),
  rule!,
]);

/** What raises alerts, as people call it. */
const RULES: [RegExp, string][] = [
  [
    /\bcameras?(?:'s?)?[- ](?=(?:alerts?|alarms?)\b)|(?<=\b(?:alerts?|alarms?)\b.{0,20}) (?:(?:from|by|of|on) (?:the |our |any |all )?cameras\b|(?:from|of|on) (?:the |our |any |all )?camera(?=\s*(?:open|were|are|[?.!]|$)))/,
    'cameras',
  ],
  [/\bimpossible[- ]travel(?:l?ing)?\b|\btravel anomal(?:y|ies)\b/, 'impossible_travel'],
  [
    /\bpassword[- ]?spray(?:s|ing|ed)?\b|\bsprayed passwords?\b|\bspray(?:s|ing)? (?:attacks?|alerts?|alarms?)\b|\bcredential stuffing\b/,
    'password_spray',
  ],
  [
    /\b(?:success(?:es)?|(?:successful(?:ly)? )?(?:log|sign)(?:ged|ed)?[- ]?(?:in|on)s?|got(?:ten)? in|get in|getting in|succeeded|made it in|accepted) (?:right |directly |shortly |only )?after (?:(?:so |very )?(?:many|several|multiple|repeated|numerous|a (?:lot|number|series|burst|bunch|few) of|lots of|a few|some|\d+|\w+) )?(?:failures|fails|failing|failed (?:attempts|logins|log-ins|sign-ins|ones|tries|passwords)|wrong passwords?|bad passwords?|(?:failed )?(?:tries|attempts))\b/,
    'success_after_failures',
  ],
  [
    // "any new devices this week?"
    /(?<=^(?:and |so |also |please )*(?:(?:any|are there(?: any)?|were there(?: any)?|is there(?: an?| any)?|was there(?: an?| any)?|have (?:we|you) (?:seen|had|got)(?: any)?|did (?:we|you) (?:see|have|get)(?: any)?|show(?: me)?|list|what|which|how many)) (?:the |all |all the |our )?)(?:brand[- ])?(?:new|unknown|unseen|unfamiliar|never[- ](?:before[- ])?seen) (?:devices?|countr(?:y|ies)|address(?:es)?|ips?|locations?|machines?|browsers?|computers?)\b(?!.*\b(?:log|sign)(?:ged|ed|ging|ing)?[- ]?ins?\b)/,
    'first_seen',
  ],
  [
    /\bdid (?:the |that |those |this |any )?(?:brute[- ]?forc\w+|attacks?|break-?ins?|(?:break-?in )?attempts?|hackers?|attackers?|guess\w+)\b(?: (?:attacks?|attempts?))?.{0,60}?\b(?:succeed|work|get (?:in|through)|make it|get anywhere)\b/,
    'success_after_failures',
  ],
  [
    /\b(?:new|first[- ]seen|first[- ]time|unknown|unseen|unfamiliar)[- ](?:device|country|address|ip|location)s?(?= (?:alerts?|alarms?)\b)|\bfirst[- ]seen\b/,
    'first_seen',
  ],
  [
    /\b(?:time[- ]window|out[- ]of[- ]hours|after[- ]hours|night[- ]login|working[- ]hours|odd[- ]hours)(?= (?:alerts?|alarms?)\b)/,
    'time_window',
  ],
  ...RULES_BY_NAME,
  [/\b(?:country|geo(?:location)?|forbidden[- ]country|blocked[- ]country)(?= (?:alerts?|alarms?)\b)/, 'country'],
  [
    /\b(?:brute[- ]?force|failed[- ](?:log|sign)[- ]?ins?|too many failures|lock-?out)(?= (?:alerts?|alarms?)\b)/,
    'failed_logins',
  ],
];
/** "alerts about brute force", "alarms for impossible travel": named after the noun. */
const ABOUT =
  /\b(?:alerts?|alarms?) (?:about|for|of|on|from|because of|due to|regarding|raised by|triggered by) (?:the )?(brute[- ]?forc\w+|failed (?:log|sign)[- ]?ins?|new (?:countries|devices|addresses|locations|country|device)|working hours|travel|spraying)\b/;

const DEVICE =
  /\b(?:with|from|on|us(?:e|es|ed|ing)|via|by|through) (?:an? |the |his |her |their |my |some )?((?:i ?phones?|ipads?|androids?|macs?|macbooks?|windows|linux|chromebooks?|chrome|firefox|safari|edge|opera|curl|postman|python|ubuntu|debian|samsung|galaxy|pixel|outlook|thunderbird|openssh|putty)(?: ?\d{1,3})?)(?: (?:phones?|devices?|machines?|laptops?|browsers?|clients?|computers?))?\b|\b(?:device|browser|user[- ]agent|client)s? (?:named |called |is |= ?|: ?|containing |matching )?((?:i ?phone|ipad|android|mac|macbook|windows|linux|chrome|firefox|safari|edge|opera|curl|postman|python|ubuntu)\w*)\b/;

/** "android logins" */
const DEVICE_FIRST =
  /\b(i ?phone|ipad|android|mac|macbook|windows|linux|chromebook|chrome|firefox|safari)(?: (?:device|phone|user|browser)s?)? (?=log-?ins?\b|log ins?\b|sign-?ins?\b|sessions?\b|attempts?\b)/;

/** Reads hours, weekdays, rules, devices and cities out of a text whose times and countries are blanked already. */
export function readConditions(text: string): Conditions {
  const found: Conditions = { hours: null, weekdays: null, rule: null, device: null, city: null, spans: [] };
  const take = (match: RegExpExecArray | null): match is RegExpExecArray => {
    if (match) found.spans.push([match.index, match.index + match[0].length]);
    return match !== null;
  };
  for (const [words, rule] of RULES) {
    if (found.rule === null && take(words.exec(text))) found.rule = rule;
  }
  const about = found.rule === null ? ABOUT.exec(text) : null;
  if (about) {
    found.rule = /^brute|^failed/.test(about[1]!)
      ? 'failed_logins'
      : /^new/.test(about[1]!)
        ? 'first_seen'
        : /^working/.test(about[1]!)
          ? 'time_window'
          : /^travel/.test(about[1]!)
            ? 'impossible_travel'
            : 'password_spray';
    found.spans.push([about.index + about[0].length - about[1]!.length, about.index + about[0].length]);
  }
  const free = blanked(text, found.spans);
  for (const [words, hours] of HOURS) if (found.hours === null && take(words.exec(free))) found.hours = hours;
  for (const [words, days] of WEEKDAYS) {
    const match = words.exec(free);
    if (found.weekdays === null && take(match))
      found.weekdays = days ?? [...match[1]!.matchAll(/[a-z]+days/g)].map(([day]) => day.slice(0, -1)).join(',');
  }
  const device = DEVICE.exec(free) ?? DEVICE_FIRST.exec(free);
  if (take(device))
    found.device = (device[1] ?? device[2])!
      .replace(/^i phone/, 'iphone')
      .replace(/(?<=[a-z]{3})s$/, '')
      .replace(/^window$/, 'windows')
      .replace(/^postgre$/, '');
  const cities: string[] = [];
  // "logins lagos last 3 days"
  const bareCity = /\b(?:log-?ins?|sign-?ins?|attempts) ([\p{L}][\p{L}'.-]+(?: [\p{L}][\p{L}'.-]+)?)/u.exec(free);
  const named =
    bareCity && !/^(?:from|in|at|near|of|by|on|to|via|with|for)\b/.test(bareCity[1]!) ? cityAt(bareCity[1]!) : null;
  if (bareCity && named) {
    cities.push(named);
    const from = bareCity.index + bareCity[0].length - bareCity[1]!.length;
    found.spans.push([from, from + named.length]);
  }
  for (const match of free.matchAll(
    /\b(?:from|in|at|near|outside|city of|out of) (?!from |in |at |near |outside )(?:the )?(?:city of )?([\p{L}][\p{L}'.-]+(?: [\p{L}][\p{L}'.-]+){0,2})/gu,
  )) {
    const city = cityAt(match[1]!);
    if (!city) continue;
    cities.push(city);
    const from = match.index + match[0].length - match[1]!.length;
    found.spans.push([from, from + city.length]);
    const more =
      /^(?: or | and |, ?)(?:then )?(?:(?:from|in|at|again) )?([\p{L}][\p{L}'.-]+(?: [\p{L}][\p{L}'.-]+){0,2})/u.exec(
        free.slice(from + city.length),
      );
    const second = more && cityAt(more[1]!);
    if (!more || !second) continue;
    cities.push(second);
    const at = from + city.length + more[0].length - more[1]!.length;
    found.spans.push([at, at + second.length]);
  }
  if (cities.length > 0) found.city = [...new Set(cities)].join(',');
  return found;
}

/** The longest beginning of some words that is a city. */
function cityAt(words: string): string | null {
  const parts = words.split(' ');
  for (let length = parts.length; length > 0; length--) {
    const name = parts
      .slice(0, length)
      .join(' ')
      .replace(/(?:'s)?[.,]*$/, '');
    if (isCity(name)) return name;
  }
  return null;
}

function blanked(text: string, spans: readonly [number, number][]): string {
  let rest = text;
  for (const [from, to] of spans) rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
  return rest;
}
