import { inEveryLanguage } from './catalogue.ts';

/** What an answer showed that not everyone in a channel may see. */
export type Withheld = 'logs' | 'alerts' | 'incidents' | 'rules' | 'health' | 'members' | 'other';

interface GuardrailWords {
  /** The word in a channel while the answer goes to the asker alone. Names no data. */
  answeredPrivately: (name: string, withheld: Withheld) => string;
  /** The same where the answer says what the asker may not do. */
  answeredAlone: (name: string) => string;
  /** Of proposals and incidents whose cards the channel gets by itself. */
  standsHere: (refs: readonly string[]) => string;
  /** What became of a write that nobody asked for: `ref` is the proposal's. */
  suggested: (ref: string) => string;
  /** The same where nothing could be suggested: `ref` is what it would have changed, where that is known. Null: the refusal says it. */
  notDone: ((ref: string | null, tool: string) => string) | null;
  /** What stands in the place of a sentence that says otherwise; `state` is where the one thing stands, where that was seen. */
  notChanged: (refs: readonly string[], state: string | null) => string;
  /** The same of a sentence that says that nothing happened, where nobody looked. */
  notLooked: string;
  /** More questions than anyone asks by hand; `seconds` until the next. */
  tooMany: (seconds: number) => string;
  /** Why a proposal stands there. Others read it, and so the question it was made at is not in it. */
  suggestedWhile: string;
  /** The asker's own message held a secret. */
  secretInQuestion: string;
  /** Of the pictures that came with a question only the first few were looked at. */
  notAllPictures: (looked: number, sent: number) => string;
}

type Example = (tool: string, ref: string | null) => string;

/** How a write is asked for, in words that the grammar reads. */
export const NOT_DONE_EXAMPLES: Record<'de' | 'fr' | 'es', Example> = {
  de: (tool, ref) =>
    tool === 'create_incident'
      ? 'Eröffne einen Vorfall: was geschehen ist'
      : tool === 'propose_rule'
        ? 'Erstelle eine Regel für mehr als 10 fehlgeschlagene Anmeldungen'
        : tool === 'moderate_member'
          ? 'Verwarne @name wegen Spam'
          : tool === 'reverse_action'
            ? `Nimm ${ref ?? 'ACT-1'} zurück`
            : tool === 'cover_shift'
              ? 'Sam vertritt mich bis Freitag'
              : tool === 'update_alert'
                ? `Bestätige ${ref ?? 'ALR-1'}`
                : `Schließe ${ref ?? 'INC-1'}`,
  fr: (tool, ref) =>
    tool === 'create_incident'
      ? 'Ouvre un incident : ce qui s’est passé'
      : tool === 'propose_rule'
        ? 'Propose une règle pour plus de 10 connexions échouées'
        : tool === 'moderate_member'
          ? 'Avertis @nom pour spam'
          : tool === 'reverse_action'
            ? `Annule ${ref ?? 'ACT-1'}`
            : tool === 'cover_shift'
              ? 'Sam me remplace jusqu’à vendredi'
              : tool === 'update_alert'
                ? `Résous ${ref ?? 'ALR-1'}`
                : `Ferme ${ref ?? 'INC-1'}`,
  es: (tool, ref) =>
    tool === 'create_incident'
      ? 'Abre un incidente: lo que ha pasado'
      : tool === 'propose_rule'
        ? 'Crea una regla para más de 10 inicios de sesión fallidos'
        : tool === 'moderate_member'
          ? 'Advierte a @nombre por spam'
          : tool === 'reverse_action'
            ? `Deshaz ${ref ?? 'ACT-1'}`
            : tool === 'cover_shift'
              ? 'Sam me sustituye hasta el viernes'
              : tool === 'update_alert'
                ? `Resuelve ${ref ?? 'ALR-1'}`
                : `Cierra ${ref ?? 'INC-1'}`,
};

const waiting = (seconds: number, one: string, many: string, minutes: string): string =>
  seconds === 1 ? one : seconds < 90 ? `${seconds} ${many}` : `${Math.ceil(seconds / 60)} ${minutes}`;

