import type { Scores } from '../../domain/screening.ts';

/** What plain words of German, French or Spanish weigh; a pattern of the folded text: lower case, without accents. */
export interface ForeignTerm {
  pattern: RegExp;
  weights: Partial<Scores>;
  /** What takes it back where it ends the words before. */
  denied: RegExp;
}

const INSULT: Partial<Scores> = { toxicity: 0.9, insult: 0.88 };
const FOUL: Partial<Scores> = { toxicity: 0.93, insult: 0.92, profanity: 0.95 };
const THREAT: Partial<Scores> = { toxicity: 0.95, threat: 0.93, severe_toxicity: 0.85 };
const DEATH: Partial<Scores> = { toxicity: 0.96, severe_toxicity: 0.92, threat: 0.5 };
const COLD: Partial<Scores> = { toxicity: 0.46, insult: 0.46 };
const SLUR: Partial<Scores> = { toxicity: 0.96, identity_attack: 0.9, insult: 0.7 };

const BEFORE = '(?<![\\p{L}\\p{N}])';
const AFTER = '(?![\\p{L}\\p{N}])';
/** Whole words, however much white space is between them. */
const words = (source: string): RegExp => new RegExp(`${BEFORE}(?:${source.replaceAll(' ', '[\\s,]+')})${AFTER}`, 'gu');

/** What stands right before words that it takes back; within them too. */
const DE = /(?<!\p{L})(?:nicht|nie|niemals|kein\p{L}*)(?:\s+\p{L}+)?\s*$/u;
const FR = /(?<!\p{L})(?:pas|jamais|aucun\p{L}*)(?:\s+(?:une?|des?|du))?\s*$/u;
const ES = /(?<!\p{L})(?:no|nunca|jamas|tampoco)(?:\s+(?:eres|es|seas|sos|una?))?\s*$/u;

const of = (denied: RegExp, ...rows: readonly (readonly [Partial<Scores>, string])[]): ForeignTerm[] =>
  rows.map(([weights, source]) => ({ pattern: words(source), weights, denied }));

/**
 * Insults, threats and cold words that are plain in German, French and Spanish, and are nothing in English. By hand; a list and no more:
 * what is not on it is not seen.
 */
