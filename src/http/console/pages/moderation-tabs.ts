import { type Html, html } from '../html.ts';

const TABS = [
  { name: 'queue', path: '/moderation', label: 'Cases' },
  { name: 'channels', path: '/moderation/channels', label: 'Channels' },
  { name: 'words', path: '/moderation/words', label: 'Words' },
  { name: 'policy', path: '/moderation/policy', label: 'Policy' },
] as const;

/** The sides of moderation: what waits, and the three things that decide what comes to wait. */
export const moderationTabs = (current: (typeof TABS)[number]['name']): Html =>
  html`<nav aria-label="Moderation"><ul class="chips">${TABS.map(({ name, path, label }) => html`<li><a class="chip" href="${path}"${name === current && html` aria-current="page"`}>${label}</a></li>`)}</ul></nav>`;
