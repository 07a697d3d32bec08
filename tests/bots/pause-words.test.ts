import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandIn, commandOf } from '../../src/bots/commands.ts';
import { type PauseOrder, pauseOrderIn } from '../../src/bots/pause-words.ts';

describe('stopping what happens by itself, in words', () => {
  const said: [string, PauseOrder | null][] = [
    ['pause everything', { kind: 'pause', until: null, reason: null }],
    ['Stop everything automatic.', { kind: 'pause', until: null, reason: null }],
    ['pause everything for 2 hours', { kind: 'pause', until: '2 hours', reason: null }],
    ['pausiere alles für 2 Stunden: Umzug', { kind: 'pause', until: '2 Stunden', reason: 'Umzug' }],
    ['pause allen of it', null],
    [
      'halt all until tomorrow 09:00: we are moving servers',
      { kind: 'pause', until: 'tomorrow 09:00', reason: 'we are moving servers' },
    ],
    ['resume everything', { kind: 'resume' }],
    ['alles fortsetzen', null],
    // told, asked, or about something else
    ['why did you pause everything?', null],
    ['pause everything that Dana began', null],
    ['stop all alerts from the loading dock', null],
    ['somebody should pause everything', null],
    ['resume', null],
  ];
  test.each(said)('%s', (text, order) => expect(pauseOrderIn(text)).toEqual(order));

  test('as commands', () => {
    expect(commandOf({ name: 'pause', text: '' })).toEqual({
      kind: 'autonomy',
      order: { kind: 'pause', until: null, reason: null },
    });
    expect(commandIn('/safenest pause 30 minutes: false alarms')).toEqual({
      kind: 'autonomy',
      order: { kind: 'pause', until: '30 minutes', reason: 'false alarms' },
    });
    expect(commandIn('/safenest resume')).toEqual({ kind: 'autonomy', order: { kind: 'resume' } });
    expect(commandIn('/safenest pause when the cows come home')).toEqual({ kind: 'autonomy', order: null });
  });

  test('whatever is said, it is read or it is not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const order = pauseOrderIn(`pause everything ${text}`);
        if (order?.kind === 'pause') expect((order.reason ?? '').length).toBeLessThanOrEqual(500);
      }),
    );
  });
});
