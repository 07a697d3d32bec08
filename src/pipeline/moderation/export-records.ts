import { createHmac } from 'node:crypto';
import {
  appealRecords,
  caseRecords,
  type ModerationTotals,
  moderationTotals,
  type PageAfter,
  type Span,
  screenedDays,
  stepRecords,
} from '../../db/moderation-records.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { Principal } from '../../domain/principal.ts';
import { formatReference } from '../../domain/reference.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 400;
/** So many at a time: no transaction is open while somebody reads slowly. */
const PAGE = 500;

export const EXPORT_FORMATS = ['csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What is exported, and whether people stand in it by name or by a mark that means something within this export alone. */
export interface ExportWish extends Span {
  pseudonyms: boolean;
}

/** One line of the export: what was screened, a case, a step, or an appeal. What a kind does not have is empty. */
export const EXPORT_COLUMNS = [
  'record',
  'ref',
  'at',
  'platform',
  'channel',
  'about',
  'case',
  'kind',
  'severity',
  'rules',
  'person',
  'people',
  'messages',
  'hours',
  'by',
  'automatic',
  'second',
  'state',
  'decided_at',
  'minutes_to_decision',
  'decided_by',
  'reversed_at',
  'reversed_by',
  'words',
] as const;
export type ExportRecord = Partial<Record<(typeof EXPORT_COLUMNS)[number], string | number | boolean>> & {
  record: 'screened' | 'case' | 'step' | 'appeal';
};

/** Fails with `invalid_input` for a span that ends before it begins or is too long. */
export function requireSpan({ from, to }: Span): void {
  if (!(from < to)) throw new SafeNestError('invalid_input', 'The period has to end after it begins.');
  if (to.getTime() - from.getTime() > LONGEST_DAYS * DAY_MS)
    throw new SafeNestError('invalid_input', `Choose ${LONGEST_DAYS} days at most; export what is longer in parts.`);
}

/** Says in the audit log that somebody takes it out, before anything of it leaves. Fails with `forbidden` or `invalid_input`. */
export async function noteExport(work: Work, format: ExportFormat, wish: ExportWish): Promise<void> {
  authorise(work.principal, 'audit.read');
  requireSpan(wish);
  await audit(work, {
    action: 'moderation.export',
    subject: `${wish.from.toISOString()} to ${wish.to.toISOString()}`,
    detail: { format, people: wish.pseudonyms ? 'pseudonyms' : 'names' },
  });
}

/** What a period came to, in numbers. */
export async function seeTotals(
  { tx, principal }: { tx: OrgDb; principal: Principal },
  span: Span,
): Promise<ModerationTotals> {
  authorise(principal, 'moderation.read');
  requireSpan(span);
  return moderationTotals(tx, span);
}

/** All records of a period, a page at a time, each page in a transaction of its own. `salt` makes the marks of people. */
export async function* exportRecords(
  org: <T>(read: (tx: OrgDb) => Promise<T>) => Promise<T>,
  wish: ExportWish,
  salt: Buffer,
): AsyncGenerator<ExportRecord[]> {
  const { pseudonyms } = wish;
  const mark = (kind: 'P' | 'M', id: string): string =>
    `${kind}-${createHmac('sha256', salt).update(`${kind} ${id}`).digest('hex').slice(0, 12)}`;
  const person = (place: { platform: string; workspace: string }, account: string, name: string): string =>
    pseudonyms
      ? mark('P', `${place.platform} ${place.workspace} ${account}`)
      : name === '' || name === account
        ? account
        : `${name} (${account})`;
  const moderator = (name: string | null): string => (name === null ? '' : pseudonyms ? mark('M', name) : name);
  const place = ({ platform, channel, channelName }: { platform: string; channel: string; channelName: string }) => ({
    platform,
    channel: channelName || channel,
  });
  // free text may name anybody
  const words = (text: string | null): string => (pseudonyms ? '' : (text ?? ''));

  const days = await org((tx) => screenedDays(tx, wish));
  for (let from = 0; from < days.length; from += PAGE)
    yield days.slice(from, from + PAGE).map((one) => ({
      record: 'screened',
      at: one.day,
      ...place(one),
      messages: one.messages,
    }));

  yield* paged(
    (page) => org((tx) => caseRecords(tx, wish, page)),
    (one) => ({
      record: 'case',
      ref: formatReference({ kind: 'case', number: one.number }),
      at: one.openedAt.toISOString(),
      ...place(one),
      kind: one.kind,
      severity: one.severity,
      rules: one.triggers.join(' '),
      person: person(one, one.account, one.name),
      people: one.people,
      state: one.dismissedAs === null ? one.state : `${one.state}: ${one.dismissedAs}`,
      ...decided(one.openedAt, one.decidedAt),
      decided_by: moderator(one.decidedBy),
      // decided by nobody: the policy did
      automatic: one.decidedAt !== null && one.decidedById === null,
      words: words(one.note),
    }),
  );
  yield* paged(
    (page) => org((tx) => stepRecords(tx, wish, page)),
    (one) => ({
      record: 'step',
      ref: formatReference({ kind: 'action', number: one.number }),
      at: one.createdAt.toISOString(),
      ...place(one),
      case: one.caseNumber === null ? '' : formatReference({ kind: 'case', number: one.caseNumber }),
      kind: one.step,
      person: person(one, one.account, one.name),
      ...(one.expiresAt === null
        ? {}
        : { hours: Math.round((one.expiresAt.getTime() - (one.doneAt ?? one.createdAt).getTime()) / 36_000) / 100 }),
      by: one.automatic ? 'the policy' : moderator(one.requestedBy),
      automatic: one.automatic,
      second: moderator(one.secondedBy),
      state: one.state,
      reversed_at: one.liftedBy === null ? '' : (one.liftedAt?.toISOString() ?? ''),
      reversed_by: moderator(one.liftedBy),
      words: words(one.reason),
    }),
  );
  yield* paged(
    (page) => org((tx) => appealRecords(tx, wish, page)),
    (one) => ({
      record: 'appeal',
      ref: formatReference({ kind: 'appeal', number: one.number }),
      at: one.createdAt.toISOString(),
      ...place(one),
      about: formatReference({ kind: 'action', number: one.actionNumber }),
      person: person(one, one.account, one.name),
      state: one.state,
      ...decided(one.createdAt, one.decidedAt),
      decided_by: moderator(one.decidedBy),
    }),
  );
}

const decided = (from: Date, at: Date | null): Pick<ExportRecord, 'decided_at' | 'minutes_to_decision'> =>
  at === null
    ? {}
    : { decided_at: at.toISOString(), minutes_to_decision: Math.round((at.getTime() - from.getTime()) / 6000) / 10 };

async function* paged<T extends { number: number }>(
  read: (page: PageAfter) => Promise<T[]>,
  shape: (one: T) => ExportRecord,
): AsyncGenerator<ExportRecord[]> {
  for (let after = 0; ; ) {
    const rows = await read({ after, limit: PAGE });
    if (rows.length > 0) yield rows.map(shape);
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.number;
  }
}

/** The export as text, piece by piece. */
export async function* exportText(
  format: ExportFormat,
  wish: ExportWish,
  records: AsyncIterable<ExportRecord[]>,
): AsyncGenerator<string> {
  if (format === 'csv') {
    yield `${EXPORT_COLUMNS.join(',')}\r\n`;
    for await (const page of records)
      yield page.map((one) => `${EXPORT_COLUMNS.map((name) => csvCell(one[name])).join(',')}\r\n`).join('');
    return;
  }
  const { from, to, pseudonyms } = wish;
  const head = { from: from.toISOString(), to: to.toISOString(), people: pseudonyms ? 'pseudonyms' : 'names' };
  yield `${JSON.stringify(head).slice(0, -1)},"records":[`;
  let first = true;
  for await (const page of records) {
    yield `${first ? '' : ','}\n${page.map((one) => JSON.stringify(one)).join(',\n')}`;
    first = false;
  }
  yield '\n]}\n';
}

/**
 * One value of a CSV line (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe: names and reasons are written
 * by strangers (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvCell(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
