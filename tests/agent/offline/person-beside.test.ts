import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Thing } from '../../../src/agent/offline/told.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const opened = (things: readonly Thing[]): PastTurn => ({
  question: 'open ALR-24',
  answer: '[ALR-24] is told.',
  steps: [{ tool: 'open_alert', args: { id: 'ALR-24' }, ok: true }],
  citations: [{ ref: 'ALR-24' }],
  trace: { told: { subject: 'ALR-24', things } },
});
const alert: Thing = { kind: 'alert', name: 'ALR-24' };
const stranger: Thing = { kind: 'person', name: 'Person_6A88824E', of: 'ALR-24' };
const ofCamera = opened([alert, stranger, { kind: 'camera', name: 'CAM-2', of: 'ALR-24' }]);
const places = ['Pharmacy loading dock', 'Ramp'];
const read = (text: string, history = [ofCamera], language: Language = 'en') =>
  plan(text, planning({ history, places, language }));

describe('whoever an alert of a camera is about', () => {
  test.each([
    ['have we seen this guy before?', {}],
    ['was he here yesterday?', { range: 'yesterday' }],
    ['is it the same one as last night?', { range: 'last_night' }],
    ['what did he do on the ramp', { camera: 'ramp' }],
    ['when was she last seen?', {}],
  ])('%s', (text, more) => {
    expect(read(text).calls).toEqual([{ tool: 'find_sightings', args: { person: 'Person_6A88824E', ...more } }]);
  });

  test('how long they stayed', () => {
    expect(read('how long was he there').calls[0]).toMatchObject({
      tool: 'find_sightings',
      args: { person: 'Person_6A88824E' },
    });
  });

  test.each<[string, Language]>([
    ['name him Paul', 'en'],
    ['call this guy Paul', 'en'],
    ['nenne ihn Paul', 'de'],
    ['nomme-le Paul', 'fr'],
    ['llámalo Paul', 'es'],
  ])('giving them a name is told where it is done: %s', (text, language) => {
    const { calls, say } = read(text, [ofCamera], language);
    expect(calls).toEqual([{ tool: 'who_is', args: { label: 'Person_6A88824E' } }]);
    expect(say).toMatchObject({ why: 'not_here', text: expect.stringContaining('Paul') });
  });

  test('of an alert about an account, and of two people, nobody is taken', () => {
    const account = opened([alert, { kind: 'account', name: 'jonas@example.org', of: 'ALR-24' }]);
    const two = opened([alert, stranger, { ...stranger, name: 'PER-3' }]);
    for (const history of [[account], [two], []])
      for (const text of ['have we seen this guy before?', 'name him Paul'])
        for (const { args } of read(text, history).calls) expect(Object.values(args)).not.toContain('Person_6A88824E');
  });

  test('a label as people write it', () => {
    expect(read('who is person 6A88824E', []).calls).toEqual([
      { tool: 'who_is', args: { label: expect.stringMatching(/^person_6a88824e$/i) } },
    ]);
    expect(JSON.stringify(read('is there a person deadbeef here', []))).not.toMatch(/person_dead/i);
  });
});
