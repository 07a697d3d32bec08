import type { StandardAnswer } from '../../../domain/standard-answer.ts';
import type { KeptChannel } from '../../../pipeline/chat-channels.ts';
import { flag, type Html, html } from '../html.ts';
import { askFirst, empty, pageHead } from '../layout.ts';
import { PLATFORM_WORD } from '../platform-words.ts';
import { ago, type Clock } from '../time.ts';

export interface StandardAnswersView {
  clock: Clock;
  answers: readonly StandardAnswer[];
  channels: readonly KeptChannel[];
}

/** "What do we answer ourselves?": the organisation's own answers to questions that come again and again. */
export function standardAnswersPage(view: StandardAnswersView): Html {
  const { answers } = view;
  return html`<p class="crumb"><a href="/connections">Connections</a> / <a href="/channels">Channels</a> / Standard answers</p>
${pageHead({ title: 'What do we answer ourselves?', lead: 'Your own answers to questions that come again and again. They are given where the desk has no data for a question, with your name and the day; they never take the place of data or of a refusal.' })}
${answers.length === 0 ? empty('No standard answer is kept yet', 'Write below how people ask, a line for each way, and what they are to be told.') : answers.map((answer, index) => answerPanel(answer, index, view))}
<section class="panel" aria-labelledby="add-title"><h2 id="add-title">Add an answer</h2><form method="post" action="/standard-answers">${fields(view)}<button>Add</button></form></section>`;
}

function answerPanel(answer: StandardAnswer, index: number, view: StandardAnswersView): Html {
  const id = `answer-${index + 1}`;
  const path = `/standard-answers/${answer.id}`;
  const channel = view.channels.find((one) => one.id === answer.channelId);
  return html`<section class="panel" aria-labelledby="${id}"><header><h2 id="${id}">${answer.phrases[0]}</h2><span class="quiet">${channel ? html`In ${nameOf(channel)} alone` : 'Wherever it is asked'}</span></header>
${answer.phrases.length > 1 && html`<p class="quiet">Also: ${answer.phrases.slice(1).join(' · ')}</p>`}
<p class="answer-text">${answer.answer.split('\n').map((line, at) => html`${at > 0 && html`<br>`}${line}`)}</p>
<p class="quiet">${answer.updatedBy}, ${ago(answer.updatedAt, view.clock)}</p>
<details class="fold"><summary>Change</summary><form method="post" action="${path}">${fields(view, answer)}<button>Save</button></form></details>
<div class="actions"><form method="post" action="${path}/remove">${askFirst('Give this answer no more?')}<button class="danger outline">Remove</button></form></div></section>`;
}

const fields = ({ channels }: StandardAnswersView, answer?: StandardAnswer): Html =>
  html`<label>How people ask it, a line for each way<textarea name="phrases" rows="3" required maxlength="4000" placeholder="What is the guest wifi password?">${answer?.phrases.join('\n')}</textarea></label><label>What they are told<textarea name="answer" rows="4" required maxlength="3000">${answer?.answer}</textarea></label><label>Where<select name="channel"><option value="">Wherever it is asked</option>${channels.map((one) => html`<option value="${one.id}"${flag('selected', one.id === answer?.channelId)}>${nameOf(one)}</option>`)}</select><small>Where nobody has said who reads a channel, an answer for everywhere goes to the asker alone; one for that channel is told there.</small></label>`;

const nameOf = ({ platform, name }: KeptChannel): string => `${PLATFORM_WORD[platform]} #${name.replace(/^#/, '')}`;
