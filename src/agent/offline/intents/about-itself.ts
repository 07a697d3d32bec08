import { can } from '../../../domain/role.ts';
import { smallTalkWords } from '../../../messages/catalogue/small-talk.ts';
import { calls, type Recogniser, say } from '../plan-types.ts';

const OPENING = String.raw`^[\s¿]*(?:(?:hi|hello|hey|so|and|excuse me|please|hallo|bitte|bonjour|salut|hola|por favor),? )*`;
const END = String.raw`[\s?!.]*$`;
const BOT = String.raw`(?:safenest|(?:this|that) (?:bot|app|thing|assistant))`;

/** “what is SafeNest?”, “who are you?”, in each of the languages, and nothing besides. */
const ITSELF = new RegExp(
  `${OPENING}(?:${[
    String.raw`what(?:'s| is| exactly is)? ${BOT}(?: exactly| for| about| all about)?`,
    String.raw`(?:who|what)(?: exactly| even)? (?:are|r) (?:you|u)(?: exactly| for)?`,
    String.raw`(?:explain|introduce|describe|tell (?:me|us) about) (?:yourself|safenest)`,
    String.raw`what does ${BOT} do`,
    String.raw`(?:was|wer) (?:ist|macht) (?:eigentlich )?(?:safenest|dieser bot)(?: eigentlich)?`,
    String.raw`(?:was|wer) (?:bist du|sind sie)(?: eigentlich)?`,
    String.raw`stell(?:e|en)? (?:dich|sie sich) (?:mal )?vor`,
    String.raw`(?:qu'est[- ]ce que(?: c'est)?(?: que)?|c'est quoi) (?:safenest|ce bot)`,
    String.raw`(?:qui|que|qu')[ -]?(?:es-tu|êtes-vous|etes-vous)|(?:tu es|vous êtes) qui`,
    String.raw`présente(?:z)?[- ](?:toi|vous)`,
    String.raw`(?:qué|que) (?:es|hace) (?:safenest|este bot)`,
    String.raw`(?:quién|quien|qué|que) (?:eres|es usted)`,
    String.raw`(?:preséntate|preséntese)`,
  ].join('|')})${END}`,
  'iu',
);

const WHEN = String.raw`(?: (?:today|yesterday|earlier|before|this week|last week|lately|so far|just now|here|in (?:here|this channel)))*`;
const SOMEBODY = String.raw`(?!(?:i|we|you|the caller|callers?)\b)(?:@?[\p{L}\p{N}._'-]+ ?){1,3}?`;

/** “what did Maria ask you?”, “who asked about ALR-3?”: what others said to the desk. */
const OTHERS_ASKED = new RegExp(
  `${OPENING}(?:(?:show|tell|list)(?: me| us)? )?(?:${[
    String.raw`(?:what|which questions|what questions) (?:did|has|have|is|are|does|do) ${SOMEBODY} ?(?:ask|asked|asking)(?: (?:you|u|safenest|the (?:bot|desk|assistant)))?`,
    String.raw`what (?!i |we )${SOMEBODY} (?:has |have )?asked(?: (?:you|safenest|the (?:bot|desk|assistant)))?`,
    String.raw`who(?: else)? (?:has )?asked (?:(?:you|safenest) )?about .{1,60}?`,
    String.raw`who(?: else)? (?:has )?asked (?:you|safenest|the (?:bot|desk|assistant))(?: (?:what|something|anything))?`,
    String.raw`(?:was|welche fragen) (?:hat|haben) (?!ich|wir)${SOMEBODY} ?(?:dich |sie )?gefragt`,
    String.raw`wer hat (?:dich |sie )?nach .{1,60}? gefragt`,
    String.raw`(?:qu'a|qu'ont|que vous a|que t'a|qu'est[- ]ce qu(?:e |')(?!j|nous).{1,40}? (?:a|ont|t'a|vous a)) ?(?:demandé)(?: (?!j)${SOMEBODY})?`,
    String.raw`qui (?:t'|vous )?a demandé .{1,60}?`,
    String.raw`(?:qué|que) (?:te |le )?(?:ha |han )?(?:preguntó|preguntaron|preguntado) (?!yo\b)${SOMEBODY}`,
    String.raw`(?:quién|quien) (?:te |le )?(?:ha )?(?:preguntó|preguntado) (?:por|sobre) .{1,60}?`,
  ].join('|')})${WHEN}${END}`,
  'iu',
);

/** “who am I?”, “what is my role?”, “how am I linked?”, and nothing besides. */
const THEMSELVES = new RegExp(
  `${OPENING}(?:(?:can|could|do|tell) (?:you )?(?:me |tell me |know |say )?)?(?:${[
    String.raw`who (?:am i|i am)(?: (?:to|for) (?:you|u|safenest))?|whoami|who do (?:you|u) (?:think|take) (?:i am|me for)|am i (?:known|linked)(?: (?:here|to you))?`,
    String.raw`(?:what(?:'s| is| are)?|which|tell me|show(?: me)?)(?: (?:is|are))? my (?:own |current |safenest )?(?:roles?|rights|permissions?|profile|chat accounts?|linked accounts?)(?: (?:here|in safenest|now))?|(?:what|which) (?:role|rights|permissions?) (?:do|have) i (?:have|got)(?: here)?`,
    String.raw`am i (?:an? |the )?(?:admin(?:istrator)?|(?:security )?officer|moderator|manager|employee)(?: here)?`,
    String.raw`(?:what|which) (?:chat |slack |discord |teams |safenest )?(?:account|user|member|name) am i(?: (?:using|here|linked (?:to|with|by)|known (?:as|by)|(?:signed|logged) in (?:as|with)))?|(?:who|what) am i (?:signed|logged) in (?:as|with)|how am i (?:linked|known)(?: (?:here|to you))?|(?:what|which) account (?:am i|is mine|do i have)(?: here)?`,
    String.raw`wer bin ich(?: (?:hier|für dich|für sie|eigentlich))*|(?:was|welche)(?: ist)? meine rolle|(?:was ist|welche) (?:meine )?rolle habe ich(?: hier)?|welche rechte habe ich(?: hier)?|(?:als wer|mit welchem konto) bin ich (?:angemeldet|verknüpft)|bin ich (?:ein |eine )?(?:admin|moderator(?:in)?|verknüpft)`,
    String.raw`qui suis[- ]je(?: (?:ici|pour toi|pour vous))?|quel est mon rôle(?: ici)?|quels sont mes droits(?: ici)?|suis[- ]je (?:un )?(?:admin(?:istrateur)?|relié|modérateur)|avec quel compte suis[- ]je (?:connecté|relié)`,
    String.raw`(?:quién|quien) soy(?: (?:aquí|para ti|yo))?|(?:cuál|cual) es mi rol(?: aquí)?|(?:qué|que) rol tengo(?: aquí)?|(?:qué|que) permisos tengo(?: aquí)?|(?:soy|estoy) (?:un )?(?:admin(?:istrador)?|moderador|vinculado)|con (?:qué|que) cuenta (?:estoy|he iniciado sesión)`,
  ].join('|')})${END}`,
  'iu',
);

/** What SafeNest is, who somebody is to it, and that it keeps to itself what others asked it. */
export const aboutItself: Recogniser = ({ utterance }, { language, role, tools }) => {
  const typed = utterance.raw.slice(0, 200).replaceAll('’', "'").replaceAll(/\s+/g, ' ');
  if (tools.has('help') && ITSELF.test(typed)) return calls({ tool: 'help', args: { itself: true } });
  if (tools.has('who_am_i') && THEMSELVES.test(typed)) return calls({ tool: 'who_am_i', args: {} });
  if (!OTHERS_ASKED.test(typed)) return null;
  const words = smallTalkWords[language];
  return say('scope', can(role, 'rules.write') ? words.othersAskedAdmin : words.othersAsked);
};
