import { inEveryLanguage } from './catalogue.ts';

interface Line {
  ref: string;
  time: string;
  failed: boolean;
  /** Where from: an address, a place, or both; empty where neither is known. */
  from: string;
  device: string;
}

/** What is told of somebody's own sign-ins. `[ref]` where something is cited. */
interface Words {
  noAccount: string;
  none: (range: string) => string;
  count: (count: number, capped: boolean, failed: number, range: string) => string;
  line: (one: Line) => string;
  /** Before those that alerts stand on, and before the newest. */
  noticed: (count: number) => string;
  newest: string;
  more: (count: number) => string;
  notYou: string;
}

export const myLoginsWords = inEveryLanguage<Words>({
  en: {
    noAccount:
      'No sign-in account is known as yours here, so I cannot look that up. An admin says on the Members page which one it is.',
    none: (range) => `No sign-in to your account, ${range}.`,
    count: (count, capped, failed, range) =>
      `${capped ? 'More than ' : ''}${count} ${count === 1 ? 'sign-in' : 'sign-ins'} to your account${failed > 0 ? `, ${failed} of them failed` : ''}, ${range}.`,
    line: ({ ref, time, failed, from, device }) =>
      `[${ref}] ${time}: ${failed ? 'failed' : 'signed in'}${from && ` from ${from}`}${device && `, ${device}`}`,
    noticed: (count) => `An alert was raised about ${count} of them:`,
    newest: 'The newest:',
    more: (count) => `And ${count} more.`,
    notYou: 'If one of them was not you, say “that was not me”: I offer to report it. Then change your password.',
  },
  de: {
    noAccount:
      'Hier ist kein Anmeldekonto als Ihres bekannt, darum kann ich das nicht nachsehen. Ein Admin sagt auf der Seite Members, welches es ist.',
    none: (range) => `Keine Anmeldung an Ihrem Konto, ${range}.`,
    count: (count, capped, failed, range) =>
      `${capped ? 'Mehr als ' : ''}${count} ${count === 1 ? 'Anmeldung' : 'Anmeldungen'} an Ihrem Konto${failed > 0 ? `, davon ${failed} fehlgeschlagen` : ''}, ${range}.`,
    line: ({ ref, time, failed, from, device }) =>
      `[${ref}] ${time}: ${failed ? 'fehlgeschlagen' : 'angemeldet'}${from && ` von ${from}`}${device && `, ${device}`}`,
    noticed: (count) => `Zu ${count} davon gab es einen Alarm:`,
    newest: 'Die neuesten:',
    more: (count) => `Und ${count} mehr.`,
    notYou:
      'War eine davon nicht von Ihnen, sagen Sie „das war nicht ich“ oder melden Sie es hier. Ändern Sie dann Ihr Passwort.',
  },
  fr: {
    noAccount:
      'Aucun compte de connexion n’est connu ici comme le vôtre, je ne peux donc pas regarder. Un admin dit sur la page Members lequel c’est.',
    none: (range) => `Aucune connexion à votre compte, ${range}.`,
    count: (count, capped, failed, range) =>
      `${capped ? 'Plus de ' : ''}${count} ${count === 1 ? 'connexion' : 'connexions'} à votre compte${failed > 0 ? `, dont ${failed} sans succès` : ''}, ${range}.`,
    line: ({ ref, time, failed, from, device }) =>
      `[${ref}] ${time} : ${failed ? 'sans succès' : 'connexion'}${from && ` depuis ${from}`}${device && `, ${device}`}`,
    noticed: (count) => `Une alerte a été levée pour ${count} d’entre elles :`,
    newest: 'Les plus récentes :',
    more: (count) => `Et ${count} de plus.`,
    notYou: 'Si l’une d’elles n’était pas vous, signalez-le ici, puis changez votre mot de passe.',
  },
  es: {
    noAccount:
      'Aquí no se conoce ninguna cuenta de inicio de sesión como suya, así que no puedo mirarlo. Un administrador dice en la página Members cuál es.',
    none: (range) => `Ningún inicio de sesión en su cuenta, ${range}.`,
    count: (count, capped, failed, range) =>
      `${capped ? 'Más de ' : ''}${count} ${count === 1 ? 'inicio' : 'inicios'} de sesión en su cuenta${failed > 0 ? `, ${failed} de ellos fallidos` : ''}, ${range}.`,
    line: ({ ref, time, failed, from, device }) =>
      `[${ref}] ${time}: ${failed ? 'fallido' : 'inicio de sesión'}${from && ` desde ${from}`}${device && `, ${device}`}`,
    noticed: (count) => `Hubo una alerta por ${count} de ellos:`,
    newest: 'Los más recientes:',
    more: (count) => `Y ${count} más.`,
    notYou: 'Si alguno no fue suyo, infórmelo aquí y después cambie su contraseña.',
  },
});
