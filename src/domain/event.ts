export type Outcome = 'success' | 'failure';

/** Networks that hide where somebody is, or move with them. `proxy` is Tor or an open proxy, `satellite` also what planes and ships have. */
export const NETWORK_KINDS = ['vpn', 'relay', 'satellite', 'hosting', 'proxy'] as const;
export type NetworkKind = (typeof NETWORK_KINDS)[number];

/** The network an address belongs to, as far as it is known. */
export interface LoginNetwork {
  /** Number of the autonomous system. */
  asn: number | null;
  owner: string | null;
  /** Null for one that is like most. */
  kind: NetworkKind | null;
}

/** A login as a source reports it, already checked: the shape every importer and the API produce. */
export interface NewLoginEvent {
  /** The source's own id; a second event with the same id in the organisation is a duplicate. */
  eventId: string;
  occurredAt: Date;
  outcome: Outcome;
  /** Account name or e-mail as the source writes it, trimmed; at most 320 characters. */
  account: string;
  /** IPv4 or IPv6 address, or null where the source names none. */
  address: string | null;
  /** ISO 3166-1 alpha-2, upper case. */
  country: string | null;
  city: string | null;
  /** Degrees, WGS 84. */
  latitude: number | null;
  longitude: number | null;
  /** Null or absent where nobody knows. */
  network?: LoginNetwork | null;
  /** User agent, device id or client software. */
  device: string | null;
  /** How they signed in, e.g. `password`, `publickey`, `sso`. */
  method: string | null;
  /** Whether a second factor was used; null or absent where the source does not say. */
  mfa?: boolean | null;
  /** Why it failed, in the source's words, e.g. `invalid user`. */
  reason: string | null;
  /** The original line or a sentence; this is what full-text search reads. At most 2,000 characters are kept. */
  text: string;
  /** Which program or system said so, e.g. `sshd`, `okta`. */
  source: string;
}

/** A stored login; `sequence` grows with arrival and gives the reference `LOG-…`. */
export interface LoginEvent extends NewLoginEvent {
  sequence: number;
}
