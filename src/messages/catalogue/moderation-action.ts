import type { AppealState, ModerationStep } from '../../domain/moderation.ts';
import { inEveryLanguage } from './catalogue.ts';

export interface ActionWords {
  /** What somebody to whom something was done is told; `where` is the channel's name. */
  affected: {
    heading: Record<ModerationStep, (where: string) => string>;
    /** It was taken back, it is over, it could not be done. */
    over: { lifted: string; expired: string; failed: string };
    until: string;
    reference: string;
    yours: string;
    mayAppeal: string;
    appealed: string;
    appeal: string;
    /** What they are told when it is taken back, and how their appeal was decided. */
    lifted: (ref: string) => string;
    upheld: (ref: string) => string;
    overturned: (ref: string) => string;
    note: (words: string) => string;
  };
  form: { title: (ref: string) => string; text: string; send: string };
  received: string;
  appealedAlready: string;
  nothing: string;
  /** The appeal’s card, for moderators. */
  card: {
    heading: (ref: string, name: string) => string;
    states: Record<AppealState, string>;
    against: string;
    reason: string;
    case: string;
    says: string;
    uphold: string;
    overturn: string;
    open: string;
    decided: (state: string, by: string, note: string) => string;
  };
  /** The buttons of a step that waits for a second person, or is to be done by hand. */
  second: (ref: string) => string;
  decline: (ref: string) => string;
  byHand: (ref: string) => string;
  delete: string;
  /** What became of actions, in the thread of their case. */
  story: (parts: { ref: string; state: string }[]) => string;
  dismissForm: { title: (ref: string) => string; why: string; note: string; send: string };
}

const told = (parts: { ref: string; state: string }[]): string =>
  parts.map(({ ref, state }) => `${ref}: ${state}`).join(', ');

