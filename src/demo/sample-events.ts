import { Temporal } from 'temporal-polyfill';
import type { NewLoginEvent } from '../domain/event.ts';
import { type Day, eventsOf } from './day.ts';
import { ordinaryDay } from './ordinary-day.ts';
import { randomFrom } from './random.ts';
import { storiesOf } from './stories.ts';

/**
 * All logins at Northwind Clinic on one day (`YYYY-MM-DD`) of its zone, earliest first; between 120 and 300. The same
 * for the same day, whenever and wherever it is asked for.
 */
export function sampleEvents(date: string, { timeZone }: { timeZone: string }): NewLoginEvent[] {
  const plain = Temporal.PlainDate.from(date);
  const day: Day = {
    date: plain.toString(),
    number: Temporal.PlainDate.from('1970-01-01').until(plain).days,
    weekend: plain.dayOfWeek > 5,
    random: (purpose) => randomFrom(`${plain.toString()} ${purpose}`),
  };
  return eventsOf(day, [...ordinaryDay(day), ...storiesOf(day)], timeZone);
}

/** What happened after `since`, up to and with `now`: the trickle that keeps the sample alive. */
export function nextSampleEvents(since: Date, now: Date, { timeZone }: { timeZone: string }): NewLoginEvent[] {
  const dateOf = (at: Date) =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const events: NewLoginEvent[] = [];
  for (let date = dateOf(since); Temporal.PlainDate.compare(date, dateOf(now)) <= 0; date = date.add({ days: 1 })) {
    events.push(...sampleEvents(date.toString(), { timeZone }));
  }
  return events.filter(({ occurredAt }) => occurredAt > since && occurredAt <= now);
}
