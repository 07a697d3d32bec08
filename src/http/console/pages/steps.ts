import type { Step } from '../../../messages/turn.ts';
import { type Html, html } from '../html.ts';
import { argumentWords, stepWords } from '../step-words.ts';
import { number, plural } from '../words.ts';

export interface StepsView {
  steps: readonly Step[];
  model: string | null;
  /** Of the turn, where its trace can be opened. */
  turnId?: string | undefined;
  /** Already unfolded. */
  open?: boolean;
}

/** "How I found this": each step in words, folded for whoever wants to check. Works without scripts. */
export function stepsPart({ steps, model, turnId, open = false }: StepsView): Html | null {
  if (steps.length === 0 && !model) return null;
  const total = steps.reduce((sum, step) => sum + step.ms, 0);
  const words = [
    steps.length > 0 && `${plural(steps.length, 'step')}, ${number(Math.round(total))} ms`,
    model && (model === 'offline' ? 'offline model' : model),
  ].filter((part): part is string => typeof part === 'string');
  const trace = turnId && html`<a href="/studio/turns/${turnId}">Every detail of this answer</a>`;
  if (steps.length === 0) return html`<p class="steps">${words.join(' · ')}${trace && html` · ${trace}`}</p>`;
  return html`<details class="steps"${open && html` open`}><summary>How I found this <span class="steps-sum">${words.join(' · ')}</span></summary><ol>${steps.map((step) => stepLine(step))}</ol>${trace && html`<p>${trace}</p>`}</details>`;
}

const stepLine = (step: Step): Html => {
  const args = argumentWords(step.args);
  return html`<li><span class="step-what">${stepWords(step)}</span>${args.length > 0 && html` <span class="step-args">${args.join(' · ')}</span>`} <span class="step-ms">${number(Math.round(step.ms))} ms</span>${!step.ok && html`<br><strong>Not done:</strong> ${withoutLead(step.error ?? 'refused')}`}</li>`;
};

const withoutLead = (error: string): string => error.replace(/^Not done:\s*/i, '');
