import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../src/agent/offline/abilities.ts';
import { plan } from '../../src/agent/offline/plan.ts';
import { channelOrder, channelOrderIn } from '../../src/bots/channel-words.ts';
import { commandIn, commandOf } from '../../src/bots/commands.ts';
import { reportOrder } from '../../src/bots/report-words.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import { ROLES, type Role, seesMore } from '../../src/domain/role.ts';
import { chatWords } from '../../src/messages/catalogue/chat.ts';
import { reportChoices } from '../../src/messages/catalogue/report-answers.ts';

test.each([
  ['pin this', { kind: 'pin', on: true, incident: null }],
  ['Please add that to the timeline.', { kind: 'pin', on: true, incident: null }],
  ['pin this message to INC-17', { kind: 'pin', on: true, incident: 17 }],
  ['add this to the timeline of inc 3', { kind: 'pin', on: true, incident: 3 }],
  ['bookmark this as VPN logs for INC-17', { kind: 'pin', on: true, incident: 17, bookmark: { title: 'VPN logs' } }],
  ['mets ça en signet', { kind: 'pin', on: true, incident: null, bookmark: { title: null } }],
  ['unpin this', { kind: 'pin', on: false, incident: null }],
  ['take it off the timeline', { kind: 'pin', on: false, incident: null }],
  ['hefte das an', { kind: 'pin', on: true, incident: null }],
  ['hefte das an INC-17 an', { kind: 'pin', on: true, incident: 17 }],
  ['nimm das in den Verlauf auf', { kind: 'pin', on: true, incident: null }],
  ['nicht mehr anheften', { kind: 'pin', on: false, incident: null }],
  ['épingle ça à INC-17', { kind: 'pin', on: true, incident: 17 }],
  ['ajoute ceci à la chronologie', { kind: 'pin', on: true, incident: null }],
  ['désépingle ça', { kind: 'pin', on: false, incident: null }],
  ['fija esto en INC-17', { kind: 'pin', on: true, incident: 17 }],
  ['añade esto a la cronología', { kind: 'pin', on: true, incident: null }],
  ['desfija esto', { kind: 'pin', on: false, incident: null }],
])('%s', (text, command) => {
  expect(commandIn(text)).toEqual(command);
});
test.each(['how do I pin this?', 'do not pin this', 'pin this and close INC-3', 'add this to INC-3', 'pin the map'])(
  '“%s” pins nothing',
  (text) => {
    expect(commandIn(text)).toEqual({ kind: 'ask', text });
  },
);

describe('/safenest', () => {
  test.each([
    ['', '', { kind: 'home' }],
    ['help', '', { kind: 'help' }],
    ['Hilfe', '', { kind: 'help' }],
    ['incident', 'Laptop lost', { kind: 'incident', title: 'Laptop lost' }],
    ['who', 'Anna Berg', { kind: 'who', whom: 'Anna Berg' }],
    ['camera', '3', { kind: 'camera', which: '3' }],
    ['status', '', { kind: 'status' }],
    ['oncall', '', { kind: 'ask', text: 'who is on call' }],
    ['oncall', 'this weekend', { kind: 'ask', text: 'who is on call this weekend' }],
    ['report', '', { kind: 'report', order: { kind: 'posture', over: 'week' } }],
    ['report', 'daily', { kind: 'report', order: { kind: 'posture', over: 'day' } }],
    ['report', 'INC-17', { kind: 'report', order: { kind: 'incident', ref: 'INC-17', for: 'tactical' } }],
    ['bericht', 'inc 17 Leitung', { kind: 'report', order: { kind: 'incident', ref: 'INC-17', for: 'executive' } }],
    ['report', 'Laptop lost', { kind: 'incident', title: 'Laptop lost' }],
    ['report', 'INC-17 nonsense', { kind: 'ask', text: 'INC-17: nonsense' }],
    ['link', ' abcd-2345 ', { kind: 'link', code: 'abcd-2345' }],
    ['connect', 'ABCD2345', { kind: 'connect', code: 'ABCD2345' }],
    ['ask', 'who failed?', { kind: 'ask', text: 'who failed?' }],
    ['ask', '', { kind: 'help' }],
    ['failed', 'logins today', { kind: 'ask', text: 'failed logins today' }],
    ['', 'incident Laptop lost', { kind: 'incident', title: 'Laptop lost' }],
    ['channel', '', { kind: 'channel', order: { kind: 'show' } }],
    ['constructor', '', { kind: 'ask', text: 'constructor' }],
  ])('%s %s', (name, text, command) => {
    expect(commandOf({ name, text })).toEqual(command);
  });

  test('any words are a command of some kind', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, text) => {
        expect(commandOf({ name, text })).toHaveProperty('kind');
        expect(commandIn(`${name} ${text}`)).toHaveProperty('kind');
      }),
    );
  });
});

