import { chatAppOwner } from '../../db/chat-apps.ts';
import {
  findWorkspace,
  setGranted,
  setWorkspaceService,
  workspaceOwner,
  workspaceService,
  workspacesOf,
} from '../../db/chat-workspaces.ts';
import { setTeamOfChannel, teamOfChannel } from '../../db/guarded-channels.ts';
import { linkedWorkspaces } from '../../db/members.ts';
import { listOrganisations } from '../../db/organisations.ts';
import { type SystemDb, withSystem } from '../../db/scope.ts';
import { isUuid, type OrgId } from '../../domain/id.ts';
import { SafeNestError } from '../../errors.ts';
import type { Account, ChatPlatform, Source } from '../../messages/inbound.ts';
import { linkByCode } from '../chat-accounts.ts';
import {
  connectByCode,
  connectByToken,
  type NamedWorkspace,
  nameWorkspace,
  organisationOfCode,
} from '../chat-workspaces.ts';
import type { ChatServiceContext } from './context.ts';

/** A workspace's organisation is looked up this seldom at most: two hundred events a second ask for it. */
const KNOWN_MS = 5000;
const MOST_KNOWN = 10_000;

/** Whose a workspace is, and how accounts and workspaces come to an organisation. */
export function workspaceServices({ db, auditKey, now, codes, org }: ChatServiceContext) {
  const known = new Map<string, { orgId: OrgId; until: number }>();

  async function organisationOf({ app, place }: Source): Promise<OrgId | undefined> {
    const { platform, workspace } = place;
    const key = JSON.stringify([platform, workspace, app]);
    const at = now().getTime();
    const before = known.get(key);
    if (before && before.until > at) return before.orgId;
    const orgId = await withSystem(db, async (tx) => {
      const owner = await workspaceOwner(tx, platform, workspace);
      return owner && (await vouchesFor(tx, app, owner)) ? owner : undefined;
    });
    if (known.size >= MOST_KNOWN) known.clear();
    if (orgId) known.set(key, { orgId, until: at + KNOWN_MS });
    else known.delete(key);
    return orgId;
  }

  return {
    organisationOf,
    /** Whose code it is, said through this app: an organisation's own app brings nobody to another one. */
    async organisationOfCode(app: string, code: string): Promise<OrgId | undefined> {
      const owner = await organisationOfCode(db, code);
      return owner && (await withSystem(db, (tx) => vouchesFor(tx, app, owner))) ? owner : undefined;
    },

    /** Links the speaker to the member the code was made for; counts wrong codes, and refuses many. */
    async link(orgId: OrgId, account: Account, code: string): Promise<{ name: string }> {
      const who = whoTries(account);
      await codes.attempt(who);
      const { member, used } = await org(orgId, (tx) => linkByCode({ tx, now: now(), auditKey }, account, code));
      // what did nothing counts as a try: else a linked account could try codes without end
      if (used) await codes.succeeded(who);
      return { name: member.name };
    },
    /** Counts a code that is no organisation's. */
    wrongCode: (account: Account): Promise<void> => codes.attempt(whoTries(account)),
    /** Connects the workspace the code was said in. */
    async connect(orgId: OrgId, account: Account, name: string, code: string): Promise<{ connected: boolean }> {
      const who = whoTries(account);
      await codes.attempt(who);
      const { platform, workspace } = account.place;
      const place = { platform, audience: 'private' as const };
      const owner = await organisationOfCode(db, code);
      if (owner && owner !== orgId)
        throw new SafeNestError('conflict', 'This workspace is another organisation’s here.');
      const outcome = await org(orgId, (tx) =>
        connectByCode({ tx, now: now(), auditKey }, { platform, workspace, name }, code, place),
      );
      if (outcome.connected) await codes.succeeded(who);
      known.clear();
      return outcome;
    },
    /**
     * A platform has said that an app's token belongs to this workspace: it is connected where it is plain to whom. Only for what
     * the platform itself said; what somebody wrote down proves nothing.
     */
    async workspaceFound(app: { orgId: OrgId | null }, workspace: NamedWorkspace): Promise<void> {
      const owner = await withSystem(db, (tx) => workspaceOwner(tx, workspace.platform, workspace.workspace));
      const all = await withSystem(db, listOrganisations);
      const orgId = app.orgId ?? (all.length === 1 ? all[0]!.id : undefined);
      // guilds invite a bot themselves, so one of them says nothing of whose it is
      if (workspace.platform === 'discord') return;
      if (app.orgId && owner && owner !== app.orgId)
        throw new SafeNestError(
          'conflict',
          `${workspace.platform} ${workspace.workspace} is connected to another organisation here, whose admin has to disconnect it first.`,
        );
      if (owner || !orgId) return;
      await org(orgId, (tx) => connectByToken({ tx, now: now(), auditKey }, workspace));
      known.clear();
    },

    /**
     * A platform says what a workspace is called, which is connected under that name from now on. With `weakly`, only where it has no
     * name yet but its id.
     */
    async workspaceNamed(
      app: string,
      { platform, workspace, name }: NamedWorkspace,
      { weakly = false }: { weakly?: boolean } = {},
    ): Promise<void> {
      const owner = await organisationOf({ app, place: { platform, workspace } });
      if (owner) await org(owner, (tx) => nameWorkspace(tx, { platform, workspace, name }, weakly));
    },

    /** The workspaces in which an account is linked, as far as the app speaks for their organisations: for what is said in none. */
    async desksOf(
      { id: app }: { id: string },
      { platform, account }: { platform: ChatPlatform; account: string },
    ): Promise<{ workspace: string; name: string; orgId: OrgId }[]> {
      const linked = await withSystem(db, (tx) => linkedWorkspaces(tx, { platform, externalId: account }));
      const desks = linked.map(async ({ workspace, orgId }) => {
        if ((await organisationOf({ app, place: { platform, workspace } })) !== orgId) return [];
        const found = await org(orgId, (tx) => findWorkspace(tx, platform, workspace));
        return found ? [{ workspace, name: found.name, orgId }] : [];
      });
      return (await Promise.all(desks)).flat();
    },

    /** Where Teams' service for a tenant is: kept with the tenant, for processes that nobody has written to. */
    serviceUrls: {
      get: (workspace: string): Promise<string | null> =>
        withSystem(db, (tx) => workspaceService(tx, 'teams', workspace)),
      async set(app: string, workspace: string, url: string): Promise<void> {
        const owner = await organisationOf({ app, place: { platform: 'teams', workspace } });
        if (owner) await org(owner, (tx) => setWorkspaceService(tx, 'teams', workspace, url));
      },
    },

    /** What Microsoft Graph lets the app do in a tenant, and to which team a channel belongs: kept for other processes and later ones. */
    graphPlaces: {
      tenants: (): Promise<{ orgId: OrgId; workspace: string }[]> => withSystem(db, (tx) => workspacesOf(tx, 'teams')),
      grant: (orgId: OrgId, workspace: string, granted: readonly string[]): Promise<void> =>
        org(orgId, (tx) => setGranted(tx, { platform: 'teams', workspace }, granted)),
      team: (orgId: OrgId, workspace: string, channel: string): Promise<string | null> =>
        org(orgId, (tx) => teamOfChannel(tx, { platform: 'teams', workspace, channel })),
      async setTeam(app: string, workspace: string, channel: string, team: string): Promise<boolean> {
        const owner = await organisationOf({ app, place: { platform: 'teams', workspace } });
        if (!owner) return false;
        return org(owner, (tx) => setTeamOfChannel(tx, { platform: 'teams', workspace, channel }, team));
      },
    },
  };
}

/** The settings' app speaks for every organisation, an organisation's own one for that alone. */
const vouchesFor = async (tx: SystemDb, app: string, orgId: OrgId): Promise<boolean> =>
  app === 'settings' || (isUuid(app) && (await chatAppOwner(tx, app)) === orgId);

const whoTries = ({ place, speaker }: Account) => ({
  platform: place.platform,
  workspace: place.workspace,
  account: speaker.id,
});
