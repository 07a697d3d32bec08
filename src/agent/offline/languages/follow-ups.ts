import type { Language } from '../../../domain/language.ts';
import type { GlossRule } from './gloss-rule.ts';

const nthSaid = (said: string): string =>
  /zweit/.test(said) ? 'second' : /dritt/.test(said) ? 'third' : /letzt/.test(said) ? 'last' : 'first';

/** What leads on from an answer: corrections, what was just done, the worst of what was shown. */
export const followUpRules: Record<Exclude<Language, 'en'>, readonly GlossRule[]> = {
  de: [
    ['was (?:hat|ist) (?:sich|so)? ?(?=(?:seit|in|ab) .{3,40}(?:getan|passiert|ereignet))', 'what happened '],
    ['(?<=(?:seit|in) .{3,40})(?:getan|ereignet)(?= ?[?!.]*$)', ''],
    [
      '(?:bitte )?(?:den|die|das|dem) (?:ersten?|zweiten?|dritten?|letzten?)(?: (?:alarm|vorfall|eintrag))?(?: bitte| mal)* (?:offnen|aufmachen|zeigen|anzeigen|ansehen|anschauen)(?= ?[?!.]*$)',
      (said) => `open the ${nthSaid(said)} one`,
    ],
    [
      'ist das (?:denn |auch |so )?(?:bei|von) (.{2,60}?) (?:normal|ublich|typisch|gewohnlich)',
      'is that normal for $1',
    ],
    ['diebstahls?', 'theft'],
    [
      'wer(?: ist das der)? (?:kummert sich|sitzt|arbeitet|ist|bearbeitet|betreut|macht)(?: denn| gerade| grad| da| jetzt| aktuell| eigentlich)* (?:drum|darum|daran|dran|damit|das|den fall|diesen fall)(?= ?[?!.,]*$)',
      'who is on it',
    ],
    [
      'wer (?:arbeitet|sitzt)(?: denn| gerade| grad| eigentlich)* an (?=(?:den |dem |der |die )?(?:\\p{L}+ )?(?:vorfall|vorfallen|fallen|alarmen|incidents))',
      'who works on ',
    ],
    [
      '(?:(?:das|den|die|ihn) )?(?:ubernehme?|nehme?) ich(?: das| den| ihn| selbst| mal| dann| jetzt)*(?= ?[?!.,]*$)',
      'assign it to me',
    ],
    [
      'ich (?:ubernehme?|nehme?|kummere? mich|mache?)(?: mal| dann)? (?:das|den|ihn|drum|darum)(?: selbst| mal| dann)*(?= ?[?!.,]*$)',
      'assign it to me',
    ],
    [
      '(?:hat|haben) (?:die|der|das|diese|dieses|dieser) (adresse|ip|konto|account|person|angreifer) (.{0,24}?)(?:sonst |noch |auch )+(?:irgend)?(?:et)?was (.{0,24}?)(?:gemacht|getan|angestellt|versucht|probiert)',
      'what else did that $1 do $2$3',
    ],
    [
      'was (?:hat|haben) (?:die|der|das|diese|dieses|dieser) (adresse|ip|konto|account|person) (.{0,24}?)(?:sonst|noch)(?: noch)? (.{0,24}?)(?:gemacht|getan|angestellt|versucht)',
      'what else did that $1 do $2$3',
    ],
    [
      '(?:von|aus) welche[rnm] (?:ip-?adresse|ip|adresse) (?:kam|kamen|stammt|stammte|kommt|ging)(?: das| der| die| es| er| sie)?(?: alles)?(?: aus)?(?: denn)?(?= ?[?!.]*$)',
      'which address did it come from',
    ],
    [
      'woher (?:kam|kommt|stammt|kamen) (?:das|er|sie|es|der|die)(?: denn| eigentlich)?(?= ?[?!.]*$)',
      'where did it come from',
    ],
    [
      '(?:hats|hat es|traf es|trifft es|sind|waren|wurden)(?: denn)? am (?:meisten|haufigsten|schlimmsten|starksten) (?:erwischt|getroffen|betroffen)',
      'were attacked most',
    ],
    ['am (?:meisten|haufigsten|starksten|schlimmsten) (?:betroffen|erwischt|getroffen)', 'attacked most'],
    [
      '(?:mach|mache|machen sie|erstell|erstelle|eroffne|offne|leg|lege)(?: mir| uns| bitte| mal)* (?:daraus|draus|davon|dafur|dazu|hieraus)(?: bitte| mal)* (?:einen|nen|ein) (?:neuen )?(?:sicherheits)?(?:vorfall|incident|ticket)(?: an| auf)?',
      'open an incident for it',
    ],
    [
      '(?:mach|mache|machen sie|eroffne|offne|leg|lege|erstell|erstelle)(?: mir| uns| bitte| mal)* (?:einen|nen) (?:vorfall|incident) (?:daraus|draus|davon|dazu|dafur)(?: an| auf)?',
      'open an incident for it',
    ],
    [
      '(?:schreibe?|schreiben sie|notiere?|vermerke?|trage?|erganze?)(?: bitte| mal| noch)*(?: dazu| dabei| hinzu| rein| ein| das)*(?= ?:)',
      'add a note',
    ],
    [
      '(?:setze?|stelle?|mache?|stufe?|nimm)(?: bitte| mal)* (?:ihn|sie|es|das|den|die)(?: bitte)? (?:hoch )?auf (?=(?:kritisch|hoch|mittel|niedrig))',
      'set it to ',
    ],
    ['(?:einen |ein |schonen )?feierabend(?: dann| jetzt)?(?= ?[?!.,]*$)', 'bye'],
    [
      'wie (?:lange|schnell) (?:hat|hats|dauerte)(?: es)?(?: gedauert)?,? (?:bis|ehe) (?:jemand|wer|man|wir|einer) (?:reagierte|reagiert|geantwortet|antwortete|sich)(?: gekummert| kummerte)?(?: hat| haben)?',
      'how long did it take until somebody reacted',
    ],
    [
      '(?:kannst du|konnen sie|konntest du|konnten sie)(?: mir| uns| bitte| mal)* (?:den|die|das) letzten? (vorfall|alarm|incident)(?: bitte| mal| kurz| grob)* (?:zusammenfassen|beschreiben|schildern|erklaren)',
      'tell me about the latest $1',
    ],
    [
      '(?:fass|fasse|fassen sie)(?: mir| uns| bitte| mal)* (?:den|die|das) letzten? (vorfall|alarm|incident)(?: kurz| mal)? zusammen',
      'tell me about the latest $1',
    ],
    ['(?:ich|wir) (?:habe |hatte )?(?:meinte?|gemeint)(?= )', 'i meant'],
    ['(?:nein,? )?(?:doch|lieber) (?:nicht,? )?(?=(?:kritisch|hoch|mittel|niedrig)[ .!]*$)', 'no, '],
    ['(?:die|der|das|diese) (?:ganze|gesamte|komplette) woche', 'this week'],
    ['(?:den|der|das) (?:ganzen|gesamten|kompletten) tag', 'today'],
    ['(?:den |der |die )?(?:schlimmsten?|schwerste[nr]?|kritischste[nr]?) (?:alarm|warnung|alert)', 'the worst alert'],
    ['(?:den |der )?(?:schlimmsten?|schwerste[nr]?|kritischste[nr]?) (?:vorfall)', 'the worst incident'],
    [
      '(?:der|den|dem|die|das) schlimmsten? (?:davon|von (?:denen|ihnen|diesen|den))(?= ?[?!.,]*$)',
      'the worst of them',
    ],
    ['(?:der|den|dem|die|das) schlimmsten?(?= ?[?!.,]*$)', 'the worst one'],
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
    [
      '(?:das |es |(?<!\\d )\\b(?=war\\b))(?:war|ist)(?: doch| nur| bloß| wohl)* (?:ein |nur ein )?(?:fehlalarm|falscher alarm)',
      'it was a false alarm',
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
    ['(?:seulement|uniquement|juste|que) (?:celles|ceux|celle|celui) (?:de |d.)(?=\\p{L})', 'only from '],
    [
      "(?:c'est )?qui (?:qui )?(?:s'en (?:occupe|charge)|est dessus|gere ca|traite ca|travaille (?:dessus|la-dessus)|s'en est occupe)(?= ?[?!.,]*$)",
      'who is on it',
    ],
    ['qui (?:travaille sur|traite|gere|suit) (?=(?:les |des |nos )?(?:incidents|alertes))', 'who works on '],
    [
      "(?:je m'en (?:occupe|charge)|c'est pour moi|je (?:la|le) garde|laisse(?:z)?-(?:la|le)[- ]moi)(?= ?[?!.,]*$)",
      'assign it to me',
    ],
    [
      "(?:est-ce qu')?(?:cette |l')?(adresse|ip|compte|personne|elle|il)(?: a|-t-elle| a-t-elle| a-t-il)+ (?:fait|tente|essaye) (?:quelque chose d'autre|autre chose|d'autres choses)",
      'what else did it do',
    ],
    [
      "qu'est-ce que (?:cette |l')?(?:adresse|ip|elle|il) a fait d'autre|qu'a-t-(?:elle|il) fait d'autre",
      'what else did it do',
    ],
    [
      "d'ou (?:venait|vient|venaient|provenait|provient)(?:-elle|-il)?(?: ca| cela)?(?= ?[?!.,]*$)",
      'where did it come from',
    ],
    [
      '(?:ouvre|ouvrez|ouvrir|cree|creez|fais|faites)(?:-moi|-nous)? un incident (?:la[- ]dessus|avec (?:ca|cela|celle-ci|celui-ci)|pour (?:ca|cela|celle-ci|celui-ci|elle|lui)|a partir de (?:ca|cela)|de ca)',
      'open an incident for it',
    ],
    ['fais(?:-en|-moi en)? un incident|faites-en un incident', 'open an incident for it'],
    [
      '(?:passe|passez|mets|mettez|monte|montez)[- ](?:le|la|les) (?:en |a |au niveau )?(?=(?:critique|eleve|haute?|moyen|faible|bas))',
      'set it to ',
    ],
    [
      "(?:quelles|les|de) regles (?:est-ce que )?(?:tu (?:me |nous )?(?:conseilles?|recommandes?|proposes?)|vous (?:me |nous )?(?:conseillez|recommandez|proposez)|(?:devrait-on|devrions-nous|faut-il|faudrait-il|on devrait|activer))(?: d'activer| d'ajouter| activer| ajouter)?",
      'which rules do you recommend',
    ],
    [
      "(?:combien de temps|en combien de temps)(?: ca| cela)? ?(?:a-t-il fallu|a pris|avons-nous mis|ont-ils mis|a-t-on mis)(?: pour)?(?: avant de)? (?:reagir|repondre|s'en occuper)",
      'how long did it take until somebody reacted',
    ],
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
    ['(?:solo|solamente|unicamente) (?:l[oa]s|el|la) de (?=\\p{L})', 'only from '],
    [
      '(?:y )?quien (?:la|lo|se) (?:lleva|atiende|mira|esta mirando|gestiona|ocupa|encarga|esta llevando|esta atendiendo)(?: de (?:eso|esto|ella|el|ello))?(?= ?[?!.,]*$)',
      'who is on it',
    ],
    ['quien (?:esta|trabaja) (?:en|con) (?:eso|esto|ello|ella)(?= ?[?!.,]*$)', 'who is on it'],
    ['quien(?:es)? (?:trabajan?|llevan?|atienden?) (?:en )?(?=(?:los |las )?(?:incidentes|alertas))', 'who works on '],
    [
      '(?:yo )?me (?:la|lo) (?:quedo|llevo|asigno|apunto)(?: yo)?(?= ?[?!.,]*$)|(?:yo )?(?:la|lo) (?:cojo|llevo|tomo)(?: yo)?(?= ?[?!.,]*$)',
      'assign it to me',
    ],
    [
      '(?:(?:esa|esta|la) (?:direccion|ip|cuenta|persona) )?(?:ha hecho|hizo|intento|ha intentado) (?:algo mas|algo mas que eso|otra cosa|mas cosas)',
      'what else did it do',
    ],
    [
      'que (?:mas|otra cosa) (?:hizo|ha hecho|intento)(?: (?:esa|esta|la) (?:direccion|ip|cuenta|persona))?',
      'what else did it do',
    ],
    ['de donde (?:viene|vino|venia|procede|salio)(?: eso| esto)?(?= ?[?!.,]*$)', 'where did it come from'],
    [
      '(?:abre|abra|abrir|crea|cree|crear|haz|haga)(?:me)? (?:un )?(?:nuevo )?incidente (?:con|de|para|por|a partir de|sobre) (?:eso|esto|ello|ella|el|esa|esta)(?= ?[?!.,]*$)',
      'open an incident for it',
    ],
    ['(?:apunta|apunte|anota|anote|escribe|escriba|anade|anada|agrega|agregue)(?:lo)?(?: que)?(?= ?:)', 'add a note'],
    [
      '(?:subelo|subela|subalo|subala|bajalo|bajala|bajelo|cambialo|cambiala|pasalo|pasala) (?:a |en |como )?(?=(?:critic[oa]|alt[oa]|medi[oa]|baj[oa]))',
      'set it to ',
    ],
    [
      'que (?:queda|quedan|sigue|siguen|hay)(?: todavia| aun)? (?:abierto|abierta|abiertos|abiertas|pendiente|pendientes|sin resolver)(?= ?[?!.]*$)',
      'what is still open',
    ],
    ['como (?:estamos|vamos|andamos|va|esta) (?:de |en |con )(?:la )?seguridad', 'how are we doing with security'],
    [
      '(?:me )?(?:puede|puedes|podria|podrias)(?: me)? (?:resumir|contar|explicar)(?:me)? (?:el|la) ultim[oa] (incidente|alerta)|(?:resume|resuma|resumeme|cuentame) (?:el|la) ultim[oa] (incidente|alerta)',
      'tell me about the latest $1$2',
    ],
    [
      '(?:cuanto(?: tiempo)? (?:tardaron|tardamos|tardo|se tardo)|cuanto se ha tardado) en (?:responder|reaccionar|atender(?:lo|la)?)',
      'how long did it take until somebody reacted',
    ],
    [
      '(?:cuanta gente|cuantas personas) (?:hubo|habia|paso|pasaron|estuvo|estuvieron|entro|entraron)',
      'how many people were',
    ],
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
