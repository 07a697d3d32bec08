import { inEveryLanguage } from './catalogue.ts';

const POSTING = [
  'links',
  'invites',
  'files',
  'rate_messages',
  'rate_characters',
  'rate_lines',
  'rate_emoji',
  'rate_links',
  'rate_files',
  'rate_stickers',
  'rate_channels',
  'automod',
  'new_copies',
] as const;

/** How somebody spams: the same over and over, many people called, invites elsewhere, the same in several channels, the same by many who are new, too much at once, or the platform stopped them. */
export type SpamWay = 'flood' | 'calls' | 'invites' | 'copies' | 'newcomers' | 'much' | 'stopped';

interface PostingWords {
  /** What the triggers are called that mind what people post, and how much of it. */
  triggers: Record<(typeof POSTING)[number], string>;
  kind: string;
  spam: (who: string, way: SpamWay) => string;
  unsafe: (who: string) => string;
}

export const postingWords = inEveryLanguage<PostingWords>({
  en: {
    triggers: {
      links: 'a link that is refused',
      invites: 'an invite to another place',
      files: 'a file that is refused',
      rate_messages: 'many messages at once',
      rate_characters: 'very much text at once',
      rate_lines: 'very many lines at once',
      rate_emoji: 'many emoji at once',
      rate_links: 'many links at once',
      rate_files: 'many files at once',
      rate_stickers: 'many stickers at once',
      rate_channels: 'the same in several channels',
      automod: 'stopped by Discord’s AutoMod',
      new_copies: 'several new members say the same',
    },
    kind: 'unsafe link or file',
    spam: (who, way) =>
      ({
        flood: `${who} floods the channel`,
        calls: `${who} calls many people at once`,
        invites: `${who} invites people elsewhere`,
        copies: `${who} posts the same in several channels`,
        newcomers: `${who} and others who just joined post the same`,
        much: `${who} posts very much at once`,
        stopped: `${who} was stopped by Discord’s AutoMod several times`,
      })[way],
    unsafe: (who) => `${who} posted a link or file that is refused`,
  },
  de: {
    triggers: {
      links: 'ein nicht erlaubter Link',
      invites: 'eine Einladung woandershin',
      files: 'eine nicht erlaubte Datei',
      rate_messages: 'viele Nachrichten auf einmal',
      rate_characters: 'sehr viel Text auf einmal',
      rate_lines: 'sehr viele Zeilen auf einmal',
      rate_emoji: 'viele Emojis auf einmal',
      rate_links: 'viele Links auf einmal',
      rate_files: 'viele Dateien auf einmal',
      rate_stickers: 'viele Sticker auf einmal',
      rate_channels: 'dasselbe in mehreren Kanälen',
      automod: 'von Discords AutoMod gestoppt',
      new_copies: 'mehrere neue Mitglieder sagen dasselbe',
    },
    kind: 'unsicherer Link oder Datei',
    spam: (who, way) =>
      ({
        flood: `${who} überschwemmt den Kanal`,
        calls: `${who} ruft viele zugleich`,
        invites: `${who} lädt woandershin ein`,
        copies: `${who} postet dasselbe in mehreren Kanälen`,
        newcomers: `${who} und andere, die gerade beigetreten sind, posten dasselbe`,
        much: `${who} postet sehr viel auf einmal`,
        stopped: `${who} wurde von Discords AutoMod mehrmals gestoppt`,
      })[way],
    unsafe: (who) => `${who} hat einen nicht erlaubten Link oder eine solche Datei gepostet`,
  },
  fr: {
    triggers: {
      links: 'un lien refusé',
      invites: 'une invitation ailleurs',
      files: 'un fichier refusé',
      rate_messages: 'beaucoup de messages à la fois',
      rate_characters: 'énormément de texte à la fois',
      rate_lines: 'énormément de lignes à la fois',
      rate_emoji: 'beaucoup d’émojis à la fois',
      rate_links: 'beaucoup de liens à la fois',
      rate_files: 'beaucoup de fichiers à la fois',
      rate_stickers: 'beaucoup d’autocollants à la fois',
      rate_channels: 'la même chose dans plusieurs canaux',
      automod: 'arrêté par l’AutoMod de Discord',
      new_copies: 'plusieurs nouveaux membres disent la même chose',
    },
    kind: 'lien ou fichier dangereux',
    spam: (who, way) =>
      ({
        flood: `${who} inonde le canal`,
        calls: `${who} appelle beaucoup de personnes à la fois`,
        invites: `${who} invite les gens ailleurs`,
        copies: `${who} publie la même chose dans plusieurs canaux`,
        newcomers: `${who} et d’autres qui viennent d’arriver publient la même chose`,
        much: `${who} publie énormément à la fois`,
        stopped: `${who} a été arrêté plusieurs fois par l’AutoMod de Discord`,
      })[way],
    unsafe: (who) => `${who} a publié un lien ou un fichier refusé`,
  },
  es: {
    triggers: {
      links: 'un enlace rechazado',
      invites: 'una invitación a otro sitio',
      files: 'un archivo rechazado',
      rate_messages: 'muchos mensajes a la vez',
      rate_characters: 'muchísimo texto a la vez',
      rate_lines: 'muchísimas líneas a la vez',
      rate_emoji: 'muchos emojis a la vez',
      rate_links: 'muchos enlaces a la vez',
      rate_files: 'muchos archivos a la vez',
      rate_stickers: 'muchos stickers a la vez',
      rate_channels: 'lo mismo en varios canales',
      automod: 'detenido por el AutoMod de Discord',
      new_copies: 'varios miembros nuevos dicen lo mismo',
    },
    kind: 'enlace o archivo peligroso',
    spam: (who, way) =>
      ({
        flood: `${who} inunda el canal`,
        calls: `${who} llama a muchas personas a la vez`,
        invites: `${who} invita a la gente a otro sitio`,
        copies: `${who} publica lo mismo en varios canales`,
        newcomers: `${who} y otros que acaban de entrar publican lo mismo`,
        much: `${who} publica muchísimo a la vez`,
        stopped: `${who} fue detenido varias veces por el AutoMod de Discord`,
      })[way],
    unsafe: (who) => `${who} ha publicado un enlace o archivo rechazado`,
  },
});
