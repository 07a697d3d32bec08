import type { Language } from '../../domain/language.ts';
import { matterOfPlace } from './intents/rooms.ts';
import { isShown } from './orders.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { form, type Groups, idOf, POLITE, planOf } from './whole-message.ts';

/*
 * What is said in an incident's room, or under the message that told of it, without naming it: “write a tactical report”, “let me in”, “show the
 * review”. A message is one of these as a whole, or it is none. “Let me into INC-2” is understood anywhere.
 */

const HERE_EN = String.raw`(?: (?:on|about|for|of) (?:it|this|that|this incident|the incident|here))?`;
const FOR_EN = String.raw`(?: (?:to|for) (?:the |our )?(?:management|managers?|executives?|leadership|board|bosses|boss|ceo|ciso|team|everyone|us))?`;
const HERE_DE = String.raw`(?: (?:dazu|darüber|hierzu|hierüber|hier|zu diesem vorfall))?`;
const HERE_FR = String.raw`(?: (?:là-dessus|sur cet incident|sur l'incident|sur ça|ici))?`;
const HERE_ES = String.raw`(?: (?:sobre esto|sobre este incidente|sobre el incidente|de esto|aquí))?`;

const FORMS: Record<Language, { report: RegExp[]; join: RegExp[]; joinNamed: RegExp[]; review: RegExp[] }> = {
  en: {
    report: [
      form(
        String.raw`(?:(?:write|draft|make|create|prepare|compose|post|send|file|generate|put together|give us|give me|i need|we need)(?: up)? )?(?:me |us )?(?:an? |the |another |new |short |quick )*(?:(?<executive>executive|management|leadership|board)|tactical|operational|ops|situation) (?:report|update|brief(?:ing)?)${HERE_EN}${FOR_EN}`,
      ),
      form(
        String.raw`(?:(?:write|draft|make|create|prepare|post|send|file) )?(?:an? |the |another )?sitrep${HERE_EN}${FOR_EN}`,
      ),
    ],
    join: [
      form(
        String.raw`(?:let|get|add|invite|bring|put|pull) me (?:in(?:to)?|to|into) (?:here|there|it|this)|(?:let|get) me in|(?:add|invite) me|i(?: want|'d like| would like)(?: to (?:be|get))? in|i(?: want|'d like| would like) to join(?: in)?|may i join|join`,
      ),
    ],
    joinNamed: [
      form(
        String.raw`(?:let|get|add|invite|bring|put|pull) me (?:in ?to|in|to) (?<ref>inc[- ]?\d{1,9})|(?:i want|i'd like|i would like) to join (?<ref2>inc[- ]?\d{1,9})|join (?<ref3>inc[- ]?\d{1,9})`,
      ),
    ],
    review: [
      form(
        String.raw`(?:(?:show|open|see|read|give)(?: me| us)? )?(?:the |its |our )?(?:review|post[- ]?mortem|retrospective|retro|lessons learn(?:ed|t)|after[- ]action (?:review|report))${HERE_EN}|what (?:did|have) we learn(?:ed|t)?(?: from (?:it|this|that))?|what went (?:well|wrong|badly)`,
      ),
    ],
  },
  de: {
    report: [
      form(
        String.raw`(?:(?:schreibe?|verfasse?|erstelle?|mache?|sende?|schicke?)(?: mir| uns| bitte| mal)* )?(?:einen |den |noch einen |neuen |kurzen )*(?:taktischen? (?:bericht|lagebericht)|lagebericht|(?<executive>(?:führungs|management|leitungs)bericht|bericht (?:für|an) die (?:leitung|geschäftsführung|führung)))${HERE_DE}`,
      ),
    ],
    join: [
      form(
        String.raw`(?:lass|hole?|nimm|füge?)(?: bitte)? mich(?: bitte)? (?:rein|hinein|herein|dazu|hinzu)|ich (?:will|möchte) (?:rein|hinein|dazu|beitreten|mitmachen)`,
      ),
    ],
    joinNamed: [form(String.raw`(?:lass|hole?|nimm) mich in (?<ref>inc[- ]?\d{1,9})(?: (?:rein|hinein))?`)],
    review: [
      form(
        String.raw`(?:(?:zeige?|öffne)(?: mir| uns)? )?(?:die |den |unsere )?(?:nachbetrachtung|nachbesprechung|abschlussbericht|post-?mortem|rückschau)${HERE_DE}|was haben wir (?:daraus )?gelernt`,
      ),
    ],
  },
  fr: {
    report: [
      form(
        String.raw`(?:(?:écris|écrivez|ecris|rédige[rz]?|redige|fais|faites|prépare[rz]?|envoie|envoyez|crée[rz]?)(?:-moi|-nous)? )?(?:un |le |encore un |nouveau |court )*(?:rapport (?:tactique|de situation|opérationnel|(?<executive>pour la direction|à la direction|de direction|exécutif)))${HERE_FR}`,
      ),
    ],
    join: [
      form(
        String.raw`(?:laisse[rz]?|fais|faites)[- ]moi entrer|ajoute[rz]?[- ]moi|invite[rz]?[- ]moi|je (?:veux|voudrais) (?:entrer|participer|rejoindre)`,
      ),
    ],
    joinNamed: [
      form(
        String.raw`(?:laisse[rz]?|fais|faites)[- ]moi entrer dans (?<ref>inc[- ]?\d{1,9})|(?:je veux |je voudrais )?rejoindre (?<ref2>inc[- ]?\d{1,9})`,
      ),
    ],
    review: [
      form(
        String.raw`(?:(?:montre|ouvre)(?:-moi|-nous)? )?(?:le |la |l')?(?:bilan|retour d'expérience|rétrospective|post-?mortem)${HERE_FR}|qu'avons-nous appris`,
      ),
    ],
  },
  es: {
    report: [
      form(
        String.raw`(?:(?:escribe|escriba|redacta|redacte|haz|haga|prepara|prepare|envía|envia|crea)(?:me|nos)? )?(?:un |el |otro |nuevo |breve )*(?:informe (?:táctico|tactico|de situación|de situacion|operativo|(?<executive>ejecutivo|para (?:la )?dirección|a la dirección|para la gerencia)))${HERE_ES}`,
      ),
    ],
    join: [
      form(
        String.raw`(?:déjame|dejame|hazme) entrar|(?:añádeme|anádeme|añademe|agrégame|agregame|invítame|invitame)|quiero (?:entrar|unirme|participar)`,
      ),
    ],
    joinNamed: [
      form(
        String.raw`(?:déjame|dejame) entrar en (?<ref>inc[- ]?\d{1,9})|(?:quiero )?unirme a (?<ref2>inc[- ]?\d{1,9})`,
      ),
    ],
    review: [
      form(
        String.raw`(?:(?:muestra|abre)(?:me|nos)? )?(?:la |el )?(?:revisión|revision|retrospectiva|post-?mortem|balance)${HERE_ES}|¿?qué aprendimos`,
      ),
    ],
  },
};

