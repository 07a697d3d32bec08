import { smallTalkWords } from '../../../messages/catalogue/small-talk.ts';
import { type Recogniser, say } from '../plan-types.ts';
import { isGuideQuestion } from './help.ts';

const ORGANISATION = String.raw`(?:organi[sz]ations?|orgs?|tenants?|compan(?:y|ies)|customers?|clients?|workspaces?|businesses|firms?)`;
const OTHERS = new RegExp(
  String.raw`\b(?:(?:every|all|any|each|some)? ?(?:the )?(?:other|another|different|someone else's|neighbou?ring|else's|sister|parent|partner|rival|competing|competitor'?s?)|across(?: all)?(?: the)?|every|all(?: of)?(?: the)?|each|both|whole|from|in|of|for|to|as) (?:the )?${ORGANISATION}(?:'s?|')?\b(?! (?:vpn|laptop|policy|network|portal|device|phone|account))|\b(?:org(?:anisation|anization)?|tenant)[ -]?(?:id )?[#:]?\d+\b|\bacross (?:all )?(?:orgs|tenants|organi[sz]ations|customers|companies)\b|\beveryone else's\b|\b(?:of|from|in|for|at) (?:the )?(?!(?:our|my|this|the|own|whole|entire)\b)[a-z][\w-]+ (?:tenant|organi[sz]ation|workspace)\b|\b(?:not just|beyond) (?:ours?|my|mine)\b`,
);
const NEIGHBOUR = new RegExp(
  String.raw`\b(?:the|that|an?) ${ORGANISATION} (?:next door|across|down the|opposite|upstairs|downstairs|above us|below us|we (?:work|deal|share) with)\b`,
);
const OWN = new RegExp(String.raw`\b(?:our|my|this|the|whole|entire|own) (?:own )?(?:whole )?${ORGANISATION}\b`);
const OVERRIDE =
  /\b(?:ignore|disregard|forget|override|bypass|skip|drop|neglect|do not follow|don't follow)\b.{0,40}\b(?:instructions?|rules you|your (?:rules|limits|restrictions|orders)|guidelines|prompts?|previous|prior|above|restrictions|safety|permissions?|guardrails|policy|policies|role check|access control)\b|\b(?:system|hidden|initial|secret) prompt\b|\b(?:reveal|print|show|repeat|leak|tell me|what are|output)\b.{0,30}\byour (?:\w+ )?(?:instructions|prompt|rules|configuration|secrets?)\b|\bpretend (?:to be|you(?:'re| are)|i(?:'m| am))\b|\byou are now\b|\bact as (?:if|an? |the |root)|\b(?:jailbreak|developer mode|dan mode|god mode|sudo mode)\b|\b(?:make|give|grant) me (?:an? )?(?:admin|root|superuser|officer)|\b(?:treat|consider) me as\b|\bas if i (?:were|was) (?:an? )?(?:admin|root|officer)/;
const SECRETS =
  /\b(?:api keys?|secret keys?|access tokens?|tokens|private keys?|password hash(?:es)?|credentials|env(?:ironment)? variables?|\.env|secrets?)\b.{0,30}$|\b(?:what is|what's|show|give|tell|dump|list)\b.{0,30}\b(?:'s password|passwords? (?:of|for)|password hash(?:es)?|secret keys?|api keys?)\b|\b(?:dump|drop|truncate|delete|wipe|erase|purge|destroy|clear|tamper with|rewrite)\b.{0,45}\b(?:database|table|tables|audit(?: log| trail)?|all (?:the |our )?(?:logs|incidents|alerts|events|evidence)|(?:the|our|my|these|those) (?:\w+ )?(?:logs?|log entries|records|evidence|history))\b|\bselect \* from\b|\b(?:turn off|disable|stop|switch off)\b.{0,15}\baudit/;

/** What somebody reports may well tell of a secret; the secret itself is hidden before anything reads it. */
const REPORTS =
  /^(?:(?:please|hi|hello|can you|could you|i (?:want|need|would like|have) to|i'd like to),? )*(?:report|(?:open|create|raise|log|file|start|make) (?:an? |the )?(?:[\w-]+ ){0,2}(?:incident|ticket|report))\b[^?]{0,40}?(?::| that | about | because )/;

/** Asks that reach beyond the asker's organisation or around the rules: refused before anything is called. */
export const scope: Recogniser = ({ text, entities }, { language }) => {
  const words = smallTalkWords[language];
  const others = OTHERS.exec(text);
  if (
    NEIGHBOUR.test(text) ||
    (others &&
      !(
        OWN.test(text) &&
        !/other|another|every|all|different|sister|parent|partner|rival|compet|neighbo/.test(others[0])
      ))
  ) {
    return say('scope', words.otherOrganisation);
  }
  if (OVERRIDE.test(text)) {
    return say('scope', words.override);
  }
  // How one makes an API key is no request for one.
  if (
    SECRETS.test(text) &&
    !REPORTS.test(text) &&
    !isGuideQuestion({ text, entities }) &&
    !/^(?:(?:and|so|please)[\s,]+)*where (?:is|are|do i (?:find|see|make)|can i (?:find|see|make)) (?:the |our |my )?(?:api )?(?:keys?|tokens?)[?!. ]*$/.test(
      text,
    ) &&
    !/\b(?:failed|wrong|rule|login|sign)/.test(text)
  ) {
    return say('scope', words.secrets);
  }
  return null;
};
