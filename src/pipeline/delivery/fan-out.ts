import { isDeepStrictEqual } from 'node:util';
import {
  insertDelivery,
  lastDelivery,
  nextRollup,
  renewDelivery,
  settleDeliveries,
  wasOver,
  worstTold,
} from '../../db/deliveries.ts';
import { listTargets } from '../../db/delivery-targets.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { takeUnfanned } from '../../db/outbox.ts';
import { devicesToTell } from '../../db/push-devices.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { Alert } from '../../domain/alert.ts';
import { type AlertAbout, isWithin } from '../../domain/alert-limits.ts';
import { quietUntil } from '../../domain/channel.ts';
import type { DeliveryBody, DeliveryTarget, Receiver } from '../../domain/delivery.ts';
import { newId } from '../../domain/id.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { can } from '../../domain/role.ts';
import { type Severity, severityRank } from '../../domain/severity.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card } from '../../messages/card.ts';
import { cardText } from '../../messages/card-text.ts';
import { exceptionWords } from '../../messages/catalogue/alert-exceptions.ts';
import { pathOf } from '../../messages/links.ts';
import type { Announcement, News } from '../../messages/outbound.ts';
import { alertIn } from '../../messages/tell-alert.ts';
import { toldAgainLine } from '../../messages/views/alert-card.ts';
import { aboutNews } from '../alert-limits.ts';

/** What only grows is told no more often than this, as in the chat. */
const GROWTH_MS = 15_000;
const LONGEST_TEXT = 4000;

/** What the wire calls each kind of news; null is told in chat alone. */
const TYPES: Partial<Record<Announcement['kind'], string>> = {
  alert_raised: 'alert.raised',
  alert_changed: 'alert.changed',
  incident_changed: 'incident.changed',
  proposal_changed: 'proposal.changed',
  rule_changed: 'rule.changed',
  case_changed: 'case.changed',
  appeal_changed: 'appeal.changed',
  report_made: 'report.made',
};

/**
 * Hands an outbox row to every target that wants such news, once: what each is to be told is a row of its own from then on. Answers the
 * targets for which something is due now.
 */
export async function fanOut(
  tx: OrgDb,
  outboxId: string,
  compose: (announcement: Announcement, language: Language) => Promise<News | null>,
  now: Date,
): Promise<string[]> {
  const row = await takeUnfanned(tx, outboxId, now);
  const type = row && TYPES[row.kind];
  if (!row || !type) return [];
  const targets = [...(await listTargets(tx)).filter(({ enabled }) => enabled), ...(await devicesFor(tx, row.kind))];
  if (targets.length === 0) return [];
  const told = new Map<Language, News | null>();
  let about: AlertAbout[] | null = null;
  const timeZone = await organisationTimeZone(tx);
  const due: string[] = [];
  for (const target of targets) {
    const { language } = target;
    if (!told.has(language)) told.set(language, await compose(row, language));
    const news = told.get(language) ?? null;
    if (!news || !wants(target, news)) continue;
    if (target.limits && news.purpose === 'alerts') about ??= await aboutNews(tx, news);
    const wanted = news.purpose !== 'alerts' || isWithin(target.limits, about ?? []);
    if (await handTo(tx, target, { type, subject: row.subject, news, wanted, timeZone, now })) due.push(target.id);
  }
  return due;
}

/** Browsers of members are told of alerts alone; what of these each of them may see is asked once more when it is sent. */
async function devicesFor(tx: OrgDb, kind: Announcement['kind']): Promise<Receiver[]> {
  if (kind !== 'alert_raised' && kind !== 'alert_changed') return [];
  const all = await devicesToTell(tx);
  return all.filter(({ role }) => can(role, 'alerts.read')).map(({ device }) => device);
}

/** What is sent once stays as it is: another follows only where it is worth one. */
const isLetter = ({ kind }: Pick<Receiver, 'kind'>): boolean => kind === 'email' || kind === 'push';

/** Tells a target once more of an alert that nobody acknowledged, at once and whatever it heard before. */
export async function deliverAgain(
  tx: OrgDb,
  target: DeliveryTarget,
  alert: Alert,
  { minutes, now }: { minutes: number; now: Date },
): Promise<void> {
  const ref = formatReference({ kind: 'alert', number: alert.number });
  const { language } = target;
  const told = alertIn(alert, language);
  const title = oneLine(`${exceptionWords[language].nudge(ref, minutes)} ${told.title}`, 300);
  const facts = told.facts.slice(0, 12).map(({ label, value }) => `${label}: ${oneLine(value, 200)}`);
  await insertDelivery(tx, {
    id: newId(now.getTime()),
    targetId: target.id,
    type: 'alert.escalated',
    subject: alert.id,
    severity: alert.severity,
    body: {
      ref,
      title,
      text: [title, ...facts].join('\n'),
      status: alert.status,
      severity: alert.severity,
      at: alert.lastSeen.toISOString(),
      url: pathOf(ref),
      by: null,
      pending: true,
    },
    createdAt: now,
    dueAt: now,
  });
}

function wants({ purposes, floor }: Receiver, { purpose, severity }: News): boolean {
  if (!purpose || !purposes.includes(purpose)) return false;
  return purpose !== 'alerts' || (severity !== undefined && severityRank(severity) >= severityRank(floor));
}

interface Handed {
  type: string;
  subject: string;
  news: News;
  /** It hears of this for the first time too; else only how what it heard of goes on. */
  wanted: boolean;
  timeZone: string;
  now: Date;
}

