import { cleanText } from '../../domain/text.ts';
import { timeText } from '../../messages/time-text.ts';

/** Signs that Slack would read as bold, italics, struck or code, where two of a kind stand on one line. */
const STYLES = /[*_~`]/g;
/** Not seen and not a space: what stands after an opening sign and takes its meaning. */
const JOINER = '\u2060';
/** A longer address would leave no room for words. */
const LINK = 1500;

/** Data as Slack's mark-up shows it: nothing in it is a mention, a link or a style. */
export const escaped = (text: string): string => entities(lines(text)).split('\n').map(unpaired).join('\n');

const unpaired = (row: string): string => {
  const last = new Map([...'*_~`'].map((sign) => [sign, row.lastIndexOf(sign)]));
  return row.replaceAll(STYLES, (sign, at: number) => (at < last.get(sign)! ? `${sign}${JOINER}` : sign));
};

/** The three signs that begin mark-up, for text whose styles are ours. */
export const entities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Addresses in somebody's text that Slack would make links of by itself stay words; links of ours are links. */
export const unlinked = (text: string): string => text.replaceAll(/(?<!<)\b(https?|ftp):\/\//gi, `$1:${JOINER}//`);

/** Without unseen characters; line breaks and joined emoji stay. */
export const lines = (text: string): string => cleanText(text.replaceAll(/\r\n?/g, '\n'));

/** A link whose words are data; only the words where it leads nowhere that Slack opens. */
export function link(url: string | null, words: string): string {
  const target = url === null ? null : webAddress(url);
  const shown = escaped(lines(words) || (target ?? ''))
    .replaceAll('|', '¦')
    .replaceAll('\n', ' ');
  return target === null || target.length > LINK ? shown : `<${entities(target).replaceAll('|', '%7C')}|${shown}>`;
}

/** An address that Slack opens, at most as long as a button may carry; null for any other. */
export function webAddress(url: string): string | null {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return null;
  const { href } = new URL(url);
  return href.length <= 3000 ? href : null;
}

/** A moment in the reader's own zone, by Slack; in UTC where Slack cannot. Empty for what is no moment. */
export function moment(at: string, format = '{date_short_pretty}, {time}'): string {
  const date = new Date(at);
  const seconds = Math.floor(date.getTime() / 1000);
  return Number.isNaN(seconds) || seconds < 0 ? '' : `<!date^${seconds}^${format}|${timeText(date, 'UTC')} UTC>`;
}

/** At most `limit` characters (UTF-16 units, as Slack counts), cut at a whole sign with `…`. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = limit - 1;
  // neither a half of a pair, nor an entity, nor a link is left open
  const open = text.lastIndexOf('<', end);
  if (open > text.lastIndexOf('>', end - 1) && /^<(https?:|!date)/.test(text.slice(open, open + 8))) end = open;
  const entity = text.lastIndexOf('&', end);
  if (entity >= 0 && end - entity < 6 && !text.slice(entity, end).includes(';')) end = entity;
  return `${text
    .slice(0, end)
    .toWellFormed()
    .replace(/\ufffd$/, '')}…`;
}

/** Lines packed into texts of at most `limit` characters; a line that is longer alone is cut. */
export function packed(rows: readonly string[], limit: number): string[] {
  const texts: string[] = [];
  for (const row of rows) {
    const line = cut(row, limit);
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= limit) texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.filter((text) => text.trim() !== '');
}
