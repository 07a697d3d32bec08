import { findCaseById } from '../../../db/cases.ts';
import { findAction } from '../../../db/moderation-actions.ts';
import type { OrgDb } from '../../../db/scope.ts';
import { APPEAL_STATES, CASE_STATES, DISMISSALS, type ModerationCase } from '../../../domain/moderation.ts';
import { thresholdIn } from '../../../domain/moderation-policy.ts';
import type { Principal } from '../../../domain/principal.ts';
import { formatReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { severityRank } from '../../../domain/severity.ts';
import { SafeNestError } from '../../../errors.ts';
import { peopleOf } from '../../../messages/case-people.ts';
import { viewOf } from '../../../messages/views/card-view.ts';
import {
  actionButtons,
  caseButtons,
  isAboutSomebody,
  mayBeCorrected,
  personButtons,
  powersPart,
} from '../../../messages/views/case-buttons.ts';
import { audit } from '../../../pipeline/audit.ts';
import { currentAppealCard } from '../../../pipeline/current-card.ts';
import { dismissCase } from '../../../pipeline/moderation/decide-case.ts';
import { listGuardedChannels } from '../../../pipeline/moderation/guarded-channels.ts';
import { handTasks } from '../../../pipeline/moderation/hand-tasks.ts';
import { seePolicy } from '../../../pipeline/moderation/policy.ts';
import { appealCounts, seeAppeals, shownAppeal, waitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { seeCase, seeCases, shownCase } from '../../../pipeline/moderation/see-case.ts';
import { html } from '../html.ts';
import { pageHead } from '../layout.ts';
import { caseTitle } from '../moderation-words.ts';
import { appealsPage } from '../pages/appeals.ts';
import { casePage } from '../pages/case.ts';
import { queuePage, type TasksView } from '../pages/moderation-queue.ts';
import { renderCard } from '../render-card.ts';
import type { Clock } from '../time.ts';
import { addressWith, type Content, numberOf, oneOf, type Pages, queryNumber, queryText } from '../visit.ts';

const PAGE = 30;
/** So many open cases are put in order; there are more only while nobody moderates. */
const MOST_OPEN = 300;
const OPEN_SHOWN = 100;
const MOST_TASKS = 50;

export function moderationRoutes(pages: Pages): void {
  pages.show('/moderation', 'moderation.read', async ({ principal, clock, request }, tx) => {
    const state = oneOf(CASE_STATES, queryText(request, 'state'));
    const before = queryNumber(request, 'before');
    const states = state ? [state] : CASE_STATES.filter((one) => one !== 'open');
    const { cases, counts } = await seeCases(
      { tx, principal },
      { states, limit: PAGE + 1, ...(before === undefined ? {} : { before }) },
    );
    const decided = state === 'open' ? [] : cases.slice(0, PAGE);
    const last = decided.at(-1);
    const looking = { tx, principal };
    const waiting = await waitingInModeration(looking);
    const tasks = before === undefined && state === null ? await tasksShown(looking) : NO_TASKS;
    const open = before === undefined && (state === null || state === 'open') ? await worstOpen(tx, principal) : [];
    return {
      title: 'What needs a moderator now?',
      current: 'moderation',
      script: 'moderation.js',
      body: queuePage({
        clock,
        state,
        ...tasks,
        open,
        decided,
        counts,
        older:
          state !== 'open' && cases.length > PAGE && last
            ? addressWith(request, { before: String(last.number) })
            : null,
        waiting,
        guarded: (await listGuardedChannels(tx)).filter(({ strictness }) => strictness !== 'off').length,
      }),
    };
  });

  pages.show('/cases/:ref', 'moderation.read', ({ principal, clock, request }, tx) =>
    caseContent(tx, { principal, clock, number: numberOf(request, 'case') }),
  );

  // what is covered leaves the server only for whoever asks, and that they asked is written down
  pages.act(
    '/cases/:ref/reveal',
    'moderation.read',
    ({ work, principal, clock, request }) =>
      work(async (w) => {
        const { number } = await seeCase(w, numberOf(request, 'case'));
        await audit(w, { action: 'case.reveal', subject: formatReference({ kind: 'case', number }) });
        return caseContent(w.tx, { principal, clock, number, revealed: true });
      }),
    (request) => request.path.replace(/\/reveal$/, ''),
  );

  pages.act(
    '/cases/:ref/dismiss',
    'moderation.write',
    async ({ work, request }, form) => {
      const as = oneOf(DISMISSALS, form.as);
      if (!as) throw new SafeNestError('invalid_input', 'Say why it is no matter: choose one of the reasons.');
      const number = numberOf(request, 'case');
      const { done } = await work((w) => dismissCase(w, number, { as, note: form.note ?? '' }));
      const reference = formatReference({ kind: 'case', number });
      return {
        to: `/cases/${reference}`,
        text: done ? `${reference} is dismissed.` : `${reference} was dismissed already.`,
      };
    },
    (request) => request.path.replace(/\/dismiss$/, ''),
  );

  pages.show('/moderation/appeals', 'moderation.read', async ({ principal, clock, request }, tx) => {
    const state = oneOf(APPEAL_STATES, queryText(request, 'state'));
    const before = queryNumber(request, 'before');
    const looking = { tx, principal };
    const found = await seeAppeals(looking, {
      limit: PAGE + 1,
      ...(state ? { states: [state] } : {}),
      ...(before === undefined ? {} : { before }),
    });
    const appeals = await Promise.all(found.slice(0, PAGE).map((appeal) => shownAppeal(tx, appeal)));
    const last = appeals.at(-1);
    return {
      title: 'Who says that it was wrong?',
      current: 'moderation',
      body: appealsPage({
        clock,
        state,
        appeals,
        counts: await appealCounts(looking),
        waiting: await waitingInModeration(looking),
        older: found.length > PAGE && last ? addressWith(request, { before: String(last.appeal.number) }) : null,
      }),
    };
  });

  pages.show('/moderation/appeals/:ref', 'moderation.read', async ({ principal, clock, request }, tx) => {
    const number = numberOf(request, 'appeal');
    const reference = formatReference({ kind: 'appeal', number });
    const card = await currentAppealCard({ tx, principal, now: clock.now }, number);
    return {
      title: reference,
      current: 'moderation',
      body: html`<p class="crumb"><a href="/moderation/appeals">Appeals</a> / ${reference}</p>${pageHead({ title: 'Was it right?', lead: 'What somebody says against something that was done to them.' })}${renderCard(card, { clock, back: `/moderation/appeals/${reference}` })}`,
    };
  });

  // an action has its place on the page of its case
  pages.download('/moderation/actions/:ref', 'moderation.read', async ({ request, org }, response) => {
    const number = numberOf(request, 'action');
    const about = await org(async (tx) => {
      const action = await findAction(tx, number);
      return action?.caseId ? findCaseById(tx, action.caseId) : null;
    });
    const reference = formatReference({ kind: 'action', number });
    if (!about) throw new SafeNestError('not_found', `There is no case that ${reference} belongs to.`);
    response.redirect(302, `/cases/${formatReference({ kind: 'case', number: about.number })}#${reference}`);
  });
}

const NO_TASKS: Pick<TasksView, 'tasks' | 'taskButtons'> = { tasks: [], taskButtons: new Map() };

/** What has to be done by hand, with what the reader may say of each. */
export async function tasksShown({
  tx,
  principal,
}: {
  tx: OrgDb;
  principal: Principal;
}): Promise<Pick<TasksView, 'tasks' | 'taskButtons'>> {
  const tasks = await handTasks({ tx, principal }, MOST_TASKS);
  const writes = can(principal.role, 'moderation.write');
  return {
    tasks,
    taskButtons: new Map(
      tasks.map(({ action }) => [
        formatReference({ kind: 'action', number: action.number }),
        writes ? actionButtons(action, viewOf(principal)) : [],
      ]),
    ),
  };
}

/** The page of a case. */
async function caseContent(
  tx: OrgDb,
  {
    principal,
    clock,
    number,
    revealed = false,
  }: { principal: Principal; clock: Clock; number: number; revealed?: boolean },
): Promise<Content> {
  const one = await seeCase({ tx, principal }, number);
  const reference = formatReference({ kind: 'case', number: one.number });
  const shown = await shownCase(tx, one);
  const { policy } = await seePolicy({ tx, principal });
  const view = viewOf(principal);
  const buttons = caseButtons(shown, reference, view, false);
  const people = peopleOf(one).map((person) => ({
    person,
    buttons: personButtons(shown, reference, view, person),
  }));
  return {
    title: `${reference} ${caseTitle(one)}`,
    current: 'moderation',
    script: 'moderation.js',
    body: casePage({
      clock,
      case: one,
      evidence: shown.evidence,
      context: shown.context ?? [],
      actions: shown.actions,
      incidentRef: can(principal.role, 'incidents.read') ? shown.incidentRef : null,
      // dismissing asks why, and what is done to somebody stands beside them
      buttons: buttons.filter((button) => !button.url && button.id !== 'case.dismiss' && !isAboutSomebody(button)),
      people,
      powers:
        powersPart(
          shown,
          people.flatMap((each) => each.buttons),
          'en',
        )?.items ?? [],
      corrects: mayBeCorrected(one) && can(principal.role, 'moderation.write'),
      dismisses: one.state === 'open' && can(principal.role, 'moderation.write'),
      revealed,
      threshold: thresholdIn(policy, 'escalation', one.channel.strictness),
    }),
  };
}

/** Cases that wait, the worst first; of those as bad as each other, the one that goes on. */
export async function worstOpen(tx: OrgDb, principal: Principal): Promise<ModerationCase[]> {
  const { cases } = await seeCases({ tx, principal }, { states: ['open'], limit: MOST_OPEN });
  return cases
    .sort(
      (a, b) =>
        severityRank(b.severity) - severityRank(a.severity) ||
        b.score - a.score ||
        b.updatedAt.getTime() - a.updatedAt.getTime(),
    )
    .slice(0, OPEN_SHOWN);
}
