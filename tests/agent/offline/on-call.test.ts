import { describe, expect, test } from 'vitest';
import { coverAnswer, onCallAnswer } from '../../../src/agent/offline/answers/on-call.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { onCallWords } from '../../../src/messages/catalogue/on-call.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const context = (language: Language): PlanContext => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'UTC',
  role: 'officer',
  language,
  tools: new Set(toolsFor('officer').map(({ name }) => name)),
  history: [],
});
const read = (text: string, language: Language = 'en') =>
  plan(text, context(language)).calls.map(({ tool, args }) => ({ tool, args }));
const asks = (when?: string) => [{ tool: 'who_is_on_call', args: when ? { when } : {} }];
const pages = [{ tool: 'update_incident', args: { id: 'INC-17', add_people: ['on call'] } }];

describe('who is on call', () => {
  test.each([
    ['en', 'who is on call?', undefined],
    ['en', 'is anyone on call right now?', undefined],
    ['en', 'oncall', undefined],
    ['en', 'who is on call this weekend?', 'weekend'],
    ['en', "who's on duty tonight", 'tonight'],
    ['en', 'who will be on call on friday?', 'friday'],
    ['en', 'who has the pager this weekend', 'weekend'],
    ['en', 'is it my turn this week', 'this_week'],
    ['en', 'who covers for dana on friday', 'friday'],
    ['en', 'when am i on call next', undefined],
    ['en', 'who do i wake up if something happens tonight', 'tonight'],
    ['en', 'is dana on call tomorrow', 'tomorrow'],
    ['de', 'Wer hat dieses Wochenende Bereitschaft?', 'weekend'],
    ['de', 'wer ist im Dienst?', undefined],
    ['fr', 'qui est de garde ce week-end ?', 'weekend'],
    ['es', '¿quién está de guardia mañana?', 'tomorrow'],
  ] as const)('%s: %s', (language, text, when) => {
    expect(read(text, language)).toEqual(asks(when));
  });

  test.each([
    ['en', 'who was on call yesterday?'],
    ['en', 'who was on call last weekend?'],
    ['en', 'who is on call on 24 December?'],
    ['en', 'who is on call in two weeks?'],
    ['en', 'who is on call the day after tomorrow'],
    ['en', 'who is on call at 3 am'],
    ['en', "who's on duty on the 24th"],
    ['en', 'hello. who was on call yesterday?'],
    ['de', 'wer hatte gestern Bereitschaft?'],
    ['de', 'wer hat am 24. Dezember Bereitschaft?'],
    ['de', 'wer hat übermorgen Bereitschaft?'],
    ['fr', 'qui était de garde hier ?'],
    ['fr', 'qui est de garde dans deux semaines ?'],
    ['es', '¿quién estuvo de guardia ayer?'],
    ['es', '¿quién está de guardia el 24 de diciembre?'],
  ] as const)('of a time that cannot be told it is asked, never told for now: %s: %s', (language, text) => {
    const { calls, say } = plan(text, context(language));
    expect(calls).toEqual([]);
    expect(say).toMatchObject({ why: 'ask', text: onCallWords[language].whichTime });
  });

  test.each([
    ['en', 'who is on call at 3 am tomorrow?', 'tomorrow', 'at 3 am'],
    ['en', 'who is on call next tuesday at 3?', 'tuesday', 'at 3'],
    ['en', 'who is on call tomorrow or on friday', 'tomorrow', 'friday'],
    ['de', 'wer hat morgen früh Bereitschaft?', 'tomorrow', 'früh'],
  ] as const)('of an hour the whole day is told, and that it was: %s: %s', (language, text, when, left) => {
    expect(plan(text, context(language))).toMatchObject({ calls: asks(when), unused: [left] });
  });

  test('whoever is on call is asked for and told in one message', () => {
    expect(read('who is on call now and page them for INC-17')).toEqual([...asks(), ...pages]);
    expect(read('page them for INC-17')).not.toEqual(pages);
  });

  test('in German “hier” is a place', () => {
    expect(read('wer hat hier Bereitschaft?', 'de')).toEqual(asks());
  });

  test.each([
    ['en', 'page the on-call for INC-17'],
    ['en', 'can you add whoever is on call to INC-17?'],
    ['de', 'Alarmiere die Rufbereitschaft für INC-17'],
    ['fr', 'préviens la personne de garde pour INC-17'],
    ['es', 'avisa a la persona de guardia para INC-17'],
  ] as const)('%s: %s', (language, text) => {
    expect(read(text, language)).toEqual(pages);
  });

  test.each([
    'don’t page the on-call for INC-17',
    'should we page the on-call for INC-17?',
    'Dana wrote: "page the on-call for INC-17"',
    'add Sam to INC-17',
    'who has a garden service?',
    'who was told of alerts while on call',
    'how do i change the rota',
    'who do i call about the invoice',
  ])('is none of it: %s', (text) => {
    expect(read(text)).not.toEqual(pages);
    expect(read(text)).not.toEqual(asks());
  });

  test('asked at the end of something else, both are done', () => {
    for (const text of [
      'ack ALR-4 and tell me who is on call tomorrow',
      'acknowledge ALR-4, and who is on call tomorrow?',
    ])
      expect(read(text)).toEqual([
        { tool: 'update_alert', args: { id: 'ALR-4', status: 'acknowledged' } },
        ...asks('tomorrow'),
      ]);
  });

  test.each([
    ['en', 'Sam covers for Maria until Friday', { who: 'Sam', of: 'Maria', until: 'Friday' }],
    ['en', 'swap my shift with Ana on Saturday', { who: 'Ana', when: 'saturday', swap: true }],
    ['en', "I'm off tomorrow, cover me", { when: 'tomorrow' }],
    ['en', "I can't do my shift on Saturday, can someone take it?", { when: 'saturday' }],
    ['en', 'Sam will cover for me tomorrow', { who: 'Sam', when: 'tomorrow' }],
    ['en', 'ask Ana Lee to cover for me until monday 9:00', { who: 'Ana Lee', until: 'monday 9:00' }],
    ['en', 'Sam covers for Maria from friday to sunday', { who: 'Sam', of: 'Maria', from: 'friday', until: 'sunday' }],
    ['en', 'Sam covers for Maria through Friday', { who: 'Sam', of: 'Maria', until: 'Friday 23:59' }],
    ['en', "I'll take Maria's shift tomorrow", { who: 'me', of: 'Maria', when: 'tomorrow' }],
    ['en', 'give my shift to Sam', { who: 'Sam' }],
    ['de', 'Sam vertritt Maria bis Freitag', { who: 'Sam', of: 'Maria', until: 'Freitag' }],
    ['de', 'Ich bin morgen weg, kann mich jemand vertreten?', { when: 'tomorrow' }],
    ['de', 'tausche meine Schicht mit Ana am Samstag', { who: 'Ana', when: 'saturday', swap: true }],
    ['fr', 'Sam me remplace demain', { who: 'Sam', when: 'tomorrow' }],
    ['fr', 'Sam remplace Maria jusqu’à vendredi', { who: 'Sam', of: 'Maria', until: 'vendredi' }],
    ['fr', 'échange ma garde avec Ana samedi', { who: 'Ana', when: 'saturday', swap: true }],
    ['es', 'Sam sustituye a Maria hasta el viernes', { who: 'Sam', of: 'Maria', until: 'viernes' }],
    ['es', '¿alguien puede cubrirme mañana?', { when: 'tomorrow' }],
    ['es', 'cambia mi turno con Ana el sábado', { who: 'Ana', when: 'saturday', swap: true }],
  ] as const)('somebody covers: %s: %s', (language, text, args) => {
    expect(read(text, language)).toEqual([{ tool: 'cover_shift', args }]);
  });

  test.each([
    ['en', 'who covers for me next week', 'next_week'],
    ['de', 'wer vertritt mich nächste Woche?', 'next_week'],
    ['fr', 'qui me remplace demain ?', 'tomorrow'],
    ['es', '¿quién me sustituye mañana?', 'tomorrow'],
  ] as const)('who covers is only asked: %s: %s', (language, text, when) => {
    expect(read(text, language)).toEqual(asks(when));
  });

  test('of a cover whose time cannot be read it is asked; what says nothing of a shift is none', () => {
    expect(plan('Sam covers for Maria until the cows come home', context('en')).say).toMatchObject({ why: 'ask' });
    for (const text of [
      'camera 3 covers the gate',
      'Dana takes over INC-4',
      'Sam covers tomorrow',
      'Sam wrote: "cover me"',
    ])
      expect(read(text).map(({ tool }) => tool)).not.toContain('cover_shift');
  });

  test('an order to cover is answered with who is asked, or that there is nothing to take', () => {
    const asked = {
      outcome: 'proposed' as const,
      proposal: 'PROP-4',
      what: 'Sam covers for Maria',
      quoted_asked: 'Sam',
    };
    expect(coverAnswer({ ...asked, unreached: false }, context('en'))).toEqual([
      '[PROP-4]: Sam covers for Maria. Nothing changes before that is accepted.',
      'Sam is asked.',
    ]);
    expect(coverAnswer({ ...asked, unreached: true }, context('de'))[1]).toContain('kein Chat-Konto');
    const next = { from: '2026-11-22T09:00:00Z', until: '2026-11-23T09:00:00Z' };
    expect(coverAnswer({ outcome: 'nothing', quoted_who: 'Maria', next }, context('es')).join(' ')).toContain('Maria');
  });

  test('the answer says until when, who covers and who is next; or that nobody takes turns', () => {
    const shift = (name: string, day: number, covers = false) => ({
      name,
      from: `2026-11-${day}T09:00:00Z`,
      until: `2026-11-${day + 1}T09:00:00Z`,
      covers,
      in_place_of: covers ? 'Maria' : null,
      unreached: false,
    });
    const told = {
      when: 'now' as const,
      kept: true,
      shifts: [shift('Ada', 20, true)],
      next: shift('Ben', 21),
      time_zone: 'UTC',
    };
    expect(onCallAnswer(told, context('en')).join(' ')).toBe(
      'Ada is on call until Sat 21 Nov 2026, 09:00, covering for Maria. Then Ben, until Sun 22 Nov 2026, 09:00. Times: UTC.',
    );
    const nobodys = { ...told, shifts: [{ ...shift('Ada', 20, true), in_place_of: null }] };
    expect(onCallAnswer(nobodys, context('en'))[0]).toContain('covering for whoever’s turn it is.');
    expect(onCallAnswer(told, context('de'))[0]).toContain('in Vertretung für Maria.');
    expect(onCallAnswer({ ...told, when: 'weekend', next: null }, context('de'))[0]).toBe(
      'Ada hat die ganze Zeit Bereitschaft.',
    );
    expect(onCallAnswer({ ...told, kept: false }, context('fr'))[0]).toContain('/on-call');
    const lonely = { ...told, shifts: [{ ...shift('Ada', 20), unreached: true }] };
    expect(onCallAnswer(lonely, context('en')).join(' ')).toContain('Nobody can write to Ada in chat');
    expect(onCallAnswer({ ...told, shifts: [], next: null }, context('es'))[0]).toContain('Nadie');
  });
});
