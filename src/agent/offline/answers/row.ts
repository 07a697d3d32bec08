import type { RowData } from '../../../tools/tool-data.ts';
import { span, spoken } from './phrases.ts';

/** One row in words; its day is left out where `range`, which the answer begins with, has said it. */
export function rowWords(row: RowData, range: string | null = null): string {
  switch (row.kind) {
    case 'login': {
      const where = [row.address, row.country].filter(Boolean).join(', ');
      const reason = row.outcome === 'failure' && row.reason ? `: ${row.reason}` : '';
      return `${span(row.time, row.time, range)} [${row.ref}] “${row.account}” ${row.outcome === 'failure' ? 'failed to sign in' : 'signed in'}${where ? ` from ${where}` : ''}${reason}`;
    }
    case 'alert':
      return `[${row.ref}] ${row.severity}, ${spoken(row.status)}: ${row.title} (${span(row.first_seen, row.time, range)}${row.events > 1 ? `, ${row.events.toLocaleString('en-GB')} events` : ''})`;
    case 'incident':
      return `[${row.ref}] ${row.severity}, ${spoken(row.status)}: ${row.title} (opened ${span(row.time, row.time, range)}, ${row.assignee ?? 'nobody assigned'})`;
  }
}
