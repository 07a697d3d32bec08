import type { Severity } from '../../domain/severity.ts';
import { inEveryLanguage } from './catalogue.ts';
import { minutesText, terms } from './terms.ts';

/** What a rule looks for, said as one sentence without its stop. Names, lists, numbers and lengths of time are in the language already. */
export interface RuleSentences {
  notCounting: (networks: string) => string;
  /** Behind a sentence: whose sign-ins alone. */
  onlyFor: (accounts: string) => string;
  /** `PL, BY or 3 more`. */
  orMore: (names: string, more: number) => string;
  dayTo: (first: string, last: string) => string;
  minutes: (count: number) => string;
  failedLogins: (rule: { by: 'account' | 'address'; threshold: number; addresses: number; minutes: string }) => string;
  passwordSpray: (accounts: number, minutes: string) => string;
  successAfterFailures: (rule: { by: 'account' | 'address'; failures: number; minutes: string }) => string;
  timeWindow: (rule: { who: string | null; days: string | null; from: string; to: string }) => string;
  country: (rule: { mode: 'allow' | 'deny'; countries: string; failures: boolean }) => string;
  listed: (rule: { mode: 'allow' | 'deny'; who: string | null; networks: string | null; failures: boolean }) => string;
  firstSeen: (rule: { what: 'country' | 'device' | 'address'; days: number; logins: number }) => string;
  impossibleTravel: (km: number, speed: number) => string;
  /** Null for everybody. */
  withoutSecondFactor: (who: string | null) => string;
  unusualLogin: (rule: { percent: string; reasons: number; perDay: number }) => string;
  loginVolume: (inHour: number, deviations: string) => string;
  /** Behind a sentence: for how long. */
  lasting: (minutes: number) => string;
  unknownPerson: (faceless: boolean) => string;
  watchedPerson: (names: string, one: boolean) => string;
  /** Of those, and of all whom it watched for. */
  alsoForgotten: (refs: string, one: boolean) => string;
  allForgotten: (refs: string, one: boolean) => string;
  zoneEntry: (objects: string, zoneKinds: string | null) => string;
  staying: (seconds: number) => string;
  inPictures: (count: number) => string;
  unlessNamed: string;
  unusualActivity: (things: string, when: 'rare' | 'many' | 'both', deviations: string) => string;
  /** Behind what a camera is to see: where, when, how surely. */
  at: (cameras: string) => string;
  inZones: (zones: string) => string;
  onDays: (days: string) => string;
  between: (from: string, to: string) => string;
  certainty: (least: string) => string;
  risk: (least: string) => string;
  signal: (rule: { sources: string | null; kinds: string | null; least: Severity; closes: boolean }) => string;
  unknownKind: (kind: string) => string;
  invalid: (field: string, problem: string) => string;
}

const s = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

