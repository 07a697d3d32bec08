import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { withSnapshot } from '../../db/backup/snapshot.ts';
import type { Database } from '../../db/connect.ts';
import type { OrgId } from '../../domain/id.ts';
import { isSafeNestError } from '../../errors.ts';
import type { FileStore } from '../../media/files.ts';
import { type ArchiveWriter, writeArchive } from './archive.ts';
import { type BackupKind, type Manifest, sealedManifest } from './manifest.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export interface BackupParts {
  database: Pick<Database, 'pool' | 'kind'>;
  /** Null where files are not looked at: before an update. */
  files: FileStore | null;
  /** Where the file store keeps its bytes. */
  store: 'folder' | 's3';
  secret: string;
}

export interface BackupRequest {
  kind: BackupKind;
  /** The bytes of pictures and other files as well; of a bucket they never are. */
  pictures: boolean;
  now: Date;
  onProgress?: (what: string) => void;
}

/** Writes a backup of everything to `path`, whole or not at all. */
export async function makeBackup(parts: BackupParts, path: string, request: BackupRequest): Promise<Manifest> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${basename(path)}.${randomUUID()}.partial`);
  const archive = await writeArchive(draft);
  try {
    const manifest = await write(archive, parts, request);
    await archive.add('manifest.json', bytesOf([sealedManifest(manifest, parts.secret)]));
    await archive.finish();
    await archive.close();
    await rename(draft, path);
    await syncFolder(folder);
    return manifest;
  } catch (error) {
    await archive.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}

async function write(
  archive: ArchiveWriter,
  { database, files, store }: BackupParts,
  { kind, pictures, now, onProgress = () => {} }: BackupRequest,
): Promise<Manifest> {
  const read = await withSnapshot(database, async (snapshot) => {
    const tables: Manifest['tables'] = [];
    for (const table of snapshot.tables) {
      onProgress(table.name);
      const part = await writeLines(archive, `tables/${table.name}.ndjson.gz`, snapshot.rows(table));
      tables.push({ name: table.name, columns: table.columns.map(({ name }) => name), ...part });
    }
    return { tables, migrations: snapshot.migrations, organisations: snapshot.organisations };
  });
  onProgress('files');
  const list = await writeLines(
    archive,
    'lists/files.ndjson.gz',
    files ? keysOf(files, read.organisations) : nothing(),
  );
  const included = pictures && store === 'folder' && files !== null;
  const found = included ? await writeFiles(archive, files, read.organisations) : { count: 0, bytes: 0 };
  return {
    format: 1,
    version,
    made_at: now.toISOString(),
    kind,
    database: database.kind,
    migrations: read.migrations,
    organisations: read.organisations.length,
    tables: read.tables,
    files: { included, store, ...found, list },
  };
}

/** One part of lines, packed; what it held before packing is counted on the way. */
async function writeLines(archive: ArchiveWriter, name: string, batches: AsyncIterable<string[]>) {
  let rows = 0;
  let bytes = 0;
  async function* text(): AsyncGenerator<Buffer> {
    for await (const lines of batches) {
      const piece = Buffer.from(`${lines.join('\n')}\n`);
      rows += lines.length;
      bytes += piece.length;
      yield piece;
    }
  }
  const written = await archive.add(
    name,
    pipeline(Readable.from(text()), createGzip({ level: 1 }), () => {}),
  );
  return { ...written, rows, bytes };
}

async function* keysOf(files: FileStore, organisations: readonly string[]): AsyncGenerator<string[]> {
  for (const id of organisations) for await (const { key } of files.list(id as OrgId)) yield [JSON.stringify([key])];
}

/** What was erased while the backup was made is left out. */
async function writeFiles(archive: ArchiveWriter, files: FileStore, organisations: readonly string[]) {
  const found = { count: 0, bytes: 0 };
  for (const id of organisations)
    for await (const { key } of files.list(id as OrgId)) {
      const bytes = await files.get(key).catch((error: unknown) => {
        if (isSafeNestError(error) && error.code === 'not_found') return null;
        throw error;
      });
      if (!bytes) continue;
      found.bytes += (await archive.add(`files/${key}`, bytes)).size;
      found.count++;
    }
  return found;
}

async function* bytesOf(texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

async function* nothing(): AsyncGenerator<string[]> {}

/** A renamed file is there after a power cut only when its folder is on the disk as well; not every system can say so. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
