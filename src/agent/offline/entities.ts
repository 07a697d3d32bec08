import type { Severity } from '../../domain/severity.ts';
import { findAbroad } from './abroad-words.ts';
import { findIp } from './address-words.ts';
import { type Conditions, readConditions } from './conditions.ts';
import { findCountries } from './countries.ts';
import { findGroup, findLimit } from './group-words.ts';
import { findKinds, findOutcome, type Kind, type Outcome } from './kind-words.ts';
import { findRefs, type RefMention } from './reference-words.ts';
import { findSeverity } from './severity-words.ts';
import { findThreshold } from './threshold-words.ts';
import { findTime, type TimeMention } from './times.ts';
import { findVia } from './via-words.ts';

export type { Kind, Outcome } from './kind-words.ts';
export { findRefs, type RefMention } from './reference-words.ts';
export { findSeverity } from './severity-words.ts';

/** What one clause names, apart from what it asks for. */
export interface Entities {
  refs: RefMention[];
  email: string | null;
  /** Address, network, range from one to another; several with commas. */
  ip: string | null;
  /** The address or range that is left out. */
  excludedIp: string | null;
  countries: string[];
  excludedCountries: string[];
  severity: Severity | null;
  /** Where several were named that are not one and all worse. */
  severities: Severity[];
  outcome: Outcome | null;
  kinds: Kind[];
  groupBy: string | null;
  limit: number | null;
  time: TimeMention | null;
  /** What stood in quotation marks, as typed in lower case. */
  quoted: string | null;
  /** All of them, with where they stand. */
  quotes: { text: string; at: number; end: number }[];
  conditions: Conditions;
  /** From anywhere but the country that most logins come from: where it stands. */
  abroad: [number, number] | null;
  /** By which service or way: where it stands. */
  via: { via: string; span: [number, number] } | null;
  /** The least number asked for, where it stands. */
  threshold: { atLeast: number; span: [number, number] } | null;
  /** The text with everything above blanked out; positions are those of the clause. */
  rest: string;
}

/** Before an address that is not wanted. */
const LEAVES_OUT =
  /\b(?:not(?: (?:coming )?(?:from|in|on))?|except(?:ing)?(?: for| from)?|outside(?: of)?|excluding|exclude|other than|without|minus|but not(?: from)?|ignor(?:e|ing)|leav(?:e|ing) out|apart from) (?:the )?(?:ip |address |network |range |subnet )*$/;

/** When something was, said by what else happened: no search can tell. */
export const BEFORE_IT =
  /\b(?:before|after|since|during|until) (?:the|that|this|his|her|our|their) (?:break-?ins?|attacks?|breach|hack|intrusion|outage|(?:incident|alert)(?= (?:was|is|had|has been|got|came|began|started)\b))\b|\b(?:before|after|since|until|once|when) (?:he|she|they|it|that (?:guy|person|account)|somebody|someone) (?:had |has |have |was |were )?(?:got|gotten|get|broke|broken|logged|signed|come|came|made it|been let|was let) (?:in(?:to)?|on|through)\b/g;
const blanks = (said: string): string => ' '.repeat(said.length);

/** Reads everything a clause names. `now` and `timeZone` settle what "yesterday" is. */
export function readEntities(text: string, now: Date, timeZone: string): Entities {
  let rest = text;
  const blank = (from: number, to: number): void => {
    rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
  };
  const { refs: named, spans } = findRefs(rest);
  // "not INC-17, INC-18"
  const meant = named.filter(({ at }) => !/\bnot (?:the )?(?:alert |incident )?$/.test(rest.slice(0, at)));
  const refs = meant.length > 0 ? meant : named;
  for (const span of spans) blank(...span);
  const quotes = [...rest.matchAll(/"([^"]{1,300})"|(?<=\s|^)'([^']{2,300})'(?=\s|[.,?!]|$)/g)]
    .map((match) => ({
      text: (match[1] ?? match[2]!).trim(),
      at: match.index,
      end: match.index + match[0].length,
    }))
    .slice(0, 6);
  for (const { at, end } of quotes) blank(at, end);
  const emails = [...rest.matchAll(/(?<![\w.+-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/g)].slice(0, 20);
  for (const match of emails) blank(match.index, match.index + match[0].length);
  // "10.0.0.0/8 except 10.0.5.3": one is asked for, the other is left out
  const one = findIp(rest);
  if (one) blank(...one.span);
  const found = [one, one && findIp(rest)] as const;
  const leftOut = found.map((one) => one !== null && LEAVES_OUT.test(rest.slice(0, one.span[0])));
  const excluded = leftOut[0] ? found[0] : leftOut[1] ? found[1] : null;
  const ip = leftOut[0] ? (leftOut[1] ? null : found[1]) : found[0];
  if (excluded) blank(LEAVES_OUT.exec(text.slice(0, excluded.span[0]))?.index ?? excluded.span[0], excluded.span[1]);
  if (leftOut[0] && ip) blank(...ip.span);
  const time = findTime(rest, now, timeZone);
  for (const span of time?.spans ?? []) blank(...span);
  const countries = findCountries(rest);
  for (const country of countries) blank(...country.span);
  // "before the break-in" says when, not what is looked for
  const kinds = findKinds(rest.replaceAll(BEFORE_IT, blanks));
  const conditions = readConditions(rest);
  if (time?.hours)
    conditions.hours ??= new RegExp(
      String.raw`\boutside (?:of )?(?:the hours )?(?:from |between )?0?${time.hours.slice(0, 2).replace(/^0/, '')}\b`,
    ).test(text)
      ? `outside_${time.hours}`
      : time.hours;
  if (time?.weekdays) conditions.weekdays ??= time.weekdays;
  for (const span of conditions.spans) blank(...span);
  // "between midnight and 6 on weekdays": hours of those days, and not of today
  const daily = conditions.weekdays && !/\btoday\b/.test(text) ? /^today_(\d\d)_(\d\d)$/.exec(time?.range ?? '') : null;
  const isDaily = daily !== null && Number(daily[1]) < Number(daily[2]);
  if (isDaily) conditions.hours = `${daily[1]}:00-${daily[2]}:00`;
  const threshold = findThreshold(rest);
  const limit = findLimit(
    threshold
      ? rest.slice(0, threshold.span[0]) +
          ' '.repeat(threshold.span[1] - threshold.span[0]) +
          rest.slice(threshold.span[1])
      : rest,
  );
  const group = findGroup(rest);
  if (limit) blank(...limit.span);
  const severity = findSeverity(group?.groupBy === 'severity' ? rest.slice(0, group.span[0]) : rest);
  if (severity) blank(...severity.span);
  if (group) blank(...group.span);
  return {
    refs,
    email: emails[0]?.[0].replace(/'s$/, '') ?? null,
    ip: ip?.ip ?? null,
    excludedIp: excluded?.ip ?? null,
    countries: countries.filter((one) => !one.excluded).map((one) => one.code),
    excludedCountries: countries.filter((one) => one.excluded).map((one) => one.code),
    severity: severity?.severity ?? null,
    severities: severity?.all ?? [],
    outcome: findOutcome(rest.replaceAll(BEFORE_IT, blanks)),
    kinds,
    groupBy: group?.groupBy ?? null,
    limit: limit?.limit ?? null,
    time: isDaily ? null : time,
    quoted: quotes[0]?.text ?? null,
    quotes,
    conditions,
    abroad: countries.length > 0 ? null : (findAbroad(rest)?.span ?? null),
    via: findVia(rest),
    threshold,
    rest,
  };
}
