import { myLoginsWords } from '../../../messages/catalogue/my-logins.ts';
import type { MyLogins } from '../../../tools/my-logins.ts';
import type { PlanContext } from '../plan-types.ts';

const TOLD = 5;

/** How often, then the newest sign-ins of whoever asks: when, from where and with what. */
export function myLoginsAnswer(data: MyLogins, { language }: PlanContext): string[] {
  const words = myLoginsWords[language];
  const { count, capped, failed, range, rows } = data;
  if (data.quoted_accounts.length === 0) return [words.noAccount];
  if (count === 0) return [words.none(range)];
  return [
    words.count(count, capped, failed, range),
    ...rows.slice(0, TOLD).map(({ ref, time, outcome, address, quoted_place, quoted_device }) => {
      const from = quoted_place || (address ?? '');
      return `• ${words.line({ ref, time, failed: outcome === 'failure', from, device: quoted_device })}`;
    }),
    count > TOLD ? words.more(count - TOLD) : '',
    words.notYou,
  ].filter((line) => line !== '');
}
