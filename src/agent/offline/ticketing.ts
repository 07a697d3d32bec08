import type { Language } from '../../domain/language.ts';
import { elsewhereWords } from '../../messages/catalogue/done-elsewhere.ts';
import { smallTalkWords } from '../../messages/catalogue/small-talk.ts';
import type { AskedOfIt } from './asked-of-it.ts';
import { isShown } from './orders.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { form, type Groups, INC, idOf, POLITE, planOf } from './whole-message.ts';

/*
 * The ticket that an incident has in the organisation's issue tracker: “create a ticket for INC-17”, “which ticket is INC-17?”, “is the
 * ticket done?”. “Ticket” is a word for incidents, too: so a message is one of these as a whole, and about an incident that it names or
 * that was shown last, or it is none.
 */

const TICKET = String.raw`(?:(?:jira[- ])?(?:ticket|issue)|tique)`;
const ON = String.raw`(?: (?:of|for|from|in|on|to|von|für|zu|bei|de|del|pour|para|a)? ?${INC}| d'${INC})?`;
const IN_JIRA = '(?: (?:in|on|auf|dans|sur|en|de) jira)?';

interface Forms {
  create: RegExp[];
  unlink: RegExp[];
  which: RegExp[];
  done: RegExp[];
}

const FORMS: Record<Language, Forms> = {
  en: {
    create: [
      form(
        String.raw`(?:create|make|open|file|raise|log|start|add|we need|i need|i want|i'd like) (?:an? |the )?(?:new )?${TICKET}${IN_JIRA} (?:for|about|from|of|on) ${INC}${IN_JIRA}`,
      ),
      form(
        String.raw`(?:create|make|open|file|raise|log|start|add) (?:an? )?(?:new )?${TICKET}${IN_JIRA} for (?:it|this)`,
      ),
      form(
        String.raw`(?:get|have) (?:an? |the )?(?:new )?${TICKET} (?:made|created|opened|filed|raised|set up)${IN_JIRA} (?:for|about|on) ${INC}`,
      ),
      form(
        String.raw`(?:create|make|open|file|raise|log) (?:an? )?(?:new )?${TICKET} (?:in|on) jira for (?:it|this|that)(?: one)?`,
      ),
      form(String.raw`give ${INC} (?:an? )?(?:new )?${TICKET}${IN_JIRA}`),
      form(String.raw`(?:put|send|push|mirror|copy|export) ${INC} (?:in|into|to) jira`),
      form(String.raw`${INC} needs (?:an? )?${TICKET}${IN_JIRA}`),
    ],
    unlink: [
      form(String.raw`(?:unlink|detach|disconnect|take off|remove) (?:the |its |that )?${TICKET}${ON}`),
      form(String.raw`(?:unlink|detach|disconnect|remove) ${INC} from (?:jira|(?:its|the) ${TICKET})`),
    ],
    which: [
      form(
        String.raw`(?:which|what) ${TICKET}${IN_JIRA} (?:is|has|does|belongs to|goes with|stands for) ${INC}(?: have)?${IN_JIRA}`,
      ),
      form(
        String.raw`(?:what(?:'s| is)|which is|where(?:'s| is)|show(?: me)?|give me|tell me) (?:the |its )?(?:link (?:of|to) (?:the |its )?)?(?:(?:key|number|id) of (?:the |its )?)?${TICKET}(?: key| number| id| link)? (?:of|for|to|on) ${INC}`,
      ),
      form(String.raw`(?:does|has) ${INC} (?:have |got )?(?:an? |any |its )?${TICKET}(?: already| yet)?${IN_JIRA}`),
      form(String.raw`(?:is|was) there (?:an? |any )?${TICKET} (?:for|of|on) ${INC}(?: already| yet)?${IN_JIRA}`),
      form(String.raw`is ${INC} in jira(?: already| yet)?`),
    ],
    done: [
      form(
        String.raw`(?:is|was|has) (?:the |its |that )?${TICKET}${ON} (?:already |been |now )*(?:done|closed|resolved|finished|completed?)(?: already| yet| now)?`,
      ),
      form(
        String.raw`(?:what(?:'s| is)|how(?:'s| is)) (?:the )?(?:status|state) of (?:the |its )?${TICKET}${ON}|how(?:'s| is) (?:the |its )${TICKET}${ON}(?: doing)?`,
      ),
      form(
        String.raw`(?:have|did) they (?:closed?|finish(?:ed)?|resolved?|done) (?:the |its )?${TICKET}${ON}(?: already| yet)?`,
      ),
    ],
  },
  de: {
    create: [
      form(
        String.raw`(?:erstelle?|lege?|mache?|öffne|eröffne|schreibe?) (?:bitte |mal |mir |uns )*(?:ein |das )?(?:neues )?${TICKET}${IN_JIRA} (?:für|zu|über|von) ${INC}${IN_JIRA}(?: an| auf)?`,
      ),
      form(String.raw`${INC} braucht ein ${TICKET}${IN_JIRA}`),
      form(String.raw`(?:bringe?|schicke?|spiegele?) ${INC} (?:in|nach|zu) jira`),
    ],
    unlink: [
      form(String.raw`(?:löse?|trenne?|entferne?|nimm) (?:das |sein )?${TICKET}${ON}(?: ab| weg)?`),
      form(String.raw`(?:löse?|trenne?) ${INC} (?:von|aus) (?:jira|(?:seinem|dem) ${TICKET})`),
    ],
    which: [
      form(String.raw`(?:welches|was für ein) ${TICKET}${IN_JIRA} (?:ist|hat|gehört zu) ${INC}`),
      form(
        String.raw`(?:was|wie|welches|wo) (?:ist|heißt|lautet) (?:das |der schlüssel des )?${TICKET}s? (?:von|für|zu) ${INC}`,
      ),
      form(
        String.raw`(?:hat ${INC} (?:schon )?ein ${TICKET}|gibt es (?:schon )?ein ${TICKET} (?:für|zu) ${INC})${IN_JIRA}`,
      ),
    ],
    done: [
      form(
        String.raw`ist (?:das |sein )?${TICKET}${ON} (?:schon |jetzt )?(?:erledigt|fertig|geschlossen|zu|abgeschlossen|gelöst)`,
      ),
      form(String.raw`wie steht es (?:um|mit) (?:das|dem) ${TICKET}${ON}`),
    ],
  },
  fr: {
    create: [
      form(
        String.raw`(?:crée[rz]?|créez|ouvre[rz]?|fais|faites|faire) (?:un |le )?(?:nouveau )?${TICKET}(?: jira)?${IN_JIRA} (?:pour |sur |de |à |d')${INC}${IN_JIRA}`,
      ),
      form(String.raw`(?:mets|mettez|envoie|envoyez) ${INC} (?:dans|vers|sur|à) jira`),
    ],
    unlink: [form(String.raw`(?:détache[rz]?|délie[rz]?|dissocie[rz]?) (?:le |son )?${TICKET}${ON}`)],
    which: [
      form(
        String.raw`(?:quel(?: est le)?|c'est quoi le) ${TICKET}(?: jira)?(?: est| a| correspond à| pour| de| d')? ?${INC}`,
      ),
      form(
        String.raw`(?:${INC} a-t-il|est-ce que ${INC.replaceAll('?<ref>', '?:')} a|y a-t-il) (?:déjà )?un ${TICKET}(?: pour (?<first2>inc[- ]?\d{1,9}))?${IN_JIRA}`,
      ),
    ],
    done: [
      form(
        String.raw`(?:est-ce que )?le ${TICKET}${ON} (?:est-il |est |a-t-il été |a été )(?:déjà )?(?:terminé|fini|fermé|résolu|clos|fait)`,
      ),
    ],
  },
  es: {
    create: [
      form(
        String.raw`(?:crea|cree|crear|abre|abra|abrir|haz|haga) (?:un |el )?(?:nuevo )?${TICKET}${IN_JIRA} (?:para|de|sobre) ${INC}${IN_JIRA}`,
      ),
      form(String.raw`(?:pon|ponga|envía|manda) ${INC} (?:en|a) jira`),
    ],
    unlink: [form(String.raw`(?:desvincula|desvincule|separa|separe) (?:el |su )?${TICKET}${ON}`)],
    which: [
      form(String.raw`¿?(?:qué|cuál es el) ${TICKET} (?:es|tiene|corresponde a|de|para) ${INC}`),
      form(
        String.raw`¿?(?:tiene ${INC} (?:ya )?(?:un )?${TICKET}|hay (?:ya )?(?:un )?${TICKET} para (?<first2>inc[- ]?\d{1,9}))`,
      ),
    ],
    done: [
      form(
        String.raw`¿?(?:ya )?está (?:ya )?(?:hecho|terminado|cerrado|listo|resuelto) (?:ya )?el ${TICKET}${ON}|¿?(?:el |su )${TICKET}(?: de (?<first2>inc[- ]?\d{1,9}))? (?:ya )?está (?:ya )?(?:hecho|terminado|cerrado|listo|resuelto)`,
      ),
    ],
  },
};

