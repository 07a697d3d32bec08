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
  String.raw`^(?:and |so |please )*(?:who(?:'s| is| are| were)|which (?:members|people) (?:are|have)|list|show(?: me)?|name|how many)\s+(?:all |the |our |an? |of us |is |are )*${ROLE}(?: (?:here|are there|do we have|we have|in (?:our|the|my) (?:team|organi[sz]ation|company)|role))*[?!. ]*$`,
);
const MEMBERS =
  /^(?:and |so |please )*(?:how many (?:members|(?:safenest )?users|people) (?:do we have|are there|are we|have we got|(?:are|is) (?:in|on) (?:the|our|my) (?:team|organi[sz]ation|company))|who (?:are|is) (?:all )?(?:the |our )?members|which members (?:do we have|are there)|who (?:is|are) (?:in|on) (?:the|our|my) (?:team|organi[sz]ation))[?!. ]*$/;
const IS_ROLE = new RegExp(String.raw`^(?:is|was) (\S+(?: \S+){0,2}?) (?:an? )?(?:member|${ROLE})[?!. ]*$`);

/** How many members there are, who has which role, whether somebody is one. */
export const members: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  if (!context.tools.has('list_members') || entities.refs.length > 0 || entities.ip || entities.time) return null;
  if (WHOSE.test(text)) {
    const role = ROLE_WORDS.find(([words]) => words.test(text))?.[1];
    return calls({ tool: 'list_members', args: args({ role }) });
  }
  if (MEMBERS.test(text)) return calls({ tool: 'list_members', args: {} });
  const one = IS_ROLE.exec(text);
  const name = one ? typed(clause, text.indexOf(one[1]!), text.indexOf(one[1]!) + one[1]!.length).trim() : '';
  return name !== '' && name.split(' ').every(isName) ? calls({ tool: 'list_members', args: { name } }) : null;
};
