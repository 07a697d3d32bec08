import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HIDDEN, maskSecrets } from '../../../src/agent/guardrails/secrets.ts';
import { formatReference } from '../../../src/domain/reference.ts';

/** Joined here, so that no scanner takes a test for a leak. */
const key = (...parts: string[]): string => parts.join('');
const LETTERS = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2dE3f';

const SECRETS: [name: string, secret: string][] = [
  ['our key', key('sn', '_', LETTERS)],
  ['our local key', key('sn', '_local_', LETTERS)],
  ['AWS', key('AK', 'IA', 'IOSFODNN7EXAMPLE')],
  ['GitHub', key('gh', 'p_', LETTERS.slice(0, 36))],
  ['GitHub, fine-grained', key('github', '_pat_', LETTERS, LETTERS)],
  ['GitLab', key('glp', 'at-', LETTERS.slice(0, 20))],
  ['Slack', key('xo', 'xb-', '1234567890-', LETTERS.slice(0, 24))],
  ['Slack webhook', key('https://hooks.', 'slack.com/services/T00000000/B00000000/', LETTERS.slice(0, 24))],
  ['Google', key('AI', 'za', LETTERS.slice(0, 35))],
  ['OpenAI', key('sk', '-proj-', LETTERS)],
  ['Anthropic', key('sk', '-ant-api03-', LETTERS)],
  ['Stripe', key('sk', '_live_', LETTERS.slice(0, 24))],
  ['JWT', key('ey', 'JhbGciOiJIUzI1NiJ9.', 'eyJzdWIiOiIxMjM0In0.', LETTERS.slice(0, 30))],
  ['private key', key('-----BEGIN RSA ', 'PRIVATE KEY-----\n', LETTERS, '\n-----END RSA PRIVATE KEY-----')],
];

describe('secrets of a known form', () => {
  test.each(SECRETS)('%s', (_, secret) => {
    for (const around of [
      (s: string) => s,
      (s: string) => `key ${s}, rotate it`,
      (s: string) => `“${s}”`,
      (s: string) => `(${s})`,
    ]) {
      const { text, masked } = maskSecrets(around(secret));
      expect(text).toContain(HIDDEN);
      expect(text).not.toContain(LETTERS.slice(0, 12));
      expect(masked).toBe(1);
    }
  });

  test.each(SECRETS.filter(([name]) => !/private|webhook/.test(name)))('%s with unseen signs inside', (_, secret) => {
    const disguised = [...secret].join('\u200b');
    expect(maskSecrets(disguised).text).toContain(HIDDEN);
  });

  test.each([
    ['password=hunter2', `password=${HIDDEN}`],
    ['user=root passwd=Tr0ub4dor&host=a', `user=root passwd=${HIDDEN}&host=a`],
    ['{"password":"let me in","user":"root"}', `{"password":${HIDDEN},"user":"root"}`],
    ['api_key: a1b2c3d4e5f6', `api_key: ${HIDDEN}`],
    ['Authorization: Bearer abc.def-123456789', `Authorization: Bearer ${HIDDEN}`],
    ['Authorization: Basic dXNlcjpwYXNz', `Authorization: Basic ${HIDDEN}`],
    ['postgres://desk:s3cr3t@db.internal/desk', `postgres://desk:${HIDDEN}@db.internal/desk`],
    ['GET /sign-in/link?token=abcDEF123abcDEF123abcDEF', `GET /sign-in/link?token=${HIDDEN}`],
    ['open /files/abcDEF123abcDEF123abcDEF.abcDEF now', `open /files/${HIDDEN} now`],
  ])('%s', (text, shown) => {
    expect(maskSecrets(text).text).toBe(shown);
  });

  test('masking twice changes nothing more', () => {
    for (const [, secret] of SECRETS) {
      const once = maskSecrets(`password=${secret} and ${secret}`).text;
      expect(maskSecrets(once)).toEqual({ text: once, masked: 0 });
    }
  });
});

describe('what is no secret stays', () => {
  test.each([
    'Failed password for invalid user root from 203.0.113.9 port 50022 ssh2',
    'Failed password for root: wrong password',
    'reason: password incorrect',
    'password: wrong',
    'pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=198.51.100.7 user=root',
    'Accepted publickey for deploy from 192.0.2.10 port 22 ssh2: RSA SHA256:Bz0mXo8Jf3hX1cKQJ2m1qv8yT0lZ5kq9w',
    'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    'the token expired, ask for a new one',
    'session opened for user root by (uid=0)',
    'https://desk.example/alerts/ALR-204',
    '0199d7a0-0000-7000-8000-000000000001',
  ])('%s', (text) => {
    expect(maskSecrets(text)).toEqual({ text, masked: 0 });
  });

  test('references, addresses, times and hashes in log lines', () => {
    fc.assert(
      fc.property(
        fc.nat(2 ** 30 - 1),
        fc.ipV4(),
        fc.ipV6(),
        fc.date({ noInvalidDate: true }),
        fc.stringMatching(/^[0-9a-f]{40}$/),
        fc.constantFrom('sshd', 'mail', 'vpn'),
        (sequence, four, six, at, hash, source) => {
          const ref = formatReference({ kind: 'event', number: sequence });
          const line = `${at.toISOString()} ${source}[${sequence}]: Failed password for root from ${four} (${six}) ${ref} ${hash}`;
          expect(maskSecrets(line).text).toBe(line);
        },
      ),
    );
  });
});

describe('secrets that are taken apart', () => {
  const cloud = (between: string): string =>
    ['AK', 'IA', 'Q7J4', 'T2N9', 'XW5B', '8CZE'].join(between).replace(between, '');
  test.each([
    ['by markup', `key **AK${''}IA**Q7J4T2N9XW5B8CZE here`, `key ${HIDDEN} here`],
    ['by line breaks', `key ${cloud('\n')}`, `key ${HIDDEN}`],
    ['by spaces', `key ${cloud(' ')}`, `key ${HIDDEN}`],
    ['by dots', `key ${cloud('.')}`, `key ${HIDDEN}`],
    ['in words', 'The password is hunter2.', `The password is ${HIDDEN}.`],
    ['in words, emphasised', 'the password is **hunter2**.', `the password is **${HIDDEN}**.`],
    ['in other words', 'Das Passwort lautet hunter2!', `Das Passwort lautet ${HIDDEN}!`],
  ])('%s', (_, text, shown) => {
    expect(maskSecrets(text)).toEqual({ text: shown, masked: 1 });
  });

  test.each([
    'ASIA PACIFIC REGION TEAM ROOM 12',
    'the password is wrong, the token is 15 minutes old',
    'password is required for 2 accounts',
    'the session token was of ALR-2, see **ALR-3** and _LOG-7QK3M9_',
  ])('%s: holds none', (text) => {
    expect(maskSecrets(text)).toEqual({ text, masked: 0 });
  });
});
