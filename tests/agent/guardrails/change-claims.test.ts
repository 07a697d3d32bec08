import { describe, expect, test } from 'vitest';
import { type Changes, claimsUnmadeChange } from '../../../src/agent/guardrails/change-claims.ts';

const unseen = {
  holders: new Map<string, string | null>(),
  found: new Set<string>(),
  changedBefore: new Set<string>(),
  toldBefore: (): string[] => [],
  looked: true,
  guided: false,
  histories: new Map<string, readonly string[]>(),
};
const nothing: Changes = {
  ...unseen,
  changed: new Set(),
  undone: new Set(['ALR-2', 'INC-1']),
  states: new Map([
    ['INC-1', 'open'],
    ['ALR-1', 'open'],
    ['ALR-5', 'acknowledged'],
    ['INC-3', 'closed'],
    ['INC-9', 'closed'],
  ]),
  holders: new Map([['INC-7', 'Maria Lopez']]),
};
const made: Changes = {
  ...unseen,
  changed: new Set(['ALR-2', 'INC-1']),
  undone: new Set(),
  states: new Map([
    ['INC-1', 'closed'],
    ['ALR-2', 'acknowledged'],
  ]),
};

const CHANGES = [
  ...['Done: [ALR-2] is now acknowledged.', 'Done.', 'All done!', 'I closed INC-1.', "I've acknowledged **ALR-2**."],
  ...['[INC-1] has been closed.', 'Closed [INC-1].', 'Acknowledged.', '[INC-1] is closed now.'],
  ...['Ich habe INC-1 geschlossen.', 'INC-1 ist jetzt geschlossen.', 'INC-1 wurde geschlossen.', 'Erledigt.'],
  ...["J'ai clos INC-1.", "L'incident INC-1 est maintenant clos.", 'He cerrado INC-1.', 'INC-1 ha sido cerrado.'],
];
const BEYOND = [
  ...['I have closed [ALR-1] for you.', 'Marked [ALR-1] as a false alarm.', 'I have closed it and told the police.'],
  ...['[INC-1] is closed now, and I told the police at once.', 'I have notified the security team.'],
  ...[
    'I have blocked the account.',
    'Ich habe das Konto gesperrt.',
    'J’ai prévenu la police.',
    'He avisado a la policía.',
  ],
];
const FACTS = [
  ...['[ALR-5] is acknowledged.', '[INC-1] is open.', '3 alerts were closed yesterday.', 'Closed incidents: 3.'],
  ...['I opened [ALR-3] and looked at its log lines.', 'I have checked INC-1.', 'I found 3 alerts that are resolved.'],
  ...['I have not closed INC-1.', 'I could not close INC-1.', 'Shall I close INC-1?', 'You can close INC-1.'],
  ...['Maria has closed INC-9.', 'INC-7 has been assigned to Maria.', 'I noticed that INC-3 was closed yesterday.'],
  ...['Ich habe INC-1 nicht geschlossen.', "Je n'ai pas fermé INC-1.", 'No he cerrado INC-1.'],
  ...['Ich habe 3 Alarme gefunden, davon ist einer bestätigt.', 'RULE-3 alerted and blocked nobody.'],
  ...['The account was locked by its owner.', 'I told you earlier.', 'The note says “I have closed INC-1”.'],
];

