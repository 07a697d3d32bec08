import type { ChatTurn } from '../db/chat-sessions.ts';
import { type Db, withOrg } from '../db/scope.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { can, type Role } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import type { Log } from '../log.ts';
import type { Citation } from '../messages/card.ts';
import { deskWords } from '../messages/catalogue/desk.ts';
import { guardrailWords, type Withheld } from '../messages/catalogue/guardrails.ts';
import { modelWords } from '../messages/catalogue/model.ts';
import type { Answer, Step, TurnEvent, TurnTrace } from '../messages/turn.ts';
import type { AuditKey } from '../pipeline/work.ts';
import type { Tool, ToolServices } from '../tools/define-tool.ts';
import type { ChatModel } from './chat-model.ts';
import { type Conversation, converse, PROMPT } from './converse.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { createGate } from './gate.ts';
import { askedWrites } from './guardrails/asked-writes.ts';
import { audienceOf } from './guardrails/audience.ts';
import { referencesIn, referencesWithin } from './guardrails/citations.ts';
import { addNames, namesIn } from './guardrails/dotted-names.ts';
import { createKnownNumbers, type KnownNumbers } from './guardrails/known-numbers.ts';
import { LIMITS } from './guardrails/limits.ts';
import { createMask } from './guardrails/mask.ts';
import { neutraliseMentions } from './guardrails/mentions.ts';
import { numberClaims } from './guardrails/number-claims.ts';
import { createNumberCheck } from './guardrails/numbers.ts';
import { ownWords } from './guardrails/own-words.ts';
import { plainText } from './guardrails/plain-text.ts';
import { createPromptEcho } from './guardrails/prompt-echo.ts';
import type { TurnLimiter } from './guardrails/rate.ts';
import { maskSecrets } from './guardrails/secrets.ts';
import { sentences } from './guardrails/sentences.ts';
import { inShownOrder } from './guardrails/shown-order.ts';
import { findRefs } from './offline/entities.ts';
import type { TurnContext } from './offline/model.ts';
import { planOnce } from './offline/plan-once.ts';
import type { PlannedCall } from './offline/plan-types.ts';
import { readUtterance } from './offline/utterance.ts';
import type { Prompt } from './prompt.ts';
import { readLanguage } from './read-language.ts';
import { createSpeech } from './speech.ts';
import { createTokenBudget, TOKEN_LIMITS, type TokenLimits } from './token-budget.ts';
import { createToolCalls, type ToolCalls } from './tool-calls.ts';

export interface DeskOptions {
  db: Db;
  /** The tools that exist for a role. */
  tools: (role: Role) => readonly Tool[];
  services: ToolServices;
  model: ChatModel;
  auditKey: AuditKey;
  now: () => Date;
  log: Log;
  /** Our own address, whose links an answer may hold; null where only paths are ours. */
  publicUrl: string | null;
  /** Counts questions per member; none are counted where absent. */
  limiter?: TurnLimiter;
  /** What questions may cost; the defaults where absent. */
  tokens?: TokenLimits;
  /** How long a turn may take, in ms; LIMITS.time where absent. */
  turnMs?: number;
  /** What the model is told instead of `prompts/desk.md`: in trials. */
  prompt?: Prompt;
}

/** One question on its way to an answer. */
export interface Turn {
  events: EventQueue<TurnEvent>;
  run(signal: AbortSignal | undefined): Promise<void>;
  /** Answers with this sentence alone. */
  say(text: string): void;
  answer(): Omit<Answer, 'sessionId'>;
  trace(): Omit<TurnTrace, 'prompt' | 'ms'> & Record<string, unknown>;
  failure(): string | null;
}

/** Characters of what others wrote, up to which the asker quotes it rather than pastes it. */
const LONGEST_QUOTE = 40;

