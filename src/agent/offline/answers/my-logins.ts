import { myLoginsWords } from '../../../messages/catalogue/my-logins.ts';
import type { MyLogins, OwnLogin } from '../../../tools/my-logins.ts';
import type { PlanContext } from '../plan-types.ts';

const TOLD = 5;
/** Beside what alerts stand on. */
const FEW = 3;

/** How often, then those that alerts stand on and the newest sign-ins of whoever asks: when, from where and with what. */
export function myLoginsAnswer(data: MyLogins, { language }: PlanContext): string[] {
  const words = myLoginsWords[language];
  const { count, capped, failed, range, rows } = data;
  if (data.quoted_accounts.length === 0) return [words.noAccount];
  if (count === 0) return [words.none(range)];
  const line = ({ ref, time, outcome, address, quoted_place, quoted_device }: OwnLogin): string => {
    const from = quoted_place || (address ?? '');
    return `• ${words.line({ ref, time, failed: outcome === 'failure', from, device: quoted_device })}`;
  };
  const { noticed } = data;
  const odd = noticed.rows.slice(0, TOLD);
  const newest = rows.filter(({ ref }) => !odd.some((one) => one.ref === ref)).slice(0, odd.length > 0 ? FEW : TOLD);
  const told = odd.length + newest.length;
  return [
    words.count(count, capped, failed, range),
    ...(odd.length > 0 ? [words.noticed(noticed.count), ...odd.map(line)] : []),
    ...(odd.length > 0 && newest.length > 0 ? [words.newest] : []),
    ...newest.map(line),
    count > told ? words.more(count - told) : '',
    words.notYou,
  ].filter((text) => text !== '');
}
