import type { Card, CardPart } from '../../messages/card.ts';
import { defangLinks } from './links.ts';
import { neutraliseMentions } from './mentions.ts';
import { maskPersonalData, type PersonalDataReader } from './personal-data.ts';
import { maskSecrets } from './secrets.ts';

/** Hides secrets and personal numbers in whatever a turn reads or shows, and counts them. */
export interface Mask {
  /** A tool's result, before any model reads it. */
  data(value: Record<string, unknown>): Record<string, unknown>;
  /** A card, before anybody sees it. */
  card(card: Card): Card;
  /** Secrets alone, in every text of a value. */
  secrets<T>(value: T): T;
  readonly counts: { secrets: number; personal: number };
}

/** Fields that name what officers work with: an account may well be a telephone number. */
const IDENTIFIES =
  /^(?:account|user|key|address|ref|id|number|alerts?|incident|time|first_seen|at|url|first|last|range)$/;
/** For those who may not read logs these too may name somebody else. */
const NAMES_PEOPLE = /^(?:account|user|key|address)$/;

/** Fields of a card that are no text: what a button means, where a page is. */
const MEANT = /^(?:id|value|url|at|kind|key|ref|name|style|severity|input)$/;

export function createMask(reader: PersonalDataReader, ownOrigin: string | null): Mask {
  const counts = { secrets: 0, personal: 0 };
  const secret = (text: string): string => {
    const { text: shown, masked } = maskSecrets(text);
    counts.secrets += masked;
    return shown;
  };
  const personal = (text: string): string => {
    const { text: shown, masked } = maskPersonalData(text, reader);
    counts.personal += masked;
    return shown;
  };
  const field = (text: string, name: string): string =>
    IDENTIFIES.test(name) && !(reader.hidesAddresses && NAMES_PEOPLE.test(name))
      ? secret(text)
      : personal(secret(text));
  /** Whatever a platform would make of it, a card's text leads nowhere and calls nobody. */
  const inert = (text: string, name: string): string =>
    MEANT.test(name) && name !== 'value' ? text : neutraliseMentions(defangLinks(secret(text), ownOrigin));
  const part = (one: CardPart): CardPart => {
    // A button's value names what it acts on; the value of a fact is text.
    const safe = one.kind === 'actions' || one.kind === 'field' ? one : deep(one, inert);
    switch (safe.kind) {
      case 'text':
        return { ...safe, text: personal(safe.text) };
      case 'evidence':
        return { ...safe, quote: personal(safe.quote) };
      case 'list':
        return { ...safe, items: safe.items.map((item) => ({ ...item, text: personal(item.text) })) };
      case 'heading':
        return reader.hidesAddresses ? { ...safe, text: personal(safe.text) } : safe;
      case 'facts':
        return reader.hidesAddresses
          ? { ...safe, facts: safe.facts.map((fact) => ({ ...fact, value: personal(fact.value) })) }
          : safe;
      default:
        return safe;
    }
  };
  return {
    counts,
    data: (value) => deep(value, field),
    card: (card) => ({ ...card, parts: card.parts.map(part) }),
    secrets: (value) => deep(value, secret),
  };
}

/** The same value with every text in it changed; `name` is that of the field it stands in. */
function deep<T>(value: T, change: (text: string, name: string) => string, name = ''): T {
  if (typeof value === 'string') return change(value, name) as T;
  if (Array.isArray(value)) return value.map((one) => deep(one, change, name)) as T;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deep(one, change, key)])) as T;
}
