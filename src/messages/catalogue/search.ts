import type { AlertStatus } from '../../domain/alert.ts';
import type { IncidentStatus } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import { SEVERITIES, type Severity } from '../../domain/severity.ts';
import { inEveryLanguage } from './catalogue.ts';
import { countryText, listText, numberText, terms } from './terms.ts';

type Kind = 'login' | 'alert' | 'incident';
type Outcome = 'failure' | 'success';
/** By what a search was narrowed, apart from what is counted: each says so in a few words. */
type Filter =
  | 'query'
  | 'rule'
  | 'camera'
  | 'assignee'
  | 'handled_by'
  | 'exclude_assignee'
  | 'opened_by'
  | 'user'
  | 'exclude_user'
  | 'ip'
  | 'exclude_ip'
  | 'city'
  | 'country'
  | 'exclude_country'
  | 'device'
  | 'via'
  | 'second_factor'
  | 'hours'
  | 'weekdays';

interface SearchWords {
  /** `failed`, `successful` logins, one and many, and none of them. */
  logins: Record<Outcome | 'any', [one: string, many: string, none: string]>;
  none: Record<'alert' | 'incident', string>;
  /** Of alerts and incidents, behind the noun or, in English, before it. */
  atLeast: Record<Severity, string>;
  ofSeverity: (severities: string) => string;
  ofStatus: (statuses: string) => string;
  filters: Record<Filter, (value: string) => string>;
  moreThan: (count: string) => string;
  /** The answer to whether there is any, before what there is. */
  yes: (what: string) => string;
  no: string;
  not: (what: string) => string;
  /** `Critical: 3 of 21, 14 %.` */
  share: (what: string, part: string, whole: string, percent: string) => string;
  nothing: (what: string) => string;
  tryOther: string;
  note: (text: string) => string;
  more: (count: number) => string;
  /** Cameras without an alert; `further`: how many of them are not named. */
  noneAt: (cameras: string, further: number) => string;
  latest: string;
  /** Of an alert told of another camera. */
  alsoAt: (cameras: string) => string;
  earliest: string;
  alerts: (refs: string) => string;
  noneGotIn: string;
  noBreakIn: string;
  /** Of what was looked into, where that was not everything. */
  noneSeen: string;
  gotIn: (count: number, who: string, isAll: boolean) => string;
  failed: string;
  signedIn: string;
  /** Of which groups only those of so many are counted. */
  atLeastEach: (groups: number, by: string, least: number) => string;
  /** How many there were in another period, and how many more or fewer there are now; null where that is not known. */
  compared: (then: string, before: string, change: number | null) => string;
  /** Of two periods that are not equally long. */
  perDay: (days: [now: number, then: number], counts: [now: number, then: number]) => string;
  /** Accounts, and their logins. */
  signedInBy: (accounts: number, logins: string) => string;
  from: (where: string) => string;
  /** Who opened it is the origin of its title. */
  opened: (when: string, by: string, who: string | null) => string;
  allInLogs: string;
  by: (group: string) => string;
  events: string;
  /** What one might say next; the grammar reads each of them. */
  next: (suggestions: readonly string[]) => string;
  open: (ref: string) => string;
  openIncident: (many: boolean) => string;
  only: (group: 'country' | 'user' | 'ip', key: string) => string;
  byCountry: string;
  byAddress: string;
  onlyFailed: string;
}

const GROUPS: Record<Language, Record<string, string>> = {
  en: { ip: 'address', user: 'account', handled_by: 'who handled it' },
  de: {
    ip: 'Adresse',
    user: 'Konto',
    country: 'Land',
    outcome: 'Ergebnis',
    hour: 'Stunde',
    day: 'Tag',
    severity: 'Schweregrad',
    kind: 'Art',
    status: 'Status',
    city: 'Stadt',
    device: 'Gerät',
    rule: 'Regel',
    camera: 'Kamera',
    handled_by: 'Bearbeitung',
    weekday: 'Wochentag',
  },
  fr: {
    ip: 'adresse',
    user: 'compte',
    country: 'pays',
    outcome: 'résultat',
    hour: 'heure',
    day: 'jour',
    severity: 'gravité',
    kind: 'type',
    status: 'statut',
    city: 'ville',
    device: 'appareil',
    rule: 'règle',
    camera: 'caméra',
    handled_by: 'qui les a traitées',
    weekday: 'jour de la semaine',
  },
  es: {
    ip: 'dirección',
    user: 'cuenta',
    country: 'país',
    outcome: 'resultado',
    hour: 'hora',
    day: 'día',
    severity: 'gravedad',
    kind: 'tipo',
    status: 'estado',
    city: 'ciudad',
    device: 'dispositivo',
    rule: 'regla',
    camera: 'cámara',
    handled_by: 'quién las atendió',
    weekday: 'día de la semana',
  },
};
const group = (language: Language, by: string): string => GROUPS[language][by] ?? by;

