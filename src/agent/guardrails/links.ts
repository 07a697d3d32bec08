import { countryCode } from '../../domain/country.ts';

/** Pages of ours that a link must not lead to: they sign someone in, or hand out a file to whoever holds the address. */
const CLOSED = /^\/+(?:sign-in|sign-out|auth|files)(?:[/?#]|$)/i;
const REMOVED = '(link removed)';
const ADDRESS =
  /(?:(?:[a-z][a-z0-9+.-]*:\/\/)|\b(?:https?|hxxps?|ftp|data|javascript|vbscript|file|mailto|tel|sms|slack|discord|tg|whatsapp|blob):(?=[^\s]))[^\s<>()[\]]+/gi;
/** Of these a word and a colon may stand before any text: "data:5", "file:auth.log". */
const PROSE = /^(?:data|file|javascript|slack|discord|tg|blob|whatsapp|sms):(?!\/\/)(?![^ ]*[(,;?=])/i;
/** Top-level domains that chat platforms make links of, beside those of two letters. */
const TOP =
  'com|net|org|info|biz|edu|gov|mil|int|app|dev|xyz|top|site|online|shop|store|club|click|link|live|icu|work|cloud|tech|page|web|zip|mov|pro|name|mobi|space|website|support|help|example|test';
const DOMAIN = new RegExp(
  String.raw`(?<![\p{L}\p{N}@._/-])((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+)(xn--[a-z0-9-]+|${TOP}|[a-z]{2})(?![\p{L}\p{N}_@-]|\.[\p{L}\p{N}])`,
  'giu',
);

/** Keeps links to our own pages, leaves every other address out, and never lets a picture load from an address. */
export function allowLinks(text: string, ownOrigin: string | null): string {
  const allowed = (url: string): boolean => isOwn(url, ownOrigin);
  const ownHost = ownOrigin === null ? null : new URL(ownOrigin).hostname;
  const kept: string[] = [];
  const keep = (part: string): string => `\uE000${kept.push(part) - 1}\uE001`;
  return (
    text
      .replaceAll(/[\uE000\uE001]/g, '')
      .replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/\[([^\]]*)\](\(\s*([^)\s]*)(?:\s[^)]*)?\))/g, (_, label: string, target: string, url: string) =>
        allowed(url) ? `[${label}]${keep(target)}` : label,
      )
      // What a label with brackets of its own, or a definition on another line, leads to.
      .replaceAll(/\]\(\s*<?([^)\s>]*)>?(?:[^)\n]*\))?/g, (whole, url: string) =>
        /[/:.]/.test(url) && !allowed(url) ? ']' : whole,
      )
      .replaceAll(/^(\s*\[[^\]]*\]):\s*<?(\/[^\s>]*)>?/gm, (whole, label: string, url: string) =>
        allowed(url) ? whole : label,
      )
      .replaceAll(/<(https?:[^>|\s]*)\|([^>]*)>/gi, (whole, url: string, label: string) =>
        allowed(url) ? keep(whole) : label,
      )
      .replaceAll(ADDRESS, (url) => (allowed(url) ? keep(url) : PROSE.test(url) ? url : REMOVED))
      .replaceAll(/(?<![\w/@:])\/\/[\w-]+(?:\.[\w-]+)+\S*/g, REMOVED)
      .replaceAll(/(?<![\w.@-])www\.[^\s<>()[\]]+/gi, REMOVED)
      .replaceAll(DOMAIN, (whole, labels: string, top: string) =>
        isTop(top) && whole.toLowerCase() !== ownHost ? `${labels.slice(0, -1)}[.]${top}` : whole,
      )
      .replaceAll(/\uE000(\d+)\uE001/g, (_, index: string) => kept[Number(index)] ?? '')
  );
}

/**
 * A text that is shown as evidence: addresses stay readable and lead nowhere (`hxxps://evil[.]example/x`), pictures and
 * labelled links lose their form. Our own stay.
 */
export function defangLinks(text: string, ownOrigin: string | null): string {
  if (!/[.:<\]]/.test(text)) return text;
  const ownHost = ownOrigin === null ? null : new URL(ownOrigin).hostname;
  const kept: string[] = [];
  const keep = (part: string): string => `\uE000${kept.push(part) - 1}\uE001`;
  return text
    .replaceAll(/[\uE000\uE001]/g, '')
    .replaceAll(/\]\s*(?=[([:])/g, '] ')
    .replaceAll(/<(?=\/?[a-z!])/gi, '‹')
    .replaceAll(ADDRESS, (url) =>
      isOwn(url, ownOrigin)
        ? keep(url)
        : PROSE.test(url)
          ? url
          : keep(
              url
                .replace(/^h(?:tt|xx)p/i, 'hxxp')
                .replace(/:(?!\/\/)/, '[:]')
                .replaceAll('.', '[.]'),
            ),
    )
    .replaceAll(/(?<![\w/@:])\/\/(?=[\w-]+(?:\.[\w-]+)+)/g, '/ /')
    .replaceAll(DOMAIN, (whole, labels: string, top: string) =>
      isTop(top) && whole.toLowerCase() !== ownHost ? `${labels.slice(0, -1)}[.]${top}` : whole,
    )
    .replaceAll(/\uE000(\d+)\uE001/g, (_, index: string) => kept[Number(index)] ?? '');
}

/** Two letters count where they are a country's: `run.sh` looks like an address to a chat platform, `node.js` does not. */
const isTop = (top: string): boolean => top.length !== 2 || /^(?:eu|su)$/i.test(top) || countryCode(top) !== null;

function isOwn(url: string, ownOrigin: string | null): boolean {
  const isPath = /^\/(?![/\\])/.test(url);
  const base = ownOrigin ?? 'https://own.invalid';
  if (!isPath && (!ownOrigin || !/^https?:\/\//i.test(url))) return false;
  if (!URL.canParse(url, base)) return false;
  const { origin, username, pathname } = new URL(url, base);
  return origin === new URL(base).origin && username === '' && !CLOSED.test(decoded(pathname));
}

/** The path as a server reads it; one that cannot be read leads nowhere good. */
function decoded(path: string): string {
  try {
    return new URL(decodeURIComponent(path).replaceAll(/[\\/]+/g, '/'), 'https://own.invalid').pathname;
  } catch {
    return '/auth';
  }
}
