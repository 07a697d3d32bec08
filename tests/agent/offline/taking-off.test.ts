import { expect, test } from 'vitest';
import { askedWrites } from '../../../src/agent/guardrails/asked-writes.ts';
import { readLanguage } from '../../../src/agent/read-language.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const tools = new Set(toolsFor('officer').map(({ name }) => name));
const asked = (message: string) =>
  askedWrites(message, {
    now: new Date('2026-11-21T10:30:00Z'),
    timeZone: 'Europe/Berlin',
    role: 'officer',
    language: readLanguage(message, []),
    history: [],
    tools,
    isProgram: false,
  } as never)
    .filter(({ tool }) => tool === 'update_incident')
    .map(({ args }) => args);

test.each([
  'add ALR-12 to INC-3',
  'attach ALR-12 to INC-3',
  'please put alert 12 into INC-3',
  'Füge ALR-12 zu INC-3 hinzu',
  'Ajoute ALR-12 à INC-3',
  'Añade ALR-12 a INC-3',
])('%s', (message) => {
  expect(asked(message)).toEqual([{ id: 'INC-3', link_alerts: ['ALR-12'] }]);
});

test.each([
  'take ALR-12 off INC-3',
  'remove ALR-12 from INC-3',
  'unlink ALR-12 from INC-3',
  'please detach ALR-12 from INC-3',
  'can you take alert 12 out of INC-3?',
  'Nimm ALR-12 aus INC-3',
  'Entferne ALR-12 von INC-3',
  'Retire ALR-12 de INC-3 s’il te plaît',
  'Por favor, quita ALR-12 de INC-3',
])('%s', (message) => {
  expect(asked(message)).toEqual([{ id: 'INC-3', unlink_alerts: ['ALR-12'] }]);
});

test.each(['do not remove ALR-12 from INC-3', 'who took ALR-12 off INC-3?', 'was ALR-12 removed from INC-3?'])(
  '%s',
  (message) => {
    expect(asked(message)).toEqual([]);
  },
);
