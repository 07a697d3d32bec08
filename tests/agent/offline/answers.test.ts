import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../../src/db/scope.ts';
import { fillSample, sampleBegin } from '../../../src/demo/sample-week.ts';
import { newId } from '../../../src/domain/id.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import type { Role } from '../../../src/domain/role.ts';
import { createOrganisation } from '../../../src/pipeline/members.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { ask, deskKey, testDesk } from '../../support/desk.ts';

/** The same conversation in every language, with the real tools on the sample organisation. */
const CONVERSATIONS: Record<Language, { asked: string; answer: RegExp }[]> = {
  en: [
    {
      asked: 'who tried to break in yesterday?',
      answer: /^27 failed logins \(yesterday, 20 November 2026\)\.[\s\S]*got in[\s\S]*Alerts on this: \[ALR-/,
    },
    {
      asked: 'Show high-risk events from yesterday and open an incident.',
      answer: /^3 high-risk alerts[\s\S]*I opened \[INC-\d+\][\s\S]*Nobody works on it yet/,
    },
    { asked: 'assign it to me', answer: /^Done, \[INC-\d+\].*Maria Lopez works on it\./ },
    { asked: 'undo', answer: /I took back/ },
    {
      asked: 'failed logins this week by country',
      answer: /^220 failed logins[\s\S]*• Romania: 123[\s\S]*only from Romania/,
    },
    { asked: 'open ALR-999', answer: /^I find no ALR-999/ },
    { asked: 'is everything working?', answer: /^Everything works \(1 check\)/ },
    { asked: 'thanks', answer: /^You’re welcome\.$/ },
  ],
  de: [
    {
      asked: 'Wer hat gestern versucht einzubrechen?',
      answer:
        /^27 fehlgeschlagene Anmeldungen \(gestern, 20\. November 2026\)\.[\s\S]*Erfolg[\s\S]*Alarme dazu: \[ALR-/,
    },
    {
      asked: 'Zeige Ereignisse mit hohem Risiko von gestern und eröffne einen Vorfall.',
      answer: /^3 Alarme mit hohem Risiko[\s\S]*Ich habe \[INC-\d+\][\s\S]*Noch niemand arbeitet daran/,
    },
    { asked: 'weise ihn mir zu', answer: /^Erledigt, \[INC-\d+\].*Maria Lopez arbeitet daran\./ },
    { asked: 'rückgängig', answer: /zurückgenommen ist/ },
    {
      asked: 'fehlgeschlagene Anmeldungen diese Woche nach Land',
      answer: /^220 fehlgeschlagene Anmeldungen[\s\S]*• Rumänien: 123[\s\S]*„nur Rumänien“/,
    },
    { asked: 'öffne ALR-999', answer: /^ALR-999 finde ich/ },
    { asked: 'funktioniert alles?', answer: /^Alles funktioniert \(1 Prüfung\)/ },
    { asked: 'danke', answer: /^Gern geschehen\.$/ },
  ],
  fr: [
    {
      asked: 'Qui a essayé de s’introduire hier ?',
      answer: /^27 connexions échouées \(hier, 20 novembre 2026\)\.[\s\S]*réussi[\s\S]*Alertes à ce sujet : \[ALR-/,
    },
    {
      asked: 'Montre les événements à haut risque d’hier et ouvre un incident.',
      answer: /^3 alertes à haut risque[\s\S]*J’ai ouvert \[INC-\d+\][\s\S]*Personne ne s’en occupe encore/,
    },
    { asked: 'attribue-le-moi', answer: /^C’est fait, \[INC-\d+\].*Maria Lopez s’en occupe\./ },
    { asked: 'annule', answer: /j’ai annulé/ },
    {
      asked: 'connexions échouées cette semaine par pays',
      answer: /^220 connexions échouées[\s\S]*• Roumanie : 123[\s\S]*« seulement Roumanie »/,
    },
    { asked: 'ouvre ALR-999', answer: /^Je ne trouve pas ALR-999/ },
    { asked: 'est-ce que tout fonctionne ?', answer: /^Tout fonctionne \(1 vérification\)/ },
    { asked: 'merci', answer: /^Je vous en prie\.$/ },
  ],
  es: [
    {
      asked: '¿Quién intentó entrar ayer?',
      answer:
        /^27 inicios de sesión fallidos \(ayer, 20 de noviembre de 2026\)\.[\s\S]*éxito[\s\S]*Alertas al respecto: \[ALR-/,
    },
    {
      asked: 'Muestra los eventos de alto riesgo de ayer y abre un incidente.',
      answer: /^3 alertas de alto riesgo[\s\S]*Abrí \[INC-\d+\][\s\S]*Nadie lo lleva todavía/,
    },
    { asked: 'asígnamelo', answer: /^Hecho, \[INC-\d+\].*lo lleva Maria Lopez\./ },
    { asked: 'deshacer', answer: /deshice/ },
    {
      asked: 'inicios de sesión fallidos esta semana por país',
      answer: /^220 inicios de sesión fallidos[\s\S]*• Rumanía: 123[\s\S]*«solo desde Rumanía»/,
    },
    { asked: 'abre ALR-999', answer: /^No encuentro ALR-999/ },
    { asked: '¿funciona todo?', answer: /^Todo funciona \(1 comprobación\)/ },
    { asked: 'gracias', answer: /^De nada\.$/ },
  ],
};
const REFUSED: Record<Language, [asked: string, answer: RegExp]> = {
  en: ['who logged in yesterday?', /^Your role \(employee\) does not allow that/],
  de: ['Wer hat sich gestern angemeldet?', /^Ihre Rolle \(Mitarbeit\) erlaubt das nicht/],
  fr: ['qui s’est connecté hier ?', /^Votre rôle \(employé\) ne le permet pas/],
  es: ['¿quién se conectó ayer?', /^Su rol \(empleado\) no lo permite/],
};
const TAKEN_BACK = /I removed|entfernt, den ich|que je n’ai pu|que no pude/;

describe.each(databases.slice(0, 1))('answers about the sample organisation on $name', ({ open }) => {
  // each conversation has an organisation of its own, since they change what they talk about
  const opened: TestDatabase[] = [];
  const clock = new Date('2026-11-21T13:30:00Z');
  const people = new Map<Language, Record<'officer' | 'employee', Principal>>();

  beforeAll(async () => {
    const database = await open();
    opened.push(database);
    for (const language of LANGUAGES) {
      const { orgId } = await createOrganisation(database.db, {
        name: `Northwind ${language}`,
        timeZone: 'Europe/Berlin',
        sample: true,
        auditKey: deskKey,
        now: sampleBegin(clock),
        place: { platform: 'cli', audience: 'private' },
      });
      await fillSample({ db: database.db, now: () => clock, auditKey: deskKey }, orgId);
      const member = async (role: Role, name: string): Promise<Principal> => {
        const id = newId();
        await withOrg(database.db, orgId, (tx) =>
          tx
            .insertInto('member')
            .values({ id, org_id: orgId, name, email: `${id}@example.org`, role })
            .execute(),
        );
        const place = { platform: 'console', audience: 'private' } as const;
        return { orgId, actor: { kind: 'member', id }, name, role, timeZone: 'Europe/Berlin', place };
      };
      people.set(language, {
        officer: await member('officer', 'Maria Lopez'),
        employee: await member('employee', 'Jonas Weber'),
      });
    }
  });
  afterAll(() => Promise.all(opened.map((database) => database.close())));

  test.each(LANGUAGES)('a conversation in %s', async (language) => {
    const desk = testDesk(opened[0]!.db, () => clock);
    for (const { asked, answer } of CONVERSATIONS[language]) {
      const said = await ask(desk, people.get(language)!.officer, asked);
      expect(said.answer.language).toBe(language);
      expect(said.answer.text).toMatch(answer);
      expect(said.answer.text).not.toMatch(TAKEN_BACK);
      expect(said.answer.text.split('\n').length).toBeLessThanOrEqual(12);
    }
    const [asked, answer] = REFUSED[language];
    expect((await ask(desk, people.get(language)!.employee, asked)).answer.text).toMatch(answer);
  });

  test.each(LANGUAGES)('what is suggested in %s is understood when it is said', async (language) => {
    const desk = testDesk(opened[0]!.db, () => clock);
    const { officer } = people.get(language)!;
    const first = await ask(desk, officer, CONVERSATIONS[language][4]!.asked);
    const suggestion = /[“„«]\s?([^”“»„«]*?)\s?[”“»]\.$/.exec(first.answer.text)?.[1];
    expect(suggestion).toBeDefined();
    const next = await ask(desk, officer, suggestion!);
    expect(next.answer.steps[0]).toMatchObject({ tool: 'search_logs', args: { country: 'RO' }, ok: true });
    expect(next.answer.language).toBe(language);
  });
});
