import type { Language } from '../../domain/language.ts';
import { readEntities } from './entities.ts';
import { cameraName, isWholeSite } from './intents/people.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { isKnownWord } from './unused-words.ts';
import { readUtterance } from './utterance.ts';

/*
 * Several cameras or places in one question: “any strangers at the front door or the loading dock today?”. The question is read once for each,
 * as if it had named that one alone, so that none is dropped.
 */

interface Words {
  /** Between the places of one list. */
  list: string;
  /** What may stand before a place that is no part of its name. */
  before: string;
  camera: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    list: ',? and(?: also)?|,? or(?: also)?|,| &|,? as well as|,? nor|,? and/or',
    before: 'at|in|on|by|near|from|outside|inside|through|to|around|the|our|of',
    camera: 'cameras?|cams?',
  },
  de: {
    list: ',? und(?: auch)?|,? oder(?: auch)?|,| &|,? sowie',
    before: 'an|am|in|im|auf|vor|vorm|bei|beim|durch|zu|zum|zur|der|die|das|den|dem|unserer?|unserem',
    camera: 'kameras?',
  },
  fr: {
    list: ',? et(?: aussi)?|,? ou(?: bien)?|,| &|,? ainsi que',
    before: String.raw`à|au|aux|de|du|des|dans|devant|sur|près|par|le|la|les|notre`,
    camera: 'caméras?',
  },
  es: {
    list: ',? y(?: también)?|,? e|,? o|,? u|,| &|,? así como',
    before: 'en|a|al|de|del|por|ante|cerca|el|la|los|las|nuestr[oa]',
    camera: 'cámaras?',
  },
};
const LONGEST = 300;
const MOST_CALLS = 6;
const MOST_LINKS = 12;

/** Such a question as a plan; null for every other message. `read` reads what names one of them. */
export function eachCamera(text: string, context: PlanContext, read: (text: string) => Plan): Plan | null {
  const said = tidied(text);
  if (said.length > LONGEST || context.pictures) return null;
  const found = placesIn(said, context);
  if (!found) return null;
  const { names, before, after } = found;
  const calls: PlannedCall[] = [];
  const unused: string[] = [];
  let isLikely = false;
  for (const name of new Set(names)) {
    const { calls: wanted, say, unused: left = [], likely } = read(`${before}${name}${after}`);
    if (say || wanted.length === 0 || !wanted.every(({ tool }) => /^(?:find_sightings|show_camera)$/.test(tool)))
      return null;
    // the whole site, which has every camera
    if (wanted.some(({ args }) => args.camera === undefined))
      return { calls: wanted, say, ...(left.length > 0 && { unused: left }) };
    unused.push(...left);
    isLikely ||= likely === true;
    if (calls.length + wanted.length > MOST_CALLS) unused.push(name);
    else calls.push(...wanted);
  }
  const all = [...new Set(unused)];
  return { calls, say: null, ...(all.length > 0 && { unused: all }), ...(isLikely && { likely: true as const }) };
}

/** With the place that stands beside the one it looks at, and that nothing tells to be one, as not used. */
export function withPlaceLeft(made: Plan, text: string, context: PlanContext): Plan {
  const looked = new Set(made.calls.map(({ args }) => args.camera));
  const [camera] = looked;
  const said = tidied(text);
  if (said.length > LONGEST || looked.size !== 1 || typeof camera !== 'string' || made.unused) return made;
  if (!made.calls.every(({ tool }) => tool === 'find_sightings')) return made;
  const { list, before } = WORDS[context.language];
  const lead = String.raw`(?:(?:${before})\s+|[ld]['’]|à l['’])+`;
  const name = String.raw`[\p{L}\p{N}'-]+(?: (?!(?:${list})\s)(?!${WHEN})[\p{L}\p{N}'-]+){0,2}`;
  const [, one, other] =
    new RegExp(
      String.raw`(?<!\p{L})${lead}(${name}?)(?:${list})\s+(?:${lead})(?!${WHEN})(${name})(?=\s*[?.!]*\s*$|\s+${WHEN})`,
      'iu',
    ).exec(said) ?? [];
  if (one === undefined || other === undefined) return made;
  const isLooked = (place: string): boolean => place.toLowerCase() === camera.toLowerCase();
  if (isLooked(one) === isLooked(other)) return made;
  return { ...made, unused: [isLooked(one) ? other : one] };
}

/**
 * With a place that nothing here is called, and that went into nothing, as not used: “any strangers at Nirvana?” is asked of all cameras. A rule
 * gets it as its camera, and is refused: one about every camera is not what was wished.
 */
