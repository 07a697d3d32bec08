import { calls, type Recogniser } from '../plan-types.ts';

const HEALTH =
  /\b(?:problems?|issues?|trouble|errors?|outages?|wrong) (?:with|in|on) (?:the |our )?(?:system|systems|service|services|database|queue|imports?|ingest\w*|workers?|server|jobs?|platform|app|bot|safenest)\b|\b(?:everything|all|things) (?:ok(?:ay)?|good|fine|working|up|running|green|healthy|alright|all right|well)(?: with| for| on)? (?:the |our )?(?:system|service|services|database|queue|import|imports|ingest\w*|workers?|server|jobs?|platform|app|bot)\b|\b(?:is|are|does|do|s)\b.{0,25}\b(?:everything|the system|all systems|safenest|the service|services|things|it all|the platform|the database|the queue|the bot|the app|backend|(?:this|the|that) thing|redis|the workers?|you)\b.{0,25}\b(?:stuck|dead|slow|frozen|hanging|lagging|work\w*|run\w*|ok(?:ay)?|up|healthy|fine|online|operational|down|broken|alive|available|function\w*|in order|good|green|all right|alright)\b|\b(?:system|service|platform|safenest|application|server|component|app|database|queue|redis|worker)(?:'s|s)? (?:health|status|state|check|uptime)\b|\b(?:health|status) (?:check|of (?:the )?(?:system|service|services|platform|safenest|app|server|database|queue|components))\b|^(?:please )?(?:(?:show|give|check|get|run|do)(?: me)?(?: a| the)? )?(?:system )?(?:health|status)(?: check| report| page)?[?!. ]*$|\b(?:everything|all) (?:ok(?:ay)?|good|fine|working|up|running|green|systems go|operational|in order|healthy)\b|\b(?:dead[- ]letters?|job queue|backlog|stuck jobs|failed jobs|queue (?:length|depth|size))\b|\b(?:any|are there(?: any)?) (?:system|service|technical|operational) (?:problems|issues|errors|outages|failures)\b|\b(?:system|service) (?:problems|issues|errors|outages?)\b|\b(?:is|are) (?:anything|something|any (?:part|component|service)s?) (?:down|broken|failing|degraded)\b|\b(?:database|queue|redis|worker|ingestion|import|disk|backup|job|service)s? (?:still |all |stuck|up|ok|okay|working|running|down|reachable|connected|healthy|full|slow|hanging|broken|dead|late|behind|offline|stopped|alive)\b|\bhow healthy\b|\b(?:any|which|what) (?:services?|components?|parts?|systems?|jobs?|queues?) (?:is |are )?(?:down|broken|failing|failed|stuck|degraded|unhealthy|not working)\b|\bhow(?:'s| is) the (?:system|service|platform|server)\b|\b(?:each|every|all) (?:\w+ )?(?:parts?|components?|services?|systems?)\b.{0,15}\b(?:work\w*|ok(?:ay)?|up|fine|healthy|running)\b|\b(?:audit (?:log|trail|chain|records?)|hash chain)\b.{0,25}\b(?:intact|ok(?:ay)?|valid|complete|tampered|changed|manipulated|broken|trustworthy|fine|verified|correct)\b|\b(?:verify|check|validate|prove) (?:that )?(?:the |our )?(?:audit (?:log|trail|chain)|hash chain)\b|\b(?:connect(?:ors?|ions?)|integrations?|feeds?|collectors?|agents?|components?|modules?|parts?|bots?|webhooks?|imports?)\b.{0,20}\b(?:up(?! to)|running|online|healthy|working|connected|ok(?:ay)?|fine|down|offline|broken)\b|\bup and running\b|\b(?:anything|something|everything|all|things|problems?|issues?|errors?)\b.{0,25}\b(?:on|at|from|with) (?:your|safenest's) (?:side|end|part)\b|\b(?:are|is|do|does) (?:the |our |all |all the |any )?(?:logs?|log lines|data|events?|feeds?) (?:still |even |actually |all )?(?:com(?:e|es|ing)(?: in)?|arriv\w+|flow\w*|get(?:s|ting)? (?:in|through)|being (?:received|imported|ingested))\b|\b(?:when|how old|how long ago|how recent)\b.{0,25}\bback-?ups?\b|\b(?:last|latest|newest) back-?up\b|\bself[- ]?(?:test|check)\b|\bdiagnos\w+\b/;

export const health: Recogniser = ({ text, entities }) =>
  HEALTH.test(text) &&
  entities.refs.length === 0 &&
  !/\bgood (?:for|at)\b/.test(text) &&
  !/\b(?:log-?ins?|incidents?|alerts?|cameras?)\b/.test(text)
    ? { ...calls({ tool: 'system_health', args: {} }), limits: unknownParts(text) }
    : null;

/** What of SafeNest is looked at; of anything else nothing is known. */
const PARTS =
  /\b(?:everything|anything|something|systems?|safenest|services?|things?|it|platform|databases?|queues?|bots?|apps?|application|backend|redis|workers?|you|all|parts?|components?|jobs?|imports?|ingest\w*|servers?|audit|log|chain|connect\w*|integrations?|feeds?|collectors?|agents?|modules?|webhooks?|that|this|they|there|we|dead|model|slack|discord|teams|chat|rules?|storage|back-?ups?)\b/;
/** "is the disk healthy?": a part that no check looks at. */
function unknownParts(text: string): string[] {
  const part =
    /\b(?:is|are|does|do|did|has|have) (?:the |our |my |last night's )?([\p{L}][\p{L} -]{1,40}?) (?:still |all |properly |really |ever )*(?:work|run|ok\b|okay|up\b|healthy|fine|down|fail|broken|finish|complete|done|alive|online|reachable|full|slow|stuck|stopped)/u.exec(
      text,
    )?.[1];
  return part !== undefined && !PARTS.test(part) ? [part] : [];
}
