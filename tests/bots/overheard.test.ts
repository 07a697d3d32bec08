import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Principal } from '../../src/domain/principal.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { type PlainPlatform, plainPlatform, spoken } from '../support/plain-platform.ts';

describe.each(databases)('in a thread where it was answered before, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  let platform: PlainPlatform;
  let desk: ChatDesk;
  let now: Date;
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
    officer = await org.member('officer');
    const first = chatDesk(database.db, []);
    await first.connect(org.admin, 'slack', 'T1');
    await first.link(org.admin, officer, { platform: 'slack', workspace: 'T1', id: 'U1' });
    await first.readers(org.admin, { platform: 'slack', workspace: 'T1', channel: 'C1' }, 'officer');
    await first.work(officer, (work) => openIncident(work, { title: 'Fence cut', severity: 'low' }));
  });
  afterAll(() => database.close());
  beforeEach(() => {
    now = new Date();
    platform = plainPlatform();
    desk = chatDesk(database.db, [platform], { now: () => now });
  });
  const hear = async (text: string, account = 'U1', overheard = true): Promise<number> => {
    await desk.dispatch.deliver({ ...spoken(text, { account }), ...(overheard ? { overheard: true as const } : {}) });
    await desk.idle();
    return platform.messages.length;
  };

  test('what people say to each other is left alone, and what is meant for it is answered', async () => {
    expect(await hear('show INC-1', 'U1', false)).toBe(1);
    for (const text of ['lunch?', 'sure, 12:30', 'thanks Otto, see you there', 'haha', 'this channel is noisy'])
      expect([text, await hear(text)]).toEqual([text, 1]);
    expect(await hear('how many incidents are open?')).toBe(2);
    // goes on with what was said before
    expect(await hear('close it')).toBe(3);
    // by name, it always answers
    expect(await hear('lunch?', 'U1', false)).toBe(4);
  });

  test('somebody it does not know is told how to link once an hour, and only when they called it', async () => {
    expect(await hear('how many incidents are open?', 'UOTTO')).toBe(0);
    expect(await hear('how many incidents are open?', 'UOTTO', false)).toBe(1);
    expect(platform.texts()[0]).toContain('/safenest link');
    expect(await hear('hello?', 'UOTTO', false)).toBe(1);
    expect(await hear('hello?', 'UANNA', false)).toBe(2);
    now = new Date(now.getTime() + 3_600_001);
    expect(await hear('hello?', 'UOTTO', false)).toBe(3);
  });
});
