import { inEveryLanguage } from './catalogue.ts';

/** What the desk says when it goes on without the configured language model, and of an answer it had to shorten. */
export const modelWords = inEveryLanguage({
  en: {
    suspended: 'The language model is not answering just now, so I answer without it.',
    memberBudget:
      'Your own allowance of the language model is used up for today; until tomorrow I answer you without it.',
    dayBudget: 'Today’s allowance for the language model is used up; until tomorrow I answer without it.',
    paused: 'Somebody has paused what I do by myself, the language model with it, so I answer without it.',
    turnBudget: 'This question has used its share of the language model, so I go on without it.',
    repeating: 'The language model kept asking for the same thing, so I go on without it.',
    unbacked: 'The language model said nothing I could back up, so I answer without it.',
    found: (references: string) => `What I found: ${references}.`,
    cut: '… (cut: the answer was too long)',
    removed: (sentences: number) =>
      `(I removed ${sentences === 0 ? 'a reference' : sentences === 1 ? 'a sentence' : `${sentences} sentences`} I could not back up.)`,
  },
  de: {
    suspended: 'Das Sprachmodell antwortet gerade nicht; ich antworte ohne es.',
    memberBudget:
      'Ihr eigenes Kontingent für das Sprachmodell ist für heute aufgebraucht; bis morgen antworte ich Ihnen ohne es.',
    dayBudget: 'Das heutige Kontingent für das Sprachmodell ist aufgebraucht; bis morgen antworte ich ohne es.',
    paused: 'Was ich von selbst tue, ist angehalten, auch das Sprachmodell; ich antworte ohne es.',
    turnBudget: 'Diese Frage hat ihren Anteil am Sprachmodell verbraucht; ich mache ohne es weiter.',
    repeating: 'Das Sprachmodell hat immer wieder dasselbe verlangt; ich mache ohne es weiter.',
    unbacked: 'Nichts von dem, was das Sprachmodell sagte, ließ sich belegen; ich antworte ohne es.',
    found: (references: string) => `Was ich gefunden habe: ${references}.`,
    cut: '… (gekürzt: die Antwort war zu lang)',
    removed: (sentences: number) =>
      `(Ich habe ${sentences === 0 ? 'einen Verweis' : sentences === 1 ? 'einen Satz' : `${sentences} Sätze`} entfernt, ${sentences === 0 ? 'den ich nicht belegen konnte' : sentences === 1 ? 'den ich nicht belegen konnte' : 'die ich nicht belegen konnte'}.)`,
  },
  fr: {
    suspended: 'Le modèle de langage ne répond pas en ce moment ; je réponds sans lui.',
    memberBudget:
      'Votre propre quota du modèle de langage est épuisé pour aujourd’hui ; je vous réponds sans lui jusqu’à demain.',
    dayBudget: 'Le quota du jour pour le modèle de langage est épuisé ; je réponds sans lui jusqu’à demain.',
    paused: 'Ce que je fais de moi-même est en pause, le modèle de langage aussi ; je réponds sans lui.',
    turnBudget: 'Cette question a utilisé sa part du modèle de langage ; je continue sans lui.',
    repeating: 'Le modèle de langage demandait toujours la même chose ; je continue sans lui.',
    unbacked: 'Le modèle de langage n’a rien dit que je puisse étayer ; je réponds sans lui.',
    found: (references: string) => `Ce que j’ai trouvé : ${references}.`,
    cut: '… (coupé : la réponse était trop longue)',
    removed: (sentences: number) =>
      `(J’ai retiré ${sentences === 0 ? 'une référence que je ne pouvais' : sentences === 1 ? 'une phrase que je ne pouvais' : `${sentences} phrases que je ne pouvais`} pas étayer.)`,
  },
  es: {
    suspended: 'El modelo de lenguaje no responde en este momento; respondo sin él.',
    memberBudget: 'Su propia cuota del modelo de lenguaje está agotada por hoy; hasta mañana le respondo sin él.',
    dayBudget: 'La cuota de hoy para el modelo de lenguaje está agotada; hasta mañana respondo sin él.',
    paused: 'Lo que hago por mí mismo está en pausa, también el modelo de lenguaje; respondo sin él.',
    turnBudget: 'Esta pregunta ha gastado su parte del modelo de lenguaje; sigo sin él.',
    repeating: 'El modelo de lenguaje pedía siempre lo mismo; sigo sin él.',
    unbacked: 'El modelo de lenguaje no dijo nada que yo pudiera respaldar; respondo sin él.',
    found: (references: string) => `Lo que encontré: ${references}.`,
    cut: '… (cortado: la respuesta era demasiado larga)',
    removed: (sentences: number) =>
      `(Quité ${sentences === 0 ? 'una referencia' : sentences === 1 ? 'una frase' : `${sentences} frases`} que no podía respaldar.)`,
  },
});
