import type { Language } from '../../domain/language.ts';
import { MODERATION_STEPS } from '../../domain/moderation.ts';
import {
  ANYONE,
  type Backtest,
  isPutOff,
  isSuggested,
  PROPOSAL_RIGHTS,
  type Proposal,
  proposalAt,
} from '../../domain/proposal.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardAction, CardPart } from '../card.ts';
import { coverWords } from '../catalogue/covers.ts';
import { proposalWords, supersededWhy, type WrittenArgument } from '../catalogue/proposals.ts';
import { ruleExampleWords } from '../catalogue/rule-examples.ts';
import { pathOf } from '../links.ts';
import { powersIn } from '../moderation-powers.ts';
import { timeText } from '../time-text.ts';
import type { CardView } from './card-view.ts';
import { slotPoints } from './slot-points.ts';

/** Characters of one text on a card; a longer one is read on the proposal's page. */
const LONGEST_TEXT = 600;

/** A proposal: what would happen, how bad that is, why, what it would have done so far, and the buttons of whoever decides. */
export function proposalCard(
  stored: Proposal,
  view: CardView & {
    now: Date;
    language?: Language;
    /** However long its texts are: for a page of its own. */
    whole?: boolean;
  },
): Card {
  const { urls = pathOf, timeZone, now, language = 'en' } = view;
  const words = proposalWords[language];
  const proposal = proposalAt(stored, now);
  const ref = formatReference({ kind: 'proposal', number: proposal.number });
  const parts: CardPart[] = [
    {
      kind: 'heading',
      text: `${ref} ${oneLine(proposal.title, 300)}`,
      ...(proposal.severity ? { severity: proposal.severity } : {}),
      status: words.states[proposal.state],
      url: urls(ref),
    },
  ];
  if (isSuggested(proposal)) parts.push({ kind: 'text', text: words.unasked });
  if (proposal.untrusted && proposal.state === 'pending') parts.push({ kind: 'text', text: words.untrusted });
  if (proposal.backtest) parts.push({ kind: 'text', text: backtestWords(proposal, language) });
  const written = writtenBy(proposal).map(({ name, text }) => ({ label: words.written[name], text }));
  const isCut = view.whole !== true && written.some(({ text }) => text.length > LONGEST_TEXT);
  if (isCut && proposal.state === 'pending') parts.push({ kind: 'text', text: words.longer });
  const { known } = proposal.backtest ?? { known: null };
  parts.push({
    kind: 'facts',
    facts: [
      ...written.map(({ label, text }) => ({
        label,
        value: view.whole === true ? text : oneLine(text, LONGEST_TEXT),
      })),
      ...doesThere(proposal, language),
      ...(proposal.why ? [{ label: words.why, value: oneLine(proposal.why, 500) }] : []),
      isSuggested(proposal)
        ? { label: words.suggestedBy, value: words.model(oneLine(proposal.requestedBy.name, 100)) }
        : { label: words.askedBy, value: oneLine(proposal.requestedBy.name, 100) },
      ...(known && known.alerts > 0 ? [{ label: words.known, value: words.knownAlerts(known) }] : []),
      ...(proposal.state === 'pending'
        ? [{ label: words.until, value: timeText(proposal.expiresAt, timeZone), at: proposal.expiresAt.toISOString() }]
        : []),
    ],
  });
  if (proposal.backtest) parts.push(...chartOf(proposal.backtest, language), ...examplesOf(proposal.backtest, urls, 3));
  const actions = actionsOf(proposal, ref, view).filter(({ id }) => !isCut || id !== 'proposal.approve');
  if (actions.length > 0) parts.push({ kind: 'actions', actions });
  const context = ending(proposal, { decides: view.decides?.(proposal) ?? false, timeZone, language, now });
  if (context) parts.push({ kind: 'context', text: context });
  return { key: ref, parts };
}

