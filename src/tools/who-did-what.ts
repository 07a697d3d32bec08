import { z } from 'zod';
import type { AuditFilter } from '../db/audit.ts';
import type { OrgDb } from '../db/scope.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { parseRange, RANGE_WORDS } from '../domain/time-range.ts';
import { formatTime } from '../domain/time-words.ts';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import type { Citation } from '../messages/card.ts';
import { deedText } from '../messages/catalogue/deeds.ts';
import { changeText } from '../messages/catalogue/stored-words.ts';
import { pathOf } from '../messages/links.ts';
import { countDeeds, listAudit } from '../pipeline/audit.ts';
import { memberCalled } from '../pipeline/member-called.ts';
import { defineTool } from './define-tool.ts';
import { unique } from './named-references.ts';

const SHOWN = 8;
const MOST_PEOPLE = 6;
/** Asking and signing in change nothing; what the desk refused was not done. */
const NO_DEEDS = ['assistant.turn', 'tool.refuse', 'sign_in', 'sign_in.'] as const;
/** What was changed, by how the log calls the actions. */
const OF = {
  rules: 'rule.',
  proposals: 'proposal.',
  alerts: 'alert.',
  incidents: 'incident.',
  cases: 'case.',
  members: 'member.',
  people: 'person.',
  cameras: 'camera.',
  channels: 'chat_channel.',
  reports: 'report.',
} as const;
const AREAS = Object.keys(OF) as [keyof typeof OF, ...(keyof typeof OF)[]];

/** What `who_did_what` answers. */
export interface DeedsData extends Record<string, unknown> {
  /** How much was done, as far as it was asked for. */
  count: number;
  who: string | null;
  about: string | null;
  range: string | null;
  people: { quoted_name: string; count: number }[];
  more_people: number;
  /** The newest. */
  deeds: DeedData[];
  more: number;
  /** The page of the audit log, narrowed to the same. */
  page: string;
}

export interface DeedData {
  time: string;
  quoted_who: string;
  action: string;
  did: string;
  ref: string | null;
  /** What was changed, as the log has it. */
  quoted_change?: string;
}

export const whoDidWhatTool = defineTool({
  name: 'who_did_what',
  description:
    'What members did in SafeNest itself, from the audit log: settled alerts, changed rules, opened incidents, approved proposals, settings. By member ' +
    '(who), by what it was done to (about: RULE-8, PROP-3, INC-2), by time. Use it for "what did Ada do this week?", "who changed RULE-8?", "who ' +
    'approved that?", "what was done since yesterday?". Logins of accounts are search_logs.',
  input: z.object({
    who: z.string().max(200).optional().describe('A member’s name or e-mail address, or me'),
    about: z.string().max(40).optional().describe('Only what was done to this: RULE-8, PROP-3, INC-2, ALR-17, CASE-2'),
    of: z.enum(AREAS).optional().describe('Only what was done to things of this kind'),
    range: z.string().max(100).optional().describe(`When; leave out for all time. One of: ${RANGE_WORDS}`),
  }),
  access: 'read',
  permission: 'audit.read',
  async run({ org, principal, now, language }, { who, about, of, range: named }) {
    const reader = { timeZone: principal.timeZone, now };
    const range = named === undefined ? null : parseRange(named, reader);
    if (named !== undefined && !range)
      throw new SafeNestError(
        'invalid_input',
        `I cannot read the time “${oneLine(named, 60)}”. Use one of: ${RANGE_WORDS}.`,
      );
    const subject = about === undefined ? null : referenceOf(about);
    return org(async (tx) => {
      const actor = who === undefined ? null : await actorCalled(tx, principal, who);
      const filter: Omit<AuditFilter, 'limit' | 'before'> = {
        without: NO_DEEDS,
        ...(range && { from: range.from, to: range.to }),
        ...(actor?.filter ?? {}),
        ...(subject !== null && { subject }),
        ...(of && { action: OF[of] }),
      };
      const people = await countDeeds(tx, filter);
      const { items } = await listAudit(tx, { ...filter, limit: SHOWN });
      const count = people.reduce((sum, one) => sum + one.count, 0);
      const data: DeedsData = {
        count,
        who: actor?.name ?? null,
        about: subject,
        range: range?.label ?? null,
        people: people.slice(0, MOST_PEOPLE).map(({ name, count }) => ({ quoted_name: oneLine(name, 80), count })),
        more_people: Math.max(0, people.length - MOST_PEOPLE),
        deeds: items.map((entry) => deedData(entry, reader, language)),
        more: count - items.length,
        page: pageOf({ who: actor?.name, subject, action: of && OF[of], range: named }),
      };
      return {
        data,
        citations: unique(items.flatMap(citationsOf)),
      };
    });
  },
});

function referenceOf(text: string): string {
  const parsed = parseReference(text);
  if (parsed) return formatReference(parsed);
  throw new SafeNestError(
    'invalid_input',
    `“${oneLine(text, 40)}” is no reference; write RULE-8, PROP-3, INC-2, ALR-17 or CASE-2.`,
  );
}

/** A member, or whoever the log calls so: somebody who has left, a key. */
async function actorCalled(
  tx: OrgDb,
  principal: Principal,
  who: string,
): Promise<{ name: string; filter: Pick<AuditFilter, 'actorId' | 'actorName'> }> {
  try {
    const member = await memberCalled(tx, principal, who);
    return { name: member.name, filter: { actorId: member.id } };
  } catch (error) {
    if (!isSafeNestError(error) || error.details !== undefined) throw error;
    const name = oneLine(who, 100);
    const known = await listAudit(tx, { actorName: name, limit: 1 });
    if (known.items.length === 0) throw error;
    return { name: oneLine(known.items[0]!.actorName, 100), filter: { actorName: name } };
  }
}

function deedData(entry: AuditEntry, { timeZone, now }: { timeZone: string; now: Date }, language: Language): DeedData {
  const ref = subjectOf(entry);
  const change = changeOf(entry, language);
  return {
    time: formatTime(entry.at, timeZone, now),
    quoted_who: oneLine(entry.actorName, 80),
    action: entry.action,
    did: deedText(entry.action, language),
    ref,
    ...(change && { quoted_change: change }),
  };
}

/** What it was done to, where that is a thing with a reference. */
function subjectOf({ subject }: AuditEntry): string | null {
  const parsed = subject === null || !/^[A-Z]{2,6}-/.test(subject) ? null : parseReference(subject);
  return parsed ? formatReference(parsed) : null;
}

/** What was changed in an incident, or in which state a rule is since. */
function changeOf({ action, detail }: AuditEntry, language: Language): string | null {
  const { changes } = detail;
  if (action === 'incident.update' && Array.isArray(changes) && typeof changes[0] === 'string')
    return oneLine(changeText(changes[0], language), 120);
  return null;
}

function citationsOf(entry: AuditEntry): Citation[] {
  const ref = subjectOf(entry);
  const kind = ref === null ? undefined : parseReference(ref)?.kind;
  return ref === null || kind === undefined ? [] : [{ ref, kind, at: entry.at.toISOString(), url: pathOf(ref) }];
}

/** The page of the audit log, narrowed. */
function pageOf(narrowed: Record<string, string | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(narrowed)) if (value) query.set(name, value);
  const text = query.toString();
  return text === '' ? '/audit' : `/audit?${text}`;
}
