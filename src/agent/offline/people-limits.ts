import type { Language } from '../../domain/language.ts';
import { peopleLimits } from '../../messages/catalogue/people-limits.ts';
import { deny } from './permitted.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { theOne } from './told.ts';

/*
 * What people ask of somebody in front of cameras that is not known or not done in chat: who may be in a room, whether two numbers are one
 * person, giving a name, forgetting somebody, taking a picture back, and looking for lookalikes of a name. It is said, with where it is done.
 */

const REF = String.raw`(?:per-\d{1,9}|person_[0-9a-f]{8})`;
const NAME = String.raw`\p{L}[\p{L}'.-]*(?: \p{L}[\p{L}'.-]*){0,3}`;
/** As a name is written: first and last name. */
const FULL = String.raw`\p{L}[\p{L}'.-]+(?: \p{L}[\p{L}'.-]+){1,3}`;
const LEAD = String.raw`^[¿¡\s]*(?:(?:please|and|so|ok(?:ay)?|can you|could you|bitte|und|kannst du|können sie|et|peux-tu|pouvez-vous|y|puedes|puede|por favor)[, ]+)*`;
const END = String.raw`(?: (?:please|bitte|s'il (?:vous|te) pla[iî]t|por favor|at all|actually|really|one))*[\s?!.]*$`;
const form = (body: string): RegExp => new RegExp(LEAD + body + END, 'iu');

interface Forms {
  rooms: RegExp;
  same: readonly RegExp[];
  naming: RegExp;
  alike: RegExp;
  forgetting: RegExp;
  notThem: RegExp;
}

