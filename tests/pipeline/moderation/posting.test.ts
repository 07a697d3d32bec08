import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Attachment } from '../../../src/domain/chat-message.ts';
import { DEFAULT_POLICY, type ModerationPolicy, type Trigger } from '../../../src/domain/moderation-policy.ts';
import { actOnCase } from '../../../src/pipeline/moderation/act.ts';
import { guardChannel } from '../../../src/pipeline/moderation/guarded-channels.ts';
import { thresholdHistogram } from '../../../src/pipeline/moderation/histogram.ts';
import { setPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { linksIn } from '../../../src/pipeline/moderation/posting/links.ts';
import { imitatedBy, mixesAlphabets } from '../../../src/pipeline/moderation/posting/lookalikes.ts';
import { amountsOf, highestOf, isBusy, ratesIn } from '../../../src/pipeline/moderation/posting/rates.ts';
import { refusedIn } from '../../../src/pipeline/moderation/posting/refused.ts';
import { seeSilent } from '../../../src/pipeline/moderation/silent.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { minutes, moderationDesk } from '../../support/moderation-desk.ts';

const { content: usual } = DEFAULT_POLICY;
const said = (content: string) => ({ content, attachments: [] });
const file = (name: string, type = '', size: number | null = null) => ({
  content: '',
  attachments: [{ name, type, size }],
});

describe('addresses in a text', () => {
  test.each([
    ['see https://Example.org/a?b=c.', ['example.org']],
    ['www.example.org, and (http://example.net/x)', ['example.org', 'example.net']],
    ['[free nitro](<https://dlscord.gift/x>)', ['dlscord.gift']],
    ['go to example.com/now or to evil.ru!', ['example.com', 'evil.ru']],
    ['exa\u200bmple.com', ['example.com']],
    ['http://xn--pypal-4ve.com', ['pаypal.com']],
    ['example。com/x', ['example.com']],
    ['mail me at ann@example.com', []],
    ['I use node.js and read README.md, e.g. v1.2.3', []],
    ['no. Really.', []],
    ['https://', []],
  ])('%s', (text, hosts) => expect(linksIn(text).map(({ host }) => host)).toEqual(hosts));

  test('invites are told by their codes, whatever they are written like', () => {
    const codes = [
      'discord.gg/abc',
      'https://discord.com/invite/abc?event=1',
      'DISCORD.GG/abc',
      'discordapp.com/invite/abc',
      'https://t.me/+AbCd_12',
      'https://chat.whatsapp.com/AbCdEfGhIjK',
    ].map((text) => linksIn(text)[0]?.invite);
    expect(codes).toEqual(['abc', 'abc', 'abc', 'abc', 'AbCd_12', 'AbCdEfGhIjK']);
    expect(linksIn('https://discord.com/channels/1/2')[0]!.invite).toBeNull();
  });

  test.each([
    'a.'.repeat(50_000),
    'https://'.repeat(12_000),
    '.'.repeat(100_000),
    '\u200b'.repeat(100_000),
    'aa-'.repeat(33_000),
  ])('whatever it is made of, it is read at once', (text) => {
    const before = performance.now();
    linksIn(text);
    amountsOf({ content: text, attachments: [], stickers: 0 });
    expect(performance.now() - before).toBeLessThan(1500);
  });

  test('any text is read', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => linksIn(text).length <= 200));
    fc.assert(fc.property(fc.webUrl(), (url) => linksIn(`see ${url} now`).length === 1));
  });
});

describe('lookalikes', () => {
  const known = ['discord.com', 'paypal.com', 'steamcommunity.com', 'acme.example'];
  test.each([
    ['dlscord.com', 'discord.com'],
    ['d1scord.gift', 'discord.com'],
    ['discrod.com', 'discord.com'],
    ['discord-nitro.gift', 'discord.com'],
    ['discord.com.login.ru', 'discord.com'],
    ['pаypal.com', 'paypal.com'],
    ['раураӏ.com', 'paypal.com'],
    ['steamcornmunity.com', 'steamcommunity.com'],
    ['login.paypaI.com'.toLowerCase(), 'paypal.com'],
    ['discord.com', null],
    ['cdn.discord.com', null],
    ['discord.org', null],
    ['concord.com', null],
    ['example.org', null],
    ['acme.example.org', 'acme.example'],
    ['com', null],
  ])('%s: %s', (host, domain) => expect(imitatedBy(host, known)).toBe(domain));

  test('alphabets that are mixed within a word', () => {
    expect(mixesAlphabets('exаmple.org')).toBe(true);
    expect(mixesAlphabets('пример.рф')).toBe(false);
    expect(mixesAlphabets('bücher.example')).toBe(false);
  });
});

