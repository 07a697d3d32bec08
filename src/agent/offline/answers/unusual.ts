import type { Language } from '../../../domain/language.ts';
import { unusualWords, weekdayText } from '../../../messages/catalogue/unusual.ts';
import type { ExplainedLoginData, UnusualLoginData } from '../../../tools/explain-login.ts';
import type { PlanContext } from '../plan-types.ts';

/** What is unusual of logins, or normal of somebody: the number first, then each with why. */
export function unusualAnswer(data: ExplainedLoginData, { language }: PlanContext): string[] {
  const words = unusualWords[language];
  const line = (login: UnusualLoginData): string => unusualLine(login, language);
  switch (data.about) {
    case 'list': {
      if (!data.ready) return [words.notEnough];
      const [first] = data.logins;
      if (!first) return [words.none(data.range)];
      return [words.found(data.logins.length, data.range), ...data.logins.map(line), words.next(first.ref)];
    }
    case 'login':
      switch (data.outcome) {
        case 'unusual': {
          const { ref, quoted_account, time, quoted_reasons, percent, verdict } = data.login;
          return [
            words.because(ref, quoted_account, time),
            ...quoted_reasons.map((reason) => `• ${reason}`),
            `${words.share(percent)}${verdict ? `; ${words.verdict[verdict]}` : ''}.`,
          ];
        }
        case 'too_new':
          return [words.tooNew(data.quoted_account, data.logins)];
        case 'failed':
          return [words.failed(data.ref)];
        case 'not_ready':
          return [words.notEnough];
        case 'ordinary':
          return data.quoted_reasons.length === 0
            ? [words.ordinary(data.ref)]
            : data.quoted_reasons.map((reason) => `• [${data.ref}] ${reason}`);
      }
      break;
    case 'nobody':
      return [words.nobody(data.quoted_account)];
    case 'account': {
      const days =
        data.weekdays.length === 0
          ? null
          : data.weekdays.length === 7
            ? words.everyDay
            : listed(data.weekdays, (day) => weekdayText(day, language), words.to);
      return [
        words.normalHours(data.quoted_account, days, data.from, data.to),
        [
          ...(data.quoted_places.length > 0 ? [words.normalPlaces(data.quoted_places.join(', '))] : []),
          ...(data.quoted_devices.length > 0 ? [words.normalDevices(data.quoted_devices.join(', '))] : []),
        ].join(' '),
        ...(data.state === 'learning' ? [words.learning(data.quoted_account)] : []),
        ...(data.state === 'stale' ? [words.stale(data.quoted_account)] : []),
        ...(data.lately.length > 0
          ? [words.lately(data.lately.length), ...data.lately.map(line)]
          : [words.nothingLately]),
      ].filter((text) => text !== '');
    }
  }
  return [];
}

/** `• [LOG-7QK3M9] dana, Thu 19 Nov, 03:12: first login from Peru` */
export const unusualLine = (
  { ref, quoted_account, time, quoted_reasons, verdict }: UnusualLoginData,
  language: Language,
): string =>
  `• [${ref}] ${quoted_account}, ${time}: ${quoted_reasons.slice(0, 3).join('; ')}${verdict ? ` (${unusualWords[language].verdict[verdict]})` : ''}`;

/** `Monday to Friday` for neighbours, else each by name. */
function listed(days: readonly number[], name: (day: number) => string, to: string): string {
  const neighbours = days.length > 2 && days.every((day, i) => day === days[0]! + i);
  return neighbours ? `${name(days[0]!)} ${to} ${name(days.at(-1)!)}` : days.map(name).join(', ');
}
