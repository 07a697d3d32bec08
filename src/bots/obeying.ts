import { limitsText } from '../domain/alert-limits.ts';
import { type BindingPurpose, type ChatChannel, mayBeTold } from '../domain/channel.ts';
import { USUAL_ANSWERS } from '../domain/channel-answers.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { exceeds, type Role } from '../domain/role.ts';
import { isSafeNestError } from '../errors.ts';
import { autonomyText, autonomyWords } from '../messages/catalogue/autonomy.ts';
import { answersText, channelAnswersWords } from '../messages/catalogue/channel-answers.ts';
import { channelNewsWords } from '../messages/catalogue/channel-news.ts';
import { channelWords } from '../messages/catalogue/channel-orders.ts';
import { chatWords, chatWordsOn } from '../messages/catalogue/chat.ts';
import { guardWords } from '../messages/catalogue/guarding.ts';
import { terms } from '../messages/catalogue/terms.ts';
import type { InboxItem } from '../messages/inbound.ts';
import type { Untold } from '../messages/outbound.ts';
import { readersCard } from '../messages/views/channel-card.ts';
import { type ChannelOrder, clockText } from './channel-words.ts';
import type { DispatchServices } from './dispatch-services.ts';
import type { PauseOrder } from './pause-words.ts';

/** Links the speaker's account; the words that say so, or why not. */
export async function linkAccount(
  services: Pick<DispatchServices, 'link'>,
  item: InboxItem,
  code: string,
  language: Language,
): Promise<string> {
  const words = chatWordsOn(item.event.place.platform, language);
  if (code.trim() === '') return words.codeMissing('link');
  try {
    return words.linked((await services.link(item.orgId, item.event, code)).name);
  } catch (error) {
    return codeRefusal(error, language, words.linkedElsewhere);
  }
}

/** Connects the workspace that was spoken in; the words that say so, or why not. */
export async function connectWorkspace(
  services: Pick<DispatchServices, 'connect'>,
  item: InboxItem,
  code: string,
  language: Language,
): Promise<string> {
  const words = chatWordsOn(item.event.place.platform, language);
  if (code.trim() === '') return words.codeMissing('connect');
  try {
    const { handle, place } = item.event;
    const name = handle?.workspaceName ?? place.workspace;
    const { connected } = await services.connect(item.orgId, item.event, name, code);
    return connected ? words.connected : words.connectedAlready;
  } catch (error) {
    return codeRefusal(error, language, words.connectedElsewhere);
  }
}

function codeRefusal(error: unknown, language: Language, conflict: string): string {
  if (!isSafeNestError(error)) throw error;
  const words = chatWords[language];
  if (error.code === 'conflict') return conflict;
  if (error.code === 'rate_limited') return words.tooManyCodes;
  if (error.code === 'expired' || error.code === 'not_found' || error.code === 'invalid_input')
    return words.codeNotValid;
  throw error;
}

/**
 * Sets what a channel is for, or tells it; the words that say so. Refusals are thrown. That its readers may see more than now
 * is asked once more, with a button: a word misread would show to many what is for few.
 */
