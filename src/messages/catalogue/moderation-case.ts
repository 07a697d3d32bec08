import type { Language } from '../../domain/language.ts';
import type {
  ActionState,
  CaseKind,
  CaseState,
  Dismissal,
  ModerationStep,
  Recommendation,
} from '../../domain/moderation.ts';
import type { Trigger } from '../../domain/moderation-policy.ts';
import type { Severity } from '../../domain/severity.ts';
import { listWords } from './block-lists.ts';
import { type CaseCardWords, caseCardWords } from './case-card.ts';
import { inEveryLanguage, some } from './catalogue.ts';
import { joinWords } from './join-triggers.ts';
import { postingWords, type SpamWay } from './posting-triggers.ts';
import { powerGivenWords } from './power-triggers.ts';
import { severityBadgeText } from './terms.ts';

/** What a case is about, as its summary tells it. */
export interface CaseGist {
  kind: CaseKind;
  who: string;
  /** Who else takes part. */
  others: number;
  target: string | null;
  where: string;
  messages: number;
  minutes: number;
  /** Of spam: how. */
  way?: SpamWay;
}

/** What somebody did themselves, as they are told it. */
export interface OwnShare {
  kind: CaseKind;
  rule: Trigger | null;
  messages: number;
  target: string | null;
  where: string;
}

export interface Counted {
  severity: Severity;
  strikes: NonNullable<Recommendation['strikes']>;
  insteadOf?: ModerationStep;
}

export interface ModerationWords {
  steps: Record<ModerationStep | 'dismiss', string>;
  card: CaseCardWords;
  kinds: Record<CaseKind, string>;
  triggers: Record<Trigger, string>;
  states: Record<CaseState, string>;
  actionStates: Record<ActionState, string>;
  dismissals: Record<Dismissal, string>;
  summary: (gist: CaseGist) => string;
  /** Why something was done to somebody, of their own messages alone. */
  own: (share: OwnShare) => string;
  why: (counted: Counted) => string;
}

/** `24 h`, `7 d`, `10 min` */
export const lastingText = (hours: number): string =>
  hours % 24 === 0 && hours > 48
    ? `${hours / 24} d`
    : Number.isInteger(hours)
      ? `${hours} h`
      : `${Math.max(1, Math.round(hours * 60))} min`;

/** What each step is called. */
const stepWords = inEveryLanguage<Record<ModerationStep | 'dismiss', string>>({
  en: {
    dismiss: 'Dismiss',
    note: 'Note',
    delete: 'Delete the messages',
    warning: 'Warning',
    timeout: 'Timeout',
    mute: 'Mute',
    ban: 'Ban',
  },
  de: {
    dismiss: 'Verwerfen',
    note: 'Notiz',
    delete: 'Nachrichten löschen',
    warning: 'Verwarnung',
    timeout: 'Auszeit',
    mute: 'Stummschaltung',
    ban: 'Ausschluss',
  },
  fr: {
    dismiss: 'Classer sans suite',
    note: 'Note',
    delete: 'Supprimer les messages',
    warning: 'Avertissement',
    timeout: 'Exclusion temporaire',
    mute: 'Mise en sourdine',
    ban: 'Bannissement',
  },
  es: {
    dismiss: 'Descartar',
    note: 'Nota',
    delete: 'Borrar los mensajes',
    warning: 'Advertencia',
    timeout: 'Expulsión temporal',
    mute: 'Silencio',
    ban: 'Expulsión',
  },
});

/** `Harassment (the conversation escalates)` */
function ruleWords(language: Language, kind: CaseKind, rule: Trigger | null): string {
  const { kinds, triggers } = moderationWords[language];
  const named = kinds[kind].charAt(0).toUpperCase() + kinds[kind].slice(1);
  return rule === null || triggers[rule].toLowerCase().endsWith(kinds[kind].toLowerCase())
    ? named
    : `${named} (${triggers[rule]})`;
}

