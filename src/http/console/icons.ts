import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import { severityBadgeText } from '../../messages/catalogue/terms.ts';
import { type Html, html } from './html.ts';

/** Line icons on a 24-unit grid, drawn in the text's colour. They decorate a word beside them and are never alone. */
const SHAPES = {
  desk: html`<path d="M4 5h16v11H9l-5 4z"/><path d="M8.5 9.5h7M8.5 12.5h4"/>`,
  incidents: html`<path d="M5 21V4m0 1h12l-2.5 4L17 13H5"/>`,
  alerts: html`<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1h-15z"/><path d="M10 21h4"/>`,
  moderation: html`<path d="M12 3 4.5 6v5.5c0 4.6 3 7.7 7.5 9.5 4.5-1.8 7.5-4.9 7.5-9.5V6z"/><path d="M8.5 10h7M8.5 13.5h4.5"/>`,
  logs: html`<path d="M4 6h16M4 11h7M4 16h5"/><circle cx="15.5" cy="14.5" r="3.5"/><path d="m18 17 3 3"/>`,
  history: html`<path d="M4 12a8 8 0 1 0 2.4-5.7L4 8.5"/><path d="M4 4v4.5h4.5M12 7.5V12l3 2"/>`,
  anomalies: html`<path d="M3 17h5l2-3 2 3h9"/><circle cx="15" cy="6.5" r="2.5"/>`,
  posture: html`<path d="M4 20V4M4 20h16"/><path d="M8.5 16v-4M13 16V8M17.5 16v-6"/>`,
  cameras: html`<path d="M3 8h11v9H3z"/><path d="m14 11 6-3v9l-6-3"/>`,
  people: html`<circle cx="12" cy="9" r="3"/><path d="M6.5 18c.7-3 2.7-4.4 5.5-4.4s4.8 1.4 5.5 4.4M4 8V4h4M20 8V4h-4M4 16v4h4M20 16v4h-4"/>`,
  rules: html`<path d="M4 7h9m4 0h3M4 17h3m4 0h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,
  proposals: html`<path d="M5 4h14v16H5z"/><path d="m8.5 13 2.5 2.5 4.5-5M8.5 8h7"/>`,
  audit: html`<path d="M6 3h9l4 4v14H6z"/><path d="M14 3v5h5M9.5 14.5l2 2 3.5-4"/>`,
  studio: html`<path d="M10 3v6.2L4.8 18a2 2 0 0 0 1.7 3h11a2 2 0 0 0 1.7-3L14 9.2V3M8.5 3h7M7.5 15h9"/>`,
  health: html`<path d="M3 12h4l2.5-6 4.5 12 2.5-6H21"/>`,
  members: html`<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.6-4 3-6 6.5-6s5.9 2 6.5 6M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5c2 .8 3.2 2.7 3.5 5.5"/>`,
  connections: html`<path d="M9 7V3m6 4V3M6.5 7h11v4.5a5.5 5.5 0 0 1-11 0zM12 17v4"/>`,
  keys: html`<circle cx="8" cy="15" r="4"/><path d="m11 12 8.5-8.5M16 7l3 3"/>`,
  account: html`<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4.2 3.5-6 7.5-6s6.7 1.8 7.5 6"/>`,
  help: html`<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 17h.01"/>`,
  automation: html`<path d="M12 3v3M7 6h10a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3z"/><path d="M9 11.5v2M15 11.5v2"/>`,
  menu: html`<path d="M4 7h16M4 12h16M4 17h16"/>`,
  send: html`<path d="M12 19V5M6 11l6-6 6 6"/>`,
  stop: html`<rect x="7" y="7" width="10" height="10" rx="1.5"/>`,
  picture: html`<path d="M4 5h16v14H4z"/><circle cx="9" cy="10" r="1.6"/><path d="m5 18 5-5 3 3 3-3.5 4 4.5"/>`,
  file: html`<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4"/>`,
  check: html`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  warning: html`<path d="M12 4 2.5 20h19z"/><path d="M12 10v4.5M12 17h.01"/>`,
  arrow: html`<path d="M5 12h14M13 6l6 6-6 6"/>`,
} as const;
export type IconName = keyof typeof SHAPES;

export const icon = (name: IconName): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${SHAPES[name]}</svg>`;

/** One silhouette per severity, so that it is told apart without colour: ring, diamond, triangle, octagon. */
const SEVERITY_SHAPE: Record<Severity, Html> = {
  low: html`<circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2.5"/>`,
  medium: html`<path fill="currentColor" d="m8 1 7 7-7 7-7-7z"/>`,
  high: html`<path fill="currentColor" d="M8 1 15.5 14.5H.5z"/>`,
  critical: html`<path fill="currentColor" d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z"/><path class="sev-cut" stroke-width="2" stroke-linecap="round" d="M8 4.2v4.3M8 11.7v.01"/>`,
};

const mark = (severity: Severity): Html =>
  html`<svg class="sev-mark" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">${SEVERITY_SHAPE[severity]}</svg>`;

/** Severity by colour, shape and word. */
export const severityBadge = (severity: Severity, language: Language = 'en'): Html =>
  html`<span class="sev sev-${severity}">${mark(severity)}${severityBadgeText(severity, language)}</span>`;

/** The shape alone for dense lists; the word is there for screen readers and on hover. */
export const severityMark = (severity: Severity, language: Language = 'en'): Html => {
  const word = severityBadgeText(severity, language);
  return html`<span class="sev sev-${severity} sev-bare" title="${word}">${mark(severity)}<span class="sr-only">${word}</span></span>`;
};

/** The mark of SafeNest: a nest that holds something safe. */
export const logo = (): Html =>
  html`<svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><path class="logo-shield" d="M16 2.5 27 6.5v8.5c0 7-4.6 11.7-11 14.5C9.6 26.7 5 22 5 15V6.5z"/><path class="logo-nest" d="M10 15.5c.6 4 2.8 6.2 6 6.2s5.4-2.2 6-6.2"/><circle class="logo-egg" cx="16" cy="12.8" r="3"/></svg>`;
