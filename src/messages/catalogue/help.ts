import type { Role } from '../../domain/role.ts';
import { inEveryLanguage } from './catalogue.ts';

/** What a topic of the overview is called, and one thing to say about it; by the topic's name in src/tools/help.ts. */
interface TopicWords {
  name: string;
  example?: string;
}

/** Answers about SafeNest itself: what it can do, and what its guide says. */
export const helpWords = inEveryLanguage({
  en: {
    canDo: (role: Role, topics: string) => `Your role is ${roleName.en[role]}. I can help you with: ${topics}.`,
    itself: [
      'I am SafeNest, the security desk of this organisation: I watch over logins, alerts, cameras and conversations, and answer questions about them with the evidence.',
      'People decide: what is to be done I suggest on cards, and change only what somebody whose role allows it asks for or presses.',
      'Say “what can you do?” for what you can ask me.',
    ],
    canDoHere: (topics: string) => `Here I can help with: ${topics}. Ask me alone for what your own role may ask.`,
    try: 'Try for example:',
    howTo: 'For how something is done, ask “how do I …?”; the whole guide is on [Help](/help).',
    forExample: (example: string) => `For example: “${example}”.`,
    notYours: (title: string, roles: readonly Role[]) => `“${title}” is not for your role; ask ${anyOf('en', roles)}.`,
    readAll: (link: string) => `More: ${link}`,
    seeAlso: (links: string) => `See also: ${links}.`,
    nearest: 'My guide does not answer exactly that; this comes nearest:',
    nothing: (question: string) =>
      `I find nothing about “${question}” in my guide. Its contents are on [Help](/help); ask an admin about what is special to your organisation.`,
    offered: 'I did not understand that as a question about logs, alerts or incidents. Perhaps this helps:',
    inEnglish: '',
    topics: {} as Record<string, TopicWords>,
  },
  de: {
    canDo: (role: Role, topics: string) => `Ihre Rolle ist ${roleName.de[role]}. Ich helfe Ihnen bei: ${topics}.`,
    itself: [
      'Ich bin SafeNest, die Sicherheitsstelle dieser Organisation: Ich achte auf Anmeldungen, Alarme, Kameras und Gespräche und beantworte Fragen dazu mit Belegen.',
      'Menschen entscheiden: Was zu tun ist, schlage ich auf Karten vor, und ändere nur, was jemand verlangt oder drückt, dessen Rolle es erlaubt.',
      'Auf „Was kannst du?“ sage ich, was Sie mich fragen können.',
    ],
    canDoHere: (topics: string) =>
      `Hier helfe ich bei: ${topics}. Was Ihre eigene Rolle fragen darf, sage ich Ihnen allein.`,
    try: 'Fragen Sie zum Beispiel:',
    howTo: 'Wie etwas geht, sage ich auf die Frage „Wie kann ich …?“; das ganze Handbuch steht unter [Help](/help).',
    forExample: (example: string) => `Zum Beispiel: „${example}“.`,
    notYours: (title: string, roles: readonly Role[]) =>
      `„${title}“ ist nicht für Ihre Rolle; fragen Sie ${anyOf('de', roles)}.`,
    readAll: (link: string) => `Mehr: ${link}`,
    seeAlso: (links: string) => `Siehe auch: ${links}.`,
    nearest: 'Genau das beantwortet mein Handbuch nicht; am nächsten kommt:',
    nothing: (question: string) =>
      `Zu „${question}“ finde ich nichts in meinem Handbuch. Sein Inhalt steht unter [Help](/help); was nur Ihre Organisation betrifft, weiß ein Admin.`,
    offered: 'Das habe ich nicht als Frage zu Logs, Warnungen oder Vorfällen verstanden. Vielleicht hilft dies:',
    inEnglish: 'Diese Stelle des Handbuchs gibt es nur auf Englisch:',
    topics: {
      'report an incident': { name: 'einen Vorfall melden', example: 'Öffne einen Vorfall: Ausweis verloren' },
      'search the logs': { name: 'Logs durchsuchen', example: 'Fehlgeschlagene Anmeldungen heute nach Land' },
      alerts: { name: 'Warnungen', example: 'Zeige die Warnungen von gestern' },
      moderation: { name: 'Moderation', example: 'Worum geht es in CASE-9?' },
      'settle an alert': { name: 'Warnungen erledigen', example: 'Bestätige ALR-204' },
      'act on a case': { name: 'bei einem Fall handeln', example: 'Verwarne mallory wegen CASE-9' },
      incidents: { name: 'Vorfälle', example: 'Zeige die offenen Vorfälle' },
      'work on an incident': { name: 'Vorfälle bearbeiten', example: 'Weise INC-9 Maria zu' },
      rules: { name: 'Regeln' },
      'propose a rule': {
        name: 'eine Regel vorschlagen',
        example: 'Schlage eine Regel vor: mehr als 10 Fehlversuche in 5 Minuten',
      },
      'the security situation': { name: 'die Sicherheitslage', example: 'Wie war die letzte Woche?' },
      cameras: { name: 'Kameras', example: 'Zeig mir die Eingangstür' },
      'people on pictures': { name: 'Personen auf Bildern', example: 'Wann wurde Dana Whitfield zuletzt gesehen?' },
      'bring logs in': { name: 'Logs einlesen' },
      'who is here': { name: 'wer dazugehört' },
      channels: { name: 'Kanäle', example: 'Welche Kanäle bekommen Alarme?' },
      'members and keys': { name: 'Mitglieder und Schlüssel' },
      'the audit log': { name: 'Prüfprotokoll' },
      'system health': { name: 'Systemzustand', example: 'Funktioniert alles?' },
      'sign in': { name: 'Anmelden' },
    } as Record<string, TopicWords>,
  },
  fr: {
    canDo: (role: Role, topics: string) => `Votre rôle est ${roleName.fr[role]}. Je peux vous aider pour : ${topics}.`,
    itself: [
      'Je suis SafeNest, le poste de sécurité de cette organisation : je veille sur les connexions, les alertes, les caméras et les conversations, et je réponds aux questions avec les preuves.',
      'Ce sont des personnes qui décident : je propose sur des cartes ce qui est à faire, et je ne change que ce que demande ou confirme quelqu’un dont le rôle le permet.',
      'Dites « que peux-tu faire ? » pour savoir ce que vous pouvez me demander.',
    ],
    canDoHere: (topics: string) =>
      `Ici, je peux aider pour : ${topics}. Demandez-moi en privé ce que votre propre rôle permet.`,
    try: 'Demandez par exemple :',
    howTo: 'Pour savoir comment faire, demandez « comment puis-je … ? » ; tout le guide est sous [Help](/help).',
    forExample: (example: string) => `Par exemple : « ${example} ».`,
    notYours: (title: string, roles: readonly Role[]) =>
      `« ${title} » n’est pas pour votre rôle ; demandez à ${anyOf('fr', roles)}.`,
    readAll: (link: string) => `Suite : ${link}`,
    seeAlso: (links: string) => `Voir aussi : ${links}.`,
    nearest: 'Mon guide ne répond pas exactement à cela ; voici ce qui s’en approche le plus :',
    nothing: (question: string) =>
      `Je ne trouve rien sur « ${question} » dans mon guide. Son sommaire est sous [Help](/help) ; pour ce qui est propre à votre organisation, demandez à un administrateur.`,
    offered:
      'Je n’ai pas compris cela comme une question sur les journaux, les alertes ou les incidents. Ceci aide peut-être :',
    inEnglish: 'Ce passage du guide n’existe qu’en anglais :',
    topics: {
      'report an incident': { name: 'signaler un incident', example: 'Ouvre un incident : badge perdu' },
      'search the logs': { name: 'chercher dans les journaux', example: 'Connexions échouées aujourd’hui par pays' },
      moderation: { name: 'la modération', example: 'De quoi parle CASE-9 ?' },
      alerts: { name: 'les alertes', example: 'Montre les alertes d’hier' },
      'settle an alert': { name: 'traiter une alerte', example: 'Prends en compte ALR-204' },
      'act on a case': { name: 'agir sur un cas', example: 'Avertis mallory pour CASE-9' },
      incidents: { name: 'les incidents', example: 'Montre les incidents ouverts' },
      'work on an incident': { name: 'travailler sur un incident', example: 'Attribue INC-9 à Maria' },
      rules: { name: 'les règles' },
      'propose a rule': {
        name: 'proposer une règle',
        example: 'Propose une règle : plus de 10 échecs de connexion en 5 minutes',
      },
      'the security situation': { name: 'la situation de sécurité', example: 'Résume la semaine dernière' },
      cameras: { name: 'les caméras', example: 'Montre-moi la porte d’entrée' },
      'people on pictures': {
        name: 'les personnes sur les images',
        example: 'Quand a-t-on vu Dana Whitfield pour la dernière fois ?',
      },
      'bring logs in': { name: 'importer des journaux' },
      'who is here': { name: 'qui est là' },
      channels: { name: 'les canaux', example: 'Quels canaux reçoivent les alertes ?' },
      'members and keys': { name: 'les membres et les clés' },
      'the audit log': { name: 'le journal d’audit' },
      'system health': { name: 'l’état du système', example: 'Est-ce que tout fonctionne ?' },
      'sign in': { name: 'se connecter' },
    } as Record<string, TopicWords>,
  },
  es: {
    canDo: (role: Role, topics: string) => `Su rol es ${roleName.es[role]}. Puedo ayudarle con: ${topics}.`,
    itself: [
      'Soy SafeNest, el puesto de seguridad de esta organización: vigilo los accesos, las alertas, las cámaras y las conversaciones, y respondo a preguntas sobre ello con pruebas.',
      'Deciden las personas: propongo en tarjetas lo que conviene hacer, y solo cambio lo que pide o pulsa alguien cuyo rol lo permite.',
      'Diga «¿qué puedes hacer?» para saber qué puede preguntarme.',
    ],
    canDoHere: (topics: string) => `Aquí puedo ayudar con: ${topics}. Pregúnteme a solas lo que permite su propio rol.`,
    try: 'Pregunte por ejemplo:',
    howTo: 'Para saber cómo se hace algo, pregunte «¿cómo puedo…?»; toda la guía está en [Help](/help).',
    forExample: (example: string) => `Por ejemplo: «${example}».`,
    notYours: (title: string, roles: readonly Role[]) =>
      `«${title}» no es para su rol; pregunte a ${anyOf('es', roles)}.`,
    readAll: (link: string) => `Más: ${link}`,
    seeAlso: (links: string) => `Véase también: ${links}.`,
    nearest: 'Mi guía no responde exactamente a eso; esto es lo más cercano:',
    nothing: (question: string) =>
      `No encuentro nada sobre «${question}» en mi guía. Su contenido está en [Help](/help); sobre lo propio de su organización, pregunte a un administrador.`,
    offered: 'No lo entendí como una pregunta sobre registros, alertas o incidentes. Quizá esto ayude:',
    inEnglish: 'Esta parte de la guía está solo en inglés:',
    topics: {
      'report an incident': { name: 'informar de un incidente', example: 'Abre un incidente: credencial perdida' },
      'search the logs': { name: 'buscar en los registros', example: 'Accesos fallidos de hoy por país' },
      moderation: { name: 'moderación', example: '¿De qué trata CASE-9?' },
      alerts: { name: 'las alertas', example: 'Muestra las alertas de ayer' },
      'settle an alert': { name: 'atender una alerta', example: 'Confirma ALR-204' },
      'act on a case': { name: 'actuar en un caso', example: 'Advierte a mallory por CASE-9' },
      incidents: { name: 'los incidentes', example: 'Muestra los incidentes abiertos' },
      'work on an incident': { name: 'trabajar en un incidente', example: 'Asigna INC-9 a Maria' },
      rules: { name: 'las reglas' },
      'propose a rule': {
        name: 'proponer una regla',
        example: 'Propón una regla: más de 10 accesos fallidos en 5 minutos',
      },
      'the security situation': { name: 'la situación de seguridad', example: 'Resume la semana pasada' },
      cameras: { name: 'las cámaras', example: 'Muéstrame la puerta principal' },
      'people on pictures': {
        name: 'las personas en las imágenes',
        example: '¿Cuándo se vio por última vez a Dana Whitfield?',
      },
      'bring logs in': { name: 'importar registros' },
      'who is here': { name: 'quién está' },
      channels: { name: 'los canales', example: '¿Qué canales reciben alertas?' },
      'members and keys': { name: 'los miembros y las claves' },
      'the audit log': { name: 'el registro de auditoría' },
      'system health': { name: 'el estado del sistema', example: '¿Funciona todo?' },
      'sign in': { name: 'iniciar sesión' },
    } as Record<string, TopicWords>,
  },
});