export const ruleSentences = inEveryLanguage<RuleSentences>({
  en: {
    notCounting: (networks) => `, not counting ${networks}`,
    onlyFor: (accounts) => `, only for ${accounts}`,
    orMore: (names, more) => `${names} or ${more} more`,
    dayTo: (first, last) => `${first} to ${last}`,
    minutes: (count) => s(count, 'minute', 'minutes'),
    failedLogins: ({ by, threshold, addresses, minutes }) =>
      `More than ${s(threshold, 'failed sign-in', 'failed sign-ins')} ${by === 'account' ? 'for one account' : 'from one address'}` +
      `${addresses > 1 ? ` from at least ${addresses} addresses` : ''} within ${minutes}`,
    passwordSpray: (accounts, minutes) =>
      `One address fails to sign in to at least ${accounts} accounts within ${minutes}`,
    successAfterFailures: ({ by, failures, minutes }) =>
      `A sign-in succeeds after at least ${failures} failures ` +
      `${by === 'account' ? 'of the same account' : 'from the same address'} within ${minutes}`,
    timeWindow: ({ who, days, from, to }) =>
      `${who ?? 'Anyone'} signs in outside ${days === null ? '' : `${days}, `}${from} to ${to}`,
    country: ({ mode, countries, failures }) =>
      `Someone signs in${failures ? ', or tries to,' : ''} from ${mode === 'deny' ? '' : 'anywhere but '}${countries}`,
    listed: ({ mode, who, networks, failures }) =>
      `${who ?? 'Someone'} signs in${failures ? ', or tries to' : ''}` +
      `${networks === null ? '' : `${failures ? ',' : ''} from ${mode === 'allow' ? 'anywhere but ' : ''}${networks}`}`,
    firstSeen: ({ what, days, logins }) =>
      `An account known for at least ${s(days, 'day', 'days')} and ${s(logins, 'sign-in', 'sign-ins')} ` +
      `signs in from ${what === 'address' ? 'an' : 'a'} ${what} it never used`,
    impossibleTravel: (km, speed) =>
      `One account signs in from two places at least ${km} km apart, faster than ${speed} km/h`,
    withoutSecondFactor: (who) => `A sign-in of ${who ?? 'anyone'} without a second factor, where logins say so`,
    unusualLogin: ({ percent, reasons, perDay }) =>
      `A login is more unusual for its account than ${percent} % of all, for at least ${reasons} ` +
      `${reasons === 1 ? 'reason' : 'reasons'}; at most ${perDay} alerts a day`,
    loginVolume: (inHour, deviations) =>
      `An account signs in at least ${inHour} times in an hour and ${deviations} standard deviations more often ` +
      'than that hour of the weekday usually has',
    lasting: (minutes) => `, for at least ${minutesText(Number(minutes), 'en')}`,
    unknownPerson: (faceless) =>
      faceless ? 'Somebody whose face is not known, or not seen, is seen' : 'Somebody whose face is not known is seen',
    watchedPerson: (names, one) => `${names} ${one ? 'is' : 'are'} seen`,
    alsoForgotten: (refs, one) => ` (${refs}, whom it watched for as well, ${one ? 'was' : 'were'} forgotten)`,
    allForgotten: (refs, one) => `Nobody any more: ${refs}, whom it watched for, ${one ? 'was' : 'were'} forgotten`,
    zoneEntry: (objects, zoneKinds) => `${objects} seen${zoneKinds === null ? '' : ` in ${zoneKinds} zones`}`,
    staying: (seconds) => `, for at least ${s(seconds, 'second', 'seconds')}`,
    inPictures: (count) => `, in at least ${count} pictures`,
    unlessNamed: ', unless it is somebody with a name',
    unusualActivity: (things, when, deviations) =>
      `${things} at ${
        {
          rare: 'an hour that hardly ever sees any',
          many: 'a camera that usually sees fewer at that hour',
          both: 'an hour that usually sees none or fewer',
        }[when]
      }, from ${deviations} standard deviations on`,
    at: (cameras) => ` at ${cameras}`,
    inZones: (zones) => ` in ${zones}`,
    onDays: (days) => ` on ${days}`,
    between: (from, to) => ` from ${from} to ${to}`,
    certainty: (least) => `, seen with a certainty of ${least} or more`,
    risk: (least) => `, from risk ${least} on`,
    signal: ({ sources, kinds, least, closes }) =>
      `${sources ?? 'Another system'} reports ${kinds ?? 'anything'}` +
      `${least === 'low' ? '' : `, ${least}${least === 'critical' ? '' : ' or worse'}`}${closes ? '; over when it says so' : ''}`,
    unknownKind: (kind) => `This version does not know the kind ${kind}; the rule is not run`,
    invalid: (field, problem) => `Its settings are no longer valid (${field} ${problem}); the rule is not run`,
  },
  de: {
    notCounting: (networks) => `, ohne ${networks}`,
    onlyFor: (accounts) => `, nur für ${accounts}`,
    orMore: (names, more) => `${names} oder ${more} weitere`,
    dayTo: (first, last) => `${first} bis ${last}`,
    minutes: (count) => s(count, 'Minute', 'Minuten'),
    failedLogins: ({ by, threshold, addresses, minutes }) =>
      `Mehr als ${s(threshold, 'fehlgeschlagene Anmeldung', 'fehlgeschlagene Anmeldungen')} ` +
      `${by === 'account' ? 'an einem Konto' : 'von einer Adresse'}` +
      `${addresses > 1 ? ` von mindestens ${addresses} Adressen` : ''} innerhalb von ${minutes}`,
    passwordSpray: (accounts, minutes) =>
      `Eine Adresse scheitert innerhalb von ${minutes} an der Anmeldung bei mindestens ${accounts} Konten`,
    successAfterFailures: ({ by, failures, minutes }) =>
      `Eine Anmeldung gelingt nach mindestens ${failures} Fehlversuchen ` +
      `${by === 'account' ? 'desselben Kontos' : 'von derselben Adresse'} innerhalb von ${minutes}`,
    timeWindow: ({ who, days, from, to }) =>
      `${who === null ? 'Jemand' : who} meldet sich außerhalb von ${days === null ? '' : `${days}, `}${from} bis ${to} an`,
    country: ({ mode, countries, failures }) =>
      `Jemand meldet sich ${failures ? 'an oder versucht es, ' : ''}${mode === 'deny' ? 'aus' : 'von anderswo als aus'} ${countries}${failures ? '' : ' an'}`,
    listed: ({ mode, who, networks, failures }) =>
      `${who ?? 'Jemand'} meldet sich ${failures ? 'an oder versucht es' : ''}` +
      `${networks === null ? '' : `${failures ? ', ' : ''}${mode === 'allow' ? 'von anderswo als ' : 'von '}${networks}`}` +
      `${failures ? '' : `${networks === null ? '' : ' '}an`}`,
    firstSeen: ({ what, days, logins }) =>
      `Ein Konto, das seit mindestens ${s(days, 'Tag', 'Tagen')} und ${s(logins, 'Anmeldung', 'Anmeldungen')} bekannt ist, meldet sich ` +
      `${{ country: 'aus einem Land an, aus dem', device: 'mit einem Gerät an, mit dem', address: 'von einer Adresse an, von der' }[what]} ` +
      'es das noch nie tat',
    impossibleTravel: (km, speed) =>
      `Ein Konto meldet sich von zwei Orten an, die mindestens ${km} km auseinanderliegen, schneller als mit ${speed} km/h`,
    withoutSecondFactor: (who) =>
      `Eine Anmeldung von ${who ?? 'irgendjemandem'} ohne zweiten Faktor, wo Anmeldungen das sagen`,
    unusualLogin: ({ percent, reasons, perDay }) =>
      `Eine Anmeldung ist für ihr Konto ungewöhnlicher als ${percent} % aller, aus mindestens ${reasons} ` +
      `${reasons === 1 ? 'Grund' : 'Gründen'}; höchstens ${perDay} Warnungen am Tag`,
    loginVolume: (inHour, deviations) =>
      `Ein Konto meldet sich in einer Stunde mindestens ${inHour}-mal an und ${deviations} Standardabweichungen öfter ` +
      'als in dieser Stunde des Wochentags üblich',
    lasting: (minutes) => `, mindestens ${minutesText(Number(minutes), 'de')} lang`,
    unknownPerson: (faceless) =>
      faceless
        ? 'Jemand ist zu sehen, dessen Gesicht nicht bekannt oder nicht zu sehen ist'
        : 'Jemand ist zu sehen, dessen Gesicht nicht bekannt ist',
    watchedPerson: (names, one) => `${names} ${one ? 'ist' : 'sind'} zu sehen`,
    alsoForgotten: (refs, one) => ` (${refs}, worauf sie auch achtete, ${one ? 'wurde' : 'wurden'} vergessen)`,
    allForgotten: (refs, one) => `Niemand mehr: ${refs}, worauf sie achtete, ${one ? 'wurde' : 'wurden'} vergessen`,
    zoneEntry: (objects, zoneKinds) =>
      `Zu sehen: ${objects}${zoneKinds === null ? '' : `, in Zonen der Art „${zoneKinds}“`}`,
    staying: (seconds) => `, mindestens ${s(seconds, 'Sekunde', 'Sekunden')} lang`,
    inPictures: (count) => `, auf mindestens ${count} Bildern`,
    unlessNamed: ', außer es ist jemand mit Namen',
    unusualActivity: (things, when, deviations) =>
      `${things} ${
        {
          rare: 'zu einer Stunde, in der fast nie welche zu sehen sind',
          many: 'an einer Kamera, die zu dieser Stunde sonst weniger sieht',
          both: 'zu einer Stunde, in der sonst keine oder weniger zu sehen sind',
        }[when]
      }, ab ${deviations} Standardabweichungen`,
    at: (cameras) => `, bei ${cameras}`,
    inZones: (zones) => `, in ${zones}`,
    onDays: (days) => `, am ${days}`,
    between: (from, to) => `, von ${from} bis ${to}`,
    certainty: (least) => `, mit einer Sicherheit von ${least} oder mehr`,
    risk: (least) => `, ab Risiko ${least}`,
    signal: ({ sources, kinds, least, closes }) =>
      `${sources ?? 'Ein anderes System'} meldet ${kinds ?? 'irgendetwas'}` +
      `${least === 'low' ? '' : `, ab Schweregrad ${terms.de.severity[least]}`}${closes ? '; erledigt, wenn es das meldet' : ''}`,
    unknownKind: (kind) => `Diese Version kennt die Art ${kind} nicht; die Regel läuft nicht`,
    invalid: (field, problem) => `Ihre Einstellungen gelten nicht mehr (${field} ${problem}); die Regel läuft nicht`,
  },
  fr: {
    notCounting: (networks) => `, sans compter ${networks}`,
    onlyFor: (accounts) => `, seulement pour ${accounts}`,
    orMore: (names, more) => `${names} ou ${more} de plus`,
    dayTo: (first, last) => `${first} à ${last}`,
    minutes: (count) => s(count, 'minute', 'minutes'),
    failedLogins: ({ by, threshold, addresses, minutes }) =>
      `Plus de ${s(threshold, 'échec de connexion', 'échecs de connexion')} ` +
      `${by === 'account' ? 'pour un même compte' : 'depuis une même adresse'}` +
      `${addresses > 1 ? ` depuis au moins ${addresses} adresses` : ''} en ${minutes}`,
    passwordSpray: (accounts, minutes) =>
      `Une adresse échoue à se connecter à au moins ${accounts} comptes en ${minutes}`,
    successAfterFailures: ({ by, failures, minutes }) =>
      `Une connexion réussit après au moins ${failures} échecs ` +
      `${by === 'account' ? 'du même compte' : 'depuis la même adresse'} en ${minutes}`,
    timeWindow: ({ who, days, from, to }) =>
      `${who ?? 'Quelqu’un'} se connecte en dehors de ${days === null ? '' : `${days}, `}${from} à ${to}`,
    country: ({ mode, countries, failures }) =>
      `Quelqu’un se connecte${failures ? ', ou essaie,' : ''} depuis ${mode === 'deny' ? 'l’un de ces pays' : 'un autre pays que'} : ${countries}`,
    listed: ({ mode, who, networks, failures }) =>
      `${who ?? 'Quelqu’un'} se connecte${failures ? ', ou essaie' : ''}` +
      `${networks === null ? '' : `${failures ? ',' : ''} depuis ${mode === 'allow' ? 'ailleurs que ' : ''}${networks}`}`,
    firstSeen: ({ what, days, logins }) =>
      `Un compte connu depuis au moins ${s(days, 'jour', 'jours')} et ${s(logins, 'connexion', 'connexions')} se connecte depuis ` +
      `${{ country: 'un pays', device: 'un appareil', address: 'une adresse' }[what]} qu’il n’a jamais ${what === 'address' ? 'utilisée' : 'utilisé'}`,
    impossibleTravel: (km, speed) =>
      `Un compte se connecte depuis deux lieux distants d’au moins ${km} km, plus vite que ${speed} km/h`,
    withoutSecondFactor: (who) =>
      `Une connexion de ${who ?? 'n’importe qui'} sans second facteur, là où les connexions le disent`,
    unusualLogin: ({ percent, reasons, perDay }) =>
      `Une connexion est plus inhabituelle pour son compte que ${percent} % de toutes, pour au moins ${reasons} ` +
      `${reasons === 1 ? 'raison' : 'raisons'} ; au plus ${perDay} alertes par jour`,
    loginVolume: (inHour, deviations) =>
      `Un compte se connecte au moins ${inHour} fois en une heure, et ${deviations} écarts types plus souvent ` +
      'que d’habitude à cette heure de ce jour de la semaine',
    lasting: (minutes) => `, pendant au moins ${minutesText(Number(minutes), 'fr')}`,
    unknownPerson: (faceless) =>
      faceless
        ? 'Quelqu’un est vu dont le visage n’est pas connu, ou pas visible'
        : 'Quelqu’un est vu dont le visage n’est pas connu',
    watchedPerson: (names) => `On voit ${names}`,
    alsoForgotten: (refs, one) => ` (${refs}, qu’elle guettait aussi, ${one ? 'a été oubliée' : 'ont été oubliées'})`,
    allForgotten: (refs, one) =>
      `Plus personne : ${refs}, qu’elle guettait, ${one ? 'a été oubliée' : 'ont été oubliées'}`,
    zoneEntry: (objects, zoneKinds) =>
      `Vu : ${objects}${zoneKinds === null ? '' : `, dans les zones de type « ${zoneKinds} »`}`,
    staying: (seconds) => `, pendant au moins ${s(seconds, 'seconde', 'secondes')}`,
    inPictures: (count) => `, sur au moins ${count} images`,
    unlessNamed: ', sauf si c’est quelqu’un qui a un nom',
    unusualActivity: (things, when, deviations) =>
      `${things} ${
        {
          rare: 'à une heure où l’on n’en voit presque jamais',
          many: 'à une caméra qui en voit d’habitude moins à cette heure',
          both: 'à une heure où l’on n’en voit d’habitude pas, ou moins',
        }[when]
      }, à partir de ${deviations} écarts types`,
    at: (cameras) => `, à ${cameras}`,
    inZones: (zones) => `, dans ${zones}`,
    onDays: (days) => `, le ${days}`,
    between: (from, to) => `, de ${from} à ${to}`,
    certainty: (least) => `, avec une certitude d’au moins ${least}`,
    risk: (least) => `, à partir du risque ${least}`,
    signal: ({ sources, kinds, least, closes }) =>
      `${sources ?? 'Un autre système'} signale ${kinds ?? 'quoi que ce soit'}` +
      `${least === 'low' ? '' : `, à partir de ${terms.fr.severity[least]}`}${closes ? ' ; clos quand il le dit' : ''}`,
    unknownKind: (kind) => `Cette version ne connaît pas le type ${kind} ; la règle n’est pas exécutée`,
    invalid: (field, problem) =>
      `Ses réglages ne sont plus valables (${field} ${problem}) ; la règle n’est pas exécutée`,
  },
  es: {
    notCounting: (networks) => `, sin contar ${networks}`,
    onlyFor: (accounts) => `, solo para ${accounts}`,
    orMore: (names, more) => `${names} o ${more} más`,
    dayTo: (first, last) => `${first} a ${last}`,
    minutes: (count) => s(count, 'minuto', 'minutos'),
    failedLogins: ({ by, threshold, addresses, minutes }) =>
      `Más de ${s(threshold, 'inicio de sesión fallido', 'inicios de sesión fallidos')} ` +
      `${by === 'account' ? 'en una misma cuenta' : 'desde una misma dirección'}` +
      `${addresses > 1 ? ` desde al menos ${addresses} direcciones` : ''} en ${minutes}`,
    passwordSpray: (accounts, minutes) =>
      `Una dirección no consigue iniciar sesión en al menos ${accounts} cuentas en ${minutes}`,
    successAfterFailures: ({ by, failures, minutes }) =>
      `Un inicio de sesión tiene éxito tras al menos ${failures} fallos ` +
      `${by === 'account' ? 'de la misma cuenta' : 'desde la misma dirección'} en ${minutes}`,
    timeWindow: ({ who, days, from, to }) =>
      `${who ?? 'Alguien'} inicia sesión fuera de ${days === null ? '' : `${days}, `}${from} a ${to}`,
    country: ({ mode, countries, failures }) =>
      `Alguien inicia sesión${failures ? ', o lo intenta,' : ''} desde ${mode === 'deny' ? '' : 'cualquier lugar que no sea '}${countries}`,
    listed: ({ mode, who, networks, failures }) =>
      `${who ?? 'Alguien'} inicia sesión${failures ? ', o lo intenta' : ''}` +
      `${networks === null ? '' : `${failures ? ',' : ''} desde ${mode === 'allow' ? 'cualquier lugar que no sea ' : ''}${networks}`}`,
    firstSeen: ({ what, days, logins }) =>
      `Una cuenta conocida desde hace al menos ${s(days, 'día', 'días')} y ${s(logins, 'inicio de sesión', 'inicios de sesión')} inicia sesión desde ` +
      `${{ country: 'un país', device: 'un dispositivo', address: 'una dirección' }[what]} que nunca había usado`,
    impossibleTravel: (km, speed) =>
      `Una cuenta inicia sesión desde dos lugares a al menos ${km} km de distancia, más rápido que a ${speed} km/h`,
    withoutSecondFactor: (who) =>
      `Un inicio de sesión de ${who ?? 'cualquiera'} sin segundo factor, donde los inicios lo dicen`,
    unusualLogin: ({ percent, reasons, perDay }) =>
      `Un inicio de sesión es más inusual para su cuenta que el ${percent} % de todos, por al menos ${reasons} ` +
      `${reasons === 1 ? 'razón' : 'razones'}; como mucho ${perDay} alertas al día`,
    loginVolume: (inHour, deviations) =>
      `Una cuenta inicia sesión al menos ${inHour} veces en una hora, y ${deviations} desviaciones típicas más a menudo ` +
      'de lo habitual a esa hora de ese día de la semana',
    lasting: (minutes) => `, durante al menos ${minutesText(Number(minutes), 'es')}`,
    unknownPerson: (faceless) =>
      faceless ? 'Se ve a alguien cuya cara no se conoce, o no se ve' : 'Se ve a alguien cuya cara no se conoce',
    watchedPerson: (names) => `Se ve a ${names}`,
    alsoForgotten: (refs, one) => ` (${refs}, a quien también vigilaba, ${one ? 'fue olvidada' : 'fueron olvidadas'})`,
    allForgotten: (refs, one) => `Ya a nadie: ${refs}, a quien vigilaba, ${one ? 'fue olvidada' : 'fueron olvidadas'}`,
    zoneEntry: (objects, zoneKinds) =>
      `Se ve: ${objects}${zoneKinds === null ? '' : `, en zonas de tipo «${zoneKinds}»`}`,
    staying: (seconds) => `, durante al menos ${s(seconds, 'segundo', 'segundos')}`,
    inPictures: (count) => `, en al menos ${count} imágenes`,
    unlessNamed: ', salvo que sea alguien con nombre',
    unusualActivity: (things, when, deviations) =>
      `${things} ${
        {
          rare: 'a una hora en que casi nunca se ve ninguno',
          many: 'en una cámara que a esa hora suele ver menos',
          both: 'a una hora en que no suele verse ninguno, o menos',
        }[when]
      }, a partir de ${deviations} desviaciones típicas`,
    at: (cameras) => `, en ${cameras}`,
    inZones: (zones) => `, en ${zones}`,
    onDays: (days) => `, días: ${days}`,
    between: (from, to) => `, de ${from} a ${to}`,
    certainty: (least) => `, con una certeza de ${least} o más`,
    risk: (least) => `, a partir del riesgo ${least}`,
    signal: ({ sources, kinds, least, closes }) =>
      `${sources ?? 'Otro sistema'} informa de ${kinds ?? 'cualquier cosa'}` +
      `${least === 'low' ? '' : `, desde ${terms.es.severity[least]}`}${closes ? '; se cierra cuando lo dice' : ''}`,
    unknownKind: (kind) => `Esta versión no conoce el tipo ${kind}; la regla no se ejecuta`,
    invalid: (field, problem) => `Sus ajustes ya no son válidos (${field} ${problem}); la regla no se ejecuta`,
  },
});