/** What the guardrails say for themselves. */
export const guardrailWords = inEveryLanguage<GuardrailWords>({
  en: {
    answeredPrivately: (name, withheld) =>
      `I answered ${name} privately: not everyone here may see ${{ logs: 'the login log', alerts: 'alerts', incidents: 'incidents', rules: 'rules', health: 'system health', members: 'members', other: 'this' }[withheld]}.`,
    answeredAlone: (name) => `I answered ${name} privately.`,
    standsHere: (refs) => `${refs.join(', ')}: the card with the buttons comes to this channel by itself.`,
    suggested: (ref) => `Suggested as [${ref}], nothing was done: you did not ask for it in your own words.`,
    notDone: null,
    notChanged: (refs, state) =>
      `${refs.join(', ')} ${refs.length === 1 ? 'was' : 'were'} not changed${state === null ? '' : `: it is ${state}`}.`,
    notLooked: 'I looked at nothing for this answer, so I cannot say whether anything happened.',
    tooMany: (seconds) =>
      `That is a lot of questions at once. I kept everything as it was; ask again in ${waiting(seconds, 'a second', 'seconds', 'minutes')}.`,
    suggestedWhile: 'Suggested while answering a question',
    secretInQuestion: 'Your message held a secret. I hid it and kept no copy; change it if it is in use.',
    notAllPictures: (looked, sent) =>
      `I looked at the first ${looked} of ${sent} pictures; send the others in further questions.`,
  },
  de: {
    answeredPrivately: (name, withheld) =>
      `Ich habe ${name} privat geantwortet: Nicht alle hier dürfen ${{ logs: 'das Anmeldeprotokoll', alerts: 'Alarme', incidents: 'Vorfälle', rules: 'Regeln', health: 'den Systemzustand', members: 'Mitglieder', other: 'das' }[withheld]} sehen.`,
    answeredAlone: (name) => `Ich habe ${name} privat geantwortet.`,
    standsHere: (refs) => `${refs.join(', ')}: Die Karte mit den Schaltflächen kommt von selbst in diesen Kanal.`,
    suggested: (ref) =>
      `Vorgeschlagen als [${ref}], getan wurde nichts: Sie haben nicht in eigenen Worten darum gebeten.`,
    notDone: (ref, tool) =>
      `Nicht getan${ref ? ` (${ref})` : ''}: Sie haben nicht in eigenen Worten darum gebeten. Wenn Sie es möchten, schreiben Sie zum Beispiel „${NOT_DONE_EXAMPLES.de(tool, ref)}“.`,
    notChanged: (refs, state) =>
      `${refs.join(', ')} ${refs.length === 1 ? 'wurde' : 'wurden'} nicht geändert${state === null ? '' : `: Status ${state}`}.`,
    notLooked: 'Für diese Antwort habe ich nirgends nachgesehen; ob etwas geschehen ist, kann ich nicht sagen.',
    tooMany: (seconds) =>
      `Das sind viele Fragen auf einmal. Alles bleibt, wie es war; fragen Sie in ${waiting(seconds, 'einer Sekunde', 'Sekunden', 'Minuten')} wieder.`,
    suggestedWhile: 'Vorgeschlagen bei der Antwort auf eine Frage',
    secretInQuestion:
      'Ihre Nachricht enthielt ein Geheimnis. Ich habe es verborgen und nicht behalten; ändern Sie es, falls es in Gebrauch ist.',
    notAllPictures: (looked, sent) =>
      `Angesehen habe ich die ersten ${looked} von ${sent} Bildern; schicken Sie die übrigen mit weiteren Fragen.`,
  },
  fr: {
    answeredPrivately: (name, withheld) =>
      `J’ai répondu à ${name} en privé : tout le monde ici ne peut pas voir ${{ logs: 'le journal des connexions', alerts: 'les alertes', incidents: 'les incidents', rules: 'les règles', health: 'l’état du système', members: 'les membres', other: 'cela' }[withheld]}.`,
    answeredAlone: (name) => `J’ai répondu à ${name} en privé.`,
    standsHere: (refs) => `${refs.join(', ')} : la carte avec les boutons arrive d’elle-même dans ce canal.`,
    suggested: (ref) => `Proposé sous [${ref}], rien n’a été fait : vous ne l’avez pas demandé avec vos propres mots.`,
    notDone: (ref, tool) =>
      `Pas fait${ref ? ` (${ref})` : ''} : vous ne l’avez pas demandé avec vos propres mots. Si vous le souhaitez, écrivez par exemple « ${NOT_DONE_EXAMPLES.fr(tool, ref)} ».`,
    notChanged: (refs, state) =>
      `Rien n’a été modifié dans ${refs.join(', ')}${state === null ? '' : ` : état ${state}`}.`,
    notLooked: 'Je n’ai rien consulté pour cette réponse ; je ne peux pas dire s’il s’est passé quelque chose.',
    tooMany: (seconds) =>
      `Cela fait beaucoup de questions à la fois. Rien n’a changé ; reposez la vôtre dans ${waiting(seconds, 'une seconde', 'secondes', 'minutes')}.`,
    suggestedWhile: 'Proposé en répondant à une question',
    secretInQuestion:
      'Votre message contenait un secret. Je l’ai masqué sans en garder de copie ; changez-le s’il est utilisé.',
    notAllPictures: (looked, sent) =>
      `J’ai regardé les ${looked} premières images sur ${sent} ; envoyez les autres avec d’autres questions.`,
  },
  es: {
    answeredPrivately: (name, withheld) =>
      `He respondido a ${name} en privado: no todos aquí pueden ver ${{ logs: 'el registro de accesos', alerts: 'las alertas', incidents: 'los incidentes', rules: 'las reglas', health: 'el estado del sistema', members: 'los miembros', other: 'esto' }[withheld]}.`,
    answeredAlone: (name) => `He respondido a ${name} en privado.`,
    standsHere: (refs) => `${refs.join(', ')}: la tarjeta con los botones llega por sí sola a este canal.`,
    suggested: (ref) => `Propuesto como [${ref}], no se hizo nada: usted no lo pidió con sus propias palabras.`,
    notDone: (ref, tool) =>
      `No hecho${ref ? ` (${ref})` : ''}: usted no lo pidió con sus propias palabras. Si lo desea, escriba por ejemplo «${NOT_DONE_EXAMPLES.es(tool, ref)}».`,
    notChanged: (refs, state) => `No se cambió nada en ${refs.join(', ')}${state === null ? '' : `: estado ${state}`}.`,
    notLooked: 'No miré nada para esta respuesta; no puedo decir si pasó algo.',
    tooMany: (seconds) =>
      `Son muchas preguntas a la vez. Todo sigue como estaba; pregunte de nuevo en ${waiting(seconds, 'un segundo', 'segundos', 'minutos')}.`,
    suggestedWhile: 'Propuesto al responder a una pregunta',
    secretInQuestion: 'Su mensaje contenía un secreto. Lo he ocultado y no guardo copia; cámbielo si está en uso.',
    notAllPictures: (looked, sent) =>
      `He mirado las ${looked} primeras imágenes de ${sent}; envíe las demás con otras preguntas.`,
  },
});
