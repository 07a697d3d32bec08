import { args, calls, type Recogniser } from '../plan-types.ts';

const HEALTH =
  /\b(?:problems?|issues?|trouble|errors?|outages?|wrong) (?:with|in|on) (?:the |our )?(?:system|systems|service|services|database|queue|imports?|ingest\w*|workers?|server|jobs?|platform|app|bot|safenest)\b|\b(?:everything|all|things) (?:ok(?:ay)?|good|fine|working|up|running|green|healthy|alright|all right|well)(?: with| for| on)? (?:the |our )?(?:system|service|services|database|queue|import|imports|ingest\w*|workers?|server|jobs?|platform|app|bot)\b|\b(?:is|are|does|do|s)\b.{0,25}\b(?:everything|the system|all systems|safenest|the service|services|things|it all|the platform|the database|the queue|the bot|the app|backend|(?:this|the|that) thing|redis|the workers?|you)\b.{0,25}\b(?:stuck|dead|slow|frozen|hanging|lagging|work\w*|run\w*|ok(?:ay)?|up|healthy|fine|online|operational|down|broken|alive|available|function\w*|in order|good|green|all right|alright)\b|\b(?:system|service|platform|safenest|application|server|component|app|database|queue|redis|worker)(?:'s|s)? (?:health|status|state|check|uptime)\b|\b(?:health|status) (?:check|of (?:the )?(?:system|service|services|platform|safenest|app|server|database|queue|components))\b|^(?:please )?(?:(?:show|give|check|get|run|do)(?: me)?(?: a| the)? )?(?:system )?(?:health|status)(?: check| report| page)?[?!. ]*$|\b(?:everything|all) (?:ok(?:ay)?|good|fine|working|up|running|green|systems go|operational|in order|healthy)\b|\b(?:dead[- ]letters?|job queue|backlog|stuck jobs|failed jobs|queue (?:length|depth|size))\b|\b(?:any|are there(?: any)?) (?:system|service|technical|operational) (?:problems|issues|errors|outages|failures)\b|\b(?:system|service) (?:problems|issues|errors|outages?)\b|\b(?:is|are) (?:anything|something|any (?:part|component|service)s?) (?:down|broken|failing|degraded)\b|\b(?:database|queue|redis|worker|ingestion|import|disk)s? (?:up|ok|okay|working|running|down|reachable|connected|healthy|full)\b|\bhow healthy\b|\b(?:any|which|what) (?:services?|components?|parts?|systems?|jobs?|queues?) (?:is |are )?(?:down|broken|failing|failed|stuck|degraded|unhealthy|not working)\b|\bhow(?:'s| is) the (?:system|service|platform|server)\b|\bself[- ]?(?:test|check)\b|\bdiagnos\w+\b/;

export const health: Recogniser = ({ text, entities }) =>
  HEALTH.test(text) && entities.refs.length === 0 && !/\b(?:log-?ins?|incidents?|alerts?|cameras?)\b/.test(text)
    ? calls({ tool: 'system_health', args: {} })
    : null;

const POSTURE =
  /\b(?:risk|security|posture|things|it all)(?: all)? looks?(?:ing)? like\b|\b(?:security|overall|general|risk) (?:situation|picture|state|status|level)\b|\bhow did .{1,25} go\b|\bhow (?:bad|good|quiet|busy|serious|rough) (?:was|is|were|are|has|did)\b|\b(?:summar(?:y|ies|ise|ize|ised|ized)|sum up|overview|recap|posture|digest|brief(?:ing)?|rundown|run[- ]through|hot ?spots?|wrap[- ]?up|round[- ]?up|security report|status report|weekly report|monthly report|daily report|state of (?:our )?security|scorecard|kpis?|trends?|trending|catch me up|fill me in|bring me up to (?:speed|date)|big picture|high[- ]level (?:view|picture))\b|\bhow\b.{0,12}\b(?:secure|safe)\b|\bhow (?:did|do|does|was|were|is|are|has|have|'s)\b.{0,30}\b(?:security|we|things|the (?:week|month|day|year|quarter|situation))\b.{0,25}\b(?:look\w*|do(?:ing)?|go(?:ing)?|stand\w*|fare\w*|been|perform\w*|hold\w*|compare\w*)?\b|\bhow (?:was|were|is|did|has)\s+(?:the |our )?(?:security|posture|risk)?\s*(?:go|look|been)?\s*[?!. ]*$|\b(?:report|statistics|stats|figures|numbers) (?:for|on|about|of)\b|\bwhat (?:has )?changed\b|\b(?:compare|comparison|compared)\b.{0,30}\b(?:week|month|period|year|before)\b|\b(?:better|worse|safer|improv\w+)(?: off)? (?:than|this|since|over)\b|\b(?:are|is) (?:we|things|it|security) (?:doing|getting) (?:better|worse|ok|well|safer)\b/;

/** The state of security over a period. A summary of one incident or of counted logins is something else. */
export const posture: Recogniser = ({ text, entities }) => {
  if (!POSTURE.test(text)) return null;
  if (
    entities.refs.length > 0 ||
    entities.ip ||
    entities.email ||
    entities.groupBy ||
    entities.outcome ||
    entities.kinds.includes('login')
  )
    return null;
  if (/\bhow (?:many|much|often)\b/.test(text)) return null;
  return calls({ tool: 'posture_summary', args: args({ range: entities.time?.range }) });
};