export const FOREIGN: readonly ForeignTerm[] = [
  ...of(
    DE,
    [
      FOUL,
      'arschloch|arschlocher|hurensohn|hurensohne|hurentochter|wichser|wixer|wixxer|fotze|fotzen|drecksau|drecksack|scheisskerl|scheisskopf|pissnelke|flachwichser|arschgeige|arschgesicht|verfickte[rs]?|miststuck|schlampe|schlampen|nutte|nutten|fick dich|verpiss dich|leck mich am arsch|halt die fresse|halts maul|halt dein maul|halt die schnauze|du hure|stuck scheisse|stuck dreck|haufen scheisse',
    ],
    [
      INSULT,
      '(?:fette[rs]?|dumme[rs]?|blode[rs]?|hassliche[rs]?|damliche[rs]?|dreckige[rs]?|miese[rs]?|ekelhafte[rs]?) (?:(?:fette[rs]?|dumme[rs]?|blode[rs]?|hassliche[rs]?|alte[rs]?|faule[rs]?) )?(?:kuh|sau|ziege|nuss|pute|schwein|schweine|trottel|bratze|vieh)|vollidiot|vollidioten|volltrottel|vollpfosten|trottel|du depp|deppen|dummkopf|schwachkopf|blodmann|idioten|du penner|missgeburt|missgeburten|abschaum|versager|du spast|spasti|du mongo|dreckiges? (?:schwein|stuck)|du schwein|du opfer|du ratte|du idiot|du lappen|du bist (?:so )?(?:dumm|blod|hasslich|wertlos|erbarmlich|widerlich|ekelhaft|behindert|armselig)|du wertlose[rsn]?(?: \\p{L}+){0,2}|nichtsnutz|du dumme[rs]? \\p{L}+|du widerliche[rs]? \\p{L}+',
    ],
    [
      THREAT,
      'ich (?:werde|will|muss) (?:dich|euch|ihn|sie|deine \\p{L}+) (?:\\p{L}+ ){0,2}(?:umbringen|toten|abstechen|erschiessen|erwurgen|totschlagen|vergewaltigen|aufschlitzen|abschlachten|verprugeln|zusammenschlagen)|(?:ich )?(?:bring|bringe|bringen) (?:ich |wir )?(?:dich|euch) (?:\\p{L}+ )?um|ich (?:tote|erschiess|erschiesse|erwurge|stech|steche|schlag|schlage|schlitz|schlitze|mach|mache) (?:dich|euch) (?:\\p{L}+ ){0,2}(?:ab|tot|auf|kalt|platt|zusammen)|ich (?:tote|erschiesse|erwurge) (?:dich|euch)|ich weiss wo du wohnst|ich finde dich und|du wirst (?:\\p{L}+ )?sterben|du bist (?:so gut wie )?tot|ich (?:schlag|schlage|hau|haue) dir (?:\\p{L}+ ){0,2}(?:ein|fresse|kopf|zahne|schadel)|ich brech(?:e)? dir (?:\\p{L}+ ){0,2}(?:knochen|beine|nase|genick|arm|arme)|pass (?:bloss )?auf wenn du nachts|wir kriegen dich',
    ],
    [
      DEATH,
      'bring dich (?:doch )?um|hang dich auf|geh sterben|stirb(?: endlich)?|verrecke?|ich hoffe du stirbst|spring doch (?:vom|von) \\p{L}+|dich sollte man (?:vergasen|erschiessen|umbringen|aufhangen)|vergasen',
    ],
    [
      SLUR,
      'kanake|kanaken|scheiss (?:auslander|juden|turken|neger|schwuchteln?|moslems?|polen)|schwuchtel|schwuchteln|judensau|dreckige[rn]? (?:jude|juden|turke|turken|auslander)|auslander raus|kummelturke|untermenschen?|zigeunerpack',
    ],
    [
      COLD,
      'niemand (?:will|mag|braucht|vermisst) (?:dich|sie|ihn|\\p{L}+ hier)|keiner (?:will|mag|braucht) (?:dich|sie|ihn|\\p{L}+ hier)|hau (?:doch )?(?:einfach )?ab|verschwinde?|geh (?:doch )?(?:einfach )?weg|du gehorst (?:\\p{L}+ )?(?:nicht )?hierher|dich will hier|wir wollen dich (?:hier )?nicht',
    ],
  ),
  ...of(
    FR,
    [
      FOUL,
      'connard|connards|connasse|connasses|salope|salopes|enculee?s?|encule de ta race|fils de pute|ntm|nique ta mere|nique ta race|va te faire (?:foutre|enculer|mettre)|ferme ta (?:gueule|bouche)|ta gueule|sale (?:pute|con|conne|merde|batard|chien|chienne)|grosse (?:merde|pute|vache|truie)|batards?|sac a merde|tete de (?:con|noeud)|trou du cul|pauvre (?:con|conne|merde|type)|gros con|tas de merde',
    ],
    [
      INSULT,
      'abrutie?s?|cretine?s?|debiles?|imbeciles?|tu es (?:\\p{L}+ )?(?:nulle?|con|conne|bete|stupide|idiote?|moche|minable|pathetique|degoutante?)|t[\\x27’]?\\s?es (?:\\p{L}+ )?(?:nulle?|con|conne|bete|stupide|idiote?|moche|minable|pathetique|degoutante?)|espece d(?:e |[\\x27’])\\p{L}+|bouffonn?e?s?|pourriture|gros porc|grosse truie|tu me degoutes|bon a rien',
    ],
    [
      THREAT,
      'je (?:vais|veux) (?:te|vous|le|la|les) (?:tuer|buter|crever|egorger|violer|frapper|tabasser|defoncer|planter|descendre|massacrer|demolir|eclater|fumer|retrouver et)|on va (?:te|vous) (?:tuer|buter|crever|egorger|violer|tabasser|defoncer|planter|massacrer|retrouver)|je te (?:tue|bute|creve|egorge|defonce|plante)|je vais (?:te )?(?:casser|peter|exploser) (?:la|les|ta|tes) (?:gueule|tete|dents|jambes|genoux)|te casser la gueule|je sais ou tu (?:habites|vis|travailles)|tu vas (?:mourir|crever|souffrir)|t[\\x27’]?\\s?es (?:un homme )?mort|tu es (?:un homme )?mort|je vais venir chez toi|on sait ou tu habites',
    ],
    [
      DEATH,
      'va (?:te pendre|mourir|crever)|suicide[-\\s]toi|tue[-\\s]toi|pends[-\\s]toi|j[\\x27’]?espere que tu (?:vas )?(?:mourir|meurs|creves?|crever)|tu merites de (?:mourir|crever)',
    ],
    [
      SLUR,
      'sale (?:arabe|juif|juive|noire?|negre|negresse|bougnoule?|pede|gouine|musulmane?|gitane?)|bougnoules?|youpins?|tarlouzes?|sale pedale|rentre dans ton pays|retourne dans ton pays',
    ],
    [
      COLD,
      'personne (?:ne )?(?:t[\\x27’]?aime|te veut|veut de toi|t[\\x27’]?a demande)|degage d[\\x27’]ici|casse[-\\s]toi|barre[-\\s]toi|va[-\\s]?t[\\x27’]?en|tu n[\\x27’]?as rien a faire ici|on (?:ne )?veut (?:pas|plus) de toi',
    ],
  ),
  ...of(
    ES,
    [
      FOUL,
      'hij[oa] de (?:puta|perra|mil putas)|hdp|hijueputa|gonorrea|malparid[oa]|pendej[oa]s?|cabron(?:es|a)?|gilipollas|maricon(?:es)?|put[oa] (?:de mierda|asquerosa?)|tu puta madre|chinga tu madre|vete a la (?:mierda|verga|chingada)|que te (?:jodan|follen|den por culo)|come ?mierda|pedazo de mierda|sos una mierda|eres una (?:mierda|puta|zorra|basura)|zorra asquerosa|boludo de mierda|pelotud[oa]s?|conchatumadre|la concha de tu madre|callate la (?:boca|puta boca)|cierra (?:la boca|el pico|el hocico)',
    ],
    [
      INSULT,
      'imbeciles?|estupid[oa]s?|tarad[oa]s?|mongolic[oa]s?|payas[oa] (?:de mierda|ridicul[oa])|eres (?:(?:un|una|muy|tan|bien) )?(?:idiota|subnormal|retrasad[oa]|inutil|tont[oa]|fe[oa]|asqueros[oa]|patetic[oa]|basura|perdedora?|fracasad[oa]|escoria)|das asco|me das asco|escoria|no vales nada|no sirves para nada',
    ],
    [
      THREAT,
      'te (?:voy|vamos) a (?:matar|violar|romper|partir|apunalar|degollar|disparar|reventar|encontrar y|pegar|golpear|destrozar|cortar|quemar)|(?:voy|vamos) a (?:matarte|violarte|romperte|partirte|apunalarte|degollarte|dispararte|reventarte|golpearte|quemarte)|te mato|te (?:juro que te )?mato|te (?:rompo|parto|reviento) la (?:cara|cabeza|boca)|vas a (?:morir|sangrar|sufrir)|se donde vives|sabemos donde vives|estas muert[oa]|ojala te (?:maten|violen)|iremos a tu casa|voy a ir a tu casa',
    ],
    [DEATH, 'matate|suicidate|ahorcate|muerete|ojala te mueras|ojala (?:te )?mueras|mereces morir'],
    [
      SLUR,
      'sudacas?|(?:put[oa]s?|malditos?|sucios?) (?:negros?|judios?|moros?|gitanos?|indios?|maricas?|inmigrantes?)|moro de mierda|negr[oa] de mierda|vuelve a tu pais|vete a tu pais|maricas? de mierda',
    ],
    [
      COLD,
      'nadie te (?:quiere|soporta|aguanta|necesita|extrana|pregunto)|nadie quiere a \\p{L}+|largate|vete de aqui|no te queremos|sobras aqui|fuera de aqui',
    ],
  ),
];

const SOURCES = FOREIGN.map(({ pattern }) => pattern.source.slice(BEFORE.length, -AFTER.length));
/** Whether a folded text has any of them: one look instead of as many as there are patterns, and mostly the last one. */
const ANY = new RegExp(`${BEFORE}(?:${SOURCES.join('|')})${AFTER}`, 'u');
export const mayBeForeign = (folded: string): boolean => ANY.test(folded);

/** A “not” within the words of a threat takes it back: `ich bringe dich nicht um`. Cold words carry theirs in themselves. */
export const isDenied = ({ weights, denied }: ForeignTerm, before: string, matched: string): boolean =>
  weights === COLD
    ? false
    : /(?<!\p{L})(?:nicht|nie|niemals|pas|jamais|nunca|jamas)(?!\p{L})/u.test(matched) ||
      // farther before a threat stands its condition: wenn du nicht aufhörst
      /(?<!\p{L})(?:no|nunca|jamas|nicht|nie|niemals)\s*$/u.test(before) ||
      (weights !== THREAT && denied.test(before));
