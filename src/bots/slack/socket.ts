import { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../log.ts';
import { clientOptions, type SlackConnection, sdkLogger } from './connection.ts';
import { NEW_APP_TOKEN, translated } from './errors.ts';
import type { Take } from './receive.ts';

export interface Socket {
  stop(): Promise<void>;
}

const WAIT_MS = { first: 500, most: 30_000 };

/**
 * Socket Mode: Slack's events over a connection that we open. It is opened again whenever it ends; the SDK's own way of doing
 * that ends the process when the token is revoked meanwhile.
 */
export function openSocket(
  connection: SlackConnection,
  appToken: string,
  take: Take,
  { apiUrl, log }: { apiUrl: string; log: Log },
): Socket {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: sdkLogger(log),
    installerOptions: { clientOptions: clientOptions(apiUrl, log) },
  } as ConstructorParameters<typeof SocketModeReceiver>[0]);
  receiver.init({
    async processEvent({ body, ack }: { body: Record<string, unknown>; ack: (answer?: unknown) => Promise<void> }) {
      try {
        const answer = await take(body);
        await ack(answer === '' ? undefined : answer);
      } catch (err) {
        // not acknowledged: Slack brings it again
        log.error({ err }, 'what Slack told could not be taken in');
      }
    },
  } as unknown as Parameters<typeof receiver.init>[0]);
  const { client } = receiver;
  // a message that the SDK cannot read would end the process from inside its listener
  const reader = client as unknown as { onWebSocketMessage(data: string, isBinary: boolean): Promise<void> };
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: string, isBinary: boolean) => {
    reader
      .onWebSocketMessage(data, isBinary)
      .catch((err: unknown) => log.warn({ err }, 'a message of Slack could not be read'));
  });

  let stopped = false;
  let wake = (): void => {};
  const running = (async () => {
    let wait = WAIT_MS.first;
    while (!stopped) {
      try {
        const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
        await client.start();
        connection.socket = true;
        wait = WAIT_MS.first;
        log.info('connected to Slack');
        await ended;
      } catch (err) {
        if (!stopped) log.warn({ err: translated(err, NEW_APP_TOKEN) }, 'no connection to Slack; trying again');
      }
      connection.socket = false;
      if (stopped) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, wait).unref();
      });
      wait = Math.min(wait * 2, WAIT_MS.most);
    }
  })();

  return {
    async stop() {
      stopped = true;
      wake();
      const closed = client.disconnect().catch(() => {});
      await Promise.race([Promise.all([closed, running]), new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
    },
  };
}