/** Puts a turn together: the asker's tools, what may be written and said, and the model. */
export function createTurn(
  options: DeskOptions,
  principal: Principal,
  question: string,
  past: readonly ChatTurn[],
  now: Date,
): Turn {
  const events = createEventQueue<TurnEvent>();
  const tools = options.tools(principal.role);
  // A secret somebody pasted is nothing a model, a tool or a memory needs.
  const { text, masked: secretsAsked } = maskSecrets(question);
  const language = readLanguage(text, past);
  const words = guardrailWords[language];
  const mask = createMask(
    {
      hidesAddresses: !can(principal.role, 'logs.read') && !can(principal.role, 'members.read'),
      own: [text, ...past.map((turn) => turn.question)].join('\n'),
    },
    options.publicUrl,
  );
  const audience = audienceOf(principal, tools);
  const pastWithheld = audience.ofPast(past);
  const gate = createGate(audience.open && pastWithheld === null, (event) => events.push(event));
  let withheld: Withheld | null = null;
  const keepPrivate = (found: Withheld | null): void => {
    if (found === null || withheld !== null) return;
    withheld = found;
    gate.close(words.answeredPrivately(neutraliseMentions(oneLine(principal.name, 80)), found));
  };
  keepPrivate(pastWithheld);
  const known = createKnownNumbers({ now, timeZone: principal.timeZone, language });
  const names = new Set(namesIn([text, ...past.flatMap((turn) => [turn.question, turn.answer])].join(' ')));
  const { own, foreign } = ownWords(text);
  known.addText(own);
  if (foreign !== '') known.addData({ quoted_text: foreign });
  for (const turn of past) {
    known.addText(turn.question);
    known.addText(turn.answer);
  }
  const context: TurnContext = {
    now,
    timeZone: principal.timeZone,
    role: principal.role,
    language,
    history: past,
    isProgram: principal.actor.kind !== 'member',
  };
  const conversation: Conversation = { model: options.model, fallback: null, tokens: { input: 0, output: 0 } };
  let refusal: string | null = null;
  let failure: string | null = null;

  const remembered = new Map<string, Citation>(
    past.flatMap((turn) => turn.citations.map((citation) => [citation.ref.toUpperCase(), citation])),
  );
  /** What an earlier turn showed; what stands in a text of this turn as well was only mentioned in this one. */
  const fromBefore = (ref: string): Citation | undefined => {
    const citation = remembered.get(ref);
    return citation && calls.quoted.has(ref) ? { ...citation, mentioned: true } : citation;
  };
  const earlier = new Set(
    past.flatMap((turn) => turn.citations.filter(({ mentioned }) => !mentioned).map(({ ref }) => ref.toUpperCase())),
  );
  const asked = askedWrites(text, { ...context, history: past, tools: new Set(tools.map((tool) => tool.name)) });
  /** What the grammar says without any call is ours, word for word: it may name what it asks about. */
  const ownSayings = (): string[] =>
    conversation.model.name === 'offline'
      ? sentences(planOnce(text, { ...context, tools: new Set(tools.map((tool) => tool.name)) }).say?.text ?? '').map(
          (one) => one.trim(),
        )
      : [];
  // A reference in a whole pasted message proves as little as one in a log; one that is only quoted is being asked about.
  const isPaste = foreign.length > LONGEST_QUOTE;
  const named = referencesNamed(isPaste ? own : text, asked, language);
  const pasted = isPaste ? referencesWithin(foreign) : [];
  const calls = createToolCalls({
    tools,
    auditKey: options.auditKey,
    context: {
      principal,
      now,
      language,
      org: (work) => withOrg(options.db, principal.orgId, work),
      work: (change) =>
        withOrg(options.db, principal.orgId, (tx) => change({ tx, principal, now, auditKey: options.auditKey })),
      services: options.services,
    },
    asked,
    question: text,
    ownOrigin: options.publicUrl,
    earlier,
    named: new Set(named),
    isOwnPlan: () => conversation.model.name === 'offline',
    mask,
    proposes: options.prompt === undefined,
    readBefore: past.some((turn) => turn.citations.length > 0),
    onTool: (tool) => keepPrivate(audience.ofTool(tool)),
    onData: (data, citations) => {
      keepPrivate(audience.ofCitations(citations));
      addNames(names, data);
      known.addData(
        data,
        citations.map((citation) => citation.at),
      );
    },
    onStart: (name) =>
      gate.push({ kind: 'status', text: deskWords[language].tools[name] ?? deskWords[language].working }),
    onStep: (step) => gate.push({ kind: 'step', step }),
    onCard: (card) => gate.push({ kind: 'card', card }),
  });
  const speech = createSpeech(
    {
      vouched: () => ({
        cited: new Set([...calls.citations.keys(), ...remembered.keys()]),
        named: new Set([...calls.named, ...named]),
        quoted: new Set([...calls.quoted, ...pasted]),
        said: [...calls.refusals, ...ownSayings()],
      }),
      ownOrigin: options.publicUrl,
      isName: (word) => names.has(word),
      numbers: createNumberCheck(() => known, language),
      recites: createPromptEcho((options.prompt ?? PROMPT).text),
      maxLength: LIMITS.answer,
      words: modelWords[language],
    },
    (event) => gate.push(event),
  );

  return {
    events,
    say: (sentence) => {
      refusal = sentence;
    },
    async run(signal) {
      const turnMs = options.turnMs ?? LIMITS.time;
      const limit = AbortSignal.timeout(turnMs);
      const { log } = options;
      try {
        const stopped = signal ? AbortSignal.any([signal, limit]) : limit;
        await converse({
          prompt: options.prompt ?? PROMPT,
          conversation,
          principal,
          context,
          past,
          text,
          tools,
          calls,
          speech,
          budget: createTokenBudget(options, principal.orgId, options.tokens ?? TOKEN_LIMITS),
          log,
          signal: stopped,
          deadline: performance.now() + turnMs,
        });
        if (speech.text.trim() === '' || (!speech.spoke && speech.dropped.length > 0))
          speech.add(emptyAnswer(calls, language));
        else if (conversation.model.name !== 'offline' && passesOver(speech.text, calls, known, language))
          speech.add(emptyAnswer(calls, language));
        // The asker hears of it even where the model keeps it to itself or says otherwise.
        for (const sentence of calls.denied().slice(0, 2)) if (!speech.text.includes(sentence)) speech.add(sentence);
        if (secretsAsked > 0) speech.add(words.secretInQuestion);
      } catch (error) {
        await calls.end();
        speech.finish();
        const done = whatWasDone(calls.steps, language);
        if (limit.aborted) speech.add(`${deskWords[language].stoppedAfterSeconds(Math.round(turnMs / 1000))} ${done}`);
        else {
          failure = signal?.aborted
            ? 'The question was withdrawn.'
            : `Something went wrong here, not with your question. ${done} Ask again.`;
          if (!signal?.aborted) log.error({ err: error }, 'a turn failed');
        }
      } finally {
        await calls.end();
        gate.open();
        events.close();
      }
    },
    answer() {
      const written = refusal ?? speech.text;
      const shown = inShownOrder(written, calls.others);
      const subjects = [...calls.citations.values()].filter(({ mentioned }) => !mentioned);
      const cited = (shown.length > 0 ? shown : subjects.slice(0, 10).map(({ ref }) => ref.toUpperCase()))
        .map((ref) => calls.citations.get(ref) ?? fromBefore(ref))
        .filter((citation) => citation !== undefined);
      return {
        text: written.trimEnd(),
        citations: cited,
        steps: [...calls.steps],
        cards: [...calls.cards],
        model: conversation.model.name,
        language,
        ...(gate.notice === null ? {} : { privateNotice: gate.notice }),
      };
    },
    trace: () => ({
      model: conversation.model.name,
      tokens: conversation.tokens,
      calls: [...calls.traced],
      proposals: calls.suggested.map(({ citation }) => citation.ref),
      ...(mask.counts.secrets + mask.counts.personal + secretsAsked > 0
        ? { masked: { secrets: mask.counts.secrets + secretsAsked, personal: mask.counts.personal } }
        : {}),
      ...(withheld === null ? {} : { private: withheld }),
      ...(conversation.fallback ? { fallback: conversation.fallback } : {}),
      ...(speech.dropped.length > 0 ? { dropped: [...speech.dropped] } : {}),
      ...(failure ? { failure } : {}),
    }),
    failure: () => failure,
  };
}

