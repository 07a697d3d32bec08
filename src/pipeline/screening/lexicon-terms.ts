import type { Screened } from '../../domain/screening.ts';

/**
 * SafeNest's own seed lexicon: English terms that weigh, written by hand. It names slurs because it must know them.
 *
 * A line is a weight (how surely a message with it is so, 0..1) and terms between commas; several words are a phrase, whose words
 * must stand one after another. Simple endings (s, ed, ing, er, y …) are added to words that end in `~`.
 */
export const TERMS: Record<Screened, readonly (readonly [weight: number, terms: string])[]> = {
  toxicity: [
    [
      0.9,
      'go to hell, rot in hell, burn in hell, piss off, bugger off, get lost loser, nobody likes you, no one likes you, everyone hates you, nobody wants you here, you make me sick, i hate you, hate your guts, waste of space, waste of oxygen, waste of air, good riddance, get a life, choke on it, shut your mouth, shut your trap, shut your face, eat shit, kiss my ass, drop dead, hope you choke, full of shit, sick in the head, scum of the earth, lowest form of life',
    ],
    [
      0.6,
      'shut up, shut it, zip it, shaddup, screw you, get lost, sod off, go away, you suck, sucks to be you, cry about it, cry more, cope harder, touch grass, ratio, skill issue, who asked, nobody asked, no one asked, know your place, middlefinger, disgusting person, you people, sick of you, i despise you, nobody cares, no one cares, full of crap, full of it, out of your mind, lost your mind, wrong with you, get a grip, get a brain, grow up, bite me, shame on you, you are nothing, you are a joke',
    ],
  ],
  severe_toxicity: [
    [
      0.9,
      'kill yourself, kill your self, go kill yourself, kys, kms you, hang yourself, slit your wrists, drink bleach, go die, neck yourself, off yourself, end yourself, hope you die, hope you get cancer, hope u die, hope you get raped, deserve to die, deserves to die, should be shot, should be killed, should be hanged, should be exterminated, should be gassed, gas the jews, gas the kikes, lynch them, heil hitler, sieg heil, hitler was right, race war, white power, death to all, die in a fire, fuck you, rape you, kill urself, kill ur self, unalive yourself, jump off a bridge, jump off a cliff, choke and die, fuck u, fuck off, go fuck yourself',
    ],
  ],
  insult: [
    [
      0.95,
      'fuckwit~, fuckface~, fuckhead~, fucktard~, dickhead~, dickface, dickwad, dickweed, asshole~, asshat~, asswipe~, assclown~, arsehole~, shithead~, shitface, shitbag~, shitstain~, dipshit~, bullshitter~, dumbass~, dumbasses, dumbfuck~, jackass, jackasses, bitch~, bitchass, biatch, biotch, bastard~, cunt~, twat~, wanker~, tosser~, bellend~, knobhead~, motherfucker~, mofo~, muthafucka~, mothafucka~, mutherfucker~, cocksucker~, douche~, douchebag~, scumbag~, slut~, whore~, hoe~, thot~, skank~, slag~, prick~, pissant, son of a bitch, sons of bitches, piece of shit, piece of crap, piece of garbage, piece of trash, sack of shit, pos, retard~, retarded, fucktwit, cuck~, incel~, simp~, libtard~, numbnuts, shitlord~, pussy, pussies, sissy, sissies, wuss, cum dumpster, fatass~, lardass, fat ass, dumb ass, bitches, hoes, hos, hoebag~, bish, beotch, beyotch, btch, thundercunt~, kunt~, cumslut~, cumrag~, cumbucket~, assface, arsewipe~, azzhole~, ahole~, buttface, butthead~, shitbird~, shit for brains, fucknut~, fuckstick~, fuckboy~, fuckboi~, gobshite~, tosspot~, cockwomble~, dirtbag~, sleazebag~, slimeball~, sick fuck, bimbo~, harlot~, floozy, trollop, tard, tards, trumptard~, conservatard~, soyboy~, soy boy~, window licker~, windowlicker~, inbred~',
    ],
    [
      0.8,
      'idiot~, idiotic, moron~, moronic, imbecile~, cretin~, dimwit~, halfwit~, nitwit~, dolt~, dunce~, airhead~, bonehead~, blockhead~, numbskull~, numskull~, pinhead~, simpleton~, buffoon~, loser~, scum, scummy, lowlife~, low life~, degenerate~, parasite~, leech, vermin, cockroach, cockroaches, subhuman~, braindead, brain dead, brainless, mouth breather~, smooth brain~, pathetic, worthless, useless, stupid, dumb, dumber, dumbest, stupidest, ugly, fugly, fatso, fatty, lardball, pig face, creep~, creepy, pervert~, perv~, weirdo~, freak~, psycho~, lunatic~, crybaby, crybabies, snowflake~, noob~, n00b~, scrub~, trash, garbage, joke of a, clown~, coward~, liar~, hypocrite~, snitch~, jerk~, twit~, git, pillock~, muppet~, plonker, wally, minger, loony, nutjob~, nutcase~, mental case, neckbeard~, keyboard warrior~, attention seeker~, gold digger~, hag, old hag, cow, swine, rat, snake, maggot~, troll~, clueless, incompetent, gutless, spineless, shameless, dork~, geek~, klutz, smartass, smart ass, wimp~, chump~, sucker~, bum~, punk~, ignoramus, ignorant fool, fool~, foolish, stoopid, idot, retart, dummy, dumbo, doofus, dingbat~, prat, berk, wazzock, schmuck~, putz, slob~, sleaze, crackhead~, junkie~, hick~, yokel~, sicko~, wacko~, whacko~, kook~, crackpot~, nutter~, nutbag~, nincompoop~, ninny, knucklehead~, meathead~, dullard~, laughingstock, laughing stock, bottom feeder~, hypocritical, idiocy, stupidity, imbecilic, asinine, moronically, lunacy, despicable, contemptible, repulsive, loathsome, schizo~, sheeple, commie~, traitor~, bigot~, bigoted, crook~, fraud~, conman, charlatan~, sociopath~, psychopath~, narcissist~, tramp~, filth, dregs',
    ],
    [
      0.5,
      'ridiculous, laughable, absurd, silly, dense, lame, boring, annoying, irritating, arrogant, lazy, childish, immature, delusional, deranged, disgrace, disgraceful, embarrassing, nonsense, terrible, awful, horrible, disgusting, gross, crazy, insane, nuts, hopeless, sloppy, rubbish, crap, crappy, shitty, filthy, dirty, nasty, rude, selfish, toxic, evil, vile, hateful, sad excuse, poor excuse, no brain, no brains, get a brain, your mom, your mum, yo mama, ur mom, karen, boomer, peasant, monkey~, ape~, dog, pig~, rats, ignorant, inept, illiterate, uneducated, inane, corrupt, crooked, racist, sexist, nazi~, fascist~, liars, deplorable, repugnant, revolting, abhorrent, cowardly, fake, sick, shame, ashamed, obese, fat',
    ],
  ],
  identity_attack: [
    [
      1,
      'nigger~, nigga~, niggas, niggah, nigguh, nigglet~, niglet~, nignog~, negroid~, coon~, jigaboo~, jungle bunny, jungle bunnies, porch monkey~, spearchucker~, sambo, darkie~, darky, tarbaby, kike~, kyke~, yid~, hymie~, heeb~, christ killer~, shylock, sheeny, spic~, spick~, wetback~, beaner~, greaser~, border jumper~, chink~, chinky, gook~, slant eye~, slanteye~, slope head~, zipperhead~, ching chong, chingchong, jap~, nip~, paki~, curry muncher~, towelhead~, towel head~, raghead~, rag head~, sandnigger~, sand nigger~, camel jockey~, camel fucker~, goat fucker~, goatfucker~, muzzie~, mudslime~, mudslimes, terrorist religion, gypsy scum, gypo~, gippo~, pikey~, redskin~, squaw~, injun~, prairie nigger~, honky, honkies, cracker ass, white trash, trailer trash, redneck~, hillbilly, hillbillies, fag~, faggot~, faggy, faggotry, fagg~, phag, fgt, dyke~, lesbo~, homo~, poofter~, poof~, queer boy, queers, sodomite~, batty boy~, battyboy, tranny, trannies, trannie~, shemale~, she male~, ladyboy~, troon~, trap~ are gay, feminazi~, femoid~, foid~, roastie~, mongoloid~, mong~, spastic~, spaz~, cripple~, downie~, untermensch, mud people, mudblood~ race, race traitor~, white nigger~, wigger~, half breed~, halfbreed~, oreo nigger, uncle tom, house nigger, abo~, boong~, gook, zog, globohomo, 14 88, 1488, kkk, groomer~, niqqer~, nigg, niggs, niggaz, nigaz, nig, nigs, nibba~, nigra~, niggress, groid~, negress, pickaninny, golliwog~, kaffir~, wog~, wop~, dago~, polack~, shitskin~, sperg~, pajeet~, poojeet~, street shitter~, dothead~, dot head~, chinaman, chinamen, coolie~, slanty eyed, yellow monkey~, hajji~, muzrat~, muzzrat~, mohammedan scum, jewboy~, jew boy~, jew rat~, jewess, oven dodger~, ovendodger~, holohoax, bulldyke~, bull dyke~, carpet muncher~, rug muncher~, fudge packer~, fudgepacker~, butt pirate~, pillow biter~, nancy boy~, poofta~, fagit~, faget~, fagot~, phaggot~, faqqot~, transtrender~, tranz, he she, cumskin~, whitey, mayo monkey~, gyppo~, gimp~, autist, autists',
    ],
    [
      0.7,
      'go back to your country, back to africa, back to mexico, back to china, illegals, illegal aliens, illegal immigrants, invaders, invasion, anchor baby, anchor babies, white genocide, white race, white supremacy, white pride, aryan, master race, great replacement, inferior race, inferior races, racially inferior, inferior to whites, inferior to men, dirty jew~, dirty mexican~, dirty muslim~, filthy jew~, filthy muslim~, filthy animals, savages, savage animals, uncivilized, jew lies, jewish conspiracy, the jews control, jews control, jews run, jews own, jewed, all muslims are, all blacks are, all jews are, all women are, all mexicans are, all gays are, all immigrants are, muslims are terrorists, black people are, blacks are, jews are, gays are, women are too, women belong, belong in the kitchen, back to the kitchen, make me a sandwich, man up, like a girl, no homo, so gay, thats gay, that is gay, hate gays, hate women, hate jews, hate muslims, hate blacks, hate black people, hate immigrants, ban all muslims, deport them, deport them all, build the wall, mental illness to be, against god, against nature, unnatural, abomination~, sinners, heathen~, infidel~, third world country, welfare queen~, welfare leeches, thug~, ghetto, criminals by nature, shithole country, shithole countries, third worlder~, your kind, their kind, those people, real woman, real women, real man, man in a dress, men in dresses, pretending to be a woman, confused men, biological male~, two genders, mentally ill, mental disorder, women should, know your place woman, in their blood, breed like, not welcome here, do not belong here, behind everything, muslim scum, jewish scum, black scum, white scum, gay agenda, trans agenda, groomers, negro~, jihadi~, gringo~, special needs, short bus, down syndrome',
    ],
  ],
  threat: [
    [
      1,
      'i will kill, i will kill you, i am going to kill you, going to kill you, gonna kill you, i ll kill you, kill you, murder you, stab you, shoot you, strangle you, choke you out, slit your throat, cut your throat, break your neck, break your legs, break your face, break your jaw, smash your face, punch your face, bash your head, beat your ass, beat you up, beat you to death, beat the shit out of you, kick your ass, kick your teeth in, knock your teeth out, burn your house, burn your house down, burn you alive, hunt you down, track you down, find where you live, know where you live, come to your house, coming for you, i am coming for you, come after you, hurt your family, kill your family, hurt you, put a bullet in, bullet in your, you are dead, you are a dead man, you will regret, you will pay for this, make you pay, watch your back, sleep with one eye open, you are next, your days are numbered, rape you, dox you, doxx you, swat you, leak your address, post your address, bomb your, blow up your, shoot up the, skin you alive, end your life, bury you, put you in the ground, you wont live, you will not live, you better run, throw acid, run you over, snap your neck, gut you, bleed out, hope you bleed, make you suffer, make you bleed, better watch out',
    ],
    [
      0.6,
      'kill, murder, stab, strangle, shoot, beat you, punch you, hit you, slap you, smack you, smash you, destroy you, ruin you, ruin your life, end you, lynch, lynched, hang them, behead, execute, exterminate, exterminated, wipe them out, gas them, see you after school, meet me outside, catch these hands, square up, fight me, or else',
    ],
  ],
  sexual: [
    [
      0.95,
      'blowjob~, blow job~, handjob~, rimjob~, cumshot~, creampie~, deepthroat~, gangbang~, bukkake, dildo~, vibrator~, buttplug~, masturbat~, masturbate~, jerk off, jerking off, jack off, jacking off, wank~, fap~, fapping, porn~, porno~, pornhub, hentai, milf~, camgirl~, onlyfans, send nudes, nudes, dick pic~, dickpic~, suck my dick, suck my cock, suck my, suck a dick, suck dick, eat my ass, eat my pussy, eat pussy, lick my, lick your pussy, sit on my face, ride my dick, fuck my, fuck your mouth, want to fuck you, wanna fuck you, fuck me, bend you over, bend over, get you naked, naked pictures, cum on, cum in, cum inside, cumming, orgasm~, ejaculat~, erection~, boner~, hard on, horny, slutty, anal sex, oral sex, have sex, sex with, sex with you, sexting, sext~, cyber sex, cybersex, threesome~, orgy, orgies, bdsm, fetish, pussy, pussies, clit~, tits, titties, titty, boobs, boobies, big tits, nipples, cock~, dick~, penis, penises, vagina~, schlong, ballsack, nutsack, testicles, bulge, booty call, hooker~, prostitute~, strip for me, take off your clothes, take your clothes off, what are you wearing, are you wearing, are you a virgin, virgin, make love, make out with, rape~, rapist~, molest~, pedo~, pedophile~, paedo~, incest, bestiality, nympho~, twink~, rimming, scissoring, eggplantpicture',
    ],
    [
      0.5,
      'sex, sexy, sexual, naked, nude, kinky, cum, jizz, spunk, semen, thong, lingerie, panties, undress, strip, seduce, hottie, hot body, nice ass, that ass, dat ass, booty, boob~, bang you, do you like sex, are you single, kiss me, kiss you, touch me, touch you, spank me, spank you, spank~, bra size',
    ],
  ],
  profanity: [
    [
      1,
      'fuck~, fucked, fucks, fucking, fuckin, fucken, fuckn, fuk, fuking, fukin, fukn, fck, fcking, fcuk, phuck, fvck, feck~, effing, fking, fkn, fu, motherfucking, motherfuckin, mf, mfs, clusterfuck~, fuckery, fuckup~, fucked up, unfuck, wtf, wth, stfu, gtfo, gtfoh, ffs, lmfao, omfg, af, shit~, shitty, shits, shitting, shite, bullshit~, horseshit, batshit, shitshow~, shitload~, shitpost~, holy shit, sh1t, shyt, shiit, cunt~, twat~, bitch~, bitching, bitchy, bitchin, sumbitch, ass, asses, arse~, asshole~, arsehole~, dumbass~, jackass, badass~, smartass, azz, a55, dick~, dickhead~, cock~, cocksucker~, prick~, pussy, pussies, bollocks, bollox, bugger~, bloody hell, wanker~, wank~, tosser~, piss~, pissed, pissing, bastard~, slut~, whore~, motherfucker~, mofo~, nigger~, nigga~, faggot~, fag~, goddamn~, goddammit, goddamnit, god damn, dammit, damnit, crap~, crappy, screw you, tits, douche~, douchebag~, jizz, middlefinger, blyat, cyka, suka, puta, pendejo, cabron, mierda, scheisse, arschloch, wichser, hurensohn, fotze, merde, putain, connard, salope, bullcrap, horse shit, bull shit, dog shit, dogshit, dipshit~, mindfuck~, goddam, fukk~, fuc, fuq, sht, btch, azzhole~, kunt~, motherfuck, mothafucker~, muthafucker~, shag~, bastards',
    ],
    [
      0.4,
      'damn~, damned, hell, heck, darn, bloody, sod, git, freaking, frigging, friggin, freakin, crikey, sucks, suck, butt, bum, poop, turd~, fart~, screwed',
    ],
  ],
};

