import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withPlacesHeard } from '../../../src/agent/offline/known-places.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const places = ['Front door', 'Annexe', 'Pier 4', 'Nurses station', 'Safe', 'Atrium', 'a.*(b'];
const context = (language: Language = 'en') => planning({ language, places });
const asked = (text: string, language: Language = 'en') =>
  plan(text, context(language)).calls.map(({ tool, args }) => [tool, args]);

describe('what the organisation calls its cameras and zones is heard', () => {
  test.each<[string, Language, Record<string, unknown>]>([
    ['who was in the annexe today?', 'en', { camera: 'annexe', range: 'today' }],
    ['who was at pier 4 yesterday?', 'en', { camera: 'pier 4', range: 'yesterday' }],
    ['any strangers at the nurses station today?', 'en', { camera: 'nurses station', known: false, range: 'today' }],
    ['was Tony Blair in the safe today?', 'en', { person: 'Tony Blair', camera: 'safe', range: 'today' }],
    ['who was at the front door today?', 'en', { camera: 'front door', range: 'today' }],
    ['wer war heute im Atrium?', 'de', { camera: 'Atrium', range: 'today' }],
    ["qui était à l'Atrium aujourd'hui ?", 'fr', { camera: 'Atrium', range: 'today' }],
    ['¿quién estuvo hoy en Front door?', 'es', { camera: 'Front door', range: 'today' }],
  ])('%s', (text, language, args) => expect(asked(text, language)).toEqual([['find_sightings', args]]));

  test('several of them, and one whose picture is wanted', () => {
    expect(asked('who was at the annexe and the atrium today?')).toEqual([
      ['find_sightings', { camera: 'annexe', range: 'today' }],
      ['find_sightings', { camera: 'atrium', range: 'today' }],
    ]);
    expect(asked('show me the annexe')).toEqual([['show_camera', { camera: 'annexe' }]]);
  });

  describe('of several, whatever leads to them, none is dropped without a word', () => {
    const named = [
      'Zebra',
      'Annexe',
      'Kiosk 7',
      'Kiosk 17',
      'Front',
      'Front Gate',
      'Store',
      'Store Room',
      'Café corner',
      'Übergang Süd',
      'Today',
      'behind the old mill',
      'Rotunda',
    ];
    const read = (text: string, language: Language = 'en') => plan(text, planning({ language, places: named }));
    const cameras = (text: string, language: Language = 'en') =>
      read(text, language).calls.map(({ args }) => args.camera);
    test.each<[string, Language, string[]]>([
      ['any strangers at annexe or kiosk 7 today?', 'en', ['annexe', 'kiosk 7']],
      ['any strangers at annexe, zebra and kiosk 17 today?', 'en', ['annexe', 'zebra', 'kiosk 17']],
      ['any strangers at store or store room today?', 'en', ['store', 'store room']],
      ['show me zebra and kiosk 7', 'en', ['zebra', 'kiosk 7']],
      ['any strangers at front gate today?', 'en', ['front gate']],
      ['who was behind the old mill today?', 'en', ['behind the old mill']],
      ['who was in the cafe corner today?', 'en', ['cafe corner']],
      ['Wer war heute in Annexe oder Kiosk 7?', 'de', ['Annexe', 'Kiosk 7']],
      ['War jemand bei Uebergang Sued?', 'de', ['Uebergang Sued']],
      ['zeig mir kiosk 7 um 10:05', 'de', ['kiosk 7']],
      ['montre-moi kiosk 7 à 10h05', 'fr', ['kiosk 7']],
      ['¿algún desconocido en annexe o kiosk 7 hoy?', 'es', ['annexe', 'kiosk 7']],
    ])('%s', (text, language, expected) => expect(cameras(text, language)).toEqual(expected));

    test('cameras that are left out, and places that nothing is called, are said not to be used', () => {
      expect(read('who was anywhere but zebra today?')).toMatchObject({ unused: ['but zebra'] });
      expect(cameras('who was anywhere but zebra today?')).toEqual([undefined]);
      expect(
        read('any alerts at the annexe today?').unused ?? read('any alerts at the annexe today?').calls[0]?.args.camera,
      ).toEqual(expect.anything());
      expect(read('any strangers at nirvana today?')).toMatchObject({ unused: ['nirvana'] });
      expect(read('who was at kiosk 1 today?')).toMatchObject({ unused: ['kiosk 1'] });
      expect(read('who was in the building today?').unused).toBeUndefined();
    });

    test('a name that is a time is no place, and a place is nobody', () => {
      expect(read('show the alerts of today').calls).toEqual([
        { tool: 'search_logs', args: { kinds: ['alert'], range: 'today' } },
      ]);
      expect(read('when was kiosk 7 last seen?').calls).toEqual([
        { tool: 'find_sightings', args: { camera: 'kiosk 7' } },
      ]);
    });
  });

  test('a time is meant to the second', () =>
    expect(asked('show me the annexe at 11:00:20')).toEqual([
      ['show_camera', { camera: 'annexe', at: 'today 11:00:20' }],
    ]));

  test('what is said stays as it was typed', () => {
    expect(asked('open an incident: somebody forced the Annexe')).toEqual([
      ['create_incident', { title: 'somebody forced the Annexe' }],
    ]);
    expect(asked('is it safe?').flat()).not.toContainEqual({ camera: 'safe' });
  });

  test('whatever a place is called and whatever is typed, it comes back as it was', () => {
    const word = fc.oneof(fc.constantFrom('at', 'the', 'in', 'annexe', 'safe', 'and', 'but', 'placeqa'), fc.string());
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.array(fc.string(), { maxLength: 5 }), (words, names) => {
        const text = words.join(' ');
        const heard = withPlacesHeard(text, { places: names, language: 'en' }, (said) => ({
          calls: [{ tool: 'search_help', args: { query: said } }],
          say: null,
        }));
        expect(heard.calls[0]!.args.query).toBe(text);
      }),
    );
  });
});

