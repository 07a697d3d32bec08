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
  /** What a press came to. */
  yours: (ref: string, before: { name: string; since: string } | null) => string;
  yoursAlready: (ref: string) => string;
  free: (ref: string) => string;
  nobodyHas: (ref: string) => string;
  noOther: string;
  decided: (ref: string, by: string | null) => string;
  /** Behind who has it, where something was to be decided. */
  pressAgain: string;
  sayAnyway: string;
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
    yours: (ref, before) => `You have ${ref} now.${before ? ` ${before.name} had it since ${before.since}.` : ''}`,
    yoursAlready: (ref) => `You have ${ref} already.`,
    free: (ref) => `${ref} is free for others.`,
    nobodyHas: (ref) => `Nobody has ${ref}.`,
    noOther: 'No other case waits that nobody has in hand.',
    decided: (ref, by) => `${ref} is decided${by ? ` (${by})` : ''}.`,
    pressAgain: 'Nothing was done. Press again to decide it anyway.',
    sayAnyway: 'Say that you decide it anyway.',
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
    yours: (ref, before) =>
      `${ref} liegt jetzt bei Ihnen.${before ? ` ${before.name} hatte es seit ${before.since}.` : ''}`,
    yoursAlready: (ref) => `${ref} liegt schon bei Ihnen.`,
    free: (ref) => `${ref} ist frei für andere.`,
    nobodyHas: (ref) => `${ref} liegt bei niemandem.`,
    noOther: 'Sonst wartet kein Fall, den niemand bearbeitet.',
    decided: (ref, by) => `${ref} ist entschieden${by ? ` (${by})` : ''}.`,
    pressAgain: 'Es ist nichts geschehen. Drücken Sie noch einmal, um trotzdem zu entscheiden.',
    sayAnyway: 'Sagen Sie, dass Sie trotzdem entscheiden.',
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
    yours: (ref, before) =>
      `${ref} est maintenant à vous.${before ? ` ${before.name} s’en occupait depuis ${before.since}.` : ''}`,
    yoursAlready: (ref) => `${ref} est déjà à vous.`,
    free: (ref) => `${ref} est libre pour d’autres.`,
    nobodyHas: (ref) => `Personne ne s’occupe de ${ref}.`,
    noOther: 'Aucun autre cas n’attend sans que quelqu’un s’en occupe.',
    decided: (ref, by) => `${ref} est décidé${by ? ` (${by})` : ''}.`,
    pressAgain: 'Rien n’a été fait. Appuyez de nouveau pour décider quand même.',
    sayAnyway: 'Dites que vous décidez quand même.',
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
    yours: (ref, before) =>
      `${ref} es ahora suyo.${before ? ` ${before.name} lo tenía desde las ${before.since}.` : ''}`,
    yoursAlready: (ref) => `${ref} ya es suyo.`,
    free: (ref) => `${ref} queda libre para otros.`,
    nobodyHas: (ref) => `Nadie tiene ${ref}.`,
    noOther: 'No espera ningún otro caso que no tenga ya alguien.',
    decided: (ref, by) => `${ref} está decidido${by ? ` (${by})` : ''}.`,
    pressAgain: 'No se hizo nada. Pulse de nuevo para decidir de todos modos.',
    sayAnyway: 'Diga que decide de todos modos.',
    tookOver: (name, before) => `${name} ha relevado a ${before} en el caso`,
  },
});