/** "This rule would have raised 4 alerts in the last 30 days (about 1 a week)." and what there is to say of it. */
export function backtestWords({ backtest }: Pick<Proposal, 'backtest'>, language: Language): string {
  if (!backtest) return '';
  const words = proposalWords[language];
  const { of = 'logins', logins: tried } = backtest;
  if (tried === 0) return words.nothing[of];
  return [
    words.wouldHave(backtest.alerts, backtest.days, backtest.perWeek),
    backtest.cut === 'logins' ? words.latest(tried) : backtest.cut ? words.tooLong[of](tried) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** When a rule would have raised alerts, over all days it was tried on; nothing where it would have raised none. */
export function chartOf({ alerts, perDay }: Backtest, language: Language): CardPart[] {
  if (alerts === 0) return [];
  const words = proposalWords[language];
  const points = slotPoints(
    perDay.map((day) => ({ key: day.day, value: day.alerts })),
    'day',
    language,
  );
  return [{ kind: 'chart', title: words.perDay, unit: words.alerts, points }];
}

/** What a rule would have raised for example, on whom, and a login of each. */
export function examplesOf({ alerts, examples }: Backtest, urls: (ref: string) => string, most: number): CardPart[] {
  if (alerts === 0) return [];
  const items = examples.slice(0, most).map(({ title, at, logs }) => ({
    text: oneLine(title, 160),
    at,
    ...(logs[0] ? { ref: logs[0], url: urls(logs[0]) } : {}),
  }));
  return [{ kind: 'list', items }];
}

/** What it would write that its title may cut: nobody approves a text they could not read. */
function writtenBy({ kind, args }: Pick<Proposal, 'kind' | 'args'>): { name: WrittenArgument; text: string }[] {
  const names: WrittenArgument[] =
    kind === 'create_incident'
      ? ['summary']
      : kind === 'update_incident'
        ? ['title', 'comment', 'resolution']
        : kind === 'update_alert'
          ? ['note']
          : kind === 'moderate_member' || kind === 'reverse_action'
            ? ['reason']
            : [];
  const texts = names.flatMap((name) => (typeof args[name] === 'string' ? [{ name, text: args[name] }] : []));
  const alerts = [args.alerts, args.link_alerts, args.unlink_alerts].flat().filter((ref) => typeof ref === 'string');
  return alerts.length > 0 ? [...texts, { name: 'alerts', text: alerts.join(', ') }] : texts;
}

/** What approving it really does on the platform, and which case it belongs to. */
function doesThere(
  { kind, args }: Pick<Proposal, 'kind' | 'args'>,
  language: Language,
): { label: string; value: string }[] {
  if (kind !== 'moderate_member') return [];
  const words = proposalWords[language].moderation;
  const text = (name: string): string => (typeof args[name] === 'string' ? args[name] : '');
  const step = MODERATION_STEPS.find((one) => one === args.step);
  const place = {
    platform: text('platform'),
    workspace: text('workspace'),
    channel: text('channel'),
    granted: grantedIn(args),
  };
  const ref = text('case');
  return [
    ...(ref ? [{ label: words.case, value: ref }] : []),
    ...(step ? [{ label: words.there, value: powersIn(place, language)[step].what }] : []),
  ];
}

const grantedIn = ({ granted }: Proposal['args']): string[] =>
  Array.isArray(granted) ? granted.filter((one) => typeof one === 'string') : [];

function actionsOf(proposal: Proposal, ref: string, view: CardView & { now: Date; language?: Language }): CardAction[] {
  const { urls = pathOf, language = 'en' } = view;
  const words = proposalWords[language];
  const open: CardAction = { id: 'proposal.open', label: words.open, value: ref, url: urls(ref) };
  if (!view.decides?.(proposal)) return [open];
  if (proposal.state === 'pending' && proposal.nonce) {
    const value = proposalValue(ref, proposal.nonce);
    const edits = proposal.kind === 'create_rule' || proposal.kind === 'change_rule';
    if (proposal.kind === 'cover_shift') {
      const { decline, take, accept } = coverWords[language];
      const label = proposal.args.asks === ANYONE ? take : accept;
      return [
        // whoever does not want to leaves it for somebody else
        ...(proposal.args.asks === ANYONE ? [] : [{ id: 'proposal.reject', label: decline, value } as const]),
        { id: 'proposal.approve', label, value, style: 'primary' },
        open,
      ];
    }
    return [
      { id: 'proposal.reject', label: words.reject, value },
      { id: 'proposal.approve', label: words.approve, value, style: 'primary' },
      ...(isPutOff(proposal, view.now) ? [] : [{ id: 'proposal.later', label: words.later, value }]),
      edits && view.forms
        ? { id: 'proposal.edit', label: words.edit, value }
        : { ...open, label: edits ? words.edit : words.open },
      ...exampleOf(proposal, view),
    ];
  }
  if (proposal.undo) {
    const switchedOn = 'rule' in proposal.undo && proposal.undo.patch.state === 'retired';
    const label = switchedOn ? words.switchOff : words.undo;
    return [open, { id: 'proposal.undo', label, value: ref }];
  }
  return [open];
}

/** The rule that would change can be given an example first: what breaks it is not approved. */
function exampleOf({ kind, args, backtest }: Proposal, view: CardView & { language?: Language }): CardAction[] {
  if (kind !== 'change_rule' || typeof args.rule !== 'string' || !backtest || (backtest.of ?? 'logins') !== 'logins')
    return [];
  if (!view.forms || !view.can('rules.propose')) return [];
  return [{ id: 'rule.example', label: ruleExampleWords[view.language ?? 'en'].add, value: args.rule }];
}

function ending(
  proposal: Proposal,
  { decides, timeZone, language, now }: { decides: boolean; timeZone: string; language: Language; now: Date },
): string {
  const words = proposalWords[language];
  const who = oneLine(proposal.decidedBy ?? '', 100);
  const when = proposal.decidedAt ? timeText(proposal.decidedAt, timeZone) : '';
  const note = proposal.note ? `: ${oneLine(proposal.note, 300)}` : '';
  switch (proposal.state) {
    case 'pending': {
      const approved = (proposal.approvals ?? []).map(({ name }) => oneLine(name, 100)).join(', ');
      return [
        approved ? words.oneMore(approved) : '',
        isPutOff(proposal, now) ? words.putOff(timeText(proposal.laterUntil!, timeZone, language)) : '',
        decides ? '' : whoMay(proposal, language),
      ]
        .filter(Boolean)
        .join(' ');
    }
    case 'approved':
      return `${words.approvedBy(who, when)}${note}`;
    case 'rejected':
      return `${words.rejectedBy(who, when)}${note}`;
    case 'expired':
      return words.expired;
    case 'superseded':
      return words.superseded(oneLine(supersededWhy(proposal.outcome ?? '', language), 300));
  }
}

function whoMay(proposal: Proposal, language: Language): string {
  const { asks_name: name } = proposal.args;
  return proposal.kind === 'cover_shift'
    ? coverWords[language].waits(typeof name === 'string' ? oneLine(name, 100) : null)
    : proposalWords[language].othersDecide[whoDecides(proposal)];
}

function whoDecides({ kind }: Pick<Proposal, 'kind'>): 'admin' | 'officer' | 'moderator' {
  const { decide } = PROPOSAL_RIGHTS[kind];
  return decide === 'rules.write' || decide === 'moderation.rules'
    ? 'admin'
    : decide === 'moderation.write'
      ? 'moderator'
      : 'officer';
}

/** The value of a button that decides, and back. */
export const proposalValue = (ref: string, nonce: string): string => `${ref}:${nonce}`;
export function parseProposalValue(value: string): { ref: string; nonce: string } {
  const at = value.indexOf(':');
  return at < 0 ? { ref: value, nonce: '' } : { ref: value.slice(0, at), nonce: value.slice(at + 1) };
}

/** Proposals that wait, as a list; each is decided on its own card or page. */
export function proposalListCard(
  proposals: readonly Proposal[],
  { urls = pathOf, language = 'en' }: CardView & { language?: Language },
): Card {
  const items = proposals.map((proposal) => {
    const ref = formatReference({ kind: 'proposal', number: proposal.number });
    return {
      text: `${oneLine(proposal.title, 200)}${isSuggested(proposal) ? ` (${proposalWords[language].byModel})` : ''}`,
      ref,
      url: urls(ref),
      at: proposal.createdAt.toISOString(),
      ...(proposal.severity ? { severity: proposal.severity } : {}),
    };
  });
  return {
    key: 'proposals',
    parts: [
      { kind: 'heading', text: proposalWords[language].waiting(proposals.length), url: '/proposals' },
      { kind: 'list', items },
    ],
  };
}
