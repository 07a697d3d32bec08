import type { Language } from '../../domain/language.ts';
import type { SaidFigures } from '../../messages/turn.ts';
import { type NumberClaim, numberClaims } from './number-claims.ts';
import { createToldNames, type ToldNames } from './told-names.ts';

/** What is known in a turn: figures that tools returned or the asker named, and what follows from them. */
export interface KnownNumbers {
  /** A tool's result. Texts that others wrote count only beside the reference of what they stand in. */
  addData(data: unknown, citedAt?: readonly string[]): void;
  /** Words that may be repeated: the asker's own, and ours. */
  addText(text: string): void;
  /** An earlier answer: its figures that were ours may be repeated, those that somebody else's words held only as such. */
  addAnswer(text: string, said: SaidFigures): void;
  /** Numbers that stand there as they are, or were counted from what stands there. */
  readonly exact: ReadonlySet<number>;
  /** Numbers that a sum, a difference or a share may be made of. */
  readonly quantities: ReadonlySet<number>;
  /** Of these, the ones a share may be a share of. */
  readonly totals: ReadonlySet<number>;
  /** Figures of one kind side by side: what can be so many times another. */
  readonly series: readonly ReadonlySet<number>[];
  /** Of groups: how many of what, by the group's name in lower case. */
  readonly named: ReadonlyMap<string, ReadonlySet<number>>;
  /** In texts that others wrote, by the reference they stand under; `*` where they stand under none. */
  readonly foreign: ReadonlyMap<string, ReadonlySet<number>>;
  /** Names whose numbers claim nothing where the name is told. */
  readonly names: Pick<ToldNames, 'in' | 'without'>;
  /** Minutes since midnight. */
  readonly times: ReadonlySet<number>;
  /** `day-month` */
  readonly days: ReadonlySet<string>;
  readonly years: ReadonlySet<number>;
  /** Spans of time between what is known, in seconds. */
  readonly spans: ReadonlySet<number>;
  /** Whether a text stands anywhere in what was read. */
  mentions(text: string): boolean;
}

const MOST_QUANTITIES = 400;
const MOST_DISTINCT = 60;
/** Fields whose text somebody else may have written, as a name: beside those whose names begin with `quoted`, also `status_by` and `incident_assignee`. */
export const FOREIGN =
  /^(?:quoted.*|account|device|reason|who|name|user|title|summary|(?:.*_)?by|(?:.*_)?assignee|changed|origin|source|key|searched|file_?name|email|city|description)$/;
