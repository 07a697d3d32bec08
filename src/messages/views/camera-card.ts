import type { Camera } from '../../domain/camera.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import { isOn } from '../../domain/zone.ts';
import type { Card, CardAction, CardPart } from '../card.ts';
import { keyShowing } from '../card-key.ts';
import { cameraAnswerWords } from '../catalogue/camera-answers.ts';
import { type CameraWords, cameraWords } from '../catalogue/cameras.ts';
import { awayText, eventAwayWords } from '../catalogue/event-away.ts';
import { terms } from '../catalogue/terms.ts';
import { classText } from '../catalogue/usual.ts';
import { waitingWords } from '../catalogue/waiting-pictures.ts';
import { pathOf } from '../links.ts';
import { timeText } from '../time-text.ts';
import { onPictureFact, type ShownPerson } from './camera-event-card.ts';
import type { CardView } from './card-view.ts';

export type ShownState = keyof CameraWords['states'];

/** What is told of a camera. */
export interface CameraShown {
  camera: Camera;
  state: ShownState;
  /** The picture to show, and when it was taken. */
  picture: { id: string; takenAt: Date } | null;
  /** Its latest event, or the one of that time, in a line; `away`: so many minutes after the picture, below 0 before it. */
  event: { number: number; summary: string; at: Date; away: number | null } | null;
  /** Whom of the event's people the picture shows, where the event has other pictures. */
  onPicture?: readonly ShownPerson[] | null;
  /** So many pictures are still to be looked at. */
  waiting?: number;
  /** A time was asked for: the picture is of then. */
  past: boolean;
}

/** One camera: its picture, whether it sends, what it saw last, what can be done. */
export function cameraCard(
  { camera, state, picture, event, onPicture, waiting = 0, past }: CameraShown,
  view: CardView,
): Card {
  const { language = 'en', urls = pathOf, timeZone, pictures } = view;
  const { card: words, states } = cameraWords[language];
  const ref = refOf(camera);
  const name = oneLine(camera.name, 100);
  const when = (at: Date) => ({ value: timeText(at, timeZone, language), at: at.toISOString() });
  const parts: CardPart[] = [{ kind: 'heading', text: `${ref} ${name}`, status: states[state], url: urls(ref) }];
  if (picture && pictures)
    parts.push({ kind: 'image', url: pictures(picture.id), alt: past ? words.pictureOf(name) : words.picture(name) });
  if (!picture) parts.push({ kind: 'text', text: past ? words.noPictureThen : words.noPicture });
  parts.push({
    kind: 'facts',
    facts: [
      ...(camera.location ? [{ label: words.location, value: oneLine(camera.location, 200) }] : []),
      ...(picture ? [{ label: words.taken, ...when(picture.takenAt) }] : []),
      ...(picture && pictures && onPicture ? [onPictureFact(onPicture, language)] : []),
      ...(camera.lastSeenAt && camera.lastSeenAt.getTime() !== picture?.takenAt.getTime()
        ? [{ label: words.lastSeen, ...when(camera.lastSeenAt) }]
        : []),
      ...(camera.zones.length > 0
        ? [
            {
              label: words.zones,
              value: camera.zones.map((zone) => zoneText(zone, language)).join(', '),
            },
          ]
        : []),
      { label: words.state, value: states[state] },
      ...(waiting > 0
        ? [{ label: waitingWords[language].label, value: waitingWords[language].pictures(waiting) }]
        : []),
    ],
  });
  if (event) {
    const eventRef = formatReference({ kind: 'camera_event', number: event.number });
    const away = event.away ? `${awayText(event.away, eventAwayWords[language])}${terms[language].colon} ` : '';
    parts.push({
      kind: 'list',
      items: [
        {
          text: oneLine(`${away}${event.summary}`, 300),
          ref: eventRef,
          url: urls(eventRef),
          at: event.at.toISOString(),
        },
      ],
    });
  }
  // of a picture that is kept from whoever reads along not even its id stands there
  const key = keyShowing(ref, picture ? pictures && picture.id : 'none');
  parts.push({ kind: 'actions', actions: cameraActions(camera, key, view) });
  return { key, parts };
}

/** All cameras, or those that a name may mean. */
export function cameraListCard(
  cameras: readonly { camera: Camera; state: ShownState; waiting?: number }[],
  view: CardView & { title?: string },
): Card {
  const { language = 'en', urls = pathOf } = view;
  const { card: words, states } = cameraWords[language];
  const say = cameraAnswerWords[language];
  const parts: CardPart[] = [{ kind: 'heading', text: oneLine(view.title ?? words.cameras), url: '/cameras' }];
  if (cameras.length === 0)
    parts.push({ kind: 'text', text: view.camerasLimited ? say.noneMine : `${words.none} ${words.addOne}` });
  else
    parts.push({
      kind: 'list',
      items: cameras.map(({ camera, state, waiting = 0 }) => {
        const place = camera.location ? `, ${oneLine(camera.location, 100)}` : '';
        const { label, pictures } = waitingWords[language];
        const unseen = waiting > 0 ? `; ${label}${terms[language].colon} ${pictures(waiting)}` : '';
        return {
          text: `${oneLine(camera.name, 100)}${place}: ${states[state]}${unseen}`,
          ref: refOf(camera),
          url: urls(refOf(camera)),
          ...(camera.lastSeenAt ? { at: camera.lastSeenAt.toISOString() } : {}),
        };
      }),
    });
  return { key: 'cameras', parts };
}

/** What switches it says which picture it stands below, so that this one stays. */
function cameraActions(camera: Camera, key: string, { can, language = 'en', urls = pathOf }: CardView): CardAction[] {
  const { card: words } = cameraWords[language];
  const ref = refOf(camera);
  const actions: CardAction[] = [{ id: 'camera.open', label: words.open, value: ref, url: urls(ref) }];
  if (can('cameras.write'))
    actions.push(
      camera.enabled
        ? { id: 'camera.disable', label: words.disable, value: key }
        : { id: 'camera.enable', label: words.enable, value: key, style: 'primary' },
    );
  return actions;
}

const refOf = ({ number }: Pick<Camera, 'number'>): string => formatReference({ kind: 'camera', number });

/** `Yard (restricted, people only)`: what kind it is, what counts in it, and whether it is off. */
export function zoneText({ name, kind, objects = [], ...zone }: Camera['zones'][number], language: Language): string {
  const { zoneKinds, states, card: words } = cameraWords[language];
  const only = objects.length > 0 ? words.only(objects.map((one) => classText(one, language)).join(', ')) : '';
  return `${oneLine(name, 60)} (${[zoneKinds[kind], only, isOn(zone) ? '' : states.off].filter(Boolean).join(', ')})`;
}
