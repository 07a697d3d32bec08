import { parseDue } from '../../domain/due.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference, parseReference } from '../../domain/reference.ts';
import { incidentWorkWords } from '../../messages/catalogue/incident-work.ts';
import { smallTalkWords } from '../../messages/catalogue/small-talk.ts';
import { incidentOf } from './about-it.ts';
import type { AskedOfIt } from './asked-of-it.ts';
import { isName } from './intents/words.ts';
import { isShown } from './orders.ts';
import { deny } from './permitted.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { tidied } from './tidied.ts';

/*
 * Who works on an incident and what is to be done in it: “make Dana scribe of INC-17”, “add Sam to INC-17”, “add a task to INC-17: rotate
 * the VPN keys, for Dana by tomorrow noon”, “task 2 is done”, “who is the commander of INC-17?”. A message is one of them as a whole, from
 * its first word to its last, or it is none: what quotes or reports such an order, or forbids it, has more in it.
 */

/** An incident by its reference, or the one at hand. */
export const INC = String.raw`(?:(?:the |den |der |dem |l'|el )?(?:incident |vorfall |incidente )?(?<ref>inc[- ]?\d{1,9}|(?:incident|vorfall|incidente) (?:number |no\.? ?|nr\.? ?|#)?\d{1,9})|(?:the|this|that|our|diesem|dem|cet|l'|el|este) ?(?:incident|vorfall|incidente)|it|this|that)`;
const OF = String.raw`(?: (?:of|for|on|in|to|from|von|für|in|bei|an|zu|de|pour|sur|à|dans|en|para) ${INC})?`;
const WHO = String.raw`(?<who>@?[\p{L}][\p{L}\p{N}.'@_-]*(?: [\p{L}][\p{L}\p{N}.'-]*){0,2}?)`;
const WHOM = String.raw`(?<who>@?[\p{L}][\p{L}\p{N}.'@ _,-]*?)`;
const TASK_NUMBER = String.raw`(?:number |nummer |no\.? |nr\.? |n[°º] ?|#)?(?<numbers>\d{1,4}(?:(?:,| and|, and| und| et| y) \d{1,4}){0,9})`;
const LEAD = String.raw`^(?<polite>(?:(?:please|pls|plz|hey|ok(?:ay)?|can you|could you|would you|then|and|now|bitte|kannst du|können sie|peux-tu|pouvez-vous|tu peux|puedes|por favor)[, ]+)*)(?:(?<first>inc[- ]?\d{1,9})[:,]? )?`;
const END = String.raw`(?:,? (?:please|pls|plz|asap|thx|cheers|now|thanks|thank you|bitte|danke|merci|s'il (?:vous|te) pla[iî]t|por favor|gracias))?[ .!]*(?<asks>\?)?[ .!]*$`;
/** A message that is this as a whole, from its first word to its last. */
export const form = (body: string): RegExp => new RegExp(LEAD + body + END, 'iu');

type Role = 'commander' | 'scribe' | 'liaison';
const ROLES: readonly [RegExp, Role][] = [
  [
    /^(?:scribe|note[- ]?taker|protokoll\p{L}*|schriftführ\p{L}*|secr[eé]taire|greffi\p{L}*|secretari\p{L}*|actas)$/iu,
    'scribe',
  ],
  [/^(?:liaison(?: officer)?|comms(?: lead)?|communications? lead|ansprech\p{L}*|kontaktperson|enlace)$/iu, 'liaison'],
  [
    /^(?:(?:incident )?(?:commander|lead(?:er)?)|(?:einsatz)?leit\p{L}*|commandant|responsable|jefe|comandante)$/iu,
    'commander',
  ],
];
const ROLE = String.raw`(?:the |its |our |our |as |to be |die |den |der |das |zum |zur |als |le |la |el |l'|comme |como |de )*(?<role>scribe|note[- ]?taker|protokoll(?:führer(?:in)?|ant(?:in)?)?|schriftführer(?:in)?|secr[eé]taire|greffi(?:er|ère)|secretari[oa]|actas|liaison(?: officer)?|comms(?: lead)?|communications? lead|ansprechp(?:erson|artner(?:in)?)|kontaktperson|enlace|(?:incident )?commander|incident lead(?:er)?|(?:einsatz)?leit(?:er(?:in)?|ung)|commandant|responsable|comandante)(?: role)?`;

const LINK = String.raw`<?(?<link>https?:\/\/[^\s<>|]{3,900}?)>?`;

