import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { peopleNamed } from '../../../src/agent/offline/people-named.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const context = (language: Language = 'en', history: PastTurn[] = []) => planning({ language, history });
const tony = { person: 'Tony Blair' };
const hugo = { person: 'Hugo Chavez' };
const today = { range: 'today' };
const yesterday = { range: 'yesterday' };

test.each([
  ['when did Mr. Powell come?', { person: 'Powell' }],
  ['was Dr. Hugo Chavez here today?', { person: 'Hugo Chavez', ...today }],
  ['did Colin leave?', { person: 'Colin' }],
  ['show me the last picture of Tony Blair', tony],
  ['show me a picture of Person_15FB8123 of today', { person: 'Person_15FB8123', ...today }],
  ['is anyone at the loading dock?', { camera: 'loading dock', range: 'last_15m' }],
  ['who is at the front door right now?', { camera: 'front door', range: 'last_15m' }],
  ['who is in the building?', today],
])('by title, by picture, and now: %s', (text, args) =>
  expect(plan(text, context()).calls).toEqual([{ tool: 'find_sightings', args }]),
);

describe('several people by name', () => {
  test.each([
    ['was Tony Blair or Hugo Chavez here today?', 'en', [tony, hugo].map((one) => ({ ...one, ...today }))],
    ['who was here more often, Tony Blair or Hugo Chavez?', 'en', [tony, hugo]],
    ['when did we last see Tony Blair and Hugo Chavez?', 'en', [tony, hugo]],
    ['was tony or hugo here today?', 'en', ['tony', 'hugo'].map((person) => ({ person, ...today }))],
    ['was PER-3 or PER-5 here today?', 'en', ['PER-3', 'PER-5'].map((person) => ({ person, ...today }))],
    [
      'were Tony, Hugo and Dana at the front door yesterday?',
      'en',
      ['Tony', 'Hugo', 'Dana'].map((person) => ({ person, camera: 'front door', ...yesterday })),
    ],
    ['did you see Tony Blair and Hugo Chavez together?', 'en', [{ ...tony, with: 'Hugo Chavez' }]],
    [
      'was Tony Blair at the loading dock with Hugo Chavez?',
      'en',
      [{ ...tony, with: 'Hugo Chavez', camera: 'loading dock' }],
    ],
    ['who was with Tony Blair yesterday?', 'en', [{ with: 'Tony Blair', ...yesterday }]],
    ['did Tony Blair meet Hugo Chavez?', 'en', [{ ...tony, with: 'Hugo Chavez' }]],
    ['did Tony Blair and Hugo Chavez ever meet?', 'en', [{ ...tony, with: 'Hugo Chavez' }]],
    ['who did Tony Blair meet yesterday?', 'en', [{ with: 'Tony Blair', ...yesterday }]],
    ['Haben sich Tony Blair und Hugo Chavez getroffen?', 'de', [{ ...tony, with: 'Hugo Chavez' }]],
    ['Mit wem war Tony Blair gestern hier?', 'de', [{ with: 'Tony Blair', ...yesterday }]],
    ['Tony Blair a-t-il rencontré Hugo Chavez ?', 'fr', [{ ...tony, with: 'Hugo Chavez' }]],
    ['Avec qui était Tony Blair hier ?', 'fr', [{ with: 'Tony Blair', ...yesterday }]],
    ['¿Se encontraron Tony Blair y Hugo Chavez?', 'es', [{ ...tony, with: 'Hugo Chavez' }]],
    ['¿Con quién estuvo Tony Blair ayer?', 'es', [{ with: 'Tony Blair', ...yesterday }]],
    ['War Tony Blair oder Hugo Chavez heute hier?', 'de', [tony, hugo].map((one) => ({ ...one, ...today }))],
    ['War Tony Blair heute hier?', 'de', [{ ...tony, ...today }]],
    ['Wer war gestern mit Tony Blair da?', 'de', [{ with: 'Tony Blair', ...yesterday }]],
    ['Tony Blair ou Hugo Chavez était-il ici aujourd’hui ?', 'fr', [tony, hugo].map((one) => ({ ...one, ...today }))],
    ['A-t-on vu Tony Blair avec Hugo Chavez hier ?', 'fr', [{ ...tony, with: 'Hugo Chavez', ...yesterday }]],
    ['¿Estuvo aquí Tony Blair o Hugo Chavez hoy?', 'es', [tony, hugo].map((one) => ({ ...one, ...today }))],
    ['¿Vino Tony Blair con Hugo Chavez ayer?', 'es', [{ ...tony, with: 'Hugo Chavez', ...yesterday }]],
  ] as const)('%s', (text, language, wanted) => {
    const made = plan(text, context(language));
    expect(made.calls).toEqual(wanted.map((args) => ({ tool: 'find_sightings', args })));
    expect(made.unused).toBeUndefined();
  });

  test.each([
    ['was Tony Blair here today without Hugo Chavez?', 'en', 'without Hugo Chavez'],
    ['War Tony Blair heute ohne Hugo Chavez da?', 'de', 'ohne Hugo Chavez'],
    ['Tony Blair était-il ici aujourd’hui sans Hugo Chavez ?', 'fr', 'sans Hugo Chavez'],
    ['¿Estuvo Tony Blair aquí hoy sin Hugo Chavez?', 'es', 'sin Hugo Chavez'],
  ] as const)('whom they were without is said not to be used: %s', (text, language, unused) =>
    expect(plan(text, context(language))).toMatchObject({
      calls: [{ tool: 'find_sightings', args: { ...tony, ...today } }],
      unused: [unused],
    }),
  );

  test('who each of them is', () =>
    expect(plan('who are Tony Blair and Hugo Chavez?', context()).calls).toEqual([
      { tool: 'who_is', args: { label: 'Tony Blair' } },
      { tool: 'who_is', args: { label: 'Hugo Chavez' } },
    ]));

  test('what is asked next is asked of each of them', () => {
    const before = {
      question: 'was Tony Blair or Hugo Chavez here today?',
      answer: 'Both [PER-1] [PER-2].',
      steps: [tony, hugo].map((one) => ({ tool: 'find_sightings', args: { ...one, ...today }, ok: true })),
      citations: [{ ref: 'PER-1' }, { ref: 'PER-2' }],
    };
    expect(plan('and yesterday?', context('en', [before])).calls).toEqual(
      [tony, hugo].map((one) => ({ tool: 'find_sightings', args: { ...one, ...yesterday } })),
    );
    expect(plan('and Dana Whitfield?', context('en', [before])).calls).toMatchObject([
      { tool: 'find_sightings', args: { person: 'Dana Whitfield' } },
    ]);
  });

  test('with whom somebody came whom the answer before was about', () => {
    const before = {
      question: 'when did we last see Colin Powell?',
      answer: 'Colin Powell [PER-1] was seen.',
      steps: [{ tool: 'find_sightings', args: { person: 'Colin Powell' }, ok: true }],
      citations: [{ ref: 'PER-1' }],
    };
    expect(plan('did he come with Tony Blair?', context('en', [before])).calls).toEqual([
      { tool: 'find_sightings', args: { person: 'Colin Powell', with: 'Tony Blair' } },
    ]);
  });

  test.each([
    'failed logins of Priya Shah and Tomas Berg',
    'assign INC-4 to Ada and tell Bob',
    'what did Tony and Hugo say in the call?',
    'were there logins on Monday and Tuesday?',
    'did Priya or Tomas sign in from Brazil?',
    'warn @kit and @max',
    'Go ahead with PROP-16, approve',
    'open alerts, the one with paul',
  ])('about something else: %s', (text) => expect(peopleNamed(text, context())).toBeNull());

  test('whatever is typed, it never throws, and takes little time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Language>('en', 'de', 'fr', 'es'),
        fc.array(
          fc.oneof(
            fc.constantFrom('was', 'Tony', 'Hugo', 'and', 'or', 'with', 'sans', 'PER-3', ',', 'here', 'mit'),
            fc.string(),
          ),
          { maxLength: 60 },
        ),
        (language, words) => void peopleNamed(words.join(' '), context(language)),
      ),
    );
  });
});

