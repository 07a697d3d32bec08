import type { Language } from '../../domain/language.ts';
import { form, INC, OF } from './whole-message.ts';

const WHO = String.raw`(?<who>@?[\p{L}][\p{L}\p{N}.'@_-]*(?: [\p{L}][\p{L}\p{N}.'-]*){0,2}?)`;
const WHOM = String.raw`(?<who>@?[\p{L}][\p{L}\p{N}.'@ _,-]*?)`;
const TASK_NUMBER = String.raw`(?:number |nummer |no\.? |nr\.? |n[°º] ?|#)?(?<numbers>\d{1,4}(?:(?:,| and|, and| und| et| y) \d{1,4}){0,9})`;
const ROLE = String.raw`(?:the |its |our |our |as |to be |die |den |der |das |zum |zur |als |le |la |el |l'|comme |como |de )*(?<role>scribe|note[- ]?taker|protokoll(?:führer(?:in)?|ant(?:in)?)?|schriftführer(?:in)?|secr[eé]taire|greffi(?:er|ère)|secretari[oa]|actas|liaison(?: officer)?|comms(?: lead)?|communications? lead|ansprechp(?:erson|artner(?:in)?)|kontaktperson|enlace|(?:incident )?commander|incident lead(?:er)?|(?:einsatz)?leit(?:er(?:in)?|ung)|commandant|responsable|comandante)(?: role)?`;

const LINK = String.raw`<?(?<link>https?:\/\/[^\s<>|]{3,900}?)>?`;

export interface Forms {
  give: RegExp[];
  back: RegExp[];
  whoHas: RegExp[];
  people: RegExp[];
  add: RegExp[];
  remove: RegExp[];
  task: RegExp[];
  tasks: RegExp[];
  done: RegExp[];
  open: RegExp[];
  bookmark: RegExp[];
}

const I = String.raw`(?<me>i'm|i am|i'll be|i will be|let me be|let me take over|let me take|i'll take over|i'll take|i will take over|i will take|i take over|i take|i'm taking over|i'm taking|ich bin|ich übernehme|ich mache|je suis|je serai|je prends|je deviens|soy|seré|yo soy|tomo)`;

