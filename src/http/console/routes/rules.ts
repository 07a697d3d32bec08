import { alertsPerRule, listAlerts } from '../../../db/alerts.ts';
import { findRule, listRules } from '../../../db/rules.ts';
import type { FieldError } from '../../../domain/plain-issue.ts';
import { formatReference, parseReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import type { Rule } from '../../../domain/rule.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { isSafeNestError, SafeNestError } from '../../../errors.ts';
import { withKnown } from '../../../pipeline/alert-shown.ts';
import { rulesNeed } from '../../../pipeline/approvals.ts';
import { backtestRule, canBeTried, proposeRuleChange } from '../../../pipeline/propose-rule.ts';
import { dropExample, keepExample, seeExamples, takesExamples } from '../../../pipeline/rule-examples.ts';
import { findRuleKind } from '../../../pipeline/rule-kinds.ts';
import {
  describeRule,
  listRuleVersions,
  previewRule,
  type RulePatch,
  revertPatch,
  revertRule,
  tryExamples,
  updateRule,
} from '../../../pipeline/rules.ts';
import { COOLDOWN_UNITS, rulePage } from '../pages/rule.ts';
import { trialPage } from '../pages/rule-trial.ts';
import { rulesPage } from '../pages/rules.ts';
import { type ParamField, paramFields, readParams } from '../param-form.ts';
import { type Form, numberOf, oneOf, type Pages, type Visit } from '../visit.ts';

const THIRTY_DAYS_MS = 30 * 86_400_000;
const ALERTS_SHOWN = 10;
const SETTABLE = ['active', 'retired', 'rejected'] as const;
const SAID = {
  active: 'The rule is on.',
  retired: 'The rule is off. Its alerts are kept.',
  rejected: 'The rule is rejected.',
};

export function ruleRoutes(pages: Pages): void {
  pages.show('/rules', 'rules.read', async ({ clock }, tx) => {
    const activity = await alertsPerRule(tx, new Date(clock.now.getTime() - THIRTY_DAYS_MS));
    const rules = (await listRules(tx)).map((rule) => {
      const noticed = activity.get(rule.id);
      return { rule, words: describeRule(rule), hits: noticed?.count ?? 0, lastHit: noticed?.last ?? null };
    });
    return { title: 'What are we watching for?', current: 'rules', body: rulesPage({ clock, rules }) };
  });

  pages.show('/rules/:ref', 'rules.read', async ({ principal, clock, request }, tx) => {
    const number = numberOf(request, 'rule');
    const rule = await findRule(tx, number);
    const reference = formatReference({ kind: 'rule', number });
    if (!rule) throw new SafeNestError('not_found', `There is no rule ${reference}.`);
    return {
      title: `${reference} ${rule.name}`,
      current: 'rules',
      body: rulePage({
        principal,
        clock,
        rule,
        words: describeRule(rule),
        fields: fieldsOf(rule),
        alerts: can(principal.role, 'alerts.read')
          ? await withKnown({ tx, principal }, await listAlerts(tx, { noticedBy: rule.id, limit: ALERTS_SHOWN }))
          : [],
        versions: await listRuleVersions(tx, rule.id),
        examples: takesExamples(rule.kind) ? await seeExamples(tx, rule) : null,
        tries: canBeTried(rule.kind),
      }),
      script: 'rule-editor.js',
    };
  });

  pages.act('/rules/:ref', 'rules.write', async (visit, form) => {
    const { request } = visit;
    const severity = oneOf(SEVERITIES, form.severity);
    const rule = await visit.org((tx) => findRule(tx, numberOf(request, 'rule')));
    if (!rule) throw new SafeNestError('not_found', 'There is no such rule.');
    const fields = fieldsOf(rule);
    try {
      const patch = {
        name: form.name ?? rule.name,
        params: { ...rule.params, ...readParams(fields, form) },
        ...(form.cooldown === undefined ? {} : { cooldownSeconds: cooldownOf(form) }),
        ...(severity ? { severity } : {}),
      };
      const waits = await changeOrPropose(visit, rule, patch, form.why ?? '');
      return waits ?? { to: request.path, text: 'Saved. It counts for logins from now on.' };
    } catch (error) {
      throw withLabels(error, fields);
    }
  });

  pages.act(
    '/rules/:ref/revert',
    'rules.write',
    async (visit, form) => {
      const { work, org, request } = visit;
      const version = Number(form.version);
      if (!Number.isInteger(version) || version < 1)
        throw new SafeNestError('invalid_input', 'Say which version to go back to.');
      const rule = await org((tx) => findRule(tx, numberOf(request, 'rule')));
      if (rule && (await org(rulesNeed)) > 1) {
        const patch = await org((tx) => revertPatch(tx, rule, version));
        const waits = await changeOrPropose(visit, rule, patch, `Back to version ${version}.`);
        if (waits) return waits;
      } else await work((w) => revertRule(w, numberOf(request, 'rule'), version));
      return { to: request.path.replace(/\/revert$/, ''), text: `The rule is as it was in version ${version}.` };
    },
    (request) => request.path.replace(/\/revert$/, ''),
  );

  for (const [to, said] of [
    ['drop', 'The example is dropped; it stands below, where it can be put back.'],
    ['restore', 'The example is back.'],
  ] as const) {
    const page = (path: string): string => path.replace(/\/examples\/.*$/, '');
    pages.act(
      `/rules/:ref/examples/:number/${to}`,
      'rules.propose',
      async ({ work, request }) => {
        const number = Number(request.params.number);
        await work((w) => dropExample(w, numberOf(request, 'rule'), number, to === 'drop'));
        return { to: page(request.path), text: said };
      },
      (request) => page(request.path),
    );
  }

  for (const from of ['alerts', 'logs']) {
    const page = (path: string): string => path.replace(/\/example$/, '');
    pages.act(
      `/${from}/:ref/example`,
      'rules.propose',
      async ({ work, request }, form) => {
        const rule = parseReference(form.rule ?? '');
        if (rule?.kind !== 'rule') throw new SafeNestError('invalid_input', 'Say which rule it is an example of.');
        const fires = oneOf(['yes', 'no'], form.fires);
        if (!fires) throw new SafeNestError('invalid_input', 'Say whether the rule should fire.');
        const source = String(request.params.ref);
        const kept = await work((w) => keepExample(w, rule.number, { from: source, fires: fires === 'yes' }));
        const text =
          kept.holds === false
            ? `Kept as example ${kept.number}. It fails as the rule is now: change the rule, and it is held to it.`
            : `Kept as example ${kept.number}. Changes that break it are refused.`;
        return { to: `/rules/${formatReference(rule)}`, text };
      },
      (request) => page(request.path),
    );
  }

  // for whoever has no scripts: the same trial, in a page
  pages.act(
    '/rules/:ref/trial',
    'rules.write',
    async (visit, form) => {
      const rule = await wantedRule(visit, form);
      const tried = await backtestRule(visit.org, rule, { now: visit.clock.now, budgetMs: 5000 });
      return {
        title: 'What it would have raised',
        current: 'rules',
        body: trialPage(
          rule,
          tried,
          tryExamples(rule.kind, rule.params),
          await visit.org((tx) => seeExamples(tx, rule)),
        ),
      };
    },
    (request) => request.path.replace(/\/trial$/, ''),
  );

  pages.act(
    '/rules/:ref/state',
    'rules.write',
    async (visit, form) => {
      const { org, request } = visit;
      const state = oneOf(SETTABLE, form.state);
      if (!state) throw new SafeNestError('invalid_input', 'A rule is switched on, switched off or rejected.');
      const rule = await org((tx) => findRule(tx, numberOf(request, 'rule')));
      if (!rule) throw new SafeNestError('not_found', 'There is no such rule.');
      const waits = await changeOrPropose(visit, rule, { state }, '');
      return waits ?? { to: request.path.replace(/\/state$/, ''), text: SAID[state] };
    },
    (request) => request.path.replace(/\/state$/, ''),
  );
}

/** Changes a rule, and answers null; where two people approve rules, puts the change up for approval, and answers where it waits. */
async function changeOrPropose(
  { org, work, clock }: Visit,
  rule: Rule,
  patch: RulePatch,
  why: string,
): Promise<{ to: string; text: string } | null> {
  const counts = rule.state === 'active' || patch.state === 'active';
  if (!counts || (await org(rulesNeed)) < 2) {
    await work((w) => updateRule({ ...w, why }, rule.number, patch));
    return null;
  }
  const parts = { org, work, options: { now: clock.now } };
  // an admin who saves it has seen what became of it before
  const { proposal } = await proposeRuleChange(parts, { rule: rule.number, patch, why, again: true });
  if (!proposal) throw new SafeNestError('conflict', 'This change was rejected before.');
  const to = `/proposals/${formatReference({ kind: 'proposal', number: proposal.number })}`;
  return { to, text: 'Two admins approve changes of rules here: this one waits for them.' };
}

/** The rule as a form would have it, with nothing written. */
export async function wantedRule({ org, request }: Pick<Visit, 'org' | 'request'>, form: Form): Promise<Rule> {
  const number = numberOf(request, 'rule');
  const rule = await org((tx) => findRule(tx, number));
  if (!rule) throw new SafeNestError('not_found', 'There is no such rule.');
  const fields = fieldsOf(rule);
  try {
    const wanted = previewRule(rule, {
      params: { ...rule.params, ...readParams(fields, form) },
      ...(form.cooldown === undefined ? {} : { cooldownSeconds: cooldownOf(form) }),
    });
    // one that is off is tried all the same: it is to be seen before it is switched on
    return { ...wanted, state: 'active' };
  } catch (error) {
    throw withLabels(error, fields);
  }
}

function fieldsOf(rule: Rule): ParamField[] {
  const kind = findRuleKind(rule.kind);
  return kind ? paramFields(kind.params, rule.params) : [];
}

function cooldownOf(form: Form): number {
  const unit = COOLDOWN_UNITS[oneOf(['minutes', 'hours', 'days'], form.cooldown_unit) ?? 'minutes'];
  const amount = Number(form.cooldown);
  if (!form.cooldown?.trim() || Number.isNaN(amount))
    throw new SafeNestError('invalid_input', 'How long further events join an alert must be a number.');
  return Math.round(amount * unit);
}

/** A refusal of parameters in the words of the form, where the schema knows only their names. */
export function withLabels(error: unknown, fields: ParamField[]): unknown {
  if (!isSafeNestError(error) || error.code !== 'invalid_input' || !Array.isArray(error.details)) return error;
  const wrong = (error.details as FieldError[])
    .map(({ field, message }) => ({
      label: fields.find(({ name }) => new RegExp(`^params\\.${name}\\b`).test(field))?.label,
      message,
    }))
    .filter(({ label }) => label !== undefined);
  if (wrong.length === 0) return error;
  const words = wrong.slice(0, 3).map(({ label, message }) => `“${label}” ${message}.`);
  return new SafeNestError('invalid_input', words.join(' '), { details: error.details, cause: error });
}
