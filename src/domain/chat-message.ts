/** Somebody as a platform, or an API's sender, knows them. */
export interface ChatAuthor {
  account: string;
  name: string;
  /** A program: kept for the context, never held against anybody. */
  bot: boolean;
}

/** A file that came with a message, as its sender and the platform call it; its bytes are nobody's here. */
export interface Attachment {
  name: string;
  /** What the platform says it holds, like `image/png`; empty where it does not say. */
  type: string;
  /** Bytes; null where it is not said. */
  size: number | null;
}

export const MOST_ATTACHMENTS = 20;
export const MOST_STICKERS = 50;

/** Begins the key of a message that a platform's own rules stopped before anybody saw it. */
export const STOPPED = 'automod:';

/** Whether a text may hold an address; says so of a few that hold none, and of none that does. */
export const mayLink = (text: string): boolean => /https?:|[.。．｡][\p{L}\p{Cf}]/iu.test(text);

/** One thing that became known about a message. Facts about one may come in any order, and more than once. */
export type MessageFact = {
  /** The platform's own id of the message. */
  key: string;
  thread: string | null;
  /** When it happened, as far as known; never later than it was told. */
  at: Date;
} & (
  | {
      kind: 'said';
      author: ChatAuthor;
      content: string;
      /** Id of the message it answers. */
      replyTo: string | null;
      /** Accounts it is aimed at: named as its target, or mentioned. */
      targets: readonly string[];
      /** What those are called, as far as known. */
      targetNames?: Readonly<Record<string, string>>;
      /** 0..1, what the sender thinks of them. */
      reputation?: Reputation;
      url?: string | null;
      attachments?: readonly Attachment[];
      stickers?: number;
    }
  | {
      kind: 'edited';
      author?: ChatAuthor | null;
      content: string;
      targets?: readonly string[];
      targetNames?: Readonly<Record<string, string>>;
      url?: string | null;
    }
  | { kind: 'deleted' }
  | { kind: 'reacted'; emoji: string; account: string; on: boolean }
);

export interface Reputation {
  author?: number;
  target?: number;
}

/** An earlier wording; times as ISO 8601. */
export interface Wording {
  content: string;
  at: string;
}

/** All that is known of a message now. */
export interface KnownMessage {
  key: string;
  thread: string | null;
  /** Null while only an edit, a deletion or a reaction is known. */
  author: ChatAuthor | null;
  replyTo: string | null;
  targets: readonly string[];
  targetNames: Readonly<Record<string, string>>;
  content: string | null;
  /** When this wording was said. */
  contentAt: Date | null;
  saidAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  /** Newest first; the original is the last once it is known. */
  versions: readonly Wording[];
  reactions: Readonly<Record<string, readonly string[]>>;
  reputation: Reputation;
  url: string | null;
  attachments: readonly Attachment[];
  stickers: number;
}

const MOST_VERSIONS = 5;
/** Of an earlier wording so much is kept. */
const LONGEST_VERSION = 4000;
const MOST_EMOJI = 20;
const MOST_REACTING = 50;
export const MOST_TARGETS = 50;

/**
 * What is known once a fact is added; the very same object where it says nothing new. An edit is newer than the original whatever the
 * clocks say; of two edits the later counts, and one by somebody else than the author says nothing. Reactions aside, the order in which facts come makes no difference.
 */
export function withFact(before: KnownMessage | null, fact: MessageFact): KnownMessage {
  const known = before ?? nothingOf(fact);
  switch (fact.kind) {
    case 'said':
      return withOriginal(known, fact);
    case 'edited':
      return withEdit(known, fact);
    case 'deleted':
      if (known.deletedAt && known.deletedAt <= fact.at) return known;
      return { ...known, deletedAt: fact.at };
    case 'reacted':
      return withReaction(known, fact);
  }
}

const nothingOf = ({ key, thread, at }: MessageFact): KnownMessage => ({
  key,
  thread,
  author: null,
  replyTo: null,
  targets: [],
  targetNames: {},
  content: null,
  contentAt: null,
  saidAt: at,
  editedAt: null,
  deletedAt: null,
  versions: [],
  reactions: {},
  reputation: {},
  url: null,
  attachments: [],
  stickers: 0,
});

/** Whether the message itself has come, and not only what happened to it. */
function originalKnown({ author, content, editedAt, versions, saidAt }: KnownMessage): boolean {
  if (author === null || content === null) return false;
  return editedAt === null || versions.at(-1)?.at === saidAt.toISOString();
}

