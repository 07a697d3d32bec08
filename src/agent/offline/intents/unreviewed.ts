import { args, calls, type Recogniser } from '../plan-types.ts';
import { cameraName } from './people.ts';

const UNREVIEWED =
  /(?:\b|(?<=n))(?:un-?reviewed|(?:not|never|'t|nobody(?: has)?|no ?one(?: has)?)(?: \w+){0,3} (?:reviewed|gone through)|(?:not|never|'t) (?:yet )?(?:reviewed|gone through|looked at|checked)|(?:still )?needs? (?:an?other |my |our |some |a )*(?:look|looking|review|reviewing|check|eyes?|to be (?:reviewed|looked at|checked|gone through))|(?:left|still|remaining|waiting|waits?) (?:\w+ ){0,3}?(?:to (?:be )?review(?:ed)?|for (?:a )?review))\b/;
const ASKS =
  /^(?:and |so |please |can you |could you |hey |ok(?:ay)? )*(?:what|which|how many|how much|any|anything|is|are|do|did|have|has|show|list|give|the|all|un-?reviewed|camera|events?|still|tell|which of)\b/;
const OF_CAMERAS =
  /\b(?:cameras?|cams?|cctv|footage|recordings?|pictures?|images?|snapshots?|(?:camera )?events?|detections?)\b/;
const OTHER_MATTER =
  /\b(?:alerts?|incidents?|cases?|appeals?|answers?|messages?|reports?|rules?|proposals?|log-?ins?|sign-?ins?|accounts?|post-?mortems?|members?|channels?|tickets?)\b/;

/** "what have I not reviewed yet at the loading dock?": camera events nobody looked at. */
export const unreviewed: Recogniser = (clause) => {
  const { text, entities } = clause;
  if (!UNREVIEWED.test(text) || !ASKS.test(text) || OTHER_MATTER.test(text)) return null;
  if (entities.refs.length > 0 || entities.email || entities.ip) return null;
  const camera = cameraName(clause);
  if (!camera && !OF_CAMERAS.test(text)) return null;
  const named = camera && !/^(?:any|all|every|each|our|the)?\s*cameras?$/.test(camera) ? camera : null;
  return calls({
    tool: 'show_camera',
    args: args({ camera: named, at: entities.time?.at ?? entities.time?.range, reviewed: false }),
  });
};
