import type { Role } from '../../../domain/role.ts';
import { type GuidePage, type GuideSection, guidePath } from '../../../pipeline/guide/read-guide.ts';
import type { GuideHit } from '../../../pipeline/guide/search-guide.ts';
import { guideMarkup, inlineMarkup } from '../guide-markup.ts';
import { type Child, type Html, html } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { empty, pageHead } from '../layout.ts';
import { roleList } from '../words.ts';

export interface HelpView {
  role: Role;
  pages: readonly GuidePage[];
  /** What was searched for; empty where nothing was. */
  query: string;
  hits: readonly GuideHit[];
}

/** "How does this work?": the guide's contents, and a search through it. */
export function helpPage(view: HelpView): Html {
  return html`${pageHead({ title: 'How does this work?', lead: 'The guide. You can also ask the desk: “how do I …?”, “what is …?”, “where can I …?”' })}
${searchForm(view.query)}
${view.query === '' ? html`${basics()}${contents(view.pages)}` : html`${found(view)}`}`;
}

/** One page of the guide. */
export function guidePageBody(page: GuidePage, pages: readonly GuidePage[], role: Role): Html {
  const at = pages.indexOf(page);
  const [before, after] = [pages[at - 1], pages[at + 1]];
  return html`<p class="crumb"><a href="/help">Help</a> / ${page.title}</p>
${pageHead({ title: page.title })}
<div class="guide"><nav class="guide-toc" aria-label="On this page"><h2>On this page</h2><ul>${page.sections.map((section) => html`<li><a href="#${section.anchor}">${section.title}</a></li>`)}</ul></nav>
<article class="guide-text">
${guideMarkup(page.lead)}
${page.sections.map((section) => html`<section aria-labelledby="${section.anchor}"><h2 id="${section.anchor}">${section.title} <a class="anchor" href="#${section.anchor}" aria-label="Link to “${section.title}”">#</a></h2>${forOthers(section, role)}${guideMarkup(section.blocks)}</section>`)}
<p class="guide-next">${before && html`<a href="${guidePath(before.name)}">← ${before.title}</a>`}${after && html`<a href="${guidePath(after.name)}">${after.title} →</a>`}</p>
</article></div>`;
}

const searchForm = (query: string): Html =>
  html`<search class="filters"><form method="get" action="/help"><div class="search-line"><label class="sr-only" for="help-query">What would you like to know?</label><input id="help-query" type="search" name="query" value="${query}" maxlength="300" placeholder="reset a password"><button>Search the guide</button>${query !== '' && html`<a role="button" class="secondary outline" href="/help">Clear</a>`}</div></form></search>`;

/** What one needs most often stands here itself. */
const basics = (): Html =>
  html`<div class="guide-contents"><section class="panel" aria-labelledby="ask-title"><h2 id="ask-title">Asking</h2><p>Write on the <a href="/">desk</a> as you would to a colleague. Say what, whose and when, as far as you know it:</p><ul><li>“Show high-risk events from yesterday and open an incident.”</li><li>“How many failed logins today, by country?”</li><li>“Who tried to break in on 10 December 2015?”</li><li>“Close INC-3: it was the penetration test.”</li></ul><p id="times">How to <a href="/help/asking#how-do-i-say-a-time">write a time</a>, and how to <a href="/help/asking#how-do-i-search-the-logs">combine words</a>.</p></section>
<section class="panel" aria-labelledby="severity-title"><h2 id="severity-title">How bad is it?</h2><p>${severityBadge('critical')} somebody is probably in</p><p>${severityBadge('high')} look at it today</p><p>${severityBadge('medium')} look at it this week</p><p>${severityBadge('low')} good to know</p></section>
<section class="panel" aria-labelledby="keys-title"><h2 id="keys-title">Keyboard</h2><dl class="facts list"><div><dt>On the desk</dt><dd><kbd>/</kbd> write a question</dd></div><div><dt>While writing</dt><dd><kbd>Enter</kbd> ask, <kbd>Shift</kbd> <kbd>Enter</kbd> new line</dd></div><div><dt>While an answer streams</dt><dd><kbd>Esc</kbd> stop it</dd></div></dl><p>For programs there is the <a href="/api/docs">API</a>.</p></section></div>`;

const contents = (pages: readonly GuidePage[]): Html =>
  html`<h2 class="guide-heading">The guide</h2><div class="guide-contents">${pages.map((page) => html`<section class="panel" aria-labelledby="page-${page.name}"><h3 id="page-${page.name}"><a href="${guidePath(page.name)}">${page.title}</a></h3><ul class="titles">${page.sections.map((section) => html`<li><a href="${guidePath(page.name, section.anchor)}">${section.title}</a></li>`)}</ul></section>`)}</div>`;

function found({ hits, query, role, pages }: HelpView): Html {
  if (hits.length === 0)
    return html`${empty('Nothing fits', html`The guide says nothing about “${query.slice(0, 80)}”. Try other words, or look through the contents below. What is special to your organisation, an admin knows.`)}${contents(pages)}`;
  return html`<ol class="guide-hits" aria-label="What the guide says">${hits.map(({ section, passage }) => html`<li class="panel"><h2><a href="${guidePath(section.page, section.anchor)}">${section.title}</a></h2>${forOthers(section, role)}<p>${inlineMarkup(passage)}</p><p class="quiet">${section.pageTitle}</p></li>`)}</ol><p class="more"><a href="/help">All contents</a></p>`;
}

/** A word to whoever may not do what a section explains. */
const forOthers = (section: GuideSection, role: Role): Child =>
  !section.roles.includes(role) &&
  html`<p class="for-others quiet">For ${roleList(section.roles)}. Ask one of them.</p>`;
