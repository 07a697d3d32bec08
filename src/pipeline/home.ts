import { listCameras } from '../db/cameras.ts';
import { listIncidents } from '../db/incidents.ts';
import type { HealthReport } from '../domain/health.ts';
import type { Incident, IncidentStatus } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { mayDecideProposal } from '../domain/proposal.ts';
import { can } from '../domain/role.ts';
import type { Card } from '../messages/card.ts';
import { homeCard } from '../messages/views/home-card.ts';
import { cameraState, SILENT_MS } from './cameras/camera-state.ts';
import { seeProposals } from './proposals/see.ts';
import { titledIn } from './proposals/title-in.ts';
import type { Work } from './work.ts';

const MOST = 50;
const OPEN: readonly IncidentStatus[] = ['open', 'investigating', 'contained'];

/** A member's own page: their open incidents, the proposals that wait for their button, how the cameras are, and whether everything works. */
export async function homeOf(
  { tx, principal, now }: Pick<Work, 'tx' | 'principal' | 'now'>,
  health: HealthReport | null,
  language: Language,
  silentMs = SILENT_MS,
): Promise<Card> {
  const { role, actor, name } = principal;
  const id = actor.kind === 'member' ? actor.id : null;
  const open = { statuses: OPEN, limit: MOST };
  const assigned = id === null ? [] : await listIncidents(tx, { ...open, assigneeId: id });
  const opened = id === null ? [] : await listIncidents(tx, { ...open, createdById: id });
  const mine = new Map<number, Incident>([...assigned, ...opened].map((incident) => [incident.number, incident]));
  const waiting = await seeProposals(tx, principal, { states: ['pending'], limit: MOST }, now);
  const cameras = can(role, 'cameras.read') ? await listCameras(tx) : [];
  return homeCard({
    name,
    role,
    mine: [...mine.values()].sort((a, b) => b.number - a.number),
    waiting: waiting
      .filter((proposal) => mayDecideProposal(principal, proposal))
      .map((proposal) => titledIn(proposal, language)),
    cameras: cameras.map((camera) => cameraState(camera, now, silentMs)),
    health: can(role, 'health.read') ? health : null,
    mayOpenIncidents: can(role, 'incidents.create'),
    language,
  });
}
