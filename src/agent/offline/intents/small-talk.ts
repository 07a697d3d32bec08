import { smallTalkWords } from '../../../messages/catalogue/small-talk.ts';
import { type Recogniser, say } from '../plan-types.ts';

const OPENERS = String.raw`(?:hi|hiya|hello|hey|howdy|yo|good (?:morning|afternoon|evening|day)|morning|greetings|thanks?(?: you)?|thank you|thx|ty|cheers|ta|much appreciated|appreciate it|ok(?:ay)?|k|great|perfect|nice|cool|awesome|excellent|brilliant|lovely|super|wow|good (?:job|work|bot|one|stuff)|well done|got it|understood|alright|right|fine|sounds good|sure|yes|yep|yeah|no|nope|never ?mind|nvm|hm+|(?:just )?forget (?:it|about it|that)|doesn't matter|not (?:so )?important|bye|goodbye|see you(?: later)?|good ?night|have a (?:nice|good|great) (?:day|weekend|evening|one)|how are you(?: doing)?(?: today)?|how's it going|lol|haha+|that'?s all(?: for (?:now|today))?|that is all|that'?(?:s|ll| will| is) (?:be )?(?:all|it)(?: for (?:now|today|tonight))?|i'?m done(?: for (?:now|today))?|nothing else|no(?:thing)? more(?: for now)?|that'?s (?:great|perfect|helpful|it|good|fine)|that'?s (?:all|it)(?: (?:from me|then|thanks?|thank you))|all (?:done|good|set|clear)|done(?: here| for (?:now|today))?|(?:and |so |now |then )*i(?:'?m| am) (?:off|out|good|leaving|done)(?: now| then)?|good (?:to know|enough)|that helps?(?: a lot)?|you(?:'?re| are) (?:great|the best|awesome|welcome|a star|amazing)|you (?:really )?helped(?: me)?(?: a lot| so much)?|you(?:'?ve| have)? (?:been|were|are) (?:an? )?(?:(?:very|so|such|really|great|big|huge|real|good|lot of)(?: an?)? )*help(?:ful)?|(?:das|(?:that|these|this|it)) ?(?:war|ist|wär|wäre|wars|wärs|was|were)(?:'s| es|s| it)?(?: alles| all| everything)?(?: für heute| schon| erstmal)?|(?:that|these|this)? ?(?:was|were) (?:all|everything)|c'est tout|ce sera tout|eso es todo|nada más|danke(?: schön| sehr| dir| ihnen| euch)?(?: vielmals)?|alles klar|thank you you|vielen dank|merci(?: beaucoup)?|(?:muchas )?gracias|welcome|no worries|sorry|my bad|thanks? again|talk (?:soon|later)|very helpful|helpful)`;
const TAIL = String.raw`(?:there|safenest|bot|assistant|team|everyone|all|again|a lot|a bunch|so much|very much|a million|for (?:the|your|that|all)(?: \w+)*|mate|my (?:friend|dear|good man)|friend|buddy|folks|from me|today|tonight|man|then|for (?:now|today|tonight)|today|and|,|\.|!|\?|:\)|:-\)|;\))`;
const SMALL = new RegExp(`^(?:${OPENERS}[ ,.!?]*(?:${TAIL}[ ,.!?]*)*)+$`);

