import { inEveryLanguage } from './catalogue.ts';
import { listText } from './terms.ts';

/** What somebody's words were about, where nothing else of them was understood. */
export type Topic =
  | 'logins'
  | 'alerts'
  | 'incidents'
  | 'rules'
  | 'cameras'
  | 'people'
  | 'moderation'
  | 'members'
  | 'summary';

interface NearestWords {
  /** Sentences that can be said as they stand: tests hold that each is understood. */
  examples: Record<Topic, readonly string[]>;
  names: Record<Topic, string>;
  ofAlert: (ref: string, changes: boolean) => string[];
  ofIncident: (ref: string, changes: boolean) => string[];
  about: (topic: string, examples: readonly string[]) => string;
}

/** What can be asked that is nearest to words that were not understood. */
export const nearestWords = inEveryLanguage<NearestWords>({
  en: {
    names: {
      logins: 'logins',
      alerts: 'alerts',
      incidents: 'incidents',
      rules: 'rules',
      cameras: 'cameras',
      people: 'people on camera',
      moderation: 'moderation',
      members: 'members',
      summary: 'how things stand',
    },
    examples: {
      logins: ['failed logins today by country', 'who signed in last night?', 'which accounts failed most this week?'],
      alerts: ['which alerts are open?', 'what is the worst alert today?', 'alerts this week by rule'],
      incidents: ['list open incidents', 'who has the most open incidents?', 'incidents closed this week'],
      rules: ['which rules are active?', 'what rules would you recommend?', 'what waits for approval?'],
      cameras: ['which cameras do we have?', 'is a camera offline?', 'was there a car today?'],
      people: ['how many people were seen today?', 'any unknown people this week?'],
      moderation: ['which cases are open?', 'who was banned this week?'],
      members: ['who are our members?', 'who is an admin?', 'how do I add a member?'],
      summary: ['summarise this week', 'compare this week with last week', 'what should I look at first?'],
    },
    ofAlert: (ref, changes) => [
      `who works on ${ref}?`,
      `how long has ${ref} been open?`,
      ...(changes ? [`open an incident for ${ref}`] : [`why was ${ref} raised?`]),
    ],
    ofIncident: (ref, changes) => [
      `who works on ${ref}?`,
      `how long has ${ref} been open?`,
      ...(changes ? [`assign ${ref} to me`] : [`have we had something like ${ref} before?`]),
    ],
    about: (topic, examples) =>
      `I did not understand that. About ${topic} I can, for example, answer ${listText(
        examples.map((one) => `“${one}”`),
        'en',
        'or',
      )}.`,
  },
  de: {
    names: {
      logins: 'Anmeldungen',
      alerts: 'Alarmen',
      incidents: 'Vorfällen',
      rules: 'Regeln',
      cameras: 'Kameras',
      people: 'Personen vor Kameras',
      moderation: 'Moderation',
      members: 'Mitgliedern',
      summary: 'der Lage',
    },
    examples: {
      logins: ['fehlgeschlagene Anmeldungen heute nach Land', 'wer hat sich letzte Nacht angemeldet?'],
      alerts: ['welche Alarme sind offen?', 'kritische Alarme diese Woche'],
      incidents: ['zeige die offenen Vorfälle', 'wie viele Vorfälle sind offen?'],
      rules: ['welche Regeln sind aktiv?', 'welche Regeln empfiehlst du?'],
      cameras: ['welche Kameras gibt es?'],
      people: ['gab es heute unbekannte Personen?'],
      moderation: ['welche Fälle sind offen?'],
      members: ['wie füge ich ein Mitglied hinzu?'],
      summary: ['fasse diese Woche zusammen', 'wie war die letzte Woche?'],
    },
    ofAlert: (ref, changes) => [
      `wer arbeitet an ${ref}?`,
      ...(changes ? [`öffne einen Vorfall für ${ref}`] : [`was ist mit ${ref}?`]),
    ],
    ofIncident: (ref, changes) => [
      `wer arbeitet an ${ref}?`,
      ...(changes ? [`weise ${ref} mir zu`] : [`was ist mit ${ref}?`]),
    ],
    about: (topic, examples) =>
      `Das habe ich nicht verstanden. Zu ${topic} beantworte ich zum Beispiel: ${listText(
        examples.map((one) => `„${one}“`),
        'de',
        'or',
      )}.`,
  },
  fr: {
    names: {
      logins: 'les connexions',
      alerts: 'les alertes',
      incidents: 'les incidents',
      rules: 'les règles',
      cameras: 'les caméras',
      people: 'les personnes vues',
      moderation: 'la modération',
      members: 'les membres',
      summary: 'la situation',
    },
    examples: {
      logins: ['connexions échouées aujourd’hui par pays', 'qui s’est connecté la nuit dernière ?'],
      alerts: ['quelles alertes sont ouvertes ?', 'alertes critiques cette semaine'],
      incidents: ['liste les incidents ouverts', 'combien d’incidents sont ouverts ?'],
      rules: ['quelles règles sont actives ?', 'quelles règles recommandes-tu ?'],
      cameras: ['quelles caméras avons-nous ?'],
      people: ['y a-t-il eu des inconnus aujourd’hui ?'],
      moderation: ['quels cas sont ouverts ?'],
      members: ['comment ajouter un membre ?'],
      summary: ['résume cette semaine', 'comment était la semaine dernière ?'],
    },
    ofAlert: (ref, changes) => [
      `qui s’occupe de ${ref} ?`,
      ...(changes ? [`ouvre un incident pour ${ref}`] : [`montre ${ref}`]),
    ],
    ofIncident: (ref, changes) => [
      `qui s’occupe de ${ref} ?`,
      ...(changes ? [`attribue ${ref} à moi`] : [`montre ${ref}`]),
    ],
    about: (topic, examples) =>
      `Je n’ai pas compris. Sur ${topic}, je réponds par exemple à ${listText(
        examples.map((one) => `« ${one} »`),
        'fr',
        'or',
      )}.`,
  },
  es: {
    names: {
      logins: 'los inicios de sesión',
      alerts: 'las alertas',
      incidents: 'los incidentes',
      rules: 'las reglas',
      cameras: 'las cámaras',
      people: 'las personas vistas',
      moderation: 'la moderación',
      members: 'los miembros',
      summary: 'la situación',
    },
    examples: {
      logins: ['inicios de sesión fallidos de hoy por país', '¿quién inició sesión anoche?'],
      alerts: ['¿qué alertas están abiertas?', 'alertas críticas de esta semana'],
      incidents: ['lista los incidentes abiertos', '¿cuántos incidentes están abiertos?'],
      rules: ['¿qué reglas están activas?', '¿qué reglas recomiendas?'],
      cameras: ['¿qué cámaras tenemos?'],
      people: ['¿hubo desconocidos hoy?'],
      moderation: ['¿qué casos están abiertos?'],
      members: ['¿cómo añado un miembro?'],
      summary: ['resume esta semana', '¿cómo fue la semana pasada?'],
    },
    ofAlert: (ref, changes) => [
      `¿quién trabaja en ${ref}?`,
      ...(changes ? [`abre un incidente para ${ref}`] : [`muestra ${ref}`]),
    ],
    ofIncident: (ref, changes) => [
      `¿quién trabaja en ${ref}?`,
      ...(changes ? [`asígname ${ref}`] : [`muestra ${ref}`]),
    ],
    about: (topic, examples) =>
      `No lo entendí. Sobre ${topic} respondo, por ejemplo, a ${listText(
        examples.map((one) => `«${one}»`),
        'es',
        'or',
      )}.`,
  },
});
