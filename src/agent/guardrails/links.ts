import { countryCode } from '../../domain/country.ts';
import { blunted } from './mentions.ts';

/** Pages of ours that a link must not lead to: they sign someone in, or hand out a file to whoever holds the address. */
const CLOSED = /^\/+(?:sign-in|sign-out|auth|files)(?:[/?#]|$)/i;
const REMOVED = '(link removed)';
const ADDRESS =
  /(?:(?:[a-z][a-z0-9+.-]*:\/\/)|\b(?:https?|hxxps?|ftp|data|javascript|vbscript|file|mailto|tel|sms|slack|discord|tg|whatsapp|blob):(?=[^\s]))[^\s<>()[\]"“”„«»‹›]+/gi;
/** Of these a word and a colon may stand before any text: "data:5", "file:auth.log". */
const PROSE = /^(?:data|file|javascript|slack|discord|tg|blob|whatsapp|sms):(?!\/\/)(?![^ ]*[(,;?=])/i;
/** Words with dots between them: the last one may be a top-level domain. Chat platforms make links of most of these. */
const DOMAIN =
  /(?<![\p{L}\p{N}@._/\\-])((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+)(xn--[a-z0-9-]+|\p{L}{2,24})(?![\p{L}\p{N}_@-]|\.[\p{L}\p{N}])(?=(\/|:\d)?)/giu;
/** Endings that people use as names of sites; behind a name these always read as an address. */
const TOP = new Set(
  `com net org info biz edu gov mil int app dev xyz top site online shop store club click link live icu work cloud tech page web
  zip mov pro name mobi space website support help example test`.split(/\s+/),
);
/** Endings of files, programs and short forms; before a path they are taken for an address all the same. */
const FILES = new Set(
  `js ts mjs cjs jsx tsx json jsonl yml yaml toml xml html htm css scss svg png jpg jpeg gif webp pdf doc docx xls xlsx csv tsv
  txt log md rst ini conf cfg env sh bash zsh ps bat cmd exe dll so msi dmg apk jar war py rb go rs java kt php sql db sqlite
  bak tmp old gz tar tgz bz rar iso img eml msg pem key crt cer der lock service timer socket target local lan internal
  localdomain ics cab swf wav avi mkv evtx pcap`.split(/\s+/),
);
/** `Done.Next` and `e.g` are prose; so is what has a capital behind its dot. */
const SHORT_FORMS = /^(?:e\.g|i\.e|a\.m|p\.m|z\.b|d\.h|u\.a|p\.ej|u\.s|u\.k|e\.u)$/i;

/** Whether words with dots are a name in our data: `maria.lindqvist` is a person. Where nobody knows, any may be. */
export type IsName = (word: string) => boolean;
const anyName: IsName = () => true;

/** Keeps links to our own pages, leaves every other address out, and never lets a picture load from an address. */
export function allowLinks(text: string, ownOrigin: string | null, isName: IsName = anyName): string {
  const allowed = (url: string): boolean => isOwn(url, ownOrigin);
  const ownHost = ownOrigin === null ? null : new URL(ownOrigin).hostname;
  const kept: string[] = [];
  const keep = (part: string): string => `\uE000${kept.push(part) - 1}\uE001`;
  return (
    text
      .replaceAll(/[\uE000\uE001]/g, '')
      // A full stop of another script reads as a dot in an address.
      .replaceAll(/(?<=[a-z0-9])[。．｡](?=[a-z0-9])/gi, '.')
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
      .replaceAll(ADDRESS, (url) => (allowed(url) ? keep(url) : PROSE.test(url) ? url : removed(url)))
      .replaceAll(/(?<![\w/@:])\/\/[\w-]+(?:\.[\w-]+)+[^\s<>()[\]"“”„«»‹›]*/g, removed)
      .replaceAll(/(?<![\w.@-])www\.[^\s<>()[\]"“”„«»‹›]+/gi, removed)
      .replaceAll(DOMAIN, (whole, labels: string, top: string, path?: string) =>
        leads(labels, top, path, isName) && whole.toLowerCase() !== ownHost ? `${labels.slice(0, -1)}[.]${top}` : whole,
      )
      .replaceAll(/\uE000(\d+)\uE001/g, (_, index: string) => kept[Number(index)] ?? '')
  );
}

/** What stands for an address, with what only ended the sentence or the quotation around it. */
const removed = (url: string): string => REMOVED + (/[.,;:!?'’*_`]+$/.exec(url)?.[0] ?? '');

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
    .replaceAll(/<(?=\/?[a-z!])([^<>]*)(>?)/gi, blunted)
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
    .replaceAll(DOMAIN, (whole, labels: string, top: string, path?: string) =>
      leads(labels, top, path, anyName) && whole.toLowerCase() !== ownHost ? `${labels.slice(0, -1)}[.]${top}` : whole,
    )
    .replaceAll(/\uE000(\d+)\uE001/g, (_, index: string) => kept[Number(index)] ?? '');
}

/**
 * Whether words with dots lead somewhere. Two letters count where they are a country's; longer ones unless they are a kind of
 * file, begin the next sentence, or the words are the name of an account in our data: `maria.lindqvist` is a person.
 */
function leads(labels: string, top: string, path: string | undefined, isName: IsName): boolean {
  const end = top.toLowerCase();
  const word = `${labels}${top}`;
  if (SHORT_FORMS.test(word) || /^[\d.]+$/.test(word)) return false;
  if (end.length === 2)
    return path === '/' || /^(?:eu|su)$/.test(end) || countryCode(top) !== null || !/^[a-z]/.test(end);
  if (path !== undefined || end.startsWith('xn--') || TOP.has(end)) return true;
  return !FILES.has(end) && !/^\p{Lu}\p{Ll}/u.test(top) && !isName(word.toLowerCase());
}

function isOwn(url: string, ownOrigin: string | null): boolean {
  const isPath = /^\/(?![/\\])/.test(url);
  const base = ownOrigin ?? 'https://own.invalid';
  // Readers disagree about what a backslash ends: nothing of ours has one.
  if (url.includes('\\')) return false;
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
