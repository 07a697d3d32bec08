import type { Config } from '../config.ts';
import { readLock } from '../db/embedded/lock.ts';
import { SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import { localKey } from '../pipeline/local-key.ts';
import { ownSecret } from '../pipeline/own-secret.ts';
import { type ApiClient, apiClient } from './api-client.ts';

/** `--url` and `--key`, which win over SAFENEST_URL and SAFENEST_API_KEY. */
export interface RemoteOptions {
  url?: string;
  key?: string;
}

/**
 * Runs a command against the API, wherever it is: the address and key given; else the server that holds this machine's
 * data folder; else one made in this process, on a free loopback port, for as long as the command runs. Where there is no
 * organisation yet, that one refuses or creates it.
 */
export async function withApi<T>(
  config: Config,
  options: RemoteOptions,
  log: Log,
  work: (api: ApiClient) => Promise<T>,
  empty: 'refuse' | 'create' = 'refuse',
): Promise<T> {
  const key = options.key ?? config.remote.key?.reveal();
  const url = (options.url ?? config.remote.url)?.replace(/\/+$/, '');
  if (url) {
    if (!key) throw new SafeNestError('unauthenticated', `Give an API key for ${url}: --key or SAFENEST_API_KEY.`);
    return work(apiClient(url, key));
  }
  const holder = config.databaseUrl ? null : await readLock(config.dataDir);
  if (holder?.alive && holder.url) {
    const secret = config.secret?.reveal() ?? (await ownSecret(config.dataDir));
    return work(apiClient(holder.url, key ?? localKey(secret)));
  }
  // Loaded late: a command that speaks to a server that runs already need not wait for all of SafeNest.
  const { startApp } = await import('../app.ts');
  // links that it gives lead to where the service is reached, not here
  const publicUrl = config.publicUrl ?? (config.port === 0 ? null : `http://127.0.0.1:${config.port}`);
  const here = { ...config, port: 0, host: '127.0.0.1', publicUrl };
  const app = await startApp({ ...here, roles: ['web'] }, log, empty === 'refuse' ? { first: null } : {});
  try {
    return await work(apiClient(app.listensOn, app.localKey));
  } finally {
    await app.stop();
  }
}
