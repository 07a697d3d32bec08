import type { Direction, PeriodUnit } from '../../domain/compare-periods.ts';
import type { Severity } from '../../domain/severity.ts';
import { inEveryLanguage } from './catalogue.ts';

/** The period compared with, as far as it has a name. */
export interface Before {
  unit: PeriodUnit;
  /** Only its part up to the same hour is meant. */
  running: boolean;
  /** Its dates, where another period was named. */
  chosen: string | null;
}

type HotspotKind = 'account' | 'address' | 'country' | 'rule';

/** Above this, a change is said in per cent: below, "3 → 5" is honest and "+67 %" is not. */
const SMALL = 20;

interface TrendWords {
  none: string;
  same: string;
  by: (change: string, more: boolean, then: string) => string;
}

/** `4 more than the week before (8)`, `12 % fewer than …`, `as many as …`, `none the week before`. */
function trend(now: number, then: number, number: (value: number) => string, words: TrendWords): string {
  if (now === then) return words.same;
  if (then === 0) return words.none;
  const change = Math.abs(now - then);
  const large = then >= SMALL && now >= SMALL;
  return words.by(large ? `${number(Math.round((100 * change) / then))} %` : number(change), now > then, number(then));
}

const numberIn = (locale: string) => {
  const format = new Intl.NumberFormat(locale);
  return (value: number): string => format.format(value);
};
const [en, de, fr, es] = ['en-GB', 'de-DE', 'fr-FR', 'es-ES'].map(numberIn) as [
  (value: number) => string,
  (value: number) => string,
  (value: number) => string,
  (value: number) => string,
];

