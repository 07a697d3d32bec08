import { inEveryLanguage } from './catalogue.ts';

/** The buttons under an answer, and what stands there once one was pressed. */
export interface FeedbackWords {
  helpful: string;
  unhelpful: string;
  said: { helpful: string; unhelpful: string };
}

export const feedbackWords = inEveryLanguage<FeedbackWords>({
  en: {
    helpful: 'Helpful',
    unhelpful: 'Not helpful',
    said: { helpful: 'Marked as helpful. Thank you.', unhelpful: 'Marked as not helpful. Thank you.' },
  },
  de: {
    helpful: 'Hilfreich',
    unhelpful: 'Nicht hilfreich',
    said: { helpful: 'Als hilfreich vermerkt. Danke.', unhelpful: 'Als nicht hilfreich vermerkt. Danke.' },
  },
  fr: {
    helpful: 'Utile',
    unhelpful: 'Pas utile',
    said: { helpful: 'Noté comme utile. Merci.', unhelpful: 'Noté comme pas utile. Merci.' },
  },
  es: {
    helpful: 'Útil',
    unhelpful: 'No útil',
    said: { helpful: 'Anotado como útil. Gracias.', unhelpful: 'Anotado como no útil. Gracias.' },
  },
});
