import type { ProposalState } from '../../domain/proposal.ts';
import { inEveryLanguage } from './catalogue.ts';

/** How a proposal ended that is not waiting any more: `by` is who decided it, `at` when. */
export interface Ended {
  ref: string;
  state: ProposalState;
  by: string | null;
  at: string | null;
  /** What whoever rejected it wrote. */
  note: string | null;
  /** Why it was not carried out, as it is stored: in English. */
  why: string | null;
}

/** What became of a case: `open again` and so on. */
type CaseNow = 'dismissed' | 'confirmed' | 'open';

interface DecisionWords {
  /** Of proposals. */
  ended: (ended: Ended) => string;
  changedSince: (ref: string) => string;
  rejected: (ref: string) => string;
  approvedAlready: (ref: string) => string;
  firstApproval: (ref: string) => string;
  muchMore: (ref: string, now: number, days: number, shown: number) => string;
  putOffAlready: (ref: string, until: string) => string;
  comesBack: (ref: string, when: string) => string;
  nothingToTakeBack: (ref: string) => string;
  notTakenBack: (ref: string, what: string, how: string) => string;
  offAgain: (rule: string) => string;
  asBefore: (rule: string) => string;
  saved: (ref: string) => string;
  changedSinceForm: (ref: string) => string;
  sameAsAnother: (ref: string) => string;
  proposed: (ref: string) => string;
  proposedAlready: (ref: string) => string;
  /** Of rules that are proposed; `what` describes them in English. */
  covered: (rule: string, what: string) => string;
  wasRejected: (rule: string) => string;
  ruleOn: (rule: string) => string;
  ruleChanged: (rule: string, what: string, state: string | null) => string;
  policyHolds: (version: number) => string;
  cameraStricter: (ref: string, by: string) => string;
  incidentChanged: (ref: string) => string;
  /** Of cases, of what was done about them, and of appeals. */
  caseIs: (ref: string, now: CaseNow) => string;
  caseIsAlready: (ref: string, now: CaseNow, by: string | null) => string;
  standing: (ref: string, step: string, whom: string, state: string) => string;
  standsAlready: (standing: string, by: string) => string;
  standsSince: (standing: string, by: string) => string;
  outAlready: (who: string, ref: string, by: string) => string;
  out: (who: string, ref: string, score: number, before: number) => string;
  stillStanding: (standing: string, undo: readonly string[]) => string;
  inAlready: (who: string, ref: string) => string;
  inAgain: (who: string, ref: string, score: number) => string;
  appealDecided: (ref: string, by: string | null) => string;
  upheld: (ref: string, action: string) => string;
  overturned: (ref: string, action: string) => string;
}

