import type { CaseGroup, ModerationStep } from '../../domain/moderation.ts';
import { inEveryLanguage, some } from './catalogue.ts';

/** The desk's answers about moderation: cases, what was done, what was done about whoever asks. `[ref]` where something is cited. */
export interface ModerationAnswerWords {
  noneOpen: string;
  open: (count: number) => string;
  /** How many cases there are in one state; `state` is the word for it. */
  cases: (count: number, state: string | null, when: string) => string;
  latest: (open: number) => string;
  /** The one that is to be worked on next. */
  next: (open: number) => string;
  line: (one: {
    ref: string;
    severity: string;
    kind: string;
    who: string;
    against: string | null;
    where: string;
    when: string;
    state: string;
  }) => string;
  size: (messages: number, people: number, escalation: number) => string;
  because: (triggers: string) => string;
  gone: { deleted: string; edited: string };
  similar: (cases: string) => string;
  suggested: (step: string, why: string) => string;
  nothingDone: string;
  began: (who: string, when: string) => string;
  against: (who: string) => string;
  /** `“Dirk” (4 messages), “Kev” (2)`: who wrote what counts, the most first. */
  tookPart: (people: number, named: readonly { name: string; messages: number }[]) => string;
  /** How many people or channels cases are counted by. */
  grouped: Record<CaseGroup, (count: number, when: string) => string>;
  /** One of them. */
  groupLine: (name: string, count: number, open: number) => string;
  /** What whoever asks did: cases decided, and what else as a list. */
  mine: (cases: number, steps: string, when: string) => string;
  noneMine: (when: string) => string;
  /** How many cases are aimed at somebody. */
  aimedAt: (who: string, count: number, open: number, when: string) => string;
  noAdvice: string;
  noneAlike: string;
  /** `2 bans, this week` */
  steps: Record<ModerationStep, readonly [one: string, several: string]>;
  none: (steps: string, when: string) => string;
  count: (count: number, steps: string, when: string) => string;
  history: (who: string, cases: number, open: number, actions: number, strikes: string, when: string) => string;
  unknown: (who: string) => string;
  /** `2 appeals, 1 of them open, this week.` */
  appeals: (count: number, open: number, when: string) => string;
  /** `[APL-2] “Kev” against the timeout [ACT-5], Mon 3 Nov: open` */
  appealLine: (one: {
    ref: string;
    who: string;
    step: string;
    against: string;
    time: string;
    state: string;
    by: string | null;
  }) => string;
  which: (who: string, people: string) => string;
  whichMember: string;
  whatAction: string;
  /** Of an order about a case. */
  pressIt: string;
  own: (count: number) => string;
  ownNone: string;
  notLinked: string;
  ownLine: (ref: string, step: string, where: string, until: string | null, state: string) => string;
  reason: (quoted: string) => string;
  how: string;
}

