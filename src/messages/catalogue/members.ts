import type { Role } from '../../domain/role.ts';
import { inEveryLanguage } from './catalogue.ts';
import { numberText } from './terms.ts';

interface MemberWords {
  roles: Record<Role, [one: string, many: string]>;
  total: (active: number, inactive: number) => string;
  withRole: (count: number, role: string) => string;
  is: (name: string, role: string, active: boolean) => string;
  /** An account that begins like a name that was asked for; `last`: when it was seen last. */
  account: (account: string, events: number, last: string | null) => string;
  nobody: (name: string) => string;
  more: (count: number) => string;
  page: string;
}

/** Who the members are. */
export const memberWords = inEveryLanguage<MemberWords>({
  en: {
    roles: {
      admin: ['admin', 'admins'],
      officer: ['officer', 'officers'],
      moderator: ['moderator', 'moderators'],
      manager: ['manager', 'managers'],
      employee: ['employee', 'employees'],
    },
    total: (active, inactive) =>
      `${active} ${active === 1 ? 'member' : 'members'}${inactive > 0 ? `, and ${inactive} whose access is switched off` : ''}`,
    withRole: (count, role) => `${count} ${role}`,
    is: (name, role, active) => `${name} is a member: ${role}${active ? '' : ', access switched off'}.`,
    account: (account, events, last) =>
      `The account “${account}” is in ${numberText(events, 'en')} ${events === 1 ? 'entry' : 'entries'} of the login log${last ? `, last ${last}` : ''}.`,
    nobody: (name) => `No member is called “${name}”. Recognising other people is not set up here.`,
    more: (count) => `… and ${count} more.`,
    page: 'All of them: the page /members.',
  },
  de: {
    roles: {
      admin: ['Admin', 'Admins'],
      officer: ['Sicherheitsbeauftragte', 'Sicherheitsbeauftragte'],
      moderator: ['Moderation', 'Moderation'],
      manager: ['Leitung', 'Leitung'],
      employee: ['Mitarbeit', 'Mitarbeit'],
    },
    total: (active, inactive) =>
      `${active} ${active === 1 ? 'Mitglied' : 'Mitglieder'}${inactive > 0 ? `, dazu ${inactive} mit abgeschaltetem Zugang` : ''}`,
    withRole: (count, role) => `${count} mit der Rolle ${role}`,
    is: (name, role, active) => `${name} ist Mitglied: ${role}${active ? '' : ', Zugang abgeschaltet'}.`,
    account: (account, events, last) =>
      `Das Konto „${account}“ steht in ${numberText(events, 'de')} ${events === 1 ? 'Eintrag' : 'Einträgen'} des Anmeldeprotokolls${last ? `, zuletzt ${last}` : ''}.`,
    nobody: (name) => `Kein Mitglied heißt „${name}“. Andere Personen zu erkennen ist hier nicht eingerichtet.`,
    more: (count) => `… und ${count} weitere.`,
    page: 'Alle stehen auf der Seite /members.',
  },
  fr: {
    roles: {
      admin: ['administrateur', 'administrateurs'],
      officer: ['responsable de la sécurité', 'responsables de la sécurité'],
      moderator: ['modérateur', 'modérateurs'],
      manager: ['manager', 'managers'],
      employee: ['employé', 'employés'],
    },
    total: (active, inactive) =>
      `${active} ${active === 1 ? 'membre' : 'membres'}${inactive > 0 ? `, et ${inactive} dont l’accès est désactivé` : ''}`,
    withRole: (count, role) => `${count} ${role}`,
    is: (name, role, active) => `${name} est membre : ${role}${active ? '' : ', accès désactivé'}.`,
    account: (account, events, last) =>
      `Le compte « ${account} » figure dans ${numberText(events, 'fr')} ${events === 1 ? 'entrée' : 'entrées'} du journal des connexions${last ? `, la dernière ${last}` : ''}.`,
    nobody: (name) => `Aucun membre ne s’appelle « ${name} ». Reconnaître d’autres personnes n’est pas installé ici.`,
    more: (count) => `… et ${count} de plus.`,
    page: 'Tous figurent sur la page /members.',
  },
  es: {
    roles: {
      admin: ['administrador', 'administradores'],
      officer: ['responsable de seguridad', 'responsables de seguridad'],
      moderator: ['moderador', 'moderadores'],
      manager: ['gerente', 'gerentes'],
      employee: ['empleado', 'empleados'],
    },
    total: (active, inactive) =>
      `${active} ${active === 1 ? 'miembro' : 'miembros'}${inactive > 0 ? `, y ${inactive} con el acceso desactivado` : ''}`,
    withRole: (count, role) => `${count} ${role}`,
    is: (name, role, active) => `${name} es miembro: ${role}${active ? '' : ', acceso desactivado'}.`,
    account: (account, events, last) =>
      `La cuenta «${account}» está en ${numberText(events, 'es')} ${events === 1 ? 'entrada' : 'entradas'} del registro de accesos${last ? `, la última ${last}` : ''}.`,
    nobody: (name) => `Ningún miembro se llama «${name}». Reconocer a otras personas no está configurado aquí.`,
    more: (count) => `… y ${count} más.`,
    page: 'Todos están en la página /members.',
  },
});
