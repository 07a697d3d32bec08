import { expect, test } from 'vitest';
import { commandOf } from '../../src/bots/commands.ts';

test.each([
  ['INC-17', 'open INC-17'],
  ['inc 17 tasks', 'tasks of INC-17'],
  ['INC-17 people', 'people of INC-17'],
  ['INC-17 task rotate the keys, for Dana', 'add a task to INC-17: rotate the keys, for Dana'],
  ['INC-17 done 2, 3', 'tasks 2, 3 of INC-17 are done'],
  ['INC-17 reopen 2', 'reopen tasks 2 of INC-17'],
  ['INC-17 scribe', 'who is the scribe of INC-17?'],
  ['INC-17 scribe Dana Reyes', 'make Dana Reyes scribe of INC-17'],
  ['INC-17 add Sam', 'add Sam to INC-17'],
  ['INC-17 remove Sam', 'remove Sam from INC-17'],
  ['INC-17 close it', 'INC-17: close it'],
])('/safenest incident %s', (text, asked) =>
  expect(commandOf({ name: 'incident', text })).toEqual({ kind: 'ask', text: asked }),
);

test('what happened is a new incident’s title', () =>
  expect(commandOf({ name: 'incident', text: 'Laptop lost near INC-17' })).toEqual({
    kind: 'incident',
    title: 'Laptop lost near INC-17',
  }));
