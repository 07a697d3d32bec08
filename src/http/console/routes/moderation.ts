import { findCaseById } from '../../../db/cases.ts';
import { findAction } from '../../../db/moderation-actions.ts';
import type { OrgDb } from '../../../db/scope.ts';
import {
  APPEAL_STATES,
  CASE_STATES,
  DISMISSALS,
  HOLDING,
  MODERATION_STEPS,
  type ModerationCase,
} from '../../../domain/moderation.ts';
import { RUNG_STEPS, thresholdIn } from '../../../domain/moderation-policy.ts';
import type { Principal } from '../../../domain/principal.ts';
import { formatReference, parseReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { SafeNestError } from '../../../errors.ts';
import type { CardAction } from '../../../messages/card.ts';
import { claimMark } from '../../../messages/case-claim-text.ts';
import { peopleOf } from '../../../messages/case-people.ts';
import { togetherWords } from '../../../messages/catalogue/together.ts';
import { type CardView, viewOf } from '../../../messages/views/card-view.ts';
import {
  actionButtons,
  aloneIn,
  caseButtons,
  isAboutSomebody,
  mayBeCorrected,
  personButtons,
  powersPart,
  stepLabel,
} from '../../../messages/views/case-buttons.ts';
import type { CaseShown } from '../../../messages/views/case-card.ts';
import { audit } from '../../../pipeline/audit.ts';
import { currentAppealCard } from '../../../pipeline/current-card.ts';
import { actOnAll, leftOutOf } from '../../../pipeline/moderation/act-on-all.ts';
import { othersClaim } from '../../../pipeline/moderation/case-claim.ts';
import { dismissCase } from '../../../pipeline/moderation/decide-case.ts';
import { listGuardedChannels } from '../../../pipeline/moderation/guarded-channels.ts';
import { handTasks } from '../../../pipeline/moderation/hand-tasks.ts';
import { seePolicy } from '../../../pipeline/moderation/policy.ts';
import { appealCounts, seeAppeals, shownAppeal, waitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { seeCase, seeCases, seeOpenCases, shownCase } from '../../../pipeline/moderation/see-case.ts';
import { nextCase } from '../../../pipeline/moderation/take-case.ts';
import type { Work } from '../../../pipeline/work.ts';
import { html } from '../html.ts';
import { pageHead } from '../layout.ts';
import { caseTitle, words } from '../moderation-words.ts';
import { appealsPage } from '../pages/appeals.ts';
import { type ActOnAllView, casePage } from '../pages/case.ts';
import { queuePage, type TasksView } from '../pages/moderation-queue.ts';
import { renderCard } from '../render-card.ts';
import type { Clock } from '../time.ts';
import { addressWith, type Content, numberOf, oneOf, type Pages, queryNumber, queryText, valuesOf } from '../visit.ts';

const PAGE = 30;
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
        decides: can(principal.role, 'moderation.write'),
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
    '/moderation/next',
    'moderation.write',
    async ({ work }, form) => {
      const after = parseReference((form.after ?? '').slice(0, 40));
      const found = await work((w) => nextCase(w, after?.kind === 'case' ? after.number : null));
      if (!found) return { to: '/moderation', text: 'No other case waits that nobody has in hand.' };
      const reference = formatReference({ kind: 'case', number: found.number });
      return { to: `/cases/${reference}`, text: `You have ${reference} now.` };
    },
    () => '/moderation',
  );

  pages.act(
    '/cases/:ref/dismiss',
    'moderation.write',
    async ({ work, request }, form) => {
      const as = oneOf(DISMISSALS, form.as);
      if (!as) throw new SafeNestError('invalid_input', 'Say why it is no matter: choose one of the reasons.');
      const number = numberOf(request, 'case');
      // what it was asked about is the claim that stood on the page
      const anyway = (one: ModerationCase, w: Work): boolean => {
        const claim = othersClaim(one, w.principal, w.now);
        return claim !== null && claimMark(claim) === form.over;
      };
      const { done } = await work(async (w) =>
        dismissCase(w, number, { as, note: form.note ?? '', anyway: anyway(await seeCase(w, number), w) }),
      );
      const reference = formatReference({ kind: 'case', number });
      return {
        to: `/cases/${reference}`,
        text: done ? `${reference} is dismissed.` : `${reference} was dismissed already.`,
      };
    },
    (request) => request.path.replace(/\/dismiss$/, ''),
  );

  pages.act(
    '/cases/:ref/act-on-all',
    'moderation.write',
    async ({ work, request }, form) => {
      const step = oneOf(MODERATION_STEPS, form.step);
      const accounts = valuesOf(request.body, 'whom');
      if (!step || accounts.length === 0)
        throw new SafeNestError('invalid_input', 'Tick whom it is about, and say what is to be done.');
      const number = numberOf(request, 'case');
      const said = form.reason?.trim() ? { reason: form.reason } : {};
      const { text } = await work(async (w) => {
        const claim = othersClaim(await seeCase(w, number), w.principal, w.now);
        const anyway = claim !== null && claimMark(claim) === form.over;
        return actOnAll(w, number, { step, accounts, anyway, ...said });
      });
      return { to: `/cases/${formatReference({ kind: 'case', number })}#done-title`, text: text('en') };
    },
    (request) => request.path.replace(/\/act-on-all$/, ''),
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
      buttons: [...buttons, ...eachUndone(shown, view)].filter(
        (button) =>
          !button.url && button.id !== 'case.dismiss' && button.id !== 'case.next' && !isAboutSomebody(button),
      ),
      people,
      powers:
        powersPart(
          shown,
          people.flatMap((each) => each.buttons),
          'en',
        )?.items ?? [],
      all: can(principal.role, 'moderation.write') ? await actOnAllView({ tx, principal }, shown) : null,
      corrects: mayBeCorrected(one) && can(principal.role, 'moderation.write'),
      dismisses: one.state === 'open' && can(principal.role, 'moderation.write'),
      heldByOther: othersClaim(one, principal, clock.now),
      nexts: can(principal.role, 'moderation.write'),
      revealed,
      threshold: thresholdIn(policy, 'escalation', one.channel.strictness),
    }),
  };
}

