import type { IncidentReportKind, ReportPart, ReviewSection } from '../../domain/incident-review.ts';
import type { Severity } from '../../domain/severity.ts';
import { inEveryLanguage } from './catalogue.ts';
import { terms } from './terms.ts';

interface IncidentWritingWords {
  /** `Tactical report` */
  kind: Record<IncidentReportKind, string>;
  parts: Record<ReportPart, string>;
  form: { title: (kind: IncidentReportKind, ref: string) => string; send: string; note: string; nothing: string };
  written: (kind: IncidentReportKind, ref: string) => string;
  told: (kind: IncidentReportKind, by: string) => string;
  change: (ref: string) => string;
  /** A button that opens its form once more. */
  again: string;
  /** Sentences that drafts, summaries and reviews are made of. */
  say: {
    is: (ref: string, title: string, status: string, severity: string) => string;
    began: (when: string, noticed: string | null) => string;
    alerts: (count: number, bySeverity: [Severity, number][], events: number, refs: string) => string;
    noAlerts: string;
    accounts: (names: string) => string;
    addresses: (names: string) => string;
    more: (count: number) => string;
    lasted: (how: string, over: boolean) => string;
    withWhom: (name: string | null) => string;
    closed: (when: string, how: string | null) => string;
    act: (when: string, who: string, what: string) => string;
    nothingDone: string;
    openAlerts: (count: number, refs: string) => string;
    assign: string;
    contain: string;
    close: string;
    nothingOpen: string;
    task: (title: string, who: string | null) => string;
    readReview: string;
    evidence: (count: number) => string;
    took: (name: string, acts: number, from: string, to: string) => string;
    nobody: string;
    undone: string;
    manyMore: (count: number) => string;
  };
  summary: { done: string; open: string; none: string };
  review: {
    title: (ref: string) => string;
    sections: Record<ReviewSection, string>;
    toFill: string;
    button: string;
    open: string;
    complete: string;
    tooLong: (part: string) => string;
    save: string;
    saved: (ref: string, parts: number) => string;
    /** Somebody wrote the same parts while the form was open. */
    meanwhile: (who: string) => string;
    made: (when: string) => string;
    began: string;
    reported: string;
    noticed: string;
    contained: string;
    closed: string;
    lasted: string;
    writtenBy: (who: string, when: string) => string;
    fromRecords: string;
    notYet: string;
    effort: string;
    effortOf: (name: string, minutes: string, acts: number) => string;
    effortSum: (minutes: string, cost: string | null) => string;
    effortHow: string;
    feedback: string;
    noFeedback: string;
    feedbackMean: (mean: string, count: number) => string;
  };
  feedback: {
    title: (ref: string) => string;
    body: (title: string) => string;
    button: string;
    score: string;
    scores: Record<'1' | '2' | '3' | '4' | '5', string>;
    words: string;
    send: string;
    thanks: (ref: string) => string;
    over: string;
  };
}

const severities = (list: [Severity, number][], words: (severity: Severity) => string): string =>
  list.map(([severity, count]) => `${count} ${words(severity)}`).join(', ');

