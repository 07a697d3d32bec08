import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { languageOfMember, setOwnLanguage } from '../../src/pipeline/member-language.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { deskKey, testDesk } from '../support/desk.ts';

describe('the language somebody is written to in', () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await databases[0]!.open();
  });
  afterAll(() => opened?.close());

  test('is the one they ask in, until they choose one', async () => {
    const { member } = await newOrganisation(opened.db);
    const maria = await member('officer', { name: 'Maria' });
    const other = await member('officer', { name: 'Sam' });
    const now = () => new Date('2026-03-02T12:00:00Z');
    const desk = testDesk(opened.db, now);
    const ask = async (who: Principal, text: string) => {
      for await (const _ of desk.respond(who, { text }));
    };
    const language = (who: Principal) => withOrg(opened.db, who.orgId, (tx) => languageOfMember(tx, who.actor.id!));
    expect(await language(maria)).toBe('en');
    await ask(maria, 'Zeige mir bitte die offenen Alarme von gestern');
    expect(await language(maria)).toBe('de');
    // a word is no language
    await ask(maria, 'ALR-1');
    expect(await language(maria)).toBe('de');
    await ask(maria, 'Montre-moi les alertes ouvertes depuis hier');
    expect(await language(maria)).toBe('fr');
    await withOrg(opened.db, maria.orgId, (tx) =>
      setOwnLanguage({ tx, principal: maria, now: now(), auditKey: deskKey }, 'es'),
    );
    await ask(maria, 'Zeige mir bitte die offenen Alarme von gestern');
    expect(await language(maria)).toBe('es');
    expect(await language(other)).toBe('en');
  });
});
