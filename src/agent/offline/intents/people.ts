import { args, asRead, type Clause, calls, type Recogniser, typed } from '../plan-types.ts';
import { isName, nameAt } from './words.ts';

/** A place as it stands in a text while that is read: see known-places.ts. */
export const STANDS_FOR_PLACE = 'placeq[a-h]';
export const PLACE = String.raw`${STANDS_FOR_PLACE}|doors?|docks?|lobby|entrance|exit|gates?|garage|parking(?: lot| garage)?|lot|hallway|hall|corridor|reception|warehouse|office|rooms?|stairwell|stairs|elevator|lift|roof|yard|driveway|kitchen|canteen|building(?: \w)?|floor|car park|garden|basement|cellar|attic|lab|vault|safe|strong ?room|tills?|cage|ramp|ward|pharmacy|bay|area|zone|fence|perimeter|turnstiles?|desk|store|shop|cafeteria|courtyard|porch|backyard|aisle`;
const CAMERA = String.raw`cameras?|cams?|cctv|feeds?|footage|live view|video|live stream|stream|snapshots?|recordings?|webcam`;
const CAMERA_WORD = new RegExp(String.raw`\b(?:${CAMERA})\b`);
const PLACE_WORD = new RegExp(String.raw`\b(?:${PLACE})\b`);
const PEOPLE =
  /\b(?:people|persons?|faces?|visitors?|strangers?|intruders?|anyone|anybody|somebody|someone|who|trespassers?|guests?|couriers?|humans?|employees?|vehicles?|cars?)\b/;
const MOVES =
  /\b(?:seen?|saw|sight(?:ed|ings?)|spot(?:ted)?|came|come|comes|coming|enter(?:ed|ing)?|leave|left|leaving|arriv(?:e|ed|ing)|walk(?:ed|ing)?|visit(?:ed|ing)?|pass(?:ed|ing)?|went|go|gone|show(?:ed|n)? up|appear(?:ed)?|been|was|were|is|are|detected|recogni[sz]ed|on|at|loiter\w*|hanging around|captured|caught|get in|got in)\b/;
export const UNKNOWN =
  /\b(?:unknown|un-?recogni[sz]ed|un-?familiar|strangers?|unknowns|unidentified|intruders?|trespassers?|not (?:known|recogni[sz]ed)|new (?:faces?|people|persons?|visitors?)|nobody knows|(?:don't|do not|didn't|did not|couldn't|could not|can't|cannot) (?:know|recogni[sz]e|identify|place)|unauthori[sz]ed (?:people|persons?))\b/;
const KNOWN =
  /\b(?:known|named|familiar|recogni[sz]ed|registered|identified|enrolled) (?:people|persons?|faces?|visitors?|employees?|staff)\b|\b(?:people|persons?|faces?|visitors?|everyone|those) (?:with (?:a |their )?names?|(?:that |whom )?we know(?: by name)?|(?:who are |that are )?(?:known|enrolled|registered)(?: to us)?)\b|\bonly (?:known|named|enrolled|registered)\b/;

/** On their feet, not by a login. */
const WALKED_IN =
  /\b(?:who|people|any(?:one|body)|some(?:one|body)|every(?:one|body)|visitors?|how many)\b.*\b(?:c[ao]me|coming|walk(?:ed|ing)?|went|going) in(?:side)?\b|\benter(?:ed|s|ing)? (?:the )?(?:building|premises|site|office|house)\b/;

