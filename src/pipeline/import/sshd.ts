import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Outcome } from '../../domain/event.ts';
import { storable } from '../login-event-schema.ts';
import type { ImportFormat, ImportOptions, Reading, ReadLogin } from './format.ts';
import type { Line } from './lines.ts';
import { isWallTime, localClock, type WallTime } from './local-time.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HALF_A_YEAR_MS = 183 * 86_400_000;
/** More than this in one `message repeated` line is no log of ours. */
const MOST_REPEATS = 10_000;
const LONGEST = { account: 320, reason: 500, text: 2000 };

/** `Dec 10 06:55:46 …` or `2015-12-10T06:55:46.123456+01:00 …` */
const STAMP =
  /^(?:<\d{1,3}>)?(?:([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})|(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?(Z|[+-]\d{2}:?\d{2})?) (.*)$/s;
/** `LabSZ sshd[24200]: …` */
const SAID = /^\S+ ([^\s:[]+)(?:\[\d+\])?: ?(.*)$/s;
/** An older syslogd repeats the line before, whoever said it. */
const LAST_REPEATED = /^\S+ last message repeated (\d+) times?$/;
const REPEATED = /^message repeated (\d+) times: \[ ?(.*)\]$/s;
/** The user name is whatever the attacker typed, spaces and ` from ` included: the last ` from … port …` is sshd's own. */
const ATTEMPT = /^(Accepted|Failed) (\S+) for (invalid user |illegal user )?(.*) from (\S+) port \d{1,5} ssh[12]?\b/s;
const ATTEMPT_LIKE = /^(?:Accepted|Failed) (?:password|none|publickey|keyboard-interactive\S*|hostbased|gssapi\S*)\b/;
const PAM_FAILURE = /^authentication failure; .*\brhost=(\S*)(?:\s+user=(.*?))?\s*$/s;
const PAM_SESSION = /^session opened for user (\S+)/;

/**
 * OpenSSH as syslog writes it (auth.log, secure, messages). One try is one login: `Failed …` and `Accepted …` lines, each as
 * often as `message repeated` says. `Invalid user`, `pam_unix(sshd:auth)` and `PAM n more …` lines tell of the same tries
 * again and are none. Where the program is `sshd(pam_unix)`, as on old Red Hat systems, its lines are the only ones, and
 * `authentication failure` and `session opened` are the logins.
 */
export const sshd: ImportFormat = {
  name: 'sshd',
  title: 'OpenSSH, as in auth.log',
  async *read(lines, options, now) {
    const clock = yearKeeper(options, now);
    let before: ReadLogin | null = null;
    for await (const line of lines) {
      const { login, times, ...reading } = readLine(line, clock, options.source ?? 'sshd', before);
      before = login ?? null;
      if (!login) yield reading as Reading;
      else for (let i = 0; i < times!; i++) yield { line: line.number, kind: 'login', login };
    }
  },
};

type Read =
  | { line: number; kind: 'login'; login: ReadLogin; times: number }
  | (Exclude<Reading, { kind: 'login' }> & { login?: undefined; times?: undefined });

function readLine(line: Line, clock: ReturnType<typeof yearKeeper>, source: string, before: ReadLogin | null): Read {
  const notALogin: Read = { line: line.number, kind: 'not_a_login' };
  const unreadable = (reason: string): Read => ({ line: line.number, kind: 'unreadable', reason });
  if (line.text === undefined) return unreadable(line.reason);
  if (line.text.trim() === '') return notALogin;
  const stamp = STAMP.exec(line.text);
  if (!stamp) return unreadable('does not begin with a time');
  const occurredAt = stamp[1] === undefined ? clock.iso(stamp) : clock.syslog(stamp);
  if (!occurredAt) return unreadable('names a time that does not exist');
  const rest = stamp[13]!;
  const text = storable(line.text.slice(0, LONGEST.text));

  const last = LAST_REPEATED.exec(rest);
  if (last) {
    if (!before) return notALogin;
    if (Number(last[1]) > MOST_REPEATS) return unreadable(`says that it was repeated ${last[1]} times`);
    return { line: line.number, kind: 'login', login: { ...before, occurredAt, text }, times: Number(last[1]) };
  }
  const said = SAID.exec(rest);
  if (!said) return line.ended ? notALogin : unreadable('is cut short');
  const [, program, message] = said;
  const old = program === 'sshd(pam_unix)';
  if (!old && !/^sshd(?:-session|-auth)?$/.test(program!)) return notALogin;

  const repeated = REPEATED.exec(message!);
  const times = repeated ? Number(repeated[1]) : 1;
  if (times > MOST_REPEATS) return unreadable(`says that it was repeated ${times} times`);
  const attempt = (old ? pamAttempt : sshdAttempt)(repeated ? repeated[2]! : message!);
  if (attempt === 'cut') return unreadable('looks like a login, but is cut short');
  if (attempt === null) return notALogin;
  const login: ReadLogin = {
    occurredAt,
    outcome: attempt.outcome,
    account: storable(attempt.account).trim().slice(0, LONGEST.account).toWellFormed() || '(empty)',
    address: addressOf(attempt.from),
    country: null,
    city: null,
    latitude: null,
    longitude: null,
    network: null,
    mfa: null,
    device: null,
    method: attempt.method,
    reason: attempt.reason,
    text,
    source,
  };
  return { line: line.number, kind: 'login', login, times };
}

interface Attempt {
  outcome: Outcome;
  account: string;
  from: string;
  method: string;
  reason: string | null;
}

function sshdAttempt(message: string): Attempt | 'cut' | null {
  const match = ATTEMPT.exec(message);
  if (!match) return ATTEMPT_LIKE.test(message) ? 'cut' : null;
  const [, verb, method, invalid, account, from] = match;
  const outcome = verb === 'Accepted' ? 'success' : 'failure';
  return {
    outcome,
    account: account!,
    from: from!,
    method: method!.split('/')[0]!.slice(0, 100),
    reason: invalid ? 'invalid user' : null,
  };
}

function pamAttempt(message: string): Attempt | 'cut' | null {
  const failure = PAM_FAILURE.exec(message);
  if (failure) {
    const [, from, user] = failure;
    // PAM does not write the name of a user it does not know.
    return {
      outcome: 'failure',
      account: user || '(unknown)',
      from: from!,
      method: 'pam',
      reason: storable(
        (user ? 'authentication failure' : 'unknown user') + (from && !addressOf(from) ? ` from ${from}` : ''),
      ).slice(0, LONGEST.reason),
    };
  }
  const session = PAM_SESSION.exec(message);
  return session ? { outcome: 'success', account: session[1]!, from: '', method: 'pam', reason: null } : null;
}

/** The address; null for a host name, which anyone may give themselves. */
function addressOf(from: string): string | null {
  const text = from.replace(/%.*$/, '');
  return isIP(text) !== 0 && ipaddr.isValid(text) ? ipaddr.process(text).toString() : null;
}

/** Syslog writes no year: it is the first line's, and one more whenever the calendar jumps back by more than half a year. */
function yearKeeper(options: ImportOptions, now: Date) {
  const toDate = localClock(options.timeZone ?? 'UTC');
  let year = options.year;
  let last: Date | null = null;
  const wall = (parts: readonly (string | undefined)[], year: number, month: number): Date | null => {
    const [day, hour, minute, second] = parts.map(Number) as [number, number, number, number];
    const time: WallTime = { year, month, day, hour, minute, second };
    return isWallTime(time) ? toDate(time) : null;
  };
  return {
    syslog(header: RegExpExecArray): Date | null {
      const month = MONTHS.indexOf(header[1]!) + 1;
      const parts = header.slice(2, 6);
      if (year === undefined) {
        year = now.getUTCFullYear() + 1;
        // 29 February needs a leap year: at most eight years back there is one.
        for (let i = 0; i < 9; i++, year--) {
          const at = wall(parts, year, month);
          if (at && at.getTime() <= now.getTime() + 86_400_000) break;
        }
      }
      let at = wall(parts, year, month);
      if (last && at && last.getTime() - at.getTime() > HALF_A_YEAR_MS) at = wall(parts, ++year, month);
      // A line that arrived late, from before New Year's Eve.
      else if (last && at && at.getTime() - last.getTime() > HALF_A_YEAR_MS) return wall(parts, year - 1, month);
      if (at) last = at;
      return at;
    },
    iso(header: RegExpExecArray): Date | null {
      const at = wall(header.slice(8, 12), Number(header[6]), Number(header[7]));
      if (!at || header[12] === undefined) return at;
      const utc = Date.UTC(
        Number(header[6]),
        Number(header[7]) - 1,
        ...(header.slice(8, 12).map(Number) as [number, number, number, number]),
      );
      if (header[12] === 'Z') return new Date(utc);
      const [hours, minutes] = [header[12].slice(1, 3), header[12].slice(-2)].map(Number) as [number, number];
      const offset = (hours * 60 + minutes) * 60_000;
      return new Date(header[12].startsWith('-') ? utc + offset : utc - offset);
    },
  };
}
