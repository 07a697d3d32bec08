import { z } from 'zod';
import { entriesOf, putEntries, setEntryEffect as storeEffect, takeEntries } from '../../../db/block-entries.ts';
import {
  deleteBlockList,
  deleteException,
  findBlockList,
  insertBlockList,
  insertException,
  listBlockLists,
  listExceptions,
  lockBlockList,
  updateBlockList,
} from '../../../db/block-lists.ts';
import {
  type BlockEntry,
  type BlockList,
  LIST_EFFECTS,
  type ListChange,
  type ListEffect,
  type ListException,
  thingText,
} from '../../../domain/block-list.ts';
import { isUuid, newId } from '../../../domain/id.ts';
import { oneLine } from '../../../domain/text.ts';
import { SafeNestError } from '../../../errors.ts';
import { audit } from '../../audit.ts';
import { authorise } from '../../authorise.ts';
import { checked } from '../../checked.ts';
import type { Work } from '../../work.ts';
import { entrySchema, keyOf, MOST_ENTRIES, type ReadEntry, type ReadList, thingSchema } from './read-list.ts';

export const MOST_LISTS = 50;
/** Of all lists together. */
export const MOST_TOGETHER = 100_000;
const MOST_EXCEPTIONS = 2000;
const MOST_EXAMPLES = 12;

const name = z
  .string()
  .overwrite((text) => oneLine(text.replaceAll(/[“”]/g, ''), 100))
  .min(1)
  .max(100);

export const newListSchema = z.strictObject({ name, effect: z.enum(LIST_EFFECTS).default('watch') });
export const listChangesSchema = z.strictObject({
  name: name.optional(),
  effect: z.enum(LIST_EFFECTS).optional(),
  every_hours: z.int().min(1).max(720).optional(),
});
export const newExceptionSchema = z.strictObject({
  thing: thingSchema,
  why: z.string().trim().max(200).default(''),
});

type Reading = Pick<Work, 'tx' | 'principal'>;

/** The organisation's lists, for whoever may see cases. */
export async function seeLists({ tx, principal }: Reading): Promise<BlockList[]> {
  authorise(principal, 'moderation.read');
  return listBlockLists(tx);
}

/** One of them. Fails with `not_found`. */
export async function seeList({ tx, principal }: Reading, id: string): Promise<BlockList> {
  authorise(principal, 'moderation.read');
  return (await found(tx, id)).list;
}

/** What stands on one, or what of it has a text in it. */
export async function seeEntries(
  { tx, principal }: Reading,
  id: string,
  which: { like?: string; limit: number; after?: number },
): Promise<BlockEntry[]> {
  authorise(principal, 'moderation.read');
  await found(tx, id);
  return entriesOf(tx, id, which);
}

export async function seeExceptions({ tx, principal }: Reading): Promise<ListException[]> {
  authorise(principal, 'moderation.read');
  return listExceptions(tx);
}

export async function found(tx: Work['tx'], id: string) {
  const one = isUuid(id) ? await findBlockList(tx, id) : null;
  if (!one) throw new SafeNestError('not_found', 'There is no such list; somebody may have removed it.');
  return one;
}

/** The same, with everybody else who changes it made to wait. */
export async function held(tx: Work['tx'], id: string) {
  if (isUuid(id)) await lockBlockList(tx, id);
  return found(tx, id);
}

/** Makes a list of one's own, empty. */
export async function makeList(work: Work, given: z.input<typeof newListSchema>): Promise<BlockList> {
  authorise(work.principal, 'moderation.rules');
  const wanted = checked(newListSchema, given);
  const id = newId(work.now.getTime());
  await storeList(work, { id, ...wanted, source: 'own', host: null, everyHours: null, address: null, fetchAt: null });
  await audit(work, { action: 'block_list.add', subject: wanted.name, detail: { effect: wanted.effect } });
  return (await found(work.tx, id)).list;
}

export async function storeList(
  { tx, now, principal }: Work,
  one: Omit<Parameters<typeof insertBlockList>[1], 'createdAt' | 'createdBy'>,
): Promise<void> {
  if ((await listBlockLists(tx)).length >= MOST_LISTS)
    throw new SafeNestError('conflict', `There are ${MOST_LISTS} lists already; remove one first.`);
  if (!(await insertBlockList(tx, { ...one, createdAt: now, createdBy: principal.name })))
    throw new SafeNestError('conflict', `There is a list called ${one.name} already.`);
}

