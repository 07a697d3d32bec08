import { calls, type Recogniser } from '../plan-types.ts';

const POLITE = String.raw`^(?:(?:please|pls|now|then|and|ok(?:ay)?|hey|so|can you|could you|would you|will you|can i (?:get|have)|i (?:need|want|would like)|we need|i'd like|let's|let us|just|quickly),? )*`;
/** “write an executive report for INC-17”, “executive report on INC-17”, “draft a sitrep for INC-17” */
const WRITES = new RegExp(
  String.raw`${POLITE}(?:(?:(?:write|draft|make|create|prepare|compose|post|send|do|give(?: me| us)?|get(?: me)?|file|put together|generate)(?: up)? )?(?:me |us )?(?:an? |the |another |new |short )*)?(executive|management|managers?'?|leadership|board|c-level|tactical|situation|status|operational|ops)[ -](?:report|update|brief(?:ing)?|summary)\b|${POLITE}(?:(?:write|draft|make|create|prepare|post|send|give(?: me| us)?|file)(?: up)? )?(?:an? |the |another )?(sitrep)\b`,
);
/** “report to management on INC-17” */
const TO_MANAGERS = new RegExp(
  String.raw`${POLITE}(?:write |draft |send |make |post )?(?:an? |the )?(?:report|brief(?:ing)?) (?:on .{0,30})?(?:to|for) (?:the )?(?:management|managers?|executives?|leadership|board|bosses|boss|ceo|ciso)\b`,
);
const REVIEWS =
  /\b(?:post[- ]?mortem|post[- ]incident review|retrospective|retro|after[- ]action(?: review| report)?|lessons (?:learn(?:ed|t)|from|of|in)|learnings|takeaways|debrief|incident review|review (?:of|for|document)|(?:show|open|see|read|the|its) review|what (?:did|have) we learn(?:ed|t)?|what went (?:well|wrong|badly))\b/;
const CHANGES = /\b(?:close|assign|comment|note|add|link|rename|set|reopen|undo|escalate|similar|like)\b/;

const POINTS = /\b(?:on|about|for|of) (?:it|this|that|the incident)\b/;

/** What is written about one incident: reports, and its review. */
export const incidentWritings: Recogniser = (clause, { tools }) => {
  const { text, entities, before } = clause;
  const named = entities.refs.filter(({ kind }) => kind === 'incident').map(({ ref }) => ref);
  // "close INC-5 and write a report on it"
  const earlier = before.findLast(({ tool, args }) => /_incident$/.test(tool) && typeof args.id === 'string')?.args.id;
  const refs = named.length === 0 && typeof earlier === 'string' && POINTS.test(text) ? [earlier] : named;
  const [id] = refs;
  if (id === undefined || entities.refs.length > 1) return null;
  // “how do I write an executive report?” is asked of the guide; nobody orders one with a question
  if (
    /^(?:how|why|when|who|which|do|does|did|is|was|were|are|has|have|should)\b/.test(text) &&
    !/^(?:how (?:about|did) .*\b(?:go|post))/.test(text)
  ) {
    if (/^(?:how|why) (?:do|to|can|should)\b/.test(text)) return null;
  } else if (tools.has('report_incident')) {
    const kind = kindOf(text);
    if (kind) return calls({ tool: 'report_incident', args: { id, kind } });
  }
  if (CHANGES.test(text.replace(/\b(?:would|i'd|we'd) like\b/, ''))) return null;
  if (REVIEWS.test(text) && tools.has('open_review')) return calls({ tool: 'open_review', args: { id } });
  return null;
};

const WRITTEN =
  /\b(executive|management|leadership|board|tactical|operational) (?:report|summary|brief(?:ing)?|update|write-?up|sitrep)\b/;
const IS_LOOK =
  /^(?:who|what|which|when|where|why|how|is|was|did|does|do|has|have|show|open|see|read|find)\b|\b(?:don't|do not|never|not|no longer|should (?:i|we)|whether|if|asked|said|says|wrote|wants?)\b/;
/** “something for the board about INC-31”, “write INC-31 up for management” */
const FOR_BOARD =
  /^(?:(?:please|pls|can you|could you|i|we|now|and)[ ,]+)*(?:need|want|write|draft|prepare|compose|make|give me|put together)\b.{0,60}\b(?:for|to) (?:the |our )?(?:board|management|executives?|leadership|ceo|ciso|bosses|directors)\b/;

function kindOf(text: string): 'tactical' | 'executive' | null {
  const asked = WRITES.exec(text);
  if (!asked) {
    // “for the board, I require an executive report on INC-26”, “get the tactical report of INC-26 written”
    const loose = IS_LOOK.test(text) ? null : WRITTEN.exec(text);
    if (loose) return /^(?:executive|manage|board|leadership)/.test(loose[1]!) ? 'executive' : 'tactical';
    return TO_MANAGERS.test(text) || FOR_BOARD.test(text) ? 'executive' : null;
  }
  const word = asked[1] ?? asked[2] ?? '';
  if (/^(?:executive|manage|manager|leadership|board|c-level)/.test(word)) return 'executive';
  // “status update on INC-17” asks how it stands; a report is what is written
  if (/^status/.test(word) && !/\breport\b/.test(text)) return null;
  if (/^status/.test(word) && !/\b(?:write|draft|make|create|prepare|post|send|file)\b/.test(text)) return null;
  return 'tactical';
}
