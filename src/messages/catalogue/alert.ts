import type { AlertStatus } from '../../domain/alert.ts';
import { inEveryLanguage } from './catalogue.ts';
import { terms } from './terms.ts';

interface AlertWords {
  is: (ref: string, status: AlertStatus, severity: string, title: string) => string;
  account: (account: string) => string;
  from: (where: string) => string;
  first: string;
  only: string;
  belongsTo: (incident: string) => string;
  /** Who set its status, and when, where that is known. */
  setBy: (status: AlertStatus, who: string, when: string | null) => string;
  /** `told`: that nobody works on it stands above. */
  next: (ref: string, told: boolean) => string;
  changed: (ref: string, status: AlertStatus, note: string | undefined, title: string) => string;
  nextOpen: (ref: string) => string;
  takeBack: (ref: string) => string;
  /** Labels and buttons of its card. */
  card: {
    when: string;
    events: string;
    incident: string;
    account: string;
    from: string;
    open: string;
    openIt: (ref: string) => string;
    /** Whose name somebody gave to who it is about, after it was raised. */
    knownAs: string;
    /** Another system's own page of it, by its host. */
    openAt: (host: string) => string;
    acknowledge: string;
    resolve: string;
    falseAlarm: string;
    openIncident: string;
    none: string;
    more: (count: string) => string;
  };
  /** What the rules call their facts, where they have a word of the language. */
  facts: Record<string, string>;
}

