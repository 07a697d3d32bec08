import type { Language } from '../domain/language.ts';
import type { GuardedChannel, ModerationStep, Power } from '../domain/moderation.ts';
import { powerWords } from './catalogue/moderation-powers.ts';
import { mayHide, mayTakeOut } from './teams-permissions.ts';

export type Powers = Record<ModerationStep, Power>;

/** What a press really does in a channel, told before anybody presses. Whether the bot was granted it there shows when it is tried. */
export function powersIn(
  place: Pick<GuardedChannel, 'platform' | 'workspace' | 'channel' | 'granted'>,
  language: Language = 'en',
): Powers {
  const words = powerWords[language];
  const native = (what: string): Power => ({ way: 'native', what });
  const url = handUrl(place);
  const byHand = (what: string): Power => ({ way: 'human_task', what, ...(url ? { url } : {}) });
  const told = { note: native(words.note), warning: native(words.warning) };
  switch (place.platform) {
    case 'discord': {
      const { delete: deletion, timeout, mute, ban } = words.discord;
      return { ...told, delete: native(deletion), timeout: native(timeout), mute: native(mute), ban: native(ban) };
    }
    case 'slack': {
      const away: Power = { way: 'approximate', what: words.slack.away };
      return { ...told, delete: byHand(words.slack.delete), timeout: away, mute: away, ban: byHand(words.slack.ban) };
    }
    case 'teams': {
      const out = mayTakeOut(place);
      const away: Power = out ? { way: 'approximate', what: words.teams.takenOut } : byHand(words.teams.away);
      const ban: Power = out ? { way: 'approximate', what: words.teams.takenOutForGood } : byHand(words.teams.ban);
      const deletion = mayHide(place) ? native(words.teams.hide) : byHand(words.teams.delete);
      return { ...told, delete: deletion, timeout: away, mute: away, ban };
    }
    default: {
      const hand = byHand(words.elsewhere);
      return { note: told.note, warning: hand, delete: hand, timeout: hand, mute: hand, ban: hand };
    }
  }
}

/** Where a person does by hand what no app may: the channel in the platform's own app. */
export function handUrl({
  platform,
  workspace,
  channel,
}: Pick<GuardedChannel, 'platform' | 'workspace' | 'channel'>): string | undefined {
  const [team, room] = [encodeURIComponent(workspace), encodeURIComponent(channel)];
  switch (platform) {
    case 'slack':
      return `https://slack.com/app_redirect?team=${team}&channel=${room}`;
    case 'discord':
      return `https://discord.com/channels/${team}/${room}`;
    case 'teams':
      return `https://teams.microsoft.com/l/channel/${room}/channel?tenantId=${team}`;
    default:
      return undefined;
  }
}

/** Where somebody's own page is on their platform; undefined where none is known. */
export function memberUrl(
  { platform, workspace }: Pick<GuardedChannel, 'platform' | 'workspace'>,
  account: string,
): string | undefined {
  const [team, id] = [encodeURIComponent(workspace), encodeURIComponent(account)];
  switch (platform) {
    case 'slack':
      return `https://slack.com/app_redirect?team=${team}&channel=${id}`;
    case 'discord':
      return `https://discord.com/users/${id}`;
    default:
      // Teams opens people by their address alone, which nobody tells an app
      return undefined;
  }
}
