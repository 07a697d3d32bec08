import type { AlertStatus } from '../../domain/alert.ts';
import { inEveryLanguage } from './catalogue.ts';
import { terms } from './terms.ts';

interface NotSureWords {
  /** What was asked of a thing was not understood; what is known of it follows. */
  notSure: (what: string) => string;
  /** The same where somebody or something was to be judged. */
  noJudge: (what: string) => string;
  /** What was said is no question, and nothing is done with it. */
  remark: string;
  /** Of several alerts and incidents, who has them: `refs` as they are cited. */
  nobodyYet: (refs: string, count: number) => string;
  nobodyOf: (refs: string) => string;
  acknowledged: (who: string, refs: string) => string;
  settled: (who: string, refs: string, status: AlertStatus) => string;
  worksOn: (who: string, refs: string) => string;
  noneSettled: string;
  reason: (refs: string, text: string) => string;
  noReason: (refs: string) => string;
  /** Whether somebody may do what was asked; `what`: alerts, incidents … */
  may: (who: string, role: string, isChange: boolean, what: string) => string;
  mayNot: (who: string, role: string, isChange: boolean, what: string, roles: string) => string;
  /** “should I say yes to them?” */
  yourDecision: string;
  /** No alert of an account says whether it was them. */
  notKnownWhether: (who: string) => string;
  /** Whoever was asked about is not told of by a picture's event. */
  whoIsMeant: string;
}

