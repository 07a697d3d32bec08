import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Response } from 'express';
import type { InOrg } from '../db/scope.ts';
import {
  type ExportFormat,
  type ExportWish,
  exportRecords,
  exportText,
} from '../pipeline/moderation/export-records.ts';

const TYPES: Record<ExportFormat, string> = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' };

/** Sends the records of a period as a file, as fast as they are taken; whoever goes away ends it. */
export async function sendExport(
  response: Response,
  org: InOrg,
  format: ExportFormat,
  wish: ExportWish,
  /** What the period is called in the file’s name. */
  period: string,
): Promise<void> {
  response.type(TYPES[format]).attachment(`moderation-${period}.${format}`).set('Cache-Control', 'no-store');
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    for await (const text of exportText(format, wish, exportRecords(org, wish, randomBytes(32)))) {
      if (gone.signal.aborted) return;
      if (!response.write(text)) await once(response, 'drain', { signal: gone.signal });
    }
    response.end();
  } catch (error) {
    if (gone.signal.aborted) return;
    // a file that ends early must not look whole
    response.destroy();
    throw error;
  }
}
