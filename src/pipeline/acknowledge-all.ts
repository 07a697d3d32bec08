import { findNudge } from '../db/alert-escalations.ts';
import { alertsOfStorm, findStorm } from '../db/alert-storms.ts';
import { findAlertById } from '../db/alerts.ts';
import type { Alert, AlertStatus } from '../domain/alert.ts';
import { isUuid } from '../domain/id.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { stormWords } from '../messages/catalogue/storms.ts';
import type { ActionOutcome } from './actions/told.ts';
import { changeAlertStatus } from './alerts.ts';
import type { Work } from './work.ts';

/** Nobody has so many in one message; whoever has presses twice. */
const MOST = 500;

/**
 * Acknowledges what is open of a storm (`storm <id>`) or of several that were told again together (`nudge <id>`). Their messages are changed
 * by what that announces.
 */
export async function acknowledgeAll(work: Work, value: string): Promise<ActionOutcome> {
  const words = wordsFor(work, stormWords);
  const { alerts, status: pending } = await alertsOf(work, value);
  const open = alerts.filter(({ status }) => status === pending).slice(0, MOST);
  for (const { number } of open) await changeAlertStatus(work, { number, status: 'acknowledged' });
  return open.length === 0
    ? { text: words.nothingOpen, card: null, done: false }
    : { text: words.acknowledged(open.length), card: null, done: true };
}

async function alertsOf(work: Work, value: string): Promise<{ alerts: Alert[]; status: AlertStatus }> {
  const { tx } = work;
  const [kind, id = ''] = value.slice(0, 60).split(' ');
  if (isUuid(id) && kind === 'storm' && (await findStorm(tx, id)))
    return { alerts: await alertsOfStorm(tx, id), status: 'open' };
  const nudge = isUuid(id) && kind === 'nudge' ? await findNudge(tx, id) : null;
  if (!nudge) throw new SafeNestError('not_found', wordsFor(work, objectionWords).ofWhat('which alerts'));
  const alerts: Alert[] = [];
  for (const one of [nudge.alertId, ...nudge.others]) {
    const alert = await findAlertById(tx, one);
    if (alert) alerts.push(alert);
  }
  // whoever is asked whether they are still on them says so of all
  return { alerts, status: nudge.asks ? 'acknowledged' : 'open' };
}