/** Cases: what they are about, how they stand, what is done. */
export const moderationWords = inEveryLanguage<ModerationWords>({
  en: {
    steps: stepWords.en,
    card: caseCardWords.en,
    kinds: {
      harassment: 'harassment',
      pile_on: 'pile-on',
      threat: 'threat',
      identity_attack: 'attack on identity',
      sexual: 'sexual content',
      spam: 'spam',
      unsafe: postingWords.en.kind,
      raid: joinWords.en.kind,
      power: powerGivenWords.en.kind,
      listed: listWords.en.kind,
      profanity: 'swearing',
    },
    triggers: {
      escalation: 'the conversation escalates',
      pile_on: 'several against one',
      threat: 'a threat',
      identity_attack: 'an attack on what somebody is',
      severe_toxicity: 'severe abuse',
      abuse: 'abuse',
      sexual: 'sexual content',
      profanity: 'swearing',
      flood: 'the same over and over',
      mentions: 'many people called at once',
      ...postingWords.en.triggers,
      ...joinWords.en.triggers,
      listed: listWords.en.trigger,
      power: powerGivenWords.en.trigger,
    },
    states: { open: 'open', acted: 'acted on', dismissed: 'dismissed', overturned: 'overturned' },
    actionStates: {
      waiting: 'waits for a second person',
      due: 'is being carried out',
      done: 'done',
      task: 'to be done by hand',
      lifting: 'is being taken back',
      lift_task: 'to be taken back by hand',
      lifted: 'taken back',
      expired: 'over',
      declined: 'declined',
      failed: 'failed',
    },
    dismissals: {
      no_violation: 'no violation',
      joke_or_quote: 'a joke or a quotation',
      handled_elsewhere: 'handled elsewhere',
    },
    summary: ({ kind, who, others, target, where, messages, minutes, way }) => {
      if (kind === 'raid') return joinWords.en.summary(others + 1, where);
      if (kind === 'power') return powerGivenWords.en.summary(who, others, where);
      if (kind === 'listed') return listWords.en.summary({ who, where, messages });
      const to = target ? ` to ${target}` : '';
      const lead: Record<CaseKind, string> = {
        harassment: `Hostile messages from ${who}${others > 0 ? ` and ${some(others, 'other', 'others')}` : ''}${to}`,
        pile_on: `${others + 1} people turn on ${target ?? 'one'}, ${who} the most`,
        threat: `What looks like a threat from ${who}${to}`,
        identity_attack: `An attack on what somebody is, from ${who}${to}`,
        sexual: `Sexual messages from ${who}${to}`,
        spam: postingWords.en.spam(who, way ?? 'flood'),
        unsafe: postingWords.en.unsafe(who),
        raid: '',
        power: '',
        listed: '',
        profanity: `Swearing from ${who}${to}`,
      };
      return `${lead[kind]}, in ${where}: ${some(messages, 'message', 'messages')}${minutes > 0 ? ` within ${minutes} min` : ''}.`;
    },
    own: ({ kind, rule, messages, target, where }) =>
      kind === 'raid'
        ? `${ruleWords('en', kind, rule)}: ${joinWords.en.own(where)}`
        : kind === 'power'
          ? `${ruleWords('en', kind, rule)}: ${powerGivenWords.en.own(where)}`
          : `${ruleWords('en', kind, rule)}: ${some(messages, 'message', 'messages')} of yours${target ? ` to ${target}` : ''}, in ${where}.`,
    why: ({ severity, strikes, insteadOf }) =>
      `${severityBadgeText(severity, 'en')} severity, ${strikes.cases === 0 ? 'nothing before' : `${some(strikes.cases, 'earlier case', 'earlier cases')} still counting ${strikes.before}`}: ${strikes.now} strikes.${insteadOf ? ` The ladder says ${stepWords.en[insteadOf].toLowerCase()}, which is switched off here.` : ''}`,
  },
  de: {
    steps: stepWords.de,
    card: caseCardWords.de,
    kinds: {
      harassment: 'Belästigung',
      pile_on: 'Viele gegen einen',
      threat: 'Drohung',
      identity_attack: 'Angriff auf die Person',
      sexual: 'Sexuelles',
      spam: 'Spam',
      unsafe: postingWords.de.kind,
      raid: joinWords.de.kind,
      power: powerGivenWords.de.kind,
      listed: listWords.de.kind,
      profanity: 'Fluchen',
    },
    triggers: {
      escalation: 'das Gespräch eskaliert',
      pile_on: 'mehrere gegen einen',
      threat: 'eine Drohung',
      identity_attack: 'ein Angriff darauf, was jemand ist',
      severe_toxicity: 'schwere Beschimpfung',
      abuse: 'Beschimpfung',
      sexual: 'Sexuelles',
      profanity: 'Fluchen',
      flood: 'immer wieder dasselbe',
      mentions: 'viele zugleich gerufen',
      ...postingWords.de.triggers,
      ...joinWords.de.triggers,
      listed: listWords.de.trigger,
      power: powerGivenWords.de.trigger,
    },
    states: { open: 'offen', acted: 'gehandelt', dismissed: 'verworfen', overturned: 'aufgehoben' },
    actionStates: {
      waiting: 'wartet auf eine zweite Person',
      due: 'wird ausgeführt',
      done: 'erledigt',
      task: 'von Hand zu tun',
      lifting: 'wird zurückgenommen',
      lift_task: 'von Hand zurückzunehmen',
      lifted: 'zurückgenommen',
      expired: 'vorbei',
      declined: 'abgelehnt',
      failed: 'gescheitert',
    },
    dismissals: {
      no_violation: 'kein Verstoß',
      joke_or_quote: 'ein Scherz oder ein Zitat',
      handled_elsewhere: 'anderswo erledigt',
    },
    summary: ({ kind, who, others, target, where, messages, minutes, way }) => {
      if (kind === 'raid') return joinWords.de.summary(others + 1, where);
      if (kind === 'power') return powerGivenWords.de.summary(who, others, where);
      if (kind === 'listed') return listWords.de.summary({ who, where, messages });
      const to = target ? ` an ${target}` : '';
      const lead: Record<CaseKind, string> = {
        harassment: `Feindselige Nachrichten von ${who}${others > 0 ? ` und ${some(others, 'weiteren', 'weiteren')}` : ''}${to}`,
        pile_on: `${others + 1} Personen gegen ${target ?? 'eine'}, am meisten ${who}`,
        threat: `Was wie eine Drohung aussieht, von ${who}${to}`,
        identity_attack: `Ein Angriff darauf, was jemand ist, von ${who}${to}`,
        sexual: `Sexuelle Nachrichten von ${who}${to}`,
        spam: postingWords.de.spam(who, way ?? 'flood'),
        unsafe: postingWords.de.unsafe(who),
        raid: '',
        power: '',
        listed: '',
        profanity: `Fluchen von ${who}${to}`,
      };
      return `${lead[kind]}, in ${where}: ${some(messages, 'Nachricht', 'Nachrichten')}${minutes > 0 ? ` in ${minutes} min` : ''}.`;
    },
    own: ({ kind, rule, messages, target, where }) =>
      kind === 'raid'
        ? `${ruleWords('de', kind, rule)}: ${joinWords.de.own(where)}`
        : kind === 'power'
          ? `${ruleWords('de', kind, rule)}: ${powerGivenWords.de.own(where)}`
          : `${ruleWords('de', kind, rule)}: ${some(messages, 'Nachricht', 'Nachrichten')} von dir${target ? ` an ${target}` : ''}, in ${where}.`,
    why: ({ severity, strikes, insteadOf }) =>
      `Schwere: ${severityBadgeText(severity, 'de').toLowerCase()}, ${strikes.cases === 0 ? 'nichts zuvor' : `${some(strikes.cases, 'früherer Fall zählt', 'frühere Fälle zählen')} noch ${decimal(strikes.before)}`}: ${decimal(strikes.now)} Punkte.${insteadOf ? ` Die Leiter sagt ${stepWords.de[insteadOf]}; das ist hier ausgeschaltet.` : ''}`,
  },
  fr: {
    steps: stepWords.fr,
    card: caseCardWords.fr,
    kinds: {
      harassment: 'harcèlement',
      pile_on: 'plusieurs contre un',
      threat: 'menace',
      identity_attack: 'attaque contre l’identité',
      sexual: 'contenu sexuel',
      spam: 'spam',
      unsafe: postingWords.fr.kind,
      raid: joinWords.fr.kind,
      power: powerGivenWords.fr.kind,
      listed: listWords.fr.kind,
      profanity: 'grossièretés',
    },
    triggers: {
      escalation: 'la conversation s’envenime',
      pile_on: 'plusieurs contre une personne',
      threat: 'une menace',
      identity_attack: 'une attaque contre ce que quelqu’un est',
      severe_toxicity: 'des injures graves',
      abuse: 'des injures',
      sexual: 'du contenu sexuel',
      profanity: 'des grossièretés',
      flood: 'toujours la même chose',
      mentions: 'beaucoup de personnes appelées à la fois',
      ...postingWords.fr.triggers,
      ...joinWords.fr.triggers,
      listed: listWords.fr.trigger,
      power: powerGivenWords.fr.trigger,
    },
    states: { open: 'ouvert', acted: 'traité', dismissed: 'classé sans suite', overturned: 'annulé' },
    actionStates: {
      waiting: 'attend une deuxième personne',
      due: 'en cours',
      done: 'fait',
      task: 'à faire à la main',
      lifting: 'en cours d’annulation',
      lift_task: 'à annuler à la main',
      lifted: 'annulé',
      expired: 'terminé',
      declined: 'refusé',
      failed: 'échoué',
    },
    dismissals: {
      no_violation: 'aucune infraction',
      joke_or_quote: 'une plaisanterie ou une citation',
      handled_elsewhere: 'réglé ailleurs',
    },
    summary: ({ kind, who, others, target, where, messages, minutes, way }) => {
      if (kind === 'raid') return joinWords.fr.summary(others + 1, where);
      if (kind === 'power') return powerGivenWords.fr.summary(who, others, where);
      if (kind === 'listed') return listWords.fr.summary({ who, where, messages });
      const to = target ? ` à ${target}` : '';
      const lead: Record<CaseKind, string> = {
        harassment: `Messages hostiles de ${who}${others > 0 ? ` et de ${some(others, 'autre', 'autres')}` : ''}${to}`,
        pile_on: `${others + 1} personnes s’en prennent à ${target ?? 'une seule'}, surtout ${who}`,
        threat: `Ce qui ressemble à une menace de ${who}${to}`,
        identity_attack: `Une attaque contre ce que quelqu’un est, de ${who}${to}`,
        sexual: `Messages sexuels de ${who}${to}`,
        spam: postingWords.fr.spam(who, way ?? 'flood'),
        unsafe: postingWords.fr.unsafe(who),
        raid: '',
        power: '',
        listed: '',
        profanity: `Grossièretés de ${who}${to}`,
      };
      return `${lead[kind]}, dans ${where} : ${some(messages, 'message', 'messages')}${minutes > 0 ? ` en ${minutes} min` : ''}.`;
    },
    own: ({ kind, rule, messages, target, where }) =>
      kind === 'raid'
        ? `${ruleWords('fr', kind, rule)}: ${joinWords.fr.own(where)}`
        : kind === 'power'
          ? `${ruleWords('fr', kind, rule)}: ${powerGivenWords.fr.own(where)}`
          : `${ruleWords('fr', kind, rule)} : ${some(messages, 'message', 'messages')} de votre part${target ? ` à ${target}` : ''}, dans ${where}.`,
    why: ({ severity, strikes, insteadOf }) =>
      `Gravité ${severityBadgeText(severity, 'fr').toLowerCase()}, ${strikes.cases === 0 ? 'rien auparavant' : `${some(strikes.cases, 'cas antérieur compte', 'cas antérieurs comptent')} encore ${decimal(strikes.before)}`} : ${decimal(strikes.now)} points.${insteadOf ? ` L’échelle dit ${stepWords.fr[insteadOf].toLowerCase()}, ce qui est désactivé ici.` : ''}`,
  },
  es: {
    steps: stepWords.es,
    card: caseCardWords.es,
    kinds: {
      harassment: 'acoso',
      pile_on: 'varios contra uno',
      threat: 'amenaza',
      identity_attack: 'ataque a la identidad',
      sexual: 'contenido sexual',
      spam: 'spam',
      unsafe: postingWords.es.kind,
      raid: joinWords.es.kind,
      power: powerGivenWords.es.kind,
      listed: listWords.es.kind,
      profanity: 'palabrotas',
    },
    triggers: {
      escalation: 'la conversación se agrava',
      pile_on: 'varios contra una persona',
      threat: 'una amenaza',
      identity_attack: 'un ataque a lo que alguien es',
      severe_toxicity: 'insultos graves',
      abuse: 'insultos',
      sexual: 'contenido sexual',
      profanity: 'palabrotas',
      flood: 'lo mismo una y otra vez',
      mentions: 'muchas personas llamadas a la vez',
      ...postingWords.es.triggers,
      ...joinWords.es.triggers,
      listed: listWords.es.trigger,
      power: powerGivenWords.es.trigger,
    },
    states: { open: 'abierto', acted: 'atendido', dismissed: 'descartado', overturned: 'anulado' },
    actionStates: {
      waiting: 'espera a una segunda persona',
      due: 'en curso',
      done: 'hecho',
      task: 'por hacer a mano',
      lifting: 'anulándose',
      lift_task: 'por anular a mano',
      lifted: 'anulado',
      expired: 'terminado',
      declined: 'rechazado',
      failed: 'fallido',
    },
    dismissals: {
      no_violation: 'no es una infracción',
      joke_or_quote: 'una broma o una cita',
      handled_elsewhere: 'resuelto en otra parte',
    },
    summary: ({ kind, who, others, target, where, messages, minutes, way }) => {
      if (kind === 'raid') return joinWords.es.summary(others + 1, where);
      if (kind === 'power') return powerGivenWords.es.summary(who, others, where);
      if (kind === 'listed') return listWords.es.summary({ who, where, messages });
      const to = target ? ` a ${target}` : '';
      const lead: Record<CaseKind, string> = {
        harassment: `Mensajes hostiles de ${who}${others > 0 ? ` y ${some(others, 'más', 'más')}` : ''}${to}`,
        pile_on: `${others + 1} personas van contra ${target ?? 'una'}, sobre todo ${who}`,
        threat: `Lo que parece una amenaza de ${who}${to}`,
        identity_attack: `Un ataque a lo que alguien es, de ${who}${to}`,
        sexual: `Mensajes sexuales de ${who}${to}`,
        spam: postingWords.es.spam(who, way ?? 'flood'),
        unsafe: postingWords.es.unsafe(who),
        raid: '',
        power: '',
        listed: '',
        profanity: `Palabrotas de ${who}${to}`,
      };
      return `${lead[kind]}, en ${where}: ${some(messages, 'mensaje', 'mensajes')}${minutes > 0 ? ` en ${minutes} min` : ''}.`;
    },
    own: ({ kind, rule, messages, target, where }) =>
      kind === 'raid'
        ? `${ruleWords('es', kind, rule)}: ${joinWords.es.own(where)}`
        : kind === 'power'
          ? `${ruleWords('es', kind, rule)}: ${powerGivenWords.es.own(where)}`
          : `${ruleWords('es', kind, rule)}: ${some(messages, 'mensaje tuyo', 'mensajes tuyos')}${target ? ` a ${target}` : ''}, en ${where}.`,
    why: ({ severity, strikes, insteadOf }) =>
      `Gravedad ${severityBadgeText(severity, 'es').toLowerCase()}, ${strikes.cases === 0 ? 'nada antes' : `${some(strikes.cases, 'caso anterior cuenta', 'casos anteriores cuentan')} aún ${decimal(strikes.before)}`}: ${decimal(strikes.now)} puntos.${insteadOf ? ` La escala dice ${stepWords.es[insteadOf].toLowerCase()}, que aquí está desactivado.` : ''}`,
  },
});

/** `4,5`, as most of Europe writes it. */
function decimal(value: number): string {
  return String(value).replace('.', ',');
}
