/** What stands for words that are not the asker's own: something is said there, and it orders nothing. */
const SOMETHING = 'something';

const QUOTED =
  /“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»|"[^"\n]*"|(?<![\p{L}\p{N}])['‘’][^'‘’\n]*\s[^'‘’\n]*['‘’](?![\p{L}\p{N}])/gu;
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;
/** Lines of a chat or a mail that were pasted: quoted, with a time and a name, or under a header. */
const PASTED_LINE =
  /^[ \t]*(?:[>|]|\[?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?\]?\s*[-–]?\s*[^\s:][^:\n]{0,40}:|[^\s:][^:\n]{0,40}\s\[?\d{1,2}:\d{2}(?: ?[ap]m)?\]?:?\s*$).*$/gim;
const HEADED =
  /^[ \t]*(?:from|to|subject|date|sent|cc|von|an|betreff|datum|de|à|objet|para|asunto|fecha)[ \t]*:.*(?:\n(?![ \t]*\n).*)*/gim;
/** "…what does this mean:" and what follows on further lines. */
const BELOW =
  /((?:\bmeans?|\bthis|\bthese|\bbelow|\bfollowing|\bmessage|\btext|\bmail|\bemail|\blog|\bnote|\bsays?|\bsaid|\bwrote|\breads?|\breceived|\bbedeutet|\bdas|\bfolgende[sn]?|\bnachricht|\bsignifie|\bceci|\bsuivant|\bsignifica|\besto|\bsiguiente)[^\n:?]{0,30}[:?][ \t]*\n)[\s\S]+$/iu;

