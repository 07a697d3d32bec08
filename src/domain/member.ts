import type { Role } from './role.ts';

export interface Member {
  id: string;
  name: string;
  /** Lower case. */
  email: string;
  role: Role;
  active: boolean;
  timeZone: string | null;
  createdAt: Date;
  hasPassword: boolean;
}

/** Every word of what is asked for begins a word of the name, or it is the e-mail address. */
export function bears(member: Member, asked: string): boolean {
  const said = asked.trim().toLowerCase();
  if (member.email.toLowerCase() === said) return true;
  const words = member.name.toLowerCase().split(/\s+/);
  const parts = said.split(/\s+/).filter(Boolean);
  return parts.length > 0 && parts.every((part) => words.some((word) => word.startsWith(part)));
}

export interface Organisation {
  id: string;
  name: string;
  timeZone: string;
  /** Filled with made-up people and events by the demo. */
  sample: boolean;
}

/** A chat platform's user, linked to the member who speaks through it. */
export interface ChatAccount {
  id: string;
  memberId: string;
  platform: string;
  /** The platform's own team, guild or tenant. */
  workspace: string;
  externalId: string;
  linkedAt: Date;
}

/** A key for programs. The key itself is shown once and not kept; `prefix` tells keys apart. */
export interface ApiKey {
  id: string;
  name: string;
  role: Role;
  prefix: string;
  createdBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}
