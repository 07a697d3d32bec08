import type { Language } from '../../domain/language.ts';
import type { RuleState } from '../../domain/rule.ts';
import type { Severity } from '../../domain/severity.ts';
import { inEveryLanguage } from './catalogue.ts';
import { terms } from './terms.ts';

interface RuleWords {
  states: Record<RuleState, string>;
  open: string;
  allRules: string;
  listTitle: (count: number) => string;
  /** How many are on, drafts, and off. */
  counts: (active: number, drafts: number, off: number) => string;
  noneSuch: (state: RuleState | 'off') => string;
  /** Which raised most alerts in 30 days, each with how many. */
  loudest: (rules: string) => string;
  /** How many watch nothing. */
  offCounts: (retired: number, drafts: number) => string;
  /** Why one watches nothing: who switched it off or drafted it, and the proposal that would switch it on. */
  whyOff: (state: RuleState, who: string, when: string, proposal: string | null) => string;
  /** How many rules that are on raised nothing in so many days. */
  silent: (count: number, days: number) => string;
  activity: (alerts: number, falseAlarms: number, days: number) => string;
  more: (count: number) => string;
  /** Where rules of one kind were asked for and there is none: all follow. */
  noneOfKind: string;
  waitingForYou: (count: number) => string;
  drafted: (rule: string, words: string, proposal: string) => string;
  changed: (title: string, proposal: string) => string;
  /** Of the asker's own proposal that waited with another severity. */
  replaces: (proposal: string, severity: Severity | null) => string;
  /** Who changed a rule last, and when. */
  changedBy: (who: string, when: string) => string;
  alertsOnly: string;
  example: (title: string, time: string, log: string) => string;
  pressButton: string;
  othersDecide: (roles: string) => string;
  waitsAlready: (proposal: string, who: string, when: string) => string;
  waits: (proposal: string, title: string) => string;
  covered: (rule: string, words: string) => string;
  /** A rule of the kind is there: it would be changed. */
  changesExisting: (rule: string) => string;
  rejected: (ref: string, who: string | null, when: string | null, note: string | null) => string;
  approved: (ref: string, who: string | null, when: string | null, outcome: string) => string;
  expired: (ref: string) => string;
  superseded: (ref: string, why: string) => string;
  insist: string;
  noMfa: string;
  noSimilarity: string;
  nothingWaits: string;
  waitList: (count: number) => string;
  waitLine: (proposal: string, title: string, who: string, when: string) => string;
  onlyButtons: string;
  known: (alerts: number, falseAlarms: number) => string;
  recommended: (count: number, logins: number, days: number) => string;
  recommendTitle: string;
  wouldRaise: (alerts: number, perWeek: number) => string;
  reasons: {
    gap: string;
    countries: (percent: number, countries: string, elsewhere: number) => string;
    hours: (percent: number, from: string, to: string) => string;
    noisy: (alerts: number, falseAlarms: number, from: number, to: number) => string;
    repeats: (alerts: number, repeated: number, from: number, to: number) => string;
    egress: (network: string, accounts: number, from: number, to: number) => string;
    incidents: (alerts: number, became: number, severity: string) => string;
    unusual: (logins: number, confirmed: number) => string;
    secondFactor: (accounts: number, alerts: number, without: number) => string;
  };
  /** How bad, as it is said of an alert. */
  severity: (severity: Severity) => string;
  /** Before the references that a reason stands on. */
  standsOn: string;
  pressPropose: string;
  nothingToRecommend: (tried: number, logins: number, days: number) => string;
  /** Why nothing came of those that were tried; empty where neither holds of any. */
  whyNothing: (silent: number, noisy: number, bearable: number) => string;
  noLogins: string;
  /** Of what would be recommended, so much waits for a decision; the list follows. */
  recommendedBefore: (count: number) => string;
  rejectedBefore: (count: number) => string;
  /** There is nothing left to try. */
  everythingWatched: string;
}

