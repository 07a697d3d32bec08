import type { Fact } from '../domain/alert.ts';
import type { CameraTelling, Certainty, UsualThere } from '../domain/alert-telling.ts';
import type { Language } from '../domain/language.ts';
import { oneLine } from '../domain/text.ts';
import { cameraAlertWords } from './catalogue/camera-alerts.ts';
import { cameraWords } from './catalogue/cameras.ts';
import { terms } from './catalogue/terms.ts';
import { classText, manyText, partText, rareText, usuallyText } from './catalogue/usual.ts';
import { decimal } from './tell-login-alert.ts';

/** What an alert about what a camera saw says in a language; the labels of facts are English, as they are kept. */
export function tellCameraAlert(told: CameraTelling, language: Language): { title: string; facts: Fact[] } {
  const words = cameraAlertWords[language];
  const camera = named(told.camera.name);
  const times = told.events > 1 ? words.times(String(told.events)) : '';
  const { number, location } = told.camera;
  const place = fact('Camera', `CAM-${number} ${camera}${location ? `, ${named(location)}` : ''}`);
  const zones = (names: readonly string[]): Fact[] =>
    names.length === 0 ? [] : [fact('Zone', names.map(named).join(', '))];
  const usual = usualFacts(told.usual, language);
  switch (told.kind) {
    case 'unknown_person':
      return {
        title: `${words.unknown(told.label, camera)}${times}`,
        facts: [
          place,
          ...zones(told.zones),
          ...(told.certainty ? certaintyFacts(told.certainty, language) : [fact('Told apart', words.clothingOnly)]),
          ...usual,
        ],
      };
    case 'watched_person':
      return {
        title: `${words.watched(named(told.name), camera)}${times}`,
        facts: [
          place,
          ...zones(told.zones),
          fact('Known by', told.certainty ? words.byFace : words.byClothing),
          ...(told.certainty ? certaintyFacts(told.certainty, language) : []),
          ...usual,
        ],
      };
    case 'zone_entry': {
      const what =
        told.isPerson && told.who[0] !== undefined
          ? named(told.who[0])
          : capital(
              told.objects.map((one) => cameraWords[language].kinds[one]?.[0] ?? one).join(` ${terms[language].and} `),
            );
      return {
        title: `${words.seen(what, told.zone === null ? null : named(told.zone), camera)}${times}`,
        facts: [
          place,
          ...zones(told.zone === null ? [] : [told.zone]),
          ...(told.stay ? [fact('Stayed', words.stayed(told.stay.seconds, told.stay.pictures))] : []),
          ...(told.who.length === 0 ? [] : [fact('Who', told.who.map(named).join(', '))]),
          ...usual,
        ],
      };
    }
    case 'unusual_activity': {
      const { of, hour, isRare, count, mean } = told.seen;
      const things = classText(of, language);
      const title = isRare ? words.rare(capital(things), camera, partText(hour, language)) : words.many(things, camera);
      const figures = words.deviation(decimal(told.sigmas, 1, language), String(count), usuallyText(mean, language));
      return { title: `${title}${times}`, facts: [place, fact('Deviation', figures), ...usual] };
    }
  }
}

/** What is usual there, for any alert of a camera: `vehicles after midnight are rare here`. */
function usualFacts(usual: readonly UsualThere[], language: Language): Fact[] {
  const said = usual.map((one) => (one.isRare ? rareText(one.of, one.hour, language) : manyText(one, language)));
  return said.length === 0 ? [] : [fact('What is usual', said.join('; '))];
}

/** How sure it is, in the numbers that decided: of the face that was surest, and in how many of the event's pictures it is the same. */
function certaintyFacts({ faces, pictures, nearest }: Certainty, language: Language): Fact[] {
  const words = cameraAlertWords[language];
  const theirs = fact('Their face', words.pictures(String(faces), String(pictures), pictures === 1));
  if (!nearest) return [theirs];
  const { of, similarity, threshold } = nearest;
  const value = words.nearest[of](decimal(similarity, 2, language), decimal(threshold, 2, language));
  return [fact('Similarity', value), theirs];
}

const fact = (label: string, value: string): Fact => ({ label, value });
/** Names are what people chose: one short line of them. */
const named = (name: string): string => oneLine(name, 60);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
