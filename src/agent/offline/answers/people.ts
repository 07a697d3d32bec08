import type { Language } from '../../../domain/language.ts';
import { inLanguage } from '../../../domain/time-words.ts';
import { cameraAnswerWords } from '../../../messages/catalogue/camera-answers.ts';
import { cameraWords } from '../../../messages/catalogue/cameras.ts';
import { memberWords } from '../../../messages/catalogue/members.ts';
import { peopleWords } from '../../../messages/catalogue/people.ts';
import { sightingAnswerWords } from '../../../messages/catalogue/sighting-answers.ts';
import { listText, terms } from '../../../messages/catalogue/terms.ts';
import { waitingWords } from '../../../messages/catalogue/waiting-pictures.ts';
import type { FaceData, KnownPersonData, SightingsData, WhoIsData } from '../../../tools/person-data.ts';
import type { AskedOfIt } from '../asked-of-it.ts';
import type { PlanContext } from '../plan-types.ts';
import { rangeText, theirs } from './phrases.ts';
import { askedOfSightings } from './sightings-asked.ts';

const LINES = 6;
/** From so many on somebody is recognised well. */
const ENOUGH = 3;

/** Who somebody is: by name, or each face of a picture, with how sure that is. */
export function whoIsAnswer(data: WhoIsData, several: boolean, context: PlanContext): string[] {
  const { language } = context;
  const words = sightingAnswerWords[language];
  const roles = memberWords[language];
  const members = (data.members ?? []).map(({ name, role, active }) => roles.is(name, roles.roles[role][0], active));
  const accounts = (data.accounts ?? []).map(({ account, events, last }) =>
    roles.account(account, events, last === null ? null : inLanguage(last, language)),
  );
  const mine = cameraAnswerWords[language];
  if (data.picture === null)
    return [
      ...(data.person ? aboutPerson(data.person, data.limited ? mine : null, context) : []),
      ...members,
      ...accounts,
    ];
  const which = several ? words.picture(data.picture) : '';
  if (data.reason) return [which + (data.reason === 'no_model' ? words.noModel : words.noConsent)];
  const onlyMine = data.limited && data.faces.some((face) => face.last_seen) ? [mine.onlyMine] : [];
  const [first] = data.faces;
  if (!first) return [which + words.noFace];
  if (data.faces.length === 1) {
    const [said = '', ...more] = aboutFace(first, context, data.like);
    const place = data.of === undefined ? '' : words.faceOf(first.place, data.of);
    return [which + place + said, ...more, ...onlyMine, ...(first.result === 'no_match' ? [words.enrol] : [])];
  }
  return [
    which + words.faces(data.faces.length),
    ...data.faces.slice(0, LINES).map((face) => words.face(face.place) + aboutFace(face, context, data.like).join(' ')),
    ...(data.faces.length > LINES ? [words.more(data.faces.length - LINES)] : []),
    ...onlyMine,
  ];
}

/** `mine`: how it is said that only some cameras count, where that is so. */
function aboutPerson(
  person: KnownPersonData,
  mine: { mine: string; onlyMine: string } | null,
  { language }: PlanContext,
): string[] {
  const words = sightingAnswerWords[language];
  const [latest] = person.recent;
  const time = (text: string): string => inLanguage(text, language);
  return [
    person.named ? words.known(person.who, person.ref) : words.unnamed(person.label, person.ref),
    person.last_seen
      ? `${words.lastAt(time(person.last_seen), latest?.camera.name ?? null, latest?.event ?? null)} ${words.times(person.sightings, person.first_seen ? time(person.first_seen) : null)}${mine ? ` ${mine.onlyMine}` : ''}`
      : mine
        ? words.neverSeenAt(mine.mine)
        : words.neverSeen,
    latest?.by === 'appearance' ? words.byClothing : '',
    person.consent_withdrawn
      ? words.withdrew(time(person.consent_withdrawn))
      : words.pictures(person.pictures, person.compared),
    person.named && person.compared < ENOUGH && !person.consent_withdrawn ? words.tooFew : '',
    person.alerts && person.alerts.length > 0
      ? words.alerts(person.alerts.map(({ ref }) => `[${ref}]`).join(', '))
      : '',
  ].filter((line) => line !== '');
}

/** What is known of one face, and the numbers that say why. */
function aboutFace(face: FaceData, { language }: PlanContext, like?: WhoIsData['like']): string[] {
  const words = sightingAnswerWords[language];
  const { person, maybe, or, why, reason } = face;
  const because = why ? words.why(capital(why.replace(/\.$/, ''))) : '';
  const seen = face.last_seen ? words.seenLast(inLanguage(face.last_seen, language)) : '';
  const lines =
    face.result === 'match' && person
      ? [words.is(person.who, person.ref), because, seen]
      : face.result === 'unsure' && maybe
        ? [or ? words.eitherOf(maybe.who, maybe.ref, or.who, or.ref) : words.maybe(maybe.who, maybe.ref), because]
        : face.result === 'unavailable'
          ? [words.notLooked, because || ((reason && peopleWords[language].reasons[reason]) ?? '')]
          : [face.result === 'unsure' ? words.cannotTell : words.nobody, because];
  return [...lines, ...(like ? [likenessOf(face, like, language)] : [])]
    .map((line, index) =>
      index === 0 && like && person ? `${person.ref === like.ref ? words.yes : words.no} ${line}` : line,
    )
    .filter((line) => line !== '');
}

