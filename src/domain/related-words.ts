import { termOf } from './text-terms.ts';

/**
 * Words that stand for much the same, in groups: what is asked in one may be written in another. Everyday English and what a security desk speaks of,
 * written for this purpose, taken from no other list.
 */
const ALIKE = `
  begin start commence launch initiate originate onset outset beginning initial initially ·
  end finish conclude complete cease stop terminate halt expire conclusion completion final ·
  found establish create institute founding foundation founder establishment formation form ·
  build construct erect construction builder building built · make produce manufacture fabricate production maker producer manufacturer generate ·
  invent devise develop design inventor invention discover discovery creator pioneer · buy purchase acquire acquisition buyer obtain bought ·
  sell sale seller vendor sold trade market · pay payment paid cost spend spent expense price fee charge expenditure ·
  money fund funding cash currency finance financial capital · rich wealthy wealth affluent prosperous fortune · poor poverty impoverished needy ·
  earn income salary wage pay revenue profit earnings ·
  job work employment occupation profession career employ employee worker labor labour position post ·
  fire dismiss layoff redundant sacked discharge · hire recruit employ appoint recruitment ·
  leader head chief boss ruler president director chairman lead led governor · king queen monarch emperor ruler sovereign throne crown reign royal ·
  rule govern reign control govern ruled administration administer government · country nation state republic kingdom homeland national ·
  city town metropolis municipality urban capital · village hamlet settlement town rural ·
  area region district zone territory province section sector · land ground soil terrain territory · border boundary frontier edge limit bordered ·
  near close adjacent nearby proximity neighbouring beside next · far distant remote distance away ·
  big large huge great enormous vast massive giant sizable largest biggest greatest · small little tiny minor compact smallest ·
  high tall elevated height altitude elevation tallest highest · low short reduced lowest · long lengthy length extended longest ·
  wide broad width breadth · deep depth profound · fast quick rapid speed swift velocity quickly rapidly · slow gradual delayed slowly gradually ·
  old ancient aged elderly antique age earliest · new modern recent novel latest newly contemporary · young youth juvenile teenager adolescent ·
  child kid infant baby children boy girl offspring · man male men gentleman · woman female women lady ·
  person people individual human someone citizen inhabitant resident population populace ·
  live reside dwell inhabit residence resident habitat lived living · house home dwelling residence housing household ·
  family relative kin household parent · father dad parent paternal · mother mom mum parent maternal · son daughter child heir offspring descendant ·
  brother sister sibling · husband wife spouse married marriage marry wed wedding · friend companion ally associate colleague ·
  enemy foe opponent adversary rival hostile · war conflict battle fight combat warfare hostilities struggle ·
  army military troops soldiers forces armed regiment · soldier troop warrior fighter ·
  attack assault raid strike offensive invade invasion onslaught bombing aggression ·
  defend protect guard defense defence protection safeguard shield · defeat beat conquer overcome vanquish win victory conquest crush ·
  win victory triumph won winner victor champion · lose loss lost defeat · kill murder slay execute assassinate death slaughter killed massacre ·
  die death dead decease perish died passed fatality casualty · birth born childbirth birthplace native ·
  injure wound hurt harm damage injury injured · destroy ruin demolish wreck devastate destruction damage raze · damage harm hurt impair broken ·
  break fracture shatter broken broke crack · fix repair mend restore correct maintenance ·
  change alter modify transform shift adjust convert vary variation transition alteration ·
  increase grow rise raise expand growth gain boost enlarge climb surge ·
  decrease decline reduce fall drop lower diminish shrink lessen reduction cut · improve enhance better upgrade improvement refine ·
  worsen deteriorate aggravate decline · stay remain continue persist · move relocate transfer migrate migration transport shift relocation ·
  go travel journey trip visit tour voyage · leave depart exit departure abandon left flee · arrive reach come arrival land ·
  enter entry entrance access admission admit · return restore revert · send dispatch transmit deliver mail shipping ship ·
  receive get obtain accept gain received · give provide supply grant offer donate contribute gift · take seize capture grab occupy confiscate took ·
  steal theft rob burglary robbery stolen larceny thief pilfer · keep retain preserve maintain hold store · save rescue preserve conserve store ·
  lose misplace missing lost · find discover locate detect identify spot found · search seek look hunt quest ·
  see view watch observe look notice sight observed · show display exhibit reveal present demonstrate indicate shown ·
  hide conceal secret cover hidden disguise mask · say state claim declare assert mention remark report announce ·
  tell inform notify report advise narrate · ask inquire question request query · answer reply respond response ·
  speak talk speech discuss conversation spoken · language tongue speak dialect spoken linguistic · write author compose written writer pen publish ·
  read peruse reading reader · book novel publication volume text literature · story tale narrative plot account ·
  newspaper press journal magazine paper periodical · publish issue release print publication published · author writer novelist wrote ·
  poet poem poetry verse · name title call term named called known dub nickname · mean signify meaning denote definition define ·
  think believe consider opinion view thought regard · know aware knowledge familiar · learn study education taught ·
  teach instruct educate teacher instruction education training taught · teacher instructor educator professor tutor ·
  student pupil learner undergraduate enrollment enrolled · school academy college education educational institution ·
  university college institution campus faculty · research study investigate investigation scientific examine inquiry ·
  scientist researcher scholar physicist chemist · science scientific discipline · theory hypothesis idea concept principle ·
  prove proof demonstrate verify evidence · evidence proof indication sign testimony · reason cause why motive ground because ·
  cause lead result trigger produce bring due create reason · result outcome effect consequence resulted impact ·
  effect influence impact affect consequence · affect influence impact ·
  important significant major key vital crucial essential main importance notable · main primary chief principal major central dominant ·
  special unique particular distinct specific · common frequent widespread usual popular typical prevalent ordinary ·
  rare uncommon scarce unusual seldom infrequent · famous known renowned celebrated notable popular prominent fame ·
  popular popularity favorite liked · good beneficial positive well benefit · bad poor harmful negative adverse ·
  benefit advantage gain merit beneficial · disadvantage drawback weakness problem shortcoming downside ·
  problem issue trouble difficulty challenge concern · difficult hard challenging tough difficulty complex · easy simple straightforward ease ·
  complex complicated intricate sophisticated · help assist aid support assistance relief · support back endorse aid sustain backing ·
  oppose against object resist opposition opponent protest contest · protest demonstrate demonstration riot rally march ·
  rebel revolt uprising rebellion insurrection mutiny revolution · agree consent accord agreement accept approval ·
  disagree dispute differ conflict disagreement argue · argue debate dispute contend claim argument controversy ·
  agreement treaty pact accord contract deal · law legislation statute act legal rule regulation code · legal lawful law judicial legitimate ·
  illegal unlawful prohibited banned forbidden illicit · ban prohibit forbid outlaw banned prohibition bar ·
  allow permit let enable authorize permission license · require need must demand necessary requirement mandatory · force compel coerce oblige make ·
  crime offence offense criminal felony · criminal offender suspect perpetrator convict culprit ·
  prison jail imprisoned incarcerated detention inmate · arrest detain custody apprehend · punish penalty punishment sentence fine sanction ·
  court tribunal judge judicial trial · judge justice magistrate court · lawyer attorney solicitor barrister · guilty convicted conviction ·
  innocent acquitted · police officer cop constable · vote elect election ballot poll electoral voter referendum ·
  politician statesman senator minister political · party faction political · parliament legislature congress assembly house senate ·
  member membership belong participant · group organization organisation association society team body union ·
  organization organisation institution agency company · company firm business corporation enterprise organization ·
  business commerce trade industry enterprise commercial · industry sector manufacturing industrial · factory plant mill manufacturing ·
  product goods item merchandise · customer client consumer subscriber buyer ·
  advertise advertising advertisement commercial marketing promote promotion · plan scheme project program proposal strategy intend ·
  project program initiative scheme undertaking · aim goal purpose objective intend target · try attempt effort endeavor ·
  succeed success successful achieve accomplish achievement · fail failure failed unsuccessful collapse ·
  achieve accomplish attain reach achievement accomplishment · use utilize employ apply usage utilise application used ·
  method technique way approach procedure process means · tool instrument device equipment implement apparatus ·
  machine engine device mechanism apparatus · part component element portion piece section segment · whole entire total complete full all ·
  number amount quantity count figure total · many numerous several multiple plenty · few several handful some · double twice two ·
  single one sole alone only · first initial original earliest firstly · last final latest end ultimate · before prior preceding previous earlier ·
  after following subsequent later next then · during while throughout amid · year annual yearly · month monthly · week weekly · day daily date ·
  hour hourly · night evening overnight nighttime nocturnal · morning dawn am · century age · era period age epoch time ·
  often frequently commonly usually · always constantly forever permanent · temporary interim provisional · sometimes occasionally · never not ·
  happen occur event occurrence · event incident occurrence happening occasion · meet encounter gather meeting ·
  meeting conference gathering assembly session summit · celebrate celebration festival commemorate party anniversary ·
  award prize honor honour medal trophy · sport game athletic match · team club squad side · player athlete competitor ·
  compete competition contest tournament championship rivalry · play perform performance · actor actress star cast role played ·
  film movie cinema picture · television tv broadcast channel show series · broadcast air transmit televise · music song musical tune album ·
  sing singer song vocal vocalist · band group musician · dance dancing ballet · art artwork artist painting artistic · paint painting painter ·
  picture image photograph photo · draw drawing sketch · statue sculpture monument · museum gallery exhibit ·
  church cathedral chapel religious parish · religion faith belief religious church · god deity divine · pray prayer worship ·
  priest clergy minister pastor cleric bishop · christian christianity church christ · muslim islam islamic · jew jewish judaism ·
  pope papal vatican catholic · holy sacred · tradition custom traditional practice · culture cultural civilization heritage ·
  origin source root derive originate ancestry come · ancestor forefather descent ancestry heritage · descend descent descendant ancestry ·
  race ethnic ethnicity · slave slavery enslaved · free freedom liberty liberate independent · independence autonomy independent sovereign ·
  colony colonial settlement colonize colonist · settle settler settlement colonist · immigrant migrant immigration foreigner ·
  foreign overseas abroad international alien · trade commerce export import exchange · export import shipment · tax taxation duty levy tariff ·
  debt loan owe borrow · bank banking lender · economy economic · farm agriculture agricultural farmer farming farmland · crop harvest grain plant ·
  grow cultivate raise · food eat meal diet nutrition feed · eat feed consume consumption diet prey · drink beverage · cook cooking cuisine ·
  hungry hunger famine starvation starve · water aquatic hydro · river stream waterway tributary · lake pond reservoir · sea ocean marine maritime ·
  coast shore coastline seaside beach · island isle · mountain mount peak hill range · valley canyon gorge · desert arid dry ·
  forest woodland jungle rainforest wood · tree plant · plant vegetation flora · animal creature wildlife fauna species · fish fishing · bird avian ·
  dog canine · insect bug · species organism kind · cell cellular · body organism physical · blood bloodstream · bone skeleton skeletal ·
  brain mental neural · heart cardiac · eye vision visual sight · sick ill disease illness sickness unwell ·
  disease illness disorder infection sickness condition epidemic plague · infect infection infectious contagious ·
  medicine drug medication pharmaceutical treatment remedy · doctor physician medical surgeon · nurse nursing · hospital clinic medical ·
  cure treat heal remedy treatment therapy · treat treatment therapy handle · health healthy wellness medical · weather climate temperature ·
  hot warm heat heated · cold cool chill freezing · rain rainfall precipitation · snow snowfall · wind windy breeze ·
  storm hurricane cyclone tornado · flood flooding inundate · earthquake quake seismic tremor · fire burn flame blaze combustion ·
  burn combustion fire ignite · explode explosion blast detonate bomb · bomb explosive blast · weapon gun arms rifle missile ·
  gun firearm pistol rifle · ship boat vessel · boat vessel ferry · car automobile vehicle truck · vehicle car truck van automobile ·
  road highway street route freeway motorway · street road avenue · train railway railroad rail · plane aircraft airplane aviation jet ·
  airport airline flight · fly flight · bridge crossing span · station terminal stop · transport transportation transit · port harbor harbour dock ·
  drive driver driving · energy power fuel · power electricity energy strength · electric electricity electrical · oil petroleum crude · gas fuel ·
  coal fossil · steam vapor · fuel gasoline petrol diesel · metal iron steel copper · gold silver precious · stone rock ·
  rock geological mineral stone · wood timber wooden lumber · glass pane window · paper document · cloth fabric textile clothing ·
  clothes clothing garment apparel dress wear uniform · color colour hue · black dark · white pale · red crimson ·
  light bright illumination lighting · dark darkness · sound noise audio acoustic · loud noise · silent quiet silence · smell odor odour ·
  taste flavor flavour · touch contact · shape form · round circular circle · straight linear · line row · top summit peak upper · bottom base lower ·
  middle center centre central · side flank · front forward · back rear · left west · inside interior within indoor internal ·
  outside exterior outdoor external · up upward above · down downward below · north northern · south southern · east eastern · west western ·
  direction compass · england english british britain uk · britain british uk · america american us usa · france french · germany german ·
  spain spanish · italy italian · russia russian soviet · china chinese · japan japanese · india indian · africa african · europe european ·
  asia asian · australia australian · greece greek · rome roman · ireland irish · scotland scottish · egypt egyptian · netherlands dutch holland ·
  portugal portuguese · poland polish · sweden swedish · norway norwegian norse · denmark danish · turkey turkish ottoman · mexico mexican ·
  canada canadian · brazil brazilian · mathematics math mathematical mathematician · number integer numeric digit · equation formula ·
  calculate compute calculation computation · measure measurement gauge · weight mass heavy · mass weight · size dimension scale ·
  compare comparison contrast · equal same equivalent identical · same identical equal similar · similar alike resemble like comparable ·
  different distinct differ difference diverse various · difference distinction differ · opposite contrary reverse inverse ·
  add addition include plus · include contain comprise consist involve incorporate · contain include hold consist ·
  consist comprise made composed contain · exclude omit except · join merge unite connect combine · combine merge mix unite combination blend ·
  connect link join connection attach · divide split separate division partition · separate divide split apart segregate ·
  remove delete eliminate withdraw take · replace substitute succeed replacement supersede · choose select pick elect choice opt ·
  prefer favor favour preference · like enjoy love · love affection · hate dislike hatred · fear afraid scared · anger angry rage ·
  happy happiness joy · sad sorrow grief · hope wish expect · want desire wish · need require necessity · expect anticipate predict ·
  predict forecast prediction · remember recall memory memorial · forget forgot · understand comprehend understanding ·
  explain describe clarify explanation account · describe depict portray description characterize characterise · example instance case ·
  kind type sort category class · class category grade · type kind form variety · level degree rank stage · rank position grade place ·
  stage phase step · list catalog catalogue · order command instruct · control command manage regulate dominate ·
  manage run operate control administer · operate run operation function · run operate manage · function role purpose work ·
  responsible charge duty accountable · duty obligation responsibility task · task duty job assignment · right privilege entitlement ·
  equal equality · fair just equitable · true real actual genuine · false fake untrue incorrect · lie deceive false · trick deceive deception hoax ·
  trust confidence rely · danger risk threat hazard dangerous peril · threat threaten menace danger · risk danger hazard ·
  safe secure safety security · security safety protection secure guard · warn alert warning caution · alarm alert siren · emergency crisis urgent ·
  crisis emergency disaster · disaster catastrophe calamity · accident crash collision mishap · crash collision wreck · smoke fumes ·
  escape flee exit evade · evacuate evacuation · chase pursue · follow pursue succeed · watch monitor surveillance observe ·
  monitor watch supervise track · camera cctv video surveillance footage · video footage recording clip · record recording log document ·
  log record entry · door gate entrance · gate entrance barrier · lock locked bolt padlock · key fob · badge card pass keycard · card badge pass ·
  visitor guest · guard watchman patrol · patrol guard rounds · intruder trespasser burglar prowler intrusion · trespass intrusion unauthorized ·
  burglary theft intrusion · vandalism graffiti damage · unauthorized unauthorised illicit improper · parking lot garage · garage parking ·
  office workplace · desk workstation · floor storey level · roof ceiling rooftop · room chamber · warehouse depot storehouse stockroom ·
  fence barrier perimeter · perimeter fence boundary · reception lobby · employee staff worker personnel · staff personnel employee ·
  manager supervisor boss director · contractor subcontractor vendor supplier · supplier vendor provider ·
  password passphrase credential passcode pin · credential password login · login logon signin logged · logout logoff · account user profile ·
  user account · administrator admin root superuser · permission privilege access right · authentication verify mfa 2fa · mfa 2fa authenticator ·
  guessing guess repeated · hack breach compromise intrusion hacker hacked · breach leak compromise violation · leak disclose expose ·
  compromise hijack takeover breach · phishing scam fraud spoof · scam fraud swindle · fraud scam deception · spam junk unsolicited ·
  malware virus trojan ransomware worm · virus malware infection · encrypt encryption cipher · server host machine · computer pc laptop machine ·
  laptop computer notebook · phone mobile telephone cellphone smartphone · network lan wifi · internet web online · website web site page ·
  address ip · firewall block filter · block deny ban refuse blacklist blocked · deny refuse reject denied · reject refuse decline deny ·
  accept approve allow · approve accept confirm endorse · confirm verify validate · cancel withdraw revoke · withdraw retract retreat remove ·
  mistake error fault · error fault bug failure · outage downtime failure disruption · broken faulty defective · software program application ·
  hardware equipment · data information · information data knowledge · message text note · email mail · chat message conversation · channel room ·
  post message · insult offend abuse slur · abuse mistreat insult harassment · harass bully harassment bullying · bully harass · mute silence ·
  suspend timeout ban · expel ban kick · delete erase remove · copy duplicate replicate · download fetch · upload send · share distribute ·
  distribute spread allocate distribution · spread disseminate expand extend · extend expand stretch reach · cover span extend · surround encircle ·
  cross traverse · climb ascend · fall drop collapse · rise ascend increase · throw cast · hit strike · push press · pull drag ·
  carry bear transport · hold grip keep · open unlock opening · close shut closed closure · closed shut · fill load · empty vacant · full filled ·
  clean wash · dirty polluted filthy · pollution contaminate pollutant emission · wet moist humid · dry arid · hard solid rigid · soft gentle ·
  strong powerful strength robust · weak feeble weakness · power authority might influence · authority power jurisdiction · influence inspire affect ·
  inspire influence motivate · lead guide head · guide lead direct · direct guide · direct immediate · quickly soon promptly · early premature ·
  late delayed · wait delay · delay postpone late · hurry rush · sleep rest · wake awake · sit seat · stand stood · walk foot pedestrian ·
  run sprint · jump leap · swim swimming · wear dress · cut slice sever · dig excavate · bury grave burial tomb · tomb grave burial · funeral burial ·
  memorial monument · castle fortress fort · fort fortress fortification · palace castle residence · tower skyscraper · wall barrier ·
  hall auditorium · park garden · square plaza · store shop retail · shop store · restaurant cafe dining · hotel inn lodging ·
  tourist tourism visitor · theater theatre · stadium arena venue · library books · population inhabitants people residents · density dense crowded ·
  majority most · minority few · percent percentage share proportion · average mean typical · total sum overall · estimate approximate guess ·
  approximate about roughly · exact precise · maximum most peak · minimum least lowest · least lowest smallest fewest · limit restrict cap ·
  restrict limit constrain · increase extend · share portion · rate speed frequency · frequency rate · temperature degree heat · pressure force ·
  force power strength · motion movement · movement campaign · speed velocity pace · gravity gravitational · atom atomic · nuclear atomic ·
  chemical chemistry compound · element substance · substance material matter · material substance fabric · oxygen o2 · carbon co2 · gas vapor ·
  liquid fluid · solid rigid · radiation radioactive · star stellar · planet planetary · moon lunar · sun solar · space orbit · earth world globe ·
  world global international · universe cosmos · nature natural · natural nature wild · environment environmental ecological · evolve evolution ·
  gene genetic dna · inherit inheritance heir · protein enzyme · bacteria microbe bacterial · vaccine immunization vaccination · immune immunity ·
  symptom sign · pain ache · drug narcotic · alcohol liquor · smoking tobacco · trial test · test examine exam trial · exam test ·
  examine inspect check · inspect check audit · check verify inspect · review evaluate assess · evaluate assess ·
  criticize criticise criticism condemn critic · praise acclaim commend · blame accuse · accuse allege charge · complain complaint ·
  apologize apology · promise pledge vow · swear oath pledge · threaten intimidate · persuade convince · suggest propose recommend ·
  propose suggest proposal · recommend advise suggest · advise counsel · announce declare proclaim · declare proclaim ·
  introduce introduction launch · adopt accept embrace · convert conversion · reform change · revolution revolt · constitution charter ·
  democracy democratic · dictator tyrant · empire imperial · dynasty reign · noble aristocrat nobility · duke nobleman · knight warrior ·
  prince heir · successor succeed heir · predecessor previous · coronation crowned · ambassador diplomat envoy · diplomat envoy · spy espionage ·
  secret confidential classified · confidential private secret · private personal · public open · owner own possess · belong own ·
  property estate asset · rent lease · insurance coverage · budget spending · invest investment investor · stock share · shareholder stockholder ·
  merge merger · subsidiary branch · branch division · department division · headquarters base headquartered · base headquarters ·
  locate situate location · location place site position · site location place · route path way · path trail route · distance mile kilometer ·
  map chart · flag banner · symbol emblem · motto slogan · nickname known · mascot symbol · anthem song · holiday festival · birthday anniversary`;

