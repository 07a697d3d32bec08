import { createSignInLink } from '../../src/pipeline/sign-in.ts';
import type { TestServer, WebOrganisation } from './web-server.ts';

/** Signs the member in as a browser would, by a one-time link; answers the Cookie header to send. */
export async function signIn(server: TestServer, org: WebOrganisation, memberId: string): Promise<string> {
  const { token } = await org.work((work) => createSignInLink(work, memberId));
  const { headers } = await postForm(server, '/sign-in/link', { token });
  return cookieOf(headers);
}

/** Sends a form as a page of ours does. */
export const postForm = (server: TestServer, path: string, fields: Record<string, string>, cookie?: string) =>
  server.call('POST', path, {
    ...(cookie === undefined ? {} : { cookie }),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(fields).toString(),
  });

/** The cookies an answer sets, as a browser sends them back. */
export const cookieOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .join('; ');
