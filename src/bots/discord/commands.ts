import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type Locale,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import {
  DISCORD_COMMANDS,
  type DiscordCommand,
  type DiscordOption,
  discordWords,
} from '../../messages/catalogue/discord.ts';
import type { Bot } from './bots.ts';

/** Each command's one option; completed while it is typed where there is something to choose from. */
const OPTION: Record<DiscordCommand, { name: DiscordOption; required: boolean; completes: boolean } | null> = {
  ask: { name: 'question', required: true, completes: false },
  incident: { name: 'title', required: false, completes: false },
  who: { name: 'person', required: true, completes: true },
  camera: { name: 'camera', required: true, completes: true },
  oncall: { name: 'when', required: false, completes: false },
  status: null,
  report: { name: 'report', required: false, completes: true },
  channel: { name: 'setting', required: false, completes: true },
  home: null,
  link: { name: 'code', required: false, completes: false },
  connect: { name: 'code', required: false, completes: false },
  pause: { name: 'time', required: false, completes: false },
  resume: null,
  help: null,
};

const LOCALES = { de: 'de', fr: 'fr', es: 'es-ES' } as const;
const everywhere = <T>(pick: (words: (typeof discordWords)['en']) => T) => ({
  ...Object.fromEntries(
    Object.entries(LOCALES).map(([language, locale]) => [locale, pick(discordWords[language as 'de'])]),
  ),
});
type Localised = Partial<Record<Locale, string>>;

/** `/safenest …` and the entry in a message's menu, as Discord is told them. */
export function commandDefinitions(): RESTPutAPIApplicationCommandsJSONBody {
  const en = discordWords.en;
  const where = {
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  };
  return [
    {
      type: ApplicationCommandType.ChatInput,
      name: 'safenest',
      description: en.safenest,
      description_localizations: everywhere((words) => words.safenest) as Localised,
      ...where,
      options: DISCORD_COMMANDS.map((name) => ({
        type: ApplicationCommandOptionType.Subcommand,
        name,
        description: en.commands[name],
        description_localizations: everywhere((words) => words.commands[name]) as Localised,
        options: optionOf(name),
      })),
    },
    {
      type: ApplicationCommandType.Message,
      name: en.openIncident,
      name_localizations: everywhere((words) => words.openIncident) as Localised,
      ...where,
    },
  ];
}

function optionOf(command: DiscordCommand): APIApplicationCommandBasicOption[] {
  const option = OPTION[command];
  if (!option) return [];
  const base = {
    type: ApplicationCommandOptionType.String,
    name: option.name,
    description: discordWords.en.options[option.name],
    description_localizations: everywhere((words) => words.options[option.name]) as Localised,
    required: option.required,
  } as const;
  return [option.completes ? { ...base, autocomplete: true } : { ...base, max_length: 2000 }];
}

/** Tells Discord the commands, for every server or for some (there they change at once). Telling the same again changes nothing. */
export async function registerCommands(bot: Bot, guilds: readonly string[] = []): Promise<void> {
  const { application } = await bot.self();
  const body = commandDefinitions();
  if (guilds.length === 0) await bot.api.call('PUT', Routes.applicationCommands(application), { body });
  for (const guild of guilds) await bot.api.call('PUT', Routes.applicationGuildCommands(application, guild), { body });
}
