/*
 * The words an order is made of, and those that make a sentence something else. An order is read from its first word to its
 * last, and a word that is on no list here makes it none: what is not understood is asked about, never carried out.
 */

const words = (list: string): string => list.trim().split(/\s+/).join('|');

/** Courtesy, and words that only lead on from what was said before. */
export const COURTESY = String.raw`(?:(?:please|pls|kindly|ok(?:ay)?|and|then|now|also|so|well|hi|hello|hey|thanks|thank you|great|alright|right|just|only|simply|merely|quickly|yes|yeah|sure|perfect|good|cool|fine|actually|sorry|oops|next|finally|first|second(?:ly)?|instead|rather|plus|but|go ahead and|feel free to|good (?:morning|afternoon|evening)|@?safenest|hi all|let's|let us|two things|be so kind and)\b[,:!.-]*\s*)*`;
export const ASKS = String.raw`(?:(?:(?:can|could|would|will) (?:you|u)(?: mind)?|you can|you may|we can|(?:i|we)(?:'d| would)? (?:want|need|like|have|wish)(?: you)? to|help me(?: to)?|can i|can we|may i|let me|(?:need|want|like|wanted|time) to)\s+)*`;

/** The verbs of an order, in the form of an order. */
export const VERB = String.raw`(?:(?:close|shut|resolve|finish|conclude|finali[sz]e|wrap|acknowledge|ack|confirm(?! (?:that|whether|if)\b)|un-?(?:ack|acknowledge|resolve|assign|dismiss|close)|re-?open|dismiss|ignore|bin|clear|(?:re-?)?assign|give|hand|pass|transfer|delegate|route|move|take|claim|drop|grab|put|place|set|mark|flag|treat|make(?! sure)|change|raise|lower|bump|upgrade|downgrade|increase|decrease|reduce|escalate|promote|contain|investigate|start (?:work|investigat)\w*|link|unlink|attach|detach|add|connect|tie|merge|include|undo|revert|roll ?back|reverse|take back|withdraw|comment|note|write(?= (?:a |an |the )?(?:on|in|under|to|down|that|note|comment|remark)\b)|leave|jot|stick|record|log|document|mention|tell|inform|update|say on|say in|remove|get|let|have|open|create|file|report(?! (?:from|for|on|of|about|failed|successful|all|any)\b)|register|declare|start|launch|begin|spin up|turn|group|bundle|(?:propose|draft|suggest|build|define)(?=.*\brules?\b)|switch|enable|disable|activate|deactivate|retire|pause|rename|retitle|correct|call(?= (?:#|it|this|that))|edit|adjust|(?:(?:we|i)(?:'d| would)? )?(?:need|want|require) (?=(?:an?|new|another|the|its)\b)|(?:a )?(?:new|another|critical|high|medium|low)\b[\w ,-]{0,30}(?:incident|ticket)(?=\s*(?:[:-]|about|for))|(?:incident|ticket)(?=(?:,? please)?\s*[:-] )|tighten|loosen|relax|tune|allow(?= (?:more|fewer|less)\b)|delete|(?:kill|ditch|scrap|axe|trash|chuck|toss)(?= (?:the |that |this )?(?:rule|alert|#|it\b|that\b|this\b))|stop(?= (?:the )?rule)|(?:limit|restrict|narrow)(?= (?:the |that |this )?(?:rule|#|it\b|that\b|this\b))|publish|appoint|name|nominate|bring|loop|pull|invite|rope|involve|page|summon|entrust|tick|cross(?= (?:off|(?:task|#|it)))|check(?= (?:off|(?:#+|it|that|them|tasks? #+) off))|tie|tack|stick|hang|fold|throw(?= #)|lump|glue|append|untie|disconnect|cut|strike|release|join|enter|snooze|un-?snooze|silence|un-?silence|suppress|postpone|pause|hush|end|lift|consider|regard|leave(?= .*\balone\b)|transition|switch|turn|push|send(?= (?:#|it\b).*\bjira\b)|unassign|free(?= @))\b)`;