/** What is said where a question was not understood but something is named, and to questions for a yes, a no or a judgement. */
export const notSureWords = inEveryLanguage<NotSureWords>({
  en: {
    notSure: (what) => `I am not sure what you want to know about ${what}; this is what I know.`,
    noJudge: (what) => `I cannot judge ${what} for you; this is what I know.`,
    remark: 'I take that as a remark: nothing is looked up, kept or changed by it.',
    nobodyYet: (refs, count) => `Nobody yet: ${refs} ${count === 1 ? 'is' : 'are'} open.`,
    nobodyOf: (refs) => `Nobody has taken up ${refs}.`,
    acknowledged: (who, refs) => `${who} has acknowledged ${refs}.`,
    settled: (who, refs, status) => `${who} marked ${refs} as ${terms.en.alertStatus[status]}.`,
    worksOn: (who, refs) => `${who} works on ${refs}.`,
    noneSettled: 'Nobody did: all of them are still open.',
    reason: (refs, text) => `The reason given for ${refs}: ${text}.`,
    noReason: (refs) => `No reason was written down for ${refs}.`,
    may: (who, role, isChange, what) => `Yes: ${who} is ${role} and may ${isChange ? 'change' : 'see'} ${what}.`,
    mayNot: (who, role, isChange, what, roles) =>
      `No: ${who} is ${role} and may not ${isChange ? 'change' : 'see'} ${what}; these roles may: ${roles}.`,
    yourDecision:
      'Whether to say yes is yours: each card says what its rule would have caught. Ask “what would PROP-… have caught?”, with its number.',
    notKnownWhether: (who) => `Whether it was ${who} is not known: no alert about that asks whoever has the account.`,
    whoIsMeant: 'I cannot tell whom you mean; this is whom the cameras saw with it.',
  },
  de: {
    notSure: (what) => `Was Sie zu ${what} wissen möchten, habe ich nicht sicher verstanden; das ist mir bekannt.`,
    noJudge: (what) => `Ein Urteil über ${what} kann ich Ihnen nicht abnehmen; das ist mir bekannt.`,
    remark: 'Das verstehe ich als Bemerkung: Nachgesehen, festgehalten oder geändert wird dadurch nichts.',
    nobodyYet: (refs, count) => `Noch niemand: ${refs} ${count === 1 ? 'ist' : 'sind'} offen.`,
    nobodyOf: (refs) => `Um ${refs} hat sich noch niemand gekümmert.`,
    acknowledged: (who, refs) => `${who} hat ${refs} bestätigt.`,
    settled: (who, refs, status) => `${who} hat ${refs} eingestuft als: ${terms.de.alertStatus[status]}.`,
    worksOn: (who, refs) => `${who} arbeitet an ${refs}.`,
    noneSettled: 'Niemand: Alle sind noch offen.',
    reason: (refs, text) => `Der Grund zu ${refs}: ${text}.`,
    noReason: (refs) => `Zu ${refs} wurde kein Grund festgehalten.`,
    may: (who, role, isChange, what) =>
      `Ja: ${who} hat die Rolle ${role} und darf ${what} ${isChange ? 'ändern' : 'sehen'}.`,
    mayNot: (who, role, isChange, what, roles) =>
      `Nein: ${who} hat die Rolle ${role} und darf ${what} nicht ${isChange ? 'ändern' : 'sehen'}; das dürfen diese Rollen: ${roles}.`,
    yourDecision:
      'Ob Sie zustimmen, entscheiden Sie: Auf jeder Karte steht, was die Regel gefunden hätte. Fragen Sie „was hätte PROP-… gefunden?“, mit der Nummer.',
    notKnownWhether: (who) => `Ob es ${who} war, ist nicht bekannt: Es gibt dazu keinen Alarm, bei dem gefragt würde.`,
    whoIsMeant: 'Wen Sie meinen, kann ich nicht sagen; diese Personen haben die Kameras damit gesehen.',
  },
  fr: {
    notSure: (what) => `Je ne suis pas sûr de ce que vous voulez savoir sur ${what} ; voici ce que je sais.`,
    noJudge: (what) => `Je ne peux pas juger ${what} à votre place ; voici ce que je sais.`,
    remark: 'Je prends cela pour une remarque : rien n’est cherché, noté ni modifié.',
    nobodyYet: (refs, count) => `Personne pour l’instant : ${refs} ${count === 1 ? 'reste' : 'restent'} en attente.`,
    nobodyOf: (refs) => `Personne ne s’est chargé de ${refs}.`,
    acknowledged: (who, refs) => `${who} a pris connaissance de ${refs}.`,
    settled: (who, refs, status) => `${who} a classé ${refs} ainsi : ${terms.fr.alertStatus[status]}.`,
    worksOn: (who, refs) => `${who} travaille sur ${refs}.`,
    noneSettled: 'Personne : toutes sont encore ouvertes.',
    reason: (refs, text) => `Raison donnée pour ${refs} : ${text}.`,
    noReason: (refs) => `Aucune raison n’a été notée pour ${refs}.`,
    may: (who, role, isChange, what) =>
      `Oui : ${who} a le rôle ${role} et peut ${isChange ? 'modifier' : 'voir'} ${what}.`,
    mayNot: (who, role, isChange, what, roles) =>
      `Non : ${who} a le rôle ${role} et ne peut pas ${isChange ? 'modifier' : 'voir'} ${what} ; ces rôles le peuvent : ${roles}.`,
    yourDecision:
      'C’est à vous de décider : chaque carte dit ce que la règle aurait trouvé. Demandez « qu’aurait trouvé PROP-… ? », avec son numéro.',
    notKnownWhether: (who) => `On ne sait pas si c’était ${who} : aucune alerte à ce sujet ne permet de le demander.`,
    whoIsMeant: 'Je ne sais pas de qui vous parlez ; voici qui les caméras ont vu avec.',
  },
  es: {
    notSure: (what) => `No estoy seguro de qué quiere saber sobre ${what}; esto es lo que sé.`,
    noJudge: (what) => `No puedo juzgar ${what} por usted; esto es lo que sé.`,
    remark: 'Lo tomo como un comentario: no se busca, anota ni cambia nada.',
    nobodyYet: (refs, count) => `Nadie todavía: ${refs} ${count === 1 ? 'está pendiente' : 'están pendientes'}.`,
    nobodyOf: (refs) => `Nadie se ha encargado de ${refs}.`,
    acknowledged: (who, refs) => `${who} ha confirmado ${refs}.`,
    settled: (who, refs, status) => `${who} marcó ${refs} como: ${terms.es.alertStatus[status]}.`,
    worksOn: (who, refs) => `${who} trabaja en ${refs}.`,
    noneSettled: 'Nadie: todas siguen abiertas.',
    reason: (refs, text) => `El motivo dado para ${refs}: ${text}.`,
    noReason: (refs) => `No se anotó ningún motivo para ${refs}.`,
    may: (who, role, isChange, what) =>
      `Sí: ${who} tiene el rol ${role} y puede ${isChange ? 'cambiar' : 'ver'} ${what}.`,
    mayNot: (who, role, isChange, what, roles) =>
      `No: ${who} tiene el rol ${role} y no puede ${isChange ? 'cambiar' : 'ver'} ${what}; estos roles pueden: ${roles}.`,
    yourDecision:
      'La decisión es suya: cada tarjeta dice qué habría encontrado la regla. Pregunte «¿qué habría encontrado PROP-…?», con su número.',
    notKnownWhether: (who) => `No se sabe si fue ${who}: ninguna alerta sobre ello permite preguntarlo.`,
    whoIsMeant: 'No sé a quién se refiere; estas son las personas que las cámaras vieron con ello.',
  },
});

/** What may be seen or changed. */
export const notSureThings = inEveryLanguage<
  Record<'alerts' | 'incidents' | 'cameras' | 'cases' | 'rules' | 'logins', string>
>({
  en: {
    alerts: 'alerts',
    incidents: 'incidents',
    cameras: 'cameras',
    cases: 'moderation cases',
    rules: 'rules',
    logins: 'logins',
  },
  de: {
    alerts: 'Alarme',
    incidents: 'Vorfälle',
    cameras: 'Kameras',
    cases: 'Moderationsfälle',
    rules: 'Regeln',
    logins: 'Anmeldungen',
  },
  fr: {
    alerts: 'les alertes',
    incidents: 'les incidents',
    cameras: 'les caméras',
    cases: 'les cas de modération',
    rules: 'les règles',
    logins: 'les connexions',
  },
  es: {
    alerts: 'las alertas',
    incidents: 'los incidentes',
    cameras: 'las cámaras',
    cases: 'los casos de moderación',
    rules: 'las reglas',
    logins: 'los inicios de sesión',
  },
});
