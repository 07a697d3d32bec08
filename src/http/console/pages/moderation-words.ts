import type { LexiconTerm } from '../../../domain/lexicon.ts';
import { SCREENED } from '../../../domain/screening.ts';
import type { WaitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import type { WordPreview } from '../../../pipeline/moderation/word-preview.ts';
import { readPattern } from '../../../pipeline/screening/list-patterns.ts';
import type { Screening } from '../../../pipeline/screening/screener.ts';
import { type Child, flag, type Html, html } from '../html.ts';
import { askFirst, empty, pageHead } from '../layout.ts';
import { markedText } from '../marked-text.ts';
import { SCREENED_WORD } from '../moderation-words.ts';
import { ago, type Clock } from '../time.ts';
import { plural } from '../words.ts';
import { moderationTabs } from './moderation-tabs.ts';

export interface WordsView {
  waiting: WaitingInModeration;
  clock: Clock;
  terms: readonly LexiconTerm[];
  /** The reader may add and take out. */
  edits: boolean;
  /** Servers of Discord whose AutoMod may be given the words. */
  servers: readonly { workspace: string; name: string }[];
  /** A text that was tried, and what came of it. */
  tried: { text: string; screening: Screening } | null;
  /** What was to be added and was refused, with the reason. */
  refused: { why: Child; form: Readonly<Record<string, string>> } | null;
  /** What was to be added, and in which of the last messages it stands. */
  previewed?: { preview: WordPreview; form: Readonly<Record<string, string>> } | null;
}

/** The longest text that may be tried by hand: whatever its script, a form of it is small enough to be taken. */
export const LONGEST_TRIED = 10_000;

/** "Which words count?": the organisation's own words, and a box that shows what the screening makes of a text. */
export function wordsPage(view: WordsView): Html {
  const { terms, edits, tried, clock } = view;
  return html`${pageHead({ title: 'Which words count?', lead: 'What the screening is told about your own language: words always minded, and words never minded. They count for messages from now on.' })}
${moderationTabs('words', view.waiting)}
<section class="panel" aria-labelledby="try-title"><h2 id="try-title">Try a text</h2><form method="post" action="/moderation/words/try#tried"><label for="try-text" class="sr-only">A text</label><textarea id="try-text" name="text" rows="3" required maxlength="${LONGEST_TRIED}" placeholder="What would the screening make of this?">${tried?.text}</textarea><button class="secondary outline">Screen it</button> <small>Nothing is kept.</small></form>
${tried && triedResult(tried)}</section>
${edits && addForm(view.refused, view.previewed ?? null)}
${
  terms.length === 0
    ? empty(
        'No words of your own',
        'The screening model knows common abuse by itself. Add what it cannot know: a name-calling of your community, or a harmless word that it takes amiss.',
      )
    : html`<div class="panel flush folds"><table><caption>${plural(terms.length, 'word')}</caption><thead><tr><th scope="col">Word</th><th scope="col">Counts as</th><th scope="col">Added</th>${edits && html`<th scope="col"><span class="sr-only">What to do</span></th>`}</tr></thead><tbody>${terms.map((term) => termRow(term, edits, clock))}</tbody></table></div>`
}${edits && view.servers.length > 0 && automodPanel(view.servers)}`;
}

/** The words in the servers' own filter, which stops a message before anybody sees it. */
const automodPanel = (servers: WordsView['servers']): Html =>
  html`<section class="panel" aria-labelledby="automod-title"><h2 id="automod-title">In Discord’s AutoMod</h2><p class="quiet">AutoMod stops a message with one of these words before anybody sees it; disguises of words get past it. It takes the permission Manage Server. What you change in the list counts there once you put it there again.</p><ul class="card-list">${servers.map(({ workspace, name }) => html`<li><span>${name}</span><form method="post" action="/moderation/words/automod">${askFirst(`Have the AutoMod of ${name} stop messages with the words of this list?`)}<input type="hidden" name="workspace" value="${workspace}"><button aria-label="Put the words to the AutoMod of ${name}">Put the words there</button></form><form method="post" action="/moderation/words/automod">${askFirst(`Take the words of this list out of the AutoMod of ${name}?`)}<input type="hidden" name="workspace" value="${workspace}"><input type="hidden" name="remove" value="on"><button class="secondary outline" aria-label="Take the words out of the AutoMod of ${name}">Take them out</button></form></li>`)}</ul></section>`;

function termRow(term: LexiconTerm, edits: boolean, clock: Clock): Html {
  return html`<tr><th scope="row" class="wrap-any">${term.isPattern ? html`<code>${term.term}</code> <span class="tag">pattern</span>` : term.term}${term.note && html`<br><small>${term.note}</small>`}${unused(term)}</th><td>${term.kind === 'allow' ? 'Never minded' : html`${term.attribute && SCREENED_WORD[term.attribute]} <span class="quiet">at least ${Math.round(term.weight * 100)} %</span>`}</td><td class="tight">${ago(term.createdAt, clock)}<br><small>by ${term.createdBy}</small></td>${edits && html`<td class="tight"><form method="post" action="/moderation/words/${term.id}/remove">${askFirst(`Take “${term.term}” out of the list? It counts no more from now on; what was screened stays as it is.`)}<button class="secondary outline" aria-label="Take out ${term.term}">Take out</button></form></td>`}</tr>`;
}

/** A pattern that was added before it would have been refused. */
function unused({ isPattern, term }: LexiconTerm): Html | null {
  const read = isPattern ? readPattern(term) : null;
  return read && 'problem' in read ? html`<br><small><strong>Not used:</strong> ${read.problem}.</small>` : null;
}

function addForm(refused: WordsView['refused'], previewed: WordsView['previewed'] | null): Html {
  const given = refused?.form ?? previewed?.form ?? {};
  const chosen = (name: string, value: string, usual: string): Html =>
    flag('selected', (given[name] ?? usual) === value);
  return html`<section class="panel" aria-labelledby="add-title" id="add"><h2 id="add-title">Add a word</h2>
${refused && html`<div class="flash flash-problem" role="alert"><p>${refused.why}</p></div>`}
${previewed && previewPart(previewed.preview)}
<form method="post" action="/moderation/words#add"><div class="field-grid top"><label class="wide">Word or pattern<input name="term" required maxlength="200" autocomplete="off" value="${given.term}"${refused && html` aria-invalid="true"`}></label>
<label>What about it<select name="kind"><option value="block"${chosen('kind', 'block', 'block')}>Always mind it</option><option value="pattern"${chosen('kind', 'pattern', 'block')}>Always mind what this pattern fits</option><option value="allow"${chosen('kind', 'allow', 'block')}>Never mind it</option></select></label>
<label>It counts as<select name="attribute">${SCREENED.map((name) => html`<option value="${name}"${chosen('attribute', name, 'insult')}>${SCREENED_WORD[name]}</option>`)}</select></label>
<label>At least, in %<input type="number" name="weight" min="1" max="100" step="1" value="${given.weight ?? '90'}"></label>
<label class="wide">Note<input name="note" maxlength="500" autocomplete="off" value="${given.note}"></label></div><div class="row"><button>Add</button><button class="secondary outline" formaction="/moderation/words/preview#add">How often?</button></div></form>
<p class="quiet">Disguises of a word are seen through (<code>1d10t</code>, <code>i d i o t</code>). Patterns are regular expressions in the syntax of RE2; one that fits everything or takes too long is refused. <em>How often?</em> looks through the last messages and adds nothing. What a word counts as means nothing where it is never minded.</p></section>`;
}

function previewPart({ looked, hits, examples }: WordPreview): Html {
  return html`<div class="flash flash-done" role="status"><p>${
    looked === 0
      ? 'There are no messages yet to look through.'
      : `It stands in ${hits === 0 ? 'none' : hits.toLocaleString('en-GB')} of the last ${plural(looked, 'message')}.`
  }</p>${examples.length > 0 && html`<ul>${examples.map((text) => html`<li>${text}</li>`)}</ul>`}</div>`;
}

function triedResult({ text, screening }: NonNullable<WordsView['tried']>): Html {
  const { scores, weighed, screener, fallback } = screening;
  return html`<div id="tried" role="status"><h3>What the screening makes of it</h3>
<blockquote class="screened">${markedText(text, weighed, (attribute) => SCREENED_WORD[attribute as keyof typeof SCREENED_WORD] ?? attribute)}</blockquote>
<table class="bars"><caption class="sr-only">Scores</caption><thead class="sr-only"><tr><th scope="col">Attribute</th><td></td><th scope="col">How likely, in %</th></tr></thead><tbody>${SCREENED.map(
    (name) =>
      html`<tr><th scope="row">${SCREENED_WORD[name]}</th><td class="bars-track"><svg height="12" aria-hidden="true"><rect class="chart-of" width="${(100 * scores[name]).toFixed(1)}%" height="12" rx="2.5"/></svg></td><td class="num">${Math.round(scores[name] * 100)} %</td></tr>`,
  )}</tbody></table>
<p class="quiet">${weighed.length === 0 ? 'No single word weighed.' : 'Marked is what weighed; hold the pointer over it to see for what and how much.'} Judged by ${screener}${fallback && html`. ${fallback}`}</p></div>`;
}
