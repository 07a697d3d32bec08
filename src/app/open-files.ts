import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { FileStore } from '../media/files.ts';
import { createFolderFiles } from '../media/folder-files.ts';

/** Where the settings say that files are kept: a bucket, or the data folder. */
export async function openFiles({
  s3,
  dataDir,
}: Pick<Config, 's3' | 'dataDir'>): Promise<FileStore & { close(): void }> {
  if (!s3) return { ...createFolderFiles(join(dataDir, 'files')), close: () => {} };
  // its client is large, and most installations have a folder
  const { createS3Files } = await import('../media/s3-files.ts');
  const credentials = s3.credentials && {
    accessKeyId: s3.credentials.accessKeyId,
    secretAccessKey: s3.credentials.secretAccessKey.reveal(),
  };
  return createS3Files({ ...s3, credentials });
}
