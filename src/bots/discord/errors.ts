import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { isSafeNestError, SafeNestError } from '../../errors.ts';
import { RateLimited, Refused, TokenRefused, Unreachable } from '../platform-errors.ts';

/** Codes of Discord's answers that are told apart. */
export const CODE = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownRole: 10011,
  unknownUser: 10013,
  unknownWebhook: 10015,
  unknownBan: 10026,
  unknownInteraction: 10062,
  oldEdits: 30046,
  oldMessages: 50034,
  acknowledged: 40060,
  missingAccess: 50001,
  notOurs: 50005,
  cannotDirect: 50007,
  noServerInCommon: 50278,
  missingPermission: 50013,
  wrongChannel: 50024,
  invalidToken: 50027,
  invalidForm: 50035,
  archived: 50083,
  hasThread: 160004,
} as const;

/**
 * A refusal as Discord put it. NOTE the library's own error is not kept as its cause: it holds the whole request, an interaction's
 * token and the texts included, and would be logged with it.
 */
export class DiscordRefusal extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(`Discord answered ${status} (${code}: ${message.split('\n')[0]!.slice(0, 200)})`);
    this.status = status;
    this.code = code;
  }
}

export const refusedWith = (error: unknown, ...codes: number[]): boolean =>
  error instanceof DiscordRefusal && codes.includes(error.code);

/** What a request ended with, without anything secret in it. */
export function errorOfRequest(error: unknown): Error {
  if (error instanceof RateLimitError)
    return new RateLimited('Discord asks us to wait.', Math.ceil(error.retryAfter || error.timeToReset));
  if (error instanceof DiscordAPIError) return new DiscordRefusal(error.status, Number(error.code) || 0, error.message);
  if (error instanceof HTTPError) return new Unreachable(`Discord could not answer (${error.status}).`);
  if (isSafeNestError(error) || error instanceof DiscordRefusal) return error;
  const { code, name } = error as { code?: unknown; name?: string };
  return new Unreachable(`Discord could not be reached (${typeof code === 'string' ? code : (name ?? 'error')}).`);
}

/** Discord takes the bot's token no more. */
export const tokenRefused = (cause?: Error): TokenRefused =>
  new TokenRefused(
    'Discord does not know the bot’s token any more.',
    'Reset it in the Developer Portal (Bot, Reset Token) and set the new one; SafeNest takes it up at once.',
    { cause },
  );

/** The same for callers of the platform: what is said is for an admin. */
export function translated(error: unknown): Error {
  if (!(error instanceof DiscordRefusal)) return errorOfRequest(error);
  const cause = { cause: error };
  const { status, code } = error;
  // one of the bot's own token was told before: this is of an interaction's
  switch (status === 401 ? CODE.unknownWebhook : code) {
    case CODE.unknownChannel:
      return new Refused('The channel does not exist any more.', 'Bind another channel.', cause);
    case CODE.unknownMessage:
      return new Refused(
        'The message was deleted in Discord.',
        'Nothing has to be done; the next news is posted anew.',
        cause,
      );
    case CODE.missingAccess:
      return new Refused(
        'The bot does not see the channel.',
        'Give its role “View Channel” there, or add it to the channel.',
        cause,
      );
    case CODE.missingPermission:
      return new Refused(
        'The bot may not do that in the channel.',
        'Give its role “Send Messages”, “Send Messages in Threads”, “Create Public Threads” and “Attach Files” there.',
        cause,
      );
    case CODE.cannotDirect:
    case CODE.noServerInCommon:
      return new Refused(
        'Discord does not let the bot write to this person.',
        'They can allow it: right-click the server, Privacy Settings, Direct Messages; or use /safenest in a channel.',
        cause,
      );
    case CODE.notOurs:
      return new Refused(
        'The message was posted by another bot.',
        'Set the bot that posted it, or wait for the next post.',
        cause,
      );
    case CODE.unknownWebhook:
    case CODE.unknownInteraction:
    case CODE.invalidToken:
      return new Refused(
        'The quarter of an hour in which Discord lets it be answered there is over.',
        'Press or ask again.',
        cause,
      );
    case CODE.oldEdits:
      return new RateLimited('Discord lets old messages be edited only now and then.', 60_000, cause);
  }
  if (status === 403)
    return new Refused('Discord refused that.', 'Check the bot’s permissions with `safenest doctor`.', cause);
  return new SafeNestError('internal', `Discord did not accept what SafeNest sent (${status}, ${code}).`, cause);
}
