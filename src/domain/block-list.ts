/** What may stand on a list. A `word` is a word or phrase whose disguises are seen through, a `pattern` is in the syntax of RE2. */
export const LISTED_KINDS = ['account', 'word', 'pattern', 'domain'] as const;
export type ListedKind = (typeof LISTED_KINDS)[number];

/**
 * What an entry does: `watch` opens a case, `mention` is said on cases that others open, `ban` opens a case that suggests a ban, `off` does
 * nothing. Nobody is banned by any of them: a person presses that.
 */
export const LIST_EFFECTS = ['watch', 'mention', 'ban', 'off'] as const;
export type ListEffect = (typeof LIST_EFFECTS)[number];

/** What something on a list is told by; `platform` is empty of all but accounts. */
export interface ListedThing {
  kind: ListedKind;
  platform: string;
  value: string;
}

export interface BlockEntry extends ListedThing {
  id: string;
  reason: string;
  since: Date;
  expiresAt: Date | null;
  /** Null: what its list says. */
  effect: ListEffect | null;
}

/** What an import or a fetch changed. */
export interface ListChange {
  /** An ISO date. */
  at: string;
  added: number;
  removed: number;
  changed: number;
  /** Entries that could not be taken. */
  refused: number;
  /** Some of it, as `+ discord 123`, `- example.org`, `? line 4: …`. */
  examples: string[];
}

export interface BlockList {
  id: string;
  name: string;
  /** `own`: kept or imported here; `subscribed`: kept by others and fetched. */
  source: 'own' | 'subscribed';
  effect: ListEffect;
  entries: number;
  host: string | null;
  everyHours: number | null;
  fetchAt: Date | null;
  fetchedAt: Date | null;
  failingSince: Date | null;
  lastError: string | null;
  changed: ListChange | null;
  shared: boolean;
  createdAt: Date;
  createdBy: string;
}

/** What counts nowhere, whatever a list says. */
export interface ListException extends ListedThing {
  why: string;
  createdAt: Date;
  createdBy: string;
}

/** `discord 123`, `example.org` */
export const thingText = ({ platform, value }: ListedThing): string => `${platform} ${value}`.trim();
