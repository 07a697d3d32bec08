import { z } from 'zod';
import { parseReference } from '../../domain/reference.ts';
import { CITED_KINDS, type Citation } from '../../messages/card.ts';
import type { PastTurn } from './plan-types.ts';
import { namedIn, rowsShown } from './shown-rows.ts';

/*
 * What a turn told of, by kind of thing: what “it”, “him”, “that person” or “approve” may mean afterwards. It is collected from what tools
 * returned while the turn was made and kept in its trace; of turns that were kept without it, it is read from what they cited and were
 * asked. People whom cameras know stand in it by reference or label, never by name: so that forgetting somebody need not look here.
 */

export const THINGS = [...CITED_KINDS, 'account', 'address', 'author', 'member'] as const;
export type ThingKind = (typeof THINGS)[number];

export interface Thing {
  kind: ThingKind;
  /** A reference; of an account, an address, an author and a member the name. */
  name: string;
  /** The reference of what it was told with; who was told with several things stands there once for each. */
  of?: string;
  /** It only stood in somebody's text, or was looked up beside: nothing is changed by it. */
  mentioned?: true;
}

export interface Told {
  /** What the turn was about alone: a reference or a name. */
  subject: string | null;
  /** In the order the answer showed them. */
  things: Thing[];
}

const MOST = 120;
const LONGEST = 320;
const toldSchema = z.object({
  subject: z.string().max(LONGEST).nullable(),
  things: z
    .array(
      z.object({
        kind: z.enum(THINGS),
        name: z.string().min(1).max(LONGEST),
        of: z.string().max(LONGEST).optional(),
        mentioned: z.literal(true).optional(),
      }),
    )
    .max(MOST),
});

type Cited = Pick<Citation, 'ref' | 'mentioned'> & { kind?: string };

/** Collects what the calls of a turn told of. */
export interface Telling {
  take(args: Record<string, unknown>, data: unknown, citations: readonly Cited[]): void;
  /** `shown`: what the answer cites, in its order. */
  told(shown: readonly Cited[]): Told;
}

export function collectTold(): Telling {
  const things = new Map<string, Thing>();
  const subjects = new Set<string>();
  /** What was counted by account stands before the newest of it. */
  const ranked = new Set<string>();
  const take = (thing: Thing): void => {
    const key = `${thing.kind} ${thing.name.toLowerCase()} ${BY_NAME.has(thing.kind) ? (thing.of ?? '') : ''}`;
    const known = things.get(key);
    if (thing.name === '' || thing.name.length > LONGEST) return;
    if (known?.mentioned && !thing.mentioned) things.set(key, thing);
    else if (!known && things.size < MOST) things.set(key, thing);
  };
  return {
    take(args, data, citations) {
      for (const one of citations) {
        const kind = kindOf(one);
        if (kind) take({ kind, name: one.ref, ...(one.mentioned && { mentioned: true }) });
      }
      const about = ABOUT.map((key) => args[key]).find((one) => typeof one === 'string');
      const named = citations.find(({ ref }) => ref === (about as string | undefined)?.toUpperCase())?.ref;
      const own = citations.filter(({ mentioned }) => !mentioned);
      const subject = named ?? (own.length === 1 ? own[0]!.ref : undefined);
      if (subject !== undefined) subjects.add(subject);
      if (typeof args.user === 'string' && !args.user.includes(',') && parseReference(args.user) === null) {
        take({ kind: 'account', name: args.user });
        if (subject === undefined) subjects.add(args.user);
      }
      if (typeof args.ip === 'string' && IS_NAME.address.test(args.ip)) take({ kind: 'address', name: args.ip });
      const groups = (data as { groups?: unknown } | null)?.groups;
      const kind = rankedKind(args);
      if (kind && Array.isArray(groups))
        // what was typed as an account may be any text
        for (const { key } of groups as { key?: unknown }[])
          if (typeof key === 'string' && key !== 'unknown' && IS_NAME[kind].test(key)) {
            ranked.add(key);
            take({ kind, name: key });
          }
      walk(data, subject, take);
    },
    told(shown) {
      const order = shown.map(({ ref }) => ref.toUpperCase());
      const place = ({ name, of }: Thing): number => {
        if (of === undefined && ranked.has(name)) return -1;
        const at = order.indexOf((of ?? name).toUpperCase());
        return at < 0 ? order.length : at;
      };
      const [subject, other] = subjects;
      return {
        subject: subject !== undefined && other === undefined ? subject : null,
        things: [...things.values()].toSorted((a, b) => place(a) - place(b)),
      };
    },
  };
}

/** Who is told of with many things is told of with each. */
const BY_NAME: ReadonlySet<ThingKind> = new Set(['account', 'address']);
const IS_NAME = { account: /^[\w.+-]+(?:@[\w.-]+)?$/, address: /^[0-9a-f.:]*[0-9a-f]$/i };
const rankedKind = ({ group_by }: Record<string, unknown>): 'account' | 'address' | null =>
  group_by === 'user' ? 'account' : group_by === 'ip' ? 'address' : null;

const ABOUT = ['id', 'event', 'case', 'camera', 'label', 'person', 'rule'] as const;

