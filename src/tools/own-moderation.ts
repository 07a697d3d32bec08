import { z } from 'zod';
import { appealAgainst } from '../db/appeals.ts';
import { evidenceOf } from '../db/case-evidence.ts';
import { listChatAccounts } from '../db/members.ts';
import { listActions, type StoredAction } from '../db/moderation-actions.ts';
import type { OrgDb } from '../db/scope.ts';
import type { ActionState } from '../domain/moderation.ts';
import type { Card } from '../messages/card.ts';
import { affectedCard } from '../messages/views/affected-card.ts';
import { defineTool, type ToolContext } from './define-tool.ts';
import { actionCitation, actionData, type OwnModerationData } from './moderation-data.ts';

const SHOWN = 5;
/** What somebody felt, or is about to feel; what only waits, or never came about, is between moderators. */
const FELT: readonly ActionState[] = ['due', 'done', 'task', 'lifting', 'lift_task', 'lifted', 'expired'];
const APPEALABLE: readonly ActionState[] = ['done', 'task', 'expired'];

export const ownModerationTool = defineTool({
  name: 'own_moderation',
  description:
    'What was done about the person asking themselves, in channels that are guarded: why, until when, how to appeal. Use it for "why was I timed out?", ' +
    '"was I banned?", "how long am I muted?". It shows nobody else’s.',
  input: z.object({}),
  access: 'read',
  permission: null,
  // whoever else reads it has to be somebody who sees everybody's
  shows: ['moderation.read'],
  run(context) {
    const { org, principal, now } = context;
    return org(async (tx) => {
      const accounts =
        principal.actor.kind === 'member'
          ? (await listChatAccounts(tx, principal.actor.id)).map(({ platform, workspace, externalId }) => ({
              platform,
              workspace,
              account: externalId,
            }))
          : [];
      const found =
        accounts.length === 0
          ? []
          : await listActions(tx, {
              accounts,
              states: FELT,
              // a note is for moderators alone
              steps: ['delete', 'warning', 'timeout', 'mute', 'ban'],
              limit: SHOWN,
            });
      const rows: OwnModerationData['rows'] = [];
      for (const one of found) {
        const appealed = (await appealAgainst(tx, one.id)) !== null;
        rows.push({
          ...actionData(one, { timeZone: principal.timeZone, now }),
          appealed,
          may_appeal: !appealed && APPEALABLE.includes(one.state),
        });
      }
      const data: OwnModerationData = { count: rows.length, rows, linked: accounts.length };
      const [latest] = found;
      return {
        data: { ...data },
        ...(latest ? { card: await cardOf(tx, latest, rows[0]!.appealed, context) } : {}),
        citations: found.map(actionCitation),
      };
    });
  },
});

/** What they were told when it was done; its button works where it was done. */
async function cardOf(
  tx: OrgDb,
  action: StoredAction,
  appealed: boolean,
  { principal, language }: ToolContext,
): Promise<Card> {
  const evidence = action.caseId === null ? [] : await evidenceOf(tx, action.caseId);
  const quotes = evidence.filter(({ author }) => author === action.account);
  const card = affectedCard({ action, quotes, appealed }, principal.timeZone, language);
  const isThere = principal.place.platform === action.channel.platform;
  return isThere ? card : { ...card, parts: card.parts.filter(({ kind }) => kind !== 'actions') };
}
