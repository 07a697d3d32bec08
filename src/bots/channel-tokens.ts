import type { BindingPurpose, QuietHours } from '../domain/channel.ts';
import type { Role } from '../domain/role.ts';
import type { Severity } from '../domain/severity.ts';
import { ZONE_SAID, zoneOf } from './zone-words.ts';

/** One word, or few, of what is said about a channel. */
export type ChannelToken =
  | { kind: 'purpose'; purpose: BindingPurpose }
  | { kind: 'floor'; severity: Severity }
  | { kind: 'role'; role: Role }
  | { kind: 'hours'; hours: QuietHours }
  | { kind: 'zone'; zone: string }
  /** The channel is told of something; it is read by somebody; it is left alone. */
  | { kind: 'gets' | 'reads' | 'quiet' }
  /** Whoever there is; “all”, which may be all of something named next. */
  | { kind: 'anybody' | 'all' }
  /** No more of what is named; no more at all; something is denied, which may mean much. */
  | { kind: 'ends' | 'off' | 'not' }
  /** What alerts are about: a reference, an account or address, or words in quotation marks. */
  | { kind: 'about'; said: SaidAbout }
  /** Where it stands in the text. */
  | { kind: 'unknown'; at: number; end: number };

/** What alerts are about, as somebody said it. */
export type SaidAbout = string | { called: string } | { name: string };

/** As an entry makes it; where an unknown one stands is added. Undefined where it is not that after all. */
type Made = Exclude<ChannelToken, { kind: 'unknown' }> | { kind: 'unknown' } | null | undefined;
const words = (alternatives: string): RegExp => new RegExp(`(?:${alternatives})(?![\\p{L}\\d])`, 'iuy');
const entry = (
  alternatives: string,
  token: NonNullable<Made>,
): [RegExp, (match: RegExpExecArray, text: string) => Made] => [words(alternatives), () => token];

/** What leads to what alerts are about: “of the …”. */
export const ABOUT =
  '(?<!\\p{L})(?:of|about|for|at|by|from|von|vom|über|zu|zum|zur|f[uü]r|an|am|bei|ab|du|des|de|sur|pour|sobre|para|en|del)(?:\\s+(?:the|der|die|das|dem|den|le|la|les|el|los|las))?';
