import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';

const context = (language: Language, ...history: PastTurn[]): PlanContext => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/Berlin',
  role: 'admin',
  language,
  tools: toolsPlannedFor('admin'),
  history,
});
const seen: PastTurn = {
  question: 'when did we last see Tony Blair?',
  answer: 'Tony Blair [PER-2] was seen 2 times. Last: today, 12:00 at Front door [EVT-9].',
  steps: [{ tool: 'find_sightings', args: { person: 'Tony Blair' }, ok: true }],
  citations: [{ ref: 'PER-2' }, { ref: 'EVT-9' }, { ref: 'EVT-4' }, { ref: 'CAM-1' }],
};
const off: PastTurn = {
  question: 'turn off the front door camera',
  answer: 'Front door [CAM-1] is off.',
  steps: [{ tool: 'switch_camera', args: { camera: 'front door', on: false }, ok: true }],
  citations: [{ ref: 'CAM-1' }],
};

describe('the event that an answer named', () => {
  test.each([
    ['show me that event', 'en'],
    ['show me that picture', 'en'],
    ['can you send me the picture please?', 'en'],
    ['let me see the snapshot of it', 'en'],
    ['Zeig mir dieses Ereignis', 'de'],
    ['Zeigen Sie mir das Bild', 'de'],
    ['Montre-moi cet événement', 'fr'],
    ['Montrez-moi l’image', 'fr'],
    ['Muéstrame ese evento', 'es'],
    ['Enséñame la foto', 'es'],
  ] as const)('%s', (text, language) =>
    expect(plan(text, context(language, seen)).calls).toEqual([{ tool: 'show_camera', args: { event: 'EVT-9' } }]),
  );

  test('of several it is asked which', () => {
    const two = { ...seen, answer: 'Tony [EVT-9], Hugo [EVT-4].' };
    expect(plan('show me that event', context('en', two))).toMatchObject({
      calls: [],
      say: { why: 'ask', options: [{ message: 'show EVT-9' }, { message: 'show EVT-4' }] },
    });
  });
});

