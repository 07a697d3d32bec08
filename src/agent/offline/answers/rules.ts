import type { Language } from '../../../domain/language.ts';
import { inLanguage } from '../../../domain/time-words.ts';
import { proposalWords, supersededWhy } from '../../../messages/catalogue/proposals.ts';
import { ruleWishWords } from '../../../messages/catalogue/rule-wishes.ts';
import { ruleWords } from '../../../messages/catalogue/rules.ts';
import { reasonWords } from '../../../pipeline/recommendation.ts';
import type { ListedRules } from '../../../tools/list-rules.ts';
import type { OpenedProposals } from '../../../tools/open-proposals.ts';
import type { ProposedRule } from '../../../tools/propose-rule.ts';
import type { RecommendedRules } from '../../../tools/recommend-rules.ts';
import type { BacktestData, ProposalData } from '../../../tools/rule-data.ts';
import type { AskedOfIt } from '../asked-of-it.ts';
import type { PlanContext } from '../plan-types.ts';
import { oneRuleAnswer } from './about-rule.ts';

const RULES = 6;
const PROPOSALS = 6;

/** What became of a wish for a rule: what it would have raised first, then where it stands and whose button comes next. */
export function proposedRuleAnswer(data: ProposedRule, { language }: PlanContext): string[] {
  const words = ruleWords[language];
  const { outcome, rule, proposal } = data;
  if (outcome === 'cannot') return [data.rule_type === 'require_mfa' ? words.noMfa : words.noSimilarity];
  const blocking = data.wants_blocking ? [words.alertsOnly] : [];
  if (outcome === 'covered' && rule) return [words.covered(rule.ref, rule.words), ...blocking];
  if (outcome === 'rejected') {
    const { decided_by: who = null, decided: when = null, quoted_note: note = null } = proposal ?? {};
    return [
      words.rejected(proposal?.ref ?? rule?.ref ?? '', who, when, note),
      ...(data.may_insist ? [words.insist] : []),
    ];
  }
  if (!proposal || !rule) return [];
  const tried = proposal.backtest ? backtestLines(proposal.backtest, language) : [];
  if (outcome === 'waiting')
    return [
      words.waitsAlready(proposal.ref, proposal.asked_by, proposal.asked),
      ...(data.changes_existing === undefined ? [] : [words.changesExisting(data.changes_existing)]),
      ...tried,
      whoseButton(proposal, language),
    ];
  const isDraft = rule.state === 'draft';
  const made = isDraft
    ? words.drafted(rule.ref, rule.words, proposal.ref)
    : words.changed(proposal.title, proposal.ref);
  const [first = made, ...rest] = tried.length > 0 ? [tried[0]!, made, ...tried.slice(1)] : [made];
  const instead = [
    ...(data.replaced === undefined ? [] : [words.replaces(data.replaced, data.rated ? proposal.severity : null)]),
    ...(data.stays === undefined || data.stays === proposal.ref ? [] : [ruleWishWords[language].stays(data.stays)]),
    ...(data.changes_existing === undefined ? [] : [words.changesExisting(data.changes_existing)]),
  ];
  return [first, ...rest, ...instead, ...blocking, whoseButton(proposal, language)];
}

/** What is recommended, each with its reason in numbers; or why nothing is. */
export function recommendedRulesAnswer(data: RecommendedRules, context: PlanContext): string[] {
  const loud = data.loudest.map(({ ref, words, alerts }) => `[${ref}] ${words} (${alerts})`);
  return [
    ...recommendations(data, context),
    ...(loud.length > 0 ? [ruleWords[context.language].loudest(loud.join('; '))] : []),
  ];
}

function recommendations(data: RecommendedRules, { language, tools }: PlanContext): string[] {
  const words = ruleWords[language];
  const settled = [
    ...(data.waiting.length > 0 ? [words.recommendedBefore(data.waiting.length)] : []),
    ...data.waiting.slice(0, PROPOSALS).map(({ ref, title }) => `• [${ref}] ${title}`),
    ...(data.rejected > 0 ? [words.rejectedBefore(data.rejected)] : []),
  ];
  if (data.recommendations.length === 0) {
    if (data.logins === 0 && settled.length === 0) return [words.noLogins];
    if (data.tried === 0 || data.logins === 0) return settled.length > 0 ? settled : [words.everythingWatched];
    return [
      ...settled,
      words.nothingToRecommend(data.tried, data.logins, data.days),
      words.whyNothing(data.silent, data.noisy, data.bearable_per_week),
    ].filter(Boolean);
  }
  return [
    words.recommended(data.recommendations.length, data.logins, data.days),
    ...data.recommendations.map(({ rule, words: what, reason, backtest, stands_on: refs }) => {
      const localised =
        reason.kind === 'countries' ? { ...reason, countries: [listed(reason.countries, language)] } : reason;
      const numbers = words.wouldRaise(backtest.alerts, backtest.per_week);
      const standsOn = refs.length > 0 ? ` (${refs.map((ref) => `[${ref}]`).join(', ')})` : '';
      return `• ${rule ? `[${rule}] ` : ''}${what}: ${numbers}; ${reasonWords(localised, backtest.alerts, words)}${standsOn}.`;
    }),
    ...settled,
    ...(tools.has('propose_rule') ? [words.pressPropose] : []),
  ];
}

