import type { Severity } from '../../domain/severity.ts';
import { findCountries } from './countries.ts';
import { readCameraRule } from './rule-camera.ts';
import { readHoursChange, readRuleHours } from './rule-hours.ts';

type Params = Record<string, unknown>;

const COUNTS: Record<string, number> = {
  ...{ two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, dozen: 12, fifteen: 15 },
  ...{ twenty: 20, thirty: 30, fifty: 50, hundred: 100, twice: 2, thrice: 3, a: 1, an: 1, one: 1, once: 1 },
};
const COUNT = String.raw`(?:\d{1,5}|two|three|four|five|six|seven|eight|nine|ten|a dozen|dozen|fifteen|twenty|thirty|fifty|a hundred|hundred)`;
/** Words between a count and what is counted. */
const BETWEEN = String.raw`(?:(?:different|distinct|separate|unique|of|our|the|unsuccessful|failed|wrong|bad|consecutive|successive) )*`;
const NETWORK =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?|(?=[0-9a-f:]*::?[0-9a-f:]*(?:\/|\b))(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:\/\d{1,3})?)(?![\w.:])/g;
const EXCEPT =
  /\b(?:except|excluding|exclude|not counting|ignoring|ignore|apart from|other than|but not|without|leaving out|whitelist\w*|trust\w*)\b/;

/** The member states of the European Union, by ISO 3166-1 alpha-2. */
const EU = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ');

export interface RuleText {
  /** Normalised: lower case, straight quotes. */
  text: string;
  /** As typed: accounts keep their case. */
  raw: string;
  countries: readonly string[];
  excludedCountries: readonly string[];
}

/** What a wish for a rule of this kind says of its settings, by the names of the detector's own schema; the rest has defaults. */
export function readRuleParams(kind: string, rule: RuleText): Params {
  const { text } = rule;
  switch (kind) {
    case 'failed_logins': {
      const addresses = atLeast(text, `${BETWEEN}(?:addresses|ips|ip addresses|sources|hosts)`);
      // several addresses can only fail on one account
      const several = addresses !== undefined && addresses > 1;
      return defined({
        by:
          (several ? 'account' : countedBy(text)) ??
          (/\b(?:someone|somebody|anyone|anybody|an? (?:user|account|employee|person))\b.{0,20}\bfail/.test(text)
            ? 'account'
            : undefined),
        threshold: moreThan(
          text,
          `${BETWEEN}(?:fail\\w*|times|attempts?|tries|wrong|bad|log-?ins?|sign-?ins?|passwords?)`,
        ),
        window_minutes: windowMinutes(text),
        min_addresses: addresses,
        except: networksAfter(text, EXCEPT),
      });
    }
    case 'password_spray':
      return defined({
        min_accounts: atLeast(text, `${BETWEEN}(?:accounts|users|usernames|people|logins)`),
        window_minutes: windowMinutes(text),
        except: networksAfter(text, EXCEPT),
      });
    case 'success_after_failures':
      return defined({
        by: countedBy(text),
        min_failures: atLeast(text, `${BETWEEN}(?:fail\\w*|times|attempts?|tries|wrong|bad|passwords?)`),
        window_minutes: windowMinutes(text),
        except: networksAfter(text, EXCEPT),
      });
    case 'zone_entry':
    case 'unknown_person':
    case 'watched_person':
      return readCameraRule(rule, kind);
    case 'time_window':
      return defined({ ...readRuleHours(text), accounts: accountsIn(rule) });
    case 'country':
      return readCountries(rule);
    case 'listed':
      return readList(rule);
    case 'first_seen':
      return defined({
        what: /\b(?:devices?|browsers?|computers?|laptops?|phones?|machines?)\b/.test(text)
          ? 'device'
          : /\b(?:ips?|ip addresses|address(?:es)?)\b/.test(text)
            ? 'address'
            : /\b(?:countr(?:y|ies)|locations?|places?)\b/.test(text)
              ? 'country'
              : undefined,
        min_days: numberAt(
          text,
          String.raw`\b(?:known|active|seen|existing) (?:for )?(?:at least |more than )?(${COUNT}) days?`,
        ),
        min_logins: numberAt(
          text,
          String.raw`(?:at least |more than )?(${COUNT}) (?:earlier |previous )?(?:log-?ins?|sign-?ins?)`,
        ),
        except: networksAfter(text, EXCEPT),
      });
    case 'impossible_travel':
      return defined({
        max_speed_kmh: numberAt(
          text,
          String.raw`\b(?:faster|more|speed\w*|over|above) (?:than |of |over )?(\d{2,5}) ?(?:km\/h|kmh|kph|kilomet\w+ (?:per|an) hour)`,
        ),
        min_distance_km: numberAt(text, String.raw`\b(\d{2,5}) ?(?:km|kilomet\w+)(?! ?\/| ?per| ?an hour)`),
        trusted: networksAfter(text, EXCEPT),
      });
    default:
      return {};
  }
}

