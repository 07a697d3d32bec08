import { setTimeout as sleep } from 'node:timers/promises';
import { type Prompt, readPrompts } from '../../../agent/prompt.ts';
import { findApiKey } from '../../../db/api-keys.ts';
import { ownerOf } from '../../../db/chat-sessions.ts';
import { findMember } from '../../../db/members.ts';
import type { OrgDb } from '../../../db/scope.ts';
import { countRated, findTurn, listTurns, turnOwners } from '../../../db/turns.ts';
import { isUuid } from '../../../domain/id.ts';
import { LIMIT_KEYS, type ModelBudget, NO_LIMITS } from '../../../domain/model-budget.ts';
import { can, type Role } from '../../../domain/role.ts';
import { isSafeNestError, SafeNestError } from '../../../errors.ts';
import { seeModelBudget, setModelBudget } from '../../../pipeline/model-budget.ts';
import { BUDGET_FIELDS, studioCostPage } from '../pages/studio-cost.ts';
import { studioEvaluationPage } from '../pages/studio-evaluation.ts';
import { studioPromptsPage, type TrialView } from '../pages/studio-prompts.ts';
import { studioTurnsPage } from '../pages/studio-turns.ts';
import { turnTracePage } from '../pages/turn-trace.ts';
import { addressWith, type Content, type Pages, queryText, type Visit } from '../visit.ts';

const TURNS_PAGE = 50;
const OWNERS_SHOWN = 200;
const PATIENCE_MS = 8000;
const RATED_MS = 30 * 86_400_000;

/** Who may change rules may try prompts; who reads what others asked must be able to read the audit log as well. */
const seesStudio = (role: Role): boolean => can(role, 'rules.write') && can(role, 'audit.read');

/** The studio: what the assistant is told, how well it understands, and how each answer came about. */
export function studioRoutes(pages: Pages): void {
  promptRoutes(pages);
  evaluationRoutes(pages);
  turnRoutes(pages);
  costRoutes(pages);
}

function promptRoutes(pages: Pages): void {
  const load = ({ services }: Visit, trial: Partial<TrialView>): Content => {
    const prompts = readPrompts();
    const [desk] = prompts.filter(({ name }) => name === 'desk') as [Prompt];
    const configured = services.modelName ?? 'offline';
    const models = configured === 'offline' ? ['offline'] : [configured, 'offline'];
    const shown = { prompt: desk.text, question: '', model: configured, result: null, ...trial };
    return {
      title: 'What is the assistant told?',
      current: 'studio',
      body: studioPromptsPage({ prompts, models, trial: shown }),
    };
  };

  pages.show('/studio', 'rules.write', async (visit) => load(visit, {}));

  pages.act(
    '/studio/try',
    'rules.write',
    async (visit, form) => {
      const asked = {
        prompt: form.prompt ?? '',
        question: (form.question ?? '').trim(),
        model: form.model ?? 'offline',
      };
      return load(visit, { ...asked, result: await tryPrompt(visit, asked) });
    },
    () => '/studio',
  );
  // A trial that is reloaded or come back to by its address begins anew.
  pages.show('/studio/try', 'rules.write', async (visit) => load(visit, {}));
}

async function tryPrompt(
  { services, principal, response }: Visit,
  { prompt, question, model }: Pick<TrialView, 'prompt' | 'question' | 'model'>,
): Promise<TrialView['result']> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const began = performance.now();
  try {
    const trial = { prompt: prompt.replaceAll('\r\n', '\n'), offline: model === 'offline' };
    for await (const event of services.desk.respond(principal, { text: question, trial }, gone.signal)) {
      if (event.kind === 'done') return { answer: event.answer, ms: performance.now() - began };
      if (event.kind === 'failed') return { problem: event.message };
    }
    return { problem: 'The desk gave no answer; try again.' };
  } catch (error) {
    if (!isSafeNestError(error) || error.code === 'internal') throw error;
    return { problem: error.message };
  }
}

function evaluationRoutes(pages: Pages): void {
  const load = async ({ services }: Visit, run: boolean): Promise<Content> => {
    const { evaluation } = services;
    // It goes on by itself; whoever waits for it does not wait for long.
    if (run && evaluation) await Promise.race([evaluation.run(), sleep(PATIENCE_MS, null, { ref: false })]);
    const { running, latest } = evaluation?.now() ?? { running: false, latest: null };
    const last = (await evaluation?.last()) ?? [];
    return {
      title: 'How well does it understand?',
      current: 'studio',
      body: studioEvaluationPage({ last, fresh: latest, running, runs: evaluation !== undefined }),
    };
  };
  pages.showGathered('/studio/evaluation', 'rules.write', (visit) => load(visit, false));
  pages.act('/studio/evaluation', 'rules.write', (visit) => load(visit, true));
}

