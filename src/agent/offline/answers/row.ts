import type { Language } from '../../../domain/language.ts';
import { searchWords } from '../../../messages/catalogue/search.ts';
import { reasonText } from '../../../messages/catalogue/stored-words.ts';
import { countryText, listText, terms } from '../../../messages/catalogue/terms.ts';
import type { RowData } from '../../../tools/tool-data.ts';
import { named, span, theirs } from './phrases.ts';

/** What the answer has said already of all its rows, and each need not say again. */
export interface Said {
  /** The English range. */
  range?: string | null;
  account?: unknown;
  address?: unknown;
}

/** One row in words. */
export function rowWords(row: RowData, language: Language, { range = null, account, address }: Said = {}): string {
  const words = searchWords[language];
  const { severity, alertStatus, incidentStatus, events, quote, colon } = terms[language];
  switch (row.kind) {
    case 'login': {
      const where = row.address === address && address !== undefined ? '' : placeText(row, language);
      const reason = row.outcome === 'failure' && row.reason ? `${colon} ${reasonText(row.reason, language)}` : '';
      return `${span(row.time, row.time, range, language)} [${row.ref}]${row.account === account ? '' : ` ${quote(row.account)}`} ${row.outcome === 'failure' ? words.failed : words.signedIn}${where ? words.from(where) : ''}${reason}`;
    }
    case 'alert':
      return `[${row.ref}] ${severity[row.severity]}, ${alertStatus[row.status]}${colon} ${row.title} (${span(row.first_seen, row.time, range, language)}${row.events > 1 ? `, ${events(row.events)}` : ''}${row.also_at ? `, ${words.alsoAt(listText(row.also_at, language))}` : ''})`;
    case 'incident':
      return `[${row.ref}] ${severity[row.severity]}, ${incidentStatus[row.status]}${colon} ${theirs(row.title, language)} (${words.opened(span(row.time, row.time, range, language), named(row.created_by, language), row.assignee && named(row.assignee, language))})`;
  }
}

/** `203.0.113.9, Romania` */
export const placeText = ({ address, country }: { address?: string; country?: string }, language: Language): string =>
  [address, country && countryText(country, language)].filter(Boolean).join(', ');