export const moderationAnswerWords = inEveryLanguage<ModerationAnswerWords>({
  en: {
    noneOpen: 'No case is open.',
    open: (count) => `${some(count, 'case is', 'cases are')} open.`,
    cases: (count, state, when) =>
      `${count === 0 ? 'No' : count} ${state ? `${state} ` : ''}${count === 1 ? 'case' : 'cases'}${when}.`,
    latest: (open) => (open === 1 ? '1 case is open:' : `${open} cases are open, this one is the latest:`),
    next: (open) => `${some(open, 'case is', 'cases are')} open; this one comes next:`,
    line: ({ ref, severity, kind, who, against, where, when, state }) =>
      `[${ref}] ${severity}, ${kind}: ${who}${against ? ` against ${against}` : ''} in ${where}, ${when} (${state})`,
    size: (messages, people, escalation) =>
      `${some(messages, 'message', 'messages')} by ${some(people, 'person', 'people')}; escalation ${escalation} of 100.`,
    because: (triggers) => `It fired because of: ${triggers}.`,
    gone: { deleted: 'deleted since', edited: 'edited since' },
    similar: (cases) => `Similar: ${cases}.`,
    suggested: (step, why) => `Suggested: ${step}. ${why}`,
    nothingDone: 'Nothing was done about it yet.',
    began: (who, when) => `${who} wrote the first of what is kept, ${when}.`,
    against: (who) => `It is against ${who}.`,
    tookPart: (people, named) =>
      `${some(people, 'person', 'people')} took part: ${named.map(({ name, messages }) => `${name} (${some(messages, 'message', 'messages')})`).join(', ')}.`,
    grouped: {
      offender: (count, when) =>
        `${count === 0 ? 'Nobody has a case' : some(count, 'person has cases', 'people have cases')}${when}.`,
      target: (count, when) =>
        `${count === 0 ? 'Cases are aimed at nobody' : `Cases are aimed at ${some(count, 'person', 'people')}`}${when}.`,
      channel: (count, when) =>
        `${count === 0 ? 'No channel has a case' : some(count, 'channel has cases', 'channels have cases')}${when}.`,
    },
    groupLine: (name, count, open) => `${name}: ${some(count, 'case', 'cases')}${open > 0 ? `, ${open} open` : ''}`,
    mine: (cases, steps, when) =>
      `By you${when}: ${[some(cases, 'case decided', 'cases decided'), steps].filter(Boolean).join(', ')}.`,
    noneMine: (when) => `Nothing by you${when}: no case decided, nobody warned, timed out, muted or banned.`,
    aimedAt: (who, count, open, when) =>
      `${count === 0 ? 'No case is' : some(count, 'case is', 'cases are')} aimed at ${who}${open > 0 ? ` (${open} open)` : ''}${when}.`,
    noAdvice: 'Nothing is suggested any more: it is decided.',
    noneAlike: 'No case that was decided before it is like it.',
    steps: {
      note: ['note', 'notes'],
      delete: ['deletion', 'deletions'],
      warning: ['warning', 'warnings'],
      timeout: ['timeout', 'timeouts'],
      mute: ['mute', 'mutes'],
      ban: ['ban', 'bans'],
    },
    none: (steps, when) => `No ${steps}${when}.`,
    count: (count, steps, when) => `${count} ${steps}${when}.`,
    history: (who, cases, open, actions, strikes, when) =>
      `${who}: ${some(cases, 'case', 'cases')}${open > 0 ? ` (${open} open)` : ''}, ${some(actions, 'action', 'actions')}, ${strikes} strikes that still count${when}.`,
    unknown: (who) => `Moderation has had nothing to do with ${who}: no case, and nothing was done.`,
    appeals: (count, open, when) =>
      count === 0
        ? `No appeals${when}.`
        : `${some(count, 'appeal', 'appeals')}${open > 0 ? `, ${open === count ? 'all' : open} waiting for a decision` : ', all decided'}${when}.`,
    appealLine: ({ ref, who, step, against, time, state, by }) =>
      `${ref} ${who} against ${step} ${against}, ${time}: ${state}${by === null ? '' : `, decided by ${by}`}`,
    which: (who, people) => `Several are called ${who}: ${people}. Which one do you mean?`,
    whichMember: 'Which member do you mean?',
    whatAction: 'Whose action shall I take back?',
    pressIt: 'Nothing was changed: a case is decided with the buttons of its card.',
    own: (count) => `${some(count, 'thing was', 'things were')} done about what you wrote.`,
    ownNone: 'Nothing was done about you in the channels that are guarded here.',
    notLinked:
      'No chat account of yours is linked here, so I cannot look that up. What was done and why stands in the direct message you were sent, with its Appeal button.',
    ownLine: (ref, step, where, until, state) =>
      `[${ref}] ${step} in ${where}${until ? ` until ${until}` : ''}: ${state}.`,
    reason: (quoted) => `Reason: ${quoted}`,
    how: 'If you think this is wrong, press Appeal on the direct message that told you of it: a person looks at it again, once.',
  },
  de: {
    noneOpen: 'Kein Fall ist offen.',
    open: (count) => `${some(count, 'Fall ist', 'Fälle sind')} offen.`,
    cases: (count, state, when) =>
      `${count === 0 ? 'Keine Fälle' : some(count, 'Fall', 'Fälle')}${state ? ` (${state})` : ''}${when}.`,
    latest: (open) => (open === 1 ? '1 Fall ist offen:' : `${open} Fälle sind offen, dies ist der neueste:`),
    next: (open) => `${some(open, 'Fall ist', 'Fälle sind')} offen; dieser ist der nächste:`,
    line: ({ ref, severity, kind, who, against, where, when, state }) =>
      `[${ref}] ${severity}, ${kind}: ${who}${against ? ` gegen ${against}` : ''} in ${where}, ${when} (${state})`,
    size: (messages, people, escalation) =>
      `${some(messages, 'Nachricht', 'Nachrichten')} von ${some(people, 'Person', 'Personen')}; Eskalation ${escalation} von 100.`,
    because: (triggers) => `Ausgelöst durch: ${triggers}.`,
    gone: { deleted: 'seitdem gelöscht', edited: 'seitdem geändert' },
    similar: (cases) => `Ähnlich: ${cases}.`,
    suggested: (step, why) => `Vorschlag: ${step}. ${why}`,
    nothingDone: 'Bisher wurde nichts unternommen.',
    began: (who, when) => `${who} schrieb das Erste von dem, was aufbewahrt ist, ${when}.`,
    against: (who) => `Es richtet sich gegen ${who}.`,
    tookPart: (people, named) =>
      `${some(people, 'Person war', 'Personen waren')} dabei: ${named.map(({ name, messages }) => `${name} (${some(messages, 'Nachricht', 'Nachrichten')})`).join(', ')}.`,
    grouped: {
      offender: (count, when) =>
        `${count === 0 ? 'Niemand hat einen Fall' : some(count, 'Person hat Fälle', 'Personen haben Fälle')}${when}.`,
      target: (count, when) =>
        `${count === 0 ? 'Gegen niemanden richten sich Fälle' : `Fälle richten sich gegen ${some(count, 'Person', 'Personen')}`}${when}.`,
      channel: (count, when) =>
        `${count === 0 ? 'Kein Kanal hat einen Fall' : some(count, 'Kanal hat Fälle', 'Kanäle haben Fälle')}${when}.`,
    },
    groupLine: (name, count, open) => `${name}: ${some(count, 'Fall', 'Fälle')}${open > 0 ? `, ${open} offen` : ''}`,
    mine: (cases, steps, when) =>
      `Von Ihnen${when}: ${[some(cases, 'Fall entschieden', 'Fälle entschieden'), steps].filter(Boolean).join(', ')}.`,
    noneMine: (when) =>
      `Nichts von Ihnen${when}: kein Fall entschieden, niemand verwarnt, in Auszeit, stummgeschaltet oder ausgeschlossen.`,
    aimedAt: (who, count, open, when) =>
      `${count === 0 ? 'Kein Fall richtet sich' : some(count, 'Fall richtet sich', 'Fälle richten sich')} gegen ${who}${open > 0 ? ` (${open} offen)` : ''}${when}.`,
    noAdvice: 'Nichts wird mehr vorgeschlagen: Es ist entschieden.',
    noneAlike: 'Kein früher entschiedener Fall ist ihm ähnlich.',
    steps: {
      note: ['Notiz', 'Notizen'],
      delete: ['Löschung', 'Löschungen'],
      warning: ['Verwarnung', 'Verwarnungen'],
      timeout: ['Auszeit', 'Auszeiten'],
      mute: ['Stummschaltung', 'Stummschaltungen'],
      ban: ['Ausschluss', 'Ausschlüsse'],
    },
    none: (steps, when) => `Keine ${steps}${when}.`,
    count: (count, steps, when) => `${count} ${steps}${when}.`,
    history: (who, cases, open, actions, strikes, when) =>
      `${who}: ${some(cases, 'Fall', 'Fälle')}${open > 0 ? ` (${open} offen)` : ''}, ${some(actions, 'Maßnahme', 'Maßnahmen')}, ${strikes} Punkte, die noch zählen${when}.`,
    unknown: (who) => `Die Moderation hatte mit ${who} nichts zu tun: kein Fall, keine Maßnahme.`,
    appeals: (count, open, when) =>
      count === 0
        ? `Keine Einsprüche${when}.`
        : `${some(count, 'Einspruch', 'Einsprüche')}${open > 0 ? `, ${open === count ? 'alle' : open} noch zu entscheiden` : ', alle entschieden'}${when}.`,
    appealLine: ({ ref, who, step, against, time, state, by }) =>
      `${ref} ${who} gegen ${step} ${against}, ${time}: ${state}${by === null ? '' : `, entschieden von ${by}`}`,
    which: (who, people) => `Mehrere heißen ${who}: ${people}. Wer ist gemeint?`,
    whichMember: 'Welches Mitglied meinen Sie?',
    whatAction: 'Wessen Maßnahme soll ich zurücknehmen?',
    pressIt: 'Es wurde nichts geändert: Über einen Fall wird mit den Knöpfen seiner Karte entschieden.',
    own: (count) => `${some(count, 'Maßnahme', 'Maßnahmen')} wegen dem, was Sie geschrieben haben.`,
    ownNone: 'In den Kanälen, die hier bewacht werden, wurde gegen Sie nichts unternommen.',
    notLinked:
      'Hier ist kein Chat-Konto von Ihnen verknüpft, ich kann das also nicht nachsehen. Was getan wurde und warum, steht in der Direktnachricht, die Sie bekommen haben, mit dem Knopf „Einspruch“.',
    ownLine: (ref, step, where, until, state) =>
      `[${ref}] ${step} in ${where}${until ? ` bis ${until}` : ''}: ${state}.`,
    reason: (quoted) => `Grund: ${quoted}`,
    how: 'Wenn Sie das falsch finden, legen Sie mit dem Knopf der Direktnachricht, die es Ihnen sagte, Einspruch ein: Ein Mensch sieht es sich noch einmal an, ein Mal.',
  },
  fr: {
    noneOpen: 'Aucun cas n’est ouvert.',
    open: (count) => `${some(count, 'cas est ouvert', 'cas sont ouverts')}.`,
    cases: (count, state, when) => `${count === 0 ? 'Aucun' : count} cas${state ? ` (${state})` : ''}${when}.`,
    latest: (open) => (open === 1 ? '1 cas est ouvert :' : `${open} cas sont ouverts, voici le plus récent :`),
    next: (open) => `${some(open, 'cas est ouvert', 'cas sont ouverts')} ; voici le suivant :`,
    line: ({ ref, severity, kind, who, against, where, when, state }) =>
      `[${ref}] ${severity}, ${kind} : ${who}${against ? ` contre ${against}` : ''} dans ${where}, ${when} (${state})`,
    size: (messages, people, escalation) =>
      `${some(messages, 'message', 'messages')} de ${some(people, 'personne', 'personnes')} ; escalade ${escalation} sur 100.`,
    because: (triggers) => `Déclenché par : ${triggers}.`,
    gone: { deleted: 'supprimé depuis', edited: 'modifié depuis' },
    similar: (cases) => `Semblables : ${cases}.`,
    suggested: (step, why) => `Proposé : ${step}. ${why}`,
    nothingDone: 'Rien n’a encore été fait.',
    began: (who, when) => `${who} a écrit le premier message conservé, ${when}.`,
    against: (who) => `C’est contre ${who}.`,
    tookPart: (people, named) =>
      `${some(people, 'personne y a pris part', 'personnes y ont pris part')} : ${named.map(({ name, messages }) => `${name} (${some(messages, 'message', 'messages')})`).join(', ')}.`,
    grouped: {
      offender: (count, when) =>
        `${count === 0 ? 'Personne n’a de cas' : some(count, 'personne a des cas', 'personnes ont des cas')}${when}.`,
      target: (count, when) =>
        `${count === 0 ? 'Les cas ne visent personne' : `Les cas visent ${some(count, 'personne', 'personnes')}`}${when}.`,
      channel: (count, when) =>
        `${count === 0 ? 'Aucun canal n’a de cas' : some(count, 'canal a des cas', 'canaux ont des cas')}${when}.`,
    },
    groupLine: (name, count, open) =>
      `${name} : ${some(count, 'cas', 'cas')}${open > 0 ? `, dont ${open} ouvert${open === 1 ? '' : 's'}` : ''}`,
    mine: (cases, steps, when) =>
      `Par vous${when} : ${[some(cases, 'cas décidé', 'cas décidés'), steps].filter(Boolean).join(', ')}.`,
    noneMine: (when) =>
      `Rien par vous${when} : aucun cas décidé, personne averti, exclu temporairement, rendu muet ou banni.`,
    aimedAt: (who, count, open, when) =>
      `${count === 0 ? 'Aucun cas ne vise' : some(count, 'cas vise', 'cas visent')} ${who}${open > 0 ? ` (dont ${open} ouvert${open === 1 ? '' : 's'})` : ''}${when}.`,
    noAdvice: 'Plus rien n’est proposé : c’est décidé.',
    noneAlike: 'Aucun cas décidé auparavant ne lui ressemble.',
    steps: {
      note: ['note', 'notes'],
      delete: ['suppression', 'suppressions'],
      warning: ['avertissement', 'avertissements'],
      timeout: ['exclusion temporaire', 'exclusions temporaires'],
      mute: ['mise en sourdine', 'mises en sourdine'],
      ban: ['bannissement', 'bannissements'],
    },
    none: (steps, when) => `Pas de ${steps}${when}.`,
    count: (count, steps, when) => `${count} ${steps}${when}.`,
    history: (who, cases, open, actions, strikes, when) =>
      `${who} : ${cases} cas${open > 0 ? ` (${open} ouverts)` : ''}, ${some(actions, 'mesure', 'mesures')}, ${strikes} points qui comptent encore${when}.`,
    unknown: (who) => `La modération n’a rien eu à faire avec ${who} : aucun cas, aucune mesure.`,
    appeals: (count, open, when) =>
      count === 0
        ? `Aucun recours${when}.`
        : `${count} recours${open > 0 ? `, ${open === count ? 'tous' : open} à décider` : ', tous décidés'}${when}.`,
    appealLine: ({ ref, who, step, against, time, state, by }) =>
      `${ref} ${who} contre ${step} ${against}, ${time} : ${state}${by === null ? '' : `, décidé par ${by}`}`,
    which: (who, people) => `Plusieurs s’appellent ${who} : ${people}. De qui s’agit-il ?`,
    whichMember: 'De quel membre s’agit-il ?',
    whatAction: 'De qui dois-je lever la mesure ?',
    pressIt: 'Rien n’a été modifié : un cas se décide avec les boutons de sa carte.',
    own: (count) => `${some(count, 'mesure a été prise', 'mesures ont été prises')} à cause de ce que vous avez écrit.`,
    ownNone: 'Rien n’a été fait à votre égard dans les canaux surveillés ici.',
    notLinked:
      'Aucun compte de messagerie à vous n’est lié ici, je ne peux donc pas le vérifier. Ce qui a été fait et pourquoi figure dans le message direct que vous avez reçu, avec son bouton pour faire appel.',
    ownLine: (ref, step, where, until, state) =>
      `[${ref}] ${step} dans ${where}${until ? ` jusqu’au ${until}` : ''} : ${state}.`,
    reason: (quoted) => `Motif : ${quoted}`,
    how: 'Si vous pensez que c’est une erreur, faites appel avec le bouton du message direct qui vous l’a annoncé : une personne réexamine, une seule fois.',
  },
  es: {
    noneOpen: 'Ningún caso está abierto.',
    open: (count) => `${some(count, 'caso está abierto', 'casos están abiertos')}.`,
    cases: (count, state, when) =>
      `${count === 0 ? 'Ningún caso' : some(count, 'caso', 'casos')}${state ? ` (${state})` : ''}${when}.`,
    latest: (open) => (open === 1 ? '1 caso está abierto:' : `${open} casos están abiertos, este es el más reciente:`),
    next: (open) => `${some(open, 'caso está abierto', 'casos están abiertos')}; este es el siguiente:`,
    line: ({ ref, severity, kind, who, against, where, when, state }) =>
      `[${ref}] ${severity}, ${kind}: ${who}${against ? ` contra ${against}` : ''} en ${where}, ${when} (${state})`,
    size: (messages, people, escalation) =>
      `${some(messages, 'mensaje', 'mensajes')} de ${some(people, 'persona', 'personas')}; escalada ${escalation} de 100.`,
    because: (triggers) => `Se activó por: ${triggers}.`,
    gone: { deleted: 'borrado desde entonces', edited: 'editado desde entonces' },
    similar: (cases) => `Parecidos: ${cases}.`,
    suggested: (step, why) => `Propuesta: ${step}. ${why}`,
    nothingDone: 'Aún no se ha hecho nada.',
    began: (who, when) => `${who} escribió lo primero de lo que se guarda, ${when}.`,
    against: (who) => `Va contra ${who}.`,
    tookPart: (people, named) =>
      `${some(people, 'persona participó', 'personas participaron')}: ${named.map(({ name, messages }) => `${name} (${some(messages, 'mensaje', 'mensajes')})`).join(', ')}.`,
    grouped: {
      offender: (count, when) =>
        `${count === 0 ? 'Nadie tiene casos' : some(count, 'persona tiene casos', 'personas tienen casos')}${when}.`,
      target: (count, when) =>
        `${count === 0 ? 'Los casos no van contra nadie' : `Los casos van contra ${some(count, 'persona', 'personas')}`}${when}.`,
      channel: (count, when) =>
        `${count === 0 ? 'Ningún canal tiene casos' : some(count, 'canal tiene casos', 'canales tienen casos')}${when}.`,
    },
    groupLine: (name, count, open) =>
      `${name}: ${some(count, 'caso', 'casos')}${open > 0 ? `, ${open} abierto${open === 1 ? '' : 's'}` : ''}`,
    mine: (cases, steps, when) =>
      `De usted${when}: ${[some(cases, 'caso decidido', 'casos decididos'), steps].filter(Boolean).join(', ')}.`,
    noneMine: (when) =>
      `Nada de usted${when}: ningún caso decidido, nadie advertido, suspendido, silenciado ni expulsado.`,
    aimedAt: (who, count, open, when) =>
      `${count === 0 ? 'Ningún caso va' : some(count, 'caso va', 'casos van')} contra ${who}${open > 0 ? ` (${open} abierto${open === 1 ? '' : 's'})` : ''}${when}.`,
    noAdvice: 'Ya no se propone nada: está decidido.',
    noneAlike: 'Ningún caso decidido antes se le parece.',
    steps: {
      note: ['nota', 'notas'],
      delete: ['borrado', 'borrados'],
      warning: ['advertencia', 'advertencias'],
      timeout: ['expulsión temporal', 'expulsiones temporales'],
      mute: ['silencio', 'silencios'],
      ban: ['expulsión', 'expulsiones'],
    },
    none: (steps, when) => `No hay ${steps}${when}.`,
    count: (count, steps, when) => `${count} ${steps}${when}.`,
    history: (who, cases, open, actions, strikes, when) =>
      `${who}: ${some(cases, 'caso', 'casos')}${open > 0 ? ` (${open} abiertos)` : ''}, ${some(actions, 'medida', 'medidas')}, ${strikes} puntos que aún cuentan${when}.`,
    unknown: (who) => `La moderación no ha tenido nada que ver con ${who}: ningún caso, ninguna medida.`,
    appeals: (count, open, when) =>
      count === 0
        ? `No hay apelaciones${when}.`
        : `${some(count, 'apelación', 'apelaciones')}${open > 0 ? `, ${open === count ? 'todas' : open} por decidir` : ', todas decididas'}${when}.`,
    appealLine: ({ ref, who, step, against, time, state, by }) =>
      `${ref} ${who} contra ${step} ${against}, ${time}: ${state}${by === null ? '' : `, decidida por ${by}`}`,
    which: (who, people) => `Varios se llaman ${who}: ${people}. ¿A quién se refiere?`,
    whichMember: '¿A qué miembro se refiere?',
    whatAction: '¿La medida de quién debo retirar?',
    pressIt: 'No se ha cambiado nada: un caso se decide con los botones de su tarjeta.',
    own: (count) => `${some(count, 'medida tomada', 'medidas tomadas')} por lo que usted escribió.`,
    ownNone: 'No se ha hecho nada respecto a usted en los canales vigilados aquí.',
    notLinked:
      'Aquí no hay ninguna cuenta de chat suya vinculada, así que no puedo consultarlo. Lo que se hizo y por qué está en el mensaje directo que recibió, con su botón para apelar.',
    ownLine: (ref, step, where, until, state) =>
      `[${ref}] ${step} en ${where}${until ? ` hasta ${until}` : ''}: ${state}.`,
    reason: (quoted) => `Motivo: ${quoted}`,
    how: 'Si cree que es un error, apele con el botón del mensaje directo que se lo comunicó: una persona lo revisa de nuevo, una sola vez.',
  },
});
