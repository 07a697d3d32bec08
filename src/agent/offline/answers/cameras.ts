import type { Language } from '../../../domain/language.ts';
import { inLanguage } from '../../../domain/time-words.ts';
import { cameraAnswerWords } from '../../../messages/catalogue/camera-answers.ts';
import { cameraWords } from '../../../messages/catalogue/cameras.ts';
import { colourWords } from '../../../messages/catalogue/colours.ts';
import { awayText, eventAwayWords } from '../../../messages/catalogue/event-away.ts';
import { sightingAnswerWords } from '../../../messages/catalogue/sighting-answers.ts';
import { listText, terms } from '../../../messages/catalogue/terms.ts';
import { classText, usuallyText } from '../../../messages/catalogue/usual.ts';
import { usualAtCameraWords } from '../../../messages/catalogue/usual-at-camera.ts';
import { waitingWords } from '../../../messages/catalogue/waiting-pictures.ts';
import { lookedFor } from '../../../messages/colour-text.ts';
import type { CameraData, CameraEventData, PersonInEvent } from '../../../tools/camera-data.ts';
import type { ShownCamera } from '../../../tools/show-camera.ts';
import type { PlanContext } from '../plan-types.ts';

const LINES = 7;

/** The event of a camera's picture; another one with how far from it that was. */
function eventLine(
  { past, event_minutes_after: away }: Extract<ShownCamera, { shows: 'camera' }>,
  { ref, quoted_summary: summary }: CameraEventData,
  language: Language,
): string {
  const { same, other, last, ...words } = eventAwayWords[language];
  if (away) return (past ? other : last)(awayText(away, words), ref, summary);
  return past && away === 0 ? same(ref, summary) : cameraAnswerWords[language].event(ref, summary);
}

/** Whom the picture that is shown shows, of all who are in its event. */
function onPictureLine(people: readonly PersonInEvent[], language: Language): string {
  const { onPicture, fromLeft, noneOfThem } = cameraWords[language].card;
  const label = people.length > 1 ? `${onPicture}, ${fromLeft}` : onPicture;
  const names = people.map(({ ref, name }) => `${name} [${ref}]`);
  return `${label}${terms[language].colon} ${names.length > 0 ? listText(names, language) : noneOfThem}.`;
}

/** What is asked of a camera itself. */
function ownLine(
  { ref, name, state, last_picture: last, zones }: CameraData,
  asked: 'state' | 'zones',
  language: Language,
): string {
  const say = cameraAnswerWords[language];
  const camera = `[${ref}] ${name}`;
  const { zoneKinds } = cameraWords[language];
  return asked === 'zones'
    ? say.hasZones(
        camera,
        zones.map((zone) => `“${zone.name}” (${zoneKinds[zone.kind]})`),
      )
    : say.sends[state](camera, last === undefined ? null : inLanguage(last, language));
}

/** From so many in an hour on something is usual then. */
const OFTEN = 0.5;

/** Whether something is usual at a camera, around the hour that was named. */
function usualLines(data: Extract<ShownCamera, { shows: 'usual' }>, language: Language): string[] {
  const words = usualAtCameraWords[language];
  const camera = `[${data.camera.ref}] ${data.camera.name}`;
  const things = classText(data.of, language);
  if (data.learning) return [words.learning(camera, things)];
  const { hour, mean = 0, rare = false } = data;
  const around = hour === undefined ? '' : `${String(hour).padStart(2, '0')}:00`;
  const quiet = data.quiet.map(({ from, to }) => `${from}–${to}`);
  return [
    ...(hour === undefined
      ? []
      : [
          rare
            ? words.rare(camera, things, around)
            : (mean < OFTEN ? words.seldom : words.usual)(camera, things, around, usuallyText(mean, language)),
        ]),
    ...(quiet.length > 0
      ? [words.quiet(camera, things, listText(quiet, language))]
      : hour === undefined
        ? [words.never(camera, things)]
        : []),
    ...(hour === undefined ? [] : data.events.length === 0 ? [words.noneLately] : [words.lately]),
    ...data.events.map(
      ({ ref, time, quoted_summary: summary }) =>
        `• [${ref}] ${inLanguage(time, language)}${terms[language].colon} ${summary}`,
    ),
  ];
}

