import type { Language } from '../../../domain/language.ts';
import type { GlossRule } from './gloss-rule.ts';

/** A name as somebody types it: one word, or several that are capitalised are met in lower case. */
const NAME = String.raw`person_[0-9a-f]{2,8}|per-\d{1,9}|(?!(?:ich|wir|er|sie|es|il|elle|on|je|el|ella|un|une|una|uno|der|die|das|den|le|la|les|los|las|cette|cet|ce|esta|este|diese[nrsm]?|aqui|alli|ici|todo|alles|tout|quien|qui|wer|heute|gestern|hier|ayer|hoy)\b)[\p{L}][\p{L}'-]+(?: [\p{L}][\p{L}'-]+)?`;

/** When somebody came, and what may follow: that they were here, seen, or where. */
const DE_DAY = String.raw`(?:heute|gestern|vorgestern)(?: (?:fruh|morgen|vormittag|mittag|nachmittag|abend|nacht))?|letzte nacht|(?:diese|letzte|vergangene) woche|am (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|wochenende)`;
const DE_HERE = String.raw`(?:schon |alles |noch )?(?:da|hier|dort|dabei|gekommen|gesehen(?: worden)?|zu sehen|vorbei(?:gekommen)?|im (?:haus|gebaude|buro))`;
const FR_DAY = String.raw`(?:hier|aujourd'hui|avant-hier|cette (?:nuit|semaine)|ce (?:matin|soir)|cet apres-midi|la nuit derniere|la semaine derniere|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: dernier)?)`;
const ES_DAY = String.raw`(?:hoy|ayer|anteayer|anoche|esta (?:manana|tarde|noche|semana)|la semana pasada|el (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|fin de semana))`;

const NTH_DE: Record<string, string> = { zw: 'second', dr: 'third', vi: 'fourth', fu: 'fifth', le: 'last' };

