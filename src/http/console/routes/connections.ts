import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { OrgDb } from '../../../db/scope.ts';
import { isUuid } from '../../../domain/id.ts';
import { SafeNestError } from '../../../errors.ts';
import type { Card } from '../../../messages/card.ts';
import { CHAT_PLATFORMS, type ChatPlatform } from '../../../messages/inbound.ts';
import { viewsToShow } from '../../../messages/views/views-to-show.ts';
import { listOwnChatApps, removeChatApp, setChatApp } from '../../../pipeline/chat-apps.ts';
import { CODE_LASTS_MS, makeWorkspaceCode } from '../../../pipeline/chat-codes.ts';
import { disconnectWorkspace, listWorkspaces, setLinkByEmail } from '../../../pipeline/chat-workspaces.ts';
import { roomSetting } from '../../../pipeline/rooms/rooms.ts';
import { baseOf, type CheckedConnection, chatOf } from '../../services.ts';
import { asset } from '../assets.ts';
import { type CardsView, cardsPage, SHOWN_IN } from '../pages/cards.ts';
import { connectionsPage, type MadeCode } from '../pages/connections.ts';
import { PLATFORM_WORD } from '../platform-words.ts';
import { type Content, type Form, oneOf, type Pages, queryText, type Visit } from '../visit.ts';

const connections = (): string => '/connections';

/** The chat platforms: how each is connected, its tokens and workspaces, and what cards look like there. */
export function connectionRoutes(pages: Pages): void {
  pages.show('/connections', 'chat.write', (visit, tx) => load(visit, tx, {}));

  pages.act(
    '/connections/check',
    'chat.write',
    async (visit, form) => withChecks(visit, platformOf(form.platform)),
    connections,
  );

  pages.act(
    '/connections/code',
    'chat.write',
    async (visit, form) => {
      const { actor } = visit.principal;
      if (actor.kind !== 'member') throw new SafeNestError('forbidden', 'Only members make codes.');
      const { code } = await visit.work((w) => makeWorkspaceCode(w, actor.id));
      const made = { platform: platformOf(form.platform), code, minutes: CODE_LASTS_MS / 60_000 };
      return visit.org((tx) => load(visit, tx, { code: made }));
    },
    connections,
  );

  pages.act(
    '/connections/workspaces/:id/email',
    'chat.write',
    async ({ work, request }, form) => {
      const on = form.on === 'true';
      await work((w) => setLinkByEmail(w, idOf(request), on));
      return {
        to: '/connections',
        text: on ? 'People there are known by their e-mail address.' : 'People there link themselves.',
      };
    },
    connections,
  );

  pages.act(
    '/connections/workspaces/:id/disconnect',
    'chat.write',
    async ({ work, request }) => {
      const { name } = await work((w) => disconnectWorkspace(w, idOf(request)));
      return { to: '/connections', text: `Disconnected “${name}”.` };
    },
    connections,
  );

  pages.act(
    '/connections/:platform',
    'chat.write',
    async (visit, form) => {
      const platform = platformOf(String(visit.request.params.platform));
      const { tokenKey } = chatOf(visit.services);
      await visit.work((w) => setChatApp(w, tokenKey, platform, credentialsOf(platform, form) as never));
      return withChecks(visit, platform);
    },
    connections,
  );

  pages.act(
    '/connections/:platform/remove',
    'chat.write',
    async ({ work, request }) => {
      const platform = platformOf(String(request.params.platform));
      await work((w) => removeChatApp(w, platform));
      return { to: '/connections', text: `The app is removed from ${PLATFORM_WORD[platform]}.` };
    },
    connections,
  );

  pages.download('/connections/slack/manifest.json', 'chat.write', async ({ services, request, org }, response) => {
    const manifest = chatOf(services).slackManifest(
      queryText(request, 'socket') === '1',
      (await org(roomSetting)).enabled,
    );
    sendFile(response, 'safenest-slack-manifest.json', 'application/json', `${JSON.stringify(manifest, null, 2)}\n`);
  });
  pages.download('/connections/teams/package.zip', 'chat.write', async ({ services, principal }, response) => {
    const zip = await chatOf(services).teamsPackage(principal.orgId);
    if (!zip) throw new SafeNestError('conflict', 'Set the app id and secret of your bot first; the package names it.');
    sendFile(response, 'safenest-teams.zip', 'application/zip', zip);
  });
  pages.download('/connections/discord/invite', 'chat.write', async ({ services, principal }, response) => {
    const link = await chatOf(services).discordInvite(principal.orgId);
    if (!link) throw new SafeNestError('conflict', 'Set the bot’s token first; the link is made for it.');
    response.redirect(303, link);
  });

  pages.showGathered('/cards', 'chat.write', async (visit) => {
    const view = await gatherCards(visit);
    return { title: 'What do cards look like?', current: 'connections', body: cardsPage(view) };
  });
}

