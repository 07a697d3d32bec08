import { inEveryLanguage } from './catalogue.ts';

/** What is said of a wish that no rule can be made of, and of a proposal that another one was made beside. */
export const ruleWishWords = inEveryLanguage({
  en: {
    /** “what if RULE-1 fired at 3?” */
    tryIt: (ref: string) =>
      `A proposal to change ${ref} tries it on the last 30 days and says how many alerts it would have raised; nothing changes until it is approved. Shall I make it?`,
    /** “only for the finance team”, of a kind of rule that is for everybody. */
    notByAccount: (who: string) =>
      `No rule of that kind can be limited to “${who}”, so I proposed nothing. Rules for countries, hours, impossible travel, new countries or devices, and a success after failures can be for some accounts alone.`,
    noSuchAccount: (name: string) =>
      `I know no account called “${name}”, so I proposed nothing. Name the account as it stands in the logins, or a pattern like “admin*”.`,
    whichAccount: (name: string, found: readonly string[]) =>
      `Several accounts are called “${name}”: ${found.join(', ')}. I proposed nothing yet; say which of them is meant.`,
    whichRule: (refs: readonly string[]) =>
      `Several rules of that kind are on: ${refs.join(', ')}. Say which one is meant, for example “change ${refs[0]} to …”.`,
    nothingOfIt: (ref: string) =>
      `That would not change ${ref} in anything a rule can hold, so it stays as it was. SafeNest tells accounts by their names alone: a rule can be limited to some of them, for example “only for admin*”; its severity, numbers and hours can be changed.`,
    beyond: (what: string) =>
      `No rule can look at “${what}”, so I proposed none. Rules look at failed logins, sprayed passwords, a success after failures, countries, addresses and accounts on a list, hours, impossible travel, countries, devices or addresses that are new, and at cameras: people, vehicles or animals in a place or zone, strangers, and people who are watched for.`,
    apart: (one: string, other: string) =>
      `No rule looks at “${one}” and “${other}” together, so I proposed none. Which of the two shall it look at?`,
    stays: (ref: string) => `${ref} still waits as it was; its Reject button takes it away.`,
  },
  de: {
    tryIt: (ref: string) =>
      `Ein Vorschlag, ${ref} zu ändern, probiert es an den letzten 30 Tagen aus und sagt, wie viele Alarme es gegeben hätte; geändert wird erst, wenn er freigegeben ist. Soll ich ihn machen?`,
    notByAccount: (who: string) =>
      `Keine Regel dieser Art lässt sich auf „${who}“ beschränken, darum habe ich nichts vorgeschlagen. Auf einzelne Konten beschränken lassen sich Regeln zu Ländern, Uhrzeiten, unmöglichen Reisen, neuen Ländern oder Geräten und Erfolg nach Fehlversuchen.`,
    noSuchAccount: (name: string) =>
      `Ich kenne kein Konto namens „${name}“, darum habe ich nichts vorgeschlagen. Nennen Sie das Konto so, wie es in den Anmeldungen steht, oder ein Muster wie „admin*“.`,
    whichAccount: (name: string, found: readonly string[]) =>
      `Mehrere Konten heißen „${name}“: ${found.join(', ')}. Ich habe noch nichts vorgeschlagen; sagen Sie, welches gemeint ist.`,
    whichRule: (refs: readonly string[]) =>
      `Mehrere Regeln dieser Art sind aktiv: ${refs.join(', ')}. Sagen Sie, welche gemeint ist, zum Beispiel „ändere ${refs[0]} auf …“.`,
    nothingOfIt: (ref: string) =>
      `Das würde an ${ref} nichts ändern, was eine Regel halten kann; es bleibt, wie es ist. SafeNest kennt Konten nur am Namen: Eine Regel lässt sich auf einzelne beschränken, zum Beispiel „nur für admin*“; Schweregrad, Zahlen und Uhrzeiten lassen sich ändern.`,
    beyond: (what: string) =>
      `Keine Regel kann auf „${what}“ achten, darum habe ich keine vorgeschlagen. Regeln achten auf fehlgeschlagene Anmeldungen, durchprobierte Passwörter, Erfolg nach Fehlversuchen, Länder, Adressen und Konten auf einer Liste, Uhrzeiten, unmögliche Reisen, neue Länder, Geräte oder Adressen sowie an Kameras auf Menschen, Fahrzeuge oder Tiere an einem Ort oder in einer Zone, Unbekannte und Menschen, auf die gewartet wird.`,
    apart: (one: string, other: string) =>
      `Keine Regel achtet auf „${one}“ und „${other}“ zugleich, darum habe ich keine vorgeschlagen. Auf welches von beiden soll sie achten?`,
    stays: (ref: string) => `${ref} wartet unverändert weiter; „Ablehnen“ nimmt den Vorschlag weg.`,
  },
  fr: {
    tryIt: (ref: string) =>
      `Une proposition de changer ${ref} l’essaie sur les 30 derniers jours et dit combien d’alertes il y aurait eu ; rien ne change avant l’approbation. Dois-je la faire ?`,
    notByAccount: (who: string) =>
      `Aucune règle de ce genre ne peut se limiter à « ${who} » : je n’ai donc rien proposé. Peuvent se limiter à certains comptes les règles sur les pays, les heures, les voyages impossibles, les pays ou appareils nouveaux et une réussite après des échecs.`,
    noSuchAccount: (name: string) =>
      `Je ne connais aucun compte nommé « ${name} » : je n’ai donc rien proposé. Nommez le compte tel qu’il figure dans les connexions, ou un motif comme « admin* ».`,
    whichAccount: (name: string, found: readonly string[]) =>
      `Plusieurs comptes s’appellent « ${name} » : ${found.join(', ')}. Je n’ai encore rien proposé ; dites lequel est visé.`,
    whichRule: (refs: readonly string[]) =>
      `Plusieurs règles de ce genre sont actives : ${refs.join(', ')}. Dites laquelle est visée, par exemple « change ${refs[0]} … ».`,
    nothingOfIt: (ref: string) =>
      `Cela ne changerait rien à ${ref} qu’une règle puisse tenir ; elle reste inchangée. SafeNest ne connaît les comptes que par leur nom : une règle peut se limiter à certains, par exemple « seulement pour admin* » ; sa gravité, ses nombres et ses heures peuvent changer.`,
    beyond: (what: string) =>
      `Aucune règle ne peut surveiller « ${what} » : je n’en ai donc pas proposé. Les règles surveillent les échecs de connexion, les mots de passe essayés en série, une réussite après des échecs, les pays, les adresses et comptes d’une liste, les heures, les voyages impossibles, les pays, appareils ou adresses nouveaux et, devant les caméras, les personnes, véhicules ou animaux en un lieu ou une zone, les inconnus et les personnes attendues.`,
    apart: (one: string, other: string) =>
      `Aucune règle ne surveille « ${one} » et « ${other} » à la fois : je n’en ai donc pas proposé. Lequel des deux doit-elle surveiller ?`,
    stays: (ref: string) => `${ref} attend toujours, inchangée ; son bouton « Refuser » la retire.`,
  },
  es: {
    tryIt: (ref: string) =>
      `Una propuesta para cambiar ${ref} la prueba en los últimos 30 días y dice cuántas alertas habría habido; nada cambia hasta que se apruebe. ¿La hago?`,
    notByAccount: (who: string) =>
      `Ninguna regla de ese tipo puede limitarse a «${who}», así que no he propuesto nada. Pueden limitarse a algunas cuentas las reglas sobre países, horas, viajes imposibles, países o dispositivos nuevos y un acceso tras varios fallos.`,
    noSuchAccount: (name: string) =>
      `No conozco ninguna cuenta llamada «${name}», así que no he propuesto nada. Nombre la cuenta tal como figura en los accesos, o un patrón como «admin*».`,
    whichAccount: (name: string, found: readonly string[]) =>
      `Varias cuentas se llaman «${name}»: ${found.join(', ')}. Aún no he propuesto nada; diga a cuál se refiere.`,
    whichRule: (refs: readonly string[]) =>
      `Hay varias reglas de ese tipo activas: ${refs.join(', ')}. Diga cuál, por ejemplo «cambia ${refs[0]} a …».`,
    nothingOfIt: (ref: string) =>
      `Eso no cambiaría en ${ref} nada que una regla pueda contener; queda tal como estaba. SafeNest solo conoce las cuentas por su nombre: una regla puede limitarse a algunas, por ejemplo «solo para admin*»; su gravedad, sus números y sus horas se pueden cambiar.`,
    beyond: (what: string) =>
      `Ninguna regla puede vigilar «${what}», así que no he propuesto ninguna. Las reglas vigilan los inicios de sesión fallidos, las contraseñas probadas en serie, un acceso tras varios fallos, los países, las direcciones y cuentas de una lista, las horas, los viajes imposibles, los países, dispositivos o direcciones nuevos y, ante las cámaras, personas, vehículos o animales en un lugar o una zona, desconocidos y personas a las que se espera.`,
    apart: (one: string, other: string) =>
      `Ninguna regla vigila «${one}» y «${other}» a la vez, así que no he propuesto ninguna. ¿Cuál de los dos debe vigilar?`,
    stays: (ref: string) => `${ref} sigue en espera tal como estaba; su botón «Rechazar» la retira.`,
  },
});