describe('who is on the picture of a camera', () => {
  const at = { camera: 'front door', at: 'today 08:30' };
  const shows = (event: string, people: string[] = [], args: object = at): PastTurn => ({
    question: 'show me the front door at 8:30',
    answer: `The picture of [CAM-1] Front door nearest to that is from 08:30.\n${event}`,
    steps: [{ tool: 'show_camera', args: { ...args }, ok: true }],
    citations: [{ ref: 'CAM-1' }, { ref: 'EVT-7' }, ...people.map((ref) => ({ ref }))],
  });
  const own = shows('Event at that time [EVT-7]: 1 person (Person_A47B8C12) at Front door; 1 picture.');
  test.each([
    ['who is that?', 'en'],
    ['who’s this?', 'en'],
    ['and who is on the picture?', 'en'],
    ['who is the man?', 'en'],
    ['do we know him?', 'en'],
    ['Wer ist das?', 'de'],
    ['Wer ist auf dem Bild?', 'de'],
    ['Qui est-ce ?', 'fr'],
    ['Qui est sur l’image ?', 'fr'],
    ['¿Quién es?', 'es'],
    ['¿Quién está en la imagen?', 'es'],
  ] as const)('is asked of its own event: %s', (text, language) =>
    expect(plan(text, context(language, own)).calls).toEqual([{ tool: 'who_is', args: { label: 'Person_A47B8C12' } }]),
  );

  test('of several, or one of another moment, nobody is picked', () => {
    const who = (turn: PastTurn) => plan('who is that?', context('en', turn)).calls;
    const event = [{ tool: 'show_camera', args: { event: 'EVT-7' } }];
    expect(who(shows('Last event [EVT-7]: 2 people (Hugo Chavez) at Front door; 1 picture.', ['PER-3']))).toEqual(
      event,
    );
    expect(who(shows('Event at that time [EVT-7]: 2 people (A and B) at Front door.', ['PER-3', 'PER-4']))).toEqual(
      event,
    );
    // of several pictures the one that was shown may be of somebody else
    expect(
      who(shows('Event at that time [EVT-7]: 1 person (Hugo Chavez) at Front door; 2 pictures.', ['PER-3'])),
    ).toEqual([{ tool: 'show_camera', args: { event: 'EVT-7' } }]);
    expect(who(shows('20 minutes later [EVT-7]: 1 person (Hugo Chavez) at Front door; 1 picture.', ['PER-3']))).toEqual(
      [{ tool: 'show_camera', args: at }],
    );
  });

  test('of an event with several pictures whoever is on the one that was shown', () => {
    const line = 'Event at that time [EVT-7]: 2 people (Hugo Chavez and Tony Blair) at Front door; 2 pictures.';
    const who = (shown: string, language: Language = 'en') =>
      plan('who is that?', context(language, shows(`${line}\n${shown}`, ['PER-3', 'PER-4']))).calls;
    expect(who('On this picture: Tony Blair [PER-4].')).toEqual([{ tool: 'who_is', args: { label: 'PER-4' } }]);
    expect(who('Auf diesem Bild: Tony Blair [PER-4].', 'de')).toEqual([{ tool: 'who_is', args: { label: 'PER-4' } }]);
    // another picture of the event, its best one, may show others
    const same = [{ tool: 'show_camera', args: at }];
    expect(who('On this picture, from the left: Hugo Chavez [PER-3] and Tony Blair [PER-4].')).toEqual(same);
    expect(who('On this picture: none of them.')).toEqual(same);
  });

  test.each([
    ['who is the person on the right?', 'en'],
    ['who is the one on the left?', 'en'],
    ['and who is that on the right of the picture?', 'en'],
    ['Wer ist der Mann rechts?', 'de'],
    ['wer ist das links auf dem Bild?', 'de'],
    ['Qui est à droite ?', 'fr'],
    ['¿Quién es la persona de la izquierda?', 'es'],
  ] as const)('by where somebody stands, the people of that picture are told from the left: %s', (text, language) => {
    const line = 'Event at that time [EVT-7]: 4 people (A, B, C and D) at Front door; 2 pictures.';
    const on = 'On this picture, from the left: Hugo Chavez [PER-3] and Tony Blair [PER-4].';
    const turn = shows(`${line}\n${on}`, ['PER-3', 'PER-4']);
    expect(plan(text, context(language, turn)).calls).toEqual([{ tool: 'show_camera', args: at }]);
  });

  test('the picture is that of then, however the time was said, and of the latest that which was the latest', () => {
    const line = 'Event at that time [EVT-7]: 4 people (A, B, C and D) at Front door; 2 pictures.';
    const on = 'On this picture, from the left: Hugo Chavez [PER-3] and Tony Blair [PER-4].';
    const before = new Date('2026-11-20T10:00:00Z');
    const turn = (args: object): PastTurn => ({
      ...shows(`${line}\n${on}`, ['PER-3', 'PER-4'], args),
      at: before,
      citations: [
        { ref: 'CAM-1', at: '2026-11-20T09:58:20.500Z' },
        { ref: 'EVT-7' },
        { ref: 'PER-3' },
        { ref: 'PER-4' },
      ],
    });
    const who = (args: object) => plan('who is that?', context('en', turn(args))).calls[0]!.args;
    expect(who({ camera: 'front door', at: '20 minutes ago' })).toEqual({
      camera: 'front door',
      at: '2026-11-20T09:40:00.000Z',
    });
    expect(who({ camera: 'front door' })).toEqual({ camera: 'front door', at: '2026-11-20T09:58:20.500Z' });
  });

  test('who came at another time is who was seen there', () =>
    expect(plan('who came between 8 and 9?', context('en', own)).calls).toEqual([
      { tool: 'find_sightings', args: { camera: 'front door', range: 'today_08_09' } },
    ]));
});

describe('the camera that was switched just now', () => {
  test.each([
    ['turn it back on', 'en'],
    ['please switch that one on again', 'en'],
    ['re-enable it', 'en'],
    ['turn the camera back on now', 'en'],
    ['Schalte sie wieder ein', 'de'],
    ['Rallume-la', 'fr'],
    ['Enciéndela otra vez', 'es'],
  ] as const)('%s', (text, language) => {
    expect(plan(text, context(language, off)).calls).toEqual([
      { tool: 'switch_camera', args: { camera: 'CAM-1', on: true } },
    ]);
    expect(plan(text, context(language, off, seen)).calls.filter(({ tool }) => tool === 'switch_camera')).toEqual([]);
  });
});
