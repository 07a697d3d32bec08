import { insertRedactions } from '../../db/picture-redactions.ts';
import { askedPictures, deletePictures } from '../../db/pictures.ts';
import { withOrg, withSystem } from '../../db/scope.ts';
import { dueErasures, findErasure, markAnswers, saveErasure } from '../../db/shown-people.ts';
import { rewrite, writtenWith } from '../../db/written-texts.ts';
import { isUuid, type OrgId } from '../../domain/id.ts';
import type { Person } from '../../domain/person.ts';
import type { Card } from '../../messages/card.ts';
import { isOfOneMatter } from '../../messages/card-key.ts';
import { peopleWords } from '../../messages/catalogue/people.ts';
import type { OutboundMessage } from '../../messages/outbound.ts';
import { answerOf } from '../chat-messages.ts';
import type { AskingParts } from '../question-jobs.ts';
import type { Work } from '../work.ts';
import { isMentioned } from './erase-names.ts';
import { refOf } from './people.ts';

const PAGE = 200;
const AGAIN_MS = 5 * 60_000;

/**
 * Takes the cards of people who are forgotten now out of conversations, and marks the answers on chat platforms that told of them.
 * Their names stand there as references by then. The pictures that came with those questions are deleted, also where it was only said
 * that it may be them; where one shows somebody else for sure, the faces that are nobody's are blackened. Answers how many are deleted.
 */
export async function eraseFromConversations({ tx, now }: Work, people: readonly Person[]): Promise<number> {
  const turns = new Set<string>();
  const asked = new Set<string>();
  const refs = people.map(refOf);
  for (const person of people) {
    const marks = [refOf(person), person.label];
    for (let after: string | null = null; ; ) {
      const rows = await writtenWith(tx, 'chat_turn', { personId: person.id, pieces: marks }, { after, limit: PAGE });
      for (const { id, columns } of rows) {
        if (!marks.some((mark) => isMentioned(columns, mark))) continue;
        turns.add(id);
        for (const picture of picturesLookedAt(columns.trace)) asked.add(picture);
        const cards = columns.cards as Card[];
        const left = cards.filter(({ key }) => !refs.some((ref) => isOfOneMatter(key, ref)));
        if (left.length < cards.length) await rewrite(tx, 'chat_turn', id, { cards: left });
      }
      if (rows.length < PAGE) break;
      after = rows[rows.length - 1]!.id;
    }
  }
  await markAnswers(tx, { turns: [...turns], cards: refs }, now);
  const { alone, shared } = await askedPictures(tx, [...asked]);
  await deletePictures(tx, alone);
  await insertRedactions(
    tx,
    shared.map(({ id: pictureId, boxes }) => ({ pictureId, boxes })),
    now,
  );
  return alone.length;
}

/** The ids of the pictures that a turn kept, by its trace. */
const picturesLookedAt = (trace: unknown): string[] => {
  const { pictures } = (trace ?? {}) as { pictures?: unknown };
  return Array.isArray(pictures) ? pictures.filter((one): one is string => typeof one === 'string' && isUuid(one)) : [];
};

/** Tells such answers anew where they stand: without pictures, which are deleted there, too. */
export async function eraseAnswers(parts: AskingParts, signal: AbortSignal): Promise<number> {
  const due = await withSystem(parts.db, (tx) => dueErasures(tx, parts.now()));
  for (const { orgId, id } of due) {
    signal.throwIfAborted();
    await eraseAnswer(parts, orgId, id);
  }
  return due.length;
}

async function eraseAnswer({ db, now, platforms, log }: AskingParts, orgId: OrgId, id: string): Promise<void> {
  const found = await withOrg(db, orgId, async (tx) => {
    const erasure = await findErasure(tx, id);
    return erasure && { ...erasure, answer: await answerOf(tx, erasure.shows) };
  });
  if (!found) return;
  const carried = await platforms.retell(found.posted, erased(orgId, found.answer));
  const isLater = carried !== 'none' && carried.kind === 'later';
  if (carried !== 'none' && carried.kind === 'refused')
    log.info(
      { orgId, platform: found.posted.platform, why: carried.why },
      'an answer about somebody forgotten still stands',
    );
  const again = isLater ? new Date(now().getTime() + Math.max(carried.afterMs, AGAIN_MS)) : null;
  await withOrg(db, orgId, (tx) => saveErasure(tx, id, again));
}

/** An answer without what showed people; null: one that is not kept any more, or was a card alone. */
function erased(orgId: OrgId, answer: OutboundMessage | null): OutboundMessage {
  const language = answer?.language ?? 'en';
  const word = peopleWords[language].forgottenSince;
  const cards = [...(answer?.card ? [answer.card] : []), ...(answer?.more ?? [])];
  const { card: _, ...rest } = answer ?? { orgId, text: '' };
  return {
    ...rest,
    text: answer ? `${word}\n${answer.text}` : word,
    language,
    more: cards.map(withoutPictures),
    erased: true,
  };
}

const withoutPictures = (card: Card): Card => ({ ...card, parts: card.parts.filter(({ kind }) => kind !== 'image') });
