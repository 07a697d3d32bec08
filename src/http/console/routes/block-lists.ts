import { listingsOf } from '../../../db/block-entries.ts';
import { LIST_EFFECTS, LISTED_KINDS } from '../../../domain/block-list.ts';
import { can } from '../../../domain/role.ts';
import { SafeNestError } from '../../../errors.ts';
import { authorise } from '../../../pipeline/authorise.ts';
import {
  addEntry,
  addException,
  changeList,
  makeList,
  removeEntry,
  removeException,
  removeList,
  seeEntries,
  seeExceptions,
  seeList,
  seeLists,
  setEffect,
} from '../../../pipeline/moderation/lists/block-lists.ts';
import { LARGEST_LIST } from '../../../pipeline/moderation/lists/read-list.ts';
import { subscribe } from '../../../pipeline/moderation/lists/refresh-list.ts';
import { exportList, shareList, unshareList } from '../../../pipeline/moderation/lists/share-list.ts';
import { waitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { fetchList, importList, sharedLink } from '../../list-work.ts';
import { readForm } from '../../read-form.ts';
import { listsOf } from '../../services.ts';
import { sendList } from '../../shared-lists.ts';
import { setFlash } from '../flash.ts';
import { listPage, listsPage, SHOWN_ENTRIES } from '../pages/block-lists.ts';
import { type Form, oneOf, type Pages, queryText, type Visit } from '../visit.ts';
import { plural } from '../words.ts';

const ROOT = '/moderation/lists';
const idOf = ({ request }: Pick<Visit, 'request'>): string => String(request.params.id);
const back = ({ params }: Visit['request']): string => `${ROOT}/${String(params.id)}`;
const toRoot = (): string => ROOT;

/** Block lists: their page, each list's own, and what can be done to them. */
export function blockListRoutes(pages: Pages): void {
  pages.show(ROOT, 'moderation.read', async ({ principal, clock, request }, tx) => {
    const text = queryText(request, 'look', 300);
    const lists = await seeLists({ tx, principal });
    const byName = new Map(lists.map(({ id, name }) => [name, id]));
    const found = text === '' ? [] : await listingsOf(tx, { kinds: LISTED_KINDS, values: [text] });
    return {
      title: 'Whom and what do we look out for?',
      current: 'moderation',
      body: listsPage({
        waiting: await waitingInModeration({ tx, principal }),
        ...{ clock, lists, exceptions: await seeExceptions({ tx, principal }) },
        edits: can(principal.role, 'moderation.rules'),
        looked:
          text === ''
            ? null
            : {
                text,
                found: found.map(({ list, excepted, ...entry }) => ({
                  ...{ list, listId: byName.get(list) ?? '', entry, excepted },
                })),
              },
      }),
    };
  });

  pages.act(ROOT, 'moderation.rules', async ({ work }, { name = '', effect }) => {
    const list = await work((w) => makeList(w, { name, ...effectIn(effect) }));
    return { to: `${ROOT}/${list.id}`, text: `There is a list called ${list.name} now. Put something on it.` };
  });

  pages.act(
    `${ROOT}/subscribe`,
    'moderation.rules',
    async ({ work, services }, { name = '', url = '', effect, every_hours: hours }) => {
      const { key } = listsOf(services);
      const list = await work((w) => subscribe(w, key, { name, url, ...effectIn(effect), ...hoursIn(hours) }));
      return { to: `${ROOT}/${list.id}`, text: `You are subscribed to ${list.name}. It is fetched within a minute.` };
    },
    toRoot,
  );

  pages.act(
    `${ROOT}/exceptions`,
    'moderation.rules',
    async ({ work }, form) => {
      const { value } = await work((w) => addException(w, { thing: thingIn(form), why: form.why ?? '' }));
      return { to: `${ROOT}#exceptions`, text: `${value} counts nowhere from now on, whatever a list says.` };
    },
    toRoot,
  );
  pages.act(
    `${ROOT}/exceptions/remove`,
    'moderation.rules',
    async ({ work }, form) => {
      await work((w) => removeException(w, thingIn(form)));
      return { to: `${ROOT}#exceptions`, text: 'What lists say of it counts again.' };
    },
    toRoot,
  );

  pages.show(`${ROOT}/:id`, 'moderation.read', async (visit, tx) => {
    const { principal, clock, request } = visit;
    const edits = can(principal.role, 'moderation.rules');
    const list = await seeList({ tx, principal }, idOf(visit));
    const like = queryText(request, 'like', 200);
    return {
      title: list.name,
      current: 'moderation',
      body: listPage({
        waiting: await waitingInModeration({ tx, principal }),
        ...{ clock, list, like, edits },
        entries: await seeEntries({ tx, principal }, list.id, { like, limit: SHOWN_ENTRIES }),
        link: edits && list.shared ? await sharedLink(visit, tx, list.id) : null,
      }),
    };
  });

  pages.download(`${ROOT}/:id/file`, 'moderation.read', async (visit, response) => {
    const { principal, org, clock, request } = visit;
    const format = queryText(request, 'format') === 'csv' ? 'csv' : 'json';
    const { text } = await org((tx) => exportList({ tx, principal, now: clock.now }, idOf(visit), format));
    response.attachment(`list.${format}`);
    sendList(response, format, text);
  });

  pages.act(`${ROOT}/:id`, 'moderation.rules', async (visit, { name, effect, every_hours: hours }) => {
    const list = await visit.work((w) =>
      changeList(w, idOf(visit), { ...(name === undefined ? {} : { name }), ...effectIn(effect), ...hoursIn(hours) }),
    );
    return { to: `${ROOT}/${list.id}`, text: 'It is set.' };
  });

  pages.act(
    `${ROOT}/:id/entries`,
    'moderation.rules',
    async (visit, { reason = '', expires_at: until = '', ...form }) => {
      const given = { ...thingIn(form), reason, expires_at: until };
      await visit.work((w) => addEntry(w, idOf(visit), given));
      return { to: back(visit.request), text: `“${form.value ?? ''}” is on the list. It counts from now on.` };
    },
    back,
  );

  pages.upload(`${ROOT}/:id/import`, back, async (visit) => {
    const { request, response, principal } = visit;
    authorise(principal, 'moderation.rules');
    const change = await importList(visit, idOf(visit), async () => {
      const { fields, files } = await readForm(request, { files: 1, each: LARGEST_LIST, all: LARGEST_LIST });
      const file = files.find(({ bytes }) => bytes.length > 0);
      if (!file) throw new SafeNestError('invalid_input', 'Choose a file with a list: JSON or CSV.');
      return { bytes: file.bytes, replace: fields.replace === 'on' };
    });
    const { added, removed, changed, refused } = change;
    const text = `${plural(added, 'entry', 'entries')} added, ${removed} taken off, ${changed} changed, ${refused} refused.`;
    setFlash(response, { tone: 'done', text });
  });

  pages.act(
    `${ROOT}/:id/entries/:entry/effect`,
    'moderation.rules',
    async (visit, { effect }) => {
      await visit.work((w) => setEffect(w, idOf(visit), entryOf(visit), oneOf(LIST_EFFECTS, effect)));
      return { to: back(visit.request), text: 'It is set.' };
    },
    back,
  );
  pages.act(
    `${ROOT}/:id/entries/:entry/remove`,
    'moderation.rules',
    async (visit) => {
      await visit.work((w) => removeEntry(w, idOf(visit), entryOf(visit)));
      return { to: back(visit.request), text: 'It is off the list.' };
    },
    back,
  );

  pages.act(
    `${ROOT}/:id/fetch`,
    'moderation.rules',
    async (visit) => {
      const { name } = await fetchList(visit, idOf(visit));
      return { to: back(visit.request), text: `${name} was fetched.` };
    },
    back,
  );
  pages.act(
    `${ROOT}/:id/share`,
    'moderation.rules',
    async (visit) => {
      await visit.work((w) => shareList(w, idOf(visit)));
      return { to: back(visit.request), text: 'Whoever holds its link may read the list now.' };
    },
    back,
  );
  pages.act(
    `${ROOT}/:id/unshare`,
    'moderation.rules',
    async (visit) => {
      await visit.work((w) => unshareList(w, idOf(visit)));
      return { to: back(visit.request), text: 'It is not shared any more.' };
    },
    back,
  );
  pages.act(
    `${ROOT}/:id/remove`,
    'moderation.rules',
    async (visit) => {
      const { name, entries } = await visit.work((w) => removeList(w, idOf(visit)));
      return { to: ROOT, text: `${name} is gone, and with it ${plural(entries, 'entry', 'entries')}.` };
    },
    back,
  );
}

const entryOf = ({ request }: Pick<Visit, 'request'>): string => String(request.params.entry);
const effectIn = (text: string | undefined) => {
  const effect = oneOf(LIST_EFFECTS, text);
  return effect ? { effect } : {};
};
const hoursIn = (text: string | undefined) => (text?.trim() ? { every_hours: Number(text) } : {});

function thingIn({ kind: given, platform = '', value = '' }: Form) {
  const kind = oneOf(LISTED_KINDS, given) ?? 'account';
  return kind === 'account' ? { kind, platform, value } : { kind, value };
}
