import { type Attachment, STOPPED } from '../../../domain/chat-message.ts';
import type { ContentPolicy } from '../../../domain/content-policy.ts';
import { oneLine } from '../../../domain/text.ts';
import { type Listed, listReason, NOTHING_LISTED, opensCase, saysListed } from '../lists/listed.ts';
import { linksIn } from './links.ts';
import { imitatedBy, isWithin, mixesAlphabets } from './lookalikes.ts';

/** What goes by the policy's lists; and, beside it, what the platform itself refused and what stands on block lists. */
export const LISTED = ['links', 'invites', 'files'] as const;
export const REFUSING = [...LISTED, 'automod', 'listed'] as const;
export type Refusing = (typeof REFUSING)[number];

/** What somebody posts, as far as it may be refused. */
export interface Posted {
  content: string;
  attachments: readonly Attachment[];
  /** The platform's id of the message. */
  key?: string;
  author?: string;
  authorName?: string;
}

const STOPPED_WORDS = 'a message that Discord’s AutoMod stopped';
const PROGRAMS = new Set(
  'exe msi msix msp scr com bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta cpl dll sys jar apk xapk ipa dmg pkg app deb rpm run bin sh command elf lnk reg inf iso img vhd vhdx appimage gadget pif url scf chm xll docm xlsm pptm'.split(
    ' ',
  ),
);
/** The kinds of content that names say; a name that is not here says nothing. */
const SAID: Record<string, string> = {
  ...named('image', 'jpg jpeg png gif webp bmp tif tiff heic avif svg ico'),
  ...named('video', 'mp4 mov webm mkv avi m4v'),
  ...named('audio', 'mp3 wav ogg flac m4a opus aac'),
  ...named('text', 'txt md csv log'),
  ...named('application/pdf', 'pdf'),
};
/** Said of anything: it tells nothing. */
const UNSAID = /^(?:|application\/octet-stream|binary\/octet-stream|application\/unknown|text\/plain)$/;

/** Why each of what somebody posted is refused, in plain English as reasons are stored; empty where nothing is. */
export function refusedIn(
  posted: Posted,
  what: Refusing,
  policy: ContentPolicy,
  listed: Listed = NOTHING_LISTED,
): string[] {
  switch (what) {
    case 'links':
      return [...new Set(linksIn(posted.content).flatMap(({ host }) => linkReason(host, policy.links) ?? []))];
    case 'invites':
      return [
        ...new Set(
          linksIn(posted.content).flatMap(({ host, invite }) =>
            invite === null || policy.invites.allowed.includes(invite)
              ? []
              : [`an invite to another place (${shown(`${host}/${invite}`)})`],
          ),
        ),
      ];
    case 'automod':
      return posted.key?.startsWith(STOPPED) ? [STOPPED_WORDS] : [];
    case 'listed': {
      const { author = '', authorName = '', content } = posted;
      return listed({ author, content })
        .filter(opensCase)
        .map((hit) => listReason(hit, authorName || author));
    }
    case 'files':
      return posted.attachments.flatMap((one) => fileReason(one, policy.files) ?? []);
  }
}

/** Whether a stored reason says that something was refused. */
export const saysPosting = (reason: string): boolean =>
  saysListed(reason) ||
  /^(?:a link to|an invite to|a program as|a file (?:of|that)|a message that|\d+ people who joined) /.test(reason);

function linkReason(host: string, policy: ContentPolicy['links']): string | null {
  const { others, allowed, refused, lookalikes, imitated } = policy;
  const longest = (domains: readonly string[]): number =>
    Math.max(-1, ...domains.map((domain) => (isWithin(host, domain) ? domain.length : -1)));
  const [within, without] = [longest(allowed), longest(refused)];
  // the nearer list decides; of two that say the same, the refusal
  if (without >= 0 && without >= within) return `a link to ${shown(host)}, which is refused here`;
  if (within >= 0) return null;
  if (lookalikes) {
    const like = imitatedBy(host, [...allowed, ...imitated]);
    if (like !== null) return `a link to ${shown(host)}, which imitates ${shown(like)}`;
    if (mixesAlphabets(host)) return `a link to ${shown(host)}, which mixes alphabets`;
  }
  return others === 'refused' ? `a link to ${shown(host)}, which no list allows` : null;
}

function fileReason({ name, type, size }: Attachment, policy: ContentPolicy['files']): string | null {
  const ends = endsOf(name);
  const last = ends.at(-1) ?? '';
  const mime = type.toLowerCase().replace(/;.*$/s, '').trim();
  if (policy.programs && (PROGRAMS.has(last) || isProgram(mime))) return `a program as a file (${shown(name)})`;
  if (policy.refused.includes(last)) return `a file of a refused type (${shown(name)})`;
  if (policy.disguised && isDisguised(name, last, mime))
    return `a file that is not what its name says (${shown(name)})`;
  if (policy.mostMegabytes !== null && size !== null && size > policy.mostMegabytes * 1e6)
    return `a file of ${Math.round(size / 1e5) / 10} MB (${shown(name)})`;
  return null;
}

/** `invoice.pdf.exe` ends in both. */
const endsOf = (name: string): string[] =>
  name
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .trim()
    .replace(/[. ]+$/, '')
    .toLowerCase()
    .split('.')
    .slice(1);

const isProgram = (mime: string): boolean =>
  /^application\/(?:x-(?:ms(?:download|dos-program|i)|dosexec|executable|elf|sh|mach-binary|bat)|vnd\.microsoft\.portable-executable|vnd\.android\.package-archive|java-archive|hta)$/.test(
    mime,
  );

/** The direction of writing is turned within it, or its type is another than its name's. */
function isDisguised(name: string, end: string, mime: string): boolean {
  if (/[\u202a-\u202e\u2066-\u2069]/u.test(name)) return true;
  const says = Object.hasOwn(SAID, end) ? SAID[end]! : null;
  if (says === null || UNSAID.test(mime)) return false;
  return says.includes('/') ? mime !== says : !mime.startsWith(`${says}/`);
}

function named(says: string, ends: string): Record<string, string> {
  return Object.fromEntries(ends.split(' ').map((end) => [end, says]));
}

const shown = (text: string): string => oneLine(text.replaceAll(/[()]/g, ' '), 80);
