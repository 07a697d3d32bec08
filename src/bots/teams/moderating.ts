import { isUuid, type OrgId } from '../../domain/id.ts';
import { oneLine } from '../../domain/text.ts';
import type { Log } from '../../log.ts';
import type { ModerationDone, ModerationOrder } from '../../messages/moderation-order.ts';
import { powersIn } from '../../messages/moderation-powers.ts';
import { CHANGE_MEMBERS, hideNeeds, isTeamChannel, USED_PERMISSIONS } from '../../messages/teams-permissions.ts';
import type { ChatApp, TeamsCredentials } from '../chat-apps.ts';
import { Refused, TokenRefused } from '../platform-errors.ts';
import { TeamsRefused } from './connector.ts';
import type { Destinations } from './destination.ts';
import type { Graph, GraphLine } from './graph.ts';
import { createTeamMembers } from './team-members.ts';

/** What is kept of tenants for Microsoft Graph, beyond this process. */
export interface GraphPlaces {
  /** The tenants that are connected, with whose they are. */
  tenants(): Promise<{ orgId: OrgId; workspace: string }[]>;
  /** Keeps what a tenant's admin has granted: cards say by it what a press will do. */
  grant(orgId: OrgId, workspace: string, granted: readonly string[]): Promise<void>;
  /** The team a guarded channel belongs to, as Graph names it; null where that is not known. */
  team(orgId: OrgId, workspace: string, channel: string): Promise<string | null>;
  /** False where the channel is not guarded. */
  setTeam(app: string, workspace: string, channel: string, team: string): Promise<boolean>;
}

/** The author of a hidden message reads so much of the reason at most. */
const LONGEST_TIP = 500;

export interface ModeratingOptions {
  graph: Graph;
  places: GraphPlaces | null;
  destinations: Destinations;
  log: Log;
}

