import type { Language } from '../../domain/language.ts';
import { SEVERITIES, type Severity } from '../../domain/severity.ts';
import { oneLine } from '../../domain/text.ts';
import { inEveryLanguage } from './catalogue.ts';
import { listText, terms } from './terms.ts';
import { OPENING } from './undoing.ts';

const also = (said: string | undefined, words: (said: string) => string): string => (said ? ` ${words(said)}` : '');
const infinitives = (orders: readonly string[], language: Language): string => listText(orders, language, 'and');

/** Whether something is really to be changed, asked before it is done. */
export const orderingWords = inEveryLanguage({
  en: {
    shallI: (orders: readonly string[], said?: string) =>
      `Nothing is changed yet. Shall I ${infinitives(orders, 'en')} now?${also(said, (words) => `You also said “${words}”.`)} Say “yes” if so.`,
    openIt: (title: string) => `Shall I open an incident “${title}”? Say “yes”, or say in one line what happened.`,
    stays: (ref: string) =>
      `${ref} stays as I changed it before; to take that back, say “undo the last change of ${ref}”.`,
    forThese: (refs: readonly string[]) =>
      `Shall I open an incident for ${listText(refs, 'en', 'and')}? Say “yes”, or say in one line what happened.`,
    close: (ref: string) => `close ${ref}`,
    open: (ref: string) => `reopen ${ref}`,
    contained: (ref: string) => `set ${ref} to contained`,
    investigating: (ref: string) => `set ${ref} to investigating`,
    acknowledged: (ref: string) => `acknowledge ${ref}`,
    resolved: (ref: string) => `resolve ${ref}`,
    false_alarm: (ref: string) => `mark ${ref} as a false alarm`,
    assign: (ref: string, who: string | null) =>
      who === null ? `take ${ref} from whoever has it` : `assign ${ref} to ${who === 'me' ? 'you' : who}`,
    severity: (ref: string, value: Severity) => `set the severity of ${ref} to ${terms.en.severity[value]}`,
    undo: (ref: string) => `undo the last change of ${ref}`,
    withdraw: (ref: string) => `withdraw ${ref}`,
    incident: (_ref: string) => 'open an incident',
    note: (ref: string, text: string) => `note “${text}” on ${ref}`,
    change: (ref: string) => `change ${ref}`,
  },
  de: {
    shallI: (orders: readonly string[], said?: string) =>
      `Noch ist nichts geändert. Soll ich jetzt ${infinitives(orders, 'de')}?${also(said, (words) => `Sie sagten auch „${words}“.`)} Wenn ja, sagen Sie „ja“.`,
    openIt: (title: string) =>
      `Soll ich einen Vorfall „${title}“ eröffnen? Sagen Sie „ja“, oder in einer Zeile, was passiert ist.`,
    stays: (ref: string) =>
      `${ref} bleibt, wie ich es vorhin geändert habe; um das zurückzunehmen, sagen Sie „mach die letzte Änderung an ${ref} rückgängig“.`,
    forThese: (refs: readonly string[]) =>
      `Soll ich einen Vorfall für ${listText(refs, 'de', 'and')} eröffnen? Sagen Sie „ja“, oder in einer Zeile, was passiert ist.`,
    close: (ref: string) => `${ref} schließen`,
    open: (ref: string) => `${ref} wieder öffnen`,
    contained: (ref: string) => `${ref} auf eingedämmt setzen`,
    investigating: (ref: string) => `${ref} auf „in Untersuchung“ setzen`,
    acknowledged: (ref: string) => `${ref} bestätigen`,
    resolved: (ref: string) => `${ref} als gelöst markieren`,
    false_alarm: (ref: string) => `${ref} als Fehlalarm markieren`,
    assign: (ref: string, who: string | null) =>
      who === null ? `${ref} niemandem mehr zuweisen` : `${ref} ${who === 'me' ? 'Ihnen' : who} zuweisen`,
    severity: (ref: string, value: Severity) => `den Schweregrad von ${ref} auf ${terms.de.severity[value]} setzen`,
    undo: (ref: string) => `die letzte Änderung an ${ref} rückgängig machen`,
    withdraw: (ref: string) => `${ref} zurückziehen`,
    incident: (_ref: string) => 'einen Vorfall eröffnen',
    note: (ref: string, text: string) => `bei ${ref} „${text}“ notieren`,
    change: (ref: string) => `${ref} ändern`,
  },
  fr: {
    shallI: (orders: readonly string[], said?: string) =>
      `Rien n’est encore changé. Dois-je maintenant ${infinitives(orders, 'fr')} ?${also(said, (words) => `Vous avez aussi dit « ${words} ».`)} Si oui, dites « oui ».`,
    openIt: (title: string) =>
      `Dois-je ouvrir un incident « ${title} » ? Dites « oui », ou en une ligne ce qui s’est passé.`,
    stays: (ref: string) =>
      `${ref} reste comme je l’ai changé avant ; pour l’annuler, dites « annule le dernier changement de ${ref} ».`,
    forThese: (refs: readonly string[]) =>
      `Dois-je ouvrir un incident pour ${listText(refs, 'fr', 'and')} ? Dites « oui », ou en une ligne ce qui s’est passé.`,
    close: (ref: string) => `fermer ${ref}`,
    open: (ref: string) => `rouvrir ${ref}`,
    contained: (ref: string) => `passer ${ref} à « contenu »`,
    investigating: (ref: string) => `passer ${ref} à « en cours d’examen »`,
    acknowledged: (ref: string) => `acquitter ${ref}`,
    resolved: (ref: string) => `résoudre ${ref}`,
    false_alarm: (ref: string) => `marquer ${ref} comme fausse alerte`,
    assign: (ref: string, who: string | null) =>
      who === null ? `n’attribuer ${ref} à personne` : `attribuer ${ref} à ${who === 'me' ? 'vous' : who}`,
    severity: (ref: string, value: Severity) => `passer la gravité de ${ref} à ${terms.fr.severity[value]}`,
    undo: (ref: string) => `annuler le dernier changement de ${ref}`,
    withdraw: (ref: string) => `retirer ${ref}`,
    incident: (_ref: string) => 'ouvrir un incident',
    note: (ref: string, text: string) => `noter dans ${ref} « ${text} »`,
    change: (ref: string) => `changer ${ref}`,
  },
  es: {
    shallI: (orders: readonly string[], said?: string) =>
      `Aún no ha cambiado nada. ¿Debo ahora ${infinitives(orders, 'es')}?${also(said, (words) => `También dijo «${words}».`)} Si es así, diga «sí».`,
    openIt: (title: string) => `¿Abro un incidente «${title}»? Diga «sí», o en una línea qué ha pasado.`,
    stays: (ref: string) =>
      `${ref} queda como lo cambié antes; para deshacerlo, diga «deshaz el último cambio de ${ref}».`,
    forThese: (refs: readonly string[]) =>
      `¿Abro un incidente para ${listText(refs, 'es', 'and')}? Diga «sí», o en una línea qué ha pasado.`,
    close: (ref: string) => `cerrar ${ref}`,
    open: (ref: string) => `reabrir ${ref}`,
    contained: (ref: string) => `pasar ${ref} a contenido`,
    investigating: (ref: string) => `pasar ${ref} a en investigación`,
    acknowledged: (ref: string) => `confirmar ${ref}`,
    resolved: (ref: string) => `resolver ${ref}`,
    false_alarm: (ref: string) => `marcar ${ref} como falsa alarma`,
    assign: (ref: string, who: string | null) =>
      who === null ? `no asignar ${ref} a nadie` : `asignar ${ref} a ${who === 'me' ? 'usted' : who}`,
    severity: (ref: string, value: Severity) => `poner la gravedad de ${ref} en ${terms.es.severity[value]}`,
    undo: (ref: string) => `deshacer el último cambio de ${ref}`,
    withdraw: (ref: string) => `retirar ${ref}`,
    incident: (_ref: string) => 'abrir un incidente',
    note: (ref: string, text: string) => `anotar en ${ref} «${text}»`,
    change: (ref: string) => `cambiar ${ref}`,
  },
});

/** What a call would do, as an infinitive: “close INC-2”. */
export function doing(call: { tool: string; args: Record<string, unknown> }, language: Language): string {
  const words = orderingWords[language];
  const { id, status, assignee, severity, undo, undo_of: of, comment } = call.args;
  const ref = String(id ?? '');
  if (call.tool === 'create_incident') return words.incident(ref);
  if (status === 'closed') return words.close(ref);
  if (
    status === 'open' ||
    status === 'contained' ||
    status === 'investigating' ||
    status === 'acknowledged' ||
    status === 'resolved' ||
    status === 'false_alarm'
  )
    return words[status](ref);
  if (undo === true) return of === OPENING ? words.withdraw(ref) : words.undo(ref);
  if (assignee !== undefined) return words.assign(ref, assignee === null ? null : oneLine(String(assignee), 60));
  if (typeof comment === 'string') return words.note(ref, oneLine(comment, 80));
  const bad = SEVERITIES.find((one) => one === severity);
  return bad ? words.severity(ref, bad) : words.change(ref);
}
