import type { Fact } from '../domain/alert.ts';
import type { LoginTelling, SeenAt, TopNames } from '../domain/alert-telling.ts';
import { deviceName } from '../domain/device-name.ts';
import type { LoginNetwork } from '../domain/event.ts';
import type { Language } from '../domain/language.ts';
import { oneLine } from '../domain/text.ts';
import { LOCALES, weekdayWords } from '../domain/time-words.ts';
import { loginAlertWords } from './catalogue/login-alerts.ts';
import { networkText } from './catalogue/networks.ts';
import { countryText } from './catalogue/terms.ts';
import { percentText, reasonText } from './catalogue/unusual.ts';
import { usuallyText } from './catalogue/usual.ts';
import { daysText, lastingText } from './lasting-text.ts';

/** Of a title; the other reasons are among its facts. */
const MOST_REASONS = 3;

/** What an alert about logins says in a language; the labels of facts are English, as they are kept. */
export function tellLoginAlert(told: LoginTelling, language: Language): { title: string; facts: Fact[] } {
  const words = loginAlertWords[language];
  const count = (number: number): string => grouped(number, language);
  const within = (ms: number): string => lastingText(ms, language, { dative: true });
  const country = (code: string): string => countryText(code, language);
  const network = (of: LoginNetwork | null | undefined): Fact[] => {
    const text = networkText(of, language);
    return text === null ? [] : [fact('Network', text)];
  };
  switch (told.kind) {
    case 'failures':
      return tellFailures(told, language);
    case 'success_after_failures': {
      const { account, address, failures, ms, addresses, accounts } = told;
      return {
        title: words.signedInAfter(shown(account), address, count(failures), failures === 1, within(ms)),
        facts: [
          fact('Account', shown(account)),
          ...(address === null ? [] : [fact('Signed in from', addressAnd(told, address))]),
          fact('Failed attempts before', words.attemptsWithin(String(failures), within(ms))),
          ...(addresses > 1 ? [fact('Addresses that failed', String(addresses))] : []),
          ...(accounts > 1 ? [fact('Accounts tried', String(accounts))] : []),
        ],
      };
    }
    case 'impossible_travel': {
      const { account, before, after, km, ms } = told;
      const place = (seen: SeenAt): string =>
        [seen.city === null ? null : shown(seen.city), seen.country === null ? null : country(seen.country)]
          .filter((part) => part !== null)
          .join(', ') ||
        seen.address ||
        words.nowhere;
      const sighting = (seen: SeenAt): string =>
        [
          place(seen),
          seen.address,
          networkText(seen.network, language),
          `${seen.at.slice(0, 16).replace('T', ' ')} UTC`,
          seen.device ? deviceName(seen.device) : null,
        ]
          .filter((part, i, all) => part !== null && all.indexOf(part) === i)
          .join(', ');
      const distance = `${count(Math.round(km))} km`;
      const time = ms < 1000 ? words.sameTime : words.withinTime(within(ms));
      return {
        title: words.travel(shown(account), place(before), place(after), distance, time),
        facts: [
          fact('Account', shown(account)),
          fact('Before', sighting(before)),
          fact('Then', sighting(after)),
          fact('Distance', distance),
          fact('Speed', ms < 1000 ? words.noTime : words.speed(count(Math.round(km / (ms / 3_600_000))))),
        ],
      };
    }
    case 'first_seen': {
      const { account, what, value, city, address, device, days, logins } = told;
      const name = what === 'country' ? country(value) : shown(value);
      const known = daysText(days, language);
      return {
        title: words.firstSeen[what](shown(account), name),
        facts: [
          fact('Account', shown(account)),
          fact(`New ${what}`, what === 'country' ? `${name} (${value})` : name),
          ...(city === null ? [] : [fact('City', shown(city))]),
          ...(what === 'address' || address === null ? [] : [fact('Address', address)]),
          ...network(told.network),
          ...(what === 'device' || device === null ? [] : [fact('Device', shown(device))]),
          fact('Known for', logins === null ? known : `${known}, ${words.signIns(count(logins), logins === 1)}`),
        ],
      };
    }
    case 'country': {
      const { account, outcome, city, address, events } = told;
      const title = words.fromCountry(shown(account), outcome === 'success', country(told.country));
      return {
        title: `${title}${events > 1 ? words.events(count(events)) : ''}`,
        facts: [
          fact('Account', shown(account)),
          fact('Country', `${country(told.country)} (${told.country})`),
          ...(city === null ? [] : [fact('City', shown(city))]),
          ...(address === null ? [] : [fact('Address', address)]),
          ...network(told.network),
        ],
      };
    }
    case 'listed': {
      const { account, outcome, because, address, events } = told;
      const title = words.listed[because](shown(account), outcome === 'success', address ?? words.nowhere);
      return {
        title: `${title}${events > 1 ? words.events(count(events)) : ''}`,
        facts: [
          fact('Account', shown(account)),
          ...(address === null ? [] : [fact('Address', address)]),
          ...(told.country === null ? [] : [fact('Country', `${country(told.country)} (${told.country})`)]),
        ],
      };
    }
    case 'without_second_factor': {
      const { account, address, device, events } = told;
      return {
        title: `${words.withoutSecondFactor(shown(account))}${events > 1 ? words.times(count(events)) : ''}`,
        facts: [
          fact('Account', shown(account)),
          ...(address === null ? [] : [fact('Address', address)]),
          ...(told.country === null ? [] : [fact('Country', `${country(told.country)} (${told.country})`)]),
          ...(device === null ? [] : [fact('Device', shown(device))]),
        ],
      };
    }
    case 'time_window': {
      const { account, weekday, time, zone, from, to, address, events } = told;
      const day = weekdayWords(weekday, language);
      const days = daysOf(told.days, language);
      return {
        title: `${words.atHour(shown(account), day, time)}${events > 1 ? words.times(String(events)) : ''}`,
        facts: [
          fact('Account', shown(account)),
          fact('Local time', `${words.dayAndTime(day, time)} (${zone})`),
          fact('Allowed', `${days === '' ? '' : `${days} `}${from}–${to}`),
          ...(address === null ? [] : [fact('Address', address)]),
          ...(told.country === null ? [] : [fact('Country', told.country)]),
        ],
      };
    }
    case 'unusual_login': {
      const { account, reasons, share, address, device, events } = told;
      const said = reasons.map((reason) => reasonText(reason, language));
      const colon = language === 'fr' ? ' : ' : ': ';
      const title = words.unusual(shown(account), events > 1 ? String(events) : null);
      return {
        title: `${title}${colon}${said.slice(0, MOST_REASONS).join(', ')}`,
        facts: [
          fact('Account', shown(account)),
          fact('Why', said.join('; ')),
          fact('How unusual', words.moreThan(percentText(share, language))),
          ...(told.country === null ? [] : [fact('Country', `${country(told.country)} (${told.country})`)]),
          ...(address === null ? [] : [fact('Address', address)]),
          ...(device === null ? [] : [fact('Device', shown(device))]),
        ],
      };
    }
    case 'login_volume': {
      const { account, inHour, mean, sigmas, events } = told;
      const usually = usuallyText(mean, language);
      return {
        title: words.volume(shown(account), String(inHour), usually),
        facts: [
          fact('Account', shown(account)),
          fact('What is usual', words.usualLogins(usually)),
          fact('Deviation', words.deviations(decimal(sigmas, 1, language))),
          fact('Logins of it', String(events)),
        ],
      };
    }
  }
}

