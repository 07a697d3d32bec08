import type { Face, FaceDecision } from '../../domain/face.ts';
import type { Language } from '../../domain/language.ts';
import { type Person, shownName } from '../../domain/person.ts';
import type { Box } from '../../domain/picture.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardAction, CardPart } from '../card.ts';
import { keyShowing } from '../card-key.ts';
import { cameraAnswerWords } from '../catalogue/camera-answers.ts';
import { cameraWords } from '../catalogue/cameras.ts';
import { peopleWords, similarityText } from '../catalogue/people.ts';
import { numberText } from '../catalogue/terms.ts';
import { pathOf } from '../links.ts';
import { timeText } from '../time-text.ts';
import type { CardView } from './card-view.ts';

/** What is told of a person. */
export interface PersonShown {
  person: Person;
  faces: number;
  compared: number;
  best: Pick<Face, 'pictureId' | 'box'> | null;
  sightings: number;
  firstSeen: Date | null;
  lastSeen: Date | null;
}

/** Somebody at a camera, as a line says it. */
export interface SightingLine {
  person: Pick<Person, 'number' | 'name' | 'label'>;
  camera: string;
  /** Of the event. */
  eventNumber: number;
  lastSeen: Date;
  /** By the face, or only by how they were dressed. */
  by: 'face' | 'appearance';
}

type PersonView = CardView & {
  /** How many cameras saw them; where the last was. */
  cameras?: number;
  lastCamera?: string | null;
  /** The face at hand: whose it is can be said of it. */
  face?: { id: string; pictureId: string; box: Box; decision: FaceDecision | null; vouched: boolean } | null;
  /** What was done last, while it can be taken back. */
  undo?: string | null;
  /** How many earlier faces the last of it gave them by itself. */
  decided?: number;
};

const SHOWN = 8;

/** One person: who, when and where last, why we think so, what can be done. */
export function personCard(shown: PersonShown, view: PersonView): Card {
  const { language = 'en', urls = pathOf, timeZone, face, lastCamera } = view;
  const { card: words, stranger, archived } = peopleWords[language];
  const { person } = shown;
  const ref = refOf(person);
  const named = person.name !== null;
  const when = (at: Date): { value: string; at: string } => ({
    value: timeText(at, timeZone, language),
    at: at.toISOString(),
  });
  const last = shown.lastSeen && when(shown.lastSeen);
  const picture = face ?? shown.best;
  const parts: CardPart[] = [
    {
      kind: 'heading',
      text: `${ref} ${oneLine(shownName(person))}`,
      ...(person.archivedAt ? { status: archived } : named ? {} : { status: stranger }),
      url: urls(ref),
    },
    ...pictureParts(picture && { ...picture, who: shownName(person) }, view),
    {
      kind: 'facts',
      facts: [
        ...(named ? [{ label: words.label, value: person.label }] : []),
        ...(last
          ? [
              {
                label: words.lastSeen,
                ...last,
                value: lastCamera ? `${oneLine(lastCamera, 80)}, ${last.value}` : last.value,
              },
            ]
          : []),
        ...(shown.firstSeen ? [{ label: words.firstSeen, ...when(shown.firstSeen) }] : []),
        {
          label: words.seen,
          value: shown.sightings > 0 ? words.times(shown.sightings, view.cameras ?? 0) : words.never,
        },
        {
          label: words.pictures,
          value: onlyClothing(shown)
            ? cameraWords[language].card.byClothing
            : words.compared(shown.compared, shown.faces),
        },
        ...(face?.decision?.nearest ? [{ label: words.why, value: whyText(face.decision, language) }] : []),
        ...(view.decided ? [{ label: words.anew, value: words.decidedAnew(view.decided) }] : []),
        ...(person.note ? [{ label: words.note, value: oneLine(person.note, 300) }] : []),
      ],
    },
    ...(view.camerasLimited ? [{ kind: 'context' as const, text: cameraAnswerWords[language].onlyMine }] : []),
    { kind: 'actions', actions: personActions(person, view) },
  ];
  return { key: keyShowing(ref, face?.id), language, parts };
}

