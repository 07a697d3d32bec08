import { webApi } from '@slack/bolt';
import { isSafeNestError } from '../../errors.ts';
import { RateLimited, Refused, TokenRefused, Unchangeable, Unreachable } from '../platform-errors.ts';

const { WebAPIPlatformError, WebAPIRateLimitedError } = webApi;

/** How long to wait where Slack did not say. */
const WAIT_MS = 30_000;

/** Of the token that opens a connection; it is another one than the bot's. */
export const NEW_APP_TOKEN =
  'Under Basic Information → App-Level Tokens make a new one with connections:write, and set it as SLACK_APP_TOKEN.';
const NEW_TOKEN = 'Install the app in Slack again and set the new bot token.';
/** Of the token, wherever it is used. */
const OF_TOKEN = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'org_login_required',
]);
/** Whether Slack refused a call for its token. */
export const isOfToken = (error: unknown): boolean => OF_TOKEN.has(slackCode(error) ?? '');
/** Of a message that is there and stays as it is. */
const FIXED = new Set(['edit_window_closed', 'cant_update_message']);
const MEND: Record<string, string> = {
  no_permission: NEW_TOKEN,
  missing_scope:
    'Compare the app’s manifest with the one that `safenest connect slack` writes, then install the app again.',
  not_in_channel: 'Invite the app to the channel: /invite @SafeNest.',
  channel_not_found: 'The channel is gone or the app is not in it. Invite it again, or bind another channel.',
  is_archived: 'The channel is archived. Bring it back, or bind another channel.',
  restricted_action:
    'The workspace does not let apps post there. Ask an admin of the workspace, or bind another channel.',
  user_not_in_channel: 'The person is not in that channel.',
  ekm_access_denied: 'The workspace has withdrawn its encryption keys. Ask an admin of the workspace.',
  message_not_found: 'The message was deleted in Slack.',
  cant_update_message: 'The message was posted by another app or is no longer the app’s own.',
  edit_window_closed: 'The workspace does not let messages be changed after a while.',
};
/** Answers that say “not now”. */
const AWAY = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'accesslimited',
]);

/** Slack’s own word for what was wrong, e.g. `channel_not_found`; null where it said none. */
export const slackCode = (error: unknown): string | null =>
  error instanceof WebAPIPlatformError && typeof error.data.error === 'string' ? error.data.error.slice(0, 100) : null;

/** What went wrong between us and Slack in the words that all platforms share. Our own errors stay as they are. `mendToken`: what mends a token that is refused. */
export function translated(error: unknown, mendToken = NEW_TOKEN): Error {
  if (isSafeNestError(error)) return error;
  if (error instanceof WebAPIRateLimitedError)
    return new RateLimited('Slack asks us to wait.', error.retryAfter * 1000, { cause: error });
  const code = slackCode(error);
  if (code === 'ratelimited' || code === 'rate_limited')
    return new RateLimited('Slack asks us to wait.', WAIT_MS, { cause: error });
  if (code !== null && AWAY.has(code))
    return new Unreachable(`Slack could not do it just now (${code}).`, { cause: withoutData(error) });
  // a proxy answers with a page of its own, which the SDK hands on as the error’s word
  if (code !== null && !/^[a-z0-9_.:]+$/.test(code))
    return new Unreachable('Something that is not Slack answered in its place.');
  if (code !== null && OF_TOKEN.has(code))
    return new TokenRefused(`Slack refused it (${code}).`, mendToken, { cause: withoutData(error) });
  if (code !== null) {
    const Kind = FIXED.has(code) ? Unchangeable : Refused;
    return new Kind(`Slack refused it (${code}).`, MEND[code] ?? 'Look the word up in Slack’s documentation.', {
      cause: withoutData(error),
    });
  }
  // the SDK's own words for a 429 without a usable Retry-After
  if (error instanceof Error && error.message.startsWith('Retry header did not'))
    return new RateLimited('Slack asks us to wait.', WAIT_MS);
  return new Unreachable('Slack does not answer just now.', { cause: withoutData(error) });
}

/** The kind of an error without what it carries: bodies and headers are nobody’s to log. */
const withoutData = (error: unknown): Error => new Error(error instanceof Error ? error.name : 'no answer');

/** Does it, and says in our words what went wrong. */
export async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translated(error);
  }
}
