import type { Request, Response } from 'express';

/** One sentence carried over a redirect: what was done, or what was refused and why. */
export interface Flash {
  tone: 'done' | 'problem';
  text: string;
}

const COOKIE = 'safenest_flash';
const LIMIT = 600;

/** Remembers the sentence for the next page of this browser; it is no secret and is escaped where it is shown. */
export function setFlash(response: Response, flash: Flash): void {
  const value = Buffer.from(JSON.stringify({ ...flash, text: flash.text.slice(0, LIMIT) })).toString('base64url');
  response.cookie(COOKIE, value, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 60_000 });
}

/** Takes the sentence left by the page before, once; anything unreadable counts as none. */
export function takeFlash(request: Request, response: Response): Flash | null {
  const match = /(?:^|;\s*)safenest_flash=([A-Za-z0-9_-]{1,4000})/.exec(request.headers.cookie ?? '');
  if (!match) return null;
  response.clearCookie(COOKIE, { path: '/' });
  try {
    const flash: unknown = JSON.parse(Buffer.from(match[1]!, 'base64url').toString('utf8'));
    if (typeof flash !== 'object' || flash === null || !('text' in flash) || !('tone' in flash)) return null;
    if (typeof flash.text !== 'string') return null;
    return { tone: flash.tone === 'done' ? 'done' : 'problem', text: flash.text.slice(0, LIMIT) };
  } catch {
    return null;
  }
}