/** The same of several. */
const PLURALS: Record<Language, Record<string, string>> = {
  en: { ip: 'addresses', user: 'accounts', country: 'countries', handled_by: 'people' },
  de: {
    ip: 'Adressen',
    user: 'Konten',
    country: 'Länder',
    hour: 'Stunden',
    day: 'Tage',
    rule: 'Regeln',
    camera: 'Kameras',
    handled_by: 'Leute',
  },
  fr: { country: 'pays', handled_by: 'personnes' },
  es: { ip: 'direcciones', country: 'países', handled_by: 'personas' },
};
const plural = (language: Language, by: string): string =>
  PLURALS[language][by] ?? (language === 'de' ? group(language, by) : `${group(language, by)}s`);
const THE = /^(?:United|Netherlands|Philippines|Bahamas|Maldives|Seychelles)/;

/** `: 14 fewer`, where the change is known. */
const changed = (language: Language, change: number | null, more: string, fewer: string, none: string): string =>
  change === null
    ? ''
    : `${terms[language].colon} ${change === 0 ? none : `${numberText(Math.abs(change), language)} ${change > 0 ? more : fewer}`}`;

/** What `search_logs` found. */
export const searchWords = inEveryLanguage<SearchWords>({
  en: {
    logins: {
      failure: ['failed login', 'failed logins', 'no failed logins'],
      success: ['successful login', 'successful logins', 'no successful logins'],
      any: ['login', 'logins', 'no logins'],
    },
    none: { alert: 'no alerts', incident: 'no incidents' },
    atLeast: { low: '', medium: ', medium or worse', high: 'high-risk', critical: 'critical' },
    ofSeverity: (severities) => severities,
    ofStatus: (statuses) => statuses,
    filters: {
      query: (text) => ` with ${text}`,
      rule: (rule) => (rule === 'cameras' ? ' from cameras' : ` raised by ${rule}`),
      camera: (where) => ` at ${where}`,
      assignee: (who) => (who === 'nobody' ? ' nobody works on' : ` assigned to ${who === 'me' ? 'you' : who}`),
      exclude_assignee: (who) => (who === 'nobody' ? ' somebody works on' : ` not with ${who === 'me' ? 'you' : who}`),
      opened_by: (who) => ` opened by ${who === 'me' ? 'you' : who}`,
      handled_by: (who) => ` handled by ${who === 'me' ? 'you' : who}`,
      user: (account) => ` of ${account}`,
      exclude_user: (account) => ` except of ${account}`,
      ip: (address) => ` from ${address}`,
      exclude_ip: (address) => ` not from ${address}`,
      city: (city) => ` from ${city}`,
      country: (country) => ` from ${country}`,
      exclude_country: (country) => ` from outside ${country}`,
      device: (device) => ` with ${device}`,
      via: (way) => ` by ${way}`,
      second_factor: (used) => (used === 'used' ? ' with a second factor' : ' without a second factor'),
      hours: (hours) => ` at ${hours}`,
      weekdays: (days) => ` on ${days}`,
    },
    yes: (what) => `Yes: ${what}`,
    no: 'No.',
    not: (what) => `No: ${what}`,
    share: (what, part, whole, percent) => `${what}: ${part} of ${whole}, ${percent}.`,
    moreThan: (count) => `more than ${count}`,
    nothing: (what) => `Nothing found: ${what}.`,
    tryOther: 'Another time or spelling may find more.',
    note: (text) => `Note: ${text}.`,
    more: (count) => `… and ${numberText(count, 'en')} more.`,
    noneAt: (cameras, further) => `None at ${cameras}${further > 0 ? ` and ${further} more` : ''}.`,
    latest: 'Latest:',
    alsoAt: (cameras) => `also at ${cameras}`,
    earliest: 'The first:',
    alerts: (refs) => `Alerts on this: ${refs}.`,
    noneGotIn: 'None of them got in.',
    noBreakIn: 'Nobody got in after many failures.',
    noneSeen: 'Nobody got in after many failures, among those I could look into: there were too many for all.',
    gotIn: (count, who, isAll) =>
      `${isAll ? '' : 'At least '}${count === 1 ? (isAll ? 'One' : 'one') : numberText(count, 'en')} got in after many failures, look at ${count === 1 ? 'this' : 'these'} first: ${who}.`,
    failed: 'failed to sign in',
    signedIn: 'signed in',
    compared: (then, before, change) => `${then} ${before}${changed('en', change, 'more', 'fewer', 'no change')}`,
    perDay: ([now, then], counts) =>
      `Not equally long (${now} and ${then} days): ${counts.map((count) => numberText(count, 'en')).join(' a day against ')}.`,
    signedInBy: (accounts, logins) =>
      `${numberText(accounts, 'en')} ${accounts === 1 ? 'account' : 'accounts'} signed in: ${logins}`,
    atLeastEach: (groups, by, least) =>
      `${numberText(groups, 'en')} ${groups === 1 ? group('en', by) : plural('en', by)} with ${numberText(least, 'en')} or more: `,
    from: (where) => ` from ${where}`,
    opened: (when, by, who) => `opened ${when} by ${by}, ${who === null ? 'nobody works on it yet' : `with ${who}`}`,
    allInLogs: 'All in the logs',
    by: (by) => `By ${group('en', by)}`,
    events: 'events',
    next: (suggestions) => `Next: ${listText(suggestions, 'en', 'or')}.`,
    open: (ref) => `“open ${ref}”`,
    openIncident: (many) => `“open an incident for ${many ? 'them' : 'it'}”`,
    only: (by, key) => `“only ${by === 'user' ? '' : 'from '}${THE.test(key) ? 'the ' : ''}${key}”`,
    byCountry: '“by country”',
    byAddress: '“by address”',
    onlyFailed: '“only the failed ones”',
  },
  de: {
    logins: {
      failure: ['fehlgeschlagene Anmeldung', 'fehlgeschlagene Anmeldungen', 'keine fehlgeschlagenen Anmeldungen'],
      success: ['erfolgreiche Anmeldung', 'erfolgreiche Anmeldungen', 'keine erfolgreichen Anmeldungen'],
      any: ['Anmeldung', 'Anmeldungen', 'keine Anmeldungen'],
    },
    none: { alert: 'keine Alarme', incident: 'keine Vorfälle' },
    atLeast: {
      low: '',
      medium: ' ab Schweregrad mittel',
      high: ' mit hohem Risiko',
      critical: ' mit Schweregrad kritisch',
    },
    ofSeverity: (severities) => ` mit Schweregrad ${severities}`,
    ofStatus: (statuses) => `, Status ${statuses}`,
    filters: {
      query: (text) => ` mit ${text}`,
      rule: (rule) => (rule === 'cameras' ? ' von Kameras' : ` nach Regel ${rule}`),
      camera: (where) => ` bei ${where}`,
      assignee: (who) => (who === 'nobody' ? ' ohne Zuständige' : ` bei ${who === 'me' ? 'Ihnen' : who}`),
      exclude_assignee: (who) => (who === 'nobody' ? ' mit Zuständigen' : ` nicht bei ${who === 'me' ? 'Ihnen' : who}`),
      opened_by: (who) => ` eröffnet von ${who === 'me' ? 'Ihnen' : who}`,
      handled_by: (who) => ` bearbeitet von ${who === 'me' ? 'Ihnen' : who}`,
      user: (account) => ` von ${account}`,
      exclude_user: (account) => ` außer von ${account}`,
      ip: (address) => ` von ${address}`,
      exclude_ip: (address) => ` nicht von ${address}`,
      city: (city) => ` aus ${city}`,
      country: (country) => ` aus ${country}`,
      exclude_country: (country) => ` von außerhalb (ohne ${country})`,
      device: (device) => ` mit ${device}`,
      via: (way) => ` über ${way}`,
      second_factor: (used) => (used === 'used' ? ' mit zweitem Faktor' : ' ohne zweiten Faktor'),
      hours: (hours) => `, Stunden ${hours}`,
      weekdays: (days) => `, Wochentage ${days}`,
    },
    yes: (what) => `Ja: ${what}`,
    no: 'Nein.',
    not: (what) => `Nein: ${what}`,
    share: (what, part, whole, percent) => `${what}: ${part} von ${whole}, ${percent}.`,
    moreThan: (count) => `mehr als ${count}`,
    nothing: (what) => `Nichts gefunden: ${what}.`,
    tryOther: 'Eine andere Zeit oder Schreibweise findet vielleicht mehr.',
    note: (text) => `Hinweis: ${text}.`,
    more: (count) => `… und ${numberText(count, 'de')} weitere.`,
    noneAt: (cameras, further) => `Keine an ${cameras}${further > 0 ? ` und ${further} weiteren` : ''}.`,
    latest: 'Zuletzt:',
    alsoAt: (cameras) => `auch an ${cameras}`,
    earliest: 'Zuerst:',
    alerts: (refs) => `Alarme dazu: ${refs}.`,
    noneGotIn: 'Keiner dieser Versuche hatte Erfolg.',
    noBreakIn: 'Niemand kam nach vielen Fehlversuchen hinein.',
    noneSeen: 'Niemand kam nach vielen Fehlversuchen hinein, soweit ich es prüfen konnte: Für alle waren es zu viele.',
    gotIn: (count, who, isAll) =>
      `Nach vielen Fehlversuchen ${count === 1 ? 'hatte' : 'hatten'} ${isAll ? '' : 'mindestens '}${count === 1 ? 'eine Anmeldung' : `${numberText(count, 'de')} Anmeldungen`} Erfolg, sehen Sie sie zuerst an: ${who}.`,
    failed: 'konnte sich nicht anmelden',
    signedIn: 'hat sich angemeldet',
    compared: (then, before, change) => `${then} ${before}${changed('de', change, 'mehr', 'weniger', 'unverändert')}`,
    perDay: ([now, then], counts) =>
      `Nicht gleich lang (${now} und ${then} Tage): ${counts.map((count) => numberText(count, 'de')).join(' am Tag gegenüber ')}.`,
    signedInBy: (accounts, logins) =>
      `${numberText(accounts, 'de')} ${accounts === 1 ? 'Konto hat' : 'Konten haben'} sich angemeldet: ${logins}`,
    atLeastEach: (groups, by, least) =>
      `${numberText(groups, 'de')} ${groups === 1 ? group('de', by) : plural('de', by)} mit ${numberText(least, 'de')} oder mehr: `,
    from: (where) => ` von ${where}`,
    opened: (when, by, who) => `eröffnet ${when} von ${by}, ${who === null ? 'noch niemand zuständig' : `bei ${who}`}`,
    allInLogs: 'Alles in den Logs',
    by: (by) => `Nach ${group('de', by)}`,
    events: 'Ereignisse',
    next: (suggestions) => `Als Nächstes: ${listText(suggestions, 'de', 'or')}.`,
    open: (ref) => `„${ref} öffnen“`,
    openIncident: () => '„eröffne dafür einen Vorfall“',
    only: (by, key) => `„nur ${by === 'ip' ? `von ${key}` : key}“`,
    byCountry: '„nach Land“',
    byAddress: '„nach Adresse“',
    onlyFailed: '„nur die fehlgeschlagenen“',
  },
  fr: {
    logins: {
      failure: ['connexion échouée', 'connexions échouées', 'aucune connexion échouée'],
      success: ['connexion réussie', 'connexions réussies', 'aucune connexion réussie'],
      any: ['connexion', 'connexions', 'aucune connexion'],
    },
    none: { alert: 'aucune alerte', incident: 'aucun incident' },
    atLeast: {
      low: '',
      medium: ' de gravité moyenne ou plus',
      high: ' à haut risque',
      critical: ' de gravité critique',
    },
    ofSeverity: (severities) => ` (${severities})`,
    ofStatus: (statuses) => `, statut ${statuses}`,
    filters: {
      query: (text) => ` avec ${text}`,
      rule: (rule) => (rule === 'cameras' ? ' des caméras' : ` de la règle ${rule}`),
      camera: (where) => ` à ${where}`,
      assignee: (who) => (who === 'nobody' ? ' sans responsable' : ` attribués à ${who === 'me' ? 'vous' : who}`),
      exclude_assignee: (who) => (who === 'nobody' ? ' attribués' : ` pas chez ${who === 'me' ? 'vous' : who}`),
      opened_by: (who) => ` ouverts par ${who === 'me' ? 'vous' : who}`,
      handled_by: (who) => ` traitées par ${who === 'me' ? 'vous' : who}`,
      user: (account) => ` de ${account}`,
      exclude_user: (account) => ` sauf de ${account}`,
      ip: (address) => ` depuis ${address}`,
      exclude_ip: (address) => ` pas depuis ${address}`,
      city: (city) => ` depuis ${city}`,
      country: (country) => `, pays : ${country}`,
      exclude_country: (country) => `, hors : ${country}`,
      device: (device) => ` avec ${device}`,
      via: (way) => ` par ${way}`,
      second_factor: (used) => (used === 'used' ? ' avec un second facteur' : ' sans second facteur'),
      hours: (hours) => `, heures ${hours}`,
      weekdays: (days) => `, jours ${days}`,
    },
    yes: (what) => `Oui : ${what}`,
    no: 'Non.',
    not: (what) => `Non : ${what}`,
    share: (what, part, whole, percent) => `${what} : ${part} sur ${whole}, ${percent}.`,
    moreThan: (count) => `plus de ${count}`,
    nothing: (what) => `Rien trouvé : ${what}.`,
    tryOther: 'Une autre période ou une autre orthographe donnera peut-être plus.',
    note: (text) => `Remarque : ${text}.`,
    more: (count) => `… et ${numberText(count, 'fr')} de plus.`,
    noneAt: (cameras, further) => `Aucune à ${cameras}${further > 0 ? ` et à ${further} autres` : ''}.`,
    latest: 'Dernier événement :',
    alsoAt: (cameras) => `aussi devant ${cameras}`,
    earliest: 'Le premier :',
    alerts: (refs) => `Alertes à ce sujet : ${refs}.`,
    noneGotIn: 'Aucune de ces tentatives n’a réussi.',
    noBreakIn: 'Personne n’est entré après de nombreux échecs.',
    noneSeen:
      'Personne n’est entré après de nombreux échecs, parmi ce que j’ai pu vérifier : il y en avait trop pour tout voir.',
    gotIn: (count, who, isAll) =>
      `Après de nombreux échecs, ${isAll ? '' : 'au moins '}${count === 1 ? 'une connexion a' : `${numberText(count, 'fr')} connexions ont`} réussi, à regarder d’abord : ${who}.`,
    failed: 'n’a pas pu se connecter',
    signedIn: 's’est connecté',
    compared: (then, before, change) =>
      `${then} ${before}${changed('fr', change, 'de plus', 'de moins', 'sans changement')}`,
    perDay: ([now, then], counts) =>
      `Durées inégales (${now} et ${then} jours) : ${counts.map((count) => numberText(count, 'fr')).join(' par jour contre ')}.`,
    signedInBy: (accounts, logins) =>
      `${numberText(accounts, 'fr')} ${accounts === 1 ? 'compte s’est connecté' : 'comptes se sont connectés'} : ${logins}`,
    atLeastEach: (groups, by, least) =>
      `${numberText(groups, 'fr')} ${groups === 1 ? group('fr', by) : plural('fr', by)} avec ${numberText(least, 'fr')} ou plus : `,
    from: (where) => ` depuis ${where}`,
    opened: (when, by, who) =>
      `ouvert ${when} par ${by}, ${who === null ? 'personne ne s’en occupe encore' : `confié à ${who}`}`,
    allInLogs: 'Tout dans les journaux',
    by: (by) => `Par ${group('fr', by)}`,
    events: 'événements',
    next: (suggestions) => `Ensuite : ${listText(suggestions, 'fr', 'or')}.`,
    open: (ref) => `« ouvrir ${ref} »`,
    openIncident: (many) => `« ouvrir un incident pour ${many ? 'ces alertes' : 'cette alerte'} »`,
    only: (by, key) => `« seulement ${by === 'user' ? key : by === 'ip' ? `depuis ${key}` : key} »`,
    byCountry: '« par pays »',
    byAddress: '« par adresse »',
    onlyFailed: '« seulement les échecs »',
  },
  es: {
    logins: {
      failure: ['inicio de sesión fallido', 'inicios de sesión fallidos', 'ningún inicio de sesión fallido'],
      success: ['inicio de sesión correcto', 'inicios de sesión correctos', 'ningún inicio de sesión correcto'],
      any: ['inicio de sesión', 'inicios de sesión', 'ningún inicio de sesión'],
    },
    none: { alert: 'ninguna alerta', incident: 'ningún incidente' },
    atLeast: {
      low: '',
      medium: ' de gravedad media o mayor',
      high: ' de alto riesgo',
      critical: ' de gravedad crítica',
    },
    ofSeverity: (severities) => ` (${severities})`,
    ofStatus: (statuses) => `, estado ${statuses}`,
    filters: {
      query: (text) => ` con ${text}`,
      rule: (rule) => (rule === 'cameras' ? ' de las cámaras' : ` de la regla ${rule}`),
      camera: (where) => ` en ${where}`,
      assignee: (who) => (who === 'nobody' ? ' sin responsable' : ` asignados a ${who === 'me' ? 'usted' : who}`),
      exclude_assignee: (who) => (who === 'nobody' ? ' asignados' : ` no a cargo de ${who === 'me' ? 'usted' : who}`),
      opened_by: (who) => ` abiertos por ${who === 'me' ? 'usted' : who}`,
      handled_by: (who) => ` atendidas por ${who === 'me' ? 'usted' : who}`,
      user: (account) => ` de ${account}`,
      exclude_user: (account) => ` excepto de ${account}`,
      ip: (address) => ` desde ${address}`,
      exclude_ip: (address) => ` no desde ${address}`,
      city: (city) => ` desde ${city}`,
      country: (country) => ` desde ${country}`,
      exclude_country: (country) => ` desde fuera de ${country}`,
      device: (device) => ` con ${device}`,
      via: (way) => ` por ${way}`,
      second_factor: (used) => (used === 'used' ? ' con segundo factor' : ' sin segundo factor'),
      hours: (hours) => `, horas ${hours}`,
      weekdays: (days) => `, días ${days}`,
    },
    yes: (what) => `Sí: ${what}`,
    no: 'No.',
    not: (what) => `No: ${what}`,
    share: (what, part, whole, percent) => `${what}: ${part} de ${whole}, ${percent}.`,
    moreThan: (count) => `más de ${count}`,
    nothing: (what) => `No se encontró nada: ${what}.`,
    tryOther: 'Otro periodo u otra forma de escribirlo quizá dé más.',
    note: (text) => `Nota: ${text}.`,
    more: (count) => `… y ${numberText(count, 'es')} más.`,
    noneAt: (cameras, further) => `Ninguna en ${cameras}${further > 0 ? ` ni en ${further} más` : ''}.`,
    latest: 'Lo último:',
    alsoAt: (cameras) => `también en ${cameras}`,
    earliest: 'Lo primero:',
    alerts: (refs) => `Alertas al respecto: ${refs}.`,
    noneGotIn: 'Ninguno de estos intentos tuvo éxito.',
    noBreakIn: 'Nadie entró después de muchos fallos.',
    noneSeen: 'Nadie entró después de muchos fallos entre lo que pude revisar: eran demasiados para verlos todos.',
    gotIn: (count, who, isAll) =>
      `Tras muchos fallos ${count === 1 ? 'tuvo' : 'tuvieron'} éxito ${isAll ? '' : 'al menos '}${count === 1 ? 'un inicio de sesión, mírelo' : `${numberText(count, 'es')} inicios de sesión, mírelos`} primero: ${who}.`,
    failed: 'no pudo iniciar sesión',
    signedIn: 'inició sesión',
    compared: (then, before, change) => `${then} en ${before}${changed('es', change, 'más', 'menos', 'sin cambios')}`,
    perDay: ([now, then], counts) =>
      `No duran lo mismo (${now} y ${then} días): ${counts.map((count) => numberText(count, 'es')).join(' al día frente a ')}.`,
    signedInBy: (accounts, logins) =>
      `${numberText(accounts, 'es')} ${accounts === 1 ? 'cuenta inició' : 'cuentas iniciaron'} sesión: ${logins}`,
    atLeastEach: (groups, by, least) =>
      `${numberText(groups, 'es')} ${groups === 1 ? group('es', by) : plural('es', by)} con ${numberText(least, 'es')} o más: `,
    from: (where) => ` desde ${where}`,
    opened: (when, by, who) =>
      `abierto ${when} por ${by}, ${who === null ? 'nadie lo lleva todavía' : `lo lleva ${who}`}`,
    allInLogs: 'Todo en los registros',
    by: (by) => `Por ${group('es', by)}`,
    events: 'eventos',
    next: (suggestions) => `Después: ${listText(suggestions, 'es', 'or')}.`,
    open: (ref) => `«abrir ${ref}»`,
    openIncident: (many) => `«abrir un incidente para ${many ? 'estas alertas' : 'esta alerta'}»`,
    only: (by, key) => `«solo ${by === 'user' ? key : `desde ${key}`}»`,
    byCountry: '«por país»',
    byAddress: '«por dirección»',
    onlyFailed: '«solo los fallidos»',
  },
});