describe('what is refused', () => {
  const links = { ...usual.links, allowed: ['good.example'], refused: ['bad.example', 'files.good.example'] };
  test.each([
    ['https://bad.example/x', ['a link to bad.example, which is refused here']],
    ['https://a.bad.example', ['a link to a.bad.example, which is refused here']],
    ['https://www.good.example', []],
    ['https://files.good.example', ['a link to files.good.example, which is refused here']],
    ['https://g00d.example', ['a link to g00d.example, which imitates good.example']],
    ['https://other.example', []],
  ])('%s', (text, why) => expect(refusedIn(said(text), 'links', { ...usual, links })).toEqual(why));

  test('what no list names may be refused', () => {
    const strict = { ...usual, links: { ...links, others: 'refused' as const } };
    expect(refusedIn(said('https://other.example'), 'links', strict)).toEqual([
      'a link to other.example, which no list allows',
    ]);
    expect(refusedIn(said('hello'), 'links', strict)).toEqual([]);
  });

  test('invites elsewhere, but not those to one’s own places', () => {
    const own = { ...usual, invites: { allowed: ['ours'] } };
    expect(refusedIn(said('discord.gg/ours'), 'invites', own)).toEqual([]);
    expect(refusedIn(said('discord.gg/theirs'), 'invites', own)).toEqual([
      'an invite to another place (discord.gg/theirs)',
    ]);
  });

  test.each([
    [file('setup.exe'), 'a program as a file (setup.exe)'],
    [file('invoice.pdf.scr'), 'a program as a file (invoice.pdf.scr)'],
    [file('photo.png', 'application/x-msdownload'), 'a program as a file (photo.png)'],
    [file('photo.png', 'application/zip'), 'a file that is not what its name says (photo.png)'],
    [file('report.pdf', 'text/html'), 'a file that is not what its name says (report.pdf)'],
    [file('gnp.\u202etxt.js'), 'a program as a file'],
    [file('a.rar'), 'a file of a refused type (a.rar)'],
    [file('film.mp4', 'video/mp4', 60e6), 'a file of 60 MB (film.mp4)'],
    [file('photo.png', 'image/png', 1000), null],
    [file('photo.png', 'application/octet-stream'), null],
    [file('note.txt', 'text/plain; charset=utf-8'), null],
    [file(''), null],
  ])('a file %#', (posted, why) => {
    const policy = { ...usual, files: { ...usual.files, refused: ['rar'], mostMegabytes: 50 } };
    const [found] = refusedIn(posted, 'files', policy);
    if (why === null) expect(found).toBeUndefined();
    else expect(found).toContain(why);
  });
});

describe('how much somebody posts', () => {
  const at = (seconds: number, a: string, content: string, stickers = 0) => ({
    t: seconds * 1000,
    a,
    z: amountsOf({ content, attachments: [], stickers }),
  });

  test('is counted for one person within so many seconds', () => {
    const talk = [
      ...Array.from({ length: 6 }, (_, i) => at(i * 4, 'ann', '😀 :smile: x\ny', 1)),
      ...Array.from({ length: 9 }, (_, i) => at(i * 60, 'bob', 'fine')),
    ].toSorted((a, b) => a.t - b.t);
    expect(ratesIn(talk, 30)).toMatchObject({ rate_messages: 6, rate_emoji: 12, rate_lines: 12, rate_stickers: 6 });
    expect(ratesIn(talk, 10)).toMatchObject({ rate_messages: 0, rate_emoji: 6 });
    expect(ratesIn(talk, 30, new Set(['ann']))).toMatchObject({ rate_messages: 0, rate_emoji: 0 });
    expect([isBusy(talk), isBusy(talk.filter(({ a }) => a === 'bob'))]).toEqual([true, false]);
  });

  test('is the most of any such stretch', () => {
    const times = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 120 }), (some, seconds) => {
        const own = some.toSorted((a, b) => a - b).map((t) => at(t, 'ann', 'x'));
        const most = Math.max(
          ...own.map(({ t }) => own.filter((one) => one.t <= t && one.t > t - seconds * 1000).length),
        );
        return highestOf(own, seconds)[0] === most;
      }),
    );
  });
});

