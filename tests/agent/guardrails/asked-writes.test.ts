import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { askedWrites } from '../../../src/agent/guardrails/asked-writes.ts';
import { readLanguage } from '../../../src/agent/read-language.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const now = new Date('2026-11-21T10:30:00Z');
const tools = new Set(toolsFor('officer').map(({ name }) => name));
const shown = [turn('show INC-5', 'INC-5 is open [INC-5]', 'INC-5')];

function turn(question: string, answer: string, id?: string) {
  const steps = id ? [{ tool: 'open_incident', args: { id }, ok: true }] : [];
  return { question, answer, steps, citations: id ? [{ ref: id }] : [], at: now, cards: [] };
}

/** The changes a message orders, as "tool reference". */
function changes(message: string, history: ReturnType<typeof turn>[] = []): string[] {
  const language = readLanguage(message, history as never);
  const context = { now, timeZone: 'Europe/Berlin', role: 'officer', language, history, tools, isProgram: false };
  return askedWrites(message, context as never)
    .filter(({ tool }) => /^(?:update|create)_/.test(tool))
    .map(({ tool, args }) => `${tool} ${String(args.id ?? '')}`.trim());
}

const NO_ORDERS = JSON.parse(readFileSync('src/eval/datasets/no-orders.json', 'utf8')) as string[];

describe('what forbids, reports, asks about, quotes or puts off an order changes nothing', () => {
  test.each(NO_ORDERS)('%j', (message) => {
    for (const history of [[], shown])
      for (const change of changes(message, history)) expect(change).toBe('update_incident INC-6');
  });
});

const ORDERS = [
  ...['close INC-5', 'Close INC-5.', 'please close INC-5', 'can you close INC-5?', 'could you please close INC-5'],
  ...['ok, close INC-5', 'INC-5: close', 'I want you to close INC-5', "let's close INC-5", 'hi, close INC-5 please'],
  ...['close INC-5, it was the cleaning crew', 'close INC-5 because the user confirmed it', 'resolve INC-5'],
  ...['reopen INC-5', 'INC-5 is contained now', 'set INC-5 to investigating', 'mark INC-5 as contained'],
  ...['make INC-5 critical', 'set the severity of INC-5 to high', 'raise INC-5 to high', 'lower INC-5 to low'],
  ...['assign INC-5 to me', 'assign INC-5 to Bob', 'give INC-5 to Lena', 'hand INC-5 over to Omar', 'unassign INC-5'],
  ...[
    "I'll take INC-5",
    'take me off INC-5',
    'INC-5 is now Bob’s',
    'let Farid take INC-5',
    'escalate INC-5 to critical',
  ],
  ...[
    'comment on INC-5: do not touch until tomorrow',
    'add a note to INC-5: not ours',
    'undo the last change of INC-5',
  ],
  ...[
    'link ALR-3 to INC-5',
    'attach ALR-3 to INC-5',
    'add ALR-3 to INC-5',
    'INC-5 -> high',
    'INC-5: severity critical',
  ],
  ...['acknowledge ALR-3', 'ack ALR-3', 'ack ALR-3 please', 'resolve ALR-3, it was maintenance', 'dismiss ALR-3'],
  ...['mark ALR-3 as a false alarm', 'ALR-3 is a false alarm', 'false positive: ALR-3, our pen test'],
  ...['ALR-3 looks legit, acknowledge it', 'ALR-3 was just me testing, you can resolve it', "I'm looking into ALR-3"],
  ...["I don't think ALR-3 is real, flag it as a false alarm", 'ALR-3 turned out to be the backup job, false positive'],
  ...[
    'close INC-5 and tell me who opened it',
    'show me INC-5 and close it',
    'set INC-5 to contained and assign it to me',
  ],
  ...[
    'open an incident: badge lost',
    'create an incident for ALR-3',
    'new incident: door forced',
    'report a lost badge',
  ],
  ...['Schließe INC-5', 'Bitte INC-5 schließen', 'Können Sie INC-5 schließen?', 'Weise INC-5 Bob zu'],
  ...['Ferme INC-5', 'Fermez INC-5', 'Pouvez-vous fermer INC-5 ?', 'Cierra INC-5', '¿Puede cerrar INC-5?'],
];

describe('what is said as an order stays one', () => {
  test.each(ORDERS)('%s', (message) => {
    expect(changes(message)).not.toEqual([]);
  });
});

test('an order is about the things named right behind it, one or a list', () => {
  expect(changes('close INC-6 and INC-7')).toEqual(['update_incident INC-6', 'update_incident INC-7']);
  for (const rest of ['; INC-5 stays open', ' instead of INC-5', ' as duplicate of INC-5', ', keep INC-5 open'])
    expect(changes(`close INC-6${rest}`)).toEqual(['update_incident INC-6']);
  expect(changes('comment on INC-6: see INC-5')).toEqual(['update_incident INC-6']);
});

describe('an answer to "which one?" names it and says nothing else', () => {
  const asked = [turn('close the incident', 'Which one do you mean?')];
  test.each(['INC-2', 'INC-2 please', "it's INC-2"])('%s', (answer) => {
    expect(changes(answer, asked)).toEqual(['update_incident INC-2']);
  });
  test.each([
    ...['not INC-2', 'anything but INC-2', 'is INC-2 the right one?', '> INC-2', 'never INC-2', 'show me INC-2 first'],
    ...['what is INC-2 about', 'wait, do not touch INC-2', 'Bob wrote "INC-2" in his mail'],
  ])('%s', (answer) => {
    expect(changes(answer, asked)).toEqual([]);
  });
});
