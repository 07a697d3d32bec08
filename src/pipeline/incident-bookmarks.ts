import { bookmarksOf } from '../db/incident-bookmarks.ts';
import type { Bookmark } from '../domain/incident.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { bookmarkWords } from '../messages/catalogue/bookmarks.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { authorise } from './authorise.ts';
import { lockVisibleIncident, record } from './incident-record.ts';
import type { Work } from './work.ts';

const LONGEST = { title: 120, url: 1000 };
const MOST_BOOKMARKS = 30;

/**
 * Keeps a link with an incident, under a title, as a line of its timeline; undoing the line takes it off. The same address once. For
 * whoever works on incidents.
 */
export async function addBookmark(
  work: Work,
  number: number,
  wanted: { url: string; title?: string | null },
): Promise<{ bookmark: Bookmark; isNew: boolean }> {
  const { tx, now, principal } = work;
  authorise(principal, 'incidents.write');
  const incident = await lockVisibleIncident(work, number);
  const url = addressIn(wanted.url);
  const words = wordsFor(work, bookmarkWords);
  if (url === null) throw new SafeNestError('invalid_input', words.noAddress);
  const all = await bookmarksOf(tx, incident.id);
  const before = all.find((one) => one.url === url);
  if (before) return { bookmark: before, isNew: false };
  if (all.length >= MOST_BOOKMARKS) throw new SafeNestError('too_large', words.full(MOST_BOOKMARKS));
  const title = oneLine(wanted.title ?? '', LONGEST.title) || oneLine(new URL(url).host, LONGEST.title);
  const text = `Bookmark: ${title} (${url})`;
  const change = { field: 'bookmark', before: null, after: { title, url } };
  const id = await record(
    work,
    incident,
    { kind: 'bookmark', text, change },
    { action: 'incident.bookmark', detail: { title, url } },
  );
  return { bookmark: { id, title, url, by: principal.name, at: now }, isNew: true };
}

/** A whole address of the web as it is kept; null for anything else, and for one that carries a password. */
function addressIn(text: string): string | null {
  const plain = text.trim().replace(/^<(.*)>$/, '$1');
  if (plain.length > LONGEST.url || !/^https?:\/\/\S+$/i.test(plain)) return null;
  try {
    const url = new URL(plain);
    const isPlain = url.username === '' && url.password === '' && url.href.length <= LONGEST.url;
    return isPlain && !/[\s()<>"|]/.test(url.href) ? url.href : null;
  } catch {
    return null;
  }
}