/** Who is on a picture, who was seen where, and what a camera shows, in words that other phrases would take apart. */
export const peopleRules: Record<Exclude<Language, 'en'>, readonly GlossRule[]> = {
  de: [
    ['(?<!seit )wann war (?:das|es)(?: denn| genau)?(?= ?[?!.]*$)', 'when was that'],
    ['wo war (?:das|es)(?: denn| genau)?(?= ?[?!.]*$)', 'where was that'],
    [
      'wer (?:ist|war|konnte)(?: denn| bloß| nur)? (?:das|dies|er|sie|der da|die da)(?: hier| da)?(?= sein|[?!. ]*$)',
      'who is this',
    ],
    [
      'wer (?:ist|sind|war|waren)(?: denn)? (?:diese[rsn]?|der|die|das) (?:person|personen|mann|frau|manner|frauen|leute|typ|kerl|besucher|mensch|menschen|unbekannten?)(?= (?:auf|im|da|hier)|[?!. ]*$)',
      'who is this person',
    ],
    [
      '(?:kennen wir|kennst du|kennen sie|kennt jemand|erkennst du|erkennen sie) (?:ihn|sie|den|die|das|diese[nrs]?)(?: (?:person|mann|frau|leute|typ|kerl|besucher|menschen))?(?= auf| im| da| hier|[?!. ]*$)',
      'do we know this person',
    ],
    ['(?:erkennst du|erkennen sie|erkennt ihr|siehst du) (?:jemanden|wen)', 'do you recognise anyone'],
    ['(?:auf|in) (?:dem|diesem|meinem|der|dieser) (?:ersten )?(?:bild|foto|aufnahme|photo)', 'in this picture'],
    [
      'auf dem (zweiten|dritten|vierten|funften|letzten) (?:bild|foto|photo)',
      (said) => `in the ${NTH_DE[/zw|dr|vi|fu|le/.exec(said)?.[0] ?? ''] ?? 'first'} picture`,
    ],
    [
      '(?:dieser|diese[nmrs]?|die|der|den) (?:person|mann|frau|typ|kerl|besucher|unbekannten?)(?= (?:schon|zuletzt|das letzte|heute|gestern|hier|da|noch|wieder|einmal|mal|war|gewesen|gesehen)|[?!. ]*$)',
      'this person',
    ],
    [
      `wann (?:habe ich|haben wir|hat man|hat jemand) (${NAME}) (?:zuletzt|das letzte mal|zum letzten mal) gesehen`,
      'when did we last see =1',
    ],
    [
      `wann (?:wurde|war|ist) (${NAME}) (?:zuletzt|das letzte mal|zum letzten mal) (?:gesehen(?: worden)?|da|hier|dagewesen|gekommen)`,
      'when was =1 last seen',
    ],
    [
      'wann (?:habe ich|haben wir|hat man) (?:diese person|diesen mann|diese frau|ihn|sie) (?:zuletzt|das letzte mal|zum letzten mal) gesehen',
      'when did we last see this person',
    ],
    [
      'wann (?:war|wurde|ist) (?:er|sie|diese person) (?:zuletzt|das letzte mal|zum letzten mal) (?:hier|da|gesehen(?: worden)?|dagewesen)',
      'when was she last seen',
    ],
    ['wo (?:war|ist|wurde) (?:er|sie)', 'where was she'],
    ['wie oft (?:war|kam) (?:er|sie)(?: hier| da)?', 'how often was she here'],
    ['wie oft', 'how often'],
    [
      `(?:wurde|ist|war) (${NAME}) (?=(?:heute|gestern|schon|diese|am|an|im|in|hier|da|letzte)\\b.*\\b(?:gesehen|hier|da|gekommen|gewesen))`,
      'was =1 seen ',
    ],
    [
      '(?:unbekannte[nrms]?|fremde[nrms]?|neue[nr]?) (?:personen?|leute|menschen|gesichter|gesicht|besucher|gaste|manner|manner|mann|frau)',
      'unknown people',
    ],
    [
      '(?:wie viele) (?:fremde|unbekannte)(?! (?:adressen?|ips?|konten|konto|gerate|lander|benutzer|anmeldungen))',
      'how many strangers',
    ],
    [
      '(?:irgendwo |irgendwelche |gab es |gabs |waren |sind )?(?:einen? |nen |eine |ne )?(?:fremde[nr]?|unbekannte[nr]?)(?= (?:an|am|im|in|vor|bei|beim|auf|heute|gestern|letzte|diese|da|hier|dort|am)\\b)(?! [^?!.]*\\b(?:adresse|ip|konto|gerat))',
      'any strangers',
    ],
    ['auf (?:den|allen|unseren|irgendeiner|einer|der) kameras?', 'on the cameras'],
    ['ist jemand unbekanntes|war jemand unbekanntes|jemand fremdes|jemand unbekanntes', 'anyone unknown'],
    [
      '(?:durch|an|vor|bei|in|auf|hinter|neben|zu) (?:die|der|den|dem|das) (?=(?:haus|vorder|hinter|seiten|neben|eingangs|lade|ein|ausgangs|keller)(?:tur|rampe|eingang|gang|fahrt|hof)|tor\\b|tur\\b|garage|tiefgarage|lobby|flur|dach|hof|zaun|keller|kuche|kantine)',
      'at ',
    ],
    [
      '(?:am|im|beim|vom|zum|ins|durchs) (?=(?:haupt|hinter|neben|seiten|vorder)?eingang|tor\\b|lager|empfang|parkplatz|parkhaus|flur|hof|foyer|keller|buro|gebaude|serverraum|treppenhaus|aufzug|labor|zaun|dach|garten)',
      'at ',
    ],
    ['laderampe|ladezone|rampe', 'loading dock'],
    ['haustur|vordertur|eingangstur', 'front door'],
    ['hintertur', 'back door'],
    ['seitentur|nebentur', 'side door'],
    ['hintereingang', 'back entrance'],
    ['haupteingang', 'main entrance'],
    ['seiteneingang|nebeneingang', 'side entrance'],
    ['tiefgarage|garage', 'garage'],
    ['foyer|eingangshalle', 'lobby'],
    ['treppenhaus', 'stairwell'],
    ['flur', 'hallway'],
    ['einfahrt', 'driveway'],
    ['innenhof|hinterhof|hof', 'yard'],
    ['(?<=(?:der|die|den|zur) )tur', 'door'],
    ['(?<=(?:am|das|dem|zum) )tor', 'gate'],
    ['(?<=(?:am|im|der|den|dem|zum) )(?:parkplatz|parkhaus)', 'parking lot'],
    ['(?<=(?:am|im|der|den|dem|zum) )empfang', 'reception'],
    ['(?<=(?:am|im|das|dem|zum) )lager', 'warehouse'],
    ['(?<=(?:am|der|den|dem|zum) )zaun', 'fence'],
    ['(?<=(?:am|im|der|den|dem|zum) )eingang', 'entrance'],
    [
      '(?:ist|sind|war|waren) (?:eine|irgendeine|irgendwelche|alle|unsere)? ?kameras? (offline|online|aus|an|tot|still|kaputt|ausgefallen|gestort|erreichbar|unerreichbar)',
      'are all cameras $1',
    ],
    ['(?:funktionieren|gehen|laufen|senden) (?:denn )?(?:alle|die|unsere) kameras', 'are all cameras working'],
    [
      'was (?:habe ich|haben wir|hat (?:man|jemand)) (?:noch )?nicht (?:gesichtet|durchgesehen|gepruft|angesehen|angeschaut)',
      'what is not reviewed yet',
    ],
    [
      'was (?:habe ich|haben wir) (.{3,40}?) (?:noch )?nicht (?:gesichtet|durchgesehen|gepruft|angesehen|angeschaut)',
      'what have i not reviewed yet $1',
    ],
    ['(?:ungesichtete|ungeprufte|nicht gesichtete)n?(?= (?:kamera)?ereignisse)', 'unreviewed'],
    ['(?:noch )?nicht (?:gesichtet|durchgesehen)', 'not reviewed'],
    ['kameraereignisse', 'camera events'],
    ['(?:gekommen|gegangen|gelaufen|eingetreten)', 'came in'],
    ['durch den|durch die|durch das', 'through'],
    [
      `wer (?:war|kam|ist|wurde)(?: denn)? (${DE_DAY}) ${DE_HERE}(?=[ ,?!.]*$| (?:an|am|bei|beim|vor|auf|in|im|ausser|ohne|und)\\b)`,
      'who came in $1',
    ],
    [`wer kam(?: denn)? (${DE_DAY})(?! (?:ins|in (?:den|die|das)) (?:konto|konten|system|netz))`, 'who came in $1'],
    [`wer war (${DE_DAY})(?= (?:an|am|bei|beim|vor|auf) (?:der|dem|den|die|das)?)`, 'who was $1'],
    ['wer war (?:dort|da)', 'who was there'],
    ['und wer war (?:dort|da)', 'and who was there'],
  ],
  fr: [
    [
      '(?:sur |a |au |pres )?(?:le |du )?quai(?: de chargement| de livraison)? (?:de la |du )?pharmacie',
      'at the pharmacy loading dock',
    ],
    ['quai de (?:chargement|livraison)', 'loading dock'],
    ["(?:c'etait quand|quand (?:etait-ce|c'etait|cela s'est-il passe))(?= ?[?!.]*$)", 'when was that'],
    ["(?:c'etait ou|ou (?:etait-ce|c'etait))(?= ?[?!.]*$)", 'where was that'],
    ["qui est-ce(?= ?[?!.]*$)|c'est qui|qui est-il|qui est-elle|de qui s'agit-il", 'who is this'],
    [
      'qui (?:est|sont|etait) (?:cette|cet|ce|ces|la|le|les) (?:personnes?|hommes?|femmes?|gens|type|dame|monsieur|visiteurs?|inconnue?s?)(?= (?:sur|dans|la|ici)|[ ?!.]*$)',
      'who is this person',
    ],
    [
      '(?:connait-on|connaissons-nous|tu connais|vous connaissez|connaissez-vous|reconnais-tu|reconnaissez-vous|on connait|est-ce qu.on connait) (?:cette|cet|ce|ces|la|le|les) (?:personnes?|hommes?|femmes?|gens|type|dame|monsieur|visiteurs?)',
      'do we know this person',
    ],
    ["(?:reconnais-tu|reconnaissez-vous|tu reconnais|vous reconnaissez) quelqu'un", 'do you recognise anyone'],
    ["(?:sur|dans) (?:la|cette|l'|ma|le|ce|mon) ?(?:photo|image|cliche)(?: jointe| ci-jointe)?", 'in this picture'],
    [
      'quand (?:a-t-on|avons-nous|ai-je|on a|nous avons|est-ce qu.on a) vu (?:cette personne|cet homme|cette femme|ce type) (?:pour la derniere fois|en dernier)',
      'when did we last see this person',
    ],
    [
      `quand (?:a-t-on|avons-nous|ai-je|on a|nous avons|j'ai|est-ce que j'ai|est-ce qu'on a) vu (${NAME}) (?:pour la derniere fois|en dernier)`,
      'when did we last see =1',
    ],
    [`quand (${NAME}) (?:a-t-il|a-t-elle|a) ete vue? (?:pour la derniere fois|en dernier)`, 'when was =1 last seen'],
    [`(?:ou|quand) (?:etait|est|a ete) (${NAME})`, (said) => `${/^\s*ou/.test(said) ? 'where' : 'when'} was =1`],
    [
      'quand (?:etait-il|etait-elle|a-t-il ete|a-t-elle ete|est-il venu|est-elle venue)(?: vue?)?(?: la| ici| pour la derniere fois)?',
      'when was she last seen',
    ],
    ['ou (?:etait-il|etait-elle|est-il|est-elle)', 'where was she'],
    ['combien de fois', 'how often'],
    [
      "combien (?:d')(?:inconnus?|inconnues|etrangers?)|combien de (?:personnes inconnues|visiteurs inconnus|gens inconnus)",
      'how many strangers',
    ],
    [
      '(?:des |les |de )?(?:personnes|gens|visiteurs|visages|individus) (?:inconnu(?:e?s?)|etrangers?)|(?:nouveaux|nouvelles) (?:visages|personnes)',
      'any unknown people',
    ],
    [
      "(?:y a[- ]t[- ]il(?: eu)?|il y a(?: eu)?|est-ce qu'il y a(?: eu)?)? ?(?:des |d')(?:inconnus?|inconnues)",
      'any strangers',
    ],
    ['(?:devant|sur|a) (?:les|nos|une des) cameras', 'on the cameras'],
    ["quelqu'un d'inconnu|un inconnu|une inconnue", 'anyone unknown'],
    [
      "(?:a|devant|derriere|dans|par|pres de|sur|au niveau de|vers) ?(?:la |le |l'|les )?(?=(?:porte|portail|quai|entree|garage|hall|couloir|parking|reception|accueil|entrepot|cour|toit|bureau|cuisine))|(?:au|aux|du) (?=(?:portail|quai|garage|hall|couloir|parking|toit|bureau|sous-sol))",
      'at the ',
    ],
    ['quais? de (?:chargement|livraison)', 'loading dock'],
    ["porte (?:d'entree|principale|de devant)", 'front door'],
    ['porte (?:arriere|de derriere)', 'back door'],
    ['(?<=(?:au|du|le) )quai(?! de)', 'dock'],
    [
      "(?<=(?:a |devant |derriere |par |de )la )porte(?! (?:d'entree|principale|de devant|arriere|de derriere))",
      'door',
    ],
    ["(?<=(?:a l'|dans l'))entrepot", 'warehouse'],
    ["(?<=a l')accueil", 'reception'],
    ['(?<=dans la )cour', 'yard'],
    ['entree principale', 'main entrance'],
    ['entree arriere', 'back entrance'],
    ['entree', 'entrance'],
    ['portail', 'gate'],
    ["hall(?: d'entree)?", 'lobby'],
    ['couloir', 'hallway'],
    [
      "(?:est-ce qu'une|est-ce que des|y a-t-il une|y a-t-il des|une|des) cameras?(?: est| sont)? (?:hors[ -]ligne|en panne|deconnectees?|eteintes?|hors service)",
      'is any camera offline',
    ],
    [
      '(?:est-ce que )?toutes les cameras (?:fonctionnent|marchent|sont en ligne|sont connectees)(?:-elles)?',
      'are all cameras online',
    ],
    ['quelles cameras (?:sont )?(?:hors[ -]ligne|en panne|deconnectees|eteintes)', 'which cameras are offline'],
    [
      "(?:qu'est-ce que |que )?(?:je n'ai|nous n'avons|n'ai-je|n'avons-nous|on n'a) pas (?:encore )?(?:examine|verifie|passe en revue)e?s?",
      'what have i not reviewed yet',
    ],
    ['pas (?:encore )?(?:examine|passe en revue)e?s?', 'not reviewed'],
    ['non examines?', 'unreviewed'],
    ['qui (?:etait|y avait-il|est passe|est venu)(?: la| la-bas)(?=[ ?!.]*$)', 'who was there'],
    ['qui (?:est|sont) (?:passe|venu)e?s?(?= (?:devant|derriere|par|pres|au|a)\\b)', 'who passed'],
    [`qui (?:etait|y avait-il|est passe|est venu|a ete vu)e?s?(?: la| la-bas| ici)? (?=${FR_DAY})`, 'who came in '],
    ['qui est (?:entre|passe|venu)(?:e|s|es)?(?= (?:par|a|au|dans|hier|aujourd|ce|cette))', 'who came in'],
  ],
  es: [
    ['(?:en |por )?(?:el |al )?muelle(?: de carga| de descarga)? (?:de la )?farmacia', 'at the pharmacy loading dock'],
    ['muelle de (?:carga|descarga)', 'loading dock'],
    ['(?:cuando|a que hora) (?:fue|era|ocurrio|paso)(?: eso| esto)?(?= ?[?!.]*$)', 'when was that'],
    ['donde (?:fue|era|ocurrio)(?: eso| esto)?(?= ?[?!.]*$)', 'where was that'],
    ['quien es(?= ?[?!.]*$)|quien es (?:este|esta|ese|esa|el|ella)(?= ?[?!.]*$)|de quien se trata', 'who is this'],
    [
      'quien(?:es)? (?:es|son|era|eran) (?:esta|este|estas|estos|esa|ese|la|el|las|los) (?:personas?|hombres?|mujer(?:es)?|gente|tipo|senora?|visitantes?|chic[oa]s?)(?= (?:de|en)|[ ?!.]*$)',
      'who is this person',
    ],
    [
      '(?:conocemos|conoces|conoce|conoceis|reconoces|reconoce) a (?:esta|este|estas|estos|esa|ese) (?:personas?|hombres?|mujer(?:es)?|tipo|senora?|visitantes?|chic[oa]s?)',
      'do we know this person',
    ],
    ['(?:reconoces|reconoce|reconoceis) a (?:alguien|alguno)', 'do you recognise anyone'],
    ['(?:en|de) (?:la|esta|mi|el|este) (?:foto|imagen|fotografia|retrato)(?: adjunta)?', 'in this picture'],
    [
      'cuando (?:vimos|vi|se vio|hemos visto|he visto) a (?:esta persona|este hombre|esta mujer|este tipo) (?:por )?(?:la )?ultima vez',
      'when did we last see this person',
    ],
    [
      `cuando (?:vimos|vi|se vio|hemos visto|he visto|viste) a (${NAME}) (?:por )?(?:la )?ultima vez`,
      'when did we last see =1',
    ],
    [`cuando (?:fue visto|fue vista|estuvo|vino) (${NAME})(?: por ultima vez| aqui)*`, 'when was =1 last seen'],
    [`(donde) (?:estaba|estuvo|esta) (?!aqui|alli)(${NAME})`, 'where was =2'],
    [
      'cuando (?:estuvo|vino|fue vist[oa])(?: por ultima vez)?(?: aqui| alli)?(?: por ultima vez)?(?= ?[?!.]*$)',
      'when was she last seen',
    ],
    ['donde (?:estaba|estuvo|esta)(?= (?:ayer|hoy|anoche|el|la|esta)|[ ?!.]*$)', 'where was she'],
    ['cuantas veces', 'how often'],
    [
      'cuantos? (?:desconocidos|extranos|intrusos)|cuantas (?:desconocidas|extranas|personas desconocidas|personas extranas)',
      'how many strangers',
    ],
    [
      '(?:personas|gente|visitantes|caras|rostros|individuos) (?:desconocid[oa]s?|extran[oa]s?|nuev[oa]s)',
      'any unknown people',
    ],
    ['(?:hubo|hay|ha habido|habia)? ?(?:algunos )?(?:desconocidos|extranos|intrusos)', 'any strangers'],
    ['(?:hay|hubo|ha habido|habia) (?:algun|alguna|un|una) (?:desconocid[oa]|extran[oa]|intrus[oa])', 'any strangers'],
    ['(?:en|por|ante) (?:las|nuestras|alguna de las) camaras', 'on the cameras'],
    ['alguien desconocido|alg[uo]n(?:a|o)? desconocid[oa]|un desconocido|una desconocida', 'anyone unknown'],
    [
      '(?:en|por|a|junto a|cerca de|delante de|detras de) (?:la |el |los |las )?(?=(?:puerta|porton|muelle|entrada|garaje|vestibulo|pasillo|recepcion|aparcamiento|estacionamiento|almacen|patio|azotea|oficina|cocina))|al (?=(?:porton|muelle|garaje|vestibulo|almacen|patio))',
      'at the ',
    ],
    ['muelle(?:s)? de carga', 'loading dock'],
    ['puerta (?:principal|de entrada|delantera)', 'front door'],
    ['puerta (?:trasera|de atras|posterior)', 'back door'],
    ['entrada principal', 'main entrance'],
    ['entrada trasera', 'back entrance'],
    ['(?<=(?:el|del|al) )muelle(?! de)', 'dock'],
    ['(?<=la )puerta(?! (?:principal|de|delantera|trasera|posterior))', 'door'],
    ['(?<=(?:el|del|al) )almacen', 'warehouse'],
    ['(?<=(?:el|del|al) )patio', 'yard'],
    ['porton', 'gate'],
    ['garaje', 'garage'],
    ['vestibulo', 'lobby'],
    ['pasillo', 'hallway'],
    [
      '(?:hay|esta|tenemos|existe) (?:alguna|una) camara (?:desconectada|apagada|caida|sin conexion|fuera de linea|averiada)',
      'is any camera offline',
    ],
    [
      'que camaras (?:estan )?(?:desconectadas|apagadas|caidas|sin conexion|fuera de linea)',
      'which cameras are offline',
    ],
    [
      '(?:funcionan|estan funcionando|estan conectadas|estan en linea) (?:bien )?(?:todas )?(?:las|nuestras) camaras',
      'are all cameras online',
    ],
    [
      'que (?:no he|no hemos|me falta por|nos falta por|queda por) (?:revisado|revisar)(?: (?:aun|todavia))?',
      'what have i not reviewed yet',
    ],
    ['(?:sin revisar|no revisados?)', 'unreviewed'],
    ['quien (?:estuvo|estaba|habia|vino|paso)(?: alli| ahi)(?=[ ?!.]*$)', 'who was there'],
    [
      `quien(?:es)? (?:vino|vinieron|estuvo|estuvieron|estaba|estaban|ha venido|han venido|ha estado|han estado|paso|pasaron|entro|entraron|fue visto)(?: aqui| alli)? (?=${ES_DAY})`,
      'who came in ',
    ],
    [
      'quien(?:es)? (?:estuvo|estuvieron|estaba|estaban|paso|pasaron|entro|entraron)(?= (?:en|por|al|a|ayer|hoy|anoche))',
      'who was',
    ],
    ['a las? (\\d{1,2})(?::(\\d\\d))? (?:de|por) la (?:manana|madrugada)', 'at $1 am'],
  ],
};
