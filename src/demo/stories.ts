import type { Day, Draft } from './day.ts';
import { type Employee, FAR_AWAY, HOSTERS, OFFICE, type Origin, STAFF, STRANGE_DEVICES } from './northwind.ts';

/** What makes a day worth asking about: one grave matter every day, and on most days a small one. */
export function storiesOf(day: Day): Draft[] {
  const small = SMALL[day.number % SMALL.length]!;
  return [...GRAVE[day.number % GRAVE.length]!(day), ...(small ? small(day) : [])];
}

type Story = (day: Day) => Draft[];

const GRAVE: readonly Story[] = [brokenIn, spray, travel, hammered, fromFarAway, manyOntoOne];
/** NOTE seven against six above: the pairs change from week to week. */
const SMALL: readonly (Story | null)[] = [newComputer, atNight, null, forgotten, newComputer, null, atNight];

/** Somebody guesses at one mailbox until they are in. */
function brokenIn(day: Day): Draft[] {
  const random = day.random('broken in');
  const victim = victimOf(day);
  const from = attacker(day, 1);
  const start = random.int(4 * 60, 5 * 60 + 30);
  const device = random.pick(STRANGE_DEVICES);
  const guesses = burst(random.int(34, 48), start, 0.3, (at) => failure(at, victim.account, from, device));
  return [
    ...guesses,
    {
      at: guesses.at(-1)!.at + 0.4,
      account: victim.account,
      outcome: 'success',
      from,
      source: 'mail',
      method: 'password',
      device,
    },
  ];
}

/** One address tries a password or two on everybody. */
function spray(day: Day): Draft[] {
  const random = day.random('spray');
  const from = attacker(day, 2);
  const guessed = ['info', 'reception', 'pharmacy', 'it-support', 'billing'].map((name) => `${name}@northwind.example`);
  const accounts = [...STAFF.map((employee) => employee.account), ...guessed];
  const start = random.int(10 * 60, 11 * 60);
  return [0, 1].flatMap((round) =>
    accounts.map((account, i) => failure(start + round * 25 + i * 1.3, account, from, 'python-requests/2.32.3')),
  );
}

/** An account is at work in Hamburg and, within the hour, on another continent. */
function travel(day: Day): Draft[] {
  const random = day.random('travel');
  const victim = victimOf(day);
  const at = random.int(10 * 60, 14 * 60);
  const from: Origin = { address: strangeAddress(day, 3), ...random.pick(FAR_AWAY) };
  const device = random.pick(STRANGE_DEVICES);
  return [
    {
      at: at - 25,
      account: victim.account,
      outcome: 'success',
      from: OFFICE,
      source: 'sso',
      method: 'password+totp',
      device: victim.computer,
    },
    { at, account: victim.account, outcome: 'success', from, source: 'sso', method: 'password', device },
    {
      at: at + 4,
      account: victim.account,
      outcome: 'success',
      from,
      source: 'patient-records',
      method: 'password',
      device,
    },
  ];
}

/** A machine on IPv6 hammers the gateway. */
function hammered(day: Day): Draft[] {
  const random = day.random('hammered');
  const from: Origin = {
    address: `2001:db8:${(0xa00 + (day.number % 512)).toString(16)}::${random.int(2, 99)}`,
    ...random.pick(HOSTERS),
  };
  const accounts = ['root', 'admin', 'vpn', 'backup'];
  return burst(random.int(62, 74), random.int(13 * 60, 15 * 60), 0.12, (at, i) => ({
    at,
    account: accounts[i % accounts.length]!,
    outcome: 'failure',
    from,
    source: 'sshd',
    method: 'password',
    device: null,
    reason: 'invalid user',
  }));
}

