import type { IncidentStatus } from '../../domain/incident.ts';
import { inEveryLanguage } from './catalogue.ts';
import { terms } from './terms.ts';

interface IncidentWords {
  belongsAlready: (alert: string, incident: string) => string;
  allBelongAlready: (count: number, incident: string) => string;
  belongToSeveral: (incidents: string, others: boolean) => string;
  nextOpen: (ref: string) => string;
  opened: (ref: string, title: string, severity: string, alerts: string | null) => string;
  stayed: (alerts: string, incident: string | null) => string;
  nextUndo: string;
  nextAssign: string;
  pressUndo: string;
  nothingFound: string;
  aboutWhatUnclear: string;
  aboutWhat: string;
  is: (ref: string, status: IncidentStatus, severity: string, title: string) => string;
  history: (opened: string, by: string, assignee: string | null, closed: string | undefined) => string;
  ended: (how: string) => string;
  last: (when: string, who: string, what: string) => string;
  nextClose: (ref: string) => string;
  nextAssignIt: (ref: string) => string;
  already: (ref: string, status: IncidentStatus, severity: string, assignee: string | null) => string;
  withdrawn: (ref: string, title: string) => string;
  haveBack: (ref: string) => string;
  done: (ref: string, title: string, changes: string) => string;
  changes: {
    status: (status: IncidentStatus) => string;
    /** Open again, with the status it was closed from. */
    reopened: (status: IncidentStatus) => string;
    assignee: (who: string | null) => string;
    severity: (severity: string) => string;
    resolution: string;
    /** Closed and how it ended, both at once. */
    closedWith: string;
    comment: string;
    alerts: string;
    unlinked: string;
    title: string;
    undone: (what: string) => string;
  };
  takeBack: (ref: string) => string;
  /** Labels and buttons of its card. */
  card: {
    nobody: string;
    accounts: string;
    from: string;
    opened: string;
    openedBy: (when: string, who: string) => string;
    closed: string;
    resolution: string;
    happened: string;
    open: string;
    assignToMe: string;
    close: string;
    reopen: string;
    undo: string;
    withdraw: (ref: string, alerts: boolean) => string;
    more: (count: number) => string;
    others: string;
    none: string;
    whose: (who: string | null) => string;
  };
}

