import type { AuditEntry } from '../../../domain/audit.ts';
import { parseReference } from '../../../domain/reference.ts';
import { pathOf } from '../../../messages/links.ts';
import { actionWords, detailWords, subjectName } from '../audit-words.ts';
import { breakable, type Child, flag, type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import { empty, pageHead } from '../layout.ts';
import { rangeInputs } from '../range.ts';
import { type Clock, exact } from '../time.ts';
import { number } from '../words.ts';

export interface AuditView {
  clock: Clock;
  entries: AuditEntry[];
  /** Members and keys by id, as they are called now. */
  names: ReadonlyMap<string, string>;
  filter: { action: string; subject: string; who: string; range: string };
  problem: Child;
  /** What the check found, when it was asked for. */
  verdict:
    | { ok: true; entries: number; head: string /** It held what was told of it earlier, too. */; witnessed: boolean }
    | { ok: false; seq: number; reason: string }
    | null;
  /** What somebody gave as told earlier, to try once more; `problem` where it is no such thing. */
  witness: { text: string; problem: Child };
  older: string | null;
}

/** "Who did what?": the audit log. */
export function auditPage(view: AuditView): Html {
  const { filter, verdict } = view;
  const filtered = Boolean(filter.action || filter.subject || filter.who || filter.range);
  return html`${pageHead({
    title: 'Who did what?',
    lead: 'Everything people, keys and the assistant did. Each entry seals the one before, so a change would show.',
    aside: html`<a role="button" class="secondary outline" href="/retention">How long what is kept</a><form method="post" action="/audit/verify"><button class="secondary outline">${icon('check')} Verify the log</button></form>`,
  })}
${view.witness.problem && html`<div class="flash flash-problem" role="alert"><p>${view.witness.problem}</p></div>`}
${
  verdict &&
  (verdict.ok
    ? html`<div class="flash flash-done" role="status">${icon('check')}<p>Unbroken: ${number(verdict.entries)} entries, each sealed onto the one before.${verdict.witnessed && ' What was told of it then still stands in it.'}<br><span class="hash">Head ${verdict.head}</span></p></div>`
    : html`<div class="flash flash-problem" role="alert">${icon('warning')}<p>Broken at entry ${number(verdict.seq)}: ${verdict.reason}. Keep a copy of the database now and compare it with a backup.</p></div>`)
}
<search class="filters"><form method="get" action="/audit"><div class="field-grid"><label>Action<input name="action" value="${filter.action}" placeholder="incident. or sign_in" maxlength="100"></label><label>About<input name="subject" value="${filter.subject}" placeholder="INC-17" maxlength="200"></label><label>Who<input name="who" value="${filter.who}" placeholder="Ada Novak" maxlength="200"></label>${rangeInputs(filter.range)}</div><div class="row"><button>Show</button>${filtered && html`<a href="/audit">Clear</a>`}</div></form></search>
${view.problem && html`<div class="flash flash-problem" role="alert"><p>${view.problem}</p></div>`}
${
  view.entries.length === 0
    ? empty(
        filtered ? 'Nothing fits' : 'Nothing yet',
        filtered
          ? html`No entry fits this choice. <a href="/audit">Show all</a>`
          : 'Signing in, changing a rule, opening an incident: each leaves an entry here.',
      )
    : html`<div class="panel flush folds"><table><thead><tr><th scope="col" class="num">No.</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">About</th><th scope="col">Details</th></tr></thead><tbody>${view.entries.map((entry) => entryRow(entry, view))}</tbody></table></div>`
}
<details class="fold"${flag('open', view.witness.text !== '')}><summary>Compare with what was told earlier</summary><form method="post" action="/audit/verify"><label>Where the log ended then<input name="witness" value="${view.witness.text}" placeholder="214:9f3a5c2e81b0d4f7" maxlength="100" autocomplete="off" spellcheck="false" required></label><p class="quiet">Each report tells it in the channels it is posted to. A log that was cut off or written anew since no longer holds it.</p><button class="secondary outline">Verify against it</button></form></details>
${view.older && html`<p class="more"><a role="button" class="secondary outline" href="${view.older}">Older entries</a></p>`}`;
}

function entryRow(entry: AuditEntry, { clock, names }: AuditView): Html {
  const reference = entry.subject !== null && parseReference(entry.subject) ? entry.subject : null;
  return html`<tr><td class="num tight quiet" data-label="No.">${number(entry.sequence)}</td><td class="tight">${exact(entry.at, clock)}</td><td>${entry.actorName}<br><small>${entry.place}</small></td><td>${actionWords(entry.action)}<br><small class="mono">${entry.action}</small></td><td>${reference ? html`<a class="ref" href="${pathOf(reference)}">${reference}</a>` : subjectName(entry, names)}</td><td class="wrap-any"><small>${breakable(detailWords(entry).join(' · '))}</small></td></tr>`;
}
