/** What stands in the slots of the frames. */
export const WORDS: Record<string, readonly string[]> = {
  such: ['a', 'a', 'such a', 'the biggest', 'a complete', 'a total', 'a huge', 'a real', 'one'],
  insult:
    'idiot|moron|loser|imbecile|fool|dumbass|clown|creep|coward|liar|pig|rat|snake|scumbag|jerk|freak|weirdo|degenerate|parasite|noob|twat|prick|asshole|bastard|retard|dimwit|cretin|halfwit|buffoon|nobody|failure|disgrace|hypocrite|troll|psycho|lowlife|baby|crybaby|donkey|goblin|toad|worm|cockroach|troglodyte|simpleton|bonehead|douchebag|jackass|brat|snitch|tool|muppet|wanker|dipshit|airhead|scrub|swine|leech|joke|disappointment|hag|cow|fatso|bum|punk|lunatic|vermin'.split(
      '|',
    ),
  adj: 'stupid|dumb|pathetic|useless|worthless|ugly|disgusting|brainless|clueless|incompetent|fat|lazy|retarded|idiotic|dense|thick|lame|ridiculous|annoying|filthy|vile|gross|miserable|spineless|ignorant|toxic|weak|slow|braindead|crazy|insane|fake|greedy|selfish|delusional|deranged|hopeless|horrible|awful'.split(
    '|',
  ),
  bad: 'garbage|trash|worthless|pathetic|a joke|laughable|disgusting|crap|shit|horrible|rubbish'.split('|'),
  strong:
    'asshole|bitch|bastard|cunt|dickhead|motherfucker|cocksucker|dumbass|shithead|fuckface|fuckwit|prick|twat|wanker|douchebag|slut|whore|son of a bitch|dipshit|scumbag|pussy|dick|jackass|fucktard|bitches'.split(
      '|',
    ),
  slur: 'faggot|nigger|kike|spic|chink|tranny|raghead|paki|retard|dyke|wetback|gook|towelhead|fag|sand nigger|coon|beaner|mudslime|feminazi|gypo|shemale|queer|troon|trannie|poof|muzzie|jap|yid|pikey|mongoloid|cripple|lesbo|homo|camel jockey|porch monkey|half breed|sperg|groid|groomer|curry muncher|redskin|gyppo'.split(
    '|',
  ),
  someone: '<someone>|@alex|jonas|maria|kevin|this guy|that woman|my boss|our teacher|john|sarah'.split('|'),
  work: 'code|work|report|writing|music|stream|design|post|presentation|art|build|strategy|cooking'.split('|'),
  quality: 'brain|shame|talent|skill|class|spine|dignity|common sense|decency|idea|clue|life|friends'.split('|'),
  pet: 'dog|cat|hamster|goldfish|toaster|houseplant|rock'.split('|'),
  waste: 'space|time|oxygen|air|skin|money'.split('|'),
  harm: 'kill|murder|stab|shoot|strangle|hurt|beat|punch|hit|slap|destroy|hunt down|beat up|torture|choke|smash|hang|crush|cut|break|bury|poison|attack|kick'.split(
    '|',
  ),
  harmed: 'killed|shot|beaten|stabbed|hanged|hurt|murdered|attacked|burned|lynched|executed|tortured|punched'.split(
    '|',
  ),
  dare: 'come here again|talk to me again|say that again|touch my stuff|show up|tell anyone|post that|call me again|come near me'.split(
    '|',
  ),
  kin: 'family|mother|father|sister|brother|kids|wife|dog|son|daughter|friends'.split('|'),
  weapon: 'gun|knife|bullet|bat|hammer|brick|rope'.split('|'),
  illness: 'cancer|aids|a disease|a heart attack|covid|the plague'.split('|'),
  groups:
    'muslims|jews|christians|blacks|black people|white people|whites|asians|mexicans|immigrants|refugees|gays|lesbians|trans people|women|men|arabs|indians|africans|chinese people|gypsies|disabled people|autistic people|foreigners|homosexuals|latinos|old people|poor people|hindus|turks|pakistanis|russians|poles|feminists|bisexuals|atheists|natives|koreans|the homeless|transgender people|queer people'.split(
      '|',
    ),
  group:
    'muslim|jewish|christian|black|white|asian|mexican|immigrant|gay|lesbian|trans|female|male|arab|indian|african|chinese|disabled|autistic|foreign|bisexual|latino|hindu|turkish|russian|polish|atheist|native|korean|queer|deaf|blind'.split(
      '|',
    ),
  groupbad:
    'criminals|animals|parasites|terrorists|thieves|disgusting|stupid|lazy|dirty|vermin|scum|rapists|inferior|evil|savages|dangerous|a disease|mentally ill|perverts|liars|freaks|trash|worthless|violent|filthy|subhuman|a plague|the problem|sick|ugly|uneducated'.split(
      '|',
    ),
  vice: 'steal|lie|cheat|complain|kill|beg|stink|breed like animals|take our jobs|want handouts|commit crimes|cannot drive|ruin it'.split(
    '|',
  ),
  lewd: 'nudes|naked pictures|a picture of your body|dick pics|your underwear|something dirty'.split('|'),
  body: 'body|tits|ass|boobs|pussy|legs|butt|dick|cock|lips|breasts|nipples'.split('|'),
  lewdact: 'fuck|bang|lick|kiss|spank|undress|taste|ride|have sex with|do|pound|suck'.split('|'),
  good: 'awesome|amazing|great|good|cool|brilliant|beautiful|hilarious|fantastic|perfect|incredible|nice|fun|talented|smart|wonderful|the best|legendary|delicious'.split(
    '|',
  ),
  broken: 'broken|down|late|stuck|slow|failing|gone|dead|cold|full|empty|wrong|crashing'.split('|'),
  sickness: 'a disease|a mental illness|a sickness|a sin|a phase|a choice for losers|unnatural|disgusting|wrong'.split(
    '|',
  ),
  greed: 'money|themselves|power|sex|your wallet|handouts'.split('|'),
  power: 'media|banks|government|news|schools|country|world|city'.split('|'),
  place: 'server|team|country|school|office|town|club|channel|company|neighbourhood|church|university'.split('|'),
  skill: 'drive|code|vote|lead|do maths|raise children|teach|think|read|work in engineering|play|own a house'.split(
    '|',
  ),
  vicing: 'complaining|crying|lying|whining|being emotional|causing drama'.split('|'),
  fieldof: 'science|engineering|politics|sport|medicine|the army|film|history|tech'.split('|'),
  sorry: 'ashamed|disappointed|embarrassed|sick and tired'.split('|'),
  dothing:
    'post|write code|talk|play this game|sing|cook|drive|speak|stream|open your mouth|touch the keyboard|run a meeting'.split(
      '|',
    ),
  day: 'day|night|weekend|week|christmas|breath'.split('|'),
  doing: 'talking|posting|asking questions|writing that|looking at me|going'.split('|'),
  harmed2: 'killed|shot|beat|stabbed|hurt|murdered|attacked'.split('|'),
  thing:
    'build|server|game|movie|phone|laptop|process|test|meeting|weather|song|pizza|train|router|database|update|bug|printer|bus|coffee|keyboard|job|script|branch|deploy|worker|thread|app|website|battery|code|report|camera|headset|lag|map|level|boss|patch|traffic|car|homework|plan|door|wifi|email|container|node|link'.split(
      '|',
    ),
};
