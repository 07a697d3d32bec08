import type { Language } from '../../../domain/language.ts';
import type { ModerationStep } from '../../../domain/moderation.ts';
import { TRIGGERS, type Trigger } from '../../../domain/moderation-policy.ts';
import { inLanguage } from '../../../domain/time-words.ts';
import { stepText } from '../../../messages/case-text.ts';
import { claimWords } from '../../../messages/catalogue/case-claims.ts';
import { actionWords } from '../../../messages/catalogue/moderation-action.ts';
import { moderationAnswerWords } from '../../../messages/catalogue/moderation-answers.ts';
import { moderationWords } from '../../../messages/catalogue/moderation-case.ts';
import { silentWords } from '../../../messages/catalogue/silent-triggers.ts';
import { listText, terms } from '../../../messages/catalogue/terms.ts';
import type {
  ActionData,
  CaseData,
  ExplainedCase,
  ModerationHistoryData,
  OwnModerationData,
} from '../../../tools/moderation-data.ts';
import type { AskedOfIt } from '../asked-of-it.ts';
import type { PlanContext } from '../plan-types.ts';
import { rangeText, sentence, theirs } from './phrases.ts';

const QUOTES = 3;
const LINES = 5;

/** One case: what was asked of it, else how it stands, what happened, what was said, why it fired, what is like it and what was done. */
export function explainedCaseAnswer(
  { open, next, action, case: one }: ExplainedCase,
  { language }: PlanContext,
  asked?: AskedOfIt,
): string[] {
  const words = moderationAnswerWords[language];
  const { states, triggers, card, dismissals } = moderationWords[language];
  if (!one && action) return [`${didText(action, language)}.`, words.reason(theirs(action.quoted_reason, language))];
  if (!one) return [words.noneOpen];
  const fired = one.triggers.flatMap((name) => (isTrigger(name) ? [triggers[name]] : []));
  const state = `${states[one.state]}, ${terms[language].severity[one.severity]}`;
  const head = sentence(`[${one.ref}] ${state}${terms[language].colon} ${one.quoted_summary}.`);
  const quotes = one.evidence.slice(0, QUOTES).map(({ quoted_text, quoted_author, time, deleted, edited }) => {
    const fate = deleted ? `, ${words.gone.deleted}` : edited ? `, ${words.gone.edited}` : '';
    return `• ${theirs(quoted_text, language)} (${theirs(quoted_author, language)}, ${inLanguage(time, language)}${fate})`;
  });
  const alike =
    one.similar.length > 0
      ? words.similar(
          one.similar
            .map(({ ref, percent, outcome }) => `[${ref}] ${card.alike(percent, outcomeText(outcome, language))}`)
            .join('; '),
        )
      : '';
  const advice =
    one.suggested && one.state === 'open'
      ? words.suggested(
          stepText(
            { step: one.suggested.step, ...(one.suggested.hours === null ? {} : { hours: one.suggested.hours }) },
            language,
          ),
          one.suggested.why,
        )
      : '';
  const done =
    one.actions.length > 0
      ? one.actions.slice(-LINES).map((action) => `• ${didText(action, language)}`)
      : [
          one.dismissed
            ? card.dismissed(
                one.dismissed.quoted_by,
                one.dismissed.as ? dismissals[one.dismissed.as] : '',
                one.dismissed.quoted_note,
              )
            : words.nothingDone,
        ];
  switch (asked) {
    case 'case_advice':
      return [advice || words.noAdvice, head, ...done];
    case 'case_severity':
      return [
        head,
        `${words.size(one.messages, one.people, one.escalation)} ${fired.length > 0 ? words.because(listText(fired, language)) : ''}`.trim(),
        alike || words.noneAlike,
        advice,
      ].filter((line) => line !== '');
    case 'case_alike':
      return [alike || words.noneAlike, head];
    case 'case_people':
      if (one.offenders.length > 0)
        return [
          words.tookPart(
            one.people,
            one.offenders.map(({ quoted_name, messages }) => ({ name: theirs(quoted_name, language), messages })),
          ),
          head,
          ...done,
        ];
      break;
    case 'case_quotes':
      return [...quotes, head];
    case 'case_began':
      if (one.first)
        return [
          words.began(theirs(one.first.quoted_author, language), inLanguage(one.first.time, language)),
          head,
          ...quotes,
        ];
      break;
    case 'case_against':
      if (one.quoted_against) return [words.against(theirs(one.quoted_against, language)), head];
      break;
    default:
  }
  return [
    open === undefined ? '' : next ? words.next(open) : words.latest(open),
    head,
    one.quoted_taken_by && one.taken
      ? `${claimWords[language].with(theirs(one.quoted_taken_by, language), inLanguage(one.taken, language))}.`
      : '',
    `${words.size(one.messages, one.people, one.escalation)} ${fired.length > 0 ? words.because(listText(fired, language)) : ''}`.trim(),
    ...quotes,
    alike,
    advice,
    ...done,
  ].filter((line) => line !== '');
}

