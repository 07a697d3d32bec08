import type { Language } from '../../domain/language.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { KINDS } from '../proposal-kinds.ts';

/**
 * The proposal with its line in a language, made of what it would do. In English it is as it was stored, and so it is in any language where what it
 * would do can no longer be read.
 */
export function titledIn<P extends Pick<Proposal, 'kind' | 'args' | 'title'>>(proposal: P, language: Language): P {
  if (language === 'en') return proposal;
  const kind = KINDS[proposal.kind];
  if (!kind.parse(proposal.args).success) return proposal;
  return { ...proposal, title: kind.describe(proposal.args, language) };
}
