import { z } from 'zod';
import { accountsBeginning } from '../db/event-search.ts';
import { formatReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { parseUntil, UNTIL_WORDS } from '../domain/until.ts';
import { SafeNestError } from '../errors.ts';
import { exceptionWords } from '../messages/catalogue/alert-exceptions.ts';
import { ruleWishWords } from '../messages/catalogue/rule-wishes.ts';
import { timeText } from '../messages/time-text.ts';
import { readUsers } from '../pipeline/account-called.ts';
import { muteRuleFor } from '../pipeline/alert-exceptions.ts';
import { currentAlertCard } from '../pipeline/current-card.ts';
import { ruleCalled } from '../pipeline/rule-called.ts';
import { defineTool } from './define-tool.ts';
import { referenceInput } from './reference-input.ts';
import { takes } from './rule-wish.ts';
import { alertCitation, ruleCitation } from './tool-data.ts';

const MOST_LIKE = 4;

/** What `mute_rule` answers. */
export interface MutedRule extends Record<string, unknown> {
  /** `nothing`: it never raised an alert about them. */
  did: 'muted' | 'nothing';
  rule: string;
  quoted_who: string;
  until: string;
  /** The alert that the exception was made from. */
  alert: string | null;
  /** Accounts can be left out of such a rule for good. */
  may_leave_out: boolean;
}

export const muteRuleTool = defineTool({
  name: 'mute_rule',
  description:
    'Have one rule tell nothing about one account until a time: an exception that ends, made from the rule’s newest alert about them. Never for ever, never for ' +
    'everybody. Only when the person asking said so, as in “mute RULE-8 for grace until Friday”.',
  input: z.object({
    rule: referenceInput('rule').optional().describe('Which rule, e.g. RULE-8'),
    named: z.string().max(200).optional().describe('Or what they call it: “new device”'),
    of_alert: referenceInput('alert').optional().describe('Or the alert that it raised'),
    user: z.string().max(320).describe('The account, or whose it is'),
    until: z.string().max(60).optional().describe(`Until when, e.g. ${UNTIL_WORDS}. 7 days where absent`),
    reason: z.string().max(500).optional().describe('Why, in the words of the person asking'),
  }),
  access: 'write',
  permission: 'alerts.write',
  async run({ org, work, principal, now, language }, { user, until: said, reason, ...which }) {
    const until = parseUntil(said ?? '7 days', { now, timeZone: principal.timeZone });
    if (!until) throw new SafeNestError('invalid_input', exceptionWords[language].answer.past);
    const words = ruleWishWords[language];
    const { rule, account } = await org(async (tx) => {
      const called = await ruleCalled(tx, which, language);
      const { users: found } = await readUsers(tx, principal, user, { notes: [], kinds: ['login'] });
      const begun = found.filter((one) => !one.exact).map(({ text }) => text);
      const like = begun.length > 0 ? await accountsBeginning(tx, begun, MOST_LIKE) : [];
      const exact = [...found.filter((one) => one.exact), ...like.map((text) => ({ text }))];
      const [only, other] = exact;
      if (!only) throw new SafeNestError('invalid_input', words.noSuchAccount(oneLine(user, 60)));
      if (other)
        throw new SafeNestError(
          'invalid_input',
          words.whichAccount(
            oneLine(user, 60),
            exact.map(({ text }) => oneLine(text, 60)),
          ),
        );
      return { rule: called, account: only.text };
    });
    return work(async (change) => {
      const made = await muteRuleFor(change, { rule, account, until, ...(reason === undefined ? {} : { reason }) });
      const data: MutedRule = {
        did: made ? 'muted' : 'nothing',
        rule: formatReference({ kind: 'rule', number: rule.number }),
        quoted_who: oneLine(account, 100),
        until: timeText(until, principal.timeZone, language),
        alert: made ? formatReference({ kind: 'alert', number: made.alert.number }) : null,
        may_leave_out: takes(rule.kind, 'except_accounts'),
      };
      return {
        data,
        ...(made && { card: await currentAlertCard(change, made.alert.number) }),
        citations: [ruleCitation(rule), ...(made ? [alertCitation(made.alert)] : [])],
      };
    });
  },
});
