import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startLocalServer } from './local-server.ts';

export interface S3Server {
  url: string;
  bucket: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  region: string;
  /** What it keeps, by bucket and key; may be changed. */
  objects: Map<string, { bytes: Buffer; at: Date }>;
  /** `PUT key`, as they came. */
  requests: string[];
  /** So many of the next requests are answered with this status. */
  failNext(times: number, status: number): void;
  /** The next upload is cut off after half of its bytes. */
  cutNextUpload(): void;
  close(): Promise<void>;
}

/** A server that speaks as much of S3 as a file store needs, and refuses what real ones refuse: bad signatures and checksums. */
export async function startS3Server(): Promise<S3Server> {
  const bucket = 'safenest-files';
  const region = 'eu-central-1';
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
  const objects: S3Server['objects'] = new Map();
  const requests: string[] = [];
  let failing = { times: 0, status: 500 };
  let cut = false;

  const server = await startLocalServer(async (request, response) => {
    const url = new URL(request.url!, 'http://s3');
    const [, inBucket, ...rest] = url.pathname.split('/').map(decodeURIComponent);
    const key = rest.join('/');
    requests.push(`${request.method} ${key}`);
    if (cut && request.method === 'PUT') {
      cut = false;
      request.once('data', () => request.destroy());
      return;
    }
    const body = await buffer(request).catch(() => null);
    if (!body) return;
    if (failing.times-- > 0) return refuse(response, failing.status, 'InternalError');
    const wrong = problemWith(request, url, body, region, credentials);
    if (wrong) return refuse(response, 403, wrong);
    if (inBucket !== bucket) return refuse(response, 404, 'NoSuchBucket');
    const sum = request.headers['x-amz-checksum-sha256'];
    if (sum !== undefined && sum !== createHash('sha256').update(body).digest('base64'))
      return refuse(response, 400, 'BadDigest');
    switch (request.method) {
      case 'PUT':
        if (sum === undefined || Number(request.headers['content-length']) !== body.length)
          return refuse(response, 400, 'InvalidRequest');
        objects.set(key, { bytes: body, at: new Date() });
        response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end();
        return;
      case 'DELETE':
        objects.delete(key);
        response.writeHead(204).end();
        return;
      default: {
        if (key === '' && url.searchParams.get('list-type') === '2') {
          const {
            prefix = '',
            'max-keys': most = '2',
            'continuation-token': after = '',
          } = Object.fromEntries(url.searchParams);
          // pages are as short as they may be, so that whoever lists has to turn them
          const keys = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
          const page = keys.slice(0, Math.min(Number(most), 2));
          const contents = page.map(
            (name) =>
              `<Contents><Key>${name}</Key><LastModified>${objects.get(name)!.at.toISOString()}</LastModified><Size>${objects.get(name)!.bytes.length}</Size></Contents>`,
          );
          const more = keys.length > page.length;
          response.writeHead(200, { 'content-type': 'application/xml' });
          response.end(
            `<ListBucketResult><Name>${bucket}</Name><KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`,
          );
          return;
        }
        const object = objects.get(key);
        if (!object) return refuse(response, 404, 'NoSuchKey', request.method === 'HEAD');
        response.writeHead(200, {
          'content-length': object.bytes.length,
          'last-modified': object.at.toUTCString(),
          'content-type': 'application/octet-stream',
        });
        response.end(request.method === 'HEAD' ? undefined : object.bytes);
      }
    }
  });

  return {
    url: server.url,
    bucket,
    region,
    credentials,
    objects,
    requests,
    failNext: (times, status) => {
      failing = { times, status };
    },
    cutNextUpload: () => {
      cut = true;
    },
    close: () => server.close(),
  };
}

function refuse(response: ServerResponse, status: number, code: string, bare = false): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(bare ? undefined : `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`);
}

/** AWS Signature Version 4, computed anew; null when the request carries the right one. */
function problemWith(
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  region: string,
  { accessKeyId, secretAccessKey }: S3Server['credentials'],
): string | null {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (!parts) return 'AccessDenied';
  const [, id, day, named, signedHeaders, signature] = parts as unknown as [string, ...string[]] as string[];
  const at = String(request.headers['x-amz-date']);
  const content = String(request.headers['x-amz-content-sha256']);
  if (id !== accessKeyId || named !== region || !at.startsWith(day!)) return 'InvalidAccessKeyId';
  if (content !== createHash('sha256').update(body).digest('hex')) return 'XAmzContentSHA256Mismatch';
  const headers = signedHeaders!.split(';');
  for (const needed of ['host', 'x-amz-date', 'x-amz-content-sha256'])
    if (!headers.includes(needed)) return 'AccessDenied';
  const canonical = [
    request.method,
    url.pathname,
    [...url.searchParams]
      .map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`)
      .sort()
      .join('&'),
    ...headers.map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    signedHeaders,
    content,
  ].join('\n');
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const text = `AWS4-HMAC-SHA256\n${at}\n${day}/${region}/s3/aws4_request\n${hashed}`;
  const key = [day!, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (made, word) => createHmac('sha256', made).update(word).digest(),
    `AWS4${secretAccessKey}`,
  );
  return createHmac('sha256', key).update(text).digest('hex') === signature ? null : 'SignatureDoesNotMatch';
}