describe('what stands in one list with a known place and is called nothing here', () => {
  test.each([
    'any strangers at kiosk 7 or nirvana today?',
    'who was at nirvana or kiosk 7 today?',
    'alerts at the annexe, kiosk 7 and nirvana',
    'was anyone at kiosk 7 or nirvana today?',
    'was there anyone at nirvana, kiosk 7 or foobar today?',
    'alert us when a stranger is at kiosk 7 or nirvana at night',
  ])('is said to be none here, and the rest is looked at: %s', (text) => {
    const { calls, places } = plan(text, planning({ places: ['Kiosk 7', 'Annexe'] }));
    expect(places?.unknown).toContain('nirvana');
    expect(JSON.stringify(calls)).toContain('kiosk 7');
    expect(calls.some(({ tool, args }) => tool === 'search_logs' && /anyone/.test(text) && args.kinds)).toBe(false);
  });

  test('but nobody whose name is known is left out', () => {
    const names = [{ name: 'Hugo', bears: ['hugo'], member: null, accounts: [], person: 'Hugo', author: null }];
    const asked = plan('any strangers at kiosk 7 or hugo', planning({ places: ['Kiosk 7'], names }));
    expect(asked.places?.unknown ?? []).toEqual([]);
  });

  test.each([
    'who was at kiosk 7 and when did they leave',
    'was anyone at kiosk 7, please',
    'was tony or hugo at kiosk 7',
  ])('and no other word is: %s', (text) =>
    expect(plan(text, planning({ places: ['Kiosk 7', 'Annexe'] })).unused ?? []).toEqual([]),
  );
});

