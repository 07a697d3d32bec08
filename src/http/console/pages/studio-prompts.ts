import type { Answer } from '../../../messages/turn.ts';
import { answerText } from '../answer-text.ts';
import { flag, type Html, html } from '../html.ts';
import { icon } from '../icons.ts';
import { pageHead } from '../layout.ts';
import { number } from '../words.ts';
import { stepsPart } from './steps.ts';
import { studioTabs, WHO_SEES } from './studio-tabs.ts';

export interface PromptView {
  name: string;
  version: number;
  purpose: string;
  text: string;
  sha256: string;
}

/** What was tried, kept in the form, and what came of it. */
export interface TrialView {
  prompt: string;
  question: string;
  model: string;
  result: { answer: Answer; ms: number } | { problem: string } | null;
}

export interface StudioPromptsView {
  prompts: readonly PromptView[];
  /** The names of the models that can answer, the configured one first. */
  models: readonly string[];
  trial: TrialView;
}

/** "What is the assistant told?": the prompts, and a pane to try another. */
export function studioPromptsPage({ prompts, models, trial }: StudioPromptsView): Html {
  return html`${pageHead({
    title: 'What is the assistant told?',
    lead: html`What a language model reads before every question, and what happens when it reads something else. ${WHO_SEES}`,
  })}
${studioTabs('prompts')}
${prompts.map((prompt) => promptPanel(prompt))}
<section class="panel" id="try" aria-labelledby="try-title"><h2 id="try-title">Try another prompt</h2>
<p class="quiet">A trial looks things up for real, but remembers nothing and changes nothing: what would be written is only named. It counts as one of your questions, and the audit log keeps that it took place.${models[0] === 'offline' && html` No language model is set up: the offline model answers, and it does not read prompts, so only the steps can be seen here.`}</p>
${trial.result && resultPart(trial)}
<form method="post" action="/studio/try"><label>Prompt<textarea class="mono" name="prompt" rows="14" required maxlength="20000" spellcheck="false">${trial.prompt}</textarea></label>
<label>Question<input name="question" value="${trial.question}" required maxlength="4000" autocomplete="off" placeholder="Failed logins yesterday by country"></label>
<div class="row">${models.length > 1 ? html`<label class="inline">Answered by <select class="short" name="model">${models.map((model) => html`<option value="${model}"${flag('selected', model === trial.model)}>${model}</option>`)}</select></label>` : html`<input type="hidden" name="model" value="${models[0]}">`}<button>Try it</button></div></form>
<p class="quiet try-keep">Prompts are files of the product with a version of their own. To keep a change, edit <code>prompts/desk.md</code>, raise its <code>version</code>, run <code>npm run eval</code> and start SafeNest again; every turn keeps the version it was answered with.</p></section>`;
}

const promptPanel = ({ name, version, purpose, text, sha256 }: PromptView): Html =>
  html`<section class="panel" aria-labelledby="prompt-${name}"><header><h2 id="prompt-${name}">${name} <span class="tag">version ${number(version)}</span></h2></header><p>${purpose}</p><p class="hash">SHA-256 ${sha256}</p><details class="fold"><summary>Its text, ${number(text.length)} characters</summary><pre class="prompt-text" tabindex="0">${text}</pre></details></section>`;

function resultPart({ question, result }: TrialView): Html | null {
  if (!result) return null;
  if ('problem' in result)
    return html`<div class="flash flash-problem" role="alert">${icon('warning')}<p>${result.problem}</p></div>`;
  const { answer, ms } = result;
  return html`<article class="trial" aria-label="What came of it"><div class="asked"><p>${question}</p></div><div class="answer"><div class="answer-text">${answerText(answer.text)}</div>
${stepsPart({ steps: answer.steps, model: answer.model, open: true })}<p class="quiet">${number(Math.round(ms))} ms in all. Nothing was remembered or changed.</p></div></article>`;
}
