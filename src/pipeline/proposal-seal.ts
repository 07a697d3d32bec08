import { createHmac } from 'node:crypto';
import type { Proposal } from '../domain/proposal.ts';
import { canonicalJson } from './audit.ts';
import type { Work } from './work.ts';

/**
 * What binds a proposal to what it would do: an HMAC with the audit key over the organisation, the number, the kind and the
 * arguments. Whoever can write to the database alone can neither change them nor lend them to another proposal.
 */
export const sealProposal = (
  { auditKey, tx }: Work,
  { number, kind, args }: Pick<Proposal, 'number' | 'kind' | 'args'>,
): string =>
  createHmac('sha256', auditKey)
    .update(canonicalJson({ sealed: 'proposal', org: tx.orgId, number, kind, args }))
    .digest('hex');