describe('lists of places as people write them', () => {
  const piers = [
    'Dock 4',
    'Dock 4b',
    'Loading dock',
    'Pier 8',
    'Pier 83',
    'Kiosk 7',
    'Kiosk 17',
    'Silo',
    'Gate 31',
    'Île d’Or',
  ];
  const heard = (text: string) => {
    const { calls, places } = plan(text, planning({ places: piers }));
    return [calls.map(({ args }) => String(args.camera).toLowerCase()), places?.unknown ?? []];
  };
  test.each([
    ['any strangers at pier 8 and 83 today?', ['pier 8', 'pier 83']],
    ['who was at kiosks 7 and 17 today?', ['kiosk 7', 'kiosk 17']],
    ['any strangers at silo/gate 31 today?', ['silo', 'gate 31']],
    ['any strangers at silo plus gate 31 today?', ['silo', 'gate 31']],
    ['any strangers at silo; gate 31 today?', ['silo', 'gate 31']],
    ["any strangers at silo or Île d'Or today?", ['silo', "île d'or"]],
    ["was hugo at silo plus the Île d'Or today?", ['silo', "île d'or"]],
    ['any strangers at silo (or gate 31) today?', ['silo', 'gate 31']],
    ['any strangers at silo vs gate 31 today?', ['silo', 'gate 31']],
    ['any strangers at silo | gate 31 today?', ['silo', 'gate 31']],
    ['any strangers at pier 8 to 83 today?', ['pier 8', 'pier 83']],
    ['any strangers at dock 4 or b today?', ['dock 4', 'dock 4b']],
    ['any strangers at CAM-5 and 6 today?', ['cam-5', 'cam-6']],
    ['any strangers at dock 5 today?', ['dock 5']],
    ['any strangers at silo,gate 31 today?', ['silo', 'gate 31']],
    ['any strangers at silo along with gate 31 today?', ['silo', 'gate 31']],
    ['any strangers at pier83 and silo?', ['pier83', 'silo']],
    ['any strangers at gate 3?', ['gate 3']],
    ['who was at CAM-2, 3 and 6 today?', ['cam-2', 'cam-3', 'cam-6']],
    ['any strangers at the dock 5 minutes ago?', ['dock']],
  ])('each is heard: %s', (text, cameras) => {
    expect(heard(text)).toEqual([cameras, []]);
  });

  test('and in other languages', () => {
    const cameras = (text: string, language: 'de' | 'fr') =>
      plan(text, planning({ places: piers, language })).calls.map(({ args }) => String(args.camera).toLowerCase());
    expect(cameras('Waren heute Unbekannte am Pier 8 bzw. 83?', 'de')).toEqual(['pier 8', 'pier 83']);
    expect(cameras("des inconnus au dock 4 ainsi qu'au dock 4b ?", 'fr')).toEqual(['dock 4', 'dock 4b']);
    expect(cameras('offene Alarme in der Zone Silo', 'de')).toEqual(['silo']);
    expect(cameras('Fremde heute am Pier 8 und/oder 83?', 'de')).toEqual(['pier 8', 'pier 83']);
    expect(cameras('war heute jemand sowohl am Silo als auch am Gate 31?', 'de')).toEqual(['silo', 'gate 31']);
    expect(cameras('des inconnus au silo et/ou gate 31 ?', 'fr')).toEqual(['silo', 'gate 31']);
  });

  test('what happened at a place is its alerts, and who was there', () => {
    const { calls } = plan('what happened at kiosk 7 and 17 today?', planning({ places: piers }));
    expect(calls.map(({ tool, args }) => [tool, args.camera])).toEqual([
      ['search_logs', 'kiosk 7, kiosk 17'],
      ['find_sightings', 'kiosk 7'],
      ['find_sightings', 'kiosk 17'],
    ]);
  });

  test('whether anybody was at a place that does not exist is asked of that place', () => {
    expect(heard('has anybody been at nirvana today?')).toEqual([['nirvana'], []]);
    expect(heard('did anyone enter nirvana or the silo today?')).toEqual([['silo'], ['nirvana']]);
  });

  test('more than can be looked for are said to be left out', () => {
    const many = Array.from({ length: 10 }, (_, at) => `Kiosk ${at + 1}`);
    const { places } = plan(`any strangers at ${many.join(', ')}?`, planning({ places: many }));
    expect(places?.unlooked).toContain('Kiosk 10');
  });

  test('a number of which there is none is said not to be used', () => {
    expect(heard('any strangers at pier 8 or 99 today')).toEqual([['pier 8'], ['pier 99']]);
    expect(heard('any strangers at gate 31 or kiosk 99 or pier 83 today?')).toEqual([
      ['gate 31', 'pier 83'],
      ['kiosk 99'],
    ]);
  });

  test('a time behind a number is a time', () => {
    expect(plan('who was at kiosk 7 between 8 and 10', planning({ places: piers })).calls).toHaveLength(1);
    expect(plan('was anyone at pier 8 at 9', planning({ places: piers })).calls[0]?.args.camera).toBe('pier 8');
  });
});

