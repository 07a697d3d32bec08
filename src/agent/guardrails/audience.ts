import type { ChatTurn } from '../../db/chat-sessions.ts';
import type { Principal } from '../../domain/principal.ts';
import { can, type Permission } from '../../domain/role.ts';
import type { Citation } from '../../messages/card.ts';
import type { Withheld } from '../../messages/catalogue/guardrails.ts';
import type { Tool } from '../../tools/define-tool.ts';

/** Rule 2: whom an answer goes to, decided before anything of it is said. */
export interface Audience {
  /** The place is private, or whoever reads it may see all that this turn could show. */
  readonly open: boolean;
  /** What somebody here may not see of what this tool shows. */
  ofTool(tool: Pick<Tool, 'name' | 'permission'>): Withheld | null;
  /** The same of what a result stands on, for tools that show more than their name says. */
  ofCitations(citations: readonly Citation[]): Withheld | null;
  /** The same of a conversation so far, which a model remembers and may repeat. */
  ofPast(past: readonly ChatTurn[]): Withheld | null;
}

/** Tools that show things of which a row may be visible to one person alone: what it takes to see all of them. */
const SHOWS: Record<string, Permission | null> = {
  open_incident: 'incidents.read',
  create_incident: 'incidents.read',
  update_incident: 'incidents.read',
  similar_incidents: 'incidents.read',
  // a proposal may be about anything: whoever decides all of them may see all of them
  open_proposals: 'rules.write',
  help: null,
  search_help: null,
};
const OF_KIND: Record<Citation['kind'], Permission> = {
  alert: 'alerts.read',
  incident: 'incidents.read',
  event: 'logs.read',
  rule: 'rules.read',
  proposal: 'rules.read',
};
const NAMES: Partial<Record<string, Withheld>> = {
  logs: 'logs',
  alerts: 'alerts',
  incidents: 'incidents',
  rules: 'rules',
  proposals: 'rules',
  health: 'health',
  members: 'members',
};

export function audienceOf({ place }: Principal, tools: readonly Pick<Tool, 'name' | 'permission'>[]): Audience {
  // Who nobody knows may be anyone.
  const readers = place.audience === 'private' ? [] : (place.readers ?? [null]);
  const lacking = (permission: Permission | null): Withheld | null => {
    if (permission === null || readers.every((role) => role !== null && can(role, permission))) return null;
    return NAMES[permission.split('.')[0]!] ?? 'other';
  };
  const shownBy = ({ name, permission }: Pick<Tool, 'name' | 'permission'>): Permission | null =>
    Object.hasOwn(SHOWS, name) ? SHOWS[name]! : permission;
  const first = <T>(items: readonly T[], withheld: (item: T) => Withheld | null): Withheld | null => {
    for (const item of items) {
      const found = withheld(item);
      if (found) return found;
    }
    return null;
  };
  const ofTool: Audience['ofTool'] = (tool) => {
    // A search and a summary show logins, alerts and incidents alike.
    if (tool.name === 'search_logs' || tool.name === 'posture_summary')
      return first(['logs.read', 'alerts.read', 'incidents.read'] as const, lacking);
    const permission = shownBy(tool);
    // A tool for everybody that nobody has thought about here shows who knows what.
    if (permission === null && !Object.hasOwn(SHOWS, tool.name)) return readers.length > 0 ? 'other' : null;
    return lacking(permission);
  };
  const ofCitations: Audience['ofCitations'] = (citations) => first(citations, ({ kind }) => lacking(OF_KIND[kind]));
  return {
    open: tools.every((tool) => ofTool(tool) === null),
    ofTool,
    ofCitations,
    ofPast: (past) =>
      first(past, ({ steps, citations }) => {
        const used = steps.filter((step) => step.ok);
        return (
          ofCitations(citations) ??
          first(used, ({ tool: name }) => {
            const tool = tools.find((one) => one.name === name);
            // A tool that is gone, or was somebody's in another role, showed nobody knows what.
            return tool ? ofTool(tool) : readers.length > 0 ? 'other' : null;
          })
        );
      }),
  };
}
