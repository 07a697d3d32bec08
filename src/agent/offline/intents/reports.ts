import { args, calls, type Recogniser } from '../plan-types.ts';

const REPORT = String.raw`(?:security |status |posture |scheduled )?reports?`;
/** "which reports are there?", "list our reports", "the report archive" */
const LIST = new RegExp(
  String.raw`^(?:(?:please|and|so|can you|could you),? )*(?:(?:which|what) ${REPORT} (?:are there|do we have|exist|were made)|(?:list|show|open|see)(?: me)?(?: all)?(?: of)?(?: the| our| all)? (?:old |earlier |past |archived |latest )?(?:security |status )?reports|(?:(?:show|open|see)(?: me)? )?(?:the |our )?(?:archive of reports|reports? archive))\b`,
);
const NEXT = new RegExp(
  String.raw`\bwhen(?:'s| is| does| do| will| are)?\b.{0,20}\b(?:next|coming) (?:daily |weekly )?${REPORT}\b`,
);
/** "the latest weekly report": one that was made, not figures of a time. */
const LATEST = new RegExp(
  String.raw`\b(?:latest|last|newest|most recent|archived|scheduled) (daily |weekly )?${REPORT}\b(?! (?:on|about|for|of)\b)`,
);
/** "the latest weekly": a report, though no word says so. */
const LATEST_ONE =
  /^(?:and |so )?(?:which|what)(?: (daily|weekly))? report (?:came out|was (?:made|sent|written)|is|was)(?: the)? (?:last|latest|newest|most recent(?:ly)?)[?!. ]*$|\b(?:latest|last|newest|most recent) (daily|weekly)(?: (?:one|please|pls|thing))*[?!. ]*$/;
/** "this week's report", of which the time is read as one */
const OF_A_TIME =
  /\b(?:today|yesterday|(?:this|last|the|past) (?:week|month|quarter|year))(?:['’]?s)? (?:security |status )?(?:report|summary|digest|figures)\b|\b(?:report|summary|digest) (?:of|for|about) (?:today|yesterday|(?:this|last|the|past) (?:week|month|quarter|year))\b/;
/** "show me report 12" */
const NUMBERED =
  /^(?:(?:please|and|so|can you|could you),? )*(?:show|open|see|view|give|get|send|fetch|pull up|bring up|what(?:'s| is| was| does| did)|display|read)(?: me| us)?(?: in| say in)?(?: the)? report (?:number |no\.? ?|#)?(\d{1,6})(?: say)?(?: again| please)?[?!. ]*$/;
/** "yesterday's report", "this morning's report": the one that was made of it. */
const OF_DAY =
  /^(?:(?:please|and|so|show|open|see|get|give|me|us|the|can i (?:see|have)|where is)[ ,]+)*(?:yesterday|this morning|last night)'s (?:security |status )?report(?: please)?[?!. ]*$/;
const DAILY = /\b(?:daily|day's) (?:security |status )?(?:report|summary|digest|briefing|overview|recap)\b/;

/** Reports: one by its reference, the newest, which there are, and the figures of a day or week by that name. */
export const reports: Recogniser = ({ text, entities }, { tools }) => {
  const ref = entities.refs.find(({ kind }) => kind === 'report');
  const number = NUMBERED.exec(text)?.[1];
  if (number !== undefined && entities.refs.length === 0 && tools.has('open_report'))
    return calls({ tool: 'open_report', args: { id: `RPT-${Number(number)}` } });
  if (ref && entities.refs.length === 1) return calls({ tool: 'open_report', args: { id: ref.ref } });
  if (entities.refs.length > 0 || /\b(?:incident|rule|alert|schedule|how (?:do|can|to))\b/.test(text)) return null;
  if (tools.has('open_report')) {
    if (LIST.test(text) || NEXT.test(text)) return calls({ tool: 'open_report', args: { list: true } });
    if (OF_DAY.test(text)) return calls({ tool: 'open_report', args: { kind: 'daily' } });
    const latest = LATEST.exec(text) ?? LATEST_ONE.exec(text);
    if (latest && !/\blast (?:week|month)\b/.test(text))
      return calls({ tool: 'open_report', args: args({ kind: (latest[1] ?? latest[2])?.trim() }) });
  }
  if (DAILY.test(text)) return calls({ tool: 'posture_summary', args: { range: entities.time?.range ?? 'last_24h' } });
  if (OF_A_TIME.test(text) && entities.time)
    return calls({ tool: 'posture_summary', args: { range: entities.time.range } });
  return null;
};
