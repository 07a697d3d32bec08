import { inEveryLanguage } from './catalogue.ts';

/** The buttons under an answer, and what stands there once one was pressed. */
export interface FeedbackWords {
  helpful: string;
  unhelpful: string;
  said: { helpful: string; unhelpful: string };
  /** Asked once in a thread, with the button that says yes. */
  didItSolve: string;
  solved: string;
  /** In the place of the buttons; when follows as it is. */
  solvedBy: (name: string) => string;
  solvedNow: string;
}

export const feedbackWords = inEveryLanguage<FeedbackWords>({
  en: {
    helpful: 'Helpful',
    unhelpful: 'Not helpful',
    said: { helpful: 'Marked as helpful. Thank you.', unhelpful: 'Marked as not helpful. Thank you.' },
    didItSolve: 'Did that solve it?',
    solved: 'Solved',
    solvedBy: (name) => `Solved, said ${name}`,
    solvedNow: 'Marked as solved. In this thread I answer from now on only when somebody mentions me.',
  },
  de: {
    helpful: 'Hilfreich',
    unhelpful: 'Nicht hilfreich',
    said: { helpful: 'Als hilfreich vermerkt. Danke.', unhelpful: 'Als nicht hilfreich vermerkt. Danke.' },
    didItSolve: 'Ist das damit gelöst?',
    solved: 'Gelöst',
    solvedBy: (name) => `Gelöst, sagte ${name}`,
    solvedNow: 'Als gelöst vermerkt. In diesem Thread antworte ich von nun an nur noch, wenn mich jemand erwähnt.',
  },
  fr: {
    helpful: 'Utile',
    unhelpful: 'Pas utile',
    said: { helpful: 'Noté comme utile. Merci.', unhelpful: 'Noté comme pas utile. Merci.' },
    didItSolve: 'Est-ce résolu ?',
    solved: 'Résolu',
    solvedBy: (name) => `Résolu, selon ${name}`,
    solvedNow: 'Noté comme résolu. Dans ce fil, je ne réponds désormais que si quelqu’un me mentionne.',
  },
  es: {
    helpful: 'Útil',
    unhelpful: 'No útil',
    said: { helpful: 'Anotado como útil. Gracias.', unhelpful: 'Anotado como no útil. Gracias.' },
    didItSolve: '¿Está resuelto?',
    solved: 'Resuelto',
    solvedBy: (name) => `Resuelto, dijo ${name}`,
    solvedNow: 'Anotado como resuelto. En este hilo solo respondo ya cuando alguien me menciona.',
  },
});
