import { nudgesOf } from '../db/alert-escalations.ts';
import { findAlert } from '../db/alerts.ts';
import { findAppeal } from '../db/appeals.ts';
import { findCase } from '../db/cases.ts';
import { findKeptTurn } from '../db/chat-sessions.ts';
import { shownAt } from '../db/inbox.ts';
import { findIncident } from '../db/incidents.ts';
import { hasOtherZones } from '../db/members.ts';
import { findAction } from '../db/moderation-actions.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { isAnnouncement } from '../db/outbox.ts';
import { isAsk } from '../db/proposal-asks.ts';
import { findProposal } from '../db/proposals.ts';
import type { OrgDb } from '../db/scope.ts';
import { LANGUAGES } from '../domain/language.ts';
import { PROPOSAL_RIGHTS } from '../domain/proposal.ts';
import { parseReference, type ReferenceKind } from '../domain/reference.ts';
import { can, type Permission } from '../domain/role.ts';
import { allMaySee, SEEN_BY } from '../domain/seen-by.ts';
import { isSafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { parseCardKey } from '../messages/card-key.ts';
import { cardText } from '../messages/card-text.ts';
import { channelWords } from '../messages/catalogue/channel-orders.ts';
import { ruleWords } from '../messages/catalogue/rules.ts';
import type { ChatPlace, Speaker } from '../messages/inbound.ts';
import { pathOf } from '../messages/links.ts';
import { withZone } from '../messages/named-zone.ts';
import type { OutboundMessage, Posted, Shown } from '../messages/outbound.ts';
import { sharedView, viewOf } from '../messages/views/card-view.ts';
import { briefCard } from '../messages/views/channel-card.ts';
import { feedbackCard, parseFeedbackKey } from '../messages/views/feedback-card.ts';
import { whoSpeaks } from './chat-accounts.ts';
import { cardOf, type DrawnFor } from './current-card.ts';
import { asksSolved, currentFeedback } from './rate-answer.ts';
import type { Work } from './work.ts';

/** An answer as it was given; null when it is not kept any more. */
export async function answerOf(tx: OrgDb, shown: Shown): Promise<OutboundMessage | null> {
  if ('card' in shown) return null;
  const turn = await findKeptTurn(tx, shown.turn);
  if (!turn) return null;
  const [card, ...more] = turn.cards;
  const language = LANGUAGES.find((one) => one === turn.trace.language) ?? card?.language;
  const { model = 'offline' } = turn.trace;
  const answered = { turnId: turn.id, language: language ?? 'en' };
  return {
    orgId: tx.orgId,
    text: turn.answer,
    citations: turn.citations,
    ...(model === 'offline' ? {} : { byModel: true as const }),
    ...(turn.trace.standard === undefined ? {} : { linked: true as const }),
    ...(card ? { card } : {}),
    ...(language ? { language } : {}),
    more: [
      ...more,
      ...(turn.trace.refused === true ? [] : [feedbackCard(answered, turn.helpful, await asksSolved(tx, turn.id))]),
    ],
  };
}

/**
 * A message with every card as it is now, so that it can be replaced where it stands. Of what channels were told, the card of
 * `about`. Null where it is not known any more what else the message says: one card must not take the place of an answer.
 */
export async function redrawn(
  work: Pick<Work, 'tx' | 'principal' | 'now' | 'pictures'>,
  posted: Posted,
  about: string,
): Promise<OutboundMessage | null> {
  const { tx, principal } = work;
  const shown = await shownAt(tx, posted);
  const { pictures } = work;
  // what was asked where nobody else reads is in the asker's own zone
  const inOwnZone = shown !== undefined && 'turn' in shown && !shown.readers;
  const timeZone = (inOwnZone ? principal.place.zone?.own : undefined) ?? principal.timeZone;
  const own = viewOf({ ...principal, timeZone }, pathOf, pictures);
  const all = (permission: Permission): boolean => allMaySee(principal.place, permission);
  const drawnFor: DrawnFor =
    principal.place.audience === 'private' || shown?.alone === true
      ? { view: own, reads: (permission) => can(principal.role, permission) }
      : {
          view: {
            ...sharedView(await organisationTimeZone(tx), pathOf),
            // everybody sees the buttons, and only what all may see
            can: (permission) => !permission.endsWith('.read') || all(permission),
            ...(pictures ? { pictures } : {}),
          },
          shared: true,
          reads: all,
        };
  const now = async (key: string, before?: Card): Promise<Card | null> => {
    if (drawnFor.shared && (await unseen(tx, key, drawnFor))) return brief(work, key, drawnFor, before);
    return currentCard(work, key, drawnFor, before);
  };
  const kept = shown && (await answerOf(tx, shown));
  if (kept) {
    const before = [...(kept.card ? [kept.card] : []), ...(kept.more ?? [])];
    const cards: Card[] = [];
    for (const card of before) cards.push((await now(card.key, card)) ?? card);
    const about = [...before.map(({ key }) => key), ...(kept.citations ?? []).map(({ ref }) => ref)];
    // who reads there may be others than when it was answered
    if (drawnFor.shared && (await someUnseen(tx, about, drawnFor))) {
      // a list is of no one matter, and shows what the words did
      const single = cards.filter(({ key }) => parseCardKey(key) !== null || parseFeedbackKey(key) !== null);
      return { orgId: kept.orgId, text: channelWords[kept.language ?? 'en'].brief, ...inOrder(single) };
    }
    const text = withoutOrders(kept.text, cards);
    return kept.card ? { ...kept, text, ...inOrder(cards) } : { ...kept, text, more: cards };
  }
  if (shown ? !('card' in shown) : !(await wasTold(tx, posted, about))) return null;
  const drawn = await now(shown && 'card' in shown ? shown.card : about);
  const card = drawn && (drawnFor.shared ? await zoneNamed(tx, drawn) : drawn);
  return card && { orgId: tx.orgId, text: cardText(card, drawnFor.view.timeZone), card };
}

/** A card that stands alone says whose its times are where people of several zones are told. */
async function zoneNamed(tx: OrgDb, card: Card): Promise<Card> {
  const timeZone = await organisationTimeZone(tx);
  return (await hasOtherZones(tx, timeZone)) ? withZone(card, timeZone) : card;
}

const inOrder = ([card, ...more]: readonly Card[]) => ({
  ...(card ? { card } : {}),
  ...(more.length > 0 ? { more } : {}),
});

/** Whether somebody who reads along may not see the matter at all. */
async function unseen(tx: OrgDb, key: string, { reads }: DrawnFor): Promise<boolean> {
  const reference = parseCardKey(key)?.reference;
  if (!reference) return false;
  if (reference.kind !== 'proposal') return !reads(SEEN_BY[reference.kind]);
  const proposal = await findProposal(tx, reference.number);
  return proposal !== null && !reads(PROPOSAL_RIGHTS[proposal.kind].read);
}

async function someUnseen(tx: OrgDb, keys: readonly string[], drawnFor: DrawnFor): Promise<boolean> {
  for (const key of keys) if (await unseen(tx, key, drawnFor)) return true;
  return false;
}

/** That the matter is there and how it stands, with nothing to press; as it was drawn last where it is gone. */
async function brief(
  work: Pick<Work, 'tx' | 'principal' | 'now'>,
  key: string,
  drawnFor: DrawnFor,
  before?: Card,
): Promise<Card | null> {
  const current = await currentCard(work, key, { ...drawnFor, reads: () => false }, before);
  const card = current ?? before;
  return card ? briefCard(card) : null;
}

/** A proposal that waits for nobody stands under no sentence that says what to press. */
function withoutOrders(text: string, cards: readonly Card[]): string {
  const decided = cards.some(
    ({ key, parts }) =>
      parseReference(key)?.kind === 'proposal' &&
      !parts.some((part) => part.kind === 'actions' && part.actions.some(({ id }) => id === 'proposal.approve')),
  );
  if (!decided) return text;
  return Object.values(ruleWords)
    .reduce((words, { pressButton }) => words.replaceAll(pressButton, ''), text)
    .trimEnd();
}

/** Whether a message is one by which channels are told of this matter. */
async function wasTold(tx: OrgDb, posted: Posted, about: string): Promise<boolean> {
  const reference = parseReference(about);
  if (!reference) return false;
  const find: Partial<Record<ReferenceKind, (tx: OrgDb, number: number) => Promise<{ id: string } | null>>> = {
    incident: findIncident,
    alert: findAlert,
    proposal: findProposal,
    case: findCase,
    // what was done stands on the card of its case
    action: async (within, number) => {
      const action = await findAction(within, number);
      return action?.caseId ? { id: action.caseId } : null;
    },
    appeal: findAppeal,
  };
  const matter = await find[reference.kind]?.(tx, reference.number);
  if (!matter) return false;
  if (await isAnnouncement(tx, matter.id, posted)) return true;
  if (reference.kind === 'proposal') return isAsk(tx, matter.id, posted);
  // an alert that nobody acknowledged stands there once more
  if (reference.kind !== 'alert') return false;
  for (const nudge of await nudgesOf(tx, matter.id)) if (await isAnnouncement(tx, nudge, posted)) return true;
  return false;
}

/**
 * The card of a reference for one person who looks at it, with the line under the answer that it stands in where `key` names that, too;
 * null where it is none of theirs, or nobody knows them.
 */
export async function cardForOne(
  parts: Omit<Work, 'principal'>,
  account: { place: ChatPlace; speaker: Speaker },
  key: string,
): Promise<OutboundMessage | null> {
  const place = { platform: account.place.platform, audience: 'private' as const };
  const who = await whoSpeaks(parts, account, place);
  if (who.kind !== 'member') return null;
  const { principal } = who;
  const drawnFor: DrawnFor = {
    view: viewOf(principal, pathOf, parts.pictures),
    reads: (permission) => can(principal.role, permission),
  };
  const [about = '', under = ''] = key.split(' ');
  const card = await currentCard({ tx: parts.tx, now: parts.now, principal }, about, drawnFor);
  if (!card) return null;
  const answered = parseFeedbackKey(under);
  const feedback = answered && (await currentFeedback({ tx: parts.tx, principal }, answered));
  const text = cardText(card, principal.timeZone);
  return { orgId: parts.tx.orgId, text, card, ...(feedback ? { more: [feedback] } : {}) };
}

/** Null for what has no card of its own, and for what this person may not see. */
async function currentCard(
  work: Pick<Work, 'tx' | 'principal' | 'now'>,
  key: string,
  drawnFor: DrawnFor,
  before?: Card,
): Promise<Card | null> {
  const matter = parseCardKey(key);
  if (!matter) return null;
  // what was drawn before stays in its language; what is drawn for one reader is in theirs
  const { language: reads, ...view } = drawnFor.view;
  const language = before ? before.language : reads;
  try {
    const drawn = { ...drawnFor, view: { ...view, ...(language ? { language } : {}) } };
    const card = await cardOf(work, matter.reference, drawn, matter.shown);
    return card && { ...card, ...(language ? { language } : {}) };
  } catch (error) {
    if (isSafeNestError(error) && (error.code === 'forbidden' || error.code === 'not_found')) return null;
    throw error;
  }
}
