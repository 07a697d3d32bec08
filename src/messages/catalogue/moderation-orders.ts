import { inEveryLanguage } from './catalogue.ts';

/** The desk's answers to orders to do something about somebody, or to take it back: they become proposals. `[ref]` where something is cited. */
export interface ModerationOrderWords {
  whom: string;
  /** Of an order that hangs on what is yet to come. */
  condition: string;
  /** `what`: “Timeout 24 h for Kev in #general” */
  proposed: (ref: string, what: string) => string;
  waiting: (ref: string, what: string) => string;
  what: (step: string, who: string, where: string, aCase: string | null) => string;
  does: (there: string) => string;
  told: (reason: string) => string;
  withoutEnd: string;
  nobody: (who: string) => string;
  nowhere: (who: string) => string;
  why: (who: string) => string;
  cannotKick: string;
  back: (action: string) => string;
  several: (who: string, actions: string) => string;
  onlyProposed: (ref: string) => string;
  over: (action: string) => string;
  nothing: (who: string) => string;
  /** The same of one case alone. */
  nothingInCase: (who: string, aCase: string) => string;
  /** Another was wanted in its place. */
  replaced: (ref: string) => string;
}

export const moderationOrderWords = inEveryLanguage<ModerationOrderWords>({
  en: {
    condition:
      'Nothing was proposed: I cannot wait for something to happen. Say it when it has, or have the policy see to it.',
    whom: 'Whom do you mean? A name, an account, or a case like CASE-9.',
    proposed: (ref, what) => `Proposed as [${ref}]: ${what}. Nothing is done until somebody approves it.`,
    waiting: (ref, what) => `[${ref}] proposes this already: ${what}. It waits for somebody to approve it.`,
    what: (step, who, where, aCase) => `${step} for ${who} in ${where}${aCase ? ` ([${aCase}])` : ''}`,
    does: (there) => `Approved, it does this: ${there}`,
    told: (reason) => `They are told: ${reason}`,
    withoutEnd:
      'This has no end of its own: it holds until somebody takes it back. A timeout or a mute ends by itself.',
    nobody: (who) =>
      `I know nobody called ${who} in the guarded channels. Use the name or the account as it stands there.`,
    nowhere: (who) => `${who} is in no guarded channel, so nothing can be done about them from here.`,
    why: (who) => `Why? ${who} has no open case, and is told the reason. Say for example “because of spam”.`,
    cannotKick: 'Nobody is kicked from here: warn, time out, mute or ban. A timeout ends by itself, a ban does not.',
    back: (action) => `take back ${action}`,
    several: (who, actions) => `More than one thing holds for ${who}: ${actions}. Which one shall be taken back?`,
    onlyProposed: (ref) => `Nothing was done yet: [${ref}] waits for a button. Reject it, and nothing will be.`,
    over: (action) => `There is nothing to take back: ${action}.`,
    nothing: (who) => `Nothing holds for ${who}, so there is nothing to take back.`,
    nothingInCase: (who, aCase) =>
      `In [${aCase}] nothing holds for ${who}, so there is nothing to take back. What was done elsewhere is named by its number, for example “undo ACT-1”.`,
    replaced: (ref) => `[${ref}] is withdrawn: this takes its place.`,
  },
  de: {
    condition:
      'Es wurde nichts vorgeschlagen: Ich kann nicht darauf warten, dass etwas geschieht. Sagen Sie es, wenn es so weit ist, oder lassen Sie es die Richtlinie regeln.',
    whom: 'Wen meinen Sie? Einen Namen, ein Konto oder einen Fall wie CASE-9.',
    proposed: (ref, what) => `Vorgeschlagen als [${ref}]: ${what}. Es geschieht nichts, bevor jemand es freigibt.`,
    waiting: (ref, what) => `[${ref}] schlägt das schon vor: ${what}. Es wartet auf eine Freigabe.`,
    what: (step, who, where, aCase) => `${step} für ${who} in ${where}${aCase ? ` ([${aCase}])` : ''}`,
    does: (there) => `Freigegeben geschieht dies: ${there}`,
    told: (reason) => `Mitgeteilt wird: ${reason}`,
    withoutEnd:
      'Das hat kein eigenes Ende: Es gilt, bis jemand es zurücknimmt. Eine Auszeit oder Stummschaltung endet von selbst.',
    nobody: (who) =>
      `Ich kenne in den bewachten Kanälen niemanden namens ${who}. Nehmen Sie den Namen oder das Konto, wie es dort steht.`,
    nowhere: (who) => `${who} ist in keinem bewachten Kanal, von hier aus lässt sich also nichts tun.`,
    why: (who) => `Warum? ${who} hat keinen offenen Fall und erfährt den Grund. Sagen Sie zum Beispiel „wegen Spam“.`,
    cannotKick:
      'Hinausgeworfen wird von hier niemand: verwarnen, Auszeit, stumm schalten oder ausschließen. Eine Auszeit endet von selbst, ein Ausschluss nicht.',
    back: (action) => `${action} zurücknehmen`,
    several: (who, actions) => `Für ${who} gilt mehreres: ${actions}. Was soll zurückgenommen werden?`,
    onlyProposed: (ref) =>
      `Es wurde noch nichts getan: [${ref}] wartet auf einen Knopf. Lehnen Sie es ab, und es geschieht nichts.`,
    over: (action) => `Da ist nichts zurückzunehmen: ${action}.`,
    nothing: (who) => `Für ${who} gilt nichts, also ist nichts zurückzunehmen.`,
    nothingInCase: (who, aCase) =>
      `In [${aCase}] gilt für ${who} nichts, also ist nichts zurückzunehmen. Was anderswo geschah, nennen Sie mit der Nummer, zum Beispiel „nimm ACT-1 zurück“.`,
    replaced: (ref) => `[${ref}] ist zurückgezogen: Dies tritt an seine Stelle.`,
  },
  fr: {
    condition:
      'Rien n’a été proposé : je ne peux pas attendre que quelque chose arrive. Dites-le le moment venu, ou confiez-le à la politique.',
    whom: 'De qui s’agit-il ? Un nom, un compte, ou un cas comme CASE-9.',
    proposed: (ref, what) => `Proposé sous [${ref}] : ${what}. Rien n’est fait tant que personne ne l’approuve.`,
    waiting: (ref, what) => `[${ref}] le propose déjà : ${what}. Il attend une approbation.`,
    what: (step, who, where, aCase) => `${step} pour ${who} dans ${where}${aCase ? ` ([${aCase}])` : ''}`,
    does: (there) => `Une fois approuvé, voici ce qui se passe : ${there}`,
    told: (reason) => `La personne apprend : ${reason}`,
    withoutEnd:
      'Cela n’a pas de fin propre : cela tient jusqu’à ce que quelqu’un le lève. Une exclusion temporaire ou une sourdine finit d’elle-même.',
    nobody: (who) =>
      `Je ne connais personne du nom de ${who} dans les canaux surveillés. Prenez le nom ou le compte tel qu’il y figure.`,
    nowhere: (who) => `${who} n’est dans aucun canal surveillé : rien ne peut être fait d’ici.`,
    why: (who) =>
      `Pourquoi ? ${who} n’a pas de cas ouvert et apprendra le motif. Dites par exemple « à cause de spam ».`,
    cannotKick:
      'Personne n’est éjecté d’ici : avertir, exclure temporairement, mettre en sourdine ou bannir. Une exclusion temporaire finit d’elle-même, un bannissement non.',
    back: (action) => `lever ${action}`,
    several: (who, actions) => `Plusieurs mesures tiennent pour ${who} : ${actions}. Laquelle faut-il lever ?`,
    onlyProposed: (ref) => `Rien n’a encore été fait : [${ref}] attend un bouton. Rejetez-le, et rien ne se fera.`,
    over: (action) => `Il n’y a rien à lever : ${action}.`,
    nothing: (who) => `Rien ne tient pour ${who} : il n’y a rien à lever.`,
    nothingInCase: (who, aCase) =>
      `Dans [${aCase}], rien ne s’applique à ${who} : il n’y a rien à annuler. Ce qui a été fait ailleurs se nomme par son numéro, par exemple « annule ACT-1 ».`,
    replaced: (ref) => `[${ref}] est retiré : ceci le remplace.`,
  },
  es: {
    condition:
      'No se ha propuesto nada: no puedo esperar a que algo ocurra. Dígalo cuando haya ocurrido, o deje que lo regule la política.',
    whom: '¿A quién se refiere? Un nombre, una cuenta o un caso como CASE-9.',
    proposed: (ref, what) => `Propuesto como [${ref}]: ${what}. No se hace nada hasta que alguien lo apruebe.`,
    waiting: (ref, what) => `[${ref}] ya lo propone: ${what}. Espera a que alguien lo apruebe.`,
    what: (step, who, where, aCase) => `${step} para ${who} en ${where}${aCase ? ` ([${aCase}])` : ''}`,
    does: (there) => `Al aprobarlo ocurre esto: ${there}`,
    told: (reason) => `Se le comunica: ${reason}`,
    withoutEnd:
      'Esto no tiene fin propio: vale hasta que alguien lo retire. Una expulsión temporal o un silencio termina por sí solo.',
    nobody: (who) =>
      `No conozco a nadie llamado ${who} en los canales vigilados. Use el nombre o la cuenta tal como figura allí.`,
    nowhere: (who) => `${who} no está en ningún canal vigilado, así que desde aquí no se puede hacer nada.`,
    why: (who) => `¿Por qué? ${who} no tiene ningún caso abierto y sabrá el motivo. Diga por ejemplo «por spam».`,
    cannotKick:
      'Desde aquí no se echa a nadie: advertir, expulsar temporalmente, silenciar o expulsar. Una expulsión temporal termina por sí sola, una expulsión no.',
    back: (action) => `retirar ${action}`,
    several: (who, actions) => `Hay más de una medida para ${who}: ${actions}. ¿Cuál se retira?`,
    onlyProposed: (ref) => `Aún no se ha hecho nada: [${ref}] espera un botón. Rechácela y no se hará nada.`,
    over: (action) => `No hay nada que retirar: ${action}.`,
    nothing: (who) => `No hay nada en vigor para ${who}, así que no hay nada que retirar.`,
    nothingInCase: (who, aCase) =>
      `En [${aCase}] no hay nada vigente para ${who}, así que no hay nada que revertir. Lo hecho en otro caso se nombra por su número, por ejemplo «deshaz ACT-1».`,
    replaced: (ref) => `[${ref}] queda retirada: esto la reemplaza.`,
  },
});
