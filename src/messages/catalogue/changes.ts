import { inEveryLanguage } from './catalogue.ts';

/** A write, as far as words name it. */
export interface NamedChange {
  tool: string;
  args: Record<string, unknown>;
  /** What it made, where it made something. */
  ref?: string;
}

interface ChangeWords {
  /** By the status that is set; with the reference of what it is set of. */
  status: Record<string, (ref: string) => string>;
  openIncident: string;
  proposeRule: string;
  assign: (ref: string) => string;
  comment: (ref: string) => string;
  undo: (ref: string) => string;
  severity: (ref: string) => string;
  rename: (ref: string) => string;
  link: (ref: string) => string;
  change: (ref: string) => string;
  /** The alert or incident of which nobody knows which. */
  alert: string;
  incident: string;
  /** Orders that were not carried out; `reasons` are sentences of the tools that refused. */
  leftUndone: (changes: readonly string[], reasons: readonly string[]) => string;
  /** What was done before a turn was stopped. */
  doneUntilThen: (changes: readonly string[]) => string;
}

const because = (reasons: readonly string[], askAgain: string): string =>
  reasons.length > 0 ? reasons.join(' ') : askAgain;

/** What a change is called, as one would order it, and what is said of those that were not made. */
const words = inEveryLanguage<ChangeWords>({
  en: {
    status: {
      acknowledged: (ref) => `acknowledge ${ref}`,
      resolved: (ref) => `resolve ${ref}`,
      false_alarm: (ref) => `mark ${ref} as a false alarm`,
      open: (ref) => `reopen ${ref}`,
      investigating: (ref) => `set ${ref} to investigating`,
      contained: (ref) => `set ${ref} to contained`,
      closed: (ref) => `close ${ref}`,
    },
    openIncident: 'open an incident',
    proposeRule: 'propose a rule',
    assign: (ref) => `assign ${ref}`,
    comment: (ref) => `comment on ${ref}`,
    undo: (ref) => `undo the last change of ${ref}`,
    severity: (ref) => `change the severity of ${ref}`,
    rename: (ref) => `rename ${ref}`,
    link: (ref) => `link alerts to ${ref}`,
    change: (ref) => `change ${ref}`,
    alert: 'the alert',
    incident: 'the incident',
    leftUndone: (changes, reasons) =>
      `Not done: ${changes.join('; ')}. ${because(reasons, 'Nothing was changed there; ask for it once more by itself.')}`,
    doneUntilThen: (changes) => `Done until then: ${changes.join('; ')}.`,
  },
  de: {
    status: {
      acknowledged: (ref) => `${ref} bestätigen`,
      resolved: (ref) => `${ref} erledigen`,
      false_alarm: (ref) => `${ref} als Fehlalarm markieren`,
      open: (ref) => `${ref} wieder öffnen`,
      investigating: (ref) => `${ref} auf „in Untersuchung“ setzen`,
      contained: (ref) => `${ref} auf „eingedämmt“ setzen`,
      closed: (ref) => `${ref} schließen`,
    },
    openIncident: 'einen Vorfall eröffnen',
    proposeRule: 'eine Regel vorschlagen',
    assign: (ref) => `${ref} zuweisen`,
    comment: (ref) => `${ref} kommentieren`,
    undo: (ref) => `die letzte Änderung an ${ref} zurücknehmen`,
    severity: (ref) => `den Schweregrad von ${ref} ändern`,
    rename: (ref) => `${ref} umbenennen`,
    link: (ref) => `Alarme mit ${ref} verknüpfen`,
    change: (ref) => `${ref} ändern`,
    alert: 'den Alarm',
    incident: 'den Vorfall',
    leftUndone: (changes, reasons) =>
      `Nicht getan: ${changes.join('; ')}. ${because(reasons, 'Dort wurde nichts geändert; bitten Sie einzeln noch einmal darum.')}`,
    doneUntilThen: (changes) => `Bis dahin getan: ${changes.join('; ')}.`,
  },
  fr: {
    status: {
      acknowledged: (ref) => `acquitter ${ref}`,
      resolved: (ref) => `résoudre ${ref}`,
      false_alarm: (ref) => `marquer ${ref} comme fausse alerte`,
      open: (ref) => `rouvrir ${ref}`,
      investigating: (ref) => `passer ${ref} en cours d’enquête`,
      contained: (ref) => `passer ${ref} à « contenu »`,
      closed: (ref) => `clore ${ref}`,
    },
    openIncident: 'ouvrir un incident',
    proposeRule: 'proposer une règle',
    assign: (ref) => `attribuer ${ref}`,
    comment: (ref) => `commenter ${ref}`,
    undo: (ref) => `annuler la dernière modification de ${ref}`,
    severity: (ref) => `changer la gravité de ${ref}`,
    rename: (ref) => `renommer ${ref}`,
    link: (ref) => `rattacher des alertes à ${ref}`,
    change: (ref) => `modifier ${ref}`,
    alert: 'l’alerte',
    incident: 'l’incident',
    leftUndone: (changes, reasons) =>
      `Pas fait : ${changes.join(' ; ')}. ${because(reasons, 'Rien n’y a été modifié ; demandez-le encore une fois, séparément.')}`,
    doneUntilThen: (changes) => `Fait jusque-là : ${changes.join(' ; ')}.`,
  },
  es: {
    status: {
      acknowledged: (ref) => `confirmar ${ref}`,
      resolved: (ref) => `resolver ${ref}`,
      false_alarm: (ref) => `marcar ${ref} como falsa alarma`,
      open: (ref) => `reabrir ${ref}`,
      investigating: (ref) => `poner ${ref} en investigación`,
      contained: (ref) => `poner ${ref} como contenido`,
      closed: (ref) => `cerrar ${ref}`,
    },
    openIncident: 'abrir un incidente',
    proposeRule: 'proponer una regla',
    assign: (ref) => `asignar ${ref}`,
    comment: (ref) => `comentar ${ref}`,
    undo: (ref) => `deshacer el último cambio de ${ref}`,
    severity: (ref) => `cambiar la gravedad de ${ref}`,
    rename: (ref) => `cambiar el título de ${ref}`,
    link: (ref) => `vincular alertas a ${ref}`,
    change: (ref) => `cambiar ${ref}`,
    alert: 'la alerta',
    incident: 'el incidente',
    leftUndone: (changes, reasons) =>
      `No hecho: ${changes.join('; ')}. ${because(reasons, 'Ahí no se cambió nada; pídalo una vez más por separado.')}`,
    doneUntilThen: (changes) => `Hecho hasta entonces: ${changes.join('; ')}.`,
  },
});