/** What stands in an order beside its verb, the things it is about and the names it gives. */
const KNOWN = words(String.raw`
  a an the this that these those it its it's them they my our their both all each every of one ones too
  first second third fourth fifth last next other previous latest newest oldest top worst two three four five
  as to into in on onto at off out up down over back with from for under by
  alerts? alarms? incidents? tickets? cases? rules? severity sev priority prio risk level status state owner assignee title name
  change changes assignment acknowledge?ment closing resolution comment comments note notes remark remarks timeline history plate desk queue charge
  duplicates? group job hands care ownership
  low medium high critical least most severe serious urgent open opened investigating investigation contained containment closed resolved acknowledged acked done fixed handled
  finished sorted solved ignored dismissed known expected benign harmless noise legit legitimate unimportant irrelevant false positives? alarms? fp
  progress work working reopened assigned unassigned cleared clean completed?
  i we me myself us mine nobody no-?one none
  clearly definitely obviously really again straight away immediately asap instantly directly still
  scribe note-?taker liaison spokesperson commander lead leader charge owner people participants? team room channel thread war chat tasks? jira ownership
  he she him her himself herself finish tick ticked belong belongs goes gets part parts role shall should will be become act serve dedicated private separate
  snooze snoozed silence silenced exception mute muted sleep quiet alone ring told expected planned normal intended suppressed suppress
  please pls thanks thx cheers kindly now today already also just only then once|more and plus so because
  mind possible right sure edit edits update updates done
`);
const PHRASES = String.raw`(?:from|as of|starting|until) now(?: on)?|right (?:now|away)|as well|straight away|at once|as soon as (?:possible|you can)|if (?:you )?(?:please|would|could|possible|you (?:can|could|would|don't mind|please))|no one|thank you(?: very much| so much)?|many thanks|once more|would you|will you|can you|could you|for (?:me|us)|(?:is|are|was|were) (?:a |all |both |just )?false (?:alarm|positive)s?|(?:not|instead of|rather than|but not|without|unlike|like|as (?:a )?duplicates? of) (?:the )?(?:alert |incident )?#+|in good hands|(?:it|this|that)(?:'s| is| has| was)? (?:(?:just )?c[ao]me |been )?(?:back|happen(?:ed|ing|s)? again|recurr(?:ed|ing|s)|start(?:ed|ing|s)? again)(?: again)?|(?:i'?(?:m|ll)|i am|i will|we'?(?:re|ll))? ?(?:taking|having|take|have|checking|check)(?: a (?:closer )?look)?(?: (?:at|into) (?:it|that|this))?(?= *[.!]*$)|any ?more|no longer|of (?:it|that|this)|nothing to see (?:here )?in|receipt(?: of)?|good (?:bye|night|day)|what (?:i|we|you|was|has been)(?: (?:just|last|did|done|changed))*(?: (?:on|to|with))?|(?:i|you|we) (?:just )?(?:did|made|changed)|(?:all of|both of|each of) (?:them|those|these)|looking (?:at|into|in)|(?:he|she|they)(?:'s| is| are) on (?:it|duty|call)`;
const STEP = new RegExp(`^(?:${PHRASES}|${KNOWN}|(?:#+|@+)(?:'s)?)(?![\\p{L}\\p{N}'])`, 'u');
const NEXT = new RegExp(`^(?:,? ?and|,)(?: then| also| please)* ${VERB}`);
const BECAUSE =
  /^(?:(?:because|since|due to|thanks to|given that|saying|stating|reason|caused by|triggered by|resolved by|fixed by|solved by|as (?:it|this|that|he|she|they|we|i|the|our|my)\b)|with (?:the |a )?(?:note|reason|resolution|comment|remark|explanation|root cause)|for the reason|resolution|root cause)\b[\s:,-]*/;
