import type { Alert } from '../../domain/alert.ts';
import type { Camera, CameraEvent, ModelView } from '../../domain/camera.ts';
import type { EventColour } from '../../domain/colours.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { together } from '../../domain/review-item.ts';
import { oneLine } from '../../domain/text.ts';
import { BY_RULES, cameraEventSummary, reasonText } from '../camera-event-text.ts';
import type { Card, CardPart } from '../card.ts';
import { cameraWords } from '../catalogue/cameras.ts';
import { colourWords } from '../catalogue/colours.ts';
import { coloursText } from '../colour-text.ts';
import { pathOf } from '../links.ts';
import { spanText, timeText } from '../time-text.ts';
import { alertItems } from './alert-card.ts';
import type { CardView } from './card-view.ts';

/** Somebody in an event, as far as a card tells it. */
export interface ShownPerson {
  number: number;
  name: string | null;
  label: string;
  by: 'face' | 'appearance';
}

export interface CameraEventShown {
  event: CameraEvent;
  camera: Pick<Camera, 'number' | 'name'> & Partial<Pick<Camera, 'location'>>;
  people: readonly ShownPerson[];
  pictureId: string | null;
  /** Whom of them the picture shows, where the event has others. */
  onPicture?: readonly ShownPerson[] | null;
  /** What things in it are coloured like. */
  colours?: readonly EventColour[];
  alerts?: readonly Alert[];
  /** Labels of strangers that its reasons tell of, with the names they got since. */
  since?: ReadonlyMap<string, string>;
}

/** The line that tells an event: a language model's where it wrote one, else the template's in the reader's language. */
export const eventLine = (
  { event, camera, people }: Omit<CameraEventShown, 'pictureId'>,
  language: Language,
): string =>
  event.summaryBy !== null && event.summaryBy !== BY_RULES && event.summary !== ''
    ? oneLine(event.summary, 400)
    : cameraEventSummary({ event, camera, people }, language);

/** What happened in front of a camera: how risky, who and what, where and when, why, its alerts. */
export function cameraEventCard(shown: CameraEventShown, view: CardView): Card {
  const { event, camera, people, pictureId, onPicture, colours = [], alerts = [] } = shown;
  const { language = 'en', urls = pathOf, timeZone, pictures } = view;
  const { card: words } = cameraWords[language];
  const ref = formatReference({ kind: 'camera_event', number: event.number });
  const cameraRef = formatReference({ kind: 'camera', number: camera.number });
  const parts: CardPart[] = [{ kind: 'heading', text: `${ref} ${eventLine(shown, language)}`, url: urls(ref) }];
  if (pictureId && pictures)
    parts.push({ kind: 'image', url: pictures(pictureId), alt: words.pictureOf(oneLine(camera.name, 100)) });
  parts.push({
    kind: 'facts',
    facts: [
      { label: words.risk, value: `${event.risk}/100` },
      ...(people.length > 0
        ? [{ label: words.who, value: people.map((one) => whoText(one, language)).join(', ') }]
        : []),
      ...(pictureId && pictures && onPicture ? [onPictureFact(onPicture, language)] : []),
      ...(colours.length > 0 ? [{ label: colourWords[language].label, value: coloursText(colours, language) }] : []),
      { label: words.camera, value: `${cameraRef} ${oneLine(camera.name, 100)}` },
      {
        label: words.when,
        value: spanText(event.startedAt, event.endedAt, timeZone, language),
        at: event.endedAt.toISOString(),
      },
      ...(event.reasons.length > 0
        ? [
            {
              label: words.why,
              value: event.reasons.map((reason) => reasonText(reason, language, shown.since)).join('; '),
            },
          ]
        : []),
      ...(event.view ? [{ label: words.view, value: viewText(event.view, language) }] : []),
      ...(event.reviewed
        ? [
            {
              label: words.reviewed,
              value: `${oneLine(event.reviewed.by, 80)}, ${timeText(event.reviewed.at, timeZone, language)}`,
              at: event.reviewed.at.toISOString(),
            },
          ]
        : []),
    ],
  });
  if (alerts.length > 0) parts.push(alertItems(alerts, view, alerts.length, '/alerts'));
  parts.push({
    kind: 'actions',
    actions: [
      { id: 'camera_event.open', label: words.open, value: ref, url: urls(ref) },
      ...(view.can('cameras.write')
        ? [
            event.reviewed
              ? { id: 'camera_event.unreview', label: words.unreview, value: ref }
              : { id: 'camera_event.review', label: words.review, value: ref, style: 'primary' as const },
          ]
        : []),
      ...(view.can('people.read')
        ? people.slice(0, 3).map(({ number, name, label }) => {
            const person = formatReference({ kind: 'person', number });
            return { id: 'person.open', label: oneLine(name ?? label, 40), value: person, url: urls(person) };
          })
        : []),
    ],
  });
  if (event.closedAt === null) parts.push({ kind: 'context', text: words.stillGoing });
  else if (event.summaryBy !== null && event.summaryBy !== BY_RULES)
    parts.push({ kind: 'context', text: words.saidBy(oneLine(event.summaryBy, 60)) });
  return { key: ref, parts };
}