/** The rules, those that are on first, each with what it raised lately. */
export function listedRulesAnswer(data: ListedRules, context: PlanContext, asked?: AskedOfIt): string[] {
  const { language } = context;
  const words = ruleWords[language];
  const [single] = data.rules;
  if (data.one && single && asked) return oneRuleAnswer(single, data.one, asked, context);
  const { counts, rules } = data;
  if (data.state && rules.length === 0) return [words.noneSuch(data.state)];
  const shown = rules.slice(0, RULES);
  const off = data.state === 'off';
  const [only] = shown;
  const left = rules.length - shown.length + data.more;
  return [
    ...(data.none_of_kind ? [words.noneOfKind] : []),
    data.silent
      ? words.silent(rules.length + data.more, data.days)
      : off
        ? words.offCounts(counts.retired, counts.draft)
        : words.counts(counts.active, counts.draft, counts.retired),
    ...shown.map((rule) => {
      const lately =
        rule.state === 'active'
          ? words.activity(rule.alerts, rule.false_alarms, data.days)
          : off
            ? words.whyOff(
                rule.state,
                rule.changed_by,
                inLanguage(rule.changed ?? '', language),
                rule.waits_for ?? null,
              )
            : words.states[rule.state];
      return `• [${rule.ref}] ${rule.words} (${lately})`;
    }),
    // of one rule it is told who changed it
    ...(shown.length === 1 && left === 0 && only?.changed
      ? [words.changedBy(only.changed_by, inLanguage(only.changed, language))]
      : []),
    ...(left > 0 ? [words.more(left)] : []),
    ...(data.waiting > 0 ? [words.waitingForYou(data.waiting)] : []),
  ];
}

/** One proposal, or all that wait; whoever wanted it decided is shown the buttons. */
export function proposalsAnswer(data: OpenedProposals, { language }: PlanContext): string[] {
  const words = ruleWords[language];
  const { proposals } = data;
  const [first] = proposals;
  if (!first) return [words.nothingWaits];
  if (data.asked === 'one') return oneProposal(first, language);
  return [
    words.waitList(proposals.length),
    ...proposals
      .slice(0, PROPOSALS)
      .map(({ ref, title, asked_by: who, asked }) => `• ${words.waitLine(ref, title, who, asked)}`),
    ...(data.wants_decision ? [words.onlyButtons] : []),
  ];
}

function oneProposal(proposal: ProposalData, language: Language): string[] {
  const words = ruleWords[language];
  const { ref, title, state, decided_by: who, decided, outcome = '', quoted_note: note = null } = proposal;
  switch (state) {
    case 'pending':
      return [
        words.waits(ref, title),
        ...(proposal.backtest ? backtestLines(proposal.backtest, language) : []),
        proposal.may_decide ? words.onlyButtons : whoseButton(proposal, language),
      ];
    case 'approved':
      return [words.approved(ref, who, decided, outcome)];
    case 'rejected':
      return [words.rejected(ref, who, decided, note)];
    case 'expired':
      return [words.expired(ref)];
    case 'superseded':
      return [words.superseded(ref, supersededWhy(outcome, language))];
  }
}

function backtestLines(backtest: BacktestData, language: Language): string[] {
  const words = ruleWords[language];
  const proposals = proposalWords[language];
  const { tried_on: on, logins: tried } = backtest;
  if (tried === 0) return [proposals.nothing[on]];
  const cut =
    backtest.cut === null
      ? ''
      : ` ${backtest.cut === 'logins' ? proposals.latest(tried) : proposals.tooLong[on](tried)}`;
  const example = backtest.examples.find(({ ref }) => ref !== null);
  return [
    `${proposals.wouldHave(backtest.alerts, backtest.days, backtest.per_week)}${cut}`,
    ...(backtest.known_alerts > 0 ? [words.known(backtest.known_alerts, backtest.known_false_alarms)] : []),
    ...(example ? [words.example(example.quoted_title, example.time, example.ref!)] : []),
  ];
}

function whoseButton(proposal: ProposalData, language: Language): string {
  const words = ruleWords[language];
  return proposal.may_decide ? words.pressButton : words.othersDecide(roleNames(proposal.decided_by_roles, language));
}

const ROLE_NAMES: Record<Language, Partial<Record<string, string>>> = {
  en: { admin: 'an admin', officer: 'a security officer', moderator: 'a moderator', manager: 'a manager' },
  de: {
    admin: 'ein Administrator',
    officer: 'ein Sicherheitsbeauftragter',
    moderator: 'ein Moderator',
    manager: 'ein Manager',
  },
  fr: {
    admin: 'un administrateur',
    officer: 'un responsable de la sécurité',
    moderator: 'un modérateur',
    manager: 'un manager',
  },
  es: {
    admin: 'un administrador',
    officer: 'un responsable de seguridad',
    moderator: 'un moderador',
    manager: 'un directivo',
  },
};

const roleNames = (roles: readonly string[], language: Language): string =>
  new Intl.ListFormat(language, { type: 'disjunction' }).format(
    roles.map((role) => ROLE_NAMES[language][role] ?? role),
  );

const listed = (names: readonly string[], language: Language): string =>
  new Intl.ListFormat(language).format([...names]);
