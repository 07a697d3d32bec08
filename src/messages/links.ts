import { formatReference, parseReference, type ReferenceKind } from '../domain/reference.ts';

/** Where a reference's page is: a path, or an address people outside the console can open. */
export type Links = (reference: string) => string;

const PAGES: Record<ReferenceKind, string> = {
  alert: '/alerts',
  incident: '/incidents',
  rule: '/rules',
  proposal: '/proposals',
  event: '/logs',
  camera: '/cameras',
  camera_event: '/events',
  person: '/people',
  case: '/cases',
  action: '/moderation/actions',
  appeal: '/moderation/appeals',
  report: '/reports',
};

/** `ALR-204` as `/alerts/ALR-204`; the start page for what is no reference. */
export function pathOf(reference: string): string {
  const parsed = parseReference(reference);
  return parsed ? `${PAGES[parsed.kind]}/${formatReference(parsed)}` : '/';
}

/** The same as whole addresses under the service's public address. */
export const linksUnder =
  (publicUrl: string): Links =>
  (reference) =>
    publicUrl.replace(/\/+$/, '') + pathOf(reference);
