import type { GlossRule } from './gloss-rule.ts';

/** What limits a question, in every language: from when to when, how many, from where, by what, and whom one points at. */
type Conditions = Record<'de' | 'fr' | 'es', readonly GlossRule[]>;

const WAYS = String.raw`(?=(?:vpn|e?-?mails?|webmail|ssh|sso|imap|smtp|rdp|ldap|radius|wlan|wi-?fi)(?![\p{L}\d]))`;
const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** `vom 16.11. bis 18.11.`: both days with their months in words. */
function numericDays(said: string): string {
  const [first, month, last, end] = said.match(/\d+/g)!.map(Number) as [number, number, number, number];
  const [from, to] = [MONTHS[month - 1], MONTHS[end - 1]];
  return from && to ? `from ${first} ${from} to ${last} ${to}` : said;
}

export const conditionRules: Conditions = {
  de: [
    [
      String.raw`(?:vom|von|zwischen)(?: dem)? \d{1,2}\.\d{1,2}\.? (?:bis(?: zum)?|und)(?: dem)? \d{1,2}\.\d{1,2}\.?(?!\d)`,
      numericDays,
    ],
    [
      String.raw`(?:vom|von|zwischen)(?: dem)? (\d{1,2})\.? (?:bis(?: zum)?|und)(?: dem)? (\d{1,2})\.? (?=jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|dez)`,
      'from $1 to $2 ',
    ],
    [String.raw`(?:mindestens|wenigstens|zumindest) (?=\d)`, 'at least '],
    [String.raw`(?:hochstens|maximal) (?=\d)`, 'at most '],
    [String.raw`weniger als (?=\d)`, 'fewer than '],
    [String.raw`(\d+) (?:oder|und) mehr`, '$1 or more'],
    ['(?:aus dem|vom|im) ausland', 'from abroad'],
    ['(?:von |aus )?(?:auslandischen|fremden) (?:adressen|ips?|landern?)', 'from foreign countries'],
    [`(?:per|via|uber)(?: den| die| das)? ${WAYS}`, 'via '],
    ['(?:dieser|diese|derselben|der gleichen|der selben) (?:ip-?)?(?:adresse|ip)(?:-adresse)?', 'that address'],
    ['(?:dieses|des) (?:benutzers|nutzers|anwenders|kontos|mitarbeiters)', 'of that account'],
    ['(?:diesem|diesen|dieser|dieses|diese) (?:benutzer|nutzer|anwender|konto|mitarbeiter|person)', 'that account'],
    ['von (?:dort|da)(?: aus)?', 'from there'],
    ['wer(?: hat)?(?: sich)? sonst(?: noch)?', 'who else'],
    ['(?:sonst|noch) (?:noch )?jemand(?: anderes?)?', 'anyone else'],
    ['(?:von )?(?:woanders|anderswo)|von einem anderen ort', 'from elsewhere'],
    ['kamen', 'came'],
    ['hat er', 'has he'],
    ['schon (?:ein)?mal|jemals', 'ever'],
    ['(?:benutzt|genutzt|verwendet)', 'used'],
    [
      '(?:woruber|um (?:das|was|die)|was)(?: ich| wir) (?:mir|mich|uns) (?:sorgen machen|kummern|ansehen|sorgen)(?: muss| musste| sollte| sollten| mussen)?',
      'i should worry about',
    ],
  ],
  fr: [
    [String.raw`(?:du|entre le|depuis le) \d{1,2}/\d{1,2} (?:au|et le|jusqu'au) \d{1,2}/\d{1,2}(?!/)`, numericDays],
    [
      String.raw`(?:du|entre le|depuis le) (\d{1,2})(?:er)? (?:au|et le|jusqu'au) (\d{1,2})(?:er)? (?=janv|fevr|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)`,
      'from $1 to $2 ',
    ],
    [String.raw`plus de (?=\d)`, 'more than '],
    [String.raw`(?:au moins|au minimum) (?=\d)`, 'at least '],
    [String.raw`au plus (?=\d)`, 'at most '],
    [String.raw`moins de (?=\d)`, 'fewer than '],
    [String.raw`(\d+) (?:ou|et) plus`, '$1 or more'],
    ["(?:depuis|de|a) l'etranger|d'un pays etranger|de pays etrangers", 'from abroad'],
    [`(?:par|via|sur)(?: le| la)? ${WAYS}`, 'via '],
    ['par (?:le )?(?:courriel|messagerie)', 'via mail'],
    ['(?:cette|la meme) (?:adresse(?: ip)?|ip)', 'that address'],
    ['(?:ce compte|le meme compte|cet utilisateur|cette personne|cet employe)', 'that account'],
    ['(?:depuis|de) (?:cet endroit|la-bas)', 'from there'],
    ["qui d'autre(?: a| s'est)?", 'who else'],
    ["quelqu'un d'autre", 'anyone else'],
    ["(?:d'|depuis )ailleurs|d'un autre endroit", 'from elsewhere'],
    ['(?:a |ont )?utilisee?', 'used'],
  ],
  es: [
    [String.raw`(?:del|entre el|desde el) \d{1,2}/\d{1,2} (?:al|y el|hasta el) \d{1,2}/\d{1,2}(?!/)`, numericDays],
    [
      String.raw`(?:del|entre el|desde el) (\d{1,2}) (?:al|y el|hasta el) (\d{1,2}) de (?=ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)`,
      'from $1 to $2 ',
    ],
    [String.raw`cuentas con mas de (?=\d)`, 'accounts with more than '],
    [String.raw`mas de (?=\d)`, 'more than '],
    [String.raw`(?:al menos|por lo menos|como minimo) (?=\d)`, 'at least '],
    [String.raw`como maximo (?=\d)`, 'at most '],
    [String.raw`menos de (?=\d)`, 'fewer than '],
    [String.raw`(\d+) o mas`, '$1 or more'],
    ['(?:desde|de|en)(?: el|l)? extranjero|desde (?:otro pais|otros paises)', 'from abroad'],
    [`(?:por|via|mediante)(?: el| la)? ${WAYS}`, 'via '],
    ['por (?:el )?correo(?: electronico)?', 'via mail'],
    ['(?:esa|esta|la misma) (?:direccion(?: ip)?|ip)', 'that address'],
    ['(?:esa|esta|la misma) (?:cuenta|persona)|(?:ese|este|el mismo) (?:usuario|empleado)', 'that account'],
    ['(?:desde|de) (?:alli|ahi)', 'from there'],
    ['quien(?:es)? mas', 'who else'],
    ['alguien mas|otra persona', 'anyone else'],
    ['desde otr[oa] (?:sitio|lugar|direccion)', 'from elsewhere'],
    ['(?:ha )?(?:uso|utilizo|usado|utilizado)', 'used'],
  ],
};
