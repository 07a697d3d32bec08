import { args, calls, type Recogniser } from '../plan-types.ts';
import { cameraName } from './people.ts';

const CAMERAS = /\b(?:cameras|cams|webcams|cctv)\b/;
const STATE =
  /\b(?:on-?line|off-?line|down|dead|broken|working|works?|silent|dis-?connected|connected|not sending|sending|recording|reachable|un-?reachable|missing|active|inactive|disabled|enabled|ok(?:ay)?|healthy|fail\w*|running|status|state|up)\b/;
const ASKS =
  /^(?:please |can you |could you |and |so |hey |ok(?:ay)? )*(?:(?:what|which|how many)(?: \w+){0,3} (?:cameras|cams|webcams)\b|(?:list|show|name|give|tell)(?: (?:me|us|all|every|the|our|my|of|about))* (?:cameras|cams|webcams)\b|(?:all |our |the |my )*(?:cameras|cams|webcams)[?!. ]*$|(?:are|is|do|does|any|have|has)\b.*\b(?:cameras|cams|cctv)\b|(?:all |our |the |my )*(?:cameras|cams|webcams) (?:(?:all|still|now|are|and) )*(?:ok(?:ay)?|up|on-?line|off-?line|fine|working|running|healthy|alive|good|down)(?: and (?:running|working))?(?: (?:now|today|again|too))?[?!. ]*$|(?:what|how) about (?:the |our )?(?:cameras|cams|cctv)\b|camera (?:list|overview|status|grid)\b|(?:was there |is there )?(?:anything|something)(?: \w+){0,2} (?:on|from|at) (?:the |our |any of (?:the|our) )?(?:cameras|cams|webcams)\b)/;
/** Somebody or something is looked for on them. */
const SIGHTED =
  /\b(?:saw|see|seen|spot(?:ted)?|caught|captured?|recogni[sz]ed?|detect(?:ed)?|show(?:ed|s)?|pass(?:ed)?|film(?:ed)?)\b.*\S|\b(?:people|persons?|faces?|strangers?|visitors?|anyone|anybody|somebody|someone)\b/;
const ANY_CAMERA =
  /\b(?:any|every|each|some|one|no|which|what|a|another)(?: of (?:our|the|my))? (?:cameras?|cams?|webcams?)\b/;
const REFERENCE =
  /^(?:please |can you |could you )*(?:show|open|see|view|give|display|what (?:is|was)|tell me about|details? of)?(?: me| us)?(?: the)?(?: camera)?(?: ?event)? ?\b(evt[- ]?\d{1,9})\b/;

const OBJECTS: readonly [RegExp, string][] = [
  [/\bcars?\b/, 'car'],
  [/\b(?:trucks?|lorr(?:y|ies)|vans?|delivery vehicles?)\b/, 'truck'],
  [/\b(?:bus|buses|coach(?:es)?)\b/, 'bus'],
  [/\b(?:bicycles?|bikes?|cyclists?)\b(?! (?:shed|rack|room|park|stand|store|garage))/, 'bicycle'],
  [/\b(?:motor-?(?:bikes?|cycles?)|scooters?|mopeds?)\b/, 'motorcycle'],
  [/\bvehicles?\b/, 'vehicle'],
  [/\bdogs?\b/, 'dog'],
  [/\bcats?\b/, 'cat'],
  [/\bbirds?\b/, 'bird'],
  [/\banimals?\b/, 'animal'],
];
/** A thing is asked for, not a word that has it in it. */
const LOOKED_FOR =
  /^(?:and |so |please |can you |could you |hey )*(?:was|were|is|are|has|have|had|did|any|how many|when|which|what|show|list|find|see|seen|count)\b/;
const NOT_A_THING =
  /\b(?:car|truck|bus|vehicle|bike) (?:park|parks|parking|port|wash|stop|station|gate|entrance|bay)\b/g;
const OTHER_MATTER =
  /\b(?:alerts?|incidents?|log-?ins?|sign-?ins?|logs?|rules?|accounts?|passwords?|users?|camera rule|propose|tickets?)\b/;

/** Which cameras there are and whether they send, one event of theirs, and things that are no people. */
export const allCameras: Recogniser = (clause) => {
  const { text, entities } = clause;
  if (entities.refs.length > 0 || entities.email || entities.ip) return null;
  const event = REFERENCE.exec(text);
  if (event) return calls({ tool: 'show_camera', args: { event: `EVT-${/\d+/.exec(event[1]!)![0]}` } });
  if (OTHER_MATTER.test(text)) return null;
  const object = objectIn(text);
  if (object && (LOOKED_FOR.test(text) || /\bwhether\b/.test(text) || cameraName(clause) !== null)) {
    const at = entities.time?.at ?? entities.time?.range;
    return calls({ tool: 'show_camera', args: args({ camera: cameraName(clause), at, object }) });
  }
  if (SIGHTED.test(text.replace(/^(?:please |can you |could you )*show(?: me| us)?/, ''))) return null;
  // what happened there is not which there are
  if (entities.time !== null && /\bhappen\w*|\bwent on\b|\btrouble\b/.test(text)) return null;
  const state = STATE.test(text);
  if (ASKS.test(text) && CAMERAS.test(text)) return calls({ tool: 'show_camera', args: {} });
  return state && ANY_CAMERA.test(text) ? calls({ tool: 'show_camera', args: {} }) : null;
};

function objectIn(text: string): string | null {
  const said = text.replaceAll(NOT_A_THING, ' ');
  return OBJECTS.find(([words]) => words.test(said))?.[1] ?? null;
}
