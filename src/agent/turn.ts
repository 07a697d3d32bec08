import type { ChatTurn } from '../db/chat-sessions.ts';
import { type Db, withOrg } from '../db/scope.ts';
import type { KnownName } from '../domain/known-name.ts';
import type { Language } from '../domain/language.ts';
import { costOf } from '../domain/model-budget.ts';
import type { Principal } from '../domain/principal.ts';
import { can, type Role } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import type { Log } from '../log.ts';
import type { AskedPicture } from '../messages/asked-picture.ts';
import type { Card } from '../messages/card.ts';
import { changeWords } from '../messages/catalogue/changes.ts';
import { deskWords } from '../messages/catalogue/desk.ts';
import { guardrailWords, type Withheld } from '../messages/catalogue/guardrails.ts';
import { modelWords } from '../messages/catalogue/model.ts';
import { namedZone, tellsTime } from '../messages/named-zone.ts';
import type { Answer, TurnEvent, TurnTrace } from '../messages/turn.ts';
import type { QuestionPictures } from '../pipeline/question-pictures.ts';
import type { AuditKey } from '../pipeline/work.ts';
import type { Tool, ToolServices } from '../tools/define-tool.ts';
import { askerReferences } from './asker-references.ts';
import { type ChatModel, offlineModel } from './chat-model.ts';
import { type Conversation, converse, PROMPT } from './converse.ts';
import { emptyAnswer, passesOver, whatStands, whatWasDone } from './empty-answer.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { createGate } from './gate.ts';
import { askedWrites } from './guardrails/asked-writes.ts';
import { audienceOf } from './guardrails/audience.ts';
import { referencesIn } from './guardrails/citations.ts';
import { addNames, namesIn } from './guardrails/dotted-names.ts';
import { createKnownNumbers } from './guardrails/known-numbers.ts';
import { LIMITS } from './guardrails/limits.ts';
import { createMask } from './guardrails/mask.ts';
import { neutraliseMentions } from './guardrails/mentions.ts';
import { createNumberCheck } from './guardrails/numbers.ts';
import { ownWords } from './guardrails/own-words.ts';
import { createPromptEcho } from './guardrails/prompt-echo.ts';
import type { TurnLimiter } from './guardrails/rate.ts';
import { rememberedStates } from './guardrails/remembered-states.ts';
import { figuresOf, rememberFigures } from './guardrails/said-figures.ts';
import { maskSecrets } from './guardrails/secrets.ts';
import { NO_LOOK } from './guardrails/sweeping-claims.ts';
import type { TurnContext } from './offline/model.ts';
import { planOnce } from './offline/plan-once.ts';
import { collectTold } from './offline/told.ts';
import type { Prompt } from './prompt.ts';
import { readLanguage } from './read-language.ts';
import { createSpeech } from './speech.ts';
import { leavesOpen } from './standard-answer.ts';
import { createTokenBudget, TOKEN_LIMITS, type TokenLimits } from './token-budget.ts';
import { createToolCalls, type LeftUndone } from './tool-calls.ts';
import { insteadOf } from './true-instead.ts';
import { createTurnReferences } from './turn-references.ts';

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
  /** Opens what came with a question; without it pictures cannot be looked at. */
  pictures?: OpenPictures;
  /** Counts questions per member; none are counted where absent. */
  limiter?: TurnLimiter;
  /** What questions may cost; the defaults where absent. */
  tokens?: TokenLimits;
  /** How long a turn may take, in ms; LIMITS.time where absent. */
  turnMs?: number;
  /** What the model is told instead of `prompts/desk.md`: in trials. */
  prompt?: Prompt;
}

/** `earlier`: ids of the pictures that came with the question before, where this one has none. */
export type OpenPictures = (
  principal: Principal,
  asked: readonly AskedPicture[],
  context: { earlier: readonly string[]; language: Language; signal?: AbortSignal },
) => QuestionPictures;

/** One question on its way to an answer. */
export interface Turn {
  events: EventQueue<TurnEvent>;
  run(signal: AbortSignal | undefined): Promise<void>;
  /** Answers with these words and nothing else; with `alone`, the asker alone reads them. */
  say(text: string, alone?: boolean): void;
  /** Whether an admin's own answer may be given: the desk has neither data for it nor anything to refuse. */
  readonly leavesOpen: boolean;
  answer(): Omit<Answer, 'sessionId'>;
  trace(): Omit<TurnTrace, 'prompt' | 'ms'> & Record<string, unknown>;
  failure(): string | null;
}

