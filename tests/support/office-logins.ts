import type { NewLoginEvent } from '../../src/domain/event.ts';

const DAY_MS = 86_400_000;

/** A successful login from the office in Berlin, unless it says otherwise. */
export const officeLogin = (eventId: string, occurredAt: Date, given: Partial<NewLoginEvent> = {}): NewLoginEvent => ({
  eventId,
  occurredAt,
  outcome: 'success',
  account: 'tomas',
  address: '198.51.100.7',
  country: 'DE',
  city: 'Berlin',
  latitude: 52.52,
  longitude: 13.4,
  device: 'Firefox on Linux',
  method: 'password',
  reason: null,
  text: 'a login',
  source: 'test',
  ...given,
});

/** Forty-five days up to one, each of these accounts four times a day: at eight, nine, eleven and one, UTC. */
export const officeDays = (until: Date, accounts = ['tomas', 'ada', 'ines', 'ben', 'mara']): NewLoginEvent[] =>
  Array.from({ length: 45 }, (_, i) => new Date(until.getTime() - (45 - i) * DAY_MS)).flatMap((day) =>
    accounts.flatMap((account, i) =>
      [8, 9, 11, 13].map((hour) =>
        officeLogin(
          `${account}-${day.toISOString().slice(0, 10)}-${hour}`,
          new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), hour, (7 * i) % 60)),
          { account },
        ),
      ),
    ),
  );
