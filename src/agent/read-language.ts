import { LANGUAGES, type Language } from '../domain/language.ts';

/** Words that belong to one language, without accents: what a sentence of it can hardly do without. */
const STRONG: Record<Language, string> = {
  en: `the is are was were did does do what who when where which why how show list find give tell open close assign acknowledge
    any many from with for and or of my our your please can could would should have has had there this that these those
    it its they them i we you not only just about between since until yesterday today last week login logins logged signed
    failed sign alerts incidents someone anyone everything anything help thanks hello search count tried break to by me
    undo resolve mark report create add comment set reopen happened working rule rules propose during before after out needs need start called severity say said if then while someone's nobody ticket yes thank bye goodbye`,
  de: `der das den dem und oder nicht ist sind waren wurde wurden wird werden welche welcher welches wer wann wo woher warum
    wieso wie viele viel zeige zeig zeigen liste nenne gib gibt gab suche finde offne oeffne eroffne eroeffne schliesse
    schließe weise bestatige bestaetige markiere melde mache alle allen von vom zum zur mit fur fuer bei seit bis zwischen nach
    aus ohne auf uber ueber gestern heute vorgestern morgen letzte letzten letzter letzte vergangene woche wochen monat tage
    tagen stunde stunden jahr mir mich wir uns unser unsere ich sie sich ein eine einen einem einer kein keine keinen jemand
    niemand etwas hat haben hatte habe kann konnen koennen bitte danke hallo hilfe moin tschuss tschuess ja nein doch nur
    noch auch schon anmeldung anmeldungen anmelden angemeldet anmeldefehler fehlgeschlagen fehlgeschlagene
    fehlgeschlagenen vorfall vorfalle vorfaelle vorfallen warnung warnungen alarme sicherheitslage einloggen eingeloggt
    konto konten benutzer nutzer land landern laendern lander laender deutschland passiert funktioniert lauft laeuft los
    versucht offenen offene kritische kritischen davor dazu vorher ruckgangig rueckgaengig guten tag regel regeln im
    gehackt zugewiesen stand kannst konnt du dir dich kommentar kommentiere ergebnis setze lass andere anderen ahnliche zustandig hinzu mach bedeutet komische brauche setz fuge fuege bitte schicke ergibt dass mein meine meinen habt ihr fasse zusammen jetzt
    schliessen schließen markieren zuweisen offnen oeffnen eroffnen bestatigen quittieren kommentieren eskalieren anlegen wiedereroffnen
    quittiere quittiert ubernimm uebernimm ubernehme uebernehme gestohlen gestohlene verloren stufe benenne zumachen umbenennen schliess
    alarmiere alarmiert benachrichtige benachrichtigt warne wenn falls sobald jemand geklickt
    hab hats gibts gabs wars nen mal da dabei davon daraus drum darum dran denn eigentlich irgendwas irgendwer irgendwo komisch komische komisches heut weg handy passwort kennt weiss
    glaub glaube kummert ubernehm nehme mache passiert jetzt nun werde wurdest soll sollte sieht sehe leider dazu deren ihn ihm`,
  fr: `les des du une est sont etait etaient ete qui quand ou quel quelle quels quelles pourquoi comment combien montre montrez
    montrer affiche affichez liste listez donne donnez cherche cherchez ouvre ouvrez ouvrir ferme fermez fermer attribue
    attribuez assigne assignez signale signaler depuis avec pour dans sans chez aujourd'hui aujourdhui derniere
    dernier dernieres derniers semaine semaines mois jours jour heure heures annee moi nous vous notre nos votre vos je il elle
    ils elles ont a-t-il y-a-t-il s'est c'est qu'est n'est s'il cette cet ces aucun aucune quelqu'un personne quelque tous
    toutes toute et merci bonjour bonsoir salut aide connexion connexions connecte connectee connectes connecter echouee
    echouees echoue echoues echec echecs incidents alerte alertes compte comptes utilisateur utilisateurs pays adresse
    adresses marche fonctionne passe tente essaye seulement uniquement aussi avant apres entre pas ne plus oui non
    tout va bien svp resume regle regles propose proposez annule annulez avons avez peux peut pouvez revoir assigne commente commentaire mets mettez besoin rien tu te perdu depuis sur par au aux il-y-a
    cloture cloturez cloturer rouvre rouvrez rouvrir acquitter acquittez renomme renommez signalez prends
    acquitte previens prevenez clique vole lien avertis avertissez alertez quelqu'un mon ma mes ajoute ajoutez etat fait faire veux voudrais ajouter membre membres administrateur ca quoi fais vois crois connait recu ouvert telephone passe maintenant ensuite venait vient celle celui inconnus devant deja derniers canal cas`,
  es: `el los las una del al es son fue fueron era eran hay hubo ha han quien quienes cuando donde cual cuales por que como
    cuanto cuantos cuantas muestra muestrame mostrar ensena ensename lista dame busca buscar abre abrir cierra cerrar
    asigna asignar confirma reconoce marca reporta informa desde con para sin hoy ayer anteayer ultima ultimo ultimas
    ultimos pasada pasado semana semanas mes meses dias dia hora horas ano mi nos nuestro nuestra usted ustedes yo se lo
    alguien nadie algo todo todos todas y o ni no gracias hola ayuda buenos buenas inicio inicios sesion sesiones fallido
    fallidos fallida fallidas fallo fallos incidente incidentes alerta alertas cuenta cuentas usuario usuarios pais paises
    direccion direcciones funciona funcionando paso intento intentaron intentado entrar solo solamente tambien antes
    despues entre porque si mis regla reglas propon resume deshacer deshaz anade agrega abiertos abiertas abierto abierta
    criticas criticos esta estan estamos asigname pon ponga necesito comenta comentario cierres parecen tengo tenemos hice clic enlace robado robaron perdido avisa avisame avisanos alertanos notificanos cuando puedo puedes puede quiero iniciaron inicio accesos acceso reabre reabra reabrir renombra descarta resuelve cierre confirme asigne miembro miembros administrador vale quedo ya eso ese esa llego correo creo sabe movil perdi ahora pasa viene paso lleva llevo algun desconocido ensename subelo queda quedan cuantas veces recibo activo estan gravedad`,
};
/** Words that lean to a language and prove little: articles that stand in names, words that two languages share. */
const WEAK: Record<Language, string> = {
  en: 'a an in on at as be no so all am time more new log logs over one two incident incidents alert login status',
  de: 'die was in an am so im man also war hier da alarm login logins hat des um incident incidents status log logs',
  fr: 'le la de un en a on me se y que hier es tu si lui au son incident login par log',
  es: 'la de un en a me que si su le te tu login log son',
};
const SHARED = new Set([
  'no',
  'a',
  'o',
  'y',
  'me',
  'to',
  'so',
  'or',
  'was',
  'die',
  'on',
  'it',
  'son',
  'et',
  'ne',
  'ma',
  'mark',
  'plus',
  'do',
  'es',
  'are',
  'not',
  'fait',
  'set',
  'comment',
  'propose',
  'find',
  'stand',
  'list',
  'entre',
  'resume',
  'liste',
  'habe',
  'au',
  'des',
  'des',
  'ou',
  'wo',
  'los',
  'im',
  'an',
  'mi',
  'incidents',
  'login',
  'logins',
  'el',
  'des',
  'pas',
  'par',
  'al',
  'has',
  'sind',
  'lista',
  'ha',
  // a greeting in English
  'yo',
]);
/** Letters and turns of one language alone. */
const SIGNS: [RegExp, Language][] = [
  [/[äöß]/gu, 'de'],
  [/ü/gu, 'de'],
  [/[ñ¿¡]/gu, 'es'],
  // What is a question word in French is an order in English.
  [/\bcomment on\b/gu, 'en'],
  [/[çœèêàùîâôû]/gu, 'fr'],
  [/[áíóú]/gu, 'es'],
  [/(?<!\p{L})résum[eé][rz]?(?!\p{L})/gu, 'fr'],
  [/\b(?:qu|[ldjcsnm])'(?=[a-zàâéèêîôœ]{2})/giu, 'fr'],
];

const words = (list: string): Set<string> => new Set(list.split(/\s+/));
const strong = Object.fromEntries(LANGUAGES.map((one) => [one, words(STRONG[one])])) as Record<Language, Set<string>>;
const weak = Object.fromEntries(LANGUAGES.map((one) => [one, words(WEAK[one])])) as Record<Language, Set<string>>;

/** An English order or question is English however short it is; "and yesterday?" may be said in any conversation. */
const ENGLISH_SAYS = words(
  `show list find give tell open close assign acknowledge search count undo resolve reopen create add mark report who what
  which when where why how is are was were did does do can could would should has have had happened tried thank bye goodbye`,
);
/** Messages so short say little: "ok", "and yesterday?". */
const SHORT = 3;

/**
 * The language a message is written in, by its verbs and small words: what stands in quotation marks, behind a colon or in
 * names does not decide. A message that does not say keeps the language of the conversation, which begins in English.
 */
export function readLanguage(text: string, past: readonly { question: string }[]): Language {
  let language: Language = 'en';
  for (const message of [...past.map((turn) => turn.question), text]) {
    const read = decide(message.slice(0, 2000));
    if (read === null || (read.language === 'en' && read.words <= SHORT && !read.says)) continue;
    language = read.language;
  }
  return language;
}

interface Read {
  language: Language;
  words: number;
  /** It orders or asks something, in the words of English alone. */
  says: boolean;
}

function decide(text: string): Read | null {
  const said = text
    .normalize('NFC')
    .replaceAll(/[’ʼ`´]/g, "'")
    .replaceAll(/"[^"]*"|“[^”"]*[”"]|„[^“”"]*[“”"]|«[^»]*»|»[^«]*«|‹[^›]*›|(?<!\p{L})'[^']{2,}'(?!\p{L})/gu, ' ')
    .replaceAll(/\S+/gu, (token) =>
      /.@.|.\.\p{L}/u.test(token)
        ? ' '
        : token.replace(/https?:\S+/u, ' ').replaceAll(/[^:]+/gu, (part) => (/[\d_/\\]/.test(part) ? ' ' : part)),
    );
  const colon = said.indexOf(':');
  const lead = colon > 0 ? measure(said.slice(0, colon), 1) : null;
  return lead ?? measure(said);
}

function measure(text: string, enough = 2): Read | null {
  const score: Record<Language, number> = { en: 0, de: 0, fr: 0, es: 0 };
  // What two languages share may add to a proof, and is none by itself: English is not left without one.
  const proven = new Set<Language>(['en']);
  const shouting = text === text.toUpperCase();
  let count = 0;
  let first: Language | null = null;
  let begins = true;
  let says = false;
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|[.!?¿¡]/gu)) {
    if (!/\p{L}/u.test(word)) {
      begins = true;
      continue;
    }
    count++;
    // A capital inside a sentence begins a name, or a noun where it is German.
    const named = !begins && !shouting && /^\p{Lu}/u.test(word) && !/^I('|$)/.test(word);
    begins = false;
    const whole = fold(word);
    const plain = whole.replace(/^(?:qu|[ldjcsnmt])'/, '').replace(/'(?:s|re|ve|ll|d|m|t)$/, '');
    const known = LANGUAGES.filter((one) => strong[one].has(whole) || strong[one].has(plain));
    for (const one of LANGUAGES) {
      if (named && one !== 'de') continue;
      const proves = known.includes(one);
      if (!proves && !weak[one].has(plain)) continue;
      const alone = proves && known.length === 1 && !SHARED.has(plain);
      score[one] += alone ? 2 : 1;
      if (proves && !SHARED.has(plain)) proven.add(one);
      if (alone) first ??= one;
      says ||= alone && one === 'en' && ENGLISH_SAYS.has(plain);
    }
  }
  const lower = text.toLowerCase();
  for (const [letters, one] of SIGNS) {
    const found = lower.match(letters)?.length ?? 0;
    score[one] += 1.5 * Math.min(2, found);
    if (found > 0) proven.add(one);
  }
  if (first) score[first] += 0.5;
  const [best, next] = LANGUAGES.toSorted((a, b) => score[b] - score[a]) as [Language, Language];
  return proven.has(best) && score[best] >= enough && score[best] > score[next]
    ? { language: best, words: count, says }
    : null;
}

const fold = (word: string): string => word.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