/** `14 min`, `3 h 5 min`, `2 days 4 h`. */
const lasting =
  (one: string, many: string) =>
  (seconds: number): string => {
    const minutes = Math.round(seconds / 60);
    if (minutes < 1) return `${Math.round(seconds)} s`;
    if (minutes < 60) return `${minutes} min`;
    if (minutes < 1440) return `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;
    const hours = Math.floor((minutes % 1440) / 60);
    const days = Math.floor(minutes / 1440);
    return `${days} ${days === 1 ? one : many}${hours ? ` ${hours} h` : ''}`;
  };

/** A summary of security over a period, in answers and on its card. */
export const postureWords = inEveryLanguage({
  en: {
    number: en,
    lasting: lasting('day', 'days'),
    before: ({ unit, running, chosen }: Before): string =>
      chosen
        ? `in the time ${chosen}`
        : unit === 'span'
          ? 'in the same length of time before'
          : `${running ? 'in the same part of ' : ''}the ${unit} before`,
    alerts: (count: number) => `${en(count)} ${count === 1 ? 'alert' : 'alerts'}`,
    noAlerts: 'No alerts',
    trend: (now: number, then: number, before: string) =>
      trend(now, then, en, {
        none: `none ${before}`,
        same: `as many as ${before}`,
        by: (change, more, count) => `${change} ${more ? 'more' : 'fewer'} than ${before} (${count})`,
      }),
    severities: (of: Partial<Record<Severity, number>>) =>
      (['critical', 'high'] as const)
        .filter((severity) => of[severity])
        .map((severity) => `${en(of[severity]!)} ${severity}`)
        .join(', '),
    untouched: (count: number, refs: string, all: boolean) =>
      all ? `nobody has touched ${count === 1 ? 'it' : 'them'} yet ${refs}` : `${en(count)} of them untouched ${refs}`,
    nothingBefore: (before: string) => `too little was recorded ${before} to compare with`,
    nothingRecorded: 'Nothing at all was recorded in that time.',
    direction: (direction: Direction) =>
      ({
        more: 'That is a clear rise.',
        fewer: 'That is clearly quieter.',
        same: '',
        unclear: 'With such numbers that is no clear change.',
      })[direction],
    reactionUnknown: 'How fast somebody reacted is not known: no alert of that time was acknowledged.',
    /** Which way it goes, in a sentence. */
    trendIs: {
      more: 'Worse: there are more alerts.',
      fewer: 'Better: there are fewer alerts.',
      same: 'About the same.',
      unclear: 'There is no clear change.',
      first: 'That cannot be said yet: too little was recorded before to compare with.',
    },
    logins: (logins: number, accounts: number | null, addresses: number | null) =>
      `${en(logins)} ${logins === 1 ? 'login' : 'logins'}${accounts === null ? '' : ` of ${en(accounts)} ${accounts === 1 ? 'account' : 'accounts'}`}${addresses === null ? '' : ` from ${en(addresses)} ${addresses === 1 ? 'address' : 'addresses'}`}`,
    noLogins: 'No logins arrived',
    failed: (now: string, then: string | null) => `${now} failed${then === null ? '' : ` (before: ${then})`}`,
    state: (open: number, falseAlarms: number) =>
      `${open === 0 ? 'None of them is open any more' : `${en(open)} ${open === 1 ? 'is' : 'are'} still open`}${falseAlarms > 0 ? `, ${en(falseAlarms)} ${falseAlarms === 1 ? 'was a false alarm' : 'were false alarms'}` : ''}`,
    openBefore: (count: number) => `${en(count)} from before ${count === 1 ? 'is' : 'are'} open, too`,
    acknowledged: (now: string, then: string | null) =>
      `somebody answered within ${now} (median${then === null ? '' : `; before: ${then}`})`,
    incidents: (opened: number, closed: number, open: number) =>
      `${opened === 0 ? 'No' : en(opened)} ${opened === 1 ? 'incident' : 'incidents'} opened, ${en(closed)} closed${open > 0 ? `, ${en(open)} of the new still open` : ''}`,
    closing: (now: string, then: string | null) =>
      `closing took ${now} (median${then === null ? '' : `; before: ${then}`})`,
    most: (items: string) => `Named most: ${items}.`,
    spot: (kind: HotspotKind, name: string) => (kind === 'country' ? name : `${kind} ${name}`),
    spotCount: (alerts: number, before: number, isNew: boolean) =>
      isNew ? `${en(alerts)}, new` : alerts === before ? `${en(alerts)}, as before` : `${en(before)} → ${en(alerts)}`,
    lengths: (now: string, then: string, perDayNow: string, perDayThen: string) =>
      `The two are not equally long (${now} and ${then} days): that is ${perDayNow} alerts a day against ${perDayThen}.`,
    quiet: 'It is quiet: nothing waits for you.',
    nothingWaits: 'Nothing waits for you.',
    next: 'Next',
    handle: (ref: string) => `“acknowledge ${ref}” or “open an incident for ${ref}”`,
    assign: (count: number, refs: string) =>
      `${count === 1 ? `${refs} has no assignee` : `${en(count)} open incidents have no assignee: ${refs}`}`,
    tune: (ref: string, name: string, wrong: number, alerts: number) =>
      `look at [${ref}] “${name}”: ${en(wrong)} of its ${en(alerts)} alerts were false alarms`,
    andMore: (count: number) => `and ${en(count)} more`,
    card: {
      alerts: 'Alerts',
      logins: 'Logins',
      failedShare: 'Failed',
      fromBefore: 'From before',
      stillOpen: 'Alerts still open',
      falseAlarms: 'False alarms',
      toAcknowledge: 'Until answered (median)',
      incidents: 'Incidents opened',
      incidentsClosed: 'Incidents closed',
      toClose: 'Until closed (median)',
      chart: 'Alerts over time',
      unit: 'alerts',
      all: 'All alerts of this time',
      against: (before: string) => `Compared with ${before.replace(/^in /, '')}`,
    },
  },
  de: {
    number: de,
    lasting: lasting('Tag', 'Tage'),
    before: ({ unit, running, chosen }: Before): string =>
      chosen
        ? `im Zeitraum ${chosen}`
        : {
            day: running ? 'am Tag davor bis zur gleichen Uhrzeit' : 'am Tag davor',
            week: running ? 'im gleichen Teil der Woche davor' : 'in der Woche davor',
            month: running ? 'im gleichen Teil des Monats davor' : 'im Monat davor',
            quarter: running ? 'im gleichen Teil des Quartals davor' : 'im Quartal davor',
            year: running ? 'im gleichen Teil des Jahres davor' : 'im Jahr davor',
            span: 'im gleich langen Zeitraum davor',
          }[unit],
    alerts: (count: number) => `${de(count)} ${count === 1 ? 'Alarm' : 'Alarme'}`,
    noAlerts: 'Keine Alarme',
    trend: (now: number, then: number, before: string) =>
      trend(now, then, de, {
        none: `${before} keine`,
        same: `ebenso viele wie ${before}`,
        by: (change, more, count) => `${change} ${more ? 'mehr' : 'weniger'} als ${before} (${count})`,
      }),
    severities: (of: Partial<Record<Severity, number>>) =>
      (['critical', 'high'] as const)
        .filter((severity) => of[severity])
        .map((severity) => `${de(of[severity]!)} ${severity === 'critical' ? 'kritisch' : 'hoch'}`)
        .join(', '),
    untouched: (count: number, refs: string, all: boolean) =>
      all ? `noch unbearbeitet ${refs}` : `davon ${de(count)} unbearbeitet ${refs}`,
    nothingBefore: (before: string) => `${before} wurde zu wenig für einen Vergleich aufgezeichnet`,
    nothingRecorded: 'In dieser Zeit wurde gar nichts aufgezeichnet.',
    direction: (direction: Direction) =>
      ({
        more: 'Das ist ein deutlicher Anstieg.',
        fewer: 'Das ist deutlich ruhiger.',
        same: '',
        unclear: 'Bei so kleinen Unterschieden ist das keine klare Veränderung.',
      })[direction],
    reactionUnknown: 'Wie schnell jemand reagiert hat, ist nicht bekannt: Kein Alarm dieser Zeit wurde bestätigt.',
    /** Which way it goes, in a sentence. */
    trendIs: {
      more: 'Schlechter: Es sind mehr Alarme.',
      fewer: 'Besser: Es sind weniger Alarme.',
      same: 'Etwa gleich.',
      unclear: 'Es gibt keine klare Änderung.',
      first: 'Das lässt sich noch nicht sagen: Davor wurde zu wenig aufgezeichnet.',
    },
    logins: (logins: number, accounts: number | null, addresses: number | null) =>
      `${de(logins)} ${logins === 1 ? 'Anmeldung' : 'Anmeldungen'}${accounts === null ? '' : ` von ${de(accounts)} ${accounts === 1 ? 'Konto' : 'Konten'}`}${addresses === null ? '' : ` ${accounts === null ? 'von' : 'und'} ${de(addresses)} ${addresses === 1 ? 'Adresse' : 'Adressen'}`}`,
    noLogins: 'Keine Anmeldungen eingegangen',
    failed: (now: string, then: string | null) => `${now} fehlgeschlagen${then === null ? '' : ` (davor: ${then})`}`,
    state: (open: number, falseAlarms: number) =>
      `${open === 0 ? 'Keiner davon ist mehr offen' : `${de(open)} ${open === 1 ? 'ist' : 'sind'} noch offen`}${falseAlarms > 0 ? `, ${de(falseAlarms)} ${falseAlarms === 1 ? 'war ein Fehlalarm' : 'waren Fehlalarme'}` : ''}`,
    openBefore: (count: number) => `${de(count)} von davor ${count === 1 ? 'ist' : 'sind'} auch noch offen`,
    acknowledged: (now: string, then: string | null) =>
      `beantwortet nach ${now} (Median${then === null ? '' : `; davor: ${then}`})`,
    incidents: (opened: number, closed: number, open: number) =>
      `${opened === 0 ? 'Kein Vorfall' : `${de(opened)} ${opened === 1 ? 'Vorfall' : 'Vorfälle'}`} eröffnet, ${de(closed)} geschlossen${open > 0 ? `, ${de(open)} der neuen noch offen` : ''}`,
    closing: (now: string, then: string | null) =>
      `bis zum Schließen dauerte es ${now} (Median${then === null ? '' : `; davor: ${then}`})`,
    most: (items: string) => `Am häufigsten genannt: ${items}.`,
    spot: (kind: HotspotKind, name: string) =>
      ({ account: `Konto ${name}`, address: `Adresse ${name}`, country: name, rule: `Regel ${name}` })[kind],
    spotCount: (alerts: number, before: number, isNew: boolean) =>
      isNew ? `${de(alerts)}, neu` : alerts === before ? `${de(alerts)}, wie davor` : `${de(before)} → ${de(alerts)}`,
    lengths: (now: string, then: string, perDayNow: string, perDayThen: string) =>
      `Die beiden sind nicht gleich lang (${now} und ${then} Tage): das sind ${perDayNow} Alarme am Tag gegenüber ${perDayThen}.`,
    quiet: 'Es ist ruhig: nichts wartet auf Sie.',
    nothingWaits: 'Nichts wartet auf Sie.',
    next: 'Als Nächstes',
    handle: (ref: string) => `„acknowledge ${ref}“ oder „open an incident for ${ref}“`,
    assign: (count: number, refs: string) =>
      count === 1 ? `${refs} hat niemand übernommen` : `${de(count)} offene Vorfälle hat niemand übernommen: ${refs}`,
    tune: (ref: string, name: string, wrong: number, alerts: number) =>
      `[${ref}] „${name}“ ansehen: ${de(wrong)} von ${de(alerts)} ihrer Alarme waren Fehlalarme`,
    andMore: (count: number) => `und ${de(count)} weitere`,
    card: {
      alerts: 'Alarme',
      logins: 'Anmeldungen',
      failedShare: 'Fehlgeschlagen',
      fromBefore: 'Von davor',
      stillOpen: 'Noch offene Alarme',
      falseAlarms: 'Fehlalarme',
      toAcknowledge: 'Bis zur Antwort (Median)',
      incidents: 'Eröffnete Vorfälle',
      incidentsClosed: 'Geschlossene Vorfälle',
      toClose: 'Bis zum Schließen (Median)',
      chart: 'Alarme im Verlauf',
      unit: 'Alarme',
      all: 'Alle Alarme dieser Zeit',
      against: (before: string) => `Zum Vergleich: ${before}`,
    },
  },
  fr: {
    number: fr,
    lasting: lasting('jour', 'jours'),
    before: ({ unit, running, chosen }: Before): string =>
      chosen
        ? `la période ${chosen}`
        : {
            day: running ? 'la veille à la même heure' : 'la veille',
            week: running ? 'la même partie de la semaine précédente' : 'la semaine précédente',
            month: running ? 'la même partie du mois précédent' : 'le mois précédent',
            quarter: running ? 'la même partie du trimestre précédent' : 'le trimestre précédent',
            year: running ? 'la même partie de l’année précédente' : 'l’année précédente',
            span: 'la période précédente de même durée',
          }[unit],
    alerts: (count: number) => `${fr(count)} ${count < 2 ? 'alerte' : 'alertes'}`,
    noAlerts: 'Aucune alerte',
    trend: (now: number, then: number, before: string) =>
      trend(now, then, fr, {
        none: `aucune : ${before}`,
        same: `autant que ${before}`,
        by: (change, more, count) => `${change} de ${more ? 'plus' : 'moins'} que ${before} (${count})`,
      }),
    severities: (of: Partial<Record<Severity, number>>) =>
      (['critical', 'high'] as const)
        .filter((severity) => of[severity])
        .map(
          (severity) =>
            `${fr(of[severity]!)} ${severity === 'critical' ? 'critique' : 'élevée'}${of[severity]! > 1 ? 's' : ''}`,
        )
        .join(', '),
    untouched: (count: number, refs: string, all: boolean) =>
      all ? `pas encore ${count === 1 ? 'traitée' : 'traitées'} ${refs}` : `dont ${fr(count)} à traiter ${refs}`,
    nothingBefore: (before: string) => `trop peu de données pour comparer avec ${before}`,
    nothingRecorded: 'Rien n’a été enregistré pendant ce temps.',
    direction: (direction: Direction) =>
      ({
        more: 'C’est une hausse nette.',
        fewer: 'C’est nettement plus calme.',
        same: '',
        unclear: 'Avec de tels nombres, ce n’est pas un changement net.',
      })[direction],
    reactionUnknown: 'Le temps de réaction n’est pas connu : aucune alerte de cette période n’a été acquittée.',
    /** Which way it goes, in a sentence. */
    trendIs: {
      more: 'Moins bien : il y a plus d’alertes.',
      fewer: 'Mieux : il y a moins d’alertes.',
      same: 'À peu près pareil.',
      unclear: 'Il n’y a pas de changement net.',
      first: 'On ne peut pas encore le dire : trop peu a été enregistré avant.',
    },
    logins: (logins: number, accounts: number | null, addresses: number | null) =>
      `${fr(logins)} ${logins < 2 ? 'connexion' : 'connexions'}${accounts === null ? '' : ` de ${fr(accounts)} ${accounts < 2 ? 'compte' : 'comptes'}`}${addresses === null ? '' : ` depuis ${fr(addresses)} ${addresses < 2 ? 'adresse' : 'adresses'}`}`,
    noLogins: 'Aucune connexion reçue',
    failed: (now: string, then: string | null) => `${now} d’échecs${then === null ? '' : ` (avant : ${then})`}`,
    state: (open: number, falseAlarms: number) =>
      `${open === 0 ? 'Aucune n’est encore ouverte' : `${fr(open)} ${open < 2 ? 'est encore ouverte' : 'sont encore ouvertes'}`}${falseAlarms > 0 ? `, ${fr(falseAlarms)} ${falseAlarms < 2 ? 'était une fausse alerte' : 'étaient de fausses alertes'}` : ''}`,
    openBefore: (count: number) =>
      `${fr(count)} d’avant ${count < 2 ? 'est encore ouverte' : 'sont encore ouvertes'} aussi`,
    acknowledged: (now: string, then: string | null) =>
      `réponse en ${now} (médiane${then === null ? '' : ` ; avant : ${then}`})`,
    incidents: (opened: number, closed: number, open: number) =>
      `${opened === 0 ? 'Aucun incident ouvert' : `${fr(opened)} ${opened === 1 ? 'incident ouvert' : 'incidents ouverts'}`}, ${fr(closed)} ${closed < 2 ? 'clos' : 'clos'}${open > 0 ? `, dont ${fr(open)} des nouveaux encore en cours` : ''}`,
    closing: (now: string, then: string | null) =>
      `clôture en ${now} (médiane${then === null ? '' : ` ; avant : ${then}`})`,
    most: (items: string) => `Les plus cités : ${items}.`,
    spot: (kind: HotspotKind, name: string) =>
      ({ account: `compte ${name}`, address: `adresse ${name}`, country: name, rule: `règle ${name}` })[kind],
    spotCount: (alerts: number, before: number, isNew: boolean) =>
      isNew
        ? `${fr(alerts)}, nouveau`
        : alerts === before
          ? `${fr(alerts)}, inchangé`
          : `${fr(before)} → ${fr(alerts)}`,
    lengths: (now: string, then: string, perDayNow: string, perDayThen: string) =>
      `Les deux périodes n’ont pas la même durée (${now} et ${then} jours) : ${perDayNow} alertes par jour contre ${perDayThen}.`,
    quiet: 'Tout est calme : rien ne vous attend.',
    nothingWaits: 'Rien ne vous attend.',
    next: 'Ensuite',
    handle: (ref: string) => `« acknowledge ${ref} » ou « open an incident for ${ref} »`,
    assign: (count: number, refs: string) =>
      count === 1
        ? `${refs} n’est attribué à personne`
        : `${fr(count)} incidents en cours ne sont attribués à personne : ${refs}`,
    tune: (ref: string, name: string, wrong: number, alerts: number) =>
      `regarder [${ref}] « ${name} » : ${fr(wrong)} de ses ${fr(alerts)} alertes étaient fausses`,
    andMore: (count: number) => `et ${fr(count)} de plus`,
    card: {
      alerts: 'Alertes',
      logins: 'Connexions',
      failedShare: 'Échecs',
      fromBefore: 'D’avant',
      stillOpen: 'Alertes encore ouvertes',
      falseAlarms: 'Fausses alertes',
      toAcknowledge: 'Avant réponse (médiane)',
      incidents: 'Incidents ouverts',
      incidentsClosed: 'Incidents clos',
      toClose: 'Avant clôture (médiane)',
      chart: 'Alertes dans le temps',
      unit: 'alertes',
      all: 'Toutes les alertes de cette période',
      against: (before: string) => `Comparé à : ${before}`,
    },
  },
  es: {
    number: es,
    lasting: lasting('día', 'días'),
    before: ({ unit, running, chosen }: Before): string =>
      chosen
        ? `el período ${chosen}`
        : {
            day: running ? 'el día anterior a la misma hora' : 'el día anterior',
            week: running ? 'la misma parte de la semana anterior' : 'la semana anterior',
            month: running ? 'la misma parte del mes anterior' : 'el mes anterior',
            quarter: running ? 'la misma parte del trimestre anterior' : 'el trimestre anterior',
            year: running ? 'la misma parte del año anterior' : 'el año anterior',
            span: 'el período anterior de igual duración',
          }[unit],
    alerts: (count: number) => `${es(count)} ${count === 1 ? 'alerta' : 'alertas'}`,
    noAlerts: 'Ninguna alerta',
    trend: (now: number, then: number, before: string) =>
      trend(now, then, es, {
        none: `ninguna en ${before}`,
        same: `tantas como en ${before}`,
        by: (change, more, count) => `${change} ${more ? 'más' : 'menos'} que en ${before} (${count})`,
      }),
    severities: (of: Partial<Record<Severity, number>>) =>
      (['critical', 'high'] as const)
        .filter((severity) => of[severity])
        .map(
          (severity) =>
            `${es(of[severity]!)} ${severity === 'critical' ? 'crítica' : 'alta'}${of[severity]! > 1 ? 's' : ''}`,
        )
        .join(', '),
    untouched: (count: number, refs: string, all: boolean) =>
      all ? `aún sin atender ${refs}` : `${es(count)} de ellas sin atender ${refs}`,
    nothingBefore: (before: string) => `muy pocos datos para comparar con ${before}`,
    nothingRecorded: 'No se registró nada en ese tiempo.',
    direction: (direction: Direction) =>
      ({
        more: 'Es un aumento claro.',
        fewer: 'Está claramente más tranquilo.',
        same: '',
        unclear: 'Con esos números no es un cambio claro.',
      })[direction],
    reactionUnknown: 'No se sabe cuánto se tardó en reaccionar: ninguna alerta de ese tiempo fue confirmada.',
    /** Which way it goes, in a sentence. */
    trendIs: {
      more: 'Peor: hay más alertas.',
      fewer: 'Mejor: hay menos alertas.',
      same: 'Más o menos igual.',
      unclear: 'No hay un cambio claro.',
      first: 'Aún no se puede decir: antes se registró muy poco.',
    },
    logins: (logins: number, accounts: number | null, addresses: number | null) =>
      `${es(logins)} ${logins === 1 ? 'inicio de sesión' : 'inicios de sesión'}${accounts === null ? '' : ` de ${es(accounts)} ${accounts === 1 ? 'cuenta' : 'cuentas'}`}${addresses === null ? '' : ` desde ${es(addresses)} ${addresses === 1 ? 'dirección' : 'direcciones'}`}`,
    noLogins: 'No llegó ningún inicio de sesión',
    failed: (now: string, then: string | null) => `${now} fallidos${then === null ? '' : ` (antes: ${then})`}`,
    state: (open: number, falseAlarms: number) =>
      `${open === 0 ? 'Ninguna sigue abierta' : `${es(open)} ${open === 1 ? 'sigue abierta' : 'siguen abiertas'}`}${falseAlarms > 0 ? `, ${es(falseAlarms)} ${falseAlarms === 1 ? 'fue una falsa alarma' : 'fueron falsas alarmas'}` : ''}`,
    openBefore: (count: number) => `${es(count)} de antes también ${count === 1 ? 'sigue abierta' : 'siguen abiertas'}`,
    acknowledged: (now: string, then: string | null) =>
      `respuesta en ${now} (mediana${then === null ? '' : `; antes: ${then}`})`,
    incidents: (opened: number, closed: number, open: number) =>
      `${opened === 0 ? 'Ningún incidente abierto' : `${es(opened)} ${opened === 1 ? 'incidente abierto' : 'incidentes abiertos'}`}, ${es(closed)} ${closed === 1 ? 'cerrado' : 'cerrados'}${open > 0 ? `, ${es(open)} de los nuevos aún en curso` : ''}`,
    closing: (now: string, then: string | null) =>
      `cierre en ${now} (mediana${then === null ? '' : `; antes: ${then}`})`,
    most: (items: string) => `Lo más señalado: ${items}.`,
    spot: (kind: HotspotKind, name: string) =>
      ({ account: `cuenta ${name}`, address: `dirección ${name}`, country: name, rule: `regla ${name}` })[kind],
    spotCount: (alerts: number, before: number, isNew: boolean) =>
      isNew ? `${es(alerts)}, nuevo` : alerts === before ? `${es(alerts)}, igual` : `${es(before)} → ${es(alerts)}`,
    lengths: (now: string, then: string, perDayNow: string, perDayThen: string) =>
      `Los dos no duran lo mismo (${now} y ${then} días): son ${perDayNow} alertas al día frente a ${perDayThen}.`,
    quiet: 'Todo está tranquilo: nada le espera.',
    nothingWaits: 'Nada le espera.',
    next: 'A continuación',
    handle: (ref: string) => `«acknowledge ${ref}» o «open an incident for ${ref}»`,
    assign: (count: number, refs: string) =>
      count === 1
        ? `${refs} no está asignado a nadie`
        : `${es(count)} incidentes abiertos no están asignados a nadie: ${refs}`,
    tune: (ref: string, name: string, wrong: number, alerts: number) =>
      `revisar [${ref}] «${name}»: ${es(wrong)} de sus ${es(alerts)} alertas fueron falsas`,
    andMore: (count: number) => `y ${es(count)} más`,
    card: {
      alerts: 'Alertas',
      logins: 'Inicios de sesión',
      failedShare: 'Fallidos',
      fromBefore: 'De antes',
      stillOpen: 'Alertas aún abiertas',
      falseAlarms: 'Falsas alarmas',
      toAcknowledge: 'Hasta la respuesta (mediana)',
      incidents: 'Incidentes abiertos',
      incidentsClosed: 'Incidentes cerrados',
      toClose: 'Hasta el cierre (mediana)',
      chart: 'Alertas en el tiempo',
      unit: 'alertas',
      all: 'Todas las alertas de este período',
      against: (before: string) => `Comparado con: ${before}`,
    },
  },
});
