import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleRoutes } from '../../../src/http/console/routes/index.ts';
import { addMember } from '../../../src/pipeline/members.ts';
import { raiseTestAlert } from '../../support/alerts.ts';
import { databases } from '../../support/database.ts';
import { postForm, signIn } from '../../support/sign-in.ts';
import { openDesk } from '../../support/web-desk.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../../support/web-server.ts';

const ACCOUNT = 'jonas@harbour.example';

describe.each(databases)('“was this you?” on the desk, on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  const cookies: Record<string, string> = {};
  beforeAll(async () => {
    server = await openWebServer(kind, {
      pages: consoleRoutes,
      desk: (test) => openDesk(test, () => server.clock.now),
    });
    org = await server.organisation();
    for (const [name, role] of [
      ['maria', 'officer'],
      ['jonas', 'employee'],
      ['eve', 'employee'],
    ] as const) {
      const member = await org.work((work) => addMember(work, { name, email: `${name}@harbour.example`, role }));
      cookies[name] = await signIn(server, org, member.id);
    }
    await raiseTestAlert(server.services.db, org.orgId, { account: ACCOUNT, severity: 'medium' });
  });
  afterAll(() => server.close());

  const desk = async (name: string): Promise<string> =>
    (await server.call('GET', '/', { cookie: cookies[name]!, headers: { accept: 'text/html' } })).text;
  const press = (name: string, id: string, value: string) =>
    postForm(server, '/console/actions', { id, value, back: '/' }, cookies[name]!);

  test('whoever is asked finds it on their desk, answers by one press, and nobody else sees or answers it', async () => {
    expect(await desk('jonas')).not.toContain('Was this you?');
    expect((await press('maria', 'alert.ask', 'ALR-1')).status).toBe(303);
    for (const other of ['maria', 'eve']) expect(await desk(other)).not.toContain('Was this you?');
    const page = await desk('jonas');
    expect(page).toContain('Was this you?');
    expect(page.replaceAll('<wbr>', '')).toContain(ACCOUNT);
    const value = /name="id" value="login\.no"><input type="hidden" name="value" value="([^"]+)"/.exec(page)?.[1];
    expect(value).toBeDefined();
    await press('eve', 'login.no', value!);
    expect(await desk('jonas')).toContain('Was this you?');
    expect((await press('jonas', 'login.no', value!)).status).toBe(303);
    expect(await desk('jonas')).not.toContain('Was this you?');
    const alert = await server.call('GET', '/alerts/ALR-1', {
      cookie: cookies.maria!,
      headers: { accept: 'text/html' },
    });
    expect(alert.text).toContain('jonas says: no, that was not me');
  });
});
