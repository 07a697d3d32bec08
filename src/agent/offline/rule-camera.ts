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
    ...(kind === 'zone_entry' && stayIn({ text, raw })),
    ...(camera && !NO_NAME.test(camera) && { cameras: [camera] }),
    ...('on_days' in onDays ? onDays : when),
  };
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const others = (days: readonly string[]): string[] => DAYS.filter((day) => !days.includes(day));

const STAYS = words(
  String.raw`stay\w*|loiter\w*|linger\w*|remain\w*|hang\w* (?:around|about)|stand\w*|wait\w*|park\w*|dwell\w*|lurk\w*|(?:is|are|be|been|has been) (?:\S+ ){0,6}?(?:for|longer than)|longer than|bleib\w*|steh\w*|wart\w*|länger als|rest\w*|attend\w*|pendant|plus de|queda\w*|permane\w*|durante|m[aá]s de`,
);
/** “for more than five minutes”. */
const FOR_SO_LONG = words(
  String.raw`(?:for|longer than|more than|at least|over|after|länger als|mehr als|mindestens|seit|für|pendant|plus de|depuis|au moins|durante|m[aá]s de|desde hace|al menos)(?: (?:more than|longer than|at least|over|mehr als|mindestens|plus de|au moins|m[aá]s de|al menos))? (\d{1,4}|an?|one|two|three|four|five|ten|fifteen|twenty|thirty|half an?|a quarter of an|eine[rn]?|zwei|drei|fünf|zehn|une?|deux|trois|cinq|dix|dos|tres|cinco|diez) ?-?(sec(?:ond)?s?|s|min(?:ute)?s?|m|hours?|sekunden?|minuten?|stunden?|secondes?|heures?|segundos?|minutos?|horas?)`,
);
const IN_PICTURES = /\b(?:in|on|at least|over) (?:at least |more than )?(\d{1,3}) (?:pictures|images|frames|photos)\b/;
const SPELT: Record<string, number> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, ten: 10, fifteen: 15, twenty: 20, thirty: 30 },
  ...{ 'half a': 0.5, 'half an': 0.5, 'a quarter of an': 0.25 },
  ...{ eine: 1, einer: 1, einen: 1, zwei: 2, drei: 3, fünf: 5, zehn: 10, un: 1, une: 1, deux: 2, trois: 3, cinq: 5 },
  ...{ dix: 10, una: 1, dos: 2, tres: 3, cinco: 5, diez: 10 },
};
/** “three strangers”, “more than 5 people”: no rule counts them. */
const SO_MANY = words(
  String.raw`(?:(?:more|mehr|plus|m[aá]s) (?:than|als|que|de)|over|at least|mindestens|au moins|al menos)? ?(?:[2-9]|[1-9]\d+|two|three|four|five|six|seven|eight|nine|ten|several|zwei|drei|vier|fünf|mehrere|deux|trois|quatre|cinq|plusieurs|dos|tres|cuatro|cinco|varios|varias)(?: or more| oder mehr| ou plus| o más)? (?:(?:different|unknown|unbekannte|fremde|verschiedene) )?(?:strangers?|people|persons?|men|women|visitors?|intruders|unknowns|cars|vans|trucks|vehicles|dogs|unbekannte|fremde|personen|leute|menschen|fahrzeuge|autos|inconnus|personnes|gens|voitures|desconocidos|extraños|personas|coches)|(?:an? |the )?(?:groups?|crowds?|gruppen?) (?:of|von) \p{L}+`,
);

/** How many at once a wish for a camera rule asks for, as typed. */
export const soManySaid = ({ raw }: Pick<RuleText, 'raw'>): string | null => SO_MANY.exec(raw)?.[0].trim() ?? null;
/** How long somebody must stay by a wish, as typed and in seconds. */
export function staySaid({ raw }: Pick<RuleText, 'raw'>): { said: string; seconds: number } | null {
  const long = STAYS.test(raw) ? FOR_SO_LONG.exec(raw) : null;
  if (!long) return null;
  const [said, many, unit] = [long[0].trim(), long[1]!.toLowerCase(), long[2]!.toLowerCase()];
  const each = /^(?:h|st)/.test(unit) ? 3600 : unit.startsWith('m') ? 60 : 1;
  return { said, seconds: Math.round((SPELT[many] ?? Number(many)) * each) };
}

/** How long somebody must stay, and in how many pictures they must be seen; what a rule cannot hold is refused where it is made. */
function stayIn({ text, raw }: Pick<RuleText, 'text' | 'raw'>): Record<string, unknown> {
  const seconds = staySaid({ raw })?.seconds ?? 0;
  const pictures = Number(IN_PICTURES.exec(text)?.[1] ?? 1);
  return {
    ...(seconds > 0 && { stay_seconds: seconds }),
    ...(pictures > 1 && pictures <= 100 && { min_pictures: pictures }),
  };
}