/** Counts first, then the newest of what was asked for. */
export function moderationHistoryAnswer(
  args: Record<string, unknown>,
  data: ModerationHistoryData,
  context: PlanContext,
): string[] {
  const { language } = context;
  const words = moderationAnswerWords[language];
  const { states } = moderationWords[language];
  const range = rangeText(data.asked.range, args, context);
  const when = range ? `, ${range}` : '';
  const { quoted_user: user, state, step } = data.asked;
  const who = user === null ? '' : theirs(user, language);
  if (data.silent) return silentAnswer(data.silent, language);
  if (!data.known) return [words.unknown(who)];
  if (data.which.length > 0) {
    const people = data.which.map(
      ({ quoted_name, quoted_account, platform }) =>
        `${theirs(quoted_name || quoted_account, language)} (${quoted_account}, ${platform})`,
    );
    return [words.which(who, listText(people, language))];
  }
  if (data.groups) {
    const { by, count, rows } = data.groups;
    const lines = rows.map(
      ({ quoted_name, count: cases, open }) => `• ${words.groupLine(theirs(quoted_name, language), cases, open)}`,
    );
    return [words.grouped[by](count, when), ...lines];
  }
  if (data.appeals) return appealsAnswer(data.appeals, user === null ? when : `, ${who}${when}`, language);
  const cases = data.cases.rows.slice(0, LINES).map((one) => `• ${caseText(one, language)}`);
  const actions = data.actions.rows.slice(0, LINES).map((one) => `• ${didText(one, language)}`);
  if (step) {
    const total = data.actions.count;
    const [one, several] = words.steps[step];
    const first = total === 0 ? words.none(several, when) : words.count(total, total === 1 ? one : several, when);
    return [user === null ? first : `${who}${terms[language].colon} ${first}`, ...actions];
  }
  if (user !== null) {
    const strikes = decimal(data.strikes ?? 0, language);
    return [
      words.history(who, data.cases.count, data.cases.open, data.actions.count, strikes, when),
      ...actions,
      ...cases,
    ];
  }
  if (data.asked.quoted_target !== undefined)
    return [
      words.aimedAt(theirs(data.asked.quoted_target, language), data.cases.count, data.cases.open, when),
      ...cases,
    ];
  if (state === 'open' && when === '')
    return [data.cases.count === 0 ? words.noneOpen : words.open(data.cases.count), ...cases, ...actions];
  const done = Object.entries(data.actions.steps).map(([name, count]) => {
    const [one, several] = words.steps[name as ModerationStep];
    return `${count} ${count === 1 ? one : several}`;
  });
  if (data.asked.by_me)
    return data.cases.count + data.actions.count === 0
      ? [words.noneMine(when)]
      : [words.mine(data.cases.count, done.length > 0 ? listText(done, language) : '', when), ...cases, ...actions];
  return [
    words.cases(data.cases.count, state && states[state], when),
    state === null && done.length > 0 ? `${listText(done, language)}.` : '',
    ...cases,
    ...actions,
  ].filter((line) => line !== '');
}