const seenAt = (camera: string, more: object = {}) => ({ tool: 'find_sightings', args: { camera, ...more } });
const told = (steps: readonly object[]): PastTurn => ({
  question: 'who was seen?',
  answer: 'Both [PER-1] [PER-2].',
  steps: steps.map((args) => ({ tool: 'find_sightings', args: { ...args }, ok: true })),
  citations: [{ ref: 'PER-1' }, { ref: 'PER-2' }],
});

describe('several cameras or places', () => {
  const dockAndDoor = [seenAt('loading dock', { ...tony, ...today }), seenAt('front door', { ...tony, ...today })];
  test.each([
    [
      'any strangers at the front door or the loading dock today?',
      'en',
      ['front door', 'loading dock'].map((camera) => seenAt(camera, { known: false, ...today })),
    ],
    ['was Tony Blair at the loading dock or the front door today?', 'en', dockAndDoor],
    ['has Tony Blair been to the loading dock and the front door today?', 'en', dockAndDoor],
    [
      'who was at the front door, the lobby and the loading dock yesterday?',
      'en',
      ['front door', 'lobby', 'loading dock'].map((camera) => seenAt(camera, yesterday)),
    ],
    [
      'any strangers at CAM-1 or CAM-2 today?',
      'en',
      ['CAM-1', 'CAM-2'].map((camera) => seenAt(camera, { known: false, ...today })),
    ],
    ['who was seen at camera 1 and 2 today?', 'en', ['1', '2'].map((camera) => seenAt(camera, today))],
    [
      'was Tony Blair or Hugo Chavez at the front door and the loading dock?',
      'en',
      ['front door', 'loading dock'].flatMap((camera) => [seenAt(camera, tony), seenAt(camera, hugo)]),
    ],
    ['War Tony Blair an der Laderampe und am Eingang?', 'de', ['Laderampe', 'Eingang'].map((c) => seenAt(c, tony))],
    [
      'Tony Blair était-il à la réception et au garage hier ?',
      'fr',
      ['réception', 'garage'].map((camera) => seenAt(camera, { ...tony, ...yesterday })),
    ],
    [
      '¿Quién estuvo en la entrada o en el garaje hoy?',
      'es',
      ['entrada', 'garaje'].map((camera) => seenAt(camera, today)),
    ],
  ] as const)('%s', (text, language, calls) => {
    const made = plan(text, context(language));
    expect(made.calls).toEqual(calls);
    expect(made.unused).toBeUndefined();
  });

  test('a whole site has all of them', () =>
    expect(plan('any strangers in the building or the garage today?', context()).calls).toEqual([
      { tool: 'find_sightings', args: { known: false, ...today } },
    ]));

  test.each([
    ['was Tony Blair at the front door or the atrium today?', 'en', 'front door', 'atrium'],
    ['was Tony Blair at the atrium or the front door today?', 'en', 'front door', 'atrium'],
    ['Tony Blair était-il à la réception ou au quai aujourd’hui ?', 'fr', 'réception', 'quai'],
  ] as const)('what nothing tells to be a place is said not to be used: %s', (text, language, camera, unused) =>
    expect(plan(text, context(language))).toMatchObject({
      calls: [seenAt(camera, { ...tony, ...today })],
      unused: [unused],
    }),
  );

  test.each(['at the loading dock?', 'and at the loading dock?', 'what about the loading dock?'])(
    'another place is asked of everybody who was asked for: %s',
    (text) =>
      expect(plan(text, context('en', [told([tony, hugo])])).calls).toEqual(
        [tony, hugo].map((one) => seenAt('loading dock', one)),
      ),
  );

  test('what is asked next is asked of each place', () => {
    const history = [told(['front door', 'lobby'].map((camera) => ({ camera, known: false, ...today })))];
    expect(plan('and yesterday?', context('en', history)).calls).toEqual(
      ['front door', 'lobby'].map((camera) => seenAt(camera, { known: false, ...yesterday })),
    );
    expect(plan('and at the garage?', context('en', history)).calls).toEqual([
      seenAt('garage', { known: false, ...today }),
    ]);
  });
});

