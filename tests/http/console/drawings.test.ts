import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardPreviews } from '../../../src/app/card-previews.ts';
import { SEVERITIES } from '../../../src/domain/severity.ts';
import { drawDiscord } from '../../../src/http/console/drawings/draw-discord.ts';
import { drawSlack } from '../../../src/http/console/drawings/draw-slack.ts';
import { drawTeams } from '../../../src/http/console/drawings/draw-teams.ts';
import { viewWord } from '../../../src/http/console/pages/cards.ts';
import { silentLog } from '../../../src/log.ts';
import type { Card } from '../../../src/messages/card.ts';
import { everyView, SAMPLES_AT } from '../../../src/messages/views/samples.ts';
import { viewsToShow } from '../../../src/messages/views/views-to-show.ts';

const BASE = 'https://desk.example.com';
const previews = cardPreviews(silentLog());
const textOf = (markup: string): string =>
  markup
    .replaceAll(/<br>/g, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

async function drawnOn(card: Card): Promise<Record<'slack' | 'discord' | 'teams', string>> {
  const discord = await previews.discord(card, BASE);
  return {
    slack: drawSlack((await previews.slack(card, BASE)).payload).toString(),
    discord: drawDiscord(discord.payload, discord.pictures).toString(),
    teams: drawTeams((await previews.teams(card, BASE)).payload).toString(),
  };
}

test('samples are of the past, but for what holds until a time to come', () => {
  const timesOf = (card: Card): string[] =>
    card.parts.flatMap((part) => {
      if (part.kind === 'context') return part.at ? [part.at] : [];
      const entries = part.kind === 'facts' ? part.facts : part.kind === 'list' ? part.items : [];
      return entries.flatMap(({ at }) => (at ? [at] : []));
    });
  const ahead = Object.entries(everyView()).filter(([, card]) => timesOf(card).some((at) => new Date(at) > SAMPLES_AT));
  expect(ahead.map(([name]) => name)).toEqual(['told', 'proposal', 'moderating']);
});

describe.each(Object.entries(everyView()))('%s', (_name, card) => {
  test('is drawn with its words and buttons, and nothing unknown', async () => {
    for (const [platform, markup] of Object.entries(await drawnOn(card))) {
      const text = textOf(markup);
      expect(text, platform).not.toMatch(/undefined|\[object|\[component|\[Action|\[Input/);
      for (const part of card.parts)
        if (part.kind === 'actions')
          // Discord's form has a button of its own
          for (const { label } of part.actions)
            if (platform !== 'discord' || !card.parts.some(({ kind }) => kind === 'field'))
              expect(text, `${platform} ${label}`).toContain(label);
    }
  });
});

test('what people wrote is text, on every platform, whatever it looks like', async () => {
  const hostile = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '<!channel>',
      '[x](javascript:alert(1))',
      '**<b>**',
      '\\<i>',
      '&lt;img&gt;',
    ),
  );
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (title, quote) => {
      const card: Card = {
        key: 'x',
        parts: [
          { kind: 'heading', text: title, url: '/alerts/ALR-1' },
          { kind: 'evidence', quote, origin: title },
          { kind: 'facts', facts: [{ label: quote, value: title }] },
        ],
      };
      for (const markup of Object.values(await drawnOn(card)))
        for (const [tag] of markup.matchAll(/<[^>]*>/g))
          expect(tag).toMatch(
            /^<\/?(?:div|p|span|strong|em|s|code|br|hr|img|dl|dt|dd|svg|path|circle|section|h3|table|tr|td|th|tbody|thead|details|summary|caption)(?: [a-z-]+="[^"<>]*")*>$/,
          );
    }),
    { numRuns: 60 },
  );
});

test('a time that Teams puts into the zone of who looks is a time', () => {
  const body = [
    { type: 'TextBlock', text: 'since {{DATE(2026-11-20T13:00:00Z, SHORT)}} {{TIME(2026-11-20T13:00:00Z)}}' },
  ];
  const payload = { attachments: [{ content: { type: 'AdaptiveCard', body } }] };
  expect(textOf(drawTeams(payload).toString())).toContain('since 2026-11-20 13:00 UTC');
});

test('how bad something is, Slack shows by signs of its own: those that are sent are drawn, each as Slack names it', async () => {
  const names = ['white_circle', 'large_yellow_square', 'large_orange_diamond', 'octagonal_sign'];
  for (const [at, severity] of SEVERITIES.entries()) {
    const parts: Card['parts'] = [
      { kind: 'heading', text: 'Many failed logins', severity },
      { kind: 'list', items: [{ text: 'one of them', severity }] },
    ];
    const { payload } = await previews.slack({ key: 'ALR-1', parts }, BASE);
    const sent = JSON.stringify(payload).match(/\p{Emoji_Presentation}/gu) ?? [];
    expect(sent).toHaveLength(2);
    const { slack } = await drawnOn({ key: 'ALR-1', parts });
    expect(slack.match(/aria-label=":(\w+):"/g)).toEqual(Array(2).fill(`aria-label=":${names[at]}:"`));
    expect(slack).not.toMatch(/\p{Emoji_Presentation}/u);
  }
});

test('moments that count from now are drawn as platforms show them, and escapes as the sign they stand for', () => {
  const at = Math.floor(Date.parse('2026-11-20T13:22:00Z') / 1000);
  const slack = drawSlack({
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `seen <!date^${at}^{ago}|13:22 UTC>` } }],
  });
  expect(textOf(slack.toString())).toBe('seen 38 minutes ago');
  const discord = drawDiscord({ components: [{ type: 10, content: `Person\\_A47B8C12 <t:${at - 7200}:R>` }] }, {});
  expect(textOf(discord.toString())).toBe('Person_A47B8C12 3 hours ago');
});

test('views to look at call nobody even in their source, and have a heading in words', () => {
  const views = viewsToShow();
  expect(Object.keys(views)).toEqual(Object.keys(everyView()));
  expect(JSON.stringify(views)).not.toMatch(/<!channel>|@everyone/);
  for (const name of Object.keys(views)) expect(viewWord(name)).toMatch(/^[A-Z][^A-Z]*(?: [^A-Z]*)*$/);
});

test('what Slack shows as signs, since something unseen stands behind the first, is drawn as signs', async () => {
  const card: Card = { key: 'k', parts: [{ kind: 'text', text: 'the *bastion* _host_ ~is~ down' }] };
  const { slack } = await drawnOn(card);
  expect(slack).not.toMatch(/<(?:strong|em|s)>/);
  expect(textOf(slack).replaceAll('\u2060', '')).toContain('the *bastion* _host_ ~is~ down');
});
