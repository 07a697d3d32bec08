import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { dressed } from '../../../src/agent/offline/dressed.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Role } from '../../../src/domain/role.ts';

const context = (language: Language = 'en', role: Role = 'officer'): PlanContext => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/Berlin',
  role,
  language,
  tools: toolsPlannedFor(role),
  history: [],
});
const calls = (text: string, language: Language = 'en') => plan(text, context(language)).calls;

describe('who wore what, and vehicles by their colour', () => {
  test.each([
    [
      'somebody in a red jacket at the loading dock yesterday',
      'en',
      { camera: 'loading dock', at: 'yesterday', object: 'person', upper: 'red' },
    ],
    ['A white van last night', 'en', { at: 'last_night', object: 'van', colour: 'white' }],
    ['when did we last see a white van?', 'en', { object: 'van', colour: 'white' }],
    ['did anyone in black come in today?', 'en', { at: 'today', object: 'person', colour: 'black' }],
    ['anyone wearing dark blue at the dock?', 'en', { camera: 'dock', object: 'person', colour: 'blue' }],
    [
      'who wore a blue shirt and grey trousers at the front door this week?',
      'en',
      { camera: 'front door', at: 'this_week', object: 'person', upper: 'blue', lower: 'grey' },
    ],
    ['was there a dark green car at the gate?', 'en', { camera: 'gate', object: 'car', colour: 'green' }],
    ['people in yellow hi-vis vests from cam-3', 'en', { camera: 'CAM-3', object: 'person', upper: 'yellow' }],
    [
      'jemand in einer roten Jacke gestern an der Laderampe',
      'de',
      { camera: 'Laderampe', at: 'yesterday', object: 'person', upper: 'red' },
    ],
    ['ein weißer Transporter letzte Nacht', 'de', { at: 'last_night', object: 'van', colour: 'white' }],
    [
      'war heute jemand in Schwarz am Eingang?',
      'de',
      { camera: 'Eingang', at: 'today', object: 'person', colour: 'black' },
    ],
    ['quelqu’un avec une veste rouge hier', 'fr', { at: 'yesterday', object: 'person', upper: 'red' }],
    ['une camionnette blanche cette nuit', 'fr', { object: 'van', colour: 'white' }],
    ['une personne habillée en noir aujourd’hui ?', 'fr', { at: 'today', object: 'person', colour: 'black' }],
    ['alguien con chaqueta roja ayer', 'es', { at: 'yesterday', object: 'person', upper: 'red' }],
    ['una furgoneta blanca anoche', 'es', { at: 'last_night', object: 'van', colour: 'white' }],
    ['¿alguien vestido de negro hoy?', 'es', { at: 'today', object: 'person', colour: 'black' }],
  ] as const)('%s', (text, language, args) => {
    expect(calls(text, language)).toMatchObject([{ tool: 'show_camera', args }]);
  });

  // what is not of a colour is never looked for as if it were wanted
  test.each([
    ['who is not wearing black today?', 'en', { at: 'today', object: 'person' }, 'not wearing black'],
    [
      'someone without a black jacket at the loading dock today',
      'en',
      { camera: 'loading dock', at: 'today', object: 'person' },
      'without a black jacket',
    ],
    ['who wasn’t in red yesterday?', 'en', { at: 'yesterday', object: 'person' }, "wasn't in red"],
    ['any car that isn’t white last night?', 'en', { at: 'last_night', object: 'car' }, "isn't white"],
    ['everyone but the one in green today', 'en', { at: 'today', object: 'person' }, 'everyone but the one in green'],
    [
      'somebody in a red jacket but without black trousers today',
      'en',
      { at: 'today', object: 'person', upper: 'red' },
      'without black trousers',
    ],
    ['wer trägt heute kein Schwarz?', 'de', { at: 'today', object: 'person' }, 'kein Schwarz'],
    ['jemand ohne rote Jacke gestern', 'de', { at: 'yesterday', object: 'person' }, 'ohne rote Jacke'],
    ['qui ne portait pas de veste noire hier ?', 'fr', { at: 'yesterday', object: 'person' }, 'pas de veste noire'],
    ['quelqu’un sans pantalon bleu aujourd’hui', 'fr', { at: 'today', object: 'person' }, 'sans pantalon bleu'],
    ['¿quién no iba vestido de negro ayer?', 'es', { at: 'yesterday', object: 'person' }, 'no iba vestido de negro'],
    ['alguien sin chaqueta roja hoy', 'es', { at: 'today', object: 'person' }, 'sin chaqueta roja'],
  ] as const)('%s', (text, language, args, unused) => {
    const made = plan(text, context(language));
    expect(made.calls).toEqual([{ tool: 'show_camera', args }]);
    expect(made.unused).toEqual([unused]);
  });

  test.each([
    'wasn’t there somebody in a red jacket today?',
    'haven’t we seen somebody in a red jacket today?',
    'was nobody in a red jacket here today?',
  ])('what is denied is that they were there, not what they wore: %s', (text) => {
    const made = plan(text, context());
    expect(made.calls).toMatchObject([{ tool: 'show_camera', args: { object: 'person', upper: 'red' } }]);
    expect(made.unused).toBeUndefined();
  });

  test.each(['who is not in the red team?', 'which servers are not green?', 'is the status not green?'])(
    'a colour that nobody wears: %s',
    (text) => expect(calls(text).filter(({ tool }) => tool === 'show_camera')).toEqual([]),
  );

  test.each([
    ['any black people at the door?', 'en'],
    ['did you see an asian man today?', 'en'],
    ['schwarze Männer am Eingang gesehen?', 'de'],
    ['des hommes noirs vus hier ?', 'fr'],
    ['¿hombres negros hoy?', 'es'],
  ] as const)('nobody is looked for by origin: %s', (text, language) => {
    expect(plan(text, context(language))).toMatchObject({ calls: [], say: { why: 'scope' } });
  });

  test('of a man or a woman the clothes are looked for, and it is said that nothing else is', () => {
    const made = plan('a woman in a green coat yesterday', context());
    expect(made.calls).toMatchObject([{ tool: 'show_camera', args: { upper: 'green' } }]);
    expect(made.say?.text).toMatch(/never looked at/);
  });

  test.each([
    'alert me when a white van arrives',
    'propose a rule for people in red jackets',
    'red team exercise today',
    'code red',
    'who is on the black list?',
    'failed logins from white address ranges',
    'show me the yellow brick report',
  ])('no such question: %s', (text) => {
    expect(dressed(text, context())).toBeNull();
  });

  test('whose role may not see cameras is told so', () => {
    expect(plan('somebody in a red jacket yesterday', context('en', 'employee'))).toMatchObject({
      calls: [],
      say: { why: 'role' },
    });
  });

  test('reads anything without failing or taking long', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.constantFrom('en', 'de', 'fr', 'es'), (text, language) => {
        dressed(text, context(language as Language));
        dressed(`somebody in a red ${text} jacket`, context(language as Language));
      }),
      { numRuns: 30 },
    );
    const began = performance.now();
    for (const text of ['red '.repeat(70), 'a dark '.repeat(40), `${'jacket '.repeat(40)}red`])
      dressed(text, context());
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
