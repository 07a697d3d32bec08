import { turns } from './order-words.ts';

/*
 * Whether words say that something happened. Asked "what happened?", people also greet, hesitate, refuse or talk to somebody
 * else; none of that is a title.
 */

/** Greeting, thanks, hesitation, refusal, a mere time, and talk about the conversation, in four languages. */
const NOTHING =
  /^(?:no(?:ne|thing|pe|t (?:sure|now|yet|really|today|anymore))?|n\/?a|tbd|none|nil|test|hi|hello|hey|thanks?(?: you)?|thx|ty|cheers|wait|hold on|hang on|one (?:moment|second|sec|minute|min)|(?:just )?a (?:moment|second|sec|minute|min)|moment|sec|brb|afk|later|soon|tomorrow|tonight|today|yesterday|now|never ?mind|cancel|stop|forget (?:it|that)|just kidding|kidding|jk|joke|lol|haha+|hm+|um+|uh+|well|so|ok(?:ay)?|yes|yeah|sure|right|please|really|why|what|who|how|when|where|help|idk|dunno|sorry|oops|whatever|anything|statistics|stats|report|reports|summary|list|board|tbc|x+|nichts|nein|danke(?: \p{L}+)?|hallo|moment(?: mal)?|warte?(?: mal)?|gleich|später|morgen|egal|keine ahnung|weiß nicht|rien|non|merci|bonjour|attends|attendez|un instant|plus tard|demain|je ne sais pas|nada|nadie|gracias|hola|espera|espere|un momento|luego|mañana|no sé|ni idea)(?: (?:please|thanks|thank you|then|again|really|to report|at all|so far|bitte|danke|merci|gracias))*$/u;
/** A sentence of the asker about themselves and this conversation, and none about an event. */
const TALK =
  /^(?:i|we)(?:'m| am|'d| would|'ll| will| was| were)? (?:do not|don't|can't|cannot|am not|was not|would not|wouldn't|not|have no|want|wanted|would|need to|think about|was just|just wanted|mean|meant|guess|know|dunno|hope|wonder|will|call|come|tell|write)\b|^(?:let me|give me|hold|wait|not sure|no idea|sorry|never ?mind|forget|ignore|my (?:boss|phone|mother|wife|husband|colleague) (?:is|was|just)? ?(?:calling|call|called|here|back|asking)|wrong (?:window|chat|tab|button)|what|who|how|why|when|where|which|is|are|can|could|should|do|does|did|will|would|may|shall|show|list|find|open|tell|ask|look|see|search|inc-?\d|alr-?\d)\b|^(?:ich|wir) (?:weiß|will|möchte|kann|muss|bin|habe keine)\b|^(?:warte|moment|zeig|was|wer|wie|warum|wann|je ne|j'ai rien|attend|montre|qui|quoi|comment|no (?:quiero|sé|tengo)|espera|muestra|quién|qué|cómo)(?!\p{L})/u;
/** What troubles people, as word stems: things lost and broken, people where they should not be, what computers suffer. */
const TROUBLE =
  /(?<!\p{L})(?:stole|steal|stolen|theft|thief|thieves|lost|loss|missing|misplaced|gone|broke|break|brok|damag|smash|vandal|graffiti|crack|cut|forced|unlock|propp|left|open|ajar|jammed|stuck|block|leak|flood|water|fire|smoke|smok|burn|smell|gas|noise|alarm|explo|intru|burglar|stranger|unknown|unauthori[sz]ed|suspic|strange|weird|odd|tailgat|follow|threat|harass|attack|assault|fight|fought|violen|weapon|knife|gun|injur|hurt|accident|fell|fall|collaps|faint|phish|spam|scam|fraud|malware|virus|ransom|trojan|hack|breach|compromis|exploit|ddos|scan|brute|outage|down|offline|crash|fail|error|slow|power|disclos|expos|publish|shared|sent|clicked|plugged|usb|badge|passw|credential|key|laptop|phone|stick|drone|package|parcel|letter|window|door|gate|fence|turnstile|camera|server|gestohlen|diebstahl|verloren|fehlt|kaputt|defekt|aufgebrochen|offen|brennt|feuer|rauch|wasser|leck|einbr|fremde|verdächtig|unbekannt|bedroh|angriff|verletzt|unfall|ausgefallen|ausfall|störung|schad|betrug|ausweis|schlüssel|tür|fenster|kamera|klick|gehackt|vol|volé|perdu|cassé|panne|ouvert|feu|fumée|fuite|inond|inconnu|suspect|menac|agress|bless|piraté|hameçon|porte|fenêtre|robo|robado|robaron|perd|rot|averiad|abiert|fuego|humo|incendio|fuga|inund|desconocid|sospechos|amenaz|agred|herid|accidente|caíd|hackead|puerta|ventana|tarjeta|llave)\p{L}*/u;

/** It speaks of an incident, denies one, or tells a story. */
const DOUBTFUL =
  /\b(?:inc|alr|rule|prop)-?\d|\b(?:incidents?|tickets?|reports?|logins?)\b|^no\b|\b(?:imagine|film|movie|story|dreamt|fine|found my|last year|false alarm)\b/;

const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[^\p{L}\p{N}'/ -]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Whether a title that an order gives says anything. */
export function says(title: string): boolean {
  const plain = plainOf(title);
  return /\p{L}/u.test(plain) && !NOTHING.test(plain);
}

/** Whether an answer to "what happened?" tells of something: for certain, perhaps, or not at all. */
export function happened(answer: string): 'yes' | 'perhaps' | 'no' {
  const plain = plainOf(answer);
  if (!says(answer) || TALK.test(plain) || answer.trim().endsWith('?')) return 'no';
  // What names an alert or an incident may be about that, and not about something new.
  return TROUBLE.test(plain) && !DOUBTFUL.test(plain) && !turns(plain) ? 'yes' : 'perhaps';
}
