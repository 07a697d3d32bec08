import { exclusively } from '../db/exclusive.ts';
import { listMembers } from '../db/members.ts';
import { findOrganisation, listOrganisations } from '../db/organisations.ts';
import { type OrgDb, withOrg, withSystem } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import type { Member, Organisation } from '../domain/member.ts';
import { SafeNestError } from '../errors.ts';
import { listAudit } from '../pipeline/audit.ts';
import { createOrganisation } from '../pipeline/members.ts';
import type { Core } from './core.ts';

/** The organisation made when the database has none; null makes none and refuses. */
export interface FirstOrganisation {
  name: string;
  sample: boolean;
  admin: { name: string; email: string };
  /** IANA zone; this machine's where absent. */
  timeZone?: string;
  /** When it is said to have been made; now where absent. */
  madeAt?: Date;
  /** Fills it before anything else happens in it, so that its audit log runs in order of time. */
  fill?: (core: Core, orgId: OrgId) => Promise<unknown>;
}

/** The one a new installation begins with. */
export const FIRST: FirstOrganisation = {
  name: 'My organisation',
  sample: false,
  admin: { name: 'Administrator', email: 'admin@localhost' },
};
const FIRST_ORGANISATION_LOCK = 7_306_126_119;
const CONSOLE = { platform: 'console', audience: 'private' } as const;

/** The oldest organisation; where there is none, it is made as `first` says, by one process alone. */
export async function firstOrganisation(
  core: Core,
  first: FirstOrganisation | null,
  now: Date,
): Promise<Organisation & { id: OrgId }> {
  const orgId = await exclusively(core.database, FIRST_ORGANISATION_LOCK, async () => {
    const [oldest] = await withSystem(core.db, listOrganisations);
    if (oldest) return oldest.id;
    if (!first)
      throw new SafeNestError(
        'not_found',
        'There is no organisation here yet. Start SafeNest once: npm start, or npm run demo.',
      );
    const { name, sample, admin, timeZone, madeAt, fill } = first;
    const made = await createOrganisation(core.db, {
      name,
      sample,
      admin,
      timeZone: timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      auditKey: core.auditKey,
      now: madeAt ?? now,
      place: CONSOLE,
    });
    await fill?.(core, made.orgId);
    return made.orgId;
  });
  const organisation = (await withOrg(core.db, orgId, findOrganisation))!;
  return { ...organisation, id: orgId };
}

/** The admin to let in while nobody has ever signed in; whichever process made the organisation. */
export async function firstVisitor(tx: OrgDb): Promise<Member | undefined> {
  const { items } = await listAudit(tx, { action: 'sign_in', limit: 1 });
  if (items.length > 0) return undefined;
  return (await listMembers(tx, { limit: 100 })).find((member) => member.active && member.role === 'admin');
}
