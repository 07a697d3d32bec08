import { inEveryLanguage } from './catalogue.ts';

interface BookmarkWords {
  /** Above them, on a card and in a document. */
  title: string;
  more: (count: number) => string;
  /** A line of the timeline, and what a proposal would do. */
  line: (what: string) => string;
  added: (title: string) => string;
  already: (title: string) => string;
  kept: (ref: string, title: string) => string;
  keptAlready: (ref: string, title: string) => string;
  noAddress: string;
  /** The platform tells no address of the message. */
  noLink: string;
  full: (most: number) => string;
}

/** Links that are kept with an incident. */
export const bookmarkWords = inEveryLanguage<BookmarkWords>({
  en: {
    title: 'Bookmarks',
    more: (count) => `${count} more`,
    line: (what) => `Bookmark: ${what}`,
    added: (title) => `bookmark “${title}” added`,
    already: (title) => `“${title}” is bookmarked already`,
    kept: (ref, title) => `“${title}” is a bookmark of ${ref}.`,
    keptAlready: (ref, title) => `It is a bookmark of ${ref} already: “${title}”.`,
    noAddress: 'That is no address of the web: it begins with https://.',
    noLink: 'The chat gives no link to that message. “Pin this” quotes it on the timeline.',
    full: (most) => `It has ${most} bookmarks; no more fit.`,
  },
  de: {
    title: 'Lesezeichen',
    more: (count) => `${count} weitere`,
    line: (what) => `Lesezeichen: ${what}`,
    added: (title) => `Lesezeichen „${title}“ hinzugefügt`,
    already: (title) => `„${title}“ ist schon ein Lesezeichen`,
    kept: (ref, title) => `„${title}“ ist ein Lesezeichen von ${ref}.`,
    keptAlready: (ref, title) => `Ist schon ein Lesezeichen von ${ref}: „${title}“.`,
    noAddress: 'Das ist keine Adresse im Web: Sie beginnt mit https://.',
    noLink: 'Der Chat gibt keinen Link zu dieser Nachricht. „Hefte das an“ zitiert sie im Verlauf.',
    full: (most) => `Es gibt schon ${most} Lesezeichen; mehr passen nicht.`,
  },
  fr: {
    title: 'Signets',
    more: (count) => `${count} de plus`,
    line: (what) => `Signet : ${what}`,
    added: (title) => `signet « ${title} » ajouté`,
    already: (title) => `« ${title} » est déjà un signet`,
    kept: (ref, title) => `« ${title} » est un signet de ${ref}.`,
    keptAlready: (ref, title) => `C’est déjà un signet de ${ref} : « ${title} ».`,
    noAddress: 'Ce n’est pas une adresse du web : elle commence par https://.',
    noLink: 'Le chat ne donne pas de lien vers ce message. « Épingle ça » le cite dans la chronologie.',
    full: (most) => `Il y a déjà ${most} signets ; pas un de plus.`,
  },
  es: {
    title: 'Marcadores',
    more: (count) => `${count} más`,
    line: (what) => `Marcador: ${what}`,
    added: (title) => `marcador «${title}» añadido`,
    already: (title) => `«${title}» ya es un marcador`,
    kept: (ref, title) => `«${title}» es un marcador de ${ref}.`,
    keptAlready: (ref, title) => `Ya es un marcador de ${ref}: «${title}».`,
    noAddress: 'Eso no es una dirección de la web: empieza por https://.',
    noLink: 'El chat no da un enlace a ese mensaje. «Fija esto» lo cita en la cronología.',
    full: (most) => `Ya hay ${most} marcadores; no caben más.`,
  },
});
