import { addBookmark } from '../../../pipeline/incident-bookmarks.ts';
import { addTask, changeTask } from '../../../pipeline/incident-tasks.ts';
import { movePeople } from '../../../pipeline/incident-work.ts';
import { numberOf, type Pages, type Visit } from '../visit.ts';

const pathOf = (request: { params: Record<string, unknown> }): string =>
  `/incidents/${encodeURIComponent(String(request.params.ref))}`;
const back = (visit: Visit, part: 'tasks' | 'people' | 'bookmarks', text: string) => ({
  to: `${pathOf(visit.request)}#${part}`,
  text,
});

/** What an incident's page does about who works on it and what is to be done. */
export function incidentWorkRoutes(pages: Pages): void {
  pages.act(
    '/incidents/:ref/tasks',
    'incidents.write',
    async (visit, form) => {
      const { title = '', assignee = '', due = '' } = form;
      const { task } = await visit.work((w) =>
        addTask(w, numberOf(visit.request, 'incident'), { title, assignee, due }),
      );
      return back(visit, 'tasks', `Task ${task.number} is added.`);
    },
    pathOf,
  );

  pages.act(
    '/incidents/:ref/tasks/:number',
    null,
    async (visit, form) => {
      const number = /^\d{1,4}$/.test(String(visit.request.params.number)) ? Number(visit.request.params.number) : 0;
      const done = form.done !== 'no';
      const { entryIds } = await visit.work((w) =>
        changeTask(w, numberOf(visit.request, 'incident'), number, { done }),
      );
      const now = done ? 'done' : 'open again';
      return back(
        visit,
        'tasks',
        entryIds.length > 0 ? `Task ${number} is ${now}.` : `Task ${number} was ${now} already.`,
      );
    },
    pathOf,
  );

  pages.act(
    '/incidents/:ref/bookmarks',
    'incidents.write',
    async (visit, { url = '', title = '' }) => {
      const { bookmark, isNew } = await visit.work((w) =>
        addBookmark(w, numberOf(visit.request, 'incident'), { url, title }),
      );
      return back(visit, 'bookmarks', isNew ? `Added ${bookmark.title}.` : `It is there already: ${bookmark.title}.`);
    },
    pathOf,
  );

  pages.act(
    '/incidents/:ref/people',
    null,
    async (visit, form) => {
      const { add, remove } = form;
      const { added, called, unreached, removed } = await visit.work((w) =>
        movePeople(w, numberOf(visit.request, 'incident'), {
          ...(add ? { add: [add] } : {}),
          ...(remove ? { remove: [remove] } : {}),
        }),
      );
      const [here] = added;
      const [wanted] = called;
      const [gone] = removed;
      const untold = unreached.length > 0 ? ' They are not told: they have linked no chat account.' : '';
      return back(
        visit,
        'people',
        here
          ? `${here} takes part.${untold}`
          : wanted
            ? `${wanted} is called.${untold}`
            : gone
              ? `${gone} is taken off.`
              : 'That was so already.',
      );
    },
    pathOf,
  );
}
