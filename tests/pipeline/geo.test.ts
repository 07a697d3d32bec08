import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { geoChecks, openGeo } from '../../src/pipeline/geo.ts';
import { checkHealth } from '../../src/pipeline/health.ts';
import { parseLoginEvent } from '../../src/pipeline/login-event-schema.ts';
import { geoDatabase } from '../support/geo-database.ts';

let folder: string;
const none = { places: null, networks: null, anonymous: null };
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
    geoDatabase('Test-ASN', [
      {
        network: '192.0.2.0/24',
        data: { autonomous_system_number: { uint: 64500 }, autonomous_system_organization: 'Example Net' },
      },
    ]),
  );
  await writeFile(
    file('anonymous.mmdb'),
    geoDatabase('Test-Anonymous-IP', [
      { network: '192.0.2.128/25', data: { is_anonymous: true, is_anonymous_vpn: true } },
      { network: '198.51.100.0/25', data: { is_hosting_provider: true } },
      { network: '203.0.113.0/24', data: { is_anonymous: true, is_tor_exit_node: true } },
    ]),
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
  const geo = (await openGeo({ ...none, places: file('city.mmdb') }))!;
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

test('says whose network an address is in and of which kind, where the source does not', async () => {
  const geo = (await openGeo({ places: null, networks: file('asn.mmdb'), anonymous: file('anonymous.mmdb') }))!;
  const network = (given: object) => geo.locate(event(given)).network;
  expect(network({ address: '192.0.2.7' })).toEqual({ asn: 64500, owner: 'Example Net', kind: null });
  expect(network({ address: '192.0.2.200' })).toEqual({ asn: 64500, owner: 'Example Net', kind: 'vpn' });
  expect(network({ address: '198.51.100.7' })).toEqual({ asn: null, owner: null, kind: 'hosting' });
  expect(network({ address: '203.0.113.7' })).toEqual({ asn: null, owner: null, kind: 'proxy' });
  expect(network({ address: '198.51.100.200' })).toBeNull();
  expect(network({ address: '2001:db8::1' })).toBeNull();
  expect(network({ asn: 36183 })).toEqual({ asn: 36183, owner: null, kind: null });
  // a number of the source is not given the file's owner; Akamai's relay is one, whatever else it is taken for
  expect(network({ address: '192.0.2.200', asn: 'AS36183' })).toEqual({ asn: 36183, owner: null, kind: 'relay' });
  expect(network({ address: '192.0.2.200', network_kind: 'hosting' })).toMatchObject({ asn: 64500, kind: 'hosting' });
  expect(await openGeo(none)).toBeUndefined();
});

test('what is missing without files is said', async () => {
  const said = async (files: object) =>
    (await checkHealth(geoChecks({ ...none, ...files }))).checks.map(
      ({ ok, detail }) => (ok ? '' : 'fails: ') + detail,
    );
  expect((await said({}))[1]).toMatch(/^not set up; VPNs and relays/);
  expect((await said({ networks: file('asn.mmdb') }))[1]).toMatch(/asn\.mmdb; of VPNs only a few/);
  expect((await said({ anonymous: file('asn.mmdb') }))[1]).toMatch(
    /^fails: GEOIP_ANONYMOUS_DATABASE: .* holds Test-ASN, not anonymous addresses/,
  );
});

test('a missing, broken or wrong file is said at once', async () => {
  await expect(openGeo({ ...none, places: file('none.mmdb') })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('there is no file'),
  });
  await expect(openGeo({ ...none, anonymous: file('junk.mmdb') })).rejects.toThrow(
    /cannot be read as a MaxMind database/,
  );
  await expect(openGeo({ ...none, places: file('asn.mmdb') })).rejects.toThrow(
    /holds Test-ASN, not cities or countries/,
  );
});
