import type { OrgId } from './id.ts';
import type { Language } from './language.ts';
import type { Role } from './role.ts';

/** Who acts, for which organisation, and where they speak. Every read and write is made in the name of one. */
export interface Principal {
  orgId: OrgId;
  /** A member; or an API key; or the service itself (schedules, ingestion). */
  actor: { kind: 'member'; id: string } | { kind: 'key'; id: string } | { kind: 'system'; id: null };
  name: string;
  role: Role;
  /** IANA time zone in which this person reads and writes times. */
  timeZone: string;
  place: Place;
  /** They see some of the cameras alone: then what concerns all of them is not theirs to change. */
  camerasLimited?: true;
}

/** Where an answer will be read. A private place is read by the asker alone. */
export interface Place {
  platform: 'console' | 'api' | 'cli' | 'slack' | 'discord' | 'teams';
  audience: 'private' | 'shared';
  /** Of a shared place: the roles of everyone who can read there; null stands for people who are no members. */
  readers?: readonly (Role | null)[];
  /** Which thread, channel or direct message it is, on platforms where a person holds several conversations. */
  conversation?: string;
  /** The channel of a chat platform that they speak in; absent where nobody else reads there. */
  channel?: { platform: 'slack' | 'discord' | 'teams'; workspace: string; channel: string };
  /** Of something said in a thread: the message that the thread hangs on, or that was answered. */
  under?: { channel: string; messageId: string };
  /** Of a shared place: some member sees not all cameras, and may read there. */
  camerasLimited?: true;
  /** The number of the incident whose room it is. */
  room?: number;
  /**
   * Of a shared place, where times are told in the organisation's zone: the speaker's own, and whether people of other zones read
   * there, as far as is known.
   */
  zone?: { own: string; several: boolean };
  /** In which language they alone are told what a press of theirs came to; English where absent. */
  language?: Language;
}

/** The same, English where nothing is known. */
export const readsIn = ({ place }: Pick<Principal, 'place'>): Language => place.language ?? 'en';
