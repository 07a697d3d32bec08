import { describe, expect, test } from 'vitest';
import { limitsOfPeople } from '../../../src/agent/offline/people-limits.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { Language } from '../../../src/domain/language.ts';
import { peopleLimits } from '../../../src/messages/catalogue/people-limits.ts';
import { planning } from '../../support/planning.ts';

const context = (language: Language) => planning({ language });
const card = (label: string) => ({ tool: 'who_is', args: { label } });

describe('what is not done of people in chat is said, with where it is', () => {
  test.each([
    ['is he allowed in the loading dock?', 'en'],
    ['is Tony Blair permitted to be in the server room?', 'en'],
    ['does she have access to the vault?', 'en'],
    ['was PER-5 authorised to enter the warehouse?', 'en'],
    ['can Tony Blair go into the server room?', 'en'],
    ['who is not allowed in the vault?', 'en'],
    ['Darf er in den Serverraum?', 'de'],
    ['A-t-elle accès à la salle des serveurs ?', 'fr'],
    ['¿Tiene permiso ella para entrar en el almacén?', 'es'],
  ] as const)('permissions of rooms: %s', (text, language) =>
    expect(plan(text, context(language))).toMatchObject({ calls: [], say: { text: peopleLimits[language].rooms } }),
  );

  test.each([
    ['forget Jacques Chirac', 'en', 'Jacques Chirac'],
    ['delete PER-5 from the system', 'en', 'PER-5'],
    ['vergiss Tony Blair', 'de', 'Tony Blair'],
    ['oubliez Tony Blair', 'fr', 'Tony Blair'],
    ['olvida a Tony Blair', 'es', 'Tony Blair'],
  ] as const)('nobody is forgotten by a message: %s', (text, language, who) =>
    expect(plan(text, context(language))).toMatchObject({
      calls: [card(who)],
      say: { text: peopleLimits[language].forgetting(who) },
    }),
  );
  test.each([
    ['this is not Hugo Chavez', 'en'],
    ['das ist nicht Hugo Chavez', 'de'],
    ["ce n'est pas Hugo Chavez", 'fr'],
    ['no es Hugo Chavez', 'es'],
  ] as const)('no picture is taken back by a message: %s', (text, language) =>
    expect(plan(text, context(language))).toMatchObject({
      calls: [],
      say: { text: peopleLimits[language].notThem('Hugo Chavez') },
    }),
  );
  test.each(['forget the last one', 'forget it', 'remove Maria Lindqvist from INC-3', 'this is not good'])(
    'what names nobody in front of cameras is something else: %s',
    (text) => expect(limitsOfPeople(text, context('en'))).toBeNull(),
  );

  test.each([
    ['is PER-5 the same as PER-6?', 'en'],
    ['are PER-5 and PER-6 the same person?', 'en'],
    ['could PER-5 be the same person as PER-6?', 'en'],
    ['do PER-5 and PER-6 belong to one person?', 'en'],
    ['is PER-5 actually PER-6?', 'en'],
    ['Ist PER-5 dieselbe Person wie PER-6?', 'de'],
    ['PER-5 est la même personne que PER-6 ?', 'fr'],
    ['¿Es PER-5 la misma persona que PER-6?', 'es'],
  ] as const)('one person or two: %s', (text, language) =>
    expect(plan(text, context(language))).toMatchObject({
      calls: [card('PER-5'), card('PER-6')],
      say: { text: peopleLimits[language].onePerson('PER-5', 'PER-6') },
    }),
  );

  test.each([
    ['name PER-5 Vladimir Putin', 'en'],
    ['please rename PER-5 to Vladimir Putin', 'en'],
    ['give PER-5 the name Vladimir Putin', 'en'],
    ['Benenne PER-5 als Vladimir Putin', 'de'],
    ['Nomme PER-5 Vladimir Putin', 'fr'],
    ['Llama a PER-5 Vladimir Putin', 'es'],
  ] as const)('giving a name: %s', (text, language) =>
    expect(plan(text, context(language))).toMatchObject({
      calls: [card('PER-5')],
      say: { text: peopleLimits[language].naming('PER-5', 'Vladimir Putin') },
    }),
  );

  test.each([
    ['find people who look like Tony Blair', 'en'],
    ['is there anyone similar to Tony Blair?', 'en'],
    ['show me faces that resemble Tony Blair', 'en'],
    ['Finde Leute, die Tony Blair ähnlich sehen', 'de'],
    ['Trouve des personnes qui ressemblent à Tony Blair', 'fr'],
    ['Busca personas que se parezcan a Tony Blair', 'es'],
  ] as const)('lookalikes: %s', (text, language) =>
    expect(plan(text, context(language))).toMatchObject({ calls: [], say: { text: peopleLimits[language].alike } }),
  );

  test.each([
    'who is allowed to see the pictures?',
    'was he in the loading dock today?',
    'is she allowed to log in from the office?',
    'when was PER-5 at the loading dock?',
    'find incidents similar to INC-4',
    'is PER-5 known?',
  ])('something else: %s', (text) => expect(limitsOfPeople(text, context('en'))).toBeNull());
});
