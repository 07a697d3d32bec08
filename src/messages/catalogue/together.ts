import type { Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import { inEveryLanguage } from './catalogue.ts';
import { listText, terms } from './terms.ts';

/** Somebody of a case that nothing is done to with the others, and why. */
export interface LeftOut {
  name: string;
  why: string;
}

export interface ActedTogether {
  step: string;
  count: number;
  refs: readonly string[];
  /** It waits for a second person. */
  waits: boolean;
  /** For so many it held already. */
  standing: number;
  leftOut: readonly LeftOut[];
}

/** What is said of one decision about several people of a case. */
export interface TogetherWords {
  /** The button that opens the form. */
  all: (count: number) => string;
  form: { title: (ref: string) => string; whom: string; send: string; more: (left: number) => string };
  acted: (what: ActedTogether) => string;
  agreed: (refs: readonly string[], leftOut: readonly LeftOut[]) => string;
  lifted: (refs: readonly string[], leftOut: readonly LeftOut[]) => string;
  leftOut: (who: readonly LeftOut[]) => string;
  exempt: (why: string) => string;
  /** `3 people: Kev, Lou and Sam`; `names` may be the first of them. */
  people: (count: number, names: readonly string[]) => string;
  second: (count: number) => string;
  decline: (count: number) => string;
  undo: (count: number) => string;
  /** What was decided together, on the card: the step, for how many, how they stand. */
  line: (step: string, count: number, refs: string, states: string) => string;
}

const NAMED = 10;

/** `ACT-3` to `ACT-7`, where they follow one another. */
const rangeText = (refs: readonly string[], to: string): string =>
  refs.length < 2 ? (refs[0] ?? '') : `${refs[0]} ${to} ${refs.at(-1)}`;

/** Who was left out, each with the reason. */
function namesText(who: readonly LeftOut[], language: Language): string {
  const { colon } = terms[language];
  const named = who.slice(0, NAMED).map(({ name, why }) => `${oneLine(name, 100)} (${oneLine(why, 200)})`);
  const rest = who.length - named.length;
  return `${colon} ${[...named, ...(rest > 0 ? [`+${rest}`] : [])].join('; ')}`;
}

const leftOutText = inEveryLanguage<(who: readonly LeftOut[]) => string>({
  en: (who) => (who.length === 0 ? '' : `Left out${namesText(who, 'en')}`),
  de: (who) => (who.length === 0 ? '' : `Ausgenommen${namesText(who, 'de')}`),
  fr: (who) => (who.length === 0 ? '' : `Laissés de côté${namesText(who, 'fr')}`),
  es: (who) => (who.length === 0 ? '' : `Quedan fuera${namesText(who, 'es')}`),
});

const rest = (names: readonly string[], count: number, language: Language): string =>
  listText([...names, ...(count > names.length ? [`+${count - names.length}`] : [])], language);

export const togetherWords = inEveryLanguage<TogetherWords>({
  en: {
    all: (count) => `Act on all ${count}…`,
    form: {
      title: (ref) => `${ref}: act on several`,
      whom: 'Whom',
      send: 'Do it',
      more: (left) => `${left} more took part: press the button again afterwards, or choose them on the case’s page.`,
    },
    acted: ({ step, count, refs, waits, standing, leftOut }) =>
      [
        count === 0
          ? `${step}: nothing new was done.`
          : `${step} for ${count === 1 ? '1 person' : `${count} people`} (${rangeText(refs, 'to')}).`,
        waits && 'Somebody else has to agree first.',
        standing > 0 && `It held already for ${standing}.`,
        leftOutText.en(leftOut),
      ]
        .filter(Boolean)
        .join(' '),
    agreed: (refs, out) =>
      `${refs.length === 0 ? 'Nothing waits any more.' : `Agreed to ${refs.length} (${rangeText(refs, 'to')}): being carried out.`} ${leftOutText.en(out)}`.trim(),
    lifted: (refs, out) =>
      `${refs.length === 0 ? 'There is nothing left to take back.' : `${refs.length} taken back (${rangeText(refs, 'to')}).`} ${leftOutText.en(out)}`.trim(),
    leftOut: leftOutText.en,
    exempt: (why) => `exempt by the policy${why ? `: ${why}` : ''}`,
    people: (count, names) => `${count} people (${rest(names, count, 'en')})`,
    second: (count) => `Agree to all ${count}`,
    decline: (count) => `Decline all ${count}`,
    undo: (count) => `Undo all ${count}`,
    line: (step, count, refs, states) => `${step} for ${count} people (${refs}): ${states}`,
  },
  de: {
    all: (count) => `Gegen alle ${count} vorgehen…`,
    form: {
      title: (ref) => `${ref}: mehrere zugleich`,
      whom: 'Wer',
      send: 'Ausführen',
      more: (left) =>
        `${left} weitere waren beteiligt: Drücken Sie danach noch einmal, oder wählen Sie sie auf der Seite des Falls.`,
    },
    acted: ({ step, count, refs, waits, standing, leftOut }) =>
      [
        count === 0
          ? `${step}: nichts Neues.`
          : `${step} für ${count === 1 ? '1 Person' : `${count} Personen`} (${rangeText(refs, 'bis')}).`,
        waits && 'Zuerst muss noch jemand zustimmen.',
        standing > 0 && `Für ${standing} galt es schon.`,
        leftOutText.de(leftOut),
      ]
        .filter(Boolean)
        .join(' '),
    agreed: (refs, out) =>
      `${refs.length === 0 ? 'Es wartet nichts mehr.' : `${refs.length} zugestimmt (${rangeText(refs, 'bis')}): wird ausgeführt.`} ${leftOutText.de(out)}`.trim(),
    lifted: (refs, out) =>
      `${refs.length === 0 ? 'Da ist nichts mehr zurückzunehmen.' : `${refs.length} zurückgenommen (${rangeText(refs, 'bis')}).`} ${leftOutText.de(out)}`.trim(),
    leftOut: leftOutText.de,
    exempt: (why) => `nach der Richtlinie ausgenommen${why ? `: ${why}` : ''}`,
    people: (count, names) => `${count} Personen (${rest(names, count, 'de')})`,
    second: (count) => `Allen ${count} zustimmen`,
    decline: (count) => `Alle ${count} ablehnen`,
    undo: (count) => `Alle ${count} zurücknehmen`,
    line: (step, count, refs, states) => `${step} für ${count} Personen (${refs}): ${states}`,
  },
  fr: {
    all: (count) => `Agir sur les ${count}…`,
    form: {
      title: (ref) => `${ref} : plusieurs à la fois`,
      whom: 'Qui',
      send: 'Faire',
      more: (left) =>
        `${left} autres ont participé : appuyez encore une fois ensuite, ou choisissez-les sur la page du dossier.`,
    },
    acted: ({ step, count, refs, waits, standing, leftOut }) =>
      [
        count === 0
          ? `${step} : rien de nouveau.`
          : `${step} pour ${count === 1 ? '1 personne' : `${count} personnes`} (${rangeText(refs, 'à')}).`,
        waits && 'Quelqu’un d’autre doit d’abord être d’accord.',
        standing > 0 && `Cela tenait déjà pour ${standing}.`,
        leftOutText.fr(leftOut),
      ]
        .filter(Boolean)
        .join(' '),
    agreed: (refs, out) =>
      `${refs.length === 0 ? 'Plus rien n’attend.' : `Accord donné pour ${refs.length} (${rangeText(refs, 'à')}) : en cours.`} ${leftOutText.fr(out)}`.trim(),
    lifted: (refs, out) =>
      `${refs.length === 0 ? 'Il n’y a plus rien à annuler.' : `${refs.length} annulés (${rangeText(refs, 'à')}).`} ${leftOutText.fr(out)}`.trim(),
    leftOut: leftOutText.fr,
    exempt: (why) => `exempté par la politique${why ? ` : ${why}` : ''}`,
    people: (count, names) => `${count} personnes (${rest(names, count, 'fr')})`,
    second: (count) => `Accepter les ${count}`,
    decline: (count) => `Refuser les ${count}`,
    undo: (count) => `Annuler les ${count}`,
    line: (step, count, refs, states) => `${step} pour ${count} personnes (${refs}) : ${states}`,
  },
  es: {
    all: (count) => `Actuar sobre los ${count}…`,
    form: {
      title: (ref) => `${ref}: varios a la vez`,
      whom: 'A quién',
      send: 'Hacerlo',
      more: (left) => `Participaron ${left} más: pulse otra vez después, o elíjalos en la página del caso.`,
    },
    acted: ({ step, count, refs, waits, standing, leftOut }) =>
      [
        count === 0
          ? `${step}: nada nuevo.`
          : `${step} para ${count === 1 ? '1 persona' : `${count} personas`} (${rangeText(refs, 'a')}).`,
        waits && 'Antes tiene que estar de acuerdo otra persona.',
        standing > 0 && `Ya estaba en vigor para ${standing}.`,
        leftOutText.es(leftOut),
      ]
        .filter(Boolean)
        .join(' '),
    agreed: (refs, out) =>
      `${refs.length === 0 ? 'Ya no espera nada.' : `De acuerdo con ${refs.length} (${rangeText(refs, 'a')}): en curso.`} ${leftOutText.es(out)}`.trim(),
    lifted: (refs, out) =>
      `${refs.length === 0 ? 'No queda nada que anular.' : `${refs.length} anulados (${rangeText(refs, 'a')}).`} ${leftOutText.es(out)}`.trim(),
    leftOut: leftOutText.es,
    exempt: (why) => `exento por la política${why ? `: ${why}` : ''}`,
    people: (count, names) => `${count} personas (${rest(names, count, 'es')})`,
    second: (count) => `Aceptar los ${count}`,
    decline: (count) => `Rechazar los ${count}`,
    undo: (count) => `Anular los ${count}`,
    line: (step, count, refs, states) => `${step} para ${count} personas (${refs}): ${states}`,
  },
});
