import { forgetTerms } from '../../db/history-terms.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import { listPersonChanges } from '../../db/person-changes.ts';
import { namesBorneBy } from '../../db/persons.ts';
import type { OrgDb } from '../../db/scope.ts';
import {
  CONVERSATIONS,
  rewrite,
  WRITTEN,
  type WrittenRow,
  type WrittenTable,
  writtenWith,
} from '../../db/written-texts.ts';
import type { Person } from '../../domain/person.ts';
import { oneLine } from '../../domain/text.ts';
import { type Redact, redactAll, withoutNames, withoutNameWords } from '../../domain/without-names.ts';
import { meantBy } from '../cameras/rules/watched-person.ts';
import type { Work } from '../work.ts';
import { erasePlaceNames } from './erase-place-names.ts';
import { loneNames } from './lone-names.ts';
import { refOf } from './people.ts';

const PAGE = 200;
/** As far as names are cut where they are shown. */
const CUTS = [60, 80, 100];
const NEWS: Partial<Record<WrittenTable, 'alert_changed' | 'incident_changed' | 'proposal_changed'>> = {
  alert: 'alert_changed',
  incident: 'incident_changed',
  proposal: 'proposal_changed',
};

/** Where lists of people are whom a rule watches for. */
const WATCH: readonly WrittenTable[] = ['proposal', 'rule', 'rule_version'];

/**
 * Writes the reference of a person, `PER-7`, wherever somebody’s words or the assistant’s have their name: alerts, summaries,
 * conversations, incidents, proposals and rules. Where a text is about them, by their reference or label, single words of
 * their name go, too; where others have the same name, only there. Words of it that nobody else has and that are no everyday ones go wherever
 * they stand: in conversations in any case of letters, in what people write with a capital. Cameras and zones that are called after them are called otherwise. What was posted to channels is posted anew. Answers how many
 * texts were changed.
 */
export async function eraseNames(work: Work, people: readonly Person[]): Promise<number> {
  const { tx } = work;
  let changed = 0;
  for (const person of people) {
    const names = await everyNameOf(tx, person);
    if (names.length === 0) continue;
    await forgetTerms(tx, [...new Set(names.flatMap((name) => [name, ...(name.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])]))]);
    const ref = refOf(person);
    const others = await namesBorneBy(tx, names, { except: people.map(({ id }) => id) });
    const onPictures = names.filter((name) => !others.people.has(name.toLowerCase()));
    const own = onPictures.filter((name) => !others.members.has(name.toLowerCase()));
    // a name that stands beside its reference, as in rules, is not said twice
    const once =
      (redact: Redact): Redact =>
      (text) => {
        const without = redact(text);
        return without === text ? text : without.replaceAll(`${ref} (${ref})`, ref).replaceAll(`${ref} [${ref}]`, ref);
      };
    const redactions = {
      them: once(withoutNames(written(names), ref, { parts: true })),
      people: once(withoutNames(written(onPictures), ref)),
      anything: once(withoutNames(written(own), ref)),
    };
    const listed: Redact = (text) => {
      const meant = meantBy(text).ref;
      if (meant !== null) return meant === ref ? ref : text;
      return onPictures.some((name) => name.toLowerCase() === text.trim().toLowerCase()) ? ref : text;
    };
    // a place keeps its name wherever it is written, or rules would no longer find it; one word may be a place's own
    const places = once(
      withoutNames(
        onPictures.filter((name) => /\s/.test(name.trim())),
        ref,
      ),
    );
    changed += await erasePlaceNames(tx, onPictures, places);
    // by what places are called from now on
    const lone = await loneNames(tx, names, { except: people.map(({ id }) => id) });
    const single = {
      asked: once(withoutNameWords(lone, ref, { capital: false })),
      written: once(withoutNameWords(lone, ref, { capital: true })),
    };
    const marks = [ref, person.label];
    const lists = { people: listed, cameras: places, zones: places };
    const wanted = {
      personId: person.id,
      pieces: [...[...written(names), ...lone.titled].flatMap((name) => [name, inJson(name)]), ...marks],
    };
    for (const table of Object.keys(WRITTEN) as WrittenTable[])
      for (let after: string | null = null; ; ) {
        const rows: WrittenRow[] = await writtenWith(tx, table, wanted, { after, limit: PAGE });
        for (const { id, about, columns } of rows) {
          const theirs = marks.some((mark) => isMentioned(columns, mark));
          const whole = redactions[theirs ? 'them' : (about ?? 'anything')];
          const words = single[CONVERSATIONS.includes(table) ? 'asked' : 'written'];
          const redact: Redact = (text) => words(whole(text));
          const different = Object.entries(columns)
            .map(
              ([column, value]) =>
                [column, value, redactAll(value, redact, WATCH.includes(table) ? lists : {})] as const,
            )
            .filter(([, value, now]) => JSON.stringify(value) !== JSON.stringify(now));
          if (different.length === 0) continue;
          await rewrite(tx, table, id, Object.fromEntries(different.map(([column, , now]) => [column, now])));
          const kind = NEWS[table];
          if (kind) await addOutboxOnce(tx, [{ kind, subject: id }]);
          changed++;
        }
        if (rows.length < PAGE) break;
        after = rows[rows.length - 1]!.id;
      }
  }
  return changed;
}

/** What they are called, and were called before, as far as that is known. */
async function everyNameOf(tx: OrgDb, person: Person): Promise<string[]> {
  const names = new Set<string>();
  if (person.name !== null) names.add(person.name);
  for (const { undo } of await listPersonChanges(tx, person.id, { limit: 1000 })) {
    // written by changePeople alone
    const people = (undo.people ?? []) as { before: Named; after: Named }[];
    for (const { name, id } of people.flatMap(({ before, after }) => [before, after]))
      if (id === person.id && name !== null) names.add(name);
  }
  return [...names];
}
type Named = Pick<Person, 'id' | 'name'>;

/** Names as they are written, whole and cut, and in links. */
const written = (names: readonly string[]): string[] => [
  ...new Set(
    names.flatMap((name) => [name, ...CUTS.map((cut) => oneLine(name, cut).replace(/…$/, '')), ...inLinks(name)]),
  ),
];

/** A name of several words as links have it, `Gerhard+Schroeder`. */
const inLinks = (name: string): string[] =>
  /\s/.test(name.trim())
    ? [encodeURIComponent(name.trim()), new URLSearchParams({ '': name.trim() }).toString().slice(1)]
    : [];

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Whether a reference or label stands in a row, and not as the beginning of a longer one. */
export function isMentioned(columns: Record<string, unknown>, mark: string): boolean {
  const text = JSON.stringify(columns);
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1))
    if (!/\d/.test(text[at + mark.length] ?? '')) return true;
  return false;
}