export function withUnknownPlace(made: Plan, text: string, { language, now, timeZone }: PlanContext): Plan {
  if (language !== 'en' || made.calls.length === 0 || made.unused || text.length > LONGEST) return made;
  // also beside the place of the question before
  const isSaid = (camera: unknown): boolean => text.toLowerCase().includes(String(camera).toLowerCase());
  const isUnplaced = ({ camera }: Record<string, unknown>): boolean => camera === undefined || !isSaid(camera);
  const [call] = made.calls;
  const isRule = made.calls.length === 1 && call!.tool === 'propose_rule' && isUnplacedRule(call!.args);
  if (!isRule && !made.calls.every(({ tool, args }) => tool === 'find_sightings' && isUnplaced(args))) return made;
  const utterance = readUtterance(tidied(text), language);
  const { rest } = readEntities(utterance.norm, now, timeZone);
  const found = AT_SOMETHING.exec(rest);
  const place = found?.groups?.place ?? '';
  const used = JSON.stringify(made.calls.map(({ args: { statement: _, ...args } }) => args)).toLowerCase();
  const isUnread = place.split(' ').some((word) => !isKnownWord(word) && !used.includes(word));
  if (!found || !isUnread || isWholeSite(place) || CAMERAS.test(place)) return made;
  const from = found.index + found[0].length - place.length;
  if (isRule) {
    const params = {
      ...(call!.args.params as object | undefined),
      cameras: [utterance.rawSlice(from, from + place.length)],
    };
    return { ...made, calls: [{ ...call!, args: { ...call!.args, params } }] };
  }
  return { ...made, unused: [utterance.rawSlice(from, from + place.length)] };
}
const isUnplacedRule = ({ rule_type: type, params = {} }: Record<string, unknown>): boolean => {
  const { cameras, zones, zone_kinds: kinds } = params as Record<string, unknown>;
  const isOfCameras = /^(?:watched_person|unknown_person|zone_entry)$/.test(String(type));
  return isOfCameras && [cameras, zones, kinds].every((one) => !Array.isArray(one) || one.length === 0);
};
const CAMERAS =
  /^(?:(?:all|any|every|our|those|these|any of|all of|an?|one|some|another) )*(?:the )?(?:cameras?|cams?|cctv|places?|premises|property|grounds)$/;
const AT_SOMETHING =
  /(?<![\p{L}\p{N}])(?:at|in|inside|near|by|behind|outside|around) (?:the |our )?(?<place>[\p{L}\p{N}][\p{L}\p{N}'-]*(?: [\p{L}\p{N}'-]+){0,2})(?=\s*[?.!,]*\s*$|\s{2,})/u;
/** What may stand behind the last place. */
const WHEN = String.raw`(?:today|yesterday|tonight|last|this|since|between|before|after|during|at|on|in|ever|heute|gestern|letzte\p{L}*|diese\p{L}*|seit|aujourd['’]hui|hier|cette|ce|depuis|hoy|ayer|anoche|est[ea]|desde)(?!\p{L})`;

/** The places a message names, as typed: one, or several in one list. The whole site is none. */
export function placesNamed(said: string, context: PlanContext): string[] {
  const one = placeOf(said, context);
  const names = placesIn(said, context)?.names ?? (one === null ? [] : [one]);
  return [...new Set(names)].filter((name) => !isWholeSite(name.toLowerCase()));
}

/** The places that stand in one list, as typed, and what is said around it. */
function placesIn(said: string, context: PlanContext): { names: string[]; before: string; after: string } | null {
  const words = WORDS[context.language];
  const between = new RegExp(String.raw`(?:${words.list})\s+`, 'giu');
  for (const link of [...said.matchAll(between)].slice(0, MOST_LINKS)) {
    const first = placeOf(said.slice(0, link.index), context);
    if (first === null || !said.slice(0, link.index).toLowerCase().endsWith(first.toLowerCase())) continue;
    const from = link.index - first.length;
    const before = said.slice(0, from);
    const names = [said.slice(from, link.index)];
    let next: RegExpExecArray | null = null;
    let rest = said.slice(link.index);
    do {
      const tail = rest.slice((next ?? link)[0].length).replace(leadIn(words, before), '');
      const name = placeOf(`${before}${tail}`, context);
      if (name === null || !tail.toLowerCase().startsWith(name.toLowerCase())) break;
      names.push(tail.slice(0, name.length));
      rest = tail.slice(name.length);
      next = new RegExp(String.raw`^(?:${words.list})\s+`, 'iu').exec(rest);
    } while (next && names.length <= MOST_CALLS);
    if (names.length > 1) return { names, before, after: rest };
  }
  return null;
}

/** What leads to a further place, and the word camera where it was said before the first one. */
const leadIn = ({ before, camera }: Words, said: string): RegExp =>
  new RegExp(
    String.raw`^(?:(?:${before})\s+|[ld]['’])*${new RegExp(String.raw`(?:${camera})\s+$`, 'iu').test(said) ? `(?:(?:${camera})\\s+)?` : ''}`,
    'iu',
  );

function placeOf(said: string, { language, now, timeZone }: PlanContext): string | null {
  const utterance = readUtterance(said, language);
  const entities = readEntities(utterance.norm, now, timeZone);
  return cameraName({ utterance, start: 0, text: utterance.norm, entities, before: [], leftover: null });
}
