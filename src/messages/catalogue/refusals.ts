import type { Role } from '../../domain/role.ts';
import { inEveryLanguage } from './catalogue.ts';
import { listText } from './terms.ts';

/** What may be refused to a role, or not be set up. */
export type Matter =
  | 'logs'
  | 'login_log'
  | 'alerts'
  | 'changing_alerts'
  | 'opening_incidents'
  | 'incidents'
  | 'changing_incidents'
  | 'health'
  | 'help'
  | 'guide'
  | 'comparing'
  | 'history'
  | 'proposing_rules'
  | 'recommending_rules'
  | 'deciding_rules'
  | 'rules'
  | 'proposals'
  | 'summaries'
  | 'people'
  | 'members'
  | 'channels'
  | 'on_call'
  | 'audit'
  | 'cameras'
  | 'switching_cameras'
  | 'moderation'
  | 'notes'
  | 'messages'
  | 'that';

interface RefusalWords {
  matters: Record<Matter, string>;
  roles: Record<Role, string>;
  /** A role itself, as in "your role (…)". */
  role: Record<Role, string>;
  refused: (role: string, matter: string, who: string) => string;
  notHere: (matter: string) => string;
  noSuch: (ref: string) => string;
  /** A thing is asked for its account or address, and has none, or too many. */
  namesNo: (ref: string, what: 'account' | 'address') => string;
  namesMany: (ref: string, most: number, what: 'account' | 'address') => string;
  ownIncidents: string;
  searchFor: Record<'alert' | 'incident' | 'proposal' | 'rule', string>;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const isMany = (matter: string): boolean => /s$/.test(matter) && !/^(?:\w+ing\b|the list of\b)/.test(matter);

/** Why something is not done for someone: their role, or that it is not set up. */
export const refusalWords = inEveryLanguage<RefusalWords>({
  en: {
    matters: {
      logs: 'the logs',
      login_log: 'the login log',
      alerts: 'alerts',
      changing_alerts: 'changing alerts',
      opening_incidents: 'opening incidents',
      incidents: 'incidents',
      changing_incidents: 'changing incidents',
      health: 'system health',
      help: 'help',
      guide: 'the guide',
      comparing: 'comparing incidents',
      history: 'the history',
      proposing_rules: 'proposing rules',
      recommending_rules: 'recommending rules',
      deciding_rules: 'deciding on rules',
      rules: 'the rules',
      proposals: 'proposals',
      summaries: 'security summaries',
      people: 'recognising people',
      members: 'the list of members',
      channels: 'which channels are told of what',
      on_call: 'who is on call',
      audit: 'the audit log',
      cameras: 'cameras',
      switching_cameras: 'switching cameras',
      moderation: 'moderation',
      notes: 'call notes',
      messages: 'messages of channels',
      that: 'that',
    },
    roles: {
      admin: 'an admin',
      officer: 'an officer',
      moderator: 'a moderator',
      manager: 'a manager',
      employee: 'an employee',
    },
    role: { admin: 'admin', officer: 'officer', moderator: 'moderator', manager: 'manager', employee: 'employee' },
    noSuch: (ref) => `I find no ${ref} in your organisation.`,
    namesNo: (ref, what) => `${ref} names no ${what}.`,
    namesMany: (ref, most, what) =>
      `${ref} is about more than ${most} ${what === 'account' ? 'accounts' : 'addresses'}; say which one you mean.`,
    ownIncidents: 'You can open the incidents you reported yourself.',
    searchFor: {
      alert: 'Search alerts to see which there are.',
      incident: 'Search incidents to see which there are.',
      proposal: 'Ask for the proposals to see which there are.',
      rule: 'Ask for the rules to see which there are.',
    },
    refused: (role, matter, who) =>
      `Your role (${role}) does not allow that: ${matter} ${isMany(matter) ? 'are' : 'is'} for ${who || 'nobody'}. Please ask one of them.`,
    notHere: (matter) =>
      `${capital(matter)} ${isMany(matter) ? 'are' : 'is'} not set up here yet, so I can't answer that.`,
  },
  de: {
    matters: {
      logs: 'die Logs lesen',
      login_log: 'das Anmeldeprotokoll lesen',
      alerts: 'Alarme lesen',
      changing_alerts: 'Alarme ändern',
      opening_incidents: 'Vorfälle eröffnen',
      incidents: 'Vorfälle lesen',
      changing_incidents: 'Vorfälle ändern',
      health: 'den Systemzustand sehen',
      help: 'Hilfe',
      guide: 'das Handbuch lesen',
      comparing: 'Vorfälle vergleichen',
      history: 'die Geschichte',
      proposing_rules: 'Regeln vorschlagen',
      recommending_rules: 'Regeln empfehlen lassen',
      deciding_rules: 'über Regeln entscheiden',
      rules: 'die Regeln lesen',
      proposals: 'Vorschläge lesen',
      summaries: 'die Sicherheitslage sehen',
      people: 'Personen erkennen',
      members: 'die Mitglieder sehen',
      channels: 'sehen, welche Kanäle wovon erfahren',
      on_call: 'die Bereitschaft einsehen',
      audit: 'das Prüfprotokoll lesen',
      cameras: 'Kameras ansehen',
      switching_cameras: 'Kameras schalten',
      moderation: 'moderieren',
      notes: 'Gesprächsnotizen lesen',
      messages: 'Nachrichten aus Kanälen lesen',
      that: 'das',
    },
    roles: {
      admin: 'Admins',
      officer: 'Sicherheitsbeauftragte',
      moderator: 'die Moderation',
      manager: 'die Leitung',
      employee: 'alle Beschäftigten',
    },
    role: {
      admin: 'Admin',
      officer: 'Sicherheitsbeauftragte',
      moderator: 'Moderation',
      manager: 'Leitung',
      employee: 'Mitarbeit',
    },
    noSuch: (ref) => `${ref} finde ich in Ihrer Organisation nicht.`,
    namesNo: (ref, what) => `${ref} nennt ${what === 'account' ? 'kein Konto' : 'keine Adresse'}.`,
    namesMany: (ref, most, what) =>
      `${ref} betrifft mehr als ${most} ${what === 'account' ? 'Konten' : 'Adressen'}; sagen Sie, welche gemeint ist.`,
    ownIncidents: 'Sie können die Vorfälle öffnen, die Sie selbst gemeldet haben.',
    searchFor: {
      alert: 'Fragen Sie nach den Alarmen, um zu sehen, welche es gibt.',
      incident: 'Fragen Sie nach den Vorfällen, um zu sehen, welche es gibt.',
      proposal: 'Fragen Sie nach den Vorschlägen, um zu sehen, welche es gibt.',
      rule: 'Fragen Sie nach den Regeln, um zu sehen, welche es gibt.',
    },
    refused: (role, matter, who) =>
      `Ihre Rolle (${role}) erlaubt das nicht: ${capital(matter)} dürfen ${who || 'nur andere'}. Bitte fragen Sie dort nach.`,
    notHere: (matter) => `Das ist hier noch nicht eingerichtet (${matter}), darauf kann ich also nicht antworten.`,
  },
  fr: {
    matters: {
      logs: 'consulter les journaux',
      login_log: 'consulter le journal des connexions',
      alerts: 'consulter les alertes',
      changing_alerts: 'modifier des alertes',
      opening_incidents: 'ouvrir des incidents',
      incidents: 'consulter les incidents',
      changing_incidents: 'modifier des incidents',
      health: 'consulter l’état du système',
      help: 'l’aide',
      guide: 'lire le guide',
      comparing: 'comparer des incidents',
      history: 'l’historique',
      proposing_rules: 'proposer des règles',
      recommending_rules: 'demander des recommandations de règles',
      deciding_rules: 'décider des règles',
      rules: 'consulter les règles',
      proposals: 'consulter les propositions',
      summaries: 'consulter les bilans de sécurité',
      people: 'reconnaître des personnes',
      members: 'consulter les membres',
      channels: 'voir de quoi les canaux sont informés',
      on_call: 'voir qui est d’astreinte',
      audit: 'lire le journal d’audit',
      cameras: 'consulter les caméras',
      switching_cameras: 'allumer ou éteindre des caméras',
      moderation: 'modérer',
      notes: 'lire les notes d’appel',
      messages: 'lire les messages des canaux',
      that: 'cela',
    },
    roles: {
      admin: 'un administrateur',
      officer: 'un responsable de la sécurité',
      moderator: 'un modérateur',
      manager: 'un manager',
      employee: 'un employé',
    },
    role: {
      admin: 'administrateur',
      officer: 'responsable de la sécurité',
      moderator: 'modérateur',
      manager: 'manager',
      employee: 'employé',
    },
    noSuch: (ref) => `Je ne trouve pas ${ref} dans votre organisation.`,
    namesNo: (ref, what) => `${ref} ne nomme ${what === 'account' ? 'aucun compte' : 'aucune adresse'}.`,
    namesMany: (ref, most, what) =>
      `${ref} concerne plus de ${most} ${what === 'account' ? 'comptes' : 'adresses'} ; dites de quoi vous parlez.`,
    ownIncidents: 'Vous pouvez ouvrir les incidents que vous avez signalés vous-même.',
    searchFor: {
      alert: 'Demandez les alertes pour voir lesquelles existent.',
      incident: 'Demandez les incidents pour voir lesquels existent.',
      proposal: 'Demandez les propositions pour voir lesquelles existent.',
      rule: 'Demandez les règles pour voir lesquelles existent.',
    },
    refused: (role, matter, who) =>
      `Votre rôle (${role}) ne le permet pas : ${matter} revient à ${who || 'd’autres'}. Adressez-vous à l’un d’eux.`,
    notHere: (matter) => `Cela n’est pas encore installé ici (${matter}) ; je ne peux donc pas y répondre.`,
  },
  es: {
    matters: {
      logs: 'consultar los registros',
      login_log: 'consultar el registro de inicios de sesión',
      alerts: 'consultar las alertas',
      changing_alerts: 'cambiar alertas',
      opening_incidents: 'abrir incidentes',
      incidents: 'consultar incidentes',
      changing_incidents: 'cambiar incidentes',
      health: 'consultar el estado del sistema',
      help: 'la ayuda',
      guide: 'leer la guía',
      comparing: 'comparar incidentes',
      history: 'el historial',
      proposing_rules: 'proponer reglas',
      recommending_rules: 'pedir recomendaciones de reglas',
      deciding_rules: 'decidir sobre reglas',
      rules: 'consultar las reglas',
      proposals: 'consultar las propuestas',
      summaries: 'consultar los resúmenes de seguridad',
      people: 'reconocer personas',
      members: 'consultar los miembros',
      channels: 'ver qué recibe cada canal',
      on_call: 'ver quién está de guardia',
      audit: 'leer el registro de auditoría',
      cameras: 'consultar las cámaras',
      switching_cameras: 'encender o apagar cámaras',
      moderation: 'moderar',
      notes: 'leer las notas de llamadas',
      messages: 'leer los mensajes de los canales',
      that: 'eso',
    },
    roles: {
      admin: 'un administrador',
      officer: 'un responsable de seguridad',
      moderator: 'un moderador',
      manager: 'un gerente',
      employee: 'un empleado',
    },
    role: {
      admin: 'administrador',
      officer: 'responsable de seguridad',
      moderator: 'moderador',
      manager: 'gerente',
      employee: 'empleado',
    },
    noSuch: (ref) => `No encuentro ${ref} en su organización.`,
    namesNo: (ref, what) => `${ref} no nombra ${what === 'account' ? 'ninguna cuenta' : 'ninguna dirección'}.`,
    namesMany: (ref, most, what) =>
      `${ref} trata de más de ${most} ${what === 'account' ? 'cuentas' : 'direcciones'}; diga a cuál se refiere.`,
    ownIncidents: 'Puede abrir los incidentes que usted mismo reportó.',
    searchFor: {
      alert: 'Busque las alertas para ver cuáles hay.',
      incident: 'Busque los incidentes para ver cuáles hay.',
      proposal: 'Busque las propuestas para ver cuáles hay.',
      rule: 'Busque las reglas para ver cuáles hay.',
    },
    refused: (role, matter, who) =>
      `Su rol (${role}) no lo permite: ${matter} corresponde a ${who || 'otros'}. Pregunte a uno de ellos.`,
    notHere: (matter) => `Eso todavía no está configurado aquí (${matter}), así que no puedo responder.`,
  },
});

/** The sentence that names who may. */
export const roleRefusalText = (
  matter: Matter,
  role: Role,
  roles: readonly Role[],
  language: keyof typeof refusalWords,
): string => {
  const words = refusalWords[language];
  const who = listText(
    roles.map((one) => words.roles[one]),
    language,
    'or',
  );
  return words.refused(words.role[role], words.matters[matter], who);
};
