import type { Language } from '../../../domain/language.ts';
import type { GlossRule } from './gloss-rule.ts';

const WHO = String.raw`@?[\p{L}\p{N}][\p{L}\p{N}._-]+`;

const stepOf =
  (timeout: RegExp, mute: RegExp, warned: RegExp) =>
  (said: string): string =>
    timeout.test(said) ? 'timed out' : mute.test(said) ? 'muted' : warned.test(said) ? 'warned' : 'banned';
const german = stepOf(/auszeit|timeout|zeitweise/, /stumm|gemutet/, /verwarnt/);
const french = stepOf(/temporaire|timeout/, /sourdine|muet|reduit/, /averti/);
const spanish = stepOf(/temporal|timeout/, /silencia/, /adverti|avisa/);

/** Somebody spoken of, and for how long: kept as it is, to be read in English. */
const FOR = {
  de: '((?:,? (?:fur|auf) [^,.?!]{1,24}?)?)',
  fr: '((?:,? (?:pendant|pour|durant) [^,.?!]{1,24}?)?)',
  es: '((?:,? (?:durante|por|para) [^,.?!]{1,24}?)?)',
};
const NTH: readonly [RegExp, string][] = [
  [/deuxieme|second|zweit|segund/, 'second'],
  [/troisieme|dritt|tercer/, 'third'],
  [/dernier|letzt|ultim/, 'latest'],
  [/prochain|nachst|siguiente/, 'next'],
  [/pire|schlimmst|peor/, 'worst'],
];
const nthCase = (said: string): string => NTH.find(([words]) => words.test(said))?.[1] ?? 'first';
/** Everybody of the case that is spoken of. */
const ALL = {
  de: '(?:sie )?alle(?: (?:davon|zusammen|beteiligten|angreifer|zwei|drei|vier|funf|sechs|\\d+))*',
  fr: '(?:les )?(?:tous|toutes)(?: (?:les (?:attaquants|participants|deux|trois|quatre|cinq|six|\\d+)))?',
  es: '(?:todos|todas)(?: (?:ellos|los (?:atacantes|participantes|dos|tres|cuatro|cinco|seis|\\d+)))?',
};
/** What a measure is called where it is taken back. */
const taken =
  (timeout: RegExp, mute: RegExp, warned: RegExp) =>
  (said: string): string =>
    timeout.test(said) ? 'timeout' : mute.test(said) ? 'mute' : warned.test(said) ? 'warning' : 'ban';
const germanNoun = taken(/auszeit|timeout/, /stumm/, /verwarnung/);
const frenchNoun = taken(/temporaire|timeout/, /sourdine/, /avertissement/);
const spanishNoun = taken(/temporal|timeout/, /silencio/, /advertencia|aviso/);

const DONE = {
  de: '(?:in (?:eine |die )?auszeit|in (?:den )?timeout|zeitweise (?:ausgeschlossen|gesperrt)|stumm ?geschaltet|gemutet|gebannt|ausgeschlossen|verwarnt)',
  fr: '(?:exclue?s? temporairement|mise?s? en sourdine|mise?s? en timeout|reduite?s? au silence|bannie?s?|avertie?s?|exclue?s?)',
  es: '(?:expulsad[oa]s? temporalmente|silenciad[oa]s?|banead[oa]s?|expulsad[oa]s?|advertid[oa]s?|avisad[oa]s?)',
};