/** Who stands in a result, with the reference of what they stand in. */
function walk(value: unknown, ref: string | undefined, take: (thing: Thing) => void, depth = 0): void {
  if (typeof value !== 'object' || value === null || depth > 6) return;
  if (Array.isArray(value)) {
    for (const one of value.slice(0, MOST)) walk(one, ref, take, depth + 1);
    return;
  }
  const fields = value as Record<string, unknown>;
  const own = typeof fields.ref === 'string' ? fields.ref : ref;
  const of = own === undefined ? {} : { of: own };
  for (const [key, one] of Object.entries(fields)) {
    if (typeof one === 'string') {
      const kind = WHO[key];
      if (kind) take({ kind, name: one, ...of });
      else if (key === 'ref' && /^PER-\d+$/.test(one))
        take({ kind: 'person', name: one, ...(ref !== undefined && { of: ref }) });
      // whom an alert of a camera is about
      else if (key === 'quoted_value' && /^Person_[0-9A-F]{8}$/.test(one)) take({ kind: 'person', name: one, ...of });
    } else walk(one, own, take, depth + 1);
  }
}
const WHO: Record<string, ThingKind> = {
  account: 'account',
  address: 'address',
  quoted_who: 'author',
  quoted_whom: 'author',
  assignee: 'member',
  incident_assignee: 'member',
};

function kindOf({ ref, kind }: Cited): ThingKind | null {
  const found = kind ?? parseReference(ref)?.kind;
  return THINGS.find((one) => one === found) ?? null;
}

const read = new WeakMap<PastTurn, Told>();

/** What an earlier turn told of. */
export function toldOf(turn: PastTurn): Told {
  const known = read.get(turn);
  if (known) return known;
  const kept = toldSchema.safeParse(turn.trace?.told);
  const told = kept.success ? (kept.data as Told) : fromAnswer(turn);
  read.set(turn, told);
  return told;
}

/** The same of a turn that was kept without it. */
function fromAnswer(turn: PastTurn): Told {
  const telling = collectTold();
  const rows = rowsShown(turn).map((row) => ({
    ref: row.ref,
    // whom our own words name
    who: [
      ...namedIn(row, 'user').map((account) => ({ account })),
      ...namedIn(row, 'ip').map((address) => ({ address })),
    ],
  }));
  const steps = turn.steps.filter(({ ok }) => ok);
  for (const { args } of steps) telling.take(args, { groups: groupsIn(turn.answer) }, turn.citations);
  if (steps.length === 0) telling.take({}, null, turn.citations);
  telling.take({}, rows, []);
  return telling.told(turn.citations);
}

/** The groups that an answer lists, one a line. */
const groupsIn = (answer: string): { key: string }[] =>
  answer.split('\n').flatMap((line) => {
    const key = /^• [“„«"]?\s?([\w.:@+-]+?)\s?[”“»"]?\s?: /.exec(line)?.[1];
    return key === undefined ? [] : [{ key }];
  });

/** The accounts or addresses that the latest look of a turn counted, as many as its answer names, the most first. */
export function rankedIn(turn: PastTurn): Thing[] {
  const kind = rankedKind(turn.steps.findLast(({ ok }) => ok)?.args ?? {});
  return toldOf(turn).things.filter(
    (one) => one.kind === kind && one.of === undefined && turn.answer.includes(one.name),
  );
}

/** The accounts, or the addresses, that the latest turn which told of a thing told it with. */
export function toldWith(ref: string, kind: 'account' | 'address', history: readonly PastTurn[]): string[] {
  for (const turn of history.toReversed().slice(0, LATELY)) {
    const { things } = toldOf(turn);
    const named = things.filter((one) => one.of === ref && one.kind === kind).map(({ name }) => name.toLowerCase());
    if (named.length > 0) return [...new Set(named)];
  }
  return [];
}

/** Turns since which what was told may still be meant. */
const LATELY = 6;

/**
 * The things of these kinds that the latest turn which told of any was about, in its order: its subject and who stands in it before all
 * else that it showed. `changes`: something is to be done to them, so that what was only mentioned is not meant.
 */
export function meant(
  history: readonly PastTurn[],
  kinds: readonly ThingKind[],
  { changes = false, lately = LATELY }: { changes?: boolean; lately?: number } = {},
): Thing[] {
  for (const turn of history.toReversed().slice(0, lately)) {
    const { subject, things } = toldOf(turn);
    const such = things.filter(({ kind, mentioned }) => kinds.includes(kind) && !(changes && mentioned));
    if (such.length === 0) continue;
    const own = such.filter(({ name, of }) => subject !== null && (name === subject || of === subject));
    const plain = such.filter(({ mentioned }) => !mentioned);
    return eachOnce(own.length > 0 ? own : plain.length > 0 ? plain : such);
  }
  return [];
}

const eachOnce = (things: readonly Thing[]): Thing[] =>
  things.filter(({ kind, name }, at) => things.findIndex((one) => one.kind === kind && one.name === name) === at);

const OF_CAMERAS = /^(?:find_sightings|who_is|show_camera)$/;

/**
 * The one person whom the last turn told of beside something else, an alert of a camera or an incident, and the camera that saw them; null
 * where it told of cameras and people themselves, which have readings of their own.
 */
export function personBeside(history: readonly PastTurn[]): { person: string; camera?: string } | null {
  const turn = history.at(-1);
  if (!turn || OF_CAMERAS.test(turn.steps.findLast(({ ok }) => ok)?.tool ?? '')) return null;
  const person = theOne([turn], ['person']);
  const camera = theOne([turn], ['camera']);
  return person && { person: person.name, ...(camera && { camera: camera.name }) };
}

/** The one thing of these kinds that is meant; null where none is, or several may be. */
export function theOne(
  history: readonly PastTurn[],
  kinds: readonly ThingKind[],
  how?: { changes?: boolean; lately?: number },
): Thing | null {
  const [one, other] = meant(history, kinds, how);
  return one !== undefined && other === undefined ? one : null;
}
