import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSigner, verifySignature } from '../../../src/bots/slack/verify.ts';

const now = new Date('2026-11-21T12:00:00Z');
const seconds = now.getTime() / 1000;
const signed = (body: string, secret: string, at = seconds) => ({
  body: Buffer.from(body),
  timestamp: String(at),
  signature: `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`,
});

describe('a signature', () => {
  test('counts for five minutes either way', () => {
    for (const [apart, verdict] of [
      [-301, 'stale'],
      [-300, 'ok'],
      [0, 'ok'],
      [300, 'ok'],
      [301, 'stale'],
    ] as const)
      expect(verifySignature(signed('{}', 's', seconds + apart), 's', now)).toBe(verdict);
  });

  test('is wrong for any other body, secret, time or shape', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (body, secret, other) => {
        const request = signed(body, secret);
        expect(verifySignature(request, secret, now)).toBe('ok');
        expect(verifySignature({ ...request, body: Buffer.from(`${body} `) }, secret, now)).toBe('wrong');
        if (other !== secret) expect(verifySignature(request, other, now)).toBe('wrong');
        expect(verifySignature({ ...request, timestamp: String(seconds + 1) }, secret, now)).toBe('wrong');
        expect(verifySignature({ ...request, signature: other }, secret, now)).toBe('wrong');
      }),
    );
    const request = signed('{}', 's');
    expect(verifySignature({ ...request, timestamp: undefined }, 's', now)).toBe('wrong');
    expect(verifySignature({ ...request, timestamp: 'NaN' }, 's', now)).toBe('wrong');
    expect(verifySignature({ ...request, signature: undefined }, 's', now)).toBe('wrong');
    expect(verifySignature(signed('{}', ''), '', now)).toBe('wrong');
  });

  test('is of the app whose secret made it, whichever the request names', () => {
    const one = { secret: 'one', teamId: 'T1', appId: null };
    const two = { secret: 'two', teamId: 'T2', appId: 'A2' };
    const socket = { secret: null, teamId: 'T3', appId: null };
    const found = (secret: string, hints = { teamId: null as string | null, appId: null as string | null }) =>
      findSigner([socket, one, two], hints, signed('{}', secret), now);
    expect(found('one')).toBe(one);
    expect(found('two', { teamId: 'T2', appId: 'A2' })).toBe(two);
    expect(found('one', { teamId: 'T2', appId: 'A2' })).toBe(one);
    expect(found('three')).toBe('wrong');
    expect(findSigner([one], { teamId: null, appId: null }, signed('{}', 'one', seconds - 400), now)).toBe('stale');
  });
});
