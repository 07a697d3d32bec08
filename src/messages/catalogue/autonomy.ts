import type { Autonomy, AutonomyLevel } from '../../domain/autonomy.ts';
import type { Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import { timeText } from '../time-text.ts';
import { inEveryLanguage } from './catalogue.ts';

interface AutonomyWords {
  is: Record<AutonomyLevel, string>;
  until: (when: string) => string;
  by: (name: string) => string;
  /** After a pause: how it goes on. */
  resume: string;
  /** The same where a PIN is asked before that, which cannot be given in chat words. */
  resumeWithPin: string;
  /** The time of a pause could not be read. */
  how: string;
}

/** What is said about how much happens by itself. */
export const autonomyWords = inEveryLanguage<AutonomyWords>({
  en: {
    is: {
      paused:
        'Paused: nothing happens by itself any more. No automatic moderation, no rules proposed unasked, no language model. What is noticed is still told, and buttons and questions work.',
      suggest: 'Actions are only suggested: nothing is done to people by itself.',
      act: 'What the policy has done by itself is done again.',
    },
    until: (when) => `Until ${when}.`,
    by: (name) => `Set by ${name}.`,
    resume: 'To go on: /safenest resume.',
    resumeWithPin: 'To go on: the page [Automation](/automation), where your PIN is asked.',
    how: 'Say “/safenest pause”, “/safenest pause for 2 hours” or “/safenest pause until tomorrow: why”.',
  },
  de: {
    is: {
      paused:
        'Angehalten: Nichts geschieht mehr von selbst. Keine automatische Moderation, keine unverlangten Regelvorschläge, kein Sprachmodell. Was auffällt, wird weiterhin gemeldet; Knöpfe und Fragen gehen.',
      suggest: 'Maßnahmen werden nur vorgeschlagen: Von selbst wird Menschen nichts getan.',
      act: 'Was die Regeln von selbst tun lassen, geschieht wieder.',
    },
    until: (when) => `Bis ${when}.`,
    by: (name) => `Festgelegt von ${name}.`,
    resume: 'Weiter geht es mit: /safenest resume.',
    resumeWithPin: 'Weiter geht es auf der Seite [Automation](/automation); dort wird Ihre PIN verlangt.',
    how: 'Sagen Sie „/safenest pause“, „/safenest pause 2 Stunden“ oder „/safenest pause bis morgen: warum“.',
  },
  fr: {
    is: {
      paused:
        'En pause : plus rien ne se fait de soi-même. Pas de modération automatique, pas de règles proposées sans demande, pas de modèle de langage. Ce qui est remarqué est toujours signalé ; les boutons et les questions fonctionnent.',
      suggest: 'Les mesures sont seulement proposées : rien n’est fait aux personnes de soi-même.',
      act: 'Ce que les règles font faire de soi-même se fait à nouveau.',
    },
    until: (when) => `Jusqu’à ${when}.`,
    by: (name) => `Réglé par ${name}.`,
    resume: 'Pour reprendre : /safenest resume.',
    resumeWithPin: 'Pour reprendre : la page [Automation](/automation), où votre code PIN est demandé.',
    how: 'Dites « /safenest pause », « /safenest pause 2 heures » ou « /safenest pause jusqu’à demain: pourquoi ».',
  },
  es: {
    is: {
      paused:
        'En pausa: ya nada ocurre por sí solo. Sin moderación automática, sin reglas propuestas sin pedirlas, sin modelo de lenguaje. Lo que se detecta se sigue avisando; los botones y las preguntas funcionan.',
      suggest: 'Las medidas solo se sugieren: nada se hace a las personas por sí solo.',
      act: 'Lo que las reglas mandan hacer por sí solo vuelve a hacerse.',
    },
    until: (when) => `Hasta ${when}.`,
    by: (name) => `Fijado por ${name}.`,
    resume: 'Para continuar: /safenest resume.',
    resumeWithPin: 'Para continuar: la página [Automation](/automation), donde se pide su PIN.',
    how: 'Diga «/safenest pause», «/safenest pause 2 horas» o «/safenest pause hasta mañana: por qué».',
  },
});

/** How much happens by itself, in a sentence or two. */
export function autonomyText(
  { level, until, by, asksPin }: Autonomy & { asksPin?: boolean },
  timeZone: string,
  language: Language,
): string {
  const words = autonomyWords[language];
  return [
    words.is[level],
    ...(until ? [words.until(timeText(until, timeZone, language))] : []),
    ...(by && level !== 'act' ? [words.by(oneLine(by.name, 80))] : []),
    ...(level === 'paused' ? [asksPin ? words.resumeWithPin : words.resume] : []),
  ].join(' ');
}