/** How changes are named, in each language: “close INC-4”. */
export const changeWords = inEveryLanguage({
  en: changesIn(words.en),
  de: changesIn(words.de),
  fr: changesIn(words.fr),
  es: changesIn(words.es),
});

function changesIn(say: ChangeWords): {
  name: (change: NamedChange) => string;
  leftUndone: ChangeWords['leftUndone'];
  doneUntilThen: ChangeWords['doneUntilThen'];
} {
  const name = ({ tool, args, ref: made }: NamedChange): string => {
    const what = made ? ` ([${made}])` : '';
    if (tool === 'create_incident') return say.openIncident + what;
    if (tool === 'propose_rule') return say.proposeRule + what;
    const thing = tool === 'update_alert' ? say.alert : say.incident;
    const ref = typeof args.id === 'string' ? args.id : thing;
    const status = typeof args.status === 'string' ? say.status[args.status] : undefined;
    if (status) return status(ref);
    if (args.undo) return say.undo(ref);
    if (args.assignee !== undefined) return say.assign(ref);
    if (args.severity !== undefined) return say.severity(ref);
    if (args.title !== undefined) return say.rename(ref);
    if (args.link_alerts !== undefined) return say.link(ref);
    if (args.comment !== undefined) return say.comment(ref);
    return say.change(ref);
  };
  return { name, leftUndone: say.leftUndone, doneUntilThen: say.doneUntilThen };
}
