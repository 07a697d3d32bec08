import { sql } from 'kysely';
import type { Alert } from '../domain/alert.ts';
import type { IncidentStatus, OwnTitle } from '../domain/incident.ts';
import { type JoinableIncident, SHARED_BY } from '../domain/joinable-incident.ts';
import type { Severity } from '../domain/severity.ts';
import type { OrgDb } from './scope.ts';

/** Incidents that are worked on: first those with alerts about the same account, address, camera or person, then those changed last. */
export async function joinableIncidents(
  tx: OrgDb,
  alert: Pick<Alert, 'account' | 'address' | 'cameraId' | 'personId'>,
  limit: number,
): Promise<JoinableIncident[]> {
  type Row = Record<(typeof SHARED_BY)[number], boolean> & {
    number: number;
    title: string;
    own_title: OwnTitle | null;
    severity: Severity;
    status: IncidentStatus;
  };
  const { rows } = await sql<Row>`
    select incident.number, incident.title, incident.own_title, incident.severity, incident.status, about.*
    from incident cross join lateral (
      select coalesce(bool_or(alert.account = ${alert.account}), false) as account,
        coalesce(bool_or(alert.address = ${alert.address}), false) as address,
        coalesce(bool_or(alert.camera_id = ${alert.cameraId}), false) as camera,
        coalesce(bool_or(alert.person_id = ${alert.personId}), false) as person
      from alert where alert.org_id = incident.org_id and alert.incident_id = incident.id
    ) as about
    where incident.org_id = ${tx.orgId} and incident.status in ('open', 'investigating', 'contained')
    order by about.account::int + about.address::int + about.camera::int + about.person::int desc,
      incident.updated_at desc, incident.number desc
    limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    number: row.number,
    title: row.title,
    ownTitle: row.own_title,
    severity: row.severity,
    status: row.status,
    shares: SHARED_BY.filter((what) => row[what]),
  }));
}
