import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertCamera } from '../../src/db/cameras.ts';
import { withOrg } from '../../src/db/scope.ts';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import { ROLES, type Role } from '../../src/domain/role.ts';
import { cardText } from '../../src/messages/card-text.ts';
import { homeOf } from '../../src/pipeline/home.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { testCamera } from '../support/test-camera.ts';

describe.each(databases)('one’s own page, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  const now = new Date('2026-11-20T14:00:00Z');
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
  });
  afterAll(() => database.close());
  const home = async (role: Role, language: Language = 'en', silentMs?: number) => {
    const principal = role === 'admin' ? org.admin : await org.member(role, { name: `A ${role}` });
    return withOrg(database.db, org.orgId, (tx) => homeOf({ tx, principal, now }, null, language, silentMs));
  };
  const camera = (number: number, minutesAgo: number | null, enabled = true) => {
    const lastSeenAt = minutesAgo === null ? null : new Date(now.getTime() - minutesAgo * 60_000);
    return withOrg(database.db, org.orgId, (tx) =>
      insertCamera(tx, testCamera({ number, name: `Gate ${number}`, lastSeenAt, enabled })),
    );
  };

  test('says nothing of cameras where there are none', async () => {
    expect(cardText(await home('admin'))).not.toMatch(/camera/i);
  });

  test('says how many cameras are online and where to see them, to those who may', async () => {
    await camera(1, 1);
    await camera(2, 30);
    await camera(3, 90);
    await camera(4, null);
    await camera(5, 1, false);
    for (const role of ROLES) {
      const card = await home(role);
      const sees = ['admin', 'officer', 'manager'].includes(role);
      const at = card.parts.findIndex((part) => part.kind === 'heading' && part.url === '/cameras');
      expect(at >= 0, role).toBe(sees);
      if (!sees) {
        expect(cardText(card), role).not.toMatch(/camera|online/i);
        continue;
      }
      expect(card.parts.slice(at, at + 2)).toEqual([
        { kind: 'heading', text: 'Cameras', url: '/cameras' },
        { kind: 'text', text: '2 online, 1 silent, 1 without a picture yet, 1 switched off.' },
      ]);
    }
  });

  test('takes a camera for silent when the settings say so, in the reader’s language', async () => {
    expect(cardText(await home('officer', 'en', 20 * 60_000))).toContain('1 online, 2 silent,');
    const said = await Promise.all(LANGUAGES.map(async (language) => cardText(await home('officer', language))));
    expect(said[LANGUAGES.indexOf('de')]).toContain('2 online, 1 still, 1 noch ohne Bild, 1 ausgeschaltet.');
    expect(said[LANGUAGES.indexOf('fr')]).toContain('2 en ligne, 1 silencieuse, 1 encore sans image, 1 éteinte.');
    expect(said[LANGUAGES.indexOf('es')]).toContain('2 en línea, 1 en silencio, 1 aún sin imagen, 1 apagada.');
  });
});
