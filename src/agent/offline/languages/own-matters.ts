import type { Language } from '../../../domain/language.ts';
import type { GlossRule } from './gloss-rule.ts';

const MILD_DE = String.raw`(?: da| mal| leider| schon| gerade| grad| eben| heute| gestern| wohl| dummerweise| versehentlich| aus versehen| bestimmt| irgendwie)*`;
const NOW_DE = String.raw`(?: jetzt| nun| da| denn| bloß| nur)*`;
const ODD_DE = String.raw`(?:komisch|seltsam|merkwurdig|verdachtig|dubios|eigenartig|auffallig|ungewohnlich)`;
const ODD_FR = String.raw`(?:bizarre|etrange|suspect|louche|douteux|douteuse|anormal|suspecte|inhabituel|inhabituelle)`;
const ODD_ES = String.raw`(?:rar[oa]|extran[oa]|sospechos[oa]|inusual|anormal)`;
const END = '(?= ?[?!.]*$)';

/** What somebody tells and asks of themselves: their own sign-ins and reports, a mishap, and what happens next. */
export const ownRules: Record<Exclude<Language, 'en'>, readonly GlossRule[]> = {
  de: [
    [
      `(?:ich |wir )?(?:hab|habe|haben)${MILD_DE} (?:so )?(?:eine?n?|ne|nen) ${ODD_DE}e[nrs]? (?:e-?mail|mail|nachricht|sms|anruf)(?: bekommen| gekriegt| erhalten)?`,
      'i got a strange email',
    ],
    ['soll(?:te)? ich (?:die|das|sie|es|den|ihn)(?: irgendwo| irgendwem| jemandem)? melden', 'should i report it'],
    [
      `(?:ich )?(?:hab|habe)${MILD_DE} auf (?:den|einen|nen|das|so einen) (link|anhang)(?: darin| drin)? (?:geklickt|gedruckt)`,
      'i clicked on the $1',
    ],
    [
      `(?:ich )?(?:hab|habe)${MILD_DE} (?:den|einen|nen|die|eine) (anhang|datei)${MILD_DE} (?:geoffnet|aufgemacht|runtergeladen)`,
      'i opened the $1',
    ],
    ['(?:den |einen )?anhang', 'attachment'],
    [
      `(?:ich )?(?:hab|habe)${MILD_DE} (?:meine?n?|den|die|das) (.{3,30}?) (?:im|in der|in|auf|bei|am) (.{3,30}?) (?:liegen|stehen)? ?(?:gelassen|lassen|vergessen)`,
      'i left my $1 in $2',
    ],
    [
      `(?:ich )?(?:glaub|glaube|denk|denke|furchte|befurchte|meine),? (?:dass )?(?:jemand|irgendwer|irgendjemand|wer) (?:kennt |weiß |hat )?(?:jetzt )?mein (?:passwort|kennwort)(?: kennt| weiß| hat)?`,
      'i think somebody knows my password',
    ],
    [
      `(?:ich )?(?:glaub|glaube|denk|denke|furchte|befurchte),? (?:dass )?(?:jemand|irgendwer|irgendjemand|wer) (?:benutzt |nutzt |war in |ist in )(?:jetzt )?mein(?:em)? (?:konto|account)`,
      'i think somebody used my account',
    ],
    [`was (?:soll|sollte|muss|kann) (?:ich|man|wir)${NOW_DE} (?:machen|tun)${NOW_DE}`, 'what should i do'],
    [`was (?:mach|mache|tu|tue) ich${NOW_DE}`, 'what should i do'],
    [
      `(?:und )?(?:was passiert|was geschieht|wie gehts|wie geht es)${NOW_DE}(?: weiter)?${NOW_DE}${END}`,
      'what happens now',
    ],
    ['(?:und )?was (?:nun|jetzt)(?= ?[?!.]*$)', 'what now'],
    [
      'wann (?:hab|habe|war) ich mich (?:zuletzt|das letzte mal|zum letzten mal|letztes mal)(?: angemeldet| eingeloggt)?',
      'when did i last sign in',
    ],
    ['(?:wann war )?(?:meine|mein) letzte[rn]? (?:anmeldung|login|einloggen)', 'when did i last sign in'],
    ['(?:meine|meinen) (?:eigenen )?(?:anmeldungen|logins)', 'my logins'],
    [
      '(?:war|ist|hat)(?: da| sich)? (?:noch )?(?:jemand|wer)(?: anderes| anders| fremdes)? (?:in|auf) (?:meinem|mein) (?:konto|account)(?: angemeldet| eingeloggt| gewesen)?',
      'was anybody else in my account',
    ],
    ['das war ich (?:aber )?nicht', 'that was not me'],
    [
      `war (?:da|dabei)(?: irgendwas| irgendetwas| etwas| was) ${ODD_DE}es(?: dabei| dran)?`,
      'was there anything strange',
    ],
    ['(?:meine|meinen|eigene[nr]?) (?:eigenen )?(?:meldungen|meldung|gemeldeten vorfalle)', 'my reports'],
    [
      'wo (?:sind|ist|finde ich|seh ich|sehe ich) (?:denn )?(?:meine|meinen?) (?:eigenen )?(?:meldungen|meldung)',
      'show me my reports',
    ],
    [
      'wer (?:hat|macht|ist)(?: denn| gerade)* (?:(heute|heute nacht|jetzt|morgen|diese woche|am wochenende) )?(?:im |in )?(?:dienst|(?:ruf)?bereitschaft|schicht)',
      'who is on call $1',
    ],
    ['was (?:hab|habe) ich (?:alles |denn |bisher )*gemeldet', 'show me my reports'],
    ['wer (?:liest|sieht|kriegt|bekommt) (?:das|meine meldung|es)(?: jetzt| nun| denn)*(?= ?[?!.]*$)', 'who reads it'],
    [
      '(?:wurde|ist) (?:das|es|meine meldung|mein vorfall)(?: schon| denn)* (?:gelesen|gesehen|angeschaut|bearbeitet)(?: worden)?',
      'was it read',
    ],
    [
      '(?:kannst du|konnen sie)(?: mir| uns)?(?: mal| bitte)* (?:zeigen|sagen|verraten),? was (?!ich|du|wir|er|sie|es)(\\p{L}+) (.{0,24}?) ?(?:gemacht|getan|angestellt) hat',
      'show me what =1 did $2',
    ],
    [
      'was hat (?!ich|du|wir|er|sie|es|der|die|das|den|sich)(\\p{L}+) (heute|gestern|vorgestern|diese woche|letzte woche|letzte nacht|am \\p{L}+tag)(?: alles| so)* (?:gemacht|getan|angestellt)',
      'what did =1 do $2',
    ],
  ],
  fr: [
    [
      `(?:j'ai|jai|on a|nous avons) (?:bien )?recu (?:une?|des) (?:e-?mails?|mails?|courriels?|messages?|sms|appels?) (?:tres |assez |un peu )?${ODD_FR}s?`,
      'i got a strange email',
    ],
    [
      '(?:je dois|dois-je|est-ce que je dois|faut-il|il faut|je devrais)(?: que je)? (?:le|la|les) signaler|(?:je )?(?:le|la|les) signale (?:ou|comment)',
      'should i report it',
    ],
    [
      "(?:j'ai|jai) (?:deja |malheureusement |aussi )*clique(?: deja| par erreur| malheureusement)? (?:sur|dans) (?:le|un|la|une|ce) (lien|piece jointe)",
      'i clicked on the $1',
    ],
    ["(?:j'ai|jai) (?:oublie|laisse) (?:mon|ma|mes|le|la) (.{3,30}?) (?:dans|a|chez|sur|au)", 'i left my $1 in'],
    ["(?:j'ai|jai) (?:deja )?ouvert (?:la|une|cette) piece jointe", 'i opened the attachment'],
    [
      "(?:je (?:crois|pense)(?: bien)? (?:que |qu'))?(?:quelqu'un|on) (?:connait|a|sait|possede) mon mot de passe(?:,? (?:je (?:crois|pense)))?",
      'i think somebody knows my password',
    ],
    [
      "(?:je (?:crois|pense)(?: bien)? (?:que |qu'))?quelqu'un (?:utilise|est dans|est entre dans|a utilise) mon compte(?:,? (?:je (?:crois|pense)))?",
      'i think somebody used my account',
    ],
    [
      "(?:je fais quoi|qu'est-ce que je (?:fais|dois faire)|que (?:dois-je|puis-je|faut-il|faire)(?: faire)?|quoi faire)(?: maintenant)?",
      'what should i do',
    ],
    [
      "(?:et )?(?:maintenant,? )?(?:il se passe quoi|que se passe-t-il|qu'est-ce qui se passe|ca se passe comment)(?: maintenant| apres| ensuite)?(?= ?[?!.]*$)",
      'what happens now',
    ],
    ['et (?:maintenant|apres|ensuite)(?= ?[?!.]*$)', 'what happens now'],
    [
      "(?:c'etait quand|quand (?:etait|a eu lieu|remonte)|de quand date) ma derniere connexion|quand (?:me suis-je|est-ce que je me suis|je me suis) connectee?(?: pour)?(?: la derniere fois| en dernier)?",
      'when did i last sign in',
    ],
    ['(?:mes|ma derniere|mes dernieres) connexions?', 'my logins'],
    [
      "(?:est-ce que |y a-t-il )?(?:quelqu'un)(?: d'autre)? (?:est|etait|est-il|s'est)(?: entre| connecte| alle)*(?: dans| sur| a)? mon compte|quelqu'un d'autre dans mon compte",
      'was anybody else in my account',
    ],
    ["ce n'(?:est|etait) pas moi|c'(?:est|etait) pas moi", 'that was not me'],
    [
      `(?:y avait-il|y a-t-il eu|il y avait|il y a eu|y a-t-il|avait-elle)(?: quelque chose| rien| un truc)? (?:d'|de )?${ODD_FR}`,
      'was there anything strange',
    ],
    ['(?:mes|mon) (?:propres )?(?:signalements?|declarations?|incidents signales)', 'my reports'],
    [
      'ou (?:est|sont|trouver|voir|vois-je) (?:mes|mon) (?:propres )?(?:signalements?|declarations?)',
      'show me my reports',
    ],
    ["qui (?:est|sera|a)(?: actuellement| maintenant)? (?:de garde|d'astreinte|de service|la garde)", 'who is on call'],
    ["(?:qu'est-ce que j'ai|qu'ai-je)(?: deja)? signale", 'show me my reports'],
    ['qui (?:lit|voit|recoit) (?:ca|cela|mon signalement)(?= ?[?!.]*$)', 'who reads it'],
    [
      "(?:est-ce que )?(?:mon signalement|c'|cela|ca)(?: a-t-il| a)? ?(?:ete|est) (?:lu|vu|traite|regarde)",
      'was it read',
    ],
    [
      "(?:ce que|qu'est-ce que|ce qu') ?(?!je|tu|il|elle|on|nous|vous|ils|elles)(\\p{L}+) a(?:-t-il|-t-elle)? fait",
      'what =1 did',
    ],
  ],
  es: [
    [
      `(?:me (?:llego|ha llegado|mandaron|han mandado|enviaron)|recibi|he recibido) (?:un|una|unos) (?:correo|email|e-mail|mail|mensaje|sms|llamada)s? (?:muy |un poco )?${ODD_ES}s?`,
      'i got a strange email',
    ],
    [
      '(?:debo|deberia|tengo que|hay que) (?:avisar|reportarlo|informar(?:lo)?|denunciarlo|comunicarlo)',
      'should i report it',
    ],
    [
      '(?:ya |pero |es que )*(?:hice|he hecho|le di|di|pulse|pinche|clique)(?: ya)?(?: clic| click)? (?:en|al|a) ?(?:el|un|ese|este)? (enlace|link|adjunto)',
      'i clicked on the link',
    ],
    ['(?:me )?(?:deje|he dejado|olvide|he olvidado) (?:el|la|mi|los|las) (.{3,30}?) (?:en|sobre)', 'i left my $1 in'],
    ['(?:abri|he abierto) (?:el|un|ese) (?:archivo )?adjunto', 'i opened the attachment'],
    [
      '(?:(?:creo|pienso|me temo) que )?alguien (?:sabe|conoce|tiene) mi (?:contrasena|clave)(?:,? creo)?',
      'i think somebody knows my password',
    ],
    [
      '(?:(?:creo|pienso|me temo) que )?alguien (?:usa|esta usando|uso|ha usado|ha entrado en|entro en) mi cuenta(?:,? creo)?',
      'i think somebody used my account',
    ],
    [
      'que (?:hago|debo hacer|tengo que hacer|deberia hacer|puedo hacer|hay que hacer)(?: ahora| yo)?',
      'what should i do',
    ],
    [
      '(?:y )?(?:ahora,? )?que (?:pasa|pasara|va a pasar|sigue|ocurre)(?: ahora| despues| luego)?(?= ?[?!.]*$)',
      'what happens now',
    ],
    ['y ahora(?: que)?(?= ?[?!.]*$)', 'what happens now'],
    [
      'cuando (?:fue|ha sido) mi ultim[oa] (?:inicio de sesion|acceso|conexion|sesion|login|entrada)|cuando (?:entre|inicie sesion|me conecte|accedi)(?: yo)?(?: por ultima vez| la ultima vez)?',
      'when did i last sign in',
    ],
    ['mis (?:ultimos )?(?:inicios de sesion|accesos|conexiones)', 'my logins'],
    [
      '(?:ha entrado|entro|hubo|estuvo|ha estado) (?:alguien|otra persona|alguien mas|otro) (?:mas )?en mi cuenta|alguien mas (?:entro|ha entrado|uso) (?:en )?mi cuenta',
      'was anybody else in my account',
    ],
    ['(?:ese |eso )?no (?:fui|era|he sido|soy) yo', 'that was not me'],
    [`(?:hubo|habia|ha habido|hay)(?: algo| nada)? ${ODD_ES}(?= ?[?!.]*$)`, 'was there anything strange'],
    ['mis (?:avisos|reportes|informes|denuncias|incidentes comunicados)', 'my reports'],
    ['donde (?:estan|esta|veo|encuentro) mis? (?:avisos?|reportes?|denuncias?)', 'show me my reports'],
    [
      '(?:quien (?:esta|tiene|hace)(?: ahora)?(?: de| la)?|a quien le toca(?: la| hacer)*) (?:guardia|turno)',
      'who is on call',
    ],
    ['(?:que he|lo que he) (?:avisado|reportado|comunicado|informado)', 'show me my reports'],
    ['quien (?:lee|ve|recibe) (?:esto|eso|mi aviso|mi reporte)(?= ?[?!.]*$)', 'who reads it'],
    ['(?:han|ha|alguien ha) (?:leido|visto|mirado|atendido) (?:ya )?mi (?:aviso|reporte)', 'was my report read'],
    [
      '(?:lo que|que) (?:hizo|ha hecho) (?!el|ella|ellos|usted|alguien|la|lo|los)(\\p{L}+)(?: (?=ayer|hoy|anoche|esta|la|el))?',
      'what =1 did ',
    ],
  ],
};
