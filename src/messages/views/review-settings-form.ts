import type { ReviewSettings } from '../../domain/incident-review.ts';
import type { Language } from '../../domain/language.ts';
import type { Card } from '../card.ts';
import { reviewSettingsWords } from '../catalogue/review-settings.ts';

/** A form for how reviews are made. `ref` is the incident whose review it was opened from. */
export function reviewSettingsForm(ref: string, settings: ReviewSettings, language: Language = 'en'): Card {
  const words = reviewSettingsWords[language];
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: words.title },
      {
        kind: 'field',
        name: 'hourly_rate',
        label: words.rate,
        input: 'text',
        value: settings.hourlyRate === null ? '' : String(settings.hourlyRate),
      },
      {
        kind: 'field',
        name: 'currency',
        label: words.currency,
        input: 'text',
        value: settings.currency,
        required: true,
      },
      {
        kind: 'field',
        name: 'asks_feedback',
        label: words.asks,
        input: 'select',
        options: [
          { label: words.yes, value: 'yes' },
          { label: words.no, value: 'no' },
        ],
        value: settings.asksFeedback ? 'yes' : 'no',
        required: true,
      },
      {
        kind: 'actions',
        actions: [{ id: 'incident.save_review_settings', label: words.save, value: ref, style: 'primary' }],
      },
    ],
  };
}
