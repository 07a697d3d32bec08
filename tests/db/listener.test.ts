import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Listener } from '../../src/db/listener.ts';
import { newId } from '../../src/domain/id.ts';
import { silentLog } from '../../src/log.ts';
import { asMaintainer, serverUrl } from '../support/database.ts';

describe.skipIf(!serverUrl)('a listener on a server that comes and goes', () => {
  let reachable: boolean;
  let connections: number;
  let listener: Listener;
  const channel = `safenest_${newId().replaceAll('-', '')}`;
  const sql = (text: string, values: string[]) => asMaintainer(serverUrl!, (client) => client.query(text, values));
  const cut = () =>
    sql('select pg_terminate_backend(pid) from pg_stat_activity where query = $1', [`listen "${channel}"`]);
  const notify = (payload: string) => sql('select pg_notify($1, $2)', [channel, payload]);

  beforeEach(() => {
    reachable = true;
    connections = 0;
    listener = new Listener(() => {
      connections++;
      return reachable ? { connectionString: serverUrl } : { host: '127.0.0.1', port: 1 };
    }, silentLog());
  });
  afterEach(() => listener.close());

  test('says so when it cannot begin, and begins when asked again', async () => {
    reachable = false;
    const heard: string[] = [];
    await expect(listener.listen(channel, (payload) => heard.push(`first ${payload}`))).rejects.toThrow('ECONNREFUSED');
    reachable = true;
    await listener.listen(channel, (payload) => heard.push(`second ${payload}`));
    await notify('hello');
    await vi.waitFor(() => expect(heard).toEqual(['second hello']));
  });

  test('tries again until the server is back, on one connection', async () => {
    const heard: string[] = [];
    await listener.listen(channel, (payload) => heard.push(payload));
    reachable = false;
    await cut();
    await vi.waitFor(() => expect(connections).toBeGreaterThan(3), 5_000);
    reachable = true;
    await vi.waitFor(
      async () => {
        await notify('there?');
        await sleep(20);
        expect(heard.length).toBeGreaterThan(0);
      },
      { timeout: 10_000, interval: 200 },
    );
    const { rowCount } = await sql(`select from pg_stat_activity where query = $1`, [`listen "${channel}"`]);
    expect(rowCount).toBe(1);
  });

  test('ends while it is still trying', async () => {
    await listener.listen(channel, () => {});
    reachable = false;
    await cut();
    await vi.waitFor(() => expect(connections).toBeGreaterThan(1), 5_000);
    await listener.close();
    const until = connections;
    await sleep(600);
    expect(connections).toBe(until);
  });
});