/** What is to change in a rule that there is: settings by their usual names, which the tool fits to the rule's kind. */
export function readRuleChange(rule: RuleText): Params {
  // the number of the rule itself is none of its settings
  const text = rule.text.replaceAll(/\brule[- ]?#?\d+/g, (ref) => ' '.repeat(ref.length));
  const addresses = numberAt(
    text,
    String.raw`\b(?:to|from|by|on|over|across) (?:at least |more than )?(${COUNT}) ${BETWEEN}(?:addresses|ips|ip addresses|sources|hosts)`,
  );
  const to =
    numberAt(
      text,
      String.raw`\b(?:make|set|put|bump|change|raise|lower) (?:it|that|this)(?: (?:up|down|at|be|like))? (${COUNT})\b(?! ?(?:min|hour|day|am\b|pm\b|:))`,
    ) ??
    numberAt(text, String.raw`(?<![:.\d])\b(${COUNT}) (?:instead of|rather than|not) ${COUNT}\b(?![:.]\d)`) ??
    numberAt(
      text,
      String.raw`\bto (${COUNT}|0?\.\d+)\b(?! ?(?:min|hour|day|am\b|pm\b|:|(?:different |distinct )?(?:addresses|ips|ip |sources|hosts)))`,
    );
  const from = numberAt(
    text,
    String.raw`\b(?:after|from|at|over|above|more than|at least|beyond) (${COUNT}) ${BETWEEN}(?:failures?|fails|attempts?|tries|times|accounts|users|log-?ins?|sign-?ins?)`,
  );
  const aims = /\b(?:threshold|limit|failures?|fails|tries|attempts?|accounts|addresses|times|count|number)\b/.test(
    text,
  );
  const window = /\bwindow\b|\b(?:min(?:ute)?s?|hours?)\b/.test(text)
    ? (windowMinutes(text) ?? minutesOf(text, new RegExp(String.raw`\bto (${COUNT}|an?) (min\w*|hours?|h)\b`)))
    : undefined;
  const hours =
    /\b(?:hours?|between|from|outside|weekend|days?|night)\b|\d:\d\d/.test(text) && !window
      ? readHoursChange(text)
      : {};
  return defined({
    ...(aims || (to !== undefined && window === undefined) ? { threshold: to ?? from } : {}),
    window_minutes: window,
    min_addresses: addresses,
    ...hours,
    except: networksAfter(text, EXCEPT),
  });
}

/** How severe the rule's alerts are to be, where that was said. */
export function readRuleSeverity(text: string): Severity | undefined {
  const match =
    /\b(?:severity|priority)(?: level)?(?: (?:of|is|to|as|:))? (low|medium|high|critical)\b/.exec(text) ??
    /\b(low|medium|high|critical)[- ](?:severity|priority)\b/.exec(text) ??
    /\b(?:as|to|make (?:it|that|this)|raise an?|an?) (low|medium|high|critical)(?: alert\w*| one| incident)?(?=$|[ .,;!?])(?! risk|-risk| countr| number)/.exec(
      text,
    );
  return match?.[1] as Severity | undefined;
}

function readCountries({ text, countries, excludedCountries }: RuleText): Params {
  const names = [...new Set([...countries, ...excludedCountries])];
  const union = /\b(?:the )?(?:eu|european union|europe)\b/.test(text);
  const codes = names.length > 0 ? names : union ? EU : [];
  const outside =
    excludedCountries.length > 0 ||
    ONLY_THERE.test(text) ||
    namesOnly(text) ||
    /\b(?:outside(?: of)?|anywhere (?:but|else)|everywhere (?:but|else)|other than|except|not (?:from|in)|abroad|foreign|overseas)\b/.test(
      text,
    );
  return defined({
    countries: codes.length > 0 ? codes : undefined,
    mode: codes.length > 0 ? (outside ? 'allow' : 'deny') : undefined,
    failures: /\b(?:attempts?|tries|trying|tried|fail\w*)\b/.test(text) || undefined,
  });
}

/** “only from Germany”, “only allow Germany”; “only when somebody signs in from Russia” and “only for admins” say nothing of where. */
const ONLY_THERE =
  /\b(?:only|solely|exclusively|just) (?:ever )?(?:be )?(?:(?:from|in|within|inside|out of)\b|(?:allow|accept|permit|let|come|coming|sign|log|connect|access|work|admit|trust)\w*\b|(?:traffic|connections)\b|(?:people|users|staff|employees|anyone|everyone|somebody|someone|accounts|those|members|colleagues) (?:from|in)\b)/;
const namesOnly = (text: string): boolean =>
  [...text.matchAll(/\b(?:only|solely|exclusively) /g)].some(({ index, 0: word }) =>
    findCountries(text.slice(index + word.length)).some(({ span: [from] }) => from === 0),
  );

/** `from 203.0.113.0/24`, `svc-backup from anywhere but 10.0.0.0/8`, `when guest signs in`. */
function readList(rule: RuleText): Params {
  const { text } = rule;
  const found = networksIn(text);
  const allows =
    found.length > 0 &&
    /\b(?:only|just|solely|exclusively|outside(?: of)?|anywhere (?:but|else)|everywhere (?:but|else)|other than|except|unless|not (?:from|in|within)|allow[- ]?list|white[- ]?list)\b/.test(
      text,
    );
  return defined({
    mode: allows ? 'allow' : undefined,
    networks: found.length > 0 ? found : undefined,
    accounts: signingIn(rule),
    failures: /\b(?:attempts?|tries|trying|tried|fail\w*)\b/.test(text) || undefined,
  });
}

/** Whose sign-in is meant: an account that is called one, or one name before “signs in”. */
export function signingIn(rule: Pick<RuleText, 'raw'>): string[] | undefined {
  const called = accountsIn(rule);
  if (called) return called;
  const name =
    /\b(?:when|if|whenever|every time|each time|as soon as|once) ["“]?([\p{L}\p{N}][\p{L}\p{N}._@$+\\-]*)["”]? (?:ever |successfully )?(?:logs?|signs?)[ -]?(?:in|on)\b/iu.exec(
      rule.raw,
    )?.[1];
  return name && !NO_ONE.test(name) && !NO_ACCOUNT.test(name) && !COMMON.test(name) ? [name] : undefined;
}
const NO_ONE =
  /^(?:someone|somebody|anyone|anybody|everybody|nobody|they|he|she|we|you|i|it|people|one|who|whoever|members?|strangers?|attackers?|hackers?|contractors?|interns?|guests|admins?|administrators|colleagues?|employees?)$/i;

function countedBy(text: string): 'account' | 'address' | undefined {
  if (
    /\b(?:per|by|same|one|single|each|an?|any) (?:source )?(?:ips?|ip address|address|host|source|machine)\b|\bips?\b.{0,12}\bfail/.test(
      text,
    )
  )
    return 'address';
  if (
    /\b(?:per|by|same|one|single|each|any|an?|for the|lock(?:ing)?) (?:\w+ )?(?:accounts?|users?|persons?|members?|employees?)\b/.test(
      text,
    )
  )
    return 'account';
  return undefined;
}

/** `more than 5` is 5; `5 times`, `at least 5` and `after 5` are more than 4. */
function moreThan(text: string, what: string): number | undefined {
  const over = numberAt(
    text,
    String.raw`\b(?:more than|over|above|exceed\w*|greater than|beyond) (${COUNT})(?: ${what}|\b)`,
  );
  if (over !== undefined) return over;
  const threshold = numberAt(text, String.raw`\b(?:threshold|limit)\b.{0,20}?\b(?:to|of|at|is) (${COUNT})\b`);
  if (threshold !== undefined) return threshold;
  const reached =
    numberAt(text, String.raw`\b(?:at least|minimum of|after|reach\w*) (${COUNT})(?: ${what}|\b)`) ??
    numberAt(text, String.raw`\b(${COUNT})\+? (?:or more )?${what}`) ??
    (/\btwice\b/.test(text) ? 2 : /\bthree times|thrice\b/.test(text) ? 3 : undefined);
  return reached === undefined ? undefined : Math.max(1, reached - 1);
}

/** `more than 5` is at least 6. */
function atLeast(text: string, what: string): number | undefined {
  const over = numberAt(text, String.raw`\b(?:more than|over|above|exceed\w*) (${COUNT}) ${what}`);
  if (over !== undefined) return over + 1;
  return (
    numberAt(text, String.raw`\b(?:at least|minimum of|after) (${COUNT}) ${what}`) ??
    numberAt(text, String.raw`\b(${COUNT})\+? (?:or more )?${what}`)
  );
}

const UNIT = String.raw`(sec(?:ond)?s?|min(?:ute)?s?|h|hrs?|hours?|days?)`;

/** How long a stretch is looked at, in minutes; at least one. */
function windowMinutes(text: string): number | undefined {
  const lead = String.raw`\b(?:in|within|over|inside|during|per|under|in less than|less than|every|for)(?: the)?(?: space of| course of| last| same)?`;
  if (/\b(?:half an hour|half hour)\b/.test(text)) return 30;
  if (/\bquarter of an hour\b/.test(text)) return 15;
  return (
    minutesOf(text, new RegExp(String.raw`${lead} (${COUNT}|an?|one) ${UNIT}\b`)) ??
    minutesOf(text, new RegExp(String.raw`\b(?:per|an?|each) ()${UNIT}\b`)) ??
    minutesOf(text, new RegExp(String.raw`\b(${COUNT})[ -]${UNIT} (?:window|period|stretch)\b`))
  );
}

function minutesOf(text: string, pattern: RegExp): number | undefined {
  const match = pattern.exec(text);
  if (!match?.[2]) return undefined;
  const count = match[1] === '' || match[1] === undefined ? 1 : numberOf(match[1]);
  const unit = match[2];
  const minutes = unit.startsWith('s')
    ? count / 60
    : unit.startsWith('m')
      ? count
      : unit.startsWith('h')
        ? count * 60
        : count * 1440;
  return Math.max(1, Math.round(minutes));
}

/** The addresses and networks that stand after a word that leaves them out. */
function networksAfter(text: string, word: RegExp): string[] | undefined {
  const at = word.exec(text);
  const found = at ? networksIn(text.slice(at.index)) : [];
  return found.length > 0 ? found : undefined;
}

/** Every address and network of a text, once. */
export const networksIn = (text: string): string[] => [...new Set([...text.matchAll(NETWORK)].map(([one]) => one))];

const NO_ACCOUNT =
  /^(?:an?|all|any|every|each|our|my|the|some|service|user|users|account|accounts|everyone|anyone|same|new|one|whole|staff|people|employees?|admins|finance|hr|it|sales)$/i;

/** `for the admin account`, `account root`, `for the accounts a and b`, `for ada@example.com`. */
export function accountsIn({ raw }: Pick<RuleText, 'raw'>): string[] | undefined {
  const name = String.raw`["“]?([\p{L}\p{N}][\p{L}\p{N}._@$+\\-]*)["”]?`;
  const found = [
    ...raw.matchAll(
      new RegExp(
        String.raw`\b(?:for|by|of|on|with|from|the|our|when|if) (?:the |our )?${name} (?:account|user)\b`,
        'giu',
      ),
    ),
    ...raw.matchAll(
      new RegExp(
        String.raw`\b(?:accounts?|users?|username) (?:named |called )?${name}(?:(?:,| and|, and| or) ${name})?`,
        'giu',
      ),
    ),
    ...raw.matchAll(/(?<![\w.+-])()([\w.+'-]+@[\w-]+(?:\.[\w-]+)+)/gu),
  ]
    .flatMap((match) => match.slice(1))
    .filter((one): one is string => Boolean(one) && !NO_ACCOUNT.test(one) && !COMMON.test(one))
    .map((one) => one.replace(/[.]+$/, ''));
  return found.length > 0 ? [...new Set(found)] : undefined;
}
const COMMON =
  /^(?:is|are|was|logs?|signs?|login|logins|signing|logging|in|on|at|outside|after|before|between|who|that|which|when|if|and|or|should|may|must|can|from|to|with|only|fails?|failed|activity)$/i;

const defined = (params: Params): Params =>
  Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));

function numberAt(text: string, pattern: string): number | undefined {
  const said = new RegExp(pattern).exec(text)?.[1];
  return said === undefined ? undefined : numberOf(said);
}

function numberOf(said: string): number {
  const word = said.replace(/^an? (?=\w{3})/, '');
  return COUNTS[word] ?? Number(word);
}