/** Puts a turn together: the asker's tools, what may be written and said, and the model. */
export function createTurn(
  options: DeskOptions,
  principal: Principal,
  question: string,
  past: readonly ChatTurn[],
  now: Date,
  sent: readonly AskedPicture[] = [],
  picturesSent?: number,
  looked: { places?: readonly string[]; names?: readonly KnownName[] } = {},
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
  const keepPrivate = (found: Withheld | null, named = found): void => {
    if (found === null || named === null || withheld !== null) return;
    withheld = found;
    gate.close(words.answeredPrivately(neutraliseMentions(oneLine(principal.name, 80)), named));
  };
  // what was said before keeps it private: it is not what is asked about now
  keepPrivate(pastWithheld, 'other');
  /** What somebody may not do is said to them, not to everybody around them. */
  const refuseAlone = (): void => {
    if (principal.place.audience === 'shared')
      gate.close(words.answeredAlone(neutraliseMentions(oneLine(principal.name, 80))));
  };
  const known = createKnownNumbers({ now, timeZone: principal.timeZone, language });
  const names = new Set(namesIn([text, ...past.flatMap((turn) => [turn.question, turn.answer])].join(' ')));
  const { own, foreign } = ownWords(text);
  known.addText(own);
  if (foreign !== '') known.addData({ quoted_text: foreign });
  for (const turn of past) {
    const before = ownWords(turn.question);
    known.addText(before.own);
    if (before.foreign !== '') known.addData({ quoted_text: before.foreign });
    rememberFigures(known, turn.answer, turn.trace.figures);
  }
  const earlier = sent.length > 0 ? [] : lastPictures(past);
  const pictures =
    sent.length + earlier.length > 0 ? options.pictures?.(principal, sent, { earlier, language }) : undefined;
  const context: TurnContext = {
    now,
    timeZone: principal.timeZone,
    role: principal.role,
    language,
    history: past,
    isProgram: principal.actor.kind !== 'member',
    ...looked,
    pictures: sent.length,
    earlierPictures: earlier.length,
  };
  const conversation: Conversation = { model: options.model, fallback: null, tokens: { input: 0, output: 0 } };
  let said: string | null = null;
  let failure: string | null = null;

  const planning = { ...context, history: past, tools: new Set(tools.map((tool) => tool.name)) };
  const asked = askedWrites(text, planning);
  if (planOnce(text, planning).say?.why === 'role') refuseAlone();
  const isOwnPlan = (): boolean => conversation.model.name === 'offline';
  /** Words that were given to it are no model's. */
  const writer = (): string => (said === null ? conversation.model.name : offlineModel.name);
  const { named, pasted } = askerReferences(text, asked, language);
  const references = createTurnReferences({ past, named, pasted });
  const telling = collectTold();
  const calls = createToolCalls({
    tools,
    auditKey: options.auditKey,
    context: {
      principal,
      now,
      language,
      org: (work) => withOrg(options.db, principal, work),
      work: (change) =>
        withOrg(options.db, principal, (tx) => change({ tx, principal, now, auditKey: options.auditKey })),
      services: options.services,
      ...(pictures ? { pictures } : {}),
    },
    asked,
    question: text,
    ownOrigin: options.publicUrl,
    named: new Set(named),
    references,
    isOwnPlan,
    mask,
    proposes: options.prompt === undefined,
    readBefore: past.some((turn) => turn.citations.length > 0),
    onTool: (tool, args) => keepPrivate(audience.ofTool(tool, args)),
    onForbidden: refuseAlone,
    onData: (data, citations, args) => {
      telling.take(args, data, citations);
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
  const reads = new Set(tools.flatMap(({ name, access }) => (access === 'read' && !NO_LOOK.has(name) ? [name] : [])));
  const remembered = rememberedStates(past);
  /** What false sentences were about that went. */
  const unmadeClaims = new Set<string>();
  const speech = createSpeech(
    {
      vouched: () => ({ ...references.vouched(), said: calls.refusals }),
      changes: () => ({
        changed: references.changed,
        undone: new Set([
          ...calls.undone().map(({ call }) => (typeof call.args.id === 'string' ? call.args.id : call.tool)),
          ...calls.unmade,
        ]),
        states: references.states,
        holders: references.holders,
        histories: references.histories,
        found: references.found,
        ...remembered,
        looked: calls.steps.some(({ tool, ok }) => ok && reads.has(tool)),
        guided: calls.steps.some(({ tool, ok }) => ok && /^(?:search_)?help$/.test(tool)),
      }),
      onUnmade: (sentence, what) => {
        const refs = what === 'change' ? referencesIn(sentence) : [what];
        for (const one of refs.length > 0 ? refs : calls.unmade) unmadeClaims.add(one);
      },
      isOurs: isOwnPlan,
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
    say: (words, alone = false) => {
      said = words;
      if (alone) refuseAlone();
    },
    leavesOpen: sent.length === 0 && leavesOpen(planOnce(text, planning)),
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
          budget: createTokenBudget(
            options,
            principal.orgId,
            options.tokens ?? TOKEN_LIMITS,
            principal.actor.kind === 'member' ? principal.actor.id : null,
          ),
          log,
          signal: stopped,
          deadline: performance.now() + turnMs,
        });
        const spoken = speech.text.trim() !== '' && (speech.spoke || speech.dropped.length === 0);
        const undone = calls.undone().filter(({ reason }) => reason === null || !speech.text.includes(reason));
        // The grammar tells itself what it could not do.
        const isLeft = undone.length > 0 && !(isOwnPlan() && spoken);
        if (!spoken && !(isLeft && calls.made.length === 0 && references.cited.size === 0))
          speech.add(emptyAnswer(calls, references, language));
        else if (!isOwnPlan() && spoken && passesOver(speech.text, references, known, language))
          speech.add(emptyAnswer(calls, references, language));
        for (const sentence of insteadOf(unmadeClaims, { calls, references, isOwnPlan: isOwnPlan() }, language))
          if (!speech.text.includes(sentence)) speech.add(sentence);
        // The asker hears of it even where the model keeps it to itself or says otherwise.
        for (const sentence of calls.denied().slice(0, 2)) if (!speech.text.includes(sentence)) speech.add(sentence);
        if (isLeft) speech.add(leftUndone(undone, language));
        if (calls.besides.size > 0) speech.add(words.standsHere([...calls.besides].map((ref) => `[${ref}]`)));
        if (secretsAsked > 0) speech.add(words.secretInQuestion);
        if (picturesSent !== undefined && pictures?.kept.length)
          speech.add(words.notAllPictures(sent.length, picturesSent));
      } catch (error) {
        await calls.end();
        speech.finish();
        const done = whatWasDone(calls, language);
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
      const written = said ?? speech.text;
      const zoned = said === null ? zoneOf(principal, written, calls.cards, language) : '';
      const did = whatStands(calls, language);
      return {
        text: written.trimEnd() + zoned,
        citations: references.shownIn(written),
        steps: [...calls.steps],
        cards: [...calls.cards],
        model: writer(),
        language,
        ...(did === null ? {} : { did }),
        ...(pictures && pictures.kept.length > 0 ? { pictures: [...pictures.kept] } : {}),
        ...(gate.notice === null ? {} : { privateNotice: gate.notice }),
      };
    },
    trace: () => ({
      model: writer(),
      tokens: {
        ...conversation.tokens,
        micros: costOf(options.tokens?.prices?.get(options.model.name), conversation.tokens),
      },
      calls: [...calls.traced],
      proposals: calls.suggested.map(({ citation }) => citation.ref),
      ...(calls.steps.some(({ ok }) => ok) && { told: telling.told(references.shownIn(said ?? speech.text)) }),
      ...(pictures && pictures.kept.length > 0 ? { pictures: [...pictures.kept] } : {}),
      ...(mask.counts.secrets + mask.counts.personal + secretsAsked > 0
        ? { masked: { secrets: mask.counts.secrets + secretsAsked, personal: mask.counts.personal } }
        : {}),
      ...(withheld === null ? {} : { private: withheld }),
      ...(conversation.fallback ? { fallback: conversation.fallback } : {}),
      ...(speech.dropped.length > 0 ? { dropped: [...speech.dropped] } : {}),
      figures: figuresOf(said ?? speech.text, {
        known,
        language,
        isGrammar: said !== null || (isOwnPlan() && conversation.fallback === null),
      }),
      ...(failure ? { failure } : {}),
    }),
    failure: () => failure,
  };
}

/** Where people of several zones read along, whose times these are. */
function zoneOf({ place, timeZone }: Principal, text: string, cards: readonly Card[], language: Language): string {
  const words = namedZone(timeZone, language);
  const isUnclear = place.zone?.several === true && [text, ...cards].some(tellsTime) && !text.includes(words);
  return isUnclear ? `\n${words}` : '';
}

/** The pictures that were looked at last, a few questions ago at most. */
const lastPictures = (past: readonly ChatTurn[]): string[] =>
  past
    .slice(-RECENT_TURNS)
    .map(picturesOf)
    .findLast((ids) => ids.length > 0) ?? [];
const RECENT_TURNS = 3;
const picturesOf = ({ trace }: ChatTurn): string[] => {
  const kept = trace.pictures;
  return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : [];
};

/** The orders that were not carried out, each once, and why where a tool said so. */
function leftUndone(undone: readonly LeftUndone[], language: Language): string {
  const words = changeWords[language];
  const reasons = undone.flatMap(({ reason }) => reason ?? []);
  return words.leftUndone([...new Set(undone.map(({ call }) => words.name(call)))], [...new Set(reasons)].slice(0, 3));
}