/** Whoever was told of just now. */
const HIM_EN = String.raw`(?:him|her|them|(?:this|that|the) (?:man|woman|guy|person|stranger|visitor|one))`;
const ROOM_EN = String.raw`(?:loading )?(?:docks?|bays?)|doors?|lobby|entrance|gates?|garage|warehouse|(?:server |store |meeting |control |plant )?rooms?|office|building|basement|lab(?:oratory)?|vault|areas?|zones?|floor|yard|corridor|roof|kitchen|car park|parking lot|site|premises|there|here|inside`;
const FORMS: Record<Language, Forms> = {
  en: {
    rooms: new RegExp(
      String.raw`(?:allowed|permitted|authori[sz]ed|cleared|supposed|have (?:access|permission)|has (?:access|permission)|(?:may|can) (?:he|she|they|${NAME}) (?=be|go|enter|come|walk|get))(?: to)?(?: ?(?:be|go|enter|come|walk|get|access))?(?: (?:in|into|inside|at|to|on|through|near))?(?: (?:the|our|that|this|any))?(?: \p{L}+){0,2}? ?(?:${ROOM_EN})(?: (?:area|today|now|at night|alone))?[\s?!.]*$`,
      'iu',
    ),
    same: [
      form(
        String.raw`(?:is|are|was|could|might|can)(?: it(?: be)? that)? (?<a>${REF}) (?:be |really |also |actually |maybe )*(?:the same|identical|one)(?: person| man| woman| guy| one)? (?:as|to|with) (?<b>${REF})`,
      ),
      form(
        String.raw`(?:is|are|was|could|might|can) (?<a>${REF}) (?:and|or) (?<b>${REF}) (?:be |both |really |actually |maybe |in fact )*(?:the same|identical|one(?: and the same)?)(?: person| man| woman| guy)?`,
      ),
      form(
        String.raw`(?:do|does) (?<a>${REF}) (?:and|or) (?<b>${REF}) (?:both )?(?:belong to|show) (?:one|the same|a single)(?: person| man| woman)?`,
      ),
      form(String.raw`(?:is|could|might) (?<a>${REF}) (?:be |really |also |actually )*(?<b>${REF})`),
    ],
    naming: form(
      String.raw`(?:(?:(?:re)?name|call) (?:(?<a>${REF})|${HIM_EN}) (?:as |to |into )?|give (?:(?<a>${REF})|${HIM_EN}) the name )(?!for\b|in\b|on\b)"?(?<name>${NAME})"?`,
    ),
    alike: form(
      String.raw`(?:(?:find|show|search|look|list|get|give)(?: for| me| us)*|(?:is|are|was|were) there|have (?:we|you)(?: got| seen)?|do (?:we|you) (?:have|know|see)|who)? ?(?:all |any |other |more |the )*(?:people|persons?|any(?:one|body)|some(?:one|body)|everyone|faces?|men|women|man|woman|visitors?|strangers?|lookalikes? of|else)? ?(?:(?:who|that|which) )?(?:looks? (?:just |a bit |most )?like|looking like|resembl(?:es?|ing)|similar to|lookalikes? of|is alike) (?<name>${NAME})`,
    ),
    forgetting: form(
      String.raw`(?:forget|erase|delete|remove)(?: (?:about|person|the person|everything (?:about|of|on)|all (?:data|pictures|faces) of))? (?<who>${REF}|${FULL})(?: (?:from (?:the )?(?:system|recognition|people|database|records)|completely|for good|entirely))?`,
    ),
    notThem: form(
      String.raw`(?:no[, ]+)?(?:(?:this|that|it|he|she|the (?:man|woman|person|picture)(?: (?:in|on) it)?)(?:'s| is| was)(?: (?:definitely|certainly|clearly|really))? not|(?:this|that|it|he|she) (?:isn't|wasn't)) (?<who>${REF}|${FULL})`,
    ),
  },
  de: {
    rooms:
      /(?<!\p{L})(?:darf|dürfen|berechtigt|befugt|zugang|zutritt)(?!\p{L}).*(?:raum|räume|rampe|lager|tür|büro|gebäude|keller|tresor|labor|garage|halle|bereich|zone|dort|hinein|rein)[\p{L}]*(?: (?:sein|gehen|betreten|hinein|rein))?[\s?!.]*$/iu,
    same: [
      form(
        String.raw`(?:ist|sind|war|könnte) (?<a>${REF}) (?:und |etwa |auch )*(?:dieselbe person wie |derselbe wie |dieselbe wie |das gleiche wie )?(?<b>${REF})(?: (?:dieselbe|die gleiche|eine|ein und dieselbe) person)?(?: sein)?`,
      ),
    ],
    naming: form(
      String.raw`(?:be)?nenne? (?:(?<a>${REF})|ihn|sie|die person|diese person|den mann|die frau) (?:als |in |um in )?"?(?<name>${NAME})"?`,
    ),
    alike: form(
      String.raw`(?:finde?|zeige?|suche?)(?:n sie)?(?: mir| uns| nach)? (?:alle |andere )?(?:leute|personen|gesichter|jemanden), ?(?:die|der|das) (?<name>${NAME}) (?:ähnlich sehen|ähneln|ähnlich sieht|ähnelt|ähnlich sind)`,
    ),
    forgetting: form(
      String.raw`(?:vergiss|vergessen sie|lösche?|löschen sie|entferne?|entfernen sie)(?: bitte)? (?:die person )?(?<who>${REF}|${FULL})`,
    ),
    notThem: form(String.raw`(?:nein[, ]+)?(?:das|dies|er|sie|es) (?:ist|war) nicht (?<who>${REF}|${FULL})`),
  },
  fr: {
    rooms:
      /(?<!\p{L})(?:a-t-(?:il|elle) (?:le droit|accès)|ont-ils accès|autorisée?s?|permis|peut-(?:il|elle) (?:entrer|être))(?!\p{L}).*(?:salle|quai|entrepôt|porte|bureau|bâtiment|cave|coffre|labo|garage|hall|zone|là|pièce)[\p{L} ]{0,20}[\s?!.]*$/iu,
    same: [
      form(
        String.raw`(?:est-ce que )?(?<a>${REF}) (?:et|est|est-il|est-elle)(?:-il|-elle)?(?: (?:bien|aussi))?(?: la même personne que| le même que)? (?<b>${REF})(?: (?:sont|est)(?:-ils|-elles)? (?:bien )?(?:la même personne|les mêmes|une seule personne))?`,
      ),
    ],
    naming: form(
      String.raw`(?:re)?(?:nomme[rz]?|appelle[rz]?)(?: (?<a>${REF})|-l[ea]| cette personne| cet homme| cette femme) (?:en )?"?(?<name>${NAME})"?`,
    ),
    alike: form(
      String.raw`(?:trouve[rz]?|montre[rz]?|cherche[rz]?)(?:-moi|-nous)? (?:des |les |toutes les |d'autres )?(?:personnes|gens|visages|quelqu'un) qui ressemble(?:nt)? à (?<name>${NAME})`,
    ),
    forgetting: form(String.raw`(?:oublie[rz]?|efface[rz]?|supprime[rz]?) (?:la personne )?(?<who>${REF}|${FULL})`),
    notThem: form(String.raw`(?:non[, ]+)?(?:ce n'est pas|ce n'était pas|c'est pas) (?<who>${REF}|${FULL})`),
  },
  es: {
    rooms:
      /(?<!\p{L})(?:puede (?:estar|entrar|pasar)|tiene (?:permiso|acceso)|(?:está )?autorizad[oa]s?|se le permite)(?!\p{L}).*(?:sala|muelle|almacén|puerta|oficina|edificio|sótano|bóveda|laboratorio|garaje|zona|allí|ahí)[\p{L} ]{0,20}[\s?!.]*$/iu,
    same: [
      form(
        String.raw`(?:es|son|será|podría ser) (?<a>${REF}) (?:y |(?:la misma persona|el mismo|la misma|igual) que )?(?<b>${REF})(?: (?:la misma persona|el mismo|los mismos))?`,
      ),
    ],
    naming: form(
      String.raw`(?:nombra|nombre|n[oó]mbral[oa]|llama|llame|ll[aá]mal[oa]|renombra)(?: (?:a )?(?:(?<a>${REF})|esta persona|este hombre|esta mujer))? (?:como |a )?"?(?<name>${NAME})"?`,
    ),
    alike: form(
      String.raw`(?:encuentra|encuentre|muestra|busca|busque|muéstrame)(?: a)? (?:todas las |otras |las )?(?:personas|gente|caras|alguien) que se (?:parezcan?|parecen?) a (?<name>${NAME})`,
    ),
    forgetting: form(
      String.raw`(?:olvida|olvide|borra|borre|elimina|elimine) (?:a )?(?:la persona )?(?<who>${REF}|${FULL})`,
    ),
    notThem: form(String.raw`(?:no[, ]+)?(?:est[eao]|él|ella)? ?no (?:es|era) (?<who>${REF}|${FULL})`),
  },
};

