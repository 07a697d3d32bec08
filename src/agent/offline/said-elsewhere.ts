import { elsewhereWords } from '../../messages/catalogue/done-elsewhere.ts';
import { isShown } from './orders.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { form, POLITE } from './whole-message.ts';

/*
 * Orders that are understood in another place than this: a message is pinned where it was written, a channel is told in that channel what
 * it gets. The guide says how, and that nothing was done is said. Whatever arrives here was in no such place, or it would be done.
 */

const THING = String.raw`(?:this|that|it|these|the (?:last |above )?messages?|(?:this|that) (?:message|line|one)|das|dies(?:es|e)?|die nachricht|diese nachricht|ça|cela|ce message|le message|esto|eso|este mensaje|el mensaje)`;
const TO_INC = String.raw`(?:,? (?:to|on|onto|in|at|for|an|auf|in|bei|zu|à|sur|dans|a|en) (?:(?:the |den |die |das |la |le |el )?(?:incident |vorfall |incidente )?inc[- ]?\d{1,9}|(?:the |this |that |its |der |die |la |le |el )?(?:incident|timeline|vorfall|zeitleiste|chronologie|cronología)(?: (?:of|von|de) inc[- ]?\d{1,9})?|it|this|there))?`;
const CHANNEL = String.raw`(?:this|our|that|dieser|diesem|ce|este) (?:channel|room|chat|thread|group|kanal|raum|canal|salon|grupo)`;

const SHIFT = String.raw`(?:shifts?|turns?|on[- ]?call(?: shifts?| turns?| dut(?:y|ies)| weeks?)?|dut(?:y|ies)|(?:ruf)?bereitschaft|dienst|schicht|garde|tour de garde|astreinte|guardia|turno)`;
const WHOSE = String.raw`(?:my|his|her|their|our|the|[\p{L}]+'s|mein(?:e|en)?|die|den|ma|mon|sa|la|mi|su)`;

const ORDERS: readonly [string, RegExp[]][] = [
  [
    'How do I set who is on call?',
    [
      form(
        String.raw`(?:swap|switch|trade|exchange|change|take(?: over)?|cover) ${WHOSE} (?:[\p{L}]+ )?${SHIFT}(?: .{1,60})?`,
      ),
      form(String.raw`(?:swap|switch|trade) (?:shifts|turns|on[- ]?call|duty) .{1,60}`),
      form(
        String.raw`(?:let |have )?(?!(?:who|what|it|this|that|which|nobody|camera)\b)[\p{L}]+ (?:covers?|is covering|will cover|stands in|fills in) for (?:me|[\p{L}]+)(?: .{1,60})?`,
      ),
      form(String.raw`(?:tausche?|wechsle|übernimm) (?:bitte )?${WHOSE} ${SHIFT}(?: .{1,60})?`),
      form(String.raw`(?!wer\b)[\p{L}]+ (?:vertritt|übernimmt für) (?:mich|[\p{L}]+)(?: .{1,60})?`),
      form(String.raw`(?:échange[rz]?|change[rz]?) ${WHOSE} ${SHIFT}(?: .{1,60})?`),
      form(String.raw`(?!qui\b)[\p{L}]+ remplace (?:moi|[\p{L}]+)(?: .{1,60})?`),
      form(String.raw`(?:cambia|cambie|intercambia) ${WHOSE} ${SHIFT}(?: .{1,60})?`),
      form(String.raw`(?!qui[eé]n\b)[\p{L}]+ (?:sustituye|cubre|reemplaza) a [\p{L}]+(?: .{1,60})?`),
    ],
  ],
  [
    'How do I block accounts, words or domains by a list, or share one with others?',
    [
      form(
        String.raw`(?:put|add|place|remove|take|delete|drop) .{1,120} (?:on|to|onto|from|off) (?:a |an |any |our |the |my )*(?:block|ban|black|deny)[- ]?lists?`,
      ),
      form(
        String.raw`(?:import|share|export|subscribe to|unsubscribe from|refresh|fetch) (?:a |an |any |our |the |my |their |this )*(?:block|ban|black|deny)[- ]?lists?(?: .{1,120})?`,
      ),
      form(
        String.raw`(?:setze?|nimm|füge?|pack) .{1,120} (?:auf|von|zu) (?:die|der|unsere|unserer|eine|einer) (?:sperr|block|bann)liste(?: hinzu| herunter| runter)?`,
      ),
      form(
        String.raw`(?:ajoute[rz]?|mets|mettez|enlève|retire[rz]?) .{1,120} (?:à|sur|de) (?:la|notre|une) liste (?:de blocage|noire)`,
      ),
      form(String.raw`(?:añade|agrega|pon|quita) .{1,120} (?:a|en|de) (?:la|nuestra|una) lista (?:de bloqueo|negra)`),
    ],
  ],
  [
    'How do I bookmark a link or message of an incident?',
    [form(String.raw`(?:bookmark|save|keep) ${THING}(?: as (?:a bookmark|.{1,80}?))?${TO_INC}`)],
  ],
  [
    'How do I pin a chat message to an incident’s timeline?',
    [
      form(String.raw`(?:un-?)?pin ${THING}${TO_INC}`),
      form(String.raw`(?:un-?)?pin${TO_INC}`),
      form(String.raw`(?:hefte?|pinne?|hänge?|löse?)(?: bitte| mal)* ${THING}${TO_INC}(?: an| ab| dran)?`),
      form(String.raw`(?:épingle[rz]?|epingle[rz]?|désépingle[rz]?|détache[rz]?)[ -]${THING}${TO_INC}`),
      form(String.raw`(?:fija|fije|ancla|ancle|desfija|desancla) ${THING}${TO_INC}`),
    ],
  ],
  [
    'How do I have a channel told of alerts?',
    [
      form(
        String.raw`(?:stop|end|cancel|remove|unbind|turn off|switch off|no more) (?:all |the |any |our |sending |posting )*(?:weekly |high |critical |security )*(?:alerts?|incidents?|proposals?|cases?|reports?|news)(?: .{1,40})? (?:in|to|for|from|into|on) #[\p{L}\p{N}._-]{1,80}(?: (?:in|on) (?:slack|discord|teams))?`,
      ),
      // “alerts from high upward to #security in Slack”
      form(
        String.raw`(?:(?:send|post|route|deliver|put|give|schicke?|sende|poste|envoie[rz]?|envoye[rz]|publie[rz]?|envía|envia|manda|publica) )?(?:me |us )?(?:all |only |the |new |alle |nur |toutes? |les |todas |las |los )*(?:high |critical |medium |low )?(?:alerts|incidents|proposals|cases|reports|news|alarme?|warnungen|vorfälle|vorschläge|fälle|berichte|alertes|propositions|rapports|alertas|incidentes|propuestas|informes)\b[^:#]{0,80} (?:to|into|an|nach|vers|dans|à|al?) (?:the |den |le |el |canal |kanal |channel )*#[\p{L}\p{N}_-]{1,80}.{0,60}(?<!\?)`,
      ),
      form(
        String.raw`${CHANNEL} (?:should |shall |must |will |needs to |has to |wants to |only )*(?:gets?|receives?|hears?|sees?|takes?|wants?|be told|is told|is for|is read|answers?)(?! any\b| what\b).{0,120}(?<!\?)`,
      ),
      form(
        String.raw`(?:send|post|route|deliver|put|give|stop|mute) (?:me |us )?(?:all |only |no |any |more |the |new )*(?:alerts?|incidents?|proposals?|cases?|reports?|news)\b.{0,80}\b(?:to|in|into|for|here in) ${CHANNEL}`,
      ),
      form(
        String.raw`${CHANNEL} (?:soll |bekommt |kriegt |erhält |hört )+(?:nur |alle |keine )*(?:alarme?|warnungen|vorfälle|vorschläge|fälle|berichte).{0,80}`,
      ),
      form(
        String.raw`${CHANNEL} (?:reçoit|doit recevoir|recevra) .{0,15}(?:alertes?|incidents?|propositions?|cas|rapports?).{0,80}`,
      ),
      form(
        String.raw`${CHANNEL} (?:recibe|debe recibir|recibirá) .{0,15}(?:alertas?|incidentes?|propuestas?|casos|informes?).{0,80}`,
      ),
    ],
  ],
];

