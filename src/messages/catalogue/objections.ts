import type { IncidentStatus } from '../../domain/incident.ts';
import type { ModerationStep } from '../../domain/moderation.ts';
import type { Role } from '../../domain/role.ts';
import { inEveryLanguage } from './catalogue.ts';
import { moderationWords } from './moderation-case.ts';
import { refusalWords } from './refusals.ts';
import { terms } from './terms.ts';

/** What a button or a reference is of, in English. */
type Kind =
  | 'alert'
  | 'alerts'
  | 'answer'
  | 'appeal'
  | 'camera'
  | 'case'
  | 'channel'
  | 'incident'
  | 'person'
  | 'proposal'
  | 'rule'
  | null;

interface ObjectionWords {
  role: (role: Role, allowed: readonly Role[]) => string;
  /** To whoever is limited to some cameras. */
  someCameras: string;
  noSuch: (ref: string, kind?: Kind) => string;
  unknownButton: string;
  /** A button that does not say of what it is. */
  ofWhat: (what: string) => string;
  /** Of a field of a form; `what` is the validator’s word in English. */
  field: (label: string, what: string) => string;
  form: string;
  /** Of incidents. */
  openedAlready: (ref: string) => string;
  noSuchChange: (ref: string) => string;
  nothingToUndo: (ref: string) => string;
  undoneAlready: (what: string) => string;
  changedSince: (what: string, ref: string, how: string) => string;
  cannotBecome: (ref: string, from: IncidentStatus, to: IncidentStatus, next: readonly IncidentStatus[]) => string;
  belong: (pairs: readonly (readonly [string, string])[]) => string;
  noTask: (ref: string, number: number) => string;
  noTime: (text: string) => string;
  sayWho: string;
  nobody: (text: string) => string;
  several: (text: string, candidates: readonly string[]) => string;
  onlyMeMember: string;
  nobodyOnCall: string;
  mayNotSee: (name: string, role: Role, as?: 'assignee' | 'participant') => string;
  holdsRole: (name: string, role: 'commander' | 'scribe' | 'liaison', ref: string) => string;
  noRooms: string;
  roomOver: (ref: string, status: IncidentStatus) => string;
  noChannel: string;
  noRoom: (ref: string) => string;
  membersOnly: string;
  nothingToJoin: (ref: string) => string;
  notAsked: (ref: string) => string;
  /** Of rules. */
  noExamples: (ref: string) => string;
  noLogins: (from: string) => string;
  exampleThere: (rule: string, number: number, from: string) => string;
  examplesFull: (rule: string, most: number) => string;
  exampleFails: (rule: string, number: number, name: string, fires: boolean) => string;
  /** Of alerts. */
  settled: (ref: string) => string;
  tooWide: (ref: string) => string;
  bothNeeded: string;
  notOneAccount: (ref: string) => string;
  whoseAccount: (account: string) => string;
  noQuestion: string;
  onlyWhoWasAsked: string;
  noAnswer: string;
  asksNothing: string;
  /** Of moderation. */
  caseDismissed: (ref: string, by: string | null) => string;
  caseActedOn: (ref: string) => string;
  /** Where it cannot be opened again before that. */
  takeBackFirst: (ref: string) => string;
  nothingStands: (ref: string) => string;
  stepOff: (step: ModerationStep) => string;
  noMessages: string;
  noAccount: (ref: string) => string;
  twoPeople: string;
  somebodyElse: string;
  isProgram: string;
  isYou: string;
  doneToYou: string;
  noLower: (name: string, role: Role) => string;
  yourOwn: string;
  nobodyLeft: (name: string, ref: string) => string;
  notStored: (ref: string) => string;
  /** Of proposals. */
  decidedAlready: (ref: string) => string;
  onlyRules: string;
  /** Of a rule about people who are all forgotten. */
  watchesNobody: string;
  /** Of people and pictures. */
  otherFace: (ref: string) => string;
  saidNotThem: (ref: string) => string;
  onlyPicture: (ref: string) => string;
  notKept: string;
  noSuchPersonChange: string;
  takenBackAlready: (by: string) => string;
  laterFirst: (ref: string | null) => string;
}

const roleWord = (language: keyof typeof refusalWords, role: Role): string => refusalWords[language].role[role];
const rolesText = (language: keyof typeof refusalWords, roles: readonly Role[], or: string): string =>
  roles.map((role) => roleWord(language, role)).join(` ${or} `);

/** The validator’s English words for a field, in another language; what is not known there is only said to be wrong. */
const fieldIn =
  (words: { empty: string; missing: string; longest: (most: string) => string; oneOf: string; wrong: string }) =>
  (what: string): string => {
    const most = /^must have at most (\d+) characters$/.exec(what)?.[1];
    if (most) return words.longest(most);
    if (what === 'must not be empty') return words.empty;
    if (what === 'is missing') return words.missing;
    return /^must be .* or /.test(what) ? words.oneOf : words.wrong;
  };
