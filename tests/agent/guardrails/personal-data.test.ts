import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskPersonalData } from '../../../src/agent/guardrails/personal-data.ts';
import { formatReference } from '../../../src/domain/reference.ts';

const officer = { hidesAddresses: false, own: '' };
const employee = { hidesAddresses: true, own: '' };
const seen = (text: string, reader = officer): string => maskPersonalData(text, reader).text;

describe('numbers that belong to people', () => {
  test.each([
    ['card 4111 1111 1111 1111 was used', 'card (card number hidden) was used'],
    ['5555-5555-5555-4444', '(card number hidden)'],
    ['4111.1111.1111.1111', '(card number hidden)'],
    ['378282246310005', '(card number hidden)'],
    ['to DE89 3704 0044 0532 0130 00', 'to (account number hidden)'],
    ['GB82WEST12345698765432', '(account number hidden)'],
    ['call +49 40 1234567', 'call (phone number hidden)'],
    ['call +1 (415) 555-2671', 'call (phone number hidden)'],
    ['call (415) 555-2671', 'call (phone number hidden)'],
    ['SSN 078-05-1120', 'SSN (personal number hidden)'],
    ['NINO AB 12 34 56 C', 'NINO (personal number hidden)'],
    ['DNI 12345678Z', 'DNI (personal number hidden)'],
    ['Steuer-ID 12 345 678 903', 'Steuer-ID (personal number hidden)'],
  ])('%s', (text, shown) => {
    expect(seen(text)).toBe(shown);
  });

  test.each([
    '4111 1111 1111 1112',
    'DE89 3704 0044 0532 0130 01',
    '000-12-3456',
    '12345678A',
    '2026-11-20 14:03:22 412 failed logins',
    '2026-11-20T14:03:22.123456Z',
    '1763647402123',
    'uid=1000 pid=1234567890123',
    '1,204 of 10,000,000',
    'port 50022 session 1234567890',
    'Chrome/141.0.0.0 Safari/537.36',
  ])('%s stays', (text) => {
    expect(seen(text)).toBe(text);
  });

  test('what the asker wrote themselves stays', () => {
    expect(seen('call +49 40 1234567', { hidesAddresses: true, own: 'my number is +49 40 1234567' })).toContain(
      '1234567',
    );
  });

  test('no log line of the usual kind loses anything for an officer', () => {
    fc.assert(
      fc.property(
        fc.nat(2 ** 30 - 1),
        fc.ipV4(),
        fc.date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2040-01-01') }),
        fc.stringMatching(/^[0-9a-f]{64}$/),
        fc.integer({ min: 1, max: 65_535 }),
        fc.emailAddress({ localPart: fc.stringMatching(/^[a-z]{3,10}$/) } as never),
        (sequence, address, at, hash, port, email) => {
          const ref = formatReference({ kind: 'event', number: sequence });
          const line = `${at.toISOString()} host sshd[${port}]: Failed password for ${email} from ${address} port ${port} ssh2 ${ref} ${hash}`;
          expect(seen(line)).toBe(line);
        },
      ),
    );
  });
});

describe('for those who may read neither logs nor members', () => {
  test.each([
    ['write to ann.lee@example.org', 'write to (e-mail address hidden)'],
    ['from 203.0.113.9 and 2001:db8::1:2', 'from (network address hidden) and (network address hidden)'],
    ['at 14:03:22 by @ann', 'at 14:03:22 by @ann'],
  ])('%s', (text, shown) => {
    expect(seen(text, employee)).toBe(shown);
    expect(seen(text)).toBe(text);
  });
});
