import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TargetAway, TargetRefused } from '../../../src/pipeline/delivery/delivery-errors.ts';
import { mayReach, parseNetworks, pinnedAddress } from '../../../src/pipeline/delivery/guarded-address.ts';

describe('where news may be sent', () => {
  test.each([
    '127.0.0.1',
    '127.8.9.10',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '255.255.255.255',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fd00::5',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::ffff:7f00:1',
    'fe80::1%eth0',
    '::127.0.0.1',
    '2001:db8::1',
    '192.0.2.1',
    '198.18.0.1',
    '240.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
    'ff02::1',
    'localhost',
    '',
    '1',
  ])('never to %s, unless it is allowed', (address) => {
    expect(mayReach(address, [])).toBe(false);
  });

  test('to public addresses, and to private ones that the installation names', () => {
    expect(mayReach('93.184.216.34', [])).toBe(true);
    expect(mayReach('2606:2800:220:1::1', [])).toBe(true);
    const allowed = parseNetworks('192.168.1.0/24, 10.0.0.5,fd00::/8');
    expect(mayReach('192.168.1.77', allowed)).toBe(true);
    expect(mayReach('192.168.2.77', allowed)).toBe(false);
    expect(mayReach('10.0.0.5', allowed)).toBe(true);
    expect(mayReach('10.0.0.6', allowed)).toBe(false);
    expect(mayReach('fd12::1', allowed)).toBe(true);
    // an allowed network of one family says nothing of the other
    expect(mayReach('::ffff:10.0.0.5', allowed)).toBe(true);
    expect(mayReach('fe80::1', allowed)).toBe(false);
  });

  test('every private IPv4 address is refused in every way it can be written', () => {
    const inside = fc.oneof(
      fc.tuple(fc.constant(127), fc.nat(255), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(10), fc.nat(255), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
    );
    fc.assert(
      fc.property(inside, ([a, b, c, d]) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d;
        for (const written of [
          `${a}.${b}.${c}.${d}`,
          `${number}`,
          `0x${number.toString(16)}`,
          `${a}.${b}.${c * 256 + d}`,
          `[::ffff:${a}.${b}.${c}.${d}]`,
        ]) {
          const { hostname } = new URL(`http://${written}/`);
          if (mayReach(hostname.replace(/^\[|\]$/g, ''), [])) return false;
        }
        return true;
      }),
    );
  });

  test('a name is looked up once and pinned; one private address among public ones refuses it', async () => {
    let asked = 0;
    const resolve =
      (...addresses: string[]) =>
      async () => {
        asked++;
        return addresses;
      };
    expect(await pinnedAddress('hooks.example.com', [], resolve('93.184.216.34', '2606:2800:220:1::1'))).toBe(
      '93.184.216.34',
    );
    expect(asked).toBe(1);
    await expect(pinnedAddress('rebind.example.com', [], resolve('93.184.216.34', '127.0.0.1'))).rejects.toThrow(
      TargetRefused,
    );
    await expect(pinnedAddress('metadata', [], resolve('169.254.169.254'))).rejects.toThrow(
      /DELIVERY_PRIVATE_NETWORKS/,
    );
    await expect(pinnedAddress('nowhere', [], resolve())).rejects.toThrow(TargetAway);
    const broken = async (): Promise<string[]> => {
      throw new Error('ENOTFOUND');
    };
    await expect(pinnedAddress('nowhere', [], broken)).rejects.toThrow(TargetAway);
  });

  test('networks that are none are refused by name', () => {
    expect(parseNetworks('')).toEqual([]);
    expect(() => parseNetworks('10.0.0.0/99')).toThrow(/10\.0\.0\.0\/99/);
    expect(() => parseNetworks('everything')).toThrow(/everything/);
  });
});
