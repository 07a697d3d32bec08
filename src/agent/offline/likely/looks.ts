import { SOURCES } from '../about-signals.ts';
import { stateIn, stepsIn } from '../moderation-words.ts';
import { onDuty } from '../on-call.ts';
import { args, asRead, type Clause, calls, type PlanContext, type Recogniser } from '../plan-types.ts';
import { personNamed } from './named.ts';

type Usual = (word: string) => boolean;
type CallFor = (clause: Clause, context: PlanContext, isUsual: Usual) => ReturnType<Recogniser>;

/*
 * Looks at what the desk keeps beside its logs, each with what a clause names of it, in whatever order that is said.
 */

const ROLES = /\b(admin|officer|moderator|manager|employee)(?:istrator)?s?\b/;
const NO_NAME =
  /^(?:okta|signals?|on-?call|duty|rota|pager|safenest|rules?|reports?|proposals?|members?|organi[sz]ation|roster)$/i;

/** Whoever is named, where that is somebody. */
function somebody(clause: Clause, isUsual: Usual): string | undefined {
  const name = personNamed(clause, isUsual);
  return name === null || NO_NAME.test(name) || SOURCES.test(name.toLowerCase())
    ? undefined
    : name.replace(/^account /i, '');
}

const ofKind = (clause: Clause, ...kinds: string[]): string | undefined =>
  clause.entities.refs.find(({ kind }) => kinds.includes(kind))?.ref;

export const LOOKS: Record<string, CallFor> = {
  who_is_on_call(clause, context) {
    const { calls: made, say } = onDuty(clause.text, context);
    return made.length > 0 ? { calls: made } : say ? { say } : null;
  },
  search_signals(clause, _, isUsual) {
    const { text, entities } = clause;
    const source = SOURCES.exec(text)?.[0];
    const about = /\b(?:about|on|for|concerning|regarding|has on|of (?:the )?account) (?=\S)/.test(text)
      ? somebody(clause, isUsual)
      : undefined;
    if (!source && !/\b(?:signals?|systems?|integrations?|tools?|feeds?|firing)\b/.test(text)) return null;
    return calls({
      tool: 'search_signals',
      args: args({
        source,
        user: entities.email ?? about,
        min_severity: entities.severity,
        status: /\bfiring\b|\bstill (?:on|going|active)\b|\bunresolved\b/.test(text)
          ? 'firing'
          : /\bresolved\b/.test(text)
            ? 'resolved'
            : undefined,
        range: entities.time?.range,
      }),
    });
  },
  list_exceptions: () => calls({ tool: 'list_exceptions', args: {} }),
  list_members(clause, _, isUsual) {
    const role = ROLES.exec(clause.text)?.[1];
    return calls({
      tool: 'list_members',
      args: role ? { role } : args({ name: clause.entities.email ?? somebody(clause, isUsual) }),
    });
  },
  list_rules(clause) {
    const id = ofKind(clause, 'rule');
    const { text } = clause;
    const state = /\b(?:switched|turned|taken) off\b|\bretired\b|\bdisabled\b|\binactive\b|\boff\b/.test(text)
      ? 'retired'
      : /\bdrafts?\b/.test(text)
        ? 'draft'
        : /\brejected\b/.test(text)
          ? 'rejected'
          : /\b(?:active|running|live|switched on|turned on|in force|enabled)\b/.test(text)
            ? 'active'
            : undefined;
    return calls({ tool: 'list_rules', args: args({ id, state: id ? undefined : state }) });
  },
  open_proposals: (clause) => calls({ tool: 'open_proposals', args: args({ id: ofKind(clause, 'proposal') }) }),
  explain_login(clause, _, isUsual) {
    const id = ofKind(clause, 'event');
    if (id) return calls({ tool: 'explain_login', args: { id } });
    const account = clause.entities.email ?? somebody(clause, isUsual);
    return calls({ tool: 'explain_login', args: args({ account, range: clause.entities.time?.range }) });
  },
  search_history: (clause) =>
    calls({
      tool: 'search_history',
      args: args({
        query: asRead(clause, 0)
          .replace(/[?.!\s]+$/, '')
          .slice(0, 500),
        range: clause.entities.time?.range,
      }),
    }),
  explain_case(clause) {
    const id = ofKind(clause, 'case', 'action', 'appeal');
    if (id) return calls({ tool: 'explain_case', args: { id } });
    return calls({
      tool: 'explain_case',
      args: /\b(?:next|another|work on|hand me|now|first)\b/.test(clause.text) ? { next: true } : {},
    });
  },
  moderation_history(clause, _, isUsual) {
    const { text, entities } = clause;
    const range = entities.time?.range;
    if (/\bsilent(?:ly)?\b|\bshadow\b/.test(text)) return calls({ tool: 'moderation_history', args: { silent: true } });
    const state =
      stateIn(text) ??
      (/\b(?:justified|successful|granted|turned out (?:to be )?(?:right|true)|were right|won)\b/.test(text)
        ? 'overturned'
        : /\b(?:threw|thrown|kicked) out\b|\bdropped\b/.test(text)
          ? 'dismissed'
          : /\b(?:open|wait\w*|pending|undecided|unanswered)\b/.test(text)
            ? 'open'
            : undefined);
    if (/\bappeal/.test(text))
      return calls({ tool: 'moderation_history', args: args({ appeals: true, state, range }) });
    const user = ofKind(clause, 'case', 'action') ?? somebody(clause, isUsual);
    if (user) return calls({ tool: 'moderation_history', args: args({ user, range }) });
    const [step] = stepsIn(text);
    return step || state || range
      ? calls({ tool: 'moderation_history', args: args({ step, state: step ? undefined : state, range }) })
      : null;
  },
  own_moderation: () => calls({ tool: 'own_moderation', args: {} }),
  open_report(clause) {
    const id = ofKind(clause, 'report');
    const { text } = clause;
    const kind = /\b(daily|weekly)\b/.exec(text)?.[1];
    const lists = /\b(?:which|list|archive|on file|all|when|next|how often|moment|what time)\b/.test(text);
    return calls({ tool: 'open_report', args: id ? { id } : lists ? { list: true } : args({ kind }) });
  },
  open_review(clause) {
    const id = ofKind(clause, 'incident');
    return id ? calls({ tool: 'open_review', args: { id } }) : null;
  },
  search_help: (clause) => calls({ tool: 'search_help', args: { query: asRead(clause, 0).trim().slice(0, 500) } }),
};