/** What is said of rules: proposed, recommended and listed. */
export const ruleWords = inEveryLanguage<RuleWords>({
  en: {
    states: { draft: 'draft', active: 'on', rejected: 'rejected', retired: 'off' },
    open: 'Open',
    allRules: 'All rules',
    listTitle: (count) => `${count} ${count === 1 ? 'rule' : 'rules'}`,
    counts: (active, drafts, off) =>
      `${active} ${active === 1 ? 'rule is' : 'rules are'} on${drafts > 0 ? `, ${drafts} ${drafts === 1 ? 'is a draft' : 'are drafts'}` : ''}${off > 0 ? `, ${off} ${off === 1 ? 'is' : 'are'} off` : ''}.`,
    silent: (count, days) =>
      count === 0
        ? `Every rule that is on raised an alert in ${days} days.`
        : `${count} ${count === 1 ? 'rule that is on has' : 'rules that are on have'} raised no alert in ${days} days. That may be good news, or a rule that looks for nothing you have.`,
    loudest: (rules) => `Most alerts in 30 days: ${rules}.`,
    offCounts: (retired, drafts) =>
      `${retired === 0 ? 'No rule was switched off' : `${retired} ${retired === 1 ? 'rule was' : 'rules were'} switched off`}; ${drafts} ${drafts === 1 ? 'is a draft and watches' : 'are drafts and watch'} nothing yet.`,
    whyOff: (state, who, when, proposal) =>
      state === 'draft'
        ? `a draft, never switched on; ${proposal === null ? 'needs an admin to check its settings and switch it on' : `waits for [${proposal}]`}`
        : `switched off by ${who}, ${when}`,
    noneSuch: (state) =>
      `No rule is ${{ draft: 'a draft', active: 'on', rejected: 'rejected', retired: 'off', off: 'off' }[state]}.`,
    activity: (alerts, falseAlarms, days) =>
      alerts === 0
        ? `no alert in ${days} days`
        : `${alerts} ${alerts === 1 ? 'alert' : 'alerts'} in ${days} days${falseAlarms > 0 ? `, ${falseAlarms} of them false` : ''}`,
    more: (count) => `… and ${count} more on the page /rules.`,
    noneOfKind: 'There is no rule of that kind. All there are:',
    waitingForYou: (count) =>
      `${count} ${count === 1 ? 'proposal waits' : 'proposals wait'} for your button: “what is waiting for approval?”`,
    drafted: (rule, words, proposal) => `Drafted as [${rule}] “${words}” and proposed as [${proposal}].`,
    changedBy: (who, when) => `Last changed by ${who}, ${when}.`,
    changed: (title, proposal) => `Proposed as [${proposal}]: ${title}.`,
    replaces: (proposal, severity) =>
      `It takes the place of ${proposal}, which is withdrawn${severity ? `; its severity is ${terms.en.severity[severity]}` : ''}.`,
    alertsOnly: 'SafeNest alerts, it does not block: the rule tells you at once and stops nobody.',
    example: (title, time, log) => `For example “${title}” [${log}], ${time}.`,
    pressButton: 'Next: press Approve or Reject on its card. Until then nothing changes.',
    othersDecide: (roles) => `It changes nothing until ${roles} approves it.`,
    waitsAlready: (proposal, who, when) =>
      `[${proposal}] proposes this already: asked by ${who}, ${when}; it still waits.`,
    waits: (proposal, title) => `[${proposal}] waits for approval: ${title}.`,
    changesExisting: (rule) => `[${rule}] looks at hours already, so its hours would change; I made no second rule.`,
    covered: (rule, words) => `[${rule}] does that already: “${words}”. I made no second one.`,
    rejected: (ref, who, when, note) =>
      `[${ref}] was rejected${who ? ` by ${who}` : ''}${when ? `, ${when}` : ''}${note ? `: “${note}”` : ''}. I made no new one.`,
    approved: (ref, who, when, outcome) =>
      `[${ref}] was approved${who ? ` by ${who}` : ''}${when ? `, ${when}` : ''}. ${outcome}`,
    expired: (ref) => `[${ref}] was not decided in time and expired. Nothing was changed.`,
    superseded: (ref, why) => `[${ref}] was not carried out: ${why}. Nothing was changed.`,
    insist: 'To have it looked at once more, say it with “again”: “propose again …”.',
    noMfa:
      'I cannot require a second factor: SafeNest reads sign-ins, it does not make them. Switch it on where people sign in. What I can do is propose a rule that notices who signs in without one, where logins say so: name the accounts, as in “warn us when dana, sam or admin* signs in without a second factor”.',
    noSimilarity:
      'There is no similarity threshold to change: recognising people is not set up here. I stored nothing. What I can propose are rules about sign-ins: failures, countries, devices, hours and travel.',
    nothingWaits: 'Nothing waits for approval.',
    waitList: (count) => `${count} ${count === 1 ? 'proposal waits' : 'proposals wait'} for approval:`,
    waitLine: (proposal, title, who, when) => `[${proposal}] ${title} (asked by ${who}, ${when})`,
    onlyButtons: 'I decide nothing myself: press Approve or Reject on its card.',
    known: (alerts, falseAlarms) =>
      `${alerts} of them stand on logins that raised an alert anyway${falseAlarms > 0 ? `, ${falseAlarms} called a false alarm` : ''}.`,
    recommended: (count, logins, days) =>
      `${count} ${count === 1 ? 'recommendation' : 'recommendations'}, from ${num('en', logins)} logins of ${days === 1 ? 'the last day' : `the last ${days} days`}:`,
    recommendTitle: 'Recommended rules',
    wouldRaise: (alerts, perWeek) =>
      `would have raised ${num('en', alerts)} ${alerts === 1 ? 'alert' : 'alerts'} (${perWeek < 1 ? 'less than 1' : `about ${num('en', perWeek)}`} a week)`,
    reasons: {
      gap: 'no active rule looks for this',
      countries: (percent, countries, elsewhere) =>
        `${num('en', percent)} % of your sign-ins come from ${countries}, ${num('en', elsewhere)} from elsewhere`,
      hours: (percent, from, to) => `${num('en', percent)} % of your sign-ins fall between ${from} and ${to}`,
      noisy: (alerts, falseAlarms, from, to) =>
        `${falseAlarms} of its ${alerts} alerts were false alarms; ${to} instead of ${from} would have been raised`,
      repeats: (alerts, repeated, from, to) =>
        `${repeated} of its ${alerts} alerts repeat one of the day before; with a longer pause ${to} instead of ${from} would have been raised`,
      egress: (network, accounts, from, to) =>
        `${accounts} accounts sign in from ${network}, a way out they share; ${to} instead of ${from} alerts would have been raised`,
      incidents: (alerts, became, severity) =>
        `people made ${became} of its ${alerts} alerts part of incidents, so they would be told as ${severity}`,
      unusual: (logins, confirmed) =>
        `${num('en', logins)} logins stood out and no alert told of them${confirmed > 0 ? `; people confirmed ${num('en', confirmed)} of them` : ''}`,
      secondFactor: (accounts, alerts, without) =>
        `${accounts} ${accounts === 1 ? 'account' : 'accounts'} that ${num('en', alerts)} alerts about guessed or stolen passwords named signed in ${num('en', without)} ${without === 1 ? 'time' : 'times'} without a second factor`,
    },
    severity: (severity) => terms.en.severity[severity],
    standsOn: 'What this stands on',
    pressPropose: 'Next: press Propose under one of them; it is then put up for approval.',
    nothingToRecommend: (tried, logins, days) =>
      `Nothing to recommend: I tried ${tried} further ${tried === 1 ? 'rule' : 'rules'} on ${num('en', logins)} logins of ${days === 1 ? 'the last day' : `the last ${days} days`}.`,
    whyNothing: (silent, noisy, bearable) =>
      sentence([
        silent > 0 && `${silent} would have raised nothing`,
        noisy > 0 && `${noisy} ${silent > 0 ? '' : 'would have raised '}more than ${bearable} alerts a week`,
      ]),
    noLogins: 'Nothing to recommend yet: there are no logins to learn from. Send or import some first.',
    recommendedBefore: (count) =>
      count === 1
        ? '1 recommendation waits for a decision already; decide on it first:'
        : `${count} recommendations wait for a decision already; decide on them first:`,
    rejectedBefore: (count) =>
      `${count} ${count === 1 ? 'recommendation was' : 'recommendations were'} rejected before, and nothing that speaks for ${count === 1 ? 'it' : 'them'} has changed since.`,
    everythingWatched: 'Nothing to recommend: all that I would look for is watched for already.',
  },
  de: {
    states: { draft: 'Entwurf', active: 'aktiv', rejected: 'abgelehnt', retired: 'aus' },
    open: 'Öffnen',
    allRules: 'Alle Regeln',
    listTitle: (count) => `${count} ${count === 1 ? 'Regel' : 'Regeln'}`,
    counts: (active, drafts, off) =>
      `${active} ${active === 1 ? 'Regel ist' : 'Regeln sind'} aktiv${drafts > 0 ? `, ${drafts} ${drafts === 1 ? 'ist ein Entwurf' : 'sind Entwürfe'}` : ''}${off > 0 ? `, ${off} ${off === 1 ? 'ist' : 'sind'} aus` : ''}.`,
    silent: (count, days) =>
      count === 0
        ? `Jede aktive Regel hat in ${days} Tagen einen Alarm ausgelöst.`
        : `${count} ${count === 1 ? 'aktive Regel hat' : 'aktive Regeln haben'} in ${days} Tagen keinen Alarm ausgelöst. Das kann gut sein, oder die Regel sucht etwas, das es hier nicht gibt.`,
    loudest: (rules) => `Die meisten Alarme in 30 Tagen: ${rules}.`,
    offCounts: (retired, drafts) =>
      `${retired === 0 ? 'Keine Regel wurde abgeschaltet' : `${retired} ${retired === 1 ? 'Regel wurde' : 'Regeln wurden'} abgeschaltet`}; ${drafts} ${drafts === 1 ? 'ist ein Entwurf und achtet' : 'sind Entwürfe und achten'} noch auf nichts.`,
    whyOff: (state, who, when, proposal) =>
      state === 'draft'
        ? `Entwurf, nie eingeschaltet; ${proposal === null ? 'ein Administrator muss die Einstellungen prüfen und sie einschalten' : `wartet auf [${proposal}]`}`
        : `abgeschaltet von ${who}, ${when}`,
    noneSuch: (state) =>
      `Keine Regel ist ${{ draft: 'ein Entwurf', active: 'aktiv', rejected: 'abgelehnt', retired: 'ausgeschaltet', off: 'ausgeschaltet' }[state]}.`,
    activity: (alerts, falseAlarms, days) =>
      alerts === 0
        ? `kein Alarm in ${days} Tagen`
        : `${alerts} ${alerts === 1 ? 'Alarm' : 'Alarme'} in ${days} Tagen${falseAlarms > 0 ? `, davon ${falseAlarms} falsch` : ''}`,
    more: (count) => `… und ${count} weitere auf der Seite /rules.`,
    noneOfKind: 'Eine solche Regel gibt es nicht. Alle, die es gibt:',
    waitingForYou: (count) =>
      `${count} ${count === 1 ? 'Vorschlag wartet' : 'Vorschläge warten'} auf Ihre Entscheidung: „Was wartet auf Freigabe?“`,
    drafted: (rule, words, proposal) => `Entworfen als [${rule}] „${words}“ und vorgeschlagen als [${proposal}].`,
    changedBy: (who, when) => `Zuletzt geändert von ${who}, ${when}.`,
    changed: (title, proposal) => `Vorgeschlagen als [${proposal}]: ${title}.`,
    replaces: (proposal, severity) =>
      `Er ersetzt ${proposal}, der zurückgezogen ist${severity ? `; Schweregrad ${terms.de.severity[severity]}` : ''}.`,
    alertsOnly: 'SafeNest meldet, es sperrt nicht: Die Regel sagt Ihnen sofort Bescheid und hält niemanden auf.',
    example: (title, time, log) => `Zum Beispiel „${title}“ [${log}], ${time}.`,
    pressButton: 'Nächster Schritt: „Freigeben“ oder „Ablehnen“ auf der Karte. Bis dahin ändert sich nichts.',
    othersDecide: (roles) => `Es ändert sich nichts, bis ${roles} zustimmt.`,
    waitsAlready: (proposal, who, when) =>
      `[${proposal}] schlägt das schon vor: gefragt hat ${who}, ${when}; die Entscheidung steht noch aus.`,
    waits: (proposal, title) => `[${proposal}] wartet auf Freigabe: ${title}.`,
    changesExisting: (rule) =>
      `[${rule}] achtet schon auf Uhrzeiten: Ihre Zeiten würden geändert, eine zweite Regel gibt es nicht.`,
    covered: (rule, words) => `[${rule}] tut das bereits: „${words}“. Ich habe keine zweite angelegt.`,
    rejected: (ref, who, when, note) =>
      `[${ref}] wurde${who ? ` von ${who}` : ''}${when ? ` (${when})` : ''} abgelehnt${note ? `: „${note}“` : ''}. Ich habe nichts Neues angelegt.`,
    approved: (ref, who, when, outcome) =>
      `[${ref}] wurde${who ? ` von ${who}` : ''}${when ? ` (${when})` : ''} freigegeben. ${outcome}`,
    expired: (ref) =>
      `Über [${ref}] wurde nicht rechtzeitig entschieden; der Vorschlag ist abgelaufen. Es wurde nichts geändert.`,
    superseded: (ref, why) => `[${ref}] wurde nicht ausgeführt: ${why}. Es wurde nichts geändert.`,
    insist: 'Soll noch einmal darüber entschieden werden, sagen Sie es mit „erneut“: „schlage erneut vor …“.',
    noMfa:
      'Einen zweiten Faktor kann ich nicht erzwingen: SafeNest liest Anmeldungen, es führt sie nicht durch. Schalten Sie ihn dort ein, wo man sich anmeldet. Vorschlagen kann ich eine Regel, die bemerkt, wer sich ohne ihn anmeldet, wo die Anmeldungen das sagen: Nennen Sie die Konten, etwa „warne uns, wenn sich dana, sam oder admin* ohne zweiten Faktor anmeldet“.',
    noSimilarity:
      'Es gibt keine Ähnlichkeitsschwelle zu ändern: Das Erkennen von Personen ist hier nicht eingerichtet. Ich habe nichts gespeichert. Vorschlagen kann ich Regeln zu Anmeldungen: Fehlversuche, Länder, Geräte, Zeiten und Reisen.',
    nothingWaits: 'Nichts wartet auf Freigabe.',
    waitList: (count) => `${count} ${count === 1 ? 'Vorschlag wartet' : 'Vorschläge warten'} auf Freigabe:`,
    waitLine: (proposal, title, who, when) => `[${proposal}] ${title} (von ${who}, ${when})`,
    onlyButtons: 'Ich entscheide nichts selbst: Drücken Sie „Freigeben“ oder „Ablehnen“ auf der Karte.',
    known: (alerts, falseAlarms) =>
      `${alerts} davon beruhen auf Anmeldungen, die ohnehin einen Alarm ausgelöst haben${falseAlarms > 0 ? `, ${falseAlarms} als Fehlalarm eingestuft` : ''}.`,
    recommended: (count, logins, days) =>
      `${count} ${count === 1 ? 'Empfehlung' : 'Empfehlungen'} aus ${num('de', logins)} Anmeldungen ${days === 1 ? 'des letzten Tages' : `der letzten ${days} Tage`}:`,
    recommendTitle: 'Empfohlene Regeln',
    wouldRaise: (alerts, perWeek) =>
      `hätte ${num('de', alerts)} ${alerts === 1 ? 'Alarm' : 'Alarme'} ausgelöst (${perWeek < 1 ? 'weniger als 1' : `etwa ${num('de', perWeek)}`} pro Woche)`,
    reasons: {
      gap: 'keine aktive Regel sucht danach',
      countries: (percent, countries, elsewhere) =>
        `${num('de', percent)} % Ihrer Anmeldungen kommen aus ${countries}, ${num('de', elsewhere)} von anderswo`,
      hours: (percent, from, to) => `${num('de', percent)} % Ihrer Anmeldungen fallen zwischen ${from} und ${to} Uhr`,
      noisy: (alerts, falseAlarms, from, to) =>
        `${falseAlarms} ihrer ${alerts} Alarme waren Fehlalarme; ${to} statt ${from} wären ausgelöst worden`,
      repeats: (alerts, repeated, from, to) =>
        `${repeated} ihrer ${alerts} Alarme wiederholen einen vom Tag davor; mit längerer Pause wären ${to} statt ${from} ausgelöst worden`,
      egress: (network, accounts, from, to) =>
        `${accounts} Konten melden sich aus ${network} an, einem gemeinsamen Ausgang; ${to} statt ${from} Alarme wären ausgelöst worden`,
      incidents: (alerts, became, severity) =>
        `${became} ihrer ${alerts} Alarme wurden Teil von Vorfällen; sie würden mit dem Schweregrad ${severity} gemeldet`,
      unusual: (logins, confirmed) =>
        `${num('de', logins)} Anmeldungen fielen auf, ohne dass ein Alarm sie meldete${confirmed > 0 ? `; ${num('de', confirmed)} davon wurden bestätigt` : ''}`,
      secondFactor: (accounts, alerts, without) =>
        `${accounts} ${accounts === 1 ? 'Konto, das' : 'Konten, die'} in ${num('de', alerts)} Alarmen zu geratenen oder gestohlenen Passwörtern ${accounts === 1 ? 'steht, meldete' : 'stehen, meldeten'} sich ${num('de', without)}-mal ohne zweiten Faktor an`,
    },
    severity: (severity) => terms.de.severity[severity],
    standsOn: 'Worauf das beruht',
    pressPropose: 'Nächster Schritt: „Vorschlagen“ unter einer davon; dann wird darüber entschieden.',
    nothingToRecommend: (tried, logins, days) =>
      `Nichts zu empfehlen: Ich habe ${tried} weitere ${tried === 1 ? 'Regel' : 'Regeln'} an ${num('de', logins)} Anmeldungen ${days === 1 ? 'des letzten Tages' : `der letzten ${days} Tage`} erprobt.`,
    whyNothing: (silent, noisy, bearable) =>
      sentence([
        silent > 0 && `${silent} ${silent === 1 ? 'hätte' : 'hätten'} nichts ausgelöst`,
        noisy > 0 &&
          (silent > 0
            ? `${noisy} mehr als ${bearable} Alarme pro Woche`
            : `${noisy} ${noisy === 1 ? 'hätte' : 'hätten'} mehr als ${bearable} Alarme pro Woche ausgelöst`),
      ]),
    noLogins:
      'Noch nichts zu empfehlen: Es gibt keine Anmeldungen, aus denen sich lernen ließe. Senden oder importieren Sie zuerst welche.',
    recommendedBefore: (count) =>
      count === 1
        ? '1 Empfehlung wartet schon auf eine Entscheidung; entscheiden Sie zuerst darüber:'
        : `${count} Empfehlungen warten schon auf eine Entscheidung; entscheiden Sie zuerst darüber:`,
    rejectedBefore: (count) =>
      `${count} ${count === 1 ? 'Empfehlung wurde' : 'Empfehlungen wurden'} früher abgelehnt, und was dafür spricht, hat sich seither nicht geändert.`,
    everythingWatched: 'Nichts zu empfehlen: Auf alles, wonach ich sehen würde, wird schon geachtet.',
  },
  fr: {
    states: { draft: 'brouillon', active: 'active', rejected: 'rejetée', retired: 'désactivée' },
    open: 'Ouvrir',
    allRules: 'Toutes les règles',
    listTitle: (count) => `${count} ${count === 1 ? 'règle' : 'règles'}`,
    counts: (active, drafts, off) =>
      `${active} ${active === 1 ? 'règle est active' : 'règles sont actives'}${drafts > 0 ? `, ${drafts} en brouillon` : ''}${off > 0 ? `, ${off} ${off === 1 ? 'désactivée' : 'désactivées'}` : ''}.`,
    silent: (count, days) =>
      count === 0
        ? `Chaque règle active a déclenché une alerte en ${days} jours.`
        : `${count} ${count === 1 ? 'règle active n’a' : 'règles actives n’ont'} déclenché aucune alerte en ${days} jours. C’est peut-être bon signe, ou la règle cherche ce que vous n’avez pas.`,
    loudest: (rules) => `Le plus d’alertes en 30 jours : ${rules}.`,
    offCounts: (retired, drafts) =>
      `${retired === 0 ? 'Aucune règle n’a été désactivée' : `${retired} ${retired === 1 ? 'règle a été désactivée' : 'règles ont été désactivées'}`} ; ${drafts} ${drafts === 1 ? 'est un brouillon et ne surveille' : 'sont des brouillons et ne surveillent'} encore rien.`,
    whyOff: (state, who, when, proposal) =>
      state === 'draft'
        ? `brouillon, jamais activé ; ${proposal === null ? 'un administrateur doit vérifier ses réglages et l’activer' : `attend [${proposal}]`}`
        : `désactivée par ${who}, ${when}`,
    noneSuch: (state) =>
      `Aucune règle n’est ${{ draft: 'en brouillon', active: 'active', rejected: 'rejetée', retired: 'désactivée', off: 'désactivée' }[state]}.`,
    activity: (alerts, falseAlarms, days) =>
      alerts === 0
        ? `aucune alerte en ${days} jours`
        : `${alerts} ${alerts === 1 ? 'alerte' : 'alertes'} en ${days} jours${falseAlarms > 0 ? `, dont ${falseAlarms} ${falseAlarms === 1 ? 'fausse' : 'fausses'}` : ''}`,
    more: (count) => `… et ${count} de plus sur la page /rules.`,
    noneOfKind: 'Il n’y a pas de règle de ce genre. Toutes celles qu’il y a\u00a0:',
    waitingForYou: (count) =>
      `${count} ${count === 1 ? 'proposition attend' : 'propositions attendent'} votre décision : « qu’est-ce qui attend une approbation ? »`,
    drafted: (rule, words, proposal) => `Rédigée comme [${rule}] « ${words} » et proposée comme [${proposal}].`,
    changedBy: (who, when) => `Dernière modification par ${who}, ${when}.`,
    changed: (title, proposal) => `Proposée comme [${proposal}] : ${title}.`,
    replaces: (proposal, severity) =>
      `Elle remplace ${proposal}, qui est retirée${severity ? ` ; gravité ${terms.fr.severity[severity]}` : ''}.`,
    alertsOnly: 'SafeNest alerte, il ne bloque pas : la règle vous prévient aussitôt et n’arrête personne.',
    example: (title, time, log) => `Par exemple « ${title} » [${log}], ${time}.`,
    pressButton: 'Ensuite : appuyez sur Approuver ou Rejeter sur sa carte. D’ici là, rien ne change.',
    othersDecide: (roles) => `Rien ne change tant que ${roles} ne l’a pas approuvée.`,
    waitsAlready: (proposal, who, when) =>
      `[${proposal}] propose déjà cela : demandé par ${who}, ${when} ; la décision est en attente.`,
    waits: (proposal, title) => `[${proposal}] attend une approbation : ${title}.`,
    changesExisting: (rule) =>
      `[${rule}] surveille déjà les heures : ce sont les siennes qui changeraient, sans seconde règle.`,
    covered: (rule, words) => `[${rule}] le fait déjà : « ${words} ». Je n’en ai pas créé une seconde.`,
    rejected: (ref, who, when, note) =>
      `[${ref}] a été rejetée${who ? ` par ${who}` : ''}${when ? `, ${when}` : ''}${note ? ` : « ${note} »` : ''}. Je n’ai rien créé de nouveau.`,
    approved: (ref, who, when, outcome) =>
      `[${ref}] a été approuvée${who ? ` par ${who}` : ''}${when ? `, ${when}` : ''}. ${outcome}`,
    expired: (ref) => `[${ref}] n’a pas été décidée à temps et a expiré. Rien n’a été modifié.`,
    superseded: (ref, why) => `[${ref}] n’a pas été exécutée : ${why}. Rien n’a été modifié.`,
    insist: 'Pour qu’elle soit réexaminée, dites-le avec « à nouveau » : « propose à nouveau … ».',
    noMfa:
      'Je ne peux pas exiger un second facteur : SafeNest lit les connexions, il ne les effectue pas. Activez-le là où l’on se connecte. Je peux proposer une règle qui remarque qui se connecte sans lui, là où les connexions le disent : nommez les comptes, par exemple « préviens-nous quand dana, sam ou admin* se connecte sans second facteur ».',
    noSimilarity:
      'Il n’y a pas de seuil de similarité à modifier : la reconnaissance des personnes n’est pas configurée ici. Je n’ai rien enregistré. Je peux proposer des règles sur les connexions : échecs, pays, appareils, horaires et déplacements.',
    nothingWaits: 'Rien n’attend d’approbation.',
    waitList: (count) => `${count} ${count === 1 ? 'proposition attend' : 'propositions attendent'} une approbation :`,
    waitLine: (proposal, title, who, when) => `[${proposal}] ${title} (par ${who}, ${when})`,
    onlyButtons: 'Je ne décide rien moi-même : appuyez sur Approuver ou Rejeter sur sa carte.',
    known: (alerts, falseAlarms) =>
      `${alerts} d’entre elles reposent sur des connexions qui ont déjà déclenché une alerte${falseAlarms > 0 ? `, dont ${falseAlarms} ${falseAlarms === 1 ? 'fausse' : 'fausses'}` : ''}.`,
    recommended: (count, logins, days) =>
      `${count} ${count === 1 ? 'recommandation' : 'recommandations'}, d’après ${num('fr', logins)} connexions ${days === 1 ? 'du dernier jour' : `des ${days} derniers jours`} :`,
    recommendTitle: 'Règles recommandées',
    wouldRaise: (alerts, perWeek) =>
      `aurait déclenché ${num('fr', alerts)} ${alerts === 1 ? 'alerte' : 'alertes'} (${perWeek < 1 ? 'moins d’une' : `environ ${num('fr', perWeek)}`} par semaine)`,
    reasons: {
      gap: 'aucune règle active ne le cherche',
      countries: (percent, countries, elsewhere) =>
        `${num('fr', percent)} % de vos connexions viennent de ${countries}, ${num('fr', elsewhere)} d’ailleurs`,
      hours: (percent, from, to) => `${num('fr', percent)} % de vos connexions ont lieu entre ${from} et ${to}`,
      noisy: (alerts, falseAlarms, from, to) =>
        `${falseAlarms} de ses ${alerts} alertes étaient fausses ; ${to} au lieu de ${from} auraient été déclenchées`,
      repeats: (alerts, repeated, from, to) =>
        `${repeated} de ses ${alerts} alertes en répètent une de la veille ; avec une pause plus longue, ${to} au lieu de ${from} auraient été déclenchées`,
      egress: (network, accounts, from, to) =>
        `${accounts} comptes se connectent depuis ${network}, une sortie partagée ; ${to} alertes au lieu de ${from} auraient été déclenchées`,
      incidents: (alerts, became, severity) =>
        `${became} de ses ${alerts} alertes font partie d’incidents ; elles seraient annoncées ainsi : ${severity}`,
      unusual: (logins, confirmed) =>
        `${num('fr', logins)} connexions se distinguaient sans qu’aucune alerte le dise${confirmed > 0 ? ` ; ${num('fr', confirmed)} ont été confirmées` : ''}`,
      secondFactor: (accounts, alerts, without) =>
        `${accounts} ${accounts === 1 ? 'compte nommé' : 'comptes nommés'} par ${num('fr', alerts)} alertes sur des mots de passe devinés ou volés : ${num('fr', without)} ${without === 1 ? 'connexion' : 'connexions'} sans second facteur`,
    },
    severity: (severity) => terms.fr.severity[severity],
    standsOn: 'Sur quoi cela repose',
    pressPropose: 'Ensuite : appuyez sur Proposer sous l’une d’elles ; elle sera soumise à approbation.',
    nothingToRecommend: (tried, logins, days) =>
      `Rien à recommander : j’ai essayé ${tried} ${tried === 1 ? 'autre règle' : 'autres règles'} sur ${num('fr', logins)} connexions ${days === 1 ? 'du dernier jour' : `des ${days} derniers jours`}.`,
    whyNothing: (silent, noisy, bearable) =>
      sentence([
        silent > 0 && `${silent} ${silent === 1 ? 'n’aurait' : 'n’auraient'} rien déclenché`,
        noisy > 0 &&
          `${noisy} ${silent > 0 ? '' : noisy === 1 ? 'aurait déclenché ' : 'auraient déclenché '}plus de ${bearable} alertes par semaine`,
      ]),
    noLogins:
      'Rien à recommander pour l’instant : il n’y a pas de connexions dont apprendre. Envoyez-en ou importez-en d’abord.',
    recommendedBefore: (count) =>
      count === 1
        ? '1 recommandation attend déjà une décision ; décidez-en d’abord :'
        : `${count} recommandations attendent déjà une décision ; décidez-en d’abord :`,
    rejectedBefore: (count) =>
      `${count} ${count === 1 ? 'recommandation a déjà été rejetée' : 'recommandations ont déjà été rejetées'}, et rien de ce qui ${count === 1 ? 'la' : 'les'} justifie n’a changé depuis.`,
    everythingWatched: 'Rien à recommander : tout ce que je chercherais est déjà surveillé.',
  },
  es: {
    states: { draft: 'borrador', active: 'activa', rejected: 'rechazada', retired: 'desactivada' },
    open: 'Abrir',
    allRules: 'Todas las reglas',
    listTitle: (count) => `${count} ${count === 1 ? 'regla' : 'reglas'}`,
    counts: (active, drafts, off) =>
      `${active} ${active === 1 ? 'regla está activa' : 'reglas están activas'}${drafts > 0 ? `, ${drafts} en borrador` : ''}${off > 0 ? `, ${off} ${off === 1 ? 'desactivada' : 'desactivadas'}` : ''}.`,
    silent: (count, days) =>
      count === 0
        ? `Cada regla activa ha lanzado una alerta en ${days} días.`
        : `${count} ${count === 1 ? 'regla activa no ha' : 'reglas activas no han'} lanzado ninguna alerta en ${days} días. Puede ser buena señal, o la regla busca algo que aquí no hay.`,
    loudest: (rules) => `Más alertas en 30 días: ${rules}.`,
    offCounts: (retired, drafts) =>
      `${retired === 0 ? 'Ninguna regla se ha desactivado' : `${retired} ${retired === 1 ? 'regla se ha desactivado' : 'reglas se han desactivado'}`}; ${drafts} ${drafts === 1 ? 'es un borrador y aún no vigila' : 'son borradores y aún no vigilan'} nada.`,
    whyOff: (state, who, when, proposal) =>
      state === 'draft'
        ? `borrador, nunca activado; ${proposal === null ? 'un administrador debe revisar sus ajustes y activarlo' : `espera a [${proposal}]`}`
        : `desactivada por ${who}, ${when}`,
    noneSuch: (state) =>
      `Ninguna regla está ${{ draft: 'en borrador', active: 'activa', rejected: 'rechazada', retired: 'desactivada', off: 'desactivada' }[state]}.`,
    activity: (alerts, falseAlarms, days) =>
      alerts === 0
        ? `ninguna alerta en ${days} días`
        : `${alerts} ${alerts === 1 ? 'alerta' : 'alertas'} en ${days} días${falseAlarms > 0 ? `, ${falseAlarms} de ellas ${falseAlarms === 1 ? 'falsa' : 'falsas'}` : ''}`,
    more: (count) => `… y ${count} más en la página /rules.`,
    noneOfKind: 'No hay ninguna regla de ese tipo. Todas las que hay:',
    waitingForYou: (count) =>
      `${count} ${count === 1 ? 'propuesta espera' : 'propuestas esperan'} su decisión: «¿qué espera aprobación?»`,
    drafted: (rule, words, proposal) => `Redactada como [${rule}] «${words}» y propuesta como [${proposal}].`,
    changedBy: (who, when) => `Última modificación de ${who}, ${when}.`,
    changed: (title, proposal) => `Propuesta como [${proposal}]: ${title}.`,
    replaces: (proposal, severity) =>
      `Sustituye a ${proposal}, que queda retirada${severity ? `; gravedad ${terms.es.severity[severity]}` : ''}.`,
    alertsOnly: 'SafeNest avisa, no bloquea: la regla le avisa enseguida y no detiene a nadie.',
    example: (title, time, log) => `Por ejemplo «${title}» [${log}], ${time}.`,
    pressButton: 'Siguiente paso: pulse Aprobar o Rechazar en su tarjeta. Hasta entonces no cambia nada.',
    othersDecide: (roles) => `No cambia nada hasta que ${roles} lo apruebe.`,
    waitsAlready: (proposal, who, when) => `[${proposal}] ya propone esto: lo pidió ${who}, ${when}; sigue pendiente.`,
    waits: (proposal, title) => `[${proposal}] espera aprobación: ${title}.`,
    changesExisting: (rule) => `[${rule}] ya vigila las horas: cambiarían las suyas; no hay una segunda regla.`,
    covered: (rule, words) => `[${rule}] ya lo hace: «${words}». No he creado una segunda.`,
    rejected: (ref, who, when, note) =>
      `[${ref}] fue rechazada${who ? ` por ${who}` : ''}${when ? `, ${when}` : ''}${note ? `: «${note}»` : ''}. No he creado nada nuevo.`,
    approved: (ref, who, when, outcome) =>
      `[${ref}] fue aprobada${who ? ` por ${who}` : ''}${when ? `, ${when}` : ''}. ${outcome}`,
    expired: (ref) => `[${ref}] no se decidió a tiempo y caducó. No se cambió nada.`,
    superseded: (ref, why) => `[${ref}] no se ejecutó: ${why}. No se cambió nada.`,
    insist: 'Para que se examine otra vez, dígalo con «de nuevo»: «propón de nuevo …».',
    noMfa:
      'No puedo exigir un segundo factor: SafeNest lee los inicios de sesión, no los realiza. Actívelo donde se inicia sesión. Sí puedo proponer una regla que advierta quién inicia sesión sin él, donde los inicios lo dicen: nombre las cuentas, por ejemplo «avísanos cuando dana, sam o admin* inicie sesión sin segundo factor».',
    noSimilarity:
      'No hay umbral de similitud que cambiar: el reconocimiento de personas no está configurado aquí. No he guardado nada. Puedo proponer reglas sobre inicios de sesión: fallos, países, dispositivos, horarios y viajes.',
    nothingWaits: 'Nada espera aprobación.',
    waitList: (count) => `${count} ${count === 1 ? 'propuesta espera' : 'propuestas esperan'} aprobación:`,
    waitLine: (proposal, title, who, when) => `[${proposal}] ${title} (de ${who}, ${when})`,
    onlyButtons: 'Yo no decido nada: pulse Aprobar o Rechazar en su tarjeta.',
    known: (alerts, falseAlarms) =>
      `${alerts} de ellas se basan en inicios de sesión que ya generaron una alerta${falseAlarms > 0 ? `, ${falseAlarms} ${falseAlarms === 1 ? 'falsa' : 'falsas'}` : ''}.`,
    recommended: (count, logins, days) =>
      `${count} ${count === 1 ? 'recomendación' : 'recomendaciones'}, a partir de ${num('es', logins)} inicios de sesión ${days === 1 ? 'del último día' : `de los últimos ${days} días`}:`,
    recommendTitle: 'Reglas recomendadas',
    wouldRaise: (alerts, perWeek) =>
      `habría generado ${num('es', alerts)} ${alerts === 1 ? 'alerta' : 'alertas'} (${perWeek < 1 ? 'menos de 1' : `unas ${num('es', perWeek)}`} por semana)`,
    reasons: {
      gap: 'ninguna regla activa lo busca',
      countries: (percent, countries, elsewhere) =>
        `el ${num('es', percent)} % de sus inicios de sesión viene de ${countries}, ${num('es', elsewhere)} de otros lugares`,
      hours: (percent, from, to) =>
        `el ${num('es', percent)} % de sus inicios de sesión ocurre entre las ${from} y las ${to}`,
      noisy: (alerts, falseAlarms, from, to) =>
        `${falseAlarms} de sus ${alerts} alertas fueron falsas; se habrían generado ${to} en lugar de ${from}`,
      repeats: (alerts, repeated, from, to) =>
        `${repeated} de sus ${alerts} alertas repiten una del día anterior; con una pausa más larga se habrían generado ${to} en lugar de ${from}`,
      egress: (network, accounts, from, to) =>
        `${accounts} cuentas inician sesión desde ${network}, una salida compartida; se habrían generado ${to} alertas en lugar de ${from}`,
      incidents: (alerts, became, severity) =>
        `${became} de sus ${alerts} alertas forman parte de incidentes; se avisarían así: ${severity}`,
      unusual: (logins, confirmed) =>
        `${num('es', logins)} inicios de sesión destacaron sin que ninguna alerta lo dijera${confirmed > 0 ? `; ${num('es', confirmed)} se confirmaron` : ''}`,
      secondFactor: (accounts, alerts, without) =>
        `${accounts} ${accounts === 1 ? 'cuenta nombrada' : 'cuentas nombradas'} en ${num('es', alerts)} alertas sobre contraseñas adivinadas o robadas: ${num('es', without)} ${without === 1 ? 'inicio' : 'inicios'} de sesión sin segundo factor`,
    },
    severity: (severity) => terms.es.severity[severity],
    standsOn: 'En qué se apoya',
    pressPropose: 'Siguiente paso: pulse Proponer bajo una de ellas; entonces se somete a aprobación.',
    nothingToRecommend: (tried, logins, days) =>
      `Nada que recomendar: probé ${tried} ${tried === 1 ? 'regla más' : 'reglas más'} con ${num('es', logins)} inicios de sesión ${days === 1 ? 'del último día' : `de los últimos ${days} días`}.`,
    whyNothing: (silent, noisy, bearable) =>
      sentence([
        silent > 0 && `${silent} no ${silent === 1 ? 'habría' : 'habrían'} generado nada`,
        noisy > 0 &&
          `${noisy} ${silent > 0 ? '' : noisy === 1 ? 'habría generado ' : 'habrían generado '}más de ${bearable} alertas por semana`,
      ]),
    noLogins:
      'Todavía no hay nada que recomendar: no hay inicios de sesión de los que aprender. Envíe o importe algunos primero.',
    recommendedBefore: (count) =>
      count === 1
        ? '1 recomendación espera ya una decisión; decida primero sobre ella:'
        : `${count} recomendaciones esperan ya una decisión; decida primero sobre ellas:`,
    rejectedBefore: (count) =>
      `${count} ${count === 1 ? 'recomendación ya fue rechazada' : 'recomendaciones ya fueron rechazadas'}, y nada de lo que ${count === 1 ? 'la' : 'las'} justifica ha cambiado desde entonces.`,
    everythingWatched: 'Nada que recomendar: todo lo que buscaría ya se vigila.',
  },
});

/** Its parts with commas between, and a full stop; nothing where there are none. */
function sentence(parts: readonly (string | false)[]): string {
  const said = parts.filter((part) => part !== false);
  return said.length > 0 ? `${said.join(', ')}.` : '';
}

const num = (language: Language, value: number): string =>
  value.toLocaleString(language === 'en' ? 'en-GB' : language, { useGrouping: 'always', maximumFractionDigits: 1 });
