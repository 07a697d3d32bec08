import { inEveryLanguage } from './catalogue.ts';

interface FollowUpWords {
  /** How sure an answer is that counted. */
  counted: string;
  /** As a part of “shall I …?”; null: an incident that is opened first. */
  addTo: (who: string, incident: string | null) => string;
  /** The same: whose an incident becomes that is opened first. */
  giveTo: (who: string) => string;
  /** Somebody is to be told of nothing that can be given to them. */
  tellNobody: (who: string | null) => string;
  /** Nobody was asked whether it was them; `account`: the alert names one. */
  nobodyAsked: (account: string | null) => string;
}

/** What is said to short questions about what was told before. */
export const followUpWords = inEveryLanguage<FollowUpWords>({
  en: {
    counted:
      'I counted or quoted what is stored, and estimated nothing. What no source sent to SafeNest is not in it. Ask about one alert, login or person to see what it stands on.',
    addTo: (who, incident) => `tell ${who} of ${incident ?? 'it'} by adding them to it`,
    giveTo: (who) => `give it to ${who}`,
    tellNobody: (who) =>
      `I write to nobody by myself. Name the incident or alert: “tell ${who ?? 'Maria'} to look at INC-3” gives it to them, and they are told.`,
    nobodyAsked: (account) =>
      account === null
        ? 'Nobody can be asked: it names no account.'
        : `Whether it was ${account} is not known: nobody was asked yet. “Ask: was this you?” on the alert's card asks whoever has the account.`,
  },
  de: {
    counted:
      'Ich habe gezählt oder zitiert, was gespeichert ist, und nichts geschätzt. Was keine Quelle an SafeNest geschickt hat, fehlt darin. Fragen Sie nach einem Alarm, einer Anmeldung oder einer Person, um zu sehen, worauf es sich stützt.',
    addTo: (who, incident) => `${who} über ${incident ?? 'ihn'} informieren und daran beteiligen`,
    giveTo: (who) => `ihn ${who} zuweisen`,
    tellNobody: (who) =>
      `Von mir aus schreibe ich niemandem. Nennen Sie den Vorfall oder Alarm: „weise INC-3 ${who ?? 'Maria'} zu“ gibt ihn weiter, und das wird mitgeteilt.`,
    nobodyAsked: (account) =>
      account === null
        ? 'Niemand kann gefragt werden: Es ist kein Konto genannt.'
        : `Ob es ${account} war, ist nicht bekannt: Es wurde noch niemand gefragt. „Fragen: Waren Sie das?“ auf der Karte des Alarms fragt, wem das Konto gehört.`,
  },
  fr: {
    counted:
      'J’ai compté ou cité ce qui est enregistré, sans rien estimer. Ce qu’aucune source n’a envoyé à SafeNest n’y figure pas. Demandez une alerte, une connexion ou une personne pour voir sur quoi cela repose.',
    addTo: (who, incident) => `informer ${who} de ${incident ?? 'celui-ci'} en l’y ajoutant`,
    giveTo: (who) => `l’attribuer à ${who}`,
    tellNobody: (who) =>
      `Je n’écris à personne de moi-même. Nommez l’incident ou l’alerte : « attribue INC-3 à ${who ?? 'Maria'} » le confie, et la personne est prévenue.`,
    nobodyAsked: (account) =>
      account === null
        ? 'Personne ne peut être interrogé : aucun compte n’est nommé.'
        : `On ne sait pas si c’était ${account} : personne n’a encore été interrogé. Le bouton « Demander » de la carte de l’alerte le demande au titulaire du compte.`,
  },
  es: {
    counted:
      'He contado o citado lo que está guardado, sin estimar nada. Lo que ninguna fuente envió a SafeNest no está. Pregunte por una alerta, un inicio de sesión o una persona para ver en qué se basa.',
    addTo: (who, incident) => `informar a ${who} de ${incident ?? 'él'} añadiéndolo`,
    giveTo: (who) => `asignarlo a ${who}`,
    tellNobody: (who) =>
      `No escribo a nadie por mi cuenta. Nombre el incidente o la alerta: «asigna INC-3 a ${who ?? 'Maria'}» se lo da, y se le avisa.`,
    nobodyAsked: (account) =>
      account === null
        ? 'No se puede preguntar a nadie: no nombra ninguna cuenta.'
        : `No se sabe si fue ${account}: todavía no se ha preguntado a nadie. El botón «Preguntar» de la tarjeta de la alerta se lo pregunta a quien tiene la cuenta.`,
  },
});
