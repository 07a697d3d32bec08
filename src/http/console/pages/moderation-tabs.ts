import type { WaitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { type Html, html } from '../html.ts';
import { number } from '../words.ts';

const TABS = [
  { name: 'queue', path: '/moderation', label: 'Cases', counts: 'cases' },
  { name: 'appeals', path: '/moderation/appeals', label: 'Appeals', counts: 'appeals' },
  { name: 'channels', path: '/moderation/channels', label: 'Channels' },
  { name: 'words', path: '/moderation/words', label: 'Words' },
  { name: 'lists', path: '/moderation/lists', label: 'Lists' },
  { name: 'policy', path: '/moderation/policy', label: 'Policy' },
  { name: 'second-looks', path: '/moderation/second-looks', label: 'Second looks' },
  { name: 'transparency', path: '/moderation/transparency', label: 'Transparency' },
] as const;

/** The sides of moderation: what waits, with how much of it, the things that decide what comes to wait, and what became of it. */
export const moderationTabs = (current: (typeof TABS)[number]['name'], waiting: WaitingInModeration): Html =>
  html`<nav aria-label="Moderation"><ul class="chips">${TABS.map((tab) => {
    const count = 'counts' in tab ? waiting[tab.counts] : 0;
    return html`<li><a class="chip" href="${tab.path}"${tab.name === current && html` aria-current="page"`}>${tab.label}${count > 0 && html` <b>${number(count)} <span class="sr-only">waiting</span></b>`}</a></li>`;
  })}</ul></nav>`;