export const roleName = inEveryLanguage<Record<Role, string>>({
  en: { admin: 'admin', officer: 'security officer', moderator: 'moderator', manager: 'manager', employee: 'employee' },
  de: {
    admin: 'Admin',
    officer: 'Sicherheitsbeauftragte',
    moderator: 'Moderation',
    manager: 'Leitung',
    employee: 'Mitarbeit',
  },
  fr: {
    admin: 'administrateur',
    officer: 'responsable de la sécurité',
    moderator: 'modérateur',
    manager: 'manager',
    employee: 'employé',
  },
  es: {
    admin: 'administrador',
    officer: 'responsable de seguridad',
    moderator: 'moderador',
    manager: 'gerente',
    employee: 'empleado',
  },
});

/** One of several roles, to be asked. */
const asked = inEveryLanguage<{ or: string; roles: Record<Role, string> }>({
  en: {
    or: 'or',
    roles: {
      admin: 'an admin',
      officer: 'a security officer',
      moderator: 'a moderator',
      manager: 'a manager',
      employee: 'a colleague',
    },
  },
  de: {
    or: 'oder',
    roles: {
      admin: 'einen Admin',
      officer: 'die Sicherheitsbeauftragten',
      moderator: 'die Moderation',
      manager: 'die Leitung',
      employee: 'Kolleginnen und Kollegen',
    },
  },
  fr: {
    or: 'ou à',
    roles: {
      admin: 'un administrateur',
      officer: 'un responsable de la sécurité',
      moderator: 'un modérateur',
      manager: 'un manager',
      employee: 'un collègue',
    },
  },
  es: {
    or: 'o a',
    roles: {
      admin: 'un administrador',
      officer: 'un responsable de seguridad',
      moderator: 'un moderador',
      manager: 'un gerente',
      employee: 'un colega',
    },
  },
});

function anyOf(language: keyof typeof asked, roles: readonly Role[]): string {
  const words = asked[language];
  const list = roles.map((role) => words.roles[role]);
  return list.length > 1 ? `${list.slice(0, -1).join(', ')} ${words.or} ${list.at(-1)}` : (list[0] ?? '');
}
