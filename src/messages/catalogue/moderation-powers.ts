import type { ModerationStep } from '../../domain/moderation.ts';
import { inEveryLanguage } from './catalogue.ts';

/** What each step comes to, a sentence each; `elsewhere` is wherever SafeNest only hears what is said. */
export interface PowerWords {
  note: string;
  warning: string;
  discord: Record<Exclude<ModerationStep, 'note' | 'warning'>, string>;
  slack: { delete: string; away: string; ban: string };
  /** The second of each where Microsoft Graph is switched on and granted. */
  teams: {
    delete: string;
    hide: string;
    away: string;
    takenOut: string;
    ban: string;
    takenOutForGood: string;
  };
  elsewhere: string;
}

export const powerWords = inEveryLanguage<PowerWords>({
  en: {
    note: 'Written down here, and nobody is told.',
    warning: 'Sends them the reason in a direct message.',
    discord: {
      delete: 'Deletes this case’s messages in Discord; what they said stays here, and they do not come back.',
      timeout: 'Discord lets them neither write nor speak in the whole server until it ends.',
      mute: 'Gives them the server’s mute role, under which nobody can write, until it ends.',
      ban: 'Removes them from the server and keeps them out until it is undone.',
    },
    slack: {
      delete:
        'Slack lets an app delete only its own messages: they are deleted there with an admin’s token where one is set, else somebody who may does it.',
      away: 'Slack has no such thing: they are taken out of this channel and invited back at the end; into a public channel they can come back by themselves.',
      ban: 'Slack lets no app shut anybody out: an admin of the workspace deactivates the account there.',
    },
    teams: {
      delete: 'Teams lets no app delete what others wrote: an owner of the team deletes it there.',
      hide: 'Hides this case’s messages in Teams: their author alone reads them, with the reason, and Undo shows them again.',
      takenOut:
        'Teams has no such thing: they are taken out of the whole team, with all its channels, and put back at the end.',
      takenOutForGood:
        'Takes them out of the whole team, with all its channels, until it is undone; an owner can let them in again.',
      away: 'Teams lets no app silence anybody: an owner of the team does it there.',
      ban: 'Teams lets no app shut anybody out: an owner of the team removes them there.',
    },
    elsewhere: 'SafeNest only hears what is said there: somebody does it by hand.',
  },
  de: {
    note: 'Wird hier festgehalten; niemand erfährt davon.',
    warning: 'Schickt ihnen den Grund in einer Direktnachricht.',
    discord: {
      delete:
        'Löscht die Nachrichten dieses Falls in Discord; ihr Wortlaut bleibt hier, sie selbst kommen nicht zurück.',
      timeout: 'Discord lässt sie bis zum Ende auf dem ganzen Server weder schreiben noch sprechen.',
      mute: 'Gibt ihnen bis zum Ende die Stumm-Rolle des Servers, mit der niemand schreiben kann.',
      ban: 'Entfernt sie vom Server und hält sie fern, bis es zurückgenommen wird.',
    },
    slack: {
      delete:
        'Slack lässt eine App nur eigene Nachrichten löschen: ist das Token eines Admins gesetzt, werden sie damit dort gelöscht, sonst tut es jemand, der es darf.',
      away: 'Slack kennt das nicht: sie werden aus diesem Kanal genommen und am Ende wieder eingeladen; in einen öffentlichen Kanal können sie selbst zurückkehren.',
      ban: 'Slack lässt keine App jemanden ausschließen: ein Admin des Workspace deaktiviert dort das Konto.',
    },
    teams: {
      delete: 'Teams lässt keine App löschen, was andere schrieben: ein Besitzer des Teams löscht es dort.',
      hide: 'Verbirgt die Nachrichten dieses Falls in Teams: nur wer sie schrieb, liest sie noch, mit dem Grund, und Zurücknehmen zeigt sie wieder.',
      takenOut:
        'Teams kennt das nicht: sie werden aus dem ganzen Team mit allen Kanälen genommen und am Ende wieder aufgenommen.',
      takenOutForGood:
        'Nimmt sie aus dem ganzen Team mit allen Kanälen, bis es zurückgenommen wird; ein Besitzer kann sie wieder hereinlassen.',
      away: 'Teams lässt keine App jemanden stumm schalten: ein Besitzer des Teams tut es dort.',
      ban: 'Teams lässt keine App jemanden ausschließen: ein Besitzer des Teams entfernt sie dort.',
    },
    elsewhere: 'SafeNest hört dort nur zu: jemand tut es von Hand.',
  },
  fr: {
    note: 'Noté ici ; personne n’en est informé.',
    warning: 'Leur envoie le motif en message privé.',
    discord: {
      delete: 'Supprime les messages de ce cas dans Discord ; leur texte reste ici, eux ne reviennent pas.',
      timeout: 'Discord ne les laisse ni écrire ni parler sur tout le serveur jusqu’à la fin.',
      mute: 'Leur donne le rôle de sourdine du serveur, avec lequel personne ne peut écrire, jusqu’à la fin.',
      ban: 'Les retire du serveur et les en tient éloignés jusqu’à l’annulation.',
    },
    slack: {
      delete:
        'Slack ne laisse une application supprimer que ses propres messages : ils sont supprimés avec le jeton d’un admin s’il y en a un, sinon par une personne autorisée.',
      away: 'Slack ne connaît pas cela : ils sont retirés de ce canal et réinvités à la fin ; dans un canal public, ils peuvent revenir d’eux-mêmes.',
      ban: 'Slack ne laisse aucune application exclure quelqu’un : un admin de l’espace désactive le compte sur place.',
    },
    teams: {
      delete:
        'Teams ne laisse aucune application supprimer ce que d’autres ont écrit : un propriétaire de l’équipe le supprime sur place.',
      hide: 'Masque les messages de ce cas dans Teams : seul leur auteur les lit encore, avec le motif, et l’annulation les montre à nouveau.',
      takenOut:
        'Teams ne connaît pas cela : ils sont retirés de toute l’équipe, avec tous ses canaux, et remis à la fin.',
      takenOutForGood:
        'Les retire de toute l’équipe, avec tous ses canaux, jusqu’à l’annulation ; un propriétaire peut les laisser revenir.',
      away: 'Teams ne laisse aucune application faire taire quelqu’un : un propriétaire de l’équipe le fait sur place.',
      ban: 'Teams ne laisse aucune application exclure quelqu’un : un propriétaire de l’équipe les retire sur place.',
    },
    elsewhere: 'SafeNest ne fait qu’y écouter : quelqu’un le fait à la main.',
  },
  es: {
    note: 'Queda anotado aquí; nadie se entera.',
    warning: 'Les envía el motivo en un mensaje directo.',
    discord: {
      delete: 'Borra en Discord los mensajes de este caso; lo dicho queda aquí, ellos no vuelven.',
      timeout: 'Discord no les deja escribir ni hablar en todo el servidor hasta que termine.',
      mute: 'Les da el rol de silencio del servidor, con el que nadie puede escribir, hasta que termine.',
      ban: 'Les saca del servidor y les mantiene fuera hasta que se deshaga.',
    },
    slack: {
      delete:
        'Slack solo deja a una aplicación borrar sus propios mensajes: se borran con el token de un administrador si hay uno; si no, lo hace alguien autorizado.',
      away: 'Slack no tiene eso: se les saca de este canal y se les invita de nuevo al final; a un canal público pueden volver por su cuenta.',
      ban: 'Slack no deja a ninguna aplicación expulsar a nadie: un administrador del espacio desactiva la cuenta allí.',
    },
    teams: {
      delete:
        'Teams no deja a ninguna aplicación borrar lo que otros escribieron: un propietario del equipo lo borra allí.',
      hide: 'Oculta en Teams los mensajes de este caso: solo su autor los lee aún, con el motivo, y al deshacerlo se muestran de nuevo.',
      takenOut:
        'Teams no tiene eso: se les saca de todo el equipo, con todos sus canales, y al final se les vuelve a incluir.',
      takenOutForGood:
        'Les saca de todo el equipo, con todos sus canales, hasta que se deshaga; un propietario puede volver a dejarles entrar.',
      away: 'Teams no deja a ninguna aplicación silenciar a nadie: un propietario del equipo lo hace allí.',
      ban: 'Teams no deja a ninguna aplicación expulsar a nadie: un propietario del equipo les saca allí.',
    },
    elsewhere: 'SafeNest allí solo escucha: alguien lo hace a mano.',
  },
});