describe('a report that is asked for by a command', () => {
  test.each(LANGUAGES)('is asked of the desk in words it understands, and each choice is one: %s', (language) => {
    const planned = (text: string) =>
      plan(text, { ...PLANNED, language, tools: toolsPlannedFor('officer'), history: [] }).calls;
    const { report } = chatWords[language].asks;
    expect(planned(report.week)).toEqual([{ tool: 'posture_summary', args: { range: 'last_7d' } }]);
    expect(planned(report.day)).toEqual([{ tool: 'posture_summary', args: { range: 'last_24h' } }]);
    for (const kind of ['tactical', 'executive'] as const)
      expect(planned(report[kind]('INC-17'))).toEqual([{ tool: 'report_incident', args: { id: 'INC-17', kind } }]);
    const { week, day, tactical, executive } = reportChoices[language];
    expect([reportOrder(week), reportOrder(day)]).toEqual(['week', 'day'].map((over) => ({ kind: 'posture', over })));
    expect([tactical, executive].map((word) => reportOrder(`INC-17 ${word}`))).toEqual(
      ['tactical', 'executive'].map((kind) => ({ kind: 'incident', ref: 'INC-17', for: kind })),
    );
  });
});

const PLANNED = { now: new Date('2026-11-21T10:30:00Z'), timeZone: 'Europe/London', role: 'officer' as const };

describe('said as a message', () => {
  test.each([
    ['link ABCD-2345', { kind: 'link', code: 'ABCD-2345' }],
    ['Link abcd 2345.', { kind: 'link', code: 'abcd 2345' }],
    ['/safenest status', { kind: 'status' }],
    ['/safenest', { kind: 'home' }],
    ['report INC-4 executive', { kind: 'report', order: { kind: 'incident', ref: 'INC-4', for: 'executive' } }],
    ['Report week', { kind: 'report', order: { kind: 'posture', over: 'week' } }],
    ['report on logins', { kind: 'ask', text: 'report on logins' }],
    ['link the alerts to INC-3', { kind: 'ask', text: 'link the alerts to INC-3' }],
    ['link everyone', { kind: 'ask', text: 'link everyone' }],
    ['who failed to log in?', { kind: 'ask', text: 'who failed to log in?' }],
    ['status of INC-4', { kind: 'ask', text: 'status of INC-4' }],
  ])('%s', (text, command) => {
    expect(commandIn(text)).toEqual(command);
  });
});

