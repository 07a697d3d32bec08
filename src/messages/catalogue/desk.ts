import { inEveryLanguage } from './catalogue.ts';

/** What the desk says of a turn itself, apart from any tool. */
export const deskWords = inEveryLanguage({
  en: {
    reading: 'Reading your question…',
    working: 'Working…',
    noAnswer: 'I have no answer to that. Say “help” to see what I can do.',
    fallback: 'The language model did not answer, so I go on without it.',
    stoppedAfterSteps: (steps: number) => `I stopped after ${steps} steps; ask for less at once.`,
    stoppedAfterSeconds: (seconds: number) => `I stopped after ${seconds} seconds.`,
    nothingChanged: 'Nothing was changed.',
    doneUntilThen: (tools: string) => `What was done until then: ${tools}.`,
  },
  de: {
    reading: 'Ich lese Ihre Frage …',
    working: 'Ich arbeite daran …',
    noAnswer: 'Darauf habe ich keine Antwort. Mit „Hilfe“ sehen Sie, was ich kann.',
    fallback: 'Das Sprachmodell hat nicht geantwortet; ich mache ohne es weiter.',
    stoppedAfterSteps: (steps: number) => `Ich habe nach ${steps} Schritten aufgehört; fragen Sie weniger auf einmal.`,
    stoppedAfterSeconds: (seconds: number) => `Ich habe nach ${seconds} Sekunden aufgehört.`,
    nothingChanged: 'Es wurde nichts geändert.',
    doneUntilThen: (tools: string) => `Bis dahin erledigt: ${tools}.`,
  },
  fr: {
    reading: 'Je lis votre question…',
    working: 'J’y travaille…',
    noAnswer: 'Je n’ai pas de réponse à cela. Dites « aide » pour voir ce que je sais faire.',
    fallback: 'Le modèle de langage n’a pas répondu ; je continue sans lui.',
    stoppedAfterSteps: (steps: number) => `Je me suis arrêté après ${steps} étapes ; demandez moins à la fois.`,
    stoppedAfterSeconds: (seconds: number) => `Je me suis arrêté après ${seconds} secondes.`,
    nothingChanged: 'Rien n’a été modifié.',
    doneUntilThen: (tools: string) => `Fait jusque-là : ${tools}.`,
  },
  es: {
    reading: 'Leo su pregunta…',
    working: 'Estoy en ello…',
    noAnswer: 'No tengo respuesta a eso. Diga «ayuda» para ver lo que puedo hacer.',
    fallback: 'El modelo de lenguaje no respondió; sigo sin él.',
    stoppedAfterSteps: (steps: number) => `Me detuve después de ${steps} pasos; pida menos a la vez.`,
    stoppedAfterSeconds: (seconds: number) => `Me detuve después de ${seconds} segundos.`,
    nothingChanged: 'No se cambió nada.',
    doneUntilThen: (tools: string) => `Hecho hasta entonces: ${tools}.`,
  },
});
