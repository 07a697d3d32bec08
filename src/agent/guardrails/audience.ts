import type { ChatTurn } from '../../db/chat-sessions.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Permission } from '../../domain/role.ts';
import { allMaySee, SEEN_BY } from '../../domain/seen-by.ts';
import type { Citation } from '../../messages/card.ts';
import type { Withheld } from '../../messages/catalogue/guardrails.ts';
import type { Tool } from '../../tools/define-tool.ts';

type Shown = Pick<Tool, 'name' | 'permission' | 'shows' | 'about'>;

/** Rule 2: whom an answer goes to, decided before anything of it is said. */
export interface Audience {
  /** The place is private, or whoever reads it may see all that this turn could show. */
  readonly open: boolean;
  /** What somebody here may not see of what this tool shows, and of that what a call with these arguments is about. */
  ofTool(tool: Shown, args?: Record<string, unknown>): Withheld | null;
  /** The same of what a result stands on, for tools that show more than their name says. */
  ofCitations(citations: readonly Citation[]): Withheld | null;
  /** The same of a conversation so far, which a model remembers and may repeat. */
  ofPast(past: readonly ChatTurn[]): Withheld | null;
}

const OF_KIND: Record<Citation['kind'], Permission> = { ...SEEN_BY, proposal: 'rules.read' };
const NAMES: Partial<Record<string, Withheld>> = {
  logs: 'logs',
  alerts: 'alerts',
  incidents: 'incidents',
  rules: 'rules',
  proposals: 'rules',
  health: 'health',
  members: 'members',
};

export function audienceOf({ place }: Principal, tools: readonly Shown[]): Audience {
  const readers = place.audience === 'private' ? [] : (place.readers ?? [null]);
  const lacking = (permission: Permission): Withheld | null => {
    if (allMaySee(place, permission)) return null;
    return NAMES[permission.split('.')[0]!] ?? 'other';
  };
  const first = <T>(items: readonly T[], withheld: (item: T) => Withheld | null): Withheld | null => {
    for (const item of items) {
      const found = withheld(item);
      if (found) return found;
    }
    return null;
  };
  const ofTool: Audience['ofTool'] = ({ permission, shows, about }, args) => {
    const needed = shows ?? (permission === null ? null : [permission]);
    // A tool for everybody that does not say what it shows, shows who knows what.
    if (needed === null) return readers.length > 0 ? 'other' : null;
    const found = first(needed, lacking);
    const asked = found && args ? (about?.(args) ?? null) : null;
    return asked === null ? found : (lacking(asked) ?? 'other');
  };
  const ofCitations: Audience['ofCitations'] = (citations) =>
    first(citations, ({ kind, needs }) => lacking(needs ?? OF_KIND[kind]));
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
