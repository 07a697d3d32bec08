import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matching } from '../../src/domain/standard-answer.ts';

const wifi = {
  id: 'wifi',
  channelId: null,
  phrases: ['What is the guest wifi password?', 'How do guests get on the WLAN?'],
};
const oncall = { id: 'oncall', channelId: null, phrases: ['Who is on call tonight?', 'Wer hat heute Bereitschaft?'] };
const here = { id: 'here', channelId: 'c1', phrases: ['What is the guest wifi password?'] };
const found = (text: string, answers: readonly (typeof wifi | typeof here)[] = [wifi, oncall]): string | null =>
  matching(answers, text)?.id ?? null;

test.each([
  ['what is the guest wifi password?', 'wifi'],
  ['guest wifi passwords', 'wifi'],
  ['please tell me what the guest WIFI password is', 'wifi'],
  ['does anyone know the guest wifi password', 'wifi'],
  ['who is on call tonight', 'oncall'],
  ['Wer hat heute Bereitschaft?', 'oncall'],
  ['what is my password?', null],
  ['who changed the wifi password of the camera in the warehouse last night', null],
  ['which alerts are open tonight?', null],
  ['who called?', null],
  ['', null],
  ['?!', null],
])('%s', (text, id) => expect(found(text)).toBe(id));

test('one of the channel goes before one for everywhere, in either order', () => {
  expect(found('guest wifi password?', [wifi, here])).toBe('here');
  expect(found('guest wifi password?', [here, wifi])).toBe('here');
});

test('any texts are compared, and what is asked in an answer’s own words finds it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 300 }), { minLength: 1, maxLength: 20 }),
      fc.string({ maxLength: 5000 }),
      (phrases, text) => {
        const answer = { channelId: null, phrases };
        const hit = matching([answer], text);
        expect(hit === null || hit === answer).toBe(true);
      },
    ),
  );
});
