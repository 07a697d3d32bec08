import type { CameraEvent } from '../domain/camera.ts';
import type { Language } from '../domain/language.ts';
import { oneLine } from '../domain/text.ts';
import { cameraWords, countedKind } from './catalogue/cameras.ts';

/** Who wrote a summary, where no language model did. */
export const BY_RULES = 'rules';

/** What a summary is made of. */
export interface Summarised {
  camera: { name: string };
  event: Pick<CameraEvent, 'objects' | 'zones' | 'pictures' | 'startedAt' | 'endedAt'>;
  people: readonly { name: string | null; label: string }[];
}

/** `2 people (Dana Whitfield) and 1 car at Front door, in Entry; 12 pictures over 3 minutes.` */
export function cameraEventSummary({ camera, event, people }: Summarised, language: Language): string {
  const words = cameraWords[language];
  const kinds = Object.entries(event.objects).sort(
    ([a, x], [b, y]) => Number(b === 'person') - Number(a === 'person') || y.most - x.most || (a < b ? -1 : 1),
  );
  const who = people.map(({ name, label }) => oneLine(name ?? label, 60)).join(', ');
  const counted = kinds.map(([kind, { most, forgotten = 0 }]) => {
    const count = countedKind(
      kind === 'person' ? Math.max(most, people.length + forgotten) : most,
      words.kinds[kind],
      kind,
    );
    return kind === 'person' && who ? `${count} (${who})` : count;
  });
  const last = counted.pop();
  const what =
    last === undefined ? words.nothing : counted.length > 0 ? `${counted.join(', ')} ${words.and} ${last}` : last;
  return words.summary({
    what,
    where: oneLine(camera.name, 60),
    zones: event.zones.map((zone) => oneLine(zone, 60)).join(', '),
    pictures: event.pictures,
    minutes: Math.round((event.endedAt.getTime() - event.startedAt.getTime()) / 60_000),
  });
}

const STRANGER = 'unknown_person';

/** Whether a reason names somebody who had no name. */
export const isAboutStranger = (reason: string): boolean => reason.startsWith(`${STRANGER}: `);

/** Who a stranger of a reason is, named or merged since (`since`: labels with names); null where that is not known, or it is about none. */
const knownAs = (reason: string, since: ReadonlyMap<string, string>): string | null =>
  (isAboutStranger(reason) && since.get(reason.slice(STRANGER.length + 2))) || null;

/** A stored reason with who its stranger is known to be since, as programs read it. */
export function reasonNow(reason: string, since: ReadonlyMap<string, string>): string {
  const name = knownAs(reason, since);
  return name === null ? reason : `${reason}, known since as ${name}`;
}

/** A stored reason in words, with who its stranger is known to be since; what a language model said stays as it is. */
export function reasonText(reason: string, language: Language, since: ReadonlyMap<string, string> = new Map()): string {
  const [, code = '', detail = ''] = /^([a-z_]+)(?:: (.*))?$/s.exec(reason) ?? [];
  const name = knownAs(reason, since);
  if (name !== null) return cameraWords[language].unknownThen(oneLine(detail, 120), oneLine(name, 80));
  const words = Object.hasOwn(cameraWords[language].reasons, code) ? cameraWords[language].reasons[code] : undefined;
  return words ? words(oneLine(detail, 120)) : oneLine(reason, 160);
}
