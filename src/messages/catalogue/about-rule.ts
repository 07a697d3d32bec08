import { inEveryLanguage } from './catalogue.ts';
import { listText } from './terms.ts';

/** What is told of one rule that somebody asks about, and of whom it is not to tell for a while. */
export const aboutRuleWords = inEveryLanguage({
  en: {
    noSuch: (ref: string) => `I find no rule ${ref} in your organisation. “Which rules do we have?” lists them.`,
    noRuleBehind: (ref: string) => `I find no rule behind ${ref}.`,
    noneCalled: (said: string) =>
      `No rule here goes by “${said}”. “Which rules do we have?” lists them with their references.`,
    several: (said: string, names: readonly string[]) =>
      `Several rules may be meant by “${said}”: ${listText(names, 'en', 'or')}. Say which, by its reference.`,
    /** How often it fired; `falsely` of 30 days, `judged` those that somebody settled. */
    noise: (ref: string, week: number, month: number, falsely: number, judged: number) =>
      `[${ref}] raised ${week} ${week === 1 ? 'alert' : 'alerts'} in 7 days, ${month} in 30 days${month === 0 ? '' : judged === 0 ? '; nobody has judged any of them yet' : `; ${falsely} of ${judged} judged ${falsely === 1 ? 'was a false alarm' : 'were false alarms'}`}.`,
    whom: (who: string) => `About: ${who}.`,
    latest: (ref: string, title: string, time: string) => `Latest: [${ref}] “${title}”, ${time}.`,
    looksAt: (words: string, state: string, severity: string) => `It looks for: ${words} (${state}, ${severity}).`,
    made: (ref: string, when: string, who: string) => `[${ref}] was made ${when} by ${who}.`,
    madeUnknown: (ref: string) => `When [${ref}] was made is not on record.`,
    changed: (when: string, who: string) => `Last changed ${when} by ${who}.`,
    unchanged: 'It was not changed since.',
    muted: (ref: string, who: string, until: string) =>
      `[${ref}] tells nothing about ${who} until ${until}. What is worse than its alerts so far is told all the same; what is held back counts.`,
    mutedHow: (alert: string) => `To end it: “tell ${alert} again”. “What is muted?” lists it.`,
    /** There is no alert of it to make an exception from. */
    nothingToMute: (ref: string, who: string) =>
      `[${ref}] has raised no alert about ${who}, so there is nothing to mute yet: an exception with an end is made from an alert. Nothing was changed.`,
    leaveOut: (ref: string, who: string) =>
      `For good it goes by a proposal: “leave ${who} out of ${ref}”, or on the rule’s page: [${ref}](/rules/${ref}).`,
    onPage: (ref: string) => `What it leaves out is set on its page: [${ref}](/rules/${ref}).`,
    whoOf: (ref: string) =>
      `Whom should ${ref} be quiet about, and until when? Say for example “mute ${ref} for dana until Friday”. A whole rule is not muted for a while; “switch ${ref} off” proposes that.`,
    notBack: (ref: string, until: string) =>
      `No rule comes back by itself: approved, it stays off until somebody says “switch ${ref} on” (you said until ${until}).`,
    cannotLeaveOut: (ref: string) => `[${ref}] is of a kind that leaves out no single account. Nothing was proposed.`,
    hoursWhich: (ref: string) =>
      `From when to when should ${ref} look? Say for example “make ${ref} from 23:00 to 06:00”.`,
    noHours: (ref: string) => `[${ref}] has no hours of the day: it looks at all times. Nothing was proposed.`,
    addresses:
      'There is a kind of rule for that: sign-ins from anywhere but the addresses on a list. Which address or network is it, for example 192.0.2.30 or 10.0.0.0/8? SafeNest tells when somebody signs in from elsewhere; it stops nobody.',
    addressesFor: (who: string) =>
      `There is a kind of rule for that: ${who} signing in from anywhere but the addresses on a list. Which address or network is it, for example 192.0.2.30 or 10.0.0.0/8? Name each account as it signs in, as in “alert when svc-backup signs in from anywhere but 192.0.2.30”. SafeNest tells; it stops nobody.`,
  },
  de: {
    noSuch: (ref: string) =>
      `Eine Regel ${ref} finde ich in Ihrer Organisation nicht. „Welche Regeln haben wir?“ listet sie auf.`,
    noRuleBehind: (ref: string) => `Hinter ${ref} finde ich keine Regel.`,
    noneCalled: (said: string) =>
      `Keine Regel heißt hier „${said}“. „Welche Regeln haben wir?“ listet sie mit ihren Referenzen auf.`,
    several: (said: string, names: readonly string[]) =>
      `Mit „${said}“ können mehrere Regeln gemeint sein: ${listText(names, 'de', 'or')}. Sagen Sie, welche, mit ihrer Referenz.`,
    noise: (ref: string, week: number, month: number, falsely: number, judged: number) =>
      `[${ref}] hat in 7 Tagen ${week} ${week === 1 ? 'Alarm' : 'Alarme'} ausgelöst, in 30 Tagen ${month}${month === 0 ? '' : judged === 0 ? '; beurteilt hat noch niemand einen davon' : `; ${falsely} von ${judged} beurteilten ${falsely === 1 ? 'war ein Fehlalarm' : 'waren Fehlalarme'}`}.`,
    whom: (who: string) => `Darin ging es um: ${who}.`,
    latest: (ref: string, title: string, time: string) => `Zuletzt: [${ref}] „${title}“, ${time}.`,
    looksAt: (words: string, state: string, severity: string) =>
      `Sie achtet auf: ${words} (${state}, Schweregrad ${severity}).`,
    made: (ref: string, when: string, who: string) => `[${ref}] wurde ${when} von ${who} angelegt.`,
    madeUnknown: (ref: string) => `Wann [${ref}] angelegt wurde, ist nicht verzeichnet.`,
    changed: (when: string, who: string) => `Zuletzt geändert ${when} von ${who}.`,
    unchanged: 'Seitdem wurde sie nicht geändert.',
    muted: (ref: string, who: string, until: string) =>
      `[${ref}] meldet bis ${until} nichts über ${who}. Was schlimmer ist als ihre Alarme bisher, wird trotzdem gemeldet; was zurückgehalten wird, zählt.`,
    mutedHow: (alert: string) => `Beenden: „melde ${alert} wieder“. „Was ist zurückgestellt?“ führt es auf.`,
    nothingToMute: (ref: string, who: string) =>
      `[${ref}] hat noch keinen Alarm über ${who} ausgelöst, also gibt es noch nichts stummzuschalten: Eine Ausnahme auf Zeit entsteht aus einem Alarm. Geändert wurde nichts.`,
    leaveOut: (ref: string, who: string) =>
      `Auf Dauer geht es als Vorschlag: „nimm ${who} aus ${ref} aus“, oder auf der Seite der Regel: [${ref}](/rules/${ref}).`,
    onPage: (ref: string) => `Was sie auslässt, steht auf ihrer Seite: [${ref}](/rules/${ref}).`,
    whoOf: (ref: string) =>
      `Über wen soll ${ref} schweigen, und bis wann? Sagen Sie zum Beispiel „schalte ${ref} für dana bis Freitag stumm“. Eine ganze Regel wird nicht auf Zeit stummgeschaltet; „schalte ${ref} aus“ schlägt das vor.`,
    notBack: (ref: string, until: string) =>
      `Keine Regel kommt von selbst zurück: Freigegeben bleibt sie aus, bis jemand „schalte ${ref} ein“ sagt (Sie sagten bis ${until}).`,
    cannotLeaveOut: (ref: string) =>
      `[${ref}] ist von einer Art, die kein einzelnes Konto auslässt. Vorgeschlagen wurde nichts.`,
    hoursWhich: (ref: string) =>
      `Von wann bis wann soll ${ref} hinsehen? Sagen Sie zum Beispiel „ändere ${ref} auf 23:00 bis 06:00“.`,
    noHours: (ref: string) => `[${ref}] hat keine Uhrzeiten: Sie sieht immer hin. Vorgeschlagen wurde nichts.`,
    addresses:
      'Dafür gibt es eine Art von Regel: Anmeldungen von anderswo als den Adressen einer Liste. Welche Adresse oder welches Netz ist es, zum Beispiel 192.0.2.30 oder 10.0.0.0/8? SafeNest meldet, wenn sich jemand von anderswo anmeldet; aufhalten kann es niemanden.',
    addressesFor: (who: string) =>
      `Dafür gibt es eine Art von Regel: ${who}, angemeldet von anderswo als den Adressen einer Liste. Welche Adresse oder welches Netz ist es, zum Beispiel 192.0.2.30 oder 10.0.0.0/8? Nennen Sie jedes Konto, wie es sich anmeldet: „warne, wenn sich svc-backup von anderswo als 192.0.2.30 anmeldet“. SafeNest meldet es; aufhalten kann es niemanden.`,
  },
  fr: {
    noSuch: (ref: string) =>
      `Je ne trouve pas de règle ${ref} dans votre organisation. « Quelles règles avons-nous ? » les liste.`,
    noRuleBehind: (ref: string) => `Je ne trouve aucune règle derrière ${ref}.`,
    noneCalled: (said: string) =>
      `Aucune règle ne s’appelle ici « ${said} ». « Quelles règles avons-nous ? » les liste avec leurs références.`,
    several: (said: string, names: readonly string[]) =>
      `Plusieurs règles peuvent être « ${said} » : ${listText(names, 'fr', 'or')}. Dites laquelle, par sa référence.`,
    noise: (ref: string, week: number, month: number, falsely: number, judged: number) =>
      `[${ref}] a levé ${week} ${week === 1 ? 'alerte' : 'alertes'} en 7 jours, ${month} en 30 jours${month === 0 ? '' : judged === 0 ? ' ; personne n’en a encore jugé' : ` ; ${falsely} sur ${judged} jugées ${falsely === 1 ? 'était une fausse alerte' : 'étaient de fausses alertes'}`}.`,
    whom: (who: string) => `À propos de : ${who}.`,
    latest: (ref: string, title: string, time: string) => `La dernière : [${ref}] « ${title} », ${time}.`,
    looksAt: (words: string, state: string, severity: string) =>
      `Elle cherche : ${words} (${state}, gravité ${severity}).`,
    made: (ref: string, when: string, who: string) => `[${ref}] a été créée ${when} par ${who}.`,
    madeUnknown: (ref: string) => `La date de création de [${ref}] n’est pas consignée.`,
    changed: (when: string, who: string) => `Dernière modification ${when} par ${who}.`,
    unchanged: 'Elle n’a pas changé depuis.',
    muted: (ref: string, who: string, until: string) =>
      `[${ref}] ne signale rien sur ${who} jusqu’au ${until}. Ce qui est plus grave que ses alertes jusqu’ici est signalé quand même ; ce qui est retenu est compté.`,
    mutedHow: (alert: string) =>
      `Pour y mettre fin : « signale ${alert} de nouveau ». « Qu’est-ce qui est reporté ? » le montre.`,
    nothingToMute: (ref: string, who: string) =>
      `[${ref}] n’a levé aucune alerte sur ${who} : il n’y a encore rien à taire, car une exception à durée se fait à partir d’une alerte. Rien n’a changé.`,
    leaveOut: (ref: string, who: string) =>
      `Pour toujours, cela passe par une proposition : « exclus ${who} de ${ref} », ou sur la page de la règle : [${ref}](/rules/${ref}).`,
    onPage: (ref: string) => `Ce qu’elle exclut se règle sur sa page : [${ref}](/rules/${ref}).`,
    whoOf: (ref: string) =>
      `Sur qui ${ref} doit-elle se taire, et jusqu’à quand ? Dites par exemple « mets ${ref} en sourdine pour dana jusqu’à vendredi ». Une règle entière ne se tait pas pour un temps ; « désactive ${ref} » le propose.`,
    notBack: (ref: string, until: string) =>
      `Aucune règle ne revient d’elle-même : approuvée, elle reste désactivée jusqu’à « active ${ref} » (vous avez dit jusqu’à ${until}).`,
    cannotLeaveOut: (ref: string) => `[${ref}] est d’un genre qui n’exclut aucun compte seul. Rien n’a été proposé.`,
    hoursWhich: (ref: string) =>
      `De quand à quand ${ref} doit-elle regarder ? Dites par exemple « change ${ref} de 23:00 à 06:00 ».`,
    noHours: (ref: string) => `[${ref}] n’a pas d’heures : elle regarde tout le temps. Rien n’a été proposé.`,
    addresses:
      'Il existe un genre de règle pour cela : les connexions d’ailleurs que des adresses d’une liste. Quelle adresse ou quel réseau, par exemple 192.0.2.30 ou 10.0.0.0/8 ? SafeNest signale une connexion d’ailleurs ; il n’arrête personne.',
    addressesFor: (who: string) =>
      `Il existe un genre de règle pour cela : ${who}, connecté d’ailleurs que des adresses d’une liste. Quelle adresse ou quel réseau, par exemple 192.0.2.30 ou 10.0.0.0/8 ? Nommez chaque compte tel qu’il se connecte : « alerte si svc-backup se connecte d’ailleurs que 192.0.2.30 ». SafeNest le signale ; il n’arrête personne.`,
  },
  es: {
    noSuch: (ref: string) => `No encuentro la regla ${ref} en su organización. «¿Qué reglas tenemos?» las enumera.`,
    noRuleBehind: (ref: string) => `No encuentro ninguna regla detrás de ${ref}.`,
    noneCalled: (said: string) =>
      `Ninguna regla se llama aquí «${said}». «¿Qué reglas tenemos?» las enumera con sus referencias.`,
    several: (said: string, names: readonly string[]) =>
      `Con «${said}» pueden ser varias reglas: ${listText(names, 'es', 'or')}. Diga cuál, por su referencia.`,
    noise: (ref: string, week: number, month: number, falsely: number, judged: number) =>
      `[${ref}] dio ${week} ${week === 1 ? 'alerta' : 'alertas'} en 7 días, ${month} en 30 días${month === 0 ? '' : judged === 0 ? '; nadie ha juzgado aún ninguna' : `; ${falsely} de ${judged} juzgadas ${falsely === 1 ? 'fue una falsa alarma' : 'fueron falsas alarmas'}`}.`,
    whom: (who: string) => `Sobre: ${who}.`,
    latest: (ref: string, title: string, time: string) => `La última: [${ref}] «${title}», ${time}.`,
    looksAt: (words: string, state: string, severity: string) => `Busca: ${words} (${state}, gravedad ${severity}).`,
    made: (ref: string, when: string, who: string) => `[${ref}] la creó ${who}, ${when}.`,
    madeUnknown: (ref: string) => `No consta cuándo se creó [${ref}].`,
    changed: (when: string, who: string) => `Último cambio: ${when}, por ${who}.`,
    unchanged: 'No se ha cambiado desde entonces.',
    muted: (ref: string, who: string, until: string) =>
      `[${ref}] no avisa de nada sobre ${who} hasta ${until}. De lo que sea más grave que sus alertas hasta ahora se avisa igualmente; lo retenido se cuenta.`,
    mutedHow: (alert: string) => `Para terminarlo: «volver a avisar de ${alert}». «¿Qué está pospuesto?» lo muestra.`,
    nothingToMute: (ref: string, who: string) =>
      `[${ref}] no ha dado ninguna alerta sobre ${who}, así que aún no hay nada que silenciar: una excepción con final se hace a partir de una alerta. No se cambió nada.`,
    leaveOut: (ref: string, who: string) =>
      `Para siempre va como propuesta: «excluye a ${who} de ${ref}», o en la página de la regla: [${ref}](/rules/${ref}).`,
    onPage: (ref: string) => `Lo que excluye se ajusta en su página: [${ref}](/rules/${ref}).`,
    whoOf: (ref: string) =>
      `¿Sobre quién debe callar ${ref}, y hasta cuándo? Diga por ejemplo «silencia ${ref} para dana hasta el viernes». Una regla entera no se silencia por un tiempo; «desactiva ${ref}» lo propone.`,
    notBack: (ref: string, until: string) =>
      `Ninguna regla vuelve sola: aprobado, queda desactivada hasta que alguien diga «activa ${ref}» (usted dijo hasta ${until}).`,
    cannotLeaveOut: (ref: string) => `[${ref}] es de un tipo que no excluye cuentas sueltas. No se propuso nada.`,
    hoursWhich: (ref: string) =>
      `¿Desde cuándo hasta cuándo debe mirar ${ref}? Diga por ejemplo «cambia ${ref} de 23:00 a 06:00».`,
    noHours: (ref: string) => `[${ref}] no tiene horas: mira siempre. No se propuso nada.`,
    addresses:
      'Hay un tipo de regla para eso: inicios de sesión desde otro lugar que las direcciones de una lista. ¿Qué dirección o red es, por ejemplo 192.0.2.30 o 10.0.0.0/8? SafeNest avisa cuando alguien entra desde otro lugar; no detiene a nadie.',
    addressesFor: (who: string) =>
      `Hay un tipo de regla para eso: ${who} desde otro lugar que las direcciones de una lista. ¿Qué dirección o red es, por ejemplo 192.0.2.30 o 10.0.0.0/8? Nombre cada cuenta como inicia sesión: «avisa si svc-backup entra desde otro lugar que 192.0.2.30». SafeNest avisa; no detiene a nadie.`,
  },
});