/** What can be done about a person, and about whose a face is; also for alerts about somebody unknown. */
export function personActions(person: Pick<Person, 'number' | 'name' | 'label'>, view: PersonView): CardAction[] {
  const { language = 'en', urls = pathOf, face, undo } = view;
  const { card: words } = peopleWords[language];
  const ref = refOf(person);
  const who = oneLine(shownName(person), 60);
  const actions: CardAction[] = [{ id: 'person.open', label: words.open, value: ref, url: urls(ref) }];
  if (!view.can('people.write')) return actions;
  const value = face ? `${ref}/${face.id}` : ref;
  if (face && !face.vouched) actions.push({ id: 'person.confirm', label: words.right, value });
  if (view.forms)
    actions.push({
      id: 'person.name',
      label: person.name === null ? words.name : words.rename,
      value: ref,
      ...(person.name === null ? { style: 'primary' as const } : {}),
    });
  // where no form opens, a person's page has the field
  else if (person.name === null) actions.push({ id: 'person.name', label: words.name, value: ref, url: urls(ref) });
  if (face) actions.push({ id: 'person.reject', label: words.notThem(who), value });
  if (undo) actions.push({ id: 'person.undo', label: words.undo, value: `${ref}/${undo}` });
  actions.push({
    id: 'person.forget',
    label: words.forget,
    value: ref,
    style: 'danger',
    confirm: words.forgetSurely(who),
  });
  return actions;
}

/** What a button about a person says: whose, and of which face or change. Null for what is none. */
export function parsePersonValue(value: string): { ref: string; id: string | null } | null {
  const match = /^(PER-\d{1,9})(?:\/([0-9a-f-]{36}))?$/i.exec(value);
  return match ? { ref: match[1]!, id: match[2] ?? null } : null;
}

/** People without a name, who were seen: latest first. */
export function strangersCard(
  strangers: readonly PersonShown[],
  view: CardView & { total?: number; title?: string },
): Card {
  const { language = 'en', urls = pathOf, title } = view;
  const { card: words } = peopleWords[language];
  const rest = Math.max(view.total ?? 0, strangers.length) - Math.min(strangers.length, SHOWN);
  const called = oneLine(title ?? words.strangers);
  const key = `strangers: ${called}`;
  const parts: CardPart[] = [{ kind: 'heading', text: called, url: '/people' }];
  const [first] = strangers;
  if (!first) return { key, language, parts: [...parts, { kind: 'text', text: words.noStrangers }] };
  parts.push(...pictureParts(first.best && { ...first.best, who: shownName(first.person) }, view), {
    kind: 'list',
    items: strangers.slice(0, SHOWN).map(({ person, sightings, lastSeen, faces }) => ({
      text: `${shownName(person)}: ${words.times(sightings, 0)}${clothingNote(onlyClothing({ faces, sightings }), language)}`,
      ref: refOf(person),
      url: urls(refOf(person)),
      ...(lastSeen ? { at: lastSeen.toISOString() } : {}),
    })),
    ...(rest > 0 ? { more: { text: words.more(numberText(rest, language)), url: '/people' } } : {}),
  });
  return { key, language, parts };
}

/** Who was seen where, latest first. */
export function sightingsCard(
  lines: readonly SightingLine[],
  view: CardView & {
    title: string;
    total: number;
    picture?: { pictureId: string; box: Box; who: string } | null;
    moreUrl?: string;
  },
): Card {
  const { language = 'en', urls = pathOf, title, total } = view;
  const { card: words } = peopleWords[language];
  const key = `sightings: ${oneLine(title)}`;
  const parts: CardPart[] = [{ kind: 'heading', text: oneLine(title) }];
  if (lines.length === 0) return { key, language, parts: [...parts, { kind: 'text', text: words.noSightings }] };
  const rest = total - Math.min(lines.length, SHOWN);
  parts.push(...pictureParts(view.picture ?? null, view), {
    kind: 'list',
    items: lines.slice(0, SHOWN).map(({ person, camera, eventNumber, lastSeen, by }) => {
      const ref = formatReference({ kind: 'camera_event', number: eventNumber });
      const who = oneLine(shownName(person), 80);
      const text = `${words.at(who, oneLine(camera, 80))}${clothingNote(by === 'appearance', language)}`;
      return { text, ref, url: urls(ref), at: lastSeen.toISOString() };
    }),
    ...(rest > 0 ? { more: { text: words.more(numberText(rest, language)), url: view.moreUrl ?? '/people' } } : {}),
  });
  return { key, language, parts };
}