/** Changes what a list is called, what it does, or how often it is fetched. */
export async function changeList(work: Work, id: string, given: z.input<typeof listChangesSchema>): Promise<BlockList> {
  authorise(work.principal, 'moderation.rules');
  const { every_hours: everyHours, ...wanted } = checked(listChangesSchema, given);
  const { list } = await held(work.tx, id);
  if (everyHours !== undefined && list.source === 'own')
    throw new SafeNestError('invalid_input', 'A list of your own is fetched from nowhere.');
  const other = (await listBlockLists(work.tx)).find((one) => one.name === wanted.name && one.id !== id);
  if (other) throw new SafeNestError('conflict', `There is a list called ${other.name} already.`);
  await updateBlockList(work.tx, id, {
    ...(wanted.name === undefined ? {} : { name: wanted.name }),
    ...(wanted.effect === undefined ? {} : { effect: wanted.effect }),
    ...(everyHours === undefined ? {} : { everyHours }),
  });
  await audit(work, {
    action: 'block_list.change',
    subject: wanted.name ?? list.name,
    detail: { before: { name: list.name, effect: list.effect }, ...wanted, ...(everyHours ? { everyHours } : {}) },
  });
  return (await found(work.tx, id)).list;
}

/** Removes a list with everything that stands on it; exceptions stay. */
export async function removeList(work: Work, id: string): Promise<BlockList> {
  authorise(work.principal, 'moderation.rules');
  const { list } = await held(work.tx, id);
  await deleteBlockList(work.tx, id);
  const { name: subject, entries, source } = list;
  await audit(work, { action: 'block_list.remove', subject, detail: { entries, source } });
  return list;
}

/** Takes what was read into a list of one's own: added to what stands there, or in its place. */
export async function importEntries(
  work: Work,
  id: string,
  read: ReadList,
  { replace }: { replace: boolean },
): Promise<ListChange> {
  authorise(work.principal, 'moderation.rules');
  const { list } = await held(work.tx, id);
  if (list.source !== 'own') throw notOurs(list);
  const change = await takeIn(work, list, read, { replace });
  await audit(work, {
    action: 'block_list.import',
    subject: list.name,
    detail: { added: change.added, removed: change.removed, changed: change.changed, refused: change.refused, replace },
  });
  return change;
}

/** Puts one entry on a list of one's own. */
export async function addEntry(work: Work, id: string, given: unknown): Promise<void> {
  await importEntries(
    work,
    id,
    { name: '', entries: [checked(entrySchema, given)], refused: [], refusedCount: 0 },
    { replace: false },
  );
}

/** Takes an entry off a list of one's own. */
export async function removeEntry(work: Work, id: string, entryId: string): Promise<BlockEntry> {
  authorise(work.principal, 'moderation.rules');
  const { list } = await held(work.tx, id);
  if (list.source !== 'own') throw notOurs(list);
  const [gone] = isUuid(entryId) ? await takeEntries(work.tx, id, [entryId]) : [];
  if (!gone) throw noEntry();
  await updateBlockList(work.tx, id, {});
  await audit(work, { action: 'block_list.remove_entry', subject: list.name, detail: { entry: thingText(gone) } });
  return gone;
}

/** Gives one entry an effect of its own, or takes it back with null; of a list that others keep, too. */
export async function setEffect(work: Work, id: string, entryId: string, effect: ListEffect | null): Promise<void> {
  authorise(work.principal, 'moderation.rules');
  const { list } = await held(work.tx, id);
  if (!isUuid(entryId) || !(await storeEffect(work.tx, id, entryId, effect))) throw noEntry();
  await updateBlockList(work.tx, id, {});
  await audit(work, { action: 'block_list.effect', subject: list.name, detail: { entry: entryId, effect } });
}

const noEntry = () => new SafeNestError('not_found', 'There is no such entry; it may have been taken off.');
const notOurs = ({ name: called }: BlockList) =>
  new SafeNestError(
    'conflict',
    `${called} is kept by others. Give the entry another effect, or add an exception of your own.`,
  );

/**
 * Takes entries into a list: what stands there stays the same row, with the effect that was chosen here for it. What a list of others says
 * an entry should do is not believed. Answers what changed, and keeps it with the list.
 */