describe('two who were together', () => {
  const together = { ...tony, with: 'Hugo Chavez', ...today };
  test.each([
    ['when was that?', 'en', together],
    ['where was that?', 'en', together],
    ['where were they yesterday?', 'en', { ...together, ...yesterday }],
    ['wann war das?', 'de', together],
    ['wo war das?', 'de', together],
    ['c’était quand ?', 'fr', together],
    ['¿cuándo fue eso?', 'es', together],
  ] as const)('stay together in what comes next: %s', (text, language, args) =>
    expect(plan(text, context(language, [told([together])])).calls).toEqual([{ tool: 'find_sightings', args }]),
  );

  test('“when was that?” is asked of each who was asked for, and of whoever was with somebody', () => {
    const each = [tony, hugo].map((one) => ({ ...one, ...today }));
    const company = { with: 'Tony Blair', ...today };
    for (const steps of [each, [company]])
      expect(plan('when was that?', context('en', [told(steps)])).calls.map(({ args }) => args)).toEqual(steps);
  });
});

describe('who came before or after somebody', () => {
  const door = { camera: 'front door', ...today };
  test.each([
    ['who came after him?', 'en', { after: 'Tony Blair', ...door }],
    ['and who was there before him?', 'en', { before: 'Tony Blair', ...door }],
    ['who was next?', 'en', { after: 'Tony Blair', ...door }],
    [
      'who was at the lobby after Hugo Chavez yesterday?',
      'en',
      { after: 'Hugo Chavez', camera: 'lobby', ...yesterday },
    ],
    ['who was at the front door before Hugo Chavez today?', 'en', { before: 'Hugo Chavez', ...door }],
    ['wer kam nach ihm?', 'de', { after: 'Tony Blair', ...door }],
    ['wer war vor ihm da?', 'de', { before: 'Tony Blair', ...door }],
    ['qui est venu après lui ?', 'fr', { after: 'Tony Blair', ...door }],
    ['qui était là avant lui ?', 'fr', { before: 'Tony Blair', ...door }],
    ['¿quién vino después de él?', 'es', { after: 'Tony Blair', ...door }],
    ['¿quién estuvo antes de él?', 'es', { before: 'Tony Blair', ...door }],
  ] as const)('%s', (text, language, args) =>
    expect(plan(text, context(language, [told([{ ...tony, ...door }])])).calls).toEqual([
      { tool: 'find_sightings', args },
    ]),
  );

  test('goes on with whoever that was, as it was told', () => {
    const next: PastTurn = {
      question: 'who came after him?',
      answer:
        'After [EVT-5] Colin Powell [PER-5] came next: 13:00 at Front door [EVT-8].\n3 sightings after that in all.',
      steps: [{ tool: 'find_sightings', args: { after: 'Tony Blair' }, ok: true }],
      citations: [{ ref: 'PER-5' }, { ref: 'EVT-8' }, { ref: 'EVT-5' }],
    };
    expect(plan('and who came after him?', context('en', [next])).calls).toEqual([
      { tool: 'find_sightings', args: { after: 'EVT-8' } },
    ]);
    expect(plan('who was next?', context('en', [next])).calls).toEqual([
      { tool: 'find_sightings', args: { after: 'EVT-8' } },
    ]);
  });

  test.each([
    ['who was here after Monday?', 'en', 'after'],
    ['wer war vor der Eingangstür?', 'de', 'before'],
  ] as const)('a time or a place is nobody: %s', (text, language, key) =>
    expect(plan(text, context(language)).calls.every(({ args }) => args[key] === undefined)).toBe(true),
  );
});

