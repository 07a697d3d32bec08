import { connect, type Socket } from 'node:net';
import nodemailer from 'nodemailer';
import type { EmailSettings } from '../../domain/delivery.ts';
import { oneLine } from '../../domain/text.ts';
import { TargetAway, TargetRefused } from './delivery-errors.ts';
import { type AllowedNetworks, pinnedAddress, type Resolve } from './guarded-address.ts';

/** A mail server, as a target or the installation's `SMTP_URL` names it. */
export interface MailServer {
  host: string;
  port: number;
  tls: 'implicit' | 'starttls' | 'none';
  user: string | null;
  password: string | null;
  /** Set by whoever runs the installation: it may be anywhere. */
  trusted: boolean;
}

export interface Mail {
  /** The same however often it is sent, so that a second copy can be told. */
  id: string;
  subject: string;
  text: string;
}

export interface MailOptions {
  allowed: AllowedNetworks;
  /** Where a target names none. */
  installation: { server: MailServer; from: string } | null;
  timeoutMs?: number;
  resolve?: Resolve;
}

const TIMEOUT_MS = 15_000;

/** `smtp://user:password@mail.example.com:587/?from=desk@example.com`; `smtps://` is TLS from the first byte. Throws for what is none. */
export function mailServerOf(url: string): { server: MailServer; from: string } {
  const at = new URL(url);
  if (at.protocol !== 'smtp:' && at.protocol !== 'smtps:') throw new Error('must begin with smtp:// or smtps://');
  const implicit = at.protocol === 'smtps:';
  const user = decodeURIComponent(at.username) || null;
  const tls = implicit ? 'implicit' : at.searchParams.get('tls') === 'none' ? 'none' : 'starttls';
  return {
    server: {
      host: at.hostname.replace(/^\[|\]$/g, ''),
      port: at.port ? Number(at.port) : implicit ? 465 : 587,
      tls,
      user,
      password: decodeURIComponent(at.password) || null,
      trusted: true,
    },
    from: at.searchParams.get('from') ?? (user?.includes('@') ? user : `safenest@${at.hostname}`),
  };
}

/**
 * Sends one mail to all who are named. Where the server takes it for some of them alone, answers who is left and why; null where all have
 * it. What a server says is read up to a size, and all of it has its time. Throws `TargetAway` or `TargetRefused`, in words for whoever
 * looks after it.
 */
export async function sendEmail(
  { settings, password }: { settings: EmailSettings; password: string | null },
  mail: Mail,
  { allowed, installation, timeoutMs = TIMEOUT_MS, resolve }: MailOptions,
): Promise<{ recipients: string[]; why: string } | null> {
  const own = settings.server && { ...settings.server, password, trusted: false };
  const server = own ?? installation?.server;
  if (!server)
    throw new TargetRefused('No mail server is set: name one here, or set SMTP_URL for the whole installation.');
  const from = settings.from ?? installation?.from ?? `safenest@${server.host}`;
  const host = server.trusted ? server.host : await pinnedAddress(server.host, allowed, resolve);
  const socket = connect({ host, port: server.port });
  const guard = guardSocket(socket, timeoutMs);
  const transport = nodemailer.createTransport({
    host,
    port: server.port,
    secure: server.tls === 'implicit',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'none',
    ...(server.user ? { auth: { user: server.user, pass: server.password ?? '' } } : {}),
    tls: { servername: server.host },
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_options: unknown, done: (error: Error | null, given?: { connection: Socket }) => void) => {
      if (!socket.connecting) return done(socket.errored, { connection: socket });
      socket.once('connect', () => done(null, { connection: socket })).once('error', (error) => done(error));
    },
  });
  try {
    const sent = await Promise.race([
      transport.sendMail({
        from: { name: 'SafeNest', address: from },
        to: settings.to.map((address) => ({ name: '', address })),
        subject: oneLine(mail.subject, 200),
        text: mail.text,
        messageId: `<${mail.id}@safenest.invalid>`,
        headers: { 'auto-submitted': 'auto-generated' },
      }),
      guard.broken,
    ]);
    return leftOf(sent, server.host);
  } catch (error) {
    throw inOurWords(error, server.host);
  } finally {
    guard.stop();
    transport.close();
    socket.destroy();
  }
}

/** Nobody says more to us than this before a mail is taken. */
const MOST_BYTES = 256 * 1024;

/** Ends a connection that takes too long in all, or says too much; `broken` fails then. */
function guardSocket(socket: Socket, timeoutMs: number): { broken: Promise<never>; stop(): void } {
  let look: NodeJS.Timeout | undefined;
  let late: NodeJS.Timeout | undefined;
  let away: NodeJS.Timeout | undefined;
  const broken = new Promise<never>((_, fail) => {
    const end = (code: string): void => {
      fail(Object.assign(new Error(code), { code }));
      socket.destroy();
    };
    look = setInterval(() => socket.bytesRead > MOST_BYTES && end('too much is said'), 20);
    away = setTimeout(() => socket.connecting && end('ETIMEDOUT'), timeoutMs);
    // a server that says a word now and then keeps nobody for ever
    late = setTimeout(() => end('it takes too long'), WHOLE_FACTOR * timeoutMs);
  });
  broken.catch(() => {});
  // whoever sends hears of it; here it must not end the process
  socket.on('error', () => {});
  return {
    broken,
    stop() {
      clearInterval(look);
      clearTimeout(late);
      clearTimeout(away);
    },
  };
}

/** All of it may take so many times as long as one answer. */
const WHOLE_FACTOR = 4;

/** Who of several has not got a mail that others have. */
function leftOf(
  { rejected, rejectedErrors = [] }: { rejected: readonly unknown[]; rejectedErrors?: readonly unknown[] },
  host: string,
): { recipients: string[]; why: string } | null {
  const recipients = rejected.map((one) =>
    typeof one === 'string' ? one : String((one as { address?: unknown }).address),
  );
  if (recipients.length === 0) return null;
  const codes = new Set(rejectedErrors.flatMap((one) => (one as { responseCode?: unknown }).responseCode ?? []));
  return {
    recipients,
    why: `${host} does not take it for ${recipients.slice(0, 5).join(', ')}${codes.size > 0 ? ` (${[...codes].join(', ')})` : ''}; everybody else has it.`,
  };
}

/** NOTE what a server says may repeat what it was told: its code is enough, and no password ever gets into an error. */
function inOurWords(error: unknown, host: string): TargetAway | TargetRefused {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const status = typeof responseCode === 'number' ? responseCode : 0;
  if (code === 'EAUTH')
    return new TargetRefused(`${host} does not take the user name and password${status ? ` (${status})` : ''}.`);
  if (status >= 500) return new TargetRefused(`${host} refuses the mail (${status}).`);
  if (status >= 400) return new TargetAway(`${host} cannot take the mail now (${status}).`);
  return new TargetAway(`${host} could not be reached or did not go on (${String(code ?? 'error').slice(0, 40)}).`);
}
