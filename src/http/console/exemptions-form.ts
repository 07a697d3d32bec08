import type { GuardedChannel } from '../../domain/moderation.ts';
import { type ModerationPolicy, TRIGGERS } from '../../domain/moderation-policy.ts';
import type { Form } from './visit.ts';

type Exemptions = ModerationPolicy['exemptions'];
type Place = Pick<GuardedChannel, 'platform' | 'workspace' | 'channel'>;

/** More than anybody types; what the schema allows beyond is set by API and shown all the same. */
const MOST = 500;

/** A channel as one value of a form. */
export const placeKey = ({ platform, workspace, channel }: Place): string =>
  [platform, workspace, channel].map(encodeURIComponent).join('/');

/** Exemptions as fields of the policy's form; `exemptionsOf` reads them back. */
export function exemptionFields({ accounts, channels }: Exemptions): Form {
  const form: Form = { exemptions: 'on' };
  for (const [i, { platform, account, why }] of accounts.entries()) {
    form[`exempt.account.${i}.platform`] = platform;
    form[`exempt.account.${i}.account`] = account;
    form[`exempt.account.${i}.why`] = why;
  }
  for (const [i, { triggers, why, ...place }] of channels.entries()) {
    form[`exempt.channel.${i}.place`] = placeKey(place);
    form[`exempt.channel.${i}.why`] = why;
    for (const trigger of triggers) form[`exempt.channel.${i}.${trigger}`] = 'on';
  }
  return form;
}

/** What the form says is exempt, not yet checked; `before` where it was sent without that part. */
export function exemptionsOf(form: Form, before: Exemptions): unknown {
  if (form.exemptions !== 'on') return before;
  return {
    accounts: filled(form, 'account').map((i) => ({
      platform: (form[`exempt.account.${i}.platform`] ?? '').trim().toLowerCase(),
      account: form[`exempt.account.${i}.account`] ?? '',
      why: form[`exempt.account.${i}.why`] ?? '',
    })),
    channels: filled(form, 'channel').map((i) => ({
      ...placeOf(form[`exempt.channel.${i}.place`] ?? ''),
      triggers: TRIGGERS.filter((trigger) => form[`exempt.channel.${i}.${trigger}`] === 'on'),
      why: form[`exempt.channel.${i}.why`] ?? '',
    })),
  };
}

/** Rows of accounts that the form shows: those that are filled, and one to add. */
export const exemptAccountRows = (form: Form): number[] => rows(filled(form, 'account'));
/** The same of channels. */
export const exemptChannelRows = (form: Form): number[] => rows(filled(form, 'channel'));

const rows = (used: readonly number[]): number[] =>
  Array.from({ length: Math.min(MOST, (used.at(-1) ?? -1) + 2) }, (_, i) => i);

/** A row counts by what it is about; the rest of it may be empty. */
const filled = (form: Form, what: 'account' | 'channel'): number[] =>
  Array.from({ length: MOST }, (_, i) => i).filter(
    (i) => (form[`exempt.${what}.${i}.${what === 'account' ? 'account' : 'place'}`] ?? '').trim() !== '',
  );

function placeOf(key: string): Record<string, string> {
  const [platform = '', workspace = '', channel = ''] = key.split('/').map(decoded);
  return { platform, workspace, channel };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
