import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { channelOrder, channelOrderIn } from '../../src/bots/channel-words.ts';
import { commandIn, commandOf } from '../../src/bots/commands.ts';

describe('/safenest', () => {
  test.each([
    ['', '', { kind: 'home' }],
    ['help', '', { kind: 'help' }],
    ['Hilfe', '', { kind: 'help' }],
    ['incident', 'Laptop lost', { kind: 'incident', title: 'Laptop lost' }],
    ['who', 'Anna Berg', { kind: 'who', whom: 'Anna Berg' }],
    ['camera', '3', { kind: 'camera', which: '3' }],
    ['status', '', { kind: 'status' }],
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

describe('said as a message', () => {
  test.each([
    ['link ABCD-2345', { kind: 'link', code: 'ABCD-2345' }],
    ['Link abcd 2345.', { kind: 'link', code: 'abcd 2345' }],
    ['/safenest status', { kind: 'status' }],
    ['/safenest', { kind: 'home' }],
    ['link the alerts to INC-3', { kind: 'ask', text: 'link the alerts to INC-3' }],
    ['link everyone', { kind: 'ask', text: 'link everyone' }],
    ['who failed to log in?', { kind: 'ask', text: 'who failed to log in?' }],
    ['status of INC-4', { kind: 'ask', text: 'status of INC-4' }],
  ])('%s', (text, command) => {
    expect(commandIn(text)).toEqual(command);
  });
});

describe('what a channel is for', () => {
  const alerts = { kind: 'bind', purpose: 'alerts' };
  test.each([
    ['this channel gets alerts from high upward', { ...alerts, floor: 'high' }],
    ['dieser Kanal bekommt Alarme ab hoch', { ...alerts, floor: 'high' }],
    ['ce canal reçoit les alertes à partir de haute', { ...alerts, floor: 'high' }],
    ['este canal recibe alertas desde alta', { ...alerts, floor: 'high' }],
    [
      'this channel gets critical alerts, quiet from 22:00 to 07:00 Europe/Berlin',
      { ...alerts, floor: 'critical', quiet: { from: 1320, to: 420 }, timeZone: 'Europe/Berlin' },
    ],
    ['this channel is quiet from 22 to 7', { ...alerts, quiet: { from: 1320, to: 420 } }],
    ['This channel gets moderation cases', { kind: 'bind', purpose: 'moderation' }],
    ['this channel gets proposals', { kind: 'bind', purpose: 'approvals' }],
    ['this channel gets the weekly report', { kind: 'bind', purpose: 'reports' }],
    ['no more alerts here', { kind: 'unbind', purposes: ['alerts'] }],
    ['keine Alarme mehr hier', { kind: 'unbind', purposes: ['alerts'] }],
    ['no más alertas aquí', { kind: 'unbind', purposes: ['alerts'] }],
    ['this channel is read by officers', { kind: 'readers', role: 'officer' }],
    ['dieser Kanal wird von officer gelesen', { kind: 'readers', role: 'officer' }],
    ['this channel is read by anybody', { kind: 'readers', role: null }],
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
    ['quiet 25:00-99:00', null],
  ])('/safenest channel %s', (text, order) => {
    expect(channelOrder(text)).toEqual(order);
  });
});
