/**
 * Short references people can read aloud: `INC-17`, `ALR-204`, `RULE-3`, `PROP-5`, `CAM-3`, `EVT-40`, `PER-7`, `CASE-9`, `ACT-5`, `APL-2`, `RPT-3`,
 * `LOG-7QK3M9`. Numbers count per organisation; a log code is the event's sequence number scrambled into Crockford base 32, so that it says nothing about volume.
 */
export const REFERENCE_KINDS = {
  alert: 'ALR',
  incident: 'INC',
  rule: 'RULE',
  proposal: 'PROP',
  event: 'LOG',
  camera: 'CAM',
  camera_event: 'EVT',
  person: 'PER',
  case: 'CASE',
  action: 'ACT',
  appeal: 'APL',
  report: 'RPT',
} as const;
export type ReferenceKind = keyof typeof REFERENCE_KINDS;

const { event: LOG, ...NUMBERED } = REFERENCE_KINDS;
/** What a reference looks like within a text, as the source of a regular expression. */
export const REFERENCE_IN_TEXT = String.raw`(?:${Object.values(NUMBERED).join('|')})-\d{1,9}|${LOG}-[0-9A-Z]{1,10}`;

export interface Reference {
  kind: ReferenceKind;
  /** The number within the organisation, or the event's sequence number. */
  number: number;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Odd, so that multiplication modulo a power of two can be inverted. */
const MULTIPLIER = 0x2545f491n;
const SHORT_BITS = 30n;
const LONG_BITS = 50n;

function inverse(modulusBits: bigint): bigint {
  let x = 1n;
  for (let i = 0; i < 7; i++) x = BigInt.asUintN(Number(modulusBits), x * (2n - MULTIPLIER * x));
  return x;
}
const INVERSE = { short: inverse(SHORT_BITS), long: inverse(LONG_BITS) };

function logCode(sequence: number): string {
  const long = BigInt(sequence) >= 1n << SHORT_BITS;
  const bits = long ? LONG_BITS : SHORT_BITS;
  let value = BigInt.asUintN(Number(bits), BigInt(sequence) * MULTIPLIER);
  let code = '';
  for (let i = 0n; i < bits; i += 5n) {
    code = ALPHABET[Number(value & 31n)] + code;
    value >>= 5n;
  }
  return code;
}

function logSequence(code: string): number | null {
  const long = code.length === Number(LONG_BITS) / 5;
  if (!long && code.length !== Number(SHORT_BITS) / 5) return null;
  let value = 0n;
  for (const letter of code.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1')) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) return null;
    value = (value << 5n) | BigInt(digit);
  }
  const sequence = Number(
    BigInt.asUintN(Number(long ? LONG_BITS : SHORT_BITS), value * INVERSE[long ? 'long' : 'short']),
  );
  return long === sequence >= 2 ** Number(SHORT_BITS) ? sequence : null;
}

/** `{ kind: 'alert', number: 204 }` as `ALR-204`. */
export const formatReference = (reference: Reference): string =>
  `${REFERENCE_KINDS[reference.kind]}-${reference.kind === 'event' ? logCode(reference.number) : reference.number}`;

/** `ALR-204` in any case as a reference; null for anything else. A bare number needs `fallback` to say what it counts. */
export function parseReference(text: string, fallback?: Exclude<ReferenceKind, 'event'>): Reference | null {
  const bare = /^#?(\d{1,9})$/.exec(text.trim());
  if (bare) return fallback ? { kind: fallback, number: Number(bare[1]) } : null;
  const match = /^(ALR|INC|RULE|PROP|LOG|CAM|EVT|PER|CASE|ACT|APL|RPT)[-\s]?([0-9A-Z]{1,10})$/i.exec(text.trim());
  if (!match) return null;
  const prefix = match[1]!.toUpperCase();
  const kind = (Object.keys(REFERENCE_KINDS) as ReferenceKind[]).find((k) => REFERENCE_KINDS[k] === prefix)!;
  if (kind === 'event') {
    const number = logSequence(match[2]!);
    return number === null ? null : { kind, number };
  }
  return /^\d{1,9}$/.test(match[2]!) ? { kind, number: Number(match[2]) } : null;
}
