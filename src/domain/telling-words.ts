/** Words that stand in any report and tell nothing apart; English, German, French, Spanish. */
const COMMON = new Set(
  `the and for with from that this was were are has have had not but its our your their there then than when what which who
  into over under after before again about some any all out off via per new see seen saw like something someone been being
  will would can could may might should did does done more most other another same such only also just very one two three
  incident incidents alert alerts security event events case ticket issue problem attempt attempts attack attacks similar
  sign signed ins account accounts address addresses minute minutes second seconds hour hours day days within
  der die das und oder mit von vom für auf aus bei ein eine einen einem einer ist war sind waren wir nicht auch noch nach vor
  über unter wie was wer wann hat haben hatte hatten schon mal etwas ähnlich ähnliche vorfall vorfälle alarm alarme
  les des une avec pour dans par sur est était ont avons pas plus que qui quoi déjà incident alerte alertes comme
  los las una con para por del que qué como más hemos visto algo incidente incidentes alerta alertas antes ya`.split(
    /\s+/,
  ),
);

/**
 * The words of a text that say what it is about, lower case, plurals as singulars: no fillers, no numbers, no references,
 * no addresses. At most 200.
 */
export function tellingWords(text: string): Set<string> {
  const words = new Set<string>();
  const plain = text
    .toLowerCase()
    .replaceAll(/\b(?:alr|inc|rule|prop|log)-[0-9a-z]+\b/g, ' ')
    .replaceAll(/\S+@\S+|\b\d{1,3}(?:\.\d{1,3}){3}\S*|\b(?:[0-9a-f]*:){2,}[0-9a-f]*\S*/g, ' ');
  for (const [word] of plain.matchAll(/[\p{L}\p{M}][\p{L}\p{M}\p{N}'’]*/gu)) {
    const stem = stemOf(word.replaceAll(/['’]s$|['’]/g, ''));
    if (stem.length < 3 || COMMON.has(word) || COMMON.has(stem)) continue;
    words.add(stem);
    if (words.size >= MOST) break;
  }
  return words;
}

const MOST = 200;

/** The word of a text that a stem was made of, for showing; the stem itself where none was. */
export function wordOf(stem: string, text: string): string {
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}][\p{L}\p{M}\p{N}'’]*/gu)) {
    if (stemOf(word.replaceAll(/['’]s$|['’]/g, '')) === stem) return word;
  }
  return stem;
}

/** A word without the ending that makes it plural or past: enough for `logins`, `attempted`, `forced`. */
const stemOf = (word: string): string =>
  word.length > 4
    ? word
        .replace(/(?:ies)$/, 'y')
        .replace(/(?<=[^s])s$/, '')
        .replace(/(?<=..[^e])ed$/, '')
        .replace(/(?<=...)ing$/, '')
        .replace(/(?<=...)e$/, '')
    : word;