/** In the early morning someone far away signs in; hours later the person is at the office as always. */
function fromFarAway(day: Day): Draft[] {
  const random = day.random('from far away');
  const victim = victimOf(day);
  const from: Origin = { address: strangeAddress(day, 5), ...random.pick(FAR_AWAY) };
  const device = random.pick(STRANGE_DEVICES);
  const at = random.int(4 * 60, 5 * 60);
  return [
    { at, account: victim.account, outcome: 'success', from, source: 'sso', method: 'password', device },
    { at: at + 2, account: victim.account, outcome: 'success', from, source: 'mail', method: 'password', device },
    {
      at: at + 9,
      account: victim.account,
      outcome: 'success',
      from,
      source: 'patient-records',
      method: 'password',
      device,
    },
    {
      at: 7 * 60 + 25,
      account: victim.account,
      outcome: 'success',
      from: OFFICE,
      source: 'sso',
      method: 'password+totp',
      device: victim.computer,
    },
  ];
}

/** Many addresses take turns at one account, slowly, and one of them gets in. */
function manyOntoOne(day: Day): Draft[] {
  const random = day.random('many onto one');
  const victim = victimOf(day);
  const device = random.pick(STRANGE_DEVICES);
  const froms = Array.from(
    { length: 6 },
    (_, i): Origin => ({ address: `203.0.113.${60 + i}`, ...HOSTERS[i % HOSTERS.length]! }),
  );
  const start = random.int(12 * 60, 13 * 60);
  const guesses = burst(18, start, 0.9, (at, i) => failure(at, victim.account, froms[i % froms.length]!, device));
  const last = guesses.at(-1)!;
  return [...guesses, { ...last, at: last.at + 1.2, outcome: 'success', reason: undefined }];
}

/** A known person signs in with a computer nobody has seen. */
function newComputer(day: Day): Draft[] {
  const employee = someoneElse(day);
  const device = `Mozilla/5.0 (X11; CrOS x86_64 ${day.number}.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36`;
  const at = day.random('new computer').int(9 * 60, 15 * 60);
  return [
    { at, account: employee.account, outcome: 'success', from: OFFICE, source: 'sso', method: 'password+totp', device },
  ];
}

/** Somebody works when nobody does. */
function atNight(day: Day): Draft[] {
  const { account, home, computer } = someoneElse(day);
  const at = day.random('at night').int(2 * 60, 3 * 60 + 30);
  return [
    { at, account, outcome: 'success', from: home, source: 'vpn', method: 'password+totp', device: computer },
    {
      at: at + 3,
      account,
      outcome: 'success',
      from: home,
      source: 'patient-records',
      method: 'password+totp',
      device: computer,
    },
  ];
}

/** Six tries at the office, then the right password. Looks like an attack, is none. */
function forgotten(day: Day): Draft[] {
  const { account, computer } = someoneElse(day);
  const start = day.random('forgotten').int(8 * 60 + 55, 9 * 60 + 30);
  const tries = burst(6, start, 0.8, (at) => failure(at, account, OFFICE, computer));
  return [
    ...tries,
    {
      at: start + 8,
      account,
      outcome: 'success',
      from: OFFICE,
      source: 'sso',
      method: 'password+totp',
      device: computer,
    },
  ];
}

const failure = (at: number, account: string, from: Origin, device: string): Draft => ({
  at,
  account,
  outcome: 'failure',
  from,
  source: 'mail',
  method: 'password',
  device,
  reason: 'wrong password',
});

const burst = (count: number, start: number, gap: number, draft: (at: number, i: number) => Draft): Draft[] =>
  Array.from({ length: count }, (_, i) => draft(start + i * gap, i));

/** Another account every day, so that a week's stories are told of different people. */
const victimOf = (day: Day): Employee => STAFF[(day.number * 5) % STAFF.length]!;
const someoneElse = (day: Day): Employee => STAFF[(day.number * 5 + 3) % STAFF.length]!;

const strangeAddress = (day: Day, story: number): string => `203.0.113.${2 + ((day.number * 7 + story) % 50)}`;
const attacker = (day: Day, story: number): Origin => ({
  address: strangeAddress(day, story),
  ...day.random(`attacker ${story}`).pick(HOSTERS),
});