/** Said of what no tool showed: nobody looked, and nothing was told before. */
const UNSEEN = [
  ...[
    'ALR-18 was resolved by Ada.',
    'INC-2 is closed.',
    '[INC-2] is still closed.',
    'INC-2: closed.',
    'INC-2 is “closed”.',
  ],
  ...[
    'Ada closed INC-2 yesterday.',
    'Ada has closed the incident INC-2.',
    'INC-2 is assigned to Tom.',
    'PROP-3 was approved.',
  ],
  ...['ALR-18 is a false alarm.', 'INC-2 is open.', 'RULE-3 is switched off.', 'Dirk is banned.', 'It is closed now.'],
  ...['INC-2 has the status closed.', 'INC-2 remains closed.', 'The incident is closed.'],
  ...['INC-2 ist geschlossen.', 'INC-2 wurde gestern von Ada geschlossen.', 'Ada hat INC-2 geschlossen.'],
  ...['ALR-18 ist ein Fehlalarm.', 'INC-2 ist Tom zugewiesen.', 'Dirk wurde gesperrt.', 'Der Vorfall ist erledigt.'],
  ...[
    'INC-2 est clos.',
    'Ada a fermé INC-2.',
    'ALR-18 est une fausse alerte.',
    'PROP-3 a été approuvée.',
    'Il est fermé.',
  ],
  ...['INC-2 está cerrado.', 'Ada ha cerrado INC-2.', 'ALR-18 es una falsa alarma.', 'INC-2 está asignado a Tom.'],
];
const NO_STATE = [
  ...['Is INC-2 closed?', 'INC-2 is not closed.', 'If INC-2 is closed, its room is archived.', 'Shall I close INC-2?'],
  ...[
    'Say “close INC-2” once it is closed.',
    'Once INC-2 is closed, a review can be written.',
    'Closed incidents stay.',
  ],
  ...['I did not close INC-2.', 'Nobody has closed INC-2.', 'You can see whether INC-2 is closed.'],
  ...[
    'INC-2 ist nicht geschlossen.',
    'Sobald INC-2 geschlossen ist, gibt es einen Bericht.',
    'Wer hat INC-2 geschlossen?',
  ],
  ...['INC-2 n’est pas fermé.', 'Si INC-2 est fermé, sa salle est archivée.', 'INC-2 no está cerrado.'],
  ...['Cuando INC-2 esté cerrado, habrá un informe.', 'INC-2 could be closed by an officer.'],
];
const nobody: Changes = {
  ...unseen,
  changed: new Set(),
  undone: new Set(),
  states: new Map(),
  looked: false,
};

