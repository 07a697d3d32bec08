import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';

export interface TestBroker {
  port: number;
  url: string;
  /** What was published, in order. */
  messages: { topic: string; payload: string; retain: boolean }[];
  close(): Promise<void>;
}

/** A real MQTT broker on this machine; with `password` nobody connects without it. */
export async function startBroker({
  port = 0,
  password,
}: {
  port?: number;
  password?: string;
} = {}): Promise<TestBroker> {
  const broker = await Aedes.createBroker();
  const messages: TestBroker['messages'] = [];
  if (password !== undefined)
    broker.authenticate = (_client, _user, given, done) => {
      const ok = given?.toString() === password;
      done(ok ? null : Object.assign(new Error('bad'), { returnCode: 5 as const }), ok);
    };
  broker.on('publish', ({ topic, payload, retain }, client) => {
    if (client) messages.push({ topic, payload: payload.toString(), retain });
  });
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    broker.handle(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const at = (server.address() as AddressInfo).port;
  return {
    port: at,
    url: `mqtt://127.0.0.1:${at}`,
    messages,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => broker.close(() => done()));
      if (server.listening) {
        server.close();
        await once(server, 'close');
      }
    },
  };
}