/** What becomes in Teams of what moderators decided: by Microsoft Graph where that is switched on and granted, else as a person's task. */
export function createModerating({ graph, places, destinations, log }: ModeratingOptions) {
  /** Whoever speaks for the organisation there; null where nobody does. */
  const appOf = (orgId: OrgId, workspace: string): Promise<ChatApp<TeamsCredentials> | null> =>
    destinations.of({ workspace, channel: '' }, { orgId }).then(
      ({ line }) => line.app,
      (error: unknown) => {
        if (error instanceof TokenRefused) return null;
        throw error;
      },
    );

  /** Null where Graph is switched off for whoever speaks for the organisation there. */
  async function lineOf(orgId: OrgId, workspace: string): Promise<GraphLine | null> {
    const app = places && (await appOf(orgId, workspace));
    return app?.credentials.graph ? { credentials: app.credentials, tenant: workspace } : null;
  }

  /** Asks what is granted in a tenant, and keeps it. */
  async function look(orgId: OrgId, workspace: string): Promise<readonly string[]> {
    const line = await lineOf(orgId, workspace);
    const granted = line
      ? await graph.granted(line).catch(async (error: unknown) => {
          if (error instanceof TokenRefused) await places?.grant(orgId, workspace, []);
          throw error;
        })
      : [];
    const used = granted.filter((one) => USED_PERMISSIONS.includes(one));
    await places?.grant(orgId, workspace, used);
    return used;
  }

  /** The address of each message, likeliest first: an answer stands under the message that began its thread. */
  function messagesOf({ channel, thread, messageKeys }: ModerationOrder, team: string | null): string[][] {
    // Graph takes a message by the moment of its birth, as the bot is told it
    const keys = messageKeys.filter((key) => /^\d{1,20}$/.test(key));
    if (!isTeamChannel(channel)) return keys.map((key) => [`/chats/${part(channel)}/messages/${key}`]);
    const all = `/teams/${part(team ?? '')}/channels/${part(channel)}/messages`;
    const root = thread !== null && /^\d{1,20}$/.test(thread) ? thread : null;
    return keys.map((key) =>
      root === null || root === key ? [`${all}/${key}`] : [`${all}/${root}/replies/${key}`, `${all}/${key}`],
    );
  }

  /** Sets on a message whether others may read it; false where there is no such message. */
  async function mark(line: GraphLine, addresses: readonly string[], policyViolation: object): Promise<boolean> {
    for (const address of addresses)
      try {
        await graph.call(line, 'PATCH', address, { policyViolation });
        return true;
      } catch (error) {
        if (!(error instanceof TeamsRefused) || error.status !== 404) throw error;
      }
    return false;
  }

  async function hide(line: GraphLine, order: ModerationOrder): Promise<ModerationDone> {
    const { orgId, workspace, channel, reason } = order;
    const need = hideNeeds(channel);
    if (!(await look(orgId, workspace)).includes(need)) return byHand(order, notGranted(need));
    const team = isTeamChannel(channel) ? await places!.team(orgId, workspace, channel) : null;
    if (isTeamChannel(channel) && team === null) return byHand(order, TEAM_UNKNOWN);
    const messages = messagesOf(order, team);
    let hidden = 0;
    for (const addresses of messages)
      try {
        if (await mark(line, addresses, blocked(reason))) hidden++;
      } catch (error) {
        if (!(error instanceof TeamsRefused)) throw error;
        const some = hidden > 0 ? `${hidden} of ${messages.length} are hidden.` : '';
        return byHand(order, [some, whyOf(error, need)].filter(Boolean).join(' '), hidden > 0 ? HIDDEN : {});
      }
    if (hidden === 0) return byHand(order, 'Microsoft Graph knows no such messages there.');
    const gone = messages.length - hidden;
    const outcome = gone > 0 ? `${hidden} of ${messages.length} are hidden; the others are there no more.` : '';
    return { way: 'native', outcome, handle: HIDDEN };
  }

  async function show(line: GraphLine | null, order: ModerationOrder): Promise<ModerationDone> {
    const { orgId, workspace, channel } = order;
    if (!line && order.handle.hidden === true)
      throw new Refused(
        'Microsoft Graph is switched off for Teams.',
        'Switch it on again: TEAMS_GRAPH, or under Connections.',
      );
    const team = isTeamChannel(channel) ? await places?.team(orgId, workspace, channel) : null;
    if (line) for (const addresses of messagesOf(order, team ?? null)) await mark(line, addresses, OPEN);
    return { way: 'native', outcome: order.handle.hidden === true ? 'The messages are shown again.' : '', handle: {} };
  }

  const members = createTeamMembers(graph);

  async function takeOut(line: GraphLine, order: ModerationOrder): Promise<ModerationDone> {
    const { orgId, workspace, channel, account } = order;
    if (account.replace(/^28:/, '') === line.credentials.appId)
      throw new Refused('SafeNest does not act on itself.', 'Choose somebody else.');
    if (!isTeamChannel(channel)) return byHand(order);
    if (!(await look(orgId, workspace)).includes(CHANGE_MEMBERS)) return byHand(order, notGranted(CHANGE_MEMBERS));
    const team = await places!.team(orgId, workspace, channel);
    if (team === null) return byHand(order, TEAM_UNKNOWN);
    if (!isUuid(account)) return byHand(order, 'Teams has not said which account of Entra is theirs.');
    const found = await members.find(line, team, account);
    // gone already, or taken out by an attempt of which nobody heard: nobody is put back whom somebody else took out
    if (!found) return { way: 'approximate', outcome: 'They were not in the team.', handle: { team } };
    if (found.roles.includes('owner'))
      throw new Refused('They own the team.', 'Another owner of the team decides about them.');
    if (found.roles.includes('guest')) return byHand(order, 'Microsoft lets no app put a guest back into a team.');
    await members.remove(line, team, found.id);
    return { way: 'approximate', outcome: 'They were taken out of the team.', handle: { team, takenOut: true } };
  }

  async function putBack(line: GraphLine | null, order: ModerationOrder): Promise<ModerationDone> {
    const { account, handle } = order;
    const done = (outcome: string): ModerationDone => ({ way: 'approximate', outcome, handle: {} });
    if (typeof handle.team !== 'string') return byHand(order);
    if (handle.takenOut !== true) return byHand(order, 'SafeNest may not have taken them out of the team itself.');
    if (!line) return byHand(order, 'Microsoft Graph is switched off for Teams.');
    if (await members.find(line, handle.team, account)) return done('They were in the team already.');
    await members.add(line, handle.team, account);
    return done('They were put back into the team.');
  }

  async function change(line: GraphLine | null, order: ModerationOrder): Promise<ModerationDone> {
    try {
      if (LIFTS.has(order.verb)) return await putBack(line, order);
      return line ? await takeOut(line, order) : byHand(order);
    } catch (error) {
      if (error instanceof TeamsRefused) return byHand(order, whyOf(error, CHANGE_MEMBERS));
      throw error;
    }
  }

  return {
    async moderate(order: ModerationOrder): Promise<ModerationDone> {
      const line = await lineOf(order.orgId, order.workspace);
      if (order.verb === 'lift_delete') return show(line, order);
      try {
        if (order.verb !== 'delete') return await change(line, order);
        return line ? await hide(line, order) : byHand(order);
      } catch (error) {
        // the bot itself may be well: Graph is another door, with a tenant's own lock
        if (!(error instanceof TokenRefused)) throw error;
        return byHand(order, `Microsoft gives the app no token for Graph in that tenant. ${error.mend}`);
      }
    },
    look,
    /** What is granted to an app, in each tenant in which it speaks; nothing where it is unknown. */
    async grantedTo({ id }: { id: string }): Promise<(readonly string[])[]> {
      const found = [];
      for (const { orgId, workspace } of (await places?.tenants()) ?? [])
        if ((await appOf(orgId, workspace))?.id === id)
          found.push(
            await look(orgId, workspace).catch((error: unknown) => {
              if (error instanceof TokenRefused) return [];
              throw error;
            }),
          );
      return found;
    },
    /** The same for every tenant that is connected: when the service starts, and when its apps have changed. */
    async lookAll(): Promise<void> {
      for (const { orgId, workspace } of (await places?.tenants()) ?? [])
        await look(orgId, workspace).catch((err: unknown) =>
          log.warn({ err, orgId }, 'what Microsoft Graph grants in a tenant could not be asked'),
        );
    },
  };
}