const { name, open } = databases.at(-1)!;

describe(`cases about what people post, on ${name}`, () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  const on = (
    triggers: Partial<Record<Trigger, true | 'silent'>>,
    content: ModerationPolicy['content'] = usual,
  ): ModerationPolicy => ({
    ...DEFAULT_POLICY,
    content,
    triggers: {
      ...DEFAULT_POLICY.triggers,
      ...Object.fromEntries(
        Object.entries(triggers).map(([trigger, mode]) => [
          trigger,
          { ...DEFAULT_POLICY.triggers[trigger as Trigger], on: mode },
        ]),
      ),
    },
  });
  const fact = (key: string, at: number, account: string, content: string, attachments: Attachment[] = []) => ({
    ...{ kind: 'said' as const, key, thread: null, at: minutes(at), content, replyTo: null, targets: [], attachments },
    author: { account, name: account, bot: false },
  });

  test('a refused link, an invite and a program are one case each conversation, with the reason and the file in it', async () => {
    const desk = await moderationDesk(opened);
    await desk.as((work) => setPolicy(work, { policy: on({ links: true, invites: true, files: true }) }));
    await desk.say([
      [0, 'ann', 'hello, see https://example.org'],
      [1, 'mallory', 'free nitro: https://dlscord.gift/x'],
    ]);
    expect(await desk.cases()).toMatchObject([
      {
        kind: 'unsafe',
        triggers: ['links'],
        offender: { account: 'mallory' },
        target: null,
        reasons: ['a link to dlscord.gift, which imitates discord.com'],
        summary: expect.stringContaining('Mallory posted a link or file that is refused'),
      },
    ]);
    await desk.take([fact('f', 2, 'mallory', '', [{ name: 'nitro.exe', type: '', size: 10 }])]);
    const [grown, ...others] = await desk.cases();
    expect(others).toEqual([]);
    expect(grown).toMatchObject({
      triggers: ['links', 'files'],
      reasons: expect.arrayContaining(['a program as a file (nitro.exe)']),
    });
    expect((await desk.evidence(grown!)).map(({ quote }) => quote)).toEqual(expect.arrayContaining(['📎 nitro.exe']));
    await desk.say([[60, 'eve', 'join discord.gg/elsewhere']]);
    expect((await desk.cases()).map(({ kind }) => kind).toSorted()).toEqual(['spam', 'unsafe']);
  });

  test('what is refused counts over the conversation, exempt channels and accounts are let be', async () => {
    const relaxed = await moderationDesk(opened, { strictness: 'relaxed' });
    await relaxed.as((work) => setPolicy(work, { policy: on({ invites: true }) }));
    await relaxed.say([[0, 'eve', 'join discord.gg/one']]);
    expect(await relaxed.cases()).toEqual([]);
    await relaxed.say([[1, 'eve', 'or discord.gg/two']]);
    expect(await relaxed.cases()).toMatchObject([
      { triggers: ['invites'], offenders: [{ account: 'eve', messages: 2 }] },
    ]);
    const exempt = await moderationDesk(opened);
    const policy = on({ invites: true });
    policy.exemptions = {
      accounts: [{ platform: 'forum', account: 'eve', why: '' }],
      channels: [],
    };
    await exempt.as((work) => setPolicy(work, { policy }));
    await exempt.say([[0, 'eve', 'join discord.gg/one']]);
    expect(await exempt.cases()).toEqual([]);
  });

  test('what AutoMod stopped counts, is evidence that is gone already, and nothing is left to delete', async () => {
    const desk = await moderationDesk(opened);
    await desk.as((work) => setPolicy(work, { policy: on({ automod: true }) }));
    await desk.take([fact('m1', 0, 'eve', 'hello')]);
    for (const minute of [1, 2, 3]) {
      desk.at(minutes(minute));
      const stopped = { ...fact(`automod:${minute}`, minute, 'eve', `a forbidden word ${minute}`) };
      const unnamed = { ...stopped, author: { ...stopped.author, name: '' } };
      await desk.take([unnamed, { kind: 'deleted', key: unnamed.key, thread: null, at: minutes(minute) }]);
      expect((await desk.cases()).length).toBe(minute === 3 ? 1 : 0);
    }
    const [one] = await desk.cases();
    expect(one).toMatchObject({
      ...{ kind: 'spam', triggers: ['automod'], offender: { account: 'eve', name: 'eve' } },
      reasons: ['a message that Discord’s AutoMod stopped'],
      summary: expect.stringContaining('eve was stopped by Discord’s AutoMod several times'),
    });
    const evidence = await desk.evidence(one!);
    expect(evidence.map(({ quote, deletedAt }) => [quote, deletedAt !== null])).toEqual(
      [1, 2, 3].map((minute) => [`a forbidden word ${minute}`, true]),
    );
    await expect(desk.as((work) => actOnCase(work, one!.number, { step: 'delete', account: 'eve' }))).rejects.toThrow(
      /is there any more/,
    );
    const { triggers } = await desk.as((work) => thresholdHistogram(work, on({ automod: true })));
    expect(triggers.find(({ trigger }) => trigger === 'automod')!.fired).toEqual({ relaxed: 0, normal: 1, strict: 1 });
  });

  test('the same text in several channels is one case', async () => {
    const desk = await moderationDesk(opened);
    await desk.as((work) => setPolicy(work, { policy: on({ rate_channels: true }) }));
    const others = await desk.as(async (work) => {
      const found = [];
      for (const channel of ['b', 'c', 'd', 'e'])
        found.push(await guardChannel(work, { platform: 'forum', channel, name: channel, strictness: 'normal' }));
      return found;
    });
    for (const [i, channel] of [desk.channel, ...others].entries()) {
      desk.at(minutes(i * 0.05));
      await desk.take(
        [
          fact(`m${i}`, i * 0.05, 'mallory', 'buy my wonderful things today'),
          fact(`o${i}`, i * 0.05, 'ann', `hello number ${i}, how are you all?`),
        ],
        channel.id,
      );
    }
    expect(await desk.cases()).toMatchObject([
      {
        kind: 'spam',
        triggers: ['rate_channels'],
        offender: { account: 'mallory' },
        reasons: ['the same text in 4 channels'],
      },
    ]);
  });

  test('much at once; silently it is only counted, and lists are tried on what was posted', async () => {
    const desk = await moderationDesk(opened);
    await desk.as((work) => setPolicy(work, { policy: on({ rate_messages: 'silent', links: 'silent' }) }));
    await desk.say(
      Array.from({ length: 16 }, (_, i) => [i * 0.02, 'eve', `https://other.example/${i} number ${i}`] as const),
    );
    expect(await desk.cases()).toEqual([]);
    const silent = await desk.as((work) => seeSilent(work));
    expect(silent.map(({ trigger, hits }) => [trigger, hits])).toEqual([
      ['links', 0],
      ['rate_messages', 1],
    ]);
    const refusing = { ...usual, links: { ...usual.links, refused: ['other.example'] } };
    const tried = await desk.as((work) => thresholdHistogram(work, on({ links: true, rate_links: true }, refusing)));
    const fired = Object.fromEntries(tried.triggers.map(({ trigger, fired: { normal } }) => [trigger, normal]));
    expect(fired).toMatchObject({ links: 1, rate_messages: 1, rate_links: 1, files: 0, invites: 0 });
    await desk.as((work) => setPolicy(work, { policy: on({ rate_messages: true }) }));
    await desk.say([[0.4, 'eve', 'and more']]);
    expect(await desk.cases()).toMatchObject([
      {
        kind: 'spam',
        triggers: ['rate_messages'],
        reasons: expect.arrayContaining(['17 messages of one person within 30 s']),
      },
    ]);
  });
});