/** What each rule that runs silently would have done. */
function silentAnswer(silent: NonNullable<ModerationHistoryData['silent']>, language: Language): string[] {
  const words = silentWords[language];
  if (silent.length === 0) return [words.none];
  return silent.flatMap(({ trigger, hits, quoted_people: people, ...rest }) => [
    words.line({ rule: moderationWords[language].triggers[trigger], hits, days: 30 }),
    ...(hits === 0
      ? []
      : [
          words.whom(
            people.map((one) => `${theirs(one.quoted_name || one.quoted_account, language)} (${one.hits})`).join(', '),
          ),
          words.coincide({ hits, ...rest }),
        ]),
  ]);
}

/** How many appeals there are and wait, then the newest. */
function appealsAnswer(
  { count, open, rows }: NonNullable<ModerationHistoryData['appeals']>,
  when: string,
  language: Language,
): string[] {
  const words = moderationAnswerWords[language];
  const { steps } = moderationWords[language];
  return [
    words.appeals(count, open, when),
    ...rows.slice(0, LINES).map((one) => {
      const told = words.appealLine({
        ref: `[${one.ref}]`,
        who: theirs(one.quoted_who, language),
        step: one.step === null ? '' : steps[one.step],
        against: one.against,
        time: inLanguage(one.time, language),
        state: actionWords[language].card.states[one.state],
        by: one.quoted_decided_by,
      });
      return `• ${told.replaceAll(/ +/g, ' ')}`;
    }),
  ];
}

/** What was done about whoever asks: why, until when, and how to appeal. */
export function ownModerationAnswer(data: OwnModerationData, { language }: PlanContext): string[] {
  const words = moderationAnswerWords[language];
  const { steps, actionStates } = moderationWords[language];
  if (data.count === 0) return [data.linked === 0 ? words.notLinked : words.ownNone];
  return [
    words.own(data.count),
    ...data.rows.map(({ ref, step, quoted_channel, until, state, quoted_reason }) => {
      const told = words.ownLine(
        ref,
        steps[step],
        quoted_channel,
        until && inLanguage(until, language),
        actionStates[state],
      );
      return `• ${told} ${words.reason(theirs(quoted_reason, language))}`;
    }),
    data.rows[0]!.appealed ? actionWords[language].affected.appealed : '',
    data.rows.some(({ may_appeal }) => may_appeal) ? words.how : '',
  ].filter((line) => line !== '');
}

const isTrigger = (name: string): name is Trigger => (TRIGGERS as readonly string[]).includes(name);

const decimal = (value: number, language: Language): string =>
  language === 'en' ? String(value) : String(value).replace('.', ',');

function caseText(one: CaseData, language: Language): string {
  const { kinds, states } = moderationWords[language];
  return moderationAnswerWords[language].line({
    ref: one.ref,
    severity: terms[language].severity[one.severity],
    kind: kinds[one.kind],
    who: theirs(one.quoted_who, language),
    against: one.quoted_against === null ? null : theirs(one.quoted_against, language),
    where: one.quoted_channel,
    when: inLanguage(one.opened, language),
    state: states[one.state],
  });
}

/** `[ACT-5] Timeout for “Kev” until …: done` */
export function didText(one: ActionData, language: Language): string {
  const { card, steps, actionStates } = moderationWords[language];
  return card.did({
    ref: `[${one.ref}]`,
    step: steps[one.step],
    name: theirs(one.quoted_whom, language),
    state: actionStates[one.state],
    by: one.quoted_by ?? '',
    until: one.until && inLanguage(one.until, language),
    automatic: one.quoted_by === null,
  });
}

function outcomeText(outcome: string, language: Language): string {
  const { steps, states } = moderationWords[language];
  if (Object.hasOwn(states, outcome)) return states[outcome as keyof typeof states];
  return Object.hasOwn(steps, outcome) ? steps[outcome as keyof typeof steps] : outcome;
}
