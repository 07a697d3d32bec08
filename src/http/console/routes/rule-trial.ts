import type { Router } from 'express';
import { isSafeNestError } from '../../../errors.ts';
import { authorise } from '../../../pipeline/authorise.ts';
import { backtestRule } from '../../../pipeline/propose-rule.ts';
import { seeExamples } from '../../../pipeline/rule-examples.ts';
import { tryExamples } from '../../../pipeline/rules.ts';
import { EventStream } from '../../event-stream.ts';
import type { HttpServices } from '../../services.ts';
import { trial } from '../pages/rule-trial.ts';
import { type Form, visitOf } from '../visit.ts';
import { wantedRule } from './rules.ts';

/** A trial may look at as much as this; whoever changes a field meanwhile ends it. */
const TRIED = { mostLogins: 1_000_000, budgetMs: 30_000 };
const TELL_MS = 200;

/**
 * `GET /rules/:ref/try`: what the rule would raise with the settings of the form, as server-sent events: `progress` while it looks,
 * then `done`, or `problem` with what is wrong. It ends when the page goes on to another trial.
 */
export function ruleTrialRoutes(router: Router, services: HttpServices): void {
  router.get('/rules/:ref/try', async (request, response) => {
    const visit = visitOf(services, request, response);
    authorise(visit.principal, 'rules.write');
    const stream = new EventStream(response);
    try {
      const rule = await wantedRule(visit, formOf(request.query));
      let told = 0;
      const tried = await backtestRule(visit.org, rule, {
        now: visit.clock.now,
        ...TRIED,
        signal: stream.gone,
        onProgress(looked, of) {
          if (performance.now() - told < TELL_MS) return;
          told = performance.now();
          void stream.send('progress', { looked, of });
        },
      });
      const own = await visit.org((tx) => seeExamples(tx, rule));
      await stream.send('done', { html: trial(tried, tryExamples(rule.kind, rule.params), own).toString() });
    } catch (error) {
      if (stream.gone.aborted) return;
      const known = isSafeNestError(error) && error.code !== 'internal';
      if (!known) services.log.error({ err: error }, 'a rule could not be tried');
      await stream.send('problem', {
        text: known ? error.message : 'That did not work. What went wrong is in the service’s log.',
      });
    } finally {
      stream.end();
    }
  });
}

/** Of a field sent twice, the last, as forms are read. */
function formOf(query: Record<string, unknown>): Form {
  const form: Form = Object.create(null) as Form;
  for (const [name, value] of Object.entries(query)) {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    if (typeof last === 'string' && !last.includes('\0')) form[name] = last;
  }
  return form;
}
