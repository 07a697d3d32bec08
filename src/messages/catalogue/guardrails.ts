import { inEveryLanguage } from './catalogue.ts';

/** What an answer showed that not everyone in a channel may see. */
export type Withheld = 'logs' | 'alerts' | 'incidents' | 'rules' | 'health' | 'members' | 'other';

interface GuardrailWords {
  /** The word in a channel while the answer goes to the asker alone. Names no data. */
  answeredPrivately: (name: string, withheld: Withheld) => string;
  /** What became of a write that nobody asked for: `ref` is the proposal's. */
  suggested: (ref: string) => string;
  /** The same where nothing could be suggested: `ref` is what it would have changed, where that is known. Null: the refusal says it. */
  notDone: ((ref: string | null) => string) | null;
  /** Why a proposal stands there. Others read it, and so the question it was made at is not in it. */
  suggestedWhile: string;
  /** The asker's own message held a secret. */
  secretInQuestion: string;
}

/** What the guardrails say for themselves. */
export const guardrailWords = inEveryLanguage<GuardrailWords>({
  en: {
    answeredPrivately: (name, withheld) =>
      `I answered ${name} privately: not everyone here may see ${{ logs: 'the login log', alerts: 'alerts', incidents: 'incidents', rules: 'rules', health: 'system health', members: 'members', other: 'this' }[withheld]}.`,
    suggested: (ref) => `Suggested as [${ref}], nothing was done: you did not ask for it in your own words.`,
    notDone: null,
    suggestedWhile: 'Suggested while answering a question',
    secretInQuestion: 'Your message held a secret. I hid it and kept no copy; change it if it is in use.',
  },
  de: {
    answeredPrivately: (name, withheld) =>
      `Ich habe ${name} privat geantwortet: Nicht alle hier dürfen ${{ logs: 'das Anmeldeprotokoll', alerts: 'Alarme', incidents: 'Vorfälle', rules: 'Regeln', health: 'den Systemzustand', members: 'Mitglieder', other: 'das' }[withheld]} sehen.`,
    suggested: (ref) =>
      `Vorgeschlagen als [${ref}], getan wurde nichts: Sie haben nicht in eigenen Worten darum gebeten.`,
    notDone: (ref) =>
      `Nicht getan${ref ? ` (${ref})` : ''}: Sie haben nicht in eigenen Worten darum gebeten. Schreiben Sie es, wenn Sie es möchten.`,
    suggestedWhile: 'Vorgeschlagen bei der Antwort auf eine Frage',
    secretInQuestion:
      'Ihre Nachricht enthielt ein Geheimnis. Ich habe es verborgen und nicht behalten; ändern Sie es, falls es in Gebrauch ist.',
  },
  fr: {
    answeredPrivately: (name, withheld) =>
      `J’ai répondu à ${name} en privé : tout le monde ici ne peut pas voir ${{ logs: 'le journal des connexions', alerts: 'les alertes', incidents: 'les incidents', rules: 'les règles', health: 'l’état du système', members: 'les membres', other: 'cela' }[withheld]}.`,
    suggested: (ref) => `Proposé sous [${ref}], rien n’a été fait : vous ne l’avez pas demandé avec vos propres mots.`,
    notDone: (ref) =>
      `Pas fait${ref ? ` (${ref})` : ''} : vous ne l’avez pas demandé avec vos propres mots. Écrivez-le si vous le souhaitez.`,
    suggestedWhile: 'Proposé en répondant à une question',
    secretInQuestion:
      'Votre message contenait un secret. Je l’ai masqué sans en garder de copie ; changez-le s’il est utilisé.',
  },
  es: {
    answeredPrivately: (name, withheld) =>
      `He respondido a ${name} en privado: no todos aquí pueden ver ${{ logs: 'el registro de accesos', alerts: 'las alertas', incidents: 'los incidentes', rules: 'las reglas', health: 'el estado del sistema', members: 'los miembros', other: 'esto' }[withheld]}.`,
    suggested: (ref) => `Propuesto como [${ref}], no se hizo nada: usted no lo pidió con sus propias palabras.`,
    notDone: (ref) =>
      `No hecho${ref ? ` (${ref})` : ''}: usted no lo pidió con sus propias palabras. Escríbalo si lo desea.`,
    suggestedWhile: 'Propuesto al responder a una pregunta',
    secretInQuestion: 'Su mensaje contenía un secreto. Lo he ocultado y no guardo copia; cámbielo si está en uso.',
  },
});