/** What a language model says that looked at the pictures, in one line. */
export const viewText = ({ title, scene, threat, confidence, pictures }: ModelView, language: Language): string =>
  cameraWords[language].card.viewed({
    title: oneLine(title, 100),
    scene: oneLine(scene, 600).replace(/\.$/, ''),
    threat,
    percent: Math.round(confidence * 100),
    pictures,
  });

/** `On this picture: Dana Whitfield`: whom of an event's people one of its pictures shows. */
export function onPictureFact(people: readonly ShownPerson[], language: Language): { label: string; value: string } {
  const { onPicture, fromLeft, noneOfThem } = cameraWords[language].card;
  return {
    label: people.length > 1 ? `${onPicture}, ${fromLeft}` : onPicture,
    value: people.map((one) => whoText(one, language)).join(', ') || noneOfThem,
  };
}

function whoText({ name, label, by }: ShownPerson, language: Language): string {
  const { card: words } = cameraWords[language];
  const notes = [...(name === null ? [words.unknown] : []), ...(by === 'appearance' ? [words.byClothing] : [])];
  return `${oneLine(name ?? label, 80)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

const happening = (shown: Omit<CameraEventShown, 'pictureId'>) => ({
  shown,
  cameraId: String(shown.camera.number),
  place: shown.camera.location ?? '',
  startedAt: shown.event.startedAt,
  endedAt: shown.event.endedAt,
  people: shown.people.map(({ number }) => String(number)),
});

/** Events as a list, latest first; what several cameras saw at once is one line. */
export function cameraEventListCard(
  events: readonly Omit<CameraEventShown, 'pictureId'>[],
  view: CardView & { title: string },
): Card {
  const { language = 'en', urls = pathOf, title } = view;
  const parts: CardPart[] = [{ kind: 'heading', text: oneLine(title), url: '/cameras' }];
  if (events.length === 0) parts.push({ kind: 'text', text: cameraWords[language].nothing });
  else
    parts.push({
      kind: 'list',
      items: together(events.map(happening)).map((group) => {
        const [{ shown }, ...more] = group.toSorted((a, b) => b.shown.event.risk - a.shown.event.risk) as [
          ReturnType<typeof happening>,
          ...ReturnType<typeof happening>[],
        ];
        const ref = formatReference({ kind: 'camera_event', number: shown.event.number });
        const others = more.map((one) => {
          const { event, camera } = one.shown;
          return `${formatReference({ kind: 'camera_event', number: event.number })} ${oneLine(camera.name, 60)}`;
        });
        const line = eventLine(shown, language);
        return {
          text: others.length > 0 ? `${line} ${cameraWords[language].card.atOnce(others.join(', '))}` : line,
          ref,
          url: urls(ref),
          at: shown.event.startedAt.toISOString(),
        };
      }),
    });
  return { key: `camera-events: ${oneLine(title)}`, parts };
}