/** A day or an hour, as groups are named by. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2})?$/;
const KINDS = ['kind', 'status', 'severity', 'outcome', 'ok', 'undone', 'country', 'account', 'address', 'in_incident'];
const STAMP = /(\d{1,2}) ([A-Z][a-z]{2})(?: (\d{4}))?, (\d{2}):(\d{2})|(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/g;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export function createKnownNumbers({
  now,
  timeZone,
  language,
}: {
  now: Date;
  timeZone: string;
  language: Language;
}): KnownNumbers {
  const exact = new Set<number>();
  const quantities = new Set<number>();
  const totals = new Set<number>();
  const series = new Map<string, Set<number>>();
  const named = new Map<string, Set<number>>();
  const foreign = new Map<string, Set<number>>();
  const times = new Set<number>([0, 24 * 60]);
  const days = new Set<string>();
  const years = new Set<number>();
  const spans = new Set<number>();
  const texts: string[] = [];
  const names = createToldNames(language);
  const local = clockOf(timeZone);

  /** Rows of one answer share most of their texts. */
  const read = new Map<string, readonly NumberClaim[]>();
  const claimsOf = (text: string): readonly NumberClaim[] => {
    const claims = read.get(text) ?? numberClaims(text, language);
    read.set(text, claims);
    return claims;
  };
  const quantity = (value: number): void => {
    exact.add(value);
    if (quantities.size < MOST_QUANTITIES) quantities.add(value);
  };
  const into = <K>(map: Map<K, Set<number>>, key: K, value: number): void => {
    const known = map.get(key);
    if (known) known.add(value);
    else map.set(key, new Set([value]));
  };
  const total = (value: number): void => {
    quantity(value);
    totals.add(value);
  };

  /** An instant as the asker's clock and calendar show it. */
  function addInstant(at: Date): void {
    if (Number.isNaN(at.getTime())) return;
    const part = Object.fromEntries(local.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    days.add(`${part.day}-${part.month}`);
    years.add(part.year!);
    times.add((part.hour! % 24) * 60 + part.minute!);
  }

  function addWords(text: string, add: (value: number) => void, dated: boolean): void {
    if (!/\p{Nd}/u.test(text) && !/\p{L}{3}/u.test(text)) return;
    for (const claim of claimsOf(text)) {
      if (claim.kind === 'count' || claim.kind === 'percent')
        [...claim.values, ...(claim.kind === 'count' ? claim.parts : [])].forEach(add);
      else if (claim.kind === 'year' && !dated) add(claim.year);
      else if (!dated) continue;
      else if (claim.kind === 'year') years.add(claim.year);
      else if (claim.kind === 'day') days.add(`${claim.day}-${claim.month}`);
      else if (claim.kind === 'time') times.add(claim.minutes);
    }
  }

  const addForeign = (text: string, ref: string): void => {
    const under = foreign.get(ref) ?? new Set<number>();
    foreign.set(ref, under);
    addWords(text, (value) => under.add(value), false);
    for (const [digits] of text.matchAll(/\d+/g)) under.add(Number(digits));
  };

  /** Points in time in a text, in seconds of a calendar that has no zone: only what lies between two of them counts. */
  function stampsIn(text: string): number[] {
    const thisYear = now.getUTCFullYear();
    return [...text.matchAll(STAMP)].flatMap((match) => {
      const [day, word, year, hour, minute] = match.slice(1, 6);
      const month = word ? MONTHS.indexOf(word.toLowerCase()) : Number(match[7]) - 1;
      if (month < 0) return [];
      const at = word
        ? Date.UTC(Number(year ?? thisYear), month, Number(day), Number(hour), Number(minute))
        : Date.UTC(Number(match[6]), month, Number(match[8]), Number(match[9]), Number(match[10]));
      return [at / 1000];
    });
  }

  function walk(value: unknown, key: string, ref: string, row: Record<string, unknown> | null): number[] {
    if (typeof value === 'number') {
      quantity(value);
      into(series, key, value);
      if (typeof row?.key === 'string') into(named, row.key.toLowerCase(), value);
      if (!Number.isInteger(value)) exact.add(Math.round(value));
      return [];
    }
    if (typeof value === 'string') {
      texts.push(value.toLowerCase());
      // A group by day is named by its date.
      const date = key === 'key' ? /^(\d{4})-(\d{2})-(\d{2})/.exec(value) : null;
      if (date) {
        years.add(Number(date[1]));
        days.add(`${Number(date[3])}-${Number(date[2])}`);
      }
      const isGiven = names.add(value, key, row?.ref);
      const ours = key === 'title' && row?.kind === 'alert' ? withoutName(value, row.account) : value;
      // How a search was understood: its hours and days are those that were searched.
      if (key === 'searched') addWords(value, () => {}, true);
      if (isGiven) addForeign(value, ref);
      else if (
        FOREIGN.test(key) &&
        !MOMENT.test(value) &&
        ours === value &&
        !(key === 'title' && row?.kind === 'alert')
      )
        addForeign(value, ref);
      else {
        addWords(ours, (number) => exact.add(number), true);
        if (ours !== value) addForeign(value, ref);
      }
      return FOREIGN.test(key) ? [] : stampsIn(value);
    }
    if (typeof value !== 'object' || value === null) return [];
    if (Array.isArray(value)) return walkList(value, key, ref);
    const fields = value as Record<string, unknown>;
    const inner = typeof fields.ref === 'string' ? fields.ref.toUpperCase() : ref;
    const numbers = Object.values(fields).filter((one) => typeof one === 'number');
    if (numbers.length > 0 && numbers.length === Object.keys(fields).length) {
      numbers.forEach(total);
      total(numbers.reduce((sum, one) => sum + one, 0));
    }
    for (const [name, one] of Object.entries(fields)) {
      const rest = fields[`more_${name}`];
      if (Array.isArray(one) && typeof rest === 'number') total(one.length + rest);
    }
    const stamps = Object.entries(fields).flatMap(([name, one]) => walk(one, name, inner, fields));
    between(stamps.slice(0, 12));
    return stamps;
  }

  function walkList(list: readonly unknown[], key: string, ref: string): number[] {
    // Nothing in a list says nothing: what was counted is told as a number.
    if (list.length > 0) total(list.length);
    const rows = list.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null);
    for (const field of new Set(rows.flatMap((row) => Object.keys(row)))) {
      const values = rows.map((row) => row[field]).filter((one) => one !== undefined && one !== null);
      const numbers = values.filter((one) => typeof one === 'number');
      if (numbers.length > 1) {
        let sum = 0;
        for (const one of numbers) {
          sum += one;
          quantity(sum);
        }
        total(sum);
      }
      const distinct = new Map<unknown, number>();
      for (const one of values) if (typeof one !== 'object') distinct.set(one, (distinct.get(one) ?? 0) + 1);
      if (values.length > 1 && distinct.size > 0 && distinct.size <= MOST_DISTINCT) exact.add(distinct.size);
      if (KINDS.includes(field))
        for (const count of [...distinct.values(), values.length])
          for (const one of [count, rows.length - count]) if (one > 0) quantity(one);
    }
    const among = KINDS.slice(0, 4);
    const pairs = new Map<string, number>();
    for (const row of rows)
      for (const [at, one] of among.entries())
        for (const other of among.slice(at + 1)) {
          if (row[one] === undefined || row[other] === undefined) continue;
          const both = `${one}=${String(row[one])} ${other}=${String(row[other])}`;
          pairs.set(both, (pairs.get(both) ?? 0) + 1);
        }
    for (const count of pairs.values()) exact.add(count);
    const stamps = list.flatMap((one) => walk(one, key, ref, null));
    if (stamps.length > 1) between([Math.min(...stamps), Math.max(...stamps)]);
    return stamps;
  }

  function between(stamps: readonly number[]): void {
    for (const [at, one] of stamps.entries())
      for (const other of stamps.slice(at + 1)) spans.add(Math.abs(one - other));
  }

  for (const shift of [-1, 0, 1]) addInstant(new Date(now.getTime() + shift * 86_400_000));
  years.add(now.getUTCFullYear() - 1);

  return {
    exact,
    quantities,
    totals,
    get series() {
      return [...series.values()];
    },
    named,
    foreign,
    names,
    times,
    days,
    years,
    spans,
    addData(data, citedAt = []) {
      const stamps = walk(data, '', '*', null);
      const clock = Object.fromEntries(local.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
      const here = Date.UTC(clock.year!, clock.month! - 1, clock.day!, clock.hour, clock.minute) / 1000;
      for (const stamp of stamps) spans.add(Math.abs(here - stamp));
      for (const at of citedAt) addInstant(new Date(at));
    },
    addText(text) {
      texts.push(text.toLowerCase());
      addWords(text, (number) => exact.add(number), true);
      for (const [digits] of text.matchAll(/\d+/g)) exact.add(Number(digits));
    },
    addAnswer(text, said) {
      texts.push(text.toLowerCase());
      said.names?.forEach(names.again);
      for (const value of said.ours.numbers) exact.add(value);
      for (const minutes of said.ours.times) times.add(minutes);
      for (const day of said.ours.days) days.add(day);
      for (const year of said.ours.years) years.add(year);
      for (const [ref, values] of Object.entries(said.quoted)) for (const value of values) into(foreign, ref, value);
    },
    mentions: (text) => texts.some((one) => one.includes(text.toLowerCase())),
  };
}

/** Making one takes as long as reading a dozen texts. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  clocks.set(timeZone, clock);
  return clock;
}

/** A title of ours without the account in it, whose name whoever fails to sign in may choose. */
function withoutName(title: string, account: unknown): string {
  if (typeof account !== 'string' || account === '') return title;
  if (title.includes(account)) return title.replaceAll(account, ' ');
  // A long one is cut within the title.
  const begin = account.slice(0, 12);
  const at = account.length > 12 ? title.indexOf(begin) : -1;
  return at < 0 ? title : title.slice(0, at);
}
