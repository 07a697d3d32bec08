import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId, newOrgId } from '../../src/domain/id.ts';
import type { Box } from '../../src/domain/picture.ts';
import { pictureLinks, signPicture, verifyPicture } from '../../src/pipeline/pictures.ts';
import { openLink, signLink } from '../../src/pipeline/signed-links.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const LATER = new Date('2026-11-21T13:00:00Z');
const SECRET = 'a secret of some length';
const [orgId, id] = [newOrgId(), newId()];
const refused = expect.objectContaining({ code: 'unauthenticated' });

describe('signed links', () => {
  test('say what was signed, until their time is over', () => {
    const token = signLink('picture', { orgId, id, detail: '0.1,0.2', expiresAt: LATER }, SECRET);
    expect(token).toMatch(/^[\w-]+\.[\w-]+$/);
    expect(openLink('picture', token, SECRET, NOW)).toEqual({ orgId, id, detail: '0.1,0.2', expiresAt: LATER });
    expect(() => openLink('picture', token, SECRET, LATER)).toThrowError(expect.objectContaining({ code: 'expired' }));
  });

  test('are good for one purpose and one secret', () => {
    const link = { orgId, id, expiresAt: LATER };
    expect(() => openLink('download', signLink('picture', link, SECRET), SECRET, NOW)).toThrowError(refused);
    expect(() => openLink('picture', signLink('download', link, SECRET), SECRET, NOW)).toThrowError(refused);
    expect(() => openLink('picture', signLink('picture', link, 'another'), SECRET, NOW)).toThrowError(refused);
  });

  test('end where the seal ends', () => {
    const token = signLink('picture', { orgId, id, expiresAt: LATER }, SECRET);
    for (const more of ['.', '.x', '.x.y'])
      expect(() => openLink('picture', token + more, SECRET, NOW)).toThrowError(refused);
  });

  test('whatever else comes is refused, and never throws anything else', () => {
    const token = signLink('picture', { orgId, id, expiresAt: LATER }, SECRET);
    const changed = fc.tuple(fc.nat(token.length - 1), fc.constantFrom(...'ABCxyz019-_.')).map(([at, letter]) => {
      const text = token.slice(0, at) + letter + token.slice(at + 1);
      return text === token ? `${text}A` : text;
    });
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 600 }), changed), (text) => {
        const same = text
          .split('.')
          .map((part) => Buffer.from(part, 'base64url').toString('base64url'))
          .join('.');
        // the last letter of base64url may hold bits that mean nothing
        if (same === token) return;
        expect(() => openLink('picture', text, SECRET, NOW)).toThrowError(refused);
      }),
    );
  });
});

describe('links to pictures', () => {
  test('name a picture and a part of it', () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(fraction, fraction, fraction, fraction), (box) => {
        const token = signPicture({ orgId, pictureId: id, box: box as Box, expiresAt: LATER }, SECRET);
        const opened = verifyPicture(token, SECRET, NOW);
        expect([opened.orgId, opened.pictureId]).toEqual([orgId, id]);
        for (const [i, part] of opened.box!.entries()) expect(part).toBeCloseTo(box[i]!, 3);
      }),
    );
    const whole = signPicture({ orgId, pictureId: id, expiresAt: LATER }, SECRET);
    expect(verifyPicture(whole, SECRET, NOW).box).toBeNull();
  });

  test('last an hour at least, and are the same for ten minutes', () => {
    const at = (minutes: number) => {
      const now = new Date(NOW.getTime() + minutes * 60_000);
      return pictureLinks({ orgId, secret: SECRET, base: 'https://desk.example', now })(id);
    };
    expect(at(1)).toBe(at(9));
    expect(at(1)).not.toBe(at(11));
    const token = at(1).slice('https://desk.example/media/pictures/'.length);
    expect(verifyPicture(token, SECRET, new Date(NOW.getTime() + 61 * 60_000)).pictureId).toBe(id);
  });
});
