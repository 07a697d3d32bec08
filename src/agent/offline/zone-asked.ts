import { readEntities } from './entities.ts';
import { cameraName } from './intents/people.ts';
import { deny } from './permitted.ts';
import { args, type Plan, type PlanContext } from './plan-types.ts';
import { zoneKindsIn, zoneNamed } from './rule-camera.ts';
import { tidied } from './tidied.ts';
import { readUtterance } from './utterance.ts';

/*
 * “Was anyone in the Vault side zone today?”, “who entered the restricted zone?”: what cameras saw in a part of their picture, by the zone's
 * name or kind. When and at which camera are read of what is left, like everywhere.
 */

const SAYS_ZONE =
  /(?<!\p{L})(?:zones?|zonen|zonas?|bereich|(?:restricted|forbidden|off[- ]limits|no[- ]go) areas?)(?!\p{L})/iu;
/** A wish to be told, how something is done, and zones of time are something else. */
const OTHER =
  /(?<!\p{L})(?:time ?zones?|zeitzonen?|fuseaux?|zonas? horarias?|notify|alert|warn|rules?|whenever|tell (?:me|us) (?:if|when)|let (?:me|us) know|prévien\p{L}*|préven\p{L}*|av[ií]s\p{L}*|benachrichtig\p{L}*|meld\p{L}*|regeln?|règles?|reglas?|how (?:do|can|to)|what (?:is|are|does)|draw|add|create|delete|remove|rename|switch|turn|wie (?:kann|zeichne|lege)|comment|cómo|log-?ins?|log(?:ged)? in|sign(?:ed)?[- ]?ins?|dns|incidents?)(?!\p{L})/iu;
const OBJECTS: readonly [RegExp, string][] = [
  [/\b(?:vehicles?)\b/, 'vehicle'],
  [/\b(?:cars?)\b/, 'car'],
  [/\b(?:trucks?|lorr(?:y|ies))\b/, 'truck'],
  [/\b(?:bicycles?|bikes?)\b/, 'bicycle'],
  [/\bdogs?\b/, 'dog'],
  [
    /\b(?:who|any(?:one|body)|some(?:one|body)|nobody|no one|people|persons?|visitors?|strangers?|intruders?)\b/,
    'person',
  ],
];
const ASKS = /\?|(?<!\p{L})(?:show|list|any|who|what|was|were|did|has|have|events?|happen\p{L}*)(?!\p{L})/iu;
const LONGEST = 300;

/** Such a question as a plan; null for every other message. */
export function zoneAsked(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > LONGEST || !SAYS_ZONE.test(said) || OTHER.test(said)) return null;
  const whole = readUtterance(said, context.language).norm;
  const name = zoneNamed(said);
  const zone = name ?? zoneKindsIn(whole)[0] ?? zoneKindsIn(said.toLowerCase())[0];
  if (!zone || !ASKS.test(`${said} ${whole}`)) return null;
  const at = name === null ? -1 : said.indexOf(name);
  const plain = at < 0 ? said : said.slice(0, at) + ' '.repeat(zone.length) + said.slice(at + zone.length);
  const rest = plain.replaceAll(ZONE_WORDS, (words) => ' '.repeat(words.length));
  const utterance = readUtterance(rest, context.language);
  const entities = readEntities(utterance.norm, context.now, context.timeZone);
  if (entities.ip || entities.email || entities.refs.length > 0 || entities.time?.problem) return null;
  const camera = cameraName({ utterance, start: 0, text: utterance.norm, entities, before: [], leftover: null });
  const object = OBJECTS.find(([words]) => words.test(whole))?.[1];
  const call = {
    tool: 'show_camera',
    args: args({ camera, at: entities.time?.at ?? entities.time?.range, object, zone }),
  };
  const no = deny(call, context);
  return no ? { calls: [], say: no } : { calls: [call], say: null };
}
const ZONE_WORDS =
  /(?<!\p{L})(?:(?:in|into|inside|at|of|dans|en|im|der|die|das|the|our|la|le|el) ){0,2}(?:(?:restricted|forbidden|off[- ]limits|no[- ]go|public|entry|entrance|parking) )?(?:zones?|zonen|zonas?|bereich|areas?)(?!\p{L})["“”«»]?(?: (?:called|named))?/giu;
