/** Of whom a text speaks, as far as its own words tell; each is a hint, none of it a judgement. */
export interface SpeaksOf {
  /** It turns on whoever it speaks to: `you are …`, `shut up`, `fick dich`. */
  atYou: boolean;
  /** Of somebody or something else: he, that guy, the printer, those thieves. */
  third: boolean;
  /** Of another person, not of a thing. */
  person: boolean;
  /** It speaks to all of them at once: you two, both of you. */
  toAll: boolean;
  /** It tells or judges what others say: `calling people pigs helps nobody`. */
  tells: boolean;
  /** It stands by whoever it speaks to: `don't listen to them`, `you are not stupid`. */
  comforts: boolean;
  /** Whom it calls with @ is whom it speaks of: `@dana is …`. */
  ofCalled: boolean;
  /** A game, a match, a stage, a kitchen: nobody dies there. */
  plays: boolean;
  /** A place, a time, a weapon: it is meant, wherever it is said. */
  earnest: boolean;
}

const words = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'iu');
const every = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu');

/** Somebody who is not here, by what they are to somebody. */
const ROLES =
  'boss|bosses|manager|chef|chefin|ex|teacher|prof|professor|landlord|landlady|neighbou?rs?|ref|referee|umpire|coach|driver|cops?|police|doctor|husband|wife|colleagues?|co-?workers?|roommate|flatmate|client|customer|minister|president|senator|mayor|government|politicians?|opposition|company|owner|guy|dude|man|woman|girl|lady|kid|kerl|typ|typen|frau|mann|lehrer|lehrerin|nachbar|nachbarin|vermieter|schiedsrichter|schiri|kollege|kollegin|voisin|voisine|patron|patronne|mec|type|prof|arbitre|jefe|jefa|vecino|vecina|árbitro|tipo|tío|profesor|profesora|author|writer|editor|judge|lawyer|thief|scammer|killer|murderer|strangler|defendant|victim|witness|suspect|fans?';
/** A thing or an animal that is cursed at. */
const THINGS =
  'thing|things|printer|machine|computer|laptop|pc|server|cache|build|test|tests|code|script|cron|job|deploy|disk|database|db|phone|car|bike|bus|train|traffic|wifi|router|internet|app|website|site|software|update|windows|excel|oven|pizza|toast|coffee|alarm|weather|game|level|movie|film|series|show|episode|album|song|article|book|policy|service|drucker|rechner|auto|handy|imprimante|ordi|voiture|impresora|ordenador|coche';
/** Animals are cursed at, too; what is called one without an article is a person. */
const ANIMALS = 'cats?|dogs?|rats?|mouse|mice|spiders?|mosquito(?:es)?|wasps?|mare|horse|pigeons?|seagulls?|animals?';
const SHE_HE =
  "he|she|they|him|her|them|his|hers|their|himself|herself|themselves|hes|shes|theyre|whoever|someone|somebody|er|ihn|ihm|seine[rnms]?|dieser|diesem|diesen|jemand|il|ils|lui|elle|elles|quelqu'un|él|ella|ellos|ellas|alguien|ese|esa|esos|esas|aquel|aquella";

const PERSON = words(
  `${SHE_HE}|(?:my|his|her|their|our|your|the|that|some|mein|meine|meinen|dein|deine|der|die|den|so ein|so eine|mon|ma|ton|ta|ce|cet|cette|le|la|mi|tu|el) (?:\\p{L}+ ){0,2}(?:${ROLES})|(?:that|those|these) (?!(?:is|was|are|were|will|would|can|could|should|one|i|you|we|much|way|thing|said|true|right|bad|good|sucks?|hurts?|hat|photo|picture|name|question|idea|plan|dress)(?!\\p{L}))\\p{L}+|mine (?:was|is)|(?:my|the) (?:${ROLES})|(?:he|she)`,
);
/** Several, said to one: others are meant. */
const PLURAL =
  /(?<![\p{L}])(?:thieves|bastards|assholes|arseholes|idiots|morons|pigs|scumbags|losers|criminals|clowns|cowards|liars|monsters|vultures|wankers|crooks|pricks|dicks|parasites|racists|creeps|perverts|trolls|bullies|arschlöcher|idioten|wichser|penner|connards|salauds|abrutis|cabrones|imbéciles|ladrones)(?!\p{L})/iu;