/** What deciding about a proposal, a case or an appeal came to, told to whoever decided. */
export const decisionWords = inEveryLanguage<DecisionWords>({
  en: {
    ended({ ref, state, by, at, note, why }) {
      const decided = `by ${by ?? 'nobody'}${at ? ` on ${at}` : ''}`;
      const said = {
        pending: `${ref} waits.`,
        approved: `${ref} was approved ${decided}.`,
        rejected: `${ref} was rejected ${decided}${note ? `: ${note}` : ''}.`,
        expired: `${ref} was not decided in time and expired on ${at}. Nothing was changed; propose it again if it is still wanted.`,
        superseded: `${ref} was not carried out: ${why ?? 'what it acts on has changed'}. Nothing was changed.`,
      };
      return said[state];
    },
    changedSince: (ref) => `${ref} was changed after this was shown to you. Here it is as it is now.`,
    rejected: (ref) => `${ref} is rejected. Nothing was changed.`,
    approvedAlready: (ref) => `You have approved ${ref} already; somebody else has to approve it as well.`,
    firstApproval: (ref) => `${ref} has your approval. One more person has to approve it.`,
    muchMore: (ref, now, days, shown) =>
      `${ref} was not approved: tried on history once more, it would have raised ${now} alerts in ${days} days, where ${shown} were shown. Look at it again; then approve or change it.`,
    putOffAlready: (ref, until) => `${ref} is put off already, until ${until}.`,
    comesBack: (ref, when) => `${ref} comes back on ${when}.`,
    nothingToTakeBack: (ref) => `There is nothing to take back in ${ref}.`,
    notTakenBack: (ref, what, how) =>
      `${ref} was not taken back, since somebody changed ${what} after it: ${how}. Change the rule itself if it should be otherwise.`,
    offAgain: (rule) => `${rule} is off again.`,
    asBefore: (rule) => `${rule} is as it was before.`,
    saved: (ref) => `${ref} is saved, and was tried on past logins once more. It still waits for approval.`,
    changedSinceForm: (ref) => `${ref} was changed after this form was opened. Here it is as it is now.`,
    sameAsAnother: (ref) => `${ref} proposes exactly this already.`,
    proposed: (ref) => `Proposed as ${ref}.`,
    proposedAlready: (ref) => `${ref} proposes this already.`,
    covered: (rule, what) => `${rule} does that already: ${what}.`,
    wasRejected: (rule) => `${rule} was this rule, and was rejected.`,
    ruleOn: (rule) => `${rule} is on. It looks at logins from now on; SafeNest alerts, it blocks nobody.`,
    ruleChanged: (rule, what, state) => `${rule} is changed: ${what}${state ? ` (${state})` : ''}.`,
    cameraStricter: (ref, by) => `At ${ref} faces must now be ${by} more alike than elsewhere to be somebody.`,
    policyHolds: (version) =>
      `Version ${version} of the moderation policy holds. The Policy page goes back to an earlier one.`,
    incidentChanged: (ref) => `${ref} is changed.`,
    caseIs: (ref, now) => `${ref} is ${now === 'open' ? 'open again' : now}.`,
    caseIsAlready: (ref, now, by) => `${ref} is ${now === 'open' ? 'open again' : now} already${by ? ` (${by})` : ''}.`,
    standing: (ref, step, whom, state) => `${ref} ${step} for ${whom}: ${state}`,
    standsAlready: (standing, by) => `${standing} already, by ${by}.`,
    standsSince: (standing, by) => `${standing}, by ${by}.`,
    outAlready: (who, ref, by) => `${who} is out of ${ref} already (${by}).`,
    out: (who, ref, score, before) => `${who} is out of ${ref}, which now scores ${score} of 100 (${before} before).`,
    stillStanding: (standing, undo) =>
      `Still standing about them: ${standing}. Take back what was wrong: ${undo.map((ref) => `undo ${ref}`).join(', ')}.`,
    inAlready: (who, ref) => `${who} is in ${ref} already.`,
    inAgain: (who, ref, score) => `${who} is in ${ref} again, which scores ${score} of 100.`,
    appealDecided: (ref, by) => `${ref} was decided already${by ? `, by ${by}` : ''}.`,
    upheld: (ref, action) => `${ref}: ${action} stands.`,
    overturned: (ref, action) => `${ref}: ${action} is taken back.`,
  },
  de: {
    ended({ ref, state, by, at, note }) {
      const who = [by ?? 'niemand', at].filter(Boolean).join(', ');
      const said = {
        pending: `${ref} wartet.`,
        approved: `${ref} ist genehmigt (${who}).`,
        rejected: `${ref} ist abgelehnt (${who})${note ? `: ${note}` : ''}.`,
        expired: `${ref} wurde nicht rechtzeitig entschieden und ist abgelaufen (${at}). Nichts wurde geändert; schlagen Sie es erneut vor, wenn es noch gewünscht ist.`,
        superseded: `${ref} wurde nicht ausgeführt, denn worauf es sich bezieht, hat sich inzwischen geändert. Sonst wurde nichts geändert.`,
      };
      return said[state];
    },
    changedSince: (ref) => `${ref} wurde geändert, nachdem Sie es gesehen haben. So steht es jetzt.`,
    rejected: (ref) => `${ref} ist abgelehnt. Nichts wurde geändert.`,
    approvedAlready: (ref) => `Sie haben ${ref} schon genehmigt; jemand anderes muss es auch genehmigen.`,
    firstApproval: (ref) => `${ref} hat Ihre Genehmigung. Eine weitere Person muss es auch genehmigen.`,
    muchMore: (ref, now, days, shown) =>
      `${ref} ist nicht genehmigt: Noch einmal an der Vergangenheit erprobt, hätte es in ${days} Tagen ${now} Alarme ausgelöst; gezeigt waren ${shown}. Sehen Sie es noch einmal an, dann genehmigen oder ändern Sie es.`,
    putOffAlready: (ref, until) => `${ref} ist schon verschoben, bis ${until}.`,
    comesBack: (ref, when) => `${ref} kommt wieder: ${when}.`,
    nothingToTakeBack: (ref) => `Bei ${ref} gibt es nichts zurückzunehmen.`,
    notTakenBack: (ref, what) =>
      `${ref} wurde nicht zurückgenommen, weil ${what} danach geändert wurde. Ändern Sie die Regel selbst, wenn sie anders sein soll.`,
    offAgain: (rule) => `${rule} ist wieder aus.`,
    asBefore: (rule) => `${rule} ist wieder wie vorher.`,
    saved: (ref) =>
      `${ref} ist gespeichert und noch einmal an früheren Anmeldungen erprobt. Es wartet weiter auf Genehmigung.`,
    changedSinceForm: (ref) => `${ref} wurde geändert, nachdem dieses Formular geöffnet wurde. So steht es jetzt.`,
    sameAsAnother: (ref) => `${ref} schlägt genau das schon vor.`,
    proposed: (ref) => `Vorgeschlagen als ${ref}.`,
    proposedAlready: (ref) => `${ref} schlägt das schon vor.`,
    covered: (rule) => `${rule} tut das schon.`,
    wasRejected: (rule) => `${rule} war diese Regel und wurde abgelehnt.`,
    ruleOn: (rule) =>
      `${rule} ist an und sieht sich von jetzt an Anmeldungen an; SafeNest meldet und sperrt niemanden.`,
    ruleChanged: (rule, _what, state) => `${rule} ist geändert${state ? ' und aus' : ''}.`,
    cameraStricter: (ref, by) =>
      `An ${ref} müssen Gesichter jetzt um ${by} ähnlicher sein als anderswo, um jemand zu sein.`,
    policyHolds: (version) =>
      `Version ${version} der Moderationsregeln gilt. Auf ihrer Seite geht es zu einer früheren zurück.`,
    incidentChanged: (ref) => `${ref} ist geändert.`,
    caseIs: (ref, now) =>
      `${ref} ist ${{ dismissed: 'verworfen', confirmed: 'bestätigt', open: 'wieder offen' }[now]}.`,
    caseIsAlready: (ref, now, by) =>
      `${ref} ist schon ${{ dismissed: 'verworfen', confirmed: 'bestätigt', open: 'wieder offen' }[now]}${by ? ` (${by})` : ''}.`,
    standing: (ref, step, whom, state) => `${ref} ${step} für ${whom}: ${state}`,
    standsAlready: (standing, by) => `${standing}, schon von ${by}.`,
    standsSince: (standing, by) => `${standing}, von ${by}.`,
    outAlready: (who, ref, by) => `${who} gehört schon nicht mehr zu ${ref} (${by}).`,
    out: (who, ref, score, before) =>
      `${who} gehört nicht mehr zu ${ref}, das jetzt bei ${score} von 100 liegt (vorher ${before}).`,
    stillStanding: (standing, undo) =>
      `Noch in Kraft: ${standing}. Was falsch war, lässt sich zurücknehmen: ${undo.join(', ')}.`,
    inAlready: (who, ref) => `${who} gehört schon zu ${ref}.`,
    inAgain: (who, ref, score) => `${who} gehört wieder zu ${ref}, das bei ${score} von 100 liegt.`,
    appealDecided: (ref, by) => `${ref} ist schon entschieden${by ? `, von ${by}` : ''}.`,
    upheld: (ref, action) => `${ref}: ${action} bleibt bestehen.`,
    overturned: (ref, action) => `${ref}: ${action} ist zurückgenommen.`,
  },
  fr: {
    ended({ ref, state, by, at, note }) {
      const who = [by ? `par ${by}` : 'par personne', at].filter(Boolean).join(', ');
      const said = {
        pending: `${ref} est en attente.`,
        approved: `${ref} est approuvée (${who}).`,
        rejected: `${ref} est refusée (${who})${note ? ` : ${note}` : ''}.`,
        expired: `${ref} n’a pas été décidée à temps et a expiré (${at}). Rien n’a changé ; proposez-la de nouveau si elle est encore voulue.`,
        superseded: `${ref} n’a pas été exécutée, car ce sur quoi elle porte a changé entre-temps. Rien d’autre n’a changé.`,
      };
      return said[state];
    },
    changedSince: (ref) => `${ref} a changé après vous avoir été montrée. La voici telle qu’elle est.`,
    rejected: (ref) => `${ref} est refusée. Rien n’a changé.`,
    approvedAlready: (ref) => `Vous avez déjà approuvé ${ref} ; quelqu’un d’autre doit aussi l’approuver.`,
    firstApproval: (ref) => `${ref} a votre approbation. Une autre personne doit aussi l’approuver.`,
    muchMore: (ref, now, days, shown) =>
      `${ref} n’est pas approuvée : essayée de nouveau sur le passé, elle aurait levé ${now} alertes en ${days} jours, contre ${shown} montrées. Regardez-la encore, puis approuvez-la ou modifiez-la.`,
    putOffAlready: (ref, until) => `${ref} est déjà remise à plus tard, jusqu’au ${until}.`,
    comesBack: (ref, when) => `${ref} revient : ${when}.`,
    nothingToTakeBack: (ref) => `Il n’y a rien à annuler dans ${ref}.`,
    notTakenBack: (ref, what) =>
      `${ref} n’est pas annulée, car ${what} a changé depuis. Modifiez la règle elle-même si elle doit être autrement.`,
    offAgain: (rule) => `${rule} est de nouveau désactivée.`,
    asBefore: (rule) => `${rule} est comme avant.`,
    saved: (ref) =>
      `${ref} est enregistrée et a été essayée de nouveau sur les connexions passées. Elle attend toujours une approbation.`,
    changedSinceForm: (ref) => `${ref} a changé après l’ouverture de ce formulaire. La voici telle qu’elle est.`,
    sameAsAnother: (ref) => `${ref} propose déjà exactement cela.`,
    proposed: (ref) => `Proposé sous ${ref}.`,
    proposedAlready: (ref) => `${ref} propose déjà cela.`,
    covered: (rule) => `${rule} le fait déjà.`,
    wasRejected: (rule) => `${rule} était cette règle et a été refusée.`,
    ruleOn: (rule) => `${rule} est active et regarde désormais les connexions ; SafeNest alerte et ne bloque personne.`,
    ruleChanged: (rule, _what, state) => `${rule} est modifiée${state ? ' et désactivée' : ''}.`,
    cameraStricter: (ref, by) =>
      `À ${ref}, un visage doit maintenant être plus ressemblant de ${by} qu’ailleurs pour être reconnu.`,
    policyHolds: (version) =>
      `La version ${version} de la politique de modération s’applique. Sa page permet de revenir à une version antérieure.`,
    incidentChanged: (ref) => `${ref} est modifié.`,
    caseIs: (ref, now) =>
      `${ref} est ${{ dismissed: 'classé sans suite', confirmed: 'confirmé', open: 'de nouveau ouvert' }[now]}.`,
    caseIsAlready: (ref, now, by) =>
      `${ref} est déjà ${{ dismissed: 'classé sans suite', confirmed: 'confirmé', open: 'ouvert' }[now]}${by ? ` (${by})` : ''}.`,
    standing: (ref, step, whom, state) => `${ref} ${step} pour ${whom} : ${state}`,
    standsAlready: (standing, by) => `${standing}, déjà par ${by}.`,
    standsSince: (standing, by) => `${standing}, par ${by}.`,
    outAlready: (who, ref, by) => `${who} ne fait déjà plus partie de ${ref} (${by}).`,
    out: (who, ref, score, before) =>
      `${who} ne fait plus partie de ${ref}, qui est maintenant à ${score} sur 100 (avant : ${before}).`,
    stillStanding: (standing, undo) =>
      `Encore en vigueur : ${standing}. Ce qui était faux peut être annulé : ${undo.join(', ')}.`,
    inAlready: (who, ref) => `${who} fait déjà partie de ${ref}.`,
    inAgain: (who, ref, score) => `${who} fait de nouveau partie de ${ref}, qui est à ${score} sur 100.`,
    appealDecided: (ref, by) => `${ref} est déjà décidé${by ? `, par ${by}` : ''}.`,
    upheld: (ref, action) => `${ref} : ${action} est maintenu.`,
    overturned: (ref, action) => `${ref} : ${action} est annulé.`,
  },
  es: {
    ended({ ref, state, by, at, note }) {
      const who = [by ?? 'nadie', at].filter(Boolean).join(', ');
      const said = {
        pending: `${ref} espera.`,
        approved: `${ref} está aprobada (${who}).`,
        rejected: `${ref} está rechazada (${who})${note ? `: ${note}` : ''}.`,
        expired: `${ref} no se decidió a tiempo y caducó (${at}). No se cambió nada; propóngala de nuevo si todavía se quiere.`,
        superseded: `${ref} no se llevó a cabo, porque aquello sobre lo que actúa cambió entretanto. No se cambió nada más.`,
      };
      return said[state];
    },
    changedSince: (ref) => `${ref} cambió después de que usted la viera. Así está ahora.`,
    rejected: (ref) => `${ref} está rechazada. No se cambió nada.`,
    approvedAlready: (ref) => `Usted ya aprobó ${ref}; otra persona tiene que aprobarla también.`,
    firstApproval: (ref) => `${ref} tiene su aprobación. Otra persona tiene que aprobarla también.`,
    muchMore: (ref, now, days, shown) =>
      `${ref} no está aprobada: probada otra vez con el pasado, habría dado ${now} alertas en ${days} días; se mostraron ${shown}. Mírela de nuevo y luego apruébela o cámbiela.`,
    putOffAlready: (ref, until) => `${ref} ya está aplazada, hasta ${until}.`,
    comesBack: (ref, when) => `${ref} vuelve: ${when}.`,
    nothingToTakeBack: (ref) => `No hay nada que deshacer en ${ref}.`,
    notTakenBack: (ref, what) =>
      `${ref} no se deshizo, porque ${what} cambió después. Cambie la regla misma si debe ser de otro modo.`,
    offAgain: (rule) => `${rule} está desactivada de nuevo.`,
    asBefore: (rule) => `${rule} está como antes.`,
    saved: (ref) =>
      `${ref} está guardada y se probó otra vez con inicios de sesión pasados. Sigue esperando aprobación.`,
    changedSinceForm: (ref) => `${ref} cambió después de que se abriera este formulario. Así está ahora.`,
    sameAsAnother: (ref) => `${ref} ya propone exactamente eso.`,
    proposed: (ref) => `Propuesto como ${ref}.`,
    proposedAlready: (ref) => `${ref} ya propone eso.`,
    covered: (rule) => `${rule} ya lo hace.`,
    wasRejected: (rule) => `${rule} era esta regla y fue rechazada.`,
    ruleOn: (rule) =>
      `${rule} está activa y desde ahora mira los inicios de sesión; SafeNest avisa y no bloquea a nadie.`,
    ruleChanged: (rule, _what, state) => `${rule} está cambiada${state ? ' y desactivada' : ''}.`,
    cameraStricter: (ref, by) =>
      `En ${ref}, una cara debe parecerse ahora ${by} más que en otros sitios para ser alguien.`,
    policyHolds: (version) =>
      `Rige la versión ${version} de la política de moderación. Su página permite volver a una anterior.`,
    incidentChanged: (ref) => `${ref} está cambiado.`,
    caseIs: (ref, now) =>
      `${ref} está ${{ dismissed: 'descartado', confirmed: 'confirmado', open: 'abierto de nuevo' }[now]}.`,
    caseIsAlready: (ref, now, by) =>
      `${ref} ya está ${{ dismissed: 'descartado', confirmed: 'confirmado', open: 'abierto' }[now]}${by ? ` (${by})` : ''}.`,
    standing: (ref, step, whom, state) => `${ref} ${step} para ${whom}: ${state}`,
    standsAlready: (standing, by) => `${standing}, ya por ${by}.`,
    standsSince: (standing, by) => `${standing}, por ${by}.`,
    outAlready: (who, ref, by) => `${who} ya no es parte de ${ref} (${by}).`,
    out: (who, ref, score, before) =>
      `${who} ya no es parte de ${ref}, que ahora tiene ${score} de 100 (antes ${before}).`,
    stillStanding: (standing, undo) =>
      `Sigue vigente: ${standing}. Lo que fue un error se puede deshacer: ${undo.join(', ')}.`,
    inAlready: (who, ref) => `${who} ya es parte de ${ref}.`,
    inAgain: (who, ref, score) => `${who} es parte de ${ref} de nuevo, que tiene ${score} de 100.`,
    appealDecided: (ref, by) => `${ref} ya está decidida${by ? `, por ${by}` : ''}.`,
    upheld: (ref, action) => `${ref}: ${action} se mantiene.`,
    overturned: (ref, action) => `${ref}: ${action} se deshizo.`,
  },
});