describe('a rule at a place that nothing here is called', () => {
  const wish = (text: string) => plan(text, planning({ places: ['Kiosk 7', 'Strongroom'] })).calls[0]?.args.params;
  test('is asked for there, so that it is refused rather than made for everywhere', () => {
    expect(wish('alert us when Hugo Chavez is at nirvana')).toMatchObject({ cameras: ['nirvana'] });
    expect(wish('tell me if a stranger is at nirvana at night')).toMatchObject({ cameras: ['nirvana'] });
    const german = plan(
      'warne uns, wenn ein Fremder in Nirvana ist',
      planning({ places: ['Kiosk 7'], language: 'de' }),
    );
    expect(german.calls[0]?.args.params).toMatchObject({ cameras: ['Nirvana'] });
  });

  test('whom such a rule does not watch for is said', () => {
    const names = [
      { name: 'Tony Blair', bears: ['tony', 'blair'], member: null, accounts: [], person: 'x', author: null },
    ];
    const { unused } = plan(
      'alert us when a stranger or Tony Blair is in the strongroom',
      planning({ places: ['Strongroom'], names }),
    );
    expect(unused).toContain('Tony Blair');
  });

  test.each([
    ['en', 'alert us when a stranger is at the strongroom for more than 5 minutes', 300],
    ['en', 'tell me if an unknown person hangs around kiosk 7 for half an hour', 1800],
    ['de', 'warne mich, wenn ein Unbekannter länger als 5 Minuten am Kiosk 7 ist', 300],
    ['fr', 'préviens-moi si un inconnu reste plus de 5 minutes à kiosk 7', 300],
    ['es', 'avísame si un desconocido está más de 5 minutos en kiosk 7', 300],
  ] as const)('of a stranger who stays is of anybody without a name who stays: %s %s', (language, text, seconds) => {
    const { calls, unused } = plan(text, planning({ places: ['Kiosk 7', 'Strongroom'], language }));
    expect(calls[0]?.args).toMatchObject({
      rule_type: 'zone_entry',
      params: { objects: ['person'], zone_kinds: [], known_allowed: true, stay_seconds: seconds },
    });
    expect(unused).toBeUndefined();
  });

  test.each([
    ['en', 'alert me when three strangers come to kiosk 7 at night', 'three strangers'],
    ['en', 'alert when more than 5 people are at kiosk 7', 'more than 5 people'],
    ['en', 'alert when Tony Blair is at kiosk 7 for more than 5 minutes', 'for more than 5 minutes'],
    ['de', 'melde, wenn drei Fremde am Kiosk 7 sind', 'drei Fremde'],
    ['fr', 'préviens-moi si trois inconnus sont à kiosk 7', 'trois inconnus'],
  ] as const)('says what it will not look at: %s %s', (language, text, left) => {
    const { calls, unused } = plan(text, planning({ places: ['Kiosk 7'], language }));
    expect(calls).toHaveLength(1);
    expect(unused).toEqual([left]);
  });

  test.each([
    ['de', 'melde uns, wenn ein Unbekannter zwischen 22 und 6 Uhr am Kiosk 7 ist', 'unknown_person'],
    ['fr', 'alerte-nous quand un inconnu est à kiosk 7 entre 22 h et 6 h', 'unknown_person'],
    ['es', 'avísanos cuando un desconocido esté en kiosk 7 entre las 22 y las 6', 'unknown_person'],
    ['de', 'sag Bescheid, wenn jemand zwischen 22 und 6 Uhr am Kiosk 7 ist', 'zone_entry'],
    ['de', 'benachrichtige uns wenn ein LKW zwischen 22 und 6 Uhr am Kiosk 7 steht', 'zone_entry'],
    ['de', 'warne uns wenn Tony Blair zwischen 22 und 6 Uhr am Kiosk 7 ist', 'watched_person'],
    ['fr', 'alerte-nous quand Tony Blair est à kiosk 7 entre 22 h et 6 h', 'watched_person'],
  ] as const)(
    'is about that place and those hours in every language, and never about logins: %s %s',
    (language, text, kind) => {
      const { calls } = plan(text, planning({ places: ['Kiosk 7'], language }));
      expect(calls[0]?.args).toMatchObject({ rule_type: kind, params: { from: '22:00', to: '06:00' } });
      expect(JSON.stringify(calls[0]?.args.params)).toMatch(/"cameras":\["kiosk 7"\]/i);
      if (text.includes('LKW')) expect(calls[0]?.args.params).toMatchObject({ objects: ['truck'] });
    },
  );

  test.each([
    'alert when a stranger is seen',
    'alert us if a stranger is seen at any camera',
    'alert us when Hugo is at work',
  ])('where none is named it is of all: %s', (text) => expect(wish(text) ?? {}).not.toHaveProperty('cameras'));
});