/** Such an order as a look into the guide; null for every other message. */
export function saidElsewhere(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 200 || said.includes('"') || isShown(text) || !context.tools.has('search_help')) return null;
  for (const [query, forms] of ORDERS) {
    const groups = forms.map((one) => one.exec(said)?.groups).find((found) => found !== undefined);
    if (!groups || (groups.asks !== undefined && !POLITE.test(groups.polite ?? ''))) continue;
    return {
      calls: [{ tool: 'search_help', args: { query } }],
      say: { why: 'not_here', text: elsewhereWords[context.language].notFromHere },
    };
  }
  return null;
}

/** Orders that nothing here carries out: of whoever gives one about something that is only shown then, it is said that it was not done. */
const NOT_DONE =
  /^(?:(?:please|pls|hey|hi|ok(?:ay)?|and|now|then|can you|could you|would you|bitte|kannst du|peux-tu|puedes|por favor)[, ]+)*(?:page|call|ring|phone|ping|notify|text|alert|tell|inform|warn|e?-?mail|message|dm|forward|send|share|post|publish|print|export|download|upload|pin|unpin|star|flag|bookmark|tag|label|follow|watch|unfollow|subscribe|remind|schedule|postpone|escalate|delegate|transfer|copy|clone|duplicate|archive|delete|rename|move|lock|hide|encrypt|backup|back up|block|isolate|quarantine|wipe|scan|run|restart|reboot|rufe?|hefte?|pinne?|schicke?|sende?|leite|drucke?|lösche?|verschiebe?|benachrichtige?|informiere?|épingle\w*|envoie\w*|préviens|prévenez|supprime\w*|imprime\w*|appelle\w*|fija|fije|envía|envia|avisa|imprime|borra|elimina|llama)(?![\p{L}:])(?!.*\b(?:what|who|how|why|when|where|whether|if)\b)/iu;

/** The plan with what it swallowed: an order about the one thing that it only shows. */
export function notSwallowed(plan: Plan, text: string): Plan {
  const [only, other] = plan.calls;
  if (!only || other || plan.say || plan.undone || !/^open_(?:incident|alert|case)$/.test(only.tool)) return plan;
  const said = text.trim().replaceAll(/\s+/g, ' ');
  if (!NOT_DONE.test(said) || /^(?:can|could) you (?:tell|call)\b|^(?:please )?tell (?:me|us)\b/i.test(said))
    return plan;
  if (
    /^(?:(?:please|pls) )*(?:send|text|e?-?mail|message|share|give|post|tell|alert|call|run)(?: it| that)?(?: to)? (?:me|us)\b|^alert (?:alr|#|number|\d)/i.test(
      said,
    )
  )
    return plan;
  return { ...plan, undone: [said.slice(0, 80)] };
}
