import type { GlossRule } from './gloss-rule.ts';

/** More and fewer than in another period, and whether something succeeded, in every language. Read before all else. */
type Comparisons = Record<'de' | 'fr' | 'es', readonly GlossRule[]>;

const DE_TIME = String.raw`(?=(?:(?:am|an|im|in|der|die|das|den|dem|bei|zu)\s)*(?:tags?|vortag|vor(?:woche|monat|jahr)|vor(?:gestern|her)|zuvor|gestern|heute|letzte|vorige|vergangene|diese|woche|monat|jahr|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|sonst|ublich|normal))`;
const FR_TIME = String.raw`(?=(?:(?:la|le|les|a|de|d'|celles?|ceux|au)\s)*(?:veille|semaine|mois|an|annee|jour|hier|avant|aujourd|cette|ce|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|d'habitude|normal))`;
const ES_TIME = String.raw`(?=(?:(?:el|la|los|las|en|de|lo)\s)*(?:dia|semana|mes|ano|ayer|anteayer|hoy|esta|este|antes|lunes|martes|miercoles|jueves|viernes|sabado|domingo|habitual|normal))`;

export const comparisonRules: Comparisons = {
  de: [
    ['(?:im )?vergleich zu[mr]?|verglichen (?:mit|zu[mr]?)|gegenuber(?: d(?:em|er))?', 'compared to'],
    ['(?:am |zum |dem |der )?vortag(?:es)?', 'the day before'],
    ['(?:zur |der |die )?vorwoche', 'the week before'],
    ['(?:im |zum |dem |der )?vormonat(?:s)?', 'the month before'],
    [`mehr als ${DE_TIME}`, 'more than '],
    [`weniger als ${DE_TIME}`, 'fewer than '],
    [`als ${DE_TIME}`, 'than '],
    [
      String.raw`(?<!(?:nicht|kein|keine|keinen) )mehr (?=(?:\p{L}+ )?(?:anmelde|anmeldung|login|fehlversuch|fehlanmeld|alarm|vorfall|angriff|brute|versuch|zugriff))`,
      'more ',
    ],
    [
      String.raw`weniger (?=(?:\p{L}+ )?(?:anmelde|anmeldung|login|fehlversuch|fehlanmeld|alarm|vorfall|angriff|brute|versuch|zugriff))`,
      'fewer ',
    ],
    [
      '(?:ist|sind|haben|hat|nehmen|nimmt)? ?(?:zugenommen|gestiegen|angestiegen|gewachsen)(?: oder (?:gesunken|zuruckgegangen|gefallen|abgenommen))?',
      'going up',
    ],
    ['(?:gesunken|zuruckgegangen|gefallen|abgenommen)(?: oder (?:gestiegen|zugenommen))?', 'going down'],
    ['(?:steigen|steigt|wachsen|wachst)(?: oder (?:sinken|fallen|sinkt|fallt))?', 'going up'],
    [String.raw`zu oder ab(?=\W*$)`, 'going up or down'],
    ['(?:nehmen|nimmt|nahmen|nahm) (?=.{3,60} (?:zu|ab)\\b)', ''],
    ['ohne (?:jeden )?erfolg|erfolglose?[nmrs]?|vergeblich', 'unsuccessfully'],
    ['mit erfolg', 'successfully'],
  ],
  fr: [
    [
      "(?:par rapport|compare(?:e|es|s|z|r|ons)?|en comparaison|face)(?: a| au| aux| avec| de)?(?: (?=la|le|l'|hier|celles|ceux))?",
      'compared to ',
    ],
    ['(?:a |de )?la veille', 'the day before'],
    ["(?:au |le )?jour (?:d'avant|precedent)", 'the day before'],
    ["(?:a |de )?la semaine (?:d'avant|precedente)", 'the week before'],
    ['(?:au |le )?mois (?:d.avant|precedent)', 'the month before'],
    [`qu'(?=hier|avant|aujourd)`, 'than '],
    [`(?<=(?:plus|moins|autant) .{3,70})que ${FR_TIME}`, 'than '],
    [String.raw`plus (?:de |d')(?=(?:connexion|tentative|alerte|incident|attaque|echec|acces))`, 'more '],
    [String.raw`moins (?:de |d')(?=(?:connexion|tentative|alerte|incident|attaque|echec|acces))`, 'fewer '],
    [
      '(?:est-ce que |sont )?(?:en hausse|en augmentation|augmentent|augmente|ont augmente)(?: ou (?:en baisse|diminuent|diminue|baissent))?',
      'going up',
    ],
    ['(?:en baisse|diminuent|baissent|ont diminue|ont baisse)', 'going down'],
    ['sans (?:aucun )?succes|sans y parvenir|sans y arriver|en vain', 'unsuccessfully'],
    ['avec succes', 'successfully'],
  ],
  es: [
    ['(?:en )?comparacion (?:con|a)|comparad[oa]s? (?:con|a)|(?:con )?respecto al?|frente al?', 'compared to'],
    ['(?:e?l )?dia (?:anterior|previo|antes)', 'the day before'],
    ['(?:la )?semana (?:anterior|previa)', 'the week before'],
    ['(?:e?l )?mes (?:anterior|previo)', 'the month before'],
    [`(?<=(?:mas|menos) .{3,70})que ${ES_TIME}`, 'than '],
    [String.raw`mas (?=(?:inicio|intento|alerta|incidente|ataque|acceso|fallo|conexion|sesion))`, 'more '],
    [String.raw`menos (?=(?:inicio|intento|alerta|incidente|ataque|acceso|fallo|conexion|sesion))`, 'fewer '],
    [
      '(?:estan? |van? )?(?:aumentando|subiendo|creciendo|en aumento|al alza)(?: o (?:bajando|disminuyendo|a la baja))?',
      'going up',
    ],
    ['(?:aumentan|suben|han aumentado|han subido)(?: o (?:bajan|disminuyen|han bajado))?', 'going up'],
    ['(?:estan? |van? )?(?:disminuyendo|bajando|a la baja)|disminuyen|bajan|han bajado|han disminuido', 'going down'],
    ['sin (?:ningun )?exito|sin conseguirlo|sin lograrlo|en vano', 'unsuccessfully'],
    ['con exito', 'successfully'],
  ],
};
