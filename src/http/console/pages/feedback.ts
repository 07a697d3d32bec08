import { feedbackCard } from '../../../messages/views/feedback-card.ts';
import { type Html, html } from '../html.ts';
import { renderCard } from '../render-card.ts';
import type { Clock } from '../time.ts';

/** "Did it help?" under an answer: the same line as on chat platforms, without a frame. */
export const feedbackPart = (turnId: string, helpful: boolean | null, clock: Clock): Html =>
  html`<div class="feedback" role="group" aria-label="Did this answer help?">${renderCard(feedbackCard({ turnId, language: 'en' }, helpful), { clock, back: '/' })}</div>`;
