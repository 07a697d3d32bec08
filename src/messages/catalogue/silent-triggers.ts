import { inEveryLanguage } from './catalogue.ts';

/** What is said of rules of moderation that run silently. */
export interface SilentWords {
  title: string;
  none: string;
  /** `would have opened 3 cases in 30 days` */
  line: (one: { rule: string; hits: number; days: number }) => string;
  whom: (names: string) => string;
  /** How many of them people decided all the same, because another rule had opened a case. */
  coincide: (one: { hits: number; acted: number; dismissed: number; open: number }) => string;
  turnOn: (rule: string) => string;
  sure: (rule: string) => string;
  /** What came of turning one on. */
  turnedOn: (version: number) => string;
  already: string;
  switchedOff: string;
}

export const silentWords = inEveryLanguage<SilentWords>({
  en: {
    title: 'Rules that run silently',
    none: 'No rule of moderation runs silently.',
    line: ({ rule, hits, days }) =>
      `“${rule}” would have opened ${hits} ${hits === 1 ? 'case' : 'cases'} in ${days} days.`,
    whom: (names) => `On: ${names}.`,
    coincide: ({ hits, acted, dismissed, open }) =>
      `Of these ${hits}, people acted on ${acted}, dismissed ${dismissed}, and have ${open} open, because of other rules.`,
    turnOn: (rule) => `Turn on: ${rule}`,
    sure: (rule) => `Have “${rule}” open cases from now on?`,
    turnedOn: (version) =>
      `It opens cases from now on: version ${version} of the policy. The Policy page goes back to an earlier one.`,
    already: 'It opens cases already.',
    switchedOff: 'This rule was switched off meanwhile. Set it on the Policy page.',
  },
  de: {
    title: 'Regeln, die still mitlaufen',
    none: 'Keine Regel der Moderation läuft still mit.',
    line: ({ rule, hits, days }) =>
      `„${rule}“ hätte in ${days} Tagen ${hits} ${hits === 1 ? 'Fall' : 'Fälle'} eröffnet.`,
    whom: (names) => `Zu: ${names}.`,
    coincide: ({ hits, acted, dismissed, open }) =>
      `Von diesen ${hits} haben Menschen wegen anderer Regeln bei ${acted} gehandelt, ${dismissed} verworfen, ${open} sind offen.`,
    turnOn: (rule) => `Einschalten: ${rule}`,
    sure: (rule) => `Soll „${rule}“ von jetzt an Fälle eröffnen?`,
    turnedOn: (version) =>
      `Sie eröffnet von jetzt an Fälle: Version ${version} der Richtlinie. Die Seite „Policy“ führt zu einer früheren zurück.`,
    already: 'Sie eröffnet schon Fälle.',
    switchedOff: 'Diese Regel wurde inzwischen abgeschaltet. Stellen Sie sie auf der Seite „Policy“ ein.',
  },
  fr: {
    title: 'Règles en mode silencieux',
    none: 'Aucune règle de modération ne tourne en silence.',
    line: ({ rule, hits, days }) => `« ${rule} » aurait ouvert ${hits} cas en ${days} jours.`,
    whom: (names) => `Au sujet de : ${names}.`,
    coincide: ({ hits, acted, dismissed, open }) =>
      `Sur ces ${hits}, à cause d’autres règles, l’équipe a agi pour ${acted}, en a classé ${dismissed} et en a ${open} à traiter.`,
    turnOn: (rule) => `Activer : ${rule}`,
    sure: (rule) => `« ${rule} » doit-elle ouvrir des cas dès maintenant ?`,
    turnedOn: (version) =>
      `Elle ouvre des cas dès maintenant : version ${version} de la politique. La page « Policy » permet de revenir à une version antérieure.`,
    already: 'Elle ouvre déjà des cas.',
    switchedOff: 'Cette règle a été désactivée entre-temps. Réglez-la sur la page « Policy ».',
  },
  es: {
    title: 'Reglas en silencio',
    none: 'Ninguna regla de moderación funciona en silencio.',
    line: ({ rule, hits, days }) =>
      `«${rule}» habría abierto ${hits} ${hits === 1 ? 'caso' : 'casos'} en ${days} días.`,
    whom: (names) => `Sobre: ${names}.`,
    coincide: ({ hits, acted, dismissed, open }) =>
      `De esos ${hits}, por otras reglas, el equipo actuó en ${acted}, descartó ${dismissed} y tiene ${open} abiertos.`,
    turnOn: (rule) => `Activar: ${rule}`,
    sure: (rule) => `¿Que «${rule}» abra casos desde ahora?`,
    turnedOn: (version) =>
      `Abre casos desde ahora: versión ${version} de la política. En la página «Policy» se vuelve a una anterior.`,
    already: 'Ya abre casos.',
    switchedOff: 'Esta regla se desactivó entretanto. Ajústela en la página «Policy».',
  },
});
