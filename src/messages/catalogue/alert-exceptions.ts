import { TOGETHER, UNREACHED } from '../../domain/escalation.ts';
import type { Language } from '../../domain/language.ts';
import type { QuestionState } from '../../domain/login-question.ts';
import { inEveryLanguage } from './catalogue.ts';
import { minutesText } from './terms.ts';

/** Names of whom was told, with it said of those who could not be. */
const reached = (whom: string, why: string, language: Language): string =>
  whom
    .replaceAll(UNREACHED, ` (${why})`)
    .replaceAll(TOGETHER, (_, others) => `, ${withOthers[language](Number(others))}`);

const withOthers: Record<Language, (others: number) => string> = {
  en: (others) => `with ${others} more`,
  de: (others) => `mit ${others} weiteren`,
  fr: (others) => `avec ${others} ${others === 1 ? 'autre' : 'autres'}`,
  es: (others) => `con ${others} más`,
};

type Asked = Exclude<QuestionState, 'sending'>;

interface ExceptionWords {
  /** Buttons of an alert's card. */
  card: {
    snooze: string;
    expected: string;
    tellAgain: string;
    ask: string;
    snoozed: (until: string, who: string) => string;
    isExpected: (until: string, who: string) => string;
    held: (events: string) => string;
    told: (whom: string) => string;
    /** Of these, whom it never reached. */
    lost: (whom: string) => string;
  };
  form: {
    snooze: (ref: string) => string;
    expect: (ref: string) => string;
    howLong: string;
    hours: Record<'1' | '24' | '168', string>;
    days: Record<'7' | '30' | '90', string>;
    what: string;
    thisRule: (who: string) => string;
    anyRule: (who: string) => string;
    why: string;
    send: string;
    /** What an exception covers: `alice from 203.0.113.9`. */
    from: (account: string, address: string) => string;
    cameraAlerts: string;
  };
  /** In the thread of an alert. */
  story: {
    snoozed: (until: string, who: string) => string;
    over: string;
    nudged: (whom: string) => string;
    asked: Record<Asked, (who: string) => string>;
  };
  /** In answers. */
  answer: {
    snoozed: (ref: string, until: string) => string;
    expected: (ref: string, what: string, until: string) => string;
    takeBack: (ref: string) => string;
    ended: (ref: string) => string;
    none: (ref: string) => string;
    list: (count: number) => string;
    empty: string;
    line: (ref: string, kind: 'snooze' | 'expected', what: string, until: string, who: string, held: number) => string;
    all: string;
    past: string;
    /** A pause was ordered for later hours. */
    laterPause: (from: string, until: string) => string;
    pauseNow: (until: string) => string;
    /** An alert was described rather than named: it is shown, and nothing is done yet. */
    seeFirst: (until: string) => string;
  };
  /** “Was this you?”, to the member alone. */
  question: {
    title: string;
    body: (account: string, when: string, where: string) => string;
    /** Of what another system reported instead of a login, in its words. */
    reported: (account: string, when: string, source: string, title: string) => string;
    why: string;
    yes: string;
    no: string;
    thanksYes: string;
    thanksNo: string;
    over: string;
    known: string;
  };
  /** To somebody who is told again, alone or in a channel; after no minutes at all, at once. */
  nudge: (ref: string, minutes: number) => string;
}

