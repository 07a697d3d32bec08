/** What an admin’s own words may hold beside what every answer may: an address of the web, bare or behind words. */
export const OUTSIDE_LINK = String.raw`\[[^\]\n]{1,200}\]\(https?:\/\/[^\s()<>"]{1,1000}\)|\bhttps?:\/\/[^\s<>()[\]"'*|\\\x60]{0,999}[^\s<>()[\]"'*|\\\x60.,;:!?…]`;

/** Matches no text at all: in the place of the above where nothing outside may be linked. */
export const NO_LINK = '(?!)';

/** A link as it was written, with words that name the host it leads to; null for what is no address of the web. */
export function outsideLink(written: string): { words: string; url: string; bare: boolean } | null {
  const [, words, target] = /^\[([^\]]+)\]\((.+)\)$/.exec(written) ?? [];
  const address = target ?? written;
  if (!URL.canParse(address)) return null;
  const { protocol, host, username, password, href } = new URL(address);
  // what stands before an @ would be read as the host
  if (!/^https?:$/.test(protocol) || host === '' || username || password) return null;
  if (words === undefined) return { words: written, url: href, bare: true };
  const said = words.replaceAll(/\bhttps?:\/\//gi, '').trim();
  return { words: said === host ? said : `${said} (${host})`, url: href, bare: false };
}