/** What others say, want or wrote, and texts that are spoken of: the rest of the sentence is theirs. */
const REPORTED = [
  /(?<![\p{L}])((?!(?:i|we|please|you|ich|wir|je|nous|yo)\s)[\p{L}\p{N}'’-]+\s+(?:(?:just|also|once|has|have|had|hat|a)\s+)?(?:says?|said|writes?|wrote|reads?|tells?|told|asks?|asked|wants?|wanted|demands?|demanded|claims?|claimed|suggests?|suggested|recommends?|recommended|requests?|requested|instructs?|instructed|e?mail(?:s|ed)|insists?|insisted|sagt|sagte|schreibt|schrieb|will|möchte|meint|bittet|dit|écrit|demande|veut|dice|dijo|escribe|escribió|pide|quiere)(?![\p{L}]))[^.!?\n]*/giu,
  /(?<![\p{L}])((?:i|we)(?:['’](?:ve|m|re)|\s+(?:was|were|am|are|have been|had been|got))?\s+(?:told|asked|instructed|advised|emailed|ordered)(?:\s+(?:me|us))?)\s[^.!?\n]*/giu,
  /(?<![\p{L}])((?:subject(?: line)?|text|message|e?-?mail|user[ -]agent|log(?: line| entry)?|line|body|reason|prompt|command|button|instruction|phrase|sentence|words?|nachricht|betreff|befehl|objet|texte|commande|asunto|mensaje|orden)\s(?:is|was|are|were|reads?|contains?|contained|with|ist|war|lautet|est|était|es|era)(?![\p{L}]))[^.!?\n]*/giu,
  /(?<![\p{L}])((?:explain|translate|interpret|paraphrase|decode|proofread|rewrite|spell|pronounce|what does|what is meant by|meaning of|erkläre?|übersetze?|was (?:soll|bedeutet|heißt)|explique[rz]?|tradui[st]|que (?:signifie|veut dire)|explica|traduce|qué (?:significa|quiere decir))(?![\p{L}]))[^.!?\n]*/giu,
  /(?<![\p{L}])((?:summari[sz]e|read|analy[sz]e|describe|look at|see|check)\s+(?:this|these|the|that|following|my)?\s*(?:following )?(?:message|text|mail|e-?mail|line|paste|sentence|note|words?|prompt)?s?\s*(?::|(?<=message|text|mail|email|line|paste|sentence|note|word|prompt)))\s[^!?\n]*/giu,
];

/** Sentences that ask about an order, imagine it or tell of it, and give none. */
const NO_ORDER = [
  /^\W*(?:(?:and|but|so|ok(?:ay)?|well|hm+|hello|hi|hey|please)[,:]?\s+)*(?:should|shall|must|may|might|ought|does|did|has|have|had|is|are|am|was|were|why|when|where|do (?:i|we|you|they)|(?:will|would|can|could)(?=\s(?!you\b|u\b|(?:i|we) (?:please )?(?:get|have)\b)))(?![\p{L}])/iu,
  /(?<![\p{L}])(?:what (?:happens|would|will|if|does|do)|how (?:do|does|can|could|to|would|should)|tell me how|show me how|is there a way|do you think|would you (?:say|recommend|advise|suggest)|i wonder|wondering|am i (?:able|allowed)|who (?:has |have )?(?:closed|opened|resolved|assigned|marked|acknowledged)|without being noticed)(?![\p{L}])/iu,
  /(?<![\p{L}])(?:soll(?:te|en|ten)? (?:ich|wir|man)|(?:kann|können|darf|dürfen|muss|müssen) (?:ich|wir|man)|was passiert|was wäre|wie (?:kann|muss|schließe|öffne)|dois-je|devons-nous|devrais-je|faut-il|puis-je|peut-on|pouvons-nous|est-ce que (?:je|nous|on)|que se passe|comment (?:puis|peut|faire|fermer|ouvrir)|debo|debería|deberíamos|puedo|podemos|se puede|qué pasa|cómo (?:puedo|se|cierro|abro))(?![\p{L}])/iu,
  /(?<![\p{L}])(?:it (?:would|might|could|is|was) (?:be )?(?:wrong|right|bad|good|better|best|wise|unwise|ok|okay|fine|dangerous|risky|too (?:early|late))|(?:i|we|he|she|they|someone|somebody)(?:['’]ll| might| may| could| will| plan to| intend to| am going to| are going to| was going to| were going to) (?:probably |maybe |later |then |soon )*(?:close|open|resolve|assign|mark|acknowledge|reopen|undo|comment|create|dismiss|raise))(?![\p{L}])/iu,
  /(?<![\p{L}])if (?:i|we|you|he|she|they|someone|somebody|one) (?:close|open|resolve|assign|mark|acknowledge|reopen|undo|comment|create|dismiss)(?:d|s|ed)?(?![\p{L}])(?![^,]*,\s*(?:please|then)? ?(?:close|open|resolve|assign|mark|acknowledge|undo|comment|create))/iu,
];
/** What was done already, within a sentence that may order something else. */
const DONE =
  /(?<![\p{L}])(?:i|we|he|she|they|someone|somebody|nobody)(?:['’]ve)? (?:already |just |have |has |had |never )*(?:closed|resolved|assigned|marked|acknowledged|reopened|commented|dismissed|escalated)(?![\p{L}])/iu;
/** "Before you close it, …": about an order that comes later, or never. */
const SUBORDINATE = /^\W*(?:before|until|unless|instead of|rather than)\s[^,.!?\n]*(?:,|$)?/iu;

/** A message in the asker's own words, and what they only quote, paste or repeat. */
export interface OwnWords {
  /** With a word in the place of everything that is not their own. */
  own: string;
  /** The words of others, one under the other. */
  foreign: string;
}

/** Tells what somebody says from what they show: text that is quoted, pasted or reported is data, whoever sends it. */
export function ownWords(message: string): OwnWords {
  const foreign: string[] = [];
  const away = (text: string): string => {
    foreign.push(text);
    return ` ${SOMETHING} `;
  };
  const own = message
    .replaceAll(CODE, away)
    .replaceAll(HEADED, away)
    .replace(BELOW, (whole, lead: string) => lead + away(whole.slice(lead.length)))
    .replaceAll(PASTED_LINE, away)
    .replaceAll(QUOTED, (quote) => `${quote[0]}${away(quote.slice(1, -1)).trim()}${quote.at(-1)}`);
  return { own, foreign: foreign.join('\n') };
}

/** The own words that may be an order: without what others say, and without sentences that ask, imagine or tell. */
export function ownOrders(message: string): string {
  const { own } = ownWords(message);
  const said = REPORTED.reduce(
    (text, pattern) => text.replaceAll(pattern, (_, lead: string) => `${lead} ${SOMETHING}`),
    own,
  );
  return said
    .split(/(?<=[.!?])(?=\s)|\n/)
    .map((sentence) =>
      sentence
        .replace(SUBORDINATE, '')
        .split(/(?<=,)/)
        .filter((clause) => !DONE.test(clause))
        .join(''),
    )
    .filter((sentence) => !NO_ORDER.some((pattern) => pattern.test(sentence)))
    .join('\n')
    .trim();
}