/** How alike a face is to whom the question names. */
function likenessOf(face: FaceData, like: WhoIsData['like'] & object, language: Language): string {
  const words = sightingAnswerWords[language];
  if (like.consent_withdrawn) return words.withdrew(inLanguage(like.consent_withdrawn, language));
  // the numbers say it already
  if (face.person?.ref === like.ref || (face.maybe?.ref === like.ref && !face.or) || face.result === 'unavailable')
    return '';
  return face.likeness === undefined
    ? words.notCompared(like.who, like.ref)
    : words.likeness(like.who, like.ref, face.likeness.toFixed(2));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** When and where somebody was seen, or who was. */
export function sightingsAnswer(
  args: Record<string, unknown>,
  data: SightingsData,
  context: PlanContext,
  asked?: AskedOfIt,
): string[] {
  const { language } = context;
  const words = sightingAnswerWords[language];
  const { person, cameras, known } = data.asked;
  const range = rangeText(data.asked.range, args, context);
  const when = range ? `, ${range}` : '';
  const company = data.asked.with ? words.withWhom(data.asked.with.who, data.asked.with.ref) : '';
  const atCameras = listText(
    cameras.map(({ name }) => name),
    language,
  );
  const zones = (data.asked.zones ?? []).map((name) => theirs(name, language));
  const place =
    cameras.length > 0
      ? words.at(zones.length > 0 ? `${listText(zones, language)} (${atCameras})` : atCameras)
      : data.limited
        ? cameraAnswerWords[language].mine
        : '';
  const left = data.asked.without ?? [];
  const without =
    left.length === 0
      ? ''
      : words.without(
          listText(
            left.map(({ who, ref }) => `${who} [${ref}]`),
            language,
          ),
        );
  const where = company + without + place;
  const strange = data.asked.without_unknown ?? [];
  const nobodyLeft =
    strange.length === 0 ? [] : [words.noSuchToLeaveOut(listText(strange.map(terms[language].quote), language))];
  const told = askedOfSightings(data, asked, { where, when }, context);
  const unsure = data.unsure > 0 ? [words.unsure(data.unsure)] : [];
  const blind = [
    ...(data.consent_withdrawn ? [words.withdrew(inLanguage(data.consent_withdrawn, language))] : []),
    ...(data.not_looked ?? []).map(({ from, to }) =>
      words.notLookedThen(inLanguage(from, language), inLanguage(to, language)),
    ),
    ...(data.reason
      ? [{ no_model: words.blind, no_consent: words.noConsent, being_renewed: words.renewing }[data.reason]]
      : []),
    ...(data.unfound ? [words.unfound[data.unfound]] : []),
  ];
  const { events, rows } = data.untold ?? { events: 0, rows: [] };
  const named = rows.map(({ event, people }) => `[${event}] (${people})`).join(', ');
  const untold = events > 0 ? [words.untold(events, named, events - rows.length, company + place, when)] : [];
  const unseen = waitingWords[language];
  const waiting = data.waiting ? [unseen.waiting(data.waiting, place, when)] : [];
  if (told) return [...waiting, ...nobodyLeft, ...told, ...untold, ...blind];
  if (data.count === 0) {
    if (data.reason === 'no_consent' && events === 0)
      return [...waiting, words.noConsent, ...blind.filter((line) => line !== words.noConsent)];
    // what nobody looked at is no all-clear
    const cannotTell = data.cannot_tell ? [unseen.cannotTell(person?.who ?? null, where, when)] : [];
    if (waiting.length + cannotTell.length > 0)
      return [...waiting, ...cannotTell, ...blind, ...nobodyLeft, ...untold, ...unsure];
    if (person) return [...nobodyLeft, words.notSeen(person.who, where, when), ...blind, ...untold];
    const none = known === false ? words.noStrangers(where, when) : words.nobodySeen(where, when);
    return [...nobodyLeft, ...(untold.length > 0 && left.length === 0 ? [] : [none]), ...untold, ...unsure, ...blind];
  }
  const time = (text: string): string => inLanguage(text, language);
  const perCamera =
    data.cameras.length > 1 && cameras.length !== 1
      ? words.cameras(
          listText(
            [
              ...data.cameras.slice(0, LINES).map(({ name, count }) => `${name} ${count}`),
              ...(data.cameras.length > LINES ? [words.otherCameras(data.cameras.length - LINES)] : []),
            ],
            language,
          ),
        )
      : '';
  if (person) {
    const [latest] = data.rows;
    return [
      ...waiting,
      ...nobodyLeft,
      words.seen(person.who, person.ref, data.count, where, when),
      latest ? words.lastSeen(time(latest.to), latest.camera.name, latest.event, latest.minutes) : '',
      latest?.by === 'appearance' ? words.byClothing : '',
      data.count > 1 && data.first ? words.firstSeen(time(data.first)) : '',
      perCamera,
      ...blind,
    ].filter((line) => line !== '');
  }
  const total = known === false ? words.strangers : words.people;
  return [
    ...waiting,
    ...nobodyLeft,
    total(data.different, data.count, where, when),
    ...(asked === 'different' ? [] : data.people)
      .slice(0, LINES)
      .map(({ who, ref, count, last }) => `• ${words.line(who, ref, count, lastOf(ref, time(last), data, language))}`),
    ...(data.different > LINES ? [words.more(data.different - LINES)] : []),
    ...(perCamera ? [perCamera] : []),
    ...untold,
    ...unsure,
    ...blind,
  ];
}

/** With where that was, and the event to look it up in. */
function lastOf(ref: string, when: string, { rows }: SightingsData, language: Language): string {
  const row = rows.find((one) => one.person.ref === ref);
  if (!row) return when;
  const how = row.by === 'appearance' ? `, ${cameraWords[language].card.byClothing}` : '';
  return `${when}, ${row.camera.name} [${row.event}]${how}`;
}
