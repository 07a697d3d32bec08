import { inEveryLanguage } from './catalogue.ts';

/** What an answer says of the archive of reports. */
export const reportAnswerWords = inEveryLanguage({
  en: {
    none: 'There is no report yet.',
    list: (count: number) => (count === 1 ? 'There is one report:' : `The latest ${count} reports:`),
    made: (time: string) => `Made ${time}.`,
    nextWeekly: (time: string) => `The next weekly report comes ${time}.`,
    nextDaily: (time: string) => `The next daily report comes ${time}.`,
    off: 'None is made by itself: that is switched on the Reports page.',
  },
  de: {
    none: 'Es gibt noch keinen Bericht.',
    list: (count: number) => (count === 1 ? 'Es gibt einen Bericht:' : `Die letzten ${count} Berichte:`),
    made: (time: string) => `Erstellt: ${time}.`,
    nextWeekly: (time: string) => `Der nächste Wochenbericht kommt: ${time}.`,
    nextDaily: (time: string) => `Der nächste Tagesbericht kommt: ${time}.`,
    off: 'Von selbst wird keiner erstellt: das stellt man auf der Seite „Reports“ ein.',
  },
  fr: {
    none: 'Il n’y a pas encore de rapport.',
    list: (count: number) => (count === 1 ? 'Il y a un rapport :' : `Les ${count} derniers rapports :`),
    made: (time: string) => `Établi : ${time}.`,
    nextWeekly: (time: string) => `Le prochain rapport hebdomadaire arrive : ${time}.`,
    nextDaily: (time: string) => `Le prochain rapport du jour arrive : ${time}.`,
    off: 'Aucun n’est établi automatiquement : cela se règle sur la page « Reports ».',
  },
  es: {
    none: 'Todavía no hay ningún informe.',
    list: (count: number) => (count === 1 ? 'Hay un informe:' : `Los últimos ${count} informes:`),
    made: (time: string) => `Elaborado: ${time}.`,
    nextWeekly: (time: string) => `El próximo informe semanal llega: ${time}.`,
    nextDaily: (time: string) => `El próximo informe diario llega: ${time}.`,
    off: 'Ninguno se elabora por sí solo: se activa en la página «Reports».',
  },
});

/** What may be chosen behind `/safenest report`; each is understood there in every language. */
export const reportChoices = inEveryLanguage({
  en: { week: 'week', day: 'day', tactical: 'tactical', executive: 'executive' },
  de: { week: 'Woche', day: 'Tag', tactical: 'Lage', executive: 'Leitung' },
  fr: { week: 'semaine', day: 'jour', tactical: 'tactique', executive: 'direction' },
  es: { week: 'semana', day: 'día', tactical: 'táctico', executive: 'dirección' },
});
