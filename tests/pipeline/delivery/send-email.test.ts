import { type AddressInfo, createServer, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import type { EmailSettings } from '../../../src/domain/delivery.ts';
import { TargetAway, TargetRefused } from '../../../src/pipeline/delivery/delivery-errors.ts';
import { parseNetworks } from '../../../src/pipeline/delivery/guarded-address.ts';
import { mailServerOf, sendEmail } from '../../../src/pipeline/delivery/send-email.ts';

const MAIL = { id: 'evt-1', subject: 'ALR-1 40 failed logins', text: 'Forty failed logins.\n' };
const allowed = parseNetworks('127.0.0.1');

describe('e-mail', () => {
  const servers: SMTPServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise<void>((done) => server.close(() => done()));
  });

  /** A real mail server; `end` says what becomes of a mail once all of it was sent. */
  async function mailServer(
    end: (data: string) => Error | null = () => null,
    options: SMTPServerOptions = { authOptional: true, disabledCommands: ['STARTTLS'] },
  ) {
    const mails: { data: string; to: string[] }[] = [];
    const server = new SMTPServer({
      ...options,
      onData(stream, session, done) {
        let data = '';
        stream.on('data', (chunk) => {
          data += chunk;
        });
        stream.on('end', () => {
          const problem = end(data);
          if (!problem) mails.push({ data, to: session.envelope.rcptTo.map(({ address }) => address) });
          done(problem);
        });
      },
    });
    server.on('error', () => {});
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return { port: (server.server.address() as AddressInfo).port, mails };
  }
  const settings = (port: number, part: Partial<NonNullable<EmailSettings['server']>> = {}): EmailSettings => ({
    to: ['ada@example.org', 'sam@example.org'],
    from: 'desk@example.org',
    server: { host: '127.0.0.1', port, tls: 'none', user: null, ...part },
  });
  const send = (to: EmailSettings, mail = MAIL, password: string | null = null) =>
    sendEmail({ settings: to, password }, mail, { allowed, installation: null, timeoutMs: 3000 });

  test('arrives at everybody who is named, under an id that stays', async () => {
    const { port, mails } = await mailServer();
    await send(settings(port));
    expect(mails).toHaveLength(1);
    expect(mails[0]!.to).toEqual(['ada@example.org', 'sam@example.org']);
    expect(mails[0]!.data).toContain('Subject: ALR-1 40 failed logins');
    expect(mails[0]!.data).toContain('Message-ID: <evt-1@safenest.invalid>');
    expect(mails[0]!.data).toContain('Forty failed logins.');
  });

  test('what a log says cannot add headers or people', async () => {
    const { port, mails } = await mailServer();
    await send(settings(port), { ...MAIL, subject: 'x\r\nBcc: eve@example.org\r\n\r\nHello', text: '.\r\nQUIT\r\n.' });
    const [head] = mails[0]!.data.split('\r\n\r\n');
    expect(head).not.toMatch(/^bcc:/im);
    expect(mails[0]!.to).not.toContain('eve@example.org');
    expect(mails[0]!.data).toContain('QUIT');
  });

  test('refused after DATA is refused, put off is put off', async () => {
    const fail = (responseCode: number) => () => Object.assign(new Error('no'), { responseCode });
    const refusing = await mailServer(fail(552));
    await expect(send(settings(refusing.port))).rejects.toThrow(TargetRefused);
    const busy = await mailServer(fail(451));
    await expect(send(settings(busy.port))).rejects.toThrow(TargetAway);
    expect(refusing.mails).toEqual([]);
  });

  test('where some are refused, the others have it and those are named', async () => {
    const { port, mails } = await mailServer(undefined, {
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _, done) =>
        done(address.startsWith('sam') ? Object.assign(new Error('unknown'), { responseCode: 550 }) : null),
    });
    expect(await send(settings(port))).toEqual({
      recipients: ['sam@example.org'],
      why: '127.0.0.1 does not take it for sam@example.org (550); everybody else has it.',
    });
    expect(mails.map(({ to }) => to)).toEqual([['ada@example.org']]);
    const nobody = { ...settings(port), to: ['sam@example.org'] };
    await expect(send(nobody)).rejects.toThrow(TargetRefused);
  });

  test('a server that says nothing, a word now and then, or far too much, holds nobody up', async () => {
    const talking = async (talk: (socket: Socket) => void) => {
      const server = createServer((socket) => {
        socket.on('error', () => {});
        talk(socket);
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return { server, port: (server.address() as AddressInfo).port };
    };
    let sent = 0;
    const ways: [timeoutMs: number, talk: (socket: Socket) => void][] = [
      [200, () => {}],
      [
        200,
        (socket) => {
          // always within the time of one answer, and never an end
          const drip = setInterval(() => socket.write('220-still thinking\r\n'), 20);
          socket.on('close', () => clearInterval(drip));
        },
      ],
      [
        20_000,
        (socket) => {
          const chunk = Buffer.alloc(64 * 1024, 'x');
          const more = (): void => {
            while (!socket.destroyed && sent < 2 ** 30) {
              sent += chunk.length;
              if (!socket.write(chunk)) return void socket.once('drain', more);
            }
          };
          more();
        },
      ],
    ];
    for (const [timeoutMs, talk] of ways) {
      const { server, port } = await talking(talk);
      await expect(
        sendEmail({ settings: settings(port), password: null }, MAIL, { allowed, installation: null, timeoutMs }),
      ).rejects.toThrow(TargetAway);
      await new Promise((done) => server.close(done));
    }
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(2 ** 28);
  });

  test('a name that points elsewhere the next time is looked at anew, and refused', async () => {
    const { port, mails } = await mailServer();
    const answers = ['127.0.0.1', '169.254.169.254'];
    const resolve = async () => [answers.shift()!];
    const to = { settings: settings(port, { host: 'mail.example.com' }), password: null };
    await sendEmail(to, MAIL, { allowed, installation: null, resolve, timeoutMs: 3000 });
    await expect(sendEmail(to, MAIL, { allowed, installation: null, resolve })).rejects.toThrow(TargetRefused);
    expect(mails).toHaveLength(1);
  });

  test('a wrong password is said without the password', async () => {
    const { port } = await mailServer(undefined, {
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ password }, _, done) => done(new Error(`535 wrong: ${password}`)),
    });
    const error = await send(settings(port, { user: 'desk' }), MAIL, 'hunter2-secret').catch((thrown) => thrown);
    expect(error).toBeInstanceOf(TargetRefused);
    expect(String(error)).not.toContain('hunter2');
  });

  test('asks for encryption where it is wanted, and sends nothing without', async () => {
    const { port, mails } = await mailServer();
    await expect(send(settings(port, { tls: 'starttls' }))).rejects.toThrow();
    expect(mails).toEqual([]);
  });

  test('a server that is away, or private and not allowed, takes nothing', async () => {
    await expect(send(settings(1))).rejects.toThrow(TargetAway);
    const { port, mails } = await mailServer();
    const to = { settings: settings(port), password: null };
    await expect(sendEmail(to, MAIL, { allowed: [], installation: null })).rejects.toThrow(TargetRefused);
    await expect(
      sendEmail({ settings: { ...settings(port), server: null }, password: null }, MAIL, {
        allowed: [],
        installation: null,
      }),
    ).rejects.toThrow(/SMTP_URL/);
    expect(mails).toEqual([]);
    // whoever runs the installation may name any server
    const installation = mailServerOf(`smtp://127.0.0.1:${port}/?tls=none&from=desk@example.org`);
    await sendEmail({ settings: { ...settings(port), server: null, from: null }, password: null }, MAIL, {
      allowed: [],
      installation,
    });
    expect(mails).toHaveLength(1);
  });

  test('SMTP_URL is read as people write it', () => {
    expect(mailServerOf('smtps://desk%40x.org:p%40ss@mail.example.org')).toEqual({
      server: {
        host: 'mail.example.org',
        port: 465,
        tls: 'implicit',
        user: 'desk@x.org',
        password: 'p@ss',
        trusted: true,
      },
      from: 'desk@x.org',
    });
    expect(() => mailServerOf('https://mail.example.org')).toThrow();
  });
});
