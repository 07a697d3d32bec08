import type { TurnRow } from '../../../db/turns.ts';
import { flag, type Html, html } from '../html.ts';
import { empty, pageHead } from '../layout.ts';
import { stepWords } from '../step-words.ts';
import { ago, type Clock } from '../time.ts';
import { guardrailWords, readTrace } from '../turn-trace.ts';
import { number, plural } from '../words.ts';
import { studioTabs, WHO_SEES } from './studio-tabs.ts';

export interface StudioTurnsView {
  clock: Clock;
  turns: readonly TurnRow[];
  /** What owners are called, by owner. */
  names: ReadonlyMap<string, string>;
  filter: { owner: string; flagged: boolean; helpful: boolean | null };
  /** What was said of answers in the last 30 days. */
  rated: { helpful: number; unhelpful: number };
  older: string | null;
}

/** "What was it asked?": the turns of everyone, newest first. */
export function studioTurnsPage(view: StudioTurnsView): Html {
  const { turns, filter, names, older } = view;
  const filtered = filter.owner !== '' || filter.flagged || filter.helpful !== null;
  return html`${pageHead({
    title: 'What was it asked?',
    lead: html`Every question with what was done for it. ${WHO_SEES} Whoever asked can open their own from the conversation.`,
  })}
${studioTabs('turns')}
${ratedLine(view.rated)}
<search class="filters"><form method="get" action="/studio/turns"><div class="field-grid"><label>Asked by<select name="who"><option value="">Everyone</option>${[...names].map(([owner, name]) => html`<option value="${owner}"${flag('selected', owner === filter.owner)}>${name}</option>`)}</select></label><label>Said of the answer<select name="helpful"><option value="">Anything, or nothing</option><option value="no"${flag('selected', filter.helpful === false)}>Not helpful</option><option value="yes"${flag('selected', filter.helpful === true)}>Helpful</option></select></label><div class="ticks"><label><input type="checkbox" name="flagged" value="yes"${flag('checked', filter.flagged)}>Only where a guardrail did something</label></div></div><div class="row"><button>Show</button>${filtered && html`<a href="/studio/turns">Clear</a>`}</div></form></search>
${
  turns.length === 0
    ? empty(
        filtered ? 'Nothing fits' : 'Nothing asked yet',
        filtered
          ? html`No turn fits this choice. <a href="/studio/turns">Show all</a>`
          : html`Each question asked at the desk appears here. <a href="/">Ask one</a>`,
      )
    : html`<div class="panel flush folds"><table><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Question</th><th scope="col">Steps</th><th scope="col">Model</th><th scope="col" class="num">Time</th><th scope="col">Helped</th><th scope="col">Guardrails</th></tr></thead><tbody>${turns.map((turn) => turnRow(turn, view))}</tbody></table></div>`
}
${older && html`<p class="more"><a role="button" class="secondary outline" href="${older}">Older turns</a></p>`}`;
}

function turnRow(turn: TurnRow, { clock, names }: StudioTurnsView): Html {
  const trace = readTrace(turn.trace, turn.steps);
  const tools = [...new Set(trace.calls.map(stepWords))];
  const did = guardrailWords(trace);
  return html`<tr><td class="tight">${ago(turn.at, clock)}</td><td class="tight">${names.get(turn.owner) ?? 'somebody'}</td><td><a href="/studio/turns/${turn.id}">${shortened(turn.question)}</a></td><td><small>${tools.join(', ') || 'None'}</small></td><td class="tight"><small>${trace.model ?? 'unknown'}</small></td><td class="num tight" data-label="Time">${trace.ms === null ? '' : `${number(Math.round(trace.ms))} ms`}</td><td class="tight" data-label="Helped">${helpedWord(turn.helpful)}</td><td>${did.map((words) => html`<span class="tag tag-flag">${words}</span> `)}</td></tr>`;
}

/** What people said of an answer, as a word; empty where nobody has. */
export const helpedWord = (helpful: boolean | null): string => (helpful === null ? '' : helpful ? 'Yes' : 'No');

function ratedLine({ helpful, unhelpful }: StudioTurnsView['rated']): Html {
  const all = helpful + unhelpful;
  return html`<p class="quiet">${
    all === 0
      ? 'Nobody has said of an answer of the last 30 days whether it helped; the buttons stand under each.'
      : `Of ${plural(all, 'answer')} of the last 30 days of which somebody said so, ${number(helpful)} helped.`
  }</p>`;
}

const shortened = (question: string): string => {
  const line = question.replaceAll(/\s+/g, ' ').trim();
  return line === '' ? '(empty)' : line.length > 90 ? `${line.slice(0, 89)}…` : line;
};
