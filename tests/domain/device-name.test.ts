import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceName } from '../../src/domain/device-name.ts';

describe('what a device is called', () => {
  test.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      'Chrome 141 (Windows)',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
      'Edge 141 (Windows)',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
      'Safari 26 (macOS)',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
      'Safari 26 (iPhone)',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox 128 (Linux)'],
    ['python-requests/2.32.3', 'python-requests/2.32.3'],
    ['Dana’s laptop', 'Dana’s laptop'],
  ])('%s', (device, name) => {
    expect(deviceName(device)).toBe(name);
  });

  test('without its number, so that one browser is one name', () => {
    const ua = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
    expect(deviceName(ua, { plain: true })).toBe('Firefox (Linux)');
  });

  test('whatever somebody writes there, it is one short line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (tail, isBrowser) => {
        const name = deviceName(`${isBrowser ? 'Mozilla/5.0 (' : ''}${tail}`);
        expect(name.length).toBeLessThanOrEqual(61);
        expect(name).not.toMatch(/[\r\n]/);
      }),
    );
  });
});