/** Who the faces of a picture are, from left to right; `position`: which picture of the question it is. */
export function facesCard(
  faces: readonly { decision: FaceDecision; person: Person | null; nearest: Person | null }[],
  view: CardView & { title?: string; position?: number; picture?: { pictureId: string } | null },
): Card {
  const { language = 'en', urls = pathOf } = view;
  const { card: words, results } = peopleWords[language];
  const items = faces.map(({ decision, person, nearest }, index) => {
    const told = person ?? (decision.result === 'unsure' ? nearest : null);
    const numbers = decision.nearest && decision.result !== 'unavailable' ? ` (${whyText(decision, language)})` : '';
    const who = told ? `${oneLine(shownName(told), 80)}${person ? '' : '?'} – ` : '';
    return {
      text: `${index + 1}. ${who}${results[decision.result]}${numbers}`,
      ...(told ? { ref: refOf(told), url: urls(refOf(told)) } : {}),
    };
  });
  return {
    key: `faces: ${view.position ?? 1}`,
    language,
    parts: [
      { kind: 'heading', text: oneLine(view.title ?? words.faces) },
      ...(view.picture && view.pictures
        ? [{ kind: 'image' as const, url: view.pictures(view.picture.pictureId), alt: words.faces }]
        : []),
      { kind: 'list', items },
    ],
  };
}

/** The numbers that explain a decision: `0.71 alike, needed 0.42, next best 0.31; 5 pictures compared`. */
export function whyText(decision: FaceDecision, language: Language): string {
  const { nearest, runnerUp, threshold, reason, vote } = decision;
  const words = peopleWords[language];
  const numbers = nearest
    ? words.card.likeness({
        similarity: similarityText(nearest.similarity),
        threshold: similarityText(threshold),
        runnerUp: runnerUp && similarityText(runnerUp.similarity),
        pictures: nearest.pictures,
      })
    : '';
  const said = vote
    ? words.card.vote({ ...vote, mean: similarityText(vote.mean) })
    : reason
      ? (words.reasons[reason] ?? '')
      : '';
  return [numbers, said].filter(Boolean).join('. ');
}

/** They were seen, and their face never was. */
const onlyClothing = ({ faces, sightings }: Pick<PersonShown, 'faces' | 'sightings'>): boolean =>
  faces === 0 && sightings > 0;

const clothingNote = (noted: boolean, language: Language): string =>
  noted ? ` (${cameraWords[language].card.byClothing})` : '';

/** A face with a little around it. */
function pictureParts(
  shown: { pictureId: string; box: Box; who: string } | null,
  { pictures, language = 'en' }: CardView,
): CardPart[] {
  if (!shown || !pictures) return [];
  const alt = peopleWords[language].card.picture(oneLine(shown.who, 80));
  return [{ kind: 'image', url: pictures(shown.pictureId, around(shown.box)), alt }];
}

/** Half as much again on every side, as far as the picture goes. */
function around([x, y, w, h]: Box): Box {
  const [left, top] = [Math.max(0, x - w / 2), Math.max(0, y - h / 2)];
  return [left, top, Math.min(1, x + w * 1.5) - left, Math.min(1, y + h * 1.5) - top];
}

const refOf = (person: Pick<Person, 'number'>): string => formatReference({ kind: 'person', number: person.number });
