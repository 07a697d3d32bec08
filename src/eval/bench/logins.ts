import type { NewLoginEvent } from '../../domain/event.ts';

const PLACES = [
  { country: 'GB', city: 'London', latitude: 51.5, longitude: -0.12 },
  { country: 'DE', city: 'Berlin', latitude: 52.52, longitude: 13.4 },
  { country: 'FR', city: 'Paris', latitude: 48.85, longitude: 2.35 },
] as const;
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

/**
 * `count` logins like those of a company with 2,000 accounts: 4 % fail, and every 500th event begins a burst of ten
 * failures from one address. The same for the same `first`.
 */
export function benchLogins(first: number, count: number, begins: Date): NewLoginEvent[] {
  return Array.from({ length: count }, (_, i) => {
    const n = first + i;
    const burst = n % 500 < 10;
    const account = burst ? 'root' : `user${(n * 7919) % 2000}@example.com`;
    const outcome = burst || n % 25 === 0 ? 'failure' : 'success';
    const address = burst
      ? `203.0.113.${Math.floor(n / 500) % 250}`
      : `10.${n % 7}.${(n * 31) % 200}.${(n * 7919) % 250}`;
    return {
      eventId: `bench-${n}`,
      occurredAt: new Date(begins.getTime() + n * 40),
      outcome,
      account,
      address,
      ...PLACES[((n * 7919) % 2000) % PLACES.length]!,
      device: BROWSER,
      method: 'password',
      reason: outcome === 'failure' ? 'wrong password' : null,
      text: `${outcome === 'failure' ? 'Failed' : 'Accepted'} password for ${account} from ${address} port ${1024 + (n % 60_000)} ssh2`,
      source: 'bench',
    };
  });
}