describe('somebody left out', () => {
  const both = ['Colin Powell', 'Hugo Chavez'];
  test.each([
    ['who was at the loading dock today besides Tony Blair?', 'en', 'loading dock', ['Tony Blair']],
    ['who was at the front door except Gerhard Schroeder today?', 'en', 'front door', ['Gerhard Schroeder']],
    ['has anyone other than Tony Blair been at the lobby today?', 'en', 'lobby', ['Tony Blair']],
    ['everyone but Colin Powell and Hugo Chavez at the front door today', 'en', 'front door', both],
    ['who was at the front door today, Hugo aside?', 'en', 'front door', ['Hugo']],
    ['is there anybody at the front door today other than Hugo?', 'en', 'front door', ['Hugo']],
    ['besides powell, who was at the front door today?', 'en', 'front door', ['powell']],
    ['anyone who isn’t PER-11 at the lobby today?', 'en', 'lobby', ['PER-11']],
    ['Wer war außer Tony Blair heute an der Laderampe?', 'de', 'Laderampe', ['Tony Blair']],
    ['alle außer Colin Powell und Hugo Chavez heute an der Eingangstür', 'de', 'Eingangstür', both],
    ['Qui était au garage aujourd’hui à part Tony Blair ?', 'fr', 'garage', ['Tony Blair']],
    ['tout le monde sauf Colin Powell et Hugo Chavez à la porte d’entrée aujourd’hui', 'fr', "porte d'entrée", both],
    ['¿Quién estuvo en el garaje hoy aparte de Tony Blair?', 'es', 'garaje', ['Tony Blair']],
    ['todos menos Colin Powell y Hugo Chavez en la puerta principal hoy', 'es', 'puerta principal', both],
  ] as const)('everybody else is looked for: %s', (text, language, camera, without) => {
    const made = plan(text, context(language));
    expect(made.calls).toEqual([seenAt(camera, { ...today, without })]);
    expect(made.unused).toBeUndefined();
  });

  const asked = (args: object, answer = ''): PastTurn => ({
    question: 'who was there?',
    answer,
    steps: [{ tool: 'find_sightings', args: { ...args }, ok: true }],
    citations: [],
  });
  const everybody = asked(
    { camera: 'front door', ...today },
    '2 people.\n• Colin Powell [PER-5]: 2 times [EVT-3]\n• Hugo Chavez [PER-7]: 09:10 [EVT-4]',
  );
  const tonys = asked({ ...tony, camera: 'front door', ...today });
  test.each([
    ['except Colin Powell?', 'en', everybody, ['Colin Powell']],
    ['besides Powell', 'en', everybody, ['Powell']],
    ['without Powell please', 'en', everybody, ['Powell']],
    ['anyone other than Powell?', 'en', everybody, ['Powell']],
    ['and leaving out Powell and PER-7?', 'en', everybody, ['Powell', 'PER-7']],
    ['anyone besides him?', 'en', tonys, ['Tony Blair']],
    ['who else?', 'en', tonys, ['Tony Blair']],
    ['who else was there?', 'en', everybody, ['PER-5', 'PER-7']],
    ['und ohne Powell?', 'de', everybody, ['Powell']],
    ['sonst noch jemand?', 'de', tonys, ['Tony Blair']],
    ['sauf Powell ?', 'fr', everybody, ['Powell']],
    ['qui d’autre ?', 'fr', tonys, ['Tony Blair']],
    ['¿y aparte de Powell?', 'es', everybody, ['Powell']],
    ['¿quién más?', 'es', tonys, ['Tony Blair']],
  ] as const)('goes on with the question before: %s', (text, language, before, without) =>
    expect(plan(text, context(language, [before])).calls).toEqual([seenAt('front door', { ...today, without })]),
  );

  test('more and more are left out, at another place and time, too; whom one asks for next is no longer left out', () => {
    const without = ['Colin Powell'];
    const history = [asked({ camera: 'front door', ...today, without })];
    const next = (text: string) => plan(text, context('en', history)).calls;
    expect(next('and besides Hugo Chavez?')).toEqual([seenAt('front door', { ...today, without: both })]);
    expect(next('and yesterday?')).toEqual([seenAt('front door', { ...yesterday, without })]);
    expect(next('besides Hugo Chavez at the lobby?')).toEqual([seenAt('lobby', { ...today, without: both })]);
    expect(next('and Tony Blair?')).toEqual([seenAt('front door', { ...today, ...tony })]);
  });

  test.each([
    ['who was at the lobby today apart from our staff?', [], 'apart from our staff'],
    ['who was in the vault zone today besides Tony Blair?', [], 'besides Tony Blair'],
    ['without Hugo Chavez?', [tonys], 'without Hugo Chavez'],
    ['who wasn’t seen today?', [], "who wasn't seen today"],
    ['who has not been at the front door today?', [], 'who has not been at the front door today'],
  ] as const)('what cannot be left out is said not to be used: %s', (text, history, unused) =>
    expect(plan(text, context('en', [...history]))).toMatchObject({ unused: [unused] }),
  );

  test('nobody is looked for instead', () => {
    expect(plan('any strangers today except PER-11?', context()).calls).toEqual([
      { tool: 'find_sightings', args: { known: false, ...today, without: ['PER-11'] } },
    ]);
    expect(plan('was anyone but Tony Blair here today?', context()).calls).toEqual([
      { tool: 'find_sightings', args: { ...today, without: ['Tony Blair'] } },
    ]);
  });

  test('logins can be asked for without somebody', () =>
    expect(plan('failed logins except Tomas today', context())).toMatchObject({
      calls: [{ tool: 'search_logs', args: { exclude_user: 'Tomas' } }],
    }));

  test('whatever is typed, it takes little time', () => {
    const words = ['at the front door', 'or the lobby', ', CAM-1', 'and', 'except Tony', 'besides', 'who was', 'today'];
    fc.assert(
      fc.property(
        fc.constantFrom<Language>('en', 'de', 'fr', 'es'),
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 40 }),
        (language, said) => {
          expect(plan(said.join(' '), context(language)).calls.length).toBeLessThanOrEqual(12);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('zones by name and kind', () => {
  test.each([
    ['was anyone in the vault side zone today?', 'en', { at: 'today', object: 'person', zone: 'vault side' }],
    ['who entered the restricted zone?', 'en', { object: 'person', zone: 'restricted' }],
    ['what happened in the Vault side zone yesterday?', 'en', { at: 'yesterday', zone: 'Vault side' }],
    ['any cars in the parking zone last night?', 'en', { at: 'last_night', object: 'car', zone: 'parking' }],
    [
      'was there somebody in zone Vault side at the loading dock today?',
      'en',
      { camera: 'loading dock', at: 'today', object: 'person', zone: 'Vault side' },
    ],
    ['War heute jemand in der Zone Tresorseite?', 'de', { at: 'today', object: 'person', zone: 'Tresorseite' }],
    ['Quelqu’un était-il dans la zone Coffre hier ?', 'fr', { at: 'yesterday', object: 'person', zone: 'Coffre' }],
    ['¿Entró alguien en la zona Bóveda ayer?', 'es', { at: 'yesterday', object: 'person', zone: 'Bóveda' }],
  ] as const)('%s', (text, language, args) =>
    expect(plan(text, context(language)).calls).toEqual([{ tool: 'show_camera', args }]),
  );

  test.each(['what is a zone?', 'how do I draw a zone?', 'which time zone do you use?', 'add a zone to CAM-3'])(
    'no zone is asked for: %s',
    (text) => expect(plan(text, context()).calls.filter(({ args }) => args.zone !== undefined)).toEqual([]),
  );
});

describe('rules of what cameras see', () => {
  const rule = (rule_type: string, params: object) => [{ tool: 'propose_rule', args: { rule_type, params } }];
  const tonyAt = (camera: string) => rule('watched_person', { people: ['Tony Blair'], cameras: [camera] });
  test.each([
    ['notify us when Tony Blair is seen at the loading dock', 'en', tonyAt('loading dock')],
    [
      'alert me when a stranger is at the front door or the loading dock at night',
      'en',
      rule('unknown_person', { cameras: ['front door', 'loading dock'], from: '22:00', to: '06:00' }),
    ],
    [
      'alert me when a stranger is seen at the front door except on weekends',
      'en',
      rule('unknown_person', { cameras: ['front door'], on_days: ['mon', 'tue', 'wed', 'thu', 'fri'] }),
    ],
    ['Benachrichtige uns, wenn Tony Blair an der Laderampe gesehen wird', 'de', tonyAt('Laderampe')],
    ['Prévenez-nous quand Tony Blair est vu au quai de chargement', 'fr', tonyAt('quai de chargement')],
    ['Avísanos cuando Tony Blair sea visto en el muelle de carga', 'es', tonyAt('muelle de carga')],
  ] as const)('where it is to look: %s', (text, language, calls) => {
    const made = plan(text, { ...context(language), role: 'admin', tools: toolsPlannedFor('admin') });
    expect(made.calls).toMatchObject(calls);
    expect(made.unused).toBeUndefined();
  });

  test.each([
    ['alert me when anybody but Tony Blair enters the vault side zone', 'en', 'vault side', 'but Tony Blair'],
    [
      'Benachrichtige uns, wenn jemand außer Tony Blair die Zone Tresorseite betritt',
      'de',
      'Tresorseite',
      'außer Tony Blair',
    ],
    [
      'Prévenez-nous quand quelqu’un d’autre que Tony Blair entre dans la zone Coffre',
      'fr',
      'Coffre',
      "d'autre que Tony Blair",
    ],
    ['Avísanos cuando alguien salvo Tony Blair entre en la zona Bóveda', 'es', 'Bóveda', 'salvo Tony Blair'],
  ] as const)('whom it leaves out is named as not used: %s', (text, language, zone, unused) => {
    const made = plan(text, { ...context(language), role: 'admin', tools: toolsPlannedFor('admin') });
    expect(made.calls).toMatchObject(rule('zone_entry', { zones: [zone] }));
    expect(made.unused?.map((one) => one.replaceAll('’', "'"))).toEqual([unused]);
  });

  test('the whole site and “a camera” are no camera', () => {
    for (const text of ['tell us when a stranger enters the building', 'alert me when Tony Blair is seen at a camera'])
      expect(
        JSON.stringify(plan(text, { ...context(), role: 'admin', tools: toolsPlannedFor('admin') }).calls),
      ).not.toContain('"cameras"');
  });
});
