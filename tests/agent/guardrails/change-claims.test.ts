import { describe, expect, test } from 'vitest';
import { type Changes, claimsUnmadeChange } from '../../../src/agent/guardrails/change-claims.ts';

const nothing: Changes = {
  changed: new Set(),
  undone: new Set(['ALR-2', 'INC-1']),
  states: new Map([
    ['INC-1', 'open'],
    ['ALR-1', 'open'],
    ['ALR-5', 'acknowledged'],
  ]),
};
const made: Changes = {
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
