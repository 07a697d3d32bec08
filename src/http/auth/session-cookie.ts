import type { Request, Response } from 'express';

const NAME = 'safenest_session';

/** The value of a cookie in a `Cookie` header; the first one of that name. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

export const sessionTokenOf = (request: Pick<Request, 'headers'>): string | null =>
  readCookie(request.headers.cookie, NAME);

/** `secure` where people reach us over HTTPS. The cookie may outlive an idle session; the server decides. */
export function setSessionCookie(response: Response, token: string, secure: boolean, lastsMs: number): void {
  response.cookie(NAME, token, { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: lastsMs });
}

export function clearSessionCookie(response: Response, secure: boolean): void {
  response.clearCookie(NAME, { httpOnly: true, sameSite: 'lax', secure, path: '/' });
}