/** Exceptions, telling again, and “was this you?”. */
export const exceptionWords = inEveryLanguage<ExceptionWords>({
  en: {
    card: {
      snooze: 'Snooze…',
      expected: 'Expected…',
      tellAgain: 'Tell again',
      ask: 'Ask: was this you?',
      snoozed: (until, who) => `Snoozed until ${until} by ${who}`,
      isExpected: (until, who) => `Expected until ${until}, says ${who}`,
      held: (events) => `${events} not told`,
      told: (whom) => `Nobody acknowledged it; told again: ${reached(whom, 'not told: no chat account', 'en')}`,
      lost: (whom) => `Not reached, though told again: ${whom}. Reach them another way; Health and Delivery say why.`,
    },
    form: {
      snooze: (ref) => `Snooze ${ref}`,
      expect: (ref) => `${ref} is expected`,
      howLong: 'For how long?',
      hours: { '1': '1 hour', '24': '24 hours', '168': '7 days' },
      days: { '7': '7 days', '30': '30 days', '90': '90 days' },
      what: 'Do not alert again for',
      thisRule: (who) => `${who}, this rule`,
      anyRule: (who) => `${who}, any rule`,
      why: 'Why?',
      send: 'Save',
      from: (account, address) => `${account} from ${address}`,
      cameraAlerts: 'this camera',
    },
    story: {
      snoozed: (until, who) => `Snoozed until ${until} by ${who}`,
      over: 'The snooze is over',
      nudged: (whom) => `Nobody has acknowledged this. Told again: ${reached(whom, 'not told: no chat account', 'en')}`,
      asked: {
        asked: (who) => `${who} is asked whether it was them`,
        yes: (who) => `${who} says: yes, that was me. It may be a false alarm`,
        no: (who) => `${who} says: no, that was not me`,
        expired: (who) => `${who} was asked whether it was them and did not answer`,
        undeliverable: (who) => `${who} could not be asked: no chat account of theirs can be written to`,
      },
    },
    answer: {
      snoozed: (ref, until) => `[${ref}] is snoozed until ${until}: it goes on counting, and is told if it gets worse.`,
      expected: (ref, what, until) =>
        `[${ref}] is expected: no more alerts about ${what} until ${until}. The events stay in the log and are counted.`,
      takeBack: (ref) => `To take it back: “tell ${ref} again”.`,
      ended: (ref) => `[${ref}] is told again.`,
      none: (ref) => `Nothing of [${ref}] is held back.`,
      list: (count) => `${count} ${count === 1 ? 'thing is' : 'things are'} not told at the moment:`,
      empty: 'Nothing is held back: no alert is snoozed, and nothing is said to be expected.',
      line: (ref, kind, what, until, who, held) =>
        `• [${ref}] ${kind === 'snooze' ? 'snoozed' : `expected: ${what}`} until ${until}, by ${who}; ${held} ${held === 1 ? 'event' : 'events'} not told`,
      all: 'End one: “tell ALR-3 again”, or on the Exceptions page of the console.',
      past: 'Until when? Say a time that is still to come, such as “until tomorrow”, “for 3 hours” or “until 2026-12-01 08:00”.',
      laterPause: (from, until) =>
        `A pause begins when it is ordered, and I cannot order one for ${from}: say “pause alerts until ${until}” when it is time.`,
      pauseNow: (until) => `Or shall I pause them now, until ${until}?`,
      seeFirst: (until) => `Nothing is snoozed yet. If that is the one, say “snooze it until ${until}”.`,
    },
    question: {
      title: 'Was this you?',
      body: (account, when, where) => `Somebody signed in as “${account}” on ${when}${where ? `, from ${where}` : ''}.`,
      reported: (account, when, source, title) =>
        `Of your account “${account}”, ${source} reports: “${title}”, on ${when}.`,
      why: 'Your security team asks, because it looks unusual. Only your own press counts.',
      yes: 'Yes, that was me',
      no: 'No, that was not me',
      thanksYes: 'Thank you: you said that this was you. The security team knows.',
      thanksNo:
        'Thank you: you said that this was not you. The security team knows. Do not approve any sign-in you did not begin, and change your password if you can.',
      over: 'This question is over; nobody needs an answer any more. If it was not you, tell your security team.',
      known: 'You have answered this already.',
    },
    nudge: (ref, minutes) =>
      minutes === 0
        ? `${ref} waits for somebody to acknowledge it.`
        : `Nobody has acknowledged ${ref} for ${minutesText(minutes, 'en')}.`,
  },
  de: {
    card: {
      snooze: 'Später erinnern…',
      expected: 'Erwartet…',
      tellAgain: 'Wieder melden',
      ask: 'Fragen: Waren Sie das?',
      snoozed: (until, who) => `Zurückgestellt bis ${until} von ${who}`,
      isExpected: (until, who) => `Erwartet bis ${until}, sagt ${who}`,
      held: (events) => `${events} nicht gemeldet`,
      told: (whom) =>
        `Niemand hat ihn bestätigt; noch einmal gemeldet: ${reached(whom, 'nicht benachrichtigt: kein Chat-Konto', 'de')}`,
      lost: (whom) =>
        `Trotz erneuter Meldung nicht erreicht: ${whom}. Erreichen Sie sie anders; Health und Delivery sagen, warum.`,
    },
    form: {
      snooze: (ref) => `${ref} zurückstellen`,
      expect: (ref) => `${ref} ist erwartet`,
      howLong: 'Wie lange?',
      hours: { '1': '1 Stunde', '24': '24 Stunden', '168': '7 Tage' },
      days: { '7': '7 Tage', '30': '30 Tage', '90': '90 Tage' },
      what: 'Nicht mehr melden für',
      thisRule: (who) => `${who}, diese Regel`,
      anyRule: (who) => `${who}, jede Regel`,
      why: 'Warum?',
      send: 'Speichern',
      from: (account, address) => `${account} von ${address}`,
      cameraAlerts: 'diese Kamera',
    },
    story: {
      snoozed: (until, who) => `Zurückgestellt bis ${until} von ${who}`,
      over: 'Nicht mehr zurückgestellt',
      nudged: (whom) =>
        `Niemand hat ihn bestätigt. Noch einmal gemeldet: ${reached(whom, 'nicht benachrichtigt: kein Chat-Konto', 'de')}`,
      asked: {
        asked: (who) => `${who} wird gefragt, ob das sie selbst waren`,
        yes: (who) => `${who} sagt: ja, das war ich. Es kann ein Fehlalarm sein`,
        no: (who) => `${who} sagt: nein, das war ich nicht`,
        expired: (who) => `${who} wurde gefragt und hat nicht geantwortet`,
        undeliverable: (who) => `${who} konnte nicht gefragt werden: kein Chatkonto ist erreichbar`,
      },
    },
    answer: {
      snoozed: (ref, until) =>
        `[${ref}] ist bis ${until} zurückgestellt: er zählt weiter und wird gemeldet, wenn er schlimmer wird.`,
      expected: (ref, what, until) =>
        `[${ref}] ist erwartet: keine Alarme mehr zu ${what} bis ${until}. Die Ereignisse bleiben im Protokoll und werden gezählt.`,
      takeBack: (ref) => `Rückgängig machen: „${ref} wieder melden“.`,
      ended: (ref) => `[${ref}] wird wieder gemeldet.`,
      none: (ref) => `Von [${ref}] wird nichts zurückgehalten.`,
      list: (count) => `${count === 1 ? 'Eines wird' : `${count} Dinge werden`} zurzeit nicht gemeldet:`,
      empty: 'Es wird nichts zurückgehalten: kein Alarm ist zurückgestellt, und nichts gilt als erwartet.',
      line: (ref, kind, what, until, who, held) =>
        `• [${ref}] ${kind === 'snooze' ? 'zurückgestellt' : `erwartet: ${what}`} bis ${until}, von ${who}; ${held} ${held === 1 ? 'Ereignis' : 'Ereignisse'} nicht gemeldet`,
      all: 'Eines beenden: „ALR-3 wieder melden“, oder auf der Seite „Exceptions“ der Konsole.',
      past: 'Bis wann? Nennen Sie eine Zeit, die noch kommt, zum Beispiel „bis morgen“, „für 3 Stunden“ oder „bis 2026-12-01 08:00“.',
      laterPause: (from, until) =>
        `Eine Pause beginnt, sobald sie angeordnet wird, und für ${from} kann ich keine vormerken: sagen Sie dann „pausiere alle Alarme bis ${until}“.`,
      pauseNow: (until) => `Oder soll ich sie jetzt anhalten, bis ${until}?`,
      seeFirst: () => 'Noch ist nichts zurückgestellt. Wenn er es ist, sagen Sie „stelle ihn bis morgen zurück“.',
    },
    question: {
      title: 'Waren Sie das?',
      body: (account, when, where) =>
        `Jemand hat sich als „${account}“ angemeldet, ${when}${where ? `, von ${where}` : ''}.`,
      reported: (account, when, source, title) => `Zu Ihrem Konto „${account}“ meldet ${source}: „${title}“, ${when}.`,
      why: 'Ihr Sicherheitsteam fragt, weil es ungewöhnlich aussieht. Nur Ihr eigener Klick zählt.',
      yes: 'Ja, das war ich',
      no: 'Nein, das war ich nicht',
      thanksYes: 'Danke: Sie haben gesagt, dass Sie das waren. Das Sicherheitsteam weiß es.',
      thanksNo:
        'Danke: Sie haben gesagt, dass Sie das nicht waren. Das Sicherheitsteam weiß es. Bestätigen Sie keine Anmeldung, die Sie nicht begonnen haben, und ändern Sie wenn möglich Ihr Passwort.',
      over: 'Diese Frage hat sich erledigt. Wenn Sie das nicht waren, sagen Sie es Ihrem Sicherheitsteam.',
      known: 'Sie haben schon geantwortet.',
    },
    nudge: (ref, minutes) =>
      minutes === 0
        ? `${ref} wartet auf eine Bestätigung.`
        : `Seit ${minutesText(minutes, 'de')} hat niemand ${ref} bestätigt.`,
  },
  fr: {
    card: {
      snooze: 'Reporter…',
      expected: 'Attendu…',
      tellAgain: 'Signaler à nouveau',
      ask: 'Demander : était-ce vous ?',
      snoozed: (until, who) => `Reportée jusqu’au ${until} par ${who}`,
      isExpected: (until, who) => `Attendu jusqu’au ${until}, selon ${who}`,
      held: (events) => `${events} non signalés`,
      told: (whom) =>
        `Personne ne l’a prise en compte ; signalée à nouveau : ${reached(whom, 'non prévenu : pas de compte de chat', 'fr')}`,
      lost: (whom) =>
        `Pas joints malgré le nouvel avis : ${whom}. À joindre autrement ; Health et Delivery disent pourquoi.`,
    },
    form: {
      snooze: (ref) => `Reporter ${ref}`,
      expect: (ref) => `${ref} est attendu`,
      howLong: 'Pour combien de temps ?',
      hours: { '1': '1 heure', '24': '24 heures', '168': '7 jours' },
      days: { '7': '7 jours', '30': '30 jours', '90': '90 jours' },
      what: 'Ne plus alerter pour',
      thisRule: (who) => `${who}, cette règle`,
      anyRule: (who) => `${who}, toute règle`,
      why: 'Pourquoi ?',
      send: 'Enregistrer',
      from: (account, address) => `${account} depuis ${address}`,
      cameraAlerts: 'cette caméra',
    },
    story: {
      snoozed: (until, who) => `Reportée jusqu’au ${until} par ${who}`,
      over: 'Le report est terminé',
      nudged: (whom) =>
        `Personne ne l’a prise en compte. Signalée à nouveau : ${reached(whom, 'non prévenu : pas de compte de chat', 'fr')}`,
      asked: {
        asked: (who) => `On demande à ${who} si c’était bien la personne`,
        yes: (who) => `${who} dit : oui, c’était moi. C’est peut-être une fausse alerte`,
        no: (who) => `${who} dit : non, ce n’était pas moi`,
        expired: (who) => `${who} n’a pas répondu à la question`,
        undeliverable: (who) => `La question n’a pas pu être posée à ${who} : aucun compte joignable`,
      },
    },
    answer: {
      snoozed: (ref, until) =>
        `[${ref}] est reportée jusqu’au ${until} : elle continue de compter et sera signalée si elle s’aggrave.`,
      expected: (ref, what, until) =>
        `[${ref}] est attendu : plus d’alerte sur ${what} jusqu’au ${until}. Les événements restent au journal et sont comptés.`,
      takeBack: (ref) => `Pour revenir en arrière : « signaler ${ref} à nouveau ».`,
      ended: (ref) => `[${ref}] est de nouveau signalée.`,
      none: (ref) => `Rien de [${ref}] n’est retenu.`,
      list: (count) =>
        `${count} ${count === 1 ? 'élément n’est pas signalé' : 'éléments ne sont pas signalés'} en ce moment :`,
      empty: 'Rien n’est retenu : aucune alerte n’est reportée et rien n’est dit attendu.',
      line: (ref, kind, what, until, who, held) =>
        `• [${ref}] ${kind === 'snooze' ? 'reportée' : `attendu : ${what}`} jusqu’au ${until}, par ${who} ; ${held} ${held === 1 ? 'événement non signalé' : 'événements non signalés'}`,
      all: 'Pour en terminer un : « signaler ALR-3 à nouveau », ou la page « Exceptions » de la console.',
      past: 'Jusqu’à quand ? Donnez un moment à venir, par exemple « jusqu’à demain », « pendant 3 heures » ou « jusqu’au 2026-12-01 08:00 ».',
      laterPause: (from, until) =>
        `Une pause commence quand elle est demandée, et je ne peux pas en prévoir une pour ${from} : dites le moment venu « suspends les alertes jusqu’à ${until} ».`,
      pauseNow: (until) => `Ou dois-je les suspendre maintenant, jusqu’à ${until} ?`,
      seeFirst: () =>
        'Rien n’est reporté pour l’instant. Si c’est celle-là, dites « reporte cette alerte jusqu’à demain ».',
    },
    question: {
      title: 'Était-ce vous ?',
      body: (account, when, where) =>
        `Quelqu’un s’est connecté en tant que « ${account} », ${when}${where ? `, depuis ${where}` : ''}.`,
      reported: (account, when, source, title) =>
        `Au sujet de votre compte « ${account} », ${source} signale : « ${title} », ${when}.`,
      why: 'Votre équipe de sécurité le demande, car cela semble inhabituel. Seul votre propre clic compte.',
      yes: 'Oui, c’était moi',
      no: 'Non, ce n’était pas moi',
      thanksYes: 'Merci : vous avez dit que c’était vous. L’équipe de sécurité le sait.',
      thanksNo:
        'Merci : vous avez dit que ce n’était pas vous. L’équipe de sécurité le sait. N’approuvez aucune connexion que vous n’avez pas commencée, et changez votre mot de passe si possible.',
      over: 'Cette question est close. Si ce n’était pas vous, dites-le à votre équipe de sécurité.',
      known: 'Vous avez déjà répondu.',
    },
    nudge: (ref, minutes) =>
      minutes === 0
        ? `${ref} attend que quelqu’un la prenne en compte.`
        : `Personne n’a pris en compte ${ref} depuis ${minutesText(minutes, 'fr')}.`,
  },
  es: {
    card: {
      snooze: 'Posponer…',
      expected: 'Esperado…',
      tellAgain: 'Volver a avisar',
      ask: 'Preguntar: ¿fue usted?',
      snoozed: (until, who) => `Pospuesta hasta ${until} por ${who}`,
      isExpected: (until, who) => `Esperado hasta ${until}, según ${who}`,
      held: (events) => `${events} sin avisar`,
      told: (whom) => `Nadie la confirmó; se avisó de nuevo: ${reached(whom, 'sin avisar: sin cuenta de chat', 'es')}`,
      lost: (whom) =>
        `No se llegó a ${whom} pese al nuevo aviso. Contacte por otra vía; Health y Delivery dicen por qué.`,
    },
    form: {
      snooze: (ref) => `Posponer ${ref}`,
      expect: (ref) => `${ref} es esperado`,
      howLong: '¿Por cuánto tiempo?',
      hours: { '1': '1 hora', '24': '24 horas', '168': '7 días' },
      days: { '7': '7 días', '30': '30 días', '90': '90 días' },
      what: 'No volver a avisar de',
      thisRule: (who) => `${who}, esta regla`,
      anyRule: (who) => `${who}, cualquier regla`,
      why: '¿Por qué?',
      send: 'Guardar',
      from: (account, address) => `${account} desde ${address}`,
      cameraAlerts: 'esta cámara',
    },
    story: {
      snoozed: (until, who) => `Pospuesta hasta ${until} por ${who}`,
      over: 'Ya no está pospuesta',
      nudged: (whom) =>
        `Nadie la ha confirmado. Se avisó de nuevo: ${reached(whom, 'sin avisar: sin cuenta de chat', 'es')}`,
      asked: {
        asked: (who) => `Se pregunta a ${who} si fue esa persona`,
        yes: (who) => `${who} dice: sí, fui yo. Puede ser una falsa alarma`,
        no: (who) => `${who} dice: no, no fui yo`,
        expired: (who) => `${who} no respondió a la pregunta`,
        undeliverable: (who) => `No se pudo preguntar a ${who}: ninguna cuenta accesible`,
      },
    },
    answer: {
      snoozed: (ref, until) => `[${ref}] está pospuesta hasta ${until}: sigue contando y se avisa si empeora.`,
      expected: (ref, what, until) =>
        `[${ref}] es esperado: no más alertas sobre ${what} hasta ${until}. Los eventos quedan en el registro y se cuentan.`,
      takeBack: (ref) => `Para deshacerlo: «volver a avisar de ${ref}».`,
      ended: (ref) => `Se vuelve a avisar de [${ref}].`,
      none: (ref) => `No se retiene nada de [${ref}].`,
      list: (count) => `${count} ${count === 1 ? 'cosa no se avisa' : 'cosas no se avisan'} ahora:`,
      empty: 'No se retiene nada: ninguna alerta está pospuesta y nada se da por esperado.',
      line: (ref, kind, what, until, who, held) =>
        `• [${ref}] ${kind === 'snooze' ? 'pospuesta' : `esperado: ${what}`} hasta ${until}, por ${who}; ${held} ${held === 1 ? 'evento' : 'eventos'} sin avisar`,
      all: 'Terminar una: «volver a avisar de ALR-3», o en la página «Exceptions» de la consola.',
      past: '¿Hasta cuándo? Diga un momento que aún no haya llegado, por ejemplo «hasta mañana», «por 3 horas» o «hasta 2026-12-01 08:00».',
      laterPause: (from, until) =>
        `Una pausa empieza cuando se ordena, y no puedo prever una para las ${from}: diga entonces «pausa las alertas hasta las ${until}».`,
      pauseNow: (until) => `¿O las pauso ahora, hasta las ${until}?`,
      seeFirst: () => 'Aún no se ha pospuesto nada. Si es esa, diga “pospón esta alerta hasta mañana”.',
    },
    question: {
      title: '¿Fue usted?',
      body: (account, when, where) =>
        `Alguien inició sesión como «${account}», ${when}${where ? `, desde ${where}` : ''}.`,
      reported: (account, when, source, title) => `De su cuenta «${account}», ${source} informa: «${title}», ${when}.`,
      why: 'Su equipo de seguridad lo pregunta porque parece inusual. Solo cuenta su propio clic.',
      yes: 'Sí, fui yo',
      no: 'No, no fui yo',
      thanksYes: 'Gracias: ha dicho que fue usted. El equipo de seguridad lo sabe.',
      thanksNo:
        'Gracias: ha dicho que no fue usted. El equipo de seguridad lo sabe. No apruebe ningún inicio de sesión que no haya comenzado y cambie su contraseña si puede.',
      over: 'Esta pregunta ya terminó. Si no fue usted, dígaselo a su equipo de seguridad.',
      known: 'Ya respondió.',
    },
    nudge: (ref, minutes) =>
      minutes === 0
        ? `${ref} espera que alguien la confirme.`
        : `Nadie ha confirmado ${ref} desde hace ${minutesText(minutes, 'es')}.`,
  },
});
