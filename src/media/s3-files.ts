import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { SafeNestError } from '../errors.ts';
import { checkedBytes, type FileStore, fileGone, isKeyOf, keyOf, measured, requireKey } from './files.ts';

/** A bucket of Amazon S3, or of anything that speaks as it does. */
export interface S3Settings {
  bucket: string;
  region: string;
  /** Null: Amazon's own. */
  endpoint: string | null;
  /** Null: what the machine is given, such as a role of its instance. */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
  /** The bucket in the path instead of the host's name, as most servers of one's own want it. */
  pathStyle: boolean;
  /** Before every key, such as `safenest/`; empty for none. */
  prefix: string;
}

const ATTEMPTS = 4;
const CONNECT_MS = 5000;
const ANSWER_MS = 60_000;

/** A file store in a bucket. A file is held in memory until it is sent, so that it can be sent again and never half. */
export function createS3Files(settings: S3Settings): FileStore & { close(): void } {
  const { bucket: Bucket, region, endpoint, credentials, pathStyle, prefix } = settings;
  const client = new S3Client({
    region,
    forcePathStyle: pathStyle,
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
    // our own SHA-256 goes with every file, and is looked at again when it comes back
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint === null ? {} : { endpoint }),
    ...(credentials === null ? {} : { credentials }),
  });
  const objectOf = (key: string) => ({ Bucket, Key: `${prefix}${requireKey(key)}` });

  return {
    async put(orgId, bytes, limit) {
      const passing = measured(bytes, limit);
      const pieces: Uint8Array[] = [];
      for await (const piece of passing.bytes) pieces.push(piece);
      const { sha256, size } = passing.found();
      const key = keyOf(orgId, sha256);
      await said(() =>
        client.send(
          new PutObjectCommand({
            ...objectOf(key),
            Body: Buffer.concat(pieces, size),
            ContentLength: size,
            ContentType: 'application/octet-stream',
            ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
          }),
        ),
      );
      return { key, sha256, size };
    },

    async get(key) {
      const object = objectOf(key);
      const { Body } = await said(() => client.send(new GetObjectCommand(object)));
      if (!(Body instanceof Readable)) throw new TypeError('the object store answered without bytes');
      return checkedBytes(key, Body);
    },

    async delete(key, restMs = 0) {
      const object = objectOf(key);
      if (restMs > 0) {
        try {
          const { LastModified } = await said(() => client.send(new HeadObjectCommand(object)));
          // NOTE S3 cannot erase on condition of age: what is put between this look and the next line is lost, a matter of
          // milliseconds after `restMs` in which nobody put the very same bytes
          if (LastModified && Date.now() - LastModified.getTime() < restMs) return false;
        } catch (error) {
          if (error instanceof SafeNestError && error.code === 'not_found') return true;
          throw error;
        }
      }
      await said(() => client.send(new DeleteObjectCommand(object)));
      return true;
    },

    async *list(orgId) {
      for (let from: string | undefined; ; ) {
        const Prefix = `${prefix}${orgId}/`;
        const page = await said(() =>
          client.send(new ListObjectsV2Command({ Bucket, Prefix, ...(from ? { ContinuationToken: from } : {}) })),
        );
        for (const { Key, LastModified } of page.Contents ?? []) {
          const key = Key?.slice(prefix.length) ?? '';
          if (LastModified && isKeyOf(orgId, key)) yield { key, putAt: LastModified };
        }
        from = page.NextContinuationToken;
        if (!page.IsTruncated || !from) return;
      }
    },

    async check() {
      await said(() => client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, MaxKeys: 1 })));
      return `in the bucket ${Bucket}`;
    },

    close: () => client.destroy(),
  };

  async function said<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (cause) {
      throw problemOf(cause, Bucket);
    }
  }
}

/** The client's errors in our words; never with a key or a signature. */
function problemOf(cause: unknown, bucket: string): SafeNestError {
  const { name } = cause instanceof Error ? cause : { name: '' };
  const status = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined;
  if (name === 'NoSuchBucket')
    return new SafeNestError('unavailable', `There is no bucket ${bucket}. Make it, or set S3_BUCKET.`, { cause });
  if (name === 'NoSuchKey' || name === 'NotFound' || status === 404) return fileGone(cause);
  if (status === 401 || status === 403 || name === 'CredentialsProviderError')
    return new SafeNestError(
      'unavailable',
      `The file store refuses us (${name}). Check S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION and what they allow in ${bucket}.`,
      { cause },
    );
  if (status !== undefined && status < 500 && status !== 429)
    return new SafeNestError('unavailable', `The file store refused a request (${name}, ${status}).`, { cause });
  return new SafeNestError('unavailable', 'The file store does not answer. Check S3_ENDPOINT, then try again.', {
    cause,
    details: { retry_after: 10 },
  });
}