const BREAK = /^(?:[,;:("]|\.+(?=\s|$)|[-–]+(?=\s|>)|[-=]+>|\/(?=\s))[\s"]*/;
/** A reason that is one word: any other may as well be somebody's name. */
const ONE_WORD =
  /^(?:duplicate|dupe|noise|benign|harmless|expected|known|maintenance|test|testing|fixed|done|resolved|solved|handled|sorted|spam|legit|false|planned|pen-?test(?:ing)?|red ?team|drill|exercise|training|demo|migration|closing|cleared|mistake|patched|obsolete|confirmed|verified|phishing|scanner|backup)[\s.!]*$/;

/**
 * Words on which a sentence turns: conditions, doubts, denials, what is to come, whose words they are, jokes. They are few
 * in any language, and none stands in an order or in the reason of one.
 */
const TURNS: Record<'en' | 'de' | 'fr' | 'es', RegExp> = {
  en: /\b(?:but|if|when|whenever|unless|until|till|only|except|instead|rather|maybe|perhaps|possibly|probably|presumably|supposedly|apparently|allegedly|might|may|would|could|should|shall|hardly|barely|rarely|seldom|scarcely|can't|cannot|can not|don't|do not|won't|wouldn't|shouldn't|mustn't|never|wait|wants?|asks?|asked|approval|permission|pending|subject to|later|soon|tomorrow|tonight|next (?:week|month|day|year|time|\w+day)|eventually|some ?day|sometime|according|lol|haha+|jokes?|joking|kidding|psych|whether|guess|suppose|assuming|provided|whatever|wonder|imagine|hypothetically|pretend|dreamt|dreamed|not(?= *[.!]*$)|no(?= *[.,!]|$)|yet|by \w+day|before|agreed(?= *$)|isn't it|wasn't it|or not|or)(?![\p{L}'])/u,
  de: /(?<!\p{L})(?:nie(?:mals|mand\p{L}*)?|nimmer|keinesfalls|keineswegs|nicht|kein(?:e[nmrs]?)?|kaum|wohl|vielleicht|möglicherweise|vermutlich|wahrscheinlich|angeblich|scheinbar|offenbar|wäre|hätte|falls|wenn|sofern|sobald|solange|erst|bevor|nachdem|bis|ob|sonst|laut|außer|ohne|statt|anstatt|anders|alles andere|morgen(?! früh)|übermorgen|später|irgendwann|demnächst|bald|nur|aber|doch|lieber|bloß|oder|sagt(?:e)?|meint(?:e)?|schrieb|schreibt|soll(?:te)?|demnach|scherz|spaß|gestern|war mal)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:ne|n['’]\p{L}+|pas|jamais|aucun(?:e)?|personne|guère|à peine|si|s['’]ils?(?! (?:te|vous) pla[iî]t)|sauf|hormis|sans|avant|après|quand|lorsque?|dès|peut-être|sans doute|probablement|apparemment|serait|seraient|selon|d['’]après|demain|plus tard|bientôt|un jour|mais|seulement|plutôt|ou|dit|disait|écrit que|pense|voudrait|à condition|pourvu|tant que|jusqu['’]à|blague|rire)(?!\p{L})/iu,
  es: /(?<!\p{L})(?:no|nunca|jamás|nadie|ningún|ninguna|apenas|si|salvo|menos|excepto|sin|antes|después|cuando|hasta|mientras|quizás?|tal vez|acaso|a lo mejor|probablemente|aparentemente|sería|serían|según|mañana|más tarde|luego|pronto|algún día|pero|sólo|solo|solamente|o|dice|dijo|piensa|con tal|siempre que|en cuanto|broma)(?!\p{L})/iu,
};
/** Where the reason or the text of an order begins, in any of the languages. */
const TEXT_BEGINS =
  /[:;(]\s|,\s|\s[-–]\s|(?<!\p{L})(?:weil|denn|da es|parce que|car|puisque|porque|ya que|because|since)(?!\p{L})/iu;

/** Whether words of a condition, a doubt or a denial stand in a text. */
export const turns = (text: string): boolean => TURNS.en.test(text);

/** The word on which an order turns as it was typed, before its reason begins; null where there is none. */
export function turnAbroad(raw: string, language: 'de' | 'fr' | 'es'): string | null {
  const end = TEXT_BEGINS.exec(raw);
  const order = end ? raw.slice(0, end.index) : raw;
  const found = TURNS[language].exec(order);
  return found ? order.slice(found.index).trim() : null;
}

/** Whether a part behind a comma, a colon or a dash says why: something that is so, and nothing that it hangs on. */
function isReason(text: string): boolean {
  const plain = text.replaceAll(/[#@]+/g, 'x').trim();
  if (turns(plain) || WHOSE.test(plain)) return false;
  return plain.split(/\s+/).length > 1 || ONE_WORD.test(plain);
}

/** "…, said Bob", "…, the mail said": whose words the order was. */
const WHOSE =
  /^(?:said|says?|wrote|writes?|quoth|quote|asked|per|from)\b|\b(?:said|says|wrote|writes|asked|claims?|claimed|insists?|told (?:me|us)|thinks|i (?:see|guess|think|say))[\s.!]*$/;

/**
 * What of an order is not understood, from its first word that is none of an order's; empty where it is one to the end.
 * Things are masked as `#` and names as `@`.
 */
export function leftOver(masked: string): string {
  let text = masked;
  let before = masked;
  for (;;) {
    const next = NEXT.exec(text.trimStart());
    text = (next ? text.trimStart().slice(next[0].length) : text).replace(/^[\s&+"')]+/, '');
    if (/^[.!?:,)\s]*$/.test(text)) return '';
    const because = BECAUSE.exec(text);
    if (because) return turns(text.slice(because[0].length)) ? text : '';
    const step = STEP.exec(text);
    if (step) {
      if (!/^(?:at|by|in|on|to|for|with|from|over|after|and|as|then|so)$/.test(step[0]))
        before = text.slice(step[0].length);
      text = text.slice(step[0].length);
      continue;
    }
    const pause = BREAK.exec(text);
    if (!pause) return before.trim() === '' ? text : before.trim();
    const rest = text.slice(pause[0].length);
    return leftOver(rest) === '' || isReason(rest) ? '' : rest;
  }
}