/** Such a message as a plan; null for every other. */
export function saidInRoom(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 200 || said.includes('"') || isShown(text)) return null;
  const place = matterOfPlace(context);
  const here = place?.startsWith('INC-') ? place : null;
  for (const language of new Set<Language>([context.language, 'en'])) {
    const plan = planIn(FORMS[language], said, here, context);
    if (plan) return plan;
  }
  return null;
}

function planIn(forms: (typeof FORMS)[Language], said: string, here: string | null, context: PlanContext): Plan | null {
  const first = (list: readonly RegExp[]): Groups | null =>
    list.map((one) => one.exec(said)?.groups).find((groups) => groups !== undefined) ?? null;
  // who asks orders nothing, unless they ask us to do it
  const orders = (groups: Groups): boolean => groups.asks === undefined || POLITE.test(groups.polite ?? '');
  const named = first(forms.joinNamed);
  const id =
    named && orders(named) ? idOf({ ...named, ref: named.ref ?? named.ref2 ?? named.ref3 }, said, context) : null;
  if (id) return planOf({ tool: 'update_incident', args: { id, room: 'join' } }, context);
  if (here === null || /\binc[- ]?\d/i.test(said)) return null;
  const report = first(forms.report);
  if (report && context.tools.has('report_incident') && orders(report)) {
    const kind = report.executive ? 'executive' : 'tactical';
    return planOf({ tool: 'report_incident', args: { id: here, kind } }, context);
  }
  const join = first(forms.join);
  if (join && (orders(join) || /^may i /i.test(said)))
    return planOf({ tool: 'update_incident', args: { id: here, room: 'join' } }, context);
  if (first(forms.review) && context.tools.has('open_review'))
    return planOf({ tool: 'open_review', args: { id: here } }, context);
  return null;
}