export const FORMS: Record<Language, Forms> = {
  en: {
    bookmark: [
      form(
        String.raw`(?:bookmark|save|keep) ${LINK}(?: (?:as|called|named|titled) (?<title>(?!a bookmark)[^.?!]{1,120}?))?(?: as a bookmark)?(?: (?:for|to|in|on|of|with) ${INC})?`,
      ),
      form(
        String.raw`(?:add|make)(?: a| this)? bookmark(?: (?:for|to|in|on|of|with) ${INC})?(?:[:,]| -)? (?:(?<early>[^:]{1,120}?)(?:[:,]| -)? )??${LINK}(?: (?:as|called|named|titled) (?<title>.{1,120}?))?`,
      ),
      form(String.raw`add ${LINK} to (?:the |its )?bookmarks(?: (?:for|in|on|of) ${INC})?(?: as (?<title>.{1,120}?))?`),
    ],
    give: [
      form(String.raw`(?:make|appoint|name|nominate|set) ${WHO} ${ROLE}${OF}`),
      form(String.raw`${I} (?:now )?(?:on )?(?:over )?${ROLE}${OF}(?: now)?`),
      form(String.raw`assign ${WHO} ${ROLE}${OF}`),
      form(String.raw`(?:assign|give|hand|pass) ${ROLE}${OF} to ${WHO}`),
      form(String.raw`give ${WHO} ${ROLE}${OF}`),
      form(String.raw`${ROLE}${OF}(?: is now| is|:| =) ${WHO}`),
      form(String.raw`${WHO} (?:is now|will be|should be|shall be|is) ${ROLE}${OF}(?: now)?`),
    ],
    back: [
      form(String.raw`(?:i )?(?:give|hand) (?:back )?(?:my )?${ROLE}(?: back)?${OF}(?: back)?`),
      form(String.raw`(?:i'm|i am) (?:no longer|not) ${ROLE}${OF}(?: any ?more)?`),
      form(String.raw`(?:i )?step(?:ping)? down (?:as )?${ROLE}${OF}`),
      form(String.raw`(?:remove|clear|drop|unset) ${ROLE}${OF}`),
      form(String.raw`nobody is ${ROLE}${OF}(?: any ?more)?`),
    ],
    whoHas: [
      form(
        String.raw`(?:who(?:'s| is| are|m is)?|who was|tell me who is|do we have|is there|does it have|what about)(?: an?)? ${ROLE}${OF}(?: now| right now| at the moment)?`,
      ),
      form(String.raw`does ${INC} have an? ${ROLE}`),
    ],
    people: [
      form(
        String.raw`who(?:'s| is| are|'s all| is all)?(?: all)?(?: currently)? (?:taking part|participating|involved|part of|on)(?: in| of| on)? ?${INC}`,
      ),
      form(
        String.raw`(?:show|list|what are|who are)(?: me)?(?: all)?(?: the)? (?:people|participants|team|responders)(?: of| on| in| for) ${INC}`,
      ),
      form(String.raw`(?:people|participants|responders) (?:of|on|in|for) ${INC}`),
    ],
    add: [
      form(String.raw`(?:add|invite|bring|pull|loop) (?:in )?${WHOM} (?:in )?(?:to|into|on|onto|in on) ${INC}`),
      form(String.raw`add ${WHOM} as (?:a )?participants?${OF}`),
      form(String.raw`(?:pull|loop|rope|bring) ${WHOM} in(?: too| as well)?`),
      form(
        String.raw`(?:page|summon|call(?: in)?|ping|notify|wake(?: up)?|get) ${WHOM} (?:for|about|to|into|on) ${INC}`,
      ),
    ],
    remove: [
      form(String.raw`(?:remove|take|drop) ${WHOM} (?:from|off|out of) ${INC}`),
      form(
        String.raw`(?:remove|take|drop) ${WHOM} (?:as (?:a )?participants?|from the (?:people|participants|team))${OF}`,
      ),
    ],
    task: [
      form(
        String.raw`(?:add|create|make|open|note|put)(?: down)? (?:a |an |another |the |one more )?(?:new )?(?:task|to-?do|action item)(?: (?:to|in|on|for) ${INC})?(?: for (?<early>[^:,]{2,60}))?(?:[:,]| -| –| to)\s*(?<task>\S.{1,400}?)`,
      ),
      form(
        String.raw`(?:(?:add|create|make|open|note|put)(?: down)? )?(?:an? |one more |another )?(?:new )?(?:task|to-?do|action item)(?: for (?<early>[^:,]{2,60}?))?,? (?:to|in|on|for) ${INC}[:,]\s*(?<task>\S.{1,400}?)`,
      ),
      form(
        String.raw`(?:an? )?(?:new )?(?:task|to-?do|action item) (?:to|in|on|for) ${INC},? for (?<early>[^:,]{2,60})[:,]\s*(?<task>\S.{1,400}?)`,
      ),
      form(
        String.raw`(?<task>(?!(?:add|make|put|note|create|open|show|what|who|list) )\S.{5,300}?)[,.;] ?(?:please |and |then |can you |could you )*(?:add|make|put|note|create|save|take) (?:that|this|it)(?: down)? (?:as|in as|to|on|onto|into) (?:an? |the |its |my |our )?(?:new )?(?:tasks?|to-?dos?|task list|to-?do list|action items?)(?: (?:to|in|on|for|of) ${INC})?`,
      ),
      form(
        String.raw`(?:(?:add|and|also|plus) )*(?:another|one more|a (?:second|third|further)|an additional)(?: one| task| thing)?(?<more>[:,]| -| –)\s*(?<task>\S.{1,400}?)`,
      ),
    ],
    tasks: [
      form(
        String.raw`what(?! else is open)(?:'s|s| is| are| remains| do we have| do we still have| needs| still needs| else is| else needs)?(?: still| left| there)*(?: to do| to be done| left to do| still to do| open tasks| open)(?: still| left)?${OF}`,
      ),
      form(
        String.raw`(?:(?:what|which)(?: are)?|show|list|give me|see|any)(?: me)?(?: the| all| open| its| our)* (?:tasks|to-?dos|to do list|action items|task list)(?: are| is)?(?: still| left| there)*(?: open| to do| left| outstanding)?${OF}(?: still)?(?: open| left)?`,
      ),
      form(String.raw`(?:open )?(?:tasks|to-?dos|action items) (?:of|on|in|for) ${INC}`),
      form(String.raw`how many tasks (?:are )?(?:still )?(?:open|left|there)(?: open| left)?${OF}`),
    ],
    done: [
      form(
        String.raw`tasks? ${TASK_NUMBER}${OF}(?: is| are| was| were| has been| have been|'s)?(?: now| all| both)* (?:done|finished|complete|completed|ticked off)(?:,? (?:and |so is )?(?<more>\d{1,4})(?: is)?(?: too| as well| also))?`,
      ),
      form(String.raw`(?:mark|set) tasks? ${TASK_NUMBER}${OF} (?:as |to )?(?:done|finished|complete|completed)`),
      form(String.raw`(?:tick|check)(?: off)? tasks? ${TASK_NUMBER}(?: off)?${OF}`),
      form(String.raw`(?:complete|finish|close) tasks? ${TASK_NUMBER}${OF}`),
      form(
        String.raw`(?:i(?:'ve| have)? |we(?:'ve| have)? )(?:just )?(?:did|done|finished|completed) tasks? ${TASK_NUMBER}${OF}`,
      ),
    ],
    open: [
      form(String.raw`(?:re-?open|untick|uncheck) tasks? ${TASK_NUMBER}${OF}`),
      form(String.raw`tasks? ${TASK_NUMBER}${OF} (?:is|are) (?:not done(?: yet| after all)?|open again|to do again)`),
    ],
  },
  de: {
    bookmark: [
      form(
        String.raw`(?:merke?(?: dir)?|speichere?|setze?|füge?) ${LINK} als lesezeichen(?: (?:für|zu|bei|in) ${INC})?(?: hinzu)?`,
      ),
      form(String.raw`lesezeichen(?: (?:für|zu|bei|in) ${INC})?[:,]? (?:(?<early>[^:]{1,120}?)(?:[:,]| -)? )??${LINK}`),
    ],
    give: [
      form(String.raw`(?:mach|mache|macht|ernenne|setze) ${WHO} ${ROLE}${OF}`),
      form(String.raw`${I} (?:jetzt )?${ROLE}${OF}`),
      form(String.raw`${WHO} (?:ist|übernimmt|macht|führt) (?:jetzt )?${ROLE}${OF}`),
    ],
    back: [form(String.raw`(?:ich gebe )${ROLE}${OF} (?:ab|zurück)`)],
    whoHas: [form(String.raw`wer (?:ist|hat|macht|führt) ${ROLE}${OF}`)],
    people: [form(String.raw`wer (?:ist|arbeitet)(?: alles)? (?:an|bei|in) ${INC}(?: beteiligt)?`)],
    add: [
      form(String.raw`(?:nimm|hol|hole|füge) ${WHOM} (?:zu|in|bei) ${INC} (?:dazu|hinzu|rein|auf)`),
      form(String.raw`(?:rufe?|hole?|alarmiere?|benachrichtige?) ${WHOM} (?:zu|für|wegen) ${INC}(?: dazu| an| hinzu)?`),
    ],
    remove: [form(String.raw`(?:nimm|entferne) ${WHOM} (?:aus|von) ${INC}(?: raus| heraus)?`)],
    task: [
      form(
        String.raw`(?:(?:füge|lege|erstelle) )?(?:eine )?(?:neue )?aufgabe(?: (?:in|für|zu|bei) ${INC})?(?: (?:an|hinzu))?[:,]\s*(?<task>\S.{1,400}?)`,
      ),
    ],
    tasks: [
      form(String.raw`was ist (?:(?:bei|in|an|für) ${INC} )?(?:noch )?(?:zu tun|offen)`),
      form(String.raw`was ist noch zu tun${OF}`),
      form(
        String.raw`(?:(?:welche|zeige?(?: mir)?)(?: die| alle)? )?(?:offenen? )?aufgaben(?: gibt es| hat| sind)?(?: noch)?(?: offen)?${OF}(?: noch)?(?: offen)?`,
      ),
    ],
    done: [form(String.raw`aufgaben? ${TASK_NUMBER}${OF} (?:ist|sind) (?:erledigt|fertig|gemacht)`)],
    open: [
      form(String.raw`aufgaben? ${TASK_NUMBER}${OF} (?:ist|sind) (?:wieder offen|nicht erledigt|doch nicht fertig)`),
    ],
  },
  fr: {
    bookmark: [
      form(String.raw`(?:ajoute[rz]?|mets|mettez) ${LINK} (?:aux|en|dans les) signets?(?: (?:de|pour|à) ${INC})?`),
      form(String.raw`signet(?: (?:de|pour|à) ${INC})? ?[:,]? (?:(?<early>[^:]{1,120}?) ?(?:[:,]| -)? )??${LINK}`),
    ],
    give: [
      form(String.raw`(?:nomme|désigne|fais de|mets) ${WHO} ${ROLE}${OF}`),
      form(String.raw`${I} ${ROLE}${OF}`),
      form(String.raw`${WHO} est (?:maintenant )?${ROLE}${OF}`),
    ],
    back: [form(String.raw`je ne suis plus ${ROLE}${OF}`)],
    whoHas: [form(String.raw`qui est ${ROLE}${OF}`)],
    people: [form(String.raw`qui (?:participe à|est sur|travaille sur) ${INC}`)],
    add: [
      form(String.raw`(?:ajoute|ajoutez|invite|appelle|appelez|préviens|prévenez) ${WHOM} (?:à|dans|sur|pour) ${INC}`),
    ],
    remove: [form(String.raw`(?:retire|retirez|enlève) ${WHOM} de ${INC}`)],
    task: [
      form(
        String.raw`(?:(?:ajoute|ajoutez|crée|créez) )?(?:une )?(?:nouvelle )?tâche(?: (?:à|dans|pour|sur) ${INC})? ?[:,]\s*(?<task>\S.{1,400}?)`,
      ),
    ],
    tasks: [
      form(String.raw`(?:que|qu'est-ce qu'il|qu'est-ce que?) (?:reste-t-il|reste|nous reste) (?:encore )?à faire${OF}`),
      form(String.raw`(?:quelles sont |montre(?:-moi)? )?(?:les |toutes les )?tâches(?: ouvertes)?${OF}`),
    ],
    done: [
      form(String.raw`(?:la tâche|les tâches|tâches?) ${TASK_NUMBER}${OF} (?:est|sont) (?:faites?|terminées?|finies?)`),
    ],
    open: [form(String.raw`(?:rouvre|rouvrez) (?:la |les )?tâches? ${TASK_NUMBER}${OF}`)],
  },
  es: {
    bookmark: [
      form(String.raw`(?:añade|agrega|guarda) ${LINK} (?:como marcador|a los marcadores)(?: (?:de|para|en) ${INC})?`),
      form(String.raw`marcador(?: (?:de|para|en) ${INC})?[:,]? (?:(?<early>[^:]{1,120}?)(?:[:,]| -)? )??${LINK}`),
    ],
    give: [
      form(String.raw`(?:nombra|haz|pon) (?:a )?${WHO} ${ROLE}${OF}`),
      form(String.raw`${I} ${ROLE}${OF}`),
      form(String.raw`${WHO} es (?:ahora )?${ROLE}${OF}`),
    ],
    back: [form(String.raw`ya no soy ${ROLE}${OF}`)],
    whoHas: [form(String.raw`¿?qui[eé]n es ${ROLE}${OF}`)],
    people: [form(String.raw`¿?qui[eé]n(?:es)? (?:participan? en|est[aá]n? en|trabajan? en) ${INC}`)],
    add: [form(String.raw`(?:añade|agrega|invita|avisa|llama) a ${WHOM} (?:a|en|al|para|por) ${INC}`)],
    remove: [form(String.raw`(?:quita|saca) a ${WHOM} de ${INC}`)],
    task: [
      form(
        String.raw`(?:(?:añade|agrega|crea) )?(?:una )?(?:nueva )?tarea(?: (?:a|en|para|de) ${INC})?[:,]\s*(?<task>\S.{1,400}?)`,
      ),
    ],
    tasks: [
      form(String.raw`¿?qué (?:queda|falta|hay) (?:todavía )?por hacer${OF}`),
      form(String.raw`¿?(?:cuáles son |muestra(?:me)? )?(?:las |todas las )?tareas(?: abiertas| pendientes)?${OF}`),
    ],
    done: [
      form(
        String.raw`(?:la tarea|las tareas|tareas?) ${TASK_NUMBER}${OF} (?:está|están) (?:hechas?|terminadas?|listas?)`,
      ),
    ],
    open: [form(String.raw`(?:reabre|reabra) (?:la |las )?tareas? ${TASK_NUMBER}${OF}`)],
  },
};
