import { RateLimited, Refused, Unreachable } from '../platform-errors.ts';
import type { SlackMessage } from './render.ts';

const HOSTS = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);

/** Whether an address that came with a click is one of Slack's: nothing else is called because somebody names it. */
export function isResponseUrl(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname } = new URL(url);
  return origin === new URL(apiUrl).origin || (protocol === 'https:' && HOSTS.has(hostname));
}

export type Response =
  | (Pick<SlackMessage, 'text'> &
      Partial<SlackMessage> & { response_type: 'ephemeral'; replace_original: boolean; thread_ts?: string })
  | { delete_original: true };

/** Answers through the address that came with a command or a click; it is good for half an hour and five answers. */
export async function respond(url: string, apiUrl: string, body: Response): Promise<void> {
  if (!isResponseUrl(url, apiUrl)) throw new Refused('The address to answer at is not Slack’s.', 'Ask again in Slack.');
  let answer: globalThis.Response;
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
    await answer.text();
  } catch {
    throw new Unreachable('Slack does not answer just now.');
  }
  if (answer.ok) return;
  if (answer.status === 429)
    throw new RateLimited('Slack asks us to wait.', (Number(answer.headers.get('retry-after')) || 30) * 1000);
  if (answer.status >= 500) throw new Unreachable('Slack does not answer just now.');
  throw new Refused('Slack no longer takes an answer to that.', 'Ask again in Slack.');
}
