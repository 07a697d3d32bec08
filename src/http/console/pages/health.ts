import type { HealthReport } from '../../../domain/health.ts';
import type { Principal } from '../../../domain/principal.ts';
import { can } from '../../../domain/role.ts';
import type { DeadJob, JobCounts } from '../../../jobs/queue.ts';
import { type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import { askFirst, empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';
import { number, sentence } from '../words.ts';

export interface HealthView {
  principal: Principal;
  clock: Clock;
  report: HealthReport;
  /** By state: waiting, active, delayed … ; null for whoever may not see jobs. */
  jobs: { counts: JobCounts; dead: DeadJob[] } | null;
}

/** "Is everything working?": each part, how to mend it, and the work that failed. */
export function healthPage(view: HealthView): Html {
  const broken = view.report.checks.filter((check) => !check.ok).length;
  return html`${pageHead({
    title: 'Is everything working?',
    lead:
      broken === 0
        ? 'Yes. Every part answered just now.'
        : `${broken === 1 ? 'One part does' : `${broken} parts do`} not. What to do stands beside it.`,
  })}
<div class="columns"><section class="panel" aria-label="Parts"><ul class="checks">${view.report.checks.map((check) => html`<li><span class="${check.ok ? 'check-ok' : 'check-bad'}">${icon(check.ok ? 'check' : 'warning')}</span><div><p><strong>${sentence(check.name)}</strong> <span class="quiet">${check.ok ? 'works' : 'does not work'}</span></p><p class="quiet">${check.detail}</p>${check.mend && !check.ok && html`<p>${check.mend}</p>`}</div></li>`)}</ul></section>
${view.jobs && html`<section class="panel" aria-labelledby="jobs-title"><h2 id="jobs-title">Background work</h2><dl class="counts">${Object.entries(view.jobs.counts).map(([state, count]) => html`<div><dt>${sentence(state)}</dt><dd>${number(count)}</dd></div>`)}</dl></section>`}</div>
${can(view.principal.role, 'members.write') && html`<p><a href="/health/backups">Backups: what could we go back to?</a></p>`}
${view.jobs && deadLetters(view.jobs.dead, view)}`;
}

function deadLetters(dead: DeadJob[], { principal, clock }: HealthView): Html {
  const writes = can(principal.role, 'jobs.write');
  if (dead.length === 0)
    return html`<section aria-label="Dead letters">${empty('No dead letters', 'Work that failed for good is kept here, to be tried again or dropped.')}</section>`;
  return html`<section class="panel flush folds" aria-labelledby="dead-title"><table><caption id="dead-title">Dead letters: work that failed for good</caption><thead><tr><th scope="col">Job</th><th scope="col">What went wrong</th><th scope="col" class="num">Attempts</th><th scope="col">When</th>${writes && html`<th scope="col"><span class="sr-only">What to do</span></th>`}</tr></thead><tbody>${dead.map(
    (letter) =>
      html`<tr><th scope="row">${sentence(letter.name)}<br><small class="mono">${letter.id}</small></th><td>${letter.error}</td><td class="num tight" data-label="Attempts">${number(letter.attempts)}</td><td class="tight">${ago(letter.failedAt, clock)}</td>${writes && html`<td class="tight"><div class="row"><form method="post" action="/health/dead"><input type="hidden" name="id" value="${letter.id}"><input type="hidden" name="do" value="retry"><button class="secondary outline">Retry</button></form><form method="post" action="/health/dead">${askFirst('Drop this for good?')}<input type="hidden" name="id" value="${letter.id}"><input type="hidden" name="do" value="drop"><button class="danger outline">Drop</button></form></div></td>`}</tr>`,
  )}</tbody></table></section>`;
}
