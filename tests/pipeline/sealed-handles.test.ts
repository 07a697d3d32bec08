import { describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { openHandle, sealHandle } from '../../src/pipeline/sealed-handles.ts';
import { tokenKey } from '../../src/pipeline/sealed-tokens.ts';
import { chatDesk } from '../support/chat-desk.ts';
import { databases, newOrganisation } from '../support/database.ts';
import { plainPlatform, spoken } from '../support/plain-platform.ts';

const key = tokenKey('a secret of at least sixteen characters');
const event = { ...spoken('hello'), handle: { token: 'top-secret', app: 'settings' } };

test('what answers an event opens with its own key and for its own event alone', () => {
  const sealed = sealHandle(key, event);
  expect(JSON.stringify(sealed)).not.toContain('top-secret');
  expect(openHandle(key, sealed)).toEqual(event);
  expect(openHandle(tokenKey('another secret of sixteen'), sealed)).not.toHaveProperty('handle');
  expect(openHandle(key, { ...sealed, id: 'another' })).not.toHaveProperty('handle');
  const plain = spoken('hello');
  expect(sealHandle(key, plain)).toEqual(plain);
  expect(openHandle(key, plain)).toEqual(plain);
});

test('so do the addresses of the pictures that came with it, each for itself', () => {
  const picture = (url: string) => ({ name: 'a.jpg', size: 5, mediaType: 'image/jpeg', from: { url } });
  const asked = { ...event, pictures: [picture('https://host/?tempauth=1'), picture('https://host/?tempauth=2')] };
  const sealed = sealHandle(key, asked);
  expect(JSON.stringify(sealed)).not.toContain('tempauth');
  expect(openHandle(key, sealed)).toEqual(asked);
  const swapped = { ...sealed, pictures: [...(sealed as typeof asked).pictures].reverse() } as typeof sealed;
  expect(JSON.stringify(openHandle(key, swapped))).not.toContain('tempauth');
});

describe.each(databases)('on $name', ({ open }) => {
  test('it is not to be read in the table while it waits, and is there when it is answered', async () => {
    const database = await open();
    const org = await newOrganisation(database.db);
    const platform = plainPlatform();
    const desk = chatDesk(database.db, [platform]);
    await desk.connect(org.admin, 'slack', 'T1');
    const go = desk.hold();
    await desk.dispatch.deliver(event);
    const rows = await withOrg(database.db, org.orgId, (tx) => tx.selectFrom('inbox').selectAll().execute());
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('top-secret');
    go();
    await desk.idle();
    expect(platform.messages.map(({ to }) => to.handle)).toEqual([event.handle]);
    await database.close();
  });
});