describe('a sentence that says what is so of a thing', () => {
  test.each(UNSEEN)('%s: not where nothing shows it, and not after it was refused', (sentence) => {
    expect(claimsUnmadeChange(sentence, nobody)).toBe(true);
    const refused = new Set(['INC-2', 'ALR-18', 'PROP-3', 'RULE-3', 'moderate_member']);
    expect(claimsUnmadeChange(sentence, { ...nobody, looked: true, undone: refused })).toBe(true);
  });

  test.each(UNSEEN)('%s: where the conversation showed it', (sentence) => {
    expect(claimsUnmadeChange(sentence, { ...nobody, toldBefore: () => [sentence] })).toBe(false);
  });

  test.each(NO_STATE)('%s: no claim', (sentence) => {
    expect(claimsUnmadeChange(sentence, nobody)).toBe(false);
  });

  test('what a tool showed counts, and more than what was told before', () => {
    const seen = { ...nobody, looked: true, states: new Map([['INC-2', 'closed']]), undone: new Set(['INC-2']) };
    expect(claimsUnmadeChange('INC-2 is closed.', seen)).toBe(false);
    expect(claimsUnmadeChange('INC-2 is open.', { ...seen, toldBefore: () => ['INC-2 is open.'] })).toBe(true);
    const told = { ...nobody, toldBefore: () => ['INC-2 is open again.', 'INC-2 is closed.'] };
    expect(claimsUnmadeChange('INC-2 is closed.', told)).toBe(true);
    expect(claimsUnmadeChange('INC-2 was acknowledged and then resolved.', seen)).toBe(true);
    const resolved = { ...seen, states: new Map([['ALR-2', 'resolved']]) };
    expect(claimsUnmadeChange('ALR-2 was acknowledged at ten and is resolved.', resolved)).toBe(false);
  });

  test('what was done to a thing before is told where its timeline shows it, though it stands otherwise now', () => {
    const line = ['Status: open → closed', 'Status: closed → open', 'Assigned to Tom Reed'];
    const shown = {
      ...nobody,
      looked: true,
      states: new Map([['INC-2', 'open']]),
      histories: new Map([['INC-2', line]]),
    };
    const held = { ...shown, holders: new Map([['INC-2', 'Maria Lopez']]) };
    for (const said of [
      'INC-2 was closed by Ada on Friday and reopened on Saturday.',
      'INC-2 was assigned to Tom before.',
      'INC-2 wurde am Freitag von Ada geschlossen.',
      'Ada a fermé INC-2 vendredi.',
      'INC-2 ha sido cerrado y reabierto.',
    ])
      expect(claimsUnmadeChange(said, held)).toBe(false);
    for (const said of ['INC-2 is closed.', 'INC-2 was contained by Ada.', 'INC-2 was assigned to Jonas.'])
      expect(claimsUnmadeChange(said, held)).toBe(true);
  });

  test.each([
    'Press Approve on its card; then the rule is switched on.',
    'As soon as you have pressed it, it is closed.',
    'Der Vorschlag ist genehmigt, wenn ein Admin zustimmt.',
  ])('%s: said of any, out of the guide', (said) => {
    expect(claimsUnmadeChange(said, { ...nobody, guided: true })).toBe(false);
    expect(claimsUnmadeChange('The incident was closed.', { ...nobody, guided: true })).toBe(true);
  });

  test('a proposal in the place of a write is no write', () => {
    const suggested = { ...nobody, changed: new Set(['PROP-3']), undone: new Set(['INC-2']) };
    for (const said of ['Done.', 'Commented.', 'I closed it.', 'It is closed.', 'INC-2 is closed.'])
      expect(claimsUnmadeChange(said, suggested)).toBe(true);
    for (const said of ['Proposed.', 'I proposed [PROP-3].']) expect(claimsUnmadeChange(said, suggested)).toBe(false);
    expect(claimsUnmadeChange('Done.', { ...suggested, undone: new Set() })).toBe(false);
  });

  test('who works on it is who a tool showed', () => {
    const held = { ...nobody, looked: true, holders: new Map([['INC-2', 'Maria Lopez']]) };
    expect(claimsUnmadeChange('INC-2 is assigned to Maria.', held)).toBe(false);
    expect(claimsUnmadeChange('INC-2 is assigned to Tom.', held)).toBe(true);
  });

  test('what an earlier turn changed may be told again, and nothing else of it', () => {
    const before = { ...nobody, changedBefore: new Set(['INC-2']), toldBefore: () => ['INC-2 is closed now.'] };
    expect(claimsUnmadeChange('I closed INC-2.', before)).toBe(false);
    expect(claimsUnmadeChange('I acknowledged INC-2.', before)).toBe(true);
    expect(claimsUnmadeChange('I closed INC-2.', { ...before, undone: new Set(['INC-2']) })).toBe(true);
  });
});

describe('a sentence that claims a change', () => {
  test.each(CHANGES)('%s: only where it was made', (sentence) => {
    expect(claimsUnmadeChange(sentence, nothing)).toBe(true);
    expect(claimsUnmadeChange(sentence, made)).toBe(false);
  });

  test.each(BEYOND)('%s: no tool did that', (sentence) => {
    expect(claimsUnmadeChange(sentence, nothing)).toBe(true);
    expect(claimsUnmadeChange(sentence, made)).toBe(true);
  });

  test.each(FACTS)('%s: a fact, or no claim', (sentence) => {
    expect(claimsUnmadeChange(sentence, nothing)).toBe(false);
  });

  test('what was changed is said to be what it became', () => {
    expect(claimsUnmadeChange('I have closed ALR-2.', made)).toBe(true);
    expect(claimsUnmadeChange('I have acknowledged ALR-2 and linked it to INC-1.', made)).toBe(false);
  });
});