describe('what a channel is for', () => {
  const alerts = { kind: 'bind', purposes: ['alerts'] };
  test.each([
    ['this channel gets alerts, quiet from 22:00 to 07:00 in Europe/Berlin', 'Europe/Berlin'],
    ['this channel gets alerts, quiet from 22:00 to 07:00, time zone Europe/Berlin.', 'Europe/Berlin'],
    ['this channel gets alerts, quiet from 22:00 to 07:00 (timezone: europe/berlin)', 'Europe/Berlin'],
    ['this channel gets alerts, quiet from 22:00 to 07:00 Berlin time', 'Europe/Berlin'],
    ['this channel gets alerts, quiet from 22:00 to 07:00 in the time zone of New York', 'America/New_York'],
    ['this channel gets alerts, quiet from 10 pm to 7 am UTC', 'UTC'],
    ['this channel gets alerts, quiet 22:00 to 07:00 Tokyo time', 'Asia/Tokyo'],
    ['this channel gets alerts, quiet hours 22:00 to 07:00 UTC', 'UTC'],
    ['dieser Kanal bekommt Alarme, ruhig von 22:00 bis 07:00 in Europe/Berlin', 'Europe/Berlin'],
    ['dieser Kanal bekommt Alarme, ruhig von 22 bis 7 Uhr Berliner Zeit', 'Europe/Berlin'],
    ['dieser Kanal bekommt Alarme, ruhig von 22 bis 7 Uhr, Zeitzone Zürich', 'Europe/Zurich'],
    ['ce canal reçoit les alertes, silence de 22:00 à 07:00, fuseau horaire Europe/Paris', 'Europe/Paris'],
    ['ce canal reçoit les alertes, silence de 22:00 à 07:00, heure de Paris', 'Europe/Paris'],
    ['este canal recibe alertas, silencio de 22:00 a 07:00, zona horaria Europe/Madrid', 'Europe/Madrid'],
    ['este canal recibe alertas, silencio de 22:00 a 07:00, hora de Berlín', 'Europe/Berlin'],
  ])('%s: quiet hours of %s', (text, timeZone) => {
    const order = { ...alerts, quiet: { from: 1320, to: 420 }, timeZone };
    expect(commandIn(text)).toEqual({ kind: 'channel', order });
  });
  test.each([
    ['this channel gets alerts from high upward', { ...alerts, floor: 'high' }],
    ['dieser Kanal bekommt Alarme ab hoch', { ...alerts, floor: 'high' }],
    ['ce canal reçoit les alertes à partir de haute', { ...alerts, floor: 'high' }],
    ['este canal recibe alertas desde alta', { ...alerts, floor: 'high' }],
    [
      'this channel gets critical alerts, quiet from 22:00 to 07:00 Europe/Berlin',
      { ...alerts, floor: 'critical', quiet: { from: 1320, to: 420 }, timeZone: 'Europe/Berlin' },
    ],
    ['this channel gets alerts, quiet from 22:00 to 07:00 in Europe/Berlin and UTC', { kind: 'unclear' }],
    ['this channel gets alerts, quiet from 22:00 to 07:00 in Atlantis time', { kind: 'unclear' }],
    ['this channel gets alerts/reports, quiet from 22:00 to 07:00', { kind: 'unclear' }],
    ['this channel gets alerts at the north/gate', { ...alerts, only: [{ called: 'north/gate' }] }],
    ['this channel gets alerts of the Berlin gate', { ...alerts, only: [{ called: 'Berlin gate' }] }],
    [
      'this channel gets alerts of the loading dock from high upward',
      { ...alerts, floor: 'high', only: [{ called: 'loading dock' }] },
    ],
    [
      'this channel gets alerts of the loading dock and the front gate',
      { ...alerts, only: [{ called: 'loading dock' }, { called: 'the front gate' }] },
    ],
    ['send alerts of RUL-3 here', { ...alerts, only: ['RUL-3'] }],
    [
      'please send critical alerts of CAM-2 and RULE-4 to this channel.',
      { ...alerts, floor: 'critical', only: ['CAM-2', 'RULE-4'] },
    ],
    ['send alerts here', alerts],
    [
      'this channel gets alerts about account root and svc-*',
      { ...alerts, only: [{ name: 'root' }, { name: 'svc-*' }] },
    ],
    ['this channel gets alerts of “High Street 3”', { ...alerts, only: [{ called: 'High Street 3' }] }],
    ['this channel gets alerts from 203.0.113.7', { ...alerts, only: [{ name: '203.0.113.7' }] }],
    [
      'this channel gets *alerts* of CAM-1, quiet from 22 to 7',
      { ...alerts, only: ['CAM-1'], quiet: { from: 1320, to: 420 } },
    ],
    ['this channel gets all alerts', { ...alerts, only: [] }],
    [
      'dieser Kanal bekommt Alarme von der Laderampe ab hoch',
      { ...alerts, floor: 'high', only: [{ called: 'Laderampe' }] },
    ],
    ['schick Alarme von CAM-2 hierher', { ...alerts, only: ['CAM-2'] }],
    ['ce canal reçoit les alertes du quai à partir de haute', { ...alerts, floor: 'high', only: [{ called: 'quai' }] }],
    ['envoie les alertes de RULE-3 ici', { ...alerts, only: ['RULE-3'] }],
    ['este canal recibe alertas del muelle desde alta', { ...alerts, floor: 'high', only: [{ called: 'muelle' }] }],
    ['envía alertas de RULE-3 aquí', { ...alerts, only: ['RULE-3'] }],
    ['this channel gets no more alerts of CAM-1', { kind: 'unclear' }],
    ['this channel gets funny alerts', { kind: 'unclear' }],
    ['this channel gets reports of CAM-1', { kind: 'unclear' }],
    // what is sent once is no order about the channel
    ['send the alerts of yesterday here', null],
    ['post ALR-3 here', null],
    ['send me the weekly report here', null],
    ['send alerts of the loading dock to Dana', null],
    ['this channel is quiet from 22 to 7', { ...alerts, quiet: { from: 1320, to: 420 } }],
    ['this channel is quiet from 7pm to 6am', { ...alerts, quiet: { from: 1140, to: 360 } }],
    ['this channel is quiet from 12 am to 11:30 p.m.', { ...alerts, quiet: { from: 0, to: 1410 } }],
    // more alerts, or no more of them
    ['ce salon reçoit plus d’alertes', { kind: 'unclear' }],
    ['ce salon ne reçoit plus d’alertes', { kind: 'unbind', purposes: ['alerts'] }],
    ['plus d’alertes ici', { kind: 'unbind', purposes: ['alerts'] }],
    ['This channel gets moderation cases', { kind: 'bind', purposes: ['moderation'] }],
    ['this channel gets proposals', { kind: 'bind', purposes: ['approvals'] }],
    ['this channel gets the weekly report', { kind: 'bind', purposes: ['reports'] }],
    ['no more alerts here', { kind: 'unbind', purposes: ['alerts'] }],
    ['keine Alarme mehr hier', { kind: 'unbind', purposes: ['alerts'] }],
    ['no más alertas aquí', { kind: 'unbind', purposes: ['alerts'] }],
    ['this channel is read by officers', { kind: 'readers', role: 'officer' }],
    ['dieser Kanal wird von officer gelesen', { kind: 'readers', role: 'officer' }],
    ['this channel is read by anybody', { kind: 'readers', role: null }],
    ['dieser Kanal ist von 22:00 bis 07:00 ruhig', { ...alerts, quiet: { from: 1320, to: 420 } }],
    ['this channel gets alerts and the weekly report', { kind: 'bind', purposes: ['alerts', 'reports'] }],
    ['dieser Kanal bekommt alle Alarme und Vorschläge', { kind: 'bind', purposes: ['alerts', 'approvals'], only: [] }],
    ['this channel gets no more alerts or reports', { kind: 'unbind', purposes: ['alerts', 'reports'] }],
    ['this channel is read by admins and employees', { kind: 'readers', role: 'employee' }],
    ['this channel is read by officers, managers and employees', { kind: 'readers', role: 'employee' }],
    // a manager sees all that an officer does
    ['this channel is read by officers and managers', { kind: 'readers', role: 'officer' }],
    ['this channel is read by all officers', { kind: 'readers', role: 'officer' }],
    ['This channel is read by everyone, including admins', { kind: 'readers', role: null }],
    // half understood is asked about, never done
    ['this channel gets alerts from high upward, but no more reports', { kind: 'unclear' }],
    ['this channel gets alerts, no more reports', { kind: 'unclear' }],
    ['this channel gets reports from high upward', { kind: 'unclear' }],
    ['this channel does not get alerts', { kind: 'unclear' }],
    ['this channel gets alerts until Friday', { kind: 'unclear' }],
    ['this channel is read by everybody except admins', { kind: 'unclear' }],
    ['this channel is not read by admins any more', { kind: 'unclear' }],
    ['dieser Kanal wird nicht von Admins gelesen', { kind: 'unclear' }],
    ['this channel is read by officers and gets alerts', { kind: 'unclear' }],
    // questions and talk are no orders
    ['This channel is noisy, why are there so many alerts?', null],
    ['this channel: show high alerts from yesterday', null],
    ['this channel gets alerts?', null],
    ['which alerts came in today?', null],
    ['this channel', null],
    ['is this channel safe?', null],
    ['this channel is nice', null],
  ])('%s', (text, order) => {
    expect(channelOrderIn(text)).toEqual(order);
  });

  test.each([
    ['', { kind: 'show' }],
    ['alerts high', { ...alerts, floor: 'high' }],
    ['off', { kind: 'unbind', purposes: ['alerts', 'moderation', 'approvals', 'reports'] }],
    ['alerts off', { kind: 'unbind', purposes: ['alerts'] }],
    ['readers officer', { kind: 'readers', role: 'officer' }],
    ['banana', null],
    ['quiet 25:00-99:00', { kind: 'unclear' }],
    ['quiet 13pm-6am', { kind: 'unclear' }],
    ['alerts and reports', { kind: 'bind', purposes: ['alerts', 'reports'] }],
    ['readers none', { kind: 'readers', role: null }],
    ['readers employees and officers', { kind: 'readers', role: 'employee' }],
  ])('/safenest channel %s', (text, order) => {
    expect(channelOrder(text)).toEqual(order);
  });

  test('whatever is said about readers, none is taken to be more than the least that was named', () => {
    const NAMED: Record<Role, string[]> = {
      admin: ['admins', 'Admins', 'administrators'],
      officer: ['officers', 'the officers', 'Sicherheitsbeauftragte'],
      moderator: ['moderators', 'all moderators'],
      manager: ['managers', 'Manager'],
      employee: ['employees', 'staff', 'Mitarbeitende', 'employés', 'empleados'],
    };
    const role = fc.constantFrom(...ROLES).chain((one) => fc.tuple(fc.constant(one), fc.constantFrom(...NAMED[one])));
    const between = fc.constantFrom(
      ' and ',
      ', ',
      ' or ',
      ' ',
      ' except ',
      ' but not ',
      ', also ',
      ' including ',
      ' und ',
    );
    const before = fc.constantFrom('this channel is read by ', 'readers ', 'this channel is not read by ', 'read by ');
    const after = fc.constantFrom('', '.', ' only', ' any more', ' and everyone', ' mostly', ' from today');
    fc.assert(
      fc.property(
        before,
        fc.array(fc.tuple(role, between), { minLength: 1, maxLength: 5 }),
        after,
        (head, all, tail) => {
          const named = all.map(([[one]]) => one);
          const words = all.map(([[, word], sep], at) => (at < all.length - 1 ? word + sep : word)).join('');
          for (const order of [channelOrder(head + words + tail), channelOrderIn(head + words + tail)]) {
            if (order?.kind !== 'readers') {
              expect([undefined, 'unclear']).toContain(order?.kind);
              continue;
            }
            const taken = order.role;
            if (taken === null) continue;
            expect(tail).not.toContain('everyone');
            expect(named.filter((one) => seesMore(taken, one))).toEqual([]);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('any words are an order of some kind, and soon', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), (text) => {
        channelOrder(text);
        channelOrderIn(`this channel ${text}`);
      }),
    );
  });
});
