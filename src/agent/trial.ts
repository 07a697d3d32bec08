import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { withOrg } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import { SafeNestError } from '../errors.ts';
import { deskWords } from '../messages/catalogue/desk.ts';
import type { TurnEvent } from '../messages/turn.ts';
import { audit } from '../pipeline/audit.ts';
import { authorise } from '../pipeline/authorise.ts';
import type { Tool } from '../tools/define-tool.ts';
import type { Admission } from './admission.ts';
import { offlineModel } from './chat-model.ts';
import { PROMPT } from './converse.ts';
import { createEventQueue, passOn } from './event-queue.ts';
import { questionRefusal } from './guardrails/limits.ts';
import { PLACEHOLDERS, placeholdersIn } from './prompt.ts';
import { readLanguage } from './read-language.ts';
import { runToEnd } from './run-to-end.ts';
import { createTurn, type DeskOptions } from './turn.ts';

/** A question asked with another prompt, to see what difference it makes. */
export interface Trial {
  /** The text to try instead of `prompts/desk.md`, with the same placeholders. */
  prompt: string;
  /** Whether the offline model answers, whatever the settings name. */
  offline?: boolean;
}

/** Characters of a prompt that is tried. */
const LONGEST_PROMPT = 20_000;

/**
 * Answers one message with a prompt that is only tried. It remembers nothing and changes nothing: reads are real, every
 * write is refused with a sentence that says so. The audit log keeps that there was a trial.
 */
export async function* respondInTrial(
  options: DeskOptions & { admit: Admission },
  principal: Principal,
  text: string,
  trial: Trial,
  signal?: AbortSignal,
): AsyncGenerator<TurnEvent> {
  authorise(principal, 'rules.write');
  const prompt = { ...PROMPT, text: checkedPrompt(trial.prompt) };
  const now = options.now();
  await options.admit(principal, now);
  const language = readLanguage(text, []);
  const events = createEventQueue<TurnEvent>();
  events.push({ kind: 'status', text: deskWords[language].reading });

  const turnOf = async (stopped: AbortSignal): Promise<TurnEvent> => {
    // The status is on its way before the message is read.
    await setImmediate();
    const refusal = questionRefusal(text, language);
    const turn = createTurn(
      {
        ...options,
        prompt,
        model: trial.offline ? offlineModel : options.model,
        tools: (role) => options.tools(role).map((tool) => (tool.access === 'write' ? onlyNamed(tool) : tool)),
      },
      principal,
      refusal ? '' : text,
      [],
      now,
    );
    if (refusal) turn.say(refusal);
    else await Promise.all([turn.run(stopped), passOn(turn.events, events)]);
    const answer = turn.answer();
    const failure = turn.failure();
    if (refusal) events.push({ kind: 'text', delta: answer.text });
    await withOrg(options.db, principal, (tx) =>
      audit(
        { tx, principal, now, auditKey: options.auditKey },
        {
          action: 'assistant.trial',
          subject: `prompts/${PROMPT.name}`,
          detail: {
            // The log is for ever, so that it holds no word of what was asked.
            question_sha256: sha256(text),
            model: answer.model,
            prompt_sha256: sha256(prompt.text),
            tools: answer.steps.map((step) => step.tool),
            ...(failure ? { failed: true } : {}),
          },
        },
      ),
    );
    return failure ? { kind: 'failed', message: failure } : { kind: 'done', answer: { sessionId: '', ...answer } };
  };
  yield yield* runToEnd(
    events,
    (stopped) => turnOf(stopped).finally(events.close),
    signal,
    (error) => options.log.error({ err: error }, 'a trial that nobody read to its end could not be audited'),
  );
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function checkedPrompt(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '')
    throw new SafeNestError('invalid_input', 'The prompt is empty; write what the model is to be told.');
  if (trimmed.length > LONGEST_PROMPT)
    throw new SafeNestError(
      'invalid_input',
      `A prompt has at most ${LONGEST_PROMPT.toLocaleString('en-GB')} characters.`,
    );
  const unknown = placeholdersIn(trimmed).filter((name) => !PLACEHOLDERS.includes(name));
  if (unknown.length > 0)
    throw new SafeNestError(
      'invalid_input',
      `Nothing fills in {{${unknown[0]}}}. There are: ${PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ')}.`,
    );
  return trimmed;
}

/** A write that the model can choose and that does nothing; nothing is proposed in its place either. */
const onlyNamed = (tool: Tool): Tool => ({
  ...tool,
  access: 'read',
  run: async () => {
    throw new SafeNestError('conflict', 'This is a trial: nothing was changed. In earnest it would be done here.');
  },
});
