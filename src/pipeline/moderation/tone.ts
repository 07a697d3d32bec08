/** What a text tells beside what it is screened for; all of it is a hint, none of it a judgement. */
export interface Tone {
  laughs: boolean;
  /** It speaks to somebody: you, du, tu, te, usted … */
  toYou: boolean;
  /** It speaks of its author alone. */
  ofMyself: boolean;
  /** It wants everybody to calm down: guys, calm down. */
  soothes: boolean;
  /** It takes somebody's part: leave dana alone. */
  defends: boolean;
  /** Share of capitals among its letters; 0 where there are too few to shout. */
  caps: number;
  /** Mark of the whole text with letters and digits alone; empty for what is too short to be repeated on purpose. */
  same: string;
}

/** So much of a text is looked at: its tone is not hidden behind a hundred thousand letters. */
const LOOKED_AT = 2000;
const SHORTEST_REPEAT = 12;
const SHORTEST_SHOUT = 8;

const LAUGH =
  /(?:^|[^\p{L}])(?:(?:ha|he|hi|ja|je|xi){2,}h?|l(?:o+l+|mao+|mfao+)|rofl|kek+w?|xd+|mdr+|ptdr+|hihi|jk|j\/k|just kidding|kidding|scherz|blague|broma)(?=$|[^\p{L}])|[😂🤣😆😹😅😄😁😜😝😉]|(?:^|\s)[:;x8=]-?[dp)](?=$|\s)/u;
const TO_YOU =
  /(?:^|[^\p{L}])(?:you|your|yours|you'?re|youre|ur|u|ya|yourself|thou|du|dich|dir|dein\p{L}{0,2}|ihr|euch|euer|tu|toi|te|ton|ta|tes|vous|votre|vos|t'es|tú|ti|tus|usted|ustedes|eres|vos)(?=$|[^\p{L}])/u;
const OF_ME =
  /(?:^|[^\p{L}])(?:i|i'?m|im|me|my|myself|ich|mich|mir|mein\p{L}{0,2}|je|j'\p{L}+|moi|mon|ma|mes|yo|soy|mi|mis)(?=$|[^\p{L}])/u;

/** Who asks for peace; an attacker may say so too, so it only softens what is half hostile. */
const SOOTHES =
  /(?:^|[^\p{L}])(?:calm down|cool it|chill(?: out)?|relax|easy now|settle down|let'?s (?:all )?(?:calm|relax|move on|be nice|stop)|be (?:nice|kind|civil)|knock it off|cut it out|that'?s enough|enough (?:now|already|is enough|of th(?:is|at))|who started it|for (?:fuck|god|heaven|pete)'?s sake|behave|grow up|apologi[sz]e|last warning|(?:kick|throw) you (?:out|off)|(?:ban|mute|report) you|you'?re banned|stop fighting|take a breath|beruhigt euch|kommt mal runter|ganz ruhig|jetzt reicht'?s|es reicht|calmez[ -]vous|on se calme|du calme|ça suffit|arrêtez|c[aá]lmense|c[aá]lmaos|ya basta|tranquilos)(?=$|[^\p{L}])/u;
/** Who stands before somebody else; `leave us alone` does not. */
const DEFENDS =
  /(?:^|[^\p{L}])(?:(?:leave|let) (?!(?:me|us|it|this|that)(?:$|[^\p{L}]))\S{1,40}(?: \S{1,20})? (?:alone|be)|(?:stop|quit) (?:bullying|attacking|harassing|insulting|mocking|bothering|picking on|ganging up on|making fun of|being (?:mean|rude|nasty) to|piling on) (?!(?:me|us)(?:$|[^\p{L}]))\S+|(?:don'?t|do not) (?:talk|speak) to \S{1,40} like that|(?:lass|lasst) (?!(?:mich|uns)(?:$|[^\p{L}]))\S{1,40} (?:doch |einfach |endlich ){0,2}in ruhe|h(?:ö|oe)rt? auf,? (?!(?:mich|uns)(?:$|[^\p{L}]))\S{1,40} zu (?:beleidigen|mobben|ärgern)|laisse[zr]?(?:-| )(?!(?:moi|nous)(?:$|[^\p{L}]))\S{1,40}(?: \S{1,20})? tranquilles?|(?:d[eé]ja(?:d|en)?|dejen)(?:l[oae]s?)? (?:en paz|tranquil[oa]s?)|(?:d[eé]ja(?:d|en)?|dejen) (?:a )?\S{1,40} (?:en paz|tranquil[oa]))(?=$|[^\p{L}])/u;

/** Reads a text's tone. Pure. */
export function toneOf(text: string): Tone {
  const some = lookedAt(text);
  const lower = some.toLowerCase();
  const plain = lower.replaceAll(/[^\p{L}\p{N}]+/gu, '');
  const toYou = TO_YOU.test(lower);
  return {
    laughs: LAUGH.test(lower),
    toYou,
    ofMyself: !toYou && OF_ME.test(lower),
    soothes: SOOTHES.test(lower),
    defends: DEFENDS.test(lower),
    caps: capitalsIn(some),
    same: plain.length < SHORTEST_REPEAT ? '' : markOf(plain),
  };
}

export const lookedAt = (text: string): string =>
  (text.length > LOOKED_AT ? text.slice(0, LOOKED_AT).toWellFormed() : text).normalize('NFKC');

function capitalsIn(text: string): number {
  let letters = 0;
  let upper = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // beyond ASCII it takes a table to know a letter
    if (code > 127) return capitalsAnywhere(text);
    if (code >= 65 && code <= 90) upper++;
    if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) letters++;
  }
  return letters < SHORTEST_SHOUT ? 0 : upper / letters;
}

function capitalsAnywhere(text: string): number {
  const letters = text.replaceAll(/[^\p{L}]/gu, '');
  return letters.length < SHORTEST_SHOUT ? 0 : text.replaceAll(/[^\p{Lu}]/gu, '').length / letters.length;
}

/** A short mark of a text, the same for the same text: 32 bits of FNV-1a. */
export function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

const LAUGHING =
  /^(?:[😂🤣😆😹😄😁😅]|joy|rofl|rolling_on_the_floor_laughing|laughing|laugh|grin|sweat_smile|smile|lol|kekw?|lul)$/iu;
const HITTING =
  /^(?:[🖕🤮🤢💩🐷🐒🐵🔪🔫🤡☠💀🗑]\ufe0f?|middle_finger|reversed_hand_with_middle_finger_extended|fu|face_vomiting|vomiting_face|nauseated_face|poop|hankey|shit|pig|monkey|monkey_face|knife|hocho|gun|clown|clown_face|wastebasket)$/iu;

/** What a reaction says: a laugh, a blow, or nothing much. */
export const reactionSays = (emoji: string): 'laugh' | 'blow' | null =>
  LAUGHING.test(emoji) ? 'laugh' : HITTING.test(emoji) ? 'blow' : null;