const ANY_TICKET = String.raw`(?:(?:an? |any |their |ein |einen |un |no |kein )?(?:jira[- ])?(?:tickets?|issues?|tiques?))`;
/** Which incidents have a ticket in the tracker. */
const BY_TICKET = [
  form(
    String.raw`(?:(?:which|what|how many|show(?: me)?(?: all)?|list(?: all)?|are there|any)(?: open| of our| our| the)* incidents (?:that |which |already )?(?:have|with|without|got|do not have|don't have|lack|has) ${ANY_TICKET}(?: in jira| already| yet)?|(?:which|what|how many|list(?: all)?|show(?: me)?(?: all)?) (?:open |of our |our |the )*incidents (?:that |which )?(?:are |in |is )+jira(?: already)?)`,
  ),
  form(String.raw`welche (?:offenen )?vorfälle haben (?:schon |noch )?${ANY_TICKET}`),
  form(String.raw`quels incidents (?:ouverts )?ont (?:déjà )?${ANY_TICKET}`),
  form(String.raw`¿?qué incidentes (?:abiertos )?tienen (?:ya )?${ANY_TICKET}`),
];
const BARE_TICKET = [
  form(String.raw`(?:create|make|open|file|raise|log|start) (?:an? |the )?${TICKET}`),
  form(String.raw`(?:erstelle?|lege?|mache?|öffne|eröffne) (?:bitte |mal )*(?:ein )?${TICKET}(?: an)?`),
  form(String.raw`(?:crée[rz]?|créez|ouvre[rz]?|fais) (?:un )?${TICKET}`),
  form(String.raw`(?:crea|cree|abre|abra) (?:un )?${TICKET}`),
];

