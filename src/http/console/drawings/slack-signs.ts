import { type Html, html } from '../html.ts';

/**
 * The emoji that Slack draws from pictures of its own, whatever fonts a reader has, by their names in Slack
 * (https://docs.slack.dev/messaging/formatting-message-text#emoji): drawn alike here.
 */
const SIGNS: Record<string, readonly [name: string, shape: Html]> = {
  '⚪': ['white_circle', html`<circle cx="9" cy="9" r="7.5" fill="#e8e8e8" stroke="#a8a8a8"/>`],
  '🟨': ['large_yellow_square', html`<rect x="1.5" y="1.5" width="15" height="15" rx="2" fill="#fdcb58"/>`],
  '🔶': ['large_orange_diamond', html`<path fill="#f4900c" d="m9 .5 8.5 8.5L9 17.5.5 9z"/>`],
  '🛑': [
    'octagonal_sign',
    html`<path fill="#dd2e44" stroke="#fff" d="M5.6.9h6.8l4.7 4.7v6.8l-4.7 4.7H5.6L.9 12.4V5.6z"/>`,
  ],
};

/** Fits one of them. */
export const SLACK_SIGN = new RegExp(`[${Object.keys(SIGNS).join('')}]`, 'uy');

/** One of them as Slack shows it; beside it stands the word. */
export function slackSign(sign: string): Html {
  const [name, shape] = SIGNS[sign]!;
  return html`<svg class="drawn-sign" viewBox="0 0 18 18" width="16" height="16" role="img" aria-label=":${name}:">${shape}</svg>`;
}
