import type { ChannelAnswers } from '../domain/channel-answers.ts';

type Said =
  | 'answer'
  | 'every'
  | 'question'
  | 'mention'
  | 'without'
  | 'only'
  | 'never'
  | 'nobody'
  | 'alone'
  | 'thread'
  | 'bots'
  | 'here'
  | 'filling';

/** What each word of such an order says, in any of our languages; a word that is none of them makes it none. */
const WORDS: readonly (readonly [Said, RegExp])[] = [
  [
    'answer',
    /^(?:answer(?:s|ed|ing)?|repl(?:y|ies|ying)|respond(?:s|ing)?|(?:be)?antwort(?:e|en|et|est)|répon(?:ds?|dez|dre|se|ses)|respon(?:de|der|da|das|des|dan)|contest(?:a|ar|e|es|en))$/u,
  ],
  ['every', /^(?:every|all|any|each|jede[rnms]?|alle[nr]?|tou(?:te|tes|s)|chaque|tod(?:a|as|o|os)|cada)$/u],
  ['question', /^(?:questions?|fragen?|preguntas?)$/u],
  [
    'mention',
    /^(?:mention(?:s|ed|ing)?|@?safenest|erwähn(?:t|e|en|st|ung|ungen)|mentionn(?:e|es|ez|é|ée|ent)|mencion(?:o|a|e|an|en|ado|ada|es|arte|arme)?|menci[oó]n|named|called|genannt)$/u,
  ],
  ['without', /^(?:without|ohne|sans|sin)$/u],
  ['only', /^(?:only|just|unless|nur|seulement|uniquement|solo|sólo|solamente|únicamente)$/u],
  ['never', /^(?:never|not|no|don'?t|dont|stop|nicht|nie|niemals|kein(?:e|en)?|ne|n|pas|jamais|plus|nunca|deja)$/u],
  // “nobody answers here” complains
  ['nobody', /^(?:nobody|noone|niemand(?:em|en)?|personne|nadie)$/u],
  ['alone', /^(?:privately|private|privat|allein|vertraulich|privé|privée|privado|privada|seul|solas|ephemeral)$/u],
  [
    'thread',
    /^(?:threads?|openly|publicly|offen|öffentlich|fil|ouvertement|publiquement|hilo|abiertamente|públicamente)$/u,
  ],
  ['bots', /^(?:bots?|robots?)$/u],
  ['here', /^(?:here|channel|room|hier|kanal|ici|canal|salon|aquí|aqui)$/u],
  [
    'filling',
    /^(?:please|bitte|bei|sur|s'?il|vous|te|plaît|plait|por|favor|me|us|i|we|you|to|the|this|that|in|a|an|on|of|when|whenever|if|is|are|am|been|being|be|get|somebody|someone|anybody|anyone|everybody|everyone|people|who|asks|asked|ask|other|others|another|too|also|even|more|anymore|any|longer|from|now|it|directly|do|does|will|only|auf|mir|uns|mich|wenn|ich|wir|man|du|sie|dich|dir|wird|werde|werden|wirst|bist|diesem|dieser|diesen|dem|den|der|die|das|in|im|ab|jetzt|auch|anderen|andere|mehr|ist|gestellt(?:e|en)?|jemand|à|a|aux|au|les|la|le|l|de|d|des|du|dans|ce|cet|cette|nous|moi|on|je|tu|vous|quand|lorsque|si|qu|que|est|sont|es|suis|posées?|autres?|aussi|désormais|en|el|los|las|este|esta|cuando|solo|yo|se|te|me|os|nos|al|otros|también|ya|más|mas|hagan?|ahora|desde|una|un)$/u,
  ],
];

const saidBy = (word: string): Said | null => WORDS.find(([, pattern]) => pattern.test(word))?.[0] ?? null;

/**
 * How somebody wants a channel answered: “answer every question in this channel”, “only answer me here when I mention you”. Null for
 * everything that is not that to its last word. `inChat`: it was not said as a command, so it has to be about this channel.
 */
export function answersOrder(text: string, inChat: boolean): Partial<ChannelAnswers> | null {
  if (text.length > 160 || /[?¿]/u.test(text)) return null;
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[‘’ʼ]/gu, "'")
    .replaceAll(/@(?=safenest)/gu, '')
    .split(/[\s,.;:!]+/u)
    .flatMap((word) => (/^(?:qu|n|d|l|s)'\p{L}/u.test(word) ? word.split("'") : [word]))
    .filter((word) => word !== '');
  const said = new Set<Said>();
  for (const word of words) {
    const one = saidBy(word);
    if (one === null) return null;
    said.add(one);
  }
  const has = (one: Said): boolean => said.has(one);
  const first = words.map(saidBy).find((one) => one !== 'filling');
  // “the answer is here” tells, and orders nothing
  if (!has('answer') || (inChat && !(has('here') && (first === 'answer' || first === 'only' || first === 'never'))))
    return null;
  return orderOf(has);
}

function orderOf(has: (one: Said) => boolean): Partial<ChannelAnswers> | null {
  const where: Partial<ChannelAnswers> = has('alone') ? { alone: true } : has('thread') ? { alone: false } : {};
  if (has('alone') && has('thread')) return null;
  if (has('bots'))
    return has('question') || has('mention') || has('only') || has('alone') ? null : { bots: !has('never') };
  if (has('mention')) {
    if (has('without') && !has('never') && !has('only')) return { when: 'questions', ...where };
    return has('without') || (has('never') && !has('only')) ? null : { when: 'mentioned', ...where };
  }
  if (has('without')) return null;
  if (has('never') || has('nobody')) return has('alone') || has('thread') || has('only') ? null : { when: 'never' };
  if (has('question') || has('every')) return has('only') ? null : { when: 'questions', ...where };
  return has('alone') || has('thread') ? where : null;
}