/** Such an order or question as a plan; null for every other message. */
export function ticketing(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 200 || said.includes('"') || isShown(text) || !/ticket|issue|tique|jira/i.test(said)) return null;
  for (const language of new Set<Language>([context.language, 'en'])) {
    const plan = planIn(FORMS[language], said, context);
    if (plan) return plan;
  }
  return null;
}

function planIn(forms: Forms, said: string, context: PlanContext): Plan | null {
  const idIn = (list: readonly RegExp[], isOrder: boolean): string | null => {
    for (const one of list) {
      const groups: Groups | undefined = one.exec(said)?.groups;
      if (!groups) continue;
      // who asks orders nothing, unless they ask us to do it
      if (isOrder && groups.asks !== undefined && !POLITE.test(groups.polite ?? '')) continue;
      const ref = groups.ref ?? groups.first2;
      // what was shown last may be an alert: of that, a ticket is an incident
      if (!ref && !groups.first && !isAboutIncident(context)) continue;
      const id = idOf({ ...groups, ref }, said, context);
      if (id) return id;
    }
    return null;
  };
  const look = (list: readonly RegExp[], asked: AskedOfIt): Plan | null => {
    const id = idIn(list, false);
    return id ? { ...planOf({ tool: 'open_incident', args: { id } }, context), asked } : null;
  };
  const order = (list: readonly RegExp[], ticket: 'create' | 'unlink'): Plan | null => {
    const id = idIn(list, true);
    return id ? planOf({ tool: 'update_incident', args: { id, ticket } }, context) : null;
  };
  const words = elsewhereWords[context.language];
  /** Of no incident that is named or was shown last: which one is asked, and nothing else is looked up instead. */
  const ofNone = (list: readonly RegExp[]): Plan | null => {
    const groups: Groups | undefined = list.map((one) => one.exec(said)?.groups).find((found) => found !== undefined);
    if (!groups || groups.ref || groups.first || groups.first2) return null;
    return { calls: [], say: { why: 'ask', text: smallTalkWords[context.language].whichOne, open: said } };
  };
  const byTicket = (): Plan | null =>
    BY_TICKET.some((one) => one.test(said)) ? { calls: [], say: { why: 'not_here', text: words.byTicket } } : null;
  /** “Create a ticket”, after an incident was shown: a ticket for that, or something new. */
  const bareTicket = (): Plan | null => {
    if (!BARE_TICKET.some((one) => one.test(said)) || !isAboutIncident(context)) return null;
    const id = idOf({}, said, context);
    if (!id) return null;
    return { calls: [], say: { why: 'ask', text: words.ticketOrNew(id), open: said } };
  };
  return (
    order(forms.create, 'create') ??
    order(forms.unlink, 'unlink') ??
    look(forms.done, 'ticket_done') ??
    look(forms.which, 'ticket') ??
    ofNone([...forms.done, ...forms.which]) ??
    byTicket() ??
    bareTicket()
  );
}

/** The newest exchange that looked at anything looked at an incident. */
function isAboutIncident({ history }: PlanContext): boolean {
  const last = history.findLast(({ steps }) => steps.some(({ ok }) => ok));
  return last?.steps.findLast(({ ok }) => ok)?.tool.endsWith('_incident') ?? false;
}
