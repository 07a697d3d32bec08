import { inEveryLanguage } from './catalogue.ts';

/** What is said of a wish that no rule can be made of, and of a proposal that another one was made beside. */
export const ruleWishWords = inEveryLanguage({
  en: {
    /** “what if RULE-1 fired at 3?” */
    tryIt: (ref: string) =>
      `A proposal to change ${ref} tries it on the last 30 days and says how many alerts it would have raised; nothing changes until it is approved. Shall I make it?`,
    beyond: (what: string) =>
      `No rule can look at “${what}”, so I proposed none. Rules look at failed logins, sprayed passwords, a success after failures, countries, addresses and accounts on a list, hours, impossible travel, countries, devices or addresses that are new, and at cameras: people, vehicles or animals in a place or zone, strangers, and people who are watched for.`,
    apart: (one: string, other: string) =>
      `No rule looks at “${one}” and “${other}” together, so I proposed none. Which of the two shall it look at?`,
    stays: (ref: string) => `${ref} still waits as it was; its Reject button takes it away.`,
  },
  de: {
    tryIt: (ref: string) =>
      `Ein Vorschlag, ${ref} zu ändern, probiert es an den letzten 30 Tagen aus und sagt, wie viele Alarme es gegeben hätte; geändert wird erst, wenn er freigegeben ist. Soll ich ihn machen?`,
    beyond: (what: string) =>
      `Keine Regel kann auf „${what}“ achten, darum habe ich keine vorgeschlagen. Regeln achten auf fehlgeschlagene Anmeldungen, durchprobierte Passwörter, Erfolg nach Fehlversuchen, Länder, Adressen und Konten auf einer Liste, Uhrzeiten, unmögliche Reisen, neue Länder, Geräte oder Adressen sowie an Kameras auf Menschen, Fahrzeuge oder Tiere an einem Ort oder in einer Zone, Unbekannte und Menschen, auf die gewartet wird.`,
    apart: (one: string, other: string) =>
      `Keine Regel achtet auf „${one}“ und „${other}“ zugleich, darum habe ich keine vorgeschlagen. Auf welches von beiden soll sie achten?`,
    stays: (ref: string) => `${ref} wartet unverändert weiter; „Ablehnen“ nimmt den Vorschlag weg.`,
  },
  fr: {
    tryIt: (ref: string) =>
      `Une proposition de changer ${ref} l’essaie sur les 30 derniers jours et dit combien d’alertes il y aurait eu ; rien ne change avant l’approbation. Dois-je la faire ?`,
    beyond: (what: string) =>
      `Aucune règle ne peut surveiller « ${what} » : je n’en ai donc pas proposé. Les règles surveillent les échecs de connexion, les mots de passe essayés en série, une réussite après des échecs, les pays, les adresses et comptes d’une liste, les heures, les voyages impossibles, les pays, appareils ou adresses nouveaux et, devant les caméras, les personnes, véhicules ou animaux en un lieu ou une zone, les inconnus et les personnes attendues.`,
    apart: (one: string, other: string) =>
      `Aucune règle ne surveille « ${one} » et « ${other} » à la fois : je n’en ai donc pas proposé. Lequel des deux doit-elle surveiller ?`,
    stays: (ref: string) => `${ref} attend toujours, inchangée ; son bouton « Refuser » la retire.`,
  },
  es: {
    tryIt: (ref: string) =>
      `Una propuesta para cambiar ${ref} la prueba en los últimos 30 días y dice cuántas alertas habría habido; nada cambia hasta que se apruebe. ¿La hago?`,
    beyond: (what: string) =>
      `Ninguna regla puede vigilar «${what}», así que no he propuesto ninguna. Las reglas vigilan los inicios de sesión fallidos, las contraseñas probadas en serie, un acceso tras varios fallos, los países, las direcciones y cuentas de una lista, las horas, los viajes imposibles, los países, dispositivos o direcciones nuevos y, ante las cámaras, personas, vehículos o animales en un lugar o una zona, desconocidos y personas a las que se espera.`,
    apart: (one: string, other: string) =>
      `Ninguna regla vigila «${one}» y «${other}» a la vez, así que no he propuesto ninguna. ¿Cuál de los dos debe vigilar?`,
    stays: (ref: string) => `${ref} sigue en espera tal como estaba; su botón «Rechazar» la retira.`,
  },
});