/** What turns the sense of a term near it, or speaks of words instead of using them. */
export const NEGATIONS: ReadonlySet<string> = new Set(
  'not no never nobody none neither nor without hardly stop dont isnt arent wasnt cannot'.split(' '),
);
export const ADDRESSING: ReadonlySet<string> = new Set(
  "you your yours yourself yourselves u ur ya youre y'all yall <someone>".split(' '),
);
export const OWN: ReadonlySet<string> = new Set('i me my myself mine we our us im'.split(' '));
export const THEM: ReadonlySet<string> = new Set(
  'they them their those these people he she him her his all every'.split(' '),
);
export const IDENTITIES: ReadonlySet<string> = new Set(
  (
    'black blacks white whites asian asians african africans mexican mexicans latino latinos latina hispanic hispanics arab arabs jew jews jewish muslim muslims islam islamic ' +
    'christian christians catholic catholics hindu hindus buddhist atheist atheists immigrant immigrants refugee refugees migrant migrants foreigner foreigners gay gays lesbian lesbians ' +
    'bisexual transgender trans queer lgbt lgbtq homosexual homosexuals women woman female females girls men man male males disabled autistic autism deaf blind indian indians chinese ' +
    'japanese korean pakistani turkish turks polish russian russians ukrainian irish gypsy gypsies roma romani native natives aboriginal indigenous nigerian somali syrian iranian israeli palestinian feminist feminists ' +
    'transsexual transsexuals transgenders nonbinary lgbtqia minority minorities sikh sikhs mormon mormons kurds kurdish afghan afghans iraqi iraqis syrians somalis nigerians albanian albanians vietnamese ' +
    'filipino filipinos romanian romanians greek greeks africans europeans americans handicapped wheelchair bipolar schizophrenic elderly homeless brown islamist islamists zionist zionists'
  ).split(' '),
);
/** Words for speaking about what others said. */
export const REPORTING: ReadonlySet<string> = new Set(
  'said says saying called calls calling wrote written word words quote quoted quoting reported report tweeted posted message example slur term phrase banned blocked filter'.split(
    ' ',
  ),
);
/** What makes swearing friendly. */
export const KINDLY: ReadonlySet<string> = new Set(
  'great awesome amazing love loved good nice cool thanks thank brilliant beautiful best happy congrats congratulations excellent perfect works working worked fun funny glad excited proud fantastic incredible sweet haha lol welcome please genius legend delicious yes yeah hell well done'.split(
    ' ',
  ),
);