/** One alert, in answers and on its card. */
export const alertWords = inEveryLanguage<AlertWords>({
  en: {
    is: (ref, status, severity, title) =>
      `[${ref}] is ${status === 'false_alarm' ? 'a false alarm' : terms.en.alertStatus[status]}, ${severity}: ${title}.`,
    account: (account) => `, account “${account}”`,
    from: (where) => `, from ${where}`,
    first: 'First:',
    only: 'The event:',
    setBy: (status, who, when) =>
      `${{ open: 'Reopened', acknowledged: 'Acknowledged', resolved: 'Resolved', false_alarm: 'Marked as a false alarm' }[status]} by ${who}${when ? `, ${when}` : ''}.`,
    belongsTo: (incident) => `It belongs to [${incident}].`,
    next: (ref, told) =>
      `${told ? '' : 'Nobody works on it yet. '}Next: “acknowledge ${ref}” or “open an incident for ${ref}”.`,
    changed: (ref, status, note, title) =>
      `[${ref}] is now ${status === 'false_alarm' ? 'a false alarm' : terms.en.alertStatus[status]}${note ? ` (“${note}”)` : ''}: ${title}`,
    nextOpen: (ref) => `Next: “acknowledge ${ref}”.`,
    takeBack: (ref) => `To take it back: “reopen ${ref}”.`,
    card: {
      when: 'When',
      events: 'Events',
      incident: 'Incident',
      account: 'Account',
      from: 'From',
      open: 'Open',
      openIt: (ref) => `Open ${ref}`,
      knownAs: 'Known since as',
      openAt: (host) => `Open at ${host}`,
      acknowledge: 'Acknowledge',
      resolve: 'Resolve',
      falseAlarm: 'False alarm',
      openIncident: 'Open an incident',
      none: 'No alerts.',
      more: (count) => `${count} more`,
    },
    facts: {},
  },
  de: {
    is: (ref, status, severity, title) =>
      `[${ref}] ist ${status === 'false_alarm' ? 'ein Fehlalarm' : terms.de.alertStatus[status]}, ${severity}: ${title}.`,
    account: (account) => `, Konto „${account}“`,
    from: (where) => `, von ${where}`,
    first: 'Zuerst:',
    only: 'Das Ereignis:',
    setBy: (status, who, when) =>
      `${{ open: 'Wieder geöffnet', acknowledged: 'Bestätigt', resolved: 'Erledigt', false_alarm: 'Als Fehlalarm markiert' }[status]} von ${who}${when ? `, ${when}` : ''}.`,
    belongsTo: (incident) => `Er gehört zu [${incident}].`,
    next: (ref, told) =>
      `${told ? '' : 'Noch niemand arbeitet daran. '}Als Nächstes: „${ref} bestätigen“ oder „eröffne einen Vorfall für ${ref}“.`,
    changed: (ref, status, note, title) =>
      `[${ref}] ist jetzt ${status === 'false_alarm' ? 'ein Fehlalarm' : terms.de.alertStatus[status]}${note ? ` („${note}“)` : ''}: ${title}`,
    nextOpen: (ref) => `Als Nächstes: „${ref} bestätigen“.`,
    takeBack: (ref) => `Rückgängig machen: „${ref} wieder öffnen“.`,
    card: {
      when: 'Wann',
      events: 'Ereignisse',
      incident: 'Vorfall',
      account: 'Konto',
      from: 'Von',
      open: 'Öffnen',
      openIt: (ref) => `${ref} öffnen`,
      knownAs: 'Seither bekannt als',
      openAt: (host) => `Bei ${host} öffnen`,
      acknowledge: 'Bestätigen',
      resolve: 'Erledigt',
      falseAlarm: 'Fehlalarm',
      openIncident: 'Vorfall eröffnen',
      none: 'Keine Alarme.',
      more: (count) => `${count} weitere`,
    },
    facts: {
      'Reported by': 'Quelle',
      Reported: 'Was gemeldet wurde',
      Details: 'Einzelheiten',
      Camera: 'Kamera',
      Zone: 'Bereich',
      Similarity: 'Ähnlichkeit',
      'Known by': 'Erkannt an',
      Who: 'Wer',
      Country: 'Land',
      Account: 'Konto',
      Address: 'Adresse',
      Network: 'Netz',
      Device: 'Gerät',
      Distance: 'Entfernung',
      Speed: 'Geschwindigkeit',
      'Addresses that failed': 'Fehlgeschlagene Adressen',
      'Accounts tried': 'Versuchte Konten',
      Allowed: 'Erlaubt',
      Before: 'Vorher',
      City: 'Stadt',
      'Failed attempts before': 'Fehlversuche davor',
      'Failed sign-ins': 'Fehlgeschlagene Anmeldungen',
      'Known for': 'Bekannt seit',
      'Local time': 'Ortszeit',
      Rule: 'Regel',
      'Noticed too by': 'Auch bemerkt von',
      'Signed in from': 'Angemeldet von',
      Then: 'Danach',
      Why: 'Warum',
      'How unusual': 'Wie ungewöhnlich',
      'What is usual': 'Was üblich ist',
      Deviation: 'Abweichung',
      'Logins of it': 'Anmeldungen davon',
      Stayed: 'Geblieben',
      'Told apart': 'Unterschieden',
      'Their face': 'Das Gesicht',
      'New country': 'Neues Land',
      'New device': 'Neues Gerät',
      'New address': 'Neue Adresse',
      'Account tried': 'Versuchtes Konto',
      Addresses: 'Adressen',
      Countries: 'Länder',
    },
  },
  fr: {
    is: (ref, status, severity, title) =>
      `[${ref}] est ${status === 'false_alarm' ? 'une fausse alerte' : terms.fr.alertStatus[status]}, ${severity} : ${title}.`,
    account: (account) => `, compte « ${account} »`,
    from: (where) => `, depuis ${where}`,
    first: 'D’abord :',
    only: 'L’événement :',
    setBy: (status, who, when) =>
      `${{ open: 'Rouverte', acknowledged: 'Prise en compte', resolved: 'Résolue', false_alarm: 'Classée fausse alerte' }[status]} par ${who}${when ? `, ${when}` : ''}.`,
    belongsTo: (incident) => `Elle fait partie de [${incident}].`,
    next: (ref, told) =>
      `${told ? '' : 'Personne ne s’en occupe encore. '}Ensuite : « acquitter ${ref} » ou « ouvrir un incident pour ${ref} ».`,
    changed: (ref, status, note, title) =>
      `[${ref}] est maintenant ${status === 'false_alarm' ? 'une fausse alerte' : terms.fr.alertStatus[status]}${note ? ` (« ${note} »)` : ''} : ${title}`,
    nextOpen: (ref) => `Ensuite : « acquitter ${ref} ».`,
    takeBack: (ref) => `Pour revenir en arrière : « rouvrir ${ref} ».`,
    card: {
      when: 'Quand',
      events: 'Événements',
      incident: 'Incident',
      account: 'Compte',
      from: 'Depuis',
      open: 'Ouvrir',
      openIt: (ref) => `Ouvrir ${ref}`,
      knownAs: 'Connu depuis comme',
      openAt: (host) => `Ouvrir sur ${host}`,
      acknowledge: 'Acquitter',
      resolve: 'Résoudre',
      falseAlarm: 'Fausse alerte',
      openIncident: 'Ouvrir un incident',
      none: 'Aucune alerte.',
      more: (count) => `${count} de plus`,
    },
    facts: {
      'Reported by': 'Source',
      Reported: 'Ce qui est signalé',
      Details: 'Détails',
      Camera: 'Caméra',
      Zone: 'Zone',
      Similarity: 'Ressemblance',
      'Known by': 'Reconnu par',
      Who: 'Qui',
      Country: 'Pays',
      Account: 'Compte',
      Address: 'Adresse',
      Network: 'Réseau',
      Device: 'Appareil',
      Distance: 'Distance',
      Speed: 'Vitesse',
      'Addresses that failed': 'Adresses en échec',
      'Accounts tried': 'Comptes essayés',
      Allowed: 'Autorisé',
      Before: 'Avant',
      City: 'Ville',
      'Failed attempts before': 'Échecs précédents',
      'Failed sign-ins': 'Connexions échouées',
      'Known for': 'Connu depuis',
      'Local time': 'Heure locale',
      Rule: 'Règle',
      'Noticed too by': 'Remarquée aussi par',
      'Signed in from': 'Connecté depuis',
      Then: 'Ensuite',
      Why: 'Pourquoi',
      'How unusual': 'À quel point',
      'What is usual': 'D’habitude',
      Deviation: 'Écart',
      'Logins of it': 'Connexions en cause',
      Stayed: 'Resté',
      'Told apart': 'Distingué',
      'Their face': 'Son visage',
      'New country': 'Nouveau pays',
      'New device': 'Nouvel appareil',
      'New address': 'Nouvelle adresse',
      'Account tried': 'Compte essayé',
      Addresses: 'Adresses',
      Countries: 'Pays',
    },
  },
  es: {
    is: (ref, status, severity, title) =>
      `[${ref}] ${status === 'false_alarm' ? 'es una falsa alarma' : `está ${terms.es.alertStatus[status]}`}, ${severity}: ${title}.`,
    account: (account) => `, cuenta «${account}»`,
    from: (where) => `, desde ${where}`,
    first: 'Primero:',
    only: 'El evento:',
    setBy: (status, who, when) =>
      `${{ open: 'Reabierta', acknowledged: 'Confirmada', resolved: 'Resuelta', false_alarm: 'Marcada como falsa alarma' }[status]} por ${who}${when ? `, ${when}` : ''}.`,
    belongsTo: (incident) => `Pertenece a [${incident}].`,
    next: (ref, told) =>
      `${told ? '' : 'Nadie la atiende todavía. '}Después: «confirmar ${ref}» o «abrir un incidente para ${ref}».`,
    changed: (ref, status, note, title) =>
      `[${ref}] ahora ${status === 'false_alarm' ? 'es una falsa alarma' : `está ${terms.es.alertStatus[status]}`}${note ? ` («${note}»)` : ''}: ${title}`,
    nextOpen: (ref) => `Después: «confirmar ${ref}».`,
    takeBack: (ref) => `Para deshacerlo: «reabrir ${ref}».`,
    card: {
      when: 'Cuándo',
      events: 'Eventos',
      incident: 'Incidente',
      account: 'Cuenta',
      from: 'Desde',
      open: 'Abrir',
      openIt: (ref) => `Abrir ${ref}`,
      knownAs: 'Conocido desde entonces como',
      openAt: (host) => `Abrir en ${host}`,
      acknowledge: 'Confirmar',
      resolve: 'Resolver',
      falseAlarm: 'Falsa alarma',
      openIncident: 'Abrir un incidente',
      none: 'Ninguna alerta.',
      more: (count) => `${count} más`,
    },
    facts: {
      'Reported by': 'Fuente',
      Reported: 'Lo informado',
      Details: 'Detalles',
      Camera: 'Cámara',
      Zone: 'Zona',
      Similarity: 'Semejanza',
      'Known by': 'Reconocido por',
      Who: 'Quién',
      Country: 'País',
      Account: 'Cuenta',
      Address: 'Dirección',
      Network: 'Red',
      Device: 'Dispositivo',
      Distance: 'Distancia',
      Speed: 'Velocidad',
      'Addresses that failed': 'Direcciones con fallos',
      'Accounts tried': 'Cuentas intentadas',
      Allowed: 'Permitido',
      Before: 'Antes',
      City: 'Ciudad',
      'Failed attempts before': 'Fallos anteriores',
      'Failed sign-ins': 'Inicios de sesión fallidos',
      'Known for': 'Conocida desde hace',
      'Local time': 'Hora local',
      Rule: 'Regla',
      'Noticed too by': 'Advertida también por',
      'Signed in from': 'Inició sesión desde',
      Then: 'Después',
      Why: 'Por qué',
      'How unusual': 'Cuán inusual',
      'What is usual': 'Lo habitual',
      Deviation: 'Desviación',
      'Logins of it': 'Inicios de sesión',
      Stayed: 'Permaneció',
      'Told apart': 'Distinguido',
      'Their face': 'Su rostro',
      'New country': 'País nuevo',
      'New device': 'Dispositivo nuevo',
      'New address': 'Dirección nueva',
      'Account tried': 'Cuenta intentada',
      Addresses: 'Direcciones',
      Countries: 'Países',
    },
  },
});