/** What a search was for: its arguments, as the tool takes them. */
export type SearchArgs = Readonly<Record<string, unknown>>;

/** `12 failed logins`, `2 open high-risk alerts`, `no incidents`. */
export function countText(kind: Kind, count: number, args: SearchArgs, language: Language, capped = false): string {
  const words = searchWords[language];
  const figure = capped ? words.moreThan(numberText(count, language)) : numberText(count, language);
  if (kind === 'login') {
    const outcome = args.outcome === 'failure' || args.outcome === 'success' ? args.outcome : 'any';
    const [one, many, none] = words.logins[outcome];
    return count === 0 ? none : `${figure} ${count === 1 && !capped ? one : many}`;
  }
  const severities = list(args.severities).filter((one): one is Severity => SEVERITIES.some((known) => known === one));
  const least = SEVERITIES.find((one) => one === args.min_severity);
  const states = list(args.status).map((status) => stateText(kind, status, language));
  const state = states.length > 0 ? words.ofStatus(listText(states, language, 'or')) : '';
  const severity =
    severities.length > 0
      ? words.ofSeverity(
          listText(
            severities.map((one) => terms[language].severity[one]),
            language,
            'or',
          ),
        )
      : least
        ? words.atLeast[least]
        : '';
  const noun = kind === 'alert' ? terms[language].alerts(count) : terms[language].incidents(count);
  const bare = noun.slice(noun.indexOf(' ') + 1);
  if (language === 'en') {
    const tail = severity.startsWith(',') ? severity : '';
    const adjectives = [state, tail ? '' : severity]
      .filter(Boolean)
      .map((one) => `${one} `)
      .join('');
    return `${count === 0 ? 'no' : figure} ${adjectives}${bare}${tail}`;
  }
  return `${count === 0 ? words.none[kind] : `${figure} ${bare}`}${severity}${state}`;
}