interface Forms {
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

const FORMS: Record<Language, Forms> = {
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

/** Such an order or question as a plan; null for every other message. */
export function workingOn(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 500 || said.includes('"') || isShown(text)) return null;
  // the words of one language may be typed in a conversation of another
  for (const language of new Set<Language>([context.language, 'en'])) {
    const plan = planIn(FORMS[language], said, context);
    if (plan) return plan;
  }
  return null;
}

export type Groups = Record<string, string | undefined>;

function planIn(forms: Forms, said: string, context: PlanContext): Plan | null {
  const first = (list: readonly RegExp[]): Groups | null => {
    for (const one of list) {
      const groups = one.exec(said)?.groups;
      if (groups) return groups;
    }
    return null;
  };
  const look = (list: readonly RegExp[], asked: (groups: Groups) => AskedOfIt | null): Plan | null => {
    const groups = first(list);
    const what = groups && asked(groups);
    const id = groups && what ? idOf(groups, said, context) : null;
    return id && what ? { ...planOf({ tool: 'open_incident', args: { id } }, context), asked: what } : null;
  };
  const order = (list: readonly RegExp[], read: (groups: Groups) => Record<string, unknown> | null): Plan | null => {
    const groups = first(list);
    // who asks orders nothing, unless they ask us to do it
    if (!groups || (groups.asks !== undefined && !POLITE.test(groups.polite ?? ''))) return null;
    const args = read(groups);
    if (!args) return null;
    const id = idOf(groups, said, context) ?? (IN_WORDS.test(said) ? incidentOf(context) : null);
    if (id) return planOf({ tool: 'update_incident', args: { id, ...args } }, context);
    // of none that is named or at hand: one is asked for where the words can mean nothing else
    return IN_WORDS.test(said)
      ? { calls: [], say: { why: 'ask', text: smallTalkWords[context.language].whichOne } }
      : null;
  };
  /** A task for which a time was said that is over: it is added without, and that is said. */
  const newTask = (): Plan | null => {
    let over: string | null = null;
    const plan = order(forms.task, (groups) => {
      if (groups.more && !addedTask(context)) return null;
      const task = taskOf(groups, context);
      over = task?.over ?? null;
      return task?.args ?? null;
    });
    return plan && over !== null && plan.calls.length > 0
      ? { ...plan, say: { why: 'not_here', text: incidentWorkWords[context.language].duePast(over) } }
      : plan;
  };
  return (
    order(forms.bookmark, ({ link, title, early }) => ({
      bookmark: link!,
      ...((title ?? early) ? { bookmark_title: (title ?? early)!.trim() } : {}),
    })) ??
    look(forms.whoHas, ({ role }) => roleOf(role)) ??
    look(forms.people, () => 'people') ??
    look(forms.tasks, () => 'tasks') ??
    newTask() ??
    order(forms.done, ({ numbers, more = '' }) => ({ tasks_done: numbersIn(`${numbers} ${more}`) })) ??
    order(forms.open, ({ numbers }) => ({ tasks_open: numbersIn(numbers) })) ??
    order(forms.back, ({ role }) => held(role, null)) ??
    order(forms.give, ({ role, who, me }) => {
      const whom = me ? 'me' : nameIn(who);
      return whom === null ? null : held(role, whom);
    }) ??
    order(forms.add, ({ who }) => listOf('add_people', who)) ??
    order(forms.remove, ({ who }) => listOf('remove_people', who))
  );
}

/** Whether a task was what was added last: “and another one: …” goes on with it. */
const addedTask = ({ history }: PlanContext): boolean =>
  history.at(-1)?.steps.some(({ tool, args, ok }) => ok && tool === 'update_incident' && args.task !== undefined) ===
  true;

export const POLITE = /can you|could you|would you|kannst du|können sie|peux-tu|pouvez-vous|tu peux|puedes/i;
/** Words that only an incident has. */
const IN_WORDS =
  /\b(?:bookmarks?|lesezeichen|signets?|marcador(?:es)?|tasks?|aufgaben?|tâches?|tareas?|scribe|liaison|commander)\b/iu;

const roleOf = (said = ''): Role | null => ROLES.find(([words]) => words.test(said))?.[1] ?? null;

function held(said: string | undefined, who: string | null): Record<string, unknown> | null {
  const role = roleOf(said);
  return role && { [role === 'commander' ? 'assignee' : role]: who };
}

const numbersIn = (said = ''): number[] => [...new Set([...said.matchAll(/\d+/g)].map(([number]) => Number(number)))];

const ME = /^(?:me|myself|mich|mir|moi|mí|mi)$/i;
/** What stands where a name would and is none: things that are added, and what says something of who is meant. */
const NO_PERSON =
  /^(?:alr|inc|case|evt|log|cam|rule|act)-?\d|^(?:them|him|her|everyone|everybody|somebody|someone|nobody|anyone|ihn|sie|elle|lui)$|\b(?:back|comments?|notes?|alerts?|evidence|files?|screenshots?|summary|details?|logs?|tasks?|updates?|links?|pictures?|that|not|never|no|attention|severity|status|title|part|time|responsibility)\b/i;

function nameIn(said = ''): string | null {
  const name = said.replace(/^@/, '').trim();
  if (ME.test(name)) return 'me';
  if (NO_PERSON.test(name) || !name.split(' ').every(isName)) return null;
  return name;
}

/** “Sam”, “Sam and Lea Berg”; of me there are words of their own. */
function listOf(key: string, said = ''): Record<string, unknown> | null {
  const names = said.split(/,| and | und | et | y /).map((one) => one.trim());
  const read = names.filter((one) => one !== '').map(nameIn);
  if (read.length === 0 || read.some((one) => one === null)) return null;
  if (key === 'remove_people' && read.length === 1 && read[0] === 'me') return null;
  return { [key]: read };
}

const DUE = /(?:,? | ?[-–] )(?:due |and )?(?:by|until|till|before|due|bis|fällig|avant|pour|d'ici|antes de|para) /giu;
const FOR =
  /^(.*?)(,)? (?:(?:and )?(?:for|assigned to|assign (?:it )?to|für|pour|para) )(@?[\p{L}][\p{L}\p{N}.'@-]*(?: [\p{L}][\p{L}.'-]*){0,2})$/iu;

/** What is to be done, for whom and by when; those two may stand behind it in either order. */
function taskOf(
  { task = '', early }: Groups,
  context: PlanContext,
): { args: Record<string, unknown>; over: string | null } | null {
  let title = task.trim();
  let due: string | null = null;
  let over: string | null = null;
  let whom: string | null = early ? nameIn(early) : null;
  if (early && whom === null) return null;
  for (let turn = 0; turn < 2; turn++) {
    const when: ReturnType<typeof dueIn> = due === null && over === null ? dueIn(title, context) : null;
    if (when) ({ title, due, over } = when);
    const given = whom === null ? FOR.exec(title) : null;
    const name = given && nameIn(given[3]);
    // without a comma “for” may be part of what is to be done
    if (given && name && (given[2] !== undefined || name === 'me' || /^\p{Lu}/u.test(name))) {
      whom = name;
      title = given[1]!.trim();
    }
  }
  title = title.replace(/[\s,;:–-]+$/, '');
  if (title === '') return null;
  return { args: { task: title, ...(whom ? { task_for: whom } : {}), ...(due ? { task_due: due } : {}) }, over };
}

/** The time behind the last word that begins one; `over` is one of today that has gone by. */
function dueIn(
  said: string,
  { now, timeZone }: PlanContext,
): { title: string; due: string | null; over: string | null } | null {
  const morning = new Date(now.getTime() - DAY_MS);
  for (const { index, 0: word } of [...said.matchAll(DUE)].reverse()) {
    const due = said.slice(index + word.length).trim();
    const title = said.slice(0, index).trim();
    if (parseDue(due, { now, timeZone })) return { title, due, over: null };
    // the same words, said a day ago, would have been to come
    if (/\d|noon/i.test(due) && parseDue(due.replace(TODAY, '').trim(), { now: morning, timeZone }))
      return { title, due: null, over: due };
  }
  return null;
}
const DAY_MS = 86_400_000;
const TODAY = /(?<!\p{L})(?:today|heute|aujourd'hui|hoy)(?!\p{L})/giu;

/** The incident that such a message names, or the one that was shown last. */
export function idOf({ ref, first }: Groups, said: string, { history }: PlanContext): string | null {
  const named = [ref, first].filter((one) => one !== undefined).map((one) => `INC-${/\d+/.exec(one)?.[0] ?? ''}`);
  const refs = [
    ...new Set(
      named
        .map((one) => parseReference(one))
        .filter((one) => one !== null)
        .map(formatReference),
    ),
  ];
  // two incidents in one sentence: which of them is meant is not for us to guess
  if (refs.length > 0)
    return refs.length === 1 &&
      [...said.matchAll(/\b(?:inc[- ]?|(?:incident|vorfall|incidente) (?:number |no\.? ?|nr\.? ?|#)?(?!inc))\d/gi)]
        .length <= named.length
      ? refs[0]!
      : null;
  for (const { citations } of history.toReversed().slice(0, 4)) {
    const shown = [
      ...new Set(citations.filter((one) => !one.mentioned && one.ref.startsWith('INC-')).map((one) => one.ref)),
    ];
    if (shown.length > 0) return shown.length === 1 ? shown[0]! : null;
  }
  return null;
}

export function planOf(call: PlannedCall, context: PlanContext): Plan {
  const no = deny(call, context);
  return no ? { calls: [], say: no } : { calls: [call], say: null };
}