function turnRoutes(pages: Pages): void {
  pages.show('/studio/turns', 'audit.read', async ({ principal, clock, request }, tx) => {
    if (!seesStudio(principal.role))
      throw new SafeNestError(
        'forbidden',
        'What others asked is for admins. Your own answers you can open from the desk.',
      );
    const said = queryText(request, 'helpful', 5);
    const filter = {
      owner: queryText(request, 'who', 100),
      flagged: queryText(request, 'flagged', 5) === 'yes',
      helpful: said === 'yes' ? true : said === 'no' ? false : null,
    };
    const last = queryText(request, 'before', 40);
    const before = isUuid(last) ? await findTurn(tx, last) : undefined;
    const turns = await listTurns(tx, {
      limit: TURNS_PAGE + 1,
      flagged: filter.flagged,
      ...(filter.helpful === null ? {} : { helpful: filter.helpful }),
      ...(filter.owner ? { owner: filter.owner } : {}),
      ...(before ? { before } : {}),
    });
    const shown = turns.slice(0, TURNS_PAGE);
    const owners = await turnOwners(tx, OWNERS_SHOWN);
    return {
      title: 'What was it asked?',
      current: 'studio',
      body: studioTurnsPage({
        clock,
        turns: shown,
        names: await namesOf(tx, owners),
        filter,
        rated: await countRated(tx, new Date(clock.now.getTime() - RATED_MS)),
        older: turns.length > TURNS_PAGE ? addressWith(request, { before: shown.at(-1)!.id }) : null,
      }),
    };
  });

  pages.show('/studio/turns/:id', null, async ({ principal, clock, request }, tx) => {
    const id = String(request.params.id ?? '');
    const turn = isUuid(id) ? await findTurn(tx, id) : undefined;
    const studio = seesStudio(principal.role);
    // Somebody else's turn is as unknown as one that never was.
    if (!turn || (!studio && turn.owner !== ownerOf(principal).owner))
      throw new SafeNestError('not_found', 'There is no such turn of yours.');
    const names = await namesOf(tx, [turn.owner]);
    const audit = can(principal.role, 'audit.read');
    return {
      title: 'How was this answered?',
      current: studio ? 'studio' : 'desk',
      body: turnTracePage({ clock, turn, name: names.get(turn.owner) ?? 'somebody', studio, audit }),
    };
  });
}

function costRoutes(pages: Pages): void {
  pages.show('/studio/cost', 'rules.write', async ({ services, clock }, tx) => {
    const most = services.model?.limits ?? NO_LIMITS;
    const model = services.model?.name ?? 'offline';
    return {
      title: 'What does it cost?',
      current: 'studio',
      body: studioCostPage({
        model,
        price: services.model?.prices.get(model),
        most,
        seen: await seeModelBudget(tx, most, clock.now),
      }),
    };
  });

  pages.act(
    '/studio/cost',
    'rules.write',
    async ({ services, work }, form) => {
      const wanted = {} as ModelBudget;
      for (const key of LIMIT_KEYS) wanted[key] = amountIn(form[BUDGET_FIELDS[key]], key.endsWith('Micros'));
      await work((w) => setModelBudget(w, services.model?.limits ?? NO_LIMITS, wanted));
      return { to: '/studio/cost', text: 'Saved. It holds from the next question on.' };
    },
    () => '/studio/cost',
  );
}

/** `2,000,000` or `1.50`; null where nothing stands there. */
function amountIn(text: string | undefined, money: boolean): number | null {
  const said = (text ?? '').replaceAll(/[\s,_$]/g, '');
  if (said === '') return null;
  if (!(money ? /^\d{1,6}(?:\.\d{1,6})?$/ : /^\d{1,12}$/).test(said) || Number(said) === 0)
    throw new SafeNestError('invalid_input', money ? 'Write dollars as 2.50.' : 'Write tokens as a whole number.');
  return money ? Math.round(Number(said) * 1_000_000) : Number(said);
}

/** What members and keys are called, by `member:…` and `key:…`. */
async function namesOf(tx: OrgDb, owners: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const owner of owners) {
    const [kind, id = ''] = owner.split(':');
    const found = !isUuid(id) ? undefined : kind === 'key' ? await findApiKey(tx, id) : await findMember(tx, id);
    names.set(owner, found ? (kind === 'key' ? `${found.name} (key)` : found.name) : 'somebody who is gone');
  }
  return names;
}
