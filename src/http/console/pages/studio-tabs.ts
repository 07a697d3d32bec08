import { type Html, html } from '../html.ts';

const TABS = [
  { name: 'prompts', path: '/studio', label: 'Prompts' },
  { name: 'evaluation', path: '/studio/evaluation', label: 'Evaluation' },
  { name: 'turns', path: '/studio/turns', label: 'Turns' },
  { name: 'cost', path: '/studio/cost', label: 'Cost' },
] as const;

/** The sides of the studio, and who may see them. */
export const studioTabs = (current: (typeof TABS)[number]['name']): Html =>
  html`<nav aria-label="Studio"><ul class="chips">${TABS.map(({ name, path, label }) => html`<li><a class="chip" href="${path}"${name === current && html` aria-current="page"`}>${label}</a></li>`)}</ul></nav>`;

/** Said on every page of the studio. */
export const WHO_SEES = 'The studio is for admins: who may change rules and read the audit log.';
