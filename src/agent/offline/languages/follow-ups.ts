import type { Language } from '../../../domain/language.ts';
import type { GlossRule } from './gloss-rule.ts';

/** What leads on from an answer: corrections, what was just done, the worst of what was shown. */
export const followUpRules: Record<Exclude<Language, 'en'>, readonly GlossRule[]> = {
  de: [
    ['(?:ich|wir) (?:habe |hatte )?(?:meinte?|gemeint)(?= )', 'i meant'],
    ['(?:nein,? )?(?:doch|lieber) (?:nicht,? )?(?=(?:kritisch|hoch|mittel|niedrig)[ .!]*$)', 'no, '],
    ['(?:die|der|das|diese) (?:ganze|gesamte|komplette) woche', 'this week'],
    ['(?:den|der|das) (?:ganzen|gesamten|kompletten) tag', 'today'],
    ['(?:den |der |die )?(?:schlimmsten?|schwerste[nr]?|kritischste[nr]?) (?:alarm|warnung|alert)', 'the worst alert'],
    ['(?:den |der )?(?:schlimmsten?|schwerste[nr]?|kritischste[nr]?) (?:vorfall)', 'the worst incident'],
    ['(?:der|den|dem|die|das) schlimmsten?(?= ?[?!.,]*$| davon| von)', 'the worst one'],
    ['(?:der|den|dem|die|das) (kritischen?|kritische)(?= ?[?!.]*$)', 'the critical one'],
    [
      'was (?:habe|hab) ich (?:gerade|eben|soeben|zuletzt|jetzt)(?: eben| gerade)? (?:geandert|gemacht|getan)',
      'what did i just change',
    ],
    ['(?:hangen|gehoren) (?:sie|die|diese|beide|alle)(?: irgendwie)? (?:zusammen|zueinander)', 'are they related'],
    [
      '(?:gibt es|ist|war) (?:noch|sonst noch|da noch)(?: irgend)?(?:et)?was (?:offen|zu tun|fur mich(?: zu tun)?|das ich (?:tun|machen) (?:sollte|muss))',
      'anything left to do',
    ],
    ['was (?:ist|steht|bleibt) (?:noch|sonst noch|denn noch) (?:offen|an|ubrig)', 'what else is still open'],
    [
      '(?:gib|geben sie|ubergib|uberlass)(?: ihn| sie| es| das| den vorfall| diesen)(?: bitte)? mir(?= ?[?!.,]*$)',
      'assign it to me',
    ],
    [
      '(?:offne|offnen sie|zeig(?:e|en sie)?(?: mir)?) (?:den|die|das|diesen|diese|dieses)(?: da)?(?= ?[?!.]*$)',
      'open it',
    ],
    ['(?:was|welche[rs]?|wer) davon', 'which of them'],
    [
      '(?:wem gehor(?:t|en) (?:er|sie|es|das|die|diese)|wer (?:hat|bearbeitet) (?:ihn|sie|es|die|diese))(?= ?[?!.]*$)',
      'who is on it',
    ],
    ['alles klar,? (?=danke)', 'ok, '],
    ['danke (?:dir|ihnen|euch)', 'thank you'],
    [
      'mach(?:e|en sie)? (?:ihn|sie|es|das|den vorfall|diesen) (?:auf |zu )?(?=(?:kritisch|hoch|mittel|niedrig))',
      'make it ',
    ],
    ['(?:bin )?fertig(?=,? danke)', 'done'],
    ['alle konten,? nicht nur', 'all accounts, not just'],
    ['(?:wer|welche[rs]?) (?:arbeitet|kummert sich) (?:daran|darum)', 'who is on it'],
    ['schlimmste zuerst|die schlimmsten zuerst|nach schwere(?:grad)?', 'worst first'],
  ],
  fr: [
    ['je (?:voulais dire|parlais de|pensais a)(?= )', 'i meant'],
    ['(?:toute|l.ensemble de) la semaine', 'this week'],
    ["(?:l')?alerte la plus (?:grave|critique|urgente)|la pire alerte", 'the worst alert'],
    ["(?:l')?incident le plus (?:grave|critique|urgent)|le pire incident", 'the worst incident'],
    ['(?:le|la) (?:plus grave|pire)(?= ?[?!.,]*$)', 'the worst one'],
    [
      "(?:qu'est-ce que j'ai|qu'ai-je|j'ai|qu'est-ce que je viens de)(?: donc)? (?:vient de )?(?:change|modifie|fait|changer|modifier|faire)(?: a l'instant| juste| la)*",
      'what did i just change',
    ],
    ['(?:sont-elles|sont-ils|est-ce qu.(?:elles|ils) sont) (?:liees?|lies?|reliees?|connectees?)', 'are they related'],
    [
      '(?:y a-t-il|il y a|reste-t-il|il reste)(?: encore)? (?:quelque chose|autre chose) (?:a faire|que je (?:dois|devrais) faire)',
      'anything left to do',
    ],
    ["qu'est-ce qui (?:est|reste)(?: encore)? ouvert", 'what else is still open'],
    [
      '(?:mets|mettez|passe|passez)(?:-la|-le| la| le) (?:en |a )?(?=(?:critique|eleve|haute?|moyen|faible|bas))',
      'make it ',
    ],
    ['tous les comptes,? pas (?:seulement|que|juste)', 'all accounts, not just'],
    ['(?:les )?(?:pires|plus graves) (?:en premier|d.abord)', 'worst first'],
  ],
  es: [
    ['(?:yo )?(?:queria decir|me referia a|quise decir)(?= )', 'i meant'],
    ['toda la semana|la semana entera', 'this week'],
    ['(?:la )?alerta mas (?:grave|critica|urgente)|la peor alerta', 'the worst alert'],
    ['(?:el )?incidente mas (?:grave|critico|urgente)|el peor incidente', 'the worst incident'],
    ['(?:el|la|lo) (?:peor|mas grave)(?= ?[?!.,]*$)', 'the worst one'],
    [
      '(?:que|lo que) (?:acabo de|he) (?:cambiar|cambiado|hacer|hecho|modificar|modificado)|que cambie(?: ahora| recien)?',
      'what did i just change',
    ],
    [
      '(?:ponlo|ponla|pongalo|pongala|hazlo|hazla) (?:en |a |como )?(?=(?:critic[oa]|alt[oa]|medi[oa]|baj[oa]))',
      'make it ',
    ],
    ['estan (?:relacionad[oa]s|conectad[oa]s|ligad[oa]s)', 'are they related'],
    [
      '(?:hay|queda)(?: todavia| aun)? (?:algo|alguna cosa)(?: mas)?(?: por hacer| que (?:hacer|deba hacer|tenga que hacer|deberia hacer))?(?= ?[?!.]*$)',
      'anything left to do',
    ],
    ['todas las cuentas,? no solo(?: las? de)?', 'all accounts, not just'],
    ['(?:las|los) (?:peores|mas graves) primero', 'worst first'],
    [`cuando se (?:vio|ha visto) (?:por )?(?:la )?ultima vez a (\\p{L}[\\p{L}.'-]+)`, 'when was =1 last seen'],
  ],
};