/** Writes down what one target is to be told, where it is to be told anything; whether that is due now. */
async function handTo(tx: OrgDb, target: Receiver, { type, subject, news, wanted, timeZone, now }: Handed) {
  const last = await lastDelivery(tx, target.id, subject);
  const pending = news.pending === true;
  const severity = news.severity ?? null;
  const body = bodyOf(news, { timeZone, language: target.language, now });
  // what was sent stays as it is, also where nobody heard whether it arrived: its id stands for these words
  const fresh = last?.state === 'waiting' && !last.begunAt && last.type !== 'alert.escalated' ? last : null;
  // that somebody was told again is theirs to know, not news of the alert
  if (last && last.state !== 'dead' && wasToldAgain(news) && isSame(last.body, body)) return false;
  if (!last && !(pending && wanted && !(news.covered === true && type === 'alert.changed'))) return false;
  if (fresh) {
    // nobody is written to about what is over before they read of it; programs are told how it ended
    if (!pending && isLetter(target)) {
      await settleDeliveries(tx, [fresh.id], 'dropped', now, 'It was over before it was sent.');
      return false;
    }
    // what is more than growth waits no longer than it would by itself
    const due = isGrowth(fresh.body, body)
      ? fresh.dueAt
      : await dueOf(tx, target, { severity, timeZone, now, grows: false });
    const dueAt = due < fresh.dueAt ? due : fresh.dueAt;
    await renewDelivery(tx, fresh.id, { body, severity, dueAt });
    return dueAt <= now;
  }
  const id = newId(now.getTime());
  const over = isLetter(target) && last !== null && (await wasOver(tx, target.id, subject));
  if (isLetter(target) && last && !over && !(pending && (await isWorse(tx, target, subject, severity)))) {
    // that it is over is written to nobody, but down: should it come back, that is news
    if (!pending) {
      await insertDelivery(tx, { id, targetId: target.id, type, subject, severity, body, createdAt: now, dueAt: now });
      await settleDeliveries(tx, [id], 'dropped', now, 'Nobody is written to about what is over.');
    }
    return false;
  }
  if (over && !pending) return false;
  const dueAt = await dueOf(tx, target, { severity, timeZone, now, grows: last !== null && isGrowth(last.body, body) });
  await insertDelivery(tx, {
    id,
    targetId: target.id,
    // one row of the outbox may stand for several changes: what is new is so for whoever has not heard of it
    type: news.state?.kind === 'alert' ? (last ? 'alert.changed' : 'alert.raised') : type,
    subject,
    severity,
    body,
    createdAt: now,
    dueAt,
  });
  return dueAt <= now;
}

/** A mail or notification cannot be changed once it is sent: while a matter goes on, another follows only where it got worse than ever told. */
async function isWorse(tx: OrgDb, target: Receiver, subject: string, severity: Severity | null): Promise<boolean> {
  const before = await worstTold(tx, target.id, subject);
  return severity !== null && before !== null && severityRank(severity) > severityRank(before);
}

const wasToldAgain = ({ state }: News): boolean => state?.kind === 'alert' && (state.toldAgain ?? []).length > 0;
const isSame = ({ at: _, ...last }: DeliveryBody, { at: __, ...body }: DeliveryBody): boolean =>
  isDeepStrictEqual(last, body);

const isGrowth = (last: DeliveryBody, body: DeliveryBody): boolean =>
  last.status === body.status && last.severity === body.severity && last.by === body.by;

/** When it goes: at once what is critical; else with what goes together, and not within quiet hours. */
async function dueOf(
  tx: OrgDb,
  target: Receiver,
  { severity, timeZone, now, grows }: { severity: Severity | null; timeZone: string; now: Date; grows: boolean },
): Promise<Date> {
  if (severity === 'critical') return now;
  const wait = Math.max(target.rollupSeconds * 1000, grows && !isLetter(target) ? GROWTH_MS : 0);
  const latest = new Date(now.getTime() + wait);
  const joined = wait > 0 ? await nextRollup(tx, target.id, now, latest) : null;
  const quiet = quietUntil(target, now, target.timeZone ?? timeZone);
  const due = joined ?? latest;
  return quiet && quiet > due ? quiet : due;
}

/** Nobody presses a button of a mail. */
const withoutButtons = (card: Card): Card => ({
  ...card,
  parts: card.parts.filter(({ kind }) => kind !== 'actions'),
});

/** Whom an alert was told again is no news of the alert: a place that is to be told again is, by itself. */
function withoutToldAgain(card: Card, state: News['state'], language: Language): Card {
  if (state?.kind !== 'alert' || !state.toldAgain?.length) return card;
  const line = toldAgainLine(state.toldAgain, language);
  return { ...card, parts: card.parts.filter((part) => part.kind !== 'context' || part.text !== line) };
}

/** What is told of a matter, as it stands now. */
function bodyOf(
  news: News,
  { timeZone, language, now }: { timeZone: string; language: Language; now: Date },
): DeliveryBody {
  const { state, card, severity, pending } = news;
  const text = card ? cardText(withoutToldAgain(withoutButtons(card), state, language), timeZone) : news.text;
  const heading = card?.parts.find((part) => part.kind === 'heading');
  const ref = state?.ref ?? card?.key ?? '';
  return {
    ref,
    title: oneLine(heading?.kind === 'heading' ? heading.text : text, 300),
    text: text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1).toWellFormed()}…` : text,
    status: state?.status ?? '',
    severity: severity ?? null,
    at: now.toISOString(),
    url: pathOf(ref),
    by: state?.by ?? null,
    pending: pending === true,
  };
}
