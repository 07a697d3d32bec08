import { domainToUnicode } from 'node:url';
import { mayLink } from '../../../domain/chat-message.ts';

/** An address in a message: its host as people read it, and an invite's code where it leads into a server, group or channel. */
export interface Link {
  host: string;
  invite: string | null;
}

/** More of one message are not looked at; they are counted. */
const MOST_LINKS = 200;

const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** Written out, or as `www.`; a mark that closes a sentence or a bracket is no part of it. */
const WRITTEN = /(?:\bhttps?:\/{1,2}|(?<![\p{L}\p{N}.@-])www\.)[^\s<>"'`|[\](){}\\]{1,2000}/giu;
/** Without a scheme: only where the end is one that people post addresses of, or a path follows. */
const BARE =
  /(?<![\p{L}\p{N}@./\\:_-])((?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,5}(\p{L}{2,24}))(\/[^\s<>"'`|[\](){}\\]{0,500})?(?![\p{L}\p{N}@-])/giu;
const ENDS = new Set(
  'com net org gg io ru xyz info link shop site online top app dev me co tv ly gift gifts club live biz pro icu cc uk de fr es eu us cn su tk ml ga cf gq click buzz fun vip win space website store tech'.split(
    ' ',
  ),
);
const INVITES: readonly { host: RegExp; path: RegExp }[] = [
  { host: /^(?:discord\.(?:gg|io|me|li)|dsc\.gg|invite\.gg)$/, path: /^\/(?:invite\/)?([\w-]{2,100})/ },
  { host: /^(?:(?:ptb|canary)\.)?discord(?:app)?\.com$/, path: /^\/invite\/([\w-]{2,100})/i },
  { host: /^(?:t|telegram)\.me$/, path: /^\/(?:joinchat\/|\+)([\w-]{4,100})/ },
  { host: /^chat\.whatsapp\.com$/, path: /^\/([\w-]{10,100})/ },
  { host: /^join\.slack\.com$/, path: /^\/t\/([\w-]{1,100})/ },
];

/** The addresses in a text, each once, in their order; in time linear in the text. */
export function linksIn(text: string): Link[] {
  if (!mayLink(text)) return [];
  const plain = text.replace(UNSEEN, '').replaceAll(/[。．｡]/g, '.');
  const found = new Map<string, Link>();
  const add = (host: string, path: string): void => {
    const invite = inviteIn(host, path);
    if (found.size < MOST_LINKS) found.set(`${host} ${invite ?? ''} ${path}`, { host, invite });
  };
  const left = plain.replaceAll(WRITTEN, (written) => {
    const url = parsed(written);
    if (url) add(url.host, url.path);
    return ' ';
  });
  for (const [, host, end, path = ''] of left.matchAll(BARE)) {
    if (!ENDS.has(end!.toLowerCase()) && path.length < 2) continue;
    const url = parsed(`http://${host}${path}`);
    if (url) add(url.host, url.path);
  }
  return [...found.values()];
}

function parsed(written: string): { host: string; path: string } | null {
  const address = /^www\./i.test(written) ? `http://${written}` : written;
  const url = URL.parse(address.replace(/[.,;:!?…]+$/, ''));
  if (!url || url.hostname === '') return null;
  const host = (domainToUnicode(url.hostname) || url.hostname).replace(/^www\./, '').replace(/\.$/, '');
  return host === '' ? null : { host: host.slice(0, 253), path: url.pathname };
}

function inviteIn(host: string, path: string): string | null {
  for (const one of INVITES) if (one.host.test(host)) return one.path.exec(path)?.[1] ?? null;
  return null;
}
