import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGeo } from '../../src/pipeline/geo.ts';
import { parseLoginEvent } from '../../src/pipeline/login-event-schema.ts';
import { geoDatabase } from '../support/geo-database.ts';

let folder: string;
const file = (name: string) => join(folder, name);
const berlin = {
  country: { iso_code: 'DE' },
  city: { names: { en: 'Berlin' } },
  location: { latitude: 52.52, longitude: 13.405 },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safenest-geo-'));
  await writeFile(
    file('city.mmdb'),
    geoDatabase('Test-City', [
      { network: '192.0.2.0/24', data: berlin },
      { network: '198.51.100.0/25', data: { country: { iso_code: 'BR' } } },
    ]),
  );
  await writeFile(
    file('asn.mmdb'),
    geoDatabase('Test-ASN', [{ network: '192.0.2.0/24', data: { number: { uint: 1 } } }]),
  );
  await writeFile(file('junk.mmdb'), 'this is no database');
});
afterAll(() => rm(folder, { recursive: true }));

const event = (given: object) => {
  const parsed = parseLoginEvent(
    { event_id: 'a', occurred_at: '2026-03-02T11:00:00Z', outcome: 'success', account: 'dana', ...given },
    { now: new Date('2026-03-02T12:00:00Z') },
  );
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.event;
};

test('fills what the source left out, and only that', async () => {
  const geo = await openGeo(file('city.mmdb'));
  const place = (given: object) => {
    const { country, city, latitude, longitude } = geo.locate(event(given));
    return [country, city, latitude, longitude];
  };
  expect(place({ address: '192.0.2.7' })).toEqual(['DE', 'Berlin', 52.52, 13.405]);
  expect(place({ address: '198.51.100.7' })).toEqual(['BR', null, null, null]);
  expect(place({ address: '198.51.100.200' })).toEqual([null, null, null, null]);
  expect(place({ address: '2001:db8::1' })).toEqual([null, null, null, null]);
  expect(place({})).toEqual([null, null, null, null]);
  expect(place({ address: '192.0.2.7', country: 'DE', city: 'Potsdam' })).toEqual(['DE', 'Potsdam', 52.52, 13.405]);
  expect(place({ address: '192.0.2.7', country: 'FR' })).toEqual(['FR', null, null, null]);
  expect(place({ address: '192.0.2.7', latitude: 1, longitude: 2 })).toEqual(['DE', 'Berlin', 1, 2]);
});

test('a missing, broken or wrong file is said at once', async () => {
  await expect(openGeo(file('none.mmdb'))).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('there is no file'),
  });
  await expect(openGeo(file('junk.mmdb'))).rejects.toThrow(/cannot be read as a MaxMind database/);
  await expect(openGeo(file('asn.mmdb'))).rejects.toThrow(/holds Test-ASN, not cities or countries/);
});