/** What is written about an incident: reports, summaries, its review, and how handling it went. */
export const incidentWriting = inEveryLanguage<IncidentWritingWords>({
  en: {
    kind: { tactical: 'Tactical report', executive: 'Executive report' },
    parts: {
      conditions: 'Conditions',
      actions: 'Actions',
      needs: 'Needs',
      happened: 'What happened',
      impact: 'Impact',
      status: 'Status',
      next: 'Next',
    },
    form: {
      title: (kind, ref) => (kind === 'tactical' ? `Tactical report on ${ref}` : `Executive report on ${ref}`),
      send: 'Post it',
      note: 'Filled in from the records. Change what you know better.',
      nothing: 'A report needs words.',
    },
    written: (kind, ref) => `${kind === 'tactical' ? 'The tactical' : 'The executive'} report on ${ref} is written.`,
    told: (kind, by) => `${kind === 'tactical' ? 'Tactical' : 'Executive'} report by ${by}`,
    again: 'Write anew',
    change: (ref) =>
      `It is on the timeline of ${ref} and told where its card stands. To have it otherwise: “Write anew” on its card, or “undo the last change on ${ref}”.`,
    say: {
      is: (ref, title, status, severity) => `${ref} “${title}” is ${status}, severity ${severity}.`,
      began: (when, noticed) => `It began ${when}${noticed === null ? '' : ` and was reported ${noticed} later`}.`,
      alerts: (count, list, events, refs) =>
        `${terms.en.alerts(count)} (${severities(list, (one) => terms.en.severity[one])}) about ${terms.en.events(events)}: ${refs}.`,
      noAlerts: 'No alert is linked to it.',
      accounts: (names) => `Accounts: ${names}.`,
      addresses: (names) => `Addresses: ${names}.`,
      more: (count) => ` and ${count} more`,
      lasted: (how, over) => (over ? `It lasted ${how}.` : `It has lasted ${how} so far.`),
      withWhom: (name) => (name === null ? 'Nobody works on it yet.' : `${name} works on it.`),
      closed: (when, how) => `It was closed ${when}${how === null ? '.' : `: ${how}`}`,
      act: (when, who, what) => `${when}, ${who}: ${what}`,
      nothingDone: 'Nothing was done since it was opened.',
      openAlerts: (count, refs) => `${terms.en.alerts(count)} nobody has dealt with: ${refs}.`,
      assign: 'Somebody who takes it on.',
      contain: 'It is not contained yet.',
      close: 'It is contained; it remains to be closed with how it ended.',
      nothingOpen: 'Nothing is open.',
      task: (title, who) => `Task: ${title}${who === null ? '' : ` (${who})`}`,
      readReview: 'Complete its review: what went well, what did not, what follows.',
      evidence: (count) => `${count} ${count === 1 ? 'file is' : 'files are'} kept as evidence.`,
      took: (name, acts, from, to) =>
        from === to
          ? `${name}: once, ${from}`
          : `${name}: ${acts} ${acts === 1 ? 'entry' : 'entries'}, ${from} to ${to}`,
      nobody: 'Nobody wrote anything in its timeline.',
      undone: 'taken back',
      manyMore: (count) => `… ${count} earlier entries are in the timeline.`,
    },
    summary: { done: 'What was done:', open: 'Still open:', none: 'Nothing is open.' },
    review: {
      title: (ref) => `Review of ${ref}`,
      sections: {
        summary: 'Summary',
        impact: 'Impact',
        timeline: 'Timeline',
        people: 'Who took part',
        well: 'What went well',
        badly: 'What did not go well',
        follow_ups: 'Follow-ups',
      },
      toFill: 'Nobody has written this yet.',
      button: 'Review',
      open: 'Read and edit',
      complete: 'Complete it',
      tooLong: (part) => `“${part}” is longer than a form in chat holds: change it in the console.`,
      save: 'Save',
      saved: (ref, parts) =>
        parts === 0 ? `Nothing in the review of ${ref} was different.` : `The review of ${ref} is saved.`,
      meanwhile: (who) =>
        `${who} wrote there while you did: yours stands now, theirs is kept in the history of the review.`,
      made: (when) => `Made from the records ${when}.`,
      began: 'Began',
      reported: 'Reported',
      noticed: 'Until it was reported',
      contained: 'Contained',
      closed: 'Closed',
      lasted: 'From beginning to end',
      writtenBy: (who, when) => `${who}, ${when}`,
      fromRecords: 'From the records',
      notYet: 'There is no review yet: one is made when the incident is closed.',
      effort: 'Time spent',
      effortOf: (name, minutes, acts) => `${name}: ${minutes} (${acts} ${acts === 1 ? 'entry' : 'entries'})`,
      effortSum: (minutes, cost) => `Together ${minutes}${cost === null ? '.' : `, about ${cost}.`}`,
      effortHow:
        'Counted between somebody’s first and last entry, each pause as 30 minutes at most; work without an entry is not counted.',
      feedback: 'How handling it went',
      noFeedback: 'Nobody has answered yet.',
      feedbackMean: (mean, count) => `${mean} of 5 on average, ${count} ${count === 1 ? 'answer' : 'answers'}.`,
    },
    feedback: {
      title: (ref) => `How did handling ${ref} go?`,
      body: (title) => `“${title}” is closed, and you took part. One number and a word help to do better next time.`,
      button: 'Say how it went',
      score: 'How did it go?',
      scores: { 1: '1: badly', 2: '2: not so well', 3: '3: all right', 4: '4: well', 5: '5: very well' },
      words: 'A word about it (everyone who reads the review sees it)',
      send: 'Send',
      thanks: (ref) => `Thank you. It stands in the review of ${ref}.`,
      over: 'You answered this already; your newer answer counts.',
    },
  },
  de: {
    kind: { tactical: 'Lagebericht', executive: 'Bericht an die Leitung' },
    parts: {
      conditions: 'Lage',
      actions: 'Maßnahmen',
      needs: 'Bedarf',
      happened: 'Was geschah',
      impact: 'Auswirkung',
      status: 'Stand',
      next: 'Weiteres Vorgehen',
    },
    form: {
      title: (kind, ref) => (kind === 'tactical' ? `Lagebericht zu ${ref}` : `Bericht an die Leitung zu ${ref}`),
      send: 'Abschicken',
      note: 'Aus den Aufzeichnungen vorausgefüllt. Ändern Sie, was Sie besser wissen.',
      nothing: 'Ein Bericht braucht Worte.',
    },
    written: (kind, ref) =>
      `${kind === 'tactical' ? 'Der Lagebericht' : 'Der Bericht an die Leitung'} zu ${ref} ist geschrieben.`,
    told: (kind, by) => `${kind === 'tactical' ? 'Lagebericht' : 'Bericht an die Leitung'} von ${by}`,
    again: 'Neu schreiben',
    change: (ref) =>
      `Er steht im Verlauf von ${ref} und dort, wo dessen Karte steht. Anders: „Neu schreiben“ auf seiner Karte oder „mach die letzte Änderung an ${ref} rückgängig“.`,
    say: {
      is: (ref, title, status, severity) => `${ref} „${title}“ ist ${status}, Schweregrad ${severity}.`,
      began: (when, noticed) => `Beginn: ${when}${noticed === null ? '' : `; gemeldet wurde es ${noticed} später`}.`,
      alerts: (count, list, events, refs) =>
        `${terms.de.alerts(count)} (${severities(list, (one) => terms.de.severity[one])}) zu ${events === 1 ? '1 Ereignis' : `${events} Ereignissen`}: ${refs}.`,
      noAlerts: 'Kein Alarm ist damit verknüpft.',
      accounts: (names) => `Konten: ${names}.`,
      addresses: (names) => `Adressen: ${names}.`,
      more: (count) => ` und ${count} weitere`,
      lasted: (how, over) => (over ? `Es dauerte ${how}.` : `Es dauert bisher ${how}.`),
      withWhom: (name) => (name === null ? 'Noch arbeitet niemand daran.' : `${name} arbeitet daran.`),
      closed: (when, how) => `Geschlossen ${when}${how === null ? '.' : `: ${how}`}`,
      act: (when, who, what) => `${when}, ${who}: ${what}`,
      nothingDone: 'Seit der Eröffnung wurde nichts getan.',
      openAlerts: (count, refs) => `${terms.de.alerts(count)}, um die sich noch niemand gekümmert hat: ${refs}.`,
      assign: 'Jemand, der sich darum kümmert.',
      contain: 'Es ist noch nicht eingedämmt.',
      close: 'Es ist eingedämmt; es bleibt, es mit seinem Ausgang zu schließen.',
      nothingOpen: 'Nichts ist offen.',
      task: (title, who) => `Aufgabe: ${title}${who === null ? '' : ` (${who})`}`,
      readReview: 'Die Nachbetrachtung ergänzen: was gut lief, was nicht, was daraus folgt.',
      evidence: (count) => `${count} ${count === 1 ? 'Datei ist' : 'Dateien sind'} als Beweis aufbewahrt.`,
      took: (name, acts, from, to) =>
        from === to
          ? `${name}: einmal, ${from}`
          : `${name}: ${acts} ${acts === 1 ? 'Eintrag' : 'Einträge'}, ${from} bis ${to}`,
      nobody: 'Niemand hat etwas in den Verlauf geschrieben.',
      undone: 'zurückgenommen',
      manyMore: (count) => `… ${count} frühere Einträge stehen im Verlauf.`,
    },
    summary: { done: 'Was getan wurde:', open: 'Noch offen:', none: 'Nichts ist offen.' },
    review: {
      title: (ref) => `Nachbetrachtung zu ${ref}`,
      sections: {
        summary: 'Zusammenfassung',
        impact: 'Auswirkung',
        timeline: 'Verlauf',
        people: 'Wer beteiligt war',
        well: 'Was gut lief',
        badly: 'Was nicht gut lief',
        follow_ups: 'Was daraus folgt',
      },
      toFill: 'Das hat noch niemand geschrieben.',
      button: 'Nachbetrachtung',
      open: 'Lesen und bearbeiten',
      complete: 'Ergänzen',
      tooLong: (part) => `„${part}“ ist länger, als ein Formular im Chat fasst: in der Konsole ändern.`,
      save: 'Speichern',
      saved: (ref, parts) =>
        parts === 0
          ? `An der Nachbetrachtung zu ${ref} war nichts anders.`
          : `Die Nachbetrachtung zu ${ref} ist gespeichert.`,
      meanwhile: (who) =>
        `${who} hat dort inzwischen auch geschrieben: Ihr Text steht jetzt da, der andere bleibt im Verlauf der Nachbetrachtung.`,
      made: (when) => `Aus den Aufzeichnungen erstellt ${when}.`,
      began: 'Beginn',
      reported: 'Gemeldet',
      noticed: 'Bis zur Meldung',
      contained: 'Eingedämmt',
      closed: 'Geschlossen',
      lasted: 'Vom Beginn bis zum Ende',
      writtenBy: (who, when) => `${who}, ${when}`,
      fromRecords: 'Aus den Aufzeichnungen',
      notYet: 'Es gibt noch keine Nachbetrachtung: Sie entsteht, wenn der Vorfall geschlossen wird.',
      effort: 'Aufgewendete Zeit',
      effortOf: (name, minutes, acts) => `${name}: ${minutes} (${acts} ${acts === 1 ? 'Eintrag' : 'Einträge'})`,
      effortSum: (minutes, cost) => `Zusammen ${minutes}${cost === null ? '.' : `, etwa ${cost}.`}`,
      effortHow:
        'Gezählt vom ersten bis zum letzten Eintrag, jede Pause mit höchstens 30 Minuten; Arbeit ohne Eintrag zählt nicht.',
      feedback: 'Wie die Bearbeitung lief',
      noFeedback: 'Noch hat niemand geantwortet.',
      feedbackMean: (mean, count) => `${mean} von 5 im Mittel, ${count} ${count === 1 ? 'Antwort' : 'Antworten'}.`,
    },
    feedback: {
      title: (ref) => `Wie lief die Bearbeitung von ${ref}?`,
      body: (title) =>
        `„${title}“ ist geschlossen, und Sie waren beteiligt. Eine Zahl und ein Wort helfen, es das nächste Mal besser zu machen.`,
      button: 'Sagen, wie es lief',
      score: 'Wie lief es?',
      scores: { 1: '1: schlecht', 2: '2: nicht so gut', 3: '3: in Ordnung', 4: '4: gut', 5: '5: sehr gut' },
      words: 'Ein Wort dazu (alle, die die Nachbetrachtung lesen, sehen es)',
      send: 'Senden',
      thanks: (ref) => `Danke. Es steht in der Nachbetrachtung zu ${ref}.`,
      over: 'Sie haben schon geantwortet; die neuere Antwort zählt.',
    },
  },
  fr: {
    kind: { tactical: 'Point de situation', executive: 'Rapport à la direction' },
    parts: {
      conditions: 'Situation',
      actions: 'Actions',
      needs: 'Besoins',
      happened: 'Ce qui s’est passé',
      impact: 'Conséquences',
      status: 'État',
      next: 'Suite',
    },
    form: {
      title: (kind, ref) =>
        kind === 'tactical' ? `Point de situation sur ${ref}` : `Rapport à la direction sur ${ref}`,
      send: 'Publier',
      note: 'Prérempli d’après les données. Modifiez ce que vous savez mieux.',
      nothing: 'Un rapport doit contenir du texte.',
    },
    written: (kind, ref) =>
      `${kind === 'tactical' ? 'Le point de situation' : 'Le rapport à la direction'} sur ${ref} est écrit.`,
    told: (kind, by) => `${kind === 'tactical' ? 'Point de situation' : 'Rapport à la direction'} de ${by}`,
    again: 'Réécrire',
    change: (ref) =>
      `Il est dans l’historique de ${ref} et là où se trouve sa carte. Pour le changer : « Réécrire » sur sa carte, ou « annule le dernier changement de ${ref} ».`,
    say: {
      is: (ref, title, status, severity) => `${ref} « ${title} » est ${status}, ${severity}.`,
      began: (when, noticed) => `Début : ${when}${noticed === null ? '' : ` ; signalé ${noticed} plus tard`}.`,
      alerts: (count, list, events, refs) =>
        `${terms.fr.alerts(count)} (${severities(list, (one) => terms.fr.severity[one])}) sur ${terms.fr.events(events)} : ${refs}.`,
      noAlerts: 'Aucune alerte n’y est rattachée.',
      accounts: (names) => `Comptes : ${names}.`,
      addresses: (names) => `Adresses : ${names}.`,
      more: (count) => ` et ${count} de plus`,
      lasted: (how, over) => (over ? `Durée : ${how}.` : `Durée jusqu’ici : ${how}.`),
      withWhom: (name) => (name === null ? 'Personne ne s’en occupe encore.' : `${name} s’en occupe.`),
      closed: (when, how) => `Clos ${when}${how === null ? '.' : ` : ${how}`}`,
      act: (when, who, what) => `${when}, ${who} : ${what}`,
      nothingDone: 'Rien n’a été fait depuis l’ouverture.',
      openAlerts: (count, refs) => `${terms.fr.alerts(count)} dont personne ne s’est occupé : ${refs}.`,
      assign: 'Quelqu’un qui s’en charge.',
      contain: 'Ce n’est pas encore contenu.',
      close: 'C’est contenu ; il reste à le clore avec sa conclusion.',
      nothingOpen: 'Rien n’est en suspens.',
      task: (title, who) => `Tâche : ${title}${who === null ? '' : ` (${who})`}`,
      readReview: 'Compléter le bilan : ce qui a bien marché, ce qui n’a pas marché, la suite.',
      evidence: (count) => `${count} ${count === 1 ? 'fichier est conservé' : 'fichiers sont conservés'} comme preuve.`,
      took: (name, acts, from, to) =>
        from === to
          ? `${name} : une fois, ${from}`
          : `${name} : ${acts} ${acts === 1 ? 'entrée' : 'entrées'}, de ${from} à ${to}`,
      nobody: 'Personne n’a rien écrit dans l’historique.',
      undone: 'annulé',
      manyMore: (count) => `… ${count} entrées plus anciennes sont dans l’historique.`,
    },
    summary: { done: 'Ce qui a été fait :', open: 'Encore en suspens :', none: 'Rien n’est en suspens.' },
    review: {
      title: (ref) => `Bilan de ${ref}`,
      sections: {
        summary: 'Résumé',
        impact: 'Conséquences',
        timeline: 'Chronologie',
        people: 'Qui a participé',
        well: 'Ce qui a bien marché',
        badly: 'Ce qui n’a pas bien marché',
        follow_ups: 'Suites à donner',
      },
      toFill: 'Personne ne l’a encore écrit.',
      button: 'Bilan',
      open: 'Lire et modifier',
      complete: 'Compléter',
      tooLong: (part) => `« ${part} » est plus long que ce qu’un formulaire contient : à modifier dans la console.`,
      save: 'Enregistrer',
      saved: (ref, parts) =>
        parts === 0 ? `Rien n’avait changé dans le bilan de ${ref}.` : `Le bilan de ${ref} est enregistré.`,
      meanwhile: (who) =>
        `${who} y a écrit entre-temps : votre texte est en place, l’autre reste dans l’historique du bilan.`,
      made: (when) => `Établi d’après les données ${when}.`,
      began: 'Début',
      reported: 'Signalé',
      noticed: 'Jusqu’au signalement',
      contained: 'Contenu',
      closed: 'Clos',
      lasted: 'Du début à la fin',
      writtenBy: (who, when) => `${who}, ${when}`,
      fromRecords: 'D’après les données',
      notYet: 'Il n’y a pas encore de bilan : il est fait quand l’incident est clos.',
      effort: 'Temps passé',
      effortOf: (name, minutes, acts) => `${name} : ${minutes} (${acts} ${acts === 1 ? 'entrée' : 'entrées'})`,
      effortSum: (minutes, cost) => `En tout ${minutes}${cost === null ? '.' : `, environ ${cost}.`}`,
      effortHow:
        'Compté de la première à la dernière entrée, chaque pause pour 30 minutes au plus ; le travail sans entrée n’est pas compté.',
      feedback: 'Comment le traitement s’est passé',
      noFeedback: 'Personne n’a encore répondu.',
      feedbackMean: (mean, count) => `${mean} sur 5 en moyenne, ${count} ${count === 1 ? 'réponse' : 'réponses'}.`,
    },
    feedback: {
      title: (ref) => `Comment s’est passé le traitement de ${ref} ?`,
      body: (title) =>
        `« ${title} » est clos, et vous y avez participé. Un chiffre et un mot aident à faire mieux la prochaine fois.`,
      button: 'Dire comment ça s’est passé',
      score: 'Comment ça s’est passé ?',
      scores: { 1: '1 : mal', 2: '2 : pas très bien', 3: '3 : correctement', 4: '4 : bien', 5: '5 : très bien' },
      words: 'Un mot (visible de tous ceux qui lisent le bilan)',
      send: 'Envoyer',
      thanks: (ref) => `Merci. C’est dans le bilan de ${ref}.`,
      over: 'Vous aviez déjà répondu ; la réponse la plus récente compte.',
    },
  },
  es: {
    kind: { tactical: 'Informe de situación', executive: 'Informe para la dirección' },
    parts: {
      conditions: 'Situación',
      actions: 'Acciones',
      needs: 'Necesidades',
      happened: 'Qué ocurrió',
      impact: 'Impacto',
      status: 'Estado',
      next: 'Próximos pasos',
    },
    form: {
      title: (kind, ref) =>
        kind === 'tactical' ? `Informe de situación de ${ref}` : `Informe para la dirección de ${ref}`,
      send: 'Publicar',
      note: 'Rellenado a partir de los registros. Cambie lo que sepa mejor.',
      nothing: 'Un informe necesita palabras.',
    },
    written: (kind, ref) =>
      `${kind === 'tactical' ? 'El informe de situación' : 'El informe para la dirección'} de ${ref} está escrito.`,
    told: (kind, by) => `${kind === 'tactical' ? 'Informe de situación' : 'Informe para la dirección'} de ${by}`,
    again: 'Escribir de nuevo',
    change: (ref) =>
      `Está en el historial de ${ref} y donde está su tarjeta. Para cambiarlo: «Escribir de nuevo» en su tarjeta, o «deshaz el último cambio de ${ref}».`,
    say: {
      is: (ref, title, status, severity) => `${ref} «${title}» está ${status}, ${severity}.`,
      began: (when, noticed) => `Empezó ${when}${noticed === null ? '' : ` y se notificó ${noticed} después`}.`,
      alerts: (count, list, events, refs) =>
        `${terms.es.alerts(count)} (${severities(list, (one) => terms.es.severity[one])}) sobre ${terms.es.events(events)}: ${refs}.`,
      noAlerts: 'No tiene ninguna alerta vinculada.',
      accounts: (names) => `Cuentas: ${names}.`,
      addresses: (names) => `Direcciones: ${names}.`,
      more: (count) => ` y ${count} más`,
      lasted: (how, over) => (over ? `Duró ${how}.` : `Dura ${how} hasta ahora.`),
      withWhom: (name) => (name === null ? 'Nadie lo lleva todavía.' : `Lo lleva ${name}.`),
      closed: (when, how) => `Se cerró ${when}${how === null ? '.' : `: ${how}`}`,
      act: (when, who, what) => `${when}, ${who}: ${what}`,
      nothingDone: 'No se ha hecho nada desde que se abrió.',
      openAlerts: (count, refs) => `${terms.es.alerts(count)} que nadie ha atendido: ${refs}.`,
      assign: 'Alguien que lo lleve.',
      contain: 'Todavía no está contenido.',
      close: 'Está contenido; falta cerrarlo con su resolución.',
      nothingOpen: 'No queda nada pendiente.',
      task: (title, who) => `Tarea: ${title}${who === null ? '' : ` (${who})`}`,
      readReview: 'Completar la revisión: qué salió bien, qué no y qué sigue.',
      evidence: (count) => `${count} ${count === 1 ? 'archivo se guarda' : 'archivos se guardan'} como prueba.`,
      took: (name, acts, from, to) =>
        from === to
          ? `${name}: una vez, ${from}`
          : `${name}: ${acts} ${acts === 1 ? 'entrada' : 'entradas'}, de ${from} a ${to}`,
      nobody: 'Nadie escribió nada en el historial.',
      undone: 'deshecho',
      manyMore: (count) => `… hay ${count} entradas anteriores en el historial.`,
    },
    summary: { done: 'Lo que se hizo:', open: 'Aún pendiente:', none: 'No queda nada pendiente.' },
    review: {
      title: (ref) => `Revisión de ${ref}`,
      sections: {
        summary: 'Resumen',
        impact: 'Impacto',
        timeline: 'Cronología',
        people: 'Quién participó',
        well: 'Qué salió bien',
        badly: 'Qué no salió bien',
        follow_ups: 'Seguimiento',
      },
      toFill: 'Nadie lo ha escrito todavía.',
      button: 'Revisión',
      open: 'Leer y editar',
      complete: 'Completar',
      tooLong: (part) => `«${part}» es más largo que lo que cabe en un formulario: cámbielo en la consola.`,
      save: 'Guardar',
      saved: (ref, parts) =>
        parts === 0 ? `Nada cambió en la revisión de ${ref}.` : `La revisión de ${ref} está guardada.`,
      meanwhile: (who) =>
        `${who} escribió ahí mientras tanto: ahora está su texto de usted; el otro queda en el historial de la revisión.`,
      made: (when) => `Hecha a partir de los registros ${when}.`,
      began: 'Empezó',
      reported: 'Notificado',
      noticed: 'Hasta que se notificó',
      contained: 'Contenido',
      closed: 'Cerrado',
      lasted: 'De principio a fin',
      writtenBy: (who, when) => `${who}, ${when}`,
      fromRecords: 'De los registros',
      notYet: 'Todavía no hay revisión: se hace cuando se cierra el incidente.',
      effort: 'Tiempo dedicado',
      effortOf: (name, minutes, acts) => `${name}: ${minutes} (${acts} ${acts === 1 ? 'entrada' : 'entradas'})`,
      effortSum: (minutes, cost) => `En total ${minutes}${cost === null ? '.' : `, unos ${cost}.`}`,
      effortHow:
        'Contado entre la primera y la última entrada, cada pausa como máximo 30 minutos; el trabajo sin entrada no se cuenta.',
      feedback: 'Cómo fue la gestión',
      noFeedback: 'Nadie ha respondido todavía.',
      feedbackMean: (mean, count) => `${mean} de 5 de media, ${count} ${count === 1 ? 'respuesta' : 'respuestas'}.`,
    },
    feedback: {
      title: (ref) => `¿Cómo fue la gestión de ${ref}?`,
      body: (title) =>
        `«${title}» está cerrado y usted participó. Un número y una palabra ayudan a hacerlo mejor la próxima vez.`,
      button: 'Decir cómo fue',
      score: '¿Cómo fue?',
      scores: { 1: '1: mal', 2: '2: no muy bien', 3: '3: aceptable', 4: '4: bien', 5: '5: muy bien' },
      words: 'Unas palabras (las ve quien lea la revisión)',
      send: 'Enviar',
      thanks: (ref) => `Gracias. Está en la revisión de ${ref}.`,
      over: 'Ya había respondido; cuenta la respuesta más reciente.',
    },
  },
});
