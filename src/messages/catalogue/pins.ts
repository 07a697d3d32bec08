import type { ChatPlatform } from '../inbound.ts';
import { inEveryLanguage } from './catalogue.ts';

interface PinWords {
  pinned: (ref: string) => string;
  pinnedAlready: (ref: string) => string;
  unpinned: (ref: string) => string;
  /** Of a message that they did not put on a timeline. */
  notPinned: string;
  whichIncident: string;
  /** Nothing is being worked on. */
  noIncident: string;
  /** Nothing says which message is meant: how it is said on the platform. */
  whichMessage: Record<ChatPlatform, string>;
  ours: string;
  form: { title: string; off: (ref: string) => string; incident: string; add: string; takeOff: string };
}

/** Messages on an incident's timeline. */
export const pinWords = inEveryLanguage<PinWords>({
  en: {
    pinned: (ref) => `It is on the timeline of ${ref}. “Unpin this” takes it off again.`,
    pinnedAlready: (ref) => `It is on the timeline of ${ref} already.`,
    unpinned: (ref) => `It is off the timeline of ${ref}.`,
    notPinned: 'You have not put that message on a timeline.',
    noIncident: 'No incident is being worked on. Open one first.',
    whichIncident: 'On the timeline of which incident? Say “pin this to INC-17”.',
    whichMessage: {
      slack: 'I do not see which message you mean. Say it in its thread, or set 📌 under it.',
      discord: 'I do not see which message you mean. Reply to it, or set 📌 under it.',
      teams:
        'I do not see which message you mean. On the message: ⋯ › More actions › Add to the timeline. Or reply to it with a quote.',
    },
    ours: 'That is my own message: what the desk does is on the timeline by itself.',
    form: {
      title: 'Add to the timeline',
      off: (ref) => `On the timeline of ${ref}`,
      incident: 'Incident',
      add: 'Add',
      takeOff: 'Take it off',
    },
  },
  de: {
    pinned: (ref) => `Steht im Verlauf von ${ref}. „Nicht mehr anheften“ nimmt es wieder heraus.`,
    pinnedAlready: (ref) => `Steht schon im Verlauf von ${ref}.`,
    unpinned: (ref) => `Steht nicht mehr im Verlauf von ${ref}.`,
    notPinned: 'Diese Nachricht haben Sie in keinen Verlauf aufgenommen.',
    noIncident: 'An keinem Vorfall wird gearbeitet. Eröffnen Sie erst einen.',
    whichIncident: 'In den Verlauf welches Vorfalls? Sagen Sie „hefte das an INC-17 an“.',
    whichMessage: {
      slack: 'Ich sehe nicht, welche Nachricht Sie meinen. Sagen Sie es in ihrem Thread, oder setzen Sie 📌 darunter.',
      discord: 'Ich sehe nicht, welche Nachricht Sie meinen. Antworten Sie auf sie, oder setzen Sie 📌 darunter.',
      teams:
        'Ich sehe nicht, welche Nachricht Sie meinen. An der Nachricht: ⋯ › Weitere Aktionen › In den Verlauf aufnehmen. Oder antworten Sie mit Zitat.',
    },
    ours: 'Das ist meine eigene Nachricht: Was hier geschieht, steht von selbst im Verlauf.',
    form: {
      title: 'In den Verlauf aufnehmen',
      off: (ref) => `Im Verlauf von ${ref}`,
      incident: 'Vorfall',
      add: 'Aufnehmen',
      takeOff: 'Herausnehmen',
    },
  },
  fr: {
    pinned: (ref) => `C’est dans la chronologie de ${ref}. « Désépingle ça » l’en retire.`,
    pinnedAlready: (ref) => `C’est déjà dans la chronologie de ${ref}.`,
    unpinned: (ref) => `Ce n’est plus dans la chronologie de ${ref}.`,
    notPinned: 'Vous n’avez mis ce message dans aucune chronologie.',
    noIncident: 'Aucun incident n’est en cours. Ouvrez-en un d’abord.',
    whichIncident: 'Dans la chronologie de quel incident ? Dites « épingle ça à INC-17 ».',
    whichMessage: {
      slack: 'Je ne vois pas de quel message il s’agit. Dites-le dans son fil, ou mettez 📌 dessous.',
      discord: 'Je ne vois pas de quel message il s’agit. Répondez-y, ou mettez 📌 dessous.',
      teams:
        'Je ne vois pas de quel message il s’agit. Sur le message : ⋯ › Plus d’actions › Ajouter à la chronologie. Ou répondez-y en le citant.',
    },
    ours: 'C’est mon propre message : ce que fait le bureau y est déjà de lui-même.',
    form: {
      title: 'Ajouter à la chronologie',
      off: (ref) => `Dans la chronologie de ${ref}`,
      incident: 'Incident',
      add: 'Ajouter',
      takeOff: 'Retirer',
    },
  },
  es: {
    pinned: (ref) => `Está en la cronología de ${ref}. «Desfija esto» lo quita.`,
    pinnedAlready: (ref) => `Ya está en la cronología de ${ref}.`,
    unpinned: (ref) => `Ya no está en la cronología de ${ref}.`,
    notPinned: 'Usted no puso ese mensaje en ninguna cronología.',
    noIncident: 'No hay ningún incidente en curso. Abra uno primero.',
    whichIncident: '¿En la cronología de qué incidente? Diga «fija esto en INC-17».',
    whichMessage: {
      slack: 'No veo a qué mensaje se refiere. Dígalo en su hilo, o ponga 📌 debajo.',
      discord: 'No veo a qué mensaje se refiere. Respóndale, o ponga 📌 debajo.',
      teams:
        'No veo a qué mensaje se refiere. En el mensaje: ⋯ › Más acciones › Añadir a la cronología. O respóndale con una cita.',
    },
    ours: 'Ese mensaje es mío: lo que hace la mesa ya está en la cronología por sí solo.',
    form: {
      title: 'Añadir a la cronología',
      off: (ref) => `En la cronología de ${ref}`,
      incident: 'Incidente',
      add: 'Añadir',
      takeOff: 'Quitar',
    },
  },
});