/** What there is of a kind: who asks for a religion, a direction or a vehicle may find it named alone. */
const KINDS = `
  religion faith denomination: catholic catholicism protestant protestantism christian christianity islam muslim jewish judaism buddhist buddhism hindu hinduism lutheran calvinist anglican methodist orthodox baptist presbyterian atheist ·
  color colour: red blue green yellow black white brown purple orange pink gray grey gold silver violet ·
  month: january february march april may june july august september october november december ·
  day weekday: monday tuesday wednesday thursday friday saturday sunday · season: winter summer spring autumn fall ·
  direction: north south east west northern southern eastern western northeast northwest southeast southwest ·
  sport: football soccer baseball basketball tennis golf cricket rugby hockey swimming rowing racing boxing athletics volleyball ·
  language: english french german spanish latin greek italian russian chinese arabic hebrew dutch portuguese japanese hindi polish turkish persian ·
  country nation: france germany england spain italy russia china japan india canada mexico brazil australia poland sweden norway denmark netherlands portugal greece turkey egypt iran iraq israel ireland scotland austria switzerland belgium hungary usa britain ·
  continent: europe asia africa america australia antarctica ·
  metal: iron steel copper gold silver lead tin zinc aluminum aluminium brass bronze nickel mercury platinum titanium ·
  gas: oxygen hydrogen nitrogen helium methane carbon dioxide neon ozone ·
  element: oxygen hydrogen nitrogen carbon helium iron sulfur sodium calcium ·
  animal: dog cat horse cattle cow sheep pig goat bird fish bear wolf lion elephant rat mouse monkey snake ·
  livestock: cattle cow sheep pig goat horse poultry · mammal: dog cat horse cow whale bear · insect: ant bee mosquito fly beetle butterfly flea ·
  crop: wheat corn maize rice cotton sugar barley potato soybean tobacco · fruit: apple orange banana citrus grape lemon ·
  food: bread meat fish rice fruit vegetable cheese milk egg · drink beverage: water milk beer wine coffee tea juice ·
  water body: river lake sea ocean gulf bay stream · landform: mountain valley plain plateau hill canyon desert coast ·
  disaster: earthquake flood hurricane tornado drought fire eruption famine · weather: rain snow wind storm fog sunny hot cold ·
  climate: mediterranean tropical temperate arid humid continental ·
  disease illness: plague cancer malaria flu influenza cholera smallpox tuberculosis diabetes pneumonia aids hiv ·
  organ: heart liver kidney brain lung skin stomach ·
  profession occupation job: doctor lawyer teacher engineer farmer scientist soldier merchant writer actor musician painter nurse priest carpenter architect ·
  relative family: father mother brother sister son daughter uncle aunt cousin nephew niece wife husband grandfather grandmother ·
  ruler monarch: king queen emperor prince duke sultan khan tsar pharaoh · title: king queen duke prince lord baron count sir president ·
  military: army navy marines infantry cavalry · vehicle: car truck bus train van motorcycle bicycle tank · ship: boat submarine carrier frigate ·
  instrument: piano violin guitar flute drum organ trumpet cello · art: painting sculpture music dance poetry literature ·
  music genre: jazz rock pop classical blues folk rap opera ·
  subject discipline field: mathematics physics chemistry biology history philosophy law medicine economics engineering theology literature ·
  science: physics chemistry biology astronomy geology · school: college university elementary secondary academy seminary ·
  degree: bachelor master doctorate phd · building: church castle tower palace house temple library stadium hall ·
  weapon: gun rifle bomb missile sword knife pistol · fuel: coal oil gas gasoline wood diesel petroleum ·
  energy: solar wind nuclear coal hydroelectric · currency money: dollar pound euro yen franc mark ·
  unit: meter kilometer mile pound kilogram gram ton second hour · government: democracy monarchy republic dictatorship communism ·
  party: democratic republican labour conservative liberal communist socialist · shape: circle square triangle sphere rectangle ·
  number: one two three four five six seven eight nine ten dozen hundred thousand million billion · planet: earth mars venus jupiter saturn mercury ·
  material: wood stone brick glass steel concrete iron cloth leather plastic paper · gender sex: male female man woman ·
  company: corporation inc ltd group · industry: oil steel textile mining fishing farming tourism manufacturing banking automobile film ·
  crime: murder theft robbery burglary rape fraud assault arson treason · punishment: death prison fine execution exile ·
  substance: water oil salt acid alcohol sugar · body: head arm leg hand foot · media: newspaper television radio magazine internet ·
  device: phone computer laptop camera tablet · malware: virus trojan worm ransomware spyware · meal: breakfast lunch dinner`;

