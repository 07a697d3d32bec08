import type { Day, Draft } from './day.ts';
import { DATA_CENTRE, type Employee, HOSTERS, OFFICE, STAFF, VPN_EXIT } from './northwind.ts';

/** What happens at the clinic when nothing happens. */
export function ordinaryDay(day: Day): Draft[] {
  const atWork = STAFF.filter((_, i) => !day.weekend || (i + day.number) % 4 !== 0);
  return [...atWork.flatMap((employee) => workday(day, employee)), ...services(day), ...scanners(day)];
}

/** Mail at home, the office, patient records now and then, and for some the VPN in the evening. */
function workday(day: Day, employee: Employee): Draft[] {
  const random = day.random(`workday ${employee.account}`);
  const { account, home, computer, phone } = employee;
  const arrives = random.int(7 * 60 + 20, 8 * 60 + 50);
  const leaves = random.int(15 * 60 + 30, 18 * 60);
  const login = (at: number, rest: Pick<Draft, 'from' | 'source' | 'method' | 'device'>): Draft => ({
    at,
    account,
    outcome: 'success',
    ...rest,
  });
  const drafts = [login(arrives - random.int(30, 70), { from: home, source: 'mail', method: 'oauth', device: phone })];
  const office = { from: OFFICE, source: 'sso', method: 'password+totp', device: computer } as const;
  if (random.chance(0.15))
    drafts.push({ ...login(arrives - 0.5, office), outcome: 'failure', reason: 'wrong password' });
  drafts.push(login(arrives, office));
  const records = { from: OFFICE, source: 'patient-records', method: 'badge', device: computer } as const;
  for (let at = arrives + random.int(5, 20); at < leaves; at += random.int(35, 60)) drafts.push(login(at, records));
  if (random.chance(0.3)) {
    const evening = random.int(18 * 60 + 20, 19 * 60 + 40);
    drafts.push(login(evening, { from: home, source: 'vpn', method: 'password+totp', device: computer }));
    drafts.push(login(evening + 1.5, { from: VPN_EXIT, source: 'sso', method: 'password+totp', device: computer }));
  }
  return drafts;
}

/** Backups and image transfers, from one machine with a key. */
function services(day: Day): Draft[] {
  return ['svc-backup', 'svc-imaging'].flatMap((account, i) =>
    [7, 9, 11, 13, 15, 17, 19].map(
      (hour): Draft => ({
        at: hour * 60 + 7 * i + day.random(`service ${account} ${hour}`).int(0, 3),
        account,
        outcome: 'success',
        from: DATA_CENTRE,
        source: 'sshd',
        method: 'publickey',
        device: null,
      }),
    ),
  );
}

/** What every server on the internet sees: a knock here and there, never twice from the same address. */
function scanners(day: Day): Draft[] {
  const random = day.random('scanners');
  const accounts = ['root', 'admin', 'test', 'ubuntu', 'oracle', 'postgres', 'pi', 'guest'];
  return accounts.map((account, i) => ({
    at: random.int(0, 24 * 60 - 1),
    account,
    outcome: 'failure',
    from: { address: `203.0.113.${100 + i * 10 + random.int(0, 9)}`, ...random.pick(HOSTERS) },
    source: 'sshd',
    method: 'password',
    device: null,
    reason: 'invalid user',
  }));
}