/** Cases, what was done and to whom, and what was done about the asker. */
export const moderationRules: Record<Exclude<Language, 'en'>, readonly GlossRule[]> = {
  de: [
    [
      '(?:zeig|zeige|zeigen sie|offne|offnen sie)(?: mir| uns| bitte| mal)* (?:den |diesen )?(?:ersten?|zweiten?|dritten?|letzten?|obersten?|schlimmsten?|nachsten?)(?: offenen)? (?:moderations)?fall',
      (said) => `show me the ${nthCase(said)} case`,
    ],
    ['wer ist (?:dieses|das|dies) (?:mitglied|nutzer|konto)', 'who is this member'],
    [
      '(?:hatte|hat|gab es|gabs)(?: fur)? ?(?:er|sie|ihn|dieses mitglied|der nutzer)?(?: denn)?(?: schon| bereits| fruher| vorher)* (?:eine |irgendwelche )?verwarnung(?:en)?(?: bekommen| gekriegt| erhalten)?',
      'did he have warnings before',
    ],
    [
      '(?:wie viele|welche) (?:moderations)?falle (?:gab es|gabs|wurden|waren)(?: denn)? (.{0,30}?)(?:eroffnet|aufgemacht)?(?= ?[?!.]*$)',
      'how many cases $1',
    ],
    [
      '(?:nimm|nehmen sie|mach|mache)(?: bitte)? die (?:letzte )?(?:maßnahme|massnahme|strafe|sanktion)(?: wieder)? (?:zuruck|ruckgangig)',
      'take back the last action',
    ],
    [
      '(?:was ist|wie lautet|was gilt als) (?:die|unsere)? ?regel (?:zu|bei|uber|fur|gegen) (?:beleidigungen|beleidigung|beschimpfungen)',
      'what is the rule about insults',
    ],
    ['wer hat mir (?:diesen|den) fall (?:gegeben|zugewiesen|ubertragen)', 'who gave me this case'],
    [
      '(?:welcher|in welchem) kanal (?:macht|gibt es|gibts|hat|gab es)(?: den| die| am)? (?:meisten?|meist) (?:arger|probleme|stress|falle)',
      'which channel has the most trouble',
    ],
    ['(?:worum|um was) (?:geht|ging)(?: es|s)?(?: denn)? (?:bei |in )?(?:dem )?(?=(?:case|fall)[- ]?\\d)', 'what is '],
    ['was (?:ist|war) (?:bei |in )?(?=(?:case|fall)[- ]?\\d)', 'what is '],
    // orders: the asker's own words, which put up a proposal
    [`(?:schalte?n?|stelle?n?)(?: sie)?(?: bitte)? ${ALL.de}${FOR.de} stumm`, 'mute all of them$1'],
    [
      `(?:setze?n?|schicke?n?|stecke?n?|nimm|nehmen)(?: sie)?(?: bitte)? ${ALL.de}${FOR.de} (?:in (?:die |eine )?auszeit|(?:in(?:s| den| einen)|auf) timeout)`,
      'time out all of them$1',
    ],
    [`verwarne?n?(?: sie)?(?: bitte)? ${ALL.de}(?![\\p{L}])`, 'warn all of them'],
    [`(?:banne|bann|bannen sie)(?: bitte)? ${ALL.de}(?![\\p{L}])`, 'ban all of them'],
    [`(?:schalte?n?|stelle?n?)(?: sie)? (?:ihn|sie|die person)${FOR.de} stumm`, 'mute him$1'],
    [`(?:schalte?n?|stelle?n?)(?: sie)?(?: bitte)? (${WHO})${FOR.de} stumm`, 'mute =1$2'],
    [
      `(?:setze?n?|schicke?n?|stecke?n?|nimm|nehmen)(?: sie)?(?: bitte)? (${WHO})${FOR.de} (?:in (?:die |eine )?auszeit|in(?:s| den| einen) timeout)`,
      'time out =1$2',
    ],
    [`verwarne?n?(?: sie)? (?:ihn|die person)(?![\\p{L}])`, 'warn him'],
    [`verwarne?n?(?: sie)?(?: bitte)? (${WHO})`, 'warn =1'],
    [`(?:banne|bann|bannen sie)(?: bitte)? (?:ihn|die person)(?![\\p{L}])`, 'ban him'],
    [`(?:banne|bann|bannen sie|sperre den (?:nutzer|benutzer))(?: bitte)? (${WHO})`, 'ban =1'],
    [`schlie(?:ss|ß)e?n?(?: sie)?(?: bitte)? (${WHO}) aus(?![\\p{L}])`, 'ban =1'],
    ['wegen (?:des |der |dem )?(?=\\p{L}{3})', 'because of '],
    [
      `heb(?:e|en)?(?: sie)?(?: bitte)? (?:die |den |das )?((?:auszeit|timeout|bann|sperre|ausschluss|stummschaltung|verwarnung) (?:von|fur|gegen|bei) (?:nutzer )?)(${WHO})(?: wieder)? auf`,
      (said) => `lift the ${germanNoun(said)} on =2`,
    ],
    [`(?:nimm|nehmen sie)(?: bitte)? (act-\\d+)(?: wieder)? zuruck`, 'undo =1'],
    [`(?:mach|mache|machen sie)(?: bitte)? (act-\\d+)(?: wieder)? ruckgangig`, 'undo =1'],
    [`ent(?:banne|bannen sie|sperre den nutzer) (${WHO})`, 'unban =1'],
    ['(?:moderations)?fall (?:nummer |nr\\.? )?(?=\\d)', 'case '],
    ['(?:offene[nr]?|unentschiedene[nr]?) (?:moderations)?falle', 'open cases'],
    ['(?:welche|wie viele) (?:moderations)?falle (?:sind|gibt es)(?: noch)? offen', 'which cases are open'],
    ['(?:zeige?n?|liste)(?: mir| sie)*(?: die| alle)? (?:moderations)?falle', 'show the moderation cases'],
    [
      `(?:moderations)?(?:verlauf|vorgeschichte|historie|akte) (?:von|zu|uber) (?:(?:dem |der )?(?:nutzer|benutzer|mitglied|user)(?:in)? )?(${WHO})`,
      'moderation history of user =1',
    ],
    [
      `(?:warum|wieso|weshalb|wofur) (?:wurde|bin|war) ich(?: denn)? (${DONE.de})(?: gesetzt| worden| geschickt)?`,
      (said) => `why was i ${german(said)}`,
    ],
    [`(?:bis wann|wie lange)(?: noch)? bin ich(?: noch)? (${DONE.de})`, (said) => `how long am i ${german(said)}`],
    [
      'wie (?:kann|lege) ich (?:dagegen )?(?:einspruch|widerspruch)(?: dagegen)?(?: ein| einlegen)?',
      'how can i appeal',
    ],
    [
      `(?:wer|welche (?:mitglieder|nutzer|leute)) (?:wurden?|ist|sind|war|waren) ((?:[^?.!]{0,30} )?)${DONE.de}`,
      (said) => `who was ${german(said)} $1`,
    ],
  ],
  fr: [
    [
      '(?:montre[rz]?|affiche[rz]?|ouvre[zs]?)(?:[- ](?:moi|nous))? (?:le |la )?(?:premier|deuxieme|second|troisieme|dernier|prochain|pire)(?: des)? cas',
      (said) => `show me the ${nthCase(said)} case`,
    ],
    ['(?:le )?(?:premier|1er) (?:cas)', 'the first case'],
    ['(?:le )?dernier cas', 'the latest case'],
    ['qui est (?:ce|cet|cette) (?:membre|utilisateur|utilisatrice|compte)', 'who is this member'],
    [
      "(?:est-ce qu')?(?:il|elle|on)? ?(?:a|avait|a-t-il|a-t-elle|avait-il|avait-elle)(?: deja| auparavant)? (?:deja )?(?:eu|recu) (?:des |un |d')?avertissements?",
      'did he have warnings before',
    ],
    [
      'combien de cas (?:ont ete ouverts|ont ete signales|y a-t-il eu|avons-nous eus?|il y a eu|ont ete)',
      'how many cases',
    ],
    [
      '(?:annule|annulez|leve|levez|retire|retirez) (?:la |cette )?(?:derniere )?(?:sanction|mesure|punition)',
      'take back the last action',
    ],
    [
      "(?:quelle est|c'est quoi|que dit) (?:la |notre )?regle (?:sur|pour|concernant|contre) les (?:insultes|injures)",
      'what is the rule about insults',
    ],
    ["qui (?:m'a|m a) (?:confie|donne|attribue|assigne) ce cas", 'who gave me this case'],
    [
      '(?:quel|dans quel) (?:canal|salon) (?:pose|cause|a|y a-t-il) le plus de (?:problemes|soucis|cas|ennuis)',
      'which channel has the most trouble',
    ],
    [
      "(?:de quoi (?:s'agit-il dans|parle|traite)|c'est quoi|quel est le sujet (?:de|du)) (?:le )?(?=(?:case|cas)[- ]?\\d)",
      'what is ',
    ],
    [`(?:mets|mettez)(?:-| )${ALL.fr}${FOR.fr} en sourdine`, 'mute all of them$1'],
    [`(?:mets|mettez)(?:-| )${ALL.fr}${FOR.fr} en timeout${FOR.fr}`, 'time out all of them$1$2'],
    [`(?:exclus|excluez)(?:-| )${ALL.fr}(?: temporairement)?(?= (?:pendant|pour|durant))`, 'time out all of them'],
    [`(?:exclus|excluez)(?:-les)? temporairement ${ALL.fr}`, 'time out all of them'],
    [`(?:bannis|bannissez)(?:-| )${ALL.fr}`, 'ban all of them'],
    [`(?:avertis|avertissez)(?:-| )${ALL.fr}`, 'warn all of them'],
    [`(?:mets|mettez)[- ](?:le|la)${FOR.fr} en sourdine`, 'mute him$1'],
    [`(?:mets|mettez) (${WHO})${FOR.fr} en sourdine`, 'mute =1$2'],
    [`(?:mets|mettez) (${WHO})${FOR.fr} en timeout`, 'time out =1$2'],
    [`(?:exclus|excluez) temporairement (${WHO})`, 'time out =1'],
    [`(?:exclus|excluez) (${WHO}) (?=pendant)`, 'time out =1 '],
    ['(?:bannis|bannissez)[- ](?:le|la)(?! [\\p{L}])', 'ban him'],
    [`(?:bannis|bannissez) (${WHO})`, 'ban =1'],
    ['(?:avertis|avertissez)[- ](?:le|la)(?! [\\p{L}])', 'warn him'],
    [`(?:avertis|avertissez) (${WHO})`, 'warn =1'],
    ['a cause d(?:e |u |es |’|\\u0027)', 'because of '],
    [
      `(?:leve|levez|annule|annulez|retire|retirez) (?:le |la |l['’])?((?:bannissement|exclusion temporaire|exclusion|timeout|mise en sourdine|sourdine|avertissement) (?:de |d['’]|contre ))(${WHO})`,
      (said) => `lift the ${frenchNoun(said)} on =2`,
    ],
    [`(?:annule|annulez|leve|levez) (act-\\d+)`, 'undo =1'],
    [`(?:debannis|debannissez) (${WHO})`, 'unban =1'],
    ['(?:le )?cas (?:numero |no\\.? |n° ?)?(?=\\d)', 'case '],
    ['(?:les )?cas (?:encore )?ouverts', 'open cases'],
    ['(?:quels|combien de) cas sont(?: encore)? ouverts', 'which cases are open'],
    [
      `(?:l')?historique (?:de moderation )?(?:de |du |d')(?:(?:l'utilisateur|l'utilisatrice|membre|la membre) )?(${WHO})`,
      'moderation history of user =1',
    ],
    [`pourquoi (?:ai-je ete|j'ai ete|suis-je|je suis) (${DONE.fr})`, (said) => `why was i ${french(said)}`],
    [
      `(?:jusqu'a quand|pour combien de temps|combien de temps) (?:suis-je|je suis) (${DONE.fr})`,
      (said) => `how long am i ${french(said)}`,
    ],
    ['comment (?:puis-je |je peux |je )?(?:faire|fais) appel', 'how can i appeal'],
    [
      `(?:qui|quels (?:membres|utilisateurs)) (?:a ete|ont ete|est|etait|sont) (${DONE.fr})`,
      (said) => `who was ${french(said)}`,
    ],
  ],
  es: [
    [
      '(?:muestra|muestre|ensena|ensene|abre|abra)(?:me|nos)? (?:el |la )?(?:primer|segundo|tercer|ultimo|siguiente|peor) caso',
      (said) => `show me the ${nthCase(said)} case`,
    ],
    ['(?:el )?primer caso', 'the first case'],
    ['(?:el )?ultimo caso', 'the latest case'],
    ['quien es (?:este|ese|esta) (?:miembro|usuari[oa]|cuenta)', 'who is this member'],
    [
      '(?:ha tenido|tuvo|tenia|ya tiene|le han dado)(?: ya| antes)? (?:advertencias|avisos|alguna advertencia)(?: antes)?',
      'did he have warnings before',
    ],
    ['cuantos casos (?:se abrieron|se han abierto|hubo|ha habido|hemos tenido)', 'how many cases'],
    [
      '(?:deshaz|deshaga|anula|anule|quita|quite|levanta|levante) (?:la |esa )?(?:ultima )?(?:sancion|medida)',
      'take back the last action',
    ],
    [
      '(?:cual es|que dice) (?:la |nuestra )?regla (?:sobre|de|contra|para) (?:los )?insultos',
      'what is the rule about insults',
    ],
    ['quien me (?:dio|asigno|ha dado|ha asignado|paso) (?:este|ese) caso', 'who gave me this case'],
    [
      '(?:que|en que) canal (?:da|causa|tiene|hay) (?:mas|los mas) (?:problemas|casos|lios)',
      'which channel has the most trouble',
    ],
    ['de que (?:se trata|trata|va) (?:el |en )?(?=(?:case|caso)[- ]?\\d)', 'what is '],
    [`(?:silencia|silencie)(?:los)? (?:a )?${ALL.es}`, 'mute all of them'],
    [`(?:pon|ponga) (?:a )?${ALL.es}${FOR.es} en timeout`, 'time out all of them$1'],
    [`(?:expulsa|expulse)(?:los)? temporalmente (?:a )?${ALL.es}`, 'time out all of them'],
    [`(?:banea|banee|expulsa|expulse)(?:los)? (?:a )?${ALL.es}`, 'ban all of them'],
    [`(?:advierte|advierta)(?:les)? (?:a )?${ALL.es}`, 'warn all of them'],
    [`(?:banea|banee|expulsa|expulse) (?:a )?(${WHO}) por (?=\\p{L}{3})(?!un)`, 'ban =1 because of '],
    [`(?:advierte|advierta) (?:a )?(${WHO}) por (?=\\p{L}{3})`, 'warn =1 because of '],
    [`(?:silencia|silencie) (?:a )?(${WHO}) por (?=\\p{L}{3})(?!un)`, 'mute =1 because of '],
    ['(?:silencia|silencie)l[oa]', 'mute him'],
    [`(?:silencia|silencie) (?:a )?(${WHO})`, 'mute =1'],
    [`(?:pon|ponga) (?:a )?(${WHO})${FOR.es} en timeout`, 'time out =1$2'],
    [`(?:expulsa|expulse) temporalmente (?:a )?(${WHO})`, 'time out =1'],
    ['(?:banea|banee|expulsa|expulse)l[oa]', 'ban him'],
    [`(?:banea|banee|expulsa|expulse) (?:a )?(${WHO})`, 'ban =1'],
    ['(?:advierte|advierta|avisa|avise)l[oae]', 'warn him'],
    [`(?:advierte|advierta) (?:a )?(${WHO})`, 'warn =1'],
    [
      `(?:levanta|levante|quita|quite|retira|retire|anula|anule) (?:el |la )?((?:baneo|expulsion temporal|expulsion|timeout|silencio|advertencia|aviso) (?:a |de |del |contra ))(${WHO})`,
      (said) => `lift the ${spanishNoun(said)} on =2`,
    ],
    [`(?:deshaz|deshaga|anula|anule|retira|retire) (act-\\d+)`, 'undo =1'],
    [`(?:desbanea|desbanee) (?:a )?(${WHO})`, 'unban =1'],
    ['(?:el )?caso (?:numero |n\\.? ?º? ?)?(?=\\d)', 'case '],
    ['(?:los )?casos (?:aun |todavia )?abiertos', 'open cases'],
    ['(?:que|cuantos|cuales) casos (?:estan|hay|siguen) abiertos', 'which cases are open'],
    [
      `(?:el )?historial (?:de moderacion )?(?:de |del )(?:(?:usuari[oa]|miembro) )?(${WHO})`,
      'moderation history of user =1',
    ],
    [
      `por que (?:me han|me|he sido|fui|estoy) (${DONE.es}|expulsaron|banearon|silenciaron)`,
      (said) => `why was i ${spanish(said)}`,
    ],
    [`(?:hasta cuando|cuanto tiempo|por cuanto tiempo) estoy (${DONE.es})`, (said) => `how long am i ${spanish(said)}`],
    ['como (?:puedo )?apel(?:ar|o)', 'how can i appeal'],
    [
      `(?:quien|quienes|que (?:miembros|usuarios)) (?:fue|fueron|ha sido|han sido|esta|estan) (${DONE.es})`,
      (said) => `who was ${spanish(said)}`,
    ],
  ],
};