/** How failed sign-ins from one address, or against one account, are told: the same whichever rule noticed them. */
function tellFailures(
  { by, key, failures, ms, accounts, addresses, countries }: Extract<LoginTelling, { kind: 'failures' }>,
  language: Language,
): { title: string; facts: Fact[] } {
  const words = loginAlertWords[language];
  const count = (number: number): string => grouped(number, language);
  const when = ms > 0 ? words.within(lastingText(ms, language, { dative: true })) : words.atOnce;
  const all = words.failures(count(failures), failures === 1);
  const facts = [fact('Failed sign-ins', count(failures))];
  const named: [TopNames, string, string][] = [
    [accounts, 'Account tried', 'Accounts tried'],
    [addresses, 'Address', 'Addresses'],
    [countries, 'Country', 'Countries'],
  ];
  for (const [names, one, many] of named)
    if (names.all > 0) facts.push(fact(names.all > 1 ? many : one, topText(names, language)));
  return {
    title:
      by === 'address'
        ? words.failuresFrom(all, accounts.all > 1 ? words.toAccounts(count(accounts.all)) : '', key, when)
        : words.failuresTo(all, shown(key), addresses.all > 1 ? words.fromAddresses(count(addresses.all)) : '', when),
    facts,
  };
}

/** `root (120), admin (12), 29 more`. */
function topText({ top, all }: TopNames, language: Language): string {
  const names = top.map(([name, events]) => `${shown(name)} (${grouped(events, language)})`).join(', ');
  return all > top.length ? `${names}, ${loginAlertWords[language].more(String(all - top.length))}` : names;
}

/** `Monday to Friday` for neighbours, else each by name; nothing for every day. */
function daysOf(days: readonly number[], language: Language): string {
  const sorted = [...days].sort((a, b) => a - b);
  const name = (day: number): string => weekdayWords(day, language);
  const neighbours = sorted.length > 2 && sorted.every((day, i) => day === sorted[0]! + i);
  return neighbours
    ? loginAlertWords[language].dayTo(name(sorted[0]!), name(sorted.at(-1)!))
    : sorted.map(name).join(', ');
}

function addressAnd({ city, country }: { city: string | null; country: string | null }, address: string): string {
  const place = [city, country].filter((part) => part !== null).join(', ');
  return place === '' ? address : `${address} (${shown(place)})`;
}

const grouped = (number: number, language: Language): string => number.toLocaleString(LOCALES[language]);

/** A number with so many places behind its point. */
export const decimal = (value: number, places: number, language: Language): string =>
  language === 'en' ? value.toFixed(places) : value.toFixed(places).replace('.', ',');

const fact = (label: string, value: string): Fact => ({ label, value });

/** A name out of someone else's log, fit for a title. */
const shown = (name: string): string => oneLine(name, 60);
