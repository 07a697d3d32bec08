import { findCase, listCases } from '../../db/cases.ts';
import { guardedChannelById, listGuardedChannels } from '../../db/guarded-channels.ts';
import { channelLastSpokenIn } from '../../db/moderated-accounts.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { GuardedChannel, ModerationCase } from '../../domain/moderation.ts';
import type { Principal } from '../../domain/principal.ts';
import { accountsCalled, type Called, isOnePerson } from './accounts-called.ts';
import { unknownCase } from './see-case.ts';

/** How long, in ms, what is done about somebody belongs to a case that something was done about already. */
export const SAME_MATTER_MS = 24 * 3_600_000;

/** Somebody that something may be done to: where, and the case it belongs to. */
export interface Somebody {
  account: string;
  name: string;
  channel: GuardedChannel;
  about: ModerationCase | null;
}

/** `nowhere`: they are known, and no channel where they are is guarded. */
export type Meant =
  | { kind: 'one'; who: Somebody }
  | { kind: 'several'; people: Called[] }
  | { kind: 'nobody' | 'nowhere' };

interface Asking {
  tx: OrgDb;
  principal: Pick<Principal, 'role' | 'place'>;
  now: Date;
}

/**
 * Whom an order means: by the name or account somebody goes by in guarded channels, or whom a case is chiefly about. Of one
 * person's accounts that on the asker's own platform is meant; else it is for the asker to say. Fails with `not_found` for an unknown case.
 */
export async function whomToModerate(asking: Asking, said: { user?: string; case?: number }): Promise<Meant> {
  const { tx, principal } = asking;
  if (said.case !== undefined) {
    const about = await findCase(tx, said.case);
    if (!about) throw unknownCase({ principal }, said.case);
    const offender = offenderOf(about, said.user);
    if (!offender) return { kind: 'nobody' };
    const { account, name } = offender;
    return { kind: 'one', who: { account, name, channel: about.channel, about } };
  }
  const found = await accountsCalled(tx, principal, said.user ?? '', { speakers: true });
  const here = isOnePerson(found) ? found.filter(({ platform }) => platform === principal.place.platform) : [];
  const [one, ...others] = here.length === 1 ? here : found;
  if (!one) return { kind: 'nobody' };
  if (others.length > 0) return { kind: 'several', people: found };
  const about = await caseOf(asking, one);
  const channel = about?.channel ?? (await channelOf(tx, one));
  if (!channel) return { kind: 'nowhere' };
  return { kind: 'one', who: { account: one.account, name: one.name, channel, about } };
}

/** One of those who took part in a case, by name or account; without either whom it is chiefly about. */
function offenderOf({ offender, offenders }: ModerationCase, said: string | undefined) {
  const called = said?.trim().replace(/^@/, '').toLowerCase() ?? '';
  if (called === '') return offender;
  const all = [offender, ...offenders.filter(({ messages }) => messages > 0)];
  const isCalled = ({ account, name }: { account: string; name: string }): boolean =>
    account.toLowerCase() === called || name.toLowerCase() === called;
  return all.find(isCalled) ?? all.find(({ name }) => name.toLowerCase().startsWith(called));
}

/** Their case that waits for a decision, or that something was done about just now. */
async function caseOf({ tx, now }: Asking, { platform, workspace, account }: Called): Promise<ModerationCase | null> {
  const accounts = [{ platform, workspace, account }];
  const [open] = await listCases(tx, { accounts, states: ['open'], limit: 1 });
  if (open) return open;
  const [acted] = await listCases(tx, { accounts, states: ['acted'], limit: 1 });
  return acted && now.getTime() - acted.updatedAt.getTime() <= SAME_MATTER_MS ? acted : null;
}

/** Where they spoke last, or a guarded channel of the same place. */
async function channelOf(tx: OrgDb, one: Called): Promise<GuardedChannel | undefined> {
  const spoke = await channelLastSpokenIn(tx, one);
  if (spoke !== null) return guardedChannelById(tx, spoke);
  const all = await listGuardedChannels(tx);
  return all.find(({ platform, workspace }) => platform === one.platform && workspace === one.workspace);
}