/** `Miller is a …`, `c'est un …`: said of somebody. */
const IS_A =
  /(?:^|[^\p{L}@])(?!(?:you|u|i|it|this|that|there|here|what|ur|du|tu|je|ich|yo)(?:$|[^\p{L}]))\p{L}[\p{L}\d_]+ (?:is|was|'s|isn'?t|has been|ist|war|est|était|es|era|son) (?:\p{L}+ ){0,1}(?:such |so |just |echt |total |really |literally )?(?:an?|the|ein|eine|un|une|una|unos)(?![\p{L}])|(?:^|[^\p{L}])c['’]est (?:un|une|des)(?![\p{L}])|(?:^|[^\p{L}])(?:es|son) (?:un|una|unos|unas)(?![\p{L}])/iu;
const THING = words(
  `it|it'?s|its|(?:this|the|my|our) (?:\\p{L}+ ){0,2}(?:${ANIMALS})|(?:this|the|that|my|our|your|stupid|useless|damn|fucking|bloody|shitty|goddamn|der|die|das|dieser|diese|dieses|mein|le|la|ce|cette|el|esta|este) (?:\\p{L}+ ){0,2}(?:${THINGS})|(?:${THINGS}) (?:is|was)`,
);

/** Words for somebody that one stands by, or of what one wishes them; “you” in them is no blow. */
const COMFORT = every(
  "(?:(?:do not|don'?t|doesn'?t|didn'?t|never|nobody here|nobody|no one) (?:even )?(?:listen to|deserves?|mind|let|believe|think(?:s)?|hates?) (?:\\p{L}+ ){0,3}?(?:you|him|her|them|that|those|it|get to you)(?:'re| are)?(?: \\p{L}+)?|(?:you|u) (?:really )?(?:deserve|did (?:great|well|nothing|your best)|look (?:great|good|lovely|amazing)|are (?:doing|right|great|good|amazing|brave|strong|better|enough|beautiful|safe|loved|wonderful|awesome|kind|welcome|ok|okay|sweet|so (?:brave|strong|much))|'?re (?:doing|right|great|good|amazing|brave|strong|better|enough|beautiful|safe|loved|wonderful|awesome|kind|welcome|ok|okay|sweet|so (?:brave|strong|much)))(?: (?:so much|much|far|way|great|well|your best|nothing wrong))*(?: better)?|(?:you(?: a|'?)re|you are) (?:not|no|never)(?: \\p{L}+){0,3}|(?:ignore|block|report|forget|mute|screw|fuck|to hell with) (?:him|her|them|that|those|the|it|this)(?: \\p{L}+){0,2}|(?:so|i'?m|im) (?:so )?sorry|sorry (?:for you|to hear|that happened|about that)|here for you|love (?:you|u|it|this)|hugs?|well done|good job|great job|congrats|congratulations|(?:you(?:'?re| are)? )?(?:an? )?(?:absolute|mad|sick|crazy|lucky|clever|beautiful|lovely|gorgeous|total|fucking) (?:legend|cunt|bastard|animal|beast|bitch|genius|unit|queen|king)|(?:no pain no gain|bitch please|slay)(?: \\p{L}+)?|are you ok(?:ay)?|your (?:\\p{L}+ )?(?:is|was|looks?) (?:so |really |very )?(?:great|good|lovely|beautiful|amazing|fine|nice|wonderful)|lass dir das nicht gefallen|du bist (?:toll|super|nicht|großartig|kein|keine)(?: \\p{L}+)?|lass dich nicht|tut mir leid|hör nicht auf|oublie[- ](?:le|la|les|cette|ce)|t'es pas|tu n'es pas|tu es (?:super|géniale?|formidable)|pasa de (?:él|ella|ellos)|no le hagas caso|lo siento|no eres|eres (?:genial|increíble|la mejor|el mejor))",
);

const YOU =
  "you|your|yours|you'?re|youre|ur|u|ya|yourself|yourselves|y'all|du|dich|dir|dein\\p{L}{0,2}|tu|toi|te|ton|tes|t'es|vous|votre|tú|ti|tus|usted|ustedes|eres|vos|sos";
const ANY_YOU = words(YOU);
/** It is said to somebody whatever else it speaks of. */
const YOU_ARE = words(
  "(?:you|u|ya|y'all)(?:'?re| are| r)|(?:you|u) (?:look|sound|smell|stink|suck|should|must|can'?t|cannot|have no|will never|'?ll never|never|always|belong|deserve to)|you'?ll (?:never|always|regret|die|pay)|youre|ur|you(?: \\p{L}+){0,3} (?:idiot|moron|bitch|cow|pig|loser|trash|cunt|fuck|fucker|asshole|arsehole|bastard|whore|slut|freak|clown|dog|animal|scum|faggot|fag|retard|prick|dick|stupid|dumb|ugly|fat|worthless|pathetic|disgusting|filthy)|(?:fuck|hate|kill|screw|despise|hit|hurt|kick|slap|punch|shoot|stab|beat|find) (?:you|u|ya)|your (?:face|mother|mum|mom|family|kind|head|throat|neck|legs|house|mouth|ass)|yourself|du bist|dich|dir|eres|te (?:odio|mato|voy)|t'es|tu es|toi",
);
/** Orders and wishes that are blows, with nobody named. */
const ORDER =
  /(?:^|[.,!?;:…\n]\s*|(?<!\p{L})(?:just|and|now|please|so|pls|lol|to|then|ok)\s+)(?:shut (?:the (?:fuck|hell) )?up|shut (?:your|ur|it)|go (?:and )?(?:die|kill|hang|hide|cry|fuck|away|to hell|back|home|bury|jump)|get (?:the (?:fuck|hell) )?(?:lost|out|away)|fuck (?:off|you|u|ya)|piss off|drop dead|kys|kill (?:yourself|urself)|stfu|gtfo|die(?=$|[\s!.,])|cry (?:more|about|harder)|eat shit|suck (?:my|it)|leave(?: already| now)?(?=$|[!.])|nobody (?:asked|likes|wants|cares)|no one (?:asked|likes|wants|cares)|halt'?s? (?:dein|die|das|dei|den) |halt'?s maul|fick dich|verpiss|hau ab|geh sterben|bring dich um|verrecke?|ferme(?:-la| ta)|ta gueule|va (?:te|mourir|crever)|casse[- ]toi|dégage|suicide[- ]toi|cállate|callate|vete a|muérete|muerete|mátate|matate|que te (?:jodan|den)|lárgate|chinga)/iu;

const TO_ALL = words(
  "you (?:all|two|three|lot|both|guys|people|people all|boys|girls)|both of (?:you|youse)|all of you|y'all|youse|ihr (?:alle|beide|beiden|zwei)|alle beide|vous (?:tous|toutes|deux|autres)|todos ustedes|ustedes dos|vosotros",
);
/** What others say or do, told or judged. */
const TELLS = words(
  "(?:call|calling|called|calls|name-?calling) (?:someone|somebody|people|anyone|others|each other|him|her|them|me|us|names|a \\p{L}+)|(?:tell|telling|told|tells) (?:someone|somebody|people|anyone|others|him|her|them|me|us|a \\p{L}+)(?: \\p{L}+){0,1} (?:to|that|she|he|they|i)|(?:say|saying|said|says|writing|writes|wrote|write) (?:that |things like |stuff like |something like )(?:to|about)?|(?:say|saying|said|wrote|writing) (?:this|that|it|things?|stuff|something|\\s*) ?to (?:someone|somebody|people|anyone|others|a \\p{L}+|me|him|her)|(?:hat|haben) (?:mich|ihn|sie|uns|jemanden) (?:\\p{L}+ ){0,4}genannt|m'a (?:traitée?|appelée?) de|me (?:llamó|llamaron|dijo)|(?:dm'?e?d|messaged|texted|threatened|insulted|harassed|bullied) (?:me|us|him|her|them|someone)|is (?:bullying|not ok|not okay|harassment|an insult|a slur|not allowed|a crime|vile|cruel)|banned for|banned because|timed out because|for (?:calling|saying|telling|writing)|(?:it|that|which) means|basically|roughly|literally means|in (?:english|german|french|spanish|italian|russian)|auf (?:deutsch|englisch)|en (?:anglais|français|inglés|español)|das heißt|ça veut dire|significa",
);
const ASKS_WORDS =
  /(?<!\p{L})(?:what (?:does|do|did|is|are|would) .{1,60} mean|what'?s .{1,60} (?:mean|in (?:english|german|french|spanish|italian))|meaning of|how do you (?:say|translate)|translate|translation of|mean(?:s|ing)? in (?:english|german)|was (?:heißt|bedeutet)|(?:que|qu'est-ce que) (?:veut dire|signifie)|qué (?:significa|quiere decir))(?!\p{L})|^(?:and|und|et|y|or)\s+(?:\S.{0,40}\?|\S{2,20})\s*$|["“„«][^"”»]{1,60}["”“»]\s*\?\s*$/iu;

const IS_CALLED =
  /(?:\S\s+(?:<@[!&]?[\p{L}\p{N}_-]+>|@[\p{L}\p{N}_.-]+))|^(?:<@[!&]?[\p{L}\p{N}_-]+>|@[\p{L}\p{N}_.-]+)\s*(?:is|was|'s|are|has|looks?|should|needs?|will|can|never|always|ist|sieht|est|es)(?!\p{L})/iu;
const PLAYS = words(
  '\\d{1,2} ?[-:] ?\\d{1,2}|points?|fps|move \\d+|next (?:round|game|match|move|week)|rounds?|match|matches|derby|squad|sniper|lag|ranked|rematch|gg|ez|noobs?|scrub|league|cup|goals?|finals?|chess|penalty|board|dust2|map|maps|lobby|boss fight|respawn|kart|fifa|fortnite|minecraft|valorant|cs2?|league|dnd|initiative|orc|orcs|dragon|scene|verse|bars|lyrics|rehearsal|stage|rap|karaoke|draft|drafted|kicker|team|teams|bench|reps|gym|serve|racket|poker|uno|monopoly|room|dishes|cake|cookies?|lasagna|leftovers|fries|sweater|hoodie|chores|homework|laundry|fridge|milk|spoil(?:er|ers|s|ed)?|toys|dinner|lunch|pizza|snacks?|chocolate|grandma|mario|pub|beers?',
);
const EARNEST = words(
  "where you (?:live|work|sleep|park)|your (?:house|home|address|family|kids?|children|school|work|office|dog|cat|car)|tonight|knife|gun|bullet|shoot you|after (?:work|school)|for real|not (?:joking|kidding|a joke)|i mean it|i will find you|i'?ll find you|find you|kys|(?:kill|hang|shoot) (?:yourself|urself)|slit|throat|rape|outside your|watch your back",
);

/** So much of a text is read. */
const LOOKED_AT = 2000;

/** Reads of whom a text speaks. Pure; English, and the plainest German, French and Spanish. */
export function speaksOf(original: string): SpeaksOf {
  const text = (original.length > LOOKED_AT ? original.slice(0, LOOKED_AT) : original).replaceAll('’', "'");
  const bare = text.replaceAll(COMFORT, ' , ');
  const order = ORDER.test(bare);
  const you = ANY_YOU.test(bare);
  const person = PERSON.test(text) || IS_A.test(text) || PLURAL.test(text);
  const thing = THING.test(text);
  const third = person || thing;
  return {
    atYou: order || (you && (!third || YOU_ARE.test(bare))),
    third,
    person,
    toAll: TO_ALL.test(text),
    tells: TELLS.test(text),
    comforts: bare !== text,
    ofCalled: text.includes('@') && IS_CALLED.test(text),
    plays: PLAYS.test(text),
    earnest: EARNEST.test(text),
  };
}

/** Whether a text asks what words mean, those in quotation marks as well: an answer is no insult. */
export const asksWords = (text: string): boolean =>
  ASKS_WORDS.test(text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text);