/** Cameras: what one shows or showed, and who was seen where. */
export const cameras: Recogniser = (clause) => {
  const { text, entities } = clause;
  if (entities.refs.length > 0 || entities.email || entities.ip) return null;
  if (/\b(?:log(?:ged|ging)?|sign(?:ed|ing)?)[- ]?(?:in|on)\b|\bpasswords?\b|\battempts?\b/.test(text)) return null;
  if (
    /\b(?:log-?ins?|sign(?:ed)?[- ]?ins?|logged in|accounts?|incidents?|alerts?|events?|rules?)\b|\b(?:could|can|did)(?: not|n't) (?:get|log|sign) in\b|\bunable to (?:get|log|sign) in\b/.test(
      text,
    )
  )
    return null;
  // an account is used from somewhere, a person walks in
  if (/\bused\b/.test(text)) return null;
  const hasCamera = CAMERA_WORD.test(text) || /\bcam-\d+\b/.test(text);
  const camera = cameraName(clause);
  // who is there now was there a moment ago
  const range = entities.time?.range ?? (entities.time === null && THERE_NOW.test(text) ? JUST_NOW : undefined);

  // “show me the last picture of Tony Blair”: of somebody, not from a camera
  const shown = PICTURES_OF.exec(text);
  const whose = shown && nameAt(asRead(clause, shown.index + shown[0].length));
  if (whose && isPersonName(whose) && isFullName(whose))
    return calls({ tool: 'find_sightings', args: args({ person: whose, range }) });
  // nobody signs out at a camera: who is in was seen today
  if (IN_THE_HOUSE.test(text))
    return calls({ tool: 'find_sightings', args: { range: entities.time?.range ?? 'today' } });
  const unknown = UNKNOWN.test(text);
  const asksPeople =
    PEOPLE.test(text.replaceAll(/\bcan (?:anyone|someone)\b|\bcar parks?\b/g, '')) &&
    MOVES.test(text) &&
    !/\bwhat (?:did|does|is|was|has)\b/.test(text);
  if (
    camera &&
    (unknown || asksPeople) &&
    !/^(?:please )?(?:show|open|pull up|bring up|view)\b.{0,15}\b(?:camera|feed|footage)/.test(text)
  ) {
    return calls({
      tool: 'find_sightings',
      args: args({
        camera: isWholeSite(camera) ? undefined : camera,
        known: unknown ? false : KNOWN.test(text) ? true : undefined,
        range,
        person: seenPerson(clause),
      }),
    });
  }
  if (AT_ALL_CAMERAS.test(text) && HAPPENED_THERE.test(text))
    return calls({ tool: 'find_sightings', args: args({ range }) });
  // nobody signs out at a camera: who is in was seen today
  if (IN_THE_HOUSE.test(text))
    return calls({ tool: 'find_sightings', args: { range: entities.time?.range ?? 'today' } });
  const person = seenPerson(clause);
  // The whole building is no camera.
  const place = camera && isWholeSite(camera) ? null : camera;
  if (person) return calls({ tool: 'find_sightings', args: args({ person, camera: place, range }) });
  if (
    camera &&
    (hasCamera ||
      /\b(?:live|latest|current|last|newest)?\s*(?:pictures?|images?|photos?|view) (?:of|from|at)\b|\b(?:what(?:'s| is| was)? (?:happening|happened|going on)|look like|show|view|pull up|bring up|see|let me see|check|watch|look at|take me to|display|switch(?: over)? to|jump to|zoom in on)\b|^(?:please |can you |could you )*put\b.{2,40}\bon(?: (?:the |my )?(?:screen|display|monitor))?(?: please)?[?!. ]*$/.test(
        text,
      )) &&
    !/\b(?:threshold|similarity)\b/.test(text)
  ) {
    return calls({ tool: 'show_camera', args: args({ camera, at: entities.time?.at ?? entities.time?.range }) });
  }
  if (
    (unknown || KNOWN.test(text)) &&
    /\b(?:people|persons?|faces?|visitors?|strangers?|intruders?|vehicles?|cars?|anyone|somebody|someone|trespassers?)\b/.test(
      text,
    )
  ) {
    return calls({ tool: 'find_sightings', args: args({ known: !unknown, range }) });
  }
  if (HAPPENED_THERE.test(text) && (camera || hasCamera))
    return calls({ tool: 'find_sightings', args: args({ camera: place, range }) });
  if (SEES_MOST.test(text)) return calls({ tool: 'find_sightings', args: args({ range }) });
  if (asksPeople && hasCamera && !camera) return calls({ tool: 'find_sightings', args: args({ range }) });
  if (WALKED_IN.test(text) && entities.countries.length === 0 && entities.outcome === null && entities.via === null)
    return calls({ tool: 'find_sightings', args: args({ range }) });
  if (
    !/\b(?:fail\w*|locked|lock-?outs?|password\w*|log\w*|sign\w*)\b/.test(text) &&
    /\b(?:how many|any|which|list|show|were there) (?:people|persons|visitors|faces|sightings|guests)\b/.test(text)
  ) {
    return calls({ tool: 'find_sightings', args: args({ range }) });
  }
  return null;
};

const PICTURES_OF =
  /\b(?:pictures?|photos?|images?|snapshots?|pics?|shots?|captures?) (?:of|showing|with|that show) (?=\S)/;
const isFullName = (name: string): boolean =>
  /^(?:PER-\d+|Person_[0-9A-F]{8})$/i.test(name) || /^\p{Lu}[\p{L}'.-]+(?: \p{Lu}[\p{L}'.-]+)+$/u.test(name);

