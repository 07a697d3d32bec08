import type { Role } from '../../../domain/role.ts';
import { args, calls, type Recogniser, typed } from '../plan-types.ts';
import { isName } from './words.ts';

const ROLE_WORDS: [RegExp, Role][] = [
  [/\badmin(?:istrator)?s?\b/, 'admin'],
  [/\b(?:security )?officers?\b/, 'officer'],
  [/\bmoderators?\b/, 'moderator'],
  [/\bmanagers?\b/, 'manager'],
  [/\bemployees?\b/, 'employee'],
];
const ROLE = String.raw`(?:admin(?:istrator)?s?|(?:security )?officers?|moderators?|managers?|employees?)`;
const WHOSE = new RegExp(
  String.raw`^(?:and |so |please )*(?:who(?:'s| is| are| was| were| else is| all is)|which (?:members|people) (?:are|have)|list|show(?: me)?|name|how many)\s+(?:all |the |our |an? |of us |is |are )*${ROLE}(?: (?:here|are there|do we have|we have|in (?:our|the|my) (?:team|organi[sz]ation|company)|role))*[?!. ]*$`,
);
const MEMBERS =
  /^(?:and |so |please )*(?:how many (?:members|(?:safenest )?users|people) (?:do we have|are there|are we|have we got|(?:are|is) (?:in|on) (?:the|our|my) (?:team|organi[sz]ation|company))|how many (?:people|colleagues|of us) (?:work with|use|are using|are on|have access to|can use|log in to|sign in to) (?:safenest|this(?: thing| tool| desk| system)?)(?: here)?|who (?:all )?(?:uses|works with|has access to|can (?:see|use|get into|access|log in to|sign in to)|is using) (?:safenest|it all|this(?: tool| desk| system| thing)?)(?: here)?|(?:list|show)(?: me)?(?: all)?(?: the| our)? (?:members|safenest users|team)(?: (?:please|and (?:their )?roles))?|who (?:are|is) (?:all )?(?:the |our )?members(?: (?:now|today|here|at the moment|currently|again))?|which members (?:do we have|are there)|who (?:is|are) (?:in|on) (?:the|our|my) (?:team|organi[sz]ation))[?!. ]*$/;
/** "who has officer rights?" */
const HAS_ROLE = new RegExp(
  String.raw`^(?:and |so |please )*(?:who(?:ever)?|which (?:members|people)) (?:all |else )?(?:has|have|holds?|got) (?:the |an? )?${ROLE} (?:rights?|roles?|permissions?|privileges?|access|status)(?: (?:here|now|today|at the moment|in (?:the|our|my) \\S+))*[?!. ]*$`,
);
/** "make Jonas an officer", "give Ada admin rights": a matter of the Members page. */
const GIVES_ROLE = new RegExp(
  String.raw`^(?!.*\b(?:for|mandatory|required|compulsory)\b)(?:please |can you |could you |and )*(?:(?:make|promote|appoint|turn|upgrade|demote|downgrade) (?!(?:it|this|that|these|those|them|an?|the)\b)\S+(?: \S+){0,2}? (?:to |into )?(?:be )?(?:an? |the )?${ROLE}|(?:give|grant|assign) (?!(?:it|this|that)\b)\S+(?: \S+){0,2}? (?:the |an? )?${ROLE} (?:rights?|role|permissions?|privileges?|access)|(?:change|set) (?:the )?role of \S+(?: \S+)? to (?:an? |the )?${ROLE})(?:,? (?:instead|please|now|too|as well|again|then))*[?!. ]*(?:please)?[.! ]*$`,
);
const HOW_TO_GIVE = 'how do I change somebody’s role';
/** "what e-mail address does Maria have?" */
const EMAIL_OF =
  /^(?:and |so |please )*(?:what(?:'s| is)? (?:the )?e-?mail(?: address)? (?:does|has|of|for) (\S+(?: \S+)??)(?: have| use)?|(?:what(?:'s| is) )?(\S+)'s e-?mail(?: address)?)[?!. ]*$/;
/** "is Anna still with us?", "does Anna still work here?" */
const STILL_HERE =
  /^(?:and |so |please )*(?:is|does|did|has) (\S+(?: \S+)??) (?:(?:still|already|now) )?(?:with us|work(?:s|ing)? (?:here|for us|with us)|employed(?: here)?|on (?:the|our) team|(?:leave|left) (?:us|the (?:company|team|organi[sz]ation)))(?: any ?more| now)?[?!. ]*$/;
const MODERATES =
  /^(?:and |so |please )*who (?:all |else )?(?:(?:can |may |does )?moderates?|is moderating|are moderating)(?: (?:today|now|right now|this week|tonight|besides me|with me|here|for us|our (?:channels|chat|forum)|the (?:channels|chat|forum)|channels|messages|cases))*[?!. ]*$/;
const IS_ROLE = new RegExp(String.raw`^(?:is|was) (\S+(?: \S+){0,2}?) (?:an? )?(?:member|${ROLE})[?!. ]*$`);

/** How many members there are, who has which role, whether somebody is one. */
export const members: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  if (GIVES_ROLE.test(text) && context.tools.has('search_help') && entities.refs.length === 0)
    return calls({ tool: 'search_help', args: { query: HOW_TO_GIVE } });
  if (!context.tools.has('list_members') || entities.refs.length > 0 || entities.ip) return null;
  if (MODERATES.test(text)) return calls({ tool: 'list_members', args: { role: 'moderator' } });
  if (entities.time) return null;
  if (WHOSE.test(text) || HAS_ROLE.test(text)) {
    const role = ROLE_WORDS.find(([words]) => words.test(text))?.[1];
    return calls({ tool: 'list_members', args: args({ role }) });
  }
  if (MEMBERS.test(text)) return calls({ tool: 'list_members', args: {} });
  const said =
    IS_ROLE.exec(text)?.[1] ??
    STILL_HERE.exec(text)?.[1] ??
    EMAIL_OF.exec(text)
      ?.slice(1)
      .find((name) => name !== undefined);
  const name = said ? typed(clause, text.indexOf(said), text.indexOf(said) + said.length).trim() : '';
  return name !== '' && name.split(' ').every(isName) ? calls({ tool: 'list_members', args: { name } }) : null;
};
