import { toolsPlannedFor } from '../../src/agent/offline/abilities.ts';
import type { PlanContext } from '../../src/agent/offline/plan-types.ts';

/** What the offline assistant knows of a turn in which nothing was said before; an officer in Berlin asks, on a Friday at noon UTC. */
export const planning = ({ role = 'officer', ...rest }: Partial<PlanContext> = {}): PlanContext => ({
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/Berlin',
  role,
  language: 'en',
  tools: toolsPlannedFor(role),
  history: [],
  ...rest,
});
