import type { Language } from '../../../domain/language.ts';
import type { GlossRule } from './gloss-rule.ts';

/** An incident's own room. */
export const roomRules: Record<Exclude<Language, 'en'>, readonly GlossRule[]> = {
  de: [
    ['^(?:bitte )?(?:fasse?|fass) (?:es |das )?(?:bitte )?zusammen$', 'summarise'],
    ['was ist (?:bisher|bis jetzt) (?:passiert|geschehen)', 'what happened so far'],
    [
      '(?:eroffne|eroeffne|offne|oeffne|erstelle|erstell|mach|mache|starte|lege)(?: bitte| mal| uns)* (?:einen|ein|den)(?: eigenen| privaten| neuen)* (?:raum|warroom|kanal|channel|thread)(?: fur| fuer| zu)?(?: (?:den|dem|diesen|diesem|unseren) (?=inc))?',
      'open a room for ',
    ],
    [
      '(?:lass mich in|nimm mich in|hol mich in|fuge mich in|ich mochte in|ich will in) (?:den|seinen|dessen) (?:raum|kanal)(?: (?:von|zu|fur))?',
      'let me into the room of ',
    ],
    ['(?:tritt|trete) (?:dem|seinem) raum (?:von |zu )?(.{0,20}?) ?bei', 'join the room of $1'],
  ],
  fr: [
    ['que s.est[- ]il passe (?:jusqu.ici|jusqu.a present)', 'what happened so far'],
    [
      '(?:ouvre|ouvrez|cree|creez|fais|faites)(?:-nous|-moi)? (?:une?|la|le)(?: nouvelle| propre)? (?:salle|canal prive|fil prive|salon)(?: dedie?e?)? (?:pour|de)',
      'open a room for ',
    ],
    [
      '(?:rejoindre|je veux rejoindre|fais[- ]moi entrer dans|ajoute[- ]moi a|laisse[- ]moi entrer dans) (?:la|sa) salle(?: de)?',
      'let me into the room of ',
    ],
  ],
  es: [
    ['que ha pasado hasta ahora', 'what happened so far'],
    [
      '(?:abre|abra|crea|cree|haz)(?:nos|me)? (?:una?|la)(?: nueva| propia)? (?:sala|canal privado|hilo privado)(?: propia)? (?:para|de)',
      'open a room for ',
    ],
    [
      '(?:quiero entrar en|dejame entrar en|anademe a|anademe a|meteme en|unirme a) (?:la|su) sala(?: de)?',
      'let me into the room of ',
    ],
  ],
};
