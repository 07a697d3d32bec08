import { readRuleHours } from './rule-hours.ts';
import type { RuleText } from './rule-params.ts';

/** What a camera rule can look for, by the words for it. */
const words = (alternatives: string): RegExp => new RegExp(String.raw`(?<!\p{L})(?:${alternatives})(?!\p{L})`, 'iu');
const VEHICLES = 'vehicles?|fahrzeugen?|fahrzeug|v[eé]hicules?|veh[ií]culos?';
const OBJECTS: readonly [RegExp, string][] = [
  [
    words(
      'somebody|someone|anybody|anyone|people|persons?|man|woman|men|women|whoever|visitors?|intruders?|humans?|personen|leuten?|menschen?|besuchern?|personnes?|gens|visiteurs?|personas?|gente|visitantes?',
    ),
    'person',
  ],
  [words(`cars?|autos?|pkws?|voitures?|coches?|${VEHICLES}`), 'car'],
  [
    words(
      `trucks?|lorr(?:y|ies)|vans?|lkws?|lastwagen|lieferwagen|camions?|camionnettes?|camion(?:es)?|furgonetas?|${VEHICLES}`,
    ),
    'truck',
  ],
  [words(`bus|buses|busse|autobus(?:es)?|${VEHICLES}`), 'bus'],
  [words(`motor-?(?:bikes?|cycles?)|scooters?|motorr[aä]d(?:er)?|motos?|${VEHICLES}`), 'motorcycle'],
  [words('bicycles?|bikes?|fahrr[aä]d(?:er)?|v[eé]los?|bicicletas?'), 'bicycle'],
  [words('dogs?|hunde?|chiens?|perros?'), 'dog'],
  [words('cats?|katzen?|gatos?'), 'cat'],
];
const RESTRICTED = /\b(?:restricted|forbidden|off[- ]limits|no[- ]go)\b/;
const CAMERA =
  /\b(?:camera|cam)(?!\p{L}) (?:called |named )?"?([\p{L}\d][\w'-]*(?: \d+)?)"?|\b(?:the |our )?((?:(?!(?:on|at|of|by|zone|area)\b)[\p{L}][\w'-]+ ){1,2})(?:camera|cam)(?!\p{L})/iu;
const NO_NAME =
  /^(?:the|our|any|a|an|every|each|all|this|that|if|when|whenever|by|on|at|sees?|detects?|shows?|spots?|is|are)\b/i;

/** Kinds of zones by the words for them. */
const ZONE_KINDS: readonly [RegExp, string][] = [
  [RESTRICTED, 'restricted'],
  [/\bparking (?:zone|area)s?\b/, 'parking'],
  [/\b(?:entry|entrance) (?:zone|area)s?\b/, 'entry'],
  [/\bpublic (?:zone|area)s?\b/, 'public'],
];
/** What ends a zone's name, or stands where none is; in each language, as people name theirs as they like. */
const NO_ZONE = String.raw`has|had|have|got|gets|today|yesterday|tonight|last|this|now|ever|recently|lately|heute|gestern|aujourd|hier|hoy|ayer|anoche|at|on|in|by|of|to|when|whenever|if|while|during|between|after|before|outside|inside|for|from|with|without|and|or|every|each|any|all|longer|more|is|are|was|or|that|which|who|where|behind|near|please|we|i|the|enters?|there|as|only|until|till|betr[ie]tt|betreten|ist|sind|steht|geht|nachts|tags(?:über)?|am|im|um|wenn|nach|vor|zwischen|von|bis|wird|werden|an|la|le|les|de nuit|est|sont|pendant|entre|après|avant|par|sur|à|dans|por|durante|después|antes|de noche|es|está|en|a|el`;
const ZONE = String.raw`(?:zones?|areas?|bereich|zonas?|área)`;
const ZONE_QUOTED = new RegExp(String.raw`\b${ZONE} (?:called |named )?["“”«„'](.{1,60}?)["“”»']`, 'iu');
const ZONE_AFTER = new RegExp(
  String.raw`\b${ZONE} (?:called |named )?(?!(?:${NO_ZONE})(?!\p{L}))([\p{L}\d][\p{L}\d'-]*(?: (?!(?:${NO_ZONE})(?!\p{L}))[\p{L}\d][\p{L}\d'-]*){0,3})`,
  'iu',
);
const ZONE_BEFORE =
  /\b(?:the|our|in|into|enters?) ((?:(?!(?:the|our|in|into|on|at|a|an|any|every|each|this|that|restricted|forbidden|off[- ]limits|no[- ]go|public|entry|entrance|parking|same|whole|which|der|die|das|dem|den|la|le|les|el|los|las|una?|une)\b)[\p{L}\d'-]+ ){1,3})(?:zone|area)\b/iu;

/** The zone a wish names, as typed. */
export function zoneNamed(raw: string): string | null {
  const name = (ZONE_QUOTED.exec(raw) ?? ZONE_BEFORE.exec(raw) ?? ZONE_AFTER.exec(raw))?.[1]?.trim();
  return name || null;
}
/** The kinds of zones a text names. */
export const zoneKindsIn = (text: string): string[] =>
  ZONE_KINDS.filter(([words]) => words.test(text)).map(([, kind]) => kind);
/** Whether a wish says in which zone, by its name or its kind. */
export const saysZone = ({ text, raw }: Pick<RuleText, 'text' | 'raw'>): boolean =>
  zoneNamed(raw) !== null || ZONE_KINDS.some(([words]) => words.test(text));

/** What, where and when a wish for a camera rule names; a rule about no camera is about all of them. */
export function readCameraRule({ text, raw }: RuleText, kind: string): Record<string, unknown> {
  const objects = OBJECTS.filter(([words]) => words.test(text)).map(([, object]) => object);
  const zone = zoneNamed(raw);
  const zoneKinds = zoneKindsIn(text);
  const named = CAMERA.exec(raw);
  const camera = (/\bcam-\d+\b/i.exec(raw)?.[0].toUpperCase() ?? named?.[1] ?? named?.[2])
    ?.trim()
    .replace(/^(?:the|our) /i, '');
  const hours = readRuleHours(text);
  // a wish for a rule about logins names the hours that are allowed; a camera rule has those in which it looks
  const when = hours.from !== undefined && hours.to !== undefined ? { from: hours.to, to: hours.from } : {};
  const onDays = hours.days && hours.days.length < 7 && hours.from === '00:00' ? { on_days: others(hours.days) } : {};
  return {
    ...(kind === 'zone_entry' && objects.length > 0 && { objects }),
    ...(kind === 'zone_entry' && { zone_kinds: zone === null ? zoneKinds : [] }),
    ...(zone !== null && { zones: [zone] }),
    ...(kind === 'zone_entry' && stayIn(text)),
    ...(camera && !NO_NAME.test(camera) && { cameras: [camera] }),
    ...('on_days' in onDays ? onDays : when),
  };
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const others = (days: readonly string[]): string[] => DAYS.filter((day) => !days.includes(day));

const STAYS =
  /\b(?:stay\w*|loiter\w*|linger\w*|remain\w*|hang\w* (?:around|about)|stand\w*|wait\w*|park\w*|longer than|is there|dwell\w*)\b/;
const FOR_SO_LONG =
  /\b(?:for|longer than|more than|at least|over|after)(?: (?:more than|longer than|at least|over))? (\d{1,4}|an?|one|two|three|five|ten|half a) ?-?(seconds?|secs?|s|minutes?|mins?|m|hours?)\b/;
const IN_PICTURES = /\b(?:in|on|at least|over) (?:at least |more than )?(\d{1,3}) (?:pictures|images|frames|photos)\b/;
const SPELT: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, three: 3, five: 5, ten: 10, 'half a': 0.5 };

/** How long somebody must stay, and in how many pictures they must be seen; what a rule cannot hold is refused where it is made. */
function stayIn(text: string): Record<string, unknown> {
  const long = STAYS.test(text) ? FOR_SO_LONG.exec(text) : null;
  const count = long ? (SPELT[long[1]!] ?? Number(long[1])) : 0;
  const unit = long?.[2]?.startsWith('h') ? 3600 : long?.[2]?.startsWith('m') ? 60 : 1;
  const seconds = Math.round(count * unit);
  const pictures = Number(IN_PICTURES.exec(text)?.[1] ?? 1);
  return {
    ...(seconds > 0 && { stay_seconds: seconds }),
    ...(pictures > 1 && pictures <= 100 && { min_pictures: pictures }),
  };
}
