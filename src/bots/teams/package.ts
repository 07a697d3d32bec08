import { LANGUAGES, type Language } from '../../domain/language.ts';
import { teamsPackageWords } from '../../messages/catalogue/teams-package.ts';
import { PIN, SHORTCUT } from './parse.ts';
import { zip } from './zip.ts';

export interface PackageOptions {
  /** Of the Azure Bot, which is that of its app registration. */
  appId: string;
  /** Where people open the console, e.g. `https://desk.example.com`. */
  publicUrl: string;
  /** As people find it in Teams; `SafeNest` where absent. */
  name?: string;
  /** Whether channels are to be guarded: then it asks to read what is said in teams and chats it is added to. */
  moderation?: boolean;
  madeAt: Date;
  /** Draws an SVG as a PNG of so many pixels on a side. */
  drawIcon(svg: string, size: number): Promise<Buffer>;
}

/** Teams takes an update only with a higher number: each package has that of the moment it was made, to the second. */
const versionAt = (madeAt: Date): string => {
  const seconds = Math.floor(madeAt.getTime() / 1000);
  return `1.${Math.floor(seconds / 86_400)}.${seconds % 86_400}`;
};
const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const COMMANDS = ['help', 'status', 'oncall', 'report', 'incident', 'link'] as const;
const COLOUR = '#0B7268';

/** The sign of the console: white on our colour, and as white lines on nothing, as Teams wants the two. */
const SHIELD = 'M16 2.5 27 6.5v8.5c0 7-4.6 11.7-11 14.5C9.6 26.7 5 22 5 15V6.5z';
const INSIDE =
  '<path fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" d="M10 15.5c.6 4 2.8 6.2 6 6.2s5.4-2.2 6-6.2"/><circle fill="#fff" cx="16" cy="12.8" r="3"/>';
const svg = (viewBox: string, inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" width="192" height="192">${inner}</svg>`;

export const ICONS = {
  color: {
    size: 192,
    svg: svg(
      '-6 -6 44 44',
      `<rect x="-6" y="-6" width="44" height="44" fill="${COLOUR}"/><path fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round" d="${SHIELD}"/>${INSIDE}`,
    ),
  },
  outline: {
    size: 32,
    svg: svg(
      '0 0 32 32',
      `<path fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round" d="${SHIELD}"/>${INSIDE}`,
    ),
  },
} as const;

/**
 * The app as Teams takes it, with what it needs and no more: who somebody is (to know the member), messages to those who have it
 * (to answer and to tell of alerts). It reads no channel: only what is said to it reaches it.
 */
export function teamsManifest({
  appId,
  publicUrl,
  madeAt,
  moderation = false,
  name = 'SafeNest',
}: Omit<PackageOptions, 'drawIcon'>) {
  const site = publicUrl.replace(/\/+$/, '');
  const words = teamsPackageWords.en;
  return {
    $schema: 'https://developer.microsoft.com/en-us/json-schemas/teams/v1.19/MicrosoftTeams.schema.json',
    manifestVersion: '1.19',
    version: versionAt(madeAt),
    localizationInfo: {
      defaultLanguageTag: 'en',
      additionalLanguages: OTHERS.map((languageTag) => ({ languageTag, file: `${languageTag}.json` })),
    },
    id: appId,
    developer: { name: 'SafeNest', websiteUrl: site, privacyUrl: `${site}/help`, termsOfUseUrl: `${site}/help` },
    name: { short: name.slice(0, 30), full: words.full(name).slice(0, 100) },
    description: {
      short: words.short,
      full: words.description(moderation),
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: COLOUR,
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        // pictures that come with a question
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: [
          {
            scopes: ['personal', 'team', 'groupChat'],
            commands: COMMANDS.map((title) => ({ title, description: words.commands[title] })),
          },
        ],
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: [
          { id: SHORTCUT, type: 'action', ...words.onMessage.incident, context: ['message'], fetchTask: true },
          { id: PIN, type: 'action', ...words.onMessage.timeline, context: ['message'], fetchTask: true },
        ],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [new URL(site).host],
    ...(moderation
      ? {
          webApplicationInfo: { id: appId, resource: `api://${new URL(site).host}/${appId}` },
          authorization: {
            permissions: {
              resourceSpecific: Object.keys(MODERATION_WHY).map((permission) => ({
                name: permission,
                type: 'Application',
              })),
            },
          },
        }
      : {}),
  };
}

/** What the manifest says to people, in another language; places are named as Teams' schema for such files has it. */
export function teamsTranslation(
  language: Language,
  { name = 'SafeNest', moderation = false }: Pick<PackageOptions, 'name' | 'moderation'>,
): Record<string, string> {
  const words = teamsPackageWords[language];
  const { incident, timeline } = words.onMessage;
  return {
    $schema: 'https://developer.microsoft.com/en-us/json-schemas/teams/v1.19/MicrosoftTeams.Localization.schema.json',
    'name.short': name.slice(0, 30),
    'name.full': words.full(name).slice(0, 100),
    'description.short': words.short,
    'description.full': words.description(moderation),
    // what is typed stays as it is: its first word is the command
    ...Object.fromEntries(
      COMMANDS.map((command, at) => [`bots[0].commandLists[0].commands[${at}].description`, words.commands[command]]),
    ),
    ...Object.fromEntries(
      [incident, timeline].flatMap(({ title, description }, at) => [
        [`composeExtensions[0].commands[${at}].title`, title],
        [`composeExtensions[0].commands[${at}].description`, description],
      ]),
    ),
  };
}

/** Why the app asks for each permission: shown by whoever writes the package. */
export const WHY: Record<string, string> = {
  identity: 'to know which member somebody is',
  messageTeamMembers: 'to answer people, and to tell bound channels of alerts',
};

/** What it asks for beside these only where channels are guarded; a team's owner agrees for that team, a chat's member for that chat. */
export const MODERATION_WHY: Record<string, string> = {
  'ChannelMessage.Read.Group':
    'to be told what is said in channels of a team; what is not guarded is thrown away unread',
  'ChatMessage.Read.Chat': 'the same in group chats',
};

/** The package to upload in Teams: manifest, its words in other languages and two icons, as a zip. */
export async function teamsPackage(options: PackageOptions): Promise<Buffer> {
  const [color, outline] = await Promise.all([
    options.drawIcon(ICONS.color.svg, ICONS.color.size),
    options.drawIcon(ICONS.outline.svg, ICONS.outline.size),
  ]);
  return zip([
    { name: 'manifest.json', data: Buffer.from(`${JSON.stringify(teamsManifest(options), null, 2)}\n`) },
    ...OTHERS.map((language) => ({
      name: `${language}.json`,
      data: Buffer.from(`${JSON.stringify(teamsTranslation(language, options), null, 2)}\n`),
    })),
    { name: 'color.png', data: color },
    { name: 'outline.png', data: outline },
  ]);
}