/** “is anyone at the loading dock?”, “who is at the front door right now?”; “who is on camera 2?” shows the camera. */
const THERE_NOW =
  /^(?:(?:so|and|hey|ok(?:ay)?|please|can you tell me|tell me|do you know)[ ,]+)*(?:who(?:'s|s| is| are| all is)(?: (?:all|currently|still|now))*|(?:is|are) (?:there )?(?:still |currently |now )?(?:any(?:body|one)|some(?:body|one)|a (?:person|stranger|man|woman|visitor)|(?:any |some )?(?:people|persons|strangers|visitors))(?: (?:currently|still|now))?) (?:(?:standing|waiting|hanging around|loitering|sitting|outside|inside) )?(?:at|in|near|by|outside|inside|around|in front of|here|there|on site)\b|\b(?:right now|at the moment|at this moment|currently|just now)\b/;
const JUST_NOW = 'last_15m';
const IN_THE_HOUSE =
  /^(?:(?:so|and|hey|ok(?:ay)?|please|can you tell me|tell me|do you know)[ ,]+)*(?:who(?:'s|s| is| are| was| were| all is)|is (?:there )?any(?:one|body)|is (?:there )?some(?:one|body)) (?:all |still |currently |now )*(?:here|on[- ]site|on (?:the )?premises|inside|in (?:the |our )?(?:building|office|house))(?: (?:right now|now|at the moment|currently|still|today|yesterday|tonight|this (?:morning|afternoon|evening)|last night))*[?!. ]*$/;

/** "what did the cameras see last night?", "was there any trouble at the loading dock?" */
const HAPPENED_THERE =
  /\bwhat (?:did|have|has) (?:the |our |all |my )*(?:\w+ )?(?:cameras?|cams?|cctv) (?:see|seen|show|shown|record(?:ed)?|catch|caught|notice[d]?|film(?:ed)?|pick(?:ed)? up)\b|\b(?:what (?:happened|has happened|went on|was going on|is going on)|anything (?:happen(?:ed|ing)?|going on|unusual|suspicious|strange)|(?:any|some) (?:trouble|activity|movement|visitors?|incidents?|problems?))\b.{0,20}\b(?:at|on|in|by|near|around|from) (?:the |our |all )/;
const AT_ALL_CAMERAS = /\b(?:the|our|all|any)(?: (?:the|our|of))* (?:cameras|cams)\b(?! (?:of|in|at)\b)/;
export const isWholeSite = (camera: string): boolean => /^(?:building|office|site|premises|house)$/.test(camera);

/** "which camera sees the most people?" */
const SEES_MOST = new RegExp(
  String.raw`\b(?:which|what|where)\b.{0,20}\b(?:${CAMERA}|${PLACE})\b.{0,30}\b(?:most|fewest|least|busiest)\b|\bbusiest (?:${CAMERA}|${PLACE})\b`,
);

const CAMERA_NAMED: readonly RegExp[] = [
  /\b(cam-\d+)\b/d,
  /\b(?:camera|cam)s? (?:number |no\.? |no\.|#)?(\d+[a-z]?|[a-z]\d+|[a-z])\b(?!')/d,
  // “camera pharmacy”: as nothing else is called behind the word
  /(?:^\s*|\b(?:show|see|view|open|check|pull up|bring up|look at)\s+(?:me )?(?:the )?)(?:camera|cam) (?:called |named )?((?!(?:is|was|are|off|on|in|at|by|and|or|with|from|of|that|which|did|does|has|for|online|offline|status|health|settings?|names?|list|pages?|events?|alerts?|alarms?|images?|pictures?|frames?|footage|feeds?|views?|rules?|zones?|detections?|sightings?|systems?|access|number|please|again|now)\b)[\p{L}\p{N}'-]+(?: [\p{L}\p{N}'-]+){0,3}?)(?: (?:please|now|again|live))?\s*[?.!]*\s*$/du,
  /\b(?:camera|cam|feed|footage|video|stream|snapshot|recording|live view|cctv|picture|view)s? (?:of|from|at|for|in|on|by|near|over|covering|outside) (?:the |our )?([\w' -]+?)(?= (?:camera|cam|at|from|on|in|for|please|now|right|live|between|around|ok(?:ay)?|fine|working|works?|online|offline|up|down|alive|dead|broken|running|good|still|alright)\b|\s{2,}|[?.!,]|\s*$)/d,
  new RegExp(
    String.raw`\b(?:show|open|pull up|bring up|view|watch|see|display|check|get|give|at|on|through|from|by|near|in|of|the|did|does|has|what's|is|to)\s+(?:me |us |up )?(?:the |our )?((?:(?!the |our |me |us |at |on |in |from |by |of |to |live |latest |last |current |what |did |does |see )[\w'-]+ ){1,4}?)(?:security |live |surveillance |cctv )?(?:${CAMERA})\b`,
    'd',
  ),
  new RegExp(
    String.raw`\b(?:at|through|in|into|on|by|near|via|outside|inside|around|from|past|of|to|use|used|using|enter|entered|entering|left|exited|show|see|view|check|the)\s+(?:me |us )?(?:the |our )?((?:(?!the |our |me |at |on |in |from |by |of |to |via |through |into |near |past |using )[\w'-]+ ){0,3}?(?:${PLACE})(?: \d{1,3}| [a-z](?=[\s?.!,]|$))?)\b`,
    'd',
  ),
];
const CAMERA_FIRST = new RegExp(String.raw`^\s*(?:the |our )?((?:[\w'-]+ ){1,4}?)(?:${CAMERA})\b`, 'd');
/** What stands before a place in other languages. */
const ARTICLES =
  /^(?:(?:an|in|auf|vor|bei|durch|zu) )?(?:(?:der|die|das|den|dem|am|im|zum|vom|le|la|les|du|de la|au|aux|à la|el|los|las|del|al) |(?:de |à )?l['’])(?=\S)/i;

/** The camera or place a text names, without the word camera: `loading dock`, `3`. In another language, as it was typed there. */
export function cameraName(clause: Clause): string | null {
  const text = clause.entities.rest;
  for (const pattern of CAMERA_NAMED) {
    const match = pattern.exec(text);
    const name = match?.[1]?.trim();
    if (
      name &&
      !/^(?:live|the|all|any|every|each|our|security|camera|last|me|what|video|which|people|unknown)$/.test(name) &&
      !IS_SEEN.test(name)
    )
      return /^cam-/.test(name) ? name.toUpperCase() : asTyped(clause, match!, name);
  }
  const bare = CAMERA_FIRST.exec(text);
  const name = bare?.[1]?.trim();
  return name &&
    !/\b(?:show|open|which|what|who|how|any|anything|all|list|add|create|remove|delete|new|an?|on|the|did|do|does|has|have|had|is|are|was|were|can|could|no|our)\b/.test(
      name,
    )
    ? asTyped(clause, bare!, name)
    : null;
}

/** “the picture of the truck”: what a camera saw is none. */
const IS_SEEN =
  /^(?:the |that |this |an? )?(?:trucks?|lorr(?:y|ies)|vans?|cars?|vehicles?|bus(?:es)?|bikes?|bicycles?|dogs?|cats?|birds?|persons?|man|men|wom[ae]n|visitors?|strangers?|drivers?)$/;

/** A name that was glossed is no camera's: people call theirs by a name of their own language. */
function asTyped(clause: Clause, match: RegExpExecArray, name: string): string {
  if (clause.utterance.language === 'en') return name;
  const [from, to] = match.indices![1]!;
  const said = typed(clause, from, to).trim().replace(ARTICLES, '');
  return said === '' ? name : said;
}

/** A name that is neither a place's, a camera's nor a thing's. */
export const isPersonName = (name: string): boolean =>
  isName(name.split(' ')[0]!) && ![PLACE_WORD, CAMERA_WORD, THING].some((words) => words.test(name.toLowerCase()));
const THING =
  /^(?:cars?|vehicles?|trucks?|vans?|bikes?|bicycles?|motorcycles?|dogs?|cats?|animals?|parcels?|packages?)$/;

/** Who is asked for in "when did I last see John?", "where is Priya?", "has Person_A47B8C12 been in today?". */
export function seenPerson(clause: Clause): string | null {
  const { rest } = clause.entities;
  const patterns = [
    /\b(?:see|saw|seen|spot(?:ted)?|sight(?:ed|ings?)(?: of)?|notice[d]?|look for|find|locate|track)\s+(?=\S)/g,
    /\b(?:when|where)(?:'s| is| was| did| has| have)\s+(?!i\b|we\b|you\b)(?=\S)/g,
    /\b(?:was|has|did|is)\s+(?=\S+(?:\s\S+)?\s+(?:last |been |ever )*(?:seen|spotted|sighted|here|in the|at the|at cam-\d+|come|came|enter|leave|left|arrive|show up|walk|visit|on camera|on site|around|in(?=\s*[?.!]*\s*$)))/g,
    /\bhow long (?:did|was|is|has|had)\s+(?=\S)/g,
    /\b(?:last|first) time\s+(?:that )?(?:(?:i|we|you|anyone|anybody|someone) (?:last )?saw )?(?=\S)/g,
    /\b(?:sightings|whereabouts|movements|appearances) (?:of|for)\s+(?=\S)/g,
  ];
  for (const pattern of patterns) {
    for (const match of rest.matchAll(pattern)) {
      const name = nameAt(asRead(clause, match.index + match[0].length));
      if (!name || !isPersonName(name)) continue;
      // "where is the traffic from" and "when did it happen" name nobody.
      const sight =
        /\b(?:see|saw|seen|spot|spotted|sight\w*|where|whereabouts|come|came|enter\w*|leave|left|arrive\w*|here|walk\w*|visit\w*|on camera|on site|around|in today|show(?:ed)? up|turn(?:ed)? up|in\s*[?.!]*\s*$|(?:was|is) \S+(?: \S+)? at (?:the\b|our\b|cam-\d)|movements|been|track|locate|appearances|in (?:the )?(?:building|office|today|yet)|on (?:the )?premises|still here|at work|stay(?:ed|ing)?|spen[dt]|remain(?:ed)?|hang(?:ing)? around)\b/.test(
          rest,
        );
      if (
        sight &&
        !/^(?:traffic|happen|logs?|most|all|failed|things?|something|data|page|docs?|incident|it|attacks?|coming|connections?)/i.test(
          name,
        )
      )
        return name;
    }
  }
  return null;
}

const SOMEBODY =
  /^(?:so |and |please |hey |ok |do you know |can you tell me )*(?:who(?: (?:on earth|the (?:hell|heck)|exactly|actually|again))?(?:'s| is| was|s)|(?:have|did) (?:we|you|i) (?:ever )?(?:met|meet|seen?|know|encountered?)(?: before)?|identify|tell me who|what do (?:you|we) (?:know about|have (?:on|about))|do (?:we|you) (?:know|recogni[sz]e|remember|have)(?: of)?(?: an?(?= )| (?:someone|somebody|anyone|anybody)(?= (?:named|called|by the name of)))?|look up(?: the)?(?: person)?|tell me about|whois)\s+(?:this |that |the )?(?:person |employee |member |visitor |man |woman |guy |named |called |by the name of )*(?=\S)/;

/** "who is Dana Whitfield?", "who is Person_A47B8C12?" */
export const whoIs: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  // Where nobody is recognised by face, the members are still known by name.
  const known = (label: string) =>
    context.tools.has('who_is') || !context.tools.has('list_members')
      ? calls({ tool: 'who_is', args: { label } })
      : calls({ tool: 'list_members', args: { name: label } });
  if (entities.refs.length > 0 || entities.ip) return null;
  const indirect = /\bwho (\S+(?: \S+){0,3}?) (?:is|was)(?: exactly| again)?[?.! ]*$/.exec(text);
  const match =
    SOMEBODY.exec(text) ??
    (/\b(?:we|you|i|anyone) (?:know|recogni[sz]e|have seen|met)\b|\bone of (?:us|ours)\b|\bin our (?:list|records|system|directory)\b/.test(
      text,
    )
      ? /^(?:is|was) (?:this |that |the )?(?=\S)/.exec(text)
      : null) ??
    /^(?:show|give|get) (?:me )?(?:the )?(?:profile|details|record|info(?:rmation)?) (?:of|for|on|about)\s+(?=\S)/.exec(
      text,
    );
  if (!match && indirect) {
    const from = indirect.index + 'who '.length;
    const label = typed(clause, from, from + indirect[1]!.length).trim();
    return label.split(' ').every(isName) ? known(label) : null;
  }
  if (!match) return null;
  const raw = typed(clause, match[0].length)
    .trim()
    .replace(/\s+(?:someone|somebody|anyone|a person|one|known|in|among)\b.*$/i, '');
  if (entities.email) return known(entities.email);
  const label = raw
    .replace(/(?:'s)?[?.!,\s]*$/, '')
    .replace(/^who (?=.* (?:is|was)$)/i, '')
    .replace(/ (?:is|was)$/i, '')
    .replace(/,? (?:please|again|exactly|anyway|by the way|for (?:me|us))$/i, '')
    .replace(/ (?:person|guy|man|woman|fellow|character|user|employee|visitor)$/i, '')
    .replace(/^@/, '');
  const words = label.split(/\s+/);
  const asksWho = /^.*\b(?:who|whois|identify)/.test(match[0]);
  if (label === '' || words.length > 4 || !words.every((word) => isName(word.replace(/[.,]$/, '')))) return null;
  if (
    /\b(?:log|sign|attack|work|assigned|respons|on call|oncall|online|most|using|trying|doing|there|affect|involve|behind|impact|target|locked|block|next|active|admin|to blame|worst|offend|culprit|suspect|busiest|noisiest|top|in charge|on duty|on shift|hit|compromised)\w*/i.test(
      label,
    )
  )
    return null;
  if (!asksWho && !/\p{Lu}/u.test(label) && !/_/.test(label)) return null;
  return known(label);
};

/** Somebody by label or reference, whatever is said of them: their card says who they are and has the buttons. */
export const namedPerson: Recogniser = ({ text }) => {
  const named = NAMED.exec(text)?.[0];
  if (named === undefined) return null;
  const label = named.startsWith('per-')
    ? named.toUpperCase()
    : `Person_${named.slice('person_'.length).toUpperCase()}`;
  return calls({ tool: 'who_is', args: { label } });
};
const NAMED = /\bperson_[0-9a-f]{8}\b|\bper-\d{1,9}\b/;

/** What a call left behind: "what do we know about Priya from the last call?" */
export const notes: Recogniser = (clause) => {
  const { text, entities } = clause;
  if (entities.refs.length > 0 || entities.ip) return null;
  const call =
    /\b(?:calls?|meetings?|conversations?|phone|talks?|talked|talking|spoke|spoken|discussed?|interviews?|chat(?:ted)?|stand-?up|1:1|one-on-one|transcripts?)\b/.test(
      text,
    );
  const about =
    /\b(?:what (?:do )?(?:we|you|i) know about|what did|anything (?:about|on|from)|notes? (?:on|about|for|from|of)|remind me (?:what|about|of)|what (?:have|had) we (?:learned|learnt|noted|got|discussed)(?: \w+)? (?:about|of|on|from|with)|recall|remember|what was (?:said|discussed|agreed)|key points|takeaways|learn(?:ed|t)? about|background on|what (?:has|does)|summary of)\b/.test(
      text,
    );
  const direct =
    /\bwhat (?:did|has|does)\s+\S+(?: \S+)?\s+(?:say|said|tell|told|mention(?:ed)?|ask(?:ed)? for|want(?:ed)?|promise[d]?|agree[d]?|think|like|prefer)\b/.test(
      text,
    ) ||
    /\b(?:what do (?:we|you|i) know about|notes? (?:on|about|for|say|mention|tell)|remind me (?:what|about)|what (?:have|had) we (?:learned|learnt|noted) about|what (?:did|have|had) (?:we|you|i) (?:promise[d]?|agree[d]?|tell|told|discuss(?:ed)?|offer(?:ed)?|say|said)(?: (?:to|with|on))? (?=\S+)|recall (?:what|everything|notes)|do (?:we|you) remember|do (?:we|you) have (?:any )?notes)\b/.test(
      text,
    );
  // whom the desk knows by number has a card; notes are of calls
  if (!(call && about) && (!direct || NAMED.test(text))) return null;
  const lead =
    /\b(?:about|on|for|did|with|of|from|by|has|does|remember|know|what|to|recall|promised?|told?|tell|offered?)\s+(?=\S)/g;
  for (const match of entities.rest.matchAll(lead)) {
    const name = nameAt(asRead(clause, match.index + match[0].length));
    if (
      name &&
      !/^(?:call|meeting|notes?|phone|conversation|know|about|say|said|agreed|discuss\w*|talk\w*|our|we|you|promise\w*|offer\w*|agree\w*|tell|told)$/i.test(
        name,
      )
    )
      return calls({ tool: 'recall_notes', args: { person: name } });
  }
  const owner = /\b([\p{L}][\w-]+)'s (?:call|notes?|meeting|preferences)/u.exec(text);
  return owner ? calls({ tool: 'recall_notes', args: { person: owner[1] } }) : null;
};
