import type { GlossRule } from '../gloss-rule.ts';
import { REF, THING } from './references.ts';

/** Questions that are known as a whole. */
export const questions: GlossRule[] = [
  ['quien (?:aprueba|autoriza|decide) (?:las |los |sobre las )?(?=propuesta|regla)', 'who approves '],
  [
    'como (?:estuvo|anduvo|ha ido|fue todo|nos fue)(?= (?:la |el |en )?(?:semana|mes|ano|dia|noche|fin|ayer|hoy|ultim))',
    'how was',
  ],
  [
    'que (?:esta |queda |hay |sigue )?(?:pendiente|espera|esperando)(?: todavia| aun)?(?: de| por| para| a)? ?(?:mi |la |una |nuestra )?(?:aprobacion|autorizacion|decision|aprobar|confirmacion)',
    'what is waiting for approval',
  ],
  [
    '(?:que |cuales |las )?propuestas (?:estan |siguen |quedan |hay )?(?:todavia |aun )?(?:pendientes?|esperan|esperando|por aprobar|en espera)(?: (?:de |mi |la |una )*(?:aprobacion|decision|autorizacion))?',
    'which proposals are waiting',
  ],
  [
    '(?:estan|funcionan|marchan|van)(?: bien| ok| en orden)? todos los (?:sistemas|servicios|componentes|servidores)(?: bien| ok| en orden| funcionando| disponibles)*',
    'is everything working',
  ],
  [
    'todos los (?:sistemas|servicios|componentes|servidores) (?:estan|funcionan|marchan|van)(?: bien| ok| en orden| funcionando| disponibles)*',
    'is everything working',
  ],
  [`que (?:paso|ocurrio|sucedio|ha pasado|hay) (?:con|en) (${THING})`, 'what happened with $1'],
  [`que (?:paso|ocurrio|sucedio|ha pasado|hubo|hay de nuevo|novedades hay)`, 'what happened'],
  [
    `(?:como (?:va|esta|sigue|van)|en que estado esta|estado (?:de|del)|cual es el estado (?:de|del)) (${THING})`,
    'what about $1',
  ],
  [`quien (?:lleva|tiene|se encarga de|se ocupa de|atiende|trabaja en) (${REF})`, 'who works on $1'],
  [
    `(?:hemos|habiamos|se ha)(?: ya)? (?:visto|tenido)(?: antes| ya)?(?: algo)? (?:como|parecido a|similar a) (${THING})(?: antes)?`,
    'have we had something like $1 before',
  ],
  [
    `(?:que |los )?incidentes (?:que )?(?:se parecen|parecidos|similares|semejantes)(?: a| al)? (${REF})`,
    'incidents similar to $1',
  ],
  [
    `que reglas (?:me |nos )?(?:recomiendas|recomienda|sugieres|sugiere|propones|faltan|deberiamos \\p{L}+)`,
    'which rules do you recommend',
  ],
  [`que (?:me |nos )?(?:recomiendas|recomienda) (?:como|en) reglas`, 'which rules do you recommend'],
  [
    `que (?:puedes|puede|sabes|sabe|puedo)(?: hacer| preguntar| pedir)*(?: por mi)?|(?:para que sirves|en que puedes ayudar(?:me)?)`,
    'what can you do',
  ],
  [
    `como (?:puedo |se |podemos |debo )?(?:reporto|reportar|reporta|abro|abrir|abre|cierro|cerrar|cambio|cambiar|cambia|anado|anadir|invito|invitar|importo|importar|asigno|asignar|deshago|deshacer|veo|ver|encuentro|configuro|configurar|hago|hacer|informo|informar|uso|usar)`,
    'how do i report',
  ],
  [
    `(?:esta |estan )?(?:funciona|funcionan|funcionando|marcha|va)(?: bien)? (?:todo|el sistema|el servicio|safenest|la base de datos)(?: bien)?`,
    'is everything working',
  ],
  [
    `(?:todo|el sistema|el servicio) (?:funciona|esta bien|esta funcionando|marcha|va bien|en orden|ok)(?: bien)?|esta todo (?:bien|ok|en orden|funcionando)`,
    'is everything working',
  ],
  [`(?:estado|salud) del (?:sistema|servicio)`, 'system health'],
  [`como (?:estuvo|esta|fue|va|ha estado|anda) (?:la|nuestra) (?:seguridad|situacion)`, 'how was our security'],
  [`(?:informe|balance|estado|situacion|resumen) (?:de )?(?:la )?seguridad`, 'security posture'],
  ['(?:el )?ultimo (?:informe|reporte)', 'the last report'],
  ['(?:informe|reporte|resumen) de la semana (?:pasada|anterior)', 'summary of last week'],
  ['(?:informe|reporte|resumen) (?:semanal|de la semana)', 'weekly report'],
  ['(?:informe|reporte|resumen) (?:diario|del dia)', 'daily report'],
  [`que tiempo (?:hara|hace|va a hacer)|el tiempo de manana|el clima`, 'what is the weather'],
  [`quien es(?= )`, 'who is'],
];
