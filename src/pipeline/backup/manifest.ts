import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { SafeNestError } from '../../errors.ts';
import { damaged } from './archive.ts';

/** Why a backup was made. */
const BACKUP_KINDS = ['manual', 'nightly', 'before_update', 'before_restore'] as const;
export type BackupKind = (typeof BACKUP_KINDS)[number];

const count = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const part = z.strictObject({
  /** In the archive, and unpacked. */
  size: count,
  bytes: count,
  rows: count,
  sha256,
});

const schema = z.strictObject({
  format: z.literal(1),
  version: z.string().max(50),
  made_at: z.iso.datetime(),
  kind: z.enum(BACKUP_KINDS),
  database: z.enum(['embedded', 'postgres']),
  migrations: z
    .array(z.string().regex(/^[\w-]{1,100}$/))
    .min(1)
    .max(10_000),
  organisations: count,
  tables: z.array(part.extend({ name: z.string().max(63), columns: z.array(z.string().max(63)).max(1600) })).max(2000),
  /** Pictures and other files: whether their bytes are here, and the list of all there were. */
  files: z.strictObject({ included: z.boolean(), store: z.enum(['folder', 's3']), count, bytes: count, list: part }),
});

/** What is in a backup, and the sums of its parts. */
export type Manifest = z.output<typeof schema>;

/** The manifest as it stands in an archive: sealed with a key of the service's secret, so that nobody else writes one. */
export function sealedManifest(manifest: Manifest, secret: string): string {
  const text = JSON.stringify(manifest);
  return JSON.stringify({ manifest: text, seal: sealOf(text, secret).toString('hex') });
}

/** Refuses (`invalid_input`) one that this secret did not seal, or of a version that this one does not know. */
export function openManifest(bytes: Buffer, secret: string): Manifest {
  const sealed = z.strictObject({ manifest: z.string(), seal: sha256 }).safeParse(parsed(bytes.toString('utf8')));
  if (!sealed.success) throw damaged('its manifest cannot be read');
  const { manifest, seal } = sealed.data;
  if (!timingSafeEqual(Buffer.from(seal, 'hex'), sealOf(manifest, secret)))
    throw new SafeNestError(
      'invalid_input',
      'This backup was made with another SAFENEST_SECRET, or was altered. Set the secret of the installation it comes ' +
        'from (SAFENEST_SECRET, or the file `secret` of its data folder), then try again.',
    );
  const text = parsed(manifest);
  if (typeof text === 'object' && text !== null && 'format' in text && text.format !== 1)
    throw new SafeNestError(
      'invalid_input',
      'This backup was made by a newer SafeNest. Update SafeNest, then restore it.',
    );
  const read = schema.safeParse(text);
  if (!read.success) throw damaged('its manifest is of another kind');
  return read.data;
}

function sealOf(text: string, secret: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'safenest backup', 32));
  return createHmac('sha256', key).update(text).digest();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export type Fit =
  | { fits: true; behind: number }
  /** `newer`: its last migrations are not known here. `other`: it is not on the way that this version's migrations took. */
  | { fits: false; why: 'newer' | 'other' };

/** Whether a backup can be restored by a version with these migrations; `behind` is how many it will be brought up by. */
export function fitOf(manifest: Pick<Manifest, 'migrations'>, own: readonly string[]): Fit {
  const { migrations } = manifest;
  if (migrations.every((name, i) => own[i] === name)) return { fits: true, behind: own.length - migrations.length };
  return { fits: false, why: migrations.some((name) => !own.includes(name)) ? 'newer' : 'other' };
}