export const actionWords = inEveryLanguage<ActionWords>({
  en: {
    affected: {
      heading: {
        note: (where) => `A note about you in ${where}`,
        delete: (where) => `Messages of yours were deleted in ${where}`,
        warning: (where) => `A warning for what you wrote in ${where}`,
        timeout: (where) => `You cannot write for a while because of what you wrote in ${where}`,
        mute: (where) => `You were muted because of what you wrote in ${where}`,
        ban: (where) => `You were banned because of what you wrote in ${where}`,
      },
      over: {
        lifted: 'This was taken back.',
        expired: 'This is over.',
        failed: 'This was not done after all.',
      },
      until: 'Until',
      reference: 'Reference',
      yours: 'what you wrote',
      mayAppeal: 'If you think this is wrong, appeal: a person looks at it again. You can do so once.',
      appealed: 'You have appealed. A person looks at it again, and you are told how it ends.',
      appeal: 'Appeal',
      lifted: (ref) => `${ref} was taken back.`,
      upheld: (ref) => `Your appeal against ${ref} was looked at. The decision stands.`,
      overturned: (ref) => `Your appeal against ${ref} was right: it is taken back.`,
      note: (words) => `The moderators say: ${words}`,
    },
    form: { title: (ref) => `Appeal against ${ref}`, text: 'Why is this wrong?', send: 'Send' },
    received: 'Your appeal is with the moderators. You are told here how it ends.',
    appealedAlready: 'You have appealed against this already. You are told here how it ends.',
    nothing: 'There is nothing here that you could appeal against.',
    card: {
      heading: (ref, name) => `${ref} Appeal by ${name}`,
      states: { open: 'open', upheld: 'the decision stands', overturned: 'taken back' },
      against: 'Against',
      reason: 'Reason given',
      case: 'Case',
      says: 'the appeal',
      uphold: 'Uphold the decision',
      overturn: 'Overturn it',
      open: 'Open',
      decided: (state, by, note) => `${by}: ${state}${note ? `. ${note}` : ''}`,
    },
    second: (ref) => `Agree to ${ref}`,
    decline: (ref) => `Decline ${ref}`,
    byHand: (ref) => `${ref} is done`,
    delete: 'Delete the messages',
    story: told,
    dismissForm: { title: (ref) => `Dismiss ${ref}`, why: 'Why', note: 'Note', send: 'Dismiss' },
  },
  de: {
    affected: {
      heading: {
        note: (where) => `Eine Notiz über dich in ${where}`,
        delete: (where) => `Nachrichten von dir wurden in ${where} gelöscht`,
        warning: (where) => `Eine Verwarnung für das, was du in ${where} geschrieben hast`,
        timeout: (where) => `Du kannst eine Weile nicht schreiben, wegen dem, was du in ${where} geschrieben hast`,
        mute: (where) => `Du wurdest stumm geschaltet, wegen dem, was du in ${where} geschrieben hast`,
        ban: (where) => `Du wurdest ausgeschlossen, wegen dem, was du in ${where} geschrieben hast`,
      },
      over: {
        lifted: 'Das wurde zurückgenommen.',
        expired: 'Das ist vorbei.',
        failed: 'Dazu kam es doch nicht.',
      },
      until: 'Bis',
      reference: 'Kennung',
      yours: 'was du geschrieben hast',
      mayAppeal:
        'Wenn du das für falsch hältst, lege Einspruch ein: ein Mensch sieht es sich noch einmal an. Das geht einmal.',
      appealed:
        'Du hast Einspruch eingelegt. Ein Mensch sieht es sich noch einmal an, und du erfährst, wie es ausgeht.',
      appeal: 'Einspruch',
      lifted: (ref) => `${ref} wurde zurückgenommen.`,
      upheld: (ref) => `Dein Einspruch gegen ${ref} wurde geprüft. Die Entscheidung bleibt.`,
      overturned: (ref) => `Dein Einspruch gegen ${ref} war berechtigt: es wird zurückgenommen.`,
      note: (words) => `Die Moderation sagt: ${words}`,
    },
    form: { title: (ref) => `Einspruch gegen ${ref}`, text: 'Warum ist das falsch?', send: 'Senden' },
    received: 'Dein Einspruch liegt bei der Moderation. Hier erfährst du, wie es ausgeht.',
    appealedAlready: 'Du hast dagegen schon Einspruch eingelegt. Hier erfährst du, wie es ausgeht.',
    nothing: 'Hier gibt es nichts, wogegen du Einspruch einlegen könntest.',
    card: {
      heading: (ref, name) => `${ref} Einspruch von ${name}`,
      states: { open: 'offen', upheld: 'die Entscheidung bleibt', overturned: 'zurückgenommen' },
      against: 'Gegen',
      reason: 'Genannter Grund',
      case: 'Fall',
      says: 'der Einspruch',
      uphold: 'Entscheidung bestätigen',
      overturn: 'Aufheben',
      open: 'Öffnen',
      decided: (state, by, note) => `${by}: ${state}${note ? `. ${note}` : ''}`,
    },
    second: (ref) => `${ref} zustimmen`,
    decline: (ref) => `${ref} ablehnen`,
    byHand: (ref) => `${ref} ist getan`,
    delete: 'Nachrichten löschen',
    story: told,
    dismissForm: { title: (ref) => `${ref} verwerfen`, why: 'Warum', note: 'Notiz', send: 'Verwerfen' },
  },
  fr: {
    affected: {
      heading: {
        note: (where) => `Une note à votre sujet dans ${where}`,
        delete: (where) => `Des messages de vous ont été supprimés dans ${where}`,
        warning: (where) => `Un avertissement pour ce que vous avez écrit dans ${where}`,
        timeout: (where) =>
          `Vous ne pouvez pas écrire pendant un temps, à cause de ce que vous avez écrit dans ${where}`,
        mute: (where) => `Vous êtes en sourdine à cause de ce que vous avez écrit dans ${where}`,
        ban: (where) => `Vous êtes banni à cause de ce que vous avez écrit dans ${where}`,
      },
      over: {
        lifted: 'Cela a été annulé.',
        expired: 'C’est terminé.',
        failed: 'Cela n’a finalement pas été fait.',
      },
      until: 'Jusqu’au',
      reference: 'Référence',
      yours: 'ce que vous avez écrit',
      mayAppeal: 'Si vous pensez que c’est une erreur, faites appel : une personne réexamine. C’est possible une fois.',
      appealed: 'Vous avez fait appel. Une personne réexamine, et vous saurez ce qu’il en est.',
      appeal: 'Faire appel',
      lifted: (ref) => `${ref} a été annulé.`,
      upheld: (ref) => `Votre appel contre ${ref} a été examiné. La décision est maintenue.`,
      overturned: (ref) => `Votre appel contre ${ref} était fondé : c’est annulé.`,
      note: (words) => `La modération dit : ${words}`,
    },
    form: { title: (ref) => `Appel contre ${ref}`, text: 'Pourquoi est-ce une erreur ?', send: 'Envoyer' },
    received: 'Votre appel est chez les modérateurs. Vous saurez ici ce qu’il en est.',
    appealedAlready: 'Vous avez déjà fait appel. Vous saurez ici ce qu’il en est.',
    nothing: 'Il n’y a rien ici contre quoi vous pourriez faire appel.',
    card: {
      heading: (ref, name) => `${ref} Appel de ${name}`,
      states: { open: 'ouvert', upheld: 'la décision est maintenue', overturned: 'annulé' },
      against: 'Contre',
      reason: 'Motif donné',
      case: 'Cas',
      says: 'l’appel',
      uphold: 'Maintenir la décision',
      overturn: 'L’annuler',
      open: 'Ouvrir',
      decided: (state, by, note) => `${by} : ${state}${note ? `. ${note}` : ''}`,
    },
    second: (ref) => `Approuver ${ref}`,
    decline: (ref) => `Refuser ${ref}`,
    byHand: (ref) => `${ref} est fait`,
    delete: 'Supprimer les messages',
    story: told,
    dismissForm: { title: (ref) => `Classer ${ref} sans suite`, why: 'Pourquoi', note: 'Note', send: 'Classer' },
  },
  es: {
    affected: {
      heading: {
        note: (where) => `Una nota sobre ti en ${where}`,
        delete: (where) => `Se borraron mensajes tuyos en ${where}`,
        warning: (where) => `Una advertencia por lo que escribiste en ${where}`,
        timeout: (where) => `No puedes escribir durante un tiempo por lo que escribiste en ${where}`,
        mute: (where) => `Se te ha silenciado por lo que escribiste en ${where}`,
        ban: (where) => `Se te ha expulsado por lo que escribiste en ${where}`,
      },
      over: {
        lifted: 'Esto se ha anulado.',
        expired: 'Esto ha terminado.',
        failed: 'Al final no se hizo.',
      },
      until: 'Hasta',
      reference: 'Referencia',
      yours: 'lo que escribiste',
      mayAppeal: 'Si crees que es un error, recurre: una persona lo mira de nuevo. Puedes hacerlo una vez.',
      appealed: 'Has recurrido. Una persona lo mira de nuevo y aquí sabrás cómo acaba.',
      appeal: 'Recurrir',
      lifted: (ref) => `${ref} se ha anulado.`,
      upheld: (ref) => `Se ha mirado tu recurso contra ${ref}. La decisión se mantiene.`,
      overturned: (ref) => `Tu recurso contra ${ref} tenía razón: se anula.`,
      note: (words) => `La moderación dice: ${words}`,
    },
    form: { title: (ref) => `Recurso contra ${ref}`, text: '¿Por qué es un error?', send: 'Enviar' },
    received: 'Tu recurso está con los moderadores. Aquí sabrás cómo acaba.',
    appealedAlready: 'Ya has recurrido. Aquí sabrás cómo acaba.',
    nothing: 'Aquí no hay nada contra lo que puedas recurrir.',
    card: {
      heading: (ref, name) => `${ref} Recurso de ${name}`,
      states: { open: 'abierto', upheld: 'la decisión se mantiene', overturned: 'anulado' },
      against: 'Contra',
      reason: 'Motivo dado',
      case: 'Caso',
      says: 'el recurso',
      uphold: 'Mantener la decisión',
      overturn: 'Anularla',
      open: 'Abrir',
      decided: (state, by, note) => `${by}: ${state}${note ? `. ${note}` : ''}`,
    },
    second: (ref) => `Aprobar ${ref}`,
    decline: (ref) => `Rechazar ${ref}`,
    byHand: (ref) => `${ref} está hecho`,
    delete: 'Borrar los mensajes',
    story: told,
    dismissForm: { title: (ref) => `Descartar ${ref}`, why: 'Por qué', note: 'Nota', send: 'Descartar' },
  },
});