function withOriginal(known: KnownMessage, fact: Extract<MessageFact, { kind: 'said' }>): KnownMessage {
  if (originalKnown(known)) return known;
  const { author, content, replyTo, thread, reputation = {}, at } = fact;
  const shared = {
    ...{ author, replyTo, thread, reputation, saidAt: at, url: fact.url ?? known.url },
    attachments: (fact.attachments ?? []).slice(0, MOST_ATTACHMENTS),
    stickers: Math.min(MOST_STICKERS, fact.stickers ?? 0),
  };
  const targets = fact.targets.slice(0, MOST_TARGETS);
  const targetNames = { ...fact.targetNames, ...known.targetNames };
  // an edit that somebody else is said to have made is not its author's
  const foreign = known.author !== null && known.author.account !== author.account;
  if (known.editedAt === null || known.content === null || foreign)
    return {
      ...known,
      ...shared,
      targets,
      targetNames,
      content,
      contentAt: at,
      ...(foreign ? { editedAt: null, versions: [] } : {}),
    };
  const versions = [...known.versions, wording(content, at)];
  return {
    ...known,
    ...shared,
    targets: known.targets.length > 0 ? known.targets : targets,
    targetNames,
    versions: bounded(versions, true),
  };
}

function withEdit(known: KnownMessage, fact: Extract<MessageFact, { kind: 'edited' }>): KnownMessage {
  const { content, at } = fact;
  const author = known.author ?? fact.author ?? null;
  if (originalKnown(known) && fact.author && fact.author.account !== author?.account) return known;
  const targets = fact.targets?.slice(0, MOST_TARGETS);
  const has = originalKnown(known);
  const edits = has ? known.versions.slice(0, -1) : known.versions;
  const time = at.getTime();
  const standing = known.editedAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const newer = time > standing || (time === standing && content > known.content!);
  if (!newer) {
    if (time === standing && content === known.content) return author === known.author ? known : { ...known, author };
    const older = wording(content, at);
    if (edits.some((one) => one.at === older.at && one.content === older.content)) return known;
    const sorted = [...edits, older].toSorted((a, b) =>
      a.at < b.at ? 1 : a.at > b.at ? -1 : a.content < b.content ? 1 : -1,
    );
    const original = has && known.editedAt !== null ? known.versions.slice(-1) : [];
    return { ...known, author, versions: bounded([...sorted, ...original], has) };
  }
  const replaced = known.content === null ? [] : [wording(known.content, known.editedAt ?? known.saidAt)];
  return {
    ...known,
    author,
    ...(targets ? { targets } : {}),
    targetNames: { ...known.targetNames, ...fact.targetNames },
    url: known.url ?? fact.url ?? null,
    content,
    contentAt: at,
    editedAt: at,
    versions: bounded([...replaced, ...known.versions], has),
  };
}

const wording = (content: string, at: Date): Wording => ({
  content: content.slice(0, LONGEST_VERSION).toWellFormed(),
  at: at.toISOString(),
});

/** The newest, and the original in any case. */
const bounded = (versions: readonly Wording[], withOriginal: boolean): Wording[] =>
  versions.length <= MOST_VERSIONS
    ? [...versions]
    : withOriginal
      ? [...versions.slice(0, MOST_VERSIONS - 1), versions.at(-1)!]
      : versions.slice(0, MOST_VERSIONS);

function withReaction(known: KnownMessage, fact: Extract<MessageFact, { kind: 'reacted' }>): KnownMessage {
  const { emoji, account, on } = fact;
  const before = Object.hasOwn(known.reactions, emoji) ? known.reactions[emoji]! : [];
  if (before.includes(account) === on) return known;
  const after = on ? [...before, account].toSorted() : before.filter((one) => one !== account);
  const full =
    on && (after.length > MOST_REACTING || (before.length === 0 && Object.keys(known.reactions).length >= MOST_EMOJI));
  if (full) return known;
  const { [emoji]: _, ...others } = known.reactions;
  return { ...known, reactions: after.length === 0 ? others : { ...others, [emoji]: after } };
}

/**
 * When what a message says now was said, for the conversation it belongs to: an edit long after is said anew, one right after is a
 * correction.
 */
export function spokenAt({ saidAt, contentAt }: Pick<KnownMessage, 'saidAt' | 'contentAt'>): Date {
  return contentAt && contentAt.getTime() - saidAt.getTime() > SESSION_GAP_MS ? contentAt : saidAt;
}

/** A conversation goes on as long as its pauses are no longer than this. */
export const SESSION_GAP_MS = 30 * 60_000;
