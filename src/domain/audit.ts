import type { Principal } from './principal.ts';

/** The end of an audit log at a moment: told outside of it, it shows a log that was cut off, or sealed anew, later. */
export interface AuditWitness {
  sequence: number;
  /** Of its last line, in hexadecimal; where people read it, the first letters. */
  hash: string;
}

/** Letters of a hash that are told: 64 bits, which nobody finds another line for. */
const TOLD = 16;

/** As it is told and given back to the check: `214:9f3a5c2e81b0d4f7`. */
export const witnessText = ({ sequence, hash }: AuditWitness): string => `${sequence}:${hash.slice(0, TOLD)}`;

/** A witness as somebody gives it. */
export const WITNESS = /^([1-9]\d{0,14}):([0-9a-f]{16,64})$/;

/** The same read back; null where it is none. */
export function readWitness(text: string): AuditWitness | null {
  const [, sequence, hash] = WITNESS.exec(text.trim().toLowerCase()) ?? [];
  return sequence === undefined || hash === undefined ? null : { sequence: Number(sequence), hash };
}

/** One line of an organisation's audit log. `sequence` counts from 1 without gaps; each line seals the one before. */
export interface AuditEntry {
  sequence: number;
  at: Date;
  actor: Principal['actor'];
  actorName: string;
  /** Where they spoke: `console`, `api`, `slack` … */
  place: string;
  /** Noun.verb, e.g. `incident.open`. */
  action: string;
  /** What it was done to, e.g. `INC-17`. */
  subject: string | null;
  detail: Record<string, unknown>;
}
