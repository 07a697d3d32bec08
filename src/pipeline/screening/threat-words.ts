/** Words that the grammar of threats is made of, by what they do in a sentence; English, as `normalise` writes them. */
const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''));

/** Stand between the parts of a sentence and change nothing. */
export const FILLERS = set(
  'just literally really seriously actually fucking fuckin honestly personally legit deadass definitely certainly totally absolutely so simply straight still now all also then soon tonight tomorrow motherfucking bloody damn goddamn slowly finally gladly happily well surely sure back up',
);

/** Kills or maims whoever stands after it. */
export const LETHAL = set(
  'kill murder slaughter behead strangle lynch hang execute stab shoot drown poison suffocate decapitate disembowel massacre torture rape burn gut skin butcher assassinate electrocute smother impale scalp',
);
/** Hurts whoever stands after it. */
export const HURTING = set(
  'hurt harm maim cripple choke punch slap smack hit bash batter whip slash jump attack assault bury end wreck destroy kick cut whoop pummel thrash clobber throttle mutilate dismember kidnap torment bomb dox doxx swat',
);
/** Does so to a part of the body. */
export const BREAKING = set(
  'break smash slit cut snap crush bash cave stomp rip tear chop blow knock punch kick crack split slash bust beat whoop twist slap smack hit shatter slice carve gouge pull stab shoot burn bite twist wring',
);
/** As it is done to the body of somebody who gets it done: `get your legs broken`. */
export const BROKEN = set(
  'broken smashed kicked cut blown bashed crushed knocked cracked snapped beaten slit stabbed chopped ripped split stomped busted punched',
);
/** As they are suffered: `you should be shot`. */
export const SUFFERED = set(
  'killed murdered slaughtered beheaded strangled lynched hanged hung executed stabbed shot drowned poisoned massacred tortured raped burned burnt gutted skinned beaten butchered gassed crucified castrated swatted doxxed jumped',
);

export const BODY = set(
  'head heads face faces neck necks throat throats leg legs arm arms knee knees kneecap kneecaps bone bones tooth teeth jaw jaws skull skulls nose ribs finger fingers eye eyes brain brains guts stomach chest spine hand hands balls windpipe veins wrist wrists tongue ear ears lips toes ankle ankles shins groin nuts scalp',
);
/** Beaten in sport and in jest as often as in earnest. */
export const BEHIND = set('ass asses butt arse behind');
export const KIN = set(
  'family families kid kids child children mother mom mum mommy father dad daddy wife husband sister sisters brother brothers daughter daughters son sons baby babies parents girlfriend boyfriend grandmother grandma friends dog dogs cat cats pet pets loved girl boy boyfriend grandkids nephew niece aunt uncle sibling siblings',
);
export const PLACES = set(
  'school schools house houses home homes office offices church mosque synagogue temple building buildings place mall club bar pub car campus airport station hospital clinic work workplace apartment flat shop store theater theatre cinema hotel university college class classroom embassy courthouse parliament embassy concert parade festival courtroom dorm neighbourhood neighborhood headquarters hall capitol bank library court precinct synagogues mosques churches',
);
export const WEAPONS = set(
  'gun guns knife knives bullet bullets bomb bombs rifle rifles pistol shotgun machete axe hammer bat crowbar glock ak acid gasoline petrol razor blade weapon weapons explosives molotov',
);

/** Whose the body, kin or house is. */
export const POSSESSIVE = set('your yo his her their yalls');
/** Everybody at once. */
export const CROWD = set(
  'everyone everybody people kids children students teachers classmates coworkers colleagues cops police officers muslims jews christians blacks whites gays women men immigrants mexicans journalists politicians',
);

/** `that guy`: somebody who is no “you”. */
export const PERSONS = set(
  'guy man woman girl boy dude kid lady teacher manager cop officer judge neighbor neighbour coworker colleague classmate ex landlord president senator mayor minister politician mod moderator admin driver bully',
);

/** Whoever is said to be made to do it. */
export const HELPERS = set(
  'brother brothers friends friend boys cousin cousins dad father gang guys crew people uncle',
);

/** After these somebody else is spoken of, or nothing is meant to be done. */
export const TURNS = set(
  'he she they it i we not never how if that who which because unless until when but " let help show teach tell ask see join stop prevent save protect make keep try give call report read play watch learn explain say get',
);
/** Whose words are told, or what is only thought. */
export const TOLD = set(
  'said says say saying told tells telling wrote writes texted tweeted posted messaged threatened threatens think thinks thought thinking heard claims claimed claiming imagine believe worried afraid scared mean means lyrics quote quoted example called like yelled screamed shouted',
);
/** Words that are somebody else’s, whatever is said. */
export const CITED = set('lyrics quote quoted quoting');
export const LAUGHS = set('haha hahaha hehe lol xd jk kidding joking jokes joke teasing rofl lmao');
/** A game, a match, a stage: nobody dies there. */
export const PLAY = set(
  'game games gaming loot hp guild spawn heal healer dps flank gank clan xp buff nerf gg ult cooldown dodge chest match ranked round rounds pvp arena raid raids duel lobby respawn level map fifa chess mario kart valorant league minecraft fortnite csgo cs dota tournament scrim 1v1 deathmatch zombies zombie mafia werewolf quest dungeon npc npcs mob mobs monster monsters dragon wave respawning rematch opponent opponents tennis bowling basketball football pong uno monopoly poker trivia quiz playoffs playoff finals tournament karaoke movie film episode season chapter novel story scene script lyrics song sims skyrim',
);
/** Machines have children too. */
export const MACHINERY = set(
  'process processes thread threads server servers job jobs task tasks worker workers container containers pod pods session sessions query queries script bug bugs build builds daemon daemons service services instance instances port tab tabs branch branches vm vms cluster connection connections cron queue weeds ants mosquitoes bacteria virus viruses cells',
);
/** A time, a place, an oath: it is meant. */
export const FIRM = set(
  'tonight tomorrow today soon swear promise house home school work address outside sleep alone later morning',
);