/** In this order: what is longer comes before what it begins with. Null is a word that says nothing of its own. */
const ENTRIES: [RegExp, (match: RegExpExecArray, text: string) => Made][] = [
  [/(?:RULE?|CAM)-\d{1,9}(?![\p{L}\d-])/iuy, (match) => ({ kind: 'about', said: match[0] })],
  [
    /(?:(?:the |die |das |der |dem |den |le |la |les |el |los |las |l[’'])?(?:accounts?|address(?:es)?|ips?|kont(?:o|en|os)|adressen?|comptes?|adresses?|cuentas?|direcci(?:ón|ones)))\s+(?!(?:from|and|only|quiet|ab|und|nur|ruhig|à|et|seulement|desde|y|solo)(?!\p{L}))[“"'„«]?([^\s“”"'„«»,;]{1,200})/iuy,
    (match) => ({ kind: 'about', said: { name: match[1]!.replace(/[.!:]+$/, '') } }),
  ],
  // a name with * in it; words between two are only bold
  [
    /(?<!\*)[^\s*,;“”"'„«»]+\*[^\s,;“”"'„«»]*|\*[^\s*,;“”"'„«»]+(?![^\s,;])(?!\*)|\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/uy,
    (match) => ({ kind: 'about', said: { name: match[0] } }),
  ],
  [
    new RegExp(`(?<=${ABOUT})\\s+[“"„«]\\s*([^“”"„«»]{1,100}?)\\s*[”"“»]`, 'iuy'),
    (match) => ({ kind: 'about', said: { called: match[1]! } }),
  ],
  [
    /(?:(?:from|between|von|zwischen|de|desde)\s+)?(?:las\s+)?(\d{1,2})(?:[:.h](\d{2})?)?\s*([ap]\.?m\.?(?![\p{L}\d]))?\s*(?:uhr\s*)?(?:-|–|—|to|and|until|till|bis|und|à|a|et|y|hasta)\s*(?:las\s+)?(\d{1,2})(?:[:.h](\d{2})?)?(?:\s*(?:([ap]\.?m\.?)|uhr|h|o’clock|o'clock))?(?![\p{L}\d:.])/iuy,
    (match) => {
      const from = minutes(match[1]!, match[2], match[3]);
      const to = minutes(match[4]!, match[5], match[6]);
      return from === null || to === null ? { kind: 'unknown' } : { kind: 'hours', hours: { from, to } };
    },
  ],
  [
    ZONE_SAID,
    (match) => {
      const zone = zoneOf(match);
      return zone ? { kind: 'zone', zone } : undefined;
    },
  ],
  // what only points at the channel, or is polite
  [
    words(
      '(?:please|bitte|por favor|s’il (?:vous|te) pla[iî]t)|(?:in |en )?(?:this|dieser|diesen|diesem|ce|cet|este) (?:channel|kanal|canal|salon|thread)|here|hier(?:her|hin)?|ici|aqu[ií]',
    ),
    () => null,
  ],
  entry(
    '(?:and|or|und|oder|et|ou|y|o)\\s+(?:up(?:wards?)?|above|higher|worse|h[oö]her|schlimmer|dar[uü]ber|plus|au-dessus|m[aá]s|superior|peor)|upwards?|at least|aufw[aä]rts|mindestens|(?:à|a) partir de|au moins|hacia arriba|al menos|en adelante',
    { kind: 'gets' },
  ),
  // more of something, or no more of it: said so, French leaves it open
  entry('(?<=(?:re[cç]oit|recevra|recevez)\\s)plus', { kind: 'unknown' }),
  entry('no more|no longer|not any ?more|no m[aá]s|ya no|nicht mehr|ne\\s+(?:re[cç]oit|recevra)\\s+plus|plus', {
    kind: 'ends',
  }),
  entry('off|aus|stop(?:s|ped)?|remove|entfernen?|deactivate|arr[eê]te[rz]?|retirer?|quitar?', { kind: 'ends' }),
  entry('keine?n?(?=\\s.*\\smehr(?![\\p{L}]))', { kind: 'ends' }),
  entry('nothing|nichts|rien|nada', { kind: 'off' }),
  entry('not|no|never|don’t|doesn’t|isn’t|nicht|keine?r?n?|ne|pas|nunca|sin|ohne|sans|without', { kind: 'not' }),
  entry(
    'is told of|are told of|is told|gets|get|should get|receives?|is for|wants?|bekommt|erh[aä]lt|soll|bekommen|erhalten|ist f[uü]r|re[cç]oit|recevra|est pour|recibe|recibir[aá]|es para',
    { kind: 'gets' },
  ),
  entry(
    '(?:is |are |may be |can be )?(?:read|seen) by|readers?|(?:wird|werden) von|gelesen|lesen|leser|est lue? par|lue? par|lecteurs?|lisent|(?:lo |es )?le[eí]n|le[ií]do por|lectores',
    { kind: 'reads' },
  ),
  entry(
    '(?:is |stays? |ist |bleibt |est |reste |es |queda )?(?:quiet(?: hours?| times?)?|silent|ruhig|still|silencieux|en silence|silencioso|en silencio|calme)|ruhezeit(?:en)?|ruhe|silence|silencio',
    {
      kind: 'quiet',
    },
  ),
  entry('(?:security )?alerts?|alarme?n?|alertes?|alertas?', { kind: 'purpose', purpose: 'alerts' }),
  entry('moderation(?:[ -]cases?)?|moderationsf[aä]llen?|(?:cas de )?mod[eé]ration|(?:casos de )?moderaci[oó]n', {
    kind: 'purpose',
    purpose: 'moderation',
  }),
  entry(
    'approvals?|proposals?|vorschl[aä]gen?|freigaben?|propositions?|approbations?|propuestas?|aprobaci(?:[oó]n|ones)',
    {
      kind: 'purpose',
      purpose: 'approvals',
    },
  ),
  entry(
    '(?:weekly |w[oö]chentlichen? )?(?:reports?|berichte?n?)|wochenberichte?n?|rapports?(?: hebdomadaires?)?|informes?(?: semanal(?:es)?)?',
    { kind: 'purpose', purpose: 'reports' },
  ),
  entry('critical|kritische?[nrms]?|critiques?|cr[ií]tic[oa]s?', { kind: 'floor', severity: 'critical' }),
  entry('high|hoch|hohe[nrms]?|haute?s?|alt[oa]s?', { kind: 'floor', severity: 'high' }),
  entry('medium|mittel|mittlere[nrms]?|moyen(?:ne)?s?|medi[oa]s?', { kind: 'floor', severity: 'medium' }),
  entry('low|niedrige?[nrms]?|basse?s?|baj[oa]s?', { kind: 'floor', severity: 'low' }),
  entry('admins?|administrat(?:ors?|or(?:en|innen)|eurs?|rices?)|administradore?s?', { kind: 'role', role: 'admin' }),
  entry('(?:security )?officers?|sicherheitsbeauftragten?', { kind: 'role', role: 'officer' }),
  entry('moderators?|moderator(?:en|innen)|mod[eé]rateurs?|moderadore?s?', { kind: 'role', role: 'moderator' }),
  entry('managers?|managern', { kind: 'role', role: 'manager' }),
  entry('employees?|staff|angestellten?|mitarbeiter(?:n|innen)?|mitarbeitenden?|employ[eé](?:e?s)?|emplead[oa]s?', {
    kind: 'role',
    role: 'employee',
  }),
  entry(
    'anybody|anyone|everybody|everyone|unknown|none|jede(?:r|n|rmann)|unbekannt|tout le monde|n’importe qui|inconnus?|cualquiera|todo el mundo|desconocidos?',
    { kind: 'anybody' },
  ),
  entry('all|allen?|tous|toutes|todos|todas', { kind: 'all' }),
  [
    words(
      'is|are|ist|est|es|est[aá]|the|and|only|just|of|from|by|at|or|including|its|their|every|die|der|den|dem|das|und|oder|nur|von|ab|mehr|über|about|for|für|pour|sur|para|sobre|einschließlich|auch|also|les?|la|d|de|des|du|et|ou|par|seulement|y compris|el|los|las|lo|y|o|del?|por|desde|solo|sólo|incluidos?',
    ),
    () => null,
  ],
  [/[\s,;:.!…'’"“”„«»*`-]+/uy, () => null],
];

/** A sentence about a channel, word by word; every word that is on no list is `unknown`. */
export function channelTokens(text: string): ChannelToken[] {
  const tokens: ChannelToken[] = [];
  for (let at = 0; at < text.length; ) {
    let length = 0;
    for (const [pattern, make] of ENTRIES) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (!match || match[0] === '') continue;
      const token = make(match, text);
      if (token === undefined) continue;
      if (token) tokens.push(token.kind === 'unknown' ? { ...token, at, end: at + match[0].length } : token);
      length = match[0].length;
      break;
    }
    if (length === 0) {
      const word = /[\p{L}\p{M}\d_]+|./suy;
      word.lastIndex = at;
      length = word.exec(text)?.[0].length ?? 1;
      tokens.push({ kind: 'unknown', at, end: at + length });
    }
    at += length;
  }
  return tokens;
}

/** Minutes after midnight; with “am” or “pm” of a clock of twelve hours. */
function minutes(hour: string, minute = '00', half = ''): number | null {
  const [h, m] = [Number(hour), Number(minute)];
  if (h > 24 || m > 59) return null;
  if (half === '') return (h * 60 + m) % 1440;
  if (h < 1 || h > 12) return null;
  return (h % 12) * 60 + m + (/^p/i.test(half) ? 720 : 0);
}