/** Whether an answer says nothing of all that was found: no reference and no figure of it. */
function passesOver(text: string, calls: ToolCalls, known: KnownNumbers, language: Language): boolean {
  if (calls.found.size === 0 || referencesIn(text).some((ref) => calls.found.has(ref))) return false;
  return !numberClaims(text, language).some(
    (claim) => claim.kind === 'count' && claim.values.some((value) => value > 0 && known.quantities.has(value)),
  );
}

/** What the asker refers to in their own words, however they write it. */
function referencesNamed(text: string, asked: readonly PlannedCall[], language: Language): string[] {
  const plain = plainText(text);
  const mentioned = findRefs(readUtterance(plain.slice(0, LIMITS.question), language).norm).refs.map(({ ref }) => ref);
  return [...new Set([...referencesIn(plain), ...mentioned, ...referencesWithin(asked.map((call) => call.args))])];
}

const emptyAnswer = (calls: ToolCalls, language: Language): string =>
  calls.citations.size > 0
    ? modelWords[language].found(
        [...calls.citations.keys()]
          .slice(0, 10)
          .map((ref) => `[${ref}]`)
          .join(', '),
      )
    : calls.steps.length > 0
      ? whatWasDone(calls.steps, language)
      : deskWords[language].noAnswer;

function whatWasDone(steps: readonly Step[], language: Language): string {
  const done = steps.filter((step) => step.ok).map((step) => step.tool);
  const words = deskWords[language];
  return done.length === 0 ? words.nothingChanged : words.doneUntilThen(done.join(', '));
}