const stateText = (kind: 'alert' | 'incident', status: string, language: Language): string => {
  const words = kind === 'alert' ? terms[language].alertStatus[status as AlertStatus] : undefined;
  return words ?? terms[language].incidentStatus[status as IncidentStatus] ?? status.replaceAll('_', ' ');
};

/** By what a search was narrowed: ` of root from Romania`. */
export function aboutText(args: SearchArgs, language: Language): string {
  const { filters } = searchWords[language];
  return (Object.keys(filters) as Filter[])
    .flatMap((filter) => {
      const value = args[filter];
      return typeof value === 'string' && value !== '' ? [filters[filter](valueText(filter, value, language))] : [];
    })
    .join('');
}

function valueText(filter: Filter, value: string, language: Language): string {
  const parts = value.split(',').map((part) => part.trim());
  if (filter === 'country' || filter === 'exclude_country')
    return listText(
      parts.map((part) => countryText(part, language)),
      language,
      filter === 'country' ? 'or' : 'and',
    );
  if (filter === 'user' || filter === 'exclude_user') return listText(parts, language, 'or');
  // the planner reads cities in small letters
  if (filter === 'city')
    return listText(
      parts.map((city) => city.replaceAll(/(?<![\p{L}'])\p{Ll}/gu, (letter) => letter.toUpperCase())),
      language,
      'or',
    );
  if (filter === 'weekdays') return parts.join(', ');
  if (filter === 'hours')
    return `${value.replaceAll('_', ' ')}${language === 'en' && /business/.test(value) ? ' hours' : ''}`;
  return filter === 'rule' ? value.replaceAll('_', ' ') : value;
}

const list = (value: unknown): string[] =>
  [value]
    .flat()
    .flatMap((one) => (typeof one === 'string' && one !== '' ? one.split(',').map((part) => part.trim()) : []));