/** Somebody in front of cameras: by reference, by pronoun after they were told of, or by name. */
const SOMEBODY =
  /(?<!\p{L})(?:he|she|they|him|her|who|any(?:one|body)|this person|that person|that (?:man|woman|guy)|er|sie|il|elle|él|ella|diese person|cette personne|esta persona)(?!\p{L})|\bper-\d|\bperson_[0-9a-f]{8}/iu;
const FULL_NAME = /(?<!^[¿¡]?)(?<!\p{L})\p{Lu}[\p{L}'-]+ \p{Lu}[\p{L}'-]+/u;
/** What may be done with SafeNest itself, and what accounts may, is told elsewhere. */
const OTHER =
  /(?<!\p{L})(?:see|read|view|watch|use|open|change|sehen|lesen|voir|lire|ver|leer|log-?ins?|sign(?:ed)? in|log(?:ged)? in|accounts?|vpn|alerts?|incidents?|console|pictures?|cameras?|rules?|on call|channel)(?!\p{L})/iu;
const LONGEST = 140;

const upper = (ref: string): string =>
  /^per-/i.test(ref) ? ref.toUpperCase() : `Person_${ref.slice('person_'.length).toUpperCase()}`;

const IS_REF = new RegExp(`^${REF}$`, 'i');
/** A number, or a name with capitals: “forget the last one” names nobody. */
const isSomebody = (who: string): boolean => IS_REF.test(who) || who.split(' ').every((word) => /^\p{Lu}/u.test(word));
/** The one person whom the last answers told of. */
function atHand({ history }: PlanContext): string | undefined {
  const name = theOne(history, ['person'], { lately: 2 })?.name;
  return name !== undefined && IS_REF.test(name) ? name : undefined;
}
const called = (who: string): string => (IS_REF.test(who) ? upper(who) : who);

/** Such a message as a plan; null for every other one. */
export function limitsOfPeople(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > LONGEST || !context.tools.has('who_is')) return null;
  const words = peopleLimits[context.language];
  const say = (calls: Plan['calls'], told: string): Plan => {
    const no = calls[0] && deny(calls[0], context);
    return no ? { calls: [], say: no } : { calls, say: { why: 'not_here', text: told } };
  };
  const card = (ref: string) => ({ tool: 'who_is', args: { label: called(ref) } });
  for (const one of new Set<Language>([context.language, 'en'])) {
    const { rooms, same, naming, alike, forgetting, notThem } = FORMS[one];
    for (const pattern of same) {
      const { a, b } = pattern.exec(said)?.groups ?? {};
      if (a && b && upper(a) !== upper(b)) return say([card(a), card(b)], words.onePerson(upper(a), upper(b)));
    }
    const { a = atHand(context), name } = naming.exec(said)?.groups ?? {};
    if (a && name) return say([card(a)], words.naming(upper(a), name));
    const gone = forgetting.exec(said)?.groups?.who;
    if (gone && isSomebody(gone)) return say([card(gone)], words.forgetting(called(gone)));
    const other = context.pictures ? undefined : notThem.exec(said)?.groups?.who;
    if (other && isSomebody(other)) return say([], words.notThem(called(other)));
    if (context.pictures === 0 || context.pictures === undefined) {
      const like = alike.exec(said)?.groups?.name;
      if (like && (/^\p{Lu}/u.test(like) || new RegExp(`^${REF}$`, 'iu').test(like))) return say([], words.alike);
    }
    if (rooms.test(said) && (SOMEBODY.test(said) || FULL_NAME.test(said)) && !OTHER.test(said))
      return say([], words.rooms);
  }
  return null;
}
