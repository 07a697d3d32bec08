import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../../src/db/scope.ts';
import { silentLog } from '../../../src/log.ts';
import { ownEmbedder } from '../../../src/pipeline/embedding/own-embedder.ts';
import { indexHistory } from '../../../src/pipeline/history/index-history.ts';
import { searchHistory } from '../../../src/pipeline/history/search-history.ts';
import { openIncident } from '../../../src/pipeline/incidents.ts';
import { forgetPerson } from '../../../src/pipeline/recognition/forget-person.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { databases, newOrganisation, type TestDatabase } from '../../support/database.ts';
import { faceDesk, looks, seenFace } from '../../support/faces.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

describe.each(databases)('history of people on the $name database', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test('sightings are found by the name somebody has; whoever is forgotten is gone in the same moment, and stays gone', async () => {
    const { orgId, admin } = await newOrganisation(opened.db);
    const desk = faceDesk(opened, admin, NOW);
    const index = () => indexHistory({ db: opened.db, embedder: ownEmbedder, now: () => NOW, log: silentLog() }, orgId);
    const found = async (query: string) => {
      const { hits } = await withOrg(opened.db, orgId, (tx) =>
        searchHistory(tx, { role: 'officer' }, { query, limit: 10 }, { embedder: ownEmbedder, vector: null }),
      );
      return hits.map(({ kind, title }) => `${kind} ${title}`);
    };
    await desk.allow();
    const cameraId = await desk.camera('Loading dock');
    const [seen] = await desk.see([seenFace(looks(1))], { event: { id: await desk.event(cameraId), cameraId } });
    const person = seen!.person!;
    await index();
    expect(await found('unknown visitor at the loading dock')).toEqual([expect.stringMatching(/^sightings Person_/)]);

    await desk.inOrg((work) => namePerson(work, person.number, 'Quentin Zabriskie'));
    await desk.inOrg((work) =>
      openIncident(work, { title: 'Quentin Zabriskie took a ladder', summary: 'Seen at the dock.' }),
    );
    await index();
    expect(await found('zabriskie')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^sightings Quentin Zabriskie/),
        expect.stringMatching(/^incident Quentin/),
      ]),
    );

    await desk.inOrg((work) => forgetPerson(work, person.number));
    expect((await found('zabriskie')).join()).not.toMatch(/Zabriskie/);
    await index();
    expect((await found('zabriskie ladder dock')).join()).not.toMatch(/Zabriskie|sightings/);
  });

  test('what retention deletes is no longer found', async () => {
    const { orgId, admin } = await newOrganisation(opened.db);
    const desk = faceDesk(opened, admin, NOW);
    await desk.allow();
    const cameraId = await desk.camera('Archive');
    const id = await desk.event(cameraId);
    await desk.see([seenFace(looks(2))], { event: { id, cameraId } });
    await indexHistory({ db: opened.db, embedder: ownEmbedder, now: () => NOW, log: silentLog() }, orgId);
    const count = () =>
      withOrg(opened.db, orgId, (tx) =>
        tx.selectFrom('history_document').select('id').where('kind', '=', 'sightings').execute(),
      );
    expect(await count()).toHaveLength(1);
    await desk.inOrg(({ tx }) =>
      tx.deleteFrom('camera_event').where('org_id', '=', orgId).where('id', '=', id).execute(),
    );
    expect(await count()).toHaveLength(0);
  });
});