export async function setChannel(
  services: Pick<DispatchServices, 'channel'>,
  item: InboxItem,
  principal: Principal,
  order: ChannelOrder | null,
  language: Language,
): Promise<string | Untold> {
  const words = channelNewsWords[language];
  const { place } = item.event;
  if (place.direct) return words.direct;
  if (order === null) return words.how;
  switch (order.kind) {
    case 'show': {
      const channel = await services.channel.see(principal, place);
      const set = channel?.bindings.map(({ purpose }) => purpose) ?? [];
      return [
        set.length > 0 ? words.here(set.flatMap((purpose) => toldOf(channel!, language, purpose))) : words.nothingHere,
        words.readers(channel?.leastRole ?? null),
        answersText(channel?.answers ?? USUAL_ANSWERS, place.platform, language),
        words.how,
        channelAnswersWords[language].how,
      ].join('\n');
    }
    case 'unclear':
      return [channelWords[language].unclear, words.how].join('\n');
    case 'bind': {
      const { purposes, floor, only, ...rest } = order;
      const limits = only && (await services.channel.limits(principal, only));
      if (limits && 'unknown' in limits) return channelWords[language].unknown(limits.unknown);
      const { quiet, timeZone } = rest;
      const bindings = purposes.map((purpose) => ({
        purpose,
        ...(floor && purpose === 'alerts' ? { floor } : {}),
        ...(limits && purpose === 'alerts' ? limits : {}),
        ...(quiet ? { quiet } : {}),
        ...(timeZone ? { timeZone } : {}),
      }));
      const channel = await services.channel.bind(principal, place, bindings);
      const bound = words.bound(purposes.flatMap((purpose) => toldOf(channel, language, purpose)).join('; '));
      return channel.leastRole === null ? askForReaders(item, bound, purposes, language) : bound;
    }
    case 'unbind': {
      const said: string[] = [];
      for (const purpose of order.purposes) {
        const was = await services.channel.unbind(principal, place, purpose);
        if (was || order.purposes.length === 1) said.push(was ? words.unbound(purpose) : words.wasNot(purpose));
      }
      return said.length > 0 ? said.join('\n') : words.nothingHere;
    }
    case 'guard':
      return guardWords[language][await services.channel.guard(principal, place, order.strictness)];
    case 'answers': {
      const { answers, leastRole } = await services.channel.answers(principal, place, order.change);
      const told = answersText(answers, place.platform, language);
      return answers.when === 'never' || answers.alone ? told : `${told}\n${words.readers(leastRole)}`;
    }
    case 'readers':
      services.channel.allowed(principal);
      if (order.role !== null && raises(order.role, (await services.channel.see(principal, place))?.leastRole ?? null))
        return askToRaise(item, order.role, language);
      return words.readers((await services.channel.readers(principal, place, order.role)).leastRole);
  }
}

/** Stops what happens by itself, or lets it go on; the words that say so. Refusals are thrown. */
export async function setPause(
  services: Pick<DispatchServices, 'autonomy'>,
  principal: Principal,
  order: PauseOrder | null,
  language: Language,
): Promise<string> {
  const now =
    order === null
      ? null
      : order.kind === 'resume'
        ? await services.autonomy.resume(principal)
        : await services.autonomy.pause(principal, order);
  return now ? autonomyText(now, principal.timeZone, language) : autonomyWords[language].how;
}

const raises = (role: Role, before: Role | null): boolean => before === null || exceeds(role, before);

const askToRaise = ({ event }: InboxItem, role: Role, language: Language): Untold => ({
  text: channelWords[language].raise(role),
  card: readersCard(event.place, role, language),
});

/** The roles that could be told all of it, the one that is told least first; which it is only people know. */
const askForReaders = (
  { event }: InboxItem,
  bound: string,
  purposes: readonly BindingPurpose[],
  language: Language,
): Untold => ({
  text: `${bound}\n\n${channelWords[language].unknownReaders}`,
  card: readersCard(
    event.place,
    (['moderator', 'manager', 'officer'] as const).filter((role) =>
      purposes.every((purpose) => mayBeTold(purpose, role)),
    ),
    language,
  ),
});

/** `alerts from high upward, quiet from 22:00 to 07:00`, one per purpose. */
function toldOf({ bindings }: ChatChannel, language: Language, only?: BindingPurpose): string[] {
  const words = channelNewsWords[language];
  return bindings
    .filter(({ purpose }) => only === undefined || purpose === only)
    .map(({ purpose, floor, limits, quiet, timeZone }) =>
      [
        purpose === 'alerts' && floor !== 'low'
          ? `${words.purposes[purpose]} ${words.from(terms[language].severity[floor])}`
          : words.purposes[purpose],
        ...(limits ? [channelWords[language].only(limitsText(limits))] : []),
        ...(quiet ? [words.quiet(clockText(quiet.from), clockText(quiet.to), timeZone)] : []),
      ].join(', '),
    );
}
