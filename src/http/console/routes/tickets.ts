import { LANGUAGES } from '../../../domain/language.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { TRACKER_KINDS } from '../../../domain/ticket.ts';
import { SafeNestError } from '../../../errors.ts';
import { createTicket, unlinkTicket } from '../../../pipeline/tickets/tickets.ts';
import {
  removeTracker,
  seeTracker,
  setTracker,
  type TrackerInput,
  tryTicketsAgain,
} from '../../../pipeline/tickets/tracker.ts';
import { ticketsOf } from '../../routes/tickets.ts';
import { ticketsPage } from '../pages/tickets.ts';
import { type Form, numberOf, oneOf, type Pages } from '../visit.ts';

const tickets = (): string => '/tickets';

/** The issue tracker, and each incident's ticket there. */
export function ticketRoutes(pages: Pages): void {
  pages.show('/tickets', 'chat.write', async ({ clock }, tx) => ({
    title: 'Which incidents become tickets?',
    current: 'connections',
    body: ticketsPage({ clock, tracker: await seeTracker(tx) }),
  }));

  pages.act(
    '/tickets',
    'chat.write',
    async ({ work, services }, form) => {
      await work((w) => setTracker(w, ticketsOf(services).key, trackerOf(form)));
      return { to: '/tickets', text: 'Saved. Test the connection to see whether it works.' };
    },
    tickets,
  );

  pages.act(
    '/tickets/test',
    'chat.write',
    async ({ services, principal }) => {
      const { account, project } = await ticketsOf(services).test(principal.orgId);
      return { to: '/tickets', text: `It works: ${account} sees ${project}.` };
    },
    tickets,
  );

  pages.act(
    '/tickets/again',
    'chat.write',
    async ({ work }) => {
      const count = await work(tryTicketsAgain);
      return { to: '/tickets', text: `${count} ${count === 1 ? 'ticket is' : 'tickets are'} looked after now.` };
    },
    tickets,
  );

  pages.act(
    '/tickets/remove',
    'chat.write',
    async ({ work }) => {
      await work(removeTracker);
      return { to: '/tickets', text: 'The connection and its token are removed.' };
    },
    tickets,
  );

  pages.act(
    '/incidents/:ref/ticket',
    'incidents.write',
    async ({ work, request }, form) => {
      const number = numberOf(request, 'incident');
      const to = `/incidents/${encodeURIComponent(String(request.params.ref))}`;
      if (form.do === 'unlink') {
        const { key } = await work((w) => unlinkTicket(w, number));
        return { to, text: `${key ?? 'The ticket'} is unlinked. That stands in the timeline, where it can be undone.` };
      }
      const { isNew, key } = await work((w) => createTicket(w, number));
      return { to, text: isNew ? 'A ticket is being created.' : `There is a ticket already${key ? `: ${key}` : ''}.` };
    },
    (request) => `/incidents/${encodeURIComponent(String(request.params.ref))}`,
  );
}

function trackerOf(form: Form): TrackerInput {
  const kind = oneOf(TRACKER_KINDS, form.kind);
  if (!kind) throw new SafeNestError('invalid_input', 'Choose Jira Cloud or Data Center.');
  return {
    kind,
    site: form.site?.trim() ?? '',
    project: form.project ?? '',
    issueType: form.issue_type ?? '',
    email: form.email?.trim() || null,
    token: form.token ?? '',
    enabled: form.enabled !== 'no',
    floor: oneOf(SEVERITIES, form.floor) ?? null,
    comments: form.comments !== 'no',
    closes: form.closes === 'yes',
    language: oneOf(LANGUAGES, form.language) ?? 'en',
  };
}
