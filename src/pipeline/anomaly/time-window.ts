import { z } from 'zod';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';
import { worded } from '../alert-finding.ts';
import { shown } from './attack-words.ts';
import { defineDetector } from './detector.ts';
import { clock, DAYS, dayBefore, everyDay, isZone, listDays, localTime } from './local-time.ts';
import { isOneOf } from './only-accounts.ts';

/** Signing in at a time at which nobody works. */
export const timeWindow = defineDetector({
  kind: 'time_window',
  title: 'Sign-in outside allowed hours',
  severity: 'medium',
  cooldownSeconds: 12 * 3600,
  params: z
    .strictObject({
      days: z
        .array(z.enum(DAYS))
        .min(1)
        .max(7)
        .default(['mon', 'tue', 'wed', 'thu', 'fri'])
        .describe('Allowed weekdays'),
      from: clock.default('06:00').describe('Allowed from this time of day'),
      to: clock.default('20:00').describe('… until before this one; earlier than `from` means over midnight'),
      time_zone: z
        .string()
        .max(64)
        .refine(isZone, 'must be a time zone like Europe/Berlin')
        .nullable()
        .default(null)
        .describe('The zone of these hours; null means the organisation’s'),
      accounts: z
        .array(z.string().trim().min(1).max(320))
        .max(500)
        .default([])
        .describe('Only these accounts, like dana or admin*; * stands for anything; none means all'),
    })
    .refine((params) => params.from !== params.to, { message: 'must be another time than “from”', path: ['to'] }),
  only: () => 'success',
  needs: () => ({}),
  evaluate({ days, from, to, time_zone, accounts }, login, _history, context) {
    if (login.outcome !== 'success') return [];
    if (!isOneOf(login.account, accounts)) return [];
    const zone = time_zone ?? context.timeZone;
    const local = localTime(login.occurredAt, zone);
    // The hours after midnight belong to the day on which the stretch began.
    const late = to < from && local.time < to;
    const day = late ? dayBefore(local.day) : local.day;
    const inHours = to < from ? local.time >= from || local.time < to : local.time >= from && local.time < to;
    if (inHours && days.includes(day)) return [];
    const { account, address, country } = login;
    return [
      {
        fingerprint: `time_window:${account}`,
        logins: [login],
        tell: ({ count: events }) =>
          worded({
            kind: 'time_window',
            account,
            weekday: DAYS.indexOf(local.day),
            time: local.time,
            zone,
            days: everyDay(days) ? [] : days.map((one) => DAYS.indexOf(one)),
            from,
            to,
            address,
            country,
            events,
          }),
      },
    ];
  },
  words: ({ days, from, to, time_zone, accounts }, language) => {
    const who = accounts.length === 0 ? null : accounts.map(shown).join(', ');
    const told = ruleSentences[language].timeWindow({
      ...{ who, from, to },
      days: everyDay(days) ? null : listDays(days, language),
    });
    return `${told}${time_zone === null ? '' : ` (${time_zone})`}`;
  },
  examples: [
    { name: 'Monday morning', logins: [{ minute: 0 }], expect: [] },
    { name: 'Monday night', logins: [{ minute: 15 * 60 }], expect: ['time_window:dana'] },
    { name: 'Saturday morning', logins: [{ minute: 5 * 24 * 60 }], expect: ['time_window:dana'] },
    { name: 'a failure at night', logins: [{ minute: 15 * 60, outcome: 'failure' }], expect: [] },
    {
      name: 'a night shift that began on Monday, on Tuesday at 03:00',
      params: { from: '22:00', to: '06:00', days: ['mon'] },
      logins: [{ minute: 18 * 60 }],
      expect: [],
    },
    {
      name: 'an account that a pattern names',
      params: { accounts: ['DAN*'] },
      logins: [{ minute: 15 * 60 }],
      expect: ['time_window:dana'],
    },
    { name: 'another account', params: { accounts: ['root'] }, logins: [{ minute: 15 * 60 }], expect: [] },
    {
      name: 'evening in Auckland is morning in UTC',
      params: { time_zone: 'Pacific/Auckland' },
      logins: [{ minute: 0 }],
      expect: ['time_window:dana'],
    },
  ],
});
