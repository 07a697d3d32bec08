import { inEveryLanguage } from './catalogue.ts';

interface PauseWords {
  /** What a pause is of: everything, all cameras, or one. */
  of: { all: string; cameras: string; camera: (ref: string, name: string) => string };
  paused: (what: string, until: string) => string;
  ended: (what: string) => string;
  /** No alerts are paused that could go on. */
  none: string;
  /** How one is taken back. */
  takeBack: string;
  line: (what: string, until: string, who: string, held: number) => string;
  list: string;
  whichCamera: (names: string) => string;
}

/** What is said about alerts that are paused for a while. */
export const pauseWords = inEveryLanguage<PauseWords>({
  en: {
    of: { all: 'all alerts', cameras: 'alerts of all cameras', camera: (ref, name) => `alerts of [${ref}] ${name}` },
    paused: (what, until) =>
      `Paused until ${until}: ${what}. What is critical is raised all the same, and what happens is stored.`,
    ended: (what) => `Raised again: ${what}.`,
    none: 'No such alerts are paused.',
    takeBack: 'To take it back: “resume alerts”.',
    line: (what, until, who, held) =>
      `• Paused: ${what} until ${until}, by ${who}; ${held} ${held === 1 ? 'finding' : 'findings'} raised nothing`,
    list: 'Paused at the moment:',
    whichCamera: (names) => `Which camera do you mean: ${names}?`,
  },
  de: {
    of: {
      all: 'alle Alarme',
      cameras: 'Alarme aller Kameras',
      camera: (ref, name) => `Alarme von [${ref}] ${name}`,
    },
    paused: (what, until) =>
      `Angehalten bis ${until}: ${what}. Kritisches wird trotzdem gemeldet, und was geschieht, wird gespeichert.`,
    ended: (what) => `Wieder gemeldet: ${what}.`,
    none: 'Solche Alarme sind nicht angehalten.',
    takeBack: 'Zurück geht es mit: „Alarme fortsetzen“.',
    line: (what, until, who, held) =>
      `• Angehalten: ${what} bis ${until}, von ${who}; ${held} ${held === 1 ? 'Fund' : 'Funde'} ohne Alarm`,
    list: 'Zurzeit angehalten:',
    whichCamera: (names) => `Welche Kamera meinen Sie: ${names}?`,
  },
  fr: {
    of: {
      all: 'toutes les alertes',
      cameras: 'les alertes de toutes les caméras',
      camera: (ref, name) => `les alertes de [${ref}] ${name}`,
    },
    paused: (what, until) =>
      `En pause jusqu’au ${until} : ${what}. Ce qui est critique est signalé quand même, et ce qui arrive est enregistré.`,
    ended: (what) => `De nouveau signalées : ${what}.`,
    none: 'Aucune alerte de ce genre n’est en pause.',
    takeBack: 'Pour revenir en arrière : « reprendre les alertes ».',
    line: (what, until, who, held) =>
      `• En pause : ${what} jusqu’au ${until}, par ${who} ; ${held} ${held === 1 ? 'constat' : 'constats'} sans alerte`,
    list: 'En pause en ce moment :',
    whichCamera: (names) => `Quelle caméra voulez-vous dire : ${names} ?`,
  },
  es: {
    of: {
      all: 'todas las alertas',
      cameras: 'las alertas de todas las cámaras',
      camera: (ref, name) => `las alertas de [${ref}] ${name}`,
    },
    paused: (what, until) =>
      `En pausa hasta ${until}: ${what}. Lo crítico se avisa igualmente, y lo que ocurre se guarda.`,
    ended: (what) => `Se avisa de nuevo: ${what}.`,
    none: 'No hay alertas así en pausa.',
    takeBack: 'Para deshacerlo: «reanudar las alertas».',
    line: (what, until, who, held) =>
      `• En pausa: ${what} hasta ${until}, por ${who}; ${held} ${held === 1 ? 'hallazgo' : 'hallazgos'} sin alerta`,
    list: 'En pausa ahora:',
    whichCamera: (names) => `¿Qué cámara quiere decir: ${names}?`,
  },
});
