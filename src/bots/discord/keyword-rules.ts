import {
  type APIAutoModerationRule,
  AutoModerationActionType,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
  Routes,
} from 'discord.js';
import type { OrgId } from '../../domain/id.ts';
import { Refused } from '../platform-errors.ts';
import type { Bots } from './bots.ts';
import { CODE, refusedWith } from './errors.ts';

/** Words that a server's AutoMod is to stop; none of them takes what we put there away again. */
export interface KeywordOrder {
  orgId: OrgId;
  workspace: string;
  words: readonly string[];
}

export interface KeywordsKept {
  rules: number;
  words: number;
}

/** Discord's own limits of a server. */
const MOST_RULES = 6;
const WORDS_A_RULE = 1000;
const REASON = 'SafeNest: the list of words was put to AutoMod';
const nameOf = (i: number): string => `SafeNest words ${i + 1}`;
const OURS = /^SafeNest words [1-6]$/;

/**
 * Puts words to a server's AutoMod as keyword rules named `SafeNest words 1` and on: those are changed, added and taken away as it takes,
 * and no others are touched. What is there already is left as it is, so the same order again changes nothing.
 */
export function createKeywordRules({ bots }: { bots: Bots }) {
  return async ({ orgId, workspace, words }: KeywordOrder): Promise<KeywordsKept> => {
    const [bot] = await bots.of(orgId);
    const { api } = bot!;
    try {
      const rules = await api.call<APIAutoModerationRule[]>('GET', Routes.guildAutoModerationRules(workspace));
      const me = (await bot!.self()).id;
      const keyword = rules.filter((rule) => rule.trigger_type === AutoModerationRuleTriggerType.Keyword);
      const ours = keyword
        .filter(({ name, creator_id: by }) => by === me && OURS.test(name))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const parts = Array.from({ length: Math.ceil(words.length / WORDS_A_RULE) }, (_, i) =>
        words.slice(i * WORDS_A_RULE, (i + 1) * WORDS_A_RULE),
      );
      const room = MOST_RULES - (keyword.length - ours.length);
      if (parts.length > room)
        throw new Refused(
          `Discord takes ${MOST_RULES} keyword rules in a server, and ${MOST_RULES - room} of them are its own.`,
          `There is room for ${room * WORDS_A_RULE} words: take some off the list, or delete rules in Server Settings, AutoMod.`,
        );
      for (const [i, part] of parts.entries()) {
        const before = ours[i];
        const body = { name: nameOf(i), enabled: true, trigger_metadata: { keyword_filter: part } };
        const made = {
          ...body,
          event_type: AutoModerationRuleEventType.MessageSend,
          trigger_type: AutoModerationRuleTriggerType.Keyword,
          actions: [{ type: AutoModerationActionType.BlockMessage }],
        };
        if (!before) await api.call('POST', Routes.guildAutoModerationRules(workspace), { body: made, reason: REASON });
        else if (!isSame(before, body))
          await api.call('PATCH', Routes.guildAutoModerationRule(workspace, before.id), { body, reason: REASON });
      }
      for (const { id } of ours.slice(parts.length))
        await api.call('DELETE', Routes.guildAutoModerationRule(workspace, id), { reason: REASON });
      return { rules: parts.length, words: words.length };
    } catch (error) {
      if (refusedWith(error, CODE.missingPermission, CODE.missingAccess))
        throw new Refused(
          'The bot may not manage the server’s AutoMod.',
          'Give its role “Manage Server”: “safenest connect discord --automod” prints a link that asks for it.',
          { cause: error },
        );
      throw error;
    }
  };
}

const isSame = (
  before: APIAutoModerationRule,
  {
    name,
    enabled,
    trigger_metadata: { keyword_filter: words },
  }: { name: string; enabled: boolean; trigger_metadata: { keyword_filter: readonly string[] } },
): boolean =>
  before.name === name &&
  before.enabled === enabled &&
  JSON.stringify(before.trigger_metadata.keyword_filter ?? []) === JSON.stringify(words);
