import type { OrgId } from '../domain/id.ts';

/** A Slack app. Without `appToken` events come by HTTP and are checked with `signingSecret`; with it, by Socket Mode. */
export interface SlackCredentials {
  botToken: string;
  signingSecret: string | null;
  appToken: string | null;
  /** A user token of a workspace admin: only that may delete what others wrote. */
  adminToken?: string | null;
}

export interface DiscordCredentials {
  token: string;
  /** Into how many shards the gateway is split; Discord says where `auto`. */
  shards: number | 'auto';
}

export interface TeamsCredentials {
  appId: string;
  appPassword: string;
  /** Of a single-tenant app; null where any tenant may use it. */
  tenantId: string | null;
  /** Moderation is carried out by Microsoft Graph, as far as a tenant's admin has granted it. */
  graph?: boolean;
}

/** One bot on a platform: that of the service's own settings, or one that an organisation has set up for itself. */
export interface ChatApp<C> {
  /** `settings`, or the id under which an organisation's own one is stored. */
  id: string;
  /** The organisation it belongs to; null where its workspaces say which organisation they belong to. */
  orgId: OrgId | null;
  credentials: C;
}

/**
 * Whether an app may speak for an organisation: the service's own for everybody, an organisation's for that alone. A workspace
 * that is nobody's yet is told so by whichever app it is that it spoke to.
 */
export const speaksFor = ({ orgId: owner }: Pick<ChatApp<unknown>, 'orgId'>, orgId: OrgId): boolean =>
  owner === null || owner === orgId || orgId === NOBODY;

/** Where there is no organisation yet. */
export const NOBODY = '00000000-0000-0000-0000-000000000000' as OrgId;

/** What a platform itself said when an app's own credentials were used there; nothing in it is anybody's claim. */
export interface Proof {
  /** The platform's own id of the app. */
  externalId: string;
  /** The one workspace the credentials belong to; null where others decide where the app is used. */
  workspace: { id: string; name: string } | null;
}

/** Told when an app's credentials have worked. */
export type OnProven<C> = (app: ChatApp<C>, proof: Proof) => void;

/** Told what a workspace is called, as its platform says it through an app: when that is learned, and when it changes. */
export type OnNamed = (app: ChatApp<unknown>, workspace: { id: string; name: string }) => void;

/** The bots of one platform as they are now: an admin may set, replace or remove one while the service runs. */
export interface ChatApps<C> {
  list(): Promise<ChatApp<C>[]>;
  /** Calls `tell` after `list` has begun to answer differently; the function given back ends that. */
  onChange(tell: () => void): () => void;
}