/** One incident, in answers and on its card. */
export const incidentWords = inEveryLanguage<IncidentWords>({
  en: {
    belongsAlready: (alert, incident) => `[${alert}] belongs to [${incident}] already, so I opened no new incident.`,
    allBelongAlready: (count, incident) =>
      `${count === 2 ? 'Both' : `All ${count}`} alerts belong to [${incident}] already, so I opened no new incident.`,
    belongToSeveral: (incidents, others) =>
      `These alerts belong to ${incidents}${others ? ' and others' : ''} already, so I opened no new incident.`,
    nextOpen: (ref) => `Next: “open ${ref}”.`,
    opened: (ref, title, severity, alerts) =>
      `I opened [${ref}] “${title}” (${severity})${alerts ? ` with ${alerts}` : ''}.`,
    stayed: (alerts, incident) =>
      `${alerts} stayed with ${incident ? `[${incident}]` : 'the incidents they belong to'}.`,
    nextUndo: 'Next: “undo” if that was not meant.',
    nextAssign: 'Nobody works on it yet. Next: “assign it to me”, or “undo” if that was not meant.',
    pressUndo:
      'Whoever looks after security here sees it now. To say more: “add that …”. If it was not meant, press Undo on its card.',
    nothingFound:
      'I opened no incident: there is no alert to put into it. Give it a title if you want one all the same.',
    aboutWhatUnclear: 'I opened no incident, since I could not see what it would be about.',
    aboutWhat: 'What shall the incident be about? Name the alerts, or give it a title.',
    is: (ref, status, severity, title) => `[${ref}] is ${terms.en.incidentStatus[status]}, ${severity}: ${title}.`,
    history: (opened, by, assignee, closed) =>
      `Opened ${opened} by ${by}; ${assignee ? `${assignee} works on it` : 'nobody works on it yet'}${closed ? `; closed ${closed}` : ''}.`,
    ended: (how) => `How it ended: “${how}”`,
    last: (when, who, what) => `Last: ${when}, ${who}: ${what}`,
    nextClose: (ref) => `Next: “close ${ref}, resolved by …”.`,
    nextAssignIt: (ref) => `Next: “assign ${ref} to me”.`,
    already: (ref, status, severity, assignee) =>
      `[${ref}] is so already: ${terms.en.incidentStatus[status]}, ${severity}, ${assignee ? `${assignee} works on it` : 'nobody works on it yet'}.`,
    withdrawn: (ref, title) => `[${ref}] “${title}” is withdrawn, and its alerts are free again.`,
    haveBack: (ref) => `To have it back: “reopen ${ref}”.`,
    done: (ref, title, changes) => `Done, [${ref}] “${title}”: ${changes}.`,
    changes: {
      status: (status) => `it is ${terms.en.incidentStatus[status]}`,
      reopened: (status) => `it is open again: ${terms.en.incidentStatus[status]}, as it was before it was closed`,
      assignee: (who) => (who ? `${who} works on it` : 'nobody works on it any more'),
      severity: (severity) => `its severity is ${severity}`,
      resolution: 'how it ended is noted',
      closedWith: 'it is closed, with your note on how it ended',
      comment: 'the comment is on its timeline',
      alerts: 'the alerts are linked',
      unlinked: 'the alerts are taken off',
      title: 'it has the new title',
      undone: (what) => `I took back “${what}”`,
    },
    takeBack: (ref) => `To take it back: “undo the last change on ${ref}”.`,
    card: {
      nobody: 'nobody yet',
      accounts: 'Accounts',
      from: 'From',
      opened: 'Opened',
      openedBy: (when, who) => `${when} by ${who}`,
      closed: 'Closed',
      resolution: 'Resolution',
      happened: 'Happened',
      open: 'Open',
      assignToMe: 'Assign to me',
      close: 'Close',
      reopen: 'Reopen',
      undo: 'Undo',
      withdraw: (ref, alerts) => `Withdraw ${ref}${alerts ? ' and free its alerts' : ''}?`,
      more: (count) => ` and ${count} more`,
      others: 'More…',
      none: 'No incidents.',
      whose: (who) => `with ${who ?? 'nobody'}`,
    },
  },
  de: {
    belongsAlready: (alert, incident) =>
      `[${alert}] gehört schon zu [${incident}]; ich habe keinen neuen Vorfall eröffnet.`,
    allBelongAlready: (count, incident) =>
      `${count === 2 ? 'Beide' : `Alle ${count}`} Alarme gehören schon zu [${incident}]; ich habe keinen neuen Vorfall eröffnet.`,
    belongToSeveral: (incidents, others) =>
      `Diese Alarme gehören schon zu ${incidents}${others ? ' und weiteren' : ''}; ich habe keinen neuen Vorfall eröffnet.`,
    nextOpen: (ref) => `Als Nächstes: „${ref} öffnen“.`,
    opened: (ref, title, severity, alerts) =>
      `Ich habe [${ref}] „${title}“ eröffnet (Schweregrad ${severity}${alerts ? `, ${alerts}` : ''}).`,
    stayed: (alerts, incident) => `${alerts} ${incident ? `bleibt bei [${incident}]` : 'bleiben bei ihren Vorfällen'}.`,
    nextUndo: 'Als Nächstes: „rückgängig“, falls das nicht gemeint war.',
    nextAssign:
      'Noch niemand arbeitet daran. Als Nächstes: „weise ihn mir zu“ oder, falls das nicht gemeint war, „rückgängig“.',
    pressUndo:
      'Wer sich hier um Sicherheit kümmert, sieht ihn jetzt. Um mehr zu sagen: „Notiz: …“. Falls das nicht gemeint war, drücken Sie „Rückgängig“ auf seiner Karte.',
    nothingFound:
      'Ich habe keinen Vorfall eröffnet: Es gibt keinen Alarm dafür. Nennen Sie einen Titel, wenn Sie trotzdem einen möchten.',
    aboutWhatUnclear: 'Ich habe keinen Vorfall eröffnet, denn mir war nicht klar, worum es darin gehen soll.',
    aboutWhat: 'Worum soll es in dem Vorfall gehen? Nennen Sie die Alarme oder einen Titel.',
    is: (ref, status, severity, title) =>
      `[${ref}] ist ${terms.de.incidentStatus[status]}, Schweregrad ${severity}: ${title}.`,
    history: (opened, by, assignee, closed) =>
      `Eröffnet ${opened} von ${by}; ${assignee ? `${assignee} arbeitet daran` : 'noch niemand arbeitet daran'}${closed ? `; geschlossen ${closed}` : ''}.`,
    ended: (how) => `Ausgang: „${how}“`,
    last: (when, who, what) => `Zuletzt: ${when}, ${who}: ${what}`,
    nextClose: (ref) => `Als Nächstes: „schließe ${ref}, gelöst durch …“.`,
    nextAssignIt: (ref) => `Als Nächstes: „weise ${ref} mir zu“.`,
    already: (ref, status, severity, assignee) =>
      `[${ref}] ist schon so: ${terms.de.incidentStatus[status]}, Schweregrad ${severity}, ${assignee ? `${assignee} arbeitet daran` : 'noch niemand arbeitet daran'}.`,
    withdrawn: (ref, title) => `[${ref}] „${title}“ ist zurückgezogen, seine Alarme sind wieder frei.`,
    haveBack: (ref) => `Zurückholen: „${ref} wieder öffnen“.`,
    done: (ref, title, changes) => `Erledigt, [${ref}] „${title}“: ${changes}.`,
    changes: {
      status: (status) => `er ist ${terms.de.incidentStatus[status]}`,
      reopened: (status) => `er ist wieder offen: ${terms.de.incidentStatus[status]}, wie vor dem Schließen`,
      assignee: (who) => (who ? `${who} arbeitet daran` : 'niemand ist mehr zuständig'),
      severity: (severity) => `sein Schweregrad ist ${severity}`,
      resolution: 'der Ausgang ist notiert',
      closedWith: 'er ist geschlossen, mit Ihrem Vermerk zum Ausgang',
      comment: 'der Kommentar steht in seinem Verlauf',
      alerts: 'die Alarme sind verknüpft',
      unlinked: 'die Alarme sind herausgenommen',
      title: 'er hat den neuen Titel',
      undone: (what) => `zurückgenommen ist „${what}“`,
    },
    takeBack: (ref) => `Zurücknehmen: „mach die letzte Änderung an ${ref} rückgängig“.`,
    card: {
      nobody: 'noch niemand',
      accounts: 'Konten',
      from: 'Von',
      opened: 'Eröffnet',
      openedBy: (when, who) => `${when} von ${who}`,
      closed: 'Geschlossen',
      resolution: 'Ausgang',
      happened: 'Geschehen',
      open: 'Öffnen',
      assignToMe: 'Mir zuweisen',
      close: 'Schließen',
      reopen: 'Wieder öffnen',
      undo: 'Rückgängig',
      withdraw: (ref, alerts) => `${ref} zurückziehen${alerts ? ' und seine Alarme freigeben' : ''}?`,
      more: (count) => ` und ${count} weitere`,
      others: 'Mehr …',
      none: 'Keine Vorfälle.',
      whose: (who) => (who ? `bei ${who}` : 'niemand zuständig'),
    },
  },
  fr: {
    belongsAlready: (alert, incident) =>
      `[${alert}] fait déjà partie de [${incident}] ; je n’ai pas ouvert de nouvel incident.`,
    allBelongAlready: (count, incident) =>
      `Les ${count} alertes font déjà partie de [${incident}] ; je n’ai pas ouvert de nouvel incident.`,
    belongToSeveral: (incidents, others) =>
      `Ces alertes font déjà partie de ${incidents}${others ? ' et d’autres' : ''} ; je n’ai pas ouvert de nouvel incident.`,
    nextOpen: (ref) => `Ensuite : « ouvrir ${ref} ».`,
    opened: (ref, title, severity, alerts) =>
      `J’ai ouvert [${ref}] « ${title} » (${severity}${alerts ? `, ${alerts}` : ''}).`,
    stayed: (alerts, incident) =>
      `${alerts} ${incident ? `reste dans [${incident}]` : 'restent dans leurs incidents'}.`,
    nextUndo: 'Ensuite : « annuler » si ce n’était pas voulu.',
    nextAssign:
      'Personne ne s’en occupe encore. Ensuite : « attribue-le-moi », ou « annuler » si ce n’était pas voulu.',
    pressUndo:
      'Les responsables de la sécurité le voient maintenant. Pour en dire plus : « note : … ». Si ce n’était pas voulu, utilisez le bouton « Annuler » de sa carte.',
    nothingFound:
      'Je n’ai pas ouvert d’incident : il n’y a pas d’alerte à y mettre. Donnez un titre si vous en voulez un quand même.',
    aboutWhatUnclear: 'Je n’ai pas ouvert d’incident, car je n’ai pas vu de quoi il s’agirait.',
    aboutWhat: 'De quoi l’incident doit-il traiter ? Nommez les alertes ou donnez un titre.',
    is: (ref, status, severity, title) => `[${ref}] est ${terms.fr.incidentStatus[status]}, ${severity} : ${title}.`,
    history: (opened, by, assignee, closed) =>
      `Ouvert ${opened} par ${by} ; ${assignee ? `${assignee} s’en occupe` : 'personne ne s’en occupe encore'}${closed ? ` ; clos ${closed}` : ''}.`,
    ended: (how) => `Conclusion : « ${how} »`,
    last: (when, who, what) => `Dernière entrée : ${when}, ${who} : ${what}`,
    nextClose: (ref) => `Ensuite : « ferme ${ref}, résolu par … ».`,
    nextAssignIt: (ref) => `Ensuite : « attribue-moi ${ref} ».`,
    already: (ref, status, severity, assignee) =>
      `[${ref}] est déjà ainsi : ${terms.fr.incidentStatus[status]}, ${severity}, ${assignee ? `${assignee} s’en occupe` : 'personne ne s’en occupe encore'}.`,
    withdrawn: (ref, title) => `[${ref}] « ${title} » est retiré, ses alertes sont de nouveau libres.`,
    haveBack: (ref) => `Pour le retrouver : « rouvrir ${ref} ».`,
    done: (ref, title, changes) => `C’est fait, [${ref}] « ${title} » : ${changes}.`,
    changes: {
      status: (status) => `il est ${terms.fr.incidentStatus[status]}`,
      reopened: (status) => `il est rouvert : ${terms.fr.incidentStatus[status]}, comme avant d’être clos`,
      assignee: (who) => (who ? `${who} s’en occupe` : 'plus personne ne s’en occupe'),
      severity: (severity) => `sa gravité est maintenant : ${severity.replace('gravité ', '')}`,
      resolution: 'la conclusion est notée',
      closedWith: 'il est clos, avec votre note sur l’issue',
      comment: 'le commentaire est dans son historique',
      alerts: 'les alertes sont liées',
      unlinked: 'les alertes sont retirées',
      title: 'il a le nouveau titre',
      undone: (what) => `j’ai annulé « ${what} »`,
    },
    takeBack: (ref) => `Pour revenir en arrière : « annule le dernier changement de ${ref} ».`,
    card: {
      nobody: 'personne encore',
      accounts: 'Comptes',
      from: 'Depuis',
      opened: 'Ouvert',
      openedBy: (when, who) => `${when} par ${who}`,
      closed: 'Clos',
      resolution: 'Conclusion',
      happened: 'Survenu',
      open: 'Ouvrir',
      assignToMe: 'Me l’attribuer',
      close: 'Fermer',
      reopen: 'Rouvrir',
      undo: 'Annuler',
      withdraw: (ref, alerts) => `Retirer ${ref}${alerts ? ' et libérer ses alertes' : ''} ?`,
      more: (count) => ` et ${count} de plus`,
      others: 'Plus…',
      none: 'Aucun incident.',
      whose: (who) => (who ? `confié à ${who}` : 'sans responsable'),
    },
  },
  es: {
    belongsAlready: (alert, incident) => `[${alert}] ya pertenece a [${incident}]; no abrí un incidente nuevo.`,
    allBelongAlready: (count, incident) =>
      `Las ${count} alertas ya pertenecen a [${incident}]; no abrí un incidente nuevo.`,
    belongToSeveral: (incidents, others) =>
      `Estas alertas ya pertenecen a ${incidents}${others ? ' y otros' : ''}; no abrí un incidente nuevo.`,
    nextOpen: (ref) => `Después: «abrir ${ref}».`,
    opened: (ref, title, severity, alerts) => `Abrí [${ref}] «${title}» (${severity}${alerts ? `, ${alerts}` : ''}).`,
    stayed: (alerts, incident) => `${alerts} ${incident ? `sigue en [${incident}]` : 'siguen en sus incidentes'}.`,
    nextUndo: 'Después: «deshacer» si no era eso.',
    nextAssign: 'Nadie lo lleva todavía. Después: «asígnamelo», o «deshacer» si no era eso.',
    pressUndo:
      'Quienes se ocupan de la seguridad ya lo ven. Para decir más: «nota: …». Si no era eso, pulse «Deshacer» en su tarjeta.',
    nothingFound: 'No abrí ningún incidente: no hay alertas para él. Dé un título si lo quiere de todos modos.',
    aboutWhatUnclear: 'No abrí ningún incidente, porque no vi de qué trataría.',
    aboutWhat: '¿De qué debe tratar el incidente? Nombre las alertas o dé un título.',
    is: (ref, status, severity, title) => `[${ref}] está ${terms.es.incidentStatus[status]}, ${severity}: ${title}.`,
    history: (opened, by, assignee, closed) =>
      `Abierto ${opened} por ${by}; ${assignee ? `lo lleva ${assignee}` : 'nadie lo lleva todavía'}${closed ? `; cerrado ${closed}` : ''}.`,
    ended: (how) => `Cómo terminó: «${how}»`,
    last: (when, who, what) => `Lo último: ${when}, ${who}: ${what}`,
    nextClose: (ref) => `Después: «cierra ${ref}, resuelto por …».`,
    nextAssignIt: (ref) => `Después: «asígname ${ref}».`,
    already: (ref, status, severity, assignee) =>
      `[${ref}] ya está así: ${terms.es.incidentStatus[status]}, ${severity}, ${assignee ? `lo lleva ${assignee}` : 'nadie lo lleva todavía'}.`,
    withdrawn: (ref, title) => `[${ref}] «${title}» está retirado y sus alertas vuelven a estar libres.`,
    haveBack: (ref) => `Para recuperarlo: «reabrir ${ref}».`,
    done: (ref, title, changes) => `Hecho, [${ref}] «${title}»: ${changes}.`,
    changes: {
      status: (status) => `está ${terms.es.incidentStatus[status]}`,
      reopened: (status) => `está abierto de nuevo: ${terms.es.incidentStatus[status]}, como antes de cerrarlo`,
      assignee: (who) => (who ? `lo lleva ${who}` : 'ya nadie lo lleva'),
      severity: (severity) => `su gravedad ahora es ${severity.replace('gravedad ', '')}`,
      resolution: 'queda anotado cómo terminó',
      closedWith: 'está cerrado, con su nota de cómo terminó',
      comment: 'el comentario está en su historial',
      alerts: 'las alertas están vinculadas',
      unlinked: 'las alertas se han quitado',
      title: 'tiene el nuevo título',
      undone: (what) => `deshice «${what}»`,
    },
    takeBack: (ref) => `Para deshacerlo: «deshaz el último cambio de ${ref}».`,
    card: {
      nobody: 'nadie todavía',
      accounts: 'Cuentas',
      from: 'Desde',
      opened: 'Abierto',
      openedBy: (when, who) => `${when} por ${who}`,
      closed: 'Cerrado',
      resolution: 'Resolución',
      happened: 'Ocurrió',
      open: 'Abrir',
      assignToMe: 'Asignármelo',
      close: 'Cerrar',
      reopen: 'Reabrir',
      undo: 'Deshacer',
      withdraw: (ref, alerts) => `¿Retirar ${ref}${alerts ? ' y liberar sus alertas' : ''}?`,
      more: (count) => ` y ${count} más`,
      others: 'Más…',
      none: 'Ningún incidente.',
      whose: (who) => (who ? `lo lleva ${who}` : 'sin responsable'),
    },
  },
});