/** What a camera shows and whether it sends, which cameras there are, or when something was seen. */
export function camerasAnswer(data: ShownCamera, { language }: PlanContext): string[] {
  const say = cameraAnswerWords[language];
  const { states } = cameraWords[language];
  const { colon } = terms[language];
  const mine = 'limited' in data && data.limited ? [say.onlyMine] : [];
  const on = (time: string): string => inLanguage(time, language);
  const unseen = waitingWords[language];
  switch (data.shows) {
    case 'cameras': {
      if (data.cameras.length === 0) return [data.limited ? say.noneMine : say.none];
      return [
        data.which ? say.which : say.list(data.cameras.length, data.offline),
        ...data.cameras.slice(0, LINES).map((camera) => {
          const { ref, name, state, last_picture = null } = camera;
          const waits = camera.waiting ? `; ${unseen.label}${colon} ${unseen.pictures(camera.waiting)}` : '';
          return data.asked === 'zones'
            ? `• ${ownLine(camera, 'zones', language)}`
            : `• ${say.line(ref, name, states[state], last_picture && on(last_picture))}${waits}`;
        }),
        ...mine,
      ];
    }
    case 'camera': {
      const { camera, picture, past, event } = data;
      const waits = camera.waiting ? unseen.waiting(camera.waiting, '', '') : '';
      if (data.asked)
        return [ownLine(camera, data.asked, language), data.asked === 'state' ? waits : ''].filter(Boolean);
      const { ref, name, state } = camera;
      const first =
        picture === null
          ? (past ? say.noPictureAt : say.noPicture)(ref, name)
          : (past ? say.at : say.latest)(ref, name, on(picture));
      const now = state === 'offline' ? say.offline(on(camera.last_picture ?? '')) : state === 'off' ? say.off : '';
      return [
        waits,
        first,
        now,
        event ? eventLine(data, event, language) : '',
        data.on_picture ? onPictureLine(data.on_picture, language) : '',
      ].filter((line) => line !== '');
    }
    case 'usual':
      return usualLines(data, language);
    case 'events': {
      const { object, colours, reason, unfound } = data;
      const missing = unfound ? [sightingAnswerWords[language].unfound[unfound]] : [];
      const what = lookedFor(object, colours, language, data.zones);
      const words = colourWords[language];
      const where = data.cameras.length > 0 ? say.atCamera(listText(data.cameras, language)) : '';
      const waits = data.waiting ? [unseen.waiting(data.waiting, where, '')] : [];
      if (data.events.length === 0)
        return [
          ...waits,
          // what nobody looked at is no all-clear
          waits.length > 0 ? '' : unfound === 'all' ? unseen.cannotTellOf(what, where) : say.noEventsWith(what, where),
          ...mine,
          reason ? words.noConsent : colours ? words.estimate : '',
          ...missing,
        ].filter(Boolean);
      return [
        ...waits,
        say.foundEvents(what, data.events.length, data.more, data.days),
        ...data.events
          .slice(0, LINES)
          .map(
            ({ ref, time, quoted_summary, colours: seen }) =>
              `• [${ref}] ${on(time)}${colon} ${quoted_summary}${colours && seen ? ` ${words.label}${colon} ${seen}.` : ''}`,
          ),
        ...(colours ? [words.estimate] : []),
        ...mine,
        ...missing,
      ];
    }
    case 'unreviewed': {
      const where =
        data.cameras.length > 0 ? say.atCamera(listText(data.cameras, language)) : data.limited ? say.mine : '';
      const waits = data.waiting ? [unseen.waiting(data.waiting, where, '')] : [];
      if (data.count === 0) return waits.length > 0 ? waits : [say.allReviewed(where)];
      return [
        ...waits,
        say.unreviewed(data.count, where),
        ...data.events
          .slice(0, LINES)
          .map(({ ref, time, quoted_summary }) => `• [${ref}] ${on(time)}${colon} ${quoted_summary}`),
      ];
    }
    case 'event': {
      const { event, alerts } = data;
      return [
        `[${event.ref}] ${on(event.time)}${colon} ${event.quoted_summary}`,
        data.on_picture ? onPictureLine(data.on_picture, language) : '',
        say.risk(event.risk, event.reasons.join('; ')),
        alerts.length > 0 ? say.alerts(alerts.map((ref) => `[${ref}]`).join(', ')) : '',
      ].filter((line) => line !== '');
    }
  }
}