/** What is taken back together on a card can be taken back one by one here. */
const eachUndone = ({ actions }: CaseShown, view: CardView): CardAction[] => {
  const alone = new Set(aloneIn(actions));
  return view.can('moderation.write')
    ? actions.filter((action) => !alone.has(action)).flatMap((action) => actionButtons(action, view))
    : [];
};

async function actOnAllView(work: { tx: OrgDb; principal: Principal }, shown: CaseShown): Promise<ActOnAllView | null> {
  const { case: one, policy, actions } = shown;
  const leftOut = await leftOutOf(work, one);
  const out = new Set(leftOut.map(({ account }) => account));
  const people = peopleOf(one).filter(({ account }) => !out.has(account));
  if (people.length < 2 || (one.state !== 'open' && one.state !== 'acted')) return null;
  const steps = ([...RUNG_STEPS, 'delete'] as const).filter((step) => policy.steps[step].mode !== 'off');
  const advised = steps.find((step) => step === one.recommendation?.step) ?? 'timeout';
  return {
    people: people.map((person) => {
      const last = actions.findLast(({ account, state }) => account === person.account && HOLDING.includes(state));
      const did = last ? ` · ${words.steps[last.step]}: ${words.actionStates[last.state]}` : '';
      return { person, did, ticked: !last };
    }),
    steps: steps.map((step) => ({
      value: step,
      label: step === 'delete' ? words.steps.delete : stepLabel(step, one, policy, 'en'),
      chosen: step === advised,
    })),
    leftOut: togetherWords.en.leftOut(leftOut),
  };
}

/** Cases that wait, in the order in which they are worked on. */
export async function worstOpen(tx: OrgDb, principal: Principal): Promise<ModerationCase[]> {
  return seeOpenCases({ tx, principal }, OPEN_SHOWN);
}
