import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import type { OrgId } from '../../domain/id.ts';
import type { Role } from '../../domain/role.ts';
import { readCookie, sessionTokenOf } from './session-cookie.ts';

/** A reverse proxy that has signed people in already, and how it says who they are. */
export interface ProxySettings {
  /** Shown by the proxy with every request. */
  secret: string;
  secretHeader: string;
  /** Where it connects from; nobody else is believed. */
  addresses: readonly [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number][];
  emailHeader: string;
  groupsHeader: string | null;
  /** What a group makes somebody; the first that fits. */
  roles: readonly { group: string; role: Role }[];
  /** Whether whoever is nobody here becomes a member, where one of their groups has a role. */
  createsMembers: boolean;
}

/** Whom the proxy says a request comes from. */
export interface ProxiedPerson {
  email: string;
  /** What their groups make them; null where they have none that says. */
  role: Role | null;
}

export interface ProxySignIn {
  /** Null for whatever does not come from the proxy, with its secret, and one e-mail address. */
  personOf(request: IncomingMessage): ProxiedPerson | null;
  /** Takes a session that is not of whom the proxy names from the request: it is as if it had not been shown. */
  dropForeignSession(request: IncomingMessage): void;
  /** Notes in the browser for whom a session was opened. */
  bind(response: Response, token: string, email: string, secure: boolean, lastsMs: number): void;
  orgId: OrgId;
  createsMembers: boolean;
}

const COOKIE = 'safenest_proxy';
const LONGEST_GROUPS = 8000;
const address = z.email().max(320);

/** Sign-in by what a reverse proxy says of whom it let through. `orgId` is where it makes members. */
export function createProxySignIn(settings: ProxySettings & { orgId: OrgId }, secret: string): ProxySignIn {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const wanted = digest(settings.secret);
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'sign-in behind a proxy', 32));
  const sealOf = (token: string, email: string): string =>
    createHmac('sha256', key).update(`${token} ${email.toLowerCase()}`).digest('base64url');
  /** Said once: of two nobody knows which is the proxy's. */
  const said = ({ rawHeaders }: IncomingMessage, name: string): string | null => {
    const values = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]!.toLowerCase() === name);
    return values.length === 1 ? values[0]! : null;
  };

  const personOf: ProxySignIn['personOf'] = (request) => {
    // the connection itself: what a header says of where it came from anybody can write
    if (!isFrom(request.socket.remoteAddress ?? '', settings.addresses)) return null;
    const shown = said(request, settings.secretHeader);
    if (shown === null || !timingSafeEqual(digest(shown), wanted)) return null;
    const email = address.safeParse(said(request, settings.emailHeader)?.trim());
    if (!email.success) return null;
    const groups = settings.groupsHeader === null ? null : said(request, settings.groupsHeader);
    const theirs = (groups ?? '')
      .slice(0, LONGEST_GROUPS)
      .split(/[,;|]/)
      .map((group) => group.trim());
    const role = settings.roles.find(({ group }) => theirs.includes(group))?.role ?? null;
    return { email: email.data.toLowerCase(), role };
  };

  return {
    personOf,
    orgId: settings.orgId,
    createsMembers: settings.createsMembers,
    dropForeignSession(request) {
      const token = sessionTokenOf(request);
      if (token === null) return;
      const person = personOf(request);
      if (!person) return;
      const bound = Buffer.from(readCookie(request.headers.cookie, COOKIE) ?? '');
      const own = Buffer.from(sealOf(token, person.email));
      if (bound.length !== own.length || !timingSafeEqual(bound, own)) delete request.headers.cookie;
    },
    bind(response, token, email, secure, lastsMs) {
      response.cookie(COOKIE, sealOf(token, email), {
        httpOnly: true,
        sameSite: 'lax',
        secure,
        path: '/',
        maxAge: lastsMs,
      });
    },
  };
}

function isFrom(remote: string, networks: ProxySettings['addresses']): boolean {
  if (!ipaddr.isValid(remote)) return false;
  // an IPv4 address within an IPv6 one is the IPv4 address
  const parsed = ipaddr.process(remote);
  return networks.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match([network, bits] as never));
}
