import { inEveryLanguage, some } from './catalogue.ts';

export interface CaseCardWords {
  who: string;
  and: (others: number) => string;
  against: string;
  where: string;
  when: string;
  score: string;
  of: (score: number) => string;
  why: string;
  incident: string;
  course: string;
  points: string;
  similar: string;
  alike: (percent: number, outcome: string) => string;
  suggested: (step: string) => string;
  hidden: string;
  edited: string;
  deleted: string;
  more: (count: number) => string;
  open: string;
  dismiss: string;
  warn: string;
  timeout: (lasting: string) => string;
  mute: (lasting: string) => string;
  ban: string;
  sureBan: (name: string) => string;
  openIncident: string;
  openIt: (incident: string) => string;
  undo: string;
  undoIt: (action: string) => string;
  reveal: string;
  /** `ACT-5 Timeout for Mallory until …, by Ada: done` */
  did: (part: {
    ref: string;
    step: string;
    name: string;
    state: string;
    by: string;
    until: string | null;
    automatic: boolean;
  }) => string;
  dismissed: (by: string, as: string, note: string) => string;
  saidBy: (model: string) => string;
  none: string;
}

/** What stands on the card of a case, and its buttons. */
export const caseCardWords = inEveryLanguage<CaseCardWords>({
  en: {
    who: 'Who',
    and: (others) => `and ${some(others, 'other', 'others')}`,
    against: 'Against',
    where: 'Where',
    when: 'When',
    score: 'Escalation',
    of: (score) => `${score} of 100`,
    why: 'Why',
    incident: 'Incident',
    course: 'How it escalated',
    points: 'of 100',
    similar: 'Similar cases',
    alike: (percent, outcome) => `${percent} % alike: ${outcome}`,
    suggested: (step) => `Suggested: ${step}.`,
    hidden: '[hidden]',
    edited: 'edited since',
    deleted: 'deleted since',
    more: (count) => `${count} more on its page`,
    open: 'Open',
    dismiss: 'Dismiss',
    warn: 'Warn',
    timeout: (lasting) => `Time out ${lasting}`,
    mute: (lasting) => `Mute ${lasting}`,
    ban: 'Ban',
    sureBan: (name) => `Ban ${name}?`,
    openIncident: 'Open an incident',
    openIt: (incident) => `Open ${incident}`,
    undo: 'Undo',
    undoIt: (action) => `Undo ${action}`,
    reveal: 'Show what is hidden',
    did: ({ ref, step, name, state, by, until, automatic }) =>
      `${ref} ${step} for ${name}${until ? ` until ${until}` : ''}, ${automatic ? 'by the policy' : `by ${by}`}: ${state}`,
    dismissed: (by, as, note) => `Dismissed by ${by}: ${[as, note].filter(Boolean).join('. ')}`,
    saidBy: (model) => `Summary by ${model}; what the rules found stands whatever it says.`,
    none: 'No cases.',
  },
  de: {
    who: 'Wer',
    and: (others) => `und ${some(others, 'weitere Person', 'weitere')}`,
    against: 'Gegen',
    where: 'Wo',
    when: 'Wann',
    score: 'Eskalation',
    of: (score) => `${score} von 100`,
    why: 'Warum',
    incident: 'Vorfall',
    course: 'Wie es eskalierte',
    points: 'von 100',
    similar: 'Ähnliche Fälle',
    alike: (percent, outcome) => `${percent} % ähnlich: ${outcome}`,
    suggested: (step) => `Vorschlag: ${step}.`,
    hidden: '[verdeckt]',
    edited: 'seitdem geändert',
    deleted: 'seitdem gelöscht',
    more: (count) => `${count} weitere auf seiner Seite`,
    open: 'Öffnen',
    dismiss: 'Verwerfen',
    warn: 'Verwarnen',
    timeout: (lasting) => `Auszeit ${lasting}`,
    mute: (lasting) => `Stumm ${lasting}`,
    ban: 'Ausschließen',
    sureBan: (name) => `${name} ausschließen?`,
    openIncident: 'Vorfall eröffnen',
    openIt: (incident) => `${incident} öffnen`,
    undo: 'Rückgängig',
    undoIt: (action) => `${action} zurücknehmen`,
    reveal: 'Verdecktes zeigen',
    did: ({ ref, step, name, state, by, until, automatic }) =>
      `${ref} ${step} für ${name}${until ? ` bis ${until}` : ''}, ${automatic ? 'durch die Regeln' : `von ${by}`}: ${state}`,
    dismissed: (by, as, note) => `Verworfen von ${by}: ${[as, note].filter(Boolean).join('. ')}`,
    saidBy: (model) => `Zusammenfassung von ${model}; was die Regeln fanden, gilt, was immer es sagt.`,
    none: 'Keine Fälle.',
  },
  fr: {
    who: 'Qui',
    and: (others) => `et ${some(others, 'autre', 'autres')}`,
    against: 'Contre',
    where: 'Où',
    when: 'Quand',
    score: 'Escalade',
    of: (score) => `${score} sur 100`,
    why: 'Pourquoi',
    incident: 'Incident',
    course: 'Comment cela s’est envenimé',
    points: 'sur 100',
    similar: 'Cas semblables',
    alike: (percent, outcome) => `semblable à ${percent} % : ${outcome}`,
    suggested: (step) => `Proposition : ${step}.`,
    hidden: '[masqué]',
    edited: 'modifié depuis',
    deleted: 'supprimé depuis',
    more: (count) => `${count} de plus sur sa page`,
    open: 'Ouvrir',
    dismiss: 'Classer sans suite',
    warn: 'Avertir',
    timeout: (lasting) => `Exclure ${lasting}`,
    mute: (lasting) => `Sourdine ${lasting}`,
    ban: 'Bannir',
    sureBan: (name) => `Bannir ${name} ?`,
    openIncident: 'Ouvrir un incident',
    openIt: (incident) => `Ouvrir ${incident}`,
    undo: 'Annuler',
    undoIt: (action) => `Annuler ${action}`,
    reveal: 'Montrer ce qui est masqué',
    did: ({ ref, step, name, state, by, until, automatic }) =>
      `${ref} ${step} pour ${name}${until ? ` jusqu’au ${until}` : ''}, ${automatic ? 'par les règles' : `par ${by}`} : ${state}`,
    dismissed: (by, as, note) => `Classé sans suite par ${by} : ${[as, note].filter(Boolean).join('. ')}`,
    saidBy: (model) => `Résumé de ${model} ; ce que les règles ont trouvé tient quoi qu’il dise.`,
    none: 'Aucun cas.',
  },
  es: {
    who: 'Quién',
    and: (others) => `y ${some(others, 'más', 'más')}`,
    against: 'Contra',
    where: 'Dónde',
    when: 'Cuándo',
    score: 'Escalada',
    of: (score) => `${score} de 100`,
    why: 'Por qué',
    incident: 'Incidente',
    course: 'Cómo se agravó',
    points: 'de 100',
    similar: 'Casos parecidos',
    alike: (percent, outcome) => `${percent} % parecido: ${outcome}`,
    suggested: (step) => `Propuesta: ${step}.`,
    hidden: '[oculto]',
    edited: 'editado después',
    deleted: 'borrado después',
    more: (count) => `${count} más en su página`,
    open: 'Abrir',
    dismiss: 'Descartar',
    warn: 'Advertir',
    timeout: (lasting) => `Expulsar ${lasting}`,
    mute: (lasting) => `Silenciar ${lasting}`,
    ban: 'Expulsar para siempre',
    sureBan: (name) => `¿Expulsar a ${name}?`,
    openIncident: 'Abrir un incidente',
    openIt: (incident) => `Abrir ${incident}`,
    undo: 'Deshacer',
    undoIt: (action) => `Deshacer ${action}`,
    reveal: 'Mostrar lo oculto',
    did: ({ ref, step, name, state, by, until, automatic }) =>
      `${ref} ${step} para ${name}${until ? ` hasta ${until}` : ''}, ${automatic ? 'por las reglas' : `por ${by}`}: ${state}`,
    dismissed: (by, as, note) => `Descartado por ${by}: ${[as, note].filter(Boolean).join('. ')}`,
    saidBy: (model) => `Resumen de ${model}; lo que hallaron las reglas vale, diga lo que diga.`,
    none: 'Ningún caso.',
  },
});