export async function takeIn(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  list: BlockList,
  { entries, refused, refusedCount }: ReadList,
  { replace }: { replace: boolean },
): Promise<ListChange> {
  const before = new Map((await entriesOf(tx, list.id, { limit: MOST_ENTRIES })).map((one) => [keyOf(one), one]));
  const put: BlockEntry[] = [];
  const examples: string[] = [];
  const say = (sign: string, text: string): void => {
    if (examples.length < MOST_EXAMPLES) examples.push(oneLine(`${sign} ${text}`, 200));
  };
  let added = 0;
  let changed = 0;
  for (const entry of entries) {
    const known = before.get(keyOf(entry));
    const next = asStored(entry, known, list, now);
    if (known && isSame(known, next)) continue;
    put.push(next);
    if (known) changed++;
    else added++;
    say(known ? '*' : '+', thingText(entry));
  }
  const stays = new Set(entries.map(keyOf));
  const gone = replace ? [...before].flatMap(([key, one]) => (stays.has(key) ? [] : [one])) : [];
  for (const one of gone) say('-', thingText(one));
  for (const why of refused) examples.push(`? ${why}`);
  if (before.size + added - gone.length > MOST_ENTRIES)
    throw new SafeNestError('too_large', `A list has at most ${MOST_ENTRIES.toLocaleString('en')} entries.`);
  const all = (await listBlockLists(tx)).reduce((sum, one) => sum + one.entries, 0);
  if (all + added - gone.length > MOST_TOGETHER)
    throw new SafeNestError(
      'too_large',
      `All lists together have at most ${MOST_TOGETHER.toLocaleString('en')} entries.`,
    );
  await takeEntries(
    tx,
    list.id,
    gone.map(({ id }) => id),
  );
  await putEntries(tx, list.id, put);
  const { length: removed } = gone;
  const change = { at: now.toISOString(), added, removed, changed, refused: refusedCount, examples };
  // a fetch that brought nothing new leaves what the last one changed
  if (list.source === 'own' || added + removed + changed + refusedCount > 0)
    await updateBlockList(tx, list.id, { changed: change });
  return change;
}

const asStored = (
  { kind, platform, value, reason, since, expiresAt, effect }: ReadEntry,
  known: BlockEntry | undefined,
  { source }: BlockList,
  now: Date,
): BlockEntry => ({
  ...{ id: known?.id ?? newId(now.getTime()), kind, platform, value, reason, expiresAt },
  since: since && since < now ? since : (known?.since ?? now),
  effect: (source === 'own' ? effect : null) ?? known?.effect ?? null,
});

const isSame = (a: BlockEntry, b: BlockEntry): boolean =>
  a.reason === b.reason &&
  a.since.getTime() === b.since.getTime() &&
  a.expiresAt?.getTime() === b.expiresAt?.getTime() &&
  a.effect === b.effect;

/** Makes an exception: it counts nowhere from now on, whatever a list says. */
export async function addException(work: Work, given: z.input<typeof newExceptionSchema>): Promise<ListException> {
  const { tx, principal, now } = work;
  authorise(principal, 'moderation.rules');
  const { thing, why } = checked(newExceptionSchema, given);
  if ((await listExceptions(tx)).length >= MOST_EXCEPTIONS)
    throw new SafeNestError('conflict', `There are ${MOST_EXCEPTIONS} exceptions already; take one back first.`);
  const one = { ...thing, why, createdAt: now, createdBy: principal.name };
  if (!(await insertException(tx, one)))
    throw new SafeNestError('conflict', `${thingText(thing)} is an exception already.`);
  await audit(work, { action: 'block_list.except', subject: thingText(thing), detail: { kind: thing.kind, why } });
  return one;
}

/** Takes an exception back: what lists say of it counts again. */
export async function removeException(work: Work, given: z.input<typeof thingSchema>): Promise<void> {
  authorise(work.principal, 'moderation.rules');
  const thing = checked(thingSchema, given);
  if (!(await deleteException(work.tx, thing)))
    throw new SafeNestError('not_found', 'There is no such exception; somebody may have taken it back.');
  await audit(work, { action: 'block_list.unexcept', subject: thingText(thing), detail: { kind: thing.kind } });
}
