import { createHash } from 'node:crypto';

/** Of Discord: longer ones are refused. */
const LONGEST = 100;

/**
 * What a component says when it is used:
 * `act` does it; `ask` asks first; `confirmed` was asked; `cancel` takes it back; `pick` is a choice that sends a form of one field;
 * `open` opens a form; `sent` is the form itself.
 */
export const PRESSES = ['act', 'ask', 'confirmed', 'cancel', 'pick', 'open', 'sent'] as const;
export type Press = (typeof PRESSES)[number];

export interface Pressed {
  press: Press;
  action: string;
  /** What it acts on, or where that is found: a value too long for a component's id is carried in the message's text. */
  value: string | CarriedAt;
  /** The server whose desk drew it: alone with somebody, who may belong to several, nothing else says so. */
  desk?: string;
  /** Tells components of one message apart that say the same. */
  nth: number;
  /** `confirmed`: the message whose button was asked about. `pick`: the field's name. */
  about?: string;
}

/** The place of a value among those carried, and its digest: a message that carries another is not believed. */
export interface CarriedAt {
  at: number;
  digest: string;
}

export const digestOf = (value: string): string => createHash('sha256').update(value).digest('base64url').slice(0, 16);

/** The pressed thing as a component's id; null where it does not fit. */
export function packId({ press, action, value, nth, about, desk }: Pressed): string | null {
  const kind = 'abcdefg'[PRESSES.indexOf(press)]!;
  const carried = typeof value !== 'string';
  const from = desk === undefined ? '' : `@${BigInt(desk).toString(36)}`;
  const head = `${carried ? kind.toUpperCase() : kind}${nth || ''}${from}`;
  const fields = [head, action, ...(about === undefined ? [] : [about])];
  if (fields.some((field) => field.includes('|'))) return null;
  const id = [...fields, carried ? `${value.at}.${value.digest}` : value].join('|');
  // Discord takes ids as they are; what it might trim or refuse goes the other way
  return id.length <= LONGEST && id.isWellFormed() && id.trim() === id ? id : null;
}

/** Back again; null for what is not ours. */
export function unpackId(id: string): Pressed | null {
  const match = /^([a-g])(\d*)(?:@([0-9a-z]{1,13}))?\|([^|]*)\|(.*)$/is.exec(id);
  if (!match) return null;
  const press = PRESSES['abcdefg'.indexOf(match[1]!.toLowerCase())]!;
  const [about, value] = press === 'confirmed' || press === 'pick' ? split(match[5]!) : [undefined, match[5]!];
  const base = {
    press,
    action: match[4]!,
    nth: Number(match[2] || 0),
    ...(match[3] === undefined ? {} : { desk: snowflakeIn(match[3].toLowerCase()) }),
    ...(about === undefined ? {} : { about }),
  };
  if (match[1] === match[1]!.toLowerCase()) return { ...base, value };
  const carried = /^(\d{1,3})\.([\w-]{16})$/.exec(value);
  return carried ? { ...base, value: { at: Number(carried[1]), digest: carried[2]! } } : null;
}

/** Whether this is an id of Discord's, as a server has one. */
export const isSnowflake = (id: string): boolean => /^\d{1,20}$/.test(id) && !/^0\d/.test(id);

const snowflakeIn = (text: string): string =>
  [...text].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n).toString();

function split(text: string): [string, string] {
  const at = text.indexOf('|');
  return at < 0 ? ['', text] : [text.slice(0, at), text.slice(at + 1)];
}
