import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../../src/agent/offline/abilities.ts';
import { gloss } from '../../../../src/agent/offline/languages/gloss.ts';
import { plan } from '../../../../src/agent/offline/plan.ts';
import { readUtterance } from '../../../../src/agent/offline/utterance.ts';
import { readLanguage } from '../../../../src/agent/read-language.ts';
import { LANGUAGES } from '../../../../src/domain/language.ts';

const callsOf = (text: string) =>
  plan(text, {
    now: new Date('2026-11-21T10:30:00Z'),
    timeZone: 'Europe/Berlin',
    role: 'officer',
    language: readLanguage(text, []),
    tools: toolsPlannedFor('admin'),
    history: [],
  }).calls;
const isWrite = ({ tool }: { tool: string }): boolean => /^(?:update|create|propose)_/.test(tool);

describe('free text stays as it was typed', () => {
  test.each([
    ['Öffne einen Vorfall: Tür zum Serverraum stand gestern offen', 'Tür zum Serverraum stand gestern offen'],
    ['Melde, dass jemand im Büro einen Laptop gestohlen hat', 'jemand im Büro einen Laptop gestohlen hat'],
    ['Ouvre un incident : la porte a été forcée hier soir', 'la porte a été forcée hier soir'],
    ['Abre un incidente: alguien entró por la puerta de atrás', 'alguien entró por la puerta de atrás'],
    ['eröffne einen Vorfall: „Einbruch“, schließe INC-5', '„Einbruch“'],
  ])('the title of “%s”', (text, title) => {
    const calls = callsOf(text);
    expect(calls.map((call) => call.tool)).toEqual(['create_incident']);
    expect(String(calls[0]?.args.title).replaceAll(/["„“]/g, '')).toContain(title.replaceAll(/[„“]/g, '').slice(0, 12));
  });

  test('comments, reasons and names are the asker’s words', () => {
    expect(callsOf('Kommentar zu INC-3: Der Nutzer hat alles geändert')[0]?.args.comment).toBe(
      'Der Nutzer hat alles geändert',
    );
    expect(callsOf('Cierra INC-9, contraseña restablecida ayer')[0]?.args.resolution).toBe(
      'contraseña restablecida ayer',
    );
    expect(callsOf('weise INC-9 Jürgen Groß zu')[0]?.args.assignee).toBe('Jürgen Groß');
    expect(callsOf('attribue INC-9 à Françoise')[0]?.args.assignee).toBe('Françoise');
  });

  test('what stands in quotation marks is neither glossed nor an order', () => {
    expect(callsOf('Suche nach „Anmeldung fehlgeschlagen“ in den Logs')[0]?.args.query).toBe(
      '"Anmeldung fehlgeschlagen"',
    );
    expect(callsOf('was heißt „schließe INC-5“?').filter(isWrite)).toEqual([]);
  });
});

/** Questions, refusals and tales in which an order's words stand. */
const NO_ORDERS = `
Schließe INC-5 nicht
bitte INC-5 noch nicht schließen
bitte keinen Vorfall eröffnen
Öffne keinen Vorfall
weise INC-9 nicht Maria zu
Ich will INC-4 nicht schließen
soll ich INC-4 schließen?
wurde INC-4 geschlossen?
wer hat INC-4 geschlossen?
hat jemand ALR-4 bestätigt?
Können Sie sehen, ob INC-4 geschlossen wurde?
Warum ist INC-4 noch nicht geschlossen?
INC-4 wurde noch nicht geschlossen
INC-5 soll nicht geschlossen werden
ist ALR-3 ein Fehlalarm?
ne ferme pas INC-5
il ne faut pas fermer INC-5
je ne veux pas fermer INC-4
qui a fermé INC-4 ?
faut-il fermer INC-4 ?
ALR-3 est-elle acquittée ?
INC-4 n'est pas encore fermé
n'ouvre pas d'incident
est-ce que ALR-3 est une fausse alerte ?
no cierres INC-5
no hay que cerrar INC-5 todavía
no quiero que cierres INC-4
¿quién cerró INC-4?
¿debo cerrar INC-4?
¿está cerrado INC-4?
¿Puedes ver si INC-4 está cerrado?
INC-4 no está cerrado
no abras ningún incidente
¿es ALR-3 una falsa alarma?
`;
test.each(NO_ORDERS.trim().split('\n'))('changes nothing: %s', (text) => {
  expect(readLanguage(text, [])).not.toBe('en');
  expect(callsOf(text).filter(isWrite)).toEqual([]);
});

test.each([
  ['Kannst du INC-4 schließen?', { id: 'INC-4', status: 'closed' }],
  ['Pouvez-vous fermer INC-4 ?', { id: 'INC-4', status: 'closed' }],
  ['¿Puede cerrar INC-4?', { id: 'INC-4', status: 'closed' }],
])('a polite question is an order: %s', (text, args) => {
  expect(callsOf(text)).toEqual([{ tool: 'update_incident', args }]);
});

test('any text in any language keeps what was typed, and slices stay inside it', () => {
  const word = fc.constantFrom(
    ...'öffne einen Vorfall: schließe INC-9 nicht gestern um 14 Uhr qu’est-ce d’hier ouvre l’incident ¿quién abre un incidente "a b" 🙂 ß 😀é'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 150 }),
        fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
      ),
      fc.constantFrom(...LANGUAGES),
      fc.nat(200),
      fc.nat(200),
      (text, language, a, b) => {
        const read = readUtterance(text, language);
        expect(read.rawSlice(0)).toBe(read.raw);
        const slice = read.rawSlice(Math.min(a, b), Math.max(a, b));
        expect(slice.length).toBeLessThanOrEqual(2 * read.raw.length + 2);
        expect(read.norm).toContain(read.readSlice(Math.min(a, b), Math.max(a, b)).toLowerCase().slice(0, 0));
      },
    ),
  );
});

test.each(['de', 'fr', 'es'] as const)('colons without end are glossed once in %s', (language) => {
  // Tens of seconds, were all that stands before it glossed again for each.
  const began = performance.now();
  for (const unit of [': ', 'a : ', 'from : x ', 'connexions : ']) gloss(unit.repeat(4000 / unit.length), language);
  expect(performance.now() - began).toBeLessThan(5000);
});