/** Greetings, thanks and good-byes: a word back, and no tool. */
export const smallTalk: Recogniser = ({ text, utterance }, context) => {
  const words = smallTalkWords[context.language];
  const plain = text
    .replaceAll(/[^\p{L}\p{N}'.,!?:;)(\s-]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(plain)) {
    return text.trim() === '' ? say('ask', words.whatToKnow) : say('small_talk', words.here);
  }
  // What was said last, once more: nothing is asked or done again.
  const last = context.history.at(-1);
  if (
    last &&
    /^(?:(?:what|which) (?:did|have) (?:you|i|we) (?:just |now )?(?:do|done|say|said|change|changed|open|opened|undo|undone|close|closed|assign|assigned|acknowledge|acknowledged|resolve|resolved)|(?:say|repeat) (?:that|it)(?: again| once more)?|what was that|come again|pardon)(?: please)?[?!. ]*$/.test(
      plain,
    )
  )
    return say('small_talk', last.answer);
  if (HUMAN.test(plain) || HUMAN_ABROAD.test(utterance.raw)) return say('small_talk', words.program);
  if (isForeignScript(plain)) return say('small_talk', words.languages);
  if (WEATHER.test(plain) && !/\b(?:log-?ins?|sign-?ins?|alerts?|incidents?|events?|accounts?|rules?)\b/.test(plain))
    return say('small_talk', words.outOfScope);
  // What was recommended is proposed by its own button, which knows exactly what it holds.
  if (last?.steps.some((step) => step.tool === 'recommend_rules') && PROPOSE_ONE.test(plain))
    return say('not_here', words.pressPropose);
  if (plain.length > 90 || !SMALL.test(plain)) return null;
  if (/\b(?:thanks?|thank you|thx|ty|cheers|appreciate|danke?|merci|gracias|helped|helpful)/.test(plain))
    return say('small_talk', words.welcome);
  if (/\b(?:bye|goodbye|good ?night|see you|have a)\b/.test(plain)) return say('small_talk', words.bye);
  if (/how are you|how's it/.test(plain)) return say('small_talk', words.howAreYou);
  if (/^(?:hi|hiya|hello|hey|howdy|yo|good (?:morning|afternoon|evening|day)|morning|greetings)/.test(plain)) {
    return say('small_talk', words.hello(context.history.length > 0));
  }
  return say('small_talk', words.allRight);
};

/** Most of its letters belong to a script that none of our languages is written in. */
function isForeignScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const foreign = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter));
  return letters.length > 1 && foreign.length > letters.length / 2;
}

/** Whether a person answers, or a program. */
const HUMAN =
  /^(?:(?:so|and|wait|hey|hi|hello|sorry|hm+|but),? )*(?:(?:are|is|am i (?:talking|speaking|chatting|writing) (?:to|with)) (?:you|this|it|that|there)?(?: really| actually| just)? ?(?:an? |some )?(?:real |actual |live |living )?(?:person|human(?: being)?|people|someone|somebody|man|woman|bot|robot|machine|program|chat ?bot|computer|ai|chatgpt|language model|llm|real|alive)(?: (?:or|and) (?:an? |just (?:an? )?)?(?:real |actual )?(?:person|human(?: being)?|bot|robot|machine|program|computer|ai))?(?: (?:there|answering|talking|writing|behind (?:this|it)))?)[?!. ]*$/;
const HUMAN_ABROAD =
  /^[\s¿]*(?:(?:bist du|sind sie|bin ich mit|spreche ich mit|ist das) (?:denn )?(?:wirklich |überhaupt )?(?:ein(?:e[mnr]?)? )?(?:echte[rns]? |richtige[rns]? )?(?:mensch(?:en)?|person|bot|roboter|maschine|programm|ki|computer)|(?:es-tu|êtes-vous|etes-vous|tu es|vous êtes|c'est|est-ce que (?:tu es|vous êtes)) (?:vraiment )?(?:une? )?(?:vraie? )?(?:personne|humaine?|être humain|robot|bot|machine|programme|ia)(?: réelle)?|(?:eres|es usted|es esto|hablo con) (?:de verdad )?(?:una? )?(?:persona|human[oa]|ser humano|robot|bot|máquina|maquina|programa|ia))(?: (?:de verdad|real|écht|echt|réel(?:le)?|en serio))?[?!. ]*$/iu;
const WEATHER = /\b(?:weather|temperature outside|is it (?:raining|snowing|sunny))\b/;
const PROPOSE_ONE =
  /^(?:yes,? |ok(?:ay)?,? |please |can you |could you )*(?:propose|draft|add|take|use|switch on|turn on|set up|create) (?:me )?(?:the (?:first|second|third|fourth|last|1st|2nd|3rd)|it|that|them|both|all|number \d|rule \d)(?: (?:one|rule|of (?:them|those)|both))?(?: please)?[.! ]*$/;
