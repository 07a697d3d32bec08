import type { GlossRule } from '../gloss-rule.ts';
import { POLITE, REF, THING, WHO } from './references.ts';

const ORDERS: [forms: string, english: string][] = [
  ['cierra|cierre|cierres|cierren|cerrar', 'close'],
  ['confirma|confirme|confirmes|confirmar|reconoce|reconozca|reconocer|acusa recibo de', 'acknowledge'],
  ['resuelve|resuelva|resuelvas|resolver', 'resolve'],
  ['descarta|descarte|descartes|descartar|ignora|ignore|ignores|ignorar', 'dismiss'],
  ['escala|escale|escales|escalar', 'escalate'],
  ['reabre|reabra|reabras|reabrir', 'reopen'],
  ['abre|abra|abras|abrir', 'open'],
  ['crea|cree|crees|crear', 'create'],
  ['cambia|cambie|cambies|cambiar|modifica|modifique|modificar', 'change'],
  ['marca|marque|marques|marcar', 'mark'],
  ['asigna|asigne|asignes|asignar', 'assign'],
  ['anade|anada|anadas|anadir|agrega|agregue|agregues|agregar', 'add'],
  ['deshaz|deshaga|deshagas|deshacer', 'undo'],
  ['bloquea|bloquee|bloquees|bloquear', 'block'],
];

/** What is not to be done. */
export const forbidden: GlossRule[] = [
  ...ORDERS.flatMap(([forms, english]): GlossRule[] => [
    [
      `(?:no|nunca)(?: (?:hay que|hace falta|se debe|debes|debe|deberias|quiero|tienes que|es necesario))?(?: lo| la| los| las)? (?:${forms})(?:lo|la|los|las)?`,
      `do not ${english}`,
    ],
  ]),
  [
    `(${REF}) no (?:debe|deberia) (?:cerrarse|confirmarse|cambiarse|ser (?:cerrad|confirmad|cambiad)[oa])`,
    'do not close $1',
  ],
];

/** Orders with what they are about. */
export const orders: GlossRule[] = [
  [`${POLITE}(?:asignamelo|asignamela|asignamelos|asignemelo)`, 'assign it to me'],
  [`${POLITE}(?:asigname|asigneme|asignarme|dame|pasame) (${REF})`, 'assign $1 to me'],
  [
    `${POLITE}(?:asigna|asigne|asignar|pasa|pase|da|de|entrega)(?:lo|la)? ?(${THING})? a mi(?: mismo)?`,
    'assign $1 to me',
  ],
  [`${POLITE}(?:asignalo|asignala|asignelo|asignarlo|pasalo) a (${WHO})`, 'assign it to =1'],
  [`${POLITE}(?:asigna|asigne|asignar|pasa|pase|entrega|entregue) (${THING}) a (${WHO})`, 'assign $1 to =2'],
  [`${POLITE}(?:asigna|asigne|asignar)(?:le)? a (${WHO}) (${REF})`, 'assign $2 to =1'],
  [`(?:yo )?me (?:quedo con|encargo de|ocupo de|hago cargo de) (${THING})`, 'assign $1 to me'],
  [`(?:yo )?me (?:encargo|ocupo)(?: yo)?|(?:yo )?lo (?:tomo|cojo|llevo)(?: yo)?`, 'assign it to me'],
  [
    `${POLITE}(?:quita|quite|quitar|retira|retire|retirar|desvincula|saca) (${REF}) (?:de|del) (${REF})`,
    'remove $1 from $2',
  ],
  [
    `${POLITE}(?:anade|anada|anadir|agrega|agregue|agregar|vincula|vincule|vincular|enlaza|une) (${REF}) (?:a|al|con) (${THING})`,
    'add $1 to $2',
  ],
  [
    `${POLITE}(?:deshaz|deshaga|deshacer|revierte|revertir) (?:el |la )?(?:ultimo |ultima )?(?:cambio|modificacion|accion) (?:de |del |en )(${THING})`,
    'undo the last change of $1',
  ],
  [`${POLITE}(?:deshaz|deshaga|deshacer|deshazlo|deshagalo|revierte|revertir)(?:lo| eso| el ultimo cambio)?`, 'undo'],
  [
    `${POLITE}(?:sube|suba|subir|baja|baje|bajar|pon|ponga|poner|cambia|cambie|cambiar|pasa|pase) (${THING}) (?:a|en|como)(?: nivel| estado| gravedad)?`,
    'set $1 to',
  ],
  [`${POLITE}(?:marca|marque|marcar) (${THING}) como`, 'mark $1 as'],
  [`(?:comenta|comente|comentar|comentario|nota|anota|anote)(?: en| sobre| para| a)? (${REF})`, 'comment on $1'],
  [`(?:anade|anada|agrega|agregue|escribe) (?:un |el )?(?:comentario|nota)? ?(?:a|en|sobre) (${REF})`, 'comment on $1'],
  [`(?:anota|anote|escribe|escriba) en (${REF}) que (.+)`, 'comment on $1: =2'],
  [`(?:comentario|comenta|nota|anota)`, 'comment'],
  [`${POLITE}(?:renombra|renombre|renombrar) (${THING}) (?:a|como|por) (.+)`, 'rename $1 to =2'],
  [
    `${POLITE}(?:informa de|informe de|reporta|reporte|denuncia) (?!un (?:nuevo )?incidente)((?:un|una|el|la|mi) .+)`,
    'report =1',
  ],
  [
    `${POLITE}(?:informa|informe|informar|reporta|reporte|reportar|notifica|notifique|avisa|avisar)(?: de)? que (.+)`,
    'report that =1',
  ],
  [
    `${POLITE}(?:abre|abra|abrir|crea|cree|crear|registra|registre|registrar|inicia) (?:un |una )(?:nuevo )?(?:incidente|ticket) (critico|grave|medio|leve|alto|bajo)`,
    'open a $1 incident',
  ],
  [
    `${POLITE}(?:abre|abra|abrir|crea|cree|crear|registra|registre|registrar|inicia) (?:un |una )(?:nuevo )?(?:incidente|ticket)(?: de seguridad)?`,
    'open an incident',
  ],
  [
    `${POLITE}(?:reporta|reporte|reportar|informa|informar|denunciar|notificar|avisar)(?: de| sobre)? (?:un |una )(?:nuevo )?(?:incidente|ticket)(?: de seguridad)?`,
    'report an incident',
  ],
  [
    `${POLITE}(?:muestra|muestrame|muestre|muestreme|muestranos|mostrar|ensename|ensena|dame|deme|lista|liste|listame|listar|dime|digame|ver)`,
    'show me',
  ],
  [
    `(?:(?:escrib[ea](?:me)?|redact[ae]|haz(?:me)?|prepar[ae]) )?(?:un |el )?informe (?:para|a) la (?:direccion|gerencia)`,
    'write an executive report',
  ],
  [
    `(?:(?:escrib[ea](?:me)?|redact[ae]|haz(?:me)?|prepar[ae]) )?(?:un |el )?informe (?:de situacion|tactico)`,
    'write a tactical report',
  ],
  ['(?:revision|post-?mortem|informe posterior) (?=(?:de |del )?(?:incidente )?inc)', 'review '],
  [`${POLITE}(?:resume|resuma|resumir|resumeme)`, 'summarise'],
  [`${POLITE}(?:propon|proponga|proponer|sugiere|sugiera)(?:me)?`, 'propose'],
];

/** Their verbs alone. */
export const orderWords: GlossRule[] = ORDERS.map(([forms, english]): GlossRule => [`${POLITE}(?:${forms})`, english]);