const fieldDe = fieldIn({
  empty: 'darf nicht leer sein',
  missing: 'fehlt',
  longest: (most) => `darf höchstens ${most} Zeichen haben`,
  oneOf: 'muss eine der Möglichkeiten sein',
  wrong: 'ist nicht so, wie es sein muss',
});
const fieldFr = fieldIn({
  empty: 'ne doit pas être vide',
  missing: 'manque',
  longest: (most) => `doit avoir ${most} caractères au plus`,
  oneOf: 'doit être l’un des choix',
  wrong: 'n’est pas comme il faut',
});
const fieldEs = fieldIn({
  empty: 'no debe estar vacío',
  missing: 'falta',
  longest: (most) => `debe tener ${most} caracteres como máximo`,
  oneOf: 'debe ser una de las opciones',
  wrong: 'no está como debe estar',
});

/** Why a press or a form was not done, told to whoever pressed it. What people seldom meet stays in English where it is thrown. */
export const objectionWords = inEveryLanguage<ObjectionWords>({
  en: {
    role: (role, allowed) => `Your role (${role}) does not allow this; ask someone who is ${allowed.join(' or ')}.`,
    someCameras:
      'You see some of the cameras here, so what concerns people and cameras as a whole is not yours to change; ask an admin.',
    noSuch: (ref, kind = null) => `There is no ${kind ? `${kind} ` : ''}${ref}.`,
    unknownButton: 'SafeNest does not know this button.',
    ofWhat: (what) => `This button does not say ${what} it is for.`,
    field: (label, what) => `${label} ${what}.`,
    form: 'The input is not valid.',
    openedAlready: (ref) => `This was opened already, as ${ref}.`,
    noSuchChange: (ref) => `${ref} has no such change.`,
    nothingToUndo: (ref) => `There is nothing left to undo in ${ref}.`,
    undoneAlready: (what) => `“${what}” was undone already.`,
    changedSince: (what, ref, how) => `“${what}” cannot be undone: ${ref} was changed since, ${how}.`,
    cannotBecome: (ref, from, to, next) =>
      `${ref} is ${from}; from there it can become ${next.join(' or ')}, not ${to}.`,
    belong: (pairs) =>
      `${pairs
        .slice(0, 10)
        .map(([ref, incident]) => `${ref} belongs to ${incident}`)
        .join(', ')}${pairs.length > 10 ? `, and ${pairs.length - 10} more` : ''} already.`,
    noTask: (ref, number) => `${ref} has no task ${number}.`,
    noTime: (text) =>
      `I cannot read “${text}” as a time to come. Write for example “tomorrow noon”, “friday 17:00” or “2 hours”.`,
    sayWho: 'Say who: a name, an e-mail address, or me.',
    nobody: (text) => `Nobody here goes by “${text}”.`,
    several: (text, candidates) => `“${text}” could be ${candidates.join(', or ')}. Which one?`,
    onlyMeMember: 'Only a member can be “me”; say whose it should be.',
    nobodyOnCall: 'Nobody is on call now; an admin sets who takes turns on the page On call.',
    mayNotSee: (name, role, as = 'assignee') =>
      `${name} (${role}) may not see incidents, so ${as === 'assignee' ? 'none can be assigned to them' : 'they cannot take part in one'}.`,
    holdsRole: (name, role, ref) => `${name} is ${role} of ${ref}. Give that to somebody else first.`,
    noRooms: 'Incidents have no rooms of their own here: an admin turns them on, on the Channels page of the console.',
    roomOver: (ref, status) => `${ref} is ${status}: reopen it first, then open a room for it.`,
    noChannel:
      'There is no channel to open a room from: ask for it in a channel, or have one told of alerts (Channels page).',
    noRoom: (ref) => `${ref} has no room that can be joined.`,
    membersOnly: 'Only a member can join a room: sign in, or link your chat account.',
    nothingToJoin: (ref) => `No incident is being worked on that ${ref} could be added to. Open one for it.`,
    notAsked: (ref) => `You were not asked how handling ${ref} went.`,
    noExamples: (ref) => `${ref} takes no examples: only rules that look at each login do.`,
    noLogins: (from) =>
      `There are no logins behind “${from}”. Name an alert about logins or a login, like ALR-5 or LOG-7QK3M9.`,
    exampleThere: (rule, number, from) => `${from} is example ${number} of ${rule} already. Drop that one first.`,
    examplesFull: (rule, most) => `${rule} has ${most} examples, and no rule has more. Drop one first.`,
    exampleFails: (rule, number, name, fires) =>
      `Nothing was changed: ${rule} would ${fires ? 'no longer notice' : 'raise an alert for'} its example ${number}, “${name}”, which it should${fires ? '' : ' not'}. Change it otherwise, or drop the example on the rule’s page.`,
    settled: (ref) =>
      `${ref} is dealt with already; nothing of it is told. Reopen it first, or say that it is expected.`,
    tooWide: (ref) =>
      `${ref} is about more than one account and address, so nothing can be named as expected. Snooze it, or change its rule.`,
    bothNeeded:
      'Whatever the rule, both an account and an address have to be expected: else it would cover nearly anything.',
    notOneAccount: (ref) => `${ref} is not about the logins of one account, so there is nobody to ask.`,
    whoseAccount: (account) =>
      `No member is known whose account “${account}” is. Say whose it is under Members, Login accounts; then ask.`,
    noQuestion: 'There is no such question.',
    onlyWhoWasAsked: 'Only the person who was asked can answer this.',
    noAnswer: 'There is no such answer of yours; it may be older than answers are kept.',
    asksNothing: 'This answer does not ask whether something is solved.',
    caseDismissed: (ref, by) => `${ref} was dismissed${by ? ` by ${by}` : ''}. Take that back first.`,
    caseActedOn: (ref) => `Something was done about ${ref} already. Take that back first.`,
    takeBackFirst: (ref) => `Something was done about ${ref}. Take that back at its action.`,
    nothingStands: (ref) => `Nothing that was done about ${ref} stands.`,
    stepOff: (step) => `${moderationWords.en.steps[step]} is switched off in the policy.`,
    noMessages: 'None of these messages is there any more.',
    noAccount: (ref) => `Nobody of ${ref} has that account.`,
    twoPeople: 'Two people have to want this: a key or a program is none.',
    somebodyElse: 'Somebody else than who asked for it has to agree.',
    isProgram: 'That is a program, and none is moderated here. Remove it on its platform.',
    isYou: 'That is you. Somebody else has to decide about you.',
    doneToYou: 'It was done to you. Appeal, and somebody else looks at it.',
    noLower: (name, role) => `${name} is ${role} here, and stands no lower than you. Ask an admin.`,
    yourOwn: 'You did this yourself: somebody else decides about the appeal.',
    nobodyLeft: (name, ref) => `Without ${name} nobody is left whom ${ref} is about. Dismiss it instead.`,
    notStored: (ref) =>
      `The conversation of ${ref} is not stored any more, so it cannot be judged without them. Dismiss it, or take back what was done.`,
    decidedAlready: (ref) => `${ref} was decided already.`,
    watchesNobody:
      'Everybody this rule watched for was forgotten. Name somebody else in its settings; then it can be switched on.',
    onlyRules: 'Only proposals of rules can be changed here.',
    otherFace: (ref) => `Another face in this picture is ${ref}, and two faces are never one person.`,
    saidNotThem: (ref) => `It was said before that this is not ${ref}.`,
    onlyPicture: (ref) => `This is the only picture of ${ref}, so it is them by definition.`,
    notKept: 'This picture is no longer kept.',
    noSuchPersonChange: 'There is no such change any more.',
    takenBackAlready: (by) => `This was taken back already, by ${by}.`,
    laterFirst: (ref) =>
      ref
        ? `${ref} was changed after that. Take the later change back first.`
        : 'Some of these pictures were given to somebody else since. Take that back first.',
  },
  de: {
    role: (role, allowed) =>
      `Ihre Rolle (${roleWord('de', role)}) erlaubt das nicht; fragen Sie jemanden mit der Rolle ${rolesText('de', allowed, 'oder')}.`,
    someCameras:
      'Sie sehen hier nur einige der Kameras; was Personen und Kameras im Ganzen betrifft, ändern andere. Fragen Sie einen Admin.',
    noSuch: (ref) => `${ref} gibt es hier nicht.`,
    unknownButton: 'Diesen Knopf kennt SafeNest nicht.',
    ofWhat: () => 'Dieser Knopf sagt nicht, wofür er ist.',
    field: (label, what) => `„${label}“ ${fieldDe(what)}.`,
    form: 'Eine Angabe ist nicht so, wie sie sein muss.',
    openedAlready: (ref) => `Das ist schon eröffnet, als ${ref}.`,
    noSuchChange: (ref) => `Diese Änderung gibt es bei ${ref} nicht.`,
    nothingToUndo: (ref) => `Bei ${ref} gibt es nichts mehr zurückzunehmen.`,
    undoneAlready: (what) => `„${what}“ ist schon zurückgenommen.`,
    changedSince: (what, ref) => `„${what}“ lässt sich nicht zurücknehmen: ${ref} wurde seitdem anders geändert.`,
    cannotBecome: (ref, from, to) =>
      `${ref} ist ${terms.de.incidentStatus[from]}; von dort geht es nicht zu „${terms.de.incidentStatus[to]}“.`,
    belong: (pairs) =>
      `${pairs
        .slice(0, 10)
        .map(([ref, incident]) => `${ref} gehört schon zu ${incident}`)
        .join(', ')}${pairs.length > 10 ? ` und ${pairs.length - 10} weitere auch` : ''}.`,
    noTask: (ref, number) => `${ref} hat keine Aufgabe ${number}.`,
    noTime: (text) =>
      `„${text}“ kann ich nicht als künftige Zeit lesen. Schreiben Sie zum Beispiel „morgen mittag“, „Freitag 17:00“ oder „2 Stunden“.`,
    sayWho: 'Sagen Sie, wer: ein Name, eine E-Mail-Adresse oder „me“ für Sie selbst.',
    nobody: (text) => `Niemand hier heißt „${text}“.`,
    several: (text, candidates) => `„${text}“ kann ${candidates.join(' oder ')} sein. Wer ist gemeint?`,
    onlyMeMember: 'Nur ein Mitglied kann „me“ sein; sagen Sie, wer gemeint ist.',
    nobodyOnCall: 'Gerade hat niemand Bereitschaft; ein Admin legt auf der Seite „On call“ fest, wer sich abwechselt.',
    mayNotSee: (name, role) =>
      `${name} (${roleWord('de', role)}) darf keine Vorfälle sehen und kann an keinem mitarbeiten.`,
    holdsRole: (name, _role, ref) => `${name} hat bei ${ref} eine Rolle. Geben Sie die zuerst jemand anderem.`,
    noRooms:
      'Vorfälle haben hier keine eigenen Räume: Eine Administratorin oder ein Administrator schaltet sie in der Konsole auf der Seite der Kanäle ein.',
    roomOver: (ref, status) =>
      `${ref} ist ${terms.de.incidentStatus[status]}: Öffnen Sie es zuerst wieder, dann einen Raum dafür.`,
    noChannel:
      'Es gibt keinen Kanal, aus dem ein Raum eröffnet werden kann: Fragen Sie in einem Kanal danach, oder lassen Sie einem Alarme melden (Seite der Kanäle).',
    noRoom: (ref) => `${ref} hat keinen Raum, dem Sie beitreten können.`,
    membersOnly: 'Nur Mitglieder können einem Raum beitreten: Melden Sie sich an, oder verknüpfen Sie Ihr Chat-Konto.',
    nothingToJoin: (ref) => `An keinem Vorfall wird gearbeitet, zu dem ${ref} kommen könnte. Eröffnen Sie einen dafür.`,
    notAsked: (ref) => `Sie wurden nicht gefragt, wie die Bearbeitung von ${ref} lief.`,
    noExamples: (ref) => `${ref} nimmt keine Beispiele: Das tun nur Regeln, die jede Anmeldung ansehen.`,
    noLogins: (from) =>
      `Hinter „${from}“ stehen keine Anmeldungen. Nennen Sie einen Alarm zu Anmeldungen oder eine Anmeldung, etwa ALR-5 oder LOG-7QK3M9.`,
    exampleThere: (rule, number, from) => `${from} ist schon Beispiel ${number} von ${rule}. Entfernen Sie es zuerst.`,
    examplesFull: (rule, most) => `${rule} hat ${most} Beispiele, mehr hat keine Regel. Entfernen Sie zuerst eines.`,
    exampleFails: (rule, number, name, fires) =>
      `Nichts wurde geändert: ${rule} würde bei Beispiel ${number}, „${name}“, ${fires ? 'nicht mehr auslösen, soll es aber' : 'auslösen, soll es aber nicht'}. Ändern Sie die Regel anders, oder entfernen Sie das Beispiel auf ihrer Seite.`,
    settled: (ref) =>
      `${ref} ist schon erledigt; davon wird nichts gemeldet. Öffnen Sie es zuerst wieder, oder sagen Sie, dass es erwartet ist.`,
    tooWide: (ref) =>
      `${ref} betrifft mehr als ein Konto und eine Adresse; so lässt sich nichts als erwartet nennen. Lassen Sie es ruhen, oder ändern Sie die Regel.`,
    bothNeeded: 'Für jede Regel müssen ein Konto und eine Adresse erwartet sein: Sonst wäre fast alles damit gemeint.',
    notOneAccount: (ref) => `${ref} betrifft nicht die Anmeldungen eines einzigen Kontos; zu fragen ist also niemand.`,
    whoseAccount: (account) =>
      `Wessen Konto „${account}“ ist, ist nicht bekannt. Tragen Sie es bei den Mitgliedern unter den Anmeldekonten ein, dann fragen Sie.`,
    noQuestion: 'Diese Frage gibt es nicht.',
    onlyWhoWasAsked: 'Das kann nur beantworten, wer gefragt wurde.',
    noAnswer: 'Diese Antwort an Sie gibt es nicht; vielleicht ist sie älter, als Antworten aufbewahrt werden.',
    asksNothing: 'Diese Antwort fragt nicht, ob etwas gelöst ist.',
    caseDismissed: (ref, by) => `${ref} ist verworfen${by ? ` (${by})` : ''}. Nehmen Sie das zuerst zurück.`,
    caseActedOn: (ref) => `Bei ${ref} wurde schon etwas getan. Nehmen Sie das zuerst zurück.`,
    takeBackFirst: (ref) => `Bei ${ref} wurde etwas getan. Nehmen Sie die Maßnahme selbst zurück.`,
    nothingStands: (ref) => `Bei ${ref} ist nichts in Kraft, was getan wurde.`,
    stepOff: (step) => `„${moderationWords.de.steps[step]}“ ist in den Moderationsregeln abgeschaltet.`,
    noMessages: 'Keine dieser Nachrichten ist noch da.',
    noAccount: (ref) => `Dieses Konto gehört niemandem aus ${ref}.`,
    twoPeople: 'Das müssen zwei Menschen wollen: Ein Schlüssel oder ein Programm zählt nicht.',
    somebodyElse: 'Zustimmen muss jemand anderes, als wer darum gebeten hat.',
    isProgram: 'Das ist ein Programm, und hier wird keines moderiert. Entfernen Sie es auf seiner Plattform.',
    isYou: 'Das sind Sie. Über Sie muss jemand anderes entscheiden.',
    doneToYou: 'Das betrifft Sie selbst. Legen Sie Einspruch ein, dann sieht es sich jemand anderes an.',
    noLower: (name, role) =>
      `${name} hat hier die Rolle ${roleWord('de', role)} und steht nicht unter Ihnen. Fragen Sie eine Administratorin oder einen Administrator.`,
    yourOwn: 'Das haben Sie selbst getan: Über den Einspruch entscheidet jemand anderes.',
    nobodyLeft: (name, ref) => `Ohne ${name} bleibt niemand, um den es in ${ref} geht. Verwerfen Sie es stattdessen.`,
    notStored: (ref) =>
      `Das Gespräch zu ${ref} ist nicht mehr gespeichert und lässt sich nicht neu beurteilen. Verwerfen Sie es, oder nehmen Sie zurück, was getan wurde.`,
    decidedAlready: (ref) => `${ref} ist schon entschieden.`,
    watchesNobody:
      'Alle, auf die diese Regel achtete, wurden vergessen. Nennen Sie in ihren Einstellungen jemand anderen; dann lässt sie sich einschalten.',
    onlyRules: 'Nur Vorschläge für Regeln lassen sich hier ändern.',
    otherFace: (ref) => `Ein anderes Gesicht auf diesem Bild ist ${ref}; zwei Gesichter sind nie dieselbe Person.`,
    saidNotThem: (ref) => `Es wurde schon gesagt, dass das nicht ${ref} ist.`,
    onlyPicture: (ref) => `Das ist das einzige Bild von ${ref}, also ist es diese Person.`,
    notKept: 'Dieses Bild ist nicht mehr gespeichert.',
    noSuchPersonChange: 'Diese Änderung gibt es nicht mehr.',
    takenBackAlready: (by) => `Das ist schon zurückgenommen, von ${by}.`,
    laterFirst: (ref) =>
      ref
        ? `${ref} wurde danach geändert. Nehmen Sie zuerst die spätere Änderung zurück.`
        : 'Einige dieser Bilder gehören inzwischen zu jemand anderem. Nehmen Sie das zuerst zurück.',
  },
  fr: {
    role: (role, allowed) =>
      `Votre rôle (${roleWord('fr', role)}) ne le permet pas ; demandez à quelqu’un qui a le rôle ${rolesText('fr', allowed, 'ou')}.`,
    someCameras:
      'Vous ne voyez ici que certaines caméras ; ce qui touche l’ensemble des personnes et des caméras, un admin le change. Demandez-lui.',
    noSuch: (ref) => `${ref} n’existe pas ici.`,
    unknownButton: 'SafeNest ne connaît pas ce bouton.',
    ofWhat: () => 'Ce bouton ne dit pas à quoi il sert.',
    field: (label, what) => `« ${label} » ${fieldFr(what)}.`,
    form: 'Une valeur n’est pas comme il faut.',
    openedAlready: (ref) => `C’est déjà ouvert, sous ${ref}.`,
    noSuchChange: (ref) => `Ce changement n’existe pas dans ${ref}.`,
    nothingToUndo: (ref) => `Il n’y a plus rien à annuler dans ${ref}.`,
    undoneAlready: (what) => `« ${what} » est déjà annulé.`,
    changedSince: (what, ref) => `« ${what} » ne peut pas être annulé : ${ref} a changé autrement depuis.`,
    cannotBecome: (ref, from, to) =>
      `${ref} est ${terms.fr.incidentStatus[from]} ; de là, il ne peut pas passer à « ${terms.fr.incidentStatus[to]} ».`,
    belong: (pairs) =>
      `${pairs
        .slice(0, 10)
        .map(([ref, incident]) => `${ref} appartient déjà à ${incident}`)
        .join(', ')}${pairs.length > 10 ? ` et ${pairs.length - 10} autres aussi` : ''}.`,
    noTask: (ref, number) => `${ref} n’a pas de tâche ${number}.`,
    noTime: (text) =>
      `Je ne lis pas « ${text} » comme un moment à venir. Écrivez par exemple « demain midi », « vendredi 17:00 » ou « 2 heures ».`,
    sayWho: 'Dites qui : un nom, une adresse e-mail, ou « me » pour vous-même.',
    nobody: (text) => `Personne ici ne s’appelle « ${text} ».`,
    several: (text, candidates) => `« ${text} » peut être ${candidates.join(' ou ')}. Qui voulez-vous dire ?`,
    onlyMeMember: 'Seul un membre peut être « me » ; dites de qui il s’agit.',
    nobodyOnCall: 'Personne n’est de garde ; un administrateur règle les tours sur la page « On call ».',
    mayNotSee: (name, role) =>
      `${name} (${roleWord('fr', role)}) ne peut pas voir les incidents et ne peut donc participer à aucun.`,
    holdsRole: (name, _role, ref) => `${name} a un rôle dans ${ref}. Donnez-le d’abord à quelqu’un d’autre.`,
    noRooms:
      'Les incidents n’ont pas de salle ici : un administrateur les active dans la console, sur la page des canaux.',
    roomOver: (ref, status) =>
      `${ref} est ${terms.fr.incidentStatus[status]} : rouvrez-le d’abord, puis ouvrez une salle pour lui.`,
    noChannel:
      'Il n’y a aucun canal d’où ouvrir une salle : demandez-la dans un canal, ou faites signaler les alertes dans l’un d’eux (page des canaux).',
    noRoom: (ref) => `${ref} n’a pas de salle à rejoindre.`,
    membersOnly: 'Seul un membre peut rejoindre une salle : connectez-vous, ou liez votre compte de messagerie.',
    nothingToJoin: (ref) => `Aucun incident en cours ne peut recevoir ${ref}. Ouvrez-en un pour elle.`,
    notAsked: (ref) => `On ne vous a pas demandé comment s’est passé le traitement de ${ref}.`,
    noExamples: (ref) => `${ref} ne prend pas d’exemples : seules les règles qui regardent chaque connexion en ont.`,
    noLogins: (from) =>
      `Il n’y a pas de connexions derrière « ${from} ». Nommez une alerte de connexion ou une connexion, comme ALR-5 ou LOG-7QK3M9.`,
    exampleThere: (rule, number, from) => `${from} est déjà l’exemple ${number} de ${rule}. Retirez-le d’abord.`,
    examplesFull: (rule, most) =>
      `${rule} a ${most} exemples, et aucune règle n’en a davantage. Retirez-en un d’abord.`,
    exampleFails: (rule, number, name, fires) =>
      `Rien n’a été changé : ${rule} ${fires ? 'ne remarquerait plus' : 'lèverait une alerte pour'} son exemple ${number}, « ${name} », ce qu’elle ${fires ? 'doit' : 'ne doit pas'} faire. Changez-la autrement, ou retirez l’exemple sur sa page.`,
    settled: (ref) =>
      `${ref} est déjà réglée ; rien n’en est signalé. Rouvrez-la d’abord, ou dites qu’elle est attendue.`,
    tooWide: (ref) =>
      `${ref} concerne plus d’un compte et d’une adresse ; rien ne peut être dit attendu. Mettez-la en pause, ou modifiez sa règle.`,
    bothNeeded:
      'Pour toutes les règles, il faut attendre un compte et une adresse : sinon, presque tout serait couvert.',
    notOneAccount: (ref) => `${ref} ne porte pas sur les connexions d’un seul compte ; il n’y a personne à interroger.`,
    whoseAccount: (account) =>
      `On ne sait pas à qui est le compte « ${account} ». Indiquez-le parmi les membres, sous les comptes de connexion, puis demandez.`,
    noQuestion: 'Cette question n’existe pas.',
    onlyWhoWasAsked: 'Seule la personne interrogée peut répondre.',
    noAnswer: 'Cette réponse à vous n’existe pas ; elle est peut-être plus ancienne que ce qui est conservé.',
    asksNothing: 'Cette réponse ne demande pas si quelque chose est résolu.',
    caseDismissed: (ref, by) => `${ref} est classé sans suite${by ? ` (${by})` : ''}. Annulez cela d’abord.`,
    caseActedOn: (ref) => `Quelque chose a déjà été fait pour ${ref}. Annulez cela d’abord.`,
    takeBackFirst: (ref) => `Quelque chose a été fait pour ${ref}. Annulez la mesure elle-même.`,
    nothingStands: (ref) => `Rien de ce qui a été fait pour ${ref} n’est en vigueur.`,
    stepOff: (step) => `« ${moderationWords.fr.steps[step]} » est désactivé dans la politique de modération.`,
    noMessages: 'Aucun de ces messages n’existe encore.',
    noAccount: (ref) => `Personne dans ${ref} n’a ce compte.`,
    twoPeople: 'Deux personnes doivent le vouloir : une clé ou un programme n’en est pas une.',
    somebodyElse: 'Quelqu’un d’autre que l’auteur de la demande doit être d’accord.',
    isProgram: 'C’est un programme, et aucun n’est modéré ici. Retirez-le sur sa plateforme.',
    isYou: 'C’est vous. Quelqu’un d’autre doit décider à votre sujet.',
    doneToYou: 'Cela vous concerne. Faites appel, et quelqu’un d’autre le regardera.',
    noLower: (name, role) =>
      `${name} a ici le rôle ${roleWord('fr', role)} et n’est pas en dessous de vous. Demandez à un administrateur.`,
    yourOwn: 'Vous l’avez fait vous-même : quelqu’un d’autre décide de l’appel.',
    nobodyLeft: (name, ref) => `Sans ${name}, il ne reste personne dont parle ${ref}. Classez-le plutôt sans suite.`,
    notStored: (ref) =>
      `La conversation de ${ref} n’est plus conservée et ne peut être jugée de nouveau. Classez-le sans suite, ou annulez ce qui a été fait.`,
    decidedAlready: (ref) => `${ref} est déjà décidée.`,
    watchesNobody:
      'Toutes les personnes que cette règle guettait ont été oubliées. Indiquez quelqu’un d’autre dans ses réglages pour pouvoir l’activer.',
    onlyRules: 'Seules les propositions de règles se modifient ici.',
    otherFace: (ref) => `Un autre visage de cette image est ${ref}, et deux visages ne sont jamais une seule personne.`,
    saidNotThem: (ref) => `Il a déjà été dit que ce n’est pas ${ref}.`,
    onlyPicture: (ref) => `C’est la seule image de ${ref} : c’est donc cette personne.`,
    notKept: 'Cette image n’est plus conservée.',
    noSuchPersonChange: 'Ce changement n’existe plus.',
    takenBackAlready: (by) => `C’est déjà annulé, par ${by}.`,
    laterFirst: (ref) =>
      ref
        ? `${ref} a changé après cela. Annulez d’abord le changement plus récent.`
        : 'Certaines de ces images sont depuis à quelqu’un d’autre. Annulez cela d’abord.',
  },
  es: {
    role: (role, allowed) =>
      `Su función (${roleWord('es', role)}) no lo permite; pida a alguien con la función ${rolesText('es', allowed, 'o')}.`,
    someCameras:
      'Usted solo ve aquí algunas de las cámaras; lo que afecta a todas las personas y cámaras lo cambia un admin. Pídaselo.',
    noSuch: (ref) => `${ref} no existe aquí.`,
    unknownButton: 'SafeNest no conoce este botón.',
    ofWhat: () => 'Este botón no dice para qué es.',
    field: (label, what) => `«${label}» ${fieldEs(what)}.`,
    form: 'Un valor no está como debe estar.',
    openedAlready: (ref) => `Ya está abierto, como ${ref}.`,
    noSuchChange: (ref) => `Ese cambio no existe en ${ref}.`,
    nothingToUndo: (ref) => `En ${ref} ya no queda nada que deshacer.`,
    undoneAlready: (what) => `«${what}» ya está deshecho.`,
    changedSince: (what, ref) => `«${what}» no se puede deshacer: ${ref} cambió de otro modo desde entonces.`,
    cannotBecome: (ref, from, to) =>
      `${ref} está ${terms.es.incidentStatus[from]}; desde ahí no puede pasar a «${terms.es.incidentStatus[to]}».`,
    belong: (pairs) =>
      `${pairs
        .slice(0, 10)
        .map(([ref, incident]) => `${ref} ya pertenece a ${incident}`)
        .join(', ')}${pairs.length > 10 ? ` y ${pairs.length - 10} más también` : ''}.`,
    noTask: (ref, number) => `${ref} no tiene tarea ${number}.`,
    noTime: (text) =>
      `No leo «${text}» como un momento futuro. Escriba por ejemplo «mañana mediodía», «viernes 17:00» o «2 horas».`,
    sayWho: 'Diga quién: un nombre, una dirección de correo, o «me» para usted.',
    nobody: (text) => `Nadie aquí se llama «${text}».`,
    several: (text, candidates) => `«${text}» puede ser ${candidates.join(' o ')}. ¿Quién?`,
    onlyMeMember: 'Solo un miembro puede ser «me»; diga de quién se trata.',
    nobodyOnCall: 'Nadie está de guardia ahora; un administrador ajusta los turnos en la página «On call».',
    mayNotSee: (name, role) =>
      `${name} (${roleWord('es', role)}) no puede ver incidentes, así que no puede participar en ninguno.`,
    holdsRole: (name, _role, ref) => `${name} tiene una función en ${ref}. Désela primero a otra persona.`,
    noRooms:
      'Los incidentes no tienen sala aquí: un administrador las activa en la consola, en la página de los canales.',
    roomOver: (ref, status) =>
      `${ref} está ${terms.es.incidentStatus[status]}: reábralo primero y luego abra una sala para él.`,
    noChannel:
      'No hay ningún canal desde el que abrir una sala: pídala en un canal, o haga que en uno se avisen las alertas (página de los canales).',
    noRoom: (ref) => `${ref} no tiene sala en la que entrar.`,
    membersOnly: 'Solo un miembro puede entrar en una sala: inicie sesión, o vincule su cuenta de chat.',
    nothingToJoin: (ref) => `No hay ningún incidente en curso al que añadir ${ref}. Abra uno para ella.`,
    notAsked: (ref) => `No se le preguntó cómo fue el tratamiento de ${ref}.`,
    noExamples: (ref) => `${ref} no admite ejemplos: solo las reglas que miran cada inicio de sesión.`,
    noLogins: (from) =>
      `No hay inicios de sesión detrás de «${from}». Nombre una alerta de inicios de sesión o uno de ellos, como ALR-5 o LOG-7QK3M9.`,
    exampleThere: (rule, number, from) => `${from} ya es el ejemplo ${number} de ${rule}. Quítelo primero.`,
    examplesFull: (rule, most) => `${rule} tiene ${most} ejemplos, y ninguna regla tiene más. Quite uno primero.`,
    exampleFails: (rule, number, name, fires) =>
      `No se cambió nada: ${rule} ${fires ? 'ya no notaría' : 'daría una alerta por'} su ejemplo ${number}, «${name}», y ${fires ? 'debe hacerlo' : 'no debe'}. Cámbiela de otro modo o quite el ejemplo en su página.`,
    settled: (ref) => `${ref} ya está resuelta; no se avisa nada. Reábrala primero, o diga que es esperada.`,
    tooWide: (ref) =>
      `${ref} trata de más de una cuenta y dirección; no se puede decir qué es lo esperado. Póngala en pausa, o cambie su regla.`,
    bothNeeded: 'Para cualquier regla hay que esperar una cuenta y una dirección: si no, abarcaría casi todo.',
    notOneAccount: (ref) => `${ref} no trata de los inicios de sesión de una sola cuenta; no hay a quién preguntar.`,
    whoseAccount: (account) =>
      `No se sabe de quién es la cuenta «${account}». Indíquelo entre los miembros, en las cuentas de inicio de sesión, y luego pregunte.`,
    noQuestion: 'Esa pregunta no existe.',
    onlyWhoWasAsked: 'Solo puede responder quien fue preguntado.',
    noAnswer: 'Esa respuesta a usted no existe; quizá es más antigua de lo que se guarda.',
    asksNothing: 'Esta respuesta no pregunta si algo está resuelto.',
    caseDismissed: (ref, by) => `${ref} está descartado${by ? ` (${by})` : ''}. Deshaga eso primero.`,
    caseActedOn: (ref) => `Ya se hizo algo con ${ref}. Deshaga eso primero.`,
    takeBackFirst: (ref) => `Se hizo algo con ${ref}. Deshaga la medida misma.`,
    nothingStands: (ref) => `Nada de lo que se hizo con ${ref} está vigente.`,
    stepOff: (step) => `«${moderationWords.es.steps[step]}» está desactivado en la política de moderación.`,
    noMessages: 'Ninguno de esos mensajes sigue ahí.',
    noAccount: (ref) => `Nadie de ${ref} tiene esa cuenta.`,
    twoPeople: 'Dos personas tienen que quererlo: una clave o un programa no lo es.',
    somebodyElse: 'Tiene que estar de acuerdo alguien distinto de quien lo pidió.',
    isProgram: 'Es un programa, y aquí no se modera ninguno. Quítelo en su plataforma.',
    isYou: 'Es usted. Otra persona tiene que decidir sobre usted.',
    doneToYou: 'Se le hizo a usted. Apele, y otra persona lo mirará.',
    noLower: (name, role) =>
      `${name} tiene aquí la función ${roleWord('es', role)} y no está por debajo de usted. Pida a un administrador.`,
    yourOwn: 'Lo hizo usted: otra persona decide sobre la apelación.',
    nobodyLeft: (name, ref) => `Sin ${name} no queda nadie de quien trate ${ref}. Descártelo en su lugar.`,
    notStored: (ref) =>
      `La conversación de ${ref} ya no se guarda y no se puede juzgar de nuevo. Descártelo, o deshaga lo que se hizo.`,
    decidedAlready: (ref) => `${ref} ya está decidida.`,
    watchesNobody:
      'Todas las personas que esta regla vigilaba fueron olvidadas. Indique a otra persona en sus ajustes y podrá activarla.',
    onlyRules: 'Aquí solo se cambian propuestas de reglas.',
    otherFace: (ref) => `Otra cara de esta imagen es ${ref}, y dos caras nunca son una sola persona.`,
    saidNotThem: (ref) => `Ya se dijo que no es ${ref}.`,
    onlyPicture: (ref) => `Es la única imagen de ${ref}, así que es esa persona.`,
    notKept: 'Esta imagen ya no se guarda.',
    noSuchPersonChange: 'Ese cambio ya no existe.',
    takenBackAlready: (by) => `Ya lo deshizo ${by}.`,
    laterFirst: (ref) =>
      ref
        ? `${ref} cambió después. Deshaga primero el cambio posterior.`
        : 'Algunas de estas imágenes son desde entonces de otra persona. Deshaga eso primero.',
  },
});