async function load(
  { clock, services }: Visit,
  tx: OrgDb,
  extra: { code?: MadeCode; checks?: readonly CheckedConnection[]; checked?: ChatPlatform },
): Promise<Content> {
  const chat = chatOf(services);
  const [own, workspaces] = [await listOwnChatApps(tx), await listWorkspaces(tx)];
  return {
    title: 'Where can people ask?',
    current: 'connections',
    body: connectionsPage({
      clock,
      platforms: CHAT_PLATFORMS.map((platform) => ({
        platform,
        fromSettings: chat.fromSettings.includes(platform),
        own: own.find((one) => one.platform === platform) ?? null,
        workspaces: workspaces.filter((one) => one.platform === platform),
      })),
      code: extra.code ?? null,
      checks: extra.checks ?? null,
      checked: extra.checked ?? null,
      publicUrl: services.publicUrl,
      scopes: chat.reasons.slack,
    }),
  };
}

/** Asks the platform outside of any transaction, then shows the page with what it said. */
async function withChecks(visit: Visit, platform: ChatPlatform): Promise<Content> {
  const all = await chatOf(visit.services).checks(visit.principal.orgId);
  // a token that has just been set connects its workspace by itself, a moment after it has worked
  for (let looks = 0; looks < 10 && (await visit.org((tx) => isConnecting(tx, platform))); looks++) await sleep(100);
  return visit.org((tx) => load(visit, tx, { checks: all, checked: platform }));
}

/** A bot of one's own whose tokens have worked, and no workspace yet; servers of Discord are connected by a code alone. */
async function isConnecting(tx: OrgDb, platform: ChatPlatform): Promise<boolean> {
  if (platform === 'discord') return false;
  const own = (await listOwnChatApps(tx)).some((one) => one.platform === platform);
  return own && (await listWorkspaces(tx)).every((one) => one.platform !== platform);
}

async function gatherCards({ clock, services, request }: Visit): Promise<CardsView> {
  const { previews } = chatOf(services);
  const base = baseOf(services);
  const views = viewsToShow();
  // what is a form in chat has a page of its own in the console
  const here = viewsToShow({ forms: false });
  const chosen = queryText(request, 'view', 40);
  const names = Object.keys(views);
  const shown = Object.hasOwn(views, chosen) ? [chosen] : names;
  const cards = await Promise.all(
    shown.map(async (name) => {
      const card = withSamplePicture(views[name]!, base);
      const drawn = await Promise.all(
        SHOWN_IN.map(async (platform) => [platform, await previews[platform](card, base)] as const),
      );
      return {
        name,
        card: withSamplePicture(here[name]!, base),
        drawn: Object.fromEntries(drawn) as CardsView['cards'][number]['drawn'],
      };
    }),
  );
  return { clock, names, chosen: shown.length === 1 ? shown[0]! : null, cards };
}

/** A made-up card shows a made-up picture of ours. */
const withSamplePicture = (card: Card, base: string): Card => ({
  ...card,
  parts: card.parts.map((part) =>
    part.kind === 'image' ? { ...part, url: `${base}${asset('sample-picture.svg')}` } : part,
  ),
});

function credentialsOf(platform: ChatPlatform, form: Form): Record<string, unknown> {
  const given = (name: string): string | null => form[name]?.trim() || null;
  switch (platform) {
    case 'slack':
      return {
        botToken: given('botToken') ?? '',
        signingSecret: given('signingSecret'),
        appToken: given('appToken'),
        adminToken: given('adminToken'),
      };
    case 'discord': {
      const shards = given('shards');
      return { token: given('token') ?? '', shards: shards === null ? 'auto' : Number(shards) };
    }
    case 'teams':
      return {
        appId: given('appId') ?? '',
        appPassword: given('appPassword') ?? '',
        tenantId: given('tenantId'),
        graph: given('graph') === 'yes',
      };
  }
}

function platformOf(text: string | undefined): ChatPlatform {
  const platform = oneOf(CHAT_PLATFORMS, text);
  if (!platform) throw new SafeNestError('not_found', 'There is no such platform here.');
  return platform;
}

function sendFile(response: Response, name: string, type: string, content: string | Buffer): void {
  response.type(type).attachment(name).send(content);
}

function idOf(request: Request): string {
  const id = String(request.params.id ?? '');
  if (!isUuid(id)) throw new SafeNestError('not_found', 'There is nothing here by that name.');
  return id;
}
