import { inEveryLanguage } from './catalogue.ts';

/** What is said where somebody has a case in hand. */
export interface ClaimWords {
  take: string;
  takeOver: (name: string) => string;
  release: string;
  next: string;
  with: (name: string, since: string) => string;
  has: (name: string, ref: string, since: string) => string;
  /** Asked before somebody else decides it. */
  anyway: string;
  /** The button that decides it all the same: `Time out 24 h: anyway`. */
  decideAnyway: (label: string) => string;
  /** In the thread of its card. */
  tookOver: (name: string, before: string) => string;
}

export const claimWords = inEveryLanguage<ClaimWords>({
  en: {
    take: 'Take it',
    takeOver: (name) => `Take it over from ${name}`,
    release: 'Give it back',
    next: 'Next case',
    with: (name, since) => `With ${name} since ${since}`,
    has: (name, ref, since) => `${name} has ${ref} since ${since}.`,
    anyway: 'Decide anyway?',
    decideAnyway: (label) => `${label} anyway`,
    tookOver: (name, before) => `${name} has taken it over from ${before}`,
  },
  de: {
    take: 'Übernehmen',
    takeOver: (name) => `Von ${name} übernehmen`,
    release: 'Zurückgeben',
    next: 'Nächster Fall',
    with: (name, since) => `Bei ${name} seit ${since}`,
    has: (name, ref, since) => `${name} hat ${ref} seit ${since}.`,
    anyway: 'Trotzdem entscheiden?',
    decideAnyway: (label) => `Trotzdem: ${label}`,
    tookOver: (name, before) => `${name} hat den Fall von ${before} übernommen`,
  },
  fr: {
    take: 'Le prendre',
    takeOver: (name) => `Le reprendre à ${name}`,
    release: 'Le rendre',
    next: 'Cas suivant',
    with: (name, since) => `Chez ${name} depuis ${since}`,
    has: (name, ref, since) => `${name} s’occupe de ${ref} depuis ${since}.`,
    anyway: 'Décider quand même ?',
    decideAnyway: (label) => `Quand même : ${label}`,
    tookOver: (name, before) => `${name} a repris le cas à ${before}`,
  },
  es: {
    take: 'Encargarme',
    takeOver: (name) => `Relevar a ${name}`,
    release: 'Devolverlo',
    next: 'Caso siguiente',
    with: (name, since) => `Con ${name} desde las ${since}`,
    has: (name, ref, since) => `${name} tiene ${ref} desde las ${since}.`,
    anyway: '¿Decidir de todos modos?',
    decideAnyway: (label) => `De todos modos: ${label}`,
    tookOver: (name, before) => `${name} ha relevado a ${before} en el caso`,
  },
});
