import type { TurnRow } from '../../../db/turns.ts';
import { pathOf } from '../../../messages/links.ts';
import { answerText } from '../answer-text.ts';
import { type Child, type Html, html } from '../html.ts';
import { pageHead } from '../layout.ts';
import { argumentWords, stepWords } from '../step-words.ts';
import { type Clock, exact } from '../time.ts';
import { decisionWords, readTrace, type TraceView } from '../turn-trace.ts';
import { dollars, number, plural, sentence } from '../words.ts';
import { helpedWord } from './studio-turns.ts';

export interface TurnTraceView {
  clock: Clock;
  turn: TurnRow;
  /** Who asked. */
  name: string;
  /** The reader came from the studio and may go on to the audit log; else it is their own turn. */
  studio: boolean;
  audit: boolean;
}

/** "How was this answered?": one turn with everything that led to its answer. */
export function turnTracePage({ clock, turn, name, studio, audit }: TurnTraceView): Html {
  const trace = readTrace(turn.trace, turn.steps);
  return html`<p class="crumb">${studio ? html`<a href="/studio">Studio</a> / <a href="/studio/turns">Turns</a>` : html`<a href="/">Desk</a>`} / This turn</p>
${pageHead({ title: 'How was this answered?', lead: html`Asked by ${name}, ${exact(turn.at, clock)}.` })}
<div class="columns"><div>
<section class="panel" aria-labelledby="asked-title"><h2 id="asked-title">Question and answer</h2><div class="asked"><p>${turn.question}</p></div><div class="answer-text">${turn.answer.trim() === '' ? html`<p class="quiet">There was no answer.</p>` : answerText(turn.answer, { linked: turn.trace.standard !== undefined })}</div></section>
<section class="panel" aria-labelledby="calls-title"><h2 id="calls-title">${trace.calls.length === 0 ? 'Steps' : plural(trace.calls.length, 'step')}</h2>${
    trace.calls.length === 0
      ? html`<p class="quiet">Nothing was looked up: the answer came from the question alone.</p>`
      : html`<ol class="trace">${trace.calls.map((call) => callPart(call))}</ol>`
  }</section>
</div><div>
<section class="panel" aria-labelledby="about-title"><h2 id="about-title">How</h2><dl class="facts list">${[
    fact('Model', trace.model ?? 'unknown'),
    trace.fallback !== undefined && fact('Went on offline because', trace.fallback),
    trace.prompt &&
      fact(
        'Prompt',
        html`${trace.prompt.name}, version ${number(trace.prompt.version)}${trace.prompt.sha256 && html`<br><span class="hash">${trace.prompt.sha256}</span>`}`,
      ),
    trace.tokens &&
      fact(
        'Tokens',
        `${number(trace.tokens.input)} read, ${number(trace.tokens.output)} written${trace.tokens.micros > 0 ? `; ${dollars(trace.tokens.micros)}` : ''}`,
      ),
    trace.ms !== null && fact('Time', `${number(Math.round(trace.ms))} ms in all`),
    fact('Asked in', turn.place.split(':')[0]!),
    turn.helpful !== null && fact('Did it help?', helpedWord(turn.helpful)),
  ]}</dl>${audit && html`<p><a href="/audit?subject=${turn.id}">Its line in the audit log</a></p>`}</section>
<section class="panel" aria-labelledby="guard-title"><h2 id="guard-title">What guardrails did</h2>${guardrails(trace)}</section>
<section class="panel" aria-labelledby="cites-title"><h2 id="cites-title">What it cites</h2>${turn.citations.length === 0 ? html`<p class="quiet">Nothing.</p>` : html`<p>${turn.citations.map(({ ref, url }) => html`<a class="ref" href="${url.startsWith('/') ? url : pathOf(ref)}">${ref}</a> `)}</p>`}</section>
</div></div>`;
}

const fact = (name: string, value: Child): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

function callPart(call: TraceView['calls'][number]): Html {
  const args = argumentWords(call.args);
  const size = call.chars === undefined ? '' : `${number(call.chars)} characters answered`;
  const figures = [`${number(Math.round(call.ms))} ms`, size, call.decision && decisionWords(call.decision)];
  return html`<li class="${call.ok ? 'call-ok' : 'call-not'}"><p class="call-head"><strong>${stepWords(call)}</strong> <code>${call.tool}</code></p>${args.length > 0 && html`<p class="step-args">${args.join(' · ')}</p>`}<p class="quiet">${figures.filter(Boolean).join(' · ')}</p>${!call.ok && html`<p>${call.words ?? 'Refused.'}</p>`}${call.proposal && html`<p><a class="ref" href="${pathOf(call.proposal)}">${call.proposal}</a> waits for a decision or has had one.</p>`}</li>`;
}

function guardrails({ dropped, masked, private: withheld, proposals, failure, calls }: TraceView): Html {
  const lines: Child[] = [
    failure !== null && html`<li>It failed: ${failure}</li>`,
    ...dropped.map((claim) => html`<li>Taken out of the answer, because nothing stood behind it: <q>${claim}</q></li>`),
    masked && masked.secrets > 0 && html`<li>${plural(masked.secrets, 'secret')} hidden.</li>`,
    masked && masked.personal > 0 && html`<li>${plural(masked.personal, 'personal number')} hidden.</li>`,
    withheld !== null &&
      html`<li>Answered in private, since not everyone in the channel may see it: ${sentence(withheld).toLowerCase()}.</li>`,
    ...calls
      .filter(({ decision }) => decision !== undefined && !['read', 'asked', 'proposed'].includes(decision))
      .map((call) => html`<li>${stepWords(call)}: ${decisionWords(call.decision!)}.</li>`),
    proposals.length > 0 &&
      html`<li>Made into ${plural(proposals.length, 'proposal')}: ${proposals.map((ref) => html`<a class="ref" href="${pathOf(ref)}">${ref}</a> `)}</li>`,
  ].filter((line) => line !== false && line !== null);
  return lines.length === 0
    ? html`<p class="quiet">Nothing had to be refused, hidden or taken out.</p>`
    : html`<ul class="guard-list">${lines}</ul>`;
}
