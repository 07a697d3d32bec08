import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { z } from 'zod';
import type { ChatModel } from './chat-model.ts';
import { ModelError, type ModelFailureKind } from './models/model-error.ts';
import { estimateMessages, estimateTokens } from './models/tokens.ts';
import type { TurnContext } from './offline/model.ts';
import type { TokenBudget } from './token-budget.ts';

/** A typed answer, or why there is none; the caller goes on without. */
export type Structured<T> =
  | { ok: true; value: T }
  /** There is no language model, or it may not be asked: nothing is left of its budget, or nothing is to happen by itself. */
  | { ok: false; why: 'offline' | 'budget' }
  /** The provider gave no answer. */
  | { ok: false; why: 'failed'; kind: ModelFailureKind }
  /** It answered twice, and neither answer fits the schema. */
  | { ok: false; why: 'misfit'; problem: string };

export interface StructuredRequest<Schema extends z.ZodObject> {
  model: ChatModel;
  /** For whom; decides nothing but the language model's own context. */
  context: TurnContext;
  /** A name for the answer, in snake_case, and the schema it must fit. */
  name: string;
  schema: Schema;
  messages: readonly BaseMessage[];
  /** On whose account it goes. */
  budget?: TokenBudget;
  signal?: AbortSignal;
}

/** What an answer is taken to cost until it is known. */
const ANSWER_TOKENS = 500;

/**
 * Asks a language model for an object of the schema, by the provider's structured output. What comes back is checked; one
 * that does not fit is sent back once with what is wrong. The answer carries no authority: it is data to be checked further.
 */
export async function askStructured<Schema extends z.ZodObject>(
  request: StructuredRequest<Schema>,
): Promise<Structured<z.output<Schema>>> {
  const { model, schema, budget, signal } = request;
  const { guard } = model;
  if (!guard) return { ok: false, why: 'offline' };
  const messages = [...request.messages];
  const free = budget
    ? await budget.reserve({ model: model.name, tokens: estimateMessages(messages) + ANSWER_TOKENS })
    : () => {};
  if (typeof free === 'string') return { ok: false, why: 'budget' };
  let problem = '';
  try {
    for (let attempt = 0; attempt < 2; attempt++) {
      const raw = await guard.call(() => structured(model.forTurn(request.context), request, messages), {
        ...(signal ? { signal } : {}),
      });
      await account(request, messages, raw.message);
      const read = schema.safeParse(raw.value);
      if (read.success) return { ok: true, value: read.data };
      problem = raw.value === undefined ? 'no JSON object' : z.prettifyError(read.error).slice(0, 500);
      messages.push(
        new AIMessage(raw.message.text || JSON.stringify(raw.value ?? null)),
        new HumanMessage(`That does not fit:\n${problem}\nAnswer again, with the JSON object alone.`),
      );
    }
  } catch (error) {
    if (error instanceof ModelError) return { ok: false, why: 'failed', kind: error.kind };
    throw error;
  } finally {
    free();
  }
  return { ok: false, why: 'misfit', problem };
}

async function structured(
  model: BaseChatModel,
  { name, schema }: Pick<StructuredRequest<z.ZodObject>, 'name' | 'schema'>,
  messages: readonly BaseMessage[],
): Promise<{ message: BaseMessage; value: unknown }> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  // A plain JSON schema: what comes back is judged here, with the same words for every provider.
  const asked = model.withStructuredOutput({ title: name, ...json }, { name, includeRaw: true });
  try {
    const { raw, parsed } = (await asked.invoke([...messages])) as { raw: BaseMessage; parsed: unknown };
    return { message: raw, value: parsed ?? objectIn(raw) };
  } catch (error) {
    // Some libraries read the answer themselves, and give up on one that is no JSON.
    if (error instanceof SyntaxError || (error instanceof Error && error.name === 'OutputParserException'))
      return { message: new AIMessage(''), value: undefined };
    throw error;
  }
}

/** The object where the library found none: models put words or fences around it. */
function objectIn(message: BaseMessage): unknown {
  const call = AIMessage.isInstance(message) ? message.tool_calls?.[0] : undefined;
  if (call) return call.args;
  const text = message.text;
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (from < 0 || to < from) return undefined;
  try {
    return JSON.parse(text.slice(from, to + 1));
  } catch {
    return undefined;
  }
}

async function account(
  { budget, model }: Pick<StructuredRequest<z.ZodObject>, 'budget' | 'model'>,
  messages: readonly BaseMessage[],
  reply: BaseMessage,
): Promise<void> {
  const said = AIMessage.isInstance(reply) ? reply.usage_metadata : undefined;
  const input = said?.input_tokens ?? estimateMessages(messages);
  const output = said?.output_tokens ?? estimateTokens(reply.text);
  model.guard?.spent(input, output);
  await budget?.spend(model.name, { input, output, estimated: said ? 0 : input + output, failed: false });
}
