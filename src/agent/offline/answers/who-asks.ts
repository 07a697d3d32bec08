import { helpWords } from '../../../messages/catalogue/help.ts';
import { whoAsksWords } from '../../../messages/catalogue/who-asks.ts';
import type { WhoAsks } from '../../../tools/who-am-i.ts';
import type { PlanContext } from '../plan-types.ts';

const NAMES: Readonly<Record<string, string>> = { slack: 'Slack', discord: 'Discord', teams: 'Microsoft Teams' };

/** Who somebody is to SafeNest: name and role, by what they are known, what they may ask for. */
export function whoAsksAnswer(data: WhoAsks, { language }: PlanContext): string[] {
  const words = whoAsksWords[language];
  const { topics } = helpWords[language];
  const { kind, quoted_name: name, role, email, accounts } = data;
  const where = (platform: string, workspace: string): string =>
    `${NAMES[platform] ?? platform}${workspace === '' ? '' : ` (${workspace})`}`;
  const here = accounts.toSorted((a, b) => Number(b.here) - Number(a.here));
  return [
    kind === 'member' ? words.member(name, role) : words.program(name, role),
    email !== null && !(data.asked_from in NAMES) ? words.signedIn(email) : '',
    accounts.length > 0 ? words.knownBy : kind === 'member' ? words.noAccount : '',
    ...here.map((one) =>
      words.account({
        where: where(one.platform, one.quoted_workspace),
        account: one.platform_id,
        by: one.linked_by,
        at: one.linked_at,
      }),
    ),
    data.cameras_limited ? words.cameras : '',
    words.may(data.topics.map((topic) => topics[topic]?.name ?? topic).join(', ')),
    kind === 'member' ? words.notYou : '',
  ].filter((line) => line !== '');
}
