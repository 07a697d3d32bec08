import { roomWords } from '../../../messages/catalogue/rooms.ts';
import { smallTalkWords } from '../../../messages/catalogue/small-talk.ts';
import { type Clause, calls, type PlanContext, type Recogniser, say } from '../plan-types.ts';

/** What somebody calls the place of an incident's own. A channel or a thread is one only where it is said to be its own. */
const OWN = '(?:own|private|separate|dedicated|new|incident|slack|discord|teams|chat)';
const ROOM = `(?:(?:(?:${OWN} )*(?:war ?|incident |chat )?rooms?)|(?:${OWN} )+(?:channel|thread)|(?:channel|thread)(?= for\\b))(?: of (?:its|their|his|her|our) own)?`;
const COURTESY =
  "(?:(?:please|now|then|and|also|ok(?:ay)?|hey|can you|could you|would you|will you|let's|let us|we need to|we should|i want you to|i'd like you to),? )*";
const OPEN = new RegExp(
  `^${COURTESY}(?:(?:open|create|make|start|set up|spin up|give|get|launch)(?: up)?(?: (?:me|us|it|this|that|this incident|the incident|inc[- ]?\\d+|#+))?|(?:i|we) (?:need|want|would like)|(?:put|move|take) (?:it|this|that|inc[- ]?\\d+|#+) (?:in|into|to)) (?:(?:a|an|the|its|our) )*${ROOM}\\b`,
);
const JOIN = new RegExp(
  `^${COURTESY}(?:(?:join|enter)|(?:let|get|put|bring|add|invite) me (?:in|into|to|in to)|i (?:want|would like|need) (?:to join|in|into|to get into|to enter)) (?:(?:the|its|that|this|(?:inc[- ]?\\d+|#+)(?:'?s)?) )*${ROOM}\\b`,
);
const END = new RegExp(
  `^${COURTESY}(?:close|archive|delete|shut|remove|end|leave) (?:down )?(?:(?:the|its|this|that|our) )*${ROOM}\\b`,
);

/** An order about a room in the words of one about the incident: whether all the rest of it is understood is seen as of any order. */
export const orderedRoom = (text: string): string => text.replace(OPEN, 'open it').replace(JOIN, 'open it');

/** What is wanted of an incident's room; null where nothing is. */
function wanted({ text }: Clause): 'open' | 'join' | 'end' | null {
  if (OPEN.test(text)) return 'open';
  if (JOIN.test(text)) return 'join';
  return END.test(text) ? 'end' : null;
}

/** The incidents of the newest exchange that was about any. */
function lastShown({ history }: PlanContext): string[] {
  for (const { steps, citations } of history.toReversed()) {
    const named = steps.flatMap(({ tool, args, ok }) =>
      ok && /incident$/.test(tool) && typeof args.id === 'string' ? [args.id.toUpperCase()] : [],
    );
    const shown = citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith('INC-')).map(({ ref }) => ref);
    const found = [...new Set(named.length > 0 ? named : shown)];
    if (found.length > 0) return found;
  }
  return [];
}

/** “Open a room for INC-17”, “give it a room of its own”, “let me into its room”. */
export const rooms: Recogniser = (clause, context) => {
  const want = wanted(clause);
  if (!want || !context.tools.has('update_incident')) return null;
  if (want === 'end') return say('not_here', roomWords[context.language].endsWith);
  const named = clause.entities.refs.filter((ref) => ref.kind === 'incident').map(({ ref }) => ref);
  if (named.length > 0) return calls(...named.map((id) => ({ tool: 'update_incident', args: { id, room: want } })));
  const earlier = clause.before.at(-1);
  if (earlier?.tool === 'create_incident')
    return calls({ tool: 'update_incident', args: { room: want }, needs: 'created' });
  if (earlier && /incident$/.test(earlier.tool) && earlier.args.id)
    return calls({ tool: 'update_incident', args: { id: earlier.args.id, room: want } });
  const [id, ...others] = lastShown(context);
  if (id === undefined || others.length > 0) return say('ask', smallTalkWords[context.language].whichOne);
  return calls({ tool: 'update_incident', args: { id, room: want } });
};

const SO_FAR = new RegExp(
  `^${COURTESY}(?:(?:tell|show|give) (?:me|us) )?(?:catch (?:me|us) up|bring (?:me|us) up to (?:speed|date)|fill (?:me|us) in|brief (?:me|us)|summari[sz]e(?: (?:it|this))?|sum (?:it|this) up|recap|tl;?dr|(?:(?:a|the) )?(?:short |quick |brief )?(?:summary|overview|rundown|story|timeline)|(?:show|open) (?:the |its )?(?:timeline|story)|what(?:'s| is| has| have we| did we| do we)? (?:happened|happening|been happening|going on|know|known|done|do|have)|where (?:are|do) we(?: stand)?|how far are we)(?:,? (?:so far|until now|up to now|here|now|please|then))*[?!. ]*$`,
);

/** What a thread hangs on, or a room is about, where that is one incident or alert. */
export function matterOfPlace({ history }: PlanContext): string | null {
  const told = history.find(
    ({ question, steps, citations }) => steps.length === 0 && citations.length === 1 && citations[0]!.ref === question,
  );
  return told?.question ?? null;
}

/** “Catch me up”, “what do we know?” in an incident’s room or the thread of an alert: about that, and not about the week of everybody. */
export const soFar: Recogniser = ({ text, entities }, context) => {
  const ref = matterOfPlace(context);
  if (ref === null || entities.refs.length > 0 || entities.time || !SO_FAR.test(text)) return null;
  const tool = ref.startsWith('INC-') ? 'open_incident' : ref.startsWith('ALR-') ? 'open_alert' : null;
  return tool && context.tools.has(tool) ? calls({ tool, args: { id: ref } }) : null;
};