/** Nobody but its author reads it any more, who is told why. */
const blocked = (reason: string): object => ({
  dlpAction: 'blockAccess',
  userAction: 'none',
  verdictDetails: 'none',
  policyTip: { generalText: oneLine(reason, LONGEST_TIP) },
});
const OPEN = { dlpAction: 'none', userAction: 'none', verdictDetails: 'none' };
const HIDDEN = { hidden: true };

const LIFTS: ReadonlySet<ModerationOrder['verb']> = new Set(['lift_timeout', 'lift_mute', 'lift_ban']);
const TEAM_UNKNOWN = 'SafeNest has heard nothing there yet that says which team that channel belongs to.';
const notGranted = (need: string): string => `The tenant’s admin has not granted the app ${need}.`;
const whyOf = ({ status, message }: TeamsRefused, need: string): string =>
  status === 403 ? `Microsoft Graph refused it: the app needs ${need}, granted by an admin.` : message;

function byHand(order: ModerationOrder, why?: string, handle: Record<string, unknown> = {}): ModerationDone {
  const powers = powersIn(order);
  const { what, url } = powers[order.verb.replace('lift_', '') as keyof typeof powers];
  const words = why ? `${why} An owner of the team does it by hand.` : what;
  return { way: 'human_task', outcome: url ? `${words} ${url}` : words, handle };
}

const part = (text: string): string => encodeURIComponent(text);