const alike = new Map<string, Set<string>>();
const ofKind = new Map<string, Set<string>>();

for (const group of ALIKE.split('·')) {
  const terms = termsIn(group);
  for (const one of terms) for (const other of terms) if (one !== other) put(alike, one, other);
}
for (const kind of KINDS.split('·')) {
  const [heads = '', its = ''] = kind.split(':');
  for (const head of termsIn(heads)) for (const one of termsIn(its)) if (one !== head) put(ofKind, head, one);
}

const NONE: ReadonlySet<string> = new Set();

/** Terms that stand for much the same as this one. */
export const alikeTerms = (term: string): ReadonlySet<string> => alike.get(term) ?? NONE;

/** Terms of what is of this kind. */
export const termsOfKind = (term: string): ReadonlySet<string> => ofKind.get(term) ?? NONE;

/** Whether it is an everyday word, by its being in one of the lists: it says less than a name does. */
export const isEveryday = (term: string): boolean => alike.has(term) || ofKind.has(term);

function termsIn(words: string): string[] {
  return [...new Set(words.split(/\s+/).filter((word) => word !== ''))].map(termOf);
}

function put(among: Map<string, Set<string>>, term: string, other: string): void {
  const known = among.get(term);
  if (known) known.add(other);
  else among.set(term, new Set([other]));
}
